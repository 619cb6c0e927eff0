# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run conditions: whether a step runs, given the steps before it (api: processes#process).

An expression may have names, ``#{if …}`` and ``#{unless …}``. Unverified: anything else in it counts as true.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

ERROR = "octopus.deployment.error"
BLOCK = re.compile(r"#\{(if|unless)\s+([^{}\s]+)\s*\}((?:(?!#\{(?:if|unless)\s).)*?)#\{/\1\}", re.I | re.S)
NAME = re.compile(r"#\{([^{}#/]+)\}")
FALSE = ("", "false", "0", "no", "off")


def is_true(text: str) -> bool:
    return text.strip().casefold() not in FALSE


def evaluated(expression: str, values: Mapping[str, str]) -> str:
    def chosen(found: re.Match[str]) -> str:
        holds = is_true(values.get(found[2].casefold(), ""))
        return found[3] if holds == (found[1].casefold() == "if") else ""

    inner = ""
    while inner != expression:
        inner, expression = expression, BLOCK.sub(chosen, expression)
    return NAME.sub(lambda found: values.get(found[1].strip().casefold(), ""), expression)


def runs(condition: str, expression: str, failed: bool, values: Mapping[str, str]) -> bool:
    """Whether a step with this condition runs. ``failed``: whether an earlier step has failed.

    For the condition Variable, the expression alone decides; to see a failure, it reads ``Octopus.Deployment.Error``.
    """
    if condition == "Variable":
        known = {**values, **({ERROR: "True"} if failed else {})}
        return is_true(evaluated(expression, known))
    return {"Success": not failed, "Failure": failed}.get(condition, True)

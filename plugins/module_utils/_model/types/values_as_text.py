# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The one rule by which a value of YAML becomes the text that Octopus stores.

A text stays unchanged, a flag becomes ``True`` or ``False``, a whole number becomes its digits, and a list or a mapping
becomes JSON. Null is not a value. Numbers with a decimal point and dates are refused, because YAML changes their
spelling.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError, described

DECIMAL = "is a number with a decimal point, which loses digits: 1.10 becomes 1.1; put it in quotes"
# YAML takes a # at the beginning of a value for the start of a comment.
CUT_OFF = "put a value that begins with # in quotes, or give '' for an empty one"
NOTHING = f"has no value; {CUT_OFF}"


def text_problem(value: Any) -> str:
    """The reason why a value has no text; empty if it has one."""
    if value is None:
        return NOTHING
    if isinstance(value, float):
        return DECIMAL
    if isinstance(value, (str, bool, int, list, tuple, Mapping)):
        return ""
    return f"must be text, a number or true or false, not {described(value)}; put it in quotes"


def text_of(value: Any, option: str) -> str:
    """The text of a value. Raises ``OptionError``."""
    problem = text_problem(value)
    if problem:
        raise OptionError(option, problem)
    if isinstance(value, (list, tuple, Mapping)):
        # A date in a list or a mapping becomes text.
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)

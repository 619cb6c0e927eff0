# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The test octopus.deploy.octopus_version; octopus_version.yml beside this file documents it."""

from __future__ import annotations

import operator
from collections.abc import Callable

from ansible_collections.octopus.deploy.plugins.module_utils._versions.version import NotAVersion
from ansible_collections.octopus.deploy.plugins.plugin_utils.versions import format_of, named_errors, text_of

OPERATORS: dict[str, Callable[[int, int], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def octopus_version(
    version: object, other: object, operator: object = "==", version_format: object = "Octopus"
) -> bool:
    with named_errors("octopus_version"):
        if str(operator) not in OPERATORS:
            raise NotAVersion(f"operator is {operator!r}, but has to be one of: {' '.join(OPERATORS)}")
        return OPERATORS[str(operator)](format_of(version_format).compared(text_of(version), text_of(other)), 0)


class TestModule:
    """The test of this file."""

    # pytest would collect the class by its name, which Ansible demands.
    __test__ = False

    def tests(self) -> dict[str, Callable[..., bool]]:
        return {"octopus_version": octopus_version}

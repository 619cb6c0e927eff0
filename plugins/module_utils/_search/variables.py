# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds the uses of a variable: in expressions such as ``#{Name | ToUpper}``, and in calls of scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.names import names_in

# How scripts read a variable [octopus.com/docs/deployments/custom-scripts/using-variables-in-scripts].
QUOTED = r"""\s*\(?\s*@?(["'])(?P<name>[^"'\r\n]+)\1"""
CALLS = (
    # PowerShell and C#.
    re.compile(rf"Octopus\.?Parameters\s*(?:\.\s*\w+\s*\(|\[){QUOTED}", re.IGNORECASE),
    # Bash and Python.
    re.compile(rf"\bget_octopusvariable{QUOTED}"),
    re.compile(r"\bget_octopusvariable\s+(?P<name>[^\s\"'();|&]+)"),
    # F#: the name comes last.
    re.compile(rf"\bOctopus\.(?:tryFindVariable|findVariable){QUOTED}"),
    re.compile(rf"\bOctopus\.findVariableOrDefault\s+(?:\"[^\"]*\"|\S+){QUOTED}"),
)
# PowerShell also has its own variable for each Octopus variable: its name has only the letters and digits, or also the
# underscores [Calamari Bootstrap.ps1].
SIMPLE, SMART = re.compile(r"[\W_]"), re.compile(r"\W")


@dataclass(frozen=True)
class Variable:
    """The name of a variable, as it is looked for."""

    name: str

    def is_named(self, text: str) -> bool:
        """Whether a text is the name, or a part of the variable: ``Name``, ``Name[key]``, ``Name.key``."""
        text, name = text.strip().casefold(), self.name.strip().casefold()
        return text == name or (text.startswith(name) and text[len(name) :].lstrip().startswith((".", "[")))

    def uses(self, text: str, is_powershell: bool = False) -> Iterator[int]:
        """The positions at which a text uses the variable."""
        # Most texts do not have the name at all.
        if self.name.strip().casefold() in text.casefold():
            yield from self._expressions(text)
            for call in CALLS:
                yield from (each.start() for each in call.finditer(text) if self.is_named(each["name"]))
        if is_powershell:
            for name in {SIMPLE.sub("", self.name), SMART.sub("", self.name)} - {""}:
                found_here = re.finditer(rf"\$(?:global:)?\{{?{re.escape(name)}(?!\w)", text, re.IGNORECASE)
                yield from (each.start() for each in found_here)

    def _expressions(self, text: str) -> Iterator[int]:
        uses = (at for at, name in names_in(text) if self.is_named(name))
        yield from dict.fromkeys(uses)

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Regular expressions with the matches and the replacements of .NET."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ansible_collections.octopus.deploy.plugins.module_utils._octostache.regex_translation import compiled

REFERENCE = re.compile(r"\$(?:(\$)|([0-9]+)|\{(\w+)\}|([&`'+_]))")


def matches(text: str, pattern: str) -> bool:
    """Whether a .NET regular expression matches somewhere in the text."""
    return compiled(pattern)[0].search(text) is not None


def replaced(text: str, pattern: str, replacement: str) -> str:
    expression, groups = compiled(pattern)
    parts, end = [], 0
    for found in found_in(expression, text):
        parts += [text[end : found.start()], expanded(found, replacement, groups)]
        end = found.end()
    return "".join(parts) + text[end:]


def found_in(expression: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """All matches. After an empty match, .NET continues at the next character, and Python tries the same one again."""
    at = 0
    while at <= len(text):
        found = expression.search(text, at)
        if found is None:
            return
        yield found
        at = found.end() + (found.start() == found.end())


def expanded(found: re.Match[str], replacement: str, groups: dict[str, int]) -> str:
    """The replacement with its ``$1``, ``${name}``, ``$&`` and the like filled in; an unknown group stays as text."""

    def one(reference: re.Match[str]) -> str:
        dollar, number, name, sign = reference.groups()
        if dollar:
            return "$"
        if sign:
            return special(found, sign, groups)
        group = groups.get((number.lstrip("0") or "0") if number else name)
        return reference[0] if group is None else found[group] or ""

    return REFERENCE.sub(one, replacement)


def special(found: re.Match[str], sign: str, groups: dict[str, int]) -> str:
    if sign == "+":
        # The last group, as .NET counts them.
        last = max(int(name) for name in groups if name.isdigit())
        return found[groups[str(last)]] or ""
    return {
        "&": found[0],
        "`": found.string[: found.start()],
        "'": found.string[found.end() :],
        "_": found.string,
    }[sign]

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Field types for texts with a grammar: web addresses and hosts, .NET's regular expressions, ranges of versions.

A text is refused only if it is certainly wrong; the server alone knows its grammar in full (api:
lifecycles#channel-rules).
"""

from __future__ import annotations

import re

from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Text
from ansible_collections.octopus.deploy.plugins.module_utils._versions.formats import FORMATS
from ansible_collections.octopus.deploy.plugins.module_utils._versions.version import NotAVersion
from ansible_collections.octopus.deploy.plugins.module_utils._versions.version_range import version_range

EXPRESSION = "#{"
# A bound of a range; it can't have <, > or |, which belong to other grammars, as in ``>=1.0`` and ``1.0 || 2.0``.
BOUND = r"[^\s\[\](),<>|]+"
INTERVAL = rf"(?:\[\s*{BOUND}\s*\]|[\[(]\s*(?:{BOUND})?\s*,\s*(?:{BOUND})?\s*[\])])"
RANGE = re.compile(rf"\s*(?:(?![=^~]){BOUND}|{INTERVAL}(?:\s*,\s*{INTERVAL})*)\s*")
RANGES = "e.g. 1.0 (that or newer), [1.0] (exactly that), [1.0,2.0) (from 1.0 to before 2.0), or (,1.0] (up to 1.0)"
FREE_SPACING = re.compile(r"\(\?[a-w]*x")


class WebAddress(Text):
    """A web address, or an empty text."""

    def check(self, given: str, option: str) -> None:
        super().check(given, option)
        if given.strip() and EXPRESSION not in given and "://" not in given:
            raise OptionError(option, f"{given!r} is not an address; write it with its scheme, e.g. https://host/path")


class HostName(Text):
    """The name or IP address of a host, without the scheme of a web address."""

    def check(self, given: str, option: str) -> None:
        super().check(given, option)
        if EXPRESSION not in given and "://" in given:
            raise OptionError(option, f"{given!r} is a web address; give the host alone, without scheme, port and path")


class VersionRange(Text):
    """A range of versions as NuGet or Maven writes it; the feed decides which."""

    def check(self, given: str, option: str) -> None:
        if not given.strip() or EXPRESSION in given:
            return
        if not RANGE.fullmatch(given):
            raise OptionError(
                option, f"{given!r} is not a version range of NuGet or Maven; write it as they do, {RANGES}"
            )
        reason = unreadable(given)
        if reason:
            raise OptionError(option, reason)


def unreadable(versions: str) -> str:
    """The mistake in a range that neither NuGet nor Maven reads; empty if one of them does."""
    reason = ""
    for name in ("Semver", "Maven"):
        try:
            version_range(versions, FORMATS[name])
        except NotAVersion as wrong:
            reason = str(wrong)
        else:
            return ""
    return reason


class Pattern(Text):
    """A .NET regular expression."""

    def check(self, given: str, option: str) -> None:
        reason = "" if EXPRESSION in given or FREE_SPACING.search(given) else unfinished(given)
        if reason:
            raise OptionError(option, f"{given!r} is not a regular expression: {reason}")


def unfinished(pattern: str) -> str:
    """The mistake in a regular expression; empty if none is found."""
    opened, place, repeatable = [], 0, False
    while place < len(pattern):
        char = pattern[place]
        if char == "\\":
            if place + 1 == len(pattern):
                return "it ends with a backslash; write two for a backslash itself"
            place += 1
        elif char == "[":
            end = end_of_class(pattern, place)
            if end < 0:
                return f"the [ at character {place + 1} is not closed"
            place = end
        elif pattern.startswith("(?#", place):
            place = pattern.find(")", place)
            if place < 0:
                return "a comment (?# is not closed"
        elif char == "(":
            opened.append(place)
        elif char == ")" and not opened:
            return f"the ) at character {place + 1} closes nothing"
        elif char == ")":
            opened.pop()
        elif char in "*+?" and not repeatable:
            return f"the {char} at character {place + 1} has nothing before it to repeat"
        # A quantifier right after ( is allowed here, because ? may belong to it, as in (?:a).
        place, repeatable = place + 1, char != "|"
    return f"the ( at character {opened[-1] + 1} is not closed" if opened else ""


def end_of_class(pattern: str, start: int) -> int:
    """The end of the character class that begins at ``start``, or -1. A leading ] or - is part of the class."""
    place = start + 1
    place += pattern.startswith("^", place)
    place += pattern.startswith(("]", "-"), place)
    while place < len(pattern):
        if pattern[place] == "]":
            return place
        if pattern[place] == "\\":
            place += 1
        elif pattern.startswith("-[", place):
            # A class that .NET subtracts: [a-z-[aeiou]].
            place = end_of_class(pattern, place + 1)
            if place < 0:
                return -1
        place += 1
    return -1

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ranges of versions and tags of prereleases, for feeds and channels' rules (api: lifecycles#channel-rules)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from emulator.kinds import mavenversions, packageversions

SETS = re.compile(r"\s*([\[(][^\])]*[\])])\s*,?")


class WrongRange(ValueError):
    """A text that is not a range of versions."""


@dataclass(frozen=True)
class Bounds:
    """The ends of a range, None for an open end, and whether each belongs to the range."""

    least: str | None
    most: str | None
    with_least: bool
    with_most: bool

    def contain(self, version: str, order: Callable[[str], Any]) -> bool:
        own = order(version)
        if self.least is not None and (own < order(self.least) or (own == order(self.least) and not self.with_least)):
            return False
        if self.most is None:
            return True
        return bool(own < order(self.most) or (own == order(self.most) and self.with_most))


def fits(version: str, versions: str = "", tag: str = "", regex: str = "", maven: bool = False) -> bool:
    """Whether a version passes a rule: its range of ``versions``, the ``tag`` of its prerelease, and the ``regex`` for
    its whole text. Blank texts demand nothing. Raises ``WrongRange``."""
    return in_range(version, versions, maven) and has_tag(version, tag, maven) and matches(regex, version)


def in_range(version: str, versions: str, maven: bool = False) -> bool:
    if not versions.strip():
        return True
    # Unverified: a text that is not a version is in no range.
    if maven:
        sets = maven_sets(versions)
        return mavenversions.is_version(version) and any(each.contain(version, mavenversions.order) for each in sets)
    wanted = nuget_range(versions)
    return packageversions.parts_of(version) is not None and wanted.contain(version, without_metadata)


def has_tag(version: str, tag: str, maven: bool = False) -> bool:
    """Whether the prerelease matches, for Semver with the metadata; Maven's words ignore case."""
    if maven:
        return matches(tag, mavenversions.qualifier(version), re.IGNORECASE)
    prerelease, metadata = (packageversions.parts_of(version) or ("", "", ""))[1:]
    return matches(tag, prerelease + (f"+{metadata}" if metadata else ""))


def matches(pattern: str, text: str, flags: re.RegexFlag = re.NOFLAG) -> bool:
    """Whether a regular expression matches; a text that is not a regular expression matches nothing.

    Unverified: the same goes for the few expressions that .NET reads and Python does not.
    """
    if not pattern.strip():
        return True
    try:
        return re.search(pattern, text, flags) is not None
    except re.error:
        return False


def without_metadata(version: str) -> Any:
    return packageversions.order(version)[:3]


def nuget_range(text: str) -> Bounds:
    """Ranges with an asterisk are refused, which is unverified."""
    stripped = text.strip()
    if len(stripped) < 3:
        raise WrongRange(text)
    if stripped[0] not in "[(":
        return Bounds(semantic(stripped, text), None, True, False)
    parts = ends(stripped, text)
    least, most = (semantic(part, text) if part else None for part in (parts[0], parts[-1]))
    with_least, with_most = stripped[0] == "[", stripped[-1] == "]"
    if least is not None and most is not None:
        low, high = packageversions.order(least), packageversions.order(most)
        if low > high or (low == high and with_least != with_most):
            raise WrongRange(text)
    return Bounds(least, most, with_least, with_most)


def semantic(part: str, text: str) -> str:
    if packageversions.parts_of(part) is None:
        raise WrongRange(text)
    return part


def maven_sets(text: str) -> list[Bounds]:
    """One range, or several in ascending order. A bare version is a recommendation: every version is in it."""
    found, rest = [], text.strip()
    while match := SETS.match(rest):
        found.append(maven_set(match[1], text))
        rest = rest[match.end() :].strip()
    if rest and (found or rest[0] in "[(" or not mavenversions.is_version(rest)):
        raise WrongRange(text)
    for one, following in itertools.pairwise(found):
        # Two sets may touch, even where both contain the bound.
        if one.most is not None and (
            following.least is None or mavenversions.order(following.least) < mavenversions.order(one.most)
        ):
            raise WrongRange(text)
    return found or [Bounds(None, None, False, False)]


def maven_set(part: str, text: str) -> Bounds:
    pieces = ends(part, text)
    if len(pieces) == 2 and pieces[0] == pieces[1]:
        raise WrongRange(text)
    least, most = (piece or None for piece in (pieces[0], pieces[-1]))
    if not all(mavenversions.is_version(each) for each in (least, most) if each):
        raise WrongRange(text)
    if least and most and mavenversions.order(least) > mavenversions.order(most):
        raise WrongRange(text)
    return Bounds(least, most, part[0] == "[", part[-1] == "]")


def ends(part: str, text: str) -> list[str]:
    """The one or two texts between brackets."""
    pieces = [each.strip() for each in part[1:-1].split(",")]
    is_closed = part[0] == "[" and part[-1] == "]"
    if part[-1] not in "])" or len(pieces) > 2 or not any(pieces) or (len(pieces) == 1 and not is_closed):
        raise WrongRange(text)
    return pieces

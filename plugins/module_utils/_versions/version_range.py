# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ranges of versions in the notations of NuGet and Maven, as a channel's rules have them (api:
lifecycles#channel-rules)."""

from __future__ import annotations

import re

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._versions.formats import FORMATS, Format
from ansible_collections.octopus.deploy.plugins.module_utils._versions.version import NotAVersion

BOUNDS = re.compile(r"\s*(?P<open>[\[(])(?P<least>[^,\[\]()]*)(?P<comma>,)?(?P<most>[^,\[\]()]*)(?P<close>[\])])\s*")
SHORTEST = 3


@dataclass(frozen=True)
class Bounds:
    """``least`` and ``most``: the bounds, None for none; ``with_least`` and ``with_most``: whether a bound belongs to
    the range."""

    least: str | None = None
    most: str | None = None
    with_least: bool = False
    with_most: bool = False

    def contain(self, version: str, form: Format) -> bool:
        if self.least is not None and form.compared_in_ranges(version, self.least) < (0 if self.with_least else 1):
            return False
        return self.most is None or form.compared_in_ranges(version, self.most) <= (0 if self.with_most else -1)


@dataclass(frozen=True)
class Range:
    """``sets``: the bounds of each part of the range; only one part, unless the range is Maven's."""

    sets: tuple[Bounds, ...]
    form: Format

    def contains(self, version: str) -> bool:
        """Whether a version is in the range. Raises ``NotAVersion``."""
        self.form.parsed(version)
        return any(each.contain(version, self.form) for each in self.sets)


def version_range(text: str, form: Format = FORMATS["Semver"]) -> Range:
    """The range that a text describes: ``1.0`` is 1.0 and newer (for Maven, every version); ``[1.0]`` is only 1.0.
    Raises ``NotAVersion``."""
    stripped = text.strip()
    parts, end = [], 0
    while found := BOUNDS.match(stripped, end):
        parts.append(_bounds(found, text, form))
        end = found.end() + stripped.startswith(",", found.end())
    rest = stripped[end:]
    if not parts:
        return Range((_bare(rest, text, form),), form)
    if rest:
        raise _wrong(text, f"{rest!r} does not belong to a range")
    if len(parts) > 1 and not form.joins:
        raise _wrong(text, "only a range for Maven has several parts")
    for one, following in zip(parts, parts[1:]):
        if one.most is not None and (following.least is None or form.compared_in_ranges(following.least, one.most) < 0):
            raise _wrong(text, "its parts overlap or are not in order")
    return Range(tuple(parts), form)


def _bare(bound: str, text: str, form: Format) -> Bounds:
    if bound.startswith(("[", "(")):
        raise _wrong(text, "its brackets do not close")
    least = _bound(bound, text, form)
    if form.joins:
        return Bounds()
    if len(text.strip()) < SHORTEST:
        raise _wrong(text, f"Octopus refuses such a short text; write {least}.0")
    return Bounds(least, with_least=True)


def _bounds(found: re.Match[str], text: str, form: Format) -> Bounds:
    least, most = (_bound(each, text, form) if each.strip() else None for each in (found["least"], found["most"]))
    with_least, with_most = found["open"] == "[", found["close"] == "]"
    if not found["comma"]:
        if least is None or not (with_least and with_most):
            raise _wrong(text, "a single version belongs in [ and ]")
        return Bounds(least, least, with_least=True, with_most=True)
    if least is None and most is None:
        raise _wrong(text, "it has no bound")
    if least is not None and most is not None:
        order = form.compared_in_ranges(least, most)
        if order > 0:
            raise _wrong(text, f"{least} is newer than {most}")
        if least == most if form.joins else order == 0 and with_least != with_most:
            raise _wrong(text, f"it begins and ends at {least}; write [{least}]")
    return Bounds(least, most, with_least, with_most)


def _bound(part: str, text: str, form: Format) -> str:
    try:
        return form.parsed(part).text
    except NotAVersion as wrong:
        raise _wrong(text, str(wrong)) from None


def _wrong(text: str, reason: str) -> NotAVersion:
    return NotAVersion(f"{text!r} is not a range of versions: {reason}")

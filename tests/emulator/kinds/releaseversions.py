# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Versions of releases and the masks that number them (api: versions#octopus-grammar, versions#masks)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from emulator.kinds.packageversions import LARGEST, Label, label

NUMBER = r"\s*\d+\s*"
# ASCII alone; the separator before the prerelease may be missing.
GRAMMAR = re.compile(
    rf"\s*[vV]?(?P<numbers>{NUMBER}(?:\.{NUMBER}){{0,3}})?"
    r"(?P<suffix>[.\-_\\]?(?P<prerelease>[A-Za-z0-9.\-_\\]*)(?:\+(?P<metadata>[A-Za-z0-9_\-.\\+]*))?)\s*",
    re.ASCII,
)
COMPONENT = r"(?:\d+|i|c)"
MASK = re.compile(
    rf"(?P<prefix>[vV]?)(?P<numbers>{COMPONENT}(?:\.{COMPONENT}){{0,3}})"
    r"(?:-(?P<tag>[A-Za-z0-9.\-]+))?(?:\+(?P<metadata>[A-Za-z0-9.\-]+))?",
    re.ASCII,
)
NEXT, SAME = "i", "c"
Order = tuple[tuple[int, ...], int, tuple[Label, ...]]


@dataclass(frozen=True)
class Version:
    """The parts of a release's version. ``numbers``: one to four of them, as they were written."""

    numbers: tuple[int, ...]
    prerelease: str
    metadata: str
    suffix: str

    @property
    def four(self) -> tuple[int, ...]:
        return (*self.numbers, 0, 0, 0, 0)[:4]


def parsed(text: str) -> Version | None:
    """The parts of a version; None if the text is not a version, or has a number above 2147483647."""
    match = GRAMMAR.fullmatch(text)
    if not text.strip() or match is None:
        return None
    numbers = tuple(int(each) for each in (match["numbers"] or "0").split("."))
    if any(each > LARGEST for each in numbers):
        return None
    return Version(numbers, match["prerelease"], match["metadata"] or "", match["suffix"])


def order(text: str) -> Order:
    """A key that sorts versions; metadata does not count. A text that is not a version comes first."""
    version = parsed(text)
    if version is None:
        return (), 0, ()
    labels = re.split(r"[^A-Za-z0-9]", version.prerelease) if version.prerelease else []
    return version.four, int(not labels), tuple(label(each) for each in labels)


def version_after(text: str, existing: Sequence[str]) -> str:
    """The version that a mask, or a literal version, becomes after the ``existing`` ones, the newest first."""
    mask = MASK.fullmatch(text)
    if mask is None:
        return text
    components = mask["numbers"].split(".")
    current = latest(components, existing)
    numbers = ".".join(advanced(components, [str(each) for each in current.numbers] if current else None))
    result = mask["prefix"] + numbers
    if mask["tag"]:
        result += "-" + ".".join(counted(mask["tag"].split("."), current.prerelease.split(".") if current else None))
    if mask["metadata"]:
        result += "+" + ".".join(counted(mask["metadata"].split("."), current.metadata.split(".") if current else None))
    return result


def latest(components: Sequence[str], existing: Sequence[str]) -> Version | None:
    """The highest of the versions that have the literal numbers at the beginning of a mask."""
    wanted = list(literals([*components, "0", "0", "0"][: max(4, len(components))]))
    found = [each for each in existing if (version := parsed(each)) and list(version.four[: len(wanted)]) == wanted]
    return parsed(max(found, key=order)) if found else None


def literals(components: Sequence[str]) -> Iterator[int]:
    for each in components:
        if each in (NEXT, SAME):
            return
        yield int(each)


def advanced(components: Sequence[str], current: Sequence[str] | None) -> Iterator[str]:
    """The numbers of a version: those of the mask, and one 0 more if the current version has more numbers [VER]."""
    yield from replaced(components, current, resets=True)
    if current is not None and len(current) > len(components):
        yield "0"


def counted(parts: Sequence[str], current: Sequence[str] | None) -> Iterator[str]:
    """The parts of a tag or of metadata."""
    return replaced(parts, current, resets=parts[-1] in (NEXT, SAME))


def replaced(parts: Sequence[str], current: Sequence[str] | None, resets: bool) -> Iterator[str]:
    """``current``: the current version's parts, or None. ``resets``: a counting part right after an ``i`` becomes 0."""
    before = ""
    for index, part in enumerate(parts):
        if part not in (NEXT, SAME):
            yield part
        elif current is None or (resets and before == NEXT):
            yield "0"
        else:
            known = current[index] if index < len(current) else ""
            yield str((int(known) if known.isdigit() else 0) + (part == NEXT))
        before = part

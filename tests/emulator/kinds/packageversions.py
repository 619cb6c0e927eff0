# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Versions of packages: Semantic Versioning as Octopus reads it (api: versions#semver-grammar, versions#comparison)."""

from __future__ import annotations

import re

# Blanks around numbers are accepted.
NUMBERS = re.compile(r"\s*[0-9]+\s*(?:\.\s*[0-9]+\s*){0,3}")
LABELS = re.compile(r"[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*")
# The numbers of .NET's System.Version are integers of 32 bits.
LARGEST = 2**31 - 1
Label = tuple[int, int, str]
Order = tuple[tuple[int, ...], int, tuple[Label, ...], str]


def parts_of(version: str) -> tuple[str, str, str] | None:
    """The numbers, the prerelease and the metadata of a version; None if the text is not a version."""
    rest, plus, metadata = version.strip().removeprefix("v").partition("+")
    numbers, minus, prerelease = rest.partition("-")
    if not NUMBERS.fullmatch(numbers) or any(int(each) > LARGEST for each in numbers.split(".")):
        return None
    if (minus and not LABELS.fullmatch(prerelease)) or (plus and not LABELS.fullmatch(metadata)):
        return None
    return re.sub(r"\s", "", numbers), prerelease, metadata


def order(version: str) -> Order:
    """A key that sorts versions; a text that is not a version comes before all of them.

    Unlike versions of releases, those of packages also differ in their metadata.
    """
    parts = parts_of(version)
    if parts is None:
        return (), 0, (), version.casefold()
    numbers, prerelease, metadata = parts
    four = tuple(int(each) for each in (*numbers.split("."), "0", "0", "0"))[:4]
    return four, int(not prerelease), tuple(label(each) for each in prerelease.split(".")), metadata.casefold()


def label(text: str) -> Label:
    """Numbers come before texts; without regard to case."""
    is_number = text.isdigit() and int(text) <= LARGEST
    return (0, int(text), "") if is_number else (1, 0, text.casefold())


def is_prerelease(version: str) -> bool:
    parts = parts_of(version)
    return bool(parts and parts[1])


def is_same(one: str, other: str) -> bool:
    """Whether two texts are one version: ``1.01.1`` and ``1.1.1`` are [OctopusDeploy/Issues#9401]."""
    return order(one) == order(other)

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Versions of Maven packages: the order of Maven's ComparableVersion (api: versions#maven-order)."""

from __future__ import annotations

import functools
import re
from typing import Any

from emulator.kinds.packageversions import LARGEST

PIECES = re.compile(r"[0-9]+|[^0-9.-]+|[.-]")
NUMBERS = re.compile(r"[0-9]+(?:\.[0-9]+){0,2}")
BUILD = re.compile(NUMBERS.pattern + r"-([0-9]+)")
SEPARATORS = (".", "-")
# The words that Maven knows, in their order; "" is the release itself, which other words follow.
KNOWN = ("alpha", "beta", "milestone", "rc", "snapshot", "", "sp")
ALIASES = {"ga": "", "final": "", "cr": "rc"}
LETTERS = {"a": "alpha", "b": "beta", "m": "milestone"}
# A number is newer than a list, and a list newer than a word.
RANKS = {str: 0, list: 1, int: 2}


def order(version: str) -> Any:
    """A key that sorts versions."""
    return functools.cmp_to_key(compared)(items_of(version))


def items_of(version: str) -> list[Any]:
    """The numbers and words of a version; a number after a number and a hyphen begins a list within the list."""
    pieces = PIECES.findall(version.lower())
    current: list[Any] = []
    lists, after_number = [current], False
    for piece, before, after in zip(pieces, ["-", *pieces], [*pieces[1:], ""], strict=False):
        if piece not in SEPARATORS:
            after_number = piece.isdigit()
            current.append(int(piece) if after_number else word(piece, after.isdigit()))
            continue
        if before in SEPARATORS:
            current.append(0)
        if piece == "-" and after_number:
            trim(current)
            if after.isdigit():
                current.append([])
                current = current[-1]
                lists.append(current)
    for each in reversed(lists):
        trim(each)
    return lists[0]


def word(piece: str, before_number: bool) -> str:
    piece = LETTERS.get(piece, piece) if before_number else piece
    return ALIASES.get(piece, piece)


def trim(items: list[Any]) -> None:
    """Remove the trailing items without a meaning: 1.0 is 1."""
    while items and items[-1] in (0, "", []):
        items.pop()


def compared(one: Any, other: Any) -> int:
    """Below 0, 0 or above 0. None stands for an item that one of the versions does not have."""
    if one is None:
        return -compared(other, None) if other is not None else 0
    if other is None:
        return compared(one[0], None) if isinstance(one, list) and one else compared(one, type(one)())
    if type(one) is not type(other):
        return RANKS[type(one)] - RANKS[type(other)]
    if isinstance(one, list):
        length = max(len(one), len(other))
        padded = ([*each, *[None] * (length - len(each))] for each in (one, other))
        return next(filter(None, map(compared, *padded)), 0)
    left, right = (rank(each) if isinstance(each, str) else each for each in (one, other))
    return (left > right) - (left < right)


def rank(text: str) -> tuple[int, str]:
    return (KNOWN.index(text), "") if text in KNOWN else (len(KNOWN), text)


def is_version(text: str) -> bool:
    """Whether a text is a version: any text whose first three numbers and build number are not too large."""
    numbers, build = NUMBERS.match(text), BUILD.match(text)
    found = (numbers[0].split(".") if numbers else []) + ([build[1]] if build else [])
    return bool(text.strip()) and all(int(each) <= LARGEST for each in found)


def qualifier(version: str) -> str:
    """The part of a version after up to three numbers and the number of a build: ``SNAPSHOT`` of ``1.0-SNAPSHOT``."""
    build, numbers = BUILD.match(version), NUMBERS.match(version)
    if build:
        return version[build.end() :]
    rest = version[numbers.end() :] if numbers else version
    return rest[1:] if numbers and rest.startswith(SEPARATORS) else rest

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The versions of Maven feeds, in the order of Maven's own artifacts (api: versions#formats).

A version is a list of numbers, words and further lists: after a number and a hyphen, a number begins a list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cmp_to_key
from typing import Any, Union

from ansible_collections.octopus.deploy.plugins.module_utils._versions.version import (
    INT_MAX,
    NotAVersion,
    Version,
    number_of,
)

Part = Union[int, str, "list[Any]"]
NUMBERS = re.compile(r"([0-9]+)(?:\.([0-9]+)(?:\.([0-9]+))?)?(?:-([0-9]+))?")
PIECES = re.compile(r"[0-9]+|[.-]|[^0-9.-]+")
# Words before, at and after the release itself; other words come last, by the alphabet.
WORDS = ("alpha", "beta", "milestone", "rc", "snapshot", "", "sp")
SAME = {"ga": "", "final": "", "cr": "rc"}
BEFORE_DIGITS = {"a": "alpha", "b": "beta", "m": "milestone"}


def maven(text: str) -> Version:
    """A version of a package in a Maven feed: any text. Raises ``NotAVersion`` for numbers that are too large."""
    stripped = text.strip()
    if not stripped:
        raise NotAVersion(f"{text!r} is not a version")
    found = NUMBERS.match(stripped)
    major, minor, patch, build = (number_of(each or "") for each in (found.groups() if found else ("", "", "", "")))
    if max(major, minor, patch, build) > INT_MAX:
        raise NotAVersion(f"a number of the version {text!r} is too large")
    rest = stripped[found.end(found.lastindex or 0) :] if found else stripped
    return Version(stripped, (major, minor, patch, build), rest.lstrip(".-"))


def maven_order(version: Version) -> Any:
    """A key by which versions of Maven are sorted."""
    return cmp_to_key(compared)(parts_of(version.text))


def parts_of(text: str) -> list[Part]:
    """The parts of a version; parts at the end of a list that mean nothing are left out."""
    whole: list[Part] = []
    current, lists = whole, [whole]
    before, after_number = ".", False
    pieces = PIECES.findall(text.lower())
    for place, piece in enumerate(pieces):
        following = pieces[place + 1] if place + 1 < len(pieces) else ""
        if piece in ".-":
            if before in ".-":
                current.append(0)
            # Further separators may stand between the number and the hyphen.
            if piece == "-" and after_number:
                shorten(current)
                if is_number(following):
                    deeper: list[Part] = []
                    current.append(deeper)
                    lists.append(deeper)
                    current = deeper
        else:
            after_number = is_number(piece)
            current.append(number(piece) if after_number else word(piece, is_number(following)))
        before = piece
    for each in reversed(lists):
        shorten(each)
    return whole


def is_number(piece: str) -> bool:
    """Whether a piece is a number; a digit of another script is a word."""
    return piece.isascii() and piece.isdigit()


def number(digits: str) -> int:
    """A number of any length for the order; Python reads thousands of digits in base 16 only, which keeps the order."""
    significant = digits.lstrip("0")
    return int(significant or 0) if len(significant) <= len(str(INT_MAX)) else int(significant, 16)


def word(piece: str, before_digits: bool) -> str:
    meant = BEFORE_DIGITS.get(piece, piece) if before_digits else piece
    return SAME.get(meant, meant)


def shorten(parts: list[Part]) -> None:
    while parts and parts[-1] in (0, "", []):
        parts.pop()


def compared(one: Part | None, other: Part | None) -> int:
    """-1, 0 or 1. None stands for a part that the other version does not have."""
    if one is None:
        return 0 if other is None else -compared(other, None)
    if isinstance(one, int):
        return sign(one, other or 0) if other is None or isinstance(other, int) else 1
    if isinstance(one, str):
        if other is None or isinstance(other, str):
            return sign(rank(one), rank(other or ""))
        return -1
    return of_list(one, other)


def of_list(one: Sequence[Part], other: Part | None) -> int:
    if other is None:
        return compared(one[0], None) if one else 0
    if not isinstance(other, list):
        return -1 if isinstance(other, int) else 1
    for place in range(max(len(one), len(other))):
        left, right = (each[place] if place < len(each) else None for each in (one, other))
        result = compared(left, right)
        if result:
            return result
    return 0


def rank(text: str) -> tuple[int, str]:
    return (WORDS.index(text), "") if text in WORDS else (len(WORDS), text)


def sign(one: Any, other: Any) -> int:
    return int(one > other) - int(one < other)

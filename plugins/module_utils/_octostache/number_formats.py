# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Custom formats of numbers in .NET: ``0.00``, ``#,##0``, ``0%;(0%);none``."""

from __future__ import annotations

import math
import re
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.numbers import (
    EXACT,
    STANDARD,
    exponent_text,
    format_standard,
    general_double,
    minus,
    significant,
)

PIECE = re.compile(r"""'[^']*'?|"[^"]*"?|\\.|[Ee][+-]?0+|[0#.,%‰]|.""", re.DOTALL)
SCIENTIFIC = re.compile(r"([Ee])([+-]?)(0+)")
FACTORS = {"%": 2, "‰": 3}


@dataclass(frozen=True)
class Layout:
    """The layout that a section of a format asks for."""

    pieces: tuple[str, ...]
    whole: int
    fraction: int
    least_whole: int
    least_fraction: int
    shift: int
    grouped: bool
    scientific: bool


def format_number(value: Decimal | float | int, format_text: str) -> str:
    """A number in a standard or a custom format; raises ``BadFormat``."""
    found = STANDARD.fullmatch(format_text)
    if found:
        return format_standard(value, found[1], int(found[2]) if found[2] else None)
    if not format_text:
        return format_standard(value, "G", None)
    if isinstance(value, float) and not math.isfinite(value):
        return general_double(value)
    # A custom format sees 15 digits of a double.
    exact = (
        Context(prec=15, rounding=ROUND_HALF_EVEN).create_decimal(value) if isinstance(value, float) else Decimal(value)
    )
    return custom(exact, minus(value), isinstance(value, float), sections(format_text))


def sections(format_text: str) -> list[list[str]]:
    found: list[list[str]] = [[]]
    for piece in PIECE.findall(format_text):
        if piece == ";":
            found.append([])
        else:
            found[-1].append(piece)
    return found


def custom(value: Decimal, negative: bool, floating: bool, found: list[list[str]]) -> str:
    """A double keeps its sign where it is rounded to zero."""
    chosen = 0
    if value == 0:
        chosen = 2 if len(found) > 2 and found[2] else 0
    elif negative and len(found) > 1 and found[1]:
        chosen = 1
    section = layout(found[chosen])
    digits, scale = rounded(value.copy_abs(), section)
    if not digits and value != 0 and chosen != 2:
        # A number that is rounded to zero is formatted like zero.
        if len(found) > 2 and found[2]:
            return custom(Decimal(0), negative, floating, found)
        section = layout(found[0])
        chosen = 0
        digits, scale = rounded(Decimal(0), section)
    text = write(section, digits, scale) if found[chosen] else ""
    return f"-{text}" if negative and chosen == 0 and (digits or (floating and text)) else text


def layout(pieces: list[str]) -> Layout:
    places = [piece for piece in pieces if piece in ("0", "#", ".")]
    dot = places.index(".") if "." in places else len(places)
    whole = [piece for piece in places[:dot] if piece != "."]
    fraction = [piece for piece in places[dot:] if piece != "."]
    shift = sum(FACTORS.get(piece, 0) for piece in pieces)
    grouped, commas, seen, pointed = False, 0, False, False
    for piece in pieces:
        if piece in ("0", "#"):
            grouped = grouped or (commas > 0 and not pointed)
            commas, seen = (0, True) if not pointed else (commas, seen)
        elif piece == "," and seen and not pointed:
            commas += 1
        elif piece == ".":
            pointed = True
    first_zero = whole.index("0") if "0" in whole else len(whole)
    last_zero = max((at + 1 for at, piece in enumerate(fraction) if piece == "0"), default=0)
    return Layout(
        tuple(pieces),
        len(whole),
        len(fraction),
        len(whole) - first_zero,
        last_zero,
        shift - 3 * commas,
        grouped,
        any(SCIENTIFIC.fullmatch(piece) for piece in pieces),
    )


def rounded(value: Decimal, section: Layout) -> tuple[str, int]:
    """The digits that a section shows, and the place of the point before them."""
    shifted = value.scaleb(section.shift, EXACT)
    if section.scientific:
        most = section.whole + section.fraction
        if most:
            return significant(Context(prec=most, rounding=ROUND_HALF_UP).plus(shifted))
        # A format without a digit placeholder writes only the exponent of the number, rounded to a power of ten.
        digits, scale = significant(shifted)
        return ("1", scale + 1) if digits[:1] >= "5" else ("", 0)
    context = Context(prec=1500, rounding=ROUND_HALF_UP)
    return significant(shifted.quantize(Decimal(1).scaleb(-section.fraction), ROUND_HALF_UP, context))


def write(section: Layout, digits: str, scale: int) -> str:
    exponent = scale - section.whole if section.scientific and digits else 0
    point = section.whole if section.scientific else scale
    whole = digits[: max(point, 0)].ljust(max(point, 0), "0").rjust(section.least_whole, "0")
    fraction = ("0" * max(-point, 0) + digits[max(point, 0) :])[: section.fraction].ljust(section.least_fraction, "0")
    return "".join(written(section, whole, fraction, exponent))


def written(section: Layout, whole: str, fraction: str, exponent: int) -> list[str]:
    parts: list[str] = []
    # The digits before the point, the placeholders before it, and the text after the point.
    left, places, behind, pointed = len(whole), section.whole, list(fraction), False
    # A second exponent is a text.
    exponent_written = False
    for piece in section.pieces:
        scientific = None if exponent_written else SCIENTIFIC.fullmatch(piece)
        if piece in ("0", "#") and not pointed:
            # The first placeholder also takes the digits that have no placeholder.
            count = left - places + 1 if left >= places else 0
            parts += taken(whole, left, count, section.grouped)
            left, places = left - count, places - 1
        elif piece in ("0", "#"):
            parts.append(behind.pop(0) if behind else "")
        elif piece == ".":
            parts += taken(whole, left, left, section.grouped)
            parts.append("." if fraction and not pointed else "")
            left, pointed = 0, True
        elif scientific:
            plus = exponent < 0 or scientific[2] == "+"
            text = exponent_text(scientific[1], exponent, len(scientific[3]))
            parts.append(text if plus else text.replace("+", ""))
            exponent_written = True
        elif piece != ",":
            parts.append(literal(piece))
    return parts


def taken(whole: str, left: int, count: int, grouped: bool) -> list[str]:
    """The next digits before the point, with commas where they are grouped."""
    parts = []
    for after in range(left - 1, left - 1 - count, -1):
        parts.append(whole[len(whole) - 1 - after])
        if grouped and after and after % 3 == 0:
            parts.append(",")
    return parts


def literal(piece: str) -> str:
    if piece[0] in "'\"":
        return piece[1:-1] if len(piece) > 1 and piece[-1] == piece[0] else piece[1:]
    return piece[1:] if piece[0] == "\\" else piece

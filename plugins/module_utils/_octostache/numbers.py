# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Numbers as .NET reads and writes them in the invariant culture: the standard formats."""

from __future__ import annotations

import math
import re
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal

from ansible_collections.octopus.deploy.plugins.module_utils._octostache.characters import WHITE

STANDARD = re.compile(r"([A-Za-z])([0-9]{0,9})")
DECIMAL = re.compile(r"([+-]?)([0-9][0-9,]*\.?[0-9]*|\.[0-9]+)([+-]?)")
DOUBLE = re.compile(r"[+-]?(?:[0-9][0-9,]*\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
NAMED = {"nan": math.nan, "infinity": math.inf, "+infinity": math.inf, "-infinity": -math.inf}
NAMED.update({"-nan": math.nan, "+nan": math.nan})
# More digits than any double has.
EXACT = Context(prec=1100)
LARGEST = Decimal(79228162514264337593543950335)


class BadFormat(Exception):
    """A format that .NET refuses."""


def to_decimal(text: str) -> Decimal | None:
    """A text as a System.Decimal: 28 or 29 digits, whose zeros at the end count."""
    found = DECIMAL.fullmatch(text.strip(WHITE))
    if not found or (found[1] and found[3]):
        return None
    number = Decimal(found[2].replace(",", ""))
    for precision in (29, 28):
        rounded = Context(prec=precision, rounding=ROUND_HALF_EVEN).plus(number)
        exponent = rounded.as_tuple().exponent
        if isinstance(exponent, int) and exponent < -28:
            rounded = rounded.quantize(Decimal(1).scaleb(-28), ROUND_HALF_EVEN, EXACT)
        if rounded.scaleb(-min(0, int(rounded.as_tuple().exponent)), EXACT) <= LARGEST:
            return rounded.copy_negate() if "-" in (found[1], found[3]) else rounded
    return None


def to_double(text: str, thousands: bool = True) -> float | None:
    trimmed = text.strip(WHITE)
    if trimmed.lower() in NAMED:
        return NAMED[trimmed.lower()]
    if not DOUBLE.fullmatch(trimmed) or (not thousands and "," in trimmed):
        return None
    return float(trimmed.replace(",", ""))


def general_double(value: float) -> str:
    """The shortest text that reads back as the same double."""
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else ("Infinity" if value > 0 else "-Infinity")
    digits, scale = significant(Decimal(repr(value)))
    return sign(value) + general(digits, scale, 17, "E")


def sign(value: float) -> str:
    return "-" if math.copysign(1, value) < 0 else ""


def significant(value: Decimal) -> tuple[str, int]:
    """The digits without zeros at either end, and the place of the point before them: 12.5 is "125" and 2."""
    parts = value.as_tuple()
    text = "".join(map(str, parts.digits)).lstrip("0")
    scale = len(text) + int(parts.exponent)
    text = text.rstrip("0")
    return (text, scale) if text else ("", 0)


def general(digits: str, scale: int, most: int, letter: str) -> str:
    """With an exponent if the number has more digits before the point than allowed, or is very small."""
    if scale > most or scale < -3:
        fraction = f".{digits[1:]}" if len(digits) > 1 else ""
        return f"{digits[:1] or '0'}{fraction}{exponent_text(letter, scale - 1, 2)}"
    whole = digits[:scale].ljust(scale, "0") if scale > 0 else "0"
    fraction = "0" * -scale + digits if scale <= 0 else digits[scale:]
    return f"{whole}.{fraction}" if fraction else whole


def exponent_text(letter: str, exponent: int, width: int) -> str:
    return f"{letter}{'-' if exponent < 0 else '+'}{abs(exponent):0{width}d}"


def format_standard(value: Decimal | float | int, letter: str, precision: int | None) -> str:
    """A number in a standard format: C, D, E, F, G, N, P, R and X."""
    if isinstance(value, float) and not math.isfinite(value):
        return general_double(value)
    kind = letter.upper()
    if kind in "DX":
        return format_whole(value, letter, precision or 0)
    if kind not in "CEFGNPR" or (kind == "R" and not isinstance(value, float)):
        raise BadFormat(letter)
    if kind in "GR":
        return format_general(value, letter, precision)
    exact = Decimal(value)
    if kind == "E":
        return format_exponent(exact, letter, 6 if precision is None else precision, isinstance(value, float))
    places = 2 if precision is None else precision
    number = EXACT.multiply(exact, Decimal(100)) if kind == "P" else exact
    text = fixed(number, places, isinstance(value, float))
    negative = minus(value) and any(each in "123456789" for each in text)
    if isinstance(value, float) and minus(value):
        negative = True
    if kind == "F":
        return f"-{text}" if negative else text
    whole, dot, fraction = text.partition(".")
    grouped = f"{int(whole):,}{dot}{fraction}"
    if kind == "C":
        return f"(¤{grouped})" if negative else f"¤{grouped}"
    return ("-" if negative else "") + grouped + (" %" if kind == "P" else "")


def minus(value: Decimal | float | int) -> bool:
    return math.copysign(1, value) < 0 if isinstance(value, float) else value < 0


def fixed(value: Decimal, places: int, floating: bool) -> str:
    """The absolute value with that many places. For a double, .NET chooses the even one of two equally near results."""
    rounding = ROUND_HALF_EVEN if floating else ROUND_HALF_UP
    context = Context(prec=1500 + places, rounding=rounding)
    return f"{value.copy_abs().quantize(Decimal(1).scaleb(-places), rounding, context):f}"


def format_whole(value: Decimal | float | int, letter: str, width: int) -> str:
    if not isinstance(value, int):
        raise BadFormat(letter)
    if letter.upper() == "D":
        return ("-" if value < 0 else "") + str(abs(value)).rjust(width, "0")
    return f"{value & 0xFFFFFFFF:{letter}}".rjust(width, "0")


def format_general(value: Decimal | float | int, letter: str, precision: int | None) -> str:
    exponent = "E" if letter in "GR" else "e"
    if isinstance(value, float) and (not precision or letter in "Rr"):
        return general_double(value).replace("E", exponent)
    if isinstance(value, Decimal) and precision is None:
        return f"{value:f}" if value else f"{value.copy_abs():f}"
    if isinstance(value, Decimal) and not precision:
        digits, scale = significant(value)
        return ("-" if value < 0 else "") + general(digits, scale, max(len(digits), scale), exponent)
    if not precision:
        return str(value)
    exact = Decimal(value)
    rounding = ROUND_HALF_EVEN if isinstance(value, float) else ROUND_HALF_UP
    digits, scale = significant(Context(prec=precision, rounding=rounding).plus(exact))
    return ("-" if minus(value) and (digits or isinstance(value, float)) else "") + general(
        digits, scale, precision, exponent
    )


def format_exponent(value: Decimal, letter: str, places: int, floating: bool) -> str:
    rounding = ROUND_HALF_EVEN if floating else ROUND_HALF_UP
    digits, scale = significant(Context(prec=places + 1, rounding=rounding).plus(value))
    fraction = "." + digits[1:].ljust(places, "0") if places else ""
    head = "-" if value.is_signed() and (digits or floating) else ""
    return head + (digits[:1] or "0") + fraction + exponent_text(letter, scale - 1 if digits else 0, 3)

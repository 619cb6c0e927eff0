# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Characters as .NET sees them: UTF-16 code units, white space, letters, and case without regard to a language."""

from __future__ import annotations

import re
import unicodedata

# Python also counts the separators U+001C to U+001F as white space.
WHITE = "\t\n\x0b\x0c\r \x85\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000"
# Python refuses to read thousands of digits.
WHOLE = re.compile(r"[+-]?[0-9]{1,200}")
INT_MIN, INT_MAX = -(2**31), 2**31 - 1


def is_letter_or_digit(character: str) -> bool:
    """Characters beyond U+FFFF are two code units, and neither of them is a letter."""
    return character <= "\uffff" and (character.isalpha() or character.isdecimal())


def lower(text: str) -> str:
    return "".join(each if len(each.lower()) > 1 else each.lower() for each in text)


def upper(text: str) -> str:
    return "".join(map(upper_character, text))


def upper_character(character: str) -> str:
    """A single character in upper case; for some Greek letters, that is the title case."""
    changed = character.upper()
    if len(changed) > 1:
        changed = character.title()
    # The invariant culture does not change a small dotless i.
    return character if len(changed) > 1 or character == "\u0131" else changed


def units(text: str) -> list[str]:
    """The code units of a text, each as a character."""
    raw = text.encode("utf-16-le", "surrogatepass")
    return [chr(raw[at] | raw[at + 1] << 8) for at in range(0, len(raw), 2)]


def joined(parts: list[str]) -> str:
    """The text of code units; half a character becomes the replacement character."""
    return "".join(parts).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def whole_number(text: str) -> int | None:
    """A text as a 32-bit integer; None if it is not one."""
    trimmed = text.strip(WHITE)
    if not WHOLE.fullmatch(trimmed):
        return None
    number = int(trimmed)
    return number if INT_MIN <= number <= INT_MAX else None


def category_ranges(negative: bool, name: str) -> str | None:
    """The ranges of the characters that are, or are not, in a category of Unicode; None for an unknown category."""
    chosen = [(unicodedata.category(chr(code)).startswith(name)) is not negative for code in range(0x10000)]
    if not any(chosen) or all(chosen):
        return None
    found, start = [], None
    for code, belongs in enumerate([*chosen, False]):
        if belongs and start is None:
            start = code
        elif not belongs and start is not None:
            found.append(f"\\u{start:04x}-\\u{code - 1:04x}")
            start = None
    return "".join(found)

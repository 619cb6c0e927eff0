# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds lone surrogates: halves of a character that JSON can spell (``\\ud83d``), and that no UTF-8 text can have.

Python represents a byte of the environment that is not UTF-8 in the same way.
"""

from __future__ import annotations


def lone_surrogate(text: str) -> str:
    """The problem with a text that can't be encoded, without the text itself; empty for any other text."""
    if text.isascii():
        return ""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        return f"character {error.start + 1} is half of a character (a lone surrogate); write the whole character"
    return ""


def printable(text: str) -> str:
    """``text`` with its lone surrogates escaped, for a message."""
    return text if text.isascii() else text.encode(errors="backslashreplace").decode()

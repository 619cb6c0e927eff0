# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Formats of dates and times in .NET, in the invariant culture."""

from __future__ import annotations

import re
from dataclasses import replace

from ansible_collections.octopus.deploy.plugins.module_utils._octostache.moments import (
    DAYS,
    MONTHS,
    SECOND,
    Moment,
    Now,
    local_offset,
)
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.numbers import BadFormat

PIECE = re.compile(
    r"""d+|f+|F+|g+|h+|H+|m+|M+|s+|t+|y+|z+|K|'(?:\\.|[^'])*'|"(?:\\.|[^"])*"|\\.|%[^%]|.""",
    re.DOTALL,
)
SHORT_DAY, LONG_DAY, SHORT_TIME, LONG_TIME = "MM/dd/yyyy", "dddd, dd MMMM yyyy", "HH:mm", "HH:mm:ss"
STANDARD = {
    "d": SHORT_DAY,
    "D": LONG_DAY,
    "f": f"{LONG_DAY} {SHORT_TIME}",
    "F": f"{LONG_DAY} {LONG_TIME}",
    "g": f"{SHORT_DAY} {SHORT_TIME}",
    "G": f"{SHORT_DAY} {LONG_TIME}",
    "m": "MMMM dd",
    "o": "yyyy-MM-ddTHH:mm:ss.fffffffK",
    "r": "ddd, dd MMM yyyy HH:mm:ss 'GMT'",
    "s": "yyyy-MM-ddTHH:mm:ss",
    "t": SHORT_TIME,
    "T": LONG_TIME,
    "u": "yyyy-MM-dd HH:mm:ss'Z'",
    "U": f"{LONG_DAY} {LONG_TIME}",
    "y": "yyyy MMMM",
}
EITHER_CASE = {"M": "m", "O": "o", "R": "r", "Y": "y"}


def format_moment(moment: Moment, format_text: str, now: Now | None, with_offset: bool) -> str:
    """``with_offset``: a DateTimeOffset, which is written in its own zone, instead of a DateTime."""
    if with_offset and moment.offset is None:
        moment = replace(moment, offset=local_offset(moment, now))
    letter = EITHER_CASE.get(format_text, format_text)
    if not format_text:
        pattern = STANDARD["G"] + (" zzz" if with_offset else "")
    elif len(format_text) == 1:
        if letter not in STANDARD or (letter == "U" and with_offset):
            raise BadFormat(format_text)
        pattern = STANDARD[letter]
        if letter == "U" or (with_offset and letter in ("r", "u")):
            zone = moment.offset if moment.offset is not None else local_offset(moment, now)
            moment = replace(moment, offset=zone).at_offset(0)
    else:
        pattern = format_text
    zone_text = zone_writer(moment, now, with_offset)
    written = ""
    for piece in pieces(pattern):
        part = write(moment, piece, zone_text)
        # If a fraction is not written, the point before it is not written either.
        written = written[:-1] if piece[0] == "F" and not part and written.endswith(".") else written + part
    return written


def pieces(pattern: str) -> list[str]:
    found = PIECE.findall(pattern)
    for piece in found:
        unclosed = piece in ("'", '"', "\\", "%", "%'", '%"', "%\\")
        if unclosed or piece == "%%" or (piece[0] in "fF" and len(piece) > 7):
            raise BadFormat(pattern)
    return [piece[1:] if piece[0] == "%" else piece for piece in found]


def zone_writer(moment: Moment, now: Now | None, with_offset: bool) -> tuple[int, str]:
    """The offset that z writes, and the text of K."""
    if moment.offset is None:
        return local_offset(moment, now), ""
    if moment.utc and not with_offset:
        return 0, "Z"
    return moment.offset, offset_text(moment.offset, 3)


def offset_text(minutes: int, width: int) -> str:
    head = "-" if minutes < 0 else "+"
    hours, rest = divmod(abs(minutes), 60)
    if width > 2:
        return f"{head}{hours:02d}:{rest:02d}"
    return f"{head}{hours:0{width}d}"


def write(moment: Moment, piece: str, zone: tuple[int, str]) -> str:
    letter, width = piece[0], len(piece)
    if letter in "'\"":
        return re.sub(r"\\(.)", r"\1", piece[1:-1], flags=re.DOTALL)
    if letter == "\\":
        return piece[1:]
    if letter == "K":
        return zone[1]
    if letter == "z":
        return offset_text(zone[0], width)
    if letter in "fF":
        digits = f"{moment.fraction():07d}"[:width]
        return digits if letter == "f" else digits.rstrip("0")
    if letter in "dMyg":
        return write_day(moment, letter, width)
    return write_time(moment, letter, width, piece)


def write_day(moment: Moment, letter: str, width: int) -> str:
    date = moment.date()
    if letter == "g":
        return "A.D."
    if letter == "y":
        return f"{date.year % 100:0{width}d}" if width <= 2 else f"{date.year:0{width}d}"
    number = date.day if letter == "d" else date.month
    if width <= 2:
        return f"{number:0{width}d}"
    name = DAYS[date.isoweekday() % 7] if letter == "d" else MONTHS[date.month - 1]
    return name[:3] if width == 3 else name


def write_time(moment: Moment, letter: str, width: int, piece: str) -> str:
    seconds = moment.ticks // SECOND % 86_400
    hour = seconds // 3600
    numbers = {"h": hour % 12 or 12, "H": hour, "m": seconds // 60 % 60, "s": seconds % 60}
    if letter in numbers:
        return f"{numbers[letter]:0{min(width, 2)}d}"
    if letter == "t":
        return ("AM" if hour < 12 else "PM")[:width]
    return piece

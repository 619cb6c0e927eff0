# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Time spans as .NET reads and writes them, in units of 100 nanoseconds (api: traps#5.37)."""

from __future__ import annotations

import re

# Ticks: units of 100 nanoseconds, which .NET counts in 64 bits.
SECOND = 10_000_000
MINUTE, HOUR, DAY = 60 * SECOND, 3600 * SECOND, 86400 * SECOND
MOST = 2**63 - 1
# More digits than any number of a time span has; Python refuses to read thousands of them.
DIGITS = "[0-9]{1,20}"
CLOCK = rf"({DIGITS}):({DIGITS})(?::({DIGITS})(?:\.([0-9]{{1,7}}))?)?"
# A text that is not a time of day may be days and a time: 24:00:00 is 24 days.
READINGS = (re.compile(rf"(-?)(){CLOCK}"), re.compile(rf"(-?)({DIGITS})(?:[.:]{CLOCK})?"))
# Days, which are optional, end with a dot or a colon; hours, minutes and seconds may be any number.
LOOSE = re.compile(rf"(?:({DIGITS})[.:])??{CLOCK}")
# The only spelling that means the same to people and to the server.
PLAIN = re.compile(rf"(?:{DIGITS}\.)?(?:[01]?[0-9]|2[0-3]):[0-5]?[0-9]:[0-5]?[0-9](?:\.[0-9]{{1,7}})?")


def ticks_of(text: str) -> int | None:
    """The ticks that .NET reads from a text; None if it refuses the text."""
    for reading in READINGS:
        match = reading.fullmatch(text.strip())
        if match:
            hours, minutes, seconds = (int(match[group] or 0) for group in (3, 4, 5))
            ticks = total(match[2], match[3], match[4], match[5], match[6])
            if hours < 24 and minutes < 60 and seconds < 60 and ticks <= MOST:
                return -ticks if match[1] else ticks
    return None


def readings(text: str) -> list[int]:
    """All ticks that people may mean by numbers with colons."""
    match = LOOSE.fullmatch(text.strip())
    if not match:
        return []
    found = [total(*match.groups())]
    if match[1] is None and match[4] is None:
        # Two numbers may also mean minutes and seconds.
        found.append(int(match[2]) * MINUTE + int(match[3]) * SECOND)
    return list(dict.fromkeys(found))


def total(
    days: str | None, hours: str | None, minutes: str | None, seconds: str | None, fraction: str | None = None
) -> int:
    counts = ((days, DAY), (hours, HOUR), (minutes, MINUTE), (seconds, SECOND))
    return sum(int(count or 0) * unit for count, unit in counts) + int((fraction or "").ljust(7, "0"))


def written(ticks: int) -> str:
    """A TimeSpan as .NET writes it: ``[d.]hh:mm:ss[.fffffff]``."""
    seconds, fraction = divmod(ticks, SECOND)
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    day, hour = divmod(hours, 24)
    return f"{f'{day}.' if day else ''}{hour:02}:{minute:02}:{second:02}{f'.{fraction:07}' if fraction else ''}"

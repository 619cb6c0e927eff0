# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Dates and times as .NET has them: in steps of 100 nanoseconds, with an offset, in UTC, or with neither."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Callable

from ansible_collections.octopus.deploy.plugins.module_utils._octostache.characters import WHITE

Now = Callable[[], datetime]
SECOND = 10_000_000
FIRST = datetime(1, 1, 1)
LAST_TICK = 3_155_378_975_999_999_999
DAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
TIME = re.compile(r"([0-9]{1,2}):([0-9]{1,2})(?::([0-9]{1,2})(?:[.,]([0-9]+))?)?(?:\s*([AaPp])(?:[Mm])?(?![A-Za-z]))?")
HOUR = re.compile(r"(?<![0-9A-Za-z.])([0-9]{1,2})\s*([AaPp])[Mm]?(?![A-Za-z])")
ZONE = re.compile(r"\s*(?:([Zz])|(GMT|UTC)|([+-])([0-9]{1,2})(?::?([0-9]{2}))?)\s*$", re.IGNORECASE)
PART = re.compile(r"[0-9]+|[A-Za-z]+")


@dataclass(frozen=True)
class Moment:
    """``offset`` in minutes; None where the text has no zone."""

    ticks: int
    offset: int | None = None
    utc: bool = False

    def date(self) -> datetime:
        return FIRST + timedelta(microseconds=self.ticks // 10)

    def fraction(self) -> int:
        return self.ticks % SECOND

    def moved(self, ticks: int) -> Moment:
        """Raises ``OverflowError`` outside of the years 1 to 9999."""
        moved = self.ticks + ticks
        if not 0 <= moved <= LAST_TICK:
            raise OverflowError("the date is out of range")
        return replace(self, ticks=moved)

    def at_offset(self, minutes: int) -> Moment:
        """The same moment in another zone; a moment without a zone is taken to be there already."""
        shift = 0 if self.offset is None else minutes - self.offset
        return replace(self.moved(shift * 60 * SECOND), offset=minutes, utc=False)


def from_datetime(value: datetime) -> Moment:
    since = value.replace(tzinfo=None) - FIRST
    ticks = (since.days * 86_400 + since.seconds) * SECOND + since.microseconds * 10
    shift = value.utcoffset()
    return Moment(ticks, None if shift is None else round(shift.total_seconds()) // 60)


def local_offset(moment: Moment, now: Now | None) -> int:
    """The minutes between UTC and the local zone, for a moment without a zone. A given clock brings its own zone."""
    if now is not None:
        shift = now().utcoffset()
    else:
        try:
            shift = moment.date().astimezone().utcoffset()
        except (OverflowError, ValueError, OSError):
            shift = None
    return 0 if shift is None else round(shift.total_seconds()) // 60


def read(text: str, now: Now | None) -> Moment | None:
    """A date, a time or both, as the invariant culture writes them; None where .NET would not take the text."""
    rest = text.strip(WHITE).replace("T", " ", 1) if re.match(r"\s*[0-9]{4}-[0-9]{2}-[0-9]{2}T", text) else text
    zone = ZONE.search(rest) if ":" in rest or re.search("[zZ]\\s*$|GMT\\s*$", rest) else None
    if zone and zone[3] and ":" not in rest[: zone.start()]:
        zone = None
    if zone:
        rest = rest[: zone.start()]
    clock = TIME.search(rest) or HOUR.search(rest)
    day_text = rest if clock is None else f"{rest[: clock.start()]} {rest[clock.end() :]}"
    ticks = 0 if clock is None else clock_ticks(clock)
    if ticks is None or (clock is None and not day_text.strip(WHITE)):
        return None
    day = today(now) if clock and not day_text.strip(WHITE) else read_day(day_text, now)
    if day is None:
        return None
    since = day - FIRST
    return with_zone(Moment(since.days * 86_400 * SECOND + ticks), zone)


def with_zone(moment: Moment, zone: re.Match[str] | None) -> Moment | None:
    if zone is None:
        return moment
    if zone[1] or zone[2]:
        return replace(moment, offset=0, utc=True)
    minutes = int(zone[4]) * 60 + int(zone[5] or 0)
    if minutes > 14 * 60 or int(zone[5] or 0) > 59:
        return None
    return replace(moment, offset=-minutes if zone[3] == "-" else minutes)


def today(now: Now | None) -> datetime:
    current = now() if now else datetime.now()
    return datetime(current.year, current.month, current.day)


def clock_ticks(found: re.Match[str]) -> int | None:
    parts = found.groups()
    hour, minute, second, fraction, half = parts if len(parts) == 5 else (parts[0], None, None, None, parts[1])
    hours, minutes, seconds = int(hour), int(minute or 0), int(second or 0)
    if half:
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + (12 if half.lower() == "p" else 0)
    if hours > 23 or minutes > 59 or seconds > 59:
        return None
    # .NET rounds what is beyond seven digits.
    part = round(int((fraction or "0")[:8].ljust(8, "0")) / 10)
    return ((hours * 60 + minutes) * 60 + seconds) * SECOND + part


def read_day(text: str, now: Now | None) -> datetime | None:
    """Numbers mean month, day and year, or year, month and day where the first has more than two digits."""
    numbers: list[str] = []
    month = weekday = 0
    for part in PART.findall(text):
        if part.isdigit():
            numbers.append(part)
            continue
        found = name_of(part)
        if found is None or (found[0] == "month" and month) or (found[0] == "day" and weekday):
            return None
        month = found[1] if found[0] == "month" else month
        weekday = found[1] if found[0] == "day" else weekday
    if re.search(r"[^0-9A-Za-z\s/,.\-]", text):
        return None
    day = ordered(numbers, month, now)
    if day is None or (weekday and day.isoweekday() % 7 + 1 != weekday):
        return None
    return day


def name_of(word: str) -> tuple[str, int] | None:
    for kind, names in (("month", MONTHS), ("day", DAYS)):
        for number, name in enumerate(names, 1):
            if word.lower() in (name.lower(), name[:3].lower()):
                return kind, number
    return None


def ordered(numbers: list[str], month: int, now: Now | None) -> datetime | None:
    current = today(now)
    parts = [int(number) for number in numbers]
    if month and len(parts) == 2:
        year_first = len(numbers[0]) > 2
        year, day = (parts[0], parts[1]) if year_first else (parts[1], parts[0])
        year_text = numbers[0] if year_first else numbers[1]
    elif month and len(parts) == 1:
        alone = len(numbers[0]) > 2
        year, day = (parts[0], 1) if alone else (current.year, parts[0])
        year_text = "0000"
    elif not month and len(parts) == 3:
        year, month, day = parts if len(numbers[0]) > 2 else (parts[2], parts[0], parts[1])
        year_text = numbers[0] if len(numbers[0]) > 2 else numbers[2]
    elif not month and len(parts) == 2:
        year, month, day = month_and(numbers, parts, current.year)
        year_text = "0000"
    else:
        return None
    if len(year_text) <= 2:
        # The invariant calendar's two-digit years end in 2049.
        year += 2000 if year <= 49 else 1900
    try:
        return datetime(year, month, day)
    except ValueError:
        return None


def month_and(numbers: list[str], parts: list[int], year: int) -> tuple[int, int, int]:
    if len(numbers[0]) > 2:
        return parts[0], parts[1], 1
    if len(numbers[1]) > 2:
        return parts[1], parts[0], 1
    return year, parts[0], parts[1]

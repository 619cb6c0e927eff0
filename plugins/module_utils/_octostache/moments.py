# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Dates and times as .NET has them: in steps of 100 nanoseconds, with an offset, in UTC, or without a zone."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Callable

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
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
TIME = re.compile(
    r"([0-9]{1,2}):([0-9]{1,2})(?::([0-9]{1,2})(?:\.([0-9]+))?)?(?:\s*([AaPp])[Mm](?![A-Za-z]))?(?![0-9:.,])"
)
HOUR = re.compile(r"(?<![0-9A-Za-z.])([0-9]{1,2})\s*([AaPp])[Mm](?![A-Za-z])")
# If a T is between date and time, both must have all their digits, and the zone can't be a word.
ISO = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}[Tt]")
ISO_TIME = re.compile(r"([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]+))?)?()(?=\s*(?:[Zz+-]|$))")
ZONE = re.compile(r"\s*(?:([Zz]|GMT)|([+-])([0-9]{1,2})(?::?([0-9]{2}))?)\s*$", re.IGNORECASE)
DAY_ZONE = re.compile(r"\s*(?:([Zz])|([+-])([0-9]{2}):([0-9]{2}))\s*$")
# No number of a date has more digits, and Python refuses to read thousands of them.
MOST_DIGITS = 8
PART = re.compile(r"[0-9]+|[A-Za-z]+")


@dataclass(frozen=True)
class Moment:
    """``offset`` in minutes; None if the text has no zone."""

    ticks: int
    offset: int | None = None
    utc: bool = False

    def date(self) -> datetime:
        return FIRST + timedelta(microseconds=self.ticks // 10)

    def fraction(self) -> int:
        return self.ticks % SECOND

    def plus(self, ticks: int) -> Moment:
        """Raises ``OverflowError`` outside of the years 1 to 9999."""
        total = self.ticks + ticks
        if not 0 <= total <= LAST_TICK:
            raise OverflowError("the date is out of range")
        return replace(self, ticks=total)

    def at_offset(self, minutes: int) -> Moment:
        """The same moment in another zone; a moment without a zone is taken to be there already."""
        shift = 0 if self.offset is None else minutes - self.offset
        return replace(self.plus(shift * 60 * SECOND), offset=minutes, utc=False)


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


def to_local(moment: Moment, now: Now | None) -> Moment:
    """A moment with a zone in local time, as .NET reads it into a DateTime."""
    if moment.offset is None:
        return moment
    in_utc = moment.at_offset(0)
    if now is None:
        aware = in_utc.date().replace(tzinfo=timezone.utc).astimezone()
        return in_utc.at_offset(local_offset(from_datetime(aware.replace(tzinfo=None)), None))
    return in_utc.at_offset(local_offset(in_utc, now))


def read(text: str, now: Now | None) -> Moment | None:
    """A date, a time or both, as the invariant culture writes them; None if .NET refuses the text."""
    rest = text.strip(WHITE)
    iso = ISO.match(rest)
    clock = ISO_TIME.match(rest, iso.end()) if iso else first_clock(rest)
    if iso and clock is None:
        return None
    start = clock.end() if clock else 0
    zone = ZONE.match(rest, start) if clock else None
    zone = zone or DAY_ZONE.search(rest, start)
    if zone and iso and zone[1] and len(zone[1]) > 1:
        return None
    end = zone.start() if zone else len(rest)
    before, behind = (rest[: clock.start()], rest[start:end]) if clock else (rest[:end], "")
    if before.strip(WHITE) and behind.strip(WHITE):
        return None
    return together(before.rstrip("Tt") if iso else before + behind, clock, zone, now)


def first_clock(text: str) -> re.Match[str] | None:
    """The time of day in a text; the offset of a date does not count as a time."""
    both = [found for found in (TIME.search(text), HOUR.search(text)) if found]
    found = min(both, key=lambda each: each.start()) if both else None
    zone = DAY_ZONE.search(text)
    return None if found and zone and zone[2] and found.start() >= zone.start() else found


def together(day_text: str, clock: re.Match[str] | None, zone: re.Match[str] | None, now: Now | None) -> Moment | None:
    """The moment of a date, a time or both."""
    ticks = 0 if clock is None else clock_ticks(clock)
    only_time = not day_text.strip(WHITE)
    if ticks is None or (clock is None and only_time):
        return None
    if only_time:
        return with_zone(Moment(from_datetime(today(now, zone)).ticks + ticks), zone)
    day = read_day(day_text, now)
    if day is None:
        return None
    since = day - FIRST
    return with_zone(Moment(since.days * 86_400 * SECOND + ticks), zone)


def with_zone(moment: Moment, zone: re.Match[str] | None) -> Moment | None:
    if zone is None:
        return moment
    if zone[1]:
        return replace(moment, offset=0, utc=True)
    minutes = int(zone[3]) * 60 + int(zone[4] or 0)
    offset = -minutes if zone[2] == "-" else minutes
    if minutes > 14 * 60 or int(zone[4] or 0) > 59 or not 0 <= moment.ticks - offset * 60 * SECOND <= LAST_TICK:
        return None
    return replace(moment, offset=offset)


def today(now: Now | None, zone: re.Match[str] | None = None) -> datetime:
    """The current day, in the zone of a text if it has one."""
    current = now() if now else datetime.now().astimezone()
    if zone:
        ahead = timedelta(hours=int(zone[3] or 0), minutes=int(zone[4] or 0))
        current = current.astimezone(timezone.utc) + (-ahead if zone[2] == "-" else ahead)
    return datetime(current.year, current.month, current.day)


def clock_ticks(found: re.Match[str]) -> int | None:
    parts = found.groups()
    hour, minute, second, fraction, half = parts if len(parts) == 5 else (parts[0], None, None, None, parts[1])
    hours, minutes, seconds = int(hour), int(minute or 0), int(second or 0)
    if half:
        morning = half.lower() == "a"
        if morning and hours > 12:
            return None
        hours = hours % 12 if morning else hours + 12 * (hours < 12)
    if hours > 23 or minutes > 59 or seconds > 59:
        return None
    # .NET rounds what is beyond seven digits.
    part = round(int((fraction or "0")[:8].ljust(8, "0")) / 10)
    return ((hours * 60 + minutes) * 60 + seconds) * SECOND + part


def read_day(text: str, now: Now | None) -> datetime | None:
    """Numbers mean month, day and year; if the first has more than two digits, year, month and day."""
    numbers: list[str] = []
    month = weekday = 0
    for part in PART.findall(text):
        if part.isdigit():
            if len(part) > MOST_DIGITS:
                return None
            numbers.append(part)
            continue
        found = name_of(part)
        if found is None or (found[0] == "month" and month) or (found[0] == "day" and weekday):
            return None
        month = found[1] if found[0] == "month" else month
        weekday = found[1] if found[0] == "day" else weekday
    if re.search(r"[^0-9A-Za-z\s/,.\-]", text):
        return None
    number_first = bool(re.match(r"\s*(?:[A-Za-z]+day,?\s*)?[0-9]", text))
    day = ordered(numbers, month, number_first, now)
    if day is None or (weekday and day.isoweekday() % 7 + 1 != weekday):
        return None
    return day


def name_of(word: str) -> tuple[str, int] | None:
    for kind, names in (("month", MONTHS), ("day", DAYS)):
        for number, name in enumerate(names, 1):
            if word.lower() in (name.lower(), name[:3].lower()):
                return kind, number
    return None


def ordered(numbers: list[str], month: int, year_first: bool, now: Now | None) -> datetime | None:
    current = today(now)
    parts = [int(number) for number in numbers]
    if month and len(parts) == 2:
        leading = len(numbers[0]) > 2
        year, day = (parts[0], parts[1]) if leading else (parts[1], parts[0])
        year_text = numbers[0] if leading else numbers[1]
    elif month and len(parts) == 1:
        # "May 22" is a day of this year, but "22 May" is a month of the year 22.
        is_year = len(numbers[0]) > 2 or year_first
        year, day = (parts[0], 1) if is_year else (current.year, parts[0])
        year_text = numbers[0] if is_year else "0000"
    elif not month and len(parts) == 3:
        # The first number of more than two digits is the year; the other numbers are the month and the day.
        at = next((place for place in (0, 1) if len(numbers[place]) > 2), 2)
        year, year_text = parts.pop(at), numbers[at]
        month, day = parts
    elif not month and len(parts) == 2:
        year, month, day = month_and(numbers, parts, current.year)
        year_text = "0000"
    else:
        return None
    if len(year_text) <= 2:
        # Seen on .NET Core 3.1; newer runtimes may end two-digit years in 2049 (unverified).
        year += 2000 if year <= 29 else 1900
    try:
        return datetime(year, month, day)
    except (ValueError, OverflowError):
        return None


def month_and(numbers: list[str], parts: list[int], year: int) -> tuple[int, int, int]:
    if len(numbers[0]) > 2:
        return parts[0], parts[1], 1
    if len(numbers[1]) > 2:
        return parts[1], parts[0], 1
    return year, parts[0], parts[1]

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The times of a deployment freeze, once or recurring (api: triggers#freeze).

Unverified: how a server reads a recurring schedule. Here the first freeze begins at the start of the document. Every
later date of the pattern begins a freeze of the same length, at the same time of day in the zone of the schedule.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import takewhile

from emulator.kinds.schedules import WEEK, instant
from emulator.model import Document

SCHEDULED, ACTIVE, EXPIRED = "Scheduled", "Active", "Expired"


def status_at(freeze: Document, now: datetime) -> str:
    start, end = (instant(freeze[name], name) for name in ("Start", "End"))
    begun = list(starts(freeze, now))
    if begun and now < begun[-1] + (end - start):
        return ACTIVE
    return EXPIRED if begun and is_last(freeze["RecurringSchedule"], len(begun), now) else SCHEDULED


def is_last(schedule: Document | None, number: int, now: datetime) -> bool:
    """Whether no freeze comes after the one with this number."""
    if schedule is None:
        return True
    if schedule["EndType"] == "AfterOccurrences":
        return bool(number >= schedule["EndAfterOccurrences"])
    return schedule["EndType"] == "OnDate" and instant(schedule["EndOnDate"], "EndOnDate") < now


def starts(freeze: Document, until: datetime) -> Iterator[datetime]:
    """The moments up to ``until`` at which a freeze begins, in order."""
    first, schedule = instant(freeze["Start"], "Start"), freeze["RecurringSchedule"]
    if first > until:
        return
    yield first
    if schedule is None:
        return
    number, zone = 1, timedelta(minutes=schedule["UserUtcOffsetInMinutes"])
    later = (each - zone for each in dates(schedule, first + zone, until + zone))
    for each in takewhile(lambda start: start <= until, later):
        if each <= first:
            continue
        if is_last(schedule, number, each):
            return
        number += 1
        yield each


def dates(schedule: Document, first: datetime, until: datetime) -> Iterator[datetime]:
    """The dates of a schedule in the period of ``first`` and all later ones until ``until``, at its time of day."""
    unit = schedule["Unit"]
    if schedule["Type"] == "Daily":
        yield from (first + timedelta(days=number) for number in range(0, (until - first).days + 1, unit))
    elif schedule["Type"] == "Weekly":
        sunday = first - timedelta(days=(first.weekday() + 1) % 7)
        for number in range(0, (until - sunday).days + 1, 7 * unit):
            for day in schedule["DaysOfWeek"]:
                yield sunday + timedelta(days=number + WEEK.index(day))
    else:
        months = unit if schedule["Type"] == "Monthly" else 12 * unit
        begin = first.year * 12 + first.month - 1
        for number in range(begin, until.year * 12 + until.month, months):
            year, month = number // 12, number % 12 + 1
            day = day_of(schedule, year, month) if schedule["Type"] == "Monthly" else first.day
            # A month without such a day has no freeze (unverified).
            if day <= calendar.monthrange(year, month)[1]:
                yield first.replace(year=year, month=month, day=day)


def day_of(schedule: Document, year: int, month: int) -> int:
    """The day of a month; there may be none with that number."""
    last = calendar.monthrange(year, month)[1]
    if schedule["MonthlyScheduleType"] == "DateOfMonth":
        return last if schedule["DateOfMonth"] == "L" else int(schedule["DateOfMonth"])
    wanted = (WEEK.index(schedule["DayOfWeek"]) - 1) % 7
    days = [day for day in range(1, last + 1) if calendar.weekday(year, month, day) == wanted]
    return days[-1] if schedule["DayNumberOfMonth"] == "L" else days[int(schedule["DayNumberOfMonth"]) - 1]

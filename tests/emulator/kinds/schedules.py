# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Moments, days and months in triggers and freezes (api: triggers#trigger, triggers#freeze)."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any

from emulator.model import Document, Prop, Release
from emulator.refusals import invalid

# In the order of .NET's flags, which is also the order in answers.
WEEK = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
DAYS_OF_WEEK = Prop("DaysOfWeek", "any")
MONTHLY = (
    Prop("MonthlyScheduleType", choices=("DateOfMonth", "DayOfMonth"), default="DateOfMonth"),
    Prop("DateOfMonth"),
    Prop("DayNumberOfMonth"),
    Prop("DayOfWeek", choices=WEEK),
)
# The first release whose schedules may have moments without a zone [GO pkg/filters/scheduled_trigger_filter.go].
ZONELESS: Release = (2022, 3)


def days(value: Any) -> list[str]:
    """The days of a list, or of a text with commas, in the order of the week."""
    names = value.split(",") if isinstance(value, str) else value or []
    if not isinstance(names, list) or not all(isinstance(each, str) for each in names):
        raise invalid(f"Error converting value {value!r} to type 'DaysOfWeek'. Path 'DaysOfWeek'.")
    known = {day.casefold(): day for day in WEEK}
    for each in names:
        if each.strip().casefold() not in known:
            raise invalid(f"Error converting value \"{each}\" to type 'DaysOfWeek'. Path 'DaysOfWeek'.")
    wanted = {each.strip().casefold() for each in names}
    return [day for day in WEEK if day.casefold() in wanted]


def parsed(value: Any, path: str) -> datetime:
    try:
        return datetime.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise invalid(f"Could not convert string to DateTime: {value}. Path '{path}'.") from None


def clock(value: Any, path: str, zoneless: bool) -> str:
    """The time of day of a moment, with a ``Z`` if the moment was sent with a ``Z``, or if moments of the release
    always have a zone.

    Unverified: another zone is left out, and the time of day is not converted.
    """
    moment = parsed(value, path)
    is_utc = moment.tzinfo is not None and not moment.utcoffset()
    return written(moment.replace(tzinfo=None)) + ("Z" if is_utc or not zoneless else "")


def instant(value: Any, path: str) -> datetime:
    """A moment, in UTC if it has no zone."""
    moment = parsed(value, path)
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def written(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds")


def check_monthly(schedule: Document) -> None:
    """Check for a date of the month, or a day of one of its weeks; the wording is unverified."""
    if schedule["MonthlyScheduleType"] == "DateOfMonth":
        if schedule["DateOfMonth"] not in {*map(str, range(1, 32)), "L"}:
            raise invalid("The DateOfMonth field must be a number from 1 to 31, or L.")
    elif schedule["DayNumberOfMonth"] not in {"1", "2", "3", "4", "L"}:
        raise invalid("The DayNumberOfMonth field must be a number from 1 to 4, or L.")
    elif not schedule["DayOfWeek"]:
        raise invalid("The DayOfWeek field is required.")


def check_interval(schedule: Document) -> None:
    """Check the number of hours or minutes of an interval. Unverified: it is required."""
    needed = {"OnceHourly": "HourInterval", "OnceEveryMinute": "MinuteInterval"}.get(schedule["Interval"])
    if needed and (schedule[needed] or 0) < 1:
        raise invalid(f"The {needed} field is required.")


def cron_field(value: str, more: str = "") -> str:
    """A pattern for one field of a cron expression: values, spans and steps with commas, and further words."""
    span = rf"(?:\*|(?:{value})(?:-(?:{value}))?)(?:/0*[1-9]\d*)?"
    entry = f"(?:{span}|{more})" if more else span
    return f"{entry}(?:,{entry})*"


def fits(field: str, text: str) -> bool:
    # Compiled for the first expression, because few tests have one.
    return re.fullmatch(field, text, re.IGNORECASE) is not None


SIXTY = r"[0-5]?\d"
DAY = r"0?[1-9]|[12]\d|3[01]"
MONTH = r"0?[1-9]|1[0-2]|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC"
WEEKDAY = r"0?[0-6]|SUN|MON|TUE|WED|THU|FRI|SAT"
YEAR = r"(?!0+(?!\d))\d{1,4}"
# Seconds come first, Sunday is 0, and a year may follow [docs, scheduled deployment and runbook triggers]. That L and W
# go together as they do elsewhere (LW, L-3, 15W, 5L) is unverified.
CRON = (
    cron_field(SIXTY),
    cron_field(SIXTY),
    cron_field(r"[01]?\d|2[0-3]"),
    cron_field(DAY, rf"\?|LW?|L-\d+|(?:{DAY})W"),
    cron_field(MONTH),
    cron_field(WEEKDAY, rf"\?|L|(?:{WEEKDAY})(?:L|#[1-5])"),
    cron_field(YEAR),
)
# With five fields, as in other crons, the seconds are missing.
WITHOUT_SECONDS = CRON[1:6]


def refuse_invalid_cron(expression: str, counts: Collection[int]) -> None:
    """Refuse a cron expression with a wrong number of fields, or with undocumented values; the wording is unverified.

    A server of 2021.1 accepted ``Thurs`` as a day, which broke its page of triggers [OctopusDeploy/Issues#6833].
    """
    given = expression.split()
    fields = CRON if len(given) > len(WITHOUT_SECONDS) else WITHOUT_SECONDS
    if len(given) not in counts or not all(map(fits, fields, given)):
        raise invalid(f"The cron expression '{expression}' is not valid.")


def check_cron(schedule: Document) -> None:
    refuse_invalid_cron(schedule["CronExpression"], (6, 7))

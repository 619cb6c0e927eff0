# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Field types for the parts of schedules: times of day, moments, days of the week.

api: triggers#trigger, triggers#freeze
"""

from __future__ import annotations

import re
from typing import Any, ClassVar

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Argument, FieldType
from ansible_collections.octopus.deploy.plugins.module_utils._model.moments import instant
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.complete import Complete, Need
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Text
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import WORD, Shape

# A day of the month is given in one of two ways; changing from one way to the other makes these properties void.
OF_ANOTHER_DAY = dict.fromkeys(("DateOfMonth", "DayNumberOfMonth", "DayOfWeek"), ("MonthlyScheduleType",))
WEEK = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
DAYS_OF_MONTH = (*(str(day) for day in range(1, 32)), "L")
CLOCK = re.compile(r"(?:\d{4}-\d\d-\d\d[T ])?(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?")
# A zone that a person has written: servers write Z after a date and a time, and ignore it.
OFFSET = re.compile(r"[+-]\d\d:?\d\d$|^[\d:.]+Z$")
DAYS = Shape("a list of texts", (list, str), each=WORD)
# The date of a start time, where only the time matters (api: traps#5.38).
ANY_DAY = "2000-01-01T"
# The first release whose schedules have times without a zone.
ZONELESS = (2022, 3)


# Schedules of freezes keep properties of other types, which the server ignores; schedules of triggers have no type.
MONTHLY: tuple[str | None, ...] = ("Monthly", None)


class Schedule(Complete):
    """A schedule of a trigger or a deployment freeze."""

    needs: ClassVar[tuple[Need, ...]] = (
        Need("HourInterval", {"FilterType": ("ContinuousDailySchedule",), "Interval": ("OnceHourly",)}),
        Need("MinuteInterval", {"FilterType": ("ContinuousDailySchedule",), "Interval": ("OnceEveryMinute",)}),
        Need("DateOfMonth", {"Type": MONTHLY, "MonthlyScheduleType": ("DateOfMonth",)}),
        Need("DayNumberOfMonth", {"Type": MONTHLY, "MonthlyScheduleType": ("DayOfMonth",)}),
        Need("DayOfWeek", {"Type": MONTHLY, "MonthlyScheduleType": ("DayOfMonth",)}),
        Need("DateOfMonth", {"MonthlyScheduleType": (None,), "Type": ("Monthly",)}),
        Need("DaysOfWeek", {"Type": ("Weekly",)}),
        Need("EndOnDate", {"EndType": ("OnDate",)}),
        Need("EndAfterOccurrences", {"EndType": ("AfterOccurrences",)}),
    )


class TimeOfDay(FieldType):
    """A time of day, ``hh:mm`` or ``hh:mm:ss``. The API also has a date and a zone, which do not matter."""

    def argument(self) -> Argument:
        return {"type": "str"}

    def shape(self) -> Shape:
        return WORD

    def wanted(self, given: str, current: Any, context: Context, option: str) -> str:
        self.check(given, option)
        return f"{ANY_DAY}{clock(given)}.000{'' if context.server_is_at_least(*ZONELESS) else 'Z'}"

    def check(self, given: str, option: str) -> None:
        if clock(given) is None:
            raise OptionError(
                option, f'{given!r} is not a time of day; write hours and minutes in quotes, e.g. "18:30"'
            )
        if OFFSET.search(given.strip()):
            raise OptionError(
                option, f"{given!r} has a zone, which would be ignored; the option timezone names the zone"
            )

    def same(self, current: Any, wanted: Any) -> bool:
        return clock(current) == clock(wanted)

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        return (clock(value) or "").removesuffix(":00") or None


class DayOfMonth(Text):
    """A day of the month; ``L`` is the last day."""

    def check(self, given: str, option: str) -> None:
        if given.strip() not in DAYS_OF_MONTH:
            raise OptionError(option, f"{given!r} is not a day of the month; give 1 to 31, or L for the last day")


def clock(value: Any) -> str | None:
    """``hh:mm:ss`` of a time with or without date and zone; None for a value that is not a time."""
    match = CLOCK.fullmatch(str(value).strip())
    hours, minutes, seconds = (int(part or 0) for part in match.groups()) if match else (24, 0, 0)
    return f"{hours:02}:{minutes:02}:{seconds:02}" if hours < 24 and minutes < 60 and seconds < 60 else None


@dataclass(frozen=True, eq=False)
class Moment(FieldType):
    """A point in time in ISO 8601; without a zone it is in UTC. Two spellings of the same moment are equal."""

    clearable: bool = False

    def argument(self) -> Argument:
        return {"type": "str"}

    def shape(self) -> Shape:
        return WORD

    def wanted(self, given: str, current: Any, context: Context, option: str) -> str | None:
        self.check(given, option)
        found = instant(given)
        return found.isoformat(timespec="milliseconds") if found else None

    def check(self, given: str, option: str) -> None:
        if instant(given) is None and (given.strip() or not self.clearable):
            raise OptionError(option, f"{given!r} is not a point in time; write it as 2026-12-24T18:00:00Z")

    def same(self, current: Any, wanted: Any) -> bool:
        return instant(current) == instant(wanted)

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        found = instant(value)
        return found.isoformat().replace("+00:00", "Z") if found else None


class Days(FieldType):
    """Days of the week, in any order. The API has a list, or a text with commas."""

    def argument(self) -> Argument:
        return {"type": "list", "elements": "str", "choices": list(WEEK)}

    def shape(self) -> Shape:
        return DAYS

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> list[str]:
        return days(given)

    def same(self, current: Any, wanted: Any) -> bool:
        return days(current) == days(wanted)

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        return days(value)


def days(value: Any) -> list[str]:
    """Days of the week in their order, from a list or from a text with commas."""
    named = value.split(",") if isinstance(value, str) else value or []
    wanted = {str(each).strip().casefold() for each in named}
    return [day for day in WEEK if day.casefold() in wanted]

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Field types for what schedules are made of: times of day, moments, days of the week.

api: triggers#trigger, triggers#freeze
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Argument, FieldType
from ansible_collections.octopus.deploy.plugins.module_utils._model.moments import instant
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Text
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import WORD, Shape

# Which day of a month is meant is said in one of two ways.
OF_ANOTHER_DAY = dict.fromkeys(("DateOfMonth", "DayNumberOfMonth", "DayOfWeek"), ("MonthlyScheduleType",))
WEEK = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
DAYS_OF_MONTH = (*(str(day) for day in range(1, 32)), "L")
CLOCK = re.compile(r"(?:\d{4}-\d\d-\d\d[T ])?(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?")
DAYS = Shape("a list of texts", (list, str), each=WORD)
# A day that any schedule may be said to start on: only the time counts (api: traps#5.38).
ANY_DAY = "2000-01-01T"
# From then on a schedule's times have no zone.
ZONELESS = (2022, 3)


@dataclass(frozen=True)
class TimeOfDay(FieldType):
    """A time of day, ``hh:mm`` or ``hh:mm:ss``. The API has a moment, of which day and zone mean nothing."""

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

    def same(self, current: Any, wanted: Any) -> bool:
        return clock(current) == clock(wanted)

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        return (clock(value) or "").removesuffix(":00") or None


@dataclass(frozen=True)
class DayOfMonth(Text):
    """A day of the month, or the last one."""

    def check(self, given: str, option: str) -> None:
        if given.strip() and given.strip() not in DAYS_OF_MONTH:
            raise OptionError(option, f"{given!r} is not a day of the month; give 1 to 31, or L for the last one")


def clock(value: Any) -> str | None:
    """``hh:mm:ss``, whether ``value`` has a day and a zone or not; None for what is no time."""
    match = CLOCK.fullmatch(str(value).strip())
    hours, minutes, seconds = (int(part or 0) for part in match.groups()) if match else (24, 0, 0)
    return f"{hours:02}:{minutes:02}:{seconds:02}" if hours < 24 and minutes < 60 and seconds < 60 else None


@dataclass(frozen=True)
class Moment(FieldType):
    """A point in time, in ISO 8601; without a zone it is UTC. The same moment in another zone is the same."""

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


@dataclass(frozen=True)
class Days(FieldType):
    """Days of the week, in any order. The API has a list of them, or a text with commas between them."""

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
    """Days of the week in the week's order, whether they come as a list or as a text."""
    named = value.split(",") if isinstance(value, str) else value or []
    wanted = {str(each).strip().casefold() for each in named}
    return [day for day in WEEK if day.casefold() in wanted]

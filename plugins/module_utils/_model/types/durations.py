# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The field type for a duration: ``1d 2h`` in a playbook, ``1.02:00:00`` in the API."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError, not_clearable
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Argument, FieldType
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.timespans import (
    DAY,
    HOUR,
    MINUTE,
    MOST,
    PLAIN,
    SECOND,
    readings,
    ticks_of,
    written,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import WORD, Shape

MICROSECOND = SECOND // 1_000_000
UNITS = {"d": DAY, "h": HOUR, "m": MINUTE, "s": SECOND, "ms": SECOND // 1000}
SHOWN = ("d", "h", "m")
NAMES = {
    **dict.fromkeys(("d", "day", "days"), "d"),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), "h"),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), "m"),
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), "s"),
    **dict.fromkeys(("ms", "millisecond", "milliseconds"), "ms"),
}
# A number begins at its first digit: a search from each digit of a long one would take seconds.
PART = re.compile(r"(?<!\d)(\d+(?:\.\d+)?)\s*([a-z]+)[\s,]*", re.IGNORECASE)
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
EXAMPLES = "for example 90s, 5m, 1h 30m, 2d, or 00:05:00 and 1.02:00:00 (days.hours:minutes:seconds)"


@dataclass(frozen=True, eq=False)
class Duration(FieldType):
    """A TimeSpan. ``least``: the shortest duration that the server accepts; ``clearable``: whether '' asks for null."""

    least: str = "0s"
    clearable: bool = False

    def argument(self) -> Argument:
        return {"type": "str"}

    def shape(self) -> Shape:
        return WORD

    def check(self, given: str, option: str) -> None:
        if not given.strip():
            if self.clearable:
                return
            raise not_clearable(option)
        if parsed(given, option) < parsed(self.least, option):
            raise OptionError(option, f"must be {self.least} or more, not {given.strip()}")

    def wanted(self, given: str, current: Any, context: Context, option: str) -> str | None:
        self.check(given, option)
        return written(parsed(given, option)) if given.strip() else None

    def same(self, current: Any, wanted: Any) -> bool:
        return bool(length(current) == length(wanted))

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        ticks = length(value)
        return readable(ticks) if isinstance(ticks, int) and ticks >= 0 else value or None

    def exported(self, value: Any, context: Context, place: str) -> Any:
        return self.shown(value, context)


def parsed(text: str, option: str) -> int:
    """The duration that a text means, in units of 100 nanoseconds. Raises ``OptionError``."""
    asked = text.strip()
    ticks = readings(asked)[0] if PLAIN.fullmatch(asked) else sum_of_parts(asked)
    if ticks is None:
        raise OptionError(option, duration_problem(asked))
    if ticks > MOST:
        raise OptionError(option, f"{asked!r} is longer than the server can count")
    return ticks


def time_of(text: str, option: str) -> timedelta:
    """The duration that a text means, to the microsecond. Raises ``OptionError``."""
    return timedelta(microseconds=parsed(text, option) // MICROSECOND)


def duration_problem(asked: str) -> str:
    """The reason why a text is not a duration, with the spellings of the durations that it may mean."""
    server = ticks_of(asked)
    if NUMBER.fullmatch(asked):
        # YAML reads 1:30:00 without quotes as a number.
        meaning = f" (to the server it is {server // DAY} days)" if server and server > 0 else ""
        quotes = "put a time with colons that begins with 1 to 9 in quotes"
        return f"{asked} has no unit{meaning}; write {EXAMPLES}, and {quotes}"
    meant = [both_spellings(ticks) for ticks in readings(asked) if ticks != server and ticks <= MOST]
    if server is None and meant:
        return f"{asked!r} is not a duration for the server; write {' or '.join(meant)}"
    if server is None or server < 0:
        return f"{asked!r} is not a duration; write {EXAMPLES}"
    if not meant:
        return f"{asked!r} is not a duration; write {both_spellings(server)}"
    two = f"to the server it is {both_spellings(server)}, to many people {' or '.join(meant)}"
    return f"{asked!r} has two readings: {two}; write the one that you mean"


def both_spellings(ticks: int) -> str:
    """``01:30:00 (1h 30m)``."""
    return f"{written(ticks)} ({readable(ticks)})"


def sum_of_parts(text: str) -> int | None:
    """``1h 30m`` in units of 100 nanoseconds; None if a unit is unknown or given twice."""
    matches = list(PART.finditer(text))
    units = [NAMES.get(match[2].casefold(), "") for match in matches]
    if not matches or "" in units or len(set(units)) < len(units) or "".join(match[0] for match in matches) != text:
        return None
    return sum(int(Decimal(match[1]) * UNITS[unit]) for match, unit in zip(matches, units))


def length(value: Any) -> Any:
    """An API value in units of 100 nanoseconds, None for an empty value; any value but a TimeSpan stays unchanged."""
    ticks = ticks_of(str(value)) if value else None
    return value or None if ticks is None else ticks


def readable(ticks: int) -> str:
    """``1d 2h 3m 4.5s``, without parts that are 0; ``0s`` for a duration of 0."""
    parts = []
    for unit in SHOWN:
        count, ticks = divmod(ticks, UNITS[unit])
        parts += [f"{count}{unit}"] if count else []
    seconds, fraction = divmod(ticks, SECOND)
    decimals = f".{fraction:07}".rstrip("0") if fraction else ""
    parts += [f"{seconds}{decimals}s"] if ticks or not parts else []
    return " ".join(parts)

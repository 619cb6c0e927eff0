# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The field kind for how long something takes: ``1d 2h`` in a playbook, ``1.02:00:00`` in the API."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._engine.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._engine.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._engine.fields import Argument, ReferenceUse

# .NET counts in units of 100 nanoseconds, in 64 bits.
SECOND = 10_000_000
MOST = 2**63 - 1
UNITS = {"d": 86400 * SECOND, "h": 3600 * SECOND, "m": 60 * SECOND, "s": SECOND, "ms": SECOND // 1000}
SHOWN = ("d", "h", "m")
NAMES = {
    **dict.fromkeys(("d", "day", "days"), "d"),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), "h"),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), "m"),
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), "s"),
    **dict.fromkeys(("ms", "millisecond", "milliseconds"), "ms"),
}
# The server, and clients that write to it, are not held to hours below 24 or days without a zero in front.
TIMESPAN = re.compile(r"(?:(\d+)\.)?(\d+):([0-5]?\d):([0-5]?\d)(?:\.(\d{1,7}))?")
PART = re.compile(r"(\d+(?:\.\d+)?)\s*([a-z]+)[\s,]*", re.IGNORECASE)
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
EXAMPLES = "for example 90s, 5m, 1h 30m, 2d, or 00:05:00 and 1.02:00:00 (days.hours:minutes:seconds)"


@dataclass(frozen=True)
class Duration:
    """A TimeSpan. ``least``: what is refused below it; ``clearable``: whether an empty string asks for null."""

    least: str = ""
    clearable: bool = False

    def argument(self) -> Argument:
        return {"type": "str"}

    def references(self, given: Any) -> Iterator[ReferenceUse]:
        return iter(())

    def wanted(self, given: str, current: Any, context: Context, option: str) -> str | None:
        if not given.strip():
            if self.clearable:
                return None
            raise OptionError(option, "can't be cleared; leave the option out to keep what the server has")
        asked = parsed(given, option)
        if self.least and asked < parsed(self.least, option):
            raise OptionError(option, f"must be {self.least} or more, not {given.strip()}")
        return written(asked)

    def same(self, current: Any, wanted: Any) -> bool:
        return bool(length(current) == length(wanted))

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        ticks = length(value)
        return readable(ticks) if isinstance(ticks, int) else ticks

    def exported(self, value: Any, context: Context, place: str) -> Any:
        return self.shown(value, context)


def parsed(text: str, option: str) -> int:
    """A duration as a person writes it, in units of 100 nanoseconds; raises ``OptionError`` that says what is wrong."""
    asked = text.strip()
    if NUMBER.fullmatch(asked):
        # YAML makes a number of 1:30:00 where it has no quotes.
        raise OptionError(
            option,
            f"{asked} has no unit; write {EXAMPLES}, and a time that begins with 1 to 9 and has colons in quotes",
        )
    ticks = timespan(asked)
    if ticks is None:
        ticks = sum_of_parts(asked)
    if ticks is None:
        raise OptionError(option, f"{text!r} is no duration; write {EXAMPLES}")
    if ticks > MOST:
        raise OptionError(option, f"{text!r} is longer than the server can count")
    return ticks


def timespan(text: str) -> int | None:
    """A TimeSpan as .NET writes it, in units of 100 nanoseconds; None for what is none."""
    match = TIMESPAN.fullmatch(text)
    if not match:
        return None
    days, hours, minutes, seconds = (int(match[group] or 0) for group in (1, 2, 3, 4))
    fraction = int((match[5] or "").ljust(7, "0"))
    return days * UNITS["d"] + hours * UNITS["h"] + minutes * UNITS["m"] + seconds * SECOND + fraction


def sum_of_parts(text: str) -> int | None:
    """``1h 30m`` in units of 100 nanoseconds; None where a unit is unknown, or there twice."""
    matches = list(PART.finditer(text))
    units = [NAMES.get(match[2].casefold(), "") for match in matches]
    if not matches or "" in units or len(set(units)) < len(units) or "".join(match[0] for match in matches) != text:
        return None
    return sum(int(Decimal(match[1]) * UNITS[unit]) for match, unit in zip(matches, units))


def length(value: Any) -> Any:
    """What the server has, in units of 100 nanoseconds; None for nothing, and what is no TimeSpan as it is."""
    ticks = timespan(str(value)) if value else None
    return value or None if ticks is None else ticks


def written(ticks: int) -> str:
    """A TimeSpan the way .NET writes it: ``[d.]hh:mm:ss[.fffffff]``."""
    seconds, fraction = divmod(ticks, SECOND)
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    day, hour = divmod(hours, 24)
    return f"{f'{day}.' if day else ''}{hour:02}:{minute:02}:{second:02}{f'.{fraction:07}' if fraction else ''}"


def readable(ticks: int) -> str:
    """``1d 2h 3m 4.5s``, without the parts that are nothing; ``0s`` for no time at all."""
    parts = []
    for unit in SHOWN:
        count, ticks = divmod(ticks, UNITS[unit])
        parts += [f"{count}{unit}"] if count else []
    seconds, fraction = divmod(ticks, SECOND)
    decimals = f".{fraction:07}".rstrip("0") if fraction else ""
    parts += [f"{seconds}{decimals}s"] if ticks or not parts else []
    return " ".join(parts)

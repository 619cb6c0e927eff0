# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Filters of dates, and Format, which formats numbers as well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timezone
from decimal import Decimal
from typing import Callable

from ansible_collections.octopus.deploy.plugins.module_utils._octostache.characters import lower, whole_number
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.date_formats import format_moment
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.evaluator import Filter
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.moments import (
    SECOND,
    Moment,
    Now,
    from_datetime,
    read,
    to_local,
)
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.number_formats import format_number
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.numbers import BadFormat, to_decimal, to_double


class DateFilters:
    """``now`` is the clock, whose zone is the local one; None for the system's."""

    def __init__(self, now: Now | None) -> None:
        self.now = now

    def filters(self) -> dict[str, Filter]:
        return {
            "nowdate": self.now_date,
            "nowdateutc": self.now_date_utc,
            "addhours": self.adding(3600 * SECOND),
            "adddays": self.adding(86_400 * SECOND),
            "format": self.format,
        }

    def current(self) -> datetime:
        return self.now() if self.now else datetime.now().astimezone()

    def now_date(self, argument: str | None, options: Sequence[str]) -> str | None:
        return self.clock(argument, options, replace(from_datetime(self.current()), offset=None))

    def now_date_utc(self, argument: str | None, options: Sequence[str]) -> str | None:
        moment = from_datetime(self.current().astimezone(timezone.utc))
        return self.clock(argument, options, replace(moment, utc=True))

    def clock(self, argument: str | None, options: Sequence[str], moment: Moment) -> str | None:
        if argument is not None or len(options) > 1:
            return None
        return self.written(moment, options[0] if options else "O", with_offset=False)

    def written(self, moment: Moment, format_text: str, with_offset: bool) -> str:
        return format_moment(moment, format_text, self.now, with_offset)

    def adding(self, unit: int) -> Filter:
        """A filter that adds to a date, whose offset or Z, if it has one, stays as it is."""

        def apply(argument: str | None, options: Sequence[str]) -> str | None:
            amount = to_double(options[0], thousands=False) if len(options) == 1 else None
            moment = None if argument is None else read(argument, self.now)
            if amount is None or moment is None:
                return None
            try:
                return self.written(moment.plus(int(amount * unit)), "O", with_offset=False)
            except (OverflowError, ValueError):
                return None

        return apply

    def format(self, argument: str | None, options: Sequence[str]) -> str | None:
        if argument is None or len(options) not in (1, 2):
            return None
        try:
            if len(options) == 1:
                return self.guessed(argument, options[0])
            return self.typed(argument, lower(options[0]), options[1])
        except (BadFormat, OverflowError):
            return None

    def guessed(self, argument: str, format_text: str) -> str | None:
        number = to_decimal(argument)
        if number is not None:
            return format_number(number, format_text)
        moment = read(argument, self.now)
        return None if moment is None else self.written(moment, format_text, with_offset=True)

    def typed(self, argument: str, kind: str, format_text: str) -> str | None:
        readers: dict[str, Callable[[str], Decimal | float | int | None]] = {
            "int": whole_number,
            "int32": whole_number,
            "double": to_double,
            "decimal": to_decimal,
        }
        if kind in readers:
            number = readers[kind](argument)
            return None if number is None else format_number(number, format_text)
        if kind not in ("date", "datetime", "datetimeoffset"):
            return None
        moment = read(argument, self.now)
        if moment is None:
            return None
        if kind == "datetimeoffset":
            return self.written(moment, format_text, with_offset=True)
        return self.written(to_local(moment, self.now), format_text, with_offset=False)

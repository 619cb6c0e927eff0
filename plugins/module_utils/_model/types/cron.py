# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The field type for cron expressions as Octopus reads them: seconds first, Sunday is 0 (api: triggers#trigger)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Text

MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
DAYS = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")
COUNTS = {5: "five", 6: "six", 7: "seven"}
# The largest number of any field: a year.
LARGEST = 9999
# The numbers of fields that are accepted where it is unknown whether servers require seconds.
ANY_COUNT = (5, 6, 7)


@dataclass(frozen=True, eq=False)
class Part:
    """One field of an expression: numbers from ``least`` to ``most``, or their ``names``.

    ``more``: a regular expression for entries in another form.
    """

    label: str
    least: int
    most: int
    names: Sequence[str] = ()
    more: str = ""

    def problem(self, text: str) -> str:
        """The mistake in one field; empty if there is none."""
        wrong = next((each for each in text.split(",") if not self._is_entry(each.upper())), None)
        if wrong is None:
            return ""
        names = f" or {self.names[0]} to {self.names[-1]}" if self.names else ""
        return f"{wrong!r} is not a valid {self.label}: it goes from {self.least} to {self.most}{names}"

    def _is_entry(self, entry: str) -> bool:
        if self.more and re.fullmatch(self.more, entry):
            return all(self._number(each) is not None for each in re.findall(r"\d+|[A-Z]{3}", entry))
        span, slash, step = entry.partition("/")
        if slash and not (step.isdecimal() and step.strip("0")):
            return False
        ends = [] if span == "*" else [self._number(each) for each in span.split("-")]
        return len(ends) <= 2 and None not in ends

    def _number(self, text: str) -> int | None:
        if text in self.names:
            return self.least + list(self.names).index(text)
        if not text.isdecimal():
            return None
        # Python refuses to read thousands of digits; the first ones tell that the number is too large.
        number = int(text.lstrip("0")[: len(str(LARGEST)) + 1] or 0)
        return number if self.least <= number <= self.most else None


# L: the last day; L-3: three days before it; LW and 15W: the working day nearest to the last day or to the 15th.
DAY_OF_MONTH = r"\?|L|LW|L-\d+|\d+W"
# FRIL: the last Friday of the month; FRI#2: the second Friday.
DAY_OF_WEEK = r"\?|L|(?:\d|[A-Z]{3})L|(?:\d|[A-Z]{3})#[1-5]"
PARTS = (
    Part("second", 0, 59),
    Part("minute", 0, 59),
    Part("hour", 0, 23),
    Part("day of the month", 1, 31, more=DAY_OF_MONTH),
    Part("month", 1, 12, MONTHS),
    Part("day of the week", 0, 6, DAYS, more=DAY_OF_WEEK),
    Part("year", 1, LARGEST),
)


@dataclass(frozen=True, eq=False)
class Cron(Text):
    """A cron expression. ``counts``: the numbers of fields that the server accepts; five fields have no seconds."""

    counts: tuple[int, ...] = (6, 7)

    def wanted(self, given: str, current: Any, context: Context, option: str) -> str:
        asked = super().wanted(given, current, context, option)
        if asked and not self.same(current, asked):
            problem = self._problem(asked.split())
            if problem:
                raise OptionError(option, f"{given!r} is not a cron expression: {problem}")
        return asked

    def _problem(self, fields: Sequence[str]) -> str:
        if len(fields) not in self.counts:
            counts = [COUNTS[each] for each in self.counts]
            seconds = ", the first of which are the seconds" if 5 not in self.counts else ""
            return f"it has {', '.join(counts[:-1])} or {counts[-1]} fields{seconds}, not {len(fields)}"
        parts = PARTS[1:6] if len(fields) == 5 else PARTS
        return next((said for part, text in zip(parts, fields) for said in [part.problem(text)] if said), "")

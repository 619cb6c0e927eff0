# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The step that repeats a request if that is safe and may help, after a pause."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime

from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.chain import (
    READS,
    Answer,
    Outcome,
    Request,
    Step,
)

TOO_MANY = 429
# The statuses after which a read is repeated; a write is repeated only after 429, which means that it was not tried.
PASSING = (TOO_MANY, 502, 503, 504)
FIRST_WAIT = 0.5


@dataclass(frozen=True)
class Retry:
    """Raises ``ConnectionFailed`` if there was no answer to the last attempt.

    ``hold_back(seconds)``: delays all requests; ``longest``: the longest pause between two attempts, in seconds;
    ``now``: returns the date and time of day, with a time zone.
    """

    onward: Step
    hold_back: Callable[[float], None]
    longest: float
    now: Callable[[], datetime]

    def __call__(self, request: Request) -> Outcome:
        while True:
            outcome = self.onward(request)
            is_last = request.attempt > request.retries
            if not isinstance(outcome, Answer):
                if is_last or not outcome.may_repeat(request.method):
                    raise outcome.error(request.method, request.attempt)
            elif is_last or not may_repeat(request.method, outcome.response.status_code):
                return outcome
            headers = outcome.response.headers if isinstance(outcome, Answer) else {}
            self.hold_back(wait_before(request.attempt, headers, self.longest, self.now))
            request = replace(request, attempt=request.attempt + 1)


def may_repeat(method: str, status: int) -> bool:
    """Whether a request that was answered with ``status`` may be sent again."""
    return status in PASSING if method in READS else status == TOO_MANY


def wait_before(
    attempt: int,
    headers: Mapping[str, str],
    longest: float,
    now: Callable[[], datetime],
    chance: Callable[[], float] = random.random,
) -> float:
    """Seconds to wait after attempt number ``attempt``: the server's Retry-After, else doubling with each attempt.

    ``longest``: the most seconds to wait; ``now``: returns the date and time of day, with a time zone; ``chance``:
    returns a random number from 0 to 1, so that clients that failed together do not repeat together.
    """
    asked = retry_after(headers.get("Retry-After"), now)
    if asked is not None:
        return min(max(asked, 0.0), longest)
    return float(min(FIRST_WAIT * 2 ** (attempt - 1) * (1 + chance()), longest))


def retry_after(header: str | None, now: Callable[[], datetime]) -> float | None:
    """The seconds of a ``Retry-After`` header, from a number or from a date after ``now()``; None for other values.

    A date that has passed gives a negative number.
    """
    if not header:
        return None
    try:
        seconds = float(header)
        return None if math.isnan(seconds) else seconds
    except ValueError:
        pass
    try:
        date = parsedate_to_datetime(header)
    except (TypeError, ValueError, OverflowError):
        return None
    if date.tzinfo is None:
        date = date.replace(tzinfo=timezone.utc)
    return (date - now()).total_seconds()

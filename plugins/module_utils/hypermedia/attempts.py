# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The steps that decide whether, how often and where a request is sent: the guard of check mode, retries, redirects.

Retries repeat a request after a pause, if that is safe and may help. Only redirects of reads are followed, and only on
the same server, as the credentials are sent along.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.chain import (
    READS,
    Answer,
    Outcome,
    Request,
    Step,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import WriteRefused
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.links import joined, same_server

TOO_MANY = 429
# The statuses after which a read is repeated. A write is repeated only after 429, because the server did not try it.
TEMPORARY = (TOO_MANY, 502, 503, 504)
# The first pause in seconds, and how often it is doubled at most: a float overflows after a thousand times.
FIRST_WAIT, MOST_DOUBLINGS = 0.5, 20
REDIRECTS = (301, 302, 303, 307, 308)
MOST_REDIRECTS = 5


@dataclass(frozen=True)
class Guard:
    """Raises ``WriteRefused`` for writes if the client is ``read_only``; signing in and out is allowed."""

    onward: Step
    read_only: bool

    def __call__(self, request: Request) -> Outcome:
        if self.read_only and not request.is_read and not request.signing:
            raise WriteRefused(f"A read-only client was asked to {request}")
        return self.onward(request)


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


@dataclass(frozen=True)
class Redirects:
    """Returns the answer at the end of all redirects, or a redirect that must not be followed."""

    onward: Step

    def __call__(self, request: Request) -> Outcome:
        outcome = self.onward(request)
        for _each in range(MOST_REDIRECTS):
            target = target_of(outcome)
            if target is None:
                break
            request = replace(request, url=target)
            outcome = self.onward(request)
        return outcome


def may_repeat(method: str, status: int) -> bool:
    """Whether a request that was answered with ``status`` may be sent again."""
    return status in TEMPORARY if method in READS else status == TOO_MANY


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
    return float(min(FIRST_WAIT * 2 ** min(attempt - 1, MOST_DOUBLINGS) * (1 + chance()), longest))


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


def target_of(outcome: Outcome) -> str | None:
    """The address of a redirect to follow; None for any other outcome."""
    if not isinstance(outcome, Answer) or outcome.response.status_code not in REDIRECTS:
        return None
    location = outcome.response.headers.get("Location")
    if not location or not outcome.request.is_read:
        return None
    target = joined(outcome.request.url, location)
    return target if same_server(outcome.request.url, target) else None

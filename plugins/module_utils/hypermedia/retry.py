# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""When to try again, and how long to wait before it."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime

READS = ("GET", "HEAD")
TOO_MANY = 429
# What a read may be repeated after; a write only after 429, which the server refuses without looking at it.
PASSING = (TOO_MANY, 502, 503, 504)
FIRST_WAIT = 0.5


def may_repeat(method: str, status: int) -> bool:
    """Whether a request that was answered with ``status`` may be sent again."""
    return status in PASSING if method in READS else status == TOO_MANY


def wait_before(attempt: int, headers: Mapping[str, str], longest: float, chance: Callable[[], float]) -> float:
    """Seconds to wait before attempt number ``attempt`` + 1: what the server asks for, else doubling with jitter."""
    asked = retry_after(headers.get("Retry-After"))
    if asked is not None:
        return min(max(asked, 0.0), longest)
    return float(min(FIRST_WAIT * 2 ** (attempt - 1) * (1 + chance()), longest))


def retry_after(header: str | None, now: Callable[[], datetime] = lambda: datetime.now(timezone.utc)) -> float | None:
    """The seconds that a ``Retry-After`` header asks for, as a number or as a date; None where it says nothing."""
    if not header:
        return None
    try:
        return float(header)
    except ValueError:
        pass
    try:
        date = parsedate_to_datetime(header)
    except (TypeError, ValueError):
        return None
    if date.tzinfo is None:
        date = date.replace(tzinfo=timezone.utc)
    return (date - now()).total_seconds()


def pace(headers: Mapping[str, str]) -> float:
    """Seconds to hold the next request back so that the server need not refuse it.

    ``Octopus-RateLimit: r=7;t=18``: 7 requests are left and 18 seconds pass until the allowance is whole again. While
    more than a tenth of the allowance (``l=`` of ``Octopus-RateLimit-Policy``) is left, nothing is held back.
    """
    now, policy = numbers(headers.get("Octopus-RateLimit")), numbers(headers.get("Octopus-RateLimit-Policy"))
    if "r" not in now or "t" not in now:
        return 0.0
    left, seconds = now["r"], now["t"]
    if left > policy.get("l", 0.0) / 10:
        return 0.0
    per_minute = policy.get("rpm", 0.0)
    return 60.0 / per_minute if per_minute else seconds / (left + 1)


def numbers(header: str | None) -> dict[str, float]:
    """``r=7;t=18`` as ``{"r": 7.0, "t": 18.0}``; what is no number is left out."""
    found = {}
    for part in (header or "").split(";"):
        name, value = [*part.split("=", 1), ""][:2]
        try:
            found[name.strip()] = float(value)
        except ValueError:
            continue
    return found


def chance() -> float:
    """A number between 0 and 1 that keeps clients from coming back all at once."""
    return random.random()

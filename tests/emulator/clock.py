# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The one clock of an emulated server: of its tasks, limits, keys, logs and documents. A test may replace it."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime


def seconds() -> float:
    """Seconds since 1970."""
    return time.time()


def monotonic() -> float:
    """Seconds by a clock that is never set back."""
    return time.monotonic()


async def pause(duration: float) -> None:
    """Let seconds pass in the event loop, or in a thread without one, which answers no other request."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        time.sleep(duration)
    else:
        await asyncio.sleep(duration)


def now() -> datetime:
    """The millisecond that is now, in UTC."""
    return utc(seconds())


def utc(moment: float) -> datetime:
    """The millisecond, in UTC, that a moment in seconds since 1970 falls into, never a later one.

    ``datetime.fromtimestamp`` rounds to microseconds. A moment just before a millisecond would be written as a later
    one, and a task that is queued now would start later than now.
    """
    numerator, denominator = moment.as_integer_ratio()
    return datetime.fromtimestamp(numerator * 1000 // denominator / 1000, UTC)


def written(moment: float) -> str:
    """A moment in seconds since 1970, as documents have it."""
    return utc(moment).isoformat(timespec="milliseconds")

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
    """Wait in the event loop. In a thread without one, sleep: the thread then answers no other request."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        time.sleep(duration)
    else:
        await asyncio.sleep(duration)


def now() -> datetime:
    """The current time in UTC, to the millisecond."""
    return utc(seconds())


def utc(moment: float) -> datetime:
    """A moment in seconds since 1970, in UTC, rounded down to the millisecond.

    ``datetime.fromtimestamp`` rounds to the nearest microsecond, which may be in the next millisecond: a task that is
    queued now would then start later than now.
    """
    numerator, denominator = moment.as_integer_ratio()
    return datetime.fromtimestamp(numerator * 1000 // denominator / 1000, UTC)


def written(moment: float) -> str:
    """A moment in seconds since 1970, as documents spell it."""
    return utc(moment).isoformat(timespec="milliseconds")

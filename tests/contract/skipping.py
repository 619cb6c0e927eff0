# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A clock for tests of one process, which stands still until a wait moves it forward.

How long a task takes by it says nothing about how fast the machine is.
"""

from __future__ import annotations

import contextlib
import functools
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from unittest import mock

from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import client
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.transport import Transport
from emulator import clock


class SkippingClock:
    """The time at which the clock was made, plus the seconds that somebody would have waited."""

    def __init__(self) -> None:
        self._made = time.time()
        self._skipped = 0.0
        self._lock = threading.Lock()

    def sleep(self, seconds: float) -> None:
        with self._lock:
            self._skipped += seconds

    def monotonic(self) -> float:
        return self._skipped

    def seconds(self) -> float:
        """Seconds since 1970."""
        return self._made + self._skipped

    def utc_now(self) -> datetime:
        return datetime.fromtimestamp(self.seconds(), UTC)


@contextlib.contextmanager
def without_waiting() -> Iterator[None]:
    """Clients and emulators of this process use such a clock, unless a client is given a transport with its own."""
    skipping = SkippingClock()
    of_client = {"clock": skipping.monotonic, "wall_clock": skipping.utc_now}
    transport = functools.partial(Transport, sleep=skipping.sleep, **of_client)
    of_the_server = mock.patch.multiple(clock, seconds=skipping.seconds, monotonic=skipping.monotonic)
    with mock.patch.object(client, "Transport", transport), of_the_server:
        yield

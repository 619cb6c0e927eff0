# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers that limit requests: a run slows down to their pace, and never fails for it. Only sleeping takes time."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._session.connection import Connection
from ansible_collections.octopus.deploy.plugins.module_utils._session.session import Session
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.transport import Transport, TransportOptions
from config.driving import asked, configure
from config.whole import whole
from emulator import clock as emulated
from emulator.testing import Emulator

PER_MINUTE = 200
TOO_MANY = 429
REFUSALS = 60


class Clock:
    """A clock that only sleeping moves; those who sleep at the same time do not add up."""

    def __init__(self) -> None:
        self._now = 1000.0
        self._lock = threading.Lock()
        self.since = self._now

    def monotonic(self) -> float:
        with self._lock:
            return self._now

    def sleep(self, seconds: float) -> None:
        until = self.monotonic() + seconds
        with self._lock:
            self._now = max(self._now, until)

    def passed(self) -> float:
        """The seconds since this was asked last."""
        before, self.since = self.since, self.monotonic()
        return self.since - before


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(emulated, "monotonic", made.monotonic)
    return made


@pytest.mark.parametrize(("size", "burst", "parallelism"), [(1000, PER_MINUTE, 4), (300, 20, 4), (300, 20, 1)])
def test_a_limit_of_200_a_minute(clock: Clock, size: int, burst: int, parallelism: int) -> None:
    """The run does not fail and does not wait longer than the limit demands."""

    @contextmanager
    def sessions(asked: Connection) -> Iterator[Session]:
        options = TransportOptions(read_only=asked.read_only)
        client = Client(asked.url, asked.api_key, transport=Transport(options, clock.sleep, clock.monotonic))
        yield Session(client)
        client.close()

    config = whole(size)
    with Emulator(rate_limit=(PER_MINUTE, burst)) as server:
        done = configure(server, config, parallelism=parallelism, sessions=sessions)
        assert done["counts"]["created"] == size
        answered = [each.status for each in server.requests]
        least = (len([each for each in answered if each != TOO_MANY]) - burst) * 60 / PER_MINUTE
        assert answered.count(TOO_MANY) <= size // 20, "it slows down before the server has to refuse"
        assert least - 1 <= clock.passed() <= least * 1.3
        again, requests = asked(server, partial(configure, server, config, sessions=sessions))
    assert again["counts"]["unchanged"] == size
    assert len(requests) <= 40, "a thousand documents are read in a few pages"


def test_a_limit_that_says_nothing_beforehand(clock: Clock, server: Emulator) -> None:
    """An older server, or a proxy before it, that only refuses: every refused request is sent again."""

    @contextmanager
    def sessions(asked: Connection) -> Iterator[Session]:
        # Which thread's request is refused is chance, so that all refusals may be for the same one.
        options = TransportOptions(read_only=asked.read_only, retries=REFUSALS)
        yield Session(Client(asked.url, asked.api_key, transport=Transport(options, clock.sleep, clock.monotonic)))

    chance = random.Random(PER_MINUTE)
    for number in range(REFUSALS):
        server.fault(headers={"X-Number": str(number)}, times=chance.randint(1, 6))
        server.fault(status=TOO_MANY, headers={"Retry-After": "7"})
    done = configure(server, whole(200), sessions=sessions)
    assert done["counts"]["created"] == 200
    assert [each.status for each in server.requests].count(TOO_MANY) >= 40

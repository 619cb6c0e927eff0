# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An emulator as new for every test, and clients whose waits take no time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.transport import Transport, TransportOptions
from emulator.testing import Emulator


@dataclass
class Clock:
    """A clock that only sleeping moves."""

    now: float = 0.0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def monotonic(self) -> float:
        return self.now


Connect = Callable[..., Client]


def noon() -> datetime:
    """A clock that stands still."""
    return datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture(scope="module")
def running_emulator() -> Iterator[Emulator]:
    with Emulator() as server:
        yield server


@pytest.fixture
def server(running_emulator: Emulator) -> Emulator:
    running_emulator.reset()
    return running_emulator


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def connect(clock: Clock) -> Iterator[Connect]:
    """Makes clients: ``connect(url, api_key=..., retries=2)``; arguments that are not a way to sign in are options."""
    made: list[Client] = []

    def connected(url: str, **given: Any) -> Client:
        ways = {name: given.pop(name) for name in ("api_key", "access_token", "username", "password") if name in given}
        transport = Transport(TransportOptions(**given), clock.sleep, clock.monotonic)
        made.append(Client(url, **(ways or {"api_key": "API-TEST"}), transport=transport))
        return made[-1]

    yield connected
    for client in made:
        client.close()


@pytest.fixture
def client(server: Emulator, connect: Connect) -> Client:
    return connect(server.url, api_key=server.api_key)

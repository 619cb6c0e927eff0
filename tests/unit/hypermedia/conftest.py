# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An emulator as new for every test, and clients whose waits take no time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.connections import Connections
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.transport import Transport, TransportOptions
from emulator.testing import Emulator

# The seconds after which a client gives up on an answer that never comes, and the seconds that such an answer takes.
SOON, NEVER = 0.05, 60.0


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


class Impatient(Connections):
    """Soon gives up on the answers to the first ``times`` requests of a method to a path, which never come.

    All other answers may take as long as a busy machine needs.
    """

    def __init__(self, method: str, path: str, times: int = 1) -> None:
        super().__init__()
        self._asked, self._left = (method, path), times

    def send(self, request: requests.PreparedRequest, stream: bool, timeout: Any, **settings: Any) -> Any:
        if self._left and (request.method, urlsplit(str(request.url)).path) == self._asked:
            self._left -= 1
            timeout = (timeout[0], SOON)
        return super().send(request, stream, timeout, **settings)


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
    """Makes clients: ``connect(url, api_key=..., retries=2)``; further arguments are options, or the ``adapter``."""
    made: list[Client] = []

    def connected(url: str, **given: Any) -> Client:
        ways = {name: given.pop(name) for name in ("api_key", "access_token", "username", "password") if name in given}
        adapter = given.pop("adapter", None)
        transport = Transport(TransportOptions(**given), clock.sleep, clock.monotonic, adapter=adapter)
        made.append(Client(url, **(ways or {"api_key": "API-TEST"}), transport=transport))
        return made[-1]

    yield connected
    for client in made:
        client.close()


@pytest.fixture
def client(server: Emulator, connect: Connect) -> Client:
    return connect(server.url, api_key=server.api_key)

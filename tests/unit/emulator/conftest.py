# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An emulator, and somebody who asks it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import emulator.clock
import pytest
import requests
from emulator.clock import written
from emulator.in_process import without_sockets
from emulator.testing import Emulator, collection_at, created_status, spelled_out

HEADERS = {"X-Octopus-ApiKey": ""}


@dataclass
class Asker:
    """Sends requests to plain addresses, by default with the administrator's key."""

    server: Emulator
    session: requests.Session = field(default_factory=requests.Session)

    def __call__(self, method: str, path: str, body: Any = None, **more: Any) -> requests.Response:
        headers = {"X-Octopus-ApiKey": self.server.api_key, **more.pop("headers", {})}
        headers = {name: value for name, value in headers.items() if value}
        return self.session.request(method, f"{self.server.url}{path}", json=body, headers=headers, timeout=10, **more)

    def get(self, path: str, **more: Any) -> Any:
        answer = self("GET", path, **more)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, path: str, **body: Any) -> Any:
        collection = collection_at(path)
        answer = self("POST", path, spelled_out(collection, body))
        assert answer.status_code == created_status(collection), answer.text
        return answer.json()

    def put(self, path: str, body: Any) -> Any:
        answer = self("PUT", path, body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def refused(self, method: str, path: str, body: Any = None, status: int = 400, as_it_is: bool = False) -> str:
        """The server's answer to a refused request; it has a length, and lists errors if the body was wrong.

        ``as_it_is``: whether a new document is sent without the properties that newer servers require.
        """
        if method == "POST" and isinstance(body, dict) and not as_it_is:
            body = spelled_out(collection_at(path), body)
        answer = self(method, path, body)
        assert answer.status_code == status, answer.text
        assert int(answer.headers["Content-Length"]) == len(answer.content)
        error = answer.json()
        assert error["ErrorMessage"]
        assert error.get("Errors") or status != 400
        return " ".join(error.get("Errors") or [error["ErrorMessage"]])


@pytest.fixture(autouse=True, scope="module")
def connections() -> Iterator[None]:
    """Requests need no connection. A module that is about connections has a fixture of this name that opens them."""
    with without_sockets():
        yield


@pytest.fixture(scope="module")
def running() -> Iterator[Emulator]:
    with Emulator() as server:
        yield server


@dataclass
class Clock:
    """The emulator's clock, which stands still unless a test moves it."""

    now: float = 1_800_000_000.0

    def pass_by(self, seconds: float) -> None:
        self.now += seconds

    def at(self, seconds: float) -> str:
        """The moment so many seconds from now, as documents have it."""
        return written(self.now + seconds)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    for name in ("seconds", "monotonic"):
        monkeypatch.setattr(emulator.clock, name, lambda: made.now)
    return made


@pytest.fixture
def ask(running: Emulator) -> Asker:
    running.reset()
    return Asker(running)


@pytest.fixture(scope="module")
def running_before() -> Iterator[Emulator]:
    with Emulator(server_version="2026.2.1000") as server:
        yield server


@pytest.fixture
def older(running_before: Emulator) -> Asker:
    """Somebody who asks a server of the release before the API reference's."""
    running_before.reset()
    return Asker(running_before)

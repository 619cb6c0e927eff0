# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One emulator for each test file, reset before each test, which runs through one of the doors or through both."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from zlib import crc32

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._session.connection import Connection
from ansible_collections.octopus.deploy.plugins.module_utils._session.session import Session, new_session, one_session
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from ansible_collections.octopus.deploy.plugins.plugin_utils import in_process
from contract.doors import DOORS, Door, Result
from contract.skipping import without_waiting
from emulator.in_process import without_sockets
from emulator.testing import Emulator

READS = ("GET", "HEAD")
# The secrets that tests give as values of options.
SECRETS = ("hunter-22", "hunter-23")


@dataclass
class Octopus:
    """The emulator, and a door to run tasks through."""

    server: Emulator
    door: Door
    connection: dict[str, Any] = field(default_factory=dict)

    def __call__(
        self, module: str, options: dict[str, Any] | None = None, *, check: bool = False, **more: Any
    ) -> Result:
        """Run one task, whose result must not show a secret; ``verbosity`` as in ansible-playbook."""
        verbosity = more.pop("verbosity", 0)
        result = self.door(module, {**self.connection, **(options or {}), **more}, check=check, verbosity=verbosity)
        text = json.dumps(result)
        assert [each for each in (*SECRETS, self.server.api_key) if each in text] == [], (module, options)
        return result

    def ok(self, module: str, options: dict[str, Any] | None = None, *, check: bool = False, **more: Any) -> Result:
        """Run one task that must not fail."""
        result = self(module, options, check=check, **more)
        assert not result.get("failed"), result["msg"]
        return result

    def stocked(self, stock: Callable[[Octopus], object]) -> Octopus:
        """Return to the state in which ``stock`` leaves a new server; only the first test of a file runs ``stock``.

        There are no faults then, and the log of requests is empty.
        """
        self.server.stock(stock, self)
        return self

    def writes(self) -> list[str]:
        """The requests since the log was cleared, without reads."""
        return [f"{each.method} {each.path}" for each in self.server.requests if each.method not in READS]


def on(server: Emulator, door: Door) -> Octopus:
    """A door to a server."""
    return Octopus(server, door, {"octopus_url": server.url, "octopus_api_key": server.api_key})


@pytest.fixture(autouse=True, scope="module")
def in_no_time() -> Iterator[None]:
    """Other tests show how requests travel and time passes: here requests need no connection, and no test waits."""
    with without_sockets(), without_waiting():
        yield


@pytest.fixture(scope="module")
def running_emulator() -> Iterator[Emulator]:
    with Emulator() as server:
        yield server


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Run each test that is not about the doors through one of them, half of these tests through each.

    Both doors lead to the same code, whose tests would otherwise run twice.
    """
    runs = {each: runs_through_its_door(each) for each in items}
    items[:] = [each for each in items if runs[each]]
    config.hook.pytest_deselected(items=[each for each in runs if not runs[each]])


def runs_through_its_door(test: pytest.Item) -> bool:
    """Whether a test runs through the door that it has been given; its name decides, so that all runs agree."""
    door = test.callspec.params.get("door") if isinstance(test, pytest.Function) and hasattr(test, "callspec") else None
    if door is None or test.get_closest_marker("both_doors"):
        return True
    name = re.sub("|".join(DOORS), "", test.nodeid)
    return door == sorted(DOORS)[crc32(name.encode()) % len(DOORS)]


@pytest.fixture(params=sorted(DOORS))
def door(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Door:
    for name in ("URL", "API_KEY", "ACCESS_TOKEN", "USERNAME", "PASSWORD", "SPACE"):
        monkeypatch.delenv(f"OCTOPUS_{name}", raising=False)
    # Each task of a playbook has a process of its own, which knows nothing of the previous task.
    monkeypatch.setattr(in_process, "kept_session", one_session)
    return DOORS[request.param]


@pytest.fixture
def octopus(running_emulator: Emulator, door: Door) -> Octopus:
    running_emulator.reset()
    return on(running_emulator, door)


@pytest.fixture
def one_door(running_emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> Octopus:
    """For tests of code behind both doors that are run with every kind."""
    monkeypatch.setattr(in_process, "kept_session", one_session)
    running_emulator.reset()
    return on(running_emulator, DOORS["action"])


@pytest.fixture
def sessions(monkeypatch: pytest.MonkeyPatch) -> list[Session]:
    """The sessions that tasks have opened: one, which they share."""
    opened: list[Session] = []

    @contextmanager
    def kept(asked: Connection) -> Iterator[Session]:
        if not opened:
            opened.append(new_session(asked))
        yield opened[0]

    monkeypatch.setattr(in_process, "kept_session", kept)
    return opened


@pytest.fixture
def other(octopus: Octopus) -> Iterator[Client]:
    """Another writer."""
    with Client(octopus.server.url, api_key=octopus.server.api_key) as writer:
        yield writer

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How an emulator starts and ends: many tests wait for it."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import emulator
import pytest
import requests
from emulator import clock
from emulator.serving import Joined
from emulator.testing import Emulator

from .conftest import Asker


@pytest.fixture(scope="module")
def connections() -> None:
    """These tests are about connections, and use them."""


def test_the_emulator_ends_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """uvicorn's own server looks every tenth of a second whether it should end, and waits a tenth more."""
    pauses, sleep = list[float](), asyncio.sleep

    async def noted(seconds: float) -> None:
        pauses.append(seconds)
        await sleep(seconds)

    monkeypatch.setattr(asyncio, "sleep", noted)
    with Emulator() as server, requests.Session() as session:
        session.get(f"{server.url}/api")
    assert pauses == []


def test_the_emulator_ends_while_an_answer_is_on_its_way() -> None:
    with Emulator() as server:
        server.fault(path="/api", delay=60)
        errors: list[Exception] = []

        def ask() -> None:
            try:
                requests.get(f"{server.url}/api", timeout=30)
            except requests.ConnectionError as error:
                errors.append(error)

        asking = threading.Thread(target=ask)
        asking.start()
        while server._running.app.control.faults[0].times:
            time.sleep(0.01)
    asking.join(10)
    assert len(errors) == 1


def test_a_request_that_waits_through_a_reset_is_not_carried_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test whose client gives up on an answer leaves nothing behind for the next test."""
    with Emulator() as server:

        async def reset_meanwhile(_seconds: float) -> None:
            server.reset()

        monkeypatch.setattr(clock, "pause", reset_meanwhile)
        server.fault(method="POST", delay=60)
        with pytest.raises(requests.ConnectionError):
            Asker(server)("POST", "/api/environments", {"Name": "One"})
        assert server.requests == []
        assert Asker(server).get("/api/environments")["Items"] == []


def ran(code: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(Path(emulator.__path__[0]).parent)}
    command = [sys.executable, "-c", code]
    return subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout.strip()


NOT_NEEDED = ("cryptography", "click", "watchfiles", "uvicorn.main", "http.cookies", "logging.config", "pickle")


@pytest.mark.parametrize("module", [*NOT_NEEDED, "configparser"])
def test_a_library_that_few_need_is_not_loaded_by_a_start(module: str) -> None:
    assert ran(f"import sys, emulator.__main__; print({module!r} in sys.modules)") == "False"


def test_a_library_that_a_start_leaves_out_can_still_be_loaded() -> None:
    assert ran("import emulator.serving; from uvicorn.main import run; print(run.__name__)") == "run"
    assert ran("import emulator.serving, logging.config; print(logging.config.dictConfig.__name__)") == "dictConfig"


def test_garbage_is_collected_again_once_all_is_loaded() -> None:
    assert ran("import gc, emulator.__main__; print(gc.isenabled(), gc.get_freeze_count() > 10000)") == "True True"


@dataclass
class Wire:
    """A transport that records which bytes would be sent together."""

    closing: bool = False
    packets: list[bytes] = field(default_factory=list)

    def writelines(self, pieces: list[bytes]) -> None:
        self.packets.append(b"".join(pieces))

    def is_closing(self) -> bool:
        return self.closing

    def close(self) -> None:
        self.closing = True


def test_head_and_body_leave_together_and_before_the_connection_closes() -> None:
    wire = Wire()

    async def answer() -> None:
        joined = Joined(wire)
        joined.write(b"head ")
        joined.write(b"body")
        await asyncio.sleep(0)
        assert wire.packets == [b"head body"]
        joined.write(b"last")
        joined.close()
        joined.write(b"too late")
        await asyncio.sleep(0)

    asyncio.run(answer())
    assert wire.packets == [b"head body", b"last"]
    assert wire.closing


def test_a_connection_sends_what_is_joined() -> None:
    with Emulator() as server, requests.Session() as session:
        assert session.get(f"{server.url}/api").ok
        (connected,) = server._server.server_state.connections
        assert isinstance(connected.transport, Joined)

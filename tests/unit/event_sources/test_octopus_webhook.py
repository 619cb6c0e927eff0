# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The event source that a subscription wakes: calls make it look at once, and lost calls lose no event."""

from __future__ import annotations

import asyncio
import runpy
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
import yaml
from emulator.testing import Emulator
from own_port import own_port

from .conftest import SECONDS, SOURCES, arguments, running, started, take

Happen = Callable[..., list[str]]
Listening = Callable[..., dict[str, Any]]
WEBHOOK = runpy.run_path(str(SOURCES / "octopus_webhook.py"))
LONG, KEY, SECRET = 3600, "X-Secret", "shared-between-both"


@pytest.fixture
def listening(server: Emulator) -> Iterator[Listening]:
    """The options of a source with a port of its own."""
    with own_port() as port:
        own = {"host": "127.0.0.1", "port": port, "webhook_header_key": KEY, "webhook_header_value": SECRET}
        yield lambda **more: {**arguments(server), **own, "interval": LONG, **more}


def call(args: dict[str, Any], headers: dict[str, Any]) -> int:
    """Call as a subscription does; returns the status of the answer."""
    address = f"http://127.0.0.1:{args['port']}/"
    return requests.post(address, json={}, headers=headers, timeout=SECONDS).status_code


def run(waiting: Any) -> Any:
    return asyncio.run(asyncio.wait_for(waiting, 2 * SECONDS))


def test_a_call_makes_the_source_look_at_once(listening: Listening, happen: Happen, tmp_path: Path) -> None:
    args = listening(cursor_file=str(tmp_path / "cursor"), event_categories="MachineUnhealthy")

    async def test() -> None:
        async with running(args, WEBHOOK) as queue:
            await started(tmp_path / "cursor")
            expected = happen(3)
            assert await asyncio.to_thread(call, args, {KEY: SECRET}) == 204
            assert await take(queue, 3) == expected

    run(test())


def test_an_event_without_a_call_is_found(listening: Listening, happen: Happen, tmp_path: Path) -> None:
    args = listening(interval=0.05, cursor_file=str(tmp_path / "cursor"))

    async def test() -> None:
        async with running(args, WEBHOOK) as queue:
            await started(tmp_path / "cursor")
            expected = happen(2)
            assert await take(queue, 2) == expected

    run(test())


@pytest.mark.parametrize("headers", [{}, {KEY: "guessed"}, {KEY: "ü".encode()}])
def test_a_call_without_the_secret_is_refused(listening: Listening, tmp_path: Path, headers: dict[str, Any]) -> None:
    args = listening(cursor_file=str(tmp_path / "cursor"))

    async def test() -> tuple[int, int]:
        async with running(args, WEBHOOK):
            await started(tmp_path / "cursor")
            return await asyncio.to_thread(call, args, headers), await asyncio.to_thread(call, args, {KEY: SECRET})

    assert run(test()) == (401, 204)


@pytest.mark.parametrize("name", ["port", "webhook_header_key", "webhook_header_value", "keyfile", "certfile"])
def test_a_wrong_option_is_named(listening: Listening, name: str) -> None:
    args = {**listening(), **({name: "/nowhere"} if name.endswith("file") else {name: None})}
    with pytest.raises(WEBHOOK["EVENTS"]["SourceError"], match=name):
        run(WEBHOOK["main"](asyncio.Queue(1), args))


def test_a_secret_that_is_a_number_is_refused(listening: Listening) -> None:
    """YAML reads 0123 as 83, and the server would send 0123."""
    with pytest.raises(WEBHOOK["EVENTS"]["SourceError"], match=r"webhook_header_value is a number.* quotes") as refused:
        run(WEBHOOK["main"](asyncio.Queue(1), {**listening(), "webhook_header_value": 31415926}))
    assert "31415926" not in str(refused.value)


def test_a_call_at_the_end_keeps_the_source_from_nothing() -> None:
    """The source ends also if a call arrives at the moment at which it is told to."""

    async def test() -> bool:
        wake = asyncio.Event()
        task = asyncio.create_task(WEBHOOK["EVENTS"]["pause"](wake, LONG, 0.0))
        await asyncio.sleep(0)
        wake.set()
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait([task])
        return task.cancelled()

    assert run(test())


def test_the_message_about_an_unknown_option_lists_all_options(listening: Listening) -> None:
    with pytest.raises(WEBHOOK["EVENTS"]["SourceError"], match="prot is not an option") as refused:
        run(WEBHOOK["main"](asyncio.Queue(1), {**listening(), "prot": 5000}))
    named = str(refused.value).partition("choose from ")[2].split(", ")
    assert {"port", "webhook_header_key", "octopus_url", "interval"} < set(named)


def test_a_call_that_does_not_end_holds_nothing_up(listening: Listening, tmp_path: Path) -> None:
    """The source ends before the time is up for which ``run`` waits; aiohttp itself would wait for a minute."""
    args = listening(cursor_file=str(tmp_path / "cursor"))

    async def test() -> None:
        async with running(args, WEBHOOK):
            await started(tmp_path / "cursor")
            reader, writer = await asyncio.open_connection("127.0.0.1", args["port"])
            writer.write(f"POST / HTTP/1.1\r\nHost: eda\r\n{KEY}: {SECRET}\r\nContent-Length: 9\r\n\r\n".encode())
            assert b" 204 " in await reader.readline()
        writer.close()

    run(test())


def test_the_documentation_names_every_option() -> None:
    assert sorted(yaml.safe_load(WEBHOOK["DOCUMENTATION"])["options"]) == sorted(WEBHOOK["OWN"])
    assert yaml.safe_load(WEBHOOK["EXAMPLES"])

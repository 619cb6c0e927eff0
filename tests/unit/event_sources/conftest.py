# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Event sources in the process of the test, loaded as ansible-rulebook loads them."""

from __future__ import annotations

import asyncio
import contextlib
import runpy
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from emulator.kinds import events as audit
from emulator.model import Document
from emulator.testing import Emulator

SOURCES = Path(__file__).resolve().parents[3] / "extensions" / "eda" / "plugins" / "event_source"
EVENTS: Mapping[str, Any] = runpy.run_path(str(SOURCES / "octopus_events.py"))
SECONDS = 20


@pytest.fixture
def server() -> Iterator[Emulator]:
    with Emulator(scramble_links=True) as served:
        yield served


@pytest.fixture
def happen(server: Emulator) -> Callable[..., list[str]]:
    """Lets some events happen, at a moment or now; returns their IDs."""
    environment = server.seed("environments", Name="Production")
    place: dict[str, Any] = {"EnvironmentIds": [environment["Id"]], "Endpoint": {"CommunicationStyle": "None"}}
    machine = server.seed("machines", Name="web-1", Roles=["web"], SkipInitialHealthCheck=True, **place)

    def happened(count: int = 1, occurred: str = "", category: str = audit.OF_HEALTH["Unhealthy"]) -> list[str]:
        octopus = server.app.octopus
        with octopus.store.transaction():
            before = octopus.store.last_number("Events")
            for _number in range(count):
                audit.record(octopus, category, machine, occurred)
        return [f"Events-{before + 1 + number}" for number in range(count)]

    return happened


def arguments(server: Emulator, **more: Any) -> dict[str, Any]:
    return {"octopus_url": server.url, "octopus_api_key": server.api_key, "interval": 0.02, **more}


@contextlib.asynccontextmanager
async def running(
    args: Mapping[str, Any], source: Mapping[str, Any] | None = None
) -> AsyncIterator[asyncio.Queue[Document]]:
    """A source, by default octopus_events, that runs until the end of the block.

    The queue has room for one event, as that of a rulebook.
    """
    queue: asyncio.Queue[Document] = asyncio.Queue(1)
    task = asyncio.create_task((source or EVENTS)["main"](queue, args))
    try:
        yield queue
        if task.done():
            await task
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def take(queue: asyncio.Queue[Document], count: int) -> list[str]:
    """The IDs of the next events."""
    found = [await asyncio.wait_for(queue.get(), SECONDS) for _number in range(count)]
    return [each["Id"] for each in found]


async def started(cursor: Path) -> None:
    """Wait until a source has found its first position."""
    async with asyncio.timeout(SECONDS):
        while not cursor.exists():
            await asyncio.sleep(0.005)

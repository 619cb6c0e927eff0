# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Subscriptions of a server in a process of its own call the source octopus_webhook, over real sockets."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests
from emulator.testing import spelled_out
from own_port import own_port
from served import emulator

from .conftest import SECONDS, running, started
from .test_octopus_webhook import KEY, LONG, WEBHOOK

API_KEY = "API-EVENTSEVENTSEVENTSEVENTSEVENTS"


@dataclass
class Octopus:
    """A server that can be stopped and started again, and keeps its documents. ``hook``: the port of the source."""

    database: Path
    port: int
    hook: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[None]:
        """The server runs until the end of the block. It may be calling then, so that the source has to go on."""
        served = emulator("--database", str(self.database), "--port", str(self.port), "--api-key", API_KEY)
        await asyncio.to_thread(served.__enter__)
        try:
            yield
        finally:
            await asyncio.to_thread(served.__exit__, None, None, None)

    def send(self, method: str, path: str, body: Any) -> Any:
        headers = {"X-Octopus-ApiKey": API_KEY}
        answer = requests.request(method, f"{self.url}{path}", json=body, headers=headers, timeout=SECONDS)
        assert answer.status_code < 300, answer.text
        return answer.json()

    def make(self, collection: str, **body: Any) -> Any:
        return self.send("POST", f"/api/Spaces-1/{collection}", spelled_out(collection, body))

    def furnish(self, secret: str) -> Any:
        """Create what machines need, and the subscription, which is returned."""
        self.make("environments", Name="Production")
        settings = {
            "Filter": {"EventCategories": ["MachineAdded"]},
            "WebhookURI": f"http://127.0.0.1:{self.hook}/",
            "WebhookHeaderKey": KEY,
            "WebhookHeaderValue": {"HasValue": True, "NewValue": secret},
        }
        return self.make("subscriptions", Name="Rules", Type="Event", EventNotificationSubscription=settings)

    def share(self, subscription: Any, secret: str) -> None:
        """Give the subscription another secret."""
        settings = subscription["EventNotificationSubscription"]
        settings = {**settings, "WebhookHeaderValue": {"HasValue": True, "NewValue": secret}}
        path = f"/api/Spaces-1/subscriptions/{subscription['Id']}"
        self.send("PUT", path, {**subscription, "EventNotificationSubscription": settings})

    def happen(self, name: str) -> str:
        """Add a machine, which is an event; returns the machine's ID."""
        place: dict[str, Any] = {"EnvironmentIds": ["Environments-1"], "Endpoint": {"CommunicationStyle": "None"}}
        return str(self.make("machines", Name=name, Roles=["web"], SkipInitialHealthCheck=True, **place)["Id"])

    def args(self, cursor: Path, secret: str) -> dict[str, Any]:
        own = {"host": "127.0.0.1", "port": self.hook, "webhook_header_key": KEY, "webhook_header_value": secret}
        signs_in = {"octopus_url": self.url, "octopus_api_key": API_KEY}
        return {**own, **signs_in, "interval": LONG, "cursor_file": str(cursor), "event_categories": "MachineAdded"}


@pytest.fixture
def octopus(tmp_path: Path) -> Iterator[Octopus]:
    with own_port() as port, own_port() as hook:
        yield Octopus(tmp_path / "octopus.db", port, hook)


def test_calls_restarts_and_lost_calls(octopus: Octopus, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    cursor, secret = tmp_path / "cursor", secrets.token_urlsafe()

    async def arrives(queue: asyncio.Queue[Any], *machines: str) -> None:
        found = [await asyncio.wait_for(queue.get(), SECONDS) for _machine in machines]
        assert [each["Documents"]["Machines"] for each in found] == [[each] for each in machines]

    async def test() -> None:
        async with octopus.serving():
            subscription = await asyncio.to_thread(octopus.furnish, "guessed")
            async with running(octopus.args(cursor, secret), WEBHOOK) as queue:
                await started(cursor)
                first = await asyncio.to_thread(octopus.happen, "web-1")
                async with asyncio.timeout(SECONDS):
                    while "does not have the secret" not in caplog.text:
                        await asyncio.sleep(0.01)
                await asyncio.to_thread(octopus.share, subscription, secret)
                second = await asyncio.to_thread(octopus.happen, "web-2")
                await arrives(queue, first, second)
            # Nobody takes this call, and no server repeats it.
            lost = await asyncio.to_thread(octopus.happen, "web-3")
            async with running(octopus.args(cursor, secret), WEBHOOK) as queue:
                await arrives(queue, lost)
        async with running(octopus.args(cursor, secret), WEBHOOK) as queue:
            async with octopus.serving():
                await arrives(queue, await asyncio.to_thread(octopus.happen, "web-4"))
            async with octopus.serving():
                await arrives(queue, await asyncio.to_thread(octopus.happen, "web-5"))

    asyncio.run(asyncio.wait_for(test(), 4 * SECONDS))
    assert secret not in caplog.text and "guessed" not in caplog.text

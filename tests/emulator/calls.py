# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls the webhooks of subscriptions, on this machine alone (api: events#webhook)."""

from __future__ import annotations

import asyncio
import ssl
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

import orjson

from emulator.addresses import Addresses
from emulator.work.webhooks import Batch

# A call that timed out is repeated [OctopusDeploy/Issues#3892]; how often is unverified.
TRIES = 2


async def send(batch: Batch, addresses: Addresses) -> None:
    """Send the payloads one after another. A call that fails ends the batch [OctopusDeploy/Issues#7216]."""
    for payload in batch.payloads:
        if not await arrives(batch, orjson.dumps(addresses.all_out(payload))):
            return


async def arrives(batch: Batch, body: bytes) -> bool:
    """Whether a receiver on this machine takes a payload. The emulator calls no other machine: such a call fails."""
    try:
        target = urlsplit(batch.uri)
        for _attempt in range(TRIES if is_here(target.hostname or "") else 0):
            try:
                async with asyncio.timeout(batch.seconds):
                    return 200 <= await status(target, dict(batch.headers), body) < 300
            except TimeoutError:
                continue
    except (OSError, ValueError):
        # Nobody listens, or the address is invalid.
        return False
    return False


def is_here(host: str) -> bool:
    """Whether a host is this machine. Raises ``ValueError`` for another name."""
    return host == "localhost" or ip_address(host).is_loopback


async def status(target: SplitResult, headers: dict[str, str], body: bytes) -> int:
    """The status of the answer to a POST. Raises ``OSError`` and ``ValueError`` if there is no answer."""
    # Imported here, because few tests have a webhook, and the emulator starts sooner without it.
    import h11

    host, tls = target.hostname or "", ssl.create_default_context() if target.scheme == "https" else None
    own = {"Host": target.netloc.rpartition("@")[2], "Content-Type": "application/json; charset=utf-8"}
    more = {"Content-Length": str(len(body)), "Connection": "close"}
    path = (target.path or "/") + (f"?{target.query}" if target.query else "")
    reader, writer = await asyncio.open_connection(host, target.port or (443 if tls else 80), ssl=tls)
    try:
        connection = h11.Connection(h11.CLIENT)
        request = h11.Request(method="POST", target=path, headers=list({**headers, **own, **more}.items()))
        for part in (request, h11.Data(data=body), h11.EndOfMessage()):
            writer.write(connection.send(part) or b"")
        while not isinstance(event := connection.next_event(), h11.Response):
            if event is h11.NEED_DATA:
                connection.receive_data(await reader.read(2**16))
        return event.status_code
    except h11.ProtocolError as error:
        raise ValueError(str(error)) from error
    finally:
        writer.close()

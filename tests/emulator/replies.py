# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sends answers, whole or spoiled by a fault."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson

from emulator import clock
from emulator.addresses import Addresses
from emulator.model import Document
from emulator.refusals import Refusal

if TYPE_CHECKING:
    from emulator.control import Fault

Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
JSON = "application/json; charset=utf-8"
FILE = "application/octet-stream"


@dataclass
class Reply:
    status: int
    body: bytes
    content_type: str = JSON
    headers: list[tuple[str, str]] = field(default_factory=list)
    # The value of the body, with plain links; None if only bytes are known.
    plain: Any = None
    # Whether the answer stays the same until something is written (Answer.lasting).
    lasting: bool = False


def encoded(status: int, body: Any, addresses: Addresses, content_type: str = FILE) -> Reply:
    if isinstance(body, str):
        return Reply(status, body.encode(), "text/plain; charset=utf-8")
    if isinstance(body, bytes):
        return Reply(status, body, content_type)
    plain = not addresses.prefix and not addresses.scrambles
    return Reply(status, orjson.dumps(body if plain else addresses.all_out(body)), plain=body)


def refused(refusal: Refusal) -> Reply:
    """The body of an error (api: errors#refusals).

    ``Errors`` lists mistakes of the request alone. An empty list is left out, because older clients would print nothing
    else; without it, they look at the status, and newer clients do not print the message twice.
    """
    body: Document = {"ErrorMessage": refusal.message}
    if refusal.errors:
        body.update(Errors=refusal.errors, ParsedHelpLinks=[], FullException=None)
    if refusal.help_text:
        body["HelpText"] = refusal.help_text
    return Reply(refusal.status, orjson.dumps(body))


def broken(trace: str) -> Reply:
    text = "The emulator made a mistake."
    body = {"ErrorMessage": text, "Errors": [text], "FullException": trace, "ParsedHelpLinks": []}
    return Reply(500, orjson.dumps(body))


def faulty(fault: Fault) -> Reply:
    text = "A fault on demand."
    content = fault.body if fault.body is not None else {"ErrorMessage": text, "Errors": [text]}
    body = content.encode() if isinstance(content, str) else orjson.dumps(content)
    return Reply(fault.status or 200, body, fault.content_type or JSON, list(fault.headers.items()))


async def send_out(reply: Reply, send: Send, without_body: bool = False) -> None:
    headers = [("content-type", reply.content_type), ("content-length", str(len(reply.body))), *reply.headers]
    pairs = [(name.lower().encode(), value.encode("latin-1")) for name, value in headers]
    await send({"type": "http.response.start", "status": reply.status, "headers": pairs})
    await send({"type": "http.response.body", "body": b"" if without_body else reply.body})


async def drop(reply: Reply | None, send: Send) -> None:
    """Close the connection before the answer, or in the middle of its body."""
    if reply is not None:
        half = reply.body[: len(reply.body) // 2]
        length = str(len(reply.body)).encode()
        headers = [(b"content-type", reply.content_type.encode()), (b"content-length", length)]
        await send({"type": "http.response.start", "status": reply.status, "headers": headers})
        await send({"type": "http.response.body", "body": half, "more_body": True})
        # Send the written bytes before the connection is closed.
        await clock.pause(0.02)
    # ASGI has no way to close a connection, but uvicorn's ``send`` belongs to the cycle that holds the connection.
    send.__self__.transport.abort()  # type: ignore[attr-defined]

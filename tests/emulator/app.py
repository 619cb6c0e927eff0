# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ASGI application: one request in, one answer out."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from emulator import answers, calls, clock, replies
from emulator.addresses import Addresses
from emulator.api import answer
from emulator.control import CONTROL, Control, Fault, LoggedRequest
from emulator.handlers import Call, Content
from emulator.identity import Identity, WrongKey
from emulator.kept import Kept
from emulator.kinds import spaces
from emulator.limits import RateLimit
from emulator.model import READS
from emulator.octopus import Octopus
from emulator.operations import ANONYMOUS, LOGIN, LOGOUT, SERVER
from emulator.refusals import Refusal, not_found
from emulator.replies import Reply, encoded, refused
from emulator.requests import Request, parsed, received
from emulator.traffic import Traffic
from emulator.work import queue, webhooks
from emulator.work.webhooks import Batch

if TYPE_CHECKING:
    from emulator.openapi.page import Published

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
NOBODY = "anonymous"
# The beginning of the addresses of the server's own description.
PUBLISHED = ("/api/swagger.", "/swaggerui")
WEB_PAGE = (
    "<!doctype html><title>Octopus Server emulator</title><p>This is an emulator: it has an API and no web portal."
)


@dataclass
class App:
    """An Octopus Server as an ASGI application."""

    octopus: Octopus
    identity: Identity
    addresses: Addresses
    control: Control
    rate_limit: RateLimit | None = None
    traffic: Traffic | None = None
    delay: float = 0.0
    _published: Published | None = None

    def __post_init__(self) -> None:
        self._kept = Kept(self.octopus.store)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await lifespan(receive, send)
            return
        await self.answer(scope, receive, send)
        # The client has its answer already, and does not wait for these calls.
        for batch in self.swept():
            await calls.send(batch, self.addresses)

    def swept(self) -> list[Batch]:
        """The events for webhooks since the last request."""
        with self.octopus.store.lock:
            if not webhooks.are_due(self.octopus):
                return []
            with self.octopus.transaction():
                return webhooks.swept(self.octopus)

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; ``swept`` then gives the calls of webhooks that follow from it."""
        request = await received(scope, receive, self.addresses)
        if request is None:
            return None
        control = request.raw_path.removeprefix(self.addresses.prefix)
        if control.startswith(CONTROL):
            return await replies.send_out(self._controlled(request, control), send)
        page = self._page(request)
        if page:
            return await replies.send_out(page, send, request.method == "HEAD")
        path = request.path or request.raw_path
        fault = self.control.fault_for(request.method, path)
        # Parallel requests wait in parallel, as on a network.
        delay, began = self.delay + (fault.delay if fault else 0.0), self.control.resets
        if delay:
            await clock.pause(delay)
        if self.control.resets != began:
            # The request was sent before the reset, and its client has long given up.
            return await replies.drop(None, send)
        user, reply = "", None
        if fault and fault.answers():
            reply = replies.faulty(fault)
        elif not (fault and fault.drop == "connect"):
            user, reply = self._replied(request)
        self.control.requests.append(
            LoggedRequest(request.method, path, request.query, reply.status if reply else 0, user, request.raw_path)
        )
        if self.traffic:
            self.traffic.record(request, None if fault else reply)
        if fault:
            return await self._spoiled(fault, reply, send)
        return await replies.send_out(reply or Reply(500, b""), send, request.method == "HEAD")

    def _page(self, request: Request) -> Reply | None:
        """The answer for an address of the server's own description; None for any other address."""
        path = (request.path or "").casefold()
        if request.method not in READS or not path.startswith(PUBLISHED):
            return None
        # Imported here, because few clients need it, and the emulator starts sooner without it.
        from emulator.openapi.page import Published

        self._published = self._published or Published(self.octopus, self.addresses)
        return self._published.answer(path)

    async def _spoiled(self, fault: Fault, reply: Reply | None, send: Send) -> None:
        if fault.drop or reply is None:
            return await replies.drop(reply if fault.drop == "body" else None, send)
        if fault.truncate:
            reply.body = reply.body[: len(reply.body) // 2]
        reply.headers += [(name, value) for name, value in fault.headers.items() if not fault.answers()]
        return await replies.send_out(reply, send)

    def _replied(self, request: Request) -> tuple[str, Reply]:
        """The user who sent the request, and the answer; a refused write is undone."""
        user, headers = NOBODY, list[tuple[str, str]]()
        try:
            if queue.due(self.octopus) or self.octopus.unfurnished:
                with self.octopus.transaction():
                    queue.settle(self.octopus)
                    spaces.settle(self.octopus)
            with self.octopus.store.lock:
                user, refusal = self._user(request)
                if self.rate_limit:
                    headers = self.rate_limit.pass_or_refuse(user)
                if refusal:
                    raise refusal
                if request.method in READS:
                    reply = self._read(request, user)
                else:
                    with self.octopus.transaction():
                        reply = self._carried_out(request, user)
        except Refusal as refusal:
            reply = refused(refusal)
            headers = [*headers, *refusal.headers]
        except Exception:
            # A bug of the emulator: print it, and answer as a server does for a bug of its own.
            trace = traceback.format_exc()
            print(trace, file=sys.stderr, flush=True)
            reply = replies.broken(trace)
        reply.headers += headers
        return user, reply

    def _user(self, request: Request) -> tuple[str, Refusal | None]:
        """The user who sends the request. At an address without sign-in, only an unknown key is refused."""
        path = (request.path or "").casefold()
        space_root = request.method in READS and path.startswith("/api/spaces-") and path.count("/") == 2
        try:
            found = self.identity.user(request.method, request.headers, request.cookies, request.query)
        except WrongKey as refusal:
            return NOBODY, refusal if path.startswith("/api") else None
        except Refusal as refusal:
            anonymous = path in ANONYMOUS or space_root or not path.startswith("/api")
            return NOBODY, None if anonymous else refusal
        self.octopus.acting = found["Username"]
        return found["Id"], None

    def _read(self, request: Request, user: str) -> Reply:
        """The answer to a read, which is kept until the store changes."""
        key = self._kept.key(request, user)
        reply = self._kept.find(key)
        if reply is None:
            reply = self._carried_out(request, user)
            # ``Addresses.forget`` changes scrambled links without changing the store.
            if reply.lasting and not self.addresses.scrambles:
                self._kept.keep(key, reply)
        return reply

    def _carried_out(self, request: Request, user: str) -> Reply:
        path = (request.path or "").casefold()
        read = partial(parsed, request.body)
        if path == f"{SERVER}/{LOGIN}" and request.method == "POST":
            body = read()
            found, cookies = self.identity.login(body if isinstance(body, dict) else {})
            # The .NET client reads the user from this answer [CS UserRepository], and the reference shows a user.
            self.octopus.acting = found["Username"]
            signed_in = answers.document_out(self.octopus, self.octopus.kinds["users"], found)
            reply = encoded(200, signed_in, self.addresses)
            reply.headers += [("Set-Cookie", f"{name}={value}; Path=/") for name, value in cookies.items()]
            return reply
        if path == f"{SERVER}/{LOGOUT}" and request.method == "POST":
            self.identity.logout(request.cookies)
            return encoded(200, {}, self.addresses)
        if path == "/app" or path.startswith("/app/"):
            return Reply(200, WEB_PAGE.encode(), "text/html; charset=utf-8")
        if path != "/api" and not path.startswith("/api/"):
            raise not_found()
        parts = request.parts[2:]
        if "" in parts:
            # Unverified: a server refuses an address with an empty part (api: transport#addresses).
            raise not_found()
        content = Content(request.body, request.headers.get("content-type", ""))
        call = Call(self.octopus, request.method, request.query, read, user, content=content)
        result = answer(self.octopus, call, parts, request.filled_in)
        reply = encoded(result.status, result.body, self.addresses, result.content_type)
        reply.lasting = result.lasting
        return reply

    def _controlled(self, request: Request, path: str) -> Reply:
        """The answer for ``/emulator/requests`` and ``/emulator/faults``, which tests in other processes use."""
        try:
            user = self.identity.user(request.method, request.headers, {}, request.query)
            return self.control.answer(self.octopus, user["Id"], request.method, path, request.body)
        except Refusal as refusal:
            return refused(refusal)


async def lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return

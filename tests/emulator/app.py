# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ASGI application: one request in, one answer out."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import asdict, dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qsl, unquote

import orjson

from emulator.addresses import Addresses
from emulator.api import Answer, Call, answer
from emulator.control import Control, Fault, LoggedRequest
from emulator.identity import Identity
from emulator.limits import RateLimit
from emulator.model import Refusal, not_found
from emulator.octopus import Octopus

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
JSON = "application/json; charset=utf-8"
ANONYMOUS = ("/api", "/api/users/login", "/api/octopusservernodes/ping")
LOGIN, LOGOUT = "/api/users/login", "/api/users/logout"
CONTROL = "/emulator/"


@dataclass
class Reply:
    """An answer on its way out."""

    status: int
    body: bytes
    content_type: str = JSON
    headers: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Request:
    """A request as it came, its path already plain."""

    method: str
    raw_path: str
    path: str | None
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes

    @property
    def cookies(self) -> dict[str, str]:
        return {name: morsel.value for name, morsel in SimpleCookie(self.headers.get("cookie", "")).items()}


@dataclass
class App:
    """An Octopus Server as an ASGI application."""

    octopus: Octopus
    identity: Identity
    addresses: Addresses
    control: Control
    rate_limit: RateLimit | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            return await lifespan(receive, send)
        request = await self._request(scope, receive)
        if request.raw_path.startswith(CONTROL):
            return await out(self._controlled(request), send)
        fault = self.control.fault_for(request.method, request.path or request.raw_path)
        if fault and fault.delay:
            await asyncio.sleep(fault.delay)
        user, reply = "", None
        if fault and fault.status is not None:
            reply = faulty_reply(fault)
        elif not (fault and fault.drop == "connect"):
            with self.octopus.store.lock:
                user, reply = self._replied(request)
        status = reply.status if reply else 0
        path = request.path or request.raw_path
        self.control.requests.append(LoggedRequest(request.method, path, request.query, status, user, request.raw_path))
        if fault and fault.drop:
            return await drop(fault, reply, send)
        if reply is None:
            return None
        if fault and fault.truncate:
            reply.body = reply.body[: len(reply.body) // 2]
        return await out(reply, send, request.method == "HEAD")

    async def _request(self, scope: Scope, receive: Receive) -> Request:
        body = b""
        while True:
            message = await receive()
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        raw_path = unquote(scope.get("raw_path", b"").decode("latin-1")) or scope["path"]
        query: dict[str, str] = {}
        for name, value in parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True):
            name = name.casefold()
            query[name] = f"{query[name]},{value}" if name in query else value
        method = str(headers.get("x-http-method-override") or scope["method"]).upper()
        return Request(method, raw_path, self.addresses.into(raw_path), query, headers, body)

    def _replied(self, request: Request) -> tuple[str, Reply]:
        user, headers = "", []
        try:
            if request.path is None:
                raise not_found()
            user = self._user(request)
            if self.rate_limit:
                passes, limits = self.rate_limit.take(user)
                headers = list(limits.items())
                if not passes:
                    raise Refusal(429, "Too many requests. Wait, and try again.")
            reply = self._carried_out(request, user)
        except Refusal as refusal:
            reply = refused(refusal)
        reply.headers += headers
        return user, reply

    def _user(self, request: Request) -> str:
        path = (request.path or "").casefold()
        if path in ANONYMOUS or (request.method == "GET" and path.startswith("/api/spaces-") and path.count("/") == 2):
            return "anonymous"
        return self.identity.user(request.method, request.headers, request.cookies, request.query)

    def _carried_out(self, request: Request, user: str) -> Reply:
        path = (request.path or "").casefold()
        body = parsed(request.body)
        if path == LOGIN and request.method == "POST":
            user_id, cookies = self.identity.login(body if isinstance(body, dict) else {})
            reply = encoded(Answer(200, {"Id": user_id}), self.addresses)
            reply.headers += [("Set-Cookie", f"{name}={value}; Path=/") for name, value in cookies.items()]
            return reply
        if path == LOGOUT and request.method == "POST":
            self.identity.logout(request.cookies)
            return encoded(Answer(200, {}), self.addresses)
        if path != "/api" and not path.startswith("/api/"):
            raise not_found()
        parts = tuple(part for part in (request.path or "").split("/")[2:] if part)
        self.identity.may_write(user, request.method, parts[-1] if parts else "")
        call = Call(self.octopus, request.method, parts, request.query, body, user)
        return encoded(answer(call), self.addresses)

    def _controlled(self, request: Request) -> Reply:
        """``/emulator/requests`` and ``/emulator/faults``: what tests in other processes use."""
        try:
            self.identity.user(request.method, request.headers, {}, request.query)
        except Refusal as refusal:
            return refused(refusal)
        what = request.raw_path.removeprefix(CONTROL)
        if request.method == "DELETE":
            (self.control.requests if what == "requests" else self.control.faults).clear()
        elif request.method == "POST" and what == "faults":
            self.control.faults.append(Fault(**orjson.loads(request.body)))
        return Reply(200, orjson.dumps([asdict(each) for each in self.control.requests]))


def parsed(body: bytes) -> Any:
    if not body:
        return None
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise Refusal(400, "There was a problem with your request.", f"The body is not JSON: {error}") from error


def encoded(result: Answer, addresses: Addresses) -> Reply:
    if isinstance(result.body, str):
        return Reply(result.status, result.body.encode(), "text/plain; charset=utf-8")
    return Reply(result.status, orjson.dumps(addresses.all_out(result.body)))


def refused(refusal: Refusal) -> Reply:
    """The body of an error (octopus-api.md 1.6). ``Errors`` is filled: older clients print nothing else."""
    body = {"ErrorMessage": refusal.message, "Errors": refusal.errors or [refusal.message]}
    if refusal.help_text:
        body["HelpText"] = refusal.help_text
    return Reply(refusal.status, orjson.dumps({**body, "ParsedHelpLinks": [], "FullException": None}))


def faulty_reply(fault: Fault) -> Reply:
    text = fault.body if fault.body is not None else {"ErrorMessage": "A fault on demand.", "Errors": []}
    body = text.encode() if isinstance(text, str) else orjson.dumps(text)
    return Reply(fault.status or 500, body, fault.content_type or JSON, list(fault.headers.items()))


async def out(reply: Reply, send: Send, without_body: bool = False) -> None:
    headers = [("Content-Type", reply.content_type), ("Content-Length", str(len(reply.body))), *reply.headers]
    encoded_headers = [(name.lower().encode(), value.encode("latin-1")) for name, value in headers]
    await send({"type": "http.response.start", "status": reply.status, "headers": encoded_headers})
    await send({"type": "http.response.body", "body": b"" if without_body else reply.body})


async def drop(fault: Fault, reply: Reply | None, send: Send) -> None:
    """Break the connection off: before the answer, or in the middle of its body."""
    if fault.drop == "body" and reply is not None:
        length = str(len(reply.body) + 100).encode()
        headers = [(b"content-type", reply.content_type.encode()), (b"content-length", length)]
        await send({"type": "http.response.start", "status": reply.status, "headers": headers})
        await send({"type": "http.response.body", "body": reply.body, "more_body": True})
        await asyncio.sleep(0.02)
    # ASGI has no way to hang up: uvicorn's own send belongs to the cycle that holds the connection.
    send.__self__.transport.abort()  # type: ignore[attr-defined]


async def lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return

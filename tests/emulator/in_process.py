# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Carries requests of the library requests to an ASGI application in the same process, without a socket between."""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import io
from collections.abc import Coroutine, Iterator, MutableMapping
from typing import Any
from unittest import mock
from urllib.parse import unquote, urlsplit

import requests
import urllib3
from requests.adapters import BaseAdapter, HTTPAdapter

from emulator import calls
from emulator.app import App
from emulator.testing import Emulator

Message = MutableMapping[str, Any]


@contextlib.contextmanager
def without_sockets() -> Iterator[None]:
    """Let requests to emulators of this process use no connection; requests by TLS are not affected."""
    usual, found = requests.Session.get_adapter, requests.Session.merge_environment_settings
    # An adapter takes longer to make than a request to answer.
    made: dict[str, InProcess] = {}

    def adapter(session: requests.Session, url: str) -> BaseAdapter:
        server = serving(url)
        if server is None:
            return usual(session, url)
        place = urlsplit(url).netloc
        if place not in made or made[place].app is not server.app:
            made[place] = InProcess(server.app)
        return made[place]

    def settings(session: requests.Session, url: str, proxies: Any, stream: Any, verify: Any, cert: Any) -> Any:
        """Only a connection has a proxy, and to find one, requests reads all environment variables twice."""
        if serving(url) is None:
            return found(session, url, proxies, stream, verify, cert)
        return {"proxies": {}, "stream": stream, "verify": verify, "cert": cert}

    with mock.patch.multiple(requests.Session, get_adapter=adapter, merge_environment_settings=settings):
        yield


def serving(url: str) -> Emulator | None:
    """The emulator of this process that has an address."""
    parts = urlsplit(url)
    return Emulator.serving.get(parts.netloc) if parts.scheme == "http" else None


class InProcess(HTTPAdapter):
    """Stands in for the adapter that opens connections."""

    def __init__(self, app: App) -> None:
        super().__init__()
        self.app = app

    def send(self, request: requests.PreparedRequest, *options: Any, **named_options: Any) -> requests.Response:
        """Raises ``requests.ConnectionError`` where the application drops the request."""
        answer = Answered()
        answered_at_once(self.app.answer(scope_of(request), Body(request.body), answer.send))
        for batch in self.app.swept():
            asyncio.run(calls.send(batch, self.app.addresses))
        if answer.is_broken:
            cause = http.client.RemoteDisconnected("Remote end closed connection without response")
            raise requests.ConnectionError(urllib3.exceptions.ProtocolError("Connection aborted.", cause))
        return self.build_response(request, answer.as_urllib3(str(request.method)))


def answered_at_once(answering: Coroutine[Any, Any, None]) -> None:
    """Run an application without an event loop, which would take longer; it may wait only for time to pass.

    Raises ``RuntimeError`` if it waits for anything else.
    """
    try:
        answering.send(None)
    except StopIteration:
        return
    answering.close()
    raise RuntimeError("the application waits for an event loop")


def scope_of(request: requests.PreparedRequest) -> Message:
    """The ASGI scope of a request (asgi.readthedocs.io, HTTP and WebSocket)."""
    parts = urlsplit(str(request.url))
    headers = [(name.lower().encode(), str(value).encode("latin-1")) for name, value in request.headers.items()]
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": parts.scheme,
        "path": unquote(parts.path),
        "raw_path": parts.path.encode(),
        "query_string": parts.query.encode(),
        "root_path": "",
        "headers": [(b"host", parts.netloc.encode()), *headers],
        "client": ("127.0.0.1", 0),
        "server": (parts.hostname, parts.port),
    }


class Body:
    """Gives the body of a request at once."""

    def __init__(self, body: Any) -> None:
        read = body.read() if hasattr(body, "read") else body
        self._body = read.encode() if isinstance(read, str) else read or b""

    async def __call__(self) -> Message:
        return {"type": "http.request", "body": self._body, "more_body": False}


class Answered:
    """Collects an answer. ``transport`` is for an application that breaks off its connection."""

    def __init__(self) -> None:
        self.start: Message = {}
        self.body = io.BytesIO()
        self.is_broken = False

    @property
    def transport(self) -> Answered:
        return self

    def abort(self) -> None:
        self.is_broken = True

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.start = message
        else:
            self.body.write(message.get("body", b""))

    def as_urllib3(self, method: str) -> urllib3.HTTPResponse:
        self.body.seek(0)
        headers = urllib3.HTTPHeaderDict()
        for name, value in self.start["headers"]:
            headers.add(name.decode("latin-1"), value.decode("latin-1"))
        # requests looks for cookies in this object, and few answers have any.
        original: Any = Original(headers) if "set-cookie" in headers else None
        return urllib3.HTTPResponse(
            self.body,
            headers,
            self.start["status"],
            preload_content=False,
            original_response=original,
            request_method=method,
        )


class Original:
    """The object from which requests reads cookies: like an answer of http.client, it has headers."""

    def __init__(self, headers: urllib3.HTTPHeaderDict) -> None:
        self.msg = http.client.HTTPMessage()
        for name, value in headers.iteritems():
            self.msg.add_header(name, value)

    def isclosed(self) -> bool:
        return True

    def close(self) -> None:
        """Do nothing, because no connection is open."""

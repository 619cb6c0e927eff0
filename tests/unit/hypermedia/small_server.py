# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An HTTP server with answers that a test chooses, and that neither Octopus Server nor the emulator would give."""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any

ROOT = {"Application": "Octopus Deploy", "Version": "2025.4.1000", "Links": {"Self": "/api", "Things": "/things{?a,b}"}}


@dataclass(frozen=True)
class Asked:
    """A request as it came."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes
    from_port: int = 0


@dataclass(frozen=True)
class Reply:
    """An answer. A ``body`` other than bytes is sent as JSON."""

    body: Any = field(default_factory=dict)
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str = "application/json"


Answering = Callable[[Asked], Reply]


class SmallServer:
    """Serves while it is entered: ``answering`` gets each request. ``asked``: the received requests."""

    def __init__(
        self, answering: Answering | Mapping[str, Any], tls: ssl.SSLContext | None = None, port: int = 0
    ) -> None:
        self._answering = answering if callable(answering) else by_path(answering)
        self.asked: list[Asked] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", port), self._handler())
        self._server.daemon_threads = True
        if tls:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self.address = f"127.0.0.1:{self._server.server_address[1]}"
        self.url = f"{'https' if tls else 'http'}://{self.address}"

    def __enter__(self) -> SmallServer:
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        small = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            # Headers and body in one piece: in two, each answer waits for the first to be acknowledged.
            wbufsize = -1

            def answer(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                asked = Asked(self.command, self.path, self.headers, self.rfile.read(length), self.client_address[1])
                small.asked.append(asked)
                reply = small._answering(asked)
                body = reply.body if isinstance(reply.body, bytes) else json.dumps(reply.body).encode()
                self.send_response(reply.status)
                headers = {"Content-Type": reply.content_type, "Content-Length": str(len(body)), **reply.headers}
                for name, value in headers.items():
                    self.send_header(name, value)
                if int(headers["Content-Length"]) != len(body):
                    self.close_connection = True
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(body)

            do_CONNECT = do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = answer  # noqa: N815

            def log_message(self, *args: Any) -> None:
                """Nothing: a test's output is its own."""

        return Handler


def by_path(answers: Mapping[str, Any]) -> Answering:
    """Answers by path; the root where none is given for ``/api``. Anything else is a 404."""

    def answering(asked: Asked) -> Reply:
        found = answers.get(asked.path, ROOT if asked.path == "/api" else None)
        if found is None:
            return Reply({"ErrorMessage": "There is nothing here."}, 404)
        return found if isinstance(found, Reply) else Reply(found)

    return answering

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sets uvicorn up to start and to stop quickly, as tests need it."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Sequence
from typing import Any

from emulator.loading import left_out

# The command line imports click, multiprocessing and watchers of files. The others serve settings of logging, which
# uvicorn does not get here.
with left_out("uvicorn.main"), left_out("logging.config"), left_out("configparser"):
    from uvicorn.config import Config
    from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
    from uvicorn.server import Server as UvicornServer

HOW_LONG_TO_START = 10.0


class Joined:
    """A transport that joins all writes of one turn of the event loop.

    uvicorn writes the head and the body of an answer separately, and two packets wake a client up twice.
    """

    def __init__(self, transport: Any) -> None:
        self._transport = transport
        self._waiting: list[bytes] = []

    def write(self, data: bytes) -> None:
        if not self._waiting:
            asyncio.get_running_loop().call_soon(self._send)
        self._waiting.append(data)

    def _send(self) -> None:
        if self._waiting and not self._transport.is_closing():
            self._transport.writelines(self._waiting)
        self._waiting = []

    def close(self) -> None:
        self._send()
        self._transport.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)


class Protocol(HttpToolsProtocol):
    def connection_made(self, transport: Any) -> None:
        joined: Any = Joined(transport)
        super().connection_made(joined)


class Server(UvicornServer):
    """Serves until ``stop``, and then ends at once; uvicorn's own server checks for the end ten times a second.

    ``ready`` is set when the server listens.
    """

    def __init__(self, app: Any, certificate: str | None, key: str | None) -> None:
        config = Config(
            app,
            http=Protocol,
            # These features cost time at the start or for every request, and are not needed.
            interface="asgi3",
            ws="none",
            lifespan="off",
            proxy_headers=False,
            access_log=False,
            server_header=False,
            date_header=False,
            # The connection of a client that waits on a busy machine must stay open.
            timeout_keep_alive=60,
            log_config=None,
            log_level="warning",
            ssl_certfile=certificate,
            ssl_keyfile=key,
        )
        super().__init__(config)
        self.ready = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ended: asyncio.Event | None = None

    def run_in_thread(self, bound: socket.socket) -> threading.Thread:
        """Serve from a thread of its own. Raises ``RuntimeError`` if the server does not begin to listen."""
        thread = threading.Thread(target=self.run, kwargs={"sockets": [bound]}, daemon=True)
        thread.start()
        if not self.ready.wait(HOW_LONG_TO_START):
            raise RuntimeError("the emulator did not start")
        return thread

    def run(self, sockets: list[socket.socket] | None = None) -> None:
        try:
            super().run(sockets)
        finally:
            # A server that has ended will not become ready: release the thread that waits for it.
            self.ready.set()

    def stop(self) -> None:
        """Let the server end. Any thread and a signal's handler can call this."""
        self.should_exit = self.force_exit = True
        if self._loop is not None and self._ended is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._ended.set)

    async def main_loop(self) -> None:
        self._loop, self._ended = asyncio.get_running_loop(), asyncio.Event()
        self.ready.set()
        if not self.should_exit:
            await self._ended.wait()

    async def shutdown(self, sockets: Sequence[socket.socket] | None = None) -> None:
        """Close all sockets, even if a client still waits for an answer."""
        for server in self.servers:
            server.close()
        for each in sockets or ():
            each.close()
        for connection in list(self.server_state.connections):
            if connection.transport is not None:
                connection.transport.abort()

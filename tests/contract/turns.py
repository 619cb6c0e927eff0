# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Several writers by one simulated clock: their requests take as long as a test says, and happen in that order."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import requests
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.transport import Transport
from emulator.in_process import InProcess
from emulator.testing import Emulator

# Not the emulator's own, which tests without sockets reach by another adapter.
ADDRESS = "http://octopus.example.com"


class Turns:
    """A clock that moves to the earliest moment for which a thread waits, once all ``threads`` of them wait."""

    def __init__(self, threads: int) -> None:
        self._now = 0.0
        self._threads = threads
        self._waiting: dict[int, float] = {}
        self._turn = 0
        self._changed = threading.Condition()

    def now(self) -> float:
        return self._now

    def wait(self, seconds: float) -> None:
        me = threading.get_ident()
        with self._changed:
            self._waiting[me] = self._now + seconds
            self._next()
            self._changed.wait_for(lambda: self._turn == me)

    def leave(self) -> None:
        """Let the other threads go on without this one."""
        with self._changed:
            self._threads -= 1
            self._next()

    def _next(self) -> None:
        if self._waiting and len(self._waiting) == self._threads:
            self._turn = min(self._waiting, key=lambda thread: self._waiting[thread])
            self._now = self._waiting.pop(self._turn)
            self._changed.notify_all()


class Slowly(InProcess):
    """An adapter whose requests take time: the server acts on each of them after half of it."""

    def __init__(self, server: Emulator, turns: Turns, seconds: Iterator[float]) -> None:
        super().__init__(server.app)
        self._turns = turns
        self._seconds = seconds

    def send(self, request: requests.PreparedRequest, *how: Any, **else_: Any) -> requests.Response:
        half = next(self._seconds) / 2
        self._turns.wait(half)
        answer = super().send(request, *how, **else_)
        self._turns.wait(half)
        return answer


@dataclass(frozen=True)
class Writer:
    """``act`` gets a client. ``start``: the seconds before it; ``seconds``: how long each of its requests takes.

    The last entry of ``seconds`` is for all further requests.
    """

    act: Callable[[Client], Any]
    start: float
    seconds: Sequence[float]


def in_turns(server: Emulator, writers: Sequence[Writer]) -> list[Any]:
    """Let the writers write by one clock; returns their results."""
    turns = Turns(len(writers))

    def write(writer: Writer) -> Any:
        seconds = (each for part in (iter(writer.seconds), repeat(writer.seconds[-1])) for each in part)
        transport = Transport(sleep=turns.wait, clock=turns.now, adapter=Slowly(server, turns, seconds))
        try:
            turns.wait(writer.start)
            with Client(ADDRESS, api_key=server.api_key, transport=transport) as client:
                return writer.act(client)
        finally:
            turns.leave()

    with ThreadPoolExecutor(len(writers)) as pool:
        return list(pool.map(write, writers))

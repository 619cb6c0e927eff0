# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The step that finds out, from the server's answers, how many requests it can take at the same time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.chain import (
    READS,
    Answer,
    Outcome,
    Request,
    Step,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.retry import PASSING

# The number of requests under way with which a run begins.
FIRST = 4.0
# How many requests may wait in the server for earlier ones. If fewer wait, one more request is sent at a time; if more
# wait, one less.
FEW, MANY = 2.0, 4.0


@dataclass
class AtOnce:
    """The number of requests under way at a time: it follows the time that answers take.

    A server that has nothing else to do answers in the shortest time that such a request ever took. If answers take
    longer, requests wait for each other there, and more of them would only wait longer. Until answers do that for the
    first time, each one lets one more request be sent at a time.
    """

    _allowed: float = field(default=FIRST, init=False)
    _has_waited: bool = field(default=False, init=False)
    _under_way: int = field(default=0, init=False)
    _shortest: dict[tuple[str, str], float] = field(default_factory=dict, init=False)
    _changed: threading.Condition = field(default_factory=threading.Condition, init=False)

    @property
    def allowed(self) -> int:
        """How many requests may be under way."""
        return int(self._allowed)

    @property
    def has_room(self) -> bool:
        """Whether one more request may be sent now."""
        return self._under_way < self.allowed

    def enter(self) -> None:
        """Wait until a request may be sent."""
        with self._changed:
            self._changed.wait_for(lambda: self.has_room)
            self._under_way += 1

    def leave(self) -> None:
        """Note that a request is not under way any more."""
        with self._changed:
            self._under_way -= 1
            # Wake no more threads than may go on: a thread that is woken too early takes time from the others.
            self._changed.notify(max(0, self.allowed - self._under_way))

    def answered(self, about: tuple[str, str], seconds: float) -> None:
        """Learn from an answer. ``about``: a key that is equal for requests that take the server the same time."""
        with self._changed:
            shortest = min(seconds, self._shortest.get(about, seconds))
            self._shortest[about] = shortest
            waiting = self._under_way * (1 - shortest / seconds) if seconds > 0 else 0.0
            self._has_waited = self._has_waited or waiting >= FEW
            # Only a run that has used its whole allowance shows how the server copes with it.
            if waiting < FEW and self._under_way >= self.allowed:
                self._allowed += 1 / self._allowed if self._has_waited else 1.0
            elif waiting > MANY:
                self._allowed = max(FIRST, self._allowed - 1 / self._allowed)

    def refused(self) -> None:
        """Learn from an answer that the server is busy, or from a lost connection: halve the number."""
        with self._changed:
            self._has_waited = True
            self._allowed = max(1.0, self._allowed / 2)


@dataclass(frozen=True)
class Together:
    """Passes as many requests on at a time as ``at_once`` allows."""

    onward: Step
    at_once: AtOnce
    clock: Callable[[], float]

    def __call__(self, request: Request) -> Outcome:
        self.at_once.enter()
        try:
            started = self.clock()
            outcome = self.onward(request)
            if not isinstance(outcome, Answer) or outcome.response.status_code in PASSING:
                self.at_once.refused()
            else:
                self.at_once.answered(about(request), self.clock() - started)
            return outcome
        finally:
            self.at_once.leave()


def about(request: Request) -> tuple[str, str]:
    """Requests of one method to one collection; a document's own address ends in its ID."""
    path = urlsplit(request.url).path
    return request.method, path if request.method not in (*READS, "PUT", "DELETE") else path.rpartition("/")[0]

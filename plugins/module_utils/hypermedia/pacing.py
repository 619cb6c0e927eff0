# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The steps that delay requests: so that the server's rate limit refuses none (api: transport#limits), and so that no
more are under way than the server can work on at the same time, as its answers show.
"""

from __future__ import annotations

import math
import random
import threading
from collections.abc import Callable, Mapping
from dataclasses import field
from urllib.parse import urlsplit

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.attempts import TEMPORARY
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.chain import (
    READS,
    Answer,
    Outcome,
    Request,
    Step,
)

LIMIT, POLICY = "Octopus-RateLimit", "Octopus-RateLimit-Policy"
# Below this part of the allowance, requests slow down to the speed at which the allowance grows back.
RESERVE = 0.1
# If less than half of that part is left, other processes use the allowance too, such as further forks of
# ansible-playbook. The less is left, the slower requests become, up to this many times: each of 50 processes then sends
# a fiftieth of what is allowed.
SLOWEST = 100.0
# The number of requests under way with which a run begins.
FIRST = 4.0
# How many requests may wait in the server for earlier ones. If fewer wait, one more request is sent at a time; if more
# wait, one less.
FEW, MANY = 2.0, 4.0


@dataclass
class Pacer:
    """Decides when the next request may be sent: threads take turns, and all of them wait together."""

    sleep: Callable[[float], None]
    clock: Callable[[], float]
    _last: float = field(default=-math.inf, init=False)
    _held: float = field(default=-math.inf, init=False)
    _apart: float = field(default=0.0, init=False)
    # Only one thread sleeps until its turn. The others wait for this lock, so that they use the newest pause.
    _turn: threading.Lock = field(default_factory=threading.Lock, init=False)

    def wait_for_turn(self) -> None:
        """Sleep until a request may be sent."""
        with self._turn:
            now = self.clock()
            turn = max(now, self._last + self._apart, self._held)
            self._last = turn
            if turn > now:
                self.sleep(turn - now)

    def keep_apart(self, seconds: float) -> None:
        """Keep this number of seconds between requests from now on; 0 for no pause."""
        self._apart = seconds

    def hold_back(self, seconds: float) -> None:
        """Send no request for this number of seconds."""
        self._held = max(self._held, self.clock() + seconds)


@dataclass(frozen=True)
class Paced:
    """``by_limit``: whether to slow down when the allowance runs low; ``longest``: the longest pause in seconds."""

    onward: Step
    pacer: Pacer
    by_limit: bool
    longest: float

    def __call__(self, request: Request) -> Outcome:
        self.pacer.wait_for_turn()
        outcome = self.onward(request)
        if self.by_limit and isinstance(outcome, Answer):
            self.pacer.keep_apart(min(pace(outcome.response.headers), self.longest))
        return outcome


def pace(headers: Mapping[str, str], chance: Callable[[], float] = random.random) -> float:
    """Seconds to hold the next request back; ``headers`` are those of the last answer.

    ``Octopus-RateLimit: r=7;t=18``: 7 requests are left, and in 18 seconds the allowance is whole again.
    ``Octopus-RateLimit-Policy: l=200;rpm=600``: the allowance is 200, and 600 a minute come back.
    ``chance``: returns a random number from 0 to 1, so that processes that share the allowance do not send together.
    """
    now, policy = numbers(headers.get(LIMIT)), numbers(headers.get(POLICY))
    if "r" not in now or "t" not in now:
        return 0.0
    left, seconds = max(now["r"], 0.0), now["t"]
    reserve = policy.get("l", 0.0) * RESERVE
    if left > reserve:
        return 0.0
    per_minute = policy.get("rpm", 0.0)
    if per_minute <= 0:
        return max(seconds, 0.0) / (left + 1)
    slower = (reserve / 2 / max(left, 0.5)) ** 2
    return 60.0 / per_minute * (min(slower, SLOWEST) * (0.5 + chance()) if slower > 1 else 1.0)


def numbers(header: str | None) -> dict[str, float]:
    """``r=7;t=18`` as ``{"r": 7.0, "t": 18.0}``; values that are not numbers are left out."""
    found = {}
    for part in (header or "").split(";"):
        name, *value = part.split("=", 1)
        try:
            number = float("".join(value))
        except ValueError:
            continue
        if math.isfinite(number):
            found[name.strip()] = number
    return found


@dataclass
class AtOnce:
    """The number of requests under way at a time: it follows the time that answers take.

    A server that has nothing else to do answers in the shortest time that such a request ever took. If answers take
    longer, requests wait for each other there, and more of them would only wait longer. Single answers take longer for
    other reasons too, so the number changes after each round, which has as many answers as requests were under way, and
    the answer that waited least counts. Until requests wait for the first time, each round doubles the number.
    """

    _allowed: float = field(default=FIRST, init=False)
    _has_waited: bool = field(default=False, init=False)
    _under_way: int = field(default=0, init=False)
    # How many requests each answer of this round has waited for, and the most that were under way.
    _round: list[float] = field(default_factory=list, init=False)
    _most: int = field(default=0, init=False)
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
            self._round.append(self._under_way * (1 - shortest / seconds) if seconds > 0 else 0.0)
            self._most = max(self._most, self._under_way)
            if len(self._round) >= self._most:
                self._adapt(min(self._round), self._most)
                self._round, self._most = [], 0

    def _adapt(self, waiting: float, most: int) -> None:
        """Change the number after a round. ``waiting``: how many requests waited; ``most``: the maximum under way."""
        self._has_waited = self._has_waited or waiting >= FEW
        # Only a run that has used its whole allowance shows how the server copes with it.
        if waiting < FEW and most >= self.allowed:
            self._allowed += 1.0 if self._has_waited else self._allowed
        elif waiting > MANY:
            # After refusals, fewer than at first may be allowed, and slow answers must not raise that number.
            self._allowed = max(min(FIRST, self._allowed), min(self._allowed, most) - 1)

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
            if not isinstance(outcome, Answer) or outcome.response.status_code in TEMPORARY:
                self.at_once.refused()
            else:
                self.at_once.answered(about(request), self.clock() - started)
            return outcome
        finally:
            self.at_once.leave()


def about(request: Request) -> tuple[str, str]:
    """A key that is equal for requests of one method to one collection; a document's own address ends in its ID."""
    path = urlsplit(request.url).path
    return request.method, path if request.method not in (*READS, "PUT", "DELETE") else path.rpartition("/")[0]

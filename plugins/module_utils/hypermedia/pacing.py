# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The step that slows requests down before the server's limit would refuse one (api: transport#limits)."""

from __future__ import annotations

import math
import random
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.chain import Answer, Outcome, Request, Step

LIMIT, POLICY = "Octopus-RateLimit", "Octopus-RateLimit-Policy"
# Below this part of the allowance, requests slow down to the speed at which the allowance grows back.
RESERVE = 0.1
# If less than half of that part is left, other processes use the allowance too, such as further forks of
# ansible-playbook. The less is left, the slower requests become, up to this many times: each of 50 processes then sends
# a fiftieth of what is allowed.
SLOWEST = 100.0


@dataclass
class Pacer:
    """Decides when the next request may be sent: threads take turns, and all of them wait together."""

    sleep: Callable[[float], None]
    clock: Callable[[], float]
    _last: float = field(default=-math.inf, init=False)
    _held: float = field(default=-math.inf, init=False)
    _apart: float = field(default=0.0, init=False)
    # One thread waits for its turn, and the other threads wait for that one, so that they use what has been learnt by
    # then.
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
    ``chance``: returns a random number from 0 to 1, so that processes that share the allowance do not go in step.
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

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Processes that share a request limit, and know of each other only by the headers of their answers."""

from __future__ import annotations

import heapq
import random
from dataclasses import dataclass, field

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.pacing import Pacer, pace
from emulator import clock as emulated
from emulator.limits import RateLimit
from emulator.refusals import Refusal

PER_MINUTE, LATENCY = 200, 0.05
# So many requests has a task, and each task is a new process, which does not know what the one before has found out.
OF_TASK = 60


@dataclass
class Process:
    """A process that sends one request after the other; ``refused``: how often the present one has been refused."""

    chance: random.Random
    left: int
    now: float = 0.0
    refused: int = 0
    pacer: Pacer = field(init=False)

    def __post_init__(self) -> None:
        self.start()

    def start(self) -> None:
        self.pacer = Pacer(self.sleep, lambda: self.now)

    def sleep(self, seconds: float) -> None:
        self.now += seconds

    def ask(self, limit: RateLimit) -> bool:
        """Send one request; whether it passes."""
        try:
            headers, passes = dict(limit.pass_or_refuse("user")), True
        except Refusal as refusal:
            headers, passes = dict(refusal.headers), False
        self.now += LATENCY
        self.pacer.keep_apart(pace(headers, self.chance.random))
        if not passes:
            self.pacer.hold_back(float(headers["Retry-After"]))
        self.refused = 0 if passes else self.refused + 1
        return passes


def run(processes: int, requests: int, monkeypatch: pytest.MonkeyPatch) -> tuple[float, int, int]:
    """The seconds until all requests have passed, the refusals, and the most that one request met."""
    chance, limit = random.Random(processes), RateLimit(PER_MINUTE, PER_MINUTE)
    several = [Process(chance, requests // processes) for _number in range(processes)]
    queue = [(0.0, number, False) for number in range(processes)]
    refusals, most = 0, 0
    while queue:
        now, number, may_send = heapq.heappop(queue)
        one = several[number]
        if not may_send:
            one.pacer.wait_for_turn()
            heapq.heappush(queue, (one.now, number, True))
            continue
        monkeypatch.setattr(emulated, "monotonic", lambda now=now: now)
        passed = one.ask(limit)
        refusals, most = refusals + (not passed), max(most, one.refused)
        one.left -= passed
        if passed and one.left % OF_TASK == 0:
            one.start()
        if one.left:
            heapq.heappush(queue, (one.now, number, False))
    return max(one.now for one in several), refusals, most


@pytest.mark.parametrize("processes", [1, 2, 5, 10, 20, 50])
def test_processes_share_a_limit(processes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    requests = 6000
    seconds, refusals, most = run(processes, requests, monkeypatch)
    assert refusals <= requests // 10
    assert seconds <= 1.1 * (requests - PER_MINUTE) * 60 / PER_MINUTE
    assert most <= 3, "a task repeats a request five times"

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The waiter: it bears with a server that is busy or restarts, and asks less and less often."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, cast

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._verbs.wait import Patience, wait_until
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import (
    ConnectionFailed,
    OctopusError,
    ServerRefused,
)


@dataclass
class Clock:
    """The clock of a client, without the client."""

    time: float = 1000.0
    pauses: list[float] = field(default_factory=list)

    def now(self) -> float:
        return self.time

    def wait(self, seconds: float) -> None:
        self.pauses.append(round(seconds, 3))
        self.time += seconds


def waited(answers: list[Any], timeout: float = 600, interval: float = 2, looks_now: bool = False) -> tuple[Any, Clock]:
    """The result of waiting for the answer 0, and the clock. Each answer is an error or a number; the last repeats."""
    clock = Clock()

    def look() -> Any:
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if isinstance(answer, OctopusError):
            raise answer
        return answer

    found = wait_until(lambda seen: seen == 0, 1, look, cast(Client, clock), Patience(timeout, interval), looks_now)
    return found, clock


def refused(status: int) -> ServerRefused:
    return ServerRefused(status, "GET", "https://octopus.example.com/api/tasks", {})


def test_the_pauses_grow_up_to_ten_seconds() -> None:
    _found, clock = waited([*([1] * 12), 0])
    assert clock.pauses[:4] == [2, 2.5, 3.125, 3.906]
    assert clock.pauses[-3:] == [10, 10, 10]


def test_the_first_look_can_be_at_once() -> None:
    assert waited([1, 1, 0], looks_now=True)[1].pauses == [0, 2, 2.5]
    assert waited([0], timeout=0, looks_now=True)[1].pauses == []


def test_a_longer_interval_stays() -> None:
    assert waited([1, 1, 0], interval=60)[1].pauses == [60, 60, 60]


def test_the_last_look_is_when_the_time_is_up() -> None:
    found, clock = waited([1], timeout=5)
    assert (found, clock.pauses, clock.time) == (1, [2, 2.5, 0.5], 1005)


def test_no_time_means_no_look() -> None:
    assert waited([0], timeout=0)[1].pauses == []


@pytest.mark.parametrize("status", [408, 429, 502, 503, 504])
def test_a_wait_continues_while_a_server_is_busy_or_restarts(status: int) -> None:
    found, clock = waited([refused(status), ConnectionFailed("cut off"), refused(status), 0])
    assert (found, len(clock.pauses)) == (0, 4)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 500])
def test_any_other_refusal_ends_the_wait(status: int) -> None:
    with pytest.raises(ServerRefused):
        waited([1, refused(status), 0])


def test_a_server_that_does_not_come_back_is_an_error_after_the_whole_time() -> None:
    with pytest.raises(ConnectionFailed, match=r"cut off\. The task has waited 30 seconds in all \(wait_timeout\)"):
        waited([1, ConnectionFailed("cut off")], timeout=30)

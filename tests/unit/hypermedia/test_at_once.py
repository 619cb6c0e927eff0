# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How many requests are under way at the same time: as many as the server's answers allow."""

from __future__ import annotations

import heapq
import random
import threading

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.chain import Request
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.masking import Mask
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.pacing import AtOnce, about

KIND = ("POST", "/api/environments")


def seconds_for(
    requests: int, threads: int, far: float, work: float, at_once: AtOnce, workers: int = 1, varies: bool = False
) -> float:
    """The simulated seconds for many requests, sent by so many threads.

    ``far``: seconds that each answer is on its way; ``work``: seconds that the server needs for each, much more for
    some of them if that ``varies``; ``workers``: so many things the server does at a time.
    """
    chance = random.Random(threads)
    now, sent, under_way, free = 0.0, 0, 0, [0.0] * workers
    answers: list[tuple[float, float]] = []
    while sent < requests or answers:
        while sent < requests and under_way < threads and at_once.has_room:
            at_once.enter()
            takes = work * (chance.lognormvariate(-0.32, 0.8) if varies else chance.uniform(0.8, 1.2))
            over = max(heapq.heappop(free), now + far / 2) + takes
            heapq.heappush(free, over)
            heapq.heappush(answers, (over + far / 2, now))
            sent, under_way = sent + 1, under_way + 1
        now, started = heapq.heappop(answers)
        at_once.answered(KIND, now - started)
        at_once.leave()
        under_way -= 1
    return now


def test_a_far_server_gets_as_many_requests_as_there_are_threads() -> None:
    at_once = AtOnce()
    assert seconds_for(1000, 16, far=0.1, work=0.002, at_once=at_once) < 1.4 * 1000 * 0.102 / 16
    assert at_once.allowed >= 14


def test_a_far_server_gets_many_requests_soon() -> None:
    assert seconds_for(100, 16, far=0.1, work=0.002, at_once=AtOnce()) < 9 * 0.102


@pytest.mark.parametrize("far", [0.0, 0.001])
def test_a_near_and_busy_server_is_not_crowded(far: float) -> None:
    at_once = AtOnce()
    assert seconds_for(1000, 64, far=far, work=0.05, at_once=at_once) < 1.05 * 1000 * 0.05
    assert at_once.allowed <= 6


def test_a_server_in_between_is_kept_busy() -> None:
    at_once = AtOnce()
    assert seconds_for(1000, 64, far=0.02, work=0.003, at_once=at_once) < 1.15 * 1000 * 0.003
    assert 7 <= at_once.allowed <= 16


def test_answers_that_take_long_for_other_reasons_do_not_count() -> None:
    """Sixteen requests at a time take 5 seconds, and four take 20."""
    assert seconds_for(1000, 16, far=0.02, work=0.06, at_once=AtOnce(), workers=16, varies=True) < 8


def test_a_busy_server_whose_answers_take_different_times_is_not_crowded() -> None:
    at_once = AtOnce()
    assert seconds_for(1000, 64, far=0.02, work=0.1, at_once=at_once, workers=4, varies=True) < 1.05 * 1000 * 0.1 / 4
    assert at_once.allowed <= 12


def test_refusals_halve_the_number() -> None:
    at_once = AtOnce()
    for _number in range(9):
        at_once.refused()
    assert at_once.allowed == 1, "one request can always be sent"
    at_once.enter()
    at_once.answered(KIND, 0.1)
    at_once.leave()
    assert at_once.allowed == 2


def test_slow_answers_after_refusals_do_not_raise_the_number() -> None:
    at_once = AtOnce()
    for _number in range(4):
        at_once.enter()
    for _number in range(4):
        at_once.answered(KIND, 0.01)
    for _number in range(4):
        at_once.enter()
    for _number in range(3):
        at_once.refused()
    for _number in range(8):
        at_once.answered(KIND, 10.0)
    assert at_once.allowed == 1


def test_a_thread_waits_for_room() -> None:
    at_once, entered = AtOnce(), threading.Event()

    def one_more() -> None:
        at_once.enter()
        entered.set()

    for _number in range(at_once.allowed):
        at_once.enter()
    waiting = threading.Thread(target=one_more)
    waiting.start()
    assert not entered.wait(0.05)
    at_once.leave()
    assert entered.wait(20)
    waiting.join()


def test_requests_of_one_method_to_one_collection_take_the_same_time() -> None:
    def of(method: str, path: str) -> tuple[str, str]:
        return about(Request(method, f"https://octopus.example.com{path}", None, Mask()))

    assert of("GET", "/api/projects/Projects-1?a=b") == of("GET", "/api/projects/Projects-2")
    assert of("PUT", "/api/projects/Projects-1") != of("GET", "/api/projects/Projects-1")
    assert of("POST", "/api/projects") != of("POST", "/api/environments")

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A wait asks the server in rounds: each is one request, however many server tasks there are."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._verbs.wait import LONG
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from contract.conftest import Octopus, on
from contract.doors import Door
from emulator.testing import Emulator

MODULE = "octopus_task"
SECONDS, AT_ONCE = 60, 20
NUMBERS = [1, 2, 3, 4, AT_ONCE]


@pytest.fixture(scope="module")
def slow_emulator() -> Iterator[Emulator]:
    with Emulator(task_seconds=SECONDS) as server:
        yield server


@pytest.fixture
def slow(slow_emulator: Emulator, door: Door) -> Octopus:
    slow_emulator.reset()
    slow_emulator.put_read_only("OctopusServerNodes-emulator", {"MaxConcurrentTasks": AT_ONCE})
    return on(slow_emulator, door)


@pytest.fixture
def pauses(slow: Octopus, monkeypatch: pytest.MonkeyPatch) -> list[tuple[float, int]]:
    """Each pause of a task: its seconds, and the number of requests before it."""
    found: list[tuple[float, int]] = []
    pause = Client.wait

    def counted(client: Client, seconds: float) -> None:
        found.append((seconds, len(slow.server.requests)))
        pause(client, seconds)

    monkeypatch.setattr(Client, "wait", counted)
    return found


def queued(octopus: Octopus, number: int) -> list[str]:
    """The IDs of new server tasks, which nobody waits for."""
    options = {"name": "UpdateCalamari", "wait": False}
    tasks = [str(octopus.ok(MODULE, options)["tasks"][0]["id"]) for _each in range(number)]
    octopus.server.clear_requests()
    return tasks


@pytest.mark.parametrize("number", NUMBERS)
def test_each_round_is_one_request(slow: Octopus, pauses: list[tuple[float, int]], number: int) -> None:
    tasks = queued(slow, number)
    assert {each["state"] for each in slow.ok(MODULE, ids=tasks)["tasks"]} == {"Success"}
    counts = [*(requests for _seconds, requests in pauses), len(slow.server.requests)]
    assert {after - before for before, after in pairwise(counts)} == {1}
    # The end of the last task is found in one of the two rounds after it.
    assert sum(seconds for seconds, _requests in pauses) <= SECONDS + 2 * LONG


@pytest.mark.parametrize("number", NUMBERS[:-1])
def test_each_task_is_looked_at(slow: Octopus, number: int) -> None:
    tasks = queued(slow, number)
    slow.ok(MODULE, ids=tasks)
    looked = {each.path.split("/")[-2] for each in slow.server.requests if each.path.endswith("/details")}
    # Of a few tasks, each is looked at; of many, as many as there is time for.
    assert looked == set(tasks) if number < 4 else looked < set(tasks)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_an_end_just_before_the_time_is_up_is_seen(slow: Octopus, number: int) -> None:
    for late in range(0, 3 * LONG, 3):
        tasks = queued(slow, number)
        done = slow.ok(MODULE, ids=tasks, wait_timeout=SECONDS + 1 + late)
        assert {each["state"] for each in done["tasks"]} == {"Success"}


@pytest.mark.parametrize("number", [2, AT_ONCE])
def test_one_request_shows_what_all_interrupted_tasks_ask(
    slow: Octopus, pauses: list[tuple[float, int]], number: int
) -> None:
    tasks = queued(slow, number)
    for each in tasks:
        slow.server.interrupt(each)
    slow.server.clear_requests()
    failed = slow(MODULE, ids=tasks, on_interruption="fail")
    assert failed["msg"].count("waits for a person: ") == number
    asked = [each.query for each in slow.server.requests if each.path.endswith("/interruptions")]
    assert [each.get("regarding") for each in asked] == [None]
    # The root, the tasks that are meant, how they are, and what they ask.
    assert ([seconds for seconds, _requests in pauses], len(slow.server.requests)) == ([0], 4)

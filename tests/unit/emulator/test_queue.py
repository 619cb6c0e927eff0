# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The queue of server tasks, and their logs (api: tasks#states, tasks#order-and-caps, tasks#waiting)."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any

import pytest
from emulator.testing import Emulator
from emulator.work import queue as work_queue
from emulator.work.states import ABOUT

from .conftest import Asker, Clock

SECONDS = 60
NODE = "/api/octopusservernodes/OctopusServerNodes-emulator"


@pytest.fixture(scope="module")
def slow() -> Iterator[Emulator]:
    """A server whose tasks take a minute."""
    with Emulator(task_seconds=SECONDS) as server:
        yield server


@pytest.fixture
def ask(slow: Emulator, clock: Clock) -> Asker:
    slow.reset()
    return Asker(slow)


def queue(ask: Asker, **more: Any) -> str:
    task = ask.post("/api/tasks", Name="Backup")["Id"]
    ask.server.put_read_only(task, more)
    return str(task)


def state(ask: Asker, task: str) -> str:
    return str(ask.get(f"/api/tasks/{task}")["State"])


def behind(ask: Asker, task: str) -> list[str]:
    return [each["Id"] for each in ask.get(f"/api/tasks/{task}/queued-behind")["Items"]]


def test_a_node_runs_only_so_many_tasks_at_once(ask: Asker, clock: Clock) -> None:
    ask.put(NODE, {**ask.get(NODE), "MaxConcurrentTasks": 2})
    first, second, third, fourth = (queue(ask) for _number in range(4))
    assert [state(ask, each) for each in (first, second, third, fourth)] == ["Executing", "Executing"] + ["Queued"] * 2
    assert behind(ask, third) == [first, second]
    assert behind(ask, fourth) == [first, second, third]
    ask("POST", f"/api/tasks/{fourth}/prioritize")
    assert behind(ask, fourth) == [first, second]
    assert "top" in ask.refused("POST", f"/api/tasks/{first}/prioritize")
    clock.pass_by(10)
    ask("POST", f"/api/tasks/{first}/cancel", {})
    assert [state(ask, each) for each in (first, third, fourth)] == ["Canceled", "Queued", "Executing"]
    ask.put(NODE, {**ask.get(NODE), "MaxConcurrentTasks": 0})
    clock.pass_by(3600)
    assert [state(ask, each) for each in (second, third, fourth)] == ["Success", "Queued", "Success"]


def test_a_task_starts_at_once_just_before_a_millisecond(ask: Asker, clock: Clock) -> None:
    # The last moment before a millisecond begins, as close to it as a number can be.
    clock.now = math.nextafter(1_800_000_007.398, 0)
    task = queue(ask)
    assert ask.get(f"/api/tasks/{task}")["QueueTime"] == "2027-01-15T08:00:07.397+00:00"
    assert state(ask, task) == "Executing"


def test_a_task_starts_at_the_moment_at_which_the_one_before_it_ended(ask: Asker, clock: Clock) -> None:
    ask.put(NODE, {**ask.get(NODE), "MaxConcurrentTasks": 1})
    start = clock.at(0)
    first, second, third = (queue(ask) for _number in range(3))
    clock.pass_by(2.5 * SECONDS)
    found = [ask.get(f"/api/tasks/{each}") for each in (first, second, third)]
    assert [each["State"] for each in found] == ["Success", "Success", "Executing"]
    moments = [start, *(clock.at((number - 2.5) * SECONDS) for number in (1, 2))]
    assert [each["StartTime"] for each in found] == moments
    assert [each["CompletedTime"] for each in found] == [*moments[1:], None]


def test_tasks_of_one_project_and_environment_run_one_after_another(ask: Asker, clock: Clock) -> None:
    place = {"ProjectId": "Projects-1", "EnvironmentId": "Environments-1"}
    first, second = (queue(ask, **{ABOUT: place}) for _number in range(2))
    elsewhere = queue(ask, **{ABOUT: {**place, "EnvironmentId": "Environments-2"}})
    tenant = queue(ask, **{ABOUT: {**place, "TenantId": "Tenants-1"}})
    found = [state(ask, each) for each in (first, second, elsewhere, tenant)]
    assert found == ["Executing", "Queued", "Executing", "Executing"]
    assert behind(ask, second) == [first]
    assert behind(ask, first) == []
    clock.pass_by(SECONDS)
    assert state(ask, second) == "Executing"


def test_a_request_reads_no_waiting_task_while_the_node_is_full(
    ask: Asker, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask.put(NODE, {**ask.get(NODE), "MaxConcurrentTasks": 1})
    waiting = [queue(ask) for _number in range(3)][1:]
    ask.get(NODE)
    with monkeypatch.context() as patched:
        patched.setattr(work_queue, "unfinished", lambda octopus: pytest.fail("reads the whole queue"))
        ask.get(NODE)
    queue(ask, QueueTimeExpiry=clock.at(10))
    expiring = queue(ask, QueueTimeExpiry=clock.at(20))
    clock.pass_by(30)
    assert state(ask, expiring) == "TimedOut"
    assert [state(ask, each) for each in waiting] == ["Queued", "Queued"]


def test_a_scheduled_task_waits_for_its_time_and_expires(ask: Asker, clock: Clock) -> None:
    ask.put(NODE, {**ask.get(NODE), "MaxConcurrentTasks": 0})
    late = queue(ask, QueueTimeExpiry=clock.at(600))
    clock.pass_by(599)
    assert state(ask, late) == "Queued"
    clock.pass_by(1000)
    found = ask.get(f"/api/tasks/{late}")
    assert (found["State"], found["Completed"], found["IsCompleted"]) == ("TimedOut", "Timed out", True)
    assert found["CompletedTime"] == clock.at(-999)
    assert found["FinishedSuccessfully"] is False


def test_a_queued_task_is_cancelled_at_once_and_a_running_one_soon(ask: Asker) -> None:
    running = queue(ask)
    assert state(ask, running) == "Executing"
    assert ask("POST", f"/api/tasks/{running}/cancel").json()["State"] == "Cancelling"
    assert state(ask, running) == "Canceled"
    ask.put(NODE, {**ask.get(NODE), "MaxConcurrentTasks": 0})
    waiting = queue(ask)
    assert ask("POST", f"/api/tasks/{waiting}/cancel").json()["State"] == "Canceled"
    assert ask("POST", f"/api/tasks/{waiting}/cancel").json()["State"] == "Canceled", "again"


def test_a_task_that_does_not_end_can_be_abandoned(ask: Asker, clock: Clock) -> None:
    task = queue(ask)
    ask("POST", "/emulator/stuck", {"Task": task})
    assert state(ask, task) == "Executing"
    assert "being canceled" in ask.refused("POST", f"/api/tasks/{task}/abandon")
    ask("POST", f"/api/tasks/{task}/cancel")
    clock.pass_by(600)
    assert state(ask, task) == "Cancelling"
    assert "10 minutes" in ask.refused("POST", f"/api/tasks/{task}/abandon")
    clock.pass_by(1)
    assert ask("POST", f"/api/tasks/{task}/abandon").json()["State"] == "Canceled"


def test_an_older_server_has_no_way_to_abandon_a_task(older: Asker) -> None:
    task = older.post("/api/tasks", Name="Backup")["Id"]
    older.refused("POST", f"/api/tasks/{task}/abandon", status=404)


def test_tests_in_other_processes_end_a_task(ask: Asker) -> None:
    task = queue(ask)
    sent = {"Task": task, "State": "Failed", "ErrorMessage": "The disk is full."}
    assert ask("POST", "/emulator/ended", sent).status_code == 200
    found = ask.get(f"/api/tasks/{task}")
    assert (found["State"], found["ErrorMessage"]) == ("Failed", "The disk is full.")
    assert ask("POST", "/emulator/ended", sent).status_code == 400, "it is over"
    assert ask("POST", "/emulator/stuck", {"Task": "ServerTasks-99"}).status_code == 400


def test_a_log_is_a_tree_with_the_same_ids_each_time(ask: Asker) -> None:
    task = queue(ask)

    def root(query: str = "") -> Any:
        (found,) = ask.get(f"/api/tasks/{task}/details{query}")["ActivityLogs"]
        return found

    first = root()
    assert re.fullmatch(rf"{task}_[A-Z0-9]{{10}}", first["Id"])
    assert (first["Status"], first["Ended"]) == ("Running", None)
    ask("POST", "/emulator/ended", {"Task": task, "State": "Failed", "ErrorMessage": "The disk is full."})
    over = root("?tail=1")
    assert (over["Id"], over["Status"], len(over["LogElements"])) == (first["Id"], "Failed", 1)
    assert len(root("?verbose=true&tail=0")["LogElements"]) == 2, "no tail means all lines"
    raw = ask("GET", f"/api/tasks/{task}/raw").text
    assert "                    | == Failed: Backup ==\n" in raw
    assert re.search(r"^\d\d:\d\d:\d\d   Error    \|   The disk is full\.$", raw, re.MULTILINE)


def test_a_waiting_task_has_not_started(ask: Asker) -> None:
    ask.put(NODE, {**ask.get(NODE), "MaxConcurrentTasks": 0})
    task = queue(ask)
    (root,) = ask.get(f"/api/tasks/{task}/details")["ActivityLogs"]
    assert (root["Status"], root["Started"]) == ("Pending", "0001-01-01T00:00:00")

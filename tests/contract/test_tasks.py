# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""octopus_task: queues server tasks, waits for them, cancels them, and reports why they failed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from contract.conftest import Octopus, on
from contract.doors import Door
from emulator.testing import Emulator

MODULE = "octopus_task"
CLOUD = {"CommunicationStyle": "None"}
UNREACHABLE = {"CommunicationStyle": "TentaclePassive", "Uri": "https://web.invalid:10933/", "Thumbprint": "AB" * 20}


@pytest.fixture(scope="module")
def slow_emulator() -> Iterator[Emulator]:
    """A server whose tasks take a minute."""
    with Emulator(task_seconds=60) as server:
        yield server


@pytest.fixture
def slow(slow_emulator: Emulator, door: Door) -> Octopus:
    slow_emulator.reset()
    return on(slow_emulator, door)


ENVIRONMENT = {"name": "Production"}


def machine(octopus: Octopus, name: str, endpoint: dict[str, Any] | None = None) -> str:
    server = octopus.server
    environment = octopus.ok("octopus_environment", ENVIRONMENT)["id"]
    fields = {"Roles": ["web"], "EnvironmentIds": [environment], "Endpoint": endpoint or CLOUD}
    return str(server.seed("machines", Name=name, SkipInitialHealthCheck=True, **fields)["Id"])


def worker(octopus: Octopus, name: str) -> str:
    pools = ["WorkerPools-1"]
    return str(octopus.server.seed("workers", Name=name, WorkerPoolIds=pools, Endpoint=UNREACHABLE)["Id"])


def ids(result: dict[str, Any]) -> list[str]:
    return [each["id"] for each in result["tasks"]]


def queued(octopus: Octopus, **options: Any) -> str:
    """The ID of a server task that is not waited for."""
    (task,) = octopus.ok(MODULE, {"name": "UpdateCalamari", "wait": False, **options})["tasks"]
    return str(task["id"])


def lists(octopus: Octopus) -> list[dict[str, str]]:
    return [each.query for each in octopus.server.requests if each.path.endswith("/tasks") and "ids" in each.query]


def test_a_health_check_of_chosen_machines(octopus: Octopus) -> None:
    web, other = machine(octopus, "web-1"), machine(octopus, "web-2")
    options = {"name": "Health", "machines": ["WEB-1", other]}
    octopus.server.clear_requests()
    predicted = octopus.ok(MODULE, options, check=True)
    assert octopus.writes() == []
    done = octopus.ok(MODULE, options)
    diff = {"before": {"tasks": []}, "after": {"tasks": [f"Check the health of WEB-1, {other}"]}}
    for result in (predicted, done):
        assert result["changed"]
        assert {key: result["diff"][key] for key in ("before", "after")} == diff
    assert predicted["tasks"] == []
    (task,) = done["tasks"]
    assert (task["state"], task["name"], task["failures"]) == ("Success", "Health", [])
    assert octopus.server.document(task["id"])["Arguments"] == {
        "Timeout": "00:05:00",
        "MachineTimeout": "00:01:00",
        "MachineIds": [web, other],
    }
    assert task["url"] == f"{octopus.server.url}/app#/tasks/{task['id']}"
    assert done["progress"][-1].endswith(": Success")


@pytest.mark.parametrize(
    ("options", "arguments"),
    [
        ({"environments": ["production"]}, {"EnvironmentId": "Environments-1", "RestrictedTo": "DeploymentTargets"}),
        ({"worker_pools": ["Default Worker Pool"]}, {"WorkerpoolId": "WorkerPools-1", "RestrictedTo": "Workers"}),
        ({"workers": ["w"]}, {"MachineIds": ["Workers-1"]}),
        ({}, {}),
    ],
    ids=["environment", "pool", "worker", "all"],
)
def test_an_upgrade_works_where_it_is_to(octopus: Octopus, options: dict[str, Any], arguments: dict[str, Any]) -> None:
    machine(octopus, "web")
    worker(octopus, "w")
    done = octopus.ok(MODULE, {"name": "Upgrade", **options})
    assert octopus.server.document(ids(done)[0])["Arguments"] == arguments


@pytest.mark.parametrize(
    ("options", "arguments"),
    [
        ({"machines": ["web"]}, {"TargetType": "Machines", "MachineIds": ["Machines-1"]}),
        ({"workers": ["w"]}, {"TargetType": "Workers", "WorkerIds": ["Workers-1"]}),
        ({"worker_pools": ["WorkerPools-1"]}, {"TargetType": "WorkerPools", "WorkerPoolIds": ["WorkerPools-1"]}),
        ({"on_server": True}, {"TargetType": "OctopusServer"}),
        (
            {"environments": ["Production"], "target_tags": ["web"]},
            {"TargetType": "Environments", "EnvironmentIds": ["Environments-1"], "TargetRoles": ["web"]},
        ),
    ],
    ids=lambda value: next(iter(value)),
)
def test_a_script_runs_on_chosen_places(octopus: Octopus, options: dict[str, Any], arguments: dict[str, Any]) -> None:
    machine(octopus, "web")
    worker(octopus, "w")
    script = {"name": "AdHocScript", "script": "echo hello", "syntax": "Bash"}
    done = octopus.ok(MODULE, {**script, **options})
    expected = {"ScriptBody": "echo hello", "Syntax": "Bash", **arguments}
    assert octopus.server.document(ids(done)[0])["Arguments"] == expected


@pytest.mark.parametrize("name", ["Retention", "SyncCommunityActionTemplates", "SystemIntegrityCheck", "Backup"])
def test_a_task_of_the_server_needs_no_space(door: Door, name: str) -> None:
    with Emulator(default_space=False) as server:
        done = on(server, door).ok(MODULE, name=name)
        assert "space" not in done
        assert server.document(ids(done)[0])["SpaceId"] is None


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"name": "Health", "script": "x"}, "script: can't be used with Health, which takes environments, machines"),
        ({"name": "Retention", "machines": ["a"]}, "machines: can't be used with Retention, which takes no option"),
        ({"name": "AdHocScript", "on_server": True}, "script: is missing"),
        ({"name": "AdHocScript", "script": "x"}, "script: runs on one sort of place; give exactly one of machines"),
        ({"name": "AdHocScript", "script": "x", "on_server": True, "target_tags": ["a"]}, "target_tags: narrow"),
        ({"name": "Health", "machines": []}, "machines: is empty"),
        ({"name": "Health", "environments": ["Production", "Test"]}, "environments: has 2 entries"),
        ({"name": "Health", "environments": ["Test"], "machines": ["web"]}, "environments: can't be combined"),
        ({"name": "TestEmail"}, "email_address: is missing"),
        ({"name": "Health", "state": "cancelled"}, "state: is for existing server tasks"),
        ({"name": "Health", "outcome": "Failed"}, "outcome: is for existing server tasks"),
        ({"ids": ["ServerTasks-1"], "machines": ["web"]}, "machines: is for a new server task"),
        ({"ids": ["ServerTasks-99"]}, "ids: no server task has the ID 'ServerTasks-99'"),
        ({"ids": ["ServerTasks-1"], "outcome": "Failed"}, "reason: is missing"),
        (
            {"ids": ["ServerTasks-1"], "outcome": "Failed", "reason": "x", "state": "rerun"},
            "outcome: can't be combined",
        ),
        ({"ids": ["ServerTasks-1"], "name": "Health"}, "name: can't be given together with ids"),
        ({}, "one of the following is required: ids, name"),
        ({"name": "Health", "wait_interval": 0}, "wait_interval: must be 1 or more"),
    ],
)
def test_wrong_options_are_refused_before_anything_is_queued(
    octopus: Octopus, options: dict[str, Any], says: str
) -> None:
    machine(octopus, "web")
    octopus.ok("octopus_environment", name="Test")
    octopus.server.clear_requests()
    failed = octopus(MODULE, options)
    assert (failed["failed"], says in failed["msg"]) == (True, True), failed["msg"]
    assert octopus.writes() == []


def test_a_failed_task_names_the_machine_and_the_log(octopus: Octopus) -> None:
    machine(octopus, "web", UNREACHABLE)
    failed = octopus(MODULE, name="Health", machines=["web"])
    (task,) = failed["tasks"]
    assert (failed["failed"], failed["changed"], task["state"]) == (True, True, "Failed")
    assert f"The server task {task['id']} (Check the health of web) ended as Failed:" in failed["msg"]
    assert failed["log_url"] == task["url"]
    assert task["failures"][0]["log"]
    assert failed["done"] == [f"queued server task {task['id']} (Check the health of web)"]


def test_a_task_that_failed_before_fails_whoever_waits_for_it(octopus: Octopus) -> None:
    machine(octopus, "web", UNREACHABLE)
    failed = octopus(MODULE, name="Health", machines=["web"])
    again = octopus(MODULE, ids=ids(failed))
    assert (again["failed"], "changed" in again) == (True, False)
    assert "ended as Failed" in again["msg"]


def test_many_tasks_are_waited_for_together(slow: Octopus) -> None:
    slow.server.put_read_only("OctopusServerNodes-emulator", {"MaxConcurrentTasks": 20})
    several = [queued(slow) for _number in range(20)]
    slow.server.clear_requests()
    waited = slow.ok(MODULE, ids=several)
    assert (waited["changed"], ids(waited)) == (False, several)
    assert {each["state"] for each in waited["tasks"]} == {"Success"}
    assert len(slow.server.requests) <= 45
    rounds = lists(slow)
    assert rounds
    assert all(set(each["ids"].split(",")) == set(several) for each in rounds[:-1])
    assert {line.partition(": ")[2].partition(" [")[0] for line in waited["progress"]} == {"Update Calamari"}


def test_one_request_a_round_asks_a_running_task_for_its_state_and_its_step(slow: Octopus) -> None:
    task = queued(slow)
    slow.server.clear_requests()
    assert slow.ok(MODULE, ids=[task])["tasks"][0]["state"] == "Success"
    asked = [each.path.rpartition("/")[2] for each in slow.server.requests]
    # The first look finds that the task has begun.
    assert asked.count(task) <= 1 and asked.count("details") > 5, asked


def test_a_task_ends_even_if_its_log_can_not_be_read(slow: Octopus) -> None:
    task = queued(slow)
    slow.server.fault(method="GET", path="*/details", status=403, times=1000)
    slow.server.clear_requests()
    assert slow.ok(MODULE, ids=[task])["tasks"][0]["state"] == "Success"
    asked = [each.path.rpartition("/")[2] for each in slow.server.requests]
    assert abs(asked.count("details") - asked.count(task)) <= 1, asked


def test_waiting_twice_changes_nothing(slow: Octopus) -> None:
    task = queued(slow)
    for _run in range(2):
        assert slow.ok(MODULE, ids=[task])["changed"] is False


def test_a_task_belongs_to_its_space(octopus: Octopus) -> None:
    octopus.ok("octopus_space", name="Other", space_managers_teams=["Octopus Administrators"])
    for options, space in (({}, "Spaces-1"), ({"space": "Other"}, "Spaces-2")):
        done = octopus.ok(MODULE, {"name": "Health", **options})
        assert octopus.server.document(ids(done)[0])["SpaceId"] == space
        assert ids(octopus.ok(MODULE, {"ids": ids(done), **options})) == ids(done)


def test_a_server_without_spaces(door: Door) -> None:
    with Emulator(spaces=False) as server:
        assert on(server, door).ok(MODULE, name="Health")["tasks"][0]["state"] == "Success"


def test_no_task_is_nothing_to_wait_for(octopus: Octopus) -> None:
    done = octopus.ok(MODULE, ids=[])
    assert (done["changed"], done["tasks"]) == (False, [])


def test_check_mode_does_not_wait(slow: Octopus) -> None:
    task = queued(slow)
    predicted = slow.ok(MODULE, ids=[task], check=True)
    assert (predicted["changed"], predicted["tasks"][0]["state"]) == (False, "Executing")
    absent = slow.ok(MODULE, ids=["ServerTasks-99"], check=True)
    assert absent["warnings"] == ["ids: no server task has the ID 'ServerTasks-99' yet"]


def test_a_task_that_takes_too_long(slow: Octopus) -> None:
    several = [queued(slow), queued(slow)]
    failed = slow(MODULE, ids=several, wait_timeout=10)
    assert failed["msg"].startswith(f"2 server tasks have not ended after 10 seconds: server task {several[0]} (Update")
    assert failed["msg"].endswith("They continue on the server; raise wait_timeout to wait longer")
    assert slow.ok(MODULE, ids=several)["tasks"][0]["state"] == "Success"


def test_a_task_that_takes_too_long_is_cancelled_if_asked_for(slow: Octopus) -> None:
    task = queued(slow)
    failed = slow(MODULE, ids=[task], wait_timeout=10, cancel_on_timeout=True)
    message = "This task of the playbook has cancelled what was left (cancel_on_timeout)"
    assert f"{message}: {task} is Canceled now. " in failed["msg"]
    assert "or give its ID to octopus_task with state: rerun" in failed["msg"]
    assert (failed["changed"], failed["done"]) == (True, [f"cancelled server task {task} (Update Calamari)"])
    assert failed["tasks"][0]["state"] == "Canceled"


def test_a_task_that_ends_before_cancel_on_timeout_reaches_it(slow: Octopus) -> None:
    task = queued(slow)
    slow.server.on_purpose("*")
    ended = {**slow.server.document(task), "State": "Success", "IsCompleted": True}
    slow.server.fault(method="POST", path="*/cancel", status=200, body=ended)
    failed = slow(MODULE, ids=[task], wait_timeout=10, cancel_on_timeout=True)
    assert f"{task} ended as Success before it could be cancelled" in failed["msg"]
    assert ("has cancelled" in failed["msg"], failed["tasks"][0]["state"]) == (False, "Success")
    assert (failed.get("changed", False), failed.get("done")) == (False, None)


def test_cancelling(slow: Octopus) -> None:
    task = queued(slow)
    predicted = slow.ok(MODULE, ids=[task], state="cancelled", check=True)
    done = slow.ok(MODULE, ids=[task], state="cancelled")
    assert predicted["changed"] and done["changed"]
    assert (
        predicted["diff"]
        == done["diff"]
        == {"before": {"tasks": {task: "Executing"}}, "after": {"tasks": {task: "Canceled"}}}
    )
    assert done["tasks"][0]["state"] == "Canceled"
    assert slow.ok(MODULE, ids=[task], state="cancelled")["changed"] is False
    assert "ended as Canceled" in slow(MODULE, ids=[task])["msg"]


def test_a_task_that_is_being_cancelled_is_not_cancelled_again(slow: Octopus) -> None:
    task = queued(slow)
    slow.server.left_by_older(task, _stuck=True)
    slow.ok(MODULE, ids=[task], state="cancelled", wait=False)
    slow.server.clear_requests()
    for check in (True, False):
        again = slow.ok(MODULE, ids=[task], state="cancelled", wait=False, check=check)
        assert (again["changed"], again["tasks"][0]["state"]) == (False, "Cancelling")
    failed = slow(MODULE, ids=[task], wait_timeout=10, cancel_on_timeout=True)
    assert failed["msg"].endswith(f"Somebody else had cancelled {task} before: {task} is Cancelling now")
    assert (failed.get("changed", False), slow.writes()) == (False, [])


def test_a_task_that_ends_while_it_is_cancelled(slow: Octopus) -> None:
    task = queued(slow)
    slow.server.on_purpose("*")
    ended = {**slow.server.document(task), "State": "Success", "IsCompleted": True}
    slow.server.fault(method="POST", path="*/cancel", status=200, body=ended)
    done = slow.ok(MODULE, ids=[task], state="cancelled", wait=False)
    assert (done["changed"], done["diff"]["before"] == done["diff"]["after"]) == (False, True)
    assert "ended as Success before the request to it took effect" in done["warnings"][0]


def accepted_in_vain(octopus: Octopus, task: str) -> dict[str, Any]:
    """Let the server accept the next cancellation of a task that goes on nevertheless."""
    octopus.server.on_purpose("*")
    links = {"Self": f"/api/tasks/{task}"}
    answer = {**octopus.server.document(task), "State": "Cancelling", "Links": links}
    octopus.server.fault(method="POST", path="*/cancel", status=200, body=answer)
    return answer


@pytest.mark.parametrize("state", ["Success", "Failed"])
def test_a_cancellation_without_effect_is_no_change(slow: Octopus, state: str) -> None:
    """The server takes it, and the task ends in another way before it is carried out."""
    task = queued(slow)
    cancelling = accepted_in_vain(slow, task)
    ended = {**cancelling, "State": state, "IsCompleted": True}
    slow.server.fault(method="GET", path=f"*/tasks/{task}", status=200, body=ended)
    done = slow.ok(MODULE, ids=[task], state="cancelled")
    assert (done["changed"], done["tasks"][0]["state"]) == (False, state)
    assert done["warnings"] == [
        f"The server task {task} (Update Calamari) ended as {state} before it could be cancelled"
    ]


def test_cancel_on_timeout_without_effect_is_no_change(slow: Octopus) -> None:
    task = queued(slow)
    accepted_in_vain(slow, task)
    # The task goes on and ends half a minute later.
    failed = slow(MODULE, ids=[task], wait_timeout=45, cancel_on_timeout=True)
    assert f"{task} ended as Success before it could be cancelled" in failed["msg"]
    assert (failed.get("changed", False), failed.get("done")) == (False, None)


def test_the_lost_answer_to_a_cancellation(slow: Octopus) -> None:
    task = queued(slow)
    slow.server.fault(method="POST", path="*/cancel", drop="connect")
    failed = slow(MODULE, ids=[task], state="cancelled", wait=False)
    assert ("showed no effect" in failed["msg"], failed.get("changed", False)) == (True, False)
    slow.server.fault(method="POST", path="*/cancel", drop="body")
    failed = slow(MODULE, ids=[task], state="cancelled", wait=False)
    assert (failed["changed"], failed["done"]) == (True, [f"cancelled server task {task} (Update Calamari)"])


def test_the_lost_answer_to_a_rerun(octopus: Octopus) -> None:
    """The task stays as it is, and the server has queued a copy of it."""
    task = queued(octopus)
    octopus.ok(MODULE, ids=[task])
    octopus.server.fault(method="POST", path="*/rerun/*", drop="connect")
    failed = octopus(MODULE, ids=[task], state="rerun")
    assert ("showed no effect" in failed["msg"], failed.get("changed", False)) == (True, False)
    octopus.server.fault(method="POST", path="*/rerun/*", drop="body")
    failed = octopus(MODULE, ids=[task], state="rerun")
    assert (failed["changed"], failed["done"]) == (True, [f"ran server task {task} (Update Calamari) again"])


def test_a_task_that_is_over_is_not_cancelled(octopus: Octopus) -> None:
    task = queued(octopus)
    octopus.ok(MODULE, ids=[task])
    assert octopus.ok(MODULE, ids=[task], state="cancelled")["changed"] is False


def test_running_again(octopus: Octopus) -> None:
    task = queued(octopus)
    octopus.ok(MODULE, ids=[task])
    done = octopus.ok(MODULE, ids=[task], state="rerun")
    (new,) = ids(done)
    assert (done["changed"], new == task, done["tasks"][0]["state"]) == (True, False, "Success")


def test_a_task_that_is_not_over_is_not_run_again(slow: Octopus) -> None:
    task = queued(slow)
    slow.server.clear_requests()
    assert "state: the server task" in slow(MODULE, ids=[task], state="rerun")["msg"]
    assert slow.writes() == []


def test_changing_the_outcome(octopus: Octopus) -> None:
    task = queued(octopus)
    octopus.ok(MODULE, ids=[task])
    options = {"ids": [task], "outcome": "Failed", "reason": "It did not work"}
    predicted, done = octopus.ok(MODULE, options, check=True), octopus.ok(MODULE, options)
    assert (
        predicted["diff"]
        == done["diff"]
        == {"before": {"tasks": {task: "Success"}}, "after": {"tasks": {task: "Failed"}}}
    )
    assert done["tasks"][0]["state"] == "Failed"
    assert octopus.ok(MODULE, options)["changed"] is False


@pytest.mark.parametrize("check", [False, True])
def test_the_outcome_of_a_task_that_timed_out_can_not_be_changed(octopus: Octopus, check: bool) -> None:
    task = queued(octopus)
    octopus.ok(MODULE, ids=[task])
    octopus.server.left_by_older(task, State="TimedOut")
    octopus.server.clear_requests()
    failed = octopus(MODULE, ids=[task], outcome="Failed", reason="x", check=check)
    assert (
        "has ended as TimedOut, and servers change only the outcomes 'Success', 'Failed', 'Canceled'" in failed["msg"]
    )
    assert octopus.writes() == []


def test_the_outcome_of_a_running_task_can_not_be_changed(slow: Octopus) -> None:
    task = queued(slow)
    failed = slow(MODULE, ids=[task], outcome="Failed", reason="x")
    assert "only a finished task has an outcome" in failed["msg"]


def test_only_a_task_that_hangs_is_abandoned(slow: Octopus) -> None:
    task = queued(slow)
    assert "cancel it first" in slow(MODULE, ids=[task], state="abandoned")["msg"]
    slow.ok(MODULE, ids=[task], state="cancelled")
    assert slow.ok(MODULE, ids=[task], state="abandoned")["changed"] is False


@pytest.mark.parametrize(
    "fault",
    [{"status": 429}, {"status": 502}, {"status": 503}, {"status": 504}, {"drop": "connect"}, {"drop": "body"}],
    ids=lambda fault: "-".join(map(str, fault.values())),
)
def test_the_wait_survives_a_server_that_is_away_for_a_while(slow: Octopus, fault: dict[str, Any]) -> None:
    slow.server.fault(method="GET", path="*/tasks/*", times=6, **fault)
    waited = slow.ok(MODULE, {"name": "UpdateCalamari", "retries": 0})
    assert waited["tasks"][0]["state"] == "Success"


def test_a_server_that_stays_away_is_reported_with_the_time(slow: Octopus) -> None:
    slow.server.fault(method="GET", path="*/tasks/*", times=100, status=503)
    failed = slow(MODULE, {"name": "UpdateCalamari", "retries": 0, "wait_timeout": 30})
    assert "The task has waited 30 seconds in all (wait_timeout)." in failed["msg"]
    assert failed["done"] == ["queued server task ServerTasks-2 (Update Calamari)"]


def test_a_lost_answer_is_looked_after_and_nothing_is_queued_twice(octopus: Octopus) -> None:
    octopus.server.fault(method="POST", path="*/tasks", drop="body")
    failed = octopus(MODULE, name="UpdateCalamari")
    assert "Afterwards the server showed that the request took effect" in failed["msg"]
    assert failed["done"] == ["queued server task Update Calamari"]
    octopus.server.fault(method="POST", path="*/tasks", drop="connect")
    assert "showed no effect" in octopus(MODULE, name="UpdateCalamari", description="Another")["msg"]
    octopus.server.clear_requests()
    assert [each for each in octopus.writes() if each.startswith("POST")] == []


def test_stopping_to_wait_says_how_to_go_on(slow: Octopus, monkeypatch: pytest.MonkeyPatch) -> None:
    task = queued(slow)

    def interrupted(client: Client, seconds: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Client, "wait", interrupted)
    failed = slow(MODULE, ids=[task])
    assert failed["msg"] == (
        f"Stopped waiting. The tasks continue on the server: {task}. To wait for them again, give their IDs to "
        "octopus_task"
    )
    assert slow.server.document(task)["State"] == "Executing"

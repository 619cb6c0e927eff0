# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""octopus_interruption: answers what server tasks ask of people, and octopus_task beside it notices that they wait."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from contract.conftest import Octopus
from emulator.work.execution import GUIDED, MANUAL

MODULE, TASK = "octopus_interruption", "octopus_task"


@pytest.fixture
def task(octopus: Octopus) -> str:
    """A server task that would be over at once if nobody interrupted it."""
    server = octopus.server
    environment = server.seed("environments", Name="Production")["Id"]
    fields = {"Roles": ["web"], "EnvironmentIds": [environment], "Endpoint": {"CommunicationStyle": "None"}}
    machine = server.seed("machines", Name="web", SkipInitialHealthCheck=True, **fields)["Id"]
    return str(server.at_work(machine, seconds=0)["Id"])


def test_an_approval(octopus: Octopus, task: str) -> None:
    made = octopus.server.interrupt(task, MANUAL, "Approve deployment", "Look at the load test.")
    options = {"task": task, "answer": "Proceed", "notes": "Fine"}
    octopus.server.clear_requests()
    predicted = octopus.ok(MODULE, options, check=True)
    assert octopus.writes() == []
    done = octopus.ok(MODULE, options)
    name = f"Approve deployment ({made['Id']})"
    assert predicted["changed"] and done["changed"]
    for result in (predicted, done):
        assert result["diff"]["before"] == {"interruptions": {name: "pending"}}
        assert result["diff"]["after"] == {"interruptions": {name: "Proceed"}}
    path = f"/api/Spaces-1/interruptions/{made['Id']}"
    assert octopus.writes() == [f"PUT {path}/responsible", f"POST {path}/submit"]
    (before,), (after,) = predicted["interruptions"], done["interruptions"]
    assert (before["is_pending"], before["answer"], before["choices"]) == (True, None, ["Proceed", "Abort"])
    assert (after["is_pending"], after["answer"], after["notes"]) == (False, "Proceed", "Fine")
    assert (after["instructions"], after["task_id"]) == ("Look at the load test.", task)
    again = octopus.ok(MODULE, options)
    assert (again["changed"], again["interruptions"], "warnings" in again) == (False, [after], False)
    assert octopus.ok(TASK, ids=[task])["tasks"][0]["state"] == "Success"


@pytest.mark.parametrize("answer", ["Retry", "Ignore", "Exclude"])
def test_a_guided_failure(octopus: Octopus, task: str, answer: str) -> None:
    octopus.server.interrupt(task, GUIDED)
    done = octopus.ok(MODULE, task=task, type="GuidedFailure", answer=answer)
    assert (done["changed"], done["interruptions"][0]["answer"]) == (True, answer)


def test_every_machine_that_asks_gets_the_answer(octopus: Octopus, task: str) -> None:
    several = [octopus.server.interrupt(task, title=f"Approve {name}")["Id"] for name in ("a", "b")]
    done = octopus.ok(MODULE, task=task, answer="Proceed")
    assert {each["id"]: each["answer"] for each in done["interruptions"]} == dict.fromkeys(several, "Proceed")


def test_only_those_with_the_title(octopus: Octopus, task: str) -> None:
    octopus.server.interrupt(task, title="Approve a")
    octopus.server.interrupt(task, title="Approve b")
    done = octopus.ok(MODULE, task=task, title="approve B", answer="Proceed")
    assert [each["title"] for each in done["interruptions"]] == ["Approve b"]
    assert octopus.ok(MODULE, task=task, title="Approve a", answer="Proceed")["changed"]


def test_only_those_that_take_the_answer(octopus: Octopus, task: str) -> None:
    manual, guided = octopus.server.interrupt(task, MANUAL)["Id"], octopus.server.interrupt(task, GUIDED)["Id"]
    done = octopus.ok(MODULE, task=task, answer="Retry")
    assert {each["id"]: each["answer"] for each in done["interruptions"]} == {guided: "Retry", manual: None}


def test_an_answer_that_nothing_takes_writes_nothing(octopus: Octopus, task: str) -> None:
    octopus.server.interrupt(task, MANUAL)
    octopus.server.clear_requests()
    failed = octopus(MODULE, task=task, answer="Retry")
    assert "answer: Retry does not answer the question: Approve (Interruptions-1) takes Proceed, Abort" in failed["msg"]
    assert octopus.writes() == []


def test_another_answer_was_given_before(octopus: Octopus, task: str) -> None:
    octopus.server.interrupt(task)
    octopus.ok(MODULE, task=task, answer="Abort")
    late = octopus.ok(MODULE, task=task, answer="Proceed")
    assert (late["changed"], late["warnings"]) == (
        False,
        ["answer: Approve (Interruptions-1) was answered with Abort before, not with Proceed"],
    )


def test_taking_responsibility_only(octopus: Octopus, task: str) -> None:
    octopus.server.interrupt(task)
    done = octopus.ok(MODULE, task=task)
    (taken,) = done["interruptions"]
    assert (done["changed"], taken["is_pending"], bool(taken["responsible_user_id"])) == (True, True, True)
    assert octopus.ok(MODULE, task=task)["changed"] is False
    octopus.server.clear_requests()
    assert octopus.ok(MODULE, task=task, answer="Proceed")["changed"]
    assert len(octopus.writes()) == 1


def test_nothing_is_taken_over_from_somebody_else(octopus: Octopus, task: str) -> None:
    interruption = octopus.server.interrupt(task)["Id"]
    other = octopus.server.seed("users", Username="eve", DisplayName="Eve", Password="Password01!")
    octopus.server.put_read_only(interruption, {"ResponsibleUserId": other["Id"]})
    octopus.server.clear_requests()
    failed = octopus(MODULE, task=task, answer="Proceed")
    assert "task: Eve has taken responsibility for Approve (Interruptions-1)" in failed["msg"]
    assert octopus.writes() == []


def test_an_interruption_of_another_team_is_refused(octopus: Octopus, task: str) -> None:
    team = octopus.server.seed("teams", Name="Approvers")["Id"]
    octopus.server.interrupt(task, MANUAL, "Approve", "", team)
    failed = octopus(MODULE, task=task, answer="Proceed")
    assert "This user can't answer Approve (Interruptions-1), which is left to members of 'Approvers'" in failed["msg"]


def test_nothing_to_answer(octopus: Octopus, task: str) -> None:
    octopus.server.seed("projects", Name="Shop", ProjectGroupId="ProjectGroups-1", LifecycleId="Lifecycles-1")
    for options in ({"task": task}, {"project": "shop", "environment": "Production"}):
        done = octopus.ok(MODULE, options, answer="Proceed")
        assert (done["changed"], done["interruptions"]) == (False, [])


@pytest.mark.parametrize("mistyped", ["ServerTasks-999", "Deployments-9", "RunbookRuns-9", "ServerTask-1", "1"])
@pytest.mark.parametrize("answer", ["Proceed", None])
def test_a_task_that_there_is_not(octopus: Octopus, task: str, mistyped: str, answer: str | None) -> None:
    octopus.server.interrupt(task)
    octopus.server.clear_requests()
    failed = octopus(MODULE, task=mistyped, answer=answer)
    assert "task: there is nothing to answer: the space has no server task, deployment or run" in failed["msg"]
    assert len(octopus.server.requests) <= 4
    (warning,) = octopus.ok(MODULE, task=mistyped, answer=answer, check=True)["warnings"]
    assert repr(mistyped) in warning


def test_a_task_of_another_space(octopus: Octopus, task: str) -> None:
    octopus.server.interrupt(task)
    octopus.ok("octopus_space", name="Other", space_managers_teams=["Octopus Administrators"])
    failed = octopus(MODULE, task=task, answer="Proceed", space="Other")
    assert failed["msg"].startswith("task: there is nothing to answer")


def test_a_task_that_the_user_may_not_see(octopus: Octopus, task: str) -> None:
    octopus.server.fault(method="GET", path="*/tasks/*", status=403, times=9)
    assert octopus.ok(MODULE, task=task, answer="Proceed")["interruptions"] == []


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"answer": "Proceed"}, "one of the following is required: task, project"),
        ({"task": "ServerTasks-1", "notes": "x"}, "notes: can only be given with an answer"),
        ({"project": "Unknown"}, "project: there is no project named 'Unknown'"),
    ],
)
def test_wrong_options(octopus: Octopus, options: dict[str, Any], says: str) -> None:
    assert says in octopus(MODULE, options)["msg"]


def test_a_lost_answer_is_looked_after(octopus: Octopus, task: str) -> None:
    octopus.server.interrupt(task)
    octopus.server.fault(method="POST", path="*/submit", drop="body")
    failed = octopus(MODULE, task=task, answer="Proceed")
    assert "it has answered Approve (Interruptions-1) with Proceed" in failed["msg"]
    assert failed["done"][-1] == "answered Approve (Interruptions-1) with Proceed"


def test_a_wait_can_stop_at_an_interruption(octopus: Octopus, task: str) -> None:
    octopus.server.interrupt(task, MANUAL, "Approve deployment")
    stopped = octopus.ok(TASK, ids=[task], on_interruption="stop")
    assert (stopped["changed"], stopped["tasks"][0]["has_pending_interruptions"]) == (False, True)
    assert {each.partition(": ")[0] for each in stopped["progress"]} == {"0s"}, "no pause precedes the first look"
    failed = octopus(TASK, ids=[task], on_interruption="fail")
    assert "waits for a person: Approve deployment (Interruptions-1). It continues when" in failed["msg"]


def test_a_wait_says_what_it_waits_for(octopus: Octopus, task: str) -> None:
    octopus.server.interrupt(task, MANUAL, "Approve deployment")
    failed = octopus(TASK, ids=[task], wait_timeout=20)
    assert "(it is Queued and waits for a person)" in failed["msg"]
    assert failed["msg"].endswith(
        "; answer in the portal or with octopus_interruption, or raise wait_timeout to wait longer"
    )
    assert failed["progress"][-1].endswith("waits for a person: Approve deployment (Interruptions-1)")


def test_a_wait_for_several_interrupted_tasks_speaks_of_all(octopus: Octopus, task: str) -> None:
    environment = octopus.server.app.octopus.store.all("environments")[0]["Id"]
    fields = {"Roles": ["web"], "EnvironmentIds": [environment], "Endpoint": {"CommunicationStyle": "None"}}
    machine = octopus.server.seed("machines", Name="db", SkipInitialHealthCheck=True, **fields)["Id"]
    tasks = [task, str(octopus.server.at_work(machine, seconds=0)["Id"])]
    for each in tasks:
        octopus.server.interrupt(each)
    failed = octopus(TASK, ids=tasks, on_interruption="fail")
    assert "They continue when" in failed["msg"]


@pytest.mark.parametrize("is_responsible", [True, False])
def test_somebody_gives_the_same_answer_at_the_same_moment(
    octopus: Octopus, task: str, monkeypatch: pytest.MonkeyPatch, is_responsible: bool
) -> None:
    """The answer is not this task's change, but taking responsibility for the interruption is."""
    octopus.server.interrupt(task)
    if is_responsible:
        octopus.ok(MODULE, task=task)
    original = Client.send

    def twice(self: Client, method: str, holder: Any, link: str, *more: Any, **named: Any) -> Any:
        if link == "Submit":
            original(self, method, holder, link, *more, **named)
        return original(self, method, holder, link, *more, **named)

    monkeypatch.setattr(Client, "send", twice)
    done = octopus.ok(MODULE, task=task, answer="Proceed")
    assert (done["changed"], done["interruptions"][0]["answer"]) == (not is_responsible, "Proceed")
    assert "was answered in the same way at the same moment" in done["warnings"][0]

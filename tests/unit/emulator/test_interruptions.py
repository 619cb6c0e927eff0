# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Interruptions hold a task until a person has answered (api: interruptions#answering-one)."""

from __future__ import annotations

from typing import Any

import pytest
from emulator.testing import Emulator
from emulator.work.execution import GUIDED, MANUAL

from .conftest import Asker


@pytest.fixture
def task(ask: Asker) -> str:
    ask.post("/api/environments", Name="Production")
    machine = ask.post(
        "/api/machines",
        Name="web",
        EnvironmentIds=["Environments-1"],
        Roles=["web"],
        Endpoint={"CommunicationStyle": "None"},
        SkipInitialHealthCheck=True,
    )
    return str(ask.server.at_work(machine["Id"], seconds=0)["Id"])


def pending(ask: Asker, task: str) -> list[Any]:
    found: list[Any] = ask.get(f"/api/interruptions?regarding={task}&pendingOnly=true")["Items"]
    return found


@pytest.mark.parametrize(("sort", "state"), [(MANUAL, "Queued"), (GUIDED, "Executing")])
def test_a_task_waits_for_a_person(ask: Asker, task: str, sort: str, state: str) -> None:
    made = ask.server.interrupt(task, sort, "Approve deployment", "Look at the graphs")
    found = ask.get(f"/api/tasks/{task}")
    assert (found["State"], found["HasPendingInterruptions"], found["PendingInterruptionTypes"]) == (
        state,
        True,
        [sort],
    )
    assert (bool(found["StartTime"]), found["HasBeenPickedUpByProcessor"], found["IsCompleted"]) == (True, True, False)
    (shown,) = pending(ask, task)
    assert (shown["Id"], shown["Type"], shown["Title"], shown["IsPending"]) == (
        made["Id"],
        sort,
        "Approve deployment",
        True,
    )
    assert (shown["CanTakeResponsibility"], shown["HasResponsibility"], shown["ResponsibleUserId"]) == (
        True,
        False,
        None,
    )
    assert set(shown["Form"]["Values"].values()) == {None}
    assert [each["Id"] for each in ask.get("/api/tasks?hasPendingInterruptions=true")["Items"]] == [task]


@pytest.mark.parametrize(
    ("sort", "answer", "state"),
    [
        (MANUAL, {"Result": "Proceed", "Notes": "Fine"}, "Success"),
        (MANUAL, {"result": "Abort"}, "Failed"),
        (GUIDED, {"Guidance": "Retry"}, "Success"),
        (GUIDED, {"Guidance": "Ignore"}, "Success"),
        (GUIDED, {"Guidance": "Exclude"}, "Success"),
        (GUIDED, {"Guidance": "Fail"}, "Failed"),
    ],
)
def test_an_answer_lets_the_task_continue(ask: Asker, task: str, sort: str, answer: dict[str, str], state: str) -> None:
    interruption = ask.server.interrupt(task, sort)["Id"]
    assert ask.put(f"/api/interruptions/{interruption}/responsible", None)["Username"] == "admin"
    submitted = ask("POST", f"/api/interruptions/{interruption}/submit", answer).json()
    assert (submitted["IsPending"], submitted["HasResponsibility"]) == (False, True)
    assert next(iter(answer.values())) in submitted["Form"]["Values"].values()
    assert pending(ask, task) == []
    found = ask.get(f"/api/tasks/{task}")
    assert (found["State"], found["HasPendingInterruptions"]) == (state, False)


def test_the_task_waits_for_all_answers(ask: Asker, task: str) -> None:
    first, second = (ask.server.interrupt(task)["Id"] for _number in range(2))
    for interruption, state in ((first, "Queued"), (second, "Success")):
        ask.put(f"/api/interruptions/{interruption}/responsible", None)
        ask("POST", f"/api/interruptions/{interruption}/submit", {"Result": "Proceed"})
        assert ask.get(f"/api/tasks/{task}")["State"] == state


def test_refusals(ask: Asker, task: str) -> None:
    interruption = ask.server.interrupt(task, GUIDED)["Id"]
    path = f"/api/interruptions/{interruption}"
    assert "You must take responsibility" in ask.refused("POST", f"{path}/submit", {"Guidance": "Retry"})
    ask.put(f"{path}/responsible", None)
    assert "A value is required for Guidance" in ask.refused("POST", f"{path}/submit", {"Notes": "x"})
    assert "There were errors with the form." in ask.refused("POST", f"{path}/submit", {"Guidance": "Other"})
    instructions = {"Guidance": "Retry", "Instructions": "x"}
    assert "Values are not supported for Instructions" in ask.refused("POST", f"{path}/submit", instructions)
    ask("POST", f"{path}/submit", {"Guidance": "Retry"})
    assert "has already been submitted." in ask.refused("POST", f"{path}/submit", {"Guidance": "Retry"})
    assert "possibly by another user" in ask.refused("PUT", f"{path}/responsible")


def test_only_the_responsible_user_answers(ask: Asker, task: str) -> None:
    interruption = ask.server.interrupt(task)["Id"]
    other = ask.post("/api/users", Username="other", DisplayName="Other", Password="Password01!")
    ask.server.put_read_only(interruption, {"ResponsibleUserId": other["Id"]})
    assert ask.get(f"/api/interruptions/{interruption}/responsible")["Id"] == other["Id"]
    refused = ask.refused("POST", f"/api/interruptions/{interruption}/submit", {"Result": "Proceed"})
    assert "Someone else has taken responsibility" in refused


def test_only_a_member_of_a_responsible_team_takes_an_interruption(ask: Asker, task: str) -> None:
    team = ask.server.seed("teams", Name="Approvers")["Id"]
    interruption = ask.server.interrupt(task, MANUAL, "Approve", "", team)["Id"]
    assert ask.get(f"/api/interruptions/{interruption}")["CanTakeResponsibility"] is False
    assert "not a member of a team" in ask.refused("PUT", f"/api/interruptions/{interruption}/responsible")


def test_a_cancelled_task_waits_no_more(ask: Asker, task: str) -> None:
    ask.server.interrupt(task)
    ask("POST", f"/api/tasks/{task}/cancel", {})
    found = ask.get(f"/api/tasks/{task}")
    assert (found["State"], found["HasPendingInterruptions"]) == ("Canceled", False)


def test_an_older_server_has_no_type() -> None:
    with Emulator(server_version="2021.2.1") as server:
        ask = Asker(server)
        environment = server.seed("environments", Name="Production")["Id"]
        fields = {"Roles": ["a"], "EnvironmentIds": [environment], "Endpoint": {"CommunicationStyle": "None"}}
        machine = server.seed("machines", Name="web", **fields)["Id"]
        server.interrupt(server.at_work(machine)["Id"])
        (found,) = ask.get("/api/interruptions")["Items"]
        assert ("Type" in found, "PullRequests" in found) == (False, False)

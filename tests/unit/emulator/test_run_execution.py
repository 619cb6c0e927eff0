# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The steps that a run executes, and its end when a step fails or asks a person (api: runbooks#run, tasks#states)."""

from __future__ import annotations

import pytest

from .conftest import Asker, Clock
from .running import ROLES, WINDOW, Place, manual, script, step


@pytest.fixture
def place(ask: Asker, clock: Clock) -> Place:
    return Place(ask)


def test_a_run_executes_the_frozen_steps_in_order(place: Place, clock: Clock) -> None:
    place.machine("web-1")
    place.machine("web-2")
    place.machine("db", "database")
    start = clock.at(0)
    run = place.run(step(script("Stop", "sleep 5"), properties={ROLES: "web"}), step(script("Start", "sleep 10")))
    assert place.state(run) == "Executing"
    place.publish()
    clock.pass_by(7)
    assert place.statuses(run) == {"Step 1: Stop": "Success", "Step 2: Start": "Running"}
    first, second = place.tree(run)["Children"]
    assert [each["Name"] for each in first["Children"]] == ["web-1", "web-2"], "both at once"
    assert [each["Name"] for each in second["Children"]] == ["Worker"]
    assert (first["Started"], first["Ended"], second["Ended"]) == (start, clock.at(-2), None)
    assert second["Id"].startswith(place.tree(run)["Id"] + "/")
    clock.pass_by(20)
    task = place.task(run)
    assert (task["State"], task["CompletedTime"]) == ("Success", clock.at(-12))
    found = place.ask.get(run["Links"]["Self"])
    assert (len(found["DeployedToMachineIds"]), found["FailureEncountered"]) == (2, False)
    machine = found["DeployedToMachineIds"][0]
    assert place.ask.get(f"/api/machines/{machine}/tasks?type=RunbookRun")["Items"][0]["Id"] == task["Id"]


def test_a_failure_decides_which_later_steps_run(place: Place) -> None:
    place.ask.server.fail("Deploy", text="The disk is full")
    run = place.run(
        step(script("Deploy")),
        step(script("Next")),
        step(script("Clean up"), Condition="Always"),
        step(script("Tell"), Condition="Failure"),
        step(
            script("Only then"),
            Condition="Variable",
            properties={"Octopus.Step.ConditionVariableExpression": "#{unless Octopus.Deployment.Error}True#{/unless}"},
        ),
    )
    task = place.task(run)
    assert (task["State"], task["HasWarningsOrErrors"]) == ("Failed", True)
    assert "one or more steps failed" in task["ErrorMessage"]
    assert list(place.statuses(run).values()) == ["Failed", "Skipped", "Success", "Success", "Skipped"]
    root = place.tree(run)
    assert (root["Status"], root["LogElements"][-1]["Category"]) == ("Failed", "Fatal")
    (worker,) = root["Children"][0]["Children"]
    assert [each["MessageText"] for each in worker["LogElements"] if each["Category"] == "Error"] == [
        "The disk is full"
    ]
    assert place.ask.get(run["Links"]["Self"])["FailureEncountered"] is True
    raw = place.ask("GET", f"/api/tasks/{task['Id']}/raw").text
    assert "                    |   == Failed: Step 1: Deploy ==\n" in raw
    assert "                    |     Failed: Worker\n" in raw


def test_only_what_applies_is_executed(place: Place) -> None:
    other = place.ask.post("/api/environments", Name="Test")["Id"]
    steps = (
        step(script("Off", IsDisabled=True)),
        step(script("Elsewhere", Environments=[other])),
        step(script("Not here", ExcludedEnvironments=[place.environment])),
        step(script("For tenants", TenantTags=["Size/Large"])),
        step(script("Skipped")),
        step(script("Here", Environments=[place.environment])),
    )
    place.ask.post("/api/tagsets", Name="Size", Tags=[{"Name": "Large", "Color": "#333333"}])
    snapshot = place.publish(*steps)
    process = place.ask.get(f"/api/runbookprocesses/{snapshot['FrozenRunbookProcessId']}")
    skipped = process["Steps"][4]["Actions"][0]["Id"]
    body = {"RunbookId": place.runbook["Id"], "RunbookSnapshotId": snapshot["Id"], "SkipActions": [skipped]}
    run = place.ask.post("/api/runbookruns", **body, EnvironmentId=place.environment)
    assert place.statuses(run) == {"Step 5: Skipped": "Skipped", "Step 6: Here": "Success"}
    preview = place.ask.get(f"/api/runbooks/{place.runbook['Id']}/runbookRuns/preview/{place.environment}")
    assert [each["ActionName"] for each in preview["StepsToExecute"]] == ["Skipped", "Here"]
    disabled = place.ask.get(f"{preview['Links']['Self']}?includeDisabledSteps=true")["StepsToExecute"]
    assert [(each["ActionNumber"], each["IsDisabled"]) for each in disabled] == [
        ("1", True),
        ("5", False),
        ("6", False),
    ]


def test_targets_of_a_step(place: Place, clock: Clock) -> None:
    place.machine("off", IsDisabled=True)
    place.machine("tenanted", TenantedDeploymentParticipation="Tenanted")
    lost, well, out = (place.machine(name) for name in ("lost", "well", "out"))
    place.ask.server.health(lost["Id"], "Unavailable")
    steps = step(script("Deploy"), properties={ROLES: "WEB"})
    preview = place.ask.get(f"{place.publish(steps)['Links']['Self']}/runbookRuns/preview/{place.environment}")
    (planned,) = preview["StepsToExecute"]
    assert planned["MachineNames"] == ["lost", "out", "well"]
    run = place.run(steps, ExcludedMachineIds=[out["Id"]])
    assert place.state(run) == "Failed"
    found = {each["Name"]: each["Status"] for each in place.tree(run)["Children"][0]["Children"]}
    assert found == {"lost": "Failed", "well": "Success"}
    policy = {**place.runbook["ConnectivityPolicy"], "SkipMachineBehavior": "SkipUnavailableMachines"}
    place.ask.put(place.runbook["Links"]["Self"], {**place.runbook, "ConnectivityPolicy": policy})
    run = place.run(steps, SpecificMachineIds=[lost["Id"], well["Id"]])
    assert place.state(run) == "Success"
    (planned,) = place.ask.get(f"/api/runbooks/{place.runbook['Id']}/runbookRuns/preview/{place.environment}")[
        "StepsToExecute"
    ]
    assert (planned["MachineNames"], planned["UnavailableMachines"]) == (
        ["out", "well"],
        [{"Id": lost["Id"], "Name": "lost"}],
    )


def test_a_run_without_targets(place: Place) -> None:
    steps = step(script("Deploy"), properties={ROLES: "web"})
    run = place.run(steps)
    assert (place.state(run), place.statuses(run)) == ("Success", {"Step 1: Deploy": "Skipped"})
    policy = {**place.runbook["ConnectivityPolicy"], "AllowDeploymentsToNoTargets": False}
    place.ask.put(place.runbook["Links"]["Self"], {**place.runbook, "ConnectivityPolicy": policy})
    assert place.state(place.run(steps)) == "Failed"


def test_child_steps_run_in_a_rolling_window(place: Place, clock: Clock) -> None:
    for number in range(3):
        place.machine(f"web-{number}")
    rolling = step(script("Drain", "sleep 1"), script("Deploy", "sleep 4"), properties={ROLES: "web", WINDOW: "1"})
    run = place.run(rolling)
    place.state(run)
    clock.pass_by(7)
    first, second, third = place.tree(run)["Children"][0]["Children"]
    assert [each["Status"] for each in (first, second, third)] == ["Success", "Running", "Pending"]
    assert [(each["Name"], each["Status"]) for each in second["Children"]] == [
        ("Step 1.1: Drain", "Success"),
        ("Step 1.2: Deploy", "Running"),
    ]
    clock.pass_by(8)
    assert (place.state(run), place.task(run)["CompletedTime"]) == ("Success", clock.at(0))


def test_steps_that_start_together(place: Place, clock: Clock) -> None:
    run = place.run(step(script("One", "sleep 5")), step(script("Two", "sleep 3"), StartTrigger="StartWithPrevious"))
    place.state(run)
    clock.pass_by(4)
    assert list(place.statuses(run).values()) == ["Running", "Success"]
    clock.pass_by(1)
    assert place.state(run) == "Success"


@pytest.mark.parametrize(("result", "state"), [("Proceed", "Success"), ("Abort", "Failed")])
def test_a_manual_step_waits_in_the_queue(place: Place, clock: Clock, result: str, state: str) -> None:
    started = clock.at(0)
    run = place.run(
        step(manual("Approve")), step(script("Deploy", "sleep 5")), step(script("Last"), Condition="Always")
    )
    task = place.task(run)
    assert (task["State"], task["StartTime"], task["HasPendingInterruptions"]) == ("Queued", started, True)
    clock.pass_by(3600)
    (interruption,) = place.pending(run)
    assert (interruption["Title"], interruption["Type"]) == ("Approve", "ManualIntervention")
    approve = place.tree(run)["Children"][0]
    assert (interruption["CorrelationId"], approve["Status"]) == (approve["Id"], "Running")
    assert run["Id"] in interruption["RelatedDocumentIds"]
    place.answer(interruption, Result=result, Notes="Seen")
    task = place.task(run)
    assert (task["StartTime"], task["HasPendingInterruptions"]) == (started, False)
    clock.pass_by(5)
    statuses = ["Success", "Success", "Success"] if state == "Success" else ["Failed", "Skipped", "Success"]
    assert (place.state(run), list(place.statuses(run).values())) == (state, statuses)


def test_other_runs_go_ahead_while_one_waits_for_a_person(place: Place) -> None:
    first = place.run(step(manual("Approve")))
    second = place.run(step(script("Deploy")))
    assert (place.state(first), place.state(second)) == ("Queued", "Success")
    block = {"Octopus.Action.Manual.BlockConcurrentDeployments": "True"}
    third, fourth = place.run(step(manual("Approve", **block))), place.run(step(script("Deploy")))
    assert (place.state(third), place.state(fourth)) == ("Queued", "Queued")
    behind = place.ask.get(f"/api/tasks/{fourth['TaskId']}/queued-behind")["Items"]
    assert [each["Id"] for each in behind] == [third["TaskId"]]


def test_a_manual_child_step_asks_for_each_target_and_leaves_the_task_executing(place: Place) -> None:
    for name in ("web-1", "web-2"):
        place.machine(name)
    run = place.run(step(manual("Approve"), script("Deploy"), properties={ROLES: "web"}))
    assert place.state(run) == "Executing"
    first, second = place.pending(run)
    place.answer(first, Result="Proceed")
    assert (place.state(run), len(place.pending(run))) == ("Executing", 1)
    place.answer(second, Result="Proceed")
    assert place.state(run) == "Success"


@pytest.mark.parametrize(
    ("answers", "state", "status"),
    [
        (["Fail"], "Failed", "Failed"),
        (["Ignore"], "Success", "SuccessWithWarning"),
        (["Retry"], "Success", "Success"),
        (["Retry", "Fail"], "Failed", "Failed"),
    ],
)
def test_guided_failure_asks(place: Place, answers: list[str], state: str, status: str) -> None:
    place.ask.server.fail("Deploy", times=len(answers))
    run = place.run(step(script("Deploy")), UseGuidedFailure=True)
    nodes = set()
    for each in answers:
        task = place.task(run)
        assert (task["State"], task["HasPendingInterruptions"]) == ("Executing", True)
        (interruption,) = place.pending(run)
        assert "'Deploy on Worker' in the current task failed" in str(interruption["Form"])
        nodes.add(interruption["CorrelationId"])
        place.answer(interruption, Guidance=each)
    assert (place.state(run), place.statuses(run)["Step 1: Deploy"], len(nodes)) == (state, status, 1)
    assert place.task(run)["HasWarningsOrErrors"] == (status != "Success")
    retried = "Retry (attempt 2)" in str(place.tree(run))
    assert retried == ("Retry" in answers)


def test_a_required_step_cannot_be_ignored_or_skipped(place: Place) -> None:
    place.ask.server.fail("Deploy")
    run = place.run(step(script("Deploy", IsRequired=True)), UseGuidedFailure=True)
    place.task(run)
    (interruption,) = place.pending(run)
    assert "Ignore" not in str(interruption["Form"])
    snapshot = place.ask.get(f"/api/runbooksnapshots/{run['RunbookSnapshotId']}")
    action = place.ask.get(f"/api/runbookprocesses/{snapshot['FrozenRunbookProcessId']}")["Steps"][0]["Actions"][0][
        "Id"
    ]
    body = {"RunbookId": run["RunbookId"], "RunbookSnapshotId": snapshot["Id"], "EnvironmentId": place.environment}
    assert "cannot be skipped" in place.ask.refused("POST", "/api/runbookruns", {**body, "SkipActions": [action]})


def test_a_step_that_retries_by_itself(place: Place) -> None:
    place.ask.server.fail("Deploy", times=2)
    retried = script("Deploy")
    retried["Properties"]["Octopus.Action.AutoRetry.MaximumCount"] = "2"
    run = place.run(step(retried))
    assert place.statuses(run) == {"Step 1: Deploy": "Success"}
    assert "Retry (attempt 3)" in str(place.tree(run))

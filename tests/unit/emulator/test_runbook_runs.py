# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs of runbooks: what is made of them, what they execute, and how they end (api: runbooks#run, tasks#states)."""

from __future__ import annotations

from typing import Any

import pytest
from emulator.testing import Emulator

from .conftest import Asker, Clock
from .test_infrastructure import TENTACLE

ROLES, WINDOW = "Octopus.Action.TargetRoles", "Octopus.Action.MaxParallelism"


def script(name: str, body: str = "", **more: Any) -> dict[str, Any]:
    properties = {
        "Octopus.Action.RunOnServer": "true",
        "Octopus.Action.Script.ScriptSource": "Inline",
        "Octopus.Action.Script.Syntax": "Bash",
        "Octopus.Action.Script.ScriptBody": body or "echo hello",
    }
    return {"Name": name, "ActionType": "Octopus.Script", "Properties": properties, **more}


def manual(name: str, **properties: str) -> dict[str, Any]:
    own = {"Octopus.Action.Manual.Instructions": "Look at the graphs.", **properties}
    return {"Name": name, "ActionType": "Octopus.Manual", "Properties": own}


def step(*actions: dict[str, Any], properties: dict[str, str] | None = None, **more: Any) -> dict[str, Any]:
    return {"Name": actions[0]["Name"], "Actions": list(actions), "Properties": properties or {}, **more}


class Place:
    """A runbook with an environment, and its runs."""

    def __init__(self, ask: Asker) -> None:
        self.ask = ask
        self.environment = ask.post("/api/environments", Name="Production")["Id"]
        group = ask.get("/api/projectgroups/all")[0]["Id"]
        self.project = ask.post("/api/projects", Name="Shop", ProjectGroupId=group, LifecycleId="Lifecycles-1")["Id"]
        self.runbook = ask.post("/api/runbooks", Name="Restart", ProjectId=self.project)

    def machine(self, name: str, role: str = "web", **more: Any) -> Any:
        body = {"Name": name, "Roles": [role], "EnvironmentIds": [self.environment], "Endpoint": TENTACLE, **more}
        return self.ask.post("/api/machines", **body, SkipInitialHealthCheck=True)

    def publish(self, *steps: dict[str, Any]) -> Any:
        path = f"/api/runbookprocesses/{self.runbook['RunbookProcessId']}"
        self.ask.put(path, {**self.ask.get(path), "Steps": list(steps)})
        name = f"Snapshot {len(self.ask.get('/api/runbooksnapshots')['Items'])}"
        body = {"Name": name, "RunbookId": self.runbook["Id"], "ProjectId": self.project}
        return self.ask("POST", "/api/runbooksnapshots?publish=true", body).json()

    def run(self, *steps: dict[str, Any], **more: Any) -> Any:
        snapshot = self.publish(*steps)
        body = {"RunbookId": self.runbook["Id"], "RunbookSnapshotId": snapshot["Id"]}
        return self.ask.post("/api/runbookruns", **body, EnvironmentId=self.environment, **more)

    def task(self, run: Any) -> Any:
        return self.ask.get(f"/api/tasks/{run['TaskId']}")

    def state(self, run: Any) -> str:
        return str(self.task(run)["State"])

    def tree(self, run: Any) -> dict[str, Any]:
        (root,) = self.ask.get(f"/api/tasks/{run['TaskId']}/details?verbose=true")["ActivityLogs"]
        return dict(root)

    def statuses(self, run: Any) -> dict[str, str]:
        return {each["Name"]: each["Status"] for each in self.tree(run)["Children"]}

    def pending(self, run: Any) -> list[Any]:
        found: list[Any] = self.ask.get(f"/api/interruptions?regarding={run['TaskId']}&pendingOnly=true")["Items"]
        return found

    def answer(self, interruption: Any, **values: str) -> None:
        self.ask.put(interruption["Links"]["Responsible"], None)
        assert self.ask("POST", interruption["Links"]["Submit"], values).status_code == 200


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
    assert "is required" in place.ask.refused("POST", "/api/runbookruns", {**body, "SkipActions": [action]})


def test_a_step_that_retries_by_itself(place: Place) -> None:
    place.ask.server.fail("Deploy", times=2)
    retried = script("Deploy")
    retried["Properties"]["Octopus.Action.AutoRetry.MaximumCount"] = "2"
    run = place.run(step(retried))
    assert place.statuses(run) == {"Step 1: Deploy": "Success"}
    assert "Retry (attempt 3)" in str(place.tree(run))


def test_a_cancelled_run(place: Place, clock: Clock) -> None:
    run = place.run(step(script("Deploy", "sleep 60")), step(script("Next")))
    place.state(run)
    clock.pass_by(10)
    place.ask("POST", f"/api/tasks/{run['TaskId']}/cancel")
    assert place.task(run)["ErrorMessage"].startswith("\nThe task was canceled by ")
    assert list(place.statuses(run).values()) == ["Canceled", "Canceled"]
    assert place.tree(run)["Status"] == "Canceled"


def test_a_scheduled_run(place: Place, clock: Clock) -> None:
    run = place.run(step(script("Deploy")), QueueTime=clock.at(600), QueueTimeExpiry=clock.at(1200))
    task = place.task(run)
    assert (task["State"], task["QueueTime"], task["QueueTimeExpiry"]) == ("Queued", clock.at(600), clock.at(1200))
    clock.pass_by(900)
    assert place.task(run)["StartTime"] == clock.at(-300)
    snapshot = place.publish()
    body = {"RunbookId": run["RunbookId"], "RunbookSnapshotId": snapshot["Id"], "EnvironmentId": place.environment}
    refused = place.ask.refused("POST", "/api/runbookruns", {**body, "QueueTime": "tomorrow"})
    assert refused == "RunbookRun Schedule is invalid."


def test_prompted_variables(place: Place) -> None:
    path = f"/api/variables/variableset-{place.project}"
    prompt = {"Label": "Which?", "Required": True}
    variables = [
        {"Name": "Version", "Type": "String", "Value": "", "Prompt": prompt},
        {"Name": "Size", "Type": "String", "Value": "1", "Prompt": prompt},
    ]
    place.ask.put(path, {**place.ask.get(path), "Variables": variables})
    snapshot = place.publish(step(script("Deploy")))
    preview = place.ask.get(f"/api/runbooksnapshots/{snapshot['Id']}/runbookRuns/preview/{place.environment}")
    element = preview["Form"]["Elements"][0]
    assert (element["Control"]["Name"], element["IsValueRequired"]) == ("Version", True)
    body = {"RunbookId": place.runbook["Id"], "RunbookSnapshotId": snapshot["Id"], "EnvironmentId": place.environment}
    refused = place.ask.refused("POST", "/api/runbookruns", body)
    assert refused == "Please provide a value for the following variables: Version"
    run = place.ask.post("/api/runbookruns", **body, FormValues={element["Name"]: "1.2"})
    assert run["FormValues"] == {}, "the values are in the manifest alone"
    manifest = place.ask.get(f"/api/variables/{run['ManifestVariableSetId']}")
    assert [each["Value"] for each in manifest["Variables"]] == ["1.2", "1"]
    names = {
        "ProjectName": "Shop",
        "RunbookName": "restart",
        "EnvironmentNames": ["Production"],
        "SpaceIdOrName": "Default",
    }
    assert "Version" in place.ask.refused("POST", "/api/Spaces-1/runbook-runs/create/v1", names)
    sent = {**names, "Variables": {"version": "2"}}
    assert place.ask("POST", "/api/Spaces-1/runbook-runs/create/v1", sent).status_code == 200


def test_runs_by_names(place: Place) -> None:
    place.ask.post("/api/environments", Name="Test")
    names = {
        "projectName": "Shop",
        "runbookName": "Restart",
        "environmentNames": ["Production", "test"],
        "spaceIdOrName": "Default",
    }
    path = "/api/Spaces-1/runbook-runs/create/v1"
    assert place.ask.refused("POST", path, names) == "Runbook has no published snapshot."
    place.publish(step(script("Deploy")))
    made = place.ask("POST", path, names).json()["RunbookRunServerTasks"]
    assert len(made) == 2
    runs = place.ask.get(f"/api/runbookruns?projects={place.project}&taskState=Success")["Items"]
    assert [(each["Id"], each["TaskId"]) for each in runs] == [tuple(each.values()) for each in made[::-1]]
    assert "does not exist" in place.ask.refused("POST", path, {**names, "snapshot": "Other"})
    assert "does not exist" in place.ask.refused("POST", path, {**names, "environmentNames": ["Moon"]})
    ids = {"EnvironmentIds": [place.environment], "UseDefaultSnapshot": True, "SkipActions": ["Deploy"]}
    (run,) = place.ask("POST", place.runbook["Links"]["CreateRunbookRun"], ids).json()
    assert place.statuses(run) == {"Step 1: Deploy": "Skipped"}


def test_runs_for_tenants(place: Place) -> None:
    place.publish(step(script("Deploy")))
    place.ask.put(
        place.runbook["Links"]["Self"],
        {**place.ask.get(place.runbook["Links"]["Self"]), "MultiTenancyMode": "Tenanted"},
    )
    place.ask.post("/api/tagsets", Name="Size", Tags=[{"Name": "Large", "Color": "#333333"}])
    connected = {"ProjectEnvironments": {place.project: [place.environment]}}
    place.ask.post("/api/tenants", Name="A", **connected)
    place.ask.post("/api/tenants", Name="B", **connected, TenantTags=["Size/Large"])
    place.ask.post("/api/tenants", Name="C", TenantTags=["Size/Large"])
    names = {
        "ProjectName": "Shop",
        "RunbookName": "Restart",
        "EnvironmentNames": ["Production"],
        "SpaceIdOrName": "Default",
    }
    path = "/api/Spaces-1/runbook-runs/create/v1"
    assert "Please provide a tenant" in place.ask.refused("POST", path, names)
    assert "not connected" in place.ask.refused("POST", path, {**names, "Tenants": ["C"]})
    made = place.ask("POST", path, {**names, "Tenants": ["A"], "TenantTags": ["Size/Large"]}).json()
    assert len(made["RunbookRunServerTasks"]) == 2, "a union"
    template = place.ask.get(f"/api/runbooks/{place.runbook['Id']}/runbookRunTemplate")
    assert template["PromoteTo"] == []
    assert [(each["Name"], len(each["PromoteTo"])) for each in template["TenantPromotions"]] == [("A", 1), ("B", 1)]


def test_the_template_says_what_has_changed(place: Place) -> None:
    place.publish(step(script("Deploy")))
    path = f"/api/runbooks/{place.runbook['Id']}/runbookRunTemplate"
    template = place.ask.get(path)
    assert [each["Name"] for each in template["PromoteTo"]] == ["Production"]
    assert template["IsRunbookProcessModified"] is False
    process = f"/api/runbookprocesses/{place.runbook['RunbookProcessId']}"
    place.ask.put(process, {**place.ask.get(process), "Steps": []})
    assert place.ask.get(path)["IsRunbookProcessModified"] is True
    preview = template["PromoteTo"][0]["Links"]["RunbookRunPreview"]
    assert "Steps" in str(place.ask.get(f"/api{preview.removeprefix('/api')}"))


def test_a_runbook_runs_in_its_environments_alone(place: Place) -> None:
    other = place.ask.post("/api/environments", Name="Test")["Id"]
    scope = {"EnvironmentScope": "Specified", "Environments": [other]}
    place.ask.put(place.runbook["Links"]["Self"], {**place.runbook, **scope})
    snapshot = place.publish()
    body = {"RunbookId": place.runbook["Id"], "RunbookSnapshotId": snapshot["Id"], "EnvironmentId": place.environment}
    assert "can't be run in the environment" in place.ask.refused("POST", "/api/runbookruns", body)


def test_removing_runs(place: Place, clock: Clock) -> None:
    run = place.run(step(script("Deploy", "sleep 5")))
    own = run["Links"]["Self"]
    assert "is not over" in place.ask.refused("DELETE", own)
    assert "is not over" in place.ask.refused("DELETE", f"/api/projects/{place.project}")
    clock.pass_by(5)
    assert place.state(run) == "Success"
    clock.pass_by(5)
    assert place.state(run) == "Success"
    assert place.ask("DELETE", own).status_code == 200
    place.ask.refused("GET", own, status=404)
    assert place.state(run) == "Success", "the task stays"
    assert place.ask("DELETE", f"/api/projects/{place.project}").status_code == 200


def test_tests_in_other_processes_let_a_step_fail(place: Place) -> None:
    place.machine("web-1")
    place.machine("web-2")
    sent = {"Step": "Deploy", "Machine": "web-2", "Text": "No memory"}
    assert place.ask("POST", "/emulator/mishaps", sent).json()["text"] == "No memory"
    assert place.ask("POST", "/emulator/mishaps", {"Times": 2}).status_code == 400
    run = place.run(step(script("Deploy"), properties={ROLES: "web"}))
    found = {each["Name"]: each["Status"] for each in place.tree(run)["Children"][0]["Children"]}
    assert found == {"web-1": "Success", "web-2": "Failed"}


def test_events_of_a_run(place: Place, clock: Clock) -> None:
    run = place.run(step(manual("Approve")), step(script("Deploy", "sleep 5")))
    place.state(run)
    place.answer(place.pending(run)[0], Result="Proceed")
    clock.pass_by(60)
    found = place.ask.get(f"/api/events?regarding={run['Id']}")["Items"][::-1]
    assert [(each["Category"], each["Username"]) for each in found] == [
        ("RunbookRunQueued", "admin"),
        ("RunbookRunStarted", "system"),
        ("ManualInterventionInterruptionRaised", "system"),
        ("Modified", "admin"),
        ("RunbookRunSucceeded", "system"),
    ]
    assert found[3]["Message"] == "Submitted interruption Approve"
    assert found[4]["Occurred"] == clock.at(-55)
    known = {each["Id"] for each in place.ask.get("/api/events/categories")}
    assert {each["Category"] for each in found} <= known
    second = place.run(step(script("Deploy", "sleep 5")))
    place.ask("POST", f"/api/tasks/{second['TaskId']}/cancel")
    canceled = place.ask.get(f"/api/events?regarding={second['TaskId']}&eventCategories=TaskCanceled")["Items"]
    assert [each["Username"] for each in canceled] == ["admin"]


def test_a_task_goes_on_after_a_restart(tmp_path: Any, clock: Clock) -> None:
    database = str(tmp_path / "kept")
    with Emulator(database=database) as server:
        place = Place(Asker(server))
        run = place.run(step(manual("Approve")), step(script("Deploy", "sleep 5")))
        assert place.state(run) == "Queued"
        (interruption,) = place.pending(run)
    with Emulator(database=database) as server:
        place.ask = Asker(server)
        place.answer(interruption, Result="Proceed")
        assert place.state(run) == "Executing"
        clock.pass_by(5)
        assert place.state(run) == "Success"

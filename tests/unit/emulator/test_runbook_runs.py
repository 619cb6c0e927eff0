# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs of runbooks: what they are made of, and how they end (api: runbooks#run, tasks#states)."""

from __future__ import annotations

from typing import Any

import pytest
from emulator.testing import Emulator

from .conftest import Asker, Clock
from .running import ROLES, Place, manual, script, step


@pytest.fixture
def place(ask: Asker, clock: Clock) -> Place:
    return Place(ask)


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
    before = place.ask.get(process)["Steps"]
    place.ask.put(process, {**place.ask.get(process), "Steps": []})
    assert place.ask.get(path)["IsRunbookProcessModified"] is True
    place.ask.put(process, {**place.ask.get(process), "Steps": before})
    assert place.ask.get(path)["IsRunbookProcessModified"] is False, "a process of a newer version that is the same"
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

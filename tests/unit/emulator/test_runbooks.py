# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runbooks, and what belongs to them (api: runbooks#runbook)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from emulator.testing import Emulator

from .cleaning import SCRIPT, clean, runbook, snapshot, text, with_step
from .conftest import Asker
from .test_collections import names
from .test_documents import project

__all__ = ["clean"]


@pytest.fixture(scope="module")
def running_2021() -> Iterator[Emulator]:
    with Emulator(server_version="2021.2.4488") as server:
        yield server


@pytest.fixture
def of_2021(running_2021: Emulator) -> Asker:
    running_2021.reset()
    return Asker(running_2021)


def test_a_new_runbook_has_a_process_and_defaults(ask: Asker, clean: Any) -> None:
    assert clean["Id"] == "Runbooks-1"
    assert clean["Slug"] == "clean"
    assert clean["RunbookProcessId"] == "RunbookProcess-Runbooks-1"
    assert clean["ConnectivityPolicy"]["AllowDeploymentsToNoTargets"] is True
    assert clean["EnvironmentScope"] == "All"
    assert clean["PublishedRunbookSnapshotId"] is None
    assert ask.get("/api/runbooks/Runbooks-1")["Links"] == clean["Links"]
    process = ask.get("/api/runbookProcesses/RunbookProcess-Runbooks-1")
    assert (process["RunbookId"], process["ProjectId"], process["Steps"], process["Version"]) == (
        "Runbooks-1",
        "Projects-1",
        [],
        0,
    )


def test_names_are_unique_in_a_project(ask: Asker, clean: Any) -> None:
    project(ask, "Other")
    assert runbook(ask, ProjectId="Projects-2")["Slug"] == "clean"
    body = {"Name": "CLEAN", "ProjectId": "Projects-1"}
    assert "already exists" in ask.refused("POST", "/api/runbooks", body)
    assert names(ask.get("/api/Spaces-1/runbooks?projectIds=Projects-2")) == ["Clean"]
    assert names(ask.get("/api/projects/Projects-1/runbooks?take=2147483647&partialName=lea")) == ["Clean"]
    assert [each["Id"] for each in ask.get("/api/runbooks/all?projectIds=Projects-2")] == ["Runbooks-2"]


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ({}, ("Default", 100, "Items", False)),
        ({"Strategy": "Default", "QuantityToKeep": 100, "Unit": "Items"}, ("Default", 100, "Items", False)),
        ({"QuantityToKeep": 100, "Unit": "Items"}, ("Default", 100, "Items", False)),
        ({"QuantityToKeep": 10}, ("Count", 10, "Items", False)),
        ({"Strategy": "Count", "QuantityToKeep": 7, "Unit": "Days"}, ("Count", 7, "Days", False)),
        ({"QuantityToKeep": 0, "ShouldKeepForever": True}, ("Forever", 0, "Items", True)),
        ({"Strategy": "Forever", "QuantityToKeep": 5}, ("Forever", 0, "Items", True)),
    ],
)
def test_retention_has_a_strategy(ask: Asker, sent: Any, kept: tuple[object, ...]) -> None:
    project(ask)
    policy = runbook(ask, RunRetentionPolicy=sent)["RunRetentionPolicy"]
    assert tuple(policy[name] for name in ("Strategy", "QuantityToKeep", "Unit", "ShouldKeepForever")) == kept


def test_retention_had_no_strategy(of_2021: Asker) -> None:
    project(of_2021)
    assert runbook(of_2021)["RunRetentionPolicy"] == {"QuantityToKeep": 100, "ShouldKeepForever": False}
    forever = runbook(of_2021, "Keep", RunRetentionPolicy={"QuantityToKeep": 0})
    assert forever["RunRetentionPolicy"] == {"QuantityToKeep": 0, "ShouldKeepForever": True}
    assert not {"Slug", "RunbookTags", "ForcePackageDownload"} & set(forever)


@pytest.mark.parametrize(
    ("policy", "message"),
    [
        ({"QuantityToKeep": -1}, "must not be negative"),
        ({"Strategy": "Count", "QuantityToKeep": 0}, "at least 1"),
        (None, "The RunRetentionPolicy field is required."),
    ],
)
def test_retention_is_refused(ask: Asker, clean: Any, policy: Any, message: str) -> None:
    own = clean["Links"]["Self"]
    assert message in ask.refused("PUT", own, {**clean, "RunRetentionPolicy": policy})


def test_a_put_resets_most_and_keeps_some(ask: Asker, clean: Any) -> None:
    own = clean["Links"]["Self"]
    ask.post("/api/tagsets", Name="Kind", Scopes=["Runbook"], Tags=[{"Name": "Night", "Color": "#333333"}])
    flags = {"CancelQueuedTasks": True, "CancelRunningTasks": True, "ForcePackageDownload": True}
    more = {"Description": "Old", "RunbookTags": ["Kind/Night"], "EnvironmentScope": "FromProjectLifecycles"}
    full = ask.put(own, {**clean, **flags, **more, "Slug": "cleaning"})
    assert (full["Slug"], full["RunbookTags"]) == ("cleaning", ["Kind/Night"])
    bare = ask.put(own, {"Name": "Clean", "ProjectId": "Projects-1", "RunRetentionPolicy": {}})
    assert (bare["Slug"], bare["CancelQueuedTasks"], bare["CancelRunningTasks"]) == ("cleaning", True, True)
    assert (bare["Description"], bare["ForcePackageDownload"], bare["RunbookTags"]) == ("", False, [])
    assert bare["EnvironmentScope"] == "All"


def test_a_new_runbook_ignores_what_only_a_put_takes(ask: Asker) -> None:
    project(ask)
    made = runbook(ask, CancelQueuedTasks=True, FailTargetDiscovery=True)
    assert (made["CancelQueuedTasks"], made["FailTargetDiscovery"]) == (False, False)
    assert ask.put(made["Links"]["Self"], {**made, "FailTargetDiscovery": True})["FailTargetDiscovery"] is True


def test_a_runbook_below_its_project(ask: Asker, clean: Any) -> None:
    below = "/api/Spaces-1/projects/Projects-1/runbooks"
    made = ask.post(below, Name="Restart", RunRetentionPolicy={})
    assert made["ProjectId"] == "Projects-1"
    assert names(ask.get(below)) == ["Clean", "Restart"]
    assert ask.get(f"{below}/{made['Id']}/runbookSnapshotTemplate")["RunbookId"] == made["Id"]
    assert ask.get(f"{below}/{made['Id']}/environments") == []
    project(ask, "Other")
    elsewhere = f"/api/projects/Projects-2/runbooks/{made['Id']}"
    ask.refused("GET", elsewhere, status=404)
    ask.refused("GET", f"{elsewhere}/environments", status=404)


def test_a_list_without_pages_was_replaced(ask: Asker, clean: Any, of_2021: Asker) -> None:
    assert [each["Name"] for each in ask.get("/api/projects/Projects-1/runbooks/all/v2")["Runbooks"]] == ["Clean"]
    ask.refused("GET", "/api/projects/Projects-1/runbooks/all", status=404)
    project(of_2021)
    runbook(of_2021)
    assert [each["Name"] for each in of_2021.get("/api/projects/Projects-1/runbooks/all")] == ["Clean"]


def test_environments_follow_the_scope(ask: Asker, clean: Any) -> None:
    first, second = (ask.post("/api/environments", Name=name) for name in ("One", "Two"))
    lifecycle = ask.get("/api/lifecycles")["Items"][0]
    phase = {"Name": "One", "OptionalDeploymentTargets": [first["Id"]]}
    ask.put(lifecycle["Links"]["Self"], {**lifecycle, "Phases": [phase]})
    where = clean["Links"]["RunbookEnvironments"]
    scopes = {"All": ["One", "Two"], "Specified": ["Two"], "FromProjectLifecycles": ["One"]}
    for scope, expected in scopes.items():
        changed = {**clean, "EnvironmentScope": scope, "Environments": [second["Id"]]}
        ask.put(clean["Links"]["Self"], changed)
        assert [each["Name"] for each in ask.get(where)] == expected
    ask("DELETE", second["Links"]["Self"])
    assert ask.get(clean["Links"]["Self"])["Environments"] == []


def test_a_runbook_takes_along_what_belongs_to_it(ask: Asker, clean: Any) -> None:
    made = snapshot(ask, clean)
    trigger = ask.post(
        "/api/projecttriggers",
        Name="Nightly",
        ProjectId="Projects-1",
        Filter={"FilterType": "CronExpressionSchedule", "CronExpression": "0 0 9 * * *"},
        Action={"ActionType": "RunRunbook", "RunbookId": clean["Id"], "EnvironmentIds": []},
    )
    scoped = {**text("A", "1"), "Scope": {"ProcessOwner": [clean["Id"]]}}
    ask.put("/api/variables/variableset-Projects-1", {"Variables": [scoped], "Version": 0})
    assert ask("DELETE", clean["Links"]["Self"]).status_code == 200
    frozen = f"/api/runbookProcesses/{made['FrozenRunbookProcessId']}"
    own = f"/api/runbookProcesses/{clean['RunbookProcessId']}"
    for gone in (clean["Links"]["Self"], made["Links"]["Self"], trigger["Links"]["Self"], frozen, own):
        ask.refused("GET", gone, status=404)
    assert ask.get("/api/variables/variableset-Projects-1")["Variables"] == []


def test_scopes_list_each_runbook(ask: Asker, clean: Any) -> None:
    processes = ask.get("/api/variables/variableset-Projects-1")["ScopeValues"]["Processes"]
    assert [(each["Id"], each["ProcessType"]) for each in processes] == [
        ("Projects-1", "Deployment"),
        ("Runbooks-1", "Runbook"),
    ]
    assert ask.get("/api/projects/Projects-1/summary")["HasRunbooks"] is True


def test_clones(ask: Asker, clean: Any) -> None:
    with_step(ask, clean)
    snapshot(ask, clean, query="?publish=true")
    body = {"Name": "Clean too", "ProjectId": "Projects-1", "RunRetentionPolicy": {}}
    answer = ask("POST", "/api/Spaces-1/runbooks?clone=Runbooks-1", body)
    assert answer.status_code == 201, answer.text
    steps = [ask.get(f"/api/runbookProcesses/RunbookProcess-{each}")["Steps"] for each in ("Runbooks-1", "Runbooks-2")]
    assert [each[0]["Name"] for each in steps] == ["Clean", "Clean"]
    assert steps[0][0]["Actions"][0]["Id"] != steps[1][0]["Actions"][0]["Id"]
    group, lifecycle = (ask.get(f"/api/{each}")["Items"][0]["Id"] for each in ("projectgroups", "lifecycles"))
    ask("POST", "/api/projects?clone=Projects-1", {"Name": "Copy", "ProjectGroupId": group, "LifecycleId": lifecycle})
    copies = ask.get("/api/projects/Projects-2/runbooks")["Items"]
    assert names({"Items": copies}) == ["Clean", "Clean too"]
    assert {each["PublishedRunbookSnapshotId"] for each in copies} == {None}


def test_a_deployment_process_says_what_a_release_needs(ask: Asker, of_2021: Asker) -> None:
    for asker in (ask, of_2021):
        project(asker)
        process = asker.get("/api/projects/Projects-1/deploymentprocesses")
        asker.put(process["Links"]["Self"], {**process, "Steps": [SCRIPT]})
        own = process["Links"]["Template"].partition("{")[0]
        template = asker.get(own)
        assert template["DeploymentProcessId"] == "deploymentprocess-Projects-1"
        assert [each["FeedName"] for each in template["Packages"]] == ["Octopus Server (built-in)"]
        assert asker.get("/api/deploymentprocesses/deploymentprocess-Projects-1/template") == template
    assert "GitResources" not in template


def script_step(name: str = "Clean", **more: Any) -> dict[str, Any]:
    """A step of a script; ``more``: properties of its action."""
    return {"Name": name, "Actions": [{"Name": name, "ActionType": "Octopus.Script", "Properties": {}, **more}]}


def with_steps(ask: Asker, clean: Any, *steps: dict[str, Any]) -> Any:
    process = ask.get(clean["Links"]["RunbookProcesses"])
    return ask.put(process["Links"]["Self"], {**process, "Steps": list(steps)})


def test_a_step_of_a_runbook_keeps_what_it_uses(ask: Asker, clean: Any) -> None:
    environment = ask.post("/api/environments", Name="Live")
    pool = ask.post("/api/workerpools", Name="Linux", WorkerPoolType="StaticWorkerPool")
    template = ask.post("/api/actiontemplates", Name="Tell", ActionType="Octopus.Script", Properties={})
    properties = {"Octopus.Action.Template.Id": template["Id"], "Octopus.Action.Template.Version": "0"}
    for used, step, message in (
        (environment, script_step(Environments=[environment["Id"]]), "step 'Clean' is scoped to it"),
        (pool, script_step(WorkerPoolId=pool["Id"]), "step 'Clean' uses it"),
        (template, script_step(Properties=properties), "currently used in one or more deployment processes"),
    ):
        with_steps(ask, clean, step)
        assert message in ask.refused("DELETE", used["Links"]["Self"])
        with_steps(ask, clean)
        assert ask("DELETE", used["Links"]["Self"]).status_code == 200


def test_lists_of_uses_have_the_steps_of_runbooks(ask: Asker, clean: Any) -> None:
    account = ask.post("/api/accounts", Name="Deployer", AccountType="UsernamePassword", Username="deploy")
    steps = [script_step(name, Properties={"Octopus.Action.Azure.AccountId": account["Id"]}) for name in ("A", "B")]
    process = with_steps(ask, clean, *steps)
    found = ask.get(account["Links"]["Usages"])
    assert found["DeploymentProcesses"] == []
    assert found["RunbookProcesses"] == [
        {
            "ProcessId": process["Id"],
            "ProjectId": "Projects-1",
            "ProjectName": "Shop",
            "ProjectSlug": "shop",
            "RunbookId": clean["Id"],
            "RunbookName": "Clean",
            "Steps": [{"StepId": each["Id"], "StepName": each["Name"]} for each in process["Steps"]],
        }
    ]

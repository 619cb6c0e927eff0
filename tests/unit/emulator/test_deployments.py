# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Deployments of releases: what is made of them, what they execute, and what goes with them.

api: deployments#deployment, deployments#further-fields
"""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Asker, Clock
from .running import ROLES, Place, manual, script, step


class Shop(Place):
    """A project with an environment, and its releases and deployments."""

    def process(self, *steps: dict[str, Any]) -> None:
        path = f"/api/deploymentprocesses/deploymentprocess-{self.project}"
        self.ask.put(path, {**self.ask.get(path), "Steps": list(steps)})

    def change(self, path: str, **more: Any) -> Any:
        return self.ask.put(path, {**self.ask.get(path), **more})

    def settings(self, **more: Any) -> None:
        self.change(f"/api/projects/{self.project}", **more)

    def lifecycle(self, *phases: dict[str, Any]) -> None:
        self.change("/api/lifecycles/Lifecycles-1", Phases=[{"Name": f"{n}", **each} for n, each in enumerate(phases)])

    def place(self, name: str, **more: Any) -> str:
        return str(self.ask.post("/api/environments", Name=name, **more)["Id"])

    def release(self, version: str = "1.0.0", **more: Any) -> Any:
        return self.ask.post("/api/releases", ProjectId=self.project, Version=version, **more)

    def body(self, release: Any, **more: Any) -> dict[str, Any]:
        return {"ReleaseId": release["Id"], "EnvironmentId": self.environment, **more}

    def deploy(self, release: Any, **more: Any) -> Any:
        return self.ask.post("/api/deployments", **self.body(release, **more))

    def refused(self, release: Any, **more: Any) -> str:
        return self.ask.refused("POST", "/api/deployments", self.body(release, **more))


@pytest.fixture
def shop(ask: Asker, clock: Clock) -> Shop:
    return Shop(ask)


def test_a_deployment_executes_the_frozen_process(shop: Shop, clock: Clock) -> None:
    shop.machine("web-1")
    shop.process(step(script("Web", "sleep 5"), properties={ROLES: "web"}))
    release = shop.release()
    shop.process()
    made = shop.deploy(release)
    assert (made["Id"], made["Name"], made["FormValues"]) == ("Deployments-1", "Deploy to Production", {})
    assert (made["ChannelId"], made["ProjectId"]) == (release["ChannelId"], shop.project)
    assert made["DeploymentProcessId"] == release["ProjectDeploymentProcessSnapshotId"]
    assert (made["Created"], made["DeployedBy"], made["DeployedById"]) == (clock.at(0), "admin", "Users-1")
    assert made["UseGuidedFailure"] is False
    task = shop.task(made)
    assert (task["Name"], task["State"], task["Arguments"]) == ("Deploy", "Executing", {"DeploymentId": made["Id"]})
    assert task["Description"] == "Deploy Shop release 1.0.0 to Production"
    clock.pass_by(5)
    assert shop.state(made) == "Success"
    assert shop.statuses(made) == {"Step 1: Web": "Success"}
    found = shop.ask.get(made["Links"]["Self"])
    assert (found["DeployedToMachineIds"], found["FailureEncountered"]) == (["Machines-1"], False)


def test_a_project_says_whether_it_has_been_deployed_with_success(shop: Shop) -> None:
    shop.process(step(script("Web")))
    shop.ask.server.fail("Web")
    release = shop.release()
    for state in ("Failed", "Success"):
        assert shop.ask.get(f"/api/projects/{shop.project}/summary")["HasBeenSuccessfullyDeployed"] is False
        assert shop.state(shop.deploy(release)) == state
    assert shop.ask.get(f"/api/projects/{shop.project}/summary")["HasBeenSuccessfullyDeployed"] is True


def test_a_failed_deployment_says_so(shop: Shop) -> None:
    shop.process(step(script("Web")))
    shop.ask.server.fail("Web")
    made = shop.deploy(shop.release())
    assert shop.state(made) == "Failed"
    assert shop.ask.get(made["Links"]["Self"])["FailureEncountered"] is True
    categories = [each["Category"] for each in shop.ask.get(f"/api/events?regarding={made['Id']}")["Items"]]
    assert set(categories) <= {each["Id"] for each in shop.ask.get("/api/events/categories")}
    assert categories[:3] == ["DeploymentFailed", "DeploymentStarted", "DeploymentQueued"]


@pytest.mark.parametrize(
    ("name", "leads_to"),
    [
        ("Release", "Releases-1"),
        ("Environment", "Environments-1"),
        ("Project", "Projects-1"),
        ("Task", "ServerTasks-2"),
        ("Variables", "variableset-Deployments-1"),
    ],
)
def test_a_deployment_leads_to_what_it_is_about(shop: Shop, name: str, leads_to: str) -> None:
    assert shop.ask.get(shop.deploy(shop.release())["Links"][name])["Id"] == leads_to


def test_deployments_are_listed_with_the_newest_first(shop: Shop) -> None:
    other = shop.place("Test")
    first, second = shop.release("1"), shop.release("2")
    made = [shop.deploy(each) for each in (first, second, first)]
    ids = [each["Id"] for each in made]
    assert listed(shop, "/api/deployments") == ids[::-1]
    assert listed(shop, first["Links"]["Deployments"].partition("{")[0]) == [ids[2], ids[0]]
    matching = {
        "projects": shop.project,
        "environments": f"{shop.environment},{other}",
        "channels": first["ChannelId"],
        "taskState": "Success",
        "partialName": "to prod",
        "ids": ",".join(ids),
    }
    for name, value in matching.items():
        assert listed(shop, f"/api/deployments?{name}={value}") == ids[::-1], name
    others = {
        "projects": "Projects-9",
        "environments": other,
        "channels": "Channels-9",
        "tenants": "Tenants-1",
        "taskState": "Queued",
        "partialName": "test",
    }
    for name, value in others.items():
        assert listed(shop, f"/api/deployments?{name}={value}") == [], name


def listed(shop: Shop, path: str) -> list[str]:
    return [each["Id"] for each in shop.ask.get(path)["Items"]]


def test_one_deployment_of_a_project_environment_and_tenant_runs_at_a_time(shop: Shop, clock: Clock) -> None:
    shop.process(step(script("Web", "sleep 5")))
    release = shop.release()
    made = [shop.deploy(release) for _each in range(2)]
    assert [shop.state(each) for each in made] == ["Executing", "Queued"]
    assert [each["Id"] for each in shop.ask.get(f"/api/tasks/{made[1]['TaskId']}/queued-behind")["Items"]] == [
        made[0]["TaskId"]
    ]
    clock.pass_by(5)
    assert [shop.state(each) for each in made] == ["Success", "Executing"]


def test_the_channel_chooses_steps_and_values(shop: Shop) -> None:
    hotfix = shop.ask.post("/api/channels", Name="Hotfix", ProjectId=shop.project)["Id"]
    path = f"/api/variables/variableset-{shop.project}"
    values = [
        {"Name": "Skip", "Value": "False", "Type": "String", "Scope": {}},
        {"Name": "Skip", "Value": "True", "Type": "String", "Scope": {"Channel": [hotfix]}},
    ]
    shop.change(path, Variables=values)
    condition = {"Octopus.Step.ConditionVariableExpression": "#{unless Skip}True#{/unless}"}
    shop.process(
        step(script("Always")),
        step(script("Hotfix", Channels=[hotfix])),
        step(script("Slow"), Condition="Variable", properties=condition),
    )
    assert shop.statuses(shop.deploy(shop.release("1"))) == {"Step 1: Always": "Success", "Step 3: Slow": "Success"}
    made = shop.deploy(shop.release("2", ChannelId=hotfix))
    assert shop.statuses(made) == {
        "Step 1: Always": "Success",
        "Step 2: Hotfix": "Success",
        "Step 3: Slow": "Skipped",
    }


def test_a_deployment_needs_a_release_and_an_environment(shop: Shop) -> None:
    release = shop.release()
    path = "/api/deployments"
    assert shop.ask.refused("POST", path, {}) == "Please specify the release to deploy."
    message = shop.ask.refused("POST", path, {"ReleaseId": release["Id"]})
    assert message == "Please provide a target environment to deploy to."
    assert "Environments-9" in shop.refused(release, EnvironmentId="Environments-9")
    assert "Releases-9" in shop.refused({"Id": "Releases-9"})
    shop.settings(IsDisabled=True)
    assert "disabled" in shop.refused(release)
    assert listed(shop, path) == []


def test_targets_are_found_by_a_deployment(shop: Shop) -> None:
    shop.machine("web-1")
    shop.machine("db-1", "db")
    shop.process(step(script("Web"), properties={ROLES: "web"}))
    made = shop.deploy(shop.release())
    found = {
        each: shop.ask.get(f"/api/machines?deploymentId={each}")["Items"] for each in (made["Id"], "Deployments-9")
    }
    assert {key: [each["Name"] for each in value] for key, value in found.items()} == {
        made["Id"]: ["web-1"],
        "Deployments-9": [],
    }


def test_skipped_actions_are_named_by_their_ids(shop: Shop) -> None:
    shop.process(step(script("Web")), step(script("Must", IsRequired=True)))
    release = shop.release()
    frozen = shop.ask.get(release["Links"]["ProjectDeploymentProcessSnapshot"])
    web, must = (each["Actions"][0]["Id"] for each in frozen["Steps"])
    made = shop.deploy(release, SkipActions=[web])
    assert shop.statuses(made) == {"Step 1: Web": "Skipped", "Step 2: Must": "Success"}
    assert shop.refused(release, SkipActions=[must]) == "The action 'Must' cannot be skipped."
    assert shop.refused(release, SkipActions=["Web"]) == "Could not find an action matching Web"


def test_the_time_of_a_deployment(shop: Shop, clock: Clock) -> None:
    release = shop.release()
    made = shop.deploy(release, QueueTime=clock.at(60), QueueTimeExpiry=clock.at(600))
    assert shop.state(made) == "Queued"
    clock.pass_by(60)
    assert (shop.state(made), shop.task(made)["StartTime"]) == ("Success", clock.at(0))
    assert shop.refused(release, QueueTime="tomorrow") == "Deployment Schedule is invalid."


def test_prompted_variables_are_in_the_manifest(shop: Shop) -> None:
    prompt = {"Label": "Which?", "Required": True}
    path = f"/api/variables/variableset-{shop.project}"
    shop.change(path, Variables=[{"Name": "Version", "Type": "String", "Value": "", "Prompt": prompt}])
    release = shop.release()
    assert shop.refused(release) == "Please provide a value for the following variables: Version"
    frozen = shop.ask.get(release["Links"]["ProjectVariableSnapshot"])["Variables"][0]
    made = shop.deploy(release, FormValues={frozen["Id"]: "1.2"})
    assert made["FormValues"] == {}
    manifest = shop.ask.get(made["Links"]["Variables"])
    assert (manifest["OwnerId"], manifest["Variables"][0]["Value"]) == (made["Id"], "1.2")


@pytest.mark.parametrize(
    ("mode", "of_environment", "guided"),
    [
        ("On", False, True),
        ("Off", True, False),
        ("EnvironmentDefault", True, True),
        ("EnvironmentDefault", False, False),
    ],
)
def test_the_default_of_guided_failure(shop: Shop, mode: str, of_environment: bool, guided: bool) -> None:
    shop.settings(DefaultGuidedFailureMode=mode)
    shop.change(f"/api/environments/{shop.environment}", UseGuidedFailure=of_environment)
    assert shop.deploy(shop.release())["UseGuidedFailure"] is guided


def test_a_deployment_is_deleted_with_its_manifest(shop: Shop) -> None:
    made = shop.deploy(shop.release())
    assert shop.state(made) == "Success"
    assert shop.ask("DELETE", made["Links"]["Self"]).status_code == 200
    for name in ("Self", "Variables"):
        assert shop.ask("GET", made["Links"][name]).status_code == 404
    assert shop.state(made) == "Success", "the task stays"
    assert shop.ask("PUT", made["Links"]["Self"], made).status_code in (404, 405)


@pytest.mark.parametrize("gone", ["releases/Releases-1", "projects/Projects-1", "environments/Environments-1"])
def test_deployments_go_with_what_they_are_about(shop: Shop, clock: Clock, gone: str) -> None:
    shop.process(step(script("Web", "sleep 5")))
    made = shop.deploy(shop.release())
    assert "is not over" in shop.ask.refused("DELETE", f"/api/{gone}")
    clock.pass_by(5)
    assert shop.state(made) == "Success"
    assert shop.ask("DELETE", f"/api/{gone}").status_code == 200
    for name in ("Self", "Variables"):
        assert shop.ask("GET", made["Links"][name]).status_code == 404


def test_tenants(shop: Shop) -> None:
    release = shop.release()
    tenant = shop.ask.post("/api/tenants", Name="Acme")["Id"]
    assert "does not support tenanted" in shop.refused(release, TenantId=tenant)
    shop.settings(TenantedDeploymentMode="Tenanted")
    assert "Please provide a tenant" in shop.refused(release)
    assert "not connected" in shop.refused(release, TenantId=tenant)
    shop.change(f"/api/tenants/{tenant}", ProjectEnvironments={shop.project: [shop.environment]})
    made = shop.deploy(release, TenantId=tenant)
    assert shop.task(made)["Description"] == "Deploy Shop release 1.0.0 to Production for Acme"
    assert listed(shop, f"/api/deployments?tenants={tenant}") == [made["Id"]]


def test_a_manual_step_lets_a_deployment_wait(shop: Shop) -> None:
    shop.process(step(manual("Approve")), step(script("Web")))
    made = shop.deploy(shop.release())
    assert (shop.state(made), shop.task(made)["HasPendingInterruptions"]) == ("Queued", True)
    (interruption,) = shop.pending(made)
    shop.answer(interruption, Result="Proceed")
    assert shop.state(made) == "Success"

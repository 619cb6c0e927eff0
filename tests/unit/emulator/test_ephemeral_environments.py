# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ephemeral environments: creation, provisioning by the first deployment, and the end of one.

api: environments#ephemeral-environments
"""

from __future__ import annotations

from typing import Any

import pytest
from emulator.testing import Emulator

from .conftest import Asker, Clock
from .running import ROLES, script, step
from .test_deployments import Shop

SPACE = "/api/Spaces-1"


class Ephemeral(Shop):
    """A shop with a channel for ephemeral environments."""

    def __init__(self, ask: Asker) -> None:
        super().__init__(ask)
        self.parent = ask.post(f"{SPACE}/parentEnvironments", Name="Pull requests")["Id"]
        self.channel = self.channel_of(self.project)

    def channel_of(self, project: str, parent: str = "") -> str:
        more = {"Type": "EphemeralEnvironment", "ParentEnvironmentId": parent or self.parent}
        return str(self.ask.post("/api/channels", Name="Pull requests", ProjectId=project, **more)["Id"])

    def address(self, project: str = "") -> str:
        return f"{SPACE}/projects/{project or self.project}/environments/ephemeral"

    def new(self, name: str, project: str = "") -> str:
        made = self.ask("POST", self.address(project), self.sent(name, project))
        assert (made.status_code, list(made.json())) == (201, ["Id"]), made.text
        return str(made.json()["Id"])

    def sent(self, name: str, project: str = "") -> dict[str, str]:
        return {"EnvironmentName": name, "ProjectId": project or self.project, "SpaceId": "Spaces-1"}

    def status(self, environment: str, project: str = "") -> str:
        return str(self.ask.get(f"{self.address(project)}/{environment}/status")["Status"])

    def listed(self) -> list[Any]:
        found: list[Any] = self.ask.get(f"{SPACE}/environments/v2?skip=0&take=30&type=Ephemeral")["Items"]
        return found

    def deprovisioned(self, environment: str, project: str = "") -> Any:
        below = self.address(project) if project else f"{SPACE}/environments/ephemeral"
        answer = self.ask("POST", f"{below}/{environment}/deprovision", {})
        assert answer.status_code == 200, answer.text
        return answer.json()

    def runbooks(self, *steps: dict[str, Any], **more: Any) -> None:
        """Let the published runbook provision and deprovision."""
        self.publish(*steps)
        self.change(f"/api/runbooks/{self.runbook['Id']}", **more)
        self.settings(ProvisioningRunbookId=self.runbook["Id"], DeprovisioningRunbookId=self.runbook["Id"])

    def deployed(self, environment: str, version: str = "1.0.0") -> Any:
        release = self.release(version, ChannelId=self.channel)
        return self.deploy(release, EnvironmentId=environment)

    def provision(self, environment: str, clock: Clock) -> None:
        """Deploy the first release, and wait until this is over."""
        deployment = self.deployed(environment)
        while self.state(deployment) in ("Queued", "Executing"):
            clock.pass_by(5)
        assert (self.state(deployment), self.status(environment)) == ("Success", "Provisioned")


@pytest.fixture
def shop(ask: Asker, clock: Clock) -> Ephemeral:
    made = Ephemeral(ask)
    made.process(step(script("Deploy", "sleep 5")))
    return made


def test_a_new_one_is_listed_and_not_provisioned(shop: Ephemeral) -> None:
    made = shop.new(" pr-451 ")
    (listed,) = shop.listed()
    expected = {"Id": made, "Name": "pr-451", "Slug": "pr-451", "Type": "Ephemeral", "ParentEnvironmentId": shop.parent}
    assert {name: listed[name] for name in expected} == expected
    assert not any(name.startswith("_") for name in listed)
    assert shop.status(made) == "NotProvisioned"
    assert shop.ask.get(f"{SPACE}/environments/v2?skip=0&take=1&type=Ephemeral&ids={made}")["Items"] == [listed]
    assert [each["Name"] for each in shop.ask.get("/api/environments/all")] == ["Production"]
    shop.ask.refused("GET", f"/api/environments/{made}", status=404)
    static = shop.ask.post("/api/environments", Name="Ephemeral")
    assert shop.ask.get("/api/environments/ephemeral")["Id"] == static["Id"], "an address below it is no word in it"


def test_a_name_is_unique_and_means_the_same_environment(shop: Ephemeral) -> None:
    made = shop.new("pr-451")
    assert shop.new("PR-451") == made
    assert "EnvironmentName" in shop.ask.refused("POST", shop.address(), shop.sent(" "))
    for name in ("Production", "Pull requests"):
        assert "already exists" in shop.ask.refused("POST", shop.address(), shop.sent(name))
    shop.ask.refused("POST", shop.address(), shop.sent("x" * 51))


def test_a_second_project_is_connected_to_the_same_environment(shop: Ephemeral) -> None:
    made = shop.new("pr-451")
    group = shop.ask.get("/api/projectgroups/all")[0]["Id"]
    other = shop.ask.post("/api/projects", Name="Site", ProjectGroupId=group, LifecycleId="Lifecycles-1")["Id"]
    assert "no channel" in shop.ask.refused("POST", shop.address(other), shop.sent("pr-451", other))
    shop.channel_of(other)
    assert shop.status(made, other) == "NotConnected"
    shop.ask.refused("POST", f"{shop.address(other)}/{made}/deprovision", {}, status=404)
    assert (shop.new("pr-451", other), shop.status(made, other)) == (made, "NotProvisioned")
    shop.ask("DELETE", f"/api/projects/{other}")
    assert shop.deprovisioned(made) == {"DeprovisioningRuns": []}
    assert shop.listed() == []


def test_projects_of_one_environment_have_one_parent(shop: Ephemeral) -> None:
    shop.new("pr-451")
    group = shop.ask.get("/api/projectgroups/all")[0]["Id"]
    other = shop.ask.post("/api/projects", Name="Site", ProjectGroupId=group, LifecycleId="Lifecycles-1")["Id"]
    shop.channel_of(other, shop.ask.post(f"{SPACE}/parentEnvironments", Name="Tests")["Id"])
    assert "another parent" in shop.ask.refused("POST", shop.address(other), shop.sent("pr-451", other))


def test_a_parent_stays_while_its_environments_are_used(shop: Ephemeral) -> None:
    made = shop.new("pr-451")
    shop.ask("DELETE", f"/api/channels/{shop.channel}")
    assert "parent of 'pr-451'" in shop.ask.refused("DELETE", f"{SPACE}/parentEnvironments/{shop.parent}")
    shop.deprovisioned(made, shop.project)
    assert shop.ask("DELETE", f"{SPACE}/parentEnvironments/{shop.parent}").status_code == 200
    assert shop.listed() == []


def test_the_first_deployment_provisions(shop: Ephemeral, clock: Clock) -> None:
    shop.runbooks(step(script("Provision", "sleep 5")))
    made = shop.new("pr-451")
    deployment = shop.deployed(made)
    (run,) = shop.ask.get("/api/runbookruns")["Items"]
    assert (run["EnvironmentId"], run["RunbookId"]) == (made, shop.runbook["Id"])
    assert (shop.status(made), shop.state(run), shop.state(deployment)) == ("Provisioning", "Executing", "Queued")
    clock.pass_by(5)
    assert (shop.status(made), shop.state(run), shop.state(deployment)) == ("Provisioned", "Success", "Executing")
    clock.pass_by(5)
    assert shop.state(deployment) == "Success"
    again = shop.deployed(made, "1.0.1")
    clock.pass_by(5)
    assert shop.state(again) == "Success"
    assert len(shop.ask.get("/api/runbookruns")["Items"]) == 1, "it is provisioned once"


@pytest.mark.parametrize("scope", ["All", "Specified"])
def test_a_failed_provisioning_fails_the_deployment(shop: Ephemeral, clock: Clock, scope: str) -> None:
    script_text = "exit 1" if scope == "All" else "sleep 1"
    shop.runbooks(step(script("Provision", script_text)), EnvironmentScope=scope, Environments=[])
    if scope == "All":
        shop.ask.server.fail("Provision")
    made = shop.new("pr-451")
    deployment = shop.deployed(made)
    clock.pass_by(5)
    assert (shop.status(made), shop.state(deployment)) == ("ProvisioningFailed", "Failed")
    assert "pr-451 could not be provisioned" in shop.task(deployment)["ErrorMessage"]


def test_a_runbook_for_the_parent_runs_in_its_environments(shop: Ephemeral, clock: Clock) -> None:
    shop.runbooks(step(script("Provision", "sleep 5")), EnvironmentScope="Specified", Environments=[shop.parent])
    made = shop.new("pr-451")
    shop.provision(made, clock)


def test_releases_go_to_the_environments_of_their_channel(shop: Ephemeral) -> None:
    made = shop.new("pr-451")
    ours, others = shop.release("1.0.0", ChannelId=shop.channel), shop.release("1.0.1")
    assert "can't be deployed" in shop.refused(ours)
    assert "can't be deployed" in shop.refused(others, EnvironmentId=made)
    assert "do not exist" in shop.refused(ours, EnvironmentId=shop.parent)
    template = shop.ask.get(ours["Links"]["DeploymentTemplate"])
    (target,) = template["PromoteTo"]
    assert (target["Id"], target["Name"]) == (made, "pr-451")
    assert [each["ActionName"] for each in shop.ask.get(target["Links"]["Preview"])["StepsToExecute"]] == ["Deploy"]
    (phase,) = shop.ask.get(ours["Links"]["Progression"])["Phases"]
    assert (phase["OptionalDeploymentTargets"], phase["Progress"]) == ([made], "Current")


def test_the_parent_stands_for_its_environments(shop: Ephemeral, clock: Clock) -> None:
    made = shop.new("pr-451")
    shop.machine("web-1", EnvironmentIds=[shop.parent])
    shop.process(
        step(script("Here", Environments=[shop.parent])), step(script("There", ExcludedEnvironments=[shop.parent]))
    )
    release = shop.release(ChannelId=shop.channel)
    preview = f"/api/releases/{release['Id']}/deployments/preview/{made}"
    assert [each["ActionName"] for each in shop.ask.get(preview)["StepsToExecute"]] == ["Here"]


def test_a_target_goes_with_its_only_environment(shop: Ephemeral) -> None:
    made = shop.new("pr-451")
    alone, both = (
        shop.machine(name, EnvironmentIds=places)["Id"]
        for name, places in (("alone", [made]), ("both", [made, shop.environment]))
    )
    shop.process(step(script("Web"), properties={ROLES: "web"}))
    release = shop.release(ChannelId=shop.channel)
    (planned,) = shop.ask.get(f"/api/releases/{release['Id']}/deployments/preview/{made}")["StepsToExecute"]
    assert planned["MachineNames"] == ["alone", "both"]
    shop.deprovisioned(made)
    shop.ask.refused("GET", f"/api/machines/{alone}", status=404)
    assert shop.ask.get(f"/api/machines/{both}")["EnvironmentIds"] == [shop.environment]


def test_a_release_is_deployed_by_names(shop: Ephemeral) -> None:
    made = shop.new("pr-451")
    shop.release(ChannelId=shop.channel)
    body = {
        "SpaceId": "Spaces-1",
        "SpaceIdOrName": "Spaces-1",
        "ProjectName": "Shop",
        "ReleaseVersion": "1.0.0",
        "EnvironmentNames": ["PR-451"],
    }
    (task,) = shop.ask("POST", f"{SPACE}/deployments/create/untenanted/v1", body).json()["DeploymentServerTasks"]
    assert shop.ask.get(f"/api/deployments/{task['DeploymentId']}")["EnvironmentId"] == made


def test_an_environment_is_deprovisioned_for_one_project_and_stays(shop: Ephemeral, clock: Clock) -> None:
    shop.runbooks(step(script("Both", "sleep 5")))
    made = shop.new("pr-451")
    assert shop.deprovisioned(made, shop.project) == {"DeprovisioningRun": None}
    assert shop.status(made) == "Deprovisioned"
    shop.provision(made, clock)
    run = shop.deprovisioned(made, shop.project)["DeprovisioningRun"]
    assert shop.ask.get(f"/api/runbookruns/{run['RunbookRunId']}")["TaskId"] == run["TaskId"]
    assert shop.status(made) == "Deprovisioning"
    clock.pass_by(5)
    assert (shop.status(made), len(shop.listed())) == ("Deprovisioned", 1)


def test_an_environment_goes_when_its_runs_have_succeeded(shop: Ephemeral, clock: Clock) -> None:
    shop.runbooks(step(script("Both", "sleep 5")))
    made = shop.new("pr-451")
    shop.provision(made, clock)
    (run,) = shop.deprovisioned(made)["DeprovisioningRuns"]
    assert set(run) == {"RunbookRunId", "TaskId"}
    assert len(shop.listed()) == 1
    assert "is being deprovisioned" in shop.ask.refused("POST", shop.address(), shop.sent("pr-451"))
    assert shop.deprovisioned(made) == {"DeprovisioningRuns": []}
    clock.pass_by(5)
    assert shop.listed() == []
    shop.ask.refused("GET", f"{shop.address()}/{made}/status", status=404)
    assert shop.new("pr-451") != made


def test_a_failed_deprovisioning_keeps_the_environment_and_can_be_repeated(shop: Ephemeral, clock: Clock) -> None:
    shop.runbooks(step(script("Both", "sleep 5")))
    made = shop.new("pr-451")
    shop.provision(made, clock)
    shop.ask.server.fail("Both")
    shop.deprovisioned(made)
    clock.pass_by(5)
    assert (shop.status(made), len(shop.listed())) == ("DeprovisioningFailed", 1)


def test_a_runbook_that_can_not_run_refuses_the_request(shop: Ephemeral, clock: Clock) -> None:
    shop.runbooks(step(script("Both", "sleep 5")))
    made = shop.new("pr-451")
    shop.provision(made, clock)
    shop.change(f"/api/runbooks/{shop.runbook['Id']}", EnvironmentScope="Specified", Environments=[shop.environment])
    for address in (shop.address(), f"{SPACE}/environments/ephemeral"):
        assert "can't be run" in shop.ask.refused("POST", f"{address}/{made}/deprovision", {})
    assert shop.status(made) == "Provisioned"
    assert shop.new("pr-451") == made, "the refusal had no effect"


def test_older_servers_have_none() -> None:
    with Emulator(server_version="2025.3.1") as server:
        ask = Asker(server)
        for address in (
            f"{SPACE}/environments/ephemeral/Environments-1/deprovision",
            f"{SPACE}/projects/Projects-1/environments/ephemeral",
        ):
            ask.refused("POST", address, {}, status=404)

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Deploying by names (api: deployments#deploy-by-name)."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Asker, Clock
from .running import ROLES, script, step
from .test_deployments import Shop

UNTENANTED, TENANTED = (f"/api/Spaces-1/deployments/create/{each}/v1" for each in ("untenanted", "tenanted"))


@pytest.fixture
def shop(ask: Asker, clock: Clock) -> Shop:
    made = Shop(ask)
    test = made.place("Test")
    made.lifecycle({"OptionalDeploymentTargets": [made.environment, test]})
    return made


def names(*environments: str, **more: Any) -> dict[str, Any]:
    places = {"EnvironmentNames": list(environments)} if environments else {"EnvironmentName": "Production"}
    return {"SpaceIdOrName": "Default", "ProjectName": "shop", "ReleaseVersion": "1.0.0", **places, **more}


def tasks(shop: Shop, path: str, body: dict[str, Any]) -> list[Any]:
    answer = shop.ask("POST", path, body)
    assert answer.status_code == 200, answer.text
    assert list(answer.json()) == ["DeploymentServerTasks"]
    return list(answer.json()["DeploymentServerTasks"])


def made_by(shop: Shop, path: str, body: dict[str, Any]) -> list[Any]:
    """The deployments that a request makes."""
    return [shop.ask.get(f"/api/deployments/{each['DeploymentId']}") for each in tasks(shop, path, body)]


def test_one_deployment_for_each_environment(shop: Shop) -> None:
    shop.release()
    sent = {key[0].lower() + key[1:]: value for key, value in names("production", "Environments-2", "Test").items()}
    found = tasks(shop, UNTENANTED, sent)
    assert [list(each) for each in found] == [["DeploymentId", "ServerTaskId"]] * 2
    made = [shop.ask.get(f"/api/deployments/{each['DeploymentId']}") for each in found]
    assert [each["EnvironmentId"] for each in made] == [shop.environment, "Environments-2"]
    assert [each["TaskId"] for each in made] == [each["ServerTaskId"] for each in found]


def test_the_tenants_are_a_union_of_names_and_tags(shop: Shop) -> None:
    shop.settings(TenantedDeploymentMode="TenantedOrUntenanted")
    shop.ask.post("/api/tagsets", Name="Size", Tags=[{"Name": "Large", "Color": "#333333"}])
    connected = {"ProjectEnvironments": {shop.project: [shop.environment]}}
    shop.ask.post("/api/tenants", Name="A", **connected)
    shop.ask.post("/api/tenants", Name="B", **connected, TenantTags=["Size/Large"])
    shop.ask.post("/api/tenants", Name="C", TenantTags=["Size/Large"])
    shop.release()
    made = made_by(shop, TENANTED, names(Tenants=["a"], TenantTags=["Size/Large"]))
    assert [each["TenantId"] for each in made] == ["Tenants-1", "Tenants-2"]
    assert "at least one tenant" in shop.ask.refused("POST", TENANTED, names())
    assert "No tenant" in shop.ask.refused("POST", TENANTED, names(TenantTags=["Size/Small"]))
    assert "not connected" in shop.ask.refused("POST", TENANTED, names(Tenants=["C"]))


def test_nothing_is_deployed_if_one_part_is_refused(shop: Shop) -> None:
    shop.place("Moon")
    shop.release()
    assert "can't be deployed" in shop.ask.refused("POST", UNTENANTED, names("Test", "Moon"))
    shop.settings(TenantedDeploymentMode="Tenanted")
    shop.ask.post("/api/tenants", Name="A", ProjectEnvironments={shop.project: [shop.environment]})
    shop.ask.post("/api/tenants", Name="B")
    assert "not connected" in shop.ask.refused("POST", TENANTED, names(Tenants=["A", "B"]))
    assert shop.ask.get("/api/deployments")["TotalResults"] == 0
    assert shop.ask.get("/api/tasks?name=Deploy")["TotalResults"] == 0
    assert shop.ask.server.app.octopus.pending == {}, "nothing waits for a deployment that does not exist"


@pytest.mark.parametrize("lacking", ["SpaceIdOrName", "ProjectName", "ReleaseVersion", "EnvironmentNames"])
def test_a_body_without_a_required_member_is_refused(shop: Shop, lacking: str) -> None:
    shop.release()
    sent = {key: value for key, value in names("Test").items() if key != lacking}
    assert shop.ask.refused("POST", UNTENANTED, sent) == f"The {lacking} field is required."


@pytest.mark.parametrize(
    "unknown",
    [
        {"ProjectName": "Moon"},
        {"ReleaseVersion": "9.9"},
        {"EnvironmentNames": ["Moon"]},
        {"SpecificMachineNames": ["Moon"]},
        {"SkipStepNames": ["Web", "Moon"]},
    ],
)
def test_unknown_names_are_refused(shop: Shop, unknown: dict[str, Any]) -> None:
    shop.process(step(script("Web")))
    shop.release()
    message = shop.ask.refused("POST", UNTENANTED, {**names("Test"), **unknown})
    assert (
        "does not exist" in message
        or "has no release" in message
        or "Could not find an action matching Moon" in message
    )


def test_the_wishes_of_a_body_reach_the_deployment(shop: Shop, clock: Clock) -> None:
    first, second = (shop.machine(name) for name in ("web-1", "web-2"))
    shop.process(step(script("Web"), properties={ROLES: "web"}), step(script("Warm up")))
    shop.release()
    wishes = {
        "ForcePackageDownload": True,
        "ForcePackageRedeployment": True,
        "UseGuidedFailure": True,
        "SkipStepNames": ["warm up"],
        "SpecificMachineNames": ["web-1"],
        "ExcludedMachineNames": ["web-2"],
        "RunAt": "2027-02-01T10:00:00.123Z",
        "NoRunAfter": "2027-02-01T11:00:00.456Z",
        "Priority": "On",
    }
    (made,) = made_by(shop, UNTENANTED, names("Production", **wishes))
    for name in ("ForcePackageDownload", "ForcePackageRedeployment", "UseGuidedFailure"):
        assert made[name] is True
    assert (made["SpecificMachineIds"], made["ExcludedMachineIds"]) == ([first["Id"]], [second["Id"]])
    assert (len(made["SkipActions"]), made["Priority"]) == (1, "On")
    task = shop.task(made)
    assert task["State"] == "Queued"
    times = (task["QueueTime"], task["QueueTimeExpiry"])
    assert times == ("2027-02-01T10:00:00.123+00:00", "2027-02-01T11:00:00.456+00:00")
    assert shop.ask("POST", task["Links"]["Cancel"]).json()["State"] == "Canceled"


def test_prompts_are_answered_by_name(shop: Shop) -> None:
    path = f"/api/variables/variableset-{shop.project}"
    prompt = {"Label": "Which?", "Required": True}
    shop.change(path, Variables=[{"Name": "Version", "Type": "String", "Value": "", "Prompt": prompt}])
    shop.release()
    assert "Version" in shop.ask.refused("POST", UNTENANTED, names("Test"))
    (made,) = made_by(shop, UNTENANTED, names("Test", Variables={"version": "2"}))
    assert shop.ask.get(made["Links"]["Variables"])["Variables"][0]["Value"] == "2"


def test_variables_can_be_taken_anew(shop: Shop) -> None:
    release = shop.release()
    path = f"/api/variables/variableset-{shop.project}"
    shop.change(path, Variables=[{"Name": "Url", "Type": "String", "Value": "new"}])
    (before,) = made_by(shop, UNTENANTED, names("Test"))
    assert shop.ask.get(before["Links"]["Variables"])["Variables"] == []
    (after,) = made_by(shop, UNTENANTED, names("Test", UpdateVariableSnapshot=True))
    assert shop.ask.get(after["Links"]["Variables"])["Variables"][0]["Value"] == "new"
    assert (
        shop.ask.get(release["Links"]["Self"])["ProjectVariableSetSnapshotId"]
        != (release["ProjectVariableSetSnapshotId"])
    )


def test_the_newer_address_has_the_deployment_in_another_object(shop: Shop, older: Asker) -> None:
    body = shop.body(shop.release())
    answer = shop.ask("POST", "/api/deployments/v1", body)
    assert answer.status_code == 201
    assert answer.json()["Deployment"]["Name"] == "Deploy to Production"
    assert older("POST", "/api/deployments/v1", body).status_code in (404, 405)

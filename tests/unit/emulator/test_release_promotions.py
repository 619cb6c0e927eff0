# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The template of a deployment of a release (api: deployments#template-and-preview)."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Asker
from .test_documents import project
from .test_project_releases import WEB, release, selected, variable, with_steps

NAMES = ("Test", "Staging", "Production")


@pytest.fixture
def shop(ask: Asker) -> Any:
    for name in NAMES:
        ask.post("/api/Spaces-1/environments", Name=name)
    return project(ask)


def template(ask: Asker, made: Any) -> Any:
    return ask.get(made["Links"]["DeploymentTemplate"])


def promoted(ask: Asker, made: Any) -> list[str]:
    return [each["Name"] for each in template(ask, made)["PromoteTo"]]


def modified(ask: Asker, made: Any) -> list[str]:
    """The names of the properties that say that something is modified."""
    return [name for name, value in template(ask, made).items() if name.endswith("Modified") and value]


def place(ask: Asker, name: str) -> str:
    return next(str(each["Id"]) for each in ask.get("/api/Spaces-1/environments")["Items"] if each["Name"] == name)


def deploy(ask: Asker, made: Any, name: str, **more: Any) -> Any:
    return ask.post("/api/Spaces-1/deployments", ReleaseId=made["Id"], EnvironmentId=place(ask, name), **more)


def phases(ask: Asker, optional: tuple[bool, ...]) -> list[Any]:
    places = {each["Name"]: each["Id"] for each in ask.get("/api/Spaces-1/environments")["Items"]}
    return [
        {"Name": name, "OptionalDeploymentTargets": [places[name]], "IsOptionalPhase": is_optional}
        for name, is_optional in zip(NAMES, optional, strict=True)
    ]


def changed(ask: Asker, path: str, **more: Any) -> None:
    ask.put(path, {**ask.get(path), **more})


def test_a_lifecycle_without_phases_has_one_for_each_environment(ask: Asker, shop: Any) -> None:
    made = release(ask)
    for number in range(1, 4):
        assert promoted(ask, made) == list(NAMES[:number])
        deploy(ask, made, NAMES[number - 1])
    assert promoted(ask, made) == list(NAMES)
    assert promoted(ask, release(ask, "2.0.0")) == ["Test"]


@pytest.mark.parametrize(
    ("optional", "reached"),
    [((False, False, False), 1), ((True, False, False), 2), ((True, True, False), 3), ((False, True, True), 1)],
)
def test_a_release_reaches_the_first_phase_and_those_after_optional_ones(
    ask: Asker, shop: Any, optional: tuple[bool, ...], reached: int
) -> None:
    made = release(ask)
    changed(ask, f"/api/Spaces-1/lifecycles/{shop['LifecycleId']}", Phases=phases(ask, optional))
    assert promoted(ask, made) == list(NAMES[:reached])
    ask("POST", made["Links"]["ReportDefect"], {"Description": "Broken"})
    assert promoted(ask, made) == ["Test"]


def test_the_lifecycle_of_the_channel_decides(ask: Asker, shop: Any) -> None:
    fast = ask.post("/api/Spaces-1/lifecycles", Name="Fast", Phases=phases(ask, (False, False, False))[2:])
    channel = ask.post("/api/Spaces-1/channels", Name="Hotfix", ProjectId=shop["Id"], LifecycleId=fast["Id"])
    assert promoted(ask, release(ask, ChannelId=channel["Id"])) == ["Production"]


def test_the_tenants_of_a_project_have_their_own_environments(ask: Asker, shop: Any) -> None:
    ask.post("/api/Spaces-1/tenants", Name="Acme", ProjectEnvironments={shop["Id"]: [place(ask, "Staging")]})
    ask.post("/api/Spaces-1/tenants", Name="Other")
    made = release(ask)
    assert template(ask, made)["TenantPromotions"] == []
    changed(ask, shop["Links"]["Self"], TenantedDeploymentMode="Tenanted")
    found = template(ask, made)
    assert found["PromoteTo"] == []
    tenants = [(each["Name"], [one["Name"] for one in each["PromoteTo"]]) for each in found["TenantPromotions"]]
    assert tenants == [("Acme", ["Staging"])]


def test_the_template_says_what_has_changed(ask: Asker, shop: Any) -> None:
    made = release(ask)
    assert modified(ask, made) == []
    variable(ask, "new")
    assert modified(ask, made) == ["IsVariableSetModified"]
    assert ask("POST", made["Links"]["SnapshotVariables"], {}).status_code == 200
    assert modified(ask, made) == []
    with_steps(ask, WEB)
    assert modified(ask, made) == ["IsDeploymentProcessModified"]
    with_steps(ask)
    assert modified(ask, made) == [], "a process of a newer version that is the same again"
    with_steps(ask, WEB)
    assert modified(ask, release(ask, "2.0.0", SelectedPackages=selected("1.0.0"))) == []


def test_the_template_looks_at_the_sets_of_the_library(ask: Asker, shop: Any) -> None:
    library = ask.post("/api/Spaces-1/libraryvariablesets", Name="Common")
    changed(ask, shop["Links"]["Self"], IncludedLibraryVariableSetIds=[library["Id"]])
    made = release(ask)
    assert modified(ask, made) == []
    url = {"Name": "Url", "Value": "https://example.com", "Type": "String"}
    changed(ask, library["Links"]["Variables"], Variables=[url])
    assert modified(ask, made) == ["IsLibraryVariableSetModified"]


def test_a_project_without_a_lifecycle_is_refused(ask: Asker) -> None:
    for each in ask.get("/api/Spaces-1/lifecycles")["Items"]:
        assert ask("DELETE", each["Links"]["Self"]).status_code == 200
    groups = ask.get("/api/Spaces-1/projectgroups")["Items"]
    ask.post("/api/Spaces-1/projects", Name="Shop", ProjectGroupId=groups[0]["Id"])
    message = ask.refused("GET", release(ask)["Links"]["DeploymentTemplate"], status=500)
    assert "A lifecycle has not been assigned to this project." in message


def of_lifecycle(ask: Asker, shop: Any, *phases: dict[str, Any]) -> None:
    """Give the lifecycle phases, in which environments have names."""
    names = {each["Name"]: each["Id"] for each in ask.get("/api/Spaces-1/environments")["Items"]}
    targets = ("OptionalDeploymentTargets", "AutomaticDeploymentTargets")
    known = [
        {"Name": f"{number}", **each, **{name: [names[one] for one in each.get(name, [])] for name in targets}}
        for number, each in enumerate(phases)
    ]
    changed(ask, f"/api/Spaces-1/lifecycles/{shop['LifecycleId']}", Phases=known)


def test_a_phase_is_complete_after_enough_successful_deployments(ask: Asker, shop: Any) -> None:
    early: dict[str, Any] = {"OptionalDeploymentTargets": ["Test", "Staging"]}
    late = {"OptionalDeploymentTargets": ["Production"]}
    made = release(ask)
    of_lifecycle(ask, shop, {**early, "MinimumEnvironmentsBeforePromotion": 1}, late)
    assert promoted(ask, made) == ["Test", "Staging"]
    with_steps(ask, {"Name": "Web", "Actions": [{"Name": "Web", "ActionType": "Octopus.Manual"}]})
    failing = release(ask, "2.0.0")
    task = deploy(ask, failing, "Test")["TaskId"]
    ask("POST", f"/api/tasks/{task}/cancel")
    assert promoted(ask, failing) == ["Test", "Staging"], "it was cancelled"
    deploy(ask, made, "Staging")
    assert promoted(ask, made) == list(NAMES)
    of_lifecycle(ask, shop, early, late)
    assert promoted(ask, made) == ["Test", "Staging"], "all of them are needed"
    deploy(ask, made, "Test")
    assert promoted(ask, made) == list(NAMES)


def test_a_phase_without_environments_has_those_that_no_earlier_one_names(ask: Asker, shop: Any) -> None:
    made = release(ask)
    of_lifecycle(ask, shop, {"OptionalDeploymentTargets": ["Staging"]}, {})
    assert promoted(ask, made) == ["Staging"]
    deploy(ask, made, "Staging")
    assert promoted(ask, made) == list(NAMES)


def test_a_blocked_release_stays_in_the_phases_that_it_has_been_deployed_to(ask: Asker, shop: Any) -> None:
    made = release(ask)
    deploy(ask, made, "Test")
    deploy(ask, made, "Staging")
    ask("POST", made["Links"]["ReportDefect"], {"Description": "Broken"})
    assert promoted(ask, made) == ["Test", "Staging"]
    deploy(ask, made, "Staging")
    message = ask.refused(
        "POST", "/api/Spaces-1/deployments", {"ReleaseId": made["Id"], "EnvironmentId": place(ask, "Production")}
    )
    assert "can't be deployed to the environment 'Production'" in message
    ask("POST", made["Links"]["ResolveDefect"])
    assert promoted(ask, made) == list(NAMES)


def test_each_tenant_goes_through_its_own_environments(ask: Asker, shop: Any) -> None:
    changed(ask, shop["Links"]["Self"], TenantedDeploymentMode="TenantedOrUntenanted")
    both = {shop["Id"]: [place(ask, "Test"), place(ask, "Production")]}
    acme, other = (ask.post("/api/Spaces-1/tenants", Name=name, ProjectEnvironments=both) for name in ("Acme", "Other"))
    last = {shop["Id"]: [place(ask, "Production")]}
    ask.post("/api/Spaces-1/tenants", Name="Straight", ProjectEnvironments=last)
    made = release(ask)
    assert for_tenants(ask, made) == {"Acme": ["Test"], "Other": ["Test"], "Straight": ["Production"]}
    deploy(ask, made, "Test", TenantId=acme["Id"])
    found = {"Acme": ["Test", "Production"], "Other": ["Test"], "Straight": ["Production"]}
    assert for_tenants(ask, made) == found
    assert promoted(ask, made) == ["Test"], "deployments without a tenant count by themselves"
    body = {"ReleaseId": made["Id"], "EnvironmentId": place(ask, "Production"), "TenantId": other["Id"]}
    assert "can't be deployed" in ask.refused("POST", "/api/Spaces-1/deployments", body)


def test_a_channel_may_be_for_some_tenants(ask: Asker, shop: Any) -> None:
    changed(ask, shop["Links"]["Self"], TenantedDeploymentMode="Tenanted")
    ask.post("/api/Spaces-1/tagsets", Name="Ring", Tags=[{"Name": "Early", "Color": "#333333"}])
    ask.post("/api/Spaces-1/channels", Name="Beta", ProjectId=shop["Id"], TenantTags=["Ring/Early"], IsDefault=True)
    connected = {"ProjectEnvironments": {shop["Id"]: [place(ask, "Test")]}}
    ask.post("/api/Spaces-1/tenants", Name="Acme", **connected, TenantTags=["Ring/Early"])
    ask.post("/api/Spaces-1/tenants", Name="Other", **connected)
    made = release(ask, ChannelId="Channels-2")
    assert for_tenants(ask, made) == {"Acme": ["Test"], "Other": []}


def for_tenants(ask: Asker, made: Any) -> dict[str, list[str]]:
    tenants = template(ask, made)["TenantPromotions"]
    return {each["Name"]: [one["Name"] for one in each["PromoteTo"]] for each in tenants}

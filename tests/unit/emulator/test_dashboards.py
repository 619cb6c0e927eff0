# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The two dashboards of a space (api: dashboards#dashboard)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from emulator.testing import Emulator

from .conftest import Asker, Clock
from .running import manual, script, step
from .test_documents import project
from .test_project_releases import release

BOARD, DYNAMIC = "/api/Spaces-1/dashboard", "/api/Spaces-1/dashboard/dynamic"
ITEM = {
    *("Id", "ProjectId", "EnvironmentId", "TenantId", "ReleaseId", "ReleaseVersion", "ChannelId", "DeploymentId"),
    *("TaskId", "State", "Created", "QueueTime", "StartTime", "CompletedTime", "Duration", "ErrorMessage"),
    *("IsCompleted", "IsCurrent", "IsPrevious", "HasPendingInterruptions", "HasWarningsOrErrors", "Links"),
}
NEWER = {"HasPendingPreconditions", "PendingInterruptionTypes", "PendingPreconditionTypes"}


class Shop:
    """A project with two environments, two tenants and two releases."""

    def __init__(self, ask: Asker) -> None:
        self.ask = ask
        self.test, self.production = (ask.post("/api/environments", Name=name)["Id"] for name in ("Test", "Production"))
        self.project = project(ask, TenantedDeploymentMode="TenantedOrUntenanted")
        connected = {self.project["Id"]: [self.test, self.production]}
        ask.post("/api/tagsets", Name="Ring", Tags=[{"Name": "Early", "Color": "#333333"}])
        self.north, self.south = (
            ask.post("/api/tenants", Name=name, TenantTags=tags, ProjectEnvironments=connected)["Id"]
            for name, tags in (("North", ["Ring/Early"]), ("South", []))
        )
        self.phases({"OptionalDeploymentTargets": [self.test, self.production]})
        self.steps(step(script("Deploy")))
        self.old, self.new = release(ask, Version="1.9"), release(ask, Version="1.10")

    def phases(self, *phases: dict[str, Any]) -> None:
        path = f"/api/lifecycles/{self.project['LifecycleId']}"
        named = [{"Name": f"Phase {number}", **each} for number, each in enumerate(phases, 1)]
        self.ask.put(path, {**self.ask.get(path), "Phases": named})

    def steps(self, *steps: Any) -> None:
        path = f"/api/Spaces-1/deploymentprocesses/deploymentprocess-{self.project['Id']}"
        self.ask.put(path, {**self.ask.get(path), "Steps": list(steps)})

    def deploy(self, of: Any, environment: str, tenant: str | None = None) -> Any:
        body = {"ReleaseId": of["Id"], "EnvironmentId": environment, "TenantId": tenant}
        return self.ask.post("/api/Spaces-1/deployments", **body)

    def items(self, address: str) -> list[tuple[str, str, str]]:
        """The version, the environment and the tenant of each item."""
        names = {self.test: "Test", self.production: "Production", self.north: "North", self.south: "South", None: ""}
        found = self.ask.get(address)["Items"]
        return [(each["ReleaseVersion"], names[each["EnvironmentId"]], names[each["TenantId"]]) for each in found]


@pytest.fixture
def shop(ask: Asker, clock: Clock) -> Shop:
    return Shop(ask)


def test_the_current_deployment_of_each_place(shop: Shop, clock: Clock) -> None:
    shop.deploy(shop.old, shop.test)
    newest = shop.deploy(shop.new, shop.test)
    shop.deploy(shop.old, shop.production, shop.north)
    assert shop.items(DYNAMIC) == [("1.9", "Production", "North"), ("1.10", "Test", "")]
    assert shop.items(BOARD) == shop.items(DYNAMIC)
    board = shop.ask.get(DYNAMIC)
    item = board["Items"][1]
    assert set(item) == ITEM | NEWER
    assert (item["Id"], item["DeploymentId"], item["TaskId"]) == (newest["Id"], newest["Id"], newest["TaskId"])
    assert (item["State"], item["IsCompleted"], item["CompletedTime"]) == ("Success", True, clock.at(0))
    assert (item["IsCurrent"], item["IsPrevious"], item["ChannelId"]) == (True, False, shop.new["ChannelId"])
    assert shop.ask.get(item["Links"]["Self"])["Id"] == newest["Id"]
    assert (board["ProjectLimit"], board["IsFiltered"]) == (None, False)
    assert "PreviousItems" not in board
    (found,) = board["Projects"]
    assert found == {
        "Id": shop.project["Id"],
        "Name": shop.project["Name"],
        "Slug": shop.project["Slug"],
        "ProjectGroupId": shop.project["ProjectGroupId"],
        "EnvironmentIds": [shop.test, shop.production],
        "TenantedDeploymentMode": "TenantedOrUntenanted",
        "CanPerformUntenantedDeployment": True,
        "IsDisabled": False,
        "Links": {"Self": shop.project["Links"]["Self"]},
    }
    assert [each["Id"] for each in board["ProjectGroups"]] == [shop.project["ProjectGroupId"]]
    assert [each["Name"] for each in board["Environments"]] == ["Test", "Production"]
    assert [each["Name"] for each in board["Tenants"]] == ["North", "South"]
    assert board["Tenants"][0]["TenantTags"] == ["Ring/Early"]


def test_the_state_of_an_item_is_that_of_its_task(shop: Shop, clock: Clock) -> None:
    shop.steps(step(manual("Approve")))
    waiting = shop.deploy(release(shop.ask, Version="2"), shop.test)
    (item,) = shop.ask.get(DYNAMIC)["Items"]
    assert (item["State"], item["HasPendingInterruptions"], item["IsCompleted"]) == ("Queued", True, False)
    assert item["CompletedTime"] is None
    assert item["PendingInterruptionTypes"] == ["ManualIntervention"]
    assert shop.ask("POST", f"/api/tasks/{waiting['TaskId']}/cancel").status_code == 200
    shop.ask.server.fail("Deploy", text="The disk is full")
    shop.deploy(shop.old, shop.test)
    (item,) = shop.ask.get(DYNAMIC)["Items"]
    assert (item["State"], item["HasWarningsOrErrors"], item["ReleaseVersion"]) == ("Failed", True, "1.9")
    assert item["ErrorMessage"]


def test_the_newest_successful_deployment_before_is_the_previous_one(shop: Shop) -> None:
    shop.deploy(shop.old, shop.test)
    shop.ask.get("/api")
    shop.ask.server.fail("Deploy")
    shop.deploy(shop.new, shop.test)
    shop.ask.get("/api")
    shop.deploy(shop.new, shop.test)
    found = shop.ask.get(f"{DYNAMIC}?includePrevious=true")["Items"]
    assert [(each["ReleaseVersion"], each["IsCurrent"], each["IsPrevious"]) for each in found] == [
        ("1.10", True, False),
        ("1.9", False, True),
    ]
    assert shop.items(f"{DYNAMIC}?includePrevious=false") == [("1.10", "Test", "")]


def test_filters_match_ids_alone(shop: Shop) -> None:
    shop.deploy(shop.old, shop.test)
    shop.deploy(shop.new, shop.production)
    own, name = shop.project["Id"], shop.project["Name"]
    both = [("1.10", "Production", ""), ("1.9", "Test", "")]
    assert shop.items(f"{DYNAMIC}?projects={own}") == shop.items(f"{DYNAMIC}?projects=x,{own}") == both
    assert shop.items(f"{DYNAMIC}?projects={own}&environments={shop.test}") == [("1.9", "Test", "")]
    assert shop.items(f"{DYNAMIC}?environments={shop.test.lower()}") == [("1.9", "Test", "")]
    assert shop.items(f"{BOARD}?projectId={own}") == both
    assert shop.items(f"{BOARD}?releaseId={shop.old['Id']}") == [("1.9", "Test", "")]
    for nothing in (f"/dynamic?projects={name}", "/dynamic?projects=Projects-9", f"?projectId={name}"):
        board = shop.ask.get(f"{BOARD}{nothing}")
        assert board["IsFiltered"] is True
        assert [board[each] for each in ("Items", "Projects", "ProjectGroups", "Environments", "Tenants")] == [[]] * 5
    assert shop.items(f"{DYNAMIC}?environments=Test") == []


@pytest.mark.parametrize(
    ("query", "filtered"),
    [
        ("?projectId=Projects-1", True),
        ("?selectedTenants=Tenants-1", True),
        ("?showAll=true", False),
        ("?releaseId=Releases-1", False),
        ("?selectedTags=Ring/Early", False),
        ("?highestLatestVersionPerProjectAndEnvironment=true", False),
        ("/dynamic?environments=Environments-1", True),
        ("/dynamic?projects=", False),
        ("/dynamic?includePrevious=true", False),
    ],
)
def test_a_board_says_whether_it_is_filtered(ask: Asker, query: str, filtered: bool) -> None:
    assert ask.get(f"{BOARD}{query}")["IsFiltered"] is filtered


def test_tenants_can_be_chosen(shop: Shop) -> None:
    for tenant in (None, shop.north, shop.south):
        shop.deploy(shop.old, shop.test, tenant)
    assert shop.items(f"{BOARD}?selectedTenants={shop.south}") == [("1.9", "Test", "South")]
    assert shop.items(f"{BOARD}?selectedTags=ring/early") == [("1.9", "Test", "North")]
    assert shop.items(f"{BOARD}?selectedTags=Ring/Late") == []


def test_the_highest_version_of_each_environment(shop: Shop) -> None:
    shop.deploy(shop.new, shop.test, shop.north)
    shop.deploy(shop.old, shop.test, shop.south)
    shop.deploy(shop.old, shop.production)
    query = "highestLatestVersionPerProjectAndEnvironment=true&showAll=true"
    assert shop.items(f"{BOARD}?{query}") == [("1.9", "Production", ""), ("1.10", "Test", "North")]


def test_a_disconnected_tenant_is_still_named(shop: Shop) -> None:
    shop.deploy(shop.old, shop.test, shop.north)
    shop.ask.get("/api")
    north = shop.ask.get(f"/api/tenants/{shop.north}")
    shop.ask.put(north["Links"]["Self"], {**north, "ProjectEnvironments": {}})
    assert [each["Name"] for each in shop.ask.get(BOARD)["Tenants"]] == ["North", "South"]


def test_a_board_is_that_of_its_space(shop: Shop) -> None:
    shop.deploy(shop.old, shop.test)
    other = shop.ask.post("/api/spaces", Name="Other", SpaceManagersTeams=["teams-administrators"])
    assert shop.ask.get(f"/api/{other['Id']}/dashboard/dynamic")["Items"] == []
    assert len(shop.ask.get("/api/dashboard/dynamic")["Items"]) == 1
    links = shop.ask.get("/api/Spaces-1")["Links"]
    assert links["Dashboard"].startswith("/api/Spaces-1/dashboard{?projectId,releaseId,selectedTenants,")
    assert links["DashboardDynamic"] == "/api/Spaces-1/dashboard/dynamic{?projects,environments,includePrevious}"


@pytest.fixture
def before() -> Iterator[Asker]:
    with Emulator(server_version="2020.5.0") as server:
        yield Asker(server)


def test_an_older_server_also_lists_the_previous_items_apart(before: Asker) -> None:
    shop = Shop(before)
    for of in (shop.old, shop.new):
        shop.deploy(of, shop.test)
        before.get("/api")
    board = before.get(f"{DYNAMIC}?includePrevious=true")
    assert [each["ReleaseVersion"] for each in board["PreviousItems"]] == ["1.9"]
    assert all(set(each) == ITEM for each in board["Items"])


CONFIGURATION = "/api/dashboardconfiguration"


def configure(shop: Shop, **changes: Any) -> Any:
    return shop.ask.put(CONFIGURATION, {**shop.ask.get(CONFIGURATION), **changes})


def test_each_user_configures_the_dashboard(shop: Shop) -> None:
    shop.deploy(shop.old, shop.test)
    shop.deploy(shop.old, shop.production)
    both = [("1.9", "Production", ""), ("1.9", "Test", "")]
    assert shop.ask.get(CONFIGURATION)["IncludedEnvironmentIds"] == []
    configure(shop, IncludedEnvironmentIds=[shop.test])
    assert shop.items(BOARD) == [("1.9", "Test", "")]
    assert shop.items(f"{BOARD}?showAll=true") == shop.items(DYNAMIC) == both
    headers = {"X-Octopus-ApiKey": shop.ask.server.read_only_api_key}
    assert len(shop.ask.get(BOARD, headers=headers)["Items"]) == 2, "another user has another configuration"
    configure(shop, IncludedEnvironmentIds=[])
    assert shop.items(BOARD) == both


def test_a_configuration_names_projects_groups_and_tags(shop: Shop) -> None:
    shop.ask.post("/api/tagsets", Name="Kind", Scopes=["Project"], Tags=[{"Name": "Web", "Color": "#333333"}])
    group = shop.ask.post("/api/projectgroups", Name="Others")["Id"]
    other = project(shop.ask, Name="Another", ProjectGroupId=group, ProjectTags=["Kind/Web"])

    def names(**changes: Any) -> list[str]:
        configure(shop, **changes)
        return [each["Id"] for each in shop.ask.get(BOARD)["Projects"]]

    assert names(IncludedProjectIds=[shop.project["Id"]]) == [shop.project["Id"]]
    assert names(IncludedProjectIds=[], IncludedProjectGroupIds=[group]) == [other["Id"]]
    assert names(IncludedProjectGroupIds=[], IncludedProjectTags=["Kind/Web"]) == [other["Id"]]
    assert names(IncludedProjectTags=[], ProjectLimit=1) == [other["Id"]]
    assert shop.ask.get(BOARD)["ProjectLimit"] == 1


def test_a_configuration_names_documents_that_exist(shop: Shop) -> None:
    of = shop.ask.get(CONFIGURATION)
    shop.ask.refused("PUT", CONFIGURATION, {**of, "IncludedProjectIds": ["Projects-99"]})
    shop.ask.refused("PUT", CONFIGURATION, {"IncludedProjectIds": []})
    configure(shop, IncludedTenantIds=[shop.south])
    assert shop.ask("DELETE", f"/api/tenants/{shop.south}").status_code == 200
    assert shop.ask.get(CONFIGURATION)["IncludedTenantIds"] == []

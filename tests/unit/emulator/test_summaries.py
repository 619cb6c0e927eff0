# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts for the portal: targets by environment, deployments by week, tags by tenant (api: environments#summary)."""

from __future__ import annotations

from typing import Any

import pytest
from emulator.testing import Emulator

from .conftest import Asker, Clock
from .test_dashboards import Shop

SUMMARY = "/api/environments/summary"
BY_WEEK = "/api/reporting/deployments-counted-by-week"
TAG_TEST = "/api/tenants/tag-test"
DAY = 86_400


@pytest.fixture
def places(ask: Asker) -> dict[str, Any]:
    """Two environments, one of them with a target for each tenant and one for all."""
    made = {name: ask.post("/api/environments", Name=name)["Id"] for name in ("Test", "Live")}
    ask.post("/api/tagsets", Name="Ring", Tags=[{"Name": "Early", "Color": "#333333"}])
    tenant = ask.post("/api/tenants", Name="North")["Id"]
    of = {"EnvironmentIds": [made["Live"]], "Endpoint": {"CommunicationStyle": "None"}}
    ask.post("/api/machines", Name="all", Roles=["web"], **of)
    tenanted = {"TenantedDeploymentParticipation": "Tenanted", "TenantIds": [tenant], "TenantTags": ["Ring/Early"]}
    ask.post("/api/machines", Name="one", Roles=["db"], IsDisabled=True, **of, **tenanted)
    return {**made, "tenant": tenant}


def test_targets_are_counted_by_environment(ask: Asker, places: dict[str, Any]) -> None:
    found = ask.get(SUMMARY)
    parts = {each["Environment"]["Name"]: each for each in found["EnvironmentSummaries"]}
    assert (parts["Test"]["TotalMachines"], parts["Live"]["TotalMachines"]) == (0, 2)
    assert (found["TotalMachines"], found["TotalDisabledMachines"]) == (2, 1)
    assert found["MachineEndpointSummaries"] == {"None": 2}
    assert found["DeploymentTargetSummaries"] == {"CloudRegion": 2}
    assert parts["Live"]["MachineTenantSummaries"] == {places["tenant"]: 1}
    assert parts["Live"]["MachineTenantTagSummaries"] == {"Ring/Early": 1}
    assert parts["Test"]["MachineHealthStatusSummaries"] == {}


@pytest.mark.parametrize(
    ("query", "names", "count"),
    [
        ("?partialName=es", ["Test"], 0),
        ("?hideEmptyEnvironments=true", ["Live"], 2),
        ("?hideEmptyEnvironments=true&roles=web", ["Live"], 1),
        ("?roles=cache", ["Test", "Live"], 0),
        ("?machinePartialName=on&isDisabled=true", ["Test", "Live"], 1),
        ("?environmentTags=Ring/Early", [], 0),
    ],
)
def test_a_summary_has_filters(ask: Asker, places: dict[str, Any], query: str, names: list[str], count: int) -> None:
    found = ask.get(f"{SUMMARY}{query}")
    assert [each["Environment"]["Name"] for each in found["EnvironmentSummaries"]] == names
    assert found["TotalMachines"] == count


def test_a_target_in_two_environments_is_one_target(ask: Asker, places: dict[str, Any]) -> None:
    both = {"EnvironmentIds": [places["Live"], places["Test"]], "Endpoint": {"CommunicationStyle": "None"}}
    ask.post("/api/machines", Name="both", Roles=["web"], **both)
    found = ask.get(f"{SUMMARY}?machinePartialName=both")
    assert (found["TotalMachines"], [each["TotalMachines"] for each in found["EnvironmentSummaries"]]) == (1, [1, 1])


def test_older_summaries_lack_what_came_later() -> None:
    with Emulator(server_version="2020.5.0") as server:
        found = Asker(server).get(SUMMARY)
    assert not {"MachineIdsForTentacleUpgrade", "DeploymentTargetSummaries"} & set(found)


@pytest.fixture
def older(clock: Clock) -> Any:
    with Emulator(server_version="2025.4.0") as server:
        yield Asker(server)


def test_deployments_are_counted_by_week(older: Asker, clock: Clock) -> None:
    shop = Shop(older)
    shop.deploy(shop.old, shop.test)
    clock.pass_by(8 * DAY)
    shop.deploy(shop.old, shop.production)
    shop.deploy(shop.new, shop.test)
    (found,) = older.get(f"{BY_WEEK}?projectIds={shop.project['Id']}")
    (series,) = found["ReportData"]["Series"]
    assert (found["ProjectId"], len(found["ReportData"]["Labels"])) == (shop.project["Id"], 26)
    assert sum(series["Data"]) == 3
    assert series["Data"][-1] == 2
    clock.pass_by(400 * DAY)
    (found,) = older.get(f"{BY_WEEK}?projectIds={shop.project['Id']}")
    assert sum(found["ReportData"]["Series"][0]["Data"]) == 0


def test_counting_needs_projects_that_exist(older: Asker) -> None:
    assert older.refused("GET", BY_WEEK) == "A projectIds query string parameter is required."
    older.refused("GET", f"{BY_WEEK}?projectIds=Projects-99")
    assert "Reporting/DeploymentsCountedByWeek" in older.get("/api")["Links"]


def test_newer_servers_do_not_count_by_week(ask: Asker) -> None:
    assert "Reporting/DeploymentsCountedByWeek" not in ask.get("/api")["Links"]
    ask.refused("GET", f"{BY_WEEK}?projectIds=Projects-1", status=404)


def test_a_tenant_needs_a_tag_of_each_set(ask: Asker) -> None:
    for name, tags in (("Ring", ("Alpha", "Beta")), ("Tier", ("VIP",))):
        ask.post("/api/tagsets", Name=name, Tags=[{"Name": each, "Color": "#333333"} for each in tags])
    both = ask.post("/api/tenants", Name="Both", TenantTags=["Ring/Beta", "Tier/VIP"])["Id"]
    one = ask.post("/api/tenants", Name="One", TenantTags=["Ring/Alpha"])["Id"]
    found = ask.get(f"{TAG_TEST}?tags=Ring/Alpha,ring/beta,Tier/VIP")
    assert found[both] == {"IsMatched": True, "Reason": "", "MissingTags": [], "IsDisabled": False}
    assert (found[one]["IsMatched"], found[one]["MissingTags"]) == (False, ["Tier/VIP"])
    assert ask.get(f"{TAG_TEST}?tenantIds={one}&tags=Ring/Alpha")[one]["IsMatched"]
    assert list(ask.get(f"{TAG_TEST}?tenantIds={both}")) == [both]

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How far releases and runs of runbooks have come (api: releases#progression, dashboards#progression)."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Asker, Clock
from .running import Place, manual, script, step
from .test_dashboards import Shop
from .test_project_releases import release


class Stages(Shop):
    """A shop whose lifecycle has two phases: Test, then Production."""

    def __init__(self, ask: Asker) -> None:
        super().__init__(ask)
        self.phases({"OptionalDeploymentTargets": [self.test]}, {"OptionalDeploymentTargets": [self.production]})

    def progression(self, of: Any) -> Any:
        return self.ask.get(of["Links"]["Progression"])

    def progress(self, of: Any) -> list[str]:
        return [each["Progress"] for each in self.progression(of)["Phases"]]

    def of_project(self, query: str = "") -> Any:
        own = self.project["Links"]["Progression"].removesuffix("{?releaseHistoryCount}")
        return self.ask.get(f"{own}{query}")


@pytest.fixture
def shop(ask: Asker, clock: Clock) -> Stages:
    return Stages(ask)


def test_a_release_goes_from_phase_to_phase(shop: Stages) -> None:
    first = shop.progression(shop.old)
    assert set(first) == {"Id", "Phases", "NextDeployments", "NextDeploymentsMinimumRequired", "Links"}
    assert (first["NextDeployments"], first["NextDeploymentsMinimumRequired"]) == ([shop.test], 1)
    assert first["Phases"][0] == {
        "Id": None,
        "Name": "Phase 1",
        "Blocked": False,
        "Progress": "Current",
        "Deployments": [],
        "AutomaticDeploymentTargets": [],
        "OptionalDeploymentTargets": [shop.test],
        "MinimumEnvironmentsBeforePromotion": 0,
        "IsOptionalPhase": False,
        "IsPriorityPhase": False,
    }
    assert shop.progress(shop.old) == ["Current", "Pending"]
    deployed = shop.deploy(shop.old, shop.test)
    assert shop.progress(shop.old) == ["Complete", "Current"]
    after = shop.progression(shop.old)
    assert after["NextDeployments"] == [shop.production]
    (made,) = after["Phases"][0]["Deployments"]
    assert (made["Deployment"]["Id"], made["Task"]["State"]) == (deployed["Id"], "Success")
    shop.deploy(shop.old, shop.production)
    assert shop.progress(shop.old) == ["Complete", "Complete"]
    done = shop.progression(shop.old)
    assert (done["NextDeployments"], done["NextDeploymentsMinimumRequired"]) == ([], 0)
    assert shop.progress(shop.new) == ["Current", "Pending"], "each release by itself"


def test_a_failed_deployment_completes_nothing(shop: Stages) -> None:
    shop.ask.server.fail("Deploy")
    shop.deploy(shop.old, shop.test)
    found = shop.progression(shop.old)
    assert (shop.progress(shop.old), len(found["Phases"][0]["Deployments"])) == (["Current", "Pending"], 1)
    assert found["NextDeployments"] == [shop.test]


def test_a_phase_needs_the_minimum_of_its_environments(shop: Stages) -> None:
    third = shop.ask.post("/api/environments", Name="Staging")["Id"]
    both = {"OptionalDeploymentTargets": [shop.test, third]}
    shop.phases(both, {"OptionalDeploymentTargets": [shop.production]})
    assert shop.progression(shop.old)["NextDeploymentsMinimumRequired"] == 2
    shop.deploy(shop.old, shop.test)
    found = shop.progression(shop.old)
    assert (found["NextDeployments"], found["NextDeploymentsMinimumRequired"]) == ([third], 1)
    shop.phases({**both, "MinimumEnvironmentsBeforePromotion": 1}, {"OptionalDeploymentTargets": [shop.production]})
    assert shop.progress(shop.old) == ["Complete", "Current"]
    shop.phases({**both, "IsOptionalPhase": True}, {"OptionalDeploymentTargets": [shop.production]})
    found = shop.progression(shop.old)
    assert [each["Progress"] for each in found["Phases"]] == ["Current", "Current"]
    assert (found["NextDeployments"], found["NextDeploymentsMinimumRequired"]) == ([third, shop.production], 0)


def test_a_defect_blocks_the_phases_that_have_not_begun(shop: Stages) -> None:
    assert shop.ask("POST", shop.old["Links"]["ReportDefect"], {"Description": "Broken"}).status_code == 200
    found = shop.progression(shop.old)
    assert [(each["Blocked"], each["Progress"]) for each in found["Phases"]] == [(False, "Current"), (True, "Pending")]
    shop.deploy(shop.old, shop.test)
    found = shop.progression(shop.old)
    assert found["NextDeployments"] == []
    assert shop.ask("POST", shop.old["Links"]["ResolveDefect"], {}).status_code == 200
    assert shop.progress(shop.old) == ["Complete", "Current"]


def test_a_lifecycle_without_phases_has_one_for_each_environment(shop: Stages) -> None:
    shop.phases()
    found = shop.progression(shop.old)
    assert [each["Name"] for each in found["Phases"]] == ["Test", "Production"]
    assert [each["OptionalDeploymentTargets"] for each in found["Phases"]] == [[shop.test], [shop.production]]


def test_the_tenant_that_has_come_farthest_counts(shop: Stages) -> None:
    shop.deploy(shop.old, shop.test, shop.north)
    assert shop.progress(shop.old) == ["Complete", "Current"]
    assert shop.progression(shop.old)["NextDeployments"] == [shop.production]
    shop.deploy(shop.old, shop.test, shop.south)
    shop.deploy(shop.old, shop.production, shop.south)
    assert shop.progress(shop.old) == ["Complete", "Complete"]


def test_the_template_and_the_progression_agree(shop: Stages) -> None:
    for _number in range(3):
        promoted = [each["Id"] for each in shop.ask.get(shop.old["Links"]["DeploymentTemplate"])["PromoteTo"]]
        phases = [each for each in shop.progression(shop.old)["Phases"] if each["Progress"] != "Pending"]
        targets = [
            place for each in phases for place in each["AutomaticDeploymentTargets"] + each["OptionalDeploymentTargets"]
        ]
        assert sorted(promoted) == sorted(targets)
        shop.deploy(shop.old, promoted[-1])


def test_the_progression_of_a_project(shop: Stages, clock: Clock) -> None:
    shop.deploy(shop.old, shop.test)
    clock.pass_by(1)
    shop.deploy(shop.old, shop.production)
    newest = shop.deploy(shop.new, shop.test)
    found = shop.of_project()
    places = [
        {"Id": shop.test, "Name": "Test", "Links": {}},
        {"Id": shop.production, "Name": "Production", "Links": {}},
    ]
    assert found["Environments"] == places
    assert found["ChannelEnvironments"] == {shop.old["ChannelId"]: places}
    assert found["LifecycleEnvironments"] == {shop.project["LifecycleId"]: places}
    new, old = found["Releases"]
    assert set(new) == {
        *("Release", "Channel", "Deployments", "NextDeployments", "HasUnresolvedDefect"),
        *("ReleaseRetentionPeriod", "TentacleRetentionPeriod"),
    }
    assert (new["Release"], new["Channel"]["Id"]) == (shop.ask.get(shop.new["Links"]["Self"]), shop.new["ChannelId"])
    assert [each["DeploymentId"] for each in new["Deployments"][shop.test]] == [newest["Id"]]
    current = {place: [each["IsCurrent"] for each in items] for place, items in old["Deployments"].items()}
    assert current == {shop.test: [False], shop.production: [True]}
    assert (new["NextDeployments"], old["NextDeployments"]) == ([shop.production], [])
    assert new["HasUnresolvedDefect"] is False


def test_the_newest_releases_and_those_that_are_somewhere(shop: Stages) -> None:
    shop.deploy(shop.old, shop.test)
    for version in ("2", "3", "4"):
        release(shop.ask, version)

    def versions(query: str = "") -> list[str]:
        return [each["Release"]["Version"] for each in shop.of_project(query)["Releases"]]

    assert versions() == ["4", "3", "2", "1.9"]
    assert versions("?releaseHistoryCount=1") == ["4", "1.9"]
    assert versions("?releaseHistoryCount=100") == ["4", "3", "2", "1.10", "1.9"]
    address = "/api/progression/Projects-1"
    assert "releaseHistoryCount" in shop.ask.refused("GET", f"{address}?releaseHistoryCount=101")
    assert shop.ask.get(address) == {**shop.of_project(), "Links": {"Self": address}}
    newer = shop.ask.get("/api/Spaces-1/projects/Projects-1/progression/v1")
    assert list(newer) == ["Progression"]
    shop.ask.refused("GET", "/api/progression/Projects-9", status=404)


def test_the_progression_of_a_runbook(ask: Asker, clock: Clock) -> None:
    place = Place(ask)
    address = f"/api/Spaces-1/progression/runbooks/{place.runbook['Id']}"
    assert ask.get(address)["RunbookRuns"] == {}
    place.run(step(script("Restart")))
    newest = place.run(step(manual("Approve")))
    found = ask.get(address)
    assert found["Environments"] == [{"Id": place.environment, "Name": "Production", "Links": {}}]
    (item,) = found["RunbookRuns"][place.environment]
    assert (item["Id"], item["TaskId"]) == (newest["Id"], newest["TaskId"])
    assert (item["State"], item["HasPendingInterruptions"], item["RunBy"]) == ("Queued", True, "admin")
    assert (item["RunbookSnapshotName"], item["RunbookId"]) == ("Snapshot 1", place.runbook["Id"])
    assert not {"IsCurrent", "ReleaseId"} & set(item)
    assert ask.get(item["Links"]["Self"])["Id"] == newest["Id"]
    assert list(ask.get(f"{address}/v1")) == ["Progression"]
    ask.refused("GET", "/api/Spaces-1/progression/runbooks/Runbooks-9", status=404)


def test_the_runs_of_all_runbooks_are_listed(ask: Asker, clock: Clock) -> None:
    place = Place(ask)
    link = ask.get(f"/api/projects/{place.project}")["Links"]["RunbookTaskRunDashboardItemsTemplate"]
    address = link.partition("{")[0]
    assert ask.get(address)["Items"] == []
    first = place.run(step(script("Restart")))
    second = place.run(step(manual("Approve")))
    ask.post("/api/tagsets", Name="Kind", Scopes=["Runbook"], Tags=[{"Name": "Ops", "Color": "#333333"}])

    def found(query: str = "") -> list[str]:
        return [each["Id"] for each in ask.get(f"{address}?{query}")["Items"]]

    assert found() == [second["Id"], first["Id"]]
    assert found("take=1") == [second["Id"]]
    assert found(f"taskIds={first['TaskId']}&projectIds={place.project.lower()}") == [first["Id"]]
    assert found(f"runbookIds={place.runbook['Id']},Runbooks-9&environmentIds={place.environment}") == found()
    for unknown in ("projectIds", "runbookIds", "environmentIds", "tenantIds", "taskIds", "tenantTags", "runbookTags"):
        assert found(f"{unknown}=Other-9") == [], unknown
    runbook = f"/api/runbooks/{place.runbook['Id']}"
    ask.put(runbook, {**ask.get(runbook), "RunbookTags": ["Kind/Ops"]})
    assert found("runbookTags=Kind/Ops") == found()
    (item,) = ask.get(f"{address}?take=1")["Items"]
    assert (item["State"], item["HasPendingInterruptions"], item["RunbookSnapshotName"]) == (
        "Queued",
        True,
        "Snapshot 1",
    )

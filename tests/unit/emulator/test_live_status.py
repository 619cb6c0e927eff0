# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The live status of objects in Kubernetes (api: dashboards#live-status)."""

from __future__ import annotations

from typing import Any

import pytest
from emulator.testing import Emulator

from .conftest import Asker, Clock
from .running import manual, step
from .test_dashboards import Shop
from .test_infrastructure import TENTACLE
from .test_project_releases import release

NEVER = "1970-01-01T00:00:00Z"
POD = {"Name": "web-abc", "Kind": "Pod", "Group": "", "HealthStatus": "Progressing"}


class Cluster(Shop):
    """A shop with a machine whose Kubernetes monitor reports."""

    def __init__(self, ask: Asker) -> None:
        super().__init__(ask)
        body = {"Name": "agent", "Roles": ["web"], "EnvironmentIds": [self.test], "Endpoint": TENTACLE}
        self.machine = str(ask.post("/api/machines", **body)["Id"])

    def address(self, whose: str = "untenanted") -> str:
        return f"/api/Spaces-1/projects/{self.project['Id']}/environments/{self.test}/{whose}/livestatus"

    def live(self, whose: str = "untenanted") -> Any:
        return self.ask.get(self.address(whose))

    def words(self) -> tuple[str, str, str]:
        found = self.live()["Summary"]
        return found["Status"], found["HealthStatus"], found["SyncStatus"]

    def report(self, deployment: Any, *objects: Any) -> None:
        self.ask.server.report(deployment["Id"], self.machine, *objects)


@pytest.fixture
def shop(ask: Asker, clock: Clock) -> Cluster:
    return Cluster(ask)


def test_a_place_without_reports_is_not_supported(shop: Cluster) -> None:
    summary = {"Status": "NotSupported", "HealthStatus": "NotSupported", "SyncStatus": "NotApplicable"}
    more = {"SyncStatusMessage": None, "TotalOrphanCount": 0, "LastUpdated": NEVER}
    assert shop.live() == {"MachineStatuses": [], "Summary": {**summary, **more}}
    shop.deploy(shop.old, shop.test)
    assert shop.live()["Summary"] == {**summary, **more}


def test_the_objects_of_the_last_deployment(shop: Cluster, clock: Clock) -> None:
    shop.report(shop.deploy(shop.old, shop.test), {"Children": [POD]})
    found = shop.live()
    assert shop.words() == ("Progressing", "Progressing", "InSync")
    assert found["Summary"]["LastUpdated"] == clock.at(0)
    (machine,) = found["MachineStatuses"]
    assert (machine["MachineId"], machine["Status"]) == (shop.machine, "Progressing")
    (one,) = machine["Resources"]
    assert (one["Name"], one["Namespace"], one["Kind"], one["Group"]) == ("web", "default", "Deployment", "apps")
    assert (one["HealthStatus"], one["SyncStatus"], one["SourceType"]) == ("Healthy", "InSync", "KubernetesMonitor")
    assert [each["HealthStatus"] for each in one["Children"]] == ["Progressing"]
    assert one["DesiredResourceId"] != one["Children"][0]["DesiredResourceId"]
    assert shop.ask.get(f"{shop.address()}?summaryOnly=true") == {**found, "MachineStatuses": []}


@pytest.mark.parametrize(
    ("objects", "words"),
    [
        ([{}], ("Healthy", "Healthy", "InSync")),
        ([{"HealthStatus": "Suspended"}], ("Healthy", "Healthy", "InSync")),
        ([{}, {"HealthStatus": "Degraded"}], ("Degraded", "Degraded", "InSync")),
        ([{"SyncStatus": "OutOfSync"}, {}], ("Healthy", "Healthy", "OutOfSync")),
        ([], ("Unknown", "Unknown", "Unknown")),
    ],
)
def test_the_worst_status_counts(shop: Cluster, objects: list[Any], words: tuple[str, ...]) -> None:
    shop.report(shop.deploy(shop.old, shop.test), *objects)
    assert shop.words() == words


def test_a_project_can_combine_both(shop: Cluster) -> None:
    path = f"/api/projects/{shop.project['Id']}"
    shop.ask.put(path, {**shop.ask.get(path), "CombineHealthAndSyncStatusInDashboardLiveStatus": True})
    shop.report(shop.deploy(shop.old, shop.test), {"SyncStatus": "OutOfSync"})
    assert shop.words() == ("OutOfSync", "Healthy", "OutOfSync")


def test_a_deployment_that_is_not_over_or_has_failed(shop: Cluster) -> None:
    shop.report(shop.deploy(shop.old, shop.test), {})
    shop.steps(step(manual("Approve")))
    waiting = shop.deploy(release(shop.ask, Version="2"), shop.test)
    assert shop.words() == ("Waiting", "Waiting", "Waiting")
    assert shop.live()["MachineStatuses"] == []
    assert shop.ask("POST", f"/api/tasks/{waiting['TaskId']}/cancel").status_code == 200
    assert shop.words() == ("Unavailable", "Unavailable", "Unavailable")


def test_each_tenant_has_its_own(shop: Cluster) -> None:
    shop.report(shop.deploy(shop.old, shop.test, shop.north), {"HealthStatus": "Missing"})
    assert shop.live(f"tenants/{shop.north}")["Summary"]["Status"] == "Missing"
    assert shop.live(f"tenants/{shop.south}")["Summary"]["Status"] == shop.words()[0] == "NotSupported"
    shop.ask.refused("GET", shop.address("tenants/Tenants-99"), status=404)
    shop.ask.refused("GET", shop.address().replace(shop.test, "Environments-99"), status=404)


def test_the_space_links_to_both(shop: Cluster) -> None:
    links = shop.ask.get("/api/Spaces-1")["Links"]
    own = "/api/Spaces-1/projects/{projectId}/environments/{environmentId}"
    assert links["LiveStatus"] == f"{own}/untenanted/livestatus{{?summaryOnly}}"
    assert links["TenantedLiveStatus"] == f"{own}/tenants/{{tenantId}}/livestatus{{?summaryOnly}}"


def test_before_the_reference(older: Asker, clock: Clock) -> None:
    shop = Cluster(older)
    shop.report(shop.deploy(shop.old, shop.test), {})
    found = shop.live()
    assert set(found["Summary"]) == {"Status", "LastUpdated"}
    assert "Group" not in found["MachineStatuses"][0]["Resources"][0]


def test_before_2025_3_there_is_none() -> None:
    with Emulator(server_version="2025.2.1000") as server:
        ask = Asker(server)
        assert "LiveStatus" not in ask.get("/api/Spaces-1")["Links"]
        shop = Cluster(ask)
        ask.refused("GET", shop.address(), status=404)


def test_a_monitor_reports_through_the_control(shop: Cluster) -> None:
    made = shop.deploy(shop.old, shop.test)
    body = {"Deployment": made["Id"], "Machine": shop.machine, "Objects": [{}]}
    assert shop.ask("POST", "/emulator/livestatus", body).status_code == 200
    assert shop.words()[0] == "Healthy"
    for wrong in ({"Deployment": shop.machine}, {"Machine": made["Id"]}, {"Objects": None}):
        shop.ask.refused("POST", "/emulator/livestatus", {**body, **wrong}, as_it_is=True)

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Deployment freezes (api: triggers#freeze)."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Asker
from .test_documents import project

LIST = "/api/deploymentfreezes"
WHEN = {"Start": "2099-12-20T00:00:00Z", "End": "2100-01-05T10:00:00+10:00"}
ALL = {"TenantId": "Tenants-1", "ProjectId": "Projects-1", "EnvironmentId": "Environments-1"}


@pytest.fixture
def shop(ask: Asker) -> Any:
    ask.post("/api/environments", Name="Test")
    ask.post("/api/tenants", Name="North")
    return project(ask)


def freeze(ask: Asker, name: str = "Holidays", **more: Any) -> Any:
    return ask.post(LIST, Name=name, **{**WHEN, **more})


def listed(ask: Asker, query: str = "") -> list[str]:
    return [each["Name"] for each in ask.get(f"{LIST}{query}")["DeploymentFreezes"]]


def test_a_list_of_its_own_and_no_links(ask: Asker, shop: Any) -> None:
    made = freeze(ask)
    assert (made["Start"], made["End"]) == ("2099-12-20T00:00:00.000+00:00", "2100-01-05T00:00:00.000+00:00")
    assert not {"Links", "SpaceId", "LastModifiedOn"} & set(made)
    freeze(ask, "Later", Start="2099-12-21T00:00:00Z")
    assert listed(ask) == ["Holidays", "Later"]
    page = ask.get(f"{LIST}?skip=1&take=1")
    assert (page["Count"], [each["Name"] for each in page["DeploymentFreezes"]]) == (2, ["Later"])
    assert set(page) == {"DeploymentFreezes", "Count"}
    assert "DeploymentFreezes" in ask.get("/api")["Links"]
    assert ask("DELETE", f"{LIST}/{made['Id']}").status_code == 200
    ask.refused("GET", f"{LIST}/{made['Id']}", status=404)
    ask.refused("GET", f"/api/Spaces-1{LIST.removeprefix('/api')}", status=404)


@pytest.mark.fact("5.34")
def test_a_put_without_scopes_clears_them(ask: Asker, shop: Any) -> None:
    scopes = {"ProjectEnvironmentScope": {"Projects-1": ["Environments-1"]}, "TenantProjectEnvironmentScope": [ALL]}
    made = freeze(ask, **scopes)
    assert made.items() >= scopes.items()
    kept = ask.put(f"{LIST}/{made['Id']}", made)
    assert kept == made
    bare = {key: value for key, value in made.items() if "Scope" not in key}
    cleared = ask.put(f"{LIST}/{made['Id']}", bare)
    assert (cleared["ProjectEnvironmentScope"], cleared["TenantProjectEnvironmentScope"]) == ({}, [])


def test_freezes_can_be_looked_for_by_scope(ask: Asker, shop: Any) -> None:
    freeze(ask, "Project", ProjectEnvironmentScope={"Projects-1": ["Environments-1"]})
    freeze(ask, "Tenant", TenantProjectEnvironmentScope=[ALL])
    freeze(ask, "Past", Start="2020-01-01T00:00:00Z", End="2020-01-02T00:00:00Z")
    freeze(ask, "Now", Start="2020-01-01T00:00:00Z")
    assert listed(ask, "?tenantIds=Tenants-1") == ["Tenant"]
    assert sorted(listed(ask, "?projectIds=Projects-1&environmentIds=Environments-1")) == ["Project", "Tenant"]
    assert listed(ask, "?partialName=ena") == ["Tenant"]
    assert "Past" not in listed(ask)
    assert "Past" in listed(ask, "?includeComplete=true")
    for status, found in {"expired": ["Past"], "Active": ["Now"], "SCHEDULED": ["Project", "Tenant"]}.items():
        assert sorted(listed(ask, f"?status={status}")) == found


def test_a_project_can_own_a_freeze(ask: Asker, shop: Any) -> None:
    assert freeze(ask, OwnerId="Projects-1")["OwnerId"] == "Projects-1"
    assert "Projects-9" in ask.refused("POST", LIST, {"Name": "Nobody's", **WHEN, "OwnerId": "Projects-9"})


SCHEDULES: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"Type": "Daily", "Unit": 2, "EndType": "AfterOccurrences", "EndAfterOccurrences": 5},
     {"Type": "Daily", "Unit": 2, "EndType": "AfterOccurrences", "EndAfterOccurrences": 5, "EndOnDate": None,
      "UserUtcOffsetInMinutes": 0, "StartDate": None, "EndDate": None}),
    ({"Type": "Weekly", "DaysOfWeek": ["Monday", "sunday"]}, {"DaysOfWeek": ["Sunday", "Monday"], "EndType": "Never"}),
    ({"Type": "Monthly", "MonthlyScheduleType": "DayOfMonth", "DayOfWeek": "Thursday", "DayNumberOfMonth": "1"},
     {"DayOfWeek": "Thursday", "DateOfMonth": None}),
    ({"Type": "annually", "EndType": "OnDate", "EndOnDate": "2101-01-01T00:00:00Z"},
     {"Type": "Annually", "EndOnDate": "2101-01-01T00:00:00.000+00:00"}),
]  # fmt: skip


@pytest.mark.parametrize(("sent", "stored"), SCHEDULES, ids=lambda each: str(each.get("Type", "")))
def test_every_schedule(ask: Asker, sent: dict[str, Any], stored: dict[str, Any]) -> None:
    made = freeze(ask, RecurringSchedule=sent)
    assert made["RecurringSchedule"].items() >= stored.items()
    assert ask.put(f"{LIST}/{made['Id']}", made) == made == ask.get(f"{LIST}/{made['Id']}")


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"End": "2099-12-20T00:00:00Z"}, "must be after its start"),
    ({"Start": None}, "The Start field is required."),
    ({"Start": "soon"}, "Path 'Start'"),
    ({"Name": "x" * 201}, "maximum length of 200"),
    ({"ProjectEnvironmentScope": {"Projects-9": []}}, "Projects-9"),
    ({"ProjectEnvironmentScope": {"Projects-1": ["Environments-9"]}}, "Environments-9"),
    ({"TenantProjectEnvironmentScope": [{**ALL, "TenantId": "Tenants-9"}]}, "Tenants-9"),
    ({"TenantProjectEnvironmentScope": [{"TenantId": "Tenants-1"}]}, "The ProjectId field is required."),
    ({"RecurringSchedule": {"Type": "Hourly"}}, "'RecurringScheduleType'"),
    ({"RecurringSchedule": {"Type": "Weekly"}}, "The DaysOfWeek field is required."),
    ({"RecurringSchedule": {"Type": "Monthly"}}, "DateOfMonth"),
    ({"RecurringSchedule": {"Type": "Daily", "EndType": "OnDate"}}, "The EndOnDate field is required."),
    ({"RecurringSchedule": {"Type": "Daily", "Unit": 0}}, "The Unit field is required."),
]


@pytest.mark.parametrize(("wrong", "text"), REFUSED, ids=lambda each: each if isinstance(each, str) else "")
def test_a_wrong_freeze_is_refused(ask: Asker, shop: Any, wrong: dict[str, Any], text: str) -> None:
    assert text in ask.refused("POST", LIST, {"Name": "Holidays", **WHEN, **wrong})


@pytest.mark.parametrize("gone", ["environments/Environments-1", "tenants/Tenants-1", "projects/Projects-1"])
def test_deleted_documents_are_taken_out_of_freezes(ask: Asker, shop: Any, gone: str) -> None:
    scope = {"Projects-1": ["Environments-1"]}
    made = freeze(ask, ProjectEnvironmentScope=scope, TenantProjectEnvironmentScope=[ALL])
    assert ask("DELETE", f"/api/{gone}").status_code == 200
    left = ask.get(f"{LIST}/{made['Id']}")
    assert left["TenantProjectEnvironmentScope"] == []
    expected = {"environments": {"Projects-1": []}, "tenants": scope, "projects": {}}
    assert left["ProjectEnvironmentScope"] == expected[gone.partition("/")[0]]

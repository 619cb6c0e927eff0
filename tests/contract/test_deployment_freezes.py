# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Freezes belong to the server, and a write of other options never loses their scope."""

from __future__ import annotations

from typing import Any

import pytest
from contract.conftest import Octopus
from contract.doors import Door
from contract.kinds.deployment_freeze import HOLIDAYS, PENGUIN, frozen_projects
from emulator.testing import Emulator


def freeze(octopus: Octopus, **options: Any) -> dict[str, Any]:
    return octopus.ok("octopus_deployment_freeze", {"name": "Holidays", **HOLIDAYS, **options})


def scopes(octopus: Octopus) -> tuple[Any, Any]:
    stored = octopus.server.document("DeploymentFreezes-1")
    return stored["ProjectEnvironmentScope"], stored["TenantProjectEnvironmentScope"]


@pytest.mark.fact("5.34")
def test_scopes_stay_when_they_are_not_spoken_of(octopus: Octopus) -> None:
    frozen_projects(octopus.server)
    project = {"project": "Ski lift", "environments": ["Frost"]}
    freeze(octopus, project_environment_scope=[project], tenant_project_environment_scope=[PENGUIN])
    had = scopes(octopus)
    assert all(had)
    assert freeze(octopus, description="x", end="2100-02-01T00:00:00Z")["changed"] is True
    assert scopes(octopus) == had
    other = {"project": "Ice rink", "environments": ["Ice"]}
    freeze(octopus, project_environment_scope=[other], project_environment_scope_mode="merge")
    assert scopes(octopus) == ({**had[0], "Projects-2": ["Environments-2"]}, had[1])


def test_projects_of_other_spaces_stay_by_their_ids(octopus: Octopus) -> None:
    """Projects of other spaces are neither looked up nor shown by name, because the task reads one space."""
    frozen_projects(octopus.server)
    elsewhere = octopus.server.seed("spaces", Name="Other", SpaceManagersTeams=["teams-administrators"])["Id"]
    there = {
        "ProjectGroupId": octopus.server.seed("projectgroups", elsewhere, Name="Ice age")["Id"],
        "LifecycleId": octopus.server.seed("lifecycles", elsewhere, Name="Ice age")["Id"],
    }
    octopus.server.seed("projects", elsewhere, Name="Glacier", **there)
    environment = octopus.server.seed("environments", elsewhere, Name="Snow")["Id"]
    octopus.server.seed(
        "deploymentfreezes",
        Name="Holidays",
        Start=HOLIDAYS["start"],
        End=HOLIDAYS["end"],
        ProjectEnvironmentScope={"Projects-3": [environment]},
    )
    both = [{"project": "Projects-3", "environments": [environment]}, {"project": "Ski lift", "environments": []}]
    assert freeze(octopus, project_environment_scope=both)["changed"] is True
    assert freeze(octopus, project_environment_scope=both)["changed"] is False
    assert set(scopes(octopus)[0]) == {"Projects-1", "Projects-3"}


def test_freezes_that_are_over_are_found(octopus: Octopus) -> None:
    past = {"start": "2020-01-01T00:00:00Z", "end": "2020-01-02T00:00:00Z"}
    assert [freeze(octopus, **past)["changed"] for _time in range(2)] == [True, False]


def test_older_servers_have_no_freezes(door: Door) -> None:
    with Emulator(server_version="2024.3.1") as server:
        octopus = Octopus(server, door, {"octopus_url": server.url, "octopus_api_key": server.api_key})
        result = octopus("octopus_deployment_freeze", {"name": "Holidays", **HOLIDAYS})
    assert "needs Octopus Server 2024.4 or newer, not 2024.3.1" in result["msg"]


@pytest.mark.parametrize("moment", ["tomorrow", "2099-13-01", ""])
def test_a_text_that_is_no_point_in_time_is_refused(octopus: Octopus, moment: str) -> None:
    result = octopus("octopus_deployment_freeze", {"name": "Holidays", **HOLIDAYS, "start": moment})
    assert result["msg"].startswith(f"start: {moment!r} is not a point in time")


@pytest.mark.parametrize("options", [{"end": HOLIDAYS["start"]}, {"start": "2199-01-01", "end": "2198-01-01"}], ids=str)
@pytest.mark.parametrize("there", [False, True], ids=["new", "there"])
def test_a_freeze_that_ends_before_it_starts_is_refused(octopus: Octopus, there: bool, options: dict[str, str]) -> None:
    if there:
        freeze(octopus)
    octopus.server.clear_requests()
    result = octopus("octopus_deployment_freeze", {"name": "Holidays", **HOLIDAYS, **options})
    assert result["msg"].startswith("end: must be after the start, 2")
    assert octopus.writes() == []


@pytest.mark.parametrize(
    ("schedule", "message"),
    [
        ({"unit": 2}, "recurring_schedule.type: must be given to create"),
        ({"type": "Weekly"}, "recurring_schedule.days_of_week: must be given with type: Weekly"),
        ({"type": "Monthly"}, "recurring_schedule.date_of_month: must be given with type: Monthly"),
        (
            {"type": "Monthly", "monthly_schedule_type": "DayOfMonth"},
            "day_number_of_month: must be given with monthly_",
        ),
        (
            {"type": "Daily", "end_type": "OnDate"},
            "recurring_schedule.end_on_date: must be given with end_type: OnDate",
        ),
        ({"type": "Daily", "days_of_week": ["Monday"]}, "days_of_week: belongs to the type Weekly, and this schedule"),
        (
            {"type": "Weekly", "days_of_week": ["Monday"], "date_of_month": "1"},
            "date_of_month: belongs to the type Mon",
        ),
    ],
    ids=str,
)
def test_an_incomplete_schedule_is_refused_before_anything_is_written(
    octopus: Octopus, schedule: dict[str, Any], message: str
) -> None:
    for check in (True, False):
        options = {"name": "Weekends", **HOLIDAYS, "recurring_schedule": schedule}
        result = octopus("octopus_deployment_freeze", options, check=check)
        assert result.get("failed") and message in result["msg"], result
    assert octopus.writes() == []

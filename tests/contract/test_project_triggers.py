# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Filters of triggers are compared by their own properties, and names in actions are found in the project."""

from __future__ import annotations

from typing import Any

import pytest
from contract.conftest import Octopus
from contract.doors import Door
from contract.kinds.project_trigger import triggered_project
from emulator.testing import Emulator

NIGHTLY: dict[str, Any] = {"name": "Nightly", "project": "Night shift", "create_release": {"channel": "Default"}}


def nightly(octopus: Octopus, schedule: dict[str, Any], **more: Any) -> dict[str, Any]:
    return octopus("octopus_project_trigger", {**NIGHTLY, "once_daily_schedule": schedule, **more})


@pytest.mark.fact("5.38")
@pytest.mark.parametrize("version", ["2020.5.0", "2025.4.1"])
@pytest.mark.parametrize("start", ["2019-07-01T18:30:00.000Z", "2024-01-31T18:30:00.000+02:00", "1900-01-01T18:30:00"])
def test_only_the_time_of_day_counts(door: Door, version: str, start: str) -> None:
    with Emulator(server_version=version) as server:
        triggered_project(server)
        octopus = Octopus(server, door, {"octopus_url": server.url, "octopus_api_key": server.api_key})
        started = {"FilterType": "OnceDailySchedule", "StartTime": start, "DaysOfWeek": "Monday, Friday"}
        server.seed(
            "projecttriggers",
            Name="Nightly",
            ProjectId="Projects-1",
            Filter=started,
            Action={"ActionType": "AutoDeploy"},
        )
        task = {"name": "Nightly", "project": "Night shift"}
        same = {"once_daily_schedule": {"start_time": "18:30", "days_of_week": ["Friday", "Monday"]}}
        assert octopus.ok("octopus_project_trigger", {**task, **same})["changed"] is False
        later = {"once_daily_schedule": {"start_time": "18:31:10"}}
        changed = octopus.ok("octopus_project_trigger", {**task, **later})
        assert changed["diff"]["after"]["once_daily_schedule"] == {"start_time": "18:31:10"}
        assert octopus.ok("octopus_project_trigger", {**task, **later})["changed"] is False


@pytest.mark.parametrize("start", ["2026-12-24T18:30:00+02:00", "18:30-0500", "18:30Z", "8:30:00.000Z"])
def test_a_time_with_a_zone_is_refused(octopus: Octopus, start: str) -> None:
    """The trigger would start at 18:30 in its own time zone, and not two hours earlier."""
    triggered_project(octopus.server)
    for check in (True, False):
        options = {**NIGHTLY, "once_daily_schedule": {"start_time": start}}
        result = octopus("octopus_project_trigger", options, check=check)
        assert result["msg"].startswith(f"once_daily_schedule.start_time: {start!r} has a zone")
    assert octopus.writes() == []


@pytest.mark.parametrize("start", ["1110", "25:00", "18:60", "soon", ""])
def test_a_text_that_is_no_time_of_day_is_refused(octopus: Octopus, start: str) -> None:
    triggered_project(octopus.server)
    result = nightly(octopus, {"start_time": start})
    assert result["msg"].startswith(f"once_daily_schedule.start_time: {start!r} is not a time of day")
    assert octopus.writes() == []


def test_channels_are_those_of_the_project(octopus: Octopus) -> None:
    triggered_project(octopus.server)
    octopus.server.seed("projects", Name="Day shift", ProjectGroupId="ProjectGroups-1", LifecycleId="Lifecycles-1")
    made = nightly(octopus, {"start_time": "18:30"}, create_release={"channel": "unripe"})
    assert made["resource"]["Action"]["ChannelId"] == "Channels-2"
    other = nightly(octopus, {"start_time": "18:30"}, project="Day shift", create_release={"channel": "Unripe"})
    assert "create_release.channel: there is no channel named 'Unripe'" in other["msg"]


def test_the_kind_of_a_trigger_can_change(octopus: Octopus) -> None:
    triggered_project(octopus.server)
    nightly(octopus, {"start_time": "18:30", "timezone": "Europe/Berlin"})
    machines = {"name": "Nightly", "project": "Night shift", "machine_filter": {"roles": ["web"]}}
    changed = octopus.ok("octopus_project_trigger", machines)["resource"]["Filter"]
    assert (changed["FilterType"], changed["Roles"], "Timezone" in changed) == ("MachineFilter", ["web"], False)
    assert octopus.ok("octopus_project_trigger", machines)["changed"] is False


def test_a_trigger_of_another_kind_needs_all_options_of_that_kind(octopus: Octopus) -> None:
    triggered_project(octopus.server)
    known = {"name": "Early", "project": "Night shift"}
    octopus.ok("octopus_project_trigger", {**known, "machine_filter": {"roles": ["web"]}, "auto_deploy": {}})
    octopus.server.clear_requests()
    for check in (True, False):
        result = octopus("octopus_project_trigger", {**known, "once_daily_schedule": {"timezone": "UTC"}}, check=check)
        assert result["msg"].startswith("once_daily_schedule.start_time: must be given"), result["msg"]
    assert octopus.writes() == []


def test_a_trigger_needs_one_filter_and_one_action(octopus: Octopus) -> None:
    triggered_project(octopus.server)
    neither = octopus("octopus_project_trigger", {"name": "Nightly", "project": "Night shift"})
    assert "one of machine_filter, once_daily_schedule," in neither["msg"]
    both = nightly(octopus, {"start_time": "18:30"}, auto_deploy={})
    assert "create_release: can't be given together with auto_deploy" in both["msg"]
    bare = nightly(octopus, {"days_of_week": ["Monday"]})
    assert bare["msg"].startswith("once_daily_schedule.start_time: must be given")


def test_a_runbook_is_known_by_its_name_or_id(octopus: Octopus) -> None:
    triggered_project(octopus.server)
    task = {"name": "Nightly", "project": "Night shift", "once_daily_schedule": {"start_time": "18:30"}}
    made = octopus.ok("octopus_project_trigger", {**task, "run_runbook": {"runbook": "Runbooks-1"}})
    assert made["resource"]["Action"]["RunbookId"] == "Runbooks-1"
    named = octopus.ok("octopus_project_trigger", {**task, "run_runbook": {"runbook": "tidy up"}})
    assert named["changed"] is False
    missing = octopus("octopus_project_trigger", {**task, "run_runbook": {"runbook": "Tidy down"}})
    assert "there is no runbook named 'Tidy down'" in missing["msg"]

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runbooks keep their published snapshot, and retention has one spelling for servers with and without strategies."""

from __future__ import annotations

from typing import Any

import pytest
from contract.conftest import Octopus, on
from contract.doors import Door
from contract.kinds.runbook import project_with_chores
from emulator.testing import Emulator

SWEEP = {"name": "Sweep", "project": "Spring cleaning"}


def test_the_published_snapshot_stays(octopus: Octopus) -> None:
    project_with_chores(octopus.server)
    made = octopus.ok("octopus_runbook", SWEEP)["resource"]
    body = {"Name": "First", "RunbookId": made["Id"], "ProjectId": made["ProjectId"]}
    there = [{"link": "RunbookSnapshots", "parameters": {"publish": True}}]
    publish = {"method": "POST", "follow": there, "body": body}
    octopus.ok("octopus_api", publish)
    changed = octopus.ok("octopus_runbook", {**SWEEP, "description": "With a broom"})
    assert changed["resource"]["PublishedRunbookSnapshotId"] == "RunbookSnapshots-1"
    assert octopus.server.document(made["Id"])["PublishedRunbookSnapshotId"] == "RunbookSnapshots-1"


def test_an_option_for_existing_runbooks_takes_a_second_write(octopus: Octopus) -> None:
    project_with_chores(octopus.server)
    made = octopus.ok("octopus_runbook", {**SWEEP, "cancel_queued_tasks": True})
    assert made["resource"]["CancelQueuedTasks"] is True
    assert len(octopus.writes()) == 2
    assert octopus.ok("octopus_runbook", {**SWEEP, "cancel_queued_tasks": True})["changed"] is False


@pytest.mark.parametrize("version", ["2021.2.4488", "2026.3.15581"])
def test_one_spelling_of_retention(door: Door, version: str) -> None:
    with Emulator(server_version=version) as server:
        server.seed("projects", Name="Spring cleaning", ProjectGroupId="ProjectGroups-1", LifecycleId="Lifecycles-1")
        octopus = on(server, door)
        octopus.ok("octopus_runbook", SWEEP)
        asked: list[dict[str, Any]] = [{"quantity_to_keep": 7}, {"strategy": "Forever"}, {}]
        for policy in asked:
            task = {**SWEEP, "run_retention_policy": policy}
            assert octopus.ok("octopus_runbook", task)["changed"] is True
            assert octopus.ok("octopus_runbook", task)["changed"] is False
        days = {"strategy": "Count", "quantity_to_keep": 7, "unit": "Days"}
        counted = octopus("octopus_runbook", {**SWEEP, "run_retention_policy": days})
        usual = octopus("octopus_runbook", {**SWEEP, "run_retention_policy": {"strategy": "Default"}})
        if version.startswith("2021"):
            assert "run_retention_policy.unit: Days needs Octopus Server 2025.3 or newer" in counted["msg"]
            assert "run_retention_policy.strategy: Default needs Octopus Server 2025.3" in usual["msg"]
        else:
            assert (counted["changed"], usual["changed"]) == (True, True)

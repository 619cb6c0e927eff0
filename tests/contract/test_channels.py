# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Channels belong to their projects, one of each is the default, and their rules stay or go as they are asked to."""

from __future__ import annotations

from typing import Any

import pytest
from contract.conftest import Octopus
from contract.doors import Door
from contract.kinds.channel import a_git_rule, a_rule, project_with_lifecycles
from emulator.testing import Emulator

HOTFIX = {"name": "Hotfix", "project": "Stock"}
RULE = a_rule("Deploy web", "Deploy API", version_range="[1.0,2.0)")


@pytest.fixture
def stock(octopus: Octopus) -> Octopus:
    project_with_lifecycles(octopus.server)
    return octopus


def test_a_name_is_looked_for_in_the_project(stock: Octopus) -> None:
    stock.server.seed("projects", Name="Returns", ProjectGroupId="ProjectGroups-1", LifecycleId="Lifecycles-1")
    made = [stock.ok("octopus_channel", {**HOTFIX, "project": name})["id"] for name in ("Stock", "returns", "Stock")]
    assert made[0] == made[2] != made[1]
    refused = stock("octopus_channel", {"id": made[0], "project": "Returns"})
    assert "project: channel 'Hotfix' was created with 'Stock'" in refused["msg"]
    nowhere = stock("octopus_channel", {**HOTFIX, "project": "Stok"})
    assert "there is no project named 'Stok'. Similar names: 'Stock'." in nowhere["msg"]


def test_the_default_moves_and_does_not_vanish(stock: Octopus) -> None:
    default, hotfix = {"name": "Default", "project": "Stock"}, {**HOTFIX, "is_default": True}
    kept = stock.ok("octopus_channel", {**default, "is_default": False})
    assert (kept["changed"], "set is_default of another document" in kept["warnings"][0]) == (False, True)
    predicted = stock.ok("octopus_channel", {**default, "state": "absent"}, check=True)
    assert predicted["warnings"] == [
        "state: channel 'Default' is the default; set is_default of another one to true first"
    ]
    assert "You cannot delete the default channel" in stock("octopus_channel", {**default, "state": "absent"})["msg"]
    assert stock.ok("octopus_channel", hotfix)["changed"] is True
    assert stock.server.document("Channels-1")["IsDefault"] is False
    assert stock.ok("octopus_channel", {**default, "state": "absent"})["changed"] is True
    assert "You cannot delete" in stock("octopus_channel", {**HOTFIX, "state": "absent"})["msg"]


@pytest.mark.fact("5.21")
@pytest.mark.parametrize("version", ["2020.5.0", "2025.4.1"])
def test_lists_stay_when_they_are_not_spoken_of_and_go_when_they_are_empty(door: Door, version: str) -> None:
    with Emulator(server_version=version) as server:
        server.seed("projects", Name="Stock", ProjectGroupId="ProjectGroups-1", LifecycleId="Lifecycles-1")
        octopus = Octopus(server, door, {"octopus_url": server.url, "octopus_api_key": server.api_key})
        made = octopus.ok("octopus_channel", {**HOTFIX, "rules": [RULE]})["resource"]["Rules"]
        assert octopus.ok("octopus_channel", {**HOTFIX, "description": "x"})["resource"]["Rules"] == made
        assert octopus.ok("octopus_channel", {**HOTFIX, "rules": []})["resource"]["Rules"] == []
        assert octopus.ok("octopus_channel", {**HOTFIX, "rules": []})["changed"] is False


def test_a_rule_that_stays_keeps_its_id(stock: Octopus) -> None:
    def rules(*asked: Any) -> dict[str, Any]:
        return stock.ok("octopus_channel", {**HOTFIX, "rules": list(asked)})

    ids = [each["Id"] for each in rules(RULE, a_rule("Deploy jobs", tag="^$"))["resource"]["Rules"]]
    turned = a_rule("Deploy API", "Deploy web", version_range="[1.0,2.0)")
    assert rules(a_rule("Deploy jobs", tag="^$"), turned)["changed"] is False, "in any order"
    changed = rules(a_rule("Deploy jobs", tag="^rc"), turned)
    assert changed["diff"]["after"]["rules"][0]["tag"] == "^rc"
    assert [each["Id"] for each in changed["resource"]["Rules"]][1:] == ids[:1]


def test_options_that_older_servers_lack_are_refused(door: Door) -> None:
    with Emulator(server_version="2024.4.1") as server:
        server.seed("projects", Name="Stock", ProjectGroupId="ProjectGroups-1", LifecycleId="Lifecycles-1")
        octopus = Octopus(server, door, {"octopus_url": server.url, "octopus_api_key": server.api_key})
        result = octopus("octopus_channel", {**HOTFIX, "type": "EphemeralEnvironment"})
        assert result["msg"].startswith("type: needs Octopus Server 2025.1 or newer, not 2024.4.1")
        rules = {"git_resource_rules": [a_git_rule("main")], "git_reference_rules": ["main"]}
        assert octopus.ok("octopus_channel", {**HOTFIX, **rules})["changed"] is True


def test_a_channel_without_a_parent_that_the_server_takes_is_managed(stock: Octopus) -> None:
    """Whether every server refuses such a channel is unverified; where there is one, a task changes the rest of it."""
    made = stock.ok("octopus_channel", HOTFIX)["id"]
    stock.server.put_read_only(made, {"Type": "EphemeralEnvironment", "ParentEnvironmentId": None})
    changed = stock.ok("octopus_channel", {**HOTFIX, "description": "Preview"}, check=True)
    assert changed["diff"]["after"]["description"] == "Preview"


def test_a_project_to_come_brings_its_first_channel(octopus: Octopus) -> None:
    """Check mode knows that the default channel will exist, under each new name of the project."""
    default = {"name": "default", "project": "Stock"}
    predicted = [
        octopus.ok("octopus_channel", {**default, **options}, check=True)
        for options in ({}, {"is_default": True}, {"description": "x"}, {"new_name": "Main"}, {"state": "absent"})
    ]
    assert [each["changed"] for each in predicted] == [False, False, True, True, True]
    assert predicted[2]["diff"]["before"] == {"name": "Default", "description": ""}
    assert octopus.ok("octopus_channel", HOTFIX, check=True)["diff"]["before"] == {}
    assert "there is no project named 'Stock'" in octopus("octopus_channel", {**default, "description": "x"})["msg"]

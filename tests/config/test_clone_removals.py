# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A run creates a clone and removes documents of its source: check mode says so, and a second run changes nothing."""

from __future__ import annotations

from typing import Any

import pytest
from config.driving import Config, Result, configure, export, report, task
from config.test_brought import PROJECT, triggered
from emulator.testing import Emulator

PATTERN = {**PROJECT, "name": "Pattern"}
CLONE = {"name": "Shop", "clone_from": "Pattern"}
BETA = {"name": "Beta", "project": "Pattern"}
FIRST = {"name": "Default", "project": "Pattern"}
THERE: Config = {
    "projects": [PATTERN],
    "channels": [BETA, {"name": "Gamma", "project": "Pattern"}],
    "project_triggers": [triggered("Pattern")],
}


def channels(server: Emulator) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in export(server, kinds=["channels"])["config"]["channels"]:
        found.setdefault(each["project"], []).append(each["name"])
    return found


def held(server: Emulator, config: Config, **how: Any) -> Result:
    """Check, run, and run once more."""
    predicted, done = configure(server, config, check=True, **how), configure(server, config, **how)
    assert report(predicted) == report(done)
    again = configure(server, config, **how)
    assert again["changed"] is False, again["changes"]
    return done


@pytest.mark.parametrize("of_clone", [None, {}, {"description": "Copied"}, {"state": "absent"}], ids=str)
@pytest.mark.parametrize("projects", [[CLONE], [PATTERN, CLONE]], ids=["clone", "both"])
def test_a_channel_of_the_source_that_is_to_go(
    server: Emulator, projects: list[dict[str, Any]], of_clone: dict[str, Any] | None
) -> None:
    """The clone has the channels that its source had then, and keeps all of them that no item removes."""
    configure(server, THERE)
    own = [] if of_clone is None else [{"name": "Beta", "project": "Shop", **of_clone}]
    held(server, {"projects": projects, "channels": [{**BETA, "state": "absent"}, *own]})
    left = ["Default", "Gamma"] if own and own[0].get("state") == "absent" else ["Beta", "Default", "Gamma"]
    assert channels(server) == {"Pattern": ["Default", "Gamma"], "Shop": left}


# The channels that a pruning configuration names, and those that exist after the run.
NAMED: dict[str, tuple[Config, list[str], list[str]]] = {
    "nothing": ({"projects": [CLONE], "channels": []}, ["Default"], ["Default"]),
    "the source's": ({"projects": [CLONE], "channels": [BETA]}, ["Beta", "Default"], ["Default"]),
    "the clone's": (
        {"projects": [CLONE], "channels": [{"name": "Beta", "project": "Shop"}]},
        ["Default"],
        ["Beta", "Default"],
    ),
    "the clone's under another name": (
        {"projects": [CLONE], "channels": [{"name": "Beta", "new_name": "Delta", "project": "Shop"}]},
        ["Default"],
        ["Default", "Delta"],
    ),
    "the source's under another name": (
        {"projects": [CLONE], "channels": [{**BETA, "new_name": "Delta"}]},
        ["Default", "Delta"],
        ["Default"],
    ),
    "a new one of the source's": (
        {"projects": [CLONE], "channels": [{"name": "Delta", "project": "Pattern"}]},
        ["Default", "Delta"],
        ["Default"],
    ),
    "another first one of the source's": (
        {"projects": [CLONE], "channels": [{**BETA, "is_default": True}]},
        ["Beta"],
        ["Beta"],
    ),
    "what the clone refers to": (
        {"projects": [{**CLONE, "release_creation_strategy": {"channel": "Beta"}}], "channels": []},
        ["Default"],
        ["Beta", "Default"],
    ),
    "what the clone's trigger refers to": (
        {
            "projects": [CLONE],
            "channels": [],
            "project_triggers": [{**triggered("Shop"), "auto_deploy": None, "create_release": {"channel": "Beta"}}],
        },
        ["Default"],
        ["Beta", "Default"],
    ),
}


@pytest.mark.parametrize("named", NAMED)
def test_pruned_channels(server: Emulator, named: str) -> None:
    """Channels of a clone that nothing names are pruned as well; the channel that the clone itself refers to stays."""
    config, of_source, of_clone = NAMED[named]
    configure(server, THERE)
    held(server, config, prune=["channels"])
    assert channels(server) == {"Pattern": of_source, "Shop": of_clone}


@pytest.mark.parametrize("way", ["name", "id", "slug"])
def test_a_source_that_is_called_in_two_ways(server: Emulator, way: str) -> None:
    """The source's channels in the configuration come before the clone nevertheless."""
    configure(server, THERE)
    (project,) = task(server, "octopus_info", kind="project", name="Pattern")["resources"]
    called = {"name": "PATTERN", "id": project["Id"], "slug": project["Slug"]}[way]
    config: Config = {
        "projects": [{**CLONE, "clone_from": called}],
        "channels": [{**BETA, "description": "Copied"}, {"name": "Delta", "project": "Pattern"}],
    }
    held(server, config)
    assert channels(server)["Shop"] == ["Beta", "Default", "Delta", "Gamma"]


@pytest.mark.parametrize("there", [True, False], ids=["there", "new"])
def test_pruned_channels_of_a_copy_of_a_copy(server: Emulator, there: bool) -> None:
    configure(server, THERE if there else {})
    config: Config = {
        "projects": [PATTERN, CLONE, {"name": "Third", "clone_from": "Shop"}],
        "channels": [
            {"name": "Delta", "project": "Pattern"},
            {"name": "Delta", "project": "Shop", "new_name": "Epsilon"},
            {"name": "Zeta", "project": "Shop"},
            {"name": "Zeta", "project": "Third"},
        ],
    }
    held(server, config, prune=["channels"])
    assert channels(server) == {
        "Pattern": ["Default", "Delta"],
        "Shop": ["Default", "Epsilon", "Zeta"],
        "Third": ["Default", "Zeta"],
    }


def test_pruned_triggers(server: Emulator) -> None:
    configure(server, THERE)
    done = held(server, {"projects": [CLONE], "project_triggers": []}, prune=["project_triggers"])
    assert done["deleted"] == {"project_triggers": ["Pattern: Deploy", "Shop: Deploy"]}


def test_the_limit_counts_what_a_clone_brings(server: Emulator) -> None:
    configure(server, THERE)
    config: Config = {"projects": [CLONE], "channels": []}
    for check in (True, False):
        result = task(server, "octopus_config", config=config, prune=["channels"], prune_limit=3, check=check)
        assert result["msg"].startswith("prune_limit: 4 documents would be removed"), result["msg"]


def test_a_clone_that_can_not_be_made(server: Emulator) -> None:
    """Documents that the clone would have had are not tried."""
    configure(server, THERE)
    server.fault(method="POST", path="*/projects", status=400, body={"ErrorMessage": "Not on a Friday."}, times=9)
    result = task(server, "octopus_config", config={"projects": [CLONE], "channels": []}, prune=["channels"])
    assert result["counts"]["failed"] == 1 and result["counts"]["not_tried"] == 2, result["counts"]

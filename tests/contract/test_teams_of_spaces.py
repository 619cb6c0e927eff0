# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Several spaces have teams of one name, and one list of the server has them all: the name means the nearest team."""

from __future__ import annotations

from typing import Any

import pytest
from contract.conftest import Octopus, on
from contract.doors import Door
from emulator.testing import Emulator

MANAGERS = "Space Managers"
SPACES = {"Default": "Spaces-1", "Second": "Spaces-2"}
CHECKS = pytest.mark.parametrize("check", [True, False], ids=["check", "run"])


@pytest.fixture
def octopus(octopus: Octopus) -> Octopus:
    return octopus.stocked(stock)


def stock(octopus: Octopus) -> None:
    octopus.ok("octopus_space", {"name": "Second", "space_managers_teams": ["Octopus Administrators"]})
    for space in SPACES:
        lifecycle = {"lifecycle": "Default Lifecycle", "project_group": "Default Project Group"}
        octopus.ok("octopus_project", {"name": "Shop", "space": space, **lifecycle})


def stored(octopus: Octopus, collection: str) -> list[dict[str, Any]]:
    """The documents of a collection."""
    return [each for kept, each in octopus.server.everything().values() if kept == collection]


def teams(octopus: Octopus, name: str = "QA") -> dict[str, str]:
    """The descriptions of the teams with a name, by the ID of their space; empty for the server's team."""
    found = stored(octopus, "teams")
    return {str(each["SpaceId"] or ""): str(each["Description"]) for each in found if each["Name"] == name}


def twice(octopus: Octopus, module: str, options: dict[str, Any]) -> None:
    """Run a task that changes something once: check mode says so, and so does the second run."""
    told = [octopus.ok(module, options, check=check)["changed"] for check in (True, False, False)]
    assert told == [True, True, False]


@pytest.mark.parametrize("space", [None, *SPACES])
@pytest.mark.parametrize("through", ["octopus_deployment_process", "octopus_config"])
def test_a_reference_means_the_team_of_the_space(octopus: Octopus, through: str, space: str | None) -> None:
    """Each space has a team of managers, and all of them have the same name."""
    step = {"name": "Ask", "manual_intervention": {"instructions": "Is it good?", "responsible_teams": [MANAGERS]}}
    process = {"project": "Shop", "steps": [step]}
    options = process if through != "octopus_config" else {"config": {"deployment_processes": [process]}}
    twice(octopus, through, {**options, **({"space": space} if space else {})})
    made = [str(each["Steps"]) for each in stored(octopus, "deploymentprocesses") if each["Steps"]]
    assert len(made) == 1 and f"'teams-spacemanagers-{SPACES[space or 'Default']}'" in made[0]


@pytest.mark.parametrize("through", ["octopus_team", "octopus_config"])
def test_each_space_has_a_team_of_the_name(octopus: Octopus, through: str) -> None:
    def given(space: str, **more: str) -> dict[str, Any]:
        item = {"name": "QA", "team_space": space, "description": f"Of {space}", **more}
        return item if through == "octopus_team" else {"config": {"teams": [item]}}

    for space in SPACES:
        twice(octopus, through, given(space))
    assert teams(octopus) == {"Spaces-1": "Of Default", "Spaces-2": "Of Second"}
    twice(octopus, through, given("Second", new_name="Testers"))
    assert (teams(octopus), teams(octopus, "Testers")) == ({"Spaces-1": "Of Default"}, {"Spaces-2": "Of Second"})
    twice(octopus, through, given("Default", state="absent"))
    assert (teams(octopus), teams(octopus, "Testers")) == ({}, {"Spaces-2": "Of Second"})


@pytest.mark.parametrize("through", ["octopus_team", "octopus_config"])
@pytest.mark.parametrize("space", [None, *SPACES])
def test_a_name_alone_means_the_team_of_the_space_of_the_task(
    octopus: Octopus, through: str, space: str | None
) -> None:
    """The team of another space is left alone: a new team belongs to the server."""
    octopus.ok("octopus_team", {"name": "QA", "team_space": "Second"})
    item = {"name": "QA", "description": "Found"}
    options = item if through == "octopus_team" else {"config": {"teams": [item]}}
    twice(octopus, through, {**options, **({"space": space} if space else {})})
    expected = {"Spaces-2": "Found"} if space == "Second" else {"Spaces-2": "", "": "Found"}
    assert teams(octopus) == expected


@pytest.mark.parametrize("through", ["octopus_team", "octopus_config"])
def test_the_team_of_the_server_is_another_one(octopus: Octopus, through: str) -> None:
    own = octopus.ok("octopus_team", {"name": "QA", "description": "Everywhere"})["id"]

    def given(**options: str) -> dict[str, Any]:
        return options if through == "octopus_team" else {"config": {"teams": [options]}}

    absent = given(name="QA", team_space="Second", state="absent")
    assert [octopus.ok(through, absent, check=check)["changed"] for check in (True, False)] == [False, False]
    twice(octopus, through, given(name="QA", team_space="Second", description="Only here"))
    assert teams(octopus) == {"": "Everywhere", "Spaces-2": "Only here"}
    twice(octopus, through, absent)
    assert teams(octopus) == {"": "Everywhere"}
    for check in (True, False):
        moved = octopus(through, given(id=own, team_space="Second"), check=check)
        assert "team_space: team 'QA' was created " in moved["msg"]


@pytest.mark.parametrize("through", ["octopus_team", "octopus_config"])
def test_a_space_that_does_not_exist_has_no_team_to_remove(octopus: Octopus, through: str) -> None:
    octopus.ok("octopus_team", {"name": "QA"})
    item = {"name": "QA", "team_space": "Third", "state": "absent"}
    options = item if through == "octopus_team" else {"config": {"teams": [item]}}
    told = [octopus.ok(through, options, check=check) for check in (True, False)]
    assert [(each["changed"], each.get("warnings")) for each in told] == [(False, None), (False, None)]


@CHECKS
def test_a_team_may_be_needed_before_its_space(octopus: Octopus, check: bool) -> None:
    """A play often names the space for all of its tasks, and makes the managers of the space first."""
    octopus.ok("octopus_team", {"name": "QA", "team_space": "Default"})
    made = {"name": "QA", "description": "Managers"}
    for module, options in (("octopus_team", made), ("octopus_config", {"config": {"teams": [{"name": "Others"}]}})):
        told = octopus.ok(module, {"space": "Third", **options}, check=check)
        assert told["changed"] is True
        # The space may also be misspelled.
        assert ["There is no space named 'Third'" in each for each in told["warnings"]] == [True]
    assert teams(octopus) == {"Spaces-1": "", **({} if check else {"": "Managers"})}


@CHECKS
def test_a_configuration_that_makes_the_space(octopus: Octopus, check: bool) -> None:
    octopus.ok("octopus_team", {"name": "QA", "team_space": "Default"})
    step = {"name": "Ask", "manual_intervention": {"instructions": "?", "responsible_teams": ["QA", MANAGERS]}}
    project = {"name": "Shop", "lifecycle": "Default Lifecycle", "project_group": "Default Project Group"}
    config = {
        "spaces": [{"name": "Third", "space_managers_teams": ["Octopus Administrators"]}],
        "teams": [{"name": "QA", "team_space": "Third", "description": "Of Third"}],
        "projects": [project],
        "deployment_processes": [{"project": "Shop", "steps": [step]}],
    }
    given = {"space": "Third", "config": config}
    made = octopus.ok("octopus_config", given, check=check)
    assert made["counts"]["created"] == 3
    if not check:
        assert teams(octopus) == {"Spaces-1": "", "Spaces-3": "Of Third"}
        own = next(each["Id"] for each in stored(octopus, "teams") if each["Description"] == "Of Third")
        process = next(each for each in stored(octopus, "deploymentprocesses") if each["Steps"])
        assert f"{own},teams-spacemanagers-Spaces-3" in str(process["Steps"])
    assert octopus.ok("octopus_config", given, check=check)["changed"] is check


@CHECKS
def test_prune_and_export_know_the_teams_of_the_space(octopus: Octopus, check: bool) -> None:
    for space in SPACES:
        octopus.ok("octopus_team", {"name": "QA", "team_space": space})
    octopus.ok("octopus_team", {"name": "Guests"})
    exported = octopus.ok("octopus_config_info", {"kinds": ["teams"], "space": "Second"}, check=check)["config"][
        "teams"
    ]
    mine = [(each["name"], each.get("team_space")) for each in exported if each["name"] in ("QA", "Guests")]
    assert sorted(mine) == [("Guests", None), ("QA", "Second")]
    prune = {"prune": ["teams"], "prune_server": True, "space": "Second"}
    pruned = octopus.ok("octopus_config", {"config": {"teams": [{"name": "Guests"}]}, **prune}, check=check)
    assert (pruned["counts"]["deleted"], pruned["changed"]) == (1, True)
    assert set(teams(octopus)) == ({"Spaces-1", "Spaces-2"} if check else {"Spaces-1"})


@pytest.mark.parametrize("through", ["octopus_team", "octopus_config"])
def test_a_task_outside_all_spaces_means_every_team(door: Door, through: str) -> None:
    """On a server without a default space, a task that names no space finds the only team of the name."""
    item = {"name": "QA", "description": "Found"}
    options = item if through == "octopus_team" else {"config": {"teams": [item]}}
    with Emulator(default_space=False) as server:
        octopus = on(server, door)
        octopus.ok("octopus_space", {"name": "Second", "space_managers_teams": ["Octopus Administrators"]})
        octopus.ok("octopus_team", {"name": "QA", "team_space": "Second"})
        twice(octopus, through, options)
        assert teams(octopus) == {"Spaces-2": "Found"}
        octopus.ok("octopus_team", {"name": "QA", "team_space": "Default"})
        for check in (True, False):
            assert "2 teams are called 'QA'" in octopus(through, options, check=check)["msg"]

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The roles of teams are documents of their own, each in a space of its own."""

from __future__ import annotations

from typing import Any

import pytest
from contract.conftest import Octopus

MODULE = "octopus_team"
TEAM = {"name": "Auditors"}
VIEWER = {"user_role": "Project viewer", "space": "Second"}


def second_space(octopus: Octopus) -> None:
    octopus.ok("octopus_space", {"name": "Second", "space_managers_teams": ["Octopus Administrators"]})
    octopus.ok("octopus_environment", {"name": "Production", "space": "Second"})
    octopus.ok("octopus_environment", {"name": "Only here"})


def roles(result: dict[str, Any]) -> list[str]:
    return [each["Id"] for each in result["resource"]["ScopedUserRoles"]]


@pytest.mark.fact("5.39")
def test_a_role_is_told_by_its_values(octopus: Octopus) -> None:
    second_space(octopus)
    in_one = {**VIEWER, "environments": ["Production"]}
    made = octopus.ok(MODULE, {**TEAM, "scoped_user_roles": [in_one]})
    more = octopus.ok(MODULE, {**TEAM, "scoped_user_roles": [VIEWER, in_one]})
    assert (len(roles(more)), roles(made)[0] in roles(more)) == (2, True)
    octopus.server.clear_requests()
    fewer = octopus.ok(MODULE, {**TEAM, "scoped_user_roles": [VIEWER]})
    assert (len(roles(fewer)), [each.split()[0] for each in octopus.writes()]) == (1, ["DELETE"])
    octopus.server.clear_requests()
    octopus.ok(MODULE, {**TEAM, "description": "They look"})
    assert not [each for each in octopus.server.requests if "scopeduserroles" in each.path], "not managed, not read"


def test_names_are_those_of_the_space_of_the_role(octopus: Octopus) -> None:
    second_space(octopus)
    wrong = octopus(MODULE, {**TEAM, "scoped_user_roles": [{**VIEWER, "environments": ["Only here"]}]})
    assert "scoped_user_roles[0].environments: there is no environment named 'Only here'" in wrong["msg"]


@pytest.mark.parametrize("check", [True, False])
@pytest.mark.parametrize("option", ["environments", "projects", "project_groups", "tenants"])
def test_what_narrows_a_role_is_in_a_space(octopus: Octopus, option: str, check: bool) -> None:
    """Check mode must not foretell a role that no run can give: without a space there is nowhere to look."""
    role = {"user_role": "Project viewer", option: ["Only here"]}
    for module, options in (
        (MODULE, {**TEAM, "scoped_user_roles": [role]}),
        ("octopus_config", {"config": {"teams": [{**TEAM, "scoped_user_roles": [role]}]}}),
    ):
        refused = octopus(module, options, check=check)
        assert f"scoped_user_roles[0].space: must be given with {option}" in refused["msg"]
    empty = {**TEAM, "scoped_user_roles": [{"user_role": "System manager", option: []}]}
    assert octopus.ok(MODULE, empty, check=check)["changed"] is True
    assert not [each for each in octopus.writes() if check]


def test_a_space_that_is_still_to_come(octopus: Octopus) -> None:
    octopus.ok(MODULE, TEAM)
    foretold = octopus.ok(
        MODULE, {**TEAM, "scoped_user_roles": [{**VIEWER, "environments": ["Production"]}]}, check=True
    )
    assert foretold["diff"]["after"]["scoped_user_roles"] == [{**VIEWER, "environments": ["Production"]}]
    assert len(foretold["warnings"]) == 2


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"name": "Everyone", "new_name": "Nobody"}, "built in and cannot be renamed"),
        ({"name": "Everyone", "members": ["admin"]}, "members of this team cannot be changed"),
        ({"name": "Everyone", "state": "absent"}, "is built in and can't be removed"),
        ({"name": "Octopus Administrators", "scoped_user_roles": []}, "cannot be changed"),
    ],
)
def test_what_can_not_be_changed_of_a_built_in_team(octopus: Octopus, options: dict[str, Any], says: str) -> None:
    result = octopus(MODULE, options)
    assert (result["failed"], says in result["msg"]) == (True, True), result["msg"]


def test_a_team_stays_in_its_space(octopus: Octopus) -> None:
    octopus.ok(MODULE, {**TEAM, "team_space": "Default"})
    second_space(octopus)
    moved = octopus(MODULE, {**TEAM, "team_space": "Second"})
    assert "team_space: team 'Auditors' was created with 'Default'" in moved["msg"]


def test_a_configuration_makes_what_the_roles_name(octopus: Octopus) -> None:
    config = {
        "teams": [{**TEAM, "scoped_user_roles": [{**VIEWER, "space": "Default", "environments": ["Production"]}]}],
        "environments": [{"name": "Production"}],
    }
    assert octopus.ok("octopus_config", {"config": config, "space": "Default"})["changed"] is True
    assert octopus.ok("octopus_config", {"config": config, "space": "Default"})["changed"] is False
    out = octopus.ok("octopus_config_info", {"kinds": ["teams"]})["config"]
    assert octopus.ok("octopus_config", {"config": out})["changed"] is False

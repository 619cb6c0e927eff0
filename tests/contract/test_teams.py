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
def test_a_role_is_identified_by_its_values(octopus: Octopus) -> None:
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
def test_an_option_that_narrows_a_role_needs_a_space(octopus: Octopus, option: str, check: bool) -> None:
    """Check mode must not predict a role that no run can give: without a space there is nowhere to look."""
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
    predicted = octopus.ok(
        MODULE, {**TEAM, "scoped_user_roles": [{**VIEWER, "environments": ["Production"]}]}, check=True
    )
    assert predicted["diff"]["after"]["scoped_user_roles"] == [{**VIEWER, "environments": ["Production"]}]
    assert len(predicted["warnings"]) == 2


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"name": "Everyone", "new_name": "Nobody"}, "name: the team 'Everyone' is built in and can't be renamed"),
        ({"id": "teams-everyone", "name": "All"}, "name: the team 'Everyone' is built in and can't be renamed"),
        ({"name": "Everyone", "members": ["admin"]}, "members: the team 'Everyone' is built in, and its members can't"),
        ({"name": "Everyone", "state": "absent"}, "is built in and can't be removed"),
        ({"name": "Octopus Administrators", "scoped_user_roles": []}, "built in, and its roles can't be changed"),
    ],
)
def test_a_forbidden_change_of_a_built_in_team_is_refused(octopus: Octopus, options: dict[str, Any], says: str) -> None:
    for check in (True, False):
        for module, given in ((MODULE, options), ("octopus_config", {"config": {"teams": [options]}})):
            result = octopus(module, given, check=check)
            assert (result["failed"], says in result["msg"]) == (True, True), result["msg"]
    assert octopus.writes() == []


def test_options_that_a_built_in_team_has_already_pass(octopus: Octopus) -> None:
    changed = {"name": "Everyone", "new_name": "Everyone", "members": [], "description": "All of us"}
    assert octopus.ok(MODULE, changed)["changed"] is True


SPACE_ROLE = "scoped_user_roles[0].space: the user role 'Project viewer' has space permissions"
SYSTEM_ROLE = "scoped_user_roles[0].space: the user role 'System manager' has only system permissions"


@pytest.mark.parametrize("there", [False, True], ids=["new", "existing"])
@pytest.mark.parametrize(
    ("role", "says"),
    [
        ({"user_role": "Project viewer"}, SPACE_ROLE),
        ({"user_role": "System manager", "space": "Default"}, SYSTEM_ROLE),
    ],
)
def test_a_role_at_the_wrong_level_is_predicted(octopus: Octopus, role: dict[str, Any], says: str, there: bool) -> None:
    if there:
        octopus.ok(MODULE, TEAM)
        octopus.server.clear_requests()
    given = {**TEAM, "scoped_user_roles": [role]}
    for check in (True, False):
        for module, options in ((MODULE, given), ("octopus_config", {"config": {"teams": [given]}})):
            result = octopus(module, options, check=check)
            assert (result["failed"], says in result["msg"]) == (True, True), result["msg"]
    assert octopus.writes() == []


def test_the_level_of_a_role_that_the_same_run_changes(octopus: Octopus) -> None:
    """The role is as it will be, and not as the server has it."""
    octopus.ok("octopus_user_role", {"name": "Helper", "granted_system_permissions": ["UserView"]})
    role = {"name": "Helper", "granted_space_permissions": ["ProjectView"], "granted_system_permissions": []}
    new = {"name": "New", "granted_space_permissions": ["ProjectView"]}

    def config(**place: str) -> dict[str, Any]:
        given = [{"user_role": each, **place} for each in ("Helper", "New")]
        return {"config": {"user_roles": [role, new], "teams": [{**TEAM, "scoped_user_roles": given}]}}

    for check in (True, False):
        result = octopus("octopus_config", config(), check=check)
        assert "[0].space: the user role 'Helper' has space permissions ('ProjectView')" in result["msg"]
        assert octopus.ok("octopus_config", config(space="Default"), check=check)["changed"] is True


def test_a_role_that_a_team_has_already_is_not_questioned(octopus: Octopus) -> None:
    """The server has accepted the role before, so its level is not checked."""
    helper = {"name": "Helper", "granted_space_permissions": ["ProjectView"]}
    octopus.ok("octopus_user_role", helper)
    given = {**TEAM, "scoped_user_roles": [{"user_role": "Helper", "space": "Default"}]}
    octopus.ok(MODULE, given)
    octopus.ok("octopus_user_role", {**helper, "granted_space_permissions": [], "granted_system_permissions": []})
    octopus.ok(
        "octopus_user_role", {**helper, "granted_space_permissions": [], "granted_system_permissions": ["UserView"]}
    )
    assert octopus.ok(MODULE, {**given, "description": "They help"})["changed"] is True


def test_a_configuration_makes_what_the_roles_name(octopus: Octopus) -> None:
    config = {
        "teams": [{**TEAM, "scoped_user_roles": [{**VIEWER, "space": "Default", "environments": ["Production"]}]}],
        "environments": [{"name": "Production"}],
    }
    assert octopus.ok("octopus_config", {"config": config, "space": "Default"})["changed"] is True
    assert octopus.ok("octopus_config", {"config": config, "space": "Default"})["changed"] is False
    out = octopus.ok("octopus_config_info", {"kinds": ["teams"]})["config"]
    assert octopus.ok("octopus_config", {"config": out})["changed"] is False

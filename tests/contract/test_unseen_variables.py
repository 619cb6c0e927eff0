# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A user who does not see all variables of a set adds none that the set may have (api: variables#reading-a-part)."""

from __future__ import annotations

from typing import Any

import pytest
from contract.conftest import Octopus

MISSING = "the user 'bob' may see no unscoped variables: the permission VariableViewUnscoped is missing"
RESTRICTED = "the user 'bob' may not see all environment-scoped variables: the permission VariableView is restricted"
USUAL = ["ProjectView", "EnvironmentView", "VariableView", "VariableEdit", "VariableEditUnscoped"]
UNSCOPED, SCOPED = {"Color": "red"}, {"Color": [{"value": "red", "scope": {"environments": ["Production"]}}]}


def signed_in(octopus: Octopus, permissions: list[str], **restrictions: list[str]) -> Octopus:
    """A user who has these permissions, and a project with both variables."""
    octopus.stocked(stock)
    (team,) = octopus.server.app.octopus.store.named("teams", "Spaces-1", "Bob's")
    give(octopus, team["Id"], permissions, **restrictions)
    octopus.connection["octopus_api_key"] = octopus.ok("octopus_api_key", {"user": "bob", "name": "tests"})["api_key"]
    return octopus


def stock(octopus: Octopus) -> None:
    server = octopus.server
    for name in ("Test", "Production"):
        server.seed("environments", Name=name)
    octopus.ok("octopus_project_group", {"name": "All"})
    octopus.ok("octopus_lifecycle", {"name": "Slow"})
    octopus.ok("octopus_project", {"name": "Shop", "project_group": "All", "lifecycle": "Slow"})
    octopus.ok("octopus_project", {"name": "Other", "project_group": "Default Project Group", "lifecycle": "Slow"})
    octopus.ok("octopus_variables", {"project": "Shop", "values": {"Color": [{"value": "red"}, *SCOPED["Color"]]}})
    user = server.seed("users", Username="bob", DisplayName="Bob")["Id"]
    server.seed("teams", "Spaces-1", Name="Bob's", MemberUserIds=[user])


def give(octopus: Octopus, team: str, permissions: list[str], **restrictions: list[str]) -> None:
    role = octopus.server.seed("userroles", Name=permissions[-1], GrantedSpacePermissions=permissions)["Id"]
    octopus.server.seed("scopeduserroles", "Spaces-1", TeamId=team, UserRoleId=role, **restrictions)


def stored(octopus: Octopus) -> int:
    everything = octopus.server.everything().values()
    return sum(len(document["Variables"]) for collection, document in everything if collection == "variables")


@pytest.mark.parametrize(
    ("permissions", "restrictions", "values", "why"),
    [
        (USUAL, {}, UNSCOPED, MISSING),
        ([*USUAL, "VariableViewUnscoped"], {"EnvironmentIds": ["Environments-1"]}, SCOPED, RESTRICTED),
    ],
)
@pytest.mark.parametrize("mode", ["merge", "replace"])
@pytest.mark.parametrize("check", [True, False])
def test_a_variable_that_may_be_there_is_not_added(
    octopus: Octopus, permissions: list[str], restrictions: Any, values: Any, why: str, mode: str, check: bool
) -> None:
    bob = signed_in(octopus, permissions, **restrictions)
    result = bob("octopus_variables", {"project": "Shop", "values": values, "mode": mode}, check=check)
    assert result["failed"] and why in result["msg"] and stored(octopus) == 2
    config = {"variables": [{"project": "Shop", "values": values, "mode": mode}]}
    result = bob("octopus_config", {"config": config}, check=check)
    assert result["failed"] and why in result["msg"] and stored(octopus) == 2


def test_a_removal_that_finds_nothing_warns(octopus: Octopus) -> None:
    bob = signed_in(octopus, USUAL)
    entries = [{"name": "Color", "state": "absent"}]
    result = bob.ok("octopus_variables", {"project": "Shop", "variables": entries, "mode": "merge"})
    assert not result["changed"] and any(MISSING in each for each in result["warnings"])


SHOP, OTHER, GROUP, OTHER_GROUP = "Projects-1", "Projects-2", "ProjectGroups-2", "ProjectGroups-1"


@pytest.mark.parametrize(
    "restrictions",
    [
        {},
        {"EnvironmentIds": ["Environments-2"]},
        {"ProjectIds": [SHOP]},
        {"ProjectGroupIds": [GROUP]},
    ],
    ids=str,
)
def test_a_user_who_sees_such_variables_adds_one(octopus: Octopus, restrictions: Any) -> None:
    bob = signed_in(octopus, [*USUAL, "VariableViewUnscoped"], **restrictions)
    for values in ({"Size": "1"}, {"Size": [{"value": "2", "scope": {"environments": ["Production"]}}]}):
        options = {"project": "Shop", "values": values, "mode": "merge"}
        assert bob.ok("octopus_variables", options)["changed"] and not bob.ok("octopus_variables", options)["changed"]
    assert stored(octopus) == 4


@pytest.mark.parametrize(
    ("restrictions", "is_seen"),
    [
        ({"ProjectIds": [SHOP], "ProjectGroupIds": [GROUP]}, True),
        ({"ProjectIds": [OTHER], "ProjectGroupIds": [GROUP]}, True),
        ({"ProjectIds": [SHOP], "ProjectGroupIds": [OTHER_GROUP]}, True),
        ({"ProjectGroupIds": [GROUP]}, True),
        ({"ProjectIds": [OTHER], "ProjectGroupIds": [OTHER_GROUP]}, False),
        ({"ProjectGroupIds": [OTHER_GROUP]}, False),
    ],
    ids=str,
)
def test_a_role_is_for_its_projects_and_for_those_of_its_groups(
    octopus: Octopus, restrictions: Any, is_seen: bool
) -> None:
    """The set is empty, so that no variable in it shows what the user sees."""
    administrator = dict(octopus.connection)
    bob = signed_in(octopus, USUAL)
    team = next(each["Id"] for name, each in octopus.server.everything().values() if each.get("Name") == "Bob's")
    give(octopus, team, ["VariableViewUnscoped"], **restrictions)
    own = dict(bob.connection)
    bob.connection.update(administrator)
    bob.ok("octopus_variables", {"project": "Shop", "values": {}})
    bob.connection.update(own)
    for check in (True, False):
        result = bob("octopus_variables", {"project": "Shop", "values": UNSCOPED, "mode": "merge"}, check=check)
        assert result.get("failed", False) is not is_seen, result


def test_replace_warns_of_variables_that_stay(octopus: Octopus) -> None:
    """The task has all variables of the set that the user sees, and the server keeps the others."""
    bob = signed_in(octopus, USUAL)
    more = f"the set may have more unscoped variables, which stay: {MISSING}"
    for check in (True, False):
        options = {"project": "Shop", "values": SCOPED}
        result = bob.ok("octopus_variables", options, check=check)
        assert not result["changed"] and result["warnings"] == [more]
        for given in (SCOPED, {}):
            some = {**options, "values": given, "mode": "merge"}
            assert "warnings" not in bob.ok("octopus_variables", some, check=check)
        config = {"variables": [options]}
        result = bob.ok("octopus_config", {"config": config}, check=check)
        assert not result["changed"] and result["warnings"] == [f"variables[0]: {more}"]
    assert stored(octopus) == 2


def test_replace_removes_all_that_the_user_sees(octopus: Octopus) -> None:
    administrator = dict(octopus.connection)
    bob = signed_in(octopus, USUAL)
    result = bob.ok("octopus_variables", {"project": "Shop", "values": {}})
    assert result["changed"] and any(MISSING in each for each in result["warnings"]) and stored(octopus) == 1
    octopus.connection.update(administrator)
    result = octopus.ok("octopus_variables", {"project": "Shop", "values": {}})
    assert result["changed"] and "warnings" not in result and stored(octopus) == 0


def test_replace_warns_of_variables_that_stay_beside_the_removed_ones(octopus: Octopus) -> None:
    """The user sees unscoped variables, and the scoped ones of one environment alone."""
    bob = signed_in(octopus, [*USUAL, "VariableViewUnscoped"], EnvironmentIds=["Environments-1"])
    more = f"the set may have more environment-scoped variables, which stay: {RESTRICTED}"
    for check in (True, False):
        options = {"project": "Shop", "values": {}}
        config = {"variables": [options]}
        if check:
            assert more in bob.ok("octopus_config", {"config": config}, check=True)["warnings"][0]
        result = bob.ok("octopus_variables", options, check=check)
        assert result["changed"] and result["warnings"] == [more]
    assert stored(octopus) == 1


def test_permissions_are_read_only_if_something_depends_on_them(octopus: Octopus) -> None:
    """A task that removes no variable, and sees unscoped ones, makes no further request."""
    bob = signed_in(octopus, [*USUAL, "VariableViewUnscoped"])
    both = {"Color": [{"value": "red"}, *SCOPED["Color"]]}
    changed = {"Color": [{"value": "blue"}, *SCOPED["Color"]]}
    for values, is_read in ((both, False), (changed, False), (UNSCOPED, True)):
        octopus.server.clear_requests()
        bob.ok("octopus_variables", {"project": "Shop", "values": values})
        assert any(each.path.endswith("/permissions") for each in octopus.server.requests) is is_read


@pytest.mark.parametrize(
    ("permissions", "restrictions", "why"),
    [
        (USUAL, {}, MISSING),
        ([*USUAL, "VariableViewUnscoped"], {"EnvironmentIds": ["Environments-1"]}, RESTRICTED),
        ([*USUAL, "VariableViewUnscoped"], {}, ""),
    ],
)
def test_an_export_warns_of_variables_that_it_lacks(
    octopus: Octopus, permissions: list[str], restrictions: Any, why: str
) -> None:
    bob = signed_in(octopus, [*permissions, "ProcessView"], **restrictions)
    result = bob.ok("octopus_config_info", {"kinds": ["variables"]})
    found = [each for each in result.get("warnings", ()) if each.startswith("variables: ")]
    assert found == ([f"variables: {why}; the export has only those that the user sees"] if why else [])


@pytest.mark.parametrize("owner", ["project", "library_variable_set"])
@pytest.mark.parametrize("restrictions", [{}, {"EnvironmentIds": ["Environments-2"]}], ids=str)
def test_a_project_is_read_only_if_it_decides(octopus: Octopus, owner: str, restrictions: Any) -> None:
    administrator = dict(octopus.connection)
    bob = signed_in(octopus, [*USUAL, "LibraryVariableSetView"], **restrictions)
    own = dict(bob.connection)
    options = {owner: "Shop", "values": SCOPED}
    octopus.connection.update(administrator)
    octopus.ok("octopus_library_variable_set", {"name": "Shop"})
    for connection in (administrator, own):
        octopus.connection.update(connection)
        octopus.server.clear_requests()
        bob.ok("octopus_variables", options)
        addresses = [each.path for each in octopus.server.requests]
        assert [each for each in addresses if "/projects/" in each and not each.endswith("/variables")] == []

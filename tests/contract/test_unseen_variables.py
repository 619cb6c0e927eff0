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
    server = octopus.server
    for name in ("Test", "Production"):
        server.seed("environments", Name=name)
    octopus.ok("octopus_project_group", {"name": "All"})
    octopus.ok("octopus_lifecycle", {"name": "Slow"})
    octopus.ok("octopus_project", {"name": "Shop", "project_group": "All", "lifecycle": "Slow"})
    octopus.ok("octopus_variables", {"project": "Shop", "values": {"Color": [{"value": "red"}, *SCOPED["Color"]]}})
    user = server.seed("users", Username="bob", DisplayName="Bob")["Id"]
    role = server.seed("userroles", Name="Bob's", GrantedSpacePermissions=permissions)["Id"]
    team = server.seed("teams", "Spaces-1", Name="Bob's", MemberUserIds=[user])["Id"]
    server.seed("scopeduserroles", "Spaces-1", TeamId=team, UserRoleId=role, **restrictions)
    octopus.connection["octopus_api_key"] = octopus.ok("octopus_api_key", {"user": "bob", "name": "tests"})["api_key"]
    return octopus


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


@pytest.mark.parametrize("restrictions", [{}, {"ProjectIds": ["Projects-1"]}, {"EnvironmentIds": ["Environments-2"]}])
def test_a_user_who_sees_such_variables_adds_one(octopus: Octopus, restrictions: Any) -> None:
    bob = signed_in(octopus, [*USUAL, "VariableViewUnscoped"], **restrictions)
    for values in ({"Size": "1"}, {"Size": [{"value": "2", "scope": {"environments": ["Production"]}}]}):
        options = {"project": "Shop", "values": values, "mode": "merge"}
        assert bob.ok("octopus_variables", options)["changed"] and not bob.ok("octopus_variables", options)["changed"]
    assert stored(octopus) == 4

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A write that the user's roles do not cover fails with the permission that is missing, and with the document."""

from __future__ import annotations

from typing import Any

import pytest
from contract.conftest import Octopus

CLOUD = {"roles": ["web"], "cloud_region": {}}
# The task, the permission that it lacks, and the part of the address that names the document.
WRITES: list[tuple[str, dict[str, Any], str, str]] = [
    ("environment", {"name": "Production", "description": "x"}, "EnvironmentEdit", "environments/Environments-2"),
    ("environment", {"name": "Production", "state": "absent"}, "EnvironmentDelete", "environments/Environments-2"),
    ("machine", {"name": "New", "environments": ["Production"], **CLOUD}, "MachineCreate", "machines"),
    ("machine", {"name": "Web", "environments": ["Test", "Production"]}, "MachineEdit", "machines/Machines-1"),
    (
        "variables",
        {"project": "Shop", "values": {"A": [{"value": "1", "scope": {"environments": ["Production"]}}]}},
        "VariableEdit",
        "variables",
    ),
]


def bob(octopus: Octopus) -> Octopus:
    """A user who sees everything in the space, and may write what is in the environment Test."""
    server = octopus.server
    for name in ("Test", "Production"):
        octopus.ok("octopus_environment", name=name)
    octopus.ok("octopus_machine", {"name": "Web", "environments": ["Test"], **CLOUD})
    octopus.ok("octopus_project", name="Shop", project_group="Default Project Group", lifecycle="Default Lifecycle")
    user = server.seed("users", Username="bob", DisplayName="Bob")["Id"]
    team = server.seed("teams", "Spaces-1", Name="Bob's", MemberUserIds=[user])["Id"]
    views = ["EnvironmentView", "MachineView", "ProjectView", "VariableView", "VariableViewUnscoped"]
    edits = ["EnvironmentEdit", "EnvironmentDelete", "MachineCreate", "MachineEdit", "VariableEdit"]
    for permissions, restrictions in ((views, {}), (edits, {"EnvironmentIds": ["Environments-1"]})):
        role = server.seed("userroles", Name=permissions[0], GrantedSpacePermissions=permissions)["Id"]
        server.seed("scopeduserroles", "Spaces-1", TeamId=team, UserRoleId=role, **restrictions)
    octopus.connection["octopus_api_key"] = octopus.ok("octopus_api_key", {"user": "bob", "name": "tests"})["api_key"]
    return octopus


@pytest.mark.parametrize(("kind", "options", "permission", "address"), WRITES, ids=str)
def test_a_write_elsewhere(octopus: Octopus, kind: str, options: dict[str, Any], permission: str, address: str) -> None:
    user = bob(octopus)
    before = octopus.server.everything()
    result = user(f"octopus_{kind}", options)
    assert result["failed"] and not result.get("changed"), result
    assert f"Missing permission: {permission}" in result["msg"] and address in result["msg"]
    assert octopus.server.everything() == before


def test_a_write_in_the_environment_of_the_role(octopus: Octopus) -> None:
    user = bob(octopus)
    assert user.ok("octopus_environment", {"name": "Test", "description": "x"})["changed"]
    assert user.ok("octopus_machine", {"name": "New", "environments": ["Test"], **CLOUD})["changed"]
    values = {"A": [{"value": "1", "scope": {"environments": ["Test"]}}]}
    assert user.ok("octopus_variables", {"project": "Shop", "values": values})["changed"]

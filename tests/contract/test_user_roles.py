# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The server's own words about permissions and built-in roles."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from contract.conftest import Octopus

LIST = "PermissionDescriptions"
ROLE = {"name": "Releaser"}


@pytest.mark.fact("5.32")
def test_a_new_role_has_both_lists(octopus: Octopus) -> None:
    made = octopus.ok("octopus_user_role", {**ROLE, "granted_system_permissions": ["UserView"]})["resource"]
    assert (made["GrantedSpacePermissions"], made["GrantedSystemPermissions"]) == ([], ["UserView"])
    octopus.ok("octopus_user_role", {**ROLE, "description": "x"})
    assert octopus.server.document(made["Id"])["GrantedSystemPermissions"] == ["UserView"]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (
            {"granted_space_permissions": ["ReleaseCreate", "ReleaseViews"]},
            "granted_space_permissions: this server has no permission 'ReleaseViews'. Similar names: 'ReleaseView'",
        ),
        (
            {"granted_space_permissions": ["SpaceCreate"]},
            "granted_space_permissions: 'SpaceCreate' applies to the whole server; give it in granted_system",
        ),
        (
            {"granted_system_permissions": ["releasecreate"]},
            "granted_system_permissions: 'ReleaseCreate' applies to a space; give it in granted_space",
        ),
        ({"granted_space_permissions": [" "]}, "granted_space_permissions: an entry is empty"),
    ],
)
def test_a_permission_that_the_server_does_not_have(octopus: Octopus, options: dict[str, Any], says: str) -> None:
    for check in (True, False):
        result = octopus("octopus_user_role", {**ROLE, **options}, check=check)
        assert (result["failed"], says in result["msg"]) == (True, True), result["msg"]
    assert octopus.writes() == []


def test_known_permissions_need_no_list(octopus: Octopus) -> None:
    octopus.ok("octopus_user_role", {**ROLE, "granted_space_permissions": ["ReleaseCreate", "ProjectView"]})
    octopus.server.clear_requests()
    again = octopus.ok("octopus_user_role", {**ROLE, "granted_space_permissions": ["projectview", "ReleaseCreate"]})
    assert (again["changed"], len(octopus.server.requests)) == (False, 2)


@pytest.mark.fact("C.6")
@pytest.mark.parametrize(
    ("options", "says"),
    [
        (
            {"name": "System administrator", "description": "x"},
            "'System administrator' can't be changed",
        ),
        ({"name": "Project viewer", "state": "absent"}, "'Project viewer' is built in and can't be removed"),
    ],
)
def test_a_change_that_the_server_refuses_is_refused_before_a_write(
    octopus: Octopus, options: dict[str, Any], says: str
) -> None:
    for check in (True, False):
        result = octopus("octopus_user_role", options, check=check)
        assert (result["failed"], says in result["msg"]) == (True, True), result["msg"]
    assert octopus.writes() == []


def test_a_built_in_role_that_is_as_it_should_be_passes(octopus: Octopus) -> None:
    unchanged = {"name": "System administrator", "granted_system_permissions": all_of_the_server(octopus)}
    assert octopus.ok("octopus_user_role", unchanged)["changed"] is False
    assert octopus.ok("octopus_user_role", {"name": "Project viewer", "description": "May look"})["changed"] is True


def all_of_the_server(octopus: Octopus) -> Any:
    return octopus.server.document("userroles-systemadministrator")["GrantedSystemPermissions"]


def test_an_export_leaves_out_what_nobody_can_change(octopus: Octopus) -> None:
    config = octopus.ok("octopus_config_info", {"kinds": ["user_roles"]})["config"]
    names = [each["name"] for each in config["user_roles"]]
    assert ("System administrator" in names, "Project viewer" in names) == (False, True)
    # A server on which both the fixed and the changeable roles differ.
    fewer = [each for each in all_of_the_server(octopus) if each != "UserInvite"]
    octopus.server.put_read_only("userroles-systemadministrator", {"GrantedSystemPermissions": fewer})
    octopus.server.put_read_only("userroles-projectviewer", {"GrantedSpacePermissions": ["ProjectView"]})
    done = octopus.ok("octopus_config", {"config": config})
    assert [each["name"] for each in done["changes"]] == ["Project viewer"]


@pytest.mark.fact("C.6")
def test_the_reason_against_removing_a_role_is_reported(octopus: Octopus) -> None:
    role = octopus.ok("octopus_user_role", {**ROLE, "granted_space_permissions": ["ProjectView"]})["id"]
    octopus.server.seed("scopeduserroles", TeamId="teams-managers", UserRoleId=role)
    result = octopus("octopus_user_role", {**ROLE, "state": "absent"})
    assert (result["failed"], result["status"]) == (True, 400)
    assert "because a team has it" in result["msg"]


def test_a_server_that_does_not_list_permissions_checks_them_itself(
    octopus: Octopus, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_root = Client._open

    def without_the_list(self: Client) -> Any:
        root = open_root(self)
        return {**root, "Links": {name: each for name, each in root["Links"].items() if name != LIST}}

    monkeypatch.setattr(Client, "_open", without_the_list)
    octopus.ok("octopus_user_role", {**ROLE, "granted_space_permissions": ["ReleaseCreate"]})
    octopus.server.on_purpose("UserRoleResource.GrantedSpacePermissions[]")
    result = octopus("octopus_user_role", {**ROLE, "granted_space_permissions": ["ReleaseMake"]})
    assert (result["status"], "ReleaseMake" in result["msg"]) == (400, True)

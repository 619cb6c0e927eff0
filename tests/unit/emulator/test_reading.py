# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A restricted role shows some documents only: lists leave the others out, and a GET by ID is refused."""

from __future__ import annotations

from typing import Any

import pytest
from emulator.testing import Emulator

from .conftest import Asker

Headers = dict[str, str]
RESTRICTED = {"EnvironmentIds": ["Environments-1"], "ProjectIds": ["Projects-1"], "TenantIds": ["Tenants-1"]}
REGION = {"Roles": ["web"], "Endpoint": {"CommunicationStyle": "None"}}


def user_with(ask: Asker, *permissions: str, **restrictions: Any) -> Headers:
    """The headers of a new user who has these permissions in the default space."""
    user = ask.server.seed("users", Username="bob", DisplayName="Bob")["Id"]
    role = ask.server.seed("userroles", Name="Bob's", GrantedSpacePermissions=[*permissions])["Id"]
    team = ask.server.seed("teams", Name="Bob's", MemberUserIds=[user])["Id"]
    ask.server.seed("scopeduserroles", TeamId=team, UserRoleId=role, **restrictions)
    return {"X-Octopus-ApiKey": ask("POST", f"/api/users/{user}/apikeys", {"Purpose": "Tests"}).json()["ApiKey"]}


def fill(server: Emulator) -> None:
    """Two documents of each kind: the second is outside the restrictions."""
    for number in (1, 2):
        server.seed("environments", Name=f"E{number}")
        server.seed("projects", Name=f"P{number}", ProjectGroupId="ProjectGroups-1", LifecycleId="Lifecycles-1")
        server.seed("tenants", Name=f"T{number}")
        server.seed("machines", Name=f"M{number}", EnvironmentIds=[f"Environments-{number}"], **REGION)
        server.seed("runbooks", Name=f"R{number}", ProjectId=f"Projects-{number}")
    server.seed("accounts", Name="A1", AccountType="Token")


@pytest.mark.parametrize(
    ("collection", "permission", "names"),
    [
        ("environments", "EnvironmentView", ["E1"]),
        ("projects", "ProjectView", ["P1"]),
        ("tenants", "TenantView", ["T1"]),
        ("machines", "MachineView", ["M1"]),
        ("runbooks", "RunbookView", ["R1"]),
        ("accounts", "AccountView", ["A1"]),
    ],
)
def test_lists_have_what_the_role_covers(ask: Asker, collection: str, permission: str, names: list[str]) -> None:
    fill(ask.server)
    headers = user_with(ask, permission, **RESTRICTED)
    listed = ask.get(f"/api/{collection}", headers=headers)
    assert ([each["Name"] for each in listed["Items"]], listed["TotalResults"]) == (names, len(names))
    assert [each["Name"] for each in ask.get(f"/api/{collection}/all", headers=headers)] == names
    assert len(ask.get(f"/api/{collection}")["Items"]) > len(names) or names == ["A1"], "the administrator sees more"
    first, *others = ask.get(f"/api/{collection}?take=9")["Items"]
    assert ask("GET", first["Links"]["Self"], headers=headers).status_code == 200
    answers = [ask("GET", each["Links"]["Self"], headers=headers) for each in others]
    assert all(each.status_code == 403 and permission in each.json()["ErrorMessage"] for each in answers)


def test_a_role_is_for_its_projects_and_for_those_of_its_groups(ask: Asker) -> None:
    fill(ask.server)
    for number in (2, 3):
        group = ask.server.seed("projectgroups", Name=f"G{number}")["Id"]
        ask.server.seed("projects", Name=f"P{number + 1}", ProjectGroupId=group, LifecycleId="Lifecycles-1")
        ask.server.seed("runbooks", Name=f"R{number + 1}", ProjectId=f"Projects-{number + 1}")
    permissions = ("ProjectView", "RunbookView", "ProjectGroupView")
    headers = user_with(ask, *permissions, ProjectIds=["Projects-1"], ProjectGroupIds=["ProjectGroups-2"])
    for collection, names in {"projects": ["P1", "P3"], "runbooks": ["R1", "R3"], "projectgroups": ["G2"]}.items():
        assert [each["Name"] for each in ask.get(f"/api/{collection}", headers=headers)["Items"]] == names


def test_children_of_a_parent_are_left_out_too(ask: Asker) -> None:
    fill(ask.server)
    ask.server.seed("machines", Name="M3", EnvironmentIds=["Environments-1"], TenantIds=["Tenants-2"], **REGION)
    headers = user_with(ask, "EnvironmentView", "MachineView", "ProjectView", "RunbookView", **RESTRICTED)
    own = "/api/environments/Environments-1/machines"
    assert (ask.get(own)["TotalResults"], ask.get(own, headers=headers)["TotalResults"]) == (2, 1)
    for place in ("/api/environments/Environments-2/machines", "/api/projects/Projects-2/runbooks"):
        assert ask.get(place)["TotalResults"] == 1
        assert ask("GET", place, headers=headers).status_code == 403
    assert ask.get("/api/projects/Projects-1/runbooks", headers=headers)["TotalResults"] == 1


def test_without_the_permission_nothing_is_read(ask: Asker) -> None:
    fill(ask.server)
    headers = user_with(ask, "ProjectView")
    assert ask("GET", "/api/environments", headers=headers).status_code == 403
    assert ask("GET", "/api/Spaces-1/environments/Environments-1", headers=headers).status_code == 403
    assert ask.get("/api/projects", headers=headers)["TotalResults"] == 2

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Teams, roles, and the roles of teams (api: people#team, people#role, people#scoped-role)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from emulator import answers, crud
from emulator.handlers import Call
from emulator.kinds.common import DESCRIPTION, ENVIRONMENT_IDS, NAME, NAME_FILTER, NEWER_NAME, SLUG, TENANT_IDS
from emulator.kinds.permission_names import ONLY_SYSTEM, RESTRICTIONS, is_known
from emulator.model import DESCRIBED, MIXED, SYSTEM, Document, Kind, Limit, Prop, Release, Route
from emulator.refusals import invalid

if TYPE_CHECKING:
    from emulator.octopus import Octopus

ADMINISTRATORS, MANAGERS, EVERYONE = "teams-administrators", "teams-managers", "teams-everyone"
# The user of the emulator who reads everything, and is in no team.
VIEWER = "Users-2"
VIEWS = ("View", "ViewUnscoped")
SEEN_BY_VIEWER = [name for name in RESTRICTIONS if name.endswith(VIEWS) and name not in ONLY_SYSTEM]
SYSTEM_ADMINISTRATOR = "userroles-systemadministrator"
# This permission includes all others.
ADMINISTER = "AdministerSystem"
# Roles with EnvironmentView, AccountCreate or AccountView are created with an empty SupportedRestrictions: Terraform's
# tests of roles would see a difference otherwise. Unverified: the same for every role, and the release.
SAYS_NO_RESTRICTIONS: Release = (2025, 1)


def of_user(octopus: Octopus, user: str) -> list[Document]:
    return [
        team
        for team in octopus.store.all("teams")
        if team["Id"] == EVERYONE or user in (team.get("MemberUserIds") or [])
    ]


def roles_of_user(octopus: Octopus, user: str) -> list[tuple[Document, Document]]:
    """A user's scoped roles, each with its role; the viewer has a role that no list shows."""
    teams = {team["Id"] for team in of_user(octopus, user)}
    roles = {role["Id"]: role for role in octopus.store.all("userroles")}
    unseen = {"GrantedSpacePermissions": SEEN_BY_VIEWER, "GrantedSystemPermissions": []}
    return [
        *([({"SpaceId": None}, unseen)] if user == VIEWER else []),
        *(
            (scoped, roles[scoped["UserRoleId"]])
            for scoped in octopus.store.all("scopeduserroles")
            if scoped["TeamId"] in teams and scoped["UserRoleId"] in roles
        ),
    ]


def scopes_of(octopus: Octopus, user: str, permission: str, space: str) -> list[Document]:
    """A user's scoped roles that give a permission in a space."""
    return [
        scoped
        for scoped, role in roles_of_user(octopus, user)
        if permission in role["GrantedSpacePermissions"] and scoped.get("SpaceId") in (None, "", space)
    ]


def may(octopus: Octopus, user: str, permission: str, space: str = "") -> bool:
    """Whether a user has a permission at the server, or in a space if one is given.

    System permissions of a role count for the whole server, even if the role is given in a space: a space's managers
    see users and administer freezes [docs, security/users-and-teams/default-permissions].
    """

    def found() -> frozenset[str]:
        return frozenset(
            each
            for scoped, role in roles_of_user(octopus, user)
            for each in [
                *(role["GrantedSpacePermissions"] if scoped.get("SpaceId") in (None, "", space) else ()),
                *role["GrantedSystemPermissions"],
            ]
        )

    granted = octopus.store.remembered(("granted", user, space), ("teams", "userroles", "scopeduserroles"), found)
    return permission in granted or ADMINISTER in granted


def team_check(octopus: Octopus, team: Document, old: Document) -> None:
    # Built-in teams refuse this; the wording is unverified.
    if old and not old["CanBeRenamed"] and team["Name"] != old["Name"]:
        raise invalid("This team is built in and cannot be renamed.")
    if old and not old["CanChangeMembers"] and team["MemberUserIds"] != old["MemberUserIds"]:
        raise invalid("The members of this team cannot be changed.")
    if old and team["Id"] == ADMINISTRATORS and not team["MemberUserIds"]:
        raise invalid("The team of administrators needs a member.")


def team_deleting(octopus: Octopus, team: Document) -> None:
    if not team["CanBeDeleted"]:
        # The wording is from the published description of 2021.2.
        raise invalid("The Team is a built-in Team and cannot be deleted.")
    for scoped in octopus.store.all("scopeduserroles"):
        if scoped["TeamId"] == team["Id"]:
            octopus.store.delete(scoped["Id"])


def role_check(octopus: Octopus, role: Document, old: Document) -> None:
    for name in ("GrantedSpacePermissions", "GrantedSystemPermissions"):
        if old and role[name] is None:
            raise invalid("Value cannot be null. (Parameter 'source')")
        # A new role may lack both lists [GO test/e2e/user_role_service_test.go].
        role[name] = role[name] or []
    lists = (role["GrantedSpacePermissions"], role["GrantedSystemPermissions"])
    if old.get("Id") == SYSTEM_ADMINISTRATOR:
        # All other built-in roles can be changed [OctopusClients#90; docs, security/users-and-teams/user-roles].
        # The wording is unverified.
        raise invalid("This role is built in and cannot be changed.")
    for permission in [*lists[0], *lists[1]]:
        if not is_known(permission, octopus.release):
            raise invalid(f"Error converting value \"{permission}\" to type 'Permission'.")
    restrictions = {each for name in lists[0] for each in RESTRICTIONS[name]}
    role["SupportedRestrictions"] = sorted(restrictions) if octopus.release < SAYS_NO_RESTRICTIONS else []
    role["SpacePermissionDescriptions"] = list(lists[0])
    role["SystemPermissionDescriptions"] = list(lists[1])


def role_deleting(octopus: Octopus, role: Document) -> None:
    if not role["CanBeDeleted"]:
        raise invalid("This role is built in and cannot be deleted.")
    if any(scoped["UserRoleId"] == role["Id"] for scoped in octopus.store.all("scopeduserroles")):
        # The wording is unverified.
        raise invalid("This role cannot be deleted because a team has it.")


def grant(octopus: Octopus, team: str, role: str, space: str | None) -> None:
    """Give a team a role, as the server itself does, even if users can't change the team's roles."""
    number = octopus.store.next_number(SCOPED_ROLE.id_prefix)
    scope = {"TeamId": team, "UserRoleId": role, "SpaceId": space}
    octopus.make(SCOPED_ROLE.collection, {"Id": f"{SCOPED_ROLE.id_prefix}-{number}", **UNRESTRICTED, **scope}, number)


def scoped_check(octopus: Octopus, scoped: Document, old: Document) -> None:
    """Check a role: a space's team may have it at the server [TF resource_team_test.go], but in no other space."""
    role = octopus.must_exist("userroles", scoped["UserRoleId"], "", "UserRoleId")
    team = octopus.must_exist("teams", scoped["TeamId"], "", "TeamId")
    changeable(octopus, team)
    if scoped["SpaceId"] and not role["GrantedSpacePermissions"]:
        # The wording is unverified.
        raise invalid("A role with only system permissions cannot be given in a space.")
    if not scoped["SpaceId"] and role["GrantedSpacePermissions"]:
        # The wording is that of a server [TF octopusdeploy/resource_team_test.go].
        raise invalid(
            "You cannot use a role with Space level permissions at the System level. "
            f"Space level permissions: {', '.join(role['GrantedSpacePermissions'])}"
        )
    if team.get("SpaceId") and scoped["SpaceId"] and team["SpaceId"] != scoped["SpaceId"]:
        # The refusal and its wording are unverified.
        raise invalid("A team of one space cannot have a role in another.")


def scoped_deleting(octopus: Octopus, scoped: Document) -> None:
    team = octopus.store.get(scoped["TeamId"])
    if team:
        changeable(octopus, team[1])


def changeable(octopus: Octopus, team: Document) -> None:
    """Refuse to change the fixed roles of administrators and of a space's managers (CS TeamResource.CanChangeRoles)."""
    if not team["CanChangeRoles"]:
        raise invalid(f"The roles of the team '{team['Name']}' cannot be changed.")


def roles_of(call: Call, team: Document) -> Document:
    """``{id}/scopeduserroles{?spaces,includeSystem}``: the roles of a team."""
    wanted = answers.wanted_spaces(call.query)
    with_system = call.query.get("includesystem", "true").casefold() == "true"
    found = [
        each
        for each in crud.belonging(call, SCOPED_ROLE, "TeamId", team)
        if (each.get("SpaceId") and (wanted is None or each["SpaceId"].casefold() in wanted))
        or (not each.get("SpaceId") and with_system)
    ]
    return answers.paged(call, SCOPED_ROLE.collection, found)


def membership(team: Document, user: Document) -> Document:
    return {
        "TeamId": team["Id"],
        "TeamName": team["Name"],
        "SpaceId": team.get("SpaceId"),
        "UserId": user["Id"],
        "IsDirectlyAssigned": team["Id"] == EVERYONE or user["Id"] in (team.get("MemberUserIds") or []),
        "ExternalSecurityGroups": [],
    }


def memberships(call: Call, document: Document) -> list[Document]:
    """``teammembership{?userId}``: the teams of a user."""
    if not call.query.get("userid"):
        raise invalid("No userId parameter was provided.")
    user = answers.existing(call, "users", call.query["userid"])
    return [
        membership(team, user)
        for team in of_user(call.octopus, user["Id"])
        if not call.space or team.get("SpaceId") in (None, "", call.space)
    ]


def preview(call: Call, document: Document) -> list[Document]:
    """The users that a team would have; external groups have no users here."""
    sent = call.body
    if not isinstance(sent, dict):
        raise invalid("No team resource provided.")
    members = sent.get("MemberUserIds") or []
    team = {name: sent.get(name) for name in ("Id", "Name", "SpaceId")}
    users = [each for each in call.octopus.store.all("users") if each["Id"] in members]
    return [membership({**team, "MemberUserIds": members}, each) for each in users]


UNRESTRICTED: Document = {"EnvironmentIds": [], "ProjectIds": [], "ProjectGroupIds": [], "TenantIds": []}


TEAM = Kind(
    collection="teams",
    link="Teams",
    item_type="Team",
    id_prefix="Teams",
    scope=MIXED,
    parameters="skip,take,ids,partialName,spaces,includeSystem",
    filters=NAME_FILTER,
    filters_since=NEWER_NAME,
    props=(
        replace(NAME, limit=Limit(200)),
        SLUG,
        DESCRIPTION,
        # The reference demands both lists of a new team; the Go client has null for an empty one, and Terraform's tests
        # of teams pass on servers of 2026 [GO pkg/teams/team.go, TF resource_team_test.go].
        Prop("MemberUserIds", "list", default=[], reference="users"),
        Prop(
            "ExternalSecurityGroups",
            "documents",
            default=[],
            parts=(Prop("Id", required=True), Prop("DisplayName"), Prop("DisplayIdAndName", "bool", default=False)),
        ),
        Prop("CanBeDeleted", "bool", default=True, read_only=True),
        Prop("CanBeRenamed", "bool", default=True, read_only=True),
        Prop("CanChangeRoles", "bool", default=True, read_only=True),
        Prop("CanChangeMembers", "bool", default=True, read_only=True),
    ),
    links={"ScopedUserRoles": "{self}/scopeduserroles{?skip,take,spaces,includeSystem}"},
    routes={"{id}/scopeduserroles": Route(roles_of, gives="page of scopeduserroles")},
    check=team_check,
    deleting=team_deleting,
)
ROLE = Kind(
    collection="userroles",
    link="UserRoles",
    item_type="UserRole",
    id_prefix="UserRoles",
    scope=SYSTEM,
    permission="UserRoleEdit",
    slug_since=None,
    props=(
        # The reference does not require the name in a PUT; unverified: a PUT without it keeps the name.
        replace(NAME, kept_since=DESCRIBED),
        DESCRIPTION,
        Prop("GrantedSpacePermissions", "list"),
        Prop("GrantedSystemPermissions", "list"),
        Prop("SupportedRestrictions", "list", default=[], read_only=True),
        Prop("SpacePermissionDescriptions", "list", default=[], read_only=True),
        Prop("SystemPermissionDescriptions", "list", default=[], read_only=True),
        Prop("CanBeDeleted", "bool", default=True, read_only=True),
    ),
    check=role_check,
    deleting=role_deleting,
)
SCOPED_ROLE = Kind(
    collection="scopeduserroles",
    link="ScopedUserRoles",
    item_type="ScopedUserRole",
    id_prefix="ScopedUserRoles",
    scope=MIXED,
    placed_by_body=True,
    permission="TeamEdit",
    parameters="skip,take,ids,partialName,spaces,includeSystem",
    order="Id",
    unique=False,
    slug_since=None,
    props=(
        Prop("TeamId", required=True, reference="teams"),
        Prop("UserRoleId", required=True, reference="userroles"),
        ENVIRONMENT_IDS,
        Prop("ProjectIds", "list", default=[], reference="projects"),
        Prop("ProjectGroupIds", "list", default=[], reference="projectgroups"),
        TENANT_IDS,
    ),
    check=scoped_check,
    deleting=scoped_deleting,
    has_all=False,
)

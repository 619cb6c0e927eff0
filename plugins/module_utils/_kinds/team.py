# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Team (api: people#team), with its scoped user roles, which are companions (api: people#scoped-role)."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.general import SLUG
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import (
    ENVIRONMENTS,
    PROJECT_GROUPS,
    PROJECTS,
    SPACES,
    TEAMS,
    TENANTS,
    USER_ROLES,
    USERS,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.oneself import warn_of_leaving
from ansible_collections.octopus.deploy.plugins.module_utils._locate.companions import CompanionList
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError, listed
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.fields import merged
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import Hooks, Parameters
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Creation, Published, Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import KeyedList, Nested
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.number import Flag
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import Reference, ReferenceList
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.scoped import ScopedList
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Text
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document

MANAGERS_OF_A_SPACE = "teams-spacemanagers-"
SCOPED_ROLES = Location("ScopedUserRoles", "scoped user role", system=True)


def misplaced(role: Document, in_space: bool) -> str:
    """Why a user role can't be given in a space, or outside all spaces (api: people#scoped-role)."""
    name, of_space = role.get("Name"), role.get("GrantedSpacePermissions") or []
    if of_space and not in_space:
        return (
            f"the user role {name!r} has space permissions ({listed(of_space, 3)}); give the space that it applies to"
        )
    if in_space and not of_space and role.get("GrantedSystemPermissions"):
        return f"the user role {name!r} has only system permissions, which apply to no space; leave the space out"
    return ""


GROUPS = KeyedList(
    key="id",
    item=Nested(
        (
            Field("id", "Id", Text(), required="always"),
            Field("display_name", "DisplayName", Text()),
            Field("display_id_and_name", "DisplayIdAndName", Flag()),
        )
    ),
)
ROLES = ScopedList(
    Field("user_role", "UserRoleId", Reference(USER_ROLES), required="always"),
    Field("space", "SpaceId", Reference(SPACES)),
    (
        Field("environments", "EnvironmentIds", ReferenceList(ENVIRONMENTS)),
        Field("projects", "ProjectIds", ReferenceList(PROJECTS)),
        Field("project_groups", "ProjectGroupIds", ReferenceList(PROJECT_GROUPS)),
        Field("tenants", "TenantIds", ReferenceList(TENANTS)),
    ),
    misplaced,
)
MEMBERS = Field("members", "MemberUserIds", ReferenceList(USERS), shared="members_mode")
# Deferred, because the roles need the team and may refer to documents that are created after it.
SCOPED = Field("scoped_user_roles", "ScopedUserRoles", ROLES, shared="scoped_user_roles_mode", change="deferred")
# The property of a team that is false if the server does not allow a change of the field (api: people#team).
ALLOWED = ((MEMBERS, "CanChangeMembers", "members"), (SCOPED, "CanChangeRoles", "roles"))


def is_space_managers(team_id: str) -> bool:
    """Whether a team has the managers of a space, whom the options of the space name (api: spaces#space)."""
    return team_id.startswith(MANAGERS_OF_A_SPACE)


def guard(team: Document, parameters: Parameters, context: Context) -> None:
    """Raise ``OptionError`` for a change that the server does not allow of a built-in team."""
    built_in = f"the team {team.get('Name')!r} is built in"
    new_name = parameters.get("new_name") or (parameters.get("name") if parameters.get("id") else None)
    if team.get("CanBeRenamed") is False and new_name and new_name.strip() != team.get("Name"):
        raise OptionError("name", f"{built_in} and can't be renamed")
    for field, flag, label in ALLOWED:
        if team.get(flag) is False and merged([field], parameters, team, context) != team:
            raise OptionError(field.option, f"{built_in}, and its {label} can't be changed")
    warn_of_leaving(team, parameters, context)


TEAM = Resource(
    kind="team",
    location=TEAMS,
    fields=(
        Field("description", "Description", Text()),
        SLUG,
        Field("team_space", "SpaceId", Reference(SPACES), change="fixed"),
        MEMBERS,
        Field("external_security_groups", "ExternalSecurityGroups", GROUPS, shared="external_security_groups_mode"),
        SCOPED,
    ),
    companions=(CompanionList("ScopedUserRoles", "ScopedUserRoles", SCOPED_ROLES, "TeamId", "ScopedUserRoleResource"),),
    creation=Creation(starts={"MemberUserIds": [], "ExternalSecurityGroups": []}),
    hooks=Hooks(managed_elsewhere=is_space_managers, guard=guard),
    published=Published(
        read_only=("CanBeDeleted", "CanBeRenamed", "CanChangeMembers", "CanChangeRoles"),
        unmanaged={"ScopedUserRoleResource.TeamId": "follows from the team whose option has the role"},
    ),
)

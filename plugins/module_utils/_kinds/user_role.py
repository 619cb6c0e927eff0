# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""User role (api: people#role)."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import USER_ROLES
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import Hooks, Parameters
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Creation, Published, Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.offered import OfferedNames
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Text
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document

SPACE_PERMISSIONS = OfferedNames(
    link="PermissionDescriptions",
    label="permission",
    applies="CanApplyAtSpaceLevel",
    elsewhere="applies to the whole server; give it in granted_system_permissions",
)
SYSTEM_PERMISSIONS = OfferedNames(
    link="PermissionDescriptions",
    label="permission",
    applies="CanApplyAtSystemLevel",
    elsewhere="applies to a space; give it in granted_space_permissions",
)


# Of the built-in roles, which can't be removed, only this one can't be changed either (api: documents#names).
SYSTEM_ADMINISTRATOR = "userroles-systemadministrator"


def refuse_changing_administrator(role: Document, parameters: Parameters, context: Context) -> None:
    """Raise ``OptionError`` for a change of the system administrator's role."""
    if role.get("Id") == SYSTEM_ADMINISTRATOR:
        name = role.get("Name")
        raise OptionError("name", f"the user role {name!r} can't be changed. Create your own with another name")


USER_ROLE = Resource(
    kind="user_role",
    location=USER_ROLES,
    fields=(
        Field("description", "Description", Text()),
        Field("granted_space_permissions", "GrantedSpacePermissions", SPACE_PERMISSIONS),
        Field("granted_system_permissions", "GrantedSystemPermissions", SYSTEM_PERMISSIONS),
    ),
    creation=Creation(starts={"GrantedSpacePermissions": [], "GrantedSystemPermissions": []}),
    hooks=Hooks(guard=refuse_changing_administrator, managed_elsewhere=SYSTEM_ADMINISTRATOR.__eq__),
    published=Published(
        read_only=(
            "CanBeDeleted",
            "SpacePermissionDescriptions",
            "SupportedRestrictions",
            "SystemPermissionDescriptions",
        )
    ),
)

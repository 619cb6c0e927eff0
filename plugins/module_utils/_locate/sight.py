# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a user sees all documents of a location: a server silently leaves the others out of its lists.

Facts: api: people#reading.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Covered
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import plural
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client, Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import ServerRefused
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.links import has_link

LINK = "Permissions"
ADMINISTER = "AdministerSystem"
# The restrictions of a role.
ENVIRONMENT, TENANT = "RestrictedToEnvironmentIds", "RestrictedToTenantIds"
PROJECT, GROUP = "RestrictedToProjectIds", "RestrictedToProjectGroupIds"
# Groups of restrictions, of which one has to allow a document: a role for projects and for project groups is for these
# projects and for those of the groups (api: people#scoped-role).
OF_ENVIRONMENTS, OF_PROJECTS, OF_TENANTS = (ENVIRONMENT,), (PROJECT, GROUP), (TENANT,)
RESTRICTIONS = (OF_ENVIRONMENTS, OF_PROJECTS, OF_TENANTS)
# The restrictions that count for a permission (api: people#role); for another permission, all of them do.
COUNTING: Mapping[str, Sequence[Sequence[str]]] = {
    **dict.fromkeys(("AccountView", "EnvironmentView"), (OF_ENVIRONMENTS,)),
    **dict.fromkeys(("CertificateView", "MachineView"), (OF_ENVIRONMENTS, OF_TENANTS)),
    **dict.fromkeys(("ProcessView", "RunbookView", "TriggerView", "VariableViewUnscoped"), (OF_PROJECTS,)),
    "ProjectGroupView": ((GROUP,),),
    "ProjectView": (OF_PROJECTS, OF_TENANTS),
    "TenantView": (OF_TENANTS,),
    "VariableView": (OF_ENVIRONMENTS, OF_PROJECTS),
}


@dataclass(frozen=True)
class Sight:
    """The permissions of a user in one space. ``granted``: for each permission, the restrictions of each of its roles.

    None for a user who sees everything, or whose permissions the server does not show.
    """

    username: str
    granted: Mapping[str, Any] | None

    def why_unseen(self, location: Location, about: Covered | None = None) -> str:
        """Why the user may not see all documents of a location; empty if the user may see all.

        ``about``: only the documents that name these IDs, by the restriction that has to allow each of them. A
        restriction allows documents that name no IDs for it.
        """
        permission = location.lists.seen_with
        if self.granted is None or not permission:
            return ""
        roles, named = self.granted.get(permission) or [], about or {}
        counting = COUNTING.get(permission, RESTRICTIONS)
        if any(all(_allows(role, group, named) for group in counting) for role in roles):
            return ""
        documents = plural(location.label)
        if not roles:
            return f"the user {self.username!r} may see no {documents}: the permission {permission} is missing"
        return f"the user {self.username!r} may not see all {documents}: the permission {permission} is restricted"


def sight_in(client: Client, space: Document | None) -> Sight:
    """The sight of a client's user in a space. ``space``: the document with its links; None where it does not exist.

    Raises ``OctopusError``, but not because the server refuses to show the user or the permissions.
    """
    nothing_known = Sight("", None)
    if space is None or not has_link(client.root, "CurrentUser"):
        return nothing_known
    try:
        user = client.current_user()
        if not has_link(user, LINK):
            return nothing_known
        found = client.document(user, LINK, client.offered(user, LINK, {"includeSystem": True}))
    except ServerRefused:
        # Only a warning depends on them.
        return nothing_known
    granted, at_server = found.get("SpacePermissions"), found.get("SystemPermissions") or []
    if not isinstance(granted, dict) or ADMINISTER in at_server or not found.get("IsPermissionsComplete", True):
        return nothing_known
    space_id = client.spaces.id_of(space)
    if space_id is None and has_link(client.root, "Spaces"):
        return nothing_known
    here = {
        permission: [each for each in roles or [] if each.get("SpaceId") in (None, "", space_id)]
        for permission, roles in granted.items()
    }
    return Sight(str(user.get("Username") or ""), here)


def _allows(role: Mapping[str, Collection[str] | None], group: Sequence[str], named: Covered) -> bool:
    """Whether a role allows what ``named`` names, as far as these restrictions are concerned."""
    restricted = {each: ids for each in group for ids in [role.get(each)] if ids}
    return not restricted or any(each in named and {*named[each]} <= {*ids} for each, ids in restricted.items())

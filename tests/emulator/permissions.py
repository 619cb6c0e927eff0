# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks permissions: teams give roles, and roles give permissions (api: people#team, people#scoped-role).

Restrictions of a role to environments, projects or tenants hold for reading (api: people#reading), and for writing a
document (api: people#writing).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from emulator.handlers import Call
from emulator.kinds import settings, teams
from emulator.kinds.permission_names import RESTRICTIONS
from emulator.model import READS, SPACE, Document, Kind
from emulator.refusals import Refusal, forbidden

if TYPE_CHECKING:
    from emulator.octopus import Octopus

VERBS = {"POST": "Create", "PUT": "Edit", "DELETE": "Delete"}
# The collections to whose documents a role can be restricted, by the word in the names of properties.
SCOPES = {"Environment": "environments", "Project": "projects", "ProjectGroup": "projectgroups", "Tenant": "tenants"}
BOTH_ARE_ENOUGH = ("Project", "ProjectGroup")


def name(kind: Kind, method: str) -> str:
    """The permission that a write to a collection needs."""
    return (
        kind.permission
        if kind.permission in RESTRICTIONS
        else f"{kind.permission or kind.item_type}{VERBS.get(method, 'Edit')}"
    )


def demand(call: Call, permission: str) -> None:
    """Refuse a write by a user without the permission for it."""
    if call.method not in READS and permission and not teams.may(call.octopus, call.user, permission, call.space):
        raise forbidden(permission)


def demand_coverage(call: Call, permission: str, kind: Kind, now: Document, before: Document | None = None) -> None:
    """Refuse a write of a document that no role with the permission covers (api: people#writing).

    ``now``: the document, or the result of a PUT to the document ``before``. The roles also have to cover each
    environment, project, project group and tenant that the document did not name before.
    """
    if teams.may(call.octopus, call.user, teams.ADMINISTER, call.space):
        return
    roles = roles_of(call, permission)
    parts = [
        {**now, f"{word}Ids": [each]}
        for word in SCOPES
        if SCOPES[word] != kind.collection
        for each in named(call.octopus, kind, now, word)
        if before is None or each not in named(call.octopus, kind, before, word)
    ]
    for part in (before or now, *parts) if roles else ():
        if not any(covers(call.octopus, scoped, kind, part) for scoped in roles):
            raise forbidden(permission)


def roles_of(call: Call, permission: str) -> list[Document]:
    """The scoped roles that give the user a permission, with only the restrictions that apply to the permission.

    A permission that projects restrict is restricted by project groups as well.
    """
    counting = {each.removesuffix("s") for each in RESTRICTIONS.get(permission, ())}
    counting |= {"ProjectGroup"} if "Project" in counting else set()
    others: Document = {f"{word}Ids": [] for word in SCOPES if word not in counting}
    return [{**each, **others} for each in teams.scopes_of(call.octopus, call.user, permission, call.space)]


def demand_no_maintenance(call: Call) -> None:
    """Refuse a write in maintenance mode, unless an administrator sends it [octopus.com/docs/administration].

    The status 403 and the wording are unverified.
    """
    if call.method in READS or not settings.is_in_maintenance(call.octopus):
        return
    if not teams.may(call.octopus, call.user, teams.ADMINISTER):
        text = "The server is in maintenance mode: only users with the permission AdministerSystem can make changes."
        raise Refusal(403, text)


def view(kind: Kind) -> str:
    """The permission for reading a collection, if roles can restrict it; empty for the others, which everybody reads.

    Documents of the server itself, and of spaces and the server alike, are not restricted here.
    """
    permission = f"{name(kind, 'PUT').removesuffix('Edit')}View"
    return permission if kind.scope == SPACE and RESTRICTIONS.get(permission) else ""


def seen(call: Call, kind: Kind, found: list[Document]) -> list[Document]:
    """The documents among these that the user may read. Raises ``Refusal`` if no role lets the user read any."""
    permission = view(kind)
    if not permission or teams.may(call.octopus, call.user, teams.ADMINISTER, call.space):
        return found
    roles = roles_of(call, permission)
    if not roles:
        raise forbidden(permission)
    return [each for each in found if any(covers(call.octopus, scoped, kind, each) for scoped in roles)]


def covers(octopus: Octopus, scoped: Mapping[str, Document], kind: Kind, document: Document) -> bool:
    """Whether a scoped role covers a document. Unverified: every role covers a document that names nothing itself.

    A role for projects and for project groups covers these projects and those of the groups (api: people#scoped-role).
    """
    found = {word: _meets(scoped.get(f"{word}Ids") or (), named(octopus, kind, document, word)) for word in SCOPES}
    of_projects = {found.pop(word) for word in BOTH_ARE_ENOUGH}
    return False not in found.values() and (True in of_projects or False not in of_projects)


def _meets(wanted: Collection[str], own: Collection[str]) -> bool | None:
    """Whether a document names one of the documents that a role is for; None if there is nothing to compare."""
    return bool({*wanted} & {*own}) if wanted and own else None


def named(octopus: Octopus, kind: Kind, document: Document, word: str) -> list[str]:
    """The IDs of the environments, projects, project groups or tenants (``word``) that a document is about."""
    if kind.collection == SCOPES[word]:
        return [document["Id"]]
    own = document.get(f"{word}Ids") or document.get(f"{word}Id") or []
    if not own and word == "ProjectGroup":
        projects = (octopus.store.get(each) for each in named(octopus, kind, document, "Project"))
        return [each[1]["ProjectGroupId"] for each in projects if each and each[0] == "projects"]
    return [own] if isinstance(own, str) else list(own)


def demand_sight(call: Call, kind: Kind, document: Document) -> None:
    """Refuse to show a document to a user whose roles do not cover it. Unverified: with 403, and not with 404."""
    if call.method in READS and not seen(call, kind, [document]):
        raise forbidden(view(kind))

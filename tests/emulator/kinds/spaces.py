# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Space (api: spaces#space)."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from emulator import clock
from emulator.handlers import Call
from emulator.kinds import feeds, logos, retention, teams
from emulator.kinds.common import DESCRIPTION, EXTENSION_SETTINGS, ICON, NAME, NAME_FILTER, NEWER_NAME, SLUG
from emulator.model import (
    DESCRIBED,
    ON_PUT,
    ON_WRITES,
    RECORDED,
    RECORDED_ROOT,
    SYSTEM,
    Document,
    Kind,
    Limit,
    Prop,
    Route,
)
from emulator.refusals import Refusal, invalid

if TYPE_CHECKING:
    from emulator.octopus import Octopus

# The longest name [OctopusDeploy/Issues#5591], and the first release that allows longer ones [#9272].
SHORT, LONG, LONG_SINCE = 20, 50, (2025, 2)


def managers_of(space: Document) -> str:
    """The ID of the managers' team, which the server creates for each space."""
    return f"teams-spacemanagers-{space['Id']}"


def check(octopus: Octopus, space: Document, old: Document) -> None:
    longest = LONG if octopus.release >= LONG_SINCE else SHORT
    if len(space["Name"]) > longest:
        # The wording is unverified.
        raise invalid(f"The name of a space must not be longer than {longest} characters.")
    own = managers_of(space)
    named = [each for each in dict.fromkeys(space["SpaceManagersTeams"]) if each != own]
    if not named and not space["SpaceManagersTeamMembers"]:
        raise invalid("At least one space manager (a user or a team) is needed.")
    if not old:
        space.update(TaskQueueStopped=False, IsDefault=False, SpaceManagersTeams=named)
        return
    # A body without the team could remove access; the emulator restores the team (unverified).
    space["SpaceManagersTeams"] = [*named, own]
    team = octopus.store.get(own)
    if team:
        octopus.save(octopus.kinds["teams"], {**team[1], "MemberUserIds": space["SpaceManagersTeamMembers"]})
    # Unverified: another space can become the default directly; the portal first disables the current default.
    if space["IsDefault"] and not old.get("IsDefault"):
        for other in octopus.store.all("spaces"):
            if other.get("IsDefault"):
                octopus.save(octopus.kinds["spaces"], {**other, "IsDefault": False})


def created(octopus: Octopus, space: Document, source: Document | None) -> None:
    """Create the managers' team of a new space, and its first documents.

    The answer to the POST lacks the team, so clients read the final lists afterwards.
    """
    own = managers_of(space)
    if octopus.has_spaces:
        team = {
            "Id": own,
            "Name": "Space Managers",
            **({"Slug": "space-managers"} if octopus.has_slug(octopus.kinds["teams"]) else {}),
            "Description": "",
            "SpaceId": space["Id"],
            "MemberUserIds": space["SpaceManagersTeamMembers"],
            "CanBeDeleted": False,
            "CanBeRenamed": False,
            "CanChangeRoles": False,
        }
        octopus.make("teams", team)
        octopus.save(octopus.kinds["spaces"], {**space, "SpaceManagersTeams": [*space["SpaceManagersTeams"], own]})
        for each in (*space["SpaceManagersTeams"], own):
            teams.grant(octopus, each, "userroles-spacemanager", space["Id"])
    # The first space is part of the installation, and complete before the first request.
    if octopus.furnish_seconds and len(octopus.store.all("spaces")) > 1:
        octopus.unfurnished.add(space["Id"])
        postpone(octopus, space["Id"], clock.seconds() + octopus.furnish_seconds)
    else:
        create_first_documents(octopus, space["Id"])


def postpone(octopus: Octopus, space_id: str, due: float | None) -> None:
    found = octopus.store.get(space_id)
    if found:
        octopus.save(octopus.kinds["spaces"], {**found[1], "_due": due})


def settle(octopus: Octopus) -> None:
    """Create the first documents of spaces that are due. Servers do this in the background, as Terraform's tests
    wait for it; its duration and order are unverified.
    """
    for space_id in sorted(octopus.unfurnished):
        found = octopus.store.get(space_id)
        if found is None or clock.seconds() >= found[1]["_due"]:
            octopus.unfurnished.discard(space_id)
            postpone(octopus, space_id, None)
            if found:
                create_first_documents(octopus, space_id)


def create_first_documents(octopus: Octopus, space_id: str) -> None:
    """Create the first documents of a space. Unverified: they have the first numbers."""
    begin(octopus, "lifecycles", {"Name": "Default Lifecycle"}, space_id)
    begin(octopus, "projectgroups", {"Name": "Default Project Group"}, space_id)
    begin(octopus, "machinepolicies", {"Name": "Default Machine Policy", "IsDefault": True}, space_id)
    pool = {"Name": "Default Worker Pool", "WorkerPoolType": "StaticWorkerPool", "IsDefault": True}
    begin(octopus, "workerpools", pool, space_id)
    feeds.make_built_in(octopus, space_id)
    retention.make_defaults(octopus, space_id)


def begin(octopus: Octopus, collection: str, document: Document, space_id: str) -> None:
    """Create a first document, unless a user has already created one with this name. Unverified: servers skip it
    then.
    """
    with suppress(Refusal):
        octopus.create(collection, document, space_id)


def shown(octopus: Octopus, space: Document) -> Document:
    """The space with the members of its managers' team."""
    team = octopus.store.get(managers_of(space))
    return {**space, "SpaceManagersTeamMembers": team[1]["MemberUserIds"]} if team else space


def deleting(octopus: Octopus, space: Document) -> None:
    if not space["TaskQueueStopped"]:
        raise invalid("You must stop the task queue of this space before it can be deleted.")
    octopus.store.delete_space(space["Id"])


def owner(octopus: Octopus, found: Document) -> Document:
    """The project that owns a found document; the owner of other documents is unverified."""
    if octopus.release < DESCRIBED:
        return {}
    project = octopus.store.get(found.get("ProjectId") or "")
    return {"Owner": {"Name": project[1]["Name"], "Type": "Project"} if project else None}


def search(call: Call, space: Document) -> list[Document]:
    """``{id}/search{?keyword}``: the documents of a space whose names have the keyword."""
    if not call.query.get("keyword"):
        # Required by the descriptions of 2021.2 and 2026.3; the wording is unverified.
        raise invalid("The keyword field is required.")
    keyword = call.query["keyword"].casefold()
    return [
        {"Id": each["Id"], "Name": each["Name"], "Type": kind.item_type, **owner(call.octopus, each)}
        for kind in call.octopus.kinds.values()
        if kind.scope != SYSTEM and kind.link
        for each in call.octopus.store.all(kind.collection, space["Id"])
        if keyword in str(each.get("Name", "")).casefold()
    ]


# Servers of 2020.5 have no search; the release that brought it is unverified.
SEARCH = (2021, 1)
KIND = Kind(
    collection="spaces",
    link="Spaces",
    item_type="Space",
    id_prefix="Spaces",
    scope=SYSTEM,
    parameters="skip,ids,take,partialName",
    named_until=(2021, 1),
    filters=NAME_FILTER,
    filters_since=NEWER_NAME,
    needs_spaces=True,
    props=(
        NAME,
        replace(SLUG, limit=Limit(50)),
        DESCRIPTION,
        Prop("IsDefault", "bool", default=False, demanded=ON_PUT),
        Prop("TaskQueueStopped", "bool", default=False, demanded=ON_PUT),
        Prop("SpaceManagersTeams", "list", default=[], reference="teams", demanded=ON_WRITES),
        Prop("SpaceManagersTeamMembers", "list", default=[], reference="users", demanded=ON_WRITES),
        ICON,
        Prop("IsPrivate", "bool", default=False, read_only=True, since=(2024, 1)),
        replace(EXTENSION_SETTINGS, read_only=True, since=RECORDED),
    ),
    links={"SpaceHome": "/api/{id}", "Web": "/app#/{id}", **logos.LINKS},
    newer_links={
        SEARCH: {"Search": "{self}/search{?keyword}"},
        RECORDED: {"Search": "{self}/search", "Web": "/app#/spaces/{id}"},
    },
    newer_root_links={RECORDED_ROOT: {"SpaceSearch": "/{id}/search{?keyword}"}},
    routes={"{id}/search": Route(search, since=SEARCH, in_spaces=True), **logos.routes("spaces")},
    check=check,
    created=created,
    shown=shown,
    deleting=deleting,
)

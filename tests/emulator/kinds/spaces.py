# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Space (octopus-api.md 3.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emulator.kinds.common import DESCRIPTION, ICON, NAME, SLUG
from emulator.model import SYSTEM, Document, Kind, Prop, Refusal, invalid

if TYPE_CHECKING:
    from emulator.octopus import Octopus

LONGEST_NAME = 20


def check(octopus: Octopus, space: Document, old: Document) -> None:
    if len(space["Name"]) > LONGEST_NAME:
        # A limit of 20 is widely assumed; that the server refuses with 400 and these words is unverified.
        raise invalid(f"The name of a space must not be longer than {LONGEST_NAME} characters.")
    managers = [t for t in space["SpaceManagersTeams"] if not t.startswith("teams-spacemanagers-")]
    if not managers and not space["SpaceManagersTeamMembers"]:
        raise invalid("At least one space manager (a user or a team) is needed.")
    if not old:
        space["TaskQueueStopped"] = False
        space["IsDefault"] = False
        return
    own = f"teams-spacemanagers-{space['Id']}"
    if own not in space["SpaceManagersTeams"]:
        space["SpaceManagersTeams"].append(own)
    if space["IsDefault"] and not old.get("IsDefault"):
        for other in octopus.store.all("spaces"):
            if other.get("IsDefault"):
                octopus.save(octopus.kinds["spaces"], {**other, "IsDefault": False})


def created(octopus: Octopus, space: Document) -> None:
    """A new space has a team of managers, and one of everything that the rest needs."""
    space_id = space["Id"]
    team = f"teams-spacemanagers-{space_id}"
    manager_team = {
        "Id": team,
        "Name": "Space Managers",
        "Description": "",
        "MemberUserIds": space["SpaceManagersTeamMembers"],
        "ExternalSecurityGroups": [],
        "SpaceId": space_id,
        "Slug": "space-managers",
        "CanBeDeleted": False,
        "CanBeRenamed": False,
        "CanChangeRoles": False,
        "CanChangeMembers": True,
    }
    octopus.save(octopus.kinds["teams"], manager_team)
    octopus.save(octopus.kinds["spaces"], {**space, "SpaceManagersTeams": [*space["SpaceManagersTeams"], team]})
    furnish(octopus, space_id)


def furnish(octopus: Octopus, space_id: str) -> None:
    """What every space begins with."""
    seeds: dict[str, Document] = {
        "lifecycles": {"Name": "Default Lifecycle"},
        "projectgroups": {"Name": "Default Project Group"},
        "machinepolicies": {"Name": "Default Machine Policy", "IsDefault": True},
        "workerpools": {"Name": "Default Worker Pool", "IsDefault": True, "WorkerPoolType": "StaticWorkerPool"},
    }
    for collection, document in seeds.items():
        octopus.create(octopus.kinds[collection], document, space_id)
    feed = {"Name": "Octopus Server (built-in)", "FeedType": "BuiltIn", "SpaceId": space_id, "Slug": "built-in"}
    number = octopus.store.next_number("Feeds", 1001)
    feed["Id"] = "feeds-builtin" if octopus.store.get("feeds-builtin") is None else f"Feeds-{number}"
    octopus.save(octopus.kinds["feeds"], feed, number)


def deleting(octopus: Octopus, space: Document) -> None:
    if not space.get("TaskQueueStopped"):
        text = "You must stop the task queue of this space before it can be deleted."
        raise Refusal(400, "There was a problem with your request.", text)
    octopus.store.delete_space(space["Id"])


KIND = Kind(
    collection="spaces",
    link="Spaces",
    item_type="Space",
    id_prefix="Spaces",
    scope=SYSTEM,
    parameters="skip,ids,take,partialName",
    props=(
        NAME,
        SLUG,
        DESCRIPTION,
        Prop("IsDefault", "bool", default=False),
        Prop("TaskQueueStopped", "bool", default=False),
        Prop("SpaceManagersTeams", "list", default=[], reference="teams"),
        Prop("SpaceManagersTeamMembers", "list", default=[], reference="users"),
        ICON,
        Prop("IsPrivate", "bool", default=False, read_only=True),
    ),
    links={"SpaceHome": "/api/{id}", "Web": "/app#/{id}"},
    check=check,
    created=created,
    deleting=deleting,
)

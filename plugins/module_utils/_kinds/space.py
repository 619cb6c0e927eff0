# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Space (api: spaces#space)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.general import ICON, SLUG
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import SPACES, TEAMS, USERS
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.logo import ICON_OR_LOGO, LOGO, Picture
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import CREATE, Action, Hooks, Parameters
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Creation, Published, Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.default_flag import DefaultFlag
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.number import Flag
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import ReferenceList
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Text
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client, Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import ServerRefused
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.links import has_link

# The links to the documents that every space is created with (api: spaces#space).
FIRST_DOCUMENTS = ("Lifecycles", "ProjectGroups", "MachinePolicies", "WorkerPools", "Feeds")
NO_ACCESS = (403, 404)
LONGEST_WAIT, PAUSE = 60.0, 0.5


def read_whole(answer: Document, context: Context) -> Document:
    """Read a new space, because the answer to its POST leaves properties out."""
    return context.client.document(answer, "Self")


def stop_task_queue(space: Document, context: Context) -> None:
    """Stop the task queue of a space, because the server refuses to delete a space with a running queue."""
    if not space.get("TaskQueueStopped"):
        context.client.modify({**space, "TaskQueueStopped": True})
        context.did(f"stopped the task queue of space {space.get('Name')!r} ({space['Id']})")


def wait_for_first_documents(space: Document, parameters: Parameters, context: Context) -> dict[str, Any]:
    """Wait until a new space has its first documents, which servers create in the background."""
    client = context.client
    started, missing = client.now(), list(FIRST_DOCUMENTS)
    try:
        root = client.spaces.enter(space).document
        missing = [each for each in missing if has_link(root, each)]
        while True:
            missing = [each for each in missing if not has_document(client, root, each)]
            if not missing or client.now() - started >= LONGEST_WAIT:
                break
            client.wait(PAUSE)
    except ServerRefused as refused:
        # A user who is allowed to create spaces may have no access to them.
        if refused.status not in NO_ACCESS:
            raise
        context.warn(f"can't check whether the server has created the first documents of the space: {refused}")
    else:
        if missing:
            context.warn(
                f"after {LONGEST_WAIT:g} seconds the server has not created all first documents of the space; "
                f"there are no {', '.join(missing)} yet. References to them may fail"
            )
    return {"furnished": {"seconds": round(client.now() - started, 1), "lacking": missing}}


def has_document(client: Client, root: Document, link: str) -> bool:
    return any(True for each in client.items(root, link, client.offered(root, link, {"take": 1})))


SPACE = Resource(
    kind="space",
    location=SPACES,
    fields=(
        Field("description", "Description", Text()),
        replace(SLUG, type=Text(clearable=False, longest=50)),
        Field("is_default", "IsDefault", DefaultFlag(always=False)),
        Field("task_queue_stopped", "TaskQueueStopped", Flag()),
        # The server creates a team for each space and lists it among the managers.
        Field("space_managers_teams", "SpaceManagersTeams", ReferenceList(TEAMS, injected="teams-spacemanagers-")),
        Field("space_managers_team_members", "SpaceManagersTeamMembers", ReferenceList(USERS)),
        ICON,
        LOGO,
    ),
    exclusive=(ICON_OR_LOGO,),
    companions=(Picture(),),
    actions=(Action({}, lambda parameters, write: write == CREATE, wait_for_first_documents, is_change=False),),
    creation=Creation(
        one_of=(("space_managers_teams", "space_managers_team_members"),),
        starts={"SpaceManagersTeams": [], "SpaceManagersTeamMembers": []},
    ),
    hooks=Hooks(created=read_whole, before_delete=stop_task_queue),
    published=Published(read_only=("ExtensionSettings", "IsPrivate")),
)

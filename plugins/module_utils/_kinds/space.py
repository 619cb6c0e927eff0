# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Space (octopus-api.md 3.1)."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._engine.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._engine.documents import Nested
from ansible_collections.octopus.deploy.plugins.module_utils._engine.fields import Field, Flag, Text
from ansible_collections.octopus.deploy.plugins.module_utils._engine.references import ReferenceList
from ansible_collections.octopus.deploy.plugins.module_utils._engine.resource import Resource
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.collections import SPACES, TEAMS, USERS
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document


def stop_task_queue(space: Document, context: Context) -> None:
    """The server refuses to delete a space whose task queue runs."""
    if not space.get("TaskQueueStopped"):
        context.client.modify({**space, "TaskQueueStopped": True})
        context.did(f"stopped the task queue of space {space['Name']!r} ({space['Id']})")


SPACE = Resource(
    kind="space",
    collection=SPACES,
    fields=(
        Field("description", "Description", Text()),
        Field("slug", "Slug", Text(clearable=False)),
        Field("is_default", "IsDefault", Flag()),
        Field("task_queue_stopped", "TaskQueueStopped", Flag()),
        # The server makes a team of its own for each space and lists it among the managers.
        Field("space_managers_teams", "SpaceManagersTeams", ReferenceList(TEAMS, injected="teams-spacemanagers-")),
        Field("space_managers_team_members", "SpaceManagersTeamMembers", ReferenceList(USERS)),
        Field("icon", "Icon", Nested((Field("id", "Id", Text()), Field("color", "Color", Text())))),
    ),
    one_of_on_create=(("space_managers_teams", "space_managers_team_members"),),
    created_partially=True,
    before_delete=stop_task_queue,
    read_only=("IsPrivate",),
)

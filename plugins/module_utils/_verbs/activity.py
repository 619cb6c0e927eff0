# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The present work of one server task, or the reason why it waits: another task, a person, its schedule."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.moments import instant
from ansible_collections.octopus.deploy.plugins.module_utils._verbs.task_log import (
    TASK,
    details_of,
    percent_of,
    running_step,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import shapes
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import OctopusError
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.links import has_link
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import has_id

QUEUED, EXECUTING = "Queued", "Executing"
# A queue is shown by its beginning.
SHOWN = 3


@dataclass(frozen=True)
class Activity:
    """``words``: what goes on, for people; ``percent``: how much is done, if the server says so.

    ``interruptions``: the pending interruptions of the task; None if nobody has looked.
    """

    words: str = ""
    percent: int | None = None
    interruptions: tuple[Document, ...] | None = None


def is_interrupted(task: Document) -> bool:
    """Whether the server says that the task waits for a person, in whichever state it is (api: tasks#states)."""
    return bool(task.get("HasPendingInterruptions"))


def runs(task: Document) -> bool:
    """Whether a task executes, and does not wait for a person."""
    return task.get("State") == EXECUTING and not is_interrupted(task)


def with_activity(task: Document, context: Context) -> tuple[Document, Activity] | None:
    """A task that runs as it is now, and its activity, with one request for both.

    None if the details of the task do not have the task itself, or can't be read.
    """
    try:
        details = details_of(task, context) or {}
        now = shapes.fitting(details.get("Task"), TASK, "The link 'Details'")
    except OctopusError:
        return None
    return (now, Activity(running_step(details), percent_of(details))) if has_id(now, task["Id"]) else None


def activity(task: Document, holder: Document, context: Context) -> Activity:
    """Look at a task more closely, with one request. The look is only for people: a refusal does not fail the task."""
    try:
        if is_interrupted(task):
            return held_by(pending_interruptions(task, holder, context))
        if task.get("State") == QUEUED:
            return Activity(held(task, context))
        details = details_of(task, context) if runs(task) else None
        return Activity(running_step(details), percent_of(details)) if details else Activity()
    except OctopusError:
        return Activity()


def held(task: Document, context: Context) -> str:
    """The reason why a queued task waits, for people."""
    if task.get("HasPendingPreconditions") or task.get("PendingPreconditionTypes"):
        kinds = ", ".join(str(each) for each in task.get("PendingPreconditionTypes") or ())
        return f"waits for a precondition{f' ({kinds})' if kinds else ''}"
    due = instant(task.get("QueueTime"))
    if due is not None and due > context.client.utc_now():
        return f"is scheduled for {task['QueueTime']}"
    if not has_link(task, "QueuedBehind"):
        return ""
    page = shapes.page(context.client.get(task, "QueuedBehind"), "QueuedBehind", "The link 'QueuedBehind'")
    ahead = [each for each in page["Items"] if isinstance(each, dict) and each.get("Id") != task.get("Id")]
    if not ahead:
        return ""
    names = ", ".join(str(each.get("Description") or each.get("Id")) for each in ahead[:SHOWN])
    return f"is queued behind {names}{f' and {len(ahead) - SHOWN} more' if len(ahead) > SHOWN else ''}"


def pending_interruptions(task: Document, holder: Document, context: Context) -> list[Document]:
    """The interruptions of a task that nobody has answered (api: tasks#states)."""
    if not has_link(holder, "Interruptions"):
        return []
    client, asked = context.client, {"regarding": task["Id"], "pendingOnly": "true"}
    found = client.documents(holder, "Interruptions", client.offered(holder, "Interruptions", asked))
    mine = (each for each in found if each.get("IsPending") is not False)
    return [each for each in mine if task["Id"] in (each.get("TaskId"), *(each.get("RelatedDocumentIds") or ()))]


def held_by(found: Iterable[Document]) -> Activity:
    """The activity of a task with these pending interruptions; none if this user may not see them."""
    pending = tuple(found)
    titles = ", ".join(f"{each.get('Title')} ({each.get('Id')})" for each in pending)
    return Activity(f"waits for a person: {titles or 'an interruption that this user may not see'}", None, pending)

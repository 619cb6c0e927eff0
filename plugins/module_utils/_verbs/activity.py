# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The present work of one server task, or the reason why it waits: another task, a person, its schedule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.moments import is_later
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
# A message names at most this many of the tasks ahead in the queue.
SHOWN = 3
PERSON = "waits for a person"
# The interruptions of a whole space fit in few pages.
MANY = {"take": 1000}


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


def activity_of(task: Document, context: Context) -> Activity:
    """The activity as far as the task's own document shows why it waits; sends no request."""
    if is_interrupted(task):
        return Activity(PERSON)
    return Activity(_delay(task, context) if task.get("State") == QUEUED else "")


def tells_more(task: Document, holder: Document, context: Context) -> bool:
    """Whether a request would show more about a task's activity than its own document does."""
    if is_interrupted(task):
        return has_link(holder, "Interruptions")
    if task.get("State") == QUEUED:
        return has_link(task, "QueuedBehind") and not _delay(task, context)
    return runs(task) and has_link(task, "Details")


def looked_at(task: Document, context: Context) -> tuple[Document | None, Activity]:
    """Look at a task that runs or is queued, with one request: the task as it is now, and its activity.

    The task is None if the answer does not show it. Only people need the answer, so a refusal does not fail the task.
    """
    try:
        if not runs(task):
            return None, Activity(_queued_behind(task, context))
        details = details_of(task, context) or {}
        doing = Activity(running_step(details), percent_of(details))
        now = details.get("Task")
        if not has_id(now, task["Id"]):
            return None, doing
        return shapes.fitting(now, TASK, "The link 'Details'"), doing
    except OctopusError:
        return None, Activity()


def _delay(task: Document, context: Context) -> str:
    """The reason why the server does not start a queued task yet; empty if the task only waits for its turn."""
    if task.get("HasPendingPreconditions") or task.get("PendingPreconditionTypes"):
        kinds = ", ".join(str(each) for each in task.get("PendingPreconditionTypes") or ())
        return f"waits for a precondition{f' ({kinds})' if kinds else ''}"
    is_scheduled = is_later(task.get("QueueTime"), context.client.utc_now())
    return f"is scheduled for {task['QueueTime']}" if is_scheduled else ""


def _queued_behind(task: Document, context: Context) -> str:
    page = shapes.page(context.client.get(task, "QueuedBehind"), "QueuedBehind", "The link 'QueuedBehind'")
    ahead = [each for each in page["Items"] if isinstance(each, dict) and each.get("Id") != task.get("Id")]
    if not ahead:
        return ""
    names = ", ".join(str(each.get("Description") or each.get("Id")) for each in ahead[:SHOWN])
    return f"is queued behind {names}{f' and {len(ahead) - SHOWN} more' if len(ahead) > SHOWN else ''}"


def pending_interruptions(ids: Sequence[str], holder: Document, context: Context) -> dict[str, Activity]:
    """The unanswered interruptions of each of these tasks, with one request for all (api: tasks#states)."""
    if not has_link(holder, "Interruptions"):
        return {each: held_by(()) for each in ids}
    client, asked = context.client, {"pendingOnly": "true", **({"regarding": ids[0]} if len(ids) == 1 else MANY)}
    found = client.documents(holder, "Interruptions", client.offered(holder, "Interruptions", asked))
    pending = [each for each in found if each.get("IsPending") is not False]
    return {task_id: held_by(each for each in pending if _is_about(each, task_id)) for task_id in ids}


def _is_about(interruption: Document, task_id: str) -> bool:
    return task_id in (interruption.get("TaskId"), *(interruption.get("RelatedDocumentIds") or ()))


def held_by(found: Iterable[Document]) -> Activity:
    """The activity of a task that waits for a person; ``found`` is empty if this user may not see interruptions."""
    pending = tuple(found)
    titles = ", ".join(f"{each.get('Title')} ({each.get('Id')})" for each in pending)
    return Activity(f"{PERSON}: {titles or 'an interruption that this user may not see'}", None, pending)

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documents of server tasks: finds, queues, cancels and reads them (api: tasks#routes)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._locate.unlinked import NOT_FOUND
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.effects import look_again
from ansible_collections.octopus.deploy.plugins.module_utils._model.moments import CLOCKS_DIFFER, instant
from ansible_collections.octopus.deploy.plugins.module_utils._verbs.outcomes import (
    CANCELED,
    CANCELLING,
    described,
    is_cancelled,
    is_cancelling,
    is_over,
)
from ansible_collections.octopus.deploy.plugins.module_utils._verbs.task_log import TASK
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import shapes
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import AnswerLost, ServerRefused
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.links import has_link
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded, has_id

# How many IDs one address holds.
TOGETHER = 150
CANCEL = "Cancel"
# A lost task is among the newest.
NEWEST = 30


def read(ids: Sequence[str], known: Mapping[str, Document], holder: Document, context: Context) -> list[Document]:
    """The tasks with these IDs as they are now, with one request for many of them."""
    client = context.client
    if len(ids) == 1 or not has_link(holder, "Tasks") or "ids" not in client.parameters(holder, "Tasks"):
        return [_alone(known[each], context) for each in ids]
    found = {task["Id"]: task for task in _listed(ids, holder, context)}
    # A list leaves out unknown IDs, and the tasks of another space.
    return [found.get(each) or _alone(known[each], context) for each in ids]


def _listed(ids: Sequence[str], holder: Document, context: Context) -> Iterator[Document]:
    for start in range(0, len(ids), TOGETHER):
        some = [each.strip() for each in ids[start : start + TOGETHER]]
        for task in context.client.documents(holder, "Tasks", {"ids": ",".join(some), "take": len(some)}):
            yield shapes.fitting(task, TASK, "The link 'Tasks'")


def _alone(task: Document, context: Context) -> Document:
    found: Document = shapes.fitting(context.client.document(task, "Self"), TASK, "The link 'Self'")
    return found


def found_by_id(ids: Sequence[str], holder: Document, context: Context) -> tuple[list[Document], list[str]]:
    """The tasks with these IDs, of the space or of the server, and the IDs that no task has."""
    client = context.client
    found: dict[str, Document] = {}
    if holder and "ids" in client.parameters(holder, "Tasks"):
        for task in _listed(ids, holder, context):
            found[folded(task["Id"])] = task
    for each in ids:
        if folded(each) not in found:
            task_or_none = _of_the_server(each, context)
            if task_or_none is not None:
                found[folded(each)] = task_or_none
    wanted = dict.fromkeys(map(folded, ids))
    return [found[each] for each in wanted if each in found], [each for each in ids if folded(each) not in found]


def _of_the_server(task_id: str, context: Context) -> Document | None:
    """A task by the server's own link, which leads to the tasks of the server, too."""
    try:
        task = context.client.document(context.client.system(), "Tasks", {"id": task_id.strip()})
    except ServerRefused as refused:
        if refused.status != NOT_FOUND:
            raise
        return None
    return task if has_id(task, task_id) else None


def cancel(task: Document, context: Context) -> Document:
    """Cancel a task and return it, unless it is being cancelled already or ends before the server can cancel it."""
    if is_cancelling(task):
        return task
    try:
        return send(task, CANCEL, {}, cancellation(task), context, ends_as(CANCELLING, CANCELED), is_cancelled)
    except ServerRefused as refused:
        now = _alone(task, context)
        if not is_over(now):
            raise
        context.warn(f"The {described(task)} ended before it could be cancelled: {refused}")
        return now


def cancellation(task: Document) -> str:
    """The words for a cancellation among the writes of a task of the playbook."""
    return f"cancelled {described(task)}"


def withdraw(tasks: Iterable[Document], context: Context) -> None:
    """Remove the cancellations of tasks that have ended in another way from the list of writes, and warn of them."""
    for task in tasks:
        if not is_cancelled(task) and cancellation(task) in context.notes.done:
            context.notes.done.remove(cancellation(task))
            if has_link(task, CANCEL):
                context.client.changed_nothing(task, CANCEL)
            context.warn(f"The {described(task)} ended as {task.get('State')} before it could be cancelled")


def ends_as(*states: str) -> Callable[[Document, Context], bool]:
    """A function that reads a task again, and says whether it is in one of these states."""
    return lambda task, context: _alone(task, context).get("State") in states


def is_run_again(began: datetime, holder: Document) -> Callable[[Document, Context], bool]:
    """A function that says whether a copy of a task has been queued since ``began``; a rerun queues a copy."""
    return lambda task, context: _is_queued(task, began - CLOCKS_DIFFER, holder, context, task["Id"])


def send(
    task: Document,
    link: str,
    body: Any,
    done: str,
    context: Context,
    is_done: Callable[[Document, Context], bool],
    has_effect: Callable[[Document], bool] = lambda answer: True,
) -> Document:
    """POST to a link of a task and return the task that the server answers with; ``done``: the request in words.

    ``is_done(task, context)``: finds out whether the request took effect, if its answer was lost.
    ``has_effect(task)``: whether the task in the answer shows the effect of the request.
    """
    try:
        answer = context.client.send("POST", task, link, body)
    except AnswerLost as lost:
        look_again(lost, lambda: is_done(task, context), done)
        raise
    now = shapes.identified(answer, f"The link {link!r}") if answer else _alone(task, context)
    if has_effect(now):
        context.did(done)
    else:
        context.client.changed_nothing(task, link)
        context.warn(f"The {described(now)} ended as {now.get('State')} before the request to it took effect")
    return now


def queue(context: Context, holder: Document, body: Document) -> Document:
    """Queue a server task."""
    began = context.client.utc_now() - CLOCKS_DIFFER
    try:
        task = context.client.create(holder, "Tasks", body)
    except AnswerLost as lost:
        look_again(lost, lambda: _is_queued(body, began, holder, context), f"queued server task {body['Description']}")
        raise
    context.did(f"queued {described(task)}")
    return task


def _is_queued(body: Document, since: datetime, holder: Document, context: Context, known: str = "") -> bool:
    """Whether a task like ``body`` has been queued since a time, apart from the task with the ID ``known``.

    Servers list the newest tasks first.
    """
    asked = context.client.offered(holder, "Tasks", {"name": body["Name"], "take": NEWEST})
    page = next(context.client.pages(holder, "Tasks", asked))
    found = (each for each in page["Items"] if alike(each, body) and each.get("Id") != known)
    moments = (instant(each.get("QueueTime")) for each in found)
    return any(each is not None and each >= since for each in moments)


def alike(task: Any, body: Document) -> bool:
    return isinstance(task, dict) and all(task.get(each) == body.get(each) for each in ("Name", "Description"))

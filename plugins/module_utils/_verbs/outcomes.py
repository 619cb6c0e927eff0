# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How server tasks ended, as entries of a result and as errors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.moments import instant
from ansible_collections.octopus.deploy.plugins.module_utils._verbs.activity import is_interrupted
from ansible_collections.octopus.deploy.plugins.module_utils._verbs.task_log import Failure, details_of, failures
from ansible_collections.octopus.deploy.plugins.module_utils._verbs.wait import Patience
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import OctopusError
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.links import has_link

OVER = ("Success", "Failed", "Canceled", "TimedOut")
CANCELLING, CANCELED = "Cancelling", "Canceled"
SUCCESS, FAILED = "Success", "Failed"
NO_REASON = "the server gives no reason; its task log has the details"
START_AGAIN = (
    "To start it again, repeat the task that queued it with a longer wait_timeout, or give its ID to octopus_task with "
    "state: rerun"
)
# An error names at most this many failed tasks, and only their logs are read.
READ = 5


class TasksFailed(OctopusError):
    """Server tasks that did not succeed, or that were not over in time. ``more``: further entries of the result."""

    def __init__(self, message: str, tasks: list[dict[str, Any]], lines: Sequence[str]) -> None:
        super().__init__(message)
        self.tasks = tasks
        self.lines = list(lines)
        self.more: dict[str, Any] = {}

    def details(self) -> dict[str, Any]:
        bad = [each["url"] for each in self.tasks if each["state"] != SUCCESS and each["url"]]
        return {"tasks": self.tasks, "progress": self.lines, **({"log_url": bad[0]} if bad else {}), **self.more}


def is_over(task: Document) -> bool:
    """Whether a server task has ended, with or without success."""
    return task.get("State") in OVER


def is_cancelling(task: Document) -> bool:
    """Whether somebody has cancelled a server task that has not ended yet."""
    return task.get("State") == CANCELLING


def is_cancelled(task: Document) -> bool:
    """Whether a cancellation has ended a task, or may still do so: a server may answer with the task as it was."""
    return not is_over(task) or task.get("State") == CANCELED


def has_succeeded(task: Document) -> bool:
    """Whether a server task has ended with success."""
    return bool(task.get("State") == SUCCESS)


def described(task: Document) -> str:
    """A task for messages."""
    return f"server task {task.get('Id')} ({task.get('Description') or task.get('Name')})"


def entry(task: Document, context: Context, found: Sequence[Failure] = ()) -> dict[str, Any]:
    """A task for a result."""
    began, ended = instant(task.get("StartTime")), instant(task.get("CompletedTime"))
    failed = [{"step": each.step, "machine": each.machine or None, "log": list(each.lines)} for each in found]
    return {
        "id": task["Id"],
        "name": task.get("Name"),
        "description": task.get("Description"),
        "state": task.get("State"),
        "error_message": (task.get("ErrorMessage") or "").strip() or None,
        "seconds": int((ended - began).total_seconds()) if began and ended else None,
        "has_pending_interruptions": is_interrupted(task),
        "url": context.client.address(task, "Web") if has_link(task, "Web") else None,
        "failures": failed,
    }


def refuse_failures(tasks: Sequence[Document], context: Context, lines: Sequence[str]) -> None:
    """Raise ``TasksFailed`` for the tasks that are over without success."""
    bad = [each for each in tasks if is_over(each) and not has_succeeded(each)]
    if not bad:
        return
    logs = {each["Id"]: _failures(each, context) for each in bad[:READ]}
    more = f" {len(bad) - READ} more tasks did not succeed either." if len(bad) > READ else ""
    message = " ".join(_ended(each, logs[each["Id"]]) for each in bad[:READ])
    raise TasksFailed(f"{message}{more}", [entry(each, context, logs.get(each["Id"], ())) for each in tasks], lines)


def unfinished(
    tasks: Sequence[Document],
    context: Context,
    patience: Patience,
    lines: Sequence[str],
    cancelled: Sequence[Document] | None,
) -> TasksFailed:
    """The error about tasks that were not over in time. ``cancelled``: these tasks after they were cancelled."""
    late = [each for each in tasks if not is_over(each)]
    now = {each["Id"]: each for each in [*tasks, *(cancelled or ())]}
    after = f"not ended after {patience.timeout:g} seconds"
    if len(late) == 1:
        message = f"The {described(late[0])} has {after} (it is {_state(late[0])})"
    else:
        words = "; ".join(f"{described(each)} is {_state(each)}" for each in late)
        message = f"{len(late)} server tasks have {after}: {words}"
    if cancelled is None:
        subject = "It continues" if len(late) == 1 else "They continue"
        held = any(map(is_interrupted, late))
        answer = "answer in the portal or with octopus_interruption, or " if held else ""
        message += f". {subject} on the server; {answer}raise wait_timeout to wait longer"
    else:
        message += f". {_cancellation(late, now)}"
    return TasksFailed(message, [entry(now[each["Id"]], context) for each in tasks], lines)


def _cancellation(late: Sequence[Document], now: Mapping[str, Document]) -> str:
    """The end of late tasks after ``cancel_on_timeout``, and how to go on. ``now``: the tasks afterwards, by ID."""
    own, others = [], []
    for each in late:
        after = now[each["Id"]]
        words = f"{each['Id']} is {after.get('State')} now"
        if not is_cancelled(after):
            others.append(f"{each['Id']} ended as {after.get('State')} before it could be cancelled")
        elif is_cancelling(each):
            others.append(f"Somebody else had cancelled {each['Id']} before: {words}")
        else:
            own.append(words)
    done = f"This task of the playbook has cancelled what was left (cancel_on_timeout): {', '.join(own)}"
    return ". ".join([done, *others, START_AGAIN] if own else others)


def interrupted(tasks: Sequence[Document], found: Sequence[str], context: Context, lines: Sequence[str]) -> TasksFailed:
    """The error about tasks that wait for a person; ``found``: what each of them waits for."""
    subject = "It continues" if len(found) == 1 else "They continue"
    message = (
        f"{'; '.join(found)}. {subject} when somebody has answered, in the portal or with octopus_interruption. To "
        "leave the answer to a later task, give on_interruption: stop"
    )
    return TasksFailed(message, [entry(each, context) for each in tasks], lines)


def _state(task: Document) -> str:
    return f"{task.get('State')}{' and waits for a person' if is_interrupted(task) else ''}"


def _failures(task: Document, context: Context) -> list[Failure]:
    """The failures in a task's log; none if the log can't be read, as the task's own message is known already."""
    if task.get("State") != FAILED:
        return []
    try:
        details = details_of(task, context)
    except OctopusError:
        return []
    return failures(details) if details else []


def _ended(task: Document, found: Sequence[Failure]) -> str:
    """How a task ended, with the first failure of its log."""
    reason = " ".join(str(task.get("ErrorMessage") or "").split()) or NO_REASON
    said = f"The {described(task)} ended as {task.get('State')}: {reason.rstrip('.')}."
    for first in found[:1]:
        said += f" Failed: {' > '.join(first.path)}." if first.path else ""
        said += f" Log: {' | '.join(first.lines)}." if first.lines else ""
    return said

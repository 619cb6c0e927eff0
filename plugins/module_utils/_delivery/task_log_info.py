# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""octopus_task_log_info: reads the logs of server tasks (api: tasks#routes, tasks#waiting)."""

from __future__ import annotations

from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._delivery.verb import Asked, Intent, Verb
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError, listed
from ansible_collections.octopus.deploy.plugins.module_utils._verbs.outcomes import FAILED
from ansible_collections.octopus.deploy.plugins.module_utils._verbs.server_tasks import found_by_id
from ansible_collections.octopus.deploy.plugins.module_utils._verbs.task_log import details_of, failed_steps
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document

ARGUMENTS: dict[str, dict[str, Any]] = {
    "ids": {"type": "list", "elements": "str", "required": True},
    "only_failed": {"type": "bool", "default": False},
}


def look(asked: Asked) -> Intent:
    """Read the logs; nothing is changed."""
    tasks, missing = found_by_id(asked.options["ids"], asked.space.document, asked.context)
    if missing and not asked.context.check:
        raise OptionError("ids", f"no server task has the ID {listed(missing)}, or this user may not see it")
    for each in missing:
        asked.context.warn(f"ids: no server task has the ID {each!r} yet")
    return Intent(predicted={"logs": [entry(each, asked) for each in tasks]})


def entry(task: Document, asked: Asked) -> dict[str, Any]:
    """A log for the result."""
    return {
        "id": task["Id"],
        "description": task.get("Description"),
        "state": task.get("State"),
        "log": failed_part(task, asked) if asked.options["only_failed"] else whole(task, asked),
    }


def whole(task: Document, asked: Asked) -> str:
    return str(asked.context.client.get(task, "Raw") or "")


def failed_part(task: Document, asked: Asked) -> str:
    """The log of the steps that failed; empty for a task that has not failed."""
    details = details_of(task, asked.context, whole=True) if task.get("State") == FAILED else None
    return failed_steps(details) if details else ""


TASK_LOG_INFO = Verb("octopus_task_log_info", ARGUMENTS, look)

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Queues a server task, waits until it is over, and reports why it failed (api: tasks#task)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Callable, TypeVar

from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client, Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import OctopusError

WAIT_ARGUMENTS: dict[str, dict[str, Any]] = {
    "wait_timeout": {"type": "int", "default": 600},
    "wait_interval": {"type": "int", "default": 2},
}
OVER = ("Success", "Failed", "Canceled", "TimedOut")


Seen = TypeVar("Seen")


def wait_until(
    is_over: Callable[[Seen], bool],
    seen: Seen,
    look: Callable[[], Seen],
    client: Client,
    timeout: float,
    interval: float,
) -> Seen:
    """Call ``look`` every ``interval`` seconds until ``is_over`` accepts its result, for at most ``timeout`` seconds.

    ``seen``: the first result to judge. Returns the last result. The client has the clock.
    """
    deadline = client.now() + timeout
    while not is_over(seen) and client.now() < deadline:
        client.wait(interval)
        seen = look()
    return seen


def run_task(context: Context, holder: Document, body: Document, timeout: float, interval: float) -> Document:
    """Queue the server task ``body`` and return it when it has succeeded.

    ``timeout`` and ``interval`` are in seconds. Raises ``OctopusError`` if the task ends without success, or does not
    end in time; it continues on the server then.
    """
    task = context.client.create(holder, "Tasks", body)
    context.did(f"queued {_described(task)}")
    queued = task
    task = wait_until(
        is_over, queued, lambda: context.client.document(queued, "Self"), context.client, timeout, interval
    )
    if not is_over(task):
        raise OctopusError(
            f"The {_described(task)} has not ended after {timeout:g} seconds (it is {task.get('State')}). "
            "It continues on the server; raise wait_timeout to wait longer"
        )
    if task.get("State") != "Success":
        reason = task.get("ErrorMessage") or "the server gives no reason; its task log has the details"
        raise OctopusError(f"The {_described(task)} ended as {task.get('State')}: {reason}")
    return task


def is_over(task: Document) -> bool:
    return task.get("State") in OVER


def check_waiting(parameters: Mapping[str, Any]) -> None:
    """Raise ``OptionError`` for a negative timeout, or for an interval without a pause."""
    for option, least in (("wait_timeout", 0), ("wait_interval", 1)):
        given = parameters.get(option)
        if given is not None and given < least:
            raise OptionError(option, f"must be {least} or more, not {given}")


def _described(task: Document) -> str:
    return f"server task {task.get('Id')} ({task.get('Description') or task.get('Name')})"

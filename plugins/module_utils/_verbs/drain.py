# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drain: disables a machine or a worker, so that it gets no new work, and waits until its present work is over."""

from __future__ import annotations

from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import (
    Argument,
    Field,
    FieldType,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import Action, Parameters
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils._verbs.wait import (
    WAIT_ARGUMENTS,
    Patience,
    check_waiting,
    wait_until,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import shapes
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import OctopusError, ServerRefused
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.links import has_link
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import FLAG, Shape

# Queued tasks do not count: a task that begins does not choose a disabled machine.
AT_WORK = ("Executing", "Cancelling")
PAGE = 500
LEASES = Location("WorkerTaskLeases", "lease", unlinked="/workertaskleases{?skip,take}")
# The first release that reports the worker of a task (OctopusDeploy/Issues#7707).
LEASES_SINCE = (2024, 2)
NOT_THERE = (404, 405)
ARGUMENTS = shapes.Shape("an object", (dict,), (("MachineIds", shapes.TEXTS),))
TASK = shapes.Shape("an object", (dict,), (("Arguments", ARGUMENTS),))
LEASE = shapes.Shape("an object", (dict,), (("ServerTaskId", shapes.TEXT),))
LEASED = shapes.Shape("an object", (dict,), (("Items", shapes.Shape("a list of objects", (list,), each=LEASE)),))


class Drained(FieldType):
    """The option ``drain`` over the property ``IsDisabled``: true disables the machine, false changes nothing."""

    def argument(self) -> Argument:
        return {"type": "bool"}

    def shape(self) -> Shape:
        return FLAG

    def wanted(self, given: bool, current: Any, context: Context, option: str) -> bool:
        return given or bool(current)

    def same(self, current: Any, wanted: Any) -> bool:
        return bool(current) == bool(wanted)

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        return bool(value)

    def exported(self, value: Any, context: Context, place: str) -> Any:
        # An export has ``is_disabled`` instead.
        return None


DRAIN_FIELD = Field("drain", "IsDisabled", Drained())
# These options exclude each other: ``drain`` disables the machine, and ``is_disabled`` may enable it.
DRAIN_OR_DISABLE = ("is_disabled", "drain")


def drain_action(location: Location) -> Action:
    """The waiting part of ``drain`` for the machines of a collection."""

    def drain(machine: Document, parameters: Parameters, context: Context) -> dict[str, Any]:
        waited_for = wait_until_idle(machine, location, context, Patience.of(parameters))
        return {"drain": {"waited_for": waited_for}}

    return Action(WAIT_ARGUMENTS, lambda parameters, write: bool(parameters.get("drain")), drain, False, check_waiting)


def wait_until_idle(machine: Document, location: Location, context: Context, patience: Patience) -> list[str]:
    """Wait until no server task works on a machine; returns the IDs of the tasks that were waited for.

    Raises ``OctopusError`` with the tasks that still run after the time that the user allows.
    """
    space = context.resolver.holder(location) or {}
    waited_for: dict[str, None] = {}

    def look() -> list[Document]:
        running = at_work(machine, space, context)
        waited_for.update(dict.fromkeys(each["Id"] for each in running))
        return running

    running = wait_until(lambda running: not running, look(), look, context.client, patience)
    if running:
        what = ", ".join(f"{each['Id']} ({each.get('Description') or each.get('Name')})" for each in running)
        raise OctopusError(
            f"{location.label} {machine.get('Name')!r} is disabled, but still at work after "
            f"{patience.timeout:g} seconds: {what}. Run the task again to continue waiting, or raise wait_timeout"
        )
    return list(waited_for)


def at_work(machine: Document, space: Document, context: Context) -> list[Document]:
    """The server tasks that work on a machine now."""
    client = context.client
    asked = {"states": ",".join(AT_WORK), "take": PAGE}
    found = client.documents(space, "Tasks", client.offered(space, "Tasks", asked))
    tasks = (shapes.fitting(each, TASK, "The link 'Tasks'") for each in found)
    running = {each["Id"]: each for each in tasks if each.get("State") in AT_WORK}
    if not running:
        return []
    mine = {each for each, task in running.items() if is_about(task, machine["Id"])}
    mine |= leased_by(machine, context) if "WorkerPoolIds" in machine else deployed_by(machine, running, context)
    return [task for each, task in running.items() if each in mine]


def is_about(task: Document, machine_id: str) -> bool:
    """Whether a task names the machine, as health checks, upgrades and scripts do."""
    return machine_id in ((task.get("Arguments") or {}).get("MachineIds") or ())


def deployed_by(machine: Document, running: dict[str, Document], context: Context) -> set[str]:
    """The IDs of the running tasks that are in the machine's own list of tasks, which comes newest first."""
    client = context.client
    found: set[str] = set()
    if not has_link(machine, "TasksTemplate"):
        return found
    oldest = min(str(each.get("QueueTime") or "") for each in running.values())
    asked = client.offered(machine, "TasksTemplate", {"take": PAGE})
    for task in client.documents(machine, "TasksTemplate", asked):
        if task["Id"] in running:
            found.add(task["Id"])
        if len(found) == len(running) or str(task.get("QueueTime") or "") < oldest:
            break
    return found


def leased_by(worker: Document, context: Context) -> set[str]:
    """The IDs of the tasks that hold a worker; none, with a warning, if the server does not report them."""
    if not context.server_is_at_least(*LEASES_SINCE):
        context.warn(not_reported(f"Octopus Server {context.client.version} does not report"))
        return set()
    holder = context.resolver.holder(LEASES) or {}
    found: set[str] = set()
    skip = 0
    had: list[Document] = []
    while True:
        try:
            answer = context.client.document(holder, LEASES.link, {"skip": skip, "take": PAGE})
        except ServerRefused as refused:
            if refused.status not in NOT_THERE:
                raise
            context.warn(not_reported("the server does not report here"))
            return found
        page = shapes.page(answer.get(LEASES.link) or answer, LEASES.link, "The server")
        items = shapes.fitting(page, LEASED, f"The link {LEASES.link!r}")["Items"]
        found |= {str(each.get("ServerTaskId")) for each in items if each.get("WorkerId") == worker["Id"]}
        skip += len(items)
        total = page.get("TotalResults")
        if not items or items == had or not isinstance(total, int) or skip >= total:
            return found
        had = items


def not_reported(why: str) -> str:
    return f"drain: {why} which tasks hold a worker; the task waited only for tasks that name it"

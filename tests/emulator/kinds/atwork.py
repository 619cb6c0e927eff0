# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Machines at work: the targets on which tasks run, and the workers that tasks lease (api: tasks#task).

A server lists the deployments and runbook runs of a target (``TasksTemplate``), and since 2024.2 the leased workers of
a space [OctopusDeploy/Issues#7707; octopus.com/docs/api/worker-task-leases].
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from emulator import answers, clock
from emulator.handlers import Call
from emulator.model import Document, Kind, Prop, Release, Route
from emulator.refusals import invalid

if TYPE_CHECKING:
    from emulator.octopus import Octopus

SINCE: Release = (2024, 2)
# The tasks in a target's list, by the type that a client asks for (CS DeploymentTargetTaskType).
OF_TARGETS = {"deployment": "Deploy", "runbookrun": "RunbookRun"}
# The argument of a task that holds its targets.
TARGETS = "_targets"


def begin(octopus: Octopus, name: str, machines: list[str], seconds: float) -> Document:
    """Start a task of a deployment or a runbook run that uses these targets and workers."""
    found = [octopus.store.get(each) for each in machines]
    used = [each for each in found if each and each[0] in ("machines", "workers")]
    if len(used) != len(machines) or not used or name not in OF_TARGETS.values():
        raise invalid("A task at work has a name, Deploy or RunbookRun, and the IDs of machines that there are.")
    number = octopus.store.next_number("ServerTasks")
    now = octopus.now()
    task = octopus.make(
        "tasks",
        {
            "Id": f"ServerTasks-{number}",
            "SpaceId": used[0][1]["SpaceId"],
            "Name": name,
            "Description": f"{name} to {', '.join(each[1]['Name'] for each in used)}",
            "Arguments": {},
            "State": "Executing",
            "QueueTime": now,
            "StartTime": now,
            "CompletedTime": None,
            "ErrorMessage": "",
            TARGETS: [each[1]["Id"] for each in used if each[0] == "machines"],
            "_due": clock.seconds() + seconds,
        },
        number,
    )
    for collection, worker in used:
        if collection == "workers":
            lease(octopus, worker, task)
    octopus.pending[task["Id"]] = task["_due"]
    return task


def lease(octopus: Octopus, worker: Document, task: Document) -> None:
    number = octopus.store.next_number(KIND.id_prefix)
    octopus.make(
        KIND.collection,
        {
            "Id": f"{KIND.id_prefix}-{number}",
            "SpaceId": worker["SpaceId"],
            "Name": f"{worker['Name']} for {task['Id']}",
            "WorkerId": worker["Id"],
            # The pool of a leased worker that belongs to several pools is unverified.
            "WorkerPoolId": worker["WorkerPoolIds"][0],
            "ServerTaskId": task["Id"],
            "TakenAt": octopus.now(),
            "Exclusive": False,
        },
        number,
    )


def release(octopus: Octopus, task: Document) -> None:
    """Release the workers of a task that is over."""
    for each in octopus.store.holding(KIND.collection, "ServerTaskId", task["Id"]):
        octopus.store.delete(each["Id"])


def refuse_leased(octopus: Octopus, worker: Document) -> None:
    """Refuse to delete a worker in use [OctopusDeploy/Issues#7707]; the wording is unverified."""
    if octopus.store.holding(KIND.collection, "WorkerId", worker["Id"]):
        raise invalid(f"The worker '{worker['Name']}' cannot be deleted because it is currently in use.")


def tasks_of_target(call: Call, machine: Document) -> Document:
    """The deployments and runbook runs of a target; a server's recorded list has no health checks [CST]."""
    wanted = OF_TARGETS.get(call.query.get("type", "").casefold())
    found: list[Any] = [
        each
        for each in call.octopus.visible(call.octopus.kinds["tasks"], call.space, False)
        if machine["Id"] in (each.get(TARGETS) or []) and wanted in (None, each["Name"])
    ]
    return answers.paged(call, "tasks", found)


def listed(call: Call, document: Document) -> Document:
    """The leases: a page inside an object."""
    found = call.octopus.store.all(KIND.collection, call.space)
    return {KIND_NAME: answers.page(call.octopus, KIND, found, call.own, call.query)}


KIND_NAME = "WorkerTaskLeases"
KIND = Kind(
    collection="workertaskleases",
    # The reference has only the address.
    link="",
    unlinked=True,
    only_in_a_space=True,
    item_type="WorkerTaskLease",
    id_prefix=KIND_NAME,
    parameters="skip,take",
    order="TakenAt",
    unique=False,
    slug_since=None,
    since=SINCE,
    props=(
        Prop("Name"),
        Prop("WorkerId"),
        Prop("WorkerPoolId"),
        Prop("ServerTaskId"),
        Prop("TakenAt"),
        Prop("Exclusive", "bool"),
    ),
    routes={"": Route(listed)},
    is_resource=False,
    has_list=False,
    has_all=False,
    has_documents=False,
)

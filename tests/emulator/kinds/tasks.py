# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Server tasks: queued, executing, over after a while (octopus-api.md 3.29)."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from emulator.model import MIXED, Document, Kind, Prop, invalid

if TYPE_CHECKING:
    from emulator.octopus import Octopus

QUEUEABLE = (
    "Backup",
    "Health",
    "Retention",
    "Upgrade",
    "TestEmail",
    "AdHocScript",
    "UpdateCalamari",
    "TestAzureAccount",
    "SystemIntegrityCheck",
    "SyncCommunityActionTemplates",
)
OVER = ("Success", "Failed", "Canceled", "TimedOut")
# A machine by this name never answers, so that failing health checks can be tried.
UNREACHABLE = ".invalid"


def check(octopus: Octopus, task: Document, old: Document) -> None:
    if task["Name"] not in QUEUEABLE:
        raise invalid(f"Tasks of type '{task['Name']}' cannot be queued by a user.")
    task.update(
        State=old.get("State") or "Queued",
        QueueTime=old.get("QueueTime") or octopus.now(),
        StartTime=old.get("StartTime"),
        CompletedTime=old.get("CompletedTime"),
        ErrorMessage=old.get("ErrorMessage") or "",
        _due=old.get("_due") or time.time() + octopus.task_seconds,
    )


def advance(octopus: Octopus, task: Document) -> Document:
    """A task as it is by now: time alone moves it on."""
    if task["State"] in OVER:
        return task
    if time.time() < task["_due"]:
        state = "Executing" if task["State"] in ("Queued", "Executing") else task["State"]
        return {**task, "State": state, "StartTime": task["StartTime"] or octopus.now()}
    error = finish(octopus, task) if task["State"] != "Cancelling" else ""
    state = "Canceled" if task["State"] == "Cancelling" else "Failed" if error else "Success"
    task = {**task, "State": state, "ErrorMessage": error, "CompletedTime": octopus.now()}
    task["StartTime"] = task["StartTime"] or task["CompletedTime"]
    octopus.save(octopus.kinds["tasks"], task)
    return task


def finish(octopus: Octopus, task: Document) -> str:
    """A health check leaves its result at the machines; returns why the task failed."""
    if task["Name"] != "Health":
        return ""
    failed = []
    for machine_id in (task["Arguments"] or {}).get("MachineIds") or []:
        machine = octopus.store.get(machine_id)
        if not machine or machine[0] not in ("machines", "workers"):
            continue
        document = machine[1]
        healthy = UNREACHABLE not in str(document["Endpoint"].get("Uri") or "")
        failed += [] if healthy else [document["Name"]]
        status = "Healthy" if healthy else "Unavailable"
        summary = "Octopus was able to contact this machine." if healthy else "The machine could not be contacted."
        octopus.save(
            octopus.kinds[machine[0]],
            {**document, "HealthStatus": status, "StatusSummary": summary, "HasLatestCalamari": healthy},
        )
    return f"The health check failed on: {', '.join(failed)}" if failed else ""


def shown(task: Document) -> Document:
    """What follows from a task's state."""
    state = task["State"]
    over = state in OVER
    return {
        **{key: value for key, value in task.items() if key != "_due"},
        "Completed": task["CompletedTime"] if over else f"{state}...",
        "Duration": "1 second",
        "IsCompleted": over,
        "FinishedSuccessfully": state == "Success",
        "HasBeenPickedUpByProcessor": state != "Queued",
        "HasWarningsOrErrors": state == "Failed",
        "HasPendingInterruptions": False,
        "CanRerun": over,
        "LastUpdatedTime": task["CompletedTime"] or task["StartTime"] or task["QueueTime"],
        "QueueTimeExpiry": None,
        "ServerNode": "emulator",
    }


KIND = Kind(
    collection="tasks",
    link="Tasks",
    item_type="Task",
    id_prefix="ServerTasks",
    scope=MIXED,
    unique=False,
    has_slug=False,
    newest_first=True,
    can_delete=False,
    has_all=False,
    parameters="skip,active,environment,tenant,runbook,project,name,node,running,states,hasPendingInterruptions,"
    "hasWarningsOrErrors,take,ids,partialName,spaces,includeSystem",
    props=(Prop("Name", required=True), Prop("Description", default=""), Prop("Arguments", "dict", default={})),
    links={
        "Web": "/app#/tasks/{id}",
        "Raw": "{self}/raw",
        "Cancel": "{self}/cancel",
        "Details": "{self}/details{?verbose,tail}",
    },
    check=check,
)

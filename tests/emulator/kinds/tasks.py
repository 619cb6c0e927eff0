# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Server tasks: queued, then executing, and over after a while (api: tasks#task)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emulator import answers, clock
from emulator.kinds import atwork, healthchecks, nodes
from emulator.kinds.common import any_of
from emulator.kinds.schedules import instant
from emulator.model import DESCRIBED, MIXED, ON_POST, Call, Document, Filter, Kind, Prop, Route, invalid

if TYPE_CHECKING:
    from emulator.octopus import Octopus

# The tasks that users can queue, each with its effect.
QUEUEABLE = {
    "Backup": "Backup",
    "Health": "Health check",
    "Retention": "Apply retention policies",
    "Upgrade": "Upgrade Tentacles",
    "TestEmail": "Send a test email",
    "AdHocScript": "Run a script",
    "UpdateCalamari": "Update Calamari",
    "TestAzureAccount": "Test an Azure account",
    "SystemIntegrityCheck": "Check the integrity of the system",
    "SyncCommunityActionTemplates": "Synchronise community step templates",
}
# The .NET client has them since 2026-02-23 and 2026-04-08; the months of the server are unverified.
PENDING, PRECONDITIONS = (2026, 2), (2026, 2)
OVER = ("Success", "Failed", "Canceled", "TimedOut")
# The key of a stored task with the types of its pending interruptions (see interruptions.py).
INTERRUPTED = "_interruptions"
STATES = ("Queued", "Executing", "Failed", "Canceled", "TimedOut", "Success", "Cancelling")
SETTABLE = ("Canceled", "Failed", "Success")


def check(octopus: Octopus, task: Document, old: Document) -> None:
    if task["Name"] not in QUEUEABLE:
        # The wording is unverified.
        raise invalid(f"Tasks of type '{task['Name']}' cannot be queued by a user.")
    for machine_id in task["Arguments"].get("MachineIds") or []:
        found = octopus.store.get(str(machine_id))
        if not found or found[0] not in ("machines", "workers"):
            raise invalid(f"MachineIds '{machine_id}' does not exist in this space.")
    task.update(
        Description=task["Description"] or QUEUEABLE[task["Name"]],
        State="Queued",
        QueueTime=octopus.now(),
        StartTime=None,
        CompletedTime=None,
        ErrorMessage="",
        _due=clock.seconds() + octopus.task_seconds,
    )


def created(octopus: Octopus, task: Document, source: Document | None) -> None:
    octopus.pending[task["Id"]] = 0.0


def due(octopus: Octopus) -> list[str]:
    """The tasks that may be due; a running task is not due before its time."""
    now = clock.seconds()
    return sorted([task_id for task_id, moment in tuple(octopus.pending.items()) if moment <= now])


def settle(octopus: Octopus) -> None:
    """Advance the tasks that are not over."""
    for task_id in due(octopus):
        found = octopus.store.get(task_id)
        if found is None:
            octopus.pending.pop(task_id, None)
        else:
            advance(octopus, found[1])


def waits(octopus: Octopus, task: Document) -> bool:
    """Whether a queued task stays queued: no node starts tasks, or its space's queue is stopped (api: spaces#space)."""
    space = octopus.store.get(task.get("SpaceId") or "")
    return nodes.are_draining(octopus) or bool(space and space[1]["TaskQueueStopped"])


def advance(octopus: Octopus, task: Document) -> None:
    if task.get(INTERRUPTED):
        octopus.pending.pop(task["Id"], None)
        return
    if task["State"] == "Queued" and waits(octopus, task):
        return
    if clock.seconds() < task["_due"]:
        if task["State"] == "Queued":
            octopus.save(KIND, {**task, "State": "Executing", "StartTime": octopus.now()})
        octopus.pending[task["Id"]] = task["_due"]
        return
    error = healthchecks.finish(octopus, task)
    finished(octopus, task, "Failed" if error else "Success", error)


def finished(octopus: Octopus, task: Document, state: str, error: str = "") -> Document:
    now = octopus.now()
    over = {"State": state, "ErrorMessage": error, "CompletedTime": now, "StartTime": task["StartTime"] or now}
    octopus.pending.pop(task["Id"], None)
    atwork.release(octopus, task)
    return octopus.save(KIND, {**task, **over, "_due": None})


STATE = (
    *(Prop(name, computed=True) for name in ("State", "Completed", "Duration", "ErrorMessage", "ServerNode")),
    *(
        Prop(name, computed=True)
        for name in ("QueueTime", "QueueTimeExpiry", "StartTime", "LastUpdatedTime", "CompletedTime")
    ),
    *(
        Prop(name, "bool", computed=True)
        for name in (
            *("IsCompleted", "FinishedSuccessfully", "HasBeenPickedUpByProcessor", "HasWarningsOrErrors"),
            *("HasPendingInterruptions", "CanRerun"),
        )
    ),
    Prop("PendingInterruptionTypes", "list", computed=True, since=PENDING),
    Prop("PendingPreconditionTypes", "list", computed=True, since=PRECONDITIONS),
    Prop("HasPendingPreconditions", "bool", computed=True, since=PRECONDITIONS),
    Prop("ProjectId", computed=True, since=DESCRIBED),
    Prop("EstimatedRemainingQueueDurationSeconds", "int", computed=True, since=DESCRIBED),
)


def shown(octopus: Octopus, task: Document) -> Document:
    """The task for clients, with the properties that follow from its state."""
    state, over = task["State"], task["State"] in OVER
    interrupted = [] if over else list(task.get(INTERRUPTED) or ())
    newer: Document = {}
    if octopus.release >= PENDING:
        newer["PendingInterruptionTypes"] = interrupted
    if octopus.release >= PRECONDITIONS:
        newer.update(PendingPreconditionTypes=[], HasPendingPreconditions=False)
    if octopus.release >= DESCRIBED:
        newer.update(ProjectId=task["Arguments"].get("ProjectId"), EstimatedRemainingQueueDurationSeconds=0)
    return {
        **task,
        # Words for people; only those of a finished task are confirmed.
        "Completed": task["CompletedTime"] if over else f"{state}...",
        "Duration": "1 second" if over else "",
        "IsCompleted": over,
        "FinishedSuccessfully": state == "Success",
        "HasBeenPickedUpByProcessor": state != "Queued" or bool(task["StartTime"]),
        "HasWarningsOrErrors": state == "Failed",
        "HasPendingInterruptions": bool(interrupted),
        **newer,
        # A deployment's task can't be run again.
        "CanRerun": over and task["Name"] in QUEUEABLE,
        "LastUpdatedTime": task["CompletedTime"] or task["StartTime"] or task["QueueTime"],
        "QueueTimeExpiry": None,
        "ServerNode": nodes.NAME,
    }


# The .NET client has it since October 2023.
ELSEWHERE = (2023, 4)


def extra(octopus: Octopus, found: list[Document]) -> Document:
    counts = {state: sum(each["State"] == state for each in found) for state in STATES}
    counts["Active"] = sum(each["State"] not in OVER for each in found)
    elsewhere: Document = {"TotalCountsInOtherSpaces": {}} if octopus.release >= ELSEWHERE else {}
    return {
        "TotalCounts": {**counts, "Interrupted": sum(is_interrupted(octopus, each, "true") for each in found)},
        **elsewhere,
    }


def is_active(octopus: Octopus, task: Document, value: str) -> bool:
    return (task["State"] not in OVER) == (value.casefold() == "true")


def is_running(octopus: Octopus, task: Document, value: str) -> bool:
    return bool(task["State"] == "Executing") == (value.casefold() == "true")


def has_errors(octopus: Octopus, task: Document, value: str) -> bool:
    return bool(task["State"] == "Failed") == (value.casefold() == "true")


def is_at_node(octopus: Octopus, task: Document, value: str) -> bool:
    """Whether a value is the ID or the name of the one node (unverified: servers accept both)."""
    return value.casefold() in (nodes.NODE.casefold(), nodes.NAME)


def is_interrupted(octopus: Octopus, task: Document, value: str) -> bool:
    """Whether a task waits for a person."""
    waits_for_one = bool(task.get(INTERRUPTED)) and task["State"] not in OVER
    return waits_for_one == (value.casefold() == "true")


def has_preconditions(octopus: Octopus, task: Document, value: str) -> bool:
    """Whether a task waits for something before it starts, which never happens here."""
    return value.casefold() != "true"


def argument(name: str) -> Filter:
    def matches(octopus: Octopus, task: Document, value: str) -> bool:
        return str(task["Arguments"].get(name, "")).casefold() == value.casefold()

    return matches


def described_as(octopus: Octopus, task: Document, value: str) -> bool:
    """Whether the description has a text (unverified: a part is enough)."""
    return value.strip().casefold() in str(task["Description"]).casefold()


def has_tenant_tag(octopus: Octopus, task: Document, value: str) -> bool:
    """Whether a task's tenant has a tag."""
    tenant = octopus.store.get(str(task["Arguments"].get("TenantId") or ""))
    tags = tenant[1].get("TenantTags") or [] if tenant else []
    return value.casefold() in {each.casefold() for each in tags}


def at_or_after(prop: str, after: bool) -> Filter:
    """A filter by a moment of a task. Unverified: a moment that has not come yet matches no span."""

    def matches(octopus: Octopus, task: Document, value: str) -> bool:
        if not task.get(prop):
            return False
        moment, asked = instant(task[prop], prop), instant(value, prop)
        return moment >= asked if after else moment <= asked

    return matches


MOMENT_FILTERS: dict[str, Filter] = {
    f"{end}{name}date": at_or_after(prop, end == "from")
    for end in ("from", "to")
    for name, prop in {"queue": "QueueTime", "start": "StartTime", "completed": "CompletedTime"}.items()
}


def details(call: Call, task: Document) -> Document:
    state = {"Success": "Success", "Failed": "Failed", "Canceled": "Canceled", "Executing": "Running"}
    line = {"Category": "Info", "OccurredAt": task["QueueTime"], "MessageText": task["Description"], "Detail": None}
    error = {**line, "Category": "Error", "MessageText": task["ErrorMessage"]}
    log = {
        "Id": f"{task['Id']}_0",
        "Name": task["Description"],
        "Status": state.get(task["State"], "Pending"),
        "Children": [],
        "LogElements": [line, error] if task["ErrorMessage"] else [line],
        "Started": task["StartTime"],
        "Ended": task["CompletedTime"],
        "ShowAtSummaryLevel": True,
        "ProgressPercentage": 100 if task["State"] in OVER else 0,
        "ProgressMessage": "",
    }
    return {
        "Id": task["Id"],
        "Task": answers.shown(call, "tasks", task),
        "ActivityLogs": [log],
        "Progress": {"ProgressPercentage": log["ProgressPercentage"], "EstimatedTimeRemaining": ""},
        "PhysicalLogSize": len(task["Description"]),
        "Links": {"Self": call.own},
    }


def raw(call: Call, task: Document) -> str:
    lines = (f"Task ID: {task['Id']}", task["Description"], f"{task['State']} {task['ErrorMessage']}")
    return "\n".join(lines) + "\n"


def cancel(call: Call, task: Document) -> Document:
    if task["State"] not in OVER:
        task = finished(call.octopus, task, "Canceled")
    return answers.shown(call, "tasks", task)


def change_state(call: Call, task: Document) -> Document:
    """``POST {id}/state`` with ``state`` and ``reason`` (api: errors#refusals; the refusals are those of 2021.2)."""
    if call.body is None:
        raise invalid("No body was provided.")
    body = call.body if isinstance(call.body, dict) else {}
    sent = {key.casefold(): value for key, value in body.items()}
    if not sent.get("reason"):
        raise invalid("No reason was provided.")
    if not sent.get("state"):
        raise invalid("No state was provided.")
    if sent["state"] not in SETTABLE:
        raise invalid("The task can not be put into the state.  Valid states are: Canceled, Failed, Success.")
    if sent["state"] == task["State"]:
        raise invalid("The task is already in the state.")
    if task["State"] not in SETTABLE:
        raise invalid(
            "The task state can not be changed to the selected state.  "
            "It can only be changed out of the states: Canceled, Failed, Success."
        )
    return answers.shown(call, "tasks", finished(call.octopus, task, sent["state"], str(sent["reason"])))


def rerun(call: Call, document: Document) -> Document:
    task = answers.existing(call, "tasks", call.values["task"])
    if task["State"] not in OVER or task["Name"] not in QUEUEABLE:
        raise invalid("This task cannot be re-run.")
    again = call.octopus.create("tasks", task, task.get("SpaceId") or "")
    return answers.shown(call, "tasks", again)


def queued_behind(call: Call, task: Document) -> Document:
    """The tasks ahead of this one: none, because all tasks run in parallel."""
    return answers.paged(call, "tasks", [])


def types(call: Call, document: Document) -> list[Document]:
    return [{"Id": name, "Name": name, "Links": {}} for name in QUEUEABLE]


KIND = Kind(
    collection="tasks",
    link="Tasks",
    item_type="Task",
    id_prefix="ServerTasks",
    scope=MIXED,
    permission="Task",
    unique=False,
    slug_since=None,
    newest_first=True,
    parameters="skip,active,environment,tenant,runbook,project,name,node,running,states,hasPendingInterruptions,"
    "hasWarningsOrErrors,take,ids,partialName,spaces,includeSystem",
    props=(
        Prop("Name", required=True),
        Prop("Description", default="", demanded=ON_POST),
        Prop("Arguments", "dict", default={}),
        Prop("Weight", "any", unsaid=True, since=DESCRIBED),
        *STATE,
    ),
    filters={
        "active": is_active,
        "running": is_running,
        "states": any_of("State"),
        "name": any_of("Name"),
        "environment": argument("EnvironmentId"),
        "project": argument("ProjectId"),
        "tenant": argument("TenantId"),
        "runbook": argument("RunbookId"),
        "node": is_at_node,
        "haspendinginterruptions": is_interrupted,
        "haspendingpreconditions": has_preconditions,
        "description": described_as,
        "batch": argument("DeploymentBatchId"),
        "tenanttag": has_tenant_tag,
        **MOMENT_FILTERS,
        "haswarningsorerrors": has_errors,
    },
    filters_since=dict.fromkeys(
        ("haspendingpreconditions", "description", "batch", "tenanttag", *MOMENT_FILTERS), DESCRIBED
    ),
    links={
        "Web": "/app#/tasks/{id}",
        "Raw": "{self}/raw",
        "Rerun": "/api/tasks/rerun/{id}",
        "Cancel": "{self}/cancel",
        "QueuedBehind": "{self}/queued-behind{?skip}",
        "Details": "{self}/details{?verbose,tail}",
        "State": "{self}/state",
    },
    root_links={"TaskTypes": "/taskTypes"},
    routes={
        "taskTypes": Route(types),
        "rerun/{task}": Route(rerun, ("POST",), permission="TaskCreate", gives="tasks"),
        "{id}/details": Route(details),
        "{id}/raw": Route(raw, gives="text"),
        "{id}/cancel": Route(cancel, ("POST",), permission="TaskCancel", gives="tasks"),
        "{id}/state": Route(change_state, ("POST",), permission="TaskEdit", gives="tasks"),
        "{id}/queued-behind": Route(queued_behind, gives="page of tasks"),
    },
    check=check,
    created=created,
    shown=shown,
    extra=extra,
    extra_props=(
        Prop("TotalCounts", "dict", computed=True),
        Prop("TotalCountsInOtherSpaces", "dict", computed=True, since=ELSEWHERE),
    ),
    can_change=False,
    can_delete=False,
    has_all=False,
)

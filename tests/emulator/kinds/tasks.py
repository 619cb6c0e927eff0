# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Server tasks (api: tasks#task). The queue decides when they run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emulator import answers, clock
from emulator.handlers import Call
from emulator.kinds import nodes
from emulator.model import DESCRIBED, MIXED, ON_POST, RECORDED_ROOT, Document, Kind, Prop, Route
from emulator.refusals import invalid
from emulator.work import filters, logs, queue, runs
from emulator.work.states import INTERRUPTED, STATES, WARNED, about, finished, is_interrupted, is_over

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
# The .NET client has had them since 2026-02-23 and 2026-04-08; the months of the server are unverified.
PENDING, PRECONDITIONS = (2026, 2), (2026, 2)
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
        _due=clock.seconds(),
    )


def created(octopus: Octopus, task: Document, source: Document | None) -> None:
    queue.queued(octopus, task)


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
    state, over, interrupted = task["State"], is_over(task), is_interrupted(task)
    newer: Document = {}
    if octopus.release >= PENDING:
        newer["PendingInterruptionTypes"] = list(task[INTERRUPTED]) if interrupted else []
    if octopus.release >= PRECONDITIONS:
        newer.update(PendingPreconditionTypes=[], HasPendingPreconditions=False)
    if octopus.release >= DESCRIBED:
        newer.update(ProjectId=about(task, "ProjectId") or None, EstimatedRemainingQueueDurationSeconds=0)
    return {
        **task,
        "Completed": completed(task),
        "Duration": "1 second" if over else "",
        "IsCompleted": over,
        "FinishedSuccessfully": state == "Success",
        "HasBeenPickedUpByProcessor": state != "Queued" or bool(task["StartTime"]),
        "HasWarningsOrErrors": state == "Failed" or bool(task.get(WARNED)),
        "HasPendingInterruptions": interrupted,
        **newer,
        # A deployment's task can't be run again.
        "CanRerun": over and task["Name"] in QUEUEABLE,
        "LastUpdatedTime": task["CompletedTime"] or task["StartTime"] or task["QueueTime"],
        "QueueTimeExpiry": task.get("QueueTimeExpiry"),
        "ServerNode": nodes.NAME,
    }


def completed(task: Document) -> str:
    """Words for people about the end of a task; only those of a finished task are confirmed."""
    if task["State"] == "TimedOut":
        return "Timed out"
    return str(task["CompletedTime"]) if is_over(task) else f"{task['State']}..."


# The .NET client has had it since October 2023.
ELSEWHERE = (2023, 4)


def extra(octopus: Octopus, found: list[Document]) -> Document:
    counts = {state: sum(each["State"] == state for each in found) for state in STATES}
    counts["Active"] = sum(not is_over(each) for each in found)
    elsewhere: Document = {"TotalCountsInOtherSpaces": {}} if octopus.release >= ELSEWHERE else {}
    return {
        "TotalCounts": {**counts, "Interrupted": sum(is_interrupted(each) for each in found)},
        **elsewhere,
    }


def details(call: Call, task: Document) -> Document:
    """``{id}/details{?verbose,tail}``. Unverified: without ``verbose``, the log is not verbose."""
    root = runs.log(call.octopus, task)
    verbose = call.query.get("verbose", "").casefold() == "true"
    return {
        "Id": task["Id"],
        "Task": answers.shown(call, "tasks", task),
        "ActivityLogs": [logs.shown(root, verbose, answers.number(call.octopus, call.query, "tail"))],
        "Progress": {"ProgressPercentage": logs.progress(root, task), "EstimatedTimeRemaining": ""},
        "PhysicalLogSize": len(logs.as_text(root, task)),
        "Links": {"Self": call.own},
    }


def raw(call: Call, task: Document) -> str:
    return logs.as_text(runs.log(call.octopus, task), task)


def cancel(call: Call, task: Document) -> Document:
    return answers.shown(call, "tasks", queue.cancel(call.octopus, task))


def abandon(call: Call, task: Document) -> Document:
    return answers.shown(call, "tasks", queue.abandon(call.octopus, task))


def prioritize(call: Call, task: Document) -> None:
    """``{id}/prioritize``, whose answer has no body [the reference of 2026.3]."""
    queue.prioritize(call.octopus, task)


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
    if not is_over(task) or task["Name"] not in QUEUEABLE:
        raise invalid("This task cannot be re-run.")
    again = call.octopus.create("tasks", task, task.get("SpaceId") or "")
    return answers.shown(call, "tasks", again)


def queued_behind(call: Call, task: Document) -> Document:
    """The tasks that a queued task waits for."""
    now = clock.seconds()
    waits = task["State"] == "Queued" and queue.is_ready(task, now)
    return answers.paged(
        call, "tasks", queue.ahead(call.octopus, queue.unfinished(call.octopus), task, now) if waits else []
    )


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
        Prop("Weight", "any", never_returned=True, since=DESCRIBED),
        *STATE,
    ),
    filters=filters.FILTERS,
    filters_since=filters.SINCE,
    links={
        "Web": "/app#/tasks/{id}",
        "Raw": "{self}/raw",
        "Rerun": "/api/tasks/rerun/{id}",
        "Cancel": "{self}/cancel",
        "QueuedBehind": "{self}/queued-behind{?skip}",
        "Details": "{self}/details{?verbose,tail}",
        "State": "{self}/state",
    },
    newer_links={DESCRIBED: {"Prioritize": "{self}/prioritize"}},
    root_links={"TaskTypes": "/taskTypes"},
    newer_root_links={RECORDED_ROOT: {"TaskTypes": "/tasktypes"}},
    routes={
        "taskTypes": Route(types),
        "rerun/{task}": Route(rerun, ("POST",), permission="TaskCreate", gives="tasks"),
        "{id}/details": Route(details),
        "{id}/raw": Route(raw, gives="text"),
        "{id}/cancel": Route(cancel, ("POST",), permission="TaskCancel", gives="tasks"),
        "{id}/abandon": Route(abandon, ("POST",), permission="TaskCancel", since=DESCRIBED, gives="tasks"),
        # The published description of 2021.2 does not have it. Its release and permission are unverified.
        "{id}/prioritize": Route(prioritize, ("POST",), permission="TaskEdit", since=DESCRIBED),
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

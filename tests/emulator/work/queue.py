# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The queue of server tasks: when each task starts, and which tasks it waits for (api: tasks#order-and-caps).

Nothing happens between two requests. Before each request, everything that has become due since the previous one is
carried out in the order of time, so that a task starts at the second at which the task before it ended.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from emulator import clock
from emulator.kinds import events, healthchecks, nodes, packageretention, releaseretention
from emulator.model import Document
from emulator.refusals import invalid
from emulator.work import runs
from emulator.work.states import (
    BLOCKING,
    RUN,
    RUNNING,
    STUCK,
    UNFINISHED,
    about,
    finished,
    is_interrupted,
    is_over,
    moment_of,
    save,
)

if TYPE_CHECKING:
    from emulator.octopus import Octopus

# Users may abandon a task that has been Cancelling for longer than this, in seconds [OctopusDeploy/Issues#10230].
STUCK_SECONDS = 600
# The wording is unverified.
TOO_LATE = "The task was not executed, because its time expired before the server could start it."


def due(octopus: Octopus) -> list[str]:
    """The tasks whose state may change now; a running task is not due before its time."""
    now = clock.seconds()
    return sorted([task_id for task_id, moment in tuple(octopus.pending.items()) if moment <= now])


def queued(octopus: Octopus, task: Document) -> None:
    """Put a task into the queue, now or at the time for which it is scheduled."""
    octopus.pending[task["Id"]] = max(clock.seconds(), moment_of(task["QueueTime"]))


def settle(octopus: Octopus) -> None:
    """Carry out everything that has happened since the last request."""
    now = clock.seconds()
    if all_wait(octopus, now):
        return
    tasks = unfinished(octopus)
    while any(octopus.pending.get(each["Id"], now + 1) <= now for each in tasks):
        moment = min(octopus.pending[each["Id"]] or now for each in tasks if each["Id"] in octopus.pending)
        for task in [each for each in tasks if octopus.pending.get(each["Id"], now + 1) <= moment]:
            if task["State"] in RUNNING:
                ended(octopus, task, moment)
            elif task.get("QueueTimeExpiry") and not task["StartTime"] and moment_of(task["QueueTimeExpiry"]) <= moment:
                finished(octopus, task, "TimedOut", TOO_LATE, moment)
        started, tasks = start_all(octopus, moment)
        next_moment = following(octopus, tasks, moment, now)
        for task in tasks:
            if task["State"] == "Queued" and octopus.pending.get(task["Id"], now + 1) <= moment:
                octopus.pending[task["Id"]] = next_moment
        if moment >= now and not started:
            return


def all_wait(octopus: Octopus, now: float) -> bool:
    """Whether nothing can happen, because the node runs as many tasks as it may and none of them is due."""
    running = octopus.store.tasks(RUNNING)
    is_due = any(octopus.pending.get(each["Id"], now + 1) <= now for each in running)
    return is_full(octopus, running) and not is_due and not octopus.store.expiring_tasks()


def unfinished(octopus: Octopus) -> list[Document]:
    """The tasks that are not over, in the order of the queue."""
    found = octopus.store.tasks(UNFINISHED)
    return sorted(found, key=lambda task: (-(task.get("_first") or 0), moment_of(task["QueueTime"])))


def following(octopus: Octopus, tasks: list[Document], moment: float, now: float) -> float:
    """The next second at which a waiting task may start: when another task ends or expires, at the latest now."""
    moments = [octopus.pending.get(each["Id"], now) for each in tasks]
    moments += [moment_of(each["QueueTimeExpiry"]) for each in tasks if each.get("QueueTimeExpiry")]
    return min([now, *(each for each in moments if each > moment)])


def start_all(octopus: Octopus, moment: float) -> tuple[bool, list[Document]]:
    """Start the queued tasks that may start; returns whether there were any, and the unfinished tasks."""
    started, place = False, unfinished(octopus)
    full = is_full(octopus, place)
    for task in place:
        if full:
            break
        ready = octopus.pending.get(task["Id"])
        if task["State"] != "Queued" or ready is None or ready > moment or is_interrupted(task):
            continue
        if not is_stopped(octopus, task) and not ahead(octopus, place, task, moment):
            start(octopus, task, moment)
            started, place = True, unfinished(octopus)
            full = is_full(octopus, place)
    return started, place


def start(octopus: Octopus, task: Document, moment: float) -> None:
    if RUN in task:
        runs.start(octopus, task, moment)
        return
    due_at = moment + octopus.task_seconds
    save(octopus, task, State="Executing", StartTime=task["StartTime"] or clock.written(moment), _due=due_at)
    octopus.pending[task["Id"]] = due_at


def ended(octopus: Octopus, task: Document, moment: float) -> None:
    """Carry out the part of a running task that is due: mostly its end."""
    if task["State"] == "Cancelling":
        finished(octopus, task, "Canceled", cancelled_by(octopus, task), moment)
        return
    if RUN in task:
        runs.advance(octopus, task, moment)
        return
    error = healthchecks.finish(octopus, task)
    # The removal of a release may allow the removal of a package.
    releaseretention.apply(octopus, task, moment)
    packageretention.apply(octopus, task, moment)
    finished(octopus, task, "Failed" if error else "Success", error, moment)


def is_stopped(octopus: Octopus, task: Document) -> bool:
    """Whether no node starts tasks, or the queue of the task's space is stopped (api: spaces#space)."""
    space = octopus.store.get(task.get("SpaceId") or "")
    return nodes.are_draining(octopus) or bool(space and space[1]["TaskQueueStopped"])


def ahead(octopus: Octopus, place: list[Document], task: Document, moment: float) -> list[Document]:
    """The tasks that a queued task waits for, in the order of the queue; ``place``: all tasks that are not over.

    A task waits for the tasks of the same project, environment and tenant, and for all tasks if the node runs as many
    as it may. The exact rule of servers is unverified.
    """
    before = [each["Id"] for each in place].index(task["Id"])
    full = is_full(octopus, place)

    def is_waited_for(index: int, each: Document) -> bool:
        running = each["State"] in RUNNING
        older = index < before and each["State"] == "Queued" and is_ready(each, moment)
        blocking = bool(each.get(BLOCKING)) and is_interrupted(each)
        return (full and (running or older)) or ((running or older or blocking) and concerns_same(each, task))

    return [each for index, each in enumerate(place) if is_waited_for(index, each)]


def is_full(octopus: Octopus, place: list[Document]) -> bool:
    """Whether the node runs as many tasks as it may."""
    return sum(each["State"] in RUNNING for each in place) >= cap(octopus)


def is_ready(task: Document, moment: float) -> bool:
    """Whether a queued task would start if it had a turn: it waits for no person and not for its time."""
    return not is_interrupted(task) and moment_of(task["QueueTime"]) <= moment


def concerns_same(one: Document, other: Document) -> bool:
    names = ("ProjectId", "EnvironmentId", "TenantId")
    key = [about(one, name) for name in names]
    return one["Id"] != other["Id"] and bool(key[0] and key[1]) and key == [about(other, name) for name in names]


def cap(octopus: Octopus) -> int:
    """The number of tasks that the node runs at once."""
    found = octopus.store.get(nodes.NODE)
    return int(found[1]["MaxConcurrentTasks"]) if found else 0


def prioritize(octopus: Octopus, task: Document) -> Document:
    """Move a queued task to the top."""
    if task["State"] != "Queued":
        # The refusal is unverified.
        raise invalid("Only queued tasks can be moved to the top of the queue.")
    return save(octopus, task, _first=octopus.store.next_number("prioritized tasks"))


def cancel(octopus: Octopus, task: Document) -> Document:
    """Cancel a task: a queued one at once, a running one in a moment."""
    if is_over(task) or task["State"] == "Cancelling":
        return task
    description = task["Description"]
    events.keep(octopus, "TaskCanceled", task, "Task {} was canceled", description, [], by=octopus.acting)
    if task["State"] == "Queued":
        return finished(octopus, task, "Canceled", cancelled_by(octopus, task))
    now = clock.seconds()
    changed = save(octopus, task, State="Cancelling", _cancelled=now, _by=octopus.acting, _due=now)
    if task.get(STUCK):
        octopus.pending.pop(task["Id"], None)
    else:
        octopus.pending[task["Id"]] = now
    return changed


def cancelled_by(octopus: Octopus, task: Document) -> str:
    """The error of a cancelled task; a deployment and a run name the user."""
    if task["Name"] not in ("Deploy", "RunbookRun"):
        return ""
    name = task.get("_by") or octopus.acting
    user = next((each for each in octopus.store.all("users") if each["Username"] == name), None)
    return f"\nThe task was canceled by {user['DisplayName'] if user else name}."


def abandon(octopus: Octopus, task: Document) -> Document:
    """End a task that does not end by itself after it was cancelled; the wording of the refusals is unverified."""
    if task["State"] != "Cancelling":
        raise invalid("Only a task that is being canceled can be abandoned.")
    if clock.seconds() - task["_cancelled"] <= STUCK_SECONDS:
        raise invalid("The task has not been canceling for more than 10 minutes, so it can't be abandoned yet.")
    return finished(octopus, task, "Canceled", cancelled_by(octopus, task))

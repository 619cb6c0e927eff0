# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tasks of deployments and of runs of runbooks, which execute the steps of a frozen process.

A task keeps under ``_run``: ``subject`` and ``guided``; from its start on ``plan``, ``begun`` and ``prepared``, seconds
since 1970; ``until``, the second up to which it was followed; ``answers``, ``outcomes`` and ``asked`` by their keys.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from emulator import clock
from emulator.kinds import events, interruptions
from emulator.kinds.atwork import TARGETS
from emulator.model import Document
from emulator.work import automatic, ephemeral, freezing, logs, mishaps
from emulator.work.execution import LATER, Execution, Waits
from emulator.work.plan import planned
from emulator.work.states import (
    ABOUT,
    BLOCKING,
    RUN,
    WARNED,
    about,
    finished,
    is_over,
    moment_of,
    save,
)
from emulator.work.subject import Subject, document, values

if TYPE_CHECKING:
    from emulator.octopus import Octopus

DEPLOY, RUNBOOK_RUN = "Deploy", "RunbookRun"
# The words for a task in texts; the word for a runbook run is unverified.
WORDS = {DEPLOY: "deployment", RUNBOOK_RUN: "runbook run"}
CATEGORIES = {DEPLOY: "Deployment", RUNBOOK_RUN: "RunbookRun"}
OWNERS = {DEPLOY: "DeploymentId", RUNBOOK_RUN: "RunbookRunId"}
# The wording is unverified.
NOWHERE = "There are no enabled machines in this environment with the target tags of the steps."


def begin(octopus: Octopus, name: str, owner: Document, subject: Subject, description: str, guided: bool) -> Document:
    """Queue the task of a deployment or of a run, which is its owner."""
    number = octopus.store.next_number("ServerTasks")
    run = {"subject": subject.kept(), "guided": guided, "plan": [], "begun": None, "prepared": None, "until": None}
    queue_time = owner.get("QueueTime") or octopus.now()
    named = ("ProjectId", "EnvironmentId", "TenantId", "RunbookId", "ChannelId", "ReleaseId")
    task = octopus.make(
        "tasks",
        {
            "Id": f"ServerTasks-{number}",
            "SpaceId": owner["SpaceId"],
            "Name": name,
            "Description": description,
            "Arguments": {OWNERS[name]: owner["Id"]},
            "State": "Queued",
            "QueueTime": queue_time,
            "QueueTimeExpiry": owner.get("QueueTimeExpiry"),
            "StartTime": None,
            "CompletedTime": None,
            "ErrorMessage": "",
            ABOUT: {each: owner[each] for each in named if owner.get(each)},
            RUN: {**run, "answers": {}, "outcomes": {}, "asked": []},
            "_due": clock.seconds(),
        },
        number,
    )
    octopus.pending[task["Id"]] = max(clock.seconds(), moment_of(queue_time))
    record(octopus, task, "Queued", by=octopus.acting)
    return task


def record(octopus: Octopus, task: Document, what: str, at: str = "", by: str = events.SYSTEM_USER) -> None:
    """Record that a task was queued or started, or how it ended. The wording is unverified."""
    related = [task["Id"], *task[ABOUT].values()]
    owner = {"Id": about(task, OWNERS[task["Name"]]), "SpaceId": task["SpaceId"]}
    category = f"{CATEGORIES[task['Name']]}{what}"
    events.keep(octopus, category, owner, f"{{}} {what.lower()}", task["Description"], related, at, by)


def start(octopus: Octopus, task: Document, moment: float) -> None:
    """Start a task, or let it go on once a person has answered and it has had another turn in the queue."""
    run = task[RUN]
    if run["begun"] is None:
        plan = planned(octopus, Subject.of(run["subject"]))
        run = {**run, "plan": plan, "begun": moment, "prepared": moment + octopus.task_seconds, "until": moment}
    answers = {
        key: {**each, "at": moment if each["at"] is None else each["at"]} for key, each in run["answers"].items()
    }
    targets = list(dict.fromkeys(each["id"] for step in run["plan"] for each in step["targets"]))
    changes = {RUN: {**run, "answers": answers}, TARGETS: targets, BLOCKING: False}
    begun, is_new = task["StartTime"] or clock.written(moment), not task["StartTime"]
    if is_new:
        record(octopus, task, "Started", begun)
    task = save(octopus, task, State="Executing", StartTime=begun, _due=moment, **changes)
    octopus.pending[task["Id"]] = moment
    tell_owner(octopus, task, DeployedToMachineIds=targets)
    allowed = Subject.of(run["subject"]).policy.get("AllowDeploymentsToNoTargets")
    error = obstacle(octopus, task, moment) if is_new else ""
    if error:
        over(octopus, finished(octopus, task, "Failed", error, moment))
    elif not targets and not allowed and any(step["roles"] for step in run["plan"]):
        over(octopus, finished(octopus, task, "Failed", NOWHERE, moment))


def obstacle(octopus: Octopus, task: Document, moment: float) -> str:
    """The reason why a deployment fails at its start: a freeze, or an environment that was not provisioned.

    api: deployments#freezes, environments#ephemeral-environments
    """
    owner = document(octopus, about(task, OWNERS[DEPLOY])) if task["Name"] == DEPLOY else {}
    return (freezing.failure(octopus, owner, moment) or ephemeral.failure(octopus, owner)) if owner else ""


def followed(octopus: Octopus, task: Document, until: float) -> Execution:
    """The execution of a task, not followed yet. New outcomes are noted in the task."""
    run, outcomes = task[RUN], task[RUN]["outcomes"]

    def outcome(action: Document, machine: str, key: str) -> str:
        if key not in outcomes:
            outcomes[key] = mishaps.error(octopus.mishaps, action["name"], machine)
        return str(outcomes[key])

    root = logs.Node(logs.root_id(task["Id"]), task["Description"])
    known = values(octopus, Subject.of(run["subject"]))
    return Execution(root, run["plan"], known, run["answers"], outcome, run["guided"], until)


def advance(octopus: Octopus, task: Document, moment: float) -> None:
    """Carry out everything that happens in a task up to a moment."""
    execution = followed(octopus, task, moment)
    try:
        end = execution.follow(task[RUN]["begun"], task[RUN]["prepared"])
    except Waits as waits:
        new = [each for each in execution.questions if each.key not in task[RUN]["asked"]]
        asked = [*task[RUN]["asked"], *(each.key for each in new)]
        save(
            octopus,
            task,
            _due=None if waits.moment == LATER else waits.moment,
            **{RUN: {**task[RUN], "until": moment, "asked": asked}},
        )
        for each in new:
            known = octopus.store.get(task["Id"])
            assert known is not None
            interruptions.begin(octopus, known[1], each.sort, each.title, each.text, list(each.teams), each)
        if waits.moment == LATER:
            octopus.pending.pop(task["Id"], None)
        else:
            octopus.pending[task["Id"]] = waits.moment
        return
    warned = any(node.status == logs.WARNED for _depth, node in execution.root.walk())
    task = save(octopus, task, **{RUN: {**task[RUN], "until": moment}, WARNED: warned})
    task = finished(octopus, task, "Failed" if execution.failed else "Success", failure(task, execution), end)
    over(octopus, task)


def over(octopus: Octopus, task: Document) -> None:
    """Note in the owner how its task ended."""
    failed = task["State"] == "Failed"
    tell_owner(octopus, task, FailureEncountered=failed)
    record(octopus, task, "Failed" if failed else "Succeeded", task["CompletedTime"])
    if task["Name"] == RUNBOOK_RUN:
        ephemeral.run_is_over(octopus, task)
    if task["Name"] == DEPLOY and not failed:
        # The release may enter another phase now.
        release = document(octopus, about(task, "ReleaseId"))
        automatic.deploy(octopus, release, [about(task, "TenantId")])


def failure(task: Document, execution: Execution) -> str:
    what = WORDS[task["Name"]]
    text = f"The {what} failed because one or more steps failed. Please see the {what} log for details."
    return text if execution.failed else ""


def tell_owner(octopus: Octopus, task: Document, **changes: object) -> None:
    """Note in a deployment or a run how it ended; the document may have been deleted."""
    found = octopus.store.get(about(task, OWNERS[task["Name"]]))
    if found:
        octopus.save(octopus.kinds[found[0]], {**found[1], **changes})


def log(octopus: Octopus, task: Document) -> logs.Node:
    """The log of any task."""
    if task.get(RUN, {}).get("begun") is None:
        return logs.plain(task)
    execution, root = followed(octopus, task, task[RUN]["until"]), logs.plain(task)
    try:
        execution.follow(task[RUN]["begun"], task[RUN]["prepared"])
    except Waits:
        if is_over(task):
            stopped(execution.root, root.ended)
    root.children = execution.root.children
    # The last line says how it ended.
    root.lines = [each for each in root.lines if each.category != "Error"]
    ended = root.ended or 0.0
    if task["State"] == "Success":
        root.status = execution.root.status
        root.say(ended, "Info", f"The {WORDS[task['Name']]} completed successfully.")
    elif is_over(task):
        root.say(ended, "Fatal", task["ErrorMessage"].strip())
    return root


def stopped(root: logs.Node, ended: float | None) -> None:
    """Mark what was running or had not begun when a task was cancelled."""
    for _depth, node in root.walk():
        if node.status in (logs.RUNNING, logs.PENDING):
            node.status, node.ended = logs.CANCELED, ended

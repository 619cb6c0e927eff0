# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How ephemeral environments are provisioned and deprovisioned (api: environments#ephemeral-environments).

An environment keeps under ``_uses``, by the ID of each project that is connected to it: ``stage``, an empty text before
the first deployment, then ``Provision`` or ``Deprovision``; ``run``, the ID of the run of that stage, or an empty text
if no runbook runs; ``failed``, whether the runbook could not run. ``_going``: whether it is removed once it is
deprovisioned for all projects.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from emulator.kinds import events
from emulator.model import Document
from emulator.refusals import Refusal, invalid
from emulator.work.states import about, is_over
from emulator.work.subject import document

if TYPE_CHECKING:
    from emulator.octopus import Octopus

COLLECTION = "environments/ephemeral"
# The collections of the environments that releases are deployed to, and that runbooks run in.
DEPLOYABLE = f"environments {COLLECTION}"
CHANNEL = "EphemeralEnvironment"
USES, GOING = "_uses", "_going"
PROVISION, DEPROVISION = "Provision", "Deprovision"
NOT_CONNECTED, NOT_PROVISIONED = "NotConnected", "NotProvisioned"
NEW: Document = {"stage": "", "run": "", "failed": False}
# Unverified: the words for the ends of a stage.
FAILED, DONE, GOES_ON = "ingFailed", "ed", "ing"


def status(octopus: Octopus, environment: Document, project: str) -> str:
    """The status of an environment for the project with this ID. Only the first two words are verified."""
    use = environment[USES].get(project)
    if use is None:
        return NOT_CONNECTED
    if not use["stage"]:
        return NOT_PROVISIONED
    task = document(octopus, document(octopus, use["run"]).get("TaskId") or "")
    if task and not is_over(task):
        return f"{use['stage']}{GOES_ON}"
    failed = use["failed"] or (task and task["State"] != "Success")
    return f"{use['stage']}{FAILED if failed else DONE}"


def of_channel(octopus: Octopus, channel: Document) -> list[Document] | None:
    """The environments for releases of a channel; None for a channel with a lifecycle.

    Unverified: environments that the project is not connected to are left out.
    """
    if channel.get("Type") != CHANNEL:
        return None
    return [
        each
        for each in octopus.visible(octopus.kinds[COLLECTION], channel["SpaceId"], False)
        if each["ParentEnvironmentId"] == channel["ParentEnvironmentId"]
        and channel["ProjectId"] in each[USES]
        and not each[GOING]
    ]


def connect(octopus: Octopus, environment: Document, project: str) -> None:
    use(octopus, environment, project, NEW)


def use(octopus: Octopus, environment: Document, project: str, found: Document) -> Document:
    """Note the state of an environment for a project."""
    changed = {**environment, USES: {**environment[USES], project: found}}
    return octopus.save(octopus.kinds[COLLECTION], changed)


def provision(octopus: Octopus, deployment: Document) -> None:
    """Run the provisioning runbook before the first deployment, which waits for this run in the queue.

    Unverified: if the runbook can't run, provisioning fails, and another deployment tries again.
    """
    environment, project = known(octopus, deployment["EnvironmentId"]), deployment["ProjectId"]
    if environment and status(octopus, environment, project) not in (f"{PROVISION}{DONE}", f"{PROVISION}{GOES_ON}"):
        try:
            run = run_of(octopus, environment, project, PROVISION)
        except Refusal:
            use(octopus, environment, project, {**NEW, "stage": PROVISION, "failed": True})
        else:
            use(octopus, environment, project, {**NEW, "stage": PROVISION, "run": run.get("Id", "")})


def failure(octopus: Octopus, deployment: Document) -> str:
    """The reason why a starting deployment fails, or an empty text. The wording is unverified."""
    environment = known(octopus, deployment.get("EnvironmentId", ""))
    if not environment or status(octopus, environment, deployment["ProjectId"]) != f"{PROVISION}{FAILED}":
        return ""
    return f"The environment {environment['Name']} could not be provisioned."


def known(octopus: Octopus, identity: str) -> Document:
    """The ephemeral environment with an ID; an empty document if there is none."""
    found = octopus.store.get(identity)
    return found[1] if found and found[0] == COLLECTION else {}


def run_of(octopus: Octopus, environment: Document, project: str, stage: str) -> Document:
    """A run of the runbook that a project has for a stage, or an empty document. Raises ``Refusal`` if it can't run.

    Unverified: the server itself runs it. Runbooks in Git are not served here.
    """
    runbook = document(octopus, document(octopus, project).get(f"{stage}ingRunbookId") or "")
    if not runbook:
        return {}
    if not runbook["PublishedRunbookSnapshotId"]:
        raise invalid("Runbook has no published snapshot.")
    user, octopus.acting = octopus.acting, events.SYSTEM_USER
    sent = {
        "RunbookId": runbook["Id"],
        "RunbookSnapshotId": runbook["PublishedRunbookSnapshotId"],
        "EnvironmentId": environment["Id"],
    }
    try:
        return octopus.create("runbookruns", sent, environment["SpaceId"])
    finally:
        octopus.acting = user


def deprovision(octopus: Octopus, environment: Document, projects: list[str]) -> list[Document]:
    """Deprovision an environment for these projects; returns the runs. Raises ``Refusal`` if a runbook can't run.

    Unverified: the runbook runs if the environment was provisioned for the project, and again only after a failure.
    """
    found = []
    for project in projects:
        here = status(octopus, environment, project)
        due = here.startswith(PROVISION) or here == f"{DEPROVISION}{FAILED}"
        run = run_of(octopus, environment, project, DEPROVISION) if due else {}
        if due or here == NOT_PROVISIONED:
            environment = use(octopus, environment, project, {**NEW, "stage": DEPROVISION, "run": run.get("Id", "")})
        found += [document(octopus, run["Id"])] if run else []
    return found


def is_deprovisioned(octopus: Octopus, environment: Document) -> bool:
    """Whether an environment is deprovisioned for all of its projects."""
    return all(status(octopus, environment, each) == f"{DEPROVISION}{DONE}" for each in environment[USES])


def remove_if_deprovisioned(octopus: Octopus, environment: Document) -> None:
    """Remove an environment that is being deprovisioned as a whole, once this has succeeded for all of its projects."""
    if environment.get(GOING) and is_deprovisioned(octopus, environment):
        octopus.delete(octopus.kinds[COLLECTION], environment)


def run_is_over(octopus: Octopus, task: Document) -> None:
    """Remove the environment of a runbook run that is over, if the run completed its deprovisioning."""
    remove_if_deprovisioned(octopus, known(octopus, about(task, "EnvironmentId")))


def places_of(octopus: Octopus, runbook: Document) -> list[Any]:
    """The ephemeral environments in which a runbook may run: all of them, or those with its parent environments.

    Unverified: a runbook for the environments of its project's lifecycles runs in none.
    """
    found = octopus.visible(octopus.kinds[COLLECTION], runbook["SpaceId"] or "", False)
    scope = runbook["EnvironmentScope"]
    return [
        each
        for each in found
        if scope == "All" or (scope == "Specified" and each["ParentEnvironmentId"] in runbook["Environments"])
    ]

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run of a runbook in one environment, for at most one tenant (api: runbooks#run)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from emulator import answers
from emulator.git import checkout
from emulator.git import runbooks as in_git
from emulator.git import runs as runs_in_git
from emulator.kinds.common import GIT_PROJECTS, any_of
from emulator.model import DESCRIBED, NEVER, Document, Kind, Parent, Prop, Release, Route
from emulator.refusals import invalid
from emulator.work import ephemeral, owners, runbooks, runs, states
from emulator.work.subject import Subject, document

if TYPE_CHECKING:
    from emulator.octopus import Octopus

SINCE: Release = (2019, 11)
# The executions API; the TypeScript client uses it from this release on.
EXECUTIONS: Release = (2022, 3)


def subject(octopus: Octopus, run: Document) -> Subject:
    snapshot = document(octopus, run["RunbookSnapshotId"])
    return runbooks.of_snapshot(octopus, snapshot, run["EnvironmentId"], run["TenantId"] or "", owners.as_sent(run))


def check(octopus: Octopus, run: Document, old: Document) -> None:
    space = run["SpaceId"] or ""
    runbook = octopus.must_exist("runbooks", run["RunbookId"], space, "RunbookId")
    snapshot = octopus.must_exist("runbooksnapshots", run["RunbookSnapshotId"], space, "RunbookSnapshotId")
    if snapshot["RunbookId"] != runbook["Id"]:
        # The wording is unverified.
        raise invalid(f"The snapshot '{snapshot['Name']}' belongs to a different runbook.")
    place = document(octopus, run["EnvironmentId"])
    if place["Id"] not in {each["Id"] for each in runbooks.places(octopus, runbook)}:
        # The wording is unverified.
        raise invalid(f"The runbook '{runbook['Name']}' can't be run in the environment '{place['Name']}'.")
    owners.begin(octopus, run, "RunbookRun")
    run.update(
        # The wording is unverified.
        Name=f"Run in {place['Name']}",
        ProjectId=runbook["ProjectId"],
        FrozenRunbookProcessId=snapshot["FrozenRunbookProcessId"],
    )
    owners.complete(
        octopus, run, subject(octopus, run), runbook["MultiTenancyMode"], runbook["DefaultGuidedFailureMode"]
    )


def created(octopus: Octopus, run: Document, source: Document | None) -> None:
    name, place = (document(octopus, run[each])["Name"] for each in ("RunbookId", "EnvironmentId"))
    # The wording is unverified.
    text = f"Run runbook {name} in {place}"
    task = runs.begin(octopus, runs.RUNBOOK_RUN, run, subject(octopus, run), text, run["UseGuidedFailure"])
    octopus.save(KIND, {**run, "TaskId": task["Id"]})


def shown(octopus: Octopus, run: Document) -> Document:
    own = answers.base(octopus, run["SpaceId"])
    runbook = runbooks.runbook_of(octopus, document(octopus, run["RunbookSnapshotId"]))
    links = {
        **owners.links(octopus, run),
        # Unverified: for a runbook in Git.
        "Runbook": runbook.get("_self") or f"{own}/runbooks/{run['RunbookId']}",
        "RunbookSnapshot": f"{own}/runbookSnapshots/{run['RunbookSnapshotId']}",
    }
    newer = {"RunbookName": runbook.get("Name")} if octopus.release >= DESCRIBED else {}
    return {**run, **newer, "_links": links}


def removed(octopus: Octopus, gone: Document) -> None:
    """Remove the runs of a deleted runbook or snapshot. Unverified: unless one of their tasks is not over.

    A runbook that is removed from a branch is still in the commits that were run.
    """
    if checkout.is_at_ref(gone):
        return
    owners.remove(octopus, KIND.collection, gone, "RunbookId", "RunbookSnapshotId")


def refuse_running(octopus: Octopus, project: Document) -> None:
    """Refuse to delete a project whose tasks are not over [ACT's teardown]; the wording is unverified."""
    for task in octopus.store.tasks(states.UNFINISHED):
        if states.about(task, "ProjectId") == project["Id"]:
            raise invalid(
                f"The project '{project['Name']}' can't be deleted while its task '{task['Id']}' is not over."
            )


KIND = Kind(
    collection="runbookruns",
    link="RunbookRuns",
    item_type="RunbookRun",
    id_prefix="RunbookRuns",
    parameters="skip,take,ids,projects,environments,tenants,runbooks,taskState,partialName",
    permission="RunbookRun",
    since=SINCE,
    unique=False,
    slug_since=None,
    newest_first=True,
    order="Created",
    parent=Parent(
        "projects",
        "ProjectId",
        path="runbookRuns",
        link="RunbookRuns",
        links={},
        since=GIT_PROJECTS,
        written_since=GIT_PROJECTS,
        # Newer servers have no GET of a single run there.
        each_since=NEVER,
    ),
    props=(
        Prop("RunbookId", required=True, reference="runbooks"),
        Prop("RunbookSnapshotId", required=True, reference="runbooksnapshots"),
        Prop("EnvironmentId", required=True, reference=ephemeral.DEPLOYABLE),
        *owners.SENT,
        *owners.COMPUTED,
        Prop("FrozenRunbookProcessId", read_only=True),
        Prop("RunbookName", computed=True, since=DESCRIBED),
    ),
    filters={
        "projects": any_of("ProjectId"),
        "environments": any_of("EnvironmentId"),
        "tenants": any_of("TenantId"),
        "runbooks": any_of("RunbookId"),
        **owners.TASK_STATE,
    },
    links={"Web": "/app#{space}/runbooks/runs/{id}"},
    check=check,
    created=created,
    deleting=owners.delete,
    freezes=("ManifestVariableSetId",),
    deleted_elsewhere={"runbooks": removed, "runbooksnapshots": removed, "projects": refuse_running},
    shown=shown,
    can_change=False,
    has_all=False,
    sample={
        "RunbookId": "<runbooks>",
        "RunbookSnapshotId": "<runbooksnapshots>",
        "EnvironmentId": "<environments>",
    },
)


BY_NAMES = Kind(
    collection="runbook-runs/create",
    link="",
    unlinked=True,
    item_type="RunbookRun",
    id_prefix="RunbookRuns",
    props=(),
    permission="RunbookRun",
    since=EXECUTIONS,
    slug_since=None,
    routes={"v1": Route(runbooks.run_by_names, ("POST",), permission="RunbookRunCreate")},
    is_resource=False,
    has_list=False,
    has_all=False,
    has_documents=False,
)
IN_GIT_BY_NAMES = replace(
    BY_NAMES,
    collection="runbook-runs/git",
    since=in_git.SINCE,
    routes={"create/v1": Route(runs_in_git.run_by_names, ("POST",), permission="RunbookRunCreate")},
)

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runbook of a project (api: runbooks#runbook)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from emulator import answers, crud
from emulator.git import checkout, repository
from emulator.handlers import Call
from emulator.kinds import processes, runbookprocesses, runbooksnapshots
from emulator.kinds.common import (
    CONNECTIVITY,
    DESCRIPTION,
    GIT_PROJECTS,
    NAME,
    OF_ANY_TYPE,
    SLUG,
    TENANTED,
    any_of,
    known_tags,
)
from emulator.kinds.retention import STRATEGIES
from emulator.model import DESCRIBED, ON_WRITES, Document, Kind, Parent, Prop, Release, Route
from emulator.refusals import invalid
from emulator.work import runbooks as work

if TYPE_CHECKING:
    from emulator.octopus import Octopus

SINCE: Release = (2019, 11)
# The releases after the dates on which the .NET client got them (RunbookResource): 2023-01-11, 2025-07-16, 2026-01-15
# and 2026-04-02.
PACKAGES, DISCOVERY, TAGS, CANCELLING = (2023, 1), (2025, 3), (2026, 1), (2026, 2)
# Until 2026.2, a project had a bare list of its runbooks; since then, the list is in an object.
WITHOUT_LIST: Release = (2026, 2)
# From this release on, one request can make several runs (api: runbooks#run).
RUNS: Release = (2020, 3)
# Links that a runbook in Git lacks: it has no snapshots, and its process and runs have no documents in the database.
LACKING_AT_REF = dict.fromkeys(
    (
        *("RunbookProcesses", "RunbookSnapshots", "RunbookSnapshotTemplate"),
        *("RunbookRunTemplate", "RunbookRunPreview", "CreateRunbookRun"),
    ),
    "",
)
QUANTITY = 100
# Before there were strategies, the unit was always a run, which no property showed (the descriptions of 2020.5 and
# 2021.2).
RETENTION = (
    Prop("Strategy", choices=("Default", "Forever", "Count"), since=STRATEGIES),
    Prop("QuantityToKeep", "int", default=QUANTITY),
    Prop("Unit", choices=("Items", "Days"), default="Items", since=STRATEGIES),
    Prop("ShouldKeepForever", "bool", default=False),
)
# Properties that POST does not have [the reference of 2026.3]; unverified: a POST with them ignores them.
NOT_NEW = ("FailTargetDiscovery", "CancelQueuedTasks", "CancelRunningTasks")


def check(octopus: Octopus, runbook: Document, old: Document) -> None:
    refuse_elsewhere(octopus, runbook)
    runbook["RunbookProcessId"] = runbookprocesses.process_id(runbook["Id"])
    runbook["RunRetentionPolicy"] = retention(octopus, runbook["RunRetentionPolicy"])
    known_tags(octopus, runbook, "RunbookTags")
    if not old and octopus.release >= DESCRIBED:
        runbook.update(dict.fromkeys(NOT_NEW, False))
    check_published(octopus, runbook)


def refuse_elsewhere(octopus: Octopus, runbook: Document) -> None:
    """Refuse a runbook in the database of a project whose runbooks are in Git (unverified)."""
    project = octopus.store.get(runbook["ProjectId"])
    if project and repository.conversion(project[1], "RunbooksAreInGit") and not checkout.is_at_ref(project[1]):
        raise invalid(f"The runbooks of the project '{project[1]['Name']}' are in Git: change them at a branch.")


def check_published(octopus: Octopus, runbook: Document) -> None:
    """Refuse the snapshot of another runbook (unverified)."""
    if not runbook["PublishedRunbookSnapshotId"]:
        runbook["PublishedRunbookSnapshotId"] = None
        return
    wanted = runbook["PublishedRunbookSnapshotId"]
    snapshot = octopus.must_exist("runbooksnapshots", wanted, runbook["SpaceId"] or "", "PublishedRunbookSnapshotId")
    if snapshot["RunbookId"] != runbook["Id"]:
        raise invalid(f"The snapshot '{snapshot['Name']}' belongs to a different runbook.")


def retention(octopus: Octopus, period: Document) -> Document:
    """How long runs are kept, as the server stores it. A missing strategy is derived as clients do
    [CS RunbookRetentionPolicy]; unverified: servers do it the same way.
    """
    quantity = period.get("QuantityToKeep", QUANTITY)
    if quantity < 0:
        raise invalid("The quantity to keep must not be negative.")
    if octopus.release < STRATEGIES:
        return {"QuantityToKeep": quantity, "ShouldKeepForever": quantity == 0}
    unit = period.get("Unit", "Items")
    strategy = period.get("Strategy")
    if not strategy:
        usual = (quantity, unit) == (QUANTITY, "Items")
        strategy = "Forever" if not quantity or period.get("ShouldKeepForever") else "Default" if usual else "Count"
    if strategy == "Count" and not quantity:
        # The same rule as for the policy of a space; the wording is unverified.
        raise invalid("The quantity to keep must be at least 1.")
    quantity = 0 if strategy == "Forever" else quantity
    return {
        "Strategy": strategy,
        "QuantityToKeep": quantity,
        "Unit": unit,
        "ShouldKeepForever": strategy == "Forever",
    }


def created(octopus: Octopus, runbook: Document, source: Document | None) -> None:
    """Create the process of a runbook, or a copy of its source's process for a clone."""
    copied_from = octopus.store.get(source["RunbookProcessId"]) if source else None
    owned = {"SpaceId": runbook["SpaceId"], "ProjectId": runbook["ProjectId"], "RunbookId": runbook["Id"]}
    steps = processes.cloned(copied_from[1]["Steps"], {}) if copied_from else []
    octopus.make("runbookprocesses", {"Id": runbook["RunbookProcessId"], **owned, "Steps": steps})


# The properties that make a clone a runbook of its own.
NOT_CLONED = ("Id", "SpaceId", "Name", "Slug", "ProjectId", "Description", "PublishedRunbookSnapshotId")


def cloned(runbook: Document, source: Document) -> None:
    """Copy the settings of the source to a clone, as for projects; which settings exactly is unverified."""
    runbook.update({name: value for name, value in source.items() if name in runbook and name not in NOT_CLONED})


def copied(octopus: Octopus, project: Document, source: Document, renamed: dict[str, str]) -> None:
    """Copy the runbooks of a project to its clone, unpublished. Unverified: servers copy them.

    ``renamed`` collects the new IDs of runbooks and their actions.
    """
    for each in octopus.children("runbooks", source):
        sent = {**each, "ProjectId": project["Id"], "Slug": None, "PublishedRunbookSnapshotId": None}
        made = octopus.create("runbooks", sent, project["SpaceId"] or "", each)
        renamed[each["Id"]] = made["Id"]
        before, after = (octopus.store.get(one["RunbookProcessId"]) for one in (each, made))
        if before and after:
            pairs = zip(actions(before[1]), actions(after[1]), strict=True)
            renamed.update({one["Id"]: other["Id"] for one, other in pairs})


def actions(process: Document) -> list[Document]:
    return [action for step in process["Steps"] for action in step["Actions"]]


def deleting(octopus: Octopus, runbook: Document) -> None:
    """Remove the process and the snapshots of a deleted runbook, and (unverified) the triggers that run it."""
    if checkout.is_at_ref(runbook):
        # Its ID is a slug, which other projects and branches may have as well.
        octopus.store.delete(runbook["RunbookProcessId"])
        return
    for snapshot in octopus.store.holding("runbooksnapshots", "RunbookId", runbook["Id"], runbook["SpaceId"] or ""):
        octopus.remove(runbooksnapshots.KIND, snapshot)
    for trigger in octopus.store.holding("projecttriggers", "ProjectId", runbook["ProjectId"]):
        if trigger["Action"].get("RunbookId") == runbook["Id"]:
            octopus.store.delete(trigger["Id"])
    octopus.store.delete(runbook["RunbookProcessId"])


def environments(call: Call, runbook: Document) -> list[Any]:
    """``{id}/environments``: the environments in which a runbook may run, as a bare list."""
    return answers.bare(call.octopus, call.octopus.kinds["environments"], work.environments(call.octopus, runbook))


def every_one(call: Call, project: Document) -> list[Any]:
    kind = call.octopus.kinds["runbooks"]
    found = answers.matching(call.octopus, kind, call.octopus.children("runbooks", project), call.query)
    return answers.bare(call.octopus, kind, found)


def in_an_object(call: Call, project: Document) -> Document:
    return {"Runbooks": every_one(call, project)}


def previews_of(call: Call, project: Document) -> list[Document]:
    """``projects/{id}/runbooks/{runbook}/runbookRuns/previews``."""
    runbook = crud.nested_document(call, "runbooks", call.values["runbook"], "ProjectId", project)
    return work.previews_of_runbook(call, runbook)


def shown(octopus: Octopus, runbook: Document) -> Document:
    own = f"{answers.base(octopus, runbook['SpaceId'])}/projects/{runbook['ProjectId']}"
    return {**runbook, "_links": {"Project": own, **(LACKING_AT_REF if checkout.is_at_ref(runbook) else {})}}


def template(call: Call, runbook: Document) -> Document:
    process = answers.existing(call, "runbookprocesses", runbook["RunbookProcessId"])
    return runbookprocesses.template(call, process)


KIND = Kind(
    collection="runbooks",
    link="Runbooks",
    item_type="Runbook",
    id_prefix="Runbooks",
    parameters="skip,take,ids,partialName,clone,projectIds",
    permission="RunbookEdit",
    unique_within="ProjectId",
    since=SINCE,
    parent=Parent(
        "projects",
        "ProjectId",
        path="runbooks",
        link="Runbooks",
        links={SINCE: "{self}/runbooks{?skip,take,partialName}"},
        since=SINCE,
        written_since=GIT_PROJECTS,
        each_since=GIT_PROJECTS,
        below_since=GIT_PROJECTS,
        routes={
            "all": Route(every_one, since=GIT_PROJECTS, until=WITHOUT_LIST, gives="list of runbooks"),
            "all/v2": Route(in_an_object, since=WITHOUT_LIST),
            "{runbook}/runbookRuns/previews": Route(previews_of, ("POST",), permission="RunbookView", since=DESCRIBED),
        },
    ),
    props=(
        NAME,
        replace(SLUG, kept_since=DESCRIBED),
        DESCRIPTION,
        Prop("ProjectId", required=True, create_only=True, reference="projects"),
        Prop("RunbookProcessId", read_only=True),
        Prop("PublishedRunbookSnapshotId"),
        Prop("MultiTenancyMode", choices=TENANTED, default="Untenanted", lenient=True),
        Prop(
            "ConnectivityPolicy",
            "dict",
            default={},
            parts=tuple(
                replace(each, default=True) if each.name == "AllowDeploymentsToNoTargets" else each
                for each in CONNECTIVITY
            ),
        ),
        Prop("EnvironmentScope", choices=("All", "Specified", "FromProjectLifecycles"), default="All", lenient=True),
        Prop("Environments", "list", default=[], reference=OF_ANY_TYPE),
        Prop(
            "DefaultGuidedFailureMode",
            choices=("EnvironmentDefault", "Off", "On"),
            default="EnvironmentDefault",
            lenient=True,
        ),
        Prop("RunRetentionPolicy", "dict", default={}, parts=RETENTION, demanded=ON_WRITES),
        Prop("ForcePackageDownload", "bool", default=False, since=PACKAGES),
        Prop("FailTargetDiscovery", "bool", default=False, since=DISCOVERY),
        Prop("CancelQueuedTasks", "bool", default=False, since=CANCELLING, kept_since=DESCRIBED),
        Prop("CancelRunningTasks", "bool", default=False, since=CANCELLING, kept_since=DESCRIBED),
        Prop("RunbookTags", "list", default=[], tags=True, since=TAGS),
    ),
    filters={"projectids": any_of("ProjectId"), "runbooktags": any_of("RunbookTags")},
    filters_since={"runbooktags": TAGS},
    links={
        "RunbookEnvironments": "{self}/environments",
        "RunbookProcesses": "{api}/runbookProcesses/RunbookProcess-{id}",
        "RunbookSnapshots": "{self}/runbookSnapshots{?skip,take,searchByName}",
        "RunbookSnapshotTemplate": "{self}/runbookSnapshotTemplate",
        "RunbookRunTemplate": "{self}/runbookRunTemplate",
        "RunbookRunPreview": "{self}/runbookRuns/preview/{environment}{?includeDisabledSteps}",
        "CreateRunbookRun": "{self}/run",
    },
    routes={
        "{id}/run": Route(
            work.run,
            ("POST",),
            permission="RunbookRunCreate",
            since=RUNS,
            may_be=(201,),
        ),
        "{id}/runbookRunTemplate": Route(work.template_of_runbook),
        "{id}/runbookRuns/preview/{environment}": Route(work.preview_of_runbook),
        "{id}/runbookRuns/preview/{environment}/{tenant}": Route(work.preview_of_runbook),
        "{id}/environments": Route(environments, gives="list of environments"),
        "{id}/runbookSnapshotTemplate": Route(template),
        "{id}/runbookSnapshots": Route(crud.nested("runbooksnapshots", "RunbookId"), gives="page of runbooksnapshots"),
    },
    check=check,
    created=created,
    cloned=cloned,
    deleting=deleting,
    shown=shown,
    sample={
        "ProjectId": "<projects>",
        "RunRetentionPolicy": {"QuantityToKeep": 100, "ShouldKeepForever": False},
    },
)

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Snapshot of a runbook: frozen copies of everything that a run of it uses (api: runbooks#snapshot)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from emulator import answers, crud, shaping
from emulator.git import snapshots
from emulator.handlers import Call
from emulator.kinds import teams
from emulator.kinds.common import GIT_PROJECTS, NAME
from emulator.model import DESCRIBED, Document, Filter, Kind, Parent, Prop, Release, Route
from emulator.refusals import forbidden
from emulator.work import runbooks as work

if TYPE_CHECKING:
    from emulator.octopus import Octopus

SINCE: Release = (2019, 11)
# The .NET client has had them since 2023-07-26.
GIT_RESOURCES: Release = (2023, 4)
EDIT, CREATE = "RunbookEdit", "RunbookSnapshotCreate"
PACKAGE = (
    Prop("ActionName"),
    Prop("StepName"),
    Prop("PackageReferenceName", default=""),
    Prop("Version"),
)
GIT_RESOURCE = (
    Prop("ActionName", required=True),
    Prop("GitResourceReferenceName", default=""),
    # The commit of the reference when the snapshot was taken; the emulator has no repositories.
    Prop("GitReferenceResource", "dict", required=True, parts=(Prop("GitRef"), Prop("GitCommit"))),
)


def create(call: Call, nothing: Document) -> Document:
    """POST. Any text in ``publish`` that is not blank publishes the snapshot [the reference of 2026.3].

    Older servers publish for ``true``; unverified: they do so for any other text as well.
    """
    demand_create(call)
    sent = crud.document_of(call)
    made = crud.posted(call, KIND, sent)
    asked = call.query.get("publish") or shaping.lookup(sent, "Publish")
    if str(asked or "").strip():
        runbook = answers.existing(call, "runbooks", made["RunbookId"])
        published = {**runbook, "PublishedRunbookSnapshotId": made["Id"]}
        call.octopus.save(call.octopus.kinds["runbooks"], published)
    return made


def demand_create(call: Call) -> None:
    """The permission for snapshots is new in 2026.3. Unverified: the older permission is still enough there."""
    enough = (EDIT, CREATE) if call.octopus.release >= DESCRIBED else (EDIT,)
    if not any(teams.may(call.octopus, call.user, each, call.space) for each in enough):
        raise forbidden(enough[-1])


def check(octopus: Octopus, snapshot: Document, old: Document) -> None:
    if old:
        return
    space = snapshot["SpaceId"] or ""
    runbook = octopus.must_exist("runbooks", snapshot["RunbookId"], space, "RunbookId")
    snapshot["ProjectId"] = runbook["ProjectId"]
    process = octopus.store.get(runbook["RunbookProcessId"])
    assert process is not None
    frozen = octopus.freeze("runbookprocesses", process[1])
    snapshot["FrozenRunbookProcessId"] = frozen["Id"]
    snapshot["Assembled"] = octopus.now()
    snapshot.update(frozen_variables(octopus, snapshot))
    snapshot["FrozenProjectVariableSetId"] = snapshot["ProjectVariableSetSnapshotId"]


def frozen_variables(octopus: Octopus, snapshot: Document) -> Document:
    """Copies of the variables of the project and of its library variable sets."""
    project = octopus.must_exist("projects", snapshot["ProjectId"], snapshot["SpaceId"] or "", "ProjectId")
    octopus = snapshots.with_variables(octopus, project)
    included = project["IncludedLibraryVariableSetIds"]
    ids = [project["VariableSetId"], *(f"variableset-{each}" for each in included)]
    found = [octopus.store.get(each) for each in ids]
    own, *others = (octopus.freeze("variables", each[1])["Id"] for each in found if each)
    return {"ProjectVariableSetSnapshotId": own, "LibraryVariableSetSnapshotIds": others}


def snapshot_variables(call: Call, snapshot: Document) -> Document:
    """``{id}/snapshot-variables``: replaces the frozen variables by the present ones."""
    return refrozen(call, snapshot, frozen_variables(call.octopus, snapshot))


def refrozen(call: Call, snapshot: Document, taken: Document) -> Document:
    octopus = call.octopus
    octopus.save(octopus.kinds["runbooksnapshots"], {**snapshot, **taken})
    return answers.shown(call, "runbooksnapshots", answers.existing(call, "runbooksnapshots", snapshot["Id"]))


def named_in(call: Call, project: Document) -> Document:
    return crud.nested_document(call, "runbooksnapshots", call.values["runbookSnapshot"], "ProjectId", project)


def snapshot_variables_v1(call: Call, project: Document) -> Document:
    """The same below the project, with the snapshot in another object."""
    snapshot = named_in(call, project)
    return {"Resource": snapshot_variables(call, snapshot)}


def previews_of(call: Call, project: Document) -> list[Document]:
    """``{id}/runbookRuns/previews``."""
    return work.previews_of_snapshot(call, named_in(call, project))


def frozen_sets(call: Call, project: Document) -> list[Document]:
    """``{id}/variables``: the sets of the project and of the library that a snapshot has."""
    snapshot = named_in(call, project)
    ids = (snapshot["ProjectVariableSetSnapshotId"], *snapshot["LibraryVariableSetSnapshotIds"])
    return [answers.shown(call, "variables", answers.existing(call, "variables", each)) for each in ids]


def snapshot_variables_by_name(call: Call, nothing: Document) -> Document:
    """``{id}/snapshot-variables-by-name``: replaces some variables: {Variables: [{Name, OwnerId}]} or a bare list.

    Real servers have it behind a toggle, ``partial-updates-on-variables``.
    """
    octopus, wanted = call.octopus, wanted_names(call.body)
    snapshot = answers.existing(call, "runbooksnapshots", call.values["runbookSnapshot"])
    taken = {
        "ProjectVariableSetSnapshotId": partly(octopus, snapshot["ProjectVariableSetSnapshotId"], wanted),
        "LibraryVariableSetSnapshotIds": [
            partly(octopus, each, wanted) for each in snapshot["LibraryVariableSetSnapshotIds"]
        ],
    }
    return refrozen(call, snapshot, taken)


def wanted_names(body: Any) -> Mapping[str, set[str]]:
    """The names of variables in a request, by the ID of the owner of their set."""
    named = shaping.lookup(body, "Variables") if isinstance(body, dict) else body
    wanted: dict[str, set[str]] = {}
    for each in named or []:
        owner, name = (str(shaping.lookup(each, key) or "") for key in ("OwnerId", "Name"))
        wanted.setdefault(owner, set()).add(name.casefold())
    return wanted


def partly(octopus: Octopus, frozen_id: str, wanted: Mapping[str, set[str]]) -> str:
    """A frozen set in which the present variables replace the frozen ones of these names."""
    frozen = octopus.store.get(frozen_id)
    names = wanted.get(frozen[1]["OwnerId"]) if frozen else None
    present = octopus.store.get(f"variableset-{frozen[1]['OwnerId']}") if frozen else None
    if frozen is None or present is None or not names:
        return frozen_id
    kept = [each for each in frozen[1]["Variables"] if each["Name"].casefold() not in names]
    new = [each for each in present[1]["Variables"] if each["Name"].casefold() in names]
    return str(octopus.freeze("variables", {**present[1], "Variables": [*kept, *new]})["Id"])


def is_called(octopus: Octopus, snapshot: Document, value: str) -> bool:
    """The filter ``searchByName``; unverified: a part of the name is enough."""
    return value.casefold() in snapshot["Name"].casefold()


def deleting(octopus: Octopus, snapshot: Document) -> None:
    """Unpublish a published snapshot before it is deleted; unverified: servers do not refuse this."""
    runbook = octopus.get("runbooks", snapshot["RunbookId"], snapshot["SpaceId"] or "")
    if runbook and runbook["PublishedRunbookSnapshotId"] == snapshot["Id"]:
        octopus.save(octopus.kinds["runbooks"], {**runbook, "PublishedRunbookSnapshotId": None})


def shown(octopus: Octopus, snapshot: Document) -> Document:
    own = f"{answers.base(octopus, snapshot['SpaceId'])}"
    links = {
        "Project": f"{own}/projects/{snapshot['ProjectId']}",
        "Runbook": work.runbook_of(octopus, snapshot).get("_self") or f"{own}/runbooks/{snapshot['RunbookId']}",
        "ProjectVariableSnapshot": f"{own}/variables/{snapshot['ProjectVariableSetSnapshotId']}",
        "FrozenRunbookProcess": f"{own}/runbookProcesses/{snapshot['FrozenRunbookProcessId']}",
    }
    token = {"VariableSnapshotConcurrencyToken": token_of(snapshot)} if octopus.release >= DESCRIBED else {}
    return {**snapshot, **token, "_links": links}


def token_of(snapshot: Document) -> str:
    sets = (snapshot["ProjectVariableSetSnapshotId"], *snapshot["LibraryVariableSetSnapshotIds"])
    return uuid.uuid5(uuid.NAMESPACE_OID, " ".join(sets)).hex


FILTERS: Mapping[str, Filter] = {"searchbyname": is_called}
WRITE: tuple[str, ...] = ("POST",)
KIND = Kind(
    collection="runbooksnapshots",
    link="RunbookSnapshots",
    item_type="RunbookSnapshot",
    id_prefix="RunbookSnapshots",
    parameters="skip,take,ids,publish",
    permission=EDIT,
    # A project's address has the name of a snapshot. Unverified: snapshots of two runbooks can't have the same name.
    unique_within="ProjectId",
    newest_first=True,
    order="Assembled",
    slug_since=None,
    since=SINCE,
    parent=Parent(
        "projects",
        "ProjectId",
        path="runbookSnapshots",
        link="RunbookSnapshots",
        links={SINCE: "{self}/runbookSnapshots{/name}{?skip,take,searchByName}"},
        since=SINCE,
        written_since=GIT_PROJECTS,
        each_written_since=GIT_PROJECTS,
        below_since=GIT_PROJECTS,
        by_name=True,
        # The reference of 2026.3 shows them. Which release brought each is unverified.
        routes={
            "{runbookSnapshot}/runbookRuns/previews": Route(
                previews_of, WRITE, since=DESCRIBED, permission="RunbookView"
            ),
            "{runbookSnapshot}/variables": Route(frozen_sets, since=DESCRIBED, gives="list of variables"),
            "{runbookSnapshot}/snapshot-variables/v1": Route(
                snapshot_variables_v1, WRITE, since=DESCRIBED, permission=EDIT
            ),
        },
    ),
    props=(
        NAME,
        Prop("Notes"),
        Prop("RunbookId", required=True, create_only=True, reference="runbooks"),
        Prop("ProjectId", required=True, create_only=True, reference="projects"),
        Prop("SelectedPackages", "documents", default=[], parts=PACKAGE),
        Prop("SelectedGitResources", "documents", default=[], parts=GIT_RESOURCE, since=GIT_RESOURCES),
        Prop("Assembled", read_only=True),
        Prop("FrozenRunbookProcessId", read_only=True),
        Prop("FrozenProjectVariableSetId", read_only=True),
        Prop("ProjectVariableSetSnapshotId", read_only=True),
        Prop("LibraryVariableSetSnapshotIds", "list", default=[], read_only=True),
        # The form of the token is unverified; unverified as well: an old token is not refused.
        Prop("VariableSnapshotConcurrencyToken", computed=True, since=DESCRIBED),
        # For projects in Git.
        Prop("GitReference", "dict", read_only=True, since=GIT_PROJECTS),
    ),
    filters=FILTERS,
    links={
        "SnapshotVariables": "{self}/snapshot-variables",
        "RunbookRuns": "{self}/runbookRuns{?skip,take}",
        "RunbookRunTemplate": "{self}/runbookRuns/template",
    },
    routes={
        "": Route(create, WRITE, 201, permission="", gives="runbooksnapshots", takes="runbooksnapshots"),
        "{id}/runbookRuns": Route(crud.nested("runbookruns", "RunbookSnapshotId"), gives="page of runbookruns"),
        "{id}/runbookRuns/template": Route(work.template_of_snapshot),
        "{id}/runbookRuns/preview/{environment}": Route(work.preview_of_snapshot),
        "{id}/runbookRuns/preview/{environment}/{tenant}": Route(work.preview_of_snapshot),
        "{id}/snapshot-variables": Route(snapshot_variables, WRITE, gives="runbooksnapshots"),
        # No source has this address below a project, where the addresses that begin with an ID are.
        "{runbookSnapshot}/snapshot-variables-by-name": Route(
            # The .NET client has had it since 2026-08-19.
            snapshot_variables_by_name,
            WRITE,
            since=DESCRIBED,
            gives="runbooksnapshots",
        ),
    },
    check=check,
    deleting=deleting,
    freezes=(
        "FrozenRunbookProcessId",
        "FrozenProjectVariableSetId",
        "ProjectVariableSetSnapshotId",
        "LibraryVariableSetSnapshotIds",
    ),
    shown=shown,
    has_all=False,
    sample={"RunbookId": "<runbooks>", "ProjectId": "<projects>"},
)

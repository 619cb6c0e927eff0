# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The subject of a run: a snapshot of the runbook, or the runbook itself for a preview (api: runbooks#run)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from emulator import answers
from emulator.git import checkout
from emulator.handlers import Answer, Call
from emulator.kinds import lifecycles
from emulator.model import DESCRIBED, Document
from emulator.refusals import invalid
from emulator.work import drift, ephemeral, owners, previews
from emulator.work.promotions import promotions
from emulator.work.subject import Subject, document

if TYPE_CHECKING:
    from emulator.octopus import Octopus


# The link of an environment in the template of a run [CS RunbookRepository.cs, RunbookSnapshotRepository.cs].
PREVIEW = "RunbookRunPreview"
# The key under which the snapshot of a run in Git keeps the runbook, which is not in the database.
KEPT_RUNBOOK = "_runbook"


def runbook_of(octopus: Octopus, snapshot: Document) -> Document:
    """The runbook of a snapshot: from the database, or as it was at a ref when the snapshot was taken."""
    return snapshot.get(KEPT_RUNBOOK) or document(octopus, snapshot.get("RunbookId") or "")


def of_snapshot(octopus: Octopus, snapshot: Document, environment: str, tenant: str, run: Document) -> Subject:
    """The subject of a run of a snapshot; ``run`` is empty for a preview."""
    runbook = runbook_of(octopus, snapshot)
    sets = (snapshot["ProjectVariableSetSnapshotId"], *snapshot["LibraryVariableSetSnapshotIds"])
    return subject(runbook, snapshot["FrozenRunbookProcessId"], sets, environment, tenant, run)


def of_runbook(octopus: Octopus, runbook: Document, environment: str, tenant: str) -> Subject:
    """The subject of a run of the runbook as it is now."""
    project = document(octopus, runbook["ProjectId"])
    libraries = (f"variableset-{each}" for each in project["IncludedLibraryVariableSetIds"])
    sets = (project["VariableSetId"], *libraries)
    return subject(runbook, runbook["RunbookProcessId"], sets, environment, tenant, {})


def subject(
    runbook: Document, process: str, sets: tuple[str, ...], environment: str, tenant: str, run: Document
) -> Subject:
    return Subject(
        space=runbook["SpaceId"] or "",
        project=runbook["ProjectId"],
        environment=environment,
        process=process,
        variable_sets=sets,
        owner=runbook["Id"],
        policy=runbook["ConnectivityPolicy"],
        tenant=tenant,
        machines=tuple(run.get("SpecificMachineIds") or ()),
        excluded=tuple(run.get("ExcludedMachineIds") or ()),
        skipped=tuple(run.get("SkipActions") or ()),
        values=run.get("FormValues") or {},
        # A server ignores the values for a runbook in Git, and does not ask for them (api: runbooks#run).
        asks=not checkout.is_at_ref(runbook),
    )


def shown(call: Call, runbook: Document, chosen: Subject) -> Document:
    guided = previews.is_guided(call.octopus, runbook["DefaultGuidedFailureMode"], chosen.environment)
    made = previews.preview(call.octopus, chosen, guided, previews.wants_disabled(call))
    return {**made, "Links": {"Self": call.own}}


def preview_of_runbook(call: Call, runbook: Document) -> Document:
    """``runbooks/{id}/runbookRuns/preview/{environment}{/tenant}``. Unverified: it shows the runbook as it is now."""
    tenant = call.values.get("tenant") or call.query.get("tenant", "")
    place, named = previews.environment_and_tenant(call, call.values["environment"], tenant)
    return shown(call, runbook, of_runbook(call.octopus, runbook, place["Id"], named.get("Id", "")))


def preview_of_snapshot(call: Call, snapshot: Document) -> Document:
    """``runbookSnapshots/{id}/runbookRuns/preview/{environment}{/tenant}``."""
    place, named = previews.environment_and_tenant(call, call.values["environment"], call.values.get("tenant", ""))
    chosen = of_snapshot(call.octopus, snapshot, place["Id"], named.get("Id", ""), {})
    return shown(call, runbook_of(call.octopus, snapshot), chosen)


def template_of_runbook(call: Call, runbook: Document) -> Document:
    """``runbooks/{id}/runbookRunTemplate``: where the published snapshot may run, and whether it is out of date."""
    published = document(call.octopus, runbook["PublishedRunbookSnapshotId"] or "")
    return template(call, runbook, published, f"runbooks/{runbook['Id']}")


def template_of_snapshot(call: Call, snapshot: Document) -> Document:
    runbook = runbook_of(call.octopus, snapshot)
    # Unverified: changes in Git since the snapshot of a run are not reported.
    present = {} if KEPT_RUNBOOK in snapshot else snapshot
    return template(call, runbook, present, f"runbookSnapshots/{snapshot['Id']}")


def template(call: Call, runbook: Document, snapshot: Document, previewed: str) -> Document:
    """``previewed``: the address of the document that the links to previews belong to."""
    octopus = call.octopus
    base = f"{answers.base(octopus, runbook['SpaceId'])}/{previewed}/runbookRuns/preview"
    return {
        "Id": None,
        **({"IsGitResourceModified": False} if octopus.release >= DESCRIBED else {}),
        **modified(octopus, runbook, snapshot),
        **promotions(
            octopus,
            document(octopus, runbook["ProjectId"]),
            runbook["MultiTenancyMode"],
            lambda tenant: places(octopus, runbook),
            lambda environment, tenant: {PREVIEW: "/".join(filter(None, (base, environment, tenant)))},
        ),
        "Links": {"Self": call.own},
    }


def modified(octopus: Octopus, runbook: Document, snapshot: Document) -> Document:
    """The changes since a snapshot was made; none without a snapshot."""
    if not snapshot:
        return dict.fromkeys(
            ("IsRunbookProcessModified", "IsVariableSetModified", "IsLibraryVariableSetModified"), False
        )
    project = document(octopus, runbook["ProjectId"])
    return {
        "IsRunbookProcessModified": drift.process_differs(
            octopus, runbook["RunbookProcessId"], snapshot["FrozenRunbookProcessId"]
        ),
        "IsVariableSetModified": drift.variables_differ(
            octopus, [project["Id"]], [snapshot["ProjectVariableSetSnapshotId"]]
        ),
        "IsLibraryVariableSetModified": drift.variables_differ(
            octopus, project["IncludedLibraryVariableSetIds"], snapshot["LibraryVariableSetSnapshotIds"]
        ),
    }


def places(octopus: Octopus, runbook: Document) -> list[Document]:
    """The environments of every type in which a runbook may run."""
    return [*environments(octopus, runbook), *ephemeral.places_of(octopus, runbook)]


def environments(octopus: Octopus, runbook: Document) -> list[Document]:
    """The static environments in which a runbook may run."""
    found = octopus.visible(octopus.kinds["environments"], runbook["SpaceId"] or "", False)
    if runbook["EnvironmentScope"] == "Specified":
        return [each for each in found if each["Id"] in runbook["Environments"]]
    if runbook["EnvironmentScope"] == "FromProjectLifecycles":
        wanted = lifecycles.environments(octopus, lifecycles_of(octopus, runbook))
        return [each for each in found if wanted is None or each["Id"] in wanted]
    return found


def lifecycles_of(octopus: Octopus, runbook: Document) -> set[str]:
    """The lifecycles of a runbook's project and of the project's channels."""
    project = octopus.must_exist("projects", runbook["ProjectId"], runbook["SpaceId"] or "", "ProjectId")
    channels = octopus.children("channels", project)
    return {project["LifecycleId"], *(each["LifecycleId"] for each in channels if each["LifecycleId"])}


def previews_of_runbook(call: Call, runbook: Document) -> list[Document]:
    """``POST …/runbookRuns/previews``, in the order of the request."""
    return [
        shown(call, runbook, of_runbook(call.octopus, runbook, place["Id"], named.get("Id", "")))
        for place, named in (previews.environment_and_tenant(call, *each) for each in previews.asked(call))
    ]


def previews_of_snapshot(call: Call, snapshot: Document) -> list[Document]:
    runbook = runbook_of(call.octopus, snapshot)
    return [
        shown(call, runbook, of_snapshot(call.octopus, snapshot, place["Id"], named.get("Id", ""), {}))
        for place, named in (previews.environment_and_tenant(call, *each) for each in previews.asked(call))
    ]


def run(call: Call, runbook: Document) -> Answer:
    """``POST runbooks/{id}/run`` with {EnvironmentIds, TenantIds, TenantTagNames, …}, which returns a list of runs.

    Before 2020.3.1, servers took and returned one run (api: runbooks#run).
    """
    read = owners.sent_to(call)
    snapshot = snapshot_wanted(call, runbook, read("RunbookSnapshotNameOrId") if not read("UseDefaultSnapshot") else "")
    places = owners.texts(read("EnvironmentIds"), "EnvironmentIds") or [str(read("EnvironmentId") or "")]
    chosen = owners.tenants_wanted(
        call,
        owners.texts(read("TenantIds"), "TenantIds") or ([str(read("TenantId"))] if read("TenantId") else []),
        owners.texts(read("TenantTagNames"), "TenantTagNames"),
        runbook["ProjectId"],
        places,
    )
    process = document(call.octopus, snapshot["FrozenRunbookProcessId"])
    names = ("SpecificMachineIds", "ExcludedMachineIds", "UseGuidedFailure", "QueueTime", "QueueTimeExpiry", "Comments")
    more = {name: read(name) for name in (*names, "ForcePackageDownload", "FormValues")}
    skipped = owners.actions_called(call.octopus, process, owners.texts(read("SkipActions"), "SkipActions"))
    made = runs(call, runbook, snapshot, places, chosen, {**more, "SkipActions": skipped})
    shown_ones = [answers.shown(call, "runbookruns", document(call.octopus, each["Id"])) for each in made]
    # The reference of 2026.3 says 200, older descriptions say 201.
    return Answer(200 if call.octopus.release >= DESCRIBED else 201, shown_ones)


def snapshot_wanted(call: Call, runbook: Document, named: Any) -> Document:
    """The snapshot with a name or an ID, or the published one."""
    if named:
        return owners.named(call, "runbooksnapshots", str(named), "snapshot", {"RunbookId": runbook["Id"]})
    found = document(call.octopus, runbook["PublishedRunbookSnapshotId"] or "")
    if not found:
        raise invalid("Runbook has no published snapshot.")
    return found


def runs(
    call: Call, runbook: Document, snapshot: Document, places: list[str], tenants: list[str], more: Mapping[str, Any]
) -> list[Document]:
    """Make a run for each environment and tenant."""
    return [
        call.octopus.create(
            "runbookruns",
            {
                **{key: value for key, value in more.items() if value is not None},
                "RunbookId": runbook["Id"],
                "RunbookSnapshotId": snapshot["Id"],
                "EnvironmentId": place,
                "TenantId": tenant or None,
            },
            call.space,
        )
        for place in places
        for tenant in tenants or [""]
    ]


def run_by_names(call: Call, nothing: Document) -> Document:
    """``POST runbook-runs/create/v1`` (api: runbooks#run)."""
    read = owners.sent_to(call)
    owners.demand(call, read, "ProjectName", "RunbookName", "EnvironmentNames")
    project = owners.named(call, "projects", str(read("ProjectName")), "project")
    runbook = owners.named(call, "runbooks", str(read("RunbookName")), "runbook", {"ProjectId": project["Id"]})
    snapshot = snapshot_wanted(call, runbook, read("Snapshot"))
    places, tenants = places_by_names(call, read, project)
    more = owners.common_body(call, read, document(call.octopus, snapshot["FrozenRunbookProcessId"]))
    return as_tasks(call, runs(call, runbook, snapshot, places, tenants, more))


def places_by_names(call: Call, read: Callable[[str], Any], project: Document) -> tuple[list[str], list[str]]:
    """The IDs of the environments, and of the tenants, in a body of the executions API."""
    places = [
        owners.environment_named(call, each)["Id"]
        for each in owners.texts(read("EnvironmentNames"), "EnvironmentNames")
    ]
    names, tags = (owners.texts(read(name), name) for name in ("Tenants", "TenantTags"))
    tenants = owners.tenants_wanted(call, names, tags, project["Id"], places)
    if (names or tags) and not tenants:
        raise invalid("No tenant that is connected to the project has one of these tags.")
    return places, tenants


def as_tasks(call: Call, made: list[Document]) -> Document:
    """Runs in the form in which the executions API returns them."""
    stored = [document(call.octopus, each["Id"]) for each in made]
    return {"RunbookRunServerTasks": [{"RunbookRunId": each["Id"], "ServerTaskId": each["TaskId"]} for each in stored]}

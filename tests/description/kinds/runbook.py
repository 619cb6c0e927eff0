# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The parts of runbooks, their processes and snapshots that servers have beside the description of 2020.5.

api: runbooks#runbook, runbooks#snapshot
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from description.description import Schema
from description.facts import ANYTHING, TEXT, YES_NO, Release, Row, a, many, one_of
from description.rows import PREFIXES, in_both, path, prop

NAMED = "VariableOfOwner"
DEFINITIONS: dict[str, Schema] = {
    NAMED: {"type": "object", "properties": {"Name": TEXT, "OwnerId": TEXT}},
    "SelectedGitResource": {
        "type": "object",
        "properties": {
            **dict.fromkeys(("ActionName", "GitResourceReferenceName"), TEXT),
            "GitReferenceResource": ANYTHING,
        },
    },
}
FIELDS = "api: runbooks#runbook (CS RunbookResource)"
BELOW_PROJECTS: Release = (2021, 2)
TEMPLATE = "RunbookSnapshotTemplateResource"


def below_projects() -> Iterator[Row]:
    """The addresses below a project, which the description of 2021.2 has."""
    evidence = "the description of 2021.2"
    for many_of, definition in (("runbooks", "RunbookResource"), ("runbookSnapshots", "RunbookSnapshotResource")):
        own, one = f"{{api}}/projects/{{id}}/{many_of}", a(definition)
        yield replace(path(f"POST {own}", one, evidence, BELOW_PROJECTS, status="201"), body=one)
        yield replace(path(f"PUT {own}/{{childId}}", one, evidence, BELOW_PROJECTS), body=one)
        yield path(f"DELETE {own}/{{childId}}", ANYTHING, evidence, BELOW_PROJECTS)
    runbook, process = "{api}/projects/{id}/runbooks/{childId}", "{api}/projects/{id}/runbookProcesses"
    page = a("ResourceCollection_of_RunbookProcessResource")
    snapshots = a("ResourceCollection_of_RunbookSnapshotResource")
    read: dict[str, Schema] = {
        runbook: a("RunbookResource"),
        f"{runbook}/environments": many(a("EnvironmentResource")),
        f"{runbook}/runbookSnapshotTemplate": a(TEMPLATE),
        f"{runbook}/runbookSnapshots?skip,take,searchByName": snapshots,
        f"{process}?skip,take": page,
        f"{process}/{{childId}}": a("RunbookProcessResource"),
        f"{process}/{{childId}}/runbookSnapshotTemplate": a(TEMPLATE),
    }
    yield from (path(f"GET {where}", schema, evidence, BELOW_PROJECTS) for where, schema in read.items())
    changed = path(f"PUT {process}/{{childId}}", a("RunbookProcessResource"), evidence, BELOW_PROJECTS)
    yield replace(changed, body=a("RunbookProcessResource"))
    again = "{api}/projects/{id}/runbookSnapshots/{childId}/snapshot-variables"
    yield path(f"POST {again}", a("RunbookSnapshotResource"), evidence, BELOW_PROJECTS)
    newer, whole = "the API reference of 2026.3", a("RunbookSnapshotResource")
    again_v1: Schema = {"type": "object", "properties": {"Resource": whole}}
    yield path(f"POST {again}/v1", again_v1, newer, (2026, 3))
    variables = "GET {api}/projects/{id}/runbookSnapshots/{childId}/variables"
    yield path(variables, many(a("VariableSetResource")), newer, (2026, 3))
    listed = path("GET {api}/projects/{id}/runbooks/all", many(a("RunbookResource")), evidence, BELOW_PROJECTS)
    yield replace(listed, until=(2026, 2))
    # This release removed the other address.
    wrapped: Schema = {"type": "object", "properties": {"Runbooks": many(a("RunbookResource"))}}
    yield path("GET {api}/projects/{id}/runbooks/all/v2", wrapped, "the API reference of 2026.3", (2026, 2))
    release = path("GET {api}/projects/{id}/deploymentprocesses/template", a("ReleaseTemplateResource"), evidence)
    yield replace(release, since=BELOW_PROJECTS)


BY_NAME = "{api}/runbookSnapshots/{id}/snapshot-variables-by-name"
NEWER = "api: runbooks#runbooks-in-detail (GO, CS 2026-08-19)"
ROWS: tuple[Row, ...] = (
    prop("RunbookResource.Slug", TEXT, f"{FIELDS}, 2022-07-27"),
    prop("RunbookResource.ForcePackageDownload", YES_NO, f"{FIELDS}, 2023-01-11", (2023, 1)),
    prop("RunbookResource.FailTargetDiscovery", YES_NO, f"{FIELDS}, 2025-07-16", (2025, 3)),
    prop("RunbookResource.RunbookTags", many(TEXT), f"{FIELDS}, 2026-01-15", (2026, 1)),
    prop("RunbookResource.CancelQueuedTasks", YES_NO, f"{FIELDS}, 2026-04-02", (2026, 2)),
    prop("RunbookResource.CancelRunningTasks", YES_NO, f"{FIELDS}, 2026-04-02", (2026, 2)),
    prop(
        "RunbookRetentionPeriod.Strategy",
        one_of("Default", "Forever", "Count"),
        "api: runbooks#runbooks-in-detail (CS RunbookRetentionPolicy, GO, TF)",
        (2025, 3),
    ),
    prop(
        "RunbookRetentionPeriod.Unit",
        one_of("Days", "Items"),
        "api: runbooks#runbooks-in-detail (CS RunbookRetentionPolicy, GO, TF)",
        (2025, 3),
    ),
    prop("RunbookSnapshotResource.GitReference", ANYTHING, "api: runbooks#snapshot (CS)", (2021, 1)),
    prop("RunbookSnapshotResource.SelectedGitResources", many(a("SelectedGitResource")), "CS, 2023-07-26", (2023, 4)),
    prop("RunbookSnapshotResource.VariableSnapshotConcurrencyToken", TEXT, "the API reference of 2026.3", (2026, 3)),
    *(
        prop(f"{each}.GitResources", many(ANYTHING), "api: processes#template-of-a-process (CS, 2023-07-26)", (2023, 4))
        for each in (TEMPLATE, "ReleaseTemplateResource")
    ),
    prop("ReleaseTemplatePackage.FixedVersion", TEXT, "api: processes#template-of-a-process (GO)", (2024, 4)),
    *(each for row in below_projects() for each in in_both(row)),
    *in_both(replace(path(f"POST {BY_NAME}", a("RunbookSnapshotResource"), NEWER, (2026, 3)), body=many(a(NAMED)))),
    *(
        Row("query", f"GET {prefix}/projects/{{id}}/runbooks?runbooktags", FIELDS, since=(2026, 1))
        for prefix in PREFIXES
    ),
)

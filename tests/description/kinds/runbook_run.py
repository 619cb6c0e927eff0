# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The parts of runs of runbooks that servers have beside the description of 2020.5 (api: runbooks#run)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from description.description import Schema
from description.facts import ANYTHING, TEXT, YES_NO, Release, Row, a, many
from description.rows import PREFIXES, in_both, path, prop

BELOW_PROJECTS: Release = (2021, 2)
NEWER: Release = (2026, 3)
DEFINITIONS: dict[str, Schema] = {
    "RunbookRunByNames": {
        "type": "object",
        "properties": {
            **dict.fromkeys(("SpaceId", "SpaceIdOrName", "ProjectName", "RunbookName", "Snapshot"), TEXT),
            **dict.fromkeys(("EnvironmentNames", "Tenants", "TenantTags", "SkipStepNames"), many(TEXT)),
            **dict.fromkeys(("SpecificMachineNames", "ExcludedMachineNames"), many(TEXT)),
            **dict.fromkeys(("ForcePackageDownload", "UseGuidedFailure"), YES_NO),
            **dict.fromkeys(("RunAt", "NoRunAfter", "Variables"), ANYTHING),
        },
    },
    "RunbookRunByNamesInGit": {
        "type": "object",
        "properties": {
            **dict.fromkeys(("SpaceId", "SpaceIdOrName", "ProjectName", "RunbookName", "GitRef"), TEXT),
            **dict.fromkeys(("Notes", "PackageVersion"), TEXT),
            **dict.fromkeys(("EnvironmentNames", "Tenants", "TenantTags", "SkipStepNames"), many(TEXT)),
            **dict.fromkeys(("SpecificMachineNames", "ExcludedMachineNames"), many(TEXT)),
            **dict.fromkeys(("Packages", "GitResources"), many(TEXT)),
            **dict.fromkeys(("ForcePackageDownload", "UseGuidedFailure"), YES_NO),
            **dict.fromkeys(("RunAt", "NoRunAfter", "Variables"), ANYTHING),
        },
    },
    "RunbookRunServerTasks": {
        "type": "object",
        "properties": {
            "RunbookRunServerTasks": many(
                {"type": "object", "properties": dict.fromkeys(("RunbookRunId", "ServerTaskId"), TEXT)}
            )
        },
    },
    "SeveralPreviews": {
        "type": "object",
        "properties": {
            "DeploymentPreviews": many(
                {"type": "object", "properties": dict.fromkeys(("EnvironmentId", "TenantId"), TEXT)}
            ),
            "IncludeDisabledSteps": YES_NO,
            **dict.fromkeys(("SpaceId", "ProjectId", "RunbookId", "RunbookSnapshotId"), TEXT),
        },
    },
}


def below_projects() -> Iterator[Row]:
    """The addresses below a project, which the description of 2021.2 has."""
    evidence, run = "the description of 2021.2", a("RunbookRunResource")
    project = "{api}/projects/{id}"
    page = a("ResourceCollection_of_RunbookRunResource")
    preview = "runbookRuns/preview/{environment}"
    yield replace(path(f"POST {project}/runbookRuns", run, evidence, BELOW_PROJECTS, status="201"), body=run)
    read: dict[str, Schema] = {
        "runbookRuns?skip,take,projects,environments,tenants,runbooks,taskstate": page,
        "runbookSnapshots/{childId}/runbookRuns?skip,take": page,
        "runbookSnapshots/{childId}/runbookRuns/template": a("RunbookRunTemplateResource"),
        "runbooks/{childId}/runbookRunTemplate": a("RunbookRunTemplateResource"),
        **{
            f"{owner}/{{childId}}/{preview}{tenant}?includedisabledsteps,tenant": a("RunbookRunPreviewResource")
            for owner in ("runbooks", "runbookSnapshots")
            for tenant in ("", "/{tenant}")
        },
    }
    yield from (path(f"GET {project}/{where}", schema, evidence, BELOW_PROJECTS) for where, schema in read.items())
    several = path(f"POST {project}/runbooks/{{childId}}/run", many(run), evidence, BELOW_PROJECTS, status="201")
    yield replace(several, body=a("RunRunbookCommand"))
    for owner in ("runbooks", "runbookSnapshots"):
        row = path(
            f"POST {project}/{owner}/{{childId}}/runbookRuns/previews",
            many(a("RunbookRunPreviewResource")),
            "the API reference of 2026.3",
            NEWER,
        )
        yield replace(row, body=a("SeveralPreviews"))


BY_NAMES = path(
    "POST {api}/runbook-runs/create/v1", a("RunbookRunServerTasks"), "api: runbooks#run (GO, TS)", (2022, 3)
)
IN_GIT_BY_NAMES = path(
    "POST {api}/runbook-runs/git/create/v1", a("RunbookRunServerTasks"), "api: runbooks#run (GO, TS)", (2025, 1)
)
ROWS: tuple[Row, ...] = (
    *(
        Row("status", f"POST {prefix}{owner}/run=200", "the API reference of 2026.3", since=NEWER)
        for prefix in PREFIXES
        for owner in ("/runbooks/{id}", "/projects/{id}/runbooks/{childId}")
    ),
    prop("RunbookRunResource.RunbookName", TEXT, "the API reference of 2026.3", NEWER),
    *(each for row in below_projects() for each in in_both(row)),
    *in_both(replace(BY_NAMES, body=a("RunbookRunByNames"))),
    *in_both(replace(IN_GIT_BY_NAMES, body=a("RunbookRunByNamesInGit"))),
)

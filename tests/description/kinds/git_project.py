# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The addresses of version-controlled projects, which no published description has in full.

api: projects#git-projects
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from description.description import Schema
from description.facts import ANYTHING, TEXT, YES_NO, Release, Row, a, many, one_of
from description.rows import RESOURCE, in_a_space, in_both, page_of, path

BRANCH, REF = "GitBranchResource", "GitReferenceResource"
NAMED = {"Id": TEXT, "Name": TEXT, "CanonicalName": TEXT, **RESOURCE}
DEFINITIONS: dict[str, Schema] = {
    "PersistenceSettings": {"type": "object", "properties": {"Type": one_of("Database", "VersionControlled")}},
    "ProjectGitCredential": {"type": "object", "properties": {"Type": TEXT}},
    "ConversionState": {
        "type": "object",
        "properties": dict.fromkeys(("VariablesAreInGit", "RunbooksAreInGit"), YES_NO),
    },
    BRANCH: {"type": "object", "properties": {**NAMED, "IsProtected": YES_NO}},
    REF: {"type": "object", "properties": NAMED},
    "ResourceCollection_of_GitBranchResource": page_of(BRANCH),
    "ResourceCollection_of_GitReferenceResource": page_of(REF),
    "NewRunbookAtARef": {
        "type": "object",
        "properties": dict.fromkeys(("GitRef", "Id", "Name", "ProjectId", "Slug"), TEXT),
    },
    # The description of 2021.2 has the answer.
    "ConvertProjectToVersionControlledResponse": {"type": "object", "properties": {"Messages": many(TEXT)}},
}
AT_REFS: Release = (2021, 3)
RUNBOOKS: Release = (2025, 1)
EVIDENCE = "api: projects#refs (GO pkg/projectbranches; the API reference of 2026.3)"
AT_A_REF = "api: projects#addresses-of-a-projects-documents (GO, CS, TS)"
RUN_AT_A_REF = "api: runbooks#run (CS RunbookRepository.cs; the API reference of 2026.3)"
OWN = "{api}/projects/{id}"


def rows() -> Iterator[Row]:
    converted = path(
        f"POST {OWN}/git/convert", a("ConvertProjectToVersionControlledResponse"), "api: projects#convert", AT_REFS
    )
    yield from in_both(replace(converted, body=ANYTHING))
    lists = {"branches": BRANCH, "tags": REF, "commits": REF}
    for place, definition in lists.items():
        page = a(f"ResourceCollection_of_{definition}")
        yield from in_both(path(f"GET {OWN}/git/{place}?skip,take,searchByName,refresh", page, EVIDENCE, AT_REFS))
        yield from in_both(path(f"GET {OWN}/git/{place}/{{name}}", a(definition), EVIDENCE, AT_REFS))
    yield from in_both(replace(path(f"POST {OWN}/git/branches/v2", a(BRANCH), EVIDENCE, AT_REFS), body=ANYTHING))
    written = {
        "deploymentprocesses": a("DeploymentProcessResource"),
        "deploymentsettings": a("DeploymentSettingsResource"),
    }
    for place, definition_of in written.items():
        where = f"{OWN}/{{gitRef}}/{place}"
        yield from in_both(path(f"GET {where}", definition_of, AT_A_REF, AT_REFS))
        yield from in_both(replace(path(f"PUT {where}", definition_of, AT_A_REF, AT_REFS), body=definition_of))
    yield from runbooks()
    yield from runs_of_runbooks()
    template = f"{OWN}/{{gitRef}}/deploymentprocesses/template?channel,releaseId"
    yield from in_both(path(f"GET {template}", a("ReleaseTemplateResource"), AT_A_REF, AT_REFS))
    where, variables = f"{OWN}/{{gitRef}}/variables", a("VariableSetResource")
    yield in_a_space(path(f"GET {where}", variables, AT_A_REF, (2022, 3)))
    yield in_a_space(replace(path(f"PUT {where}", ANYTHING, AT_A_REF, (2022, 3)), body=variables))


def runbooks() -> Iterator[Row]:
    many_of, one_of_them = f"{OWN}/{{gitRef}}/runbooks", a("RunbookResource")
    one, process = f"{many_of}/{{childId}}", f"{OWN}/{{gitRef}}/runbookProcesses/{{childId}}"
    page = a("ResourceCollection_of_RunbookResource")
    yield from in_both(path(f"GET {many_of}?skip,take,partialName", page, AT_A_REF, RUNBOOKS))
    for where, definition in ((one, one_of_them), (process, a("RunbookProcessResource"))):
        yield from in_both(path(f"GET {where}", definition, AT_A_REF, RUNBOOKS))
        yield from in_both(replace(path(f"PUT {where}", definition, AT_A_REF, RUNBOOKS), body=definition))
    yield from in_both(replace(path(f"DELETE {one}", ANYTHING, AT_A_REF, RUNBOOKS), body=ANYTHING))
    yield from in_both(path(f"GET {one}/environments", many(a("EnvironmentResource")), AT_A_REF, RUNBOOKS))
    created = path(f"POST {many_of}/v2", a("NewRunbookAtARef"), AT_A_REF, RUNBOOKS, status="201")
    yield in_a_space(replace(created, body=ANYTHING))


def runs_of_runbooks() -> Iterator[Row]:
    one, preview = f"{OWN}/{{gitRef}}/runbooks/{{childId}}", a("RunbookRunPreviewResource")
    read: dict[str, Schema] = {
        "runbookSnapshotTemplate": a("RunbookSnapshotTemplateResource"),
        "runbookRunTemplate": a("RunbookRunTemplateResource"),
        "runbookRuns/preview/{environment}?includeDisabledSteps,tenant": preview,
        "runbookRuns/preview/{environment}/{tenant}?includeDisabledSteps": preview,
    }
    for place, answered in read.items():
        yield from in_both(path(f"GET {one}/{place}", answered, RUN_AT_A_REF, RUNBOOKS))
    runs: Schema = {"type": "object", "properties": {"Resources": many(a("RunbookRunResource"))}}
    for place, answered in {"runbookRuns/previews": many(preview), "run/v1": runs}.items():
        yield from in_both(replace(path(f"POST {one}/{place}", answered, RUN_AT_A_REF, RUNBOOKS), body=ANYTHING))


ROWS: tuple[Row, ...] = tuple(rows())

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The properties and addresses of releases that the description of 2020.5 lacks (api: releases#release)."""

from __future__ import annotations

from dataclasses import replace

from description.description import Schema
from description.facts import ANYTHING, TEXT, Row, a, many, mapped
from description.rows import PREFIXES, in_both, path, prop

NEWEST = "the API reference of 2026.3"
LINKED = "api: documents#recorded-links (PORT)"
BY_NAME = "{api}/releases/{id}/snapshot-variables-by-name"
MISSING: Schema = {"type": "object", "properties": {"Packages": many(a("MissingPackage"))}}
DEFINITIONS: dict[str, Schema] = {
    "MissingPackage": {"type": "object", "properties": {"Id": TEXT, "Version": TEXT}},
}
CREATED: Schema = {"type": "object", "properties": {"ReleaseId": TEXT, "ReleaseVersion": TEXT}}
CREATE = path(
    "POST {api}/releases/create/v1", CREATED, "api: releases#create-by-name (GO, TS)", (2022, 3), status="201"
)
PAGE = a("ResourceCollection_of_ReleaseResource")
ROWS: tuple[Row, ...] = (
    prop("ReleaseResource.SelectedGitResources", many(a("SelectedGitResource")), "CS, 2023-07-26", (2023, 4)),
    prop("ReleaseResource.CustomFields", mapped(TEXT), "api: releases#further-fields (CS)", (2025, 3)),
    prop("ReleaseResource.VariableSnapshotConcurrencyToken", TEXT, NEWEST, (2026, 3)),
    *in_both(
        path(
            "GET {api}/projects/{id}/channels/{childId}/releases?skip,take,searchByVersion",
            PAGE,
            "the description of 2021.2",
            (2021, 2),
        )
    ),
    *in_both(replace(CREATE, body=ANYTHING)),
    *in_both(
        path("GET {api}/releases/{id}/missingpackages", MISSING, "api: releases#routes (GO, CLI)", (2022, 3)),
    ),
    *in_both(
        path("GET {api}/projects/{id}/releases/{childId}/variables", many(a("VariableSetResource")), LINKED, (2024, 3))
    ),
    *in_both(
        replace(
            path(f"POST {BY_NAME}", a("ReleaseResource"), "api: releases#routes (GO, CS 2026-08-19)", (2026, 3)),
            body=ANYTHING,
        )
    ),
    *(
        Row(
            "query",
            f"GET {prefix}/projects/{{id}}/deploymentprocesses/template?channel",
            "api: releases#routes (CS)",
            since=(2021, 2),
        )
        for prefix in PREFIXES
    ),
    *(
        Row("query", f"POST {prefix}/channels/rule-test?{name}", NEWEST, since=(2026, 3))
        for prefix in PREFIXES
        for name in ("version", "versionrange", "prereleasetag")
    ),
)

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The addresses of packages that servers have beside the description of 2020.5 (api: packages#push)."""

from __future__ import annotations

from description.description import Schema
from description.facts import ANYTHING, TEXT, Release, Row, a, many
from description.rows import in_both, path

NEWER: Release = (2026, 3)
EVIDENCE = "the API reference of 2026.3"
BUILD = "OctopusBuildInformation"
TEXTS = ("BuildEnvironment", "BuildNumber", "BuildUrl", "Branch", "VcsType", "VcsRoot", "VcsCommitNumber")
COMMAND = "CreateBuildInformationCommand"
DEFINITIONS: dict[str, Schema] = {
    BUILD: {"type": "object", "properties": {**dict.fromkeys(TEXTS, TEXT), "Commits": many(a("CommitDetails"))}},
    COMMAND: {
        "type": "object",
        "required": ["PackageId", "Version", BUILD],
        "properties": {**dict.fromkeys(("PackageId", "Version", "SpaceId", "OverwriteMode"), TEXT), BUILD: a(BUILD)},
    },
}
ADDRESSES: dict[str, Schema] = {
    "POST {api}/packages/raw/validate": {"type": "object", "properties": {"Issue": TEXT}},
    "DELETE {api}/packages/bulk/v1": ANYTHING,
    "DELETE {api}/packages/{id}/v1": ANYTHING,
}
# The description says neither what a list can be asked for nor what a push of build information takes.
TEMPLATES = "api: roots#space, feeds#feed: the templates of the links"
QUERIES = (
    *(f"GET {{api}}/feeds/{{id}}/packages/versions?{name}" for name in ("take", "includeprerelease")),
    "GET {api}/build-information?packageid",
    "POST {api}/build-information?overwritemode",
)
PUSH = "api: packages#build-information (TS, CS, GO)"
ROWS: tuple[Row, ...] = (
    *(row for where, schema in ADDRESSES.items() for row in in_both(path(where, schema, EVIDENCE, NEWER))),
    *(row for where in QUERIES for row in in_both(Row("query", where, TEMPLATES))),
    *in_both(Row("body", "POST {api}/build-information", PUSH, body=a(COMMAND))),
)

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Packages and build information of servers of 2020.5, as far as the description lacks them."""

from __future__ import annotations

from description.description import Schema
from description.facts import TEXT, Row, a, many

BUILD = "OctopusBuildInformation"
TEXTS = ("BuildEnvironment", "BuildNumber", "BuildUrl", "Branch", "VcsType", "VcsRoot", "VcsCommitNumber")
COMMAND = "CreateBuildInformationCommand"
PACKAGE_DEFINITIONS: dict[str, Schema] = {
    BUILD: {"type": "object", "properties": {**dict.fromkeys(TEXTS, TEXT), "Commits": many(a("CommitDetails"))}},
    COMMAND: {
        "type": "object",
        "required": ["PackageId", "Version", BUILD],
        "properties": {**dict.fromkeys(("PackageId", "Version", "SpaceId", "OverwriteMode"), TEXT), BUILD: a(BUILD)},
    },
}
TEMPLATES = "api: roots#space, feeds#feed: the templates of the links"
QUERIES = (
    *(f"GET {{api}}/feeds/{{id}}/packages/versions?{name}" for name in ("take", "includeprerelease")),
    *(f"GET {{api}}/build-information?{name}" for name in ("packageid", "skip", "take")),
    "POST {api}/build-information?overwritemode",
)
PUSH = "api: packages#build-information (TS, CS, GO)"
UNDESCRIBED_PACKAGES: tuple[Row, ...] = tuple(
    row
    for prefix in ("/api", "/api/{baseSpaceId}")
    for row in (
        *(Row("query", where.format(api=prefix, id="{id}"), TEMPLATES) for where in QUERIES),
        Row("body", f"POST {prefix}/build-information", PUSH, body=a(COMMAND)),
    )
)

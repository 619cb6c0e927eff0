# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ephemeral environments, whose page no published description includes (api: environments#ephemeral-environments)."""

from __future__ import annotations

from dataclasses import replace

from description.description import Schema
from description.facts import TEXT, Release, Row, a, many
from description.rows import in_a_space, path, prop

EVIDENCE = "api: environments#ephemeral-environments (TS, GO, the reference)"
SINCE: Release = (2025, 4)
OF_PROJECT = "projects/{id}/environments/ephemeral"
NOTHING: Schema = {"type": "object", "properties": {}}
DEFINITIONS: dict[str, Schema] = {
    "NewEphemeralEnvironment": {
        "type": "object",
        "required": ["EnvironmentName"],
        "properties": dict.fromkeys(("EnvironmentName", "ProjectId", "SpaceId"), TEXT),
    },
    "EphemeralEnvironmentStatus": {"type": "object", "properties": {"Status": TEXT}},
    "DeprovisioningRun": {"type": "object", "properties": dict.fromkeys(("RunbookRunId", "TaskId"), TEXT)},
    "DeprovisioningForProject": {"type": "object", "properties": {"DeprovisioningRun": a("DeprovisioningRun")}},
    "Deprovisioning": {"type": "object", "properties": {"DeprovisioningRuns": many(a("DeprovisioningRun"))}},
}
ROWS: tuple[Row, ...] = (
    prop("EnvironmentOfAnyType.ParentEnvironmentId", TEXT, EVIDENCE, SINCE),
    *(
        in_a_space(replace(path(where, schema, EVIDENCE, SINCE, **more), body=body))
        for where, schema, body, more in (
            (f"POST {{api}}/{OF_PROJECT}", a("JustAnId"), a("NewEphemeralEnvironment"), {"status": "201"}),
            (f"GET {{api}}/{OF_PROJECT}/{{environmentid}}/status", a("EphemeralEnvironmentStatus"), None, {}),
            (
                f"POST {{api}}/{OF_PROJECT}/{{environmentid}}/deprovision",
                a("DeprovisioningForProject"),
                NOTHING,
                {},
            ),
            ("POST {api}/environments/ephemeral/{id}/deprovision", a("Deprovisioning"), NOTHING, {}),
        )
    ),
)

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The live status of objects in Kubernetes, which the published descriptions lack (api: dashboards#live-status)."""

from __future__ import annotations

from description.description import Schema
from description.facts import MOMENT, TEXT, WHOLE, Release, Row, a, many
from description.rows import in_a_space, path, prop

EVIDENCE = "api: dashboards#live-status (TS, GO, CLI, the reference)"
SINCE: Release = (2025, 3)
LATER: Release = (2026, 3)
STATUS, OBJECT = "LiveStatus", "KubernetesLiveStatusResource"
OF_OBJECT = ("Name", "Namespace", "Kind", "HealthStatus", "SyncStatus", "MachineId", "DesiredResourceId", "ResourceId")
LATER_OF_OBJECT = ("Group", "HealthStatusMessage", "SyncStatusMessage", "ResourceSourceId", "SourceType")
DEFINITIONS: dict[str, Schema] = {
    STATUS: {
        "type": "object",
        "properties": {"MachineStatuses": many(a("MachineLiveStatus")), "Summary": a("LiveStatusSummary")},
    },
    "MachineLiveStatus": {
        "type": "object",
        "properties": {"MachineId": TEXT, "Status": TEXT, "Resources": many(a(OBJECT))},
    },
    "LiveStatusSummary": {"type": "object", "properties": {"Status": TEXT, "LastUpdated": MOMENT}},
    OBJECT: {"type": "object", "properties": {**dict.fromkeys(OF_OBJECT, TEXT), "Children": many(a(OBJECT))}},
}
ROWS: tuple[Row, ...] = (
    *(
        in_a_space(
            path(
                f"GET {{api}}/projects/{{id}}/environments/{{environmentid}}/{whose}/livestatus?summaryonly",
                a(STATUS),
                EVIDENCE,
                SINCE,
            )
        )
        for whose in ("untenanted", "tenants/{tenantid}")
    ),
    *(
        prop(f"LiveStatusSummary.{name}", TEXT, EVIDENCE, LATER)
        for name in ("HealthStatus", "SyncStatus", "SyncStatusMessage")
    ),
    prop("LiveStatusSummary.TotalOrphanCount", WHOLE, EVIDENCE, LATER),
    *(prop(f"{OBJECT}.{name}", TEXT, EVIDENCE, LATER) for name in LATER_OF_OBJECT),
    prop(f"{OBJECT}.LastUpdated", MOMENT, EVIDENCE, LATER),
)

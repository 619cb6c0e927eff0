# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The parts of dashboards, summaries and progressions that 2020.5 does not have (api: dashboards#dashboard)."""

from __future__ import annotations

from description.description import Schema
from description.facts import TEXT, WHOLE, YES_NO, Release, Row, a, many, mapped
from description.rows import in_both, path, prop

NEWER: Release = (2026, 3)
REFERENCE = "the API reference of 2026.3"
LINKED = "api: documents#recorded-links (PORT)"
ITEMS = ("DashboardItemResource", "RunbooksDashboardItemResource")
PENDING: dict[str, Schema] = {
    "HasPendingPreconditions": YES_NO,
    "PendingInterruptionTypes": many(TEXT),
    "PendingPreconditionTypes": many(TEXT),
}
GIT_REFERENCE: Schema = {"type": "object", "properties": {"GitRef": TEXT, "GitCommit": TEXT}}
DEFINITIONS: dict[str, Schema] = {
    f"{name}InAnObject": {"type": "object", "properties": {"Progression": a(name)}}
    for name in ("ProgressionResource", "RunbooksProgressionResource")
}
CONFIGURATION, SUMMARY = "DashboardConfigurationResource", "EnvironmentsSummaryResource"
ROWS: tuple[Row, ...] = (
    *(
        prop(f"{CONFIGURATION}.{name}", many(TEXT), REFERENCE, NEWER)
        for name in ("IncludedProjectTags", "IncludedEnvironmentTags")
    ),
    prop(f"{CONFIGURATION}.HideInactiveProjects", YES_NO, REFERENCE, NEWER),
    prop(f"{SUMMARY}.MachineIdsForTentacleUpgrade", many(TEXT), REFERENCE, NEWER),
    *(
        prop(f"{where}.DeploymentTargetSummaries", mapped(WHOLE), REFERENCE, NEWER)
        for where in (SUMMARY, "EnvironmentSummaryResource")
    ),
    Row("gone", "DashboardResource.PreviousItems", "api: dashboards#dashboard (GO)", since=NEWER),
    prop("DashboardTenantResource.IsDisabled", YES_NO, "api: dashboards#dashboard (GO)", NEWER),
    *(
        prop(f"{item}.{name}", schema, "api: dashboards#dashboard (CS, GO)", (2026, 2))
        for item in ITEMS
        for name, schema in PENDING.items()
    ),
    prop("RunbooksDashboardItemResource.RunName", TEXT, REFERENCE, NEWER),
    prop("RunbooksDashboardItemResource.GitReference", GIT_REFERENCE, REFERENCE, NEWER),
    prop("PhaseProgressionResource.IsPriorityPhase", YES_NO, REFERENCE, (2023, 1)),
    prop("ReferenceDataItem.Links", mapped(TEXT), REFERENCE, NEWER),
    prop("ProgressionResource.LifecycleEnvironments", mapped(many(a("ReferenceDataItem"))), REFERENCE, NEWER),
    *(
        row
        for where, definition, evidence, since in (
            ("projects/{id}/progression?releasehistorycount", "ProgressionResource", LINKED, (2024, 3)),
            ("projects/{id}/progression/v1?releasehistorycount", "ProgressionResourceInAnObject", REFERENCE, NEWER),
            ("progression/runbooks/{id}/v1", "RunbooksProgressionResourceInAnObject", REFERENCE, NEWER),
        )
        for row in in_both(path(f"GET {{api}}/{where}", a(definition), evidence, since))
    ),
)

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The parts of deployments that servers have beside the description of 2020.5 (api: deployments#deployment)."""

from __future__ import annotations

from dataclasses import replace

from description.description import Schema
from description.facts import ANYTHING, TEXT, YES_NO, Release, Row, a, many
from description.rows import PREFIXES, in_a_space, in_both, path

EXECUTIONS: Release = (2022, 3)
FREEZES: Release = (2024, 4)
NEWER: Release = (2026, 3)
REASON = "DeploymentFreezeOverrideReason"
TEXTS = ("SpaceId", "SpaceIdOrName", "ProjectName", "ReleaseVersion", "Priority", "DebugMode", REASON)
LISTS = ("SkipStepNames", "SpecificMachineNames", "ExcludedMachineNames", "DeploymentFreezeNames")
FLAGS = ("ForcePackageDownload", "ForcePackageRedeployment", "UpdateVariableSnapshot", "UseGuidedFailure")


def by_names(**own: Schema) -> Schema:
    common = {
        **dict.fromkeys(TEXTS, TEXT),
        **dict.fromkeys(LISTS, many(TEXT)),
        **dict.fromkeys(FLAGS, YES_NO),
        **dict.fromkeys(("RunAt", "NoRunAfter", "Variables"), ANYTHING),
    }
    return {"type": "object", "properties": {**common, **own}}


DEFINITIONS: dict[str, Schema] = {
    "UntenantedDeploymentByNames": by_names(EnvironmentNames=many(TEXT)),
    "TenantedDeploymentByNames": by_names(EnvironmentName=TEXT, Tenants=many(TEXT), TenantTags=many(TEXT)),
    "DeploymentServerTasks": {
        "type": "object",
        "properties": {
            "DeploymentServerTasks": many(
                {"type": "object", "properties": dict.fromkeys(("DeploymentId", "ServerTaskId"), TEXT)}
            )
        },
    },
    "FreezeOverride": {
        "type": "object",
        "properties": {
            **dict.fromkeys(("SpaceId", "Reason"), TEXT),
            "CreateDeploymentCommand": a("DeploymentResource"),
            "FreezeIds": many(TEXT),
        },
    },
    "DeploymentInAnObject": {"type": "object", "properties": {"Deployment": a("DeploymentResource")}},
}
PREVIEW = "releases/{id}/deployments/preview/{environment}"
ROWS: tuple[Row, ...] = (
    *(
        Row("query", f"GET {prefix}/{PREVIEW}?tenantid", "the API reference of 2026.3", since=NEWER)
        for prefix in PREFIXES
    ),
    *(
        replace(
            in_a_space(
                path(
                    f"POST {{api}}/deployments/create/{name.casefold()}/v1",
                    a("DeploymentServerTasks"),
                    "api: deployments#deploy-by-name (GO, TS)",
                    EXECUTIONS,
                )
            ),
            body=a(f"{name}DeploymentByNames"),
        )
        for name in ("Untenanted", "Tenanted")
    ),
    *in_both(
        replace(
            path(
                "POST {api}/deployments/override",
                a("DeploymentInAnObject"),
                "api: deployments#freezes (CS)",
                FREEZES,
                status="201",
            ),
            body=a("FreezeOverride"),
        )
    ),
    *in_both(
        replace(
            path(
                "POST {api}/deployments/v1",
                a("DeploymentInAnObject"),
                "the API reference of 2026.3",
                NEWER,
                status="201",
            ),
            body=a("DeploymentResource"),
        )
    ),
)

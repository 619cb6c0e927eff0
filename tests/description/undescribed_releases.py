# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The parts of releases, runs and logs that servers of 2020.5 have and their description lacks."""

from __future__ import annotations

from description.facts import ANYTHING, TEXT, YES_NO, Row, a, mapped

LISTS = "api: releases#routes (CLI, CS)"
PREVIEWS = "api: deployments#template-and-preview (CLI)"
PROMPTS = "api: deployments#prompted-variables (MC, CLI)"
TEMPLATES = "api: roots#space: the templates of the links"
QUERIES = {
    "GET {api}/projects/{id}/releases?searchbyversion": LISTS,
    "GET {api}/channels/{id}/releases?searchbyversion": LISTS,
    "GET {api}/releases?ids": LISTS,
    **{
        f"GET {{api}}/deployments?{name}": "api: deployments#further-fields"
        for name in ("ids", "projects", "environments", "tenants", "channels", "taskstate", "partialname")
    },
    **{
        f"GET {{api}}/releases/{{id}}/deployments/preview/{{environment}}{tenant}?includedisabledsteps": PREVIEWS
        for tenant in ("", "/{tenant}")
    },
    "GET {api}/runbookRuns?runbooks": "api: runbooks#run (CS)",
    **{f"GET {{api}}/runbookRuns?{name}": TEMPLATES for name in ("projects", "environments", "tenants", "taskstate")},
    "GET {api}/runbookSnapshots?ids": TEMPLATES,
    **{
        f"GET {{api}}/feeds/{{id}}/packages/versions?{name}": "api: lifecycles#channel-rules (CLI)"
        for name in ("versionrange", "prereleasetag")
    },
    **{
        f"GET {{api}}/channels/rule-test?{name}": "api: lifecycles#channel-rules (OCTO)"
        for name in ("version", "versionrange", "prereleasetag")
    },
    **{
        f"GET {{api}}/deploymentprocesses/{{id}}/template?{name}": "api: releases#routes (CS)"
        for name in ("channel", "releaseid")
    },
}
UNDESCRIBED_RELEASES: tuple[Row, ...] = (
    *(
        Row("query", where.replace("{api}", prefix), evidence)
        for prefix in ("/api", "/api/{baseSpaceId}")
        for where, evidence in QUERIES.items()
    ),
    *(
        Row("body", f"POST {prefix}/{path}", evidence, body=body)
        for prefix in ("/api", "/api/{baseSpaceId}")
        for path, evidence, body in (
            ("deployments", "api: deployments#deployment (CS)", a("DeploymentResource")),
            ("releases/{id}/defects", "api: releases#progression (CLI)", ANYTHING),
            ("releases/{id}/deployments/previews", PREVIEWS, ANYTHING),
            # The newest servers demand the IDs of the document and of its space.
            ("releases/{id}/snapshot-variables", "the API reference of 2026.3", ANYTHING),
            ("runbookSnapshots/{id}/snapshot-variables", "the API reference of 2026.3", ANYTHING),
            ("runbooks/{id}/run", "api: runbooks#run (GO)", ANYTHING),
        )
    ),
    *(Row("property", f"Control.{name}", PROMPTS, TEXT) for name in ("Name", "Label", "Description")),
    Row("property", "Control.Required", PROMPTS, YES_NO),
    Row("property", "Control.DisplaySettings", PROMPTS, mapped(TEXT)),
    Row("shape", "ActivityLogTreeNode.Started", "api: tasks#waiting (COP): no offset before the start", TEXT),
    Row("null", "DashboardResource.ProjectLimit", "api: dashboards#dashboard (GO)"),
    Row("word", "MachineDeploymentPreview.HealthStatus=Unknown", "api: machines#target: of a machine without a check"),
)

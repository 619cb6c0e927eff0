# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The links of documents that a server of 2024.3.10989 answered (api: documents#recorded-links).

``S`` stands for the address of the space, and ``self`` for the document's own.
"""

from __future__ import annotations

from collections.abc import Mapping

VERSION = "2024.3.10989"
RECORDED: Mapping[str, Mapping[str, str]] = {
    "/api/spaces/Spaces-1": {
        "SpaceHome": "S",
        "Web": "/app#/spaces/Spaces-1",
        "Logo": "self/logo?cb=*",
        "Search": "self/search",
    },
    "/api/Spaces-1/projects/Projects-1": {
        "Variables": "self/variables",
        "Releases": "self/releases{/version}{?skip,take,searchByVersion}",
        "Channels": "self/channels{/id}{?skip,take,partialName}",
        "Triggers": "self/triggers{?skip,take,partialName,triggerActionType,triggerActionCategory,runbooks}",
        "Progression": "self/progression{?releaseHistoryCount}",
        "RunbookTaskRunDashboardItemsTemplate": "S/progression/runbooks/taskRuns"
        "{?skip,take,ids,projectIds,runbookIds,environmentIds,tenantIds,taskIds}",
        "DeploymentProcess": "self/deploymentprocesses",
        "DeploymentSettings": "self/deploymentsettings",
        "Web": "/app#/Spaces-1/projects/Projects-1",
        "Logo": "self/logo?cb=*",
        "Metadata": "self/metadata",
        "Runbooks": "self/runbooks{?skip,take,partialName}",
        "RunbookSnapshots": "self/runbookSnapshots{/name}{?skip,take,searchByName}",
        "Summary": "self/summary",
        **dict.fromkeys(("ConvertToGit", "ConvertToVcs"), "self/git/convert"),
    },
    "/api/Spaces-1/releases/Releases-1": {
        "Project": "S/projects/Projects-1",
        "Channel": "S/projects/Projects-1/channels/Channels-1",
        "Progression": "self/progression",
        "Deployments": "self/deployments{?skip,take}",
        "DeploymentTemplate": "self/deployments/template",
        "Artifacts": "S/artifacts?regarding=Releases-1",
        "ProjectVariableSnapshot": "S/variables/variableset-Projects-1-*",
        "ProjectDeploymentProcessSnapshot": "S/deploymentprocesses/deploymentprocess-Projects-1-*",
        "Web": "/app#/Spaces-1/releases/Releases-1",
        "SnapshotVariables": "self/snapshot-variables",
        **dict.fromkeys(("Defects", "ReportDefect"), "self/defects"),
        "ResolveDefect": "self/defects/resolve",
        "DeploymentPreviews": "self/deployments/previews/",
        "Variables": "S/projects/Projects-1/releases/Releases-1/variables",
    },
    "/api/Spaces-1/deployments/Deployments-1": {
        "Release": "S/releases/Releases-1",
        "Environment": "S/environments/Environments-1",
        "Project": "S/projects/Projects-1",
        "Task": "/api/tasks/ServerTasks-*",
        "Web": "/app#/Spaces-1/deployments/Deployments-1",
        "Artifacts": "S/artifacts?regarding=Deployments-1",
        "Interruptions": "S/interruptions?regarding=Deployments-1",
        "DeploymentProcess": "S/deploymentprocesses/deploymentprocess-Projects-1-*",
    },
    "/api/Spaces-1/machines/Machines-1": {
        "Connection": "self/connection",
        "TasksTemplate": "self/tasks{?skip,take,type}",
        "SinglyScopedVariableDetails": "self/singlyScopedVariableDetails",
    },
}
# Links of the recorded documents that the emulator lacks, as it does not serve their addresses; then links that it has
# and the recorded documents lack: a deployment with prompted variables may have the first one.
NOT_SERVED = {
    "OrderChannels",
    "ScheduledTriggers",
    "InsightsMetrics",
    "GitConnectionTest",
    "GitCompatibilityReport",
}
MORE = {"/api/Spaces-1/deployments/Deployments-1": {"Variables"}}

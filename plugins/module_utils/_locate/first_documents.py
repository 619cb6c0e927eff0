# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documents that every new space begins with, for check mode (api: spaces#first-documents)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils._model.releases import server_release
from ansible_collections.octopus.deploy.plugins.module_utils._model.to_come import to_come
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.retention import STRATEGY_SINCE
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document

# Documents have had slugs since 2022 or 2023 (api: newer#by-area). Unverified: the release.
SLUGS_SINCE = (2022, 1)

# The release in which the built-in feed began to have a choice about packages of releases (api: packages#retention).
KEPT_PACKAGES_SINCE = (2025, 3)

# The releases that brought these properties of machine policies are known only roughly (api: newer#by-area).
RETRIES_SINCE, AGENTS_SINCE, CACHE_SINCE = (2023, 1), (2024, 1), (2025, 1)

# The retention policies of a new space (api: lifecycles#space-retention).
DEFAULT_PERIODS: Mapping[str, Document] = {
    "LifecycleRelease": {"Strategy": "Forever"},
    "LifecycleTentacle": {"Strategy": "Forever"},
    "RunbookRetention": {"Strategy": "Count", "QuantityToKeep": 100, "Unit": "Items"},
    "MachinePackageCache": {"Strategy": "Forever"},
}


def lifecycles(release: tuple[int, int]) -> list[Document]:
    """The default lifecycle, which has no phases."""
    kept = {"Strategy": "Default"} if release >= STRATEGY_SINCE else {"QuantityToKeep": 30, "Unit": "Days"}
    periods = {"ReleaseRetentionPolicy": dict(kept), "TentacleRetentionPolicy": dict(kept)}
    return [{"Name": "Default Lifecycle", "Slug": "default-lifecycle", "Description": "", "Phases": [], **periods}]


def project_groups(release: tuple[int, int]) -> list[Document]:
    """The default project group."""
    return [{"Name": "Default Project Group", "Slug": "default-project-group", "Description": ""}]


def worker_pools(release: tuple[int, int]) -> list[Document]:
    """The default worker pool; Octopus Cloud adds others, which check mode does not predict."""
    pool = {"Name": "Default Worker Pool", "Slug": "default-worker-pool", "Description": ""}
    return [{**pool, "WorkerPoolType": "StaticWorkerPool", "IsDefault": True, "SortOrder": 0}]


def feeds(release: tuple[int, int]) -> list[Document]:
    """The feed of the space's own packages, and the feed of its projects' releases."""
    packages: Document = {
        "Name": "Octopus Server (built-in)",
        "Slug": "octopus-server-built-in",
        "FeedType": "BuiltIn",
        "DeleteUnreleasedPackagesAfterDays": None,
        **({"DeletePackagesAssociatedWithReleases": False} if release >= KEPT_PACKAGES_SINCE else {}),
        "IsBuiltInRepoSyncEnabled": True,
    }
    releases: Document = {
        "Name": "Octopus Server Releases (built-in)",
        "Slug": "octopus-server-releases-built-in",
        "FeedType": "OctopusProject",
    }
    return [
        {**each, "PackageAcquisitionLocationOptions": ["Server", "ExecutionTarget", "NotAcquired"]}
        for each in (packages, releases)
    ]


def machine_policies(release: tuple[int, int]) -> list[Document]:
    """The default machine policy, which has the defaults of each new policy (api: machines#policy)."""
    script: dict[str, Any] = {"RunType": "InheritFromDefault", "ScriptBody": None}
    newer: dict[str, Any] = {}
    if release >= RETRIES_SINCE:
        newer["MachineRpcCallRetryPolicy"] = {
            "Enabled": True,
            "RetryDuration": "00:02:30",
            "HealthCheckRetryDuration": "00:02:30",
        }
    if release >= CACHE_SINCE:
        newer["MachinePackageCacheRetentionPolicy"] = {
            "Strategy": "Default",
            "QuantityOfPackagesToKeep": None,
            "PackageUnit": "Items",
            "QuantityOfVersionsToKeep": None,
            "VersionUnit": "Items",
        }
    return [
        {
            "Name": "Default Machine Policy",
            "Description": "",
            "IsDefault": True,
            "MachineHealthCheckPolicy": {
                "HealthCheckInterval": "01:00:00",
                "HealthCheckCron": None,
                "HealthCheckCronTimezone": "UTC",
                "HealthCheckType": "RunScript",
                "PowerShellHealthCheckPolicy": dict(script),
                "BashHealthCheckPolicy": dict(script),
            },
            "MachineConnectivityPolicy": {"MachineConnectivityBehavior": "ExpectedToBeOnline"},
            "MachineCleanupPolicy": {
                "DeleteMachinesBehavior": "DoNotDelete",
                "DeleteMachinesElapsedTimeSpan": "00:00:00",
            },
            "MachineUpdatePolicy": {
                "CalamariUpdateBehavior": "UpdateOnDeployment",
                "TentacleUpdateBehavior": "NeverUpdate",
                "TentacleUpdateAccountId": None,
                **({"KubernetesAgentUpdateBehavior": "Update"} if release >= AGENTS_SINCE else {}),
            },
            **newer,
            "PollingRequestQueueTimeout": "00:02:00",
            "PollingRequestMaximumMessageProcessingTimeout": "00:10:00",
            "ConnectionRetrySleepInterval": "00:00:01",
            "ConnectionRetryCountLimit": 5,
            "ConnectionRetryTimeLimit": "00:05:00",
            "ConnectionConnectTimeout": "00:01:00",
        }
    ]


# By the link of the collection. Each function takes the release of the server, and returns documents without IDs.
BY_LINK: Mapping[str, Callable[[tuple[int, int]], list[Document]]] = {
    "Feeds": feeds,
    "Lifecycles": lifecycles,
    "MachinePolicies": machine_policies,
    "ProjectGroups": project_groups,
    "WorkerPools": worker_pools,
}


def first_documents(version: str, location: Location) -> list[Document]:
    """The documents that a space to come will begin with, on a server of this version."""
    release = server_release(version)
    known = BY_LINK[location.link](release) if location.link in BY_LINK else []
    lacking = () if release >= SLUGS_SINCE else ("Slug",)
    there = [{prop: value for prop, value in each.items() if prop not in lacking} for each in known]
    return [{**each, "Id": to_come(str(each[location.naming.prop]))} for each in there]

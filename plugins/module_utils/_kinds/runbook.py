# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runbook (api: runbooks#runbook)."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.connectivity import connectivity_policy
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.general import SLUG
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import (
    ENVIRONMENTS,
    PROJECTS,
    RUNBOOKS,
    TAG_SETS,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import Hooks, Parameters
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Published, Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.number import Flag
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import Reference, ReferenceList
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.retention import Retention
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.tags import TagList
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Choice, Text
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document

# The releases of these properties are inferred from dates (api: runbooks#runbooks-in-detail).
PACKAGES, DISCOVERY, TAGS, CANCELLING = (2023, 1), (2025, 3), (2026, 1), (2026, 2)
RUNS = Retention(unit="Items", quantity=100, one_unit=True)


def set_default_retention(document: Document, parameters: Parameters, context: Context) -> None:
    """Set the retention policy of a new runbook, which newer servers require; older servers have no strategies."""
    if document.get("RunRetentionPolicy") is None:
        document["RunRetentionPolicy"] = RUNS.wanted({}, None, context, "run_retention_policy")


RUNBOOK = Resource(
    kind="runbook",
    location=RUNBOOKS,
    fields=(
        Field("project", "ProjectId", Reference(PROJECTS), required="always", change="on_create"),
        Field("description", "Description", Text()),
        SLUG,
        Field("multi_tenancy_mode", "MultiTenancyMode", Choice(("Untenanted", "TenantedOrUntenanted", "Tenanted"))),
        Field("environment_scope", "EnvironmentScope", Choice(("All", "Specified", "FromProjectLifecycles"))),
        Field("environments", "Environments", ReferenceList(ENVIRONMENTS)),
        Field("default_guided_failure_mode", "DefaultGuidedFailureMode", Choice(("EnvironmentDefault", "Off", "On"))),
        Field("connectivity_policy", "ConnectivityPolicy", connectivity_policy(without_targets=True)),
        Field("run_retention_policy", "RunRetentionPolicy", RUNS),
        Field("force_package_download", "ForcePackageDownload", Flag(), since=PACKAGES),
        Field("fail_target_discovery", "FailTargetDiscovery", Flag(), change="deferred", since=DISCOVERY),
        Field("cancel_queued_tasks", "CancelQueuedTasks", Flag(), change="deferred", since=CANCELLING),
        Field("cancel_running_tasks", "CancelRunningTasks", Flag(), change="deferred", since=CANCELLING),
        Field("runbook_tags", "RunbookTags", TagList(TAG_SETS), since=TAGS),
    ),
    hooks=Hooks(complete=set_default_retention),
    published=Published(
        read_only=("RunbookProcessId",),
        unmanaged={
            "PublishedRunbookSnapshotId": "the snapshot that is published; it stays when the runbook changes",
            "RunbookRetentionPeriod.ShouldKeepForever": "follows from the strategy, or from a quantity of 0",
        },
    ),
)

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Machine policy (api: machines#policy)."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.general import AFTER_2021_2
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import ACCOUNTS, MACHINE_POLICIES
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.alternatives import Alternatives
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.cron import ANY_COUNT, Cron
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.default_flag import DefaultFlag
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.durations import Duration
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import Nested
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.number import Flag, Number
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import Reference
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Choice, Script, Text
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.time_zones import TimeZone

INHERITED = {"RunType": "InheritFromDefault", "ScriptBody": None}
SCRIPT = Nested(
    (
        Field("run_type", "RunType", Choice(("InheritFromDefault", "Inline", "OnlyConnectivity"))),
        Field("script_body", "ScriptBody", Script()),
    ),
    cleared=INHERITED,
)

# With neither an interval nor a cron expression, health is only checked on demand.
HEALTH_CHECK = Alternatives(
    Nested(
        (
            Field("health_check_interval", "HealthCheckInterval", Duration(clearable=True)),
            Field("health_check_cron", "HealthCheckCron", Cron(counts=ANY_COUNT)),
            Field("health_check_cron_timezone", "HealthCheckCronTimezone", TimeZone()),
            Field("health_check_type", "HealthCheckType", Choice(("RunScript", "OnlyConnectivity"))),
            Field("power_shell_health_check_policy", "PowerShellHealthCheckPolicy", SCRIPT),
            Field("bash_health_check_policy", "BashHealthCheckPolicy", SCRIPT),
        ),
        cleared={
            "HealthCheckInterval": "01:00:00",
            "HealthCheckCron": None,
            "HealthCheckCronTimezone": "UTC",
            "HealthCheckType": "RunScript",
            "PowerShellHealthCheckPolicy": INHERITED,
            "BashHealthCheckPolicy": INHERITED,
        },
    ),
    groups=(("health_check_interval", "health_check_cron"),),
)

CONNECTIVITY = Nested(
    (
        Field(
            "machine_connectivity_behavior",
            "MachineConnectivityBehavior",
            Choice(("ExpectedToBeOnline", "MayBeOfflineAndCanBeSkipped")),
        ),
    ),
    cleared={"MachineConnectivityBehavior": "ExpectedToBeOnline"},
)

CLEANUP = Nested(
    (
        Field(
            "delete_machines_behavior",
            "DeleteMachinesBehavior",
            Choice(("DoNotDelete", "DeleteUnavailableMachines")),
        ),
        Field("delete_machines_elapsed_time_span", "DeleteMachinesElapsedTimeSpan", Duration()),
    ),
    cleared={"DeleteMachinesBehavior": "DoNotDelete", "DeleteMachinesElapsedTimeSpan": "00:00:00"},
)

UPDATE = Nested(
    (
        Field(
            "calamari_update_behavior",
            "CalamariUpdateBehavior",
            Choice(("UpdateOnDeployment", "UpdateOnNewMachine", "UpdateAlways")),
        ),
        Field("tentacle_update_behavior", "TentacleUpdateBehavior", Choice(("NeverUpdate", "Update"))),
        Field("tentacle_update_account", "TentacleUpdateAccountId", Reference(ACCOUNTS)),
        Field(
            "kubernetes_agent_update_behavior",
            "KubernetesAgentUpdateBehavior",
            Choice(("NeverUpdate", "Update", "Block")),
            since=AFTER_2021_2,
        ),
    ),
    # Properties of newer servers are not in the defaults, because older servers do not support them.
    cleared={
        "CalamariUpdateBehavior": "UpdateOnDeployment",
        "TentacleUpdateBehavior": "NeverUpdate",
        "TentacleUpdateAccountId": None,
    },
)

RPC_CALL_RETRY = Nested(
    (
        Field("enabled", "Enabled", Flag()),
        Field("retry_duration", "RetryDuration", Duration()),
        Field("health_check_retry_duration", "HealthCheckRetryDuration", Duration()),
    ),
    cleared={"Enabled": True, "RetryDuration": "00:02:30", "HealthCheckRetryDuration": "00:02:30"},
)

PACKAGE_CACHE = Nested(
    (
        Field("strategy", "Strategy", Choice(("Default", "Quantities"))),
        Field("quantity_of_packages_to_keep", "QuantityOfPackagesToKeep", Number(minimum=1)),
        Field("package_unit", "PackageUnit", Choice(("Items",))),
        Field("quantity_of_versions_to_keep", "QuantityOfVersionsToKeep", Number(minimum=1)),
        Field("version_unit", "VersionUnit", Choice(("Items",))),
    ),
    cleared={"Strategy": "Default", "QuantityOfPackagesToKeep": None, "QuantityOfVersionsToKeep": None},
)

MACHINE_POLICY = Resource(
    kind="machine_policy",
    location=MACHINE_POLICIES,
    fields=(
        Field("description", "Description", Text()),
        Field("is_default", "IsDefault", DefaultFlag()),
        Field("machine_health_check_policy", "MachineHealthCheckPolicy", HEALTH_CHECK),
        Field("machine_connectivity_policy", "MachineConnectivityPolicy", CONNECTIVITY),
        Field("machine_cleanup_policy", "MachineCleanupPolicy", CLEANUP),
        Field("machine_update_policy", "MachineUpdatePolicy", UPDATE),
        Field("machine_rpc_call_retry_policy", "MachineRpcCallRetryPolicy", RPC_CALL_RETRY, since=AFTER_2021_2),
        Field(
            "machine_package_cache_retention_policy",
            "MachinePackageCacheRetentionPolicy",
            PACKAGE_CACHE,
            since=AFTER_2021_2,
        ),
        Field("polling_request_queue_timeout", "PollingRequestQueueTimeout", Duration()),
        Field(
            "polling_request_maximum_message_processing_timeout",
            "PollingRequestMaximumMessageProcessingTimeout",
            Duration(),
        ),
        Field("connection_retry_sleep_interval", "ConnectionRetrySleepInterval", Duration()),
        Field("connection_retry_count_limit", "ConnectionRetryCountLimit", Number(minimum=2)),
        Field("connection_retry_time_limit", "ConnectionRetryTimeLimit", Duration(least="10s")),
        Field("connection_connect_timeout", "ConnectionConnectTimeout", Duration(least="10s")),
    ),
)

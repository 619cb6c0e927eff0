# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Samples of machine policies."""

from __future__ import annotations

from contract.sample import Sample
from emulator.testing import Emulator


def account(server: Emulator) -> None:
    server.seed("accounts", Name="Updater", AccountType="UsernamePassword", Username="update")


MACHINE_POLICY = Sample(
    title="machine policy",
    kind="machine_policy",
    minimal={"name": "Patient"},
    prepare=account,
    keeps=("is_default",),
    steps={
        "description": ["Waits for a while", ""],
        "machine_health_check_policy": [
            {"health_check_interval": "1d 2h"},
            {"health_check_interval": "00:30:00", "health_check_type": "OnlyConnectivity"},
            {"health_check_cron": "0 0 9 * * *", "health_check_cron_timezone": "Europe/Berlin"},
            {"health_check_interval": "90 seconds"},
            {"health_check_interval": ""},
            {"health_check_cron": "0 0 7 * * *", "health_check_interval": ""},
            {"health_check_cron": ""},
            {"bash_health_check_policy": {"run_type": "Inline", "script_body": "uptime\n"}},
            {"power_shell_health_check_policy": {"run_type": "Inline", "script_body": "Get-Date"}},
            {"bash_health_check_policy": {}, "health_check_type": "RunScript"},
            {},
        ],
        "machine_connectivity_policy": [{"machine_connectivity_behavior": "MayBeOfflineAndCanBeSkipped"}, {}],
        "machine_cleanup_policy": [
            {
                "delete_machines_behavior": "DeleteUnavailableMachines",
                "delete_machines_elapsed_time_span": "1.12:00:00",
            },
            {"delete_machines_elapsed_time_span": "20m"},
            {},
        ],
        "machine_update_policy": [
            {"calamari_update_behavior": "UpdateAlways", "tentacle_update_account": "Updater"},
            {"tentacle_update_behavior": "Update", "kubernetes_agent_update_behavior": "Block"},
            {"tentacle_update_account": ""},
            {},
        ],
        "machine_rpc_call_retry_policy": [
            {"enabled": True, "retry_duration": "5m", "health_check_retry_duration": "1m 15s"},
            {"enabled": False},
            {},
        ],
        "machine_package_cache_retention_policy": [
            {
                "strategy": "Quantities",
                "quantity_of_packages_to_keep": 10,
                "package_unit": "Items",
                "quantity_of_versions_to_keep": 3,
                "version_unit": "Items",
            },
            {"quantity_of_versions_to_keep": 5},
            {},
        ],
        "polling_request_queue_timeout": ["5m"],
        "polling_request_maximum_message_processing_timeout": ["1h"],
        "connection_retry_sleep_interval": ["1.5s", "2s"],
        "connection_retry_count_limit": [7],
        "connection_retry_time_limit": ["10m"],
        "connection_connect_timeout": ["10s", "24h"],
        # A default policy stays the default until another one is.
        "is_default": [True],
    },
)

SAMPLES = (MACHINE_POLICY,)

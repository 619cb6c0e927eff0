# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The address that the tests in each file of the Go client need.

A test runs if the emulator serves the address; otherwise it is listed as not served.
"""

from __future__ import annotations

from collections.abc import Mapping

ADDRESSES: Mapping[str, str] = {
    "account_service_test": "accounts",
    "action_template_service_test": "actiontemplates",
    "api_keys_test": "users",
    "artifact_service_test": "artifacts",
    "build_information_test": "build-information",
    "certificate_service_test": "certificates",
    "channel_service_test": "channels",
    "community_action_template_service_test": "communityactiontemplates",
    "configuration_service_test": "configuration",
    "deployment_freeze_service_test": "deploymentfreezes",
    "deployment_process_test": "deploymentprocesses",
    "environment_service_test": "environments",
    "ephemeral_environment_service_test": "environments/ephemeral",
    "event_service_test": "events",
    "feed_service_test": "feeds",
    "git_credential_service_test": "git-credentials",
    "interruption_test": "interruptions",
    "kubernetes_monitor_test": "observability/kubernetes-monitors",
    "library_variables_test": "libraryvariablesets",
    "lifecycle_service_test": "lifecycles",
    "machine_service_test": "machines",
    "package_service_test": "packages",
    "parent_environment_service_test": "parentenvironments",
    "project_group_service_test": "projectgroups",
    "project_service_test": "projects",
    "project_test": "projects",
    "project_trigger_test": "projecttriggers",
    "rate_limiting_policy_service_test": "ratelimitingpolicies",
    "release_service_test": "releases",
    "root_test": "",
    "runbook_service_test": "runbooks",
    "runbook_snapshot_service_test": "runbooksnapshots",
    "script_module_service_test": "libraryvariablesets",
    "server_status_service_test": "serverstatus",
    "space_default_retention_policy_service_test": "retentionpolicies",
    "space_service_test": "spaces",
    "tag_service_test": "tagsets",
    "tagset_service_test": "tagsets",
    "task_service_test": "tasks",
    "team_service_test": "teams",
    "tenant_service_test": "tenants",
    "tenant_variables_service_test": "tenantvariables/all",
    "user_role_service_test": "userroles",
    "user_service_test": "users",
    "variable_service_test": "variables",
    "worker_pool_service_test": "workerpools",
    "worker_service_test": "workers",
}

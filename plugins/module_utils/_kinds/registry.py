# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every kind that the collection manages, imported when it is looked up. Written by ``make kinds``."""

from __future__ import annotations

from collections.abc import Collection

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.on_demand import OnDemand
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource


def _account() -> Resource:
    from ansible_collections.octopus.deploy.plugins.module_utils._kinds.account import ACCOUNT

    return ACCOUNT


def _api_key() -> Resource:
    from ansible_collections.octopus.deploy.plugins.module_utils._kinds.api_key import API_KEY

    return API_KEY


def _approval_rule() -> Resource:
    from ansible_collections.octopus.deploy.plugins.module_utils._kinds.approval_rule import APPROVAL_RULE

    return APPROVAL_RULE


def _certificate() -> Resource:
    from ansible_collections.octopus.deploy.plugins.module_utils._kinds.certificate import CERTIFICATE

    return CERTIFICATE


def _channel() -> Resource:
    from ansible_collections.octopus.deploy.plugins.module_utils._kinds.channel import CHANNEL

    return CHANNEL


def _deployment_freeze() -> Resource:
    from ansible_collections.octopus.deploy.plugins.module_utils._kinds.deployment_freeze import DEPLOYMENT_FREEZE

    return DEPLOYMENT_FREEZE


def _deployment_process() -> Resource:
    from ansible_collections.octopus.deploy.plugins.module_utils._kinds.deployment_process import DEPLOYMENT_PROCESS

    return DEPLOYMENT_PROCESS


def _environment() -> Resource:
    from ansible_collections.octopus.deploy.plugins.module_utils._kinds.environment import ENVIRONMENT

    return ENVIRONMENT


def _feed() -> Resource:
    from ansible_collections.octopus.deploy.plugins.module_utils._kinds.feed import FEED

    return FEED


def _git_credential() -> Resource:
    from ansible_collections.octopus.deploy.plugins.module_utils._kinds.git_credential import GIT_CREDENTIAL

    return GIT_CREDENTIAL


def _insights_report() -> Resource:
    from ansible_collections.octopus.deploy.plugins.module_utils._kinds.insights_report import INSIGHTS_REPORT

    return INSIGHTS_REPORT


def _library_variable_set() -> Resource:
    from ansible_collections.octopus.deploy.plugins.module_utils._kinds.library_variable_set import LIBRARY_VARIABLE_SET

    return LIBRARY_VARIABLE_SET


def _lifecycle() -> Resource:
    from ansible_collections.octopus.deploy.plugins.module_utils._kinds.lifecycle import LIFECYCLE

    return LIFECYCLE


def _machine() -> Resource:
    from ansible_collections.octopus.deploy.plugins.module_utils._kinds.machine import MACHINE

    return MACHINE


def _machine_policy() -> Resource:
    from ansible_collections.octopus.deploy.plugins.module_utils._kinds.machine_policy import MACHINE_POLICY

    return MACHINE_POLICY


def _oidc_identity() -> Resource:
    from ansible_collections.octopus.deploy.plugins.module_utils._kinds.oidc_identity import OIDC_IDENTITY

    return OIDC_IDENTITY


def _parent_environment() -> Resource:
    from ansible_collections.octopus.deploy.plugins.module_utils._kinds.parent_environment import PARENT_ENVIRONMENT

    return PARENT_ENVIRONMENT


def _project() -> Resource:
    from ansible_collections.octopus.deploy.plugins.module_utils._kinds.project import PROJECT

    return PROJECT


def _project_group() -> Resource:
    from ansible_collections.octopus.deploy.plugins.module_utils._kinds.project_group import PROJECT_GROUP

    return PROJECT_GROUP


def _project_trigger() -> Resource:
    from ansible_collections.octopus.deploy.plugins.module_utils._kinds.project_trigger import PROJECT_TRIGGER

    return PROJECT_TRIGGER


def _proxy() -> Resource:
    from ansible_collections.octopus.deploy.plugins.module_utils._kinds.proxy import PROXY

    return PROXY


def _rate_limiting_policy() -> Resource:
    from ansible_collections.octopus.deploy.plugins.module_utils._kinds.rate_limiting_policy import RATE_LIMITING_POLICY

    return RATE_LIMITING_POLICY


def _retention_policy() -> Resource:
    from ansible_collections.octopus.deploy.plugins.module_utils._kinds.retention_policy import RETENTION_POLICY

    return RETENTION_POLICY


def _runbook() -> Resource:
    from ansible_collections.octopus.deploy.plugins.module_utils._kinds.runbook import RUNBOOK

    return RUNBOOK


def _runbook_process() -> Resource:
    from ansible_collections.octopus.deploy.plugins.module_utils._kinds.runbook_process import RUNBOOK_PROCESS

    return RUNBOOK_PROCESS


def _script_module() -> Resource:
    from ansible_collections.octopus.deploy.plugins.module_utils._kinds.script_module import SCRIPT_MODULE

    return SCRIPT_MODULE


def _server_settings() -> Resource:
    from ansible_collections.octopus.deploy.plugins.module_utils._kinds.server_settings import SERVER_SETTINGS

    return SERVER_SETTINGS


def _space() -> Resource:
    from ansible_collections.octopus.deploy.plugins.module_utils._kinds.space import SPACE

    return SPACE


def _ssh_known_host() -> Resource:
    from ansible_collections.octopus.deploy.plugins.module_utils._kinds.ssh_known_host import SSH_KNOWN_HOST

    return SSH_KNOWN_HOST


def _step_template() -> Resource:
    from ansible_collections.octopus.deploy.plugins.module_utils._kinds.step_template import STEP_TEMPLATE

    return STEP_TEMPLATE


def _subscription() -> Resource:
    from ansible_collections.octopus.deploy.plugins.module_utils._kinds.subscription import SUBSCRIPTION

    return SUBSCRIPTION


def _tag_set() -> Resource:
    from ansible_collections.octopus.deploy.plugins.module_utils._kinds.tag_set import TAG_SET

    return TAG_SET


def _team() -> Resource:
    from ansible_collections.octopus.deploy.plugins.module_utils._kinds.team import TEAM

    return TEAM


def _tenant() -> Resource:
    from ansible_collections.octopus.deploy.plugins.module_utils._kinds.tenant import TENANT

    return TENANT


def _tenant_variables() -> Resource:
    from ansible_collections.octopus.deploy.plugins.module_utils._kinds.tenant_variables import TENANT_VARIABLES

    return TENANT_VARIABLES


def _user() -> Resource:
    from ansible_collections.octopus.deploy.plugins.module_utils._kinds.user import USER

    return USER


def _user_role() -> Resource:
    from ansible_collections.octopus.deploy.plugins.module_utils._kinds.user_role import USER_ROLE

    return USER_ROLE


def _variables() -> Resource:
    from ansible_collections.octopus.deploy.plugins.module_utils._kinds.variables import VARIABLES

    return VARIABLES


def _worker() -> Resource:
    from ansible_collections.octopus.deploy.plugins.module_utils._kinds.worker import WORKER

    return WORKER


def _worker_pool() -> Resource:
    from ansible_collections.octopus.deploy.plugins.module_utils._kinds.worker_pool import WORKER_POOL

    return WORKER_POOL


BY_KIND = OnDemand(
    {
        "account": _account,
        "api_key": _api_key,
        "approval_rule": _approval_rule,
        "certificate": _certificate,
        "channel": _channel,
        "deployment_freeze": _deployment_freeze,
        "deployment_process": _deployment_process,
        "environment": _environment,
        "feed": _feed,
        "git_credential": _git_credential,
        "insights_report": _insights_report,
        "library_variable_set": _library_variable_set,
        "lifecycle": _lifecycle,
        "machine": _machine,
        "machine_policy": _machine_policy,
        "oidc_identity": _oidc_identity,
        "parent_environment": _parent_environment,
        "project": _project,
        "project_group": _project_group,
        "project_trigger": _project_trigger,
        "proxy": _proxy,
        "rate_limiting_policy": _rate_limiting_policy,
        "retention_policy": _retention_policy,
        "runbook": _runbook,
        "runbook_process": _runbook_process,
        "script_module": _script_module,
        "server_settings": _server_settings,
        "space": _space,
        "ssh_known_host": _ssh_known_host,
        "step_template": _step_template,
        "subscription": _subscription,
        "tag_set": _tag_set,
        "team": _team,
        "tenant": _tenant,
        "tenant_variables": _tenant_variables,
        "user": _user,
        "user_role": _user_role,
        "variables": _variables,
        "worker": _worker,
        "worker_pool": _worker_pool,
    }
)
BY_PLURAL = OnDemand(
    {
        "accounts": _account,
        "api_keys": _api_key,
        "approval_rules": _approval_rule,
        "certificates": _certificate,
        "channels": _channel,
        "deployment_freezes": _deployment_freeze,
        "deployment_processes": _deployment_process,
        "environments": _environment,
        "feeds": _feed,
        "git_credentials": _git_credential,
        "insights_reports": _insights_report,
        "library_variable_sets": _library_variable_set,
        "lifecycles": _lifecycle,
        "machines": _machine,
        "machine_policies": _machine_policy,
        "oidc_identities": _oidc_identity,
        "parent_environments": _parent_environment,
        "projects": _project,
        "project_groups": _project_group,
        "project_triggers": _project_trigger,
        "proxies": _proxy,
        "rate_limiting_policies": _rate_limiting_policy,
        "retention_policies": _retention_policy,
        "runbooks": _runbook,
        "runbook_processes": _runbook_process,
        "script_modules": _script_module,
        "server_settings": _server_settings,
        "spaces": _space,
        "ssh_known_hosts": _ssh_known_host,
        "step_templates": _step_template,
        "subscriptions": _subscription,
        "tag_sets": _tag_set,
        "teams": _team,
        "tenants": _tenant,
        "tenant_variables": _tenant_variables,
        "users": _user,
        "user_roles": _user_role,
        "variables": _variables,
        "workers": _worker,
        "worker_pools": _worker_pool,
    }
)
KINDS: Collection[Resource] = BY_PLURAL.values()
# The kinds with a secret that the server returns only once.
SHOWN_ONCE = ("api_keys",)

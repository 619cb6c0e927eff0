# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of every kind that the collection manages. Written by ``make kinds``."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.account import ACCOUNT
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.api_key import API_KEY
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.certificate import CERTIFICATE
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.channel import CHANNEL
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.deployment_freeze import DEPLOYMENT_FREEZE
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.deployment_process import DEPLOYMENT_PROCESS
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.environment import ENVIRONMENT
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.feed import FEED
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.git_credential import GIT_CREDENTIAL
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.insights_report import INSIGHTS_REPORT
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.library_variable_set import LIBRARY_VARIABLE_SET
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.lifecycle import LIFECYCLE
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.machine import MACHINE
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.machine_policy import MACHINE_POLICY
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.oidc_identity import OIDC_IDENTITY
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.parent_environment import PARENT_ENVIRONMENT
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.project import PROJECT
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.project_group import PROJECT_GROUP
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.project_trigger import PROJECT_TRIGGER
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.proxy import PROXY
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.retention_policy import RETENTION_POLICY
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.runbook import RUNBOOK
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.runbook_process import RUNBOOK_PROCESS
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.script_module import SCRIPT_MODULE
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.server_settings import SERVER_SETTINGS
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.space import SPACE
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.step_template import STEP_TEMPLATE
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.subscription import SUBSCRIPTION
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.tag_set import TAG_SET
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.team import TEAM
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.tenant import TENANT
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.tenant_variables import TENANT_VARIABLES
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.user import USER
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.user_role import USER_ROLE
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.variables import VARIABLES
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.worker import WORKER
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.worker_pool import WORKER_POOL
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource

KINDS: tuple[Resource, ...] = (
    ACCOUNT,
    API_KEY,
    CERTIFICATE,
    CHANNEL,
    DEPLOYMENT_FREEZE,
    DEPLOYMENT_PROCESS,
    ENVIRONMENT,
    FEED,
    GIT_CREDENTIAL,
    INSIGHTS_REPORT,
    LIBRARY_VARIABLE_SET,
    LIFECYCLE,
    MACHINE,
    MACHINE_POLICY,
    OIDC_IDENTITY,
    PARENT_ENVIRONMENT,
    PROJECT,
    PROJECT_GROUP,
    PROJECT_TRIGGER,
    PROXY,
    RETENTION_POLICY,
    RUNBOOK,
    RUNBOOK_PROCESS,
    SCRIPT_MODULE,
    SERVER_SETTINGS,
    SPACE,
    STEP_TEMPLATE,
    SUBSCRIPTION,
    TAG_SET,
    TEAM,
    TENANT,
    TENANT_VARIABLES,
    USER,
    USER_ROLE,
    VARIABLES,
    WORKER,
    WORKER_POOL,
)

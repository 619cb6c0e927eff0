# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every kind that the collection manages; what goes over all kinds finds it here. Written by ``make kinds``."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._engine.resource import Resource
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.api_key import API_KEY
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.environment import ENVIRONMENT
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.library_variable_set import LIBRARY_VARIABLE_SET
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.lifecycle import LIFECYCLE
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.machine import MACHINE
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.machine_policy import MACHINE_POLICY
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.project import PROJECT
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.project_group import PROJECT_GROUP
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.proxy import PROXY
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.script_module import SCRIPT_MODULE
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.server_settings import SERVER_SETTINGS
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.space import SPACE
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.tag_set import TAG_SET
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.team import TEAM
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.tenant import TENANT
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.user import USER
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.user_role import USER_ROLE
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.worker import WORKER
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.worker_pool import WORKER_POOL

KINDS: tuple[Resource, ...] = (
    API_KEY,
    ENVIRONMENT,
    LIBRARY_VARIABLE_SET,
    LIFECYCLE,
    MACHINE,
    MACHINE_POLICY,
    PROJECT,
    PROJECT_GROUP,
    PROXY,
    SCRIPT_MODULE,
    SERVER_SETTINGS,
    SPACE,
    TAG_SET,
    TEAM,
    TENANT,
    USER,
    USER_ROLE,
    WORKER,
    WORKER_POOL,
)

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every kind that the collection manages. A new kind has one line here; what goes over all kinds finds it here."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._engine.resource import Resource
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.environment import ENVIRONMENT
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.library_variable_set import LIBRARY_VARIABLE_SET
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.lifecycle import LIFECYCLE
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.machine import MACHINE
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.project import PROJECT
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.project_group import PROJECT_GROUP
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.space import SPACE
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.tag_set import TAG_SET
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.user_role import USER_ROLE

KINDS: tuple[Resource, ...] = (
    USER_ROLE,
    SPACE,
    ENVIRONMENT,
    TAG_SET,
    LIFECYCLE,
    PROJECT_GROUP,
    LIBRARY_VARIABLE_SET,
    PROJECT,
    MACHINE,
)

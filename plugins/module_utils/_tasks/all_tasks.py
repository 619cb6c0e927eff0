# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every task of the collection by its module's name, for the fast door and for tests."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.octopus.deploy.plugins.module_utils._run import Task
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.api_task import API
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.cleanup_task import CLEANUP
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.config_info_task import CONFIG_INFO
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.config_task import CONFIG
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.info_task import INFO
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.resource_task import resource_task
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.search_task import SEARCH
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.variable_info_task import VARIABLE_INFO

TASKS: dict[str, Task] = {
    task.name: task
    for task in (*map(resource_task, KINDS), INFO, API, CONFIG, CONFIG_INFO, CLEANUP, VARIABLE_INFO, SEARCH)
}

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The fast door of octopus_approval_rule; see ``plugin_utils/in_process.py``. Written by ``make kinds``."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.plugin_utils.compiled import quick_imports

with quick_imports():
    from ansible_collections.octopus.deploy.plugins.module_utils._kinds.approval_rule import APPROVAL_RULE
    from ansible_collections.octopus.deploy.plugins.module_utils._tasks.resource_task import resource_task
    from ansible_collections.octopus.deploy.plugins.plugin_utils.in_process import InProcessAction


class ActionModule(InProcessAction):
    """The fast door of octopus_approval_rule, which imports what its module imports and nothing else."""

    octopus_task = resource_task(APPROVAL_RULE)


def main() -> None:
    """Let ansible-lint check the options of a task; see ``plugin_utils/linted.py``."""
    from ansible_collections.octopus.deploy.plugins.plugin_utils.linted import report_mistakes

    report_mistakes(resource_task(APPROVAL_RULE))

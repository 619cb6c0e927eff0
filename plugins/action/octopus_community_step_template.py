# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The fast door of octopus_community_step_template; see ``plugin_utils/in_process.py``. Written by ``make kinds``."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.plugin_utils.compiled import quick_imports

with quick_imports():
    from ansible_collections.octopus.deploy.plugins.module_utils._delivery.community_step_template import (
        COMMUNITY_STEP_TEMPLATE,
    )
    from ansible_collections.octopus.deploy.plugins.module_utils._tasks.verb_task import verb_task
    from ansible_collections.octopus.deploy.plugins.plugin_utils.in_process import InProcessAction


class ActionModule(InProcessAction):
    """The fast door of octopus_community_step_template, which imports what its module imports and nothing else."""

    octopus_task = verb_task(COMMUNITY_STEP_TEMPLATE)


def main() -> None:
    """Let ansible-lint check the options of a task; see ``plugin_utils/linted.py``."""
    from ansible_collections.octopus.deploy.plugins.plugin_utils.linted import report_mistakes

    report_mistakes(verb_task(COMMUNITY_STEP_TEMPLATE))

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds the modules that have an option which a task does not have."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial


def in_other_modules(task: str) -> Callable[[str], Sequence[str]]:
    """The modules that an unknown option of a task may mean, in words for a message."""
    return partial(_modules_meant, task)


def _modules_meant(task: str, word: str) -> Sequence[str]:
    # This import loads every kind, so only a task that fails makes it.
    from ansible_collections.octopus.deploy.plugins.module_utils._config.items import modules_meant

    return modules_meant(task, word) or _verbs_meant(task, word)


def _verbs_meant(task: str, word: str) -> Sequence[str]:
    """The module for the next or the last step of a delivery, if it has the option."""
    from ansible_collections.octopus.deploy.plugins.module_utils._delivery.build_information import BUILD_INFORMATION
    from ansible_collections.octopus.deploy.plugins.module_utils._delivery.deployment import DEPLOYMENT
    from ansible_collections.octopus.deploy.plugins.module_utils._delivery.package import PACKAGE
    from ansible_collections.octopus.deploy.plugins.module_utils._delivery.release import RELEASE
    from ansible_collections.octopus.deploy.plugins.module_utils._delivery.runbook_run import RUNBOOK_RUN
    from ansible_collections.octopus.deploy.plugins.module_utils._delivery.runbook_snapshot import RUNBOOK_SNAPSHOT

    pairs = ((PACKAGE, BUILD_INFORMATION), (RELEASE, DEPLOYMENT), (RUNBOOK_SNAPSHOT, RUNBOOK_RUN))
    both = next((each for each in pairs if task in {one.name for one in each}), ())
    # The state of a release can delete it, so it is not suggested for the state of a deployment.
    others = [each for each in both if each.name != task and word != "state"]
    return [f"{word} in the module {each.name}" for each in others if word in each.arguments]

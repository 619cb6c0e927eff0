# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tells of an option that a task does not have whether another module has it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial


def in_other_modules(task: str) -> Callable[[str], Sequence[str]]:
    """The modules that an unknown option of a task may mean, in words for a message."""
    return partial(_modules_meant, task)


def _modules_meant(task: str, word: str) -> Sequence[str]:
    # This loads every kind, which only a task that fails has time for.
    from ansible_collections.octopus.deploy.plugins.module_utils._config.items import modules_meant

    return modules_meant(task, word)

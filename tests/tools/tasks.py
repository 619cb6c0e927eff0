# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every task of the collection, by the name of its module."""

from __future__ import annotations

from importlib import import_module

from ansible_collections.octopus.deploy.plugins.module_utils._run import Task
from checks import ROOT

ACTIONS = "ansible_collections.octopus.deploy.plugins.action"
NAMES = sorted(path.stem for path in (ROOT / "plugins" / "modules").glob("octopus_*.py"))
TASKS: dict[str, Task] = {name: import_module(f"{ACTIONS}.{name}").ActionModule.octopus_task for name in NAMES}

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options of octopus_config, without the options of the connection."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Argument

PARALLELISM: Argument = {"type": "int", "default": 16}

ARGUMENTS: dict[str, Argument] = {
    "config": {"type": "dict"},
    "src": {"type": "list", "elements": "path"},
    "secrets": {"type": "dict", "no_log": True},
    "prune": {"type": "list", "elements": "str"},
    "prune_server": {"type": "bool", "default": False},
    "prune_limit": {"type": "int", "default": 10},
    "parallelism": PARALLELISM,
}

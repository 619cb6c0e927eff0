# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An inventory plugin that adds hosts, groups and variables from a JSON file: no plugin has less to do for them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ansible.plugins.inventory import BaseInventoryPlugin


class InventoryModule(BaseInventoryPlugin):  # type: ignore[misc]
    """Hosts, groups and variables from the file beside the source."""

    NAME = "same_hosts"

    def parse(self, inventory: Any, loader: Any, path: str, cache: bool = True) -> None:
        """Add what the file has: the variables of each host, and the hosts of each group."""
        super().parse(inventory, loader, path, cache)
        found = json.loads(Path(path).with_suffix(".json").read_text(encoding="utf-8"))
        for host, variables in found["hosts"].items():
            inventory.add_host(host)
            inventory.get_host(host).vars.update(variables)
        for group, hosts in found["groups"].items():
            inventory.add_group(group)
            for host in hosts:
                inventory.add_child(group, host)

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the file of an inventory in this process, with ansible-core's own hosts, groups, options and cache."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

import yaml
from ansible import constants
from ansible.inventory.data import InventoryData
from ansible.parsing.dataloader import DataLoader
from ansible.plugins.doc_fragments.constructed import ModuleDocFragment as Constructed
from ansible.plugins.doc_fragments.inventory_cache import ModuleDocFragment as Cached
from ansible.utils.display import Display
from ansible_collections.octopus.deploy.plugins.doc_fragments.connection import ModuleDocFragment as Connection
from ansible_collections.octopus.deploy.plugins.inventory import octopus

NAME = octopus.InventoryModule.NAME


@dataclass(frozen=True)
class Found:
    """The hosts and groups of an inventory, and the warnings while it was read."""

    data: InventoryData
    warnings: list[str]

    @property
    def hosts(self) -> dict[str, dict[str, Any]]:
        """The variables of each host, without those that every host has."""
        return {
            name: {variable: value for variable, value in host.vars.items() if not variable.startswith("inventory_")}
            for name, host in self.data.hosts.items()
        }

    @property
    def groups(self) -> dict[str, list[str]]:
        """The hosts of each group, but for the groups that every inventory has."""
        own = {name: group for name, group in self.data.groups.items() if name not in ("all", "ungrouped")}
        return {name: [each.name for each in group.hosts] for name, group in own.items()}


@cache
def definitions() -> dict[str, Any]:
    """The options of the plugin, as ansible-core merges them from its documentation and the fragments."""
    merged: dict[str, Any] = {}
    texts = (Constructed.DOCUMENTATION, Cached.DOCUMENTATION, Connection.DOCUMENTATION, Connection.PLUGIN)
    for text in (*texts, octopus.DOCUMENTATION):
        for option, described in yaml.safe_load(text)["options"].items():
            merged[option] = {**merged.get(option, {}), **described}
    return merged


def read(
    folder: Path,
    options: Mapping[str, Any],
    more: Mapping[str, Any] | None = None,
    fresh: bool = False,
    into: InventoryData | None = None,
) -> Found:
    """Read a file with these options.

    ``more``: variables of the command line; ``fresh``: not from the cache; ``into``: what other files described.
    """
    constants.config.initialize_plugin_configuration_definitions("inventory", NAME, definitions())
    plugin = octopus.InventoryModule()
    plugin._load_name = plugin.ansible_name = NAME
    plugin._redirected_names = [NAME]
    path = folder / "octopus.yml"
    path.write_text(yaml.safe_dump({"plugin": NAME, **options}), encoding="utf-8")
    data, warnings = into or InventoryData(), list[str]()
    assert plugin.verify_file(str(path))
    with (
        mock.patch.object(Display, "warning", lambda self, message, *how: warnings.append(message)),
        mock.patch("ansible.plugins.inventory.load_extra_vars", return_value=dict(more or {})),
    ):
        plugin.parse(data, DataLoader(), str(path), cache=not fresh)
        if options.get("cache"):
            plugin.update_cache_if_changed()
        data.reconcile_inventory()
    return Found(data, warnings)

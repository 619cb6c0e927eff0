# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kinds that are imported when a task first needs them.

All kinds together took two thirds of the import of ``octopus_config``, and most configurations have few of them. Each
worker of ansible-playbook imports the kinds of its own task: a playbook with one task for one kind takes 8 % less
processor time, and one with five tasks for the same ten kinds takes 8 % more than if all kinds were imported before the
first worker.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource


class OnDemand(Mapping[str, Resource]):
    """Kinds by their names or plurals, which are known without an import. Only a kind that is looked up is imported."""

    def __init__(self, imports: Mapping[str, Callable[[], Resource]]) -> None:
        self.imports = imports

    def __getitem__(self, name: str) -> Resource:
        return self.imports[name]()

    def __contains__(self, name: object) -> bool:
        return name in self.imports

    def __iter__(self) -> Iterator[str]:
        return iter(self.imports)

    def __len__(self) -> int:
        return len(self.imports)

    def without(self, names: Collection[str]) -> OnDemand:
        """The same kinds without these."""
        return OnDemand({name: imported for name, imported in self.imports.items() if name not in names})

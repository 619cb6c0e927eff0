# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The field type for documents that the API keeps in a map by their names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import (
    Argument,
    Field,
    FieldType,
    ReferenceUse,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import KeyedList, Nested
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import Shape


@dataclass(frozen=True, eq=False)
class DocumentMap(FieldType):
    """A list of entries, in any order, that is a map in the API; ``prop``: the property that is the key of the map."""

    entries: KeyedList
    prop: str

    @property
    def item(self) -> Nested:
        """The type of one entry."""
        return self.entries.item

    def parts(self) -> tuple[Field, ...]:
        return self.item.parts()

    def argument(self) -> Argument:
        return self.entries.argument()

    def shape(self) -> Shape:
        return Shape("a map of objects", (dict,), each=self.item.shape())

    def references(self, given: Any) -> Iterator[ReferenceUse]:
        return self.entries.references(given)

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> dict[str, Any]:
        wanted = self.entries.wanted(given, self._listed(current), context, option)
        return {entry[self.prop]: {key: part for key, part in entry.items() if key != self.prop} for entry in wanted}

    def check(self, given: Any, option: str) -> None:
        self.entries.check(given, option)

    def same(self, current: Any, wanted: Any) -> bool:
        return self.entries.same(self._listed(current), self._listed(wanted))

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        return self.entries.shown(self._listed(value), context)

    def exported(self, value: Any, context: Context, place: str) -> Any:
        return self.entries.exported(self._listed(value), context, place)

    def _listed(self, value: Any) -> list[dict[str, Any]]:
        return [{self.prop: name, **(part or {})} for name, part in sorted((value or {}).items())]

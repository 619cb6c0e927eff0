# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The field type for a list of documents that have no key, e.g. a channel's rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import (
    Argument,
    Field,
    FieldType,
    ReferenceUse,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.fields import list_of
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import Nested
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import Shape

Row = Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class UnkeyedList(FieldType):
    """A list of documents, in any order.

    Each entry is complete: an option that it leaves out is cleared. An entry that equals an entry of the server keeps
    the server's ID and unmanaged properties; any other entry is new.
    """

    item: Nested

    def parts(self) -> tuple[Field, ...]:
        return self.item.parts()

    def argument(self) -> Argument:
        return {**self.item.argument(), "type": "list", "elements": "dict"}

    def shape(self) -> Shape:
        return list_of(self.item)

    def references(self, given: Any) -> Iterator[ReferenceUse]:
        for each in given or ():
            yield from self.item.references(each)

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> list[Any]:
        asked = [self.item.wanted(each, None, context, f"{option}[{index}]") or {} for index, each in enumerate(given)]
        left = list(current or [])
        return [self._taken(each, left) or each for each in asked]

    def same(self, current: Any, wanted: Any) -> bool:
        left = list(current or [])
        return len(left) == len(wanted or []) and all(self._taken(each, left) for each in wanted or [])

    def joined(self, given: Any, current: Any, wanted: Any, context: Context, option: str) -> list[Any]:
        left = list(wanted)
        for each in current or []:
            self._taken(each, left)
        return [*(current or []), *left]

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        return [self.item.shown(each, context) for each in value or []]

    def exported(self, value: Any, context: Context, place: str) -> Any:
        return [self.item.exported(each, context, place) or {} for each in value or []] or None

    def _taken(self, row: Row, left: list[Row]) -> Row | None:
        """Remove the first entry of ``left`` that equals ``row``, and return it."""
        found = next((each for each in left if self.item.same(each, row)), None)
        if found is not None:
            left.remove(found)
        return found

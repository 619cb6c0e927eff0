# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The field type for properties that newer servers have in a nested document, and older servers in the document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import (
    Argument,
    Field,
    FieldType,
    ReferenceUse,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import Nested
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import Shape


@dataclass(frozen=True, eq=False)
class Relocated(FieldType):
    """Properties that are in the nested document ``prop`` on newer servers; the ``api`` of the field is empty."""

    prop: str
    item: Nested

    def parts(self) -> tuple[Field, ...]:
        return self.item.parts()

    def argument(self) -> Argument:
        return self.item.argument()

    def shape(self) -> Shape:
        before = self._before().shape()
        return replace(before, parts=((self.prop, self.item.shape()), *before.parts))

    def references(self, given: Any) -> Iterator[ReferenceUse]:
        return self.item.references(given)

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> dict[str, Any]:
        if not self._has_moved(current):
            return dict(self._before().wanted(given, current, context, option) or {})
        return {self.prop: self.item.wanted(given, current[self.prop], context, option)}

    def same(self, current: Any, wanted: Any) -> bool:
        if not self._has_moved(current):
            return self._before().same(current, wanted)
        return self.item.same(current[self.prop], {**current, **wanted}[self.prop])

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        if not self._has_moved(value):
            return self._before().shown(value, context, given)
        return self.item.shown(value[self.prop], context, given)

    def exported(self, value: Any, context: Context, place: str) -> Any:
        if not self._has_moved(value):
            return self._before().exported(value, context, place)
        return self.item.exported(value[self.prop], context, place)

    def _has_moved(self, document: Any) -> bool:
        return isinstance(document, Mapping) and self.prop in document

    def _before(self) -> Nested:
        # Older servers have only one variant, and no property that says which.
        return replace(self.item, variant=None, cleared={})

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The field type for documents that each apply to one space, such as the scoped roles of a team."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Callable, ClassVar

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import (
    Argument,
    Field,
    FieldType,
    ReferenceUse,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.fields import list_of
from ansible_collections.octopus.deploy.plugins.module_utils._model.to_come import is_to_come
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import Nested
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import Shape


@dataclass(frozen=True, eq=False)
class ScopedList(FieldType):
    """Documents in any order; two documents with equal values are the same, whatever their IDs (api: traps#5.39).

    ``role``: the field for the role; ``space``: the field for the space; ``scope``: the fields for the documents of the
    space to which the role is restricted. An empty list restricts nothing. ``misplaced(role, in_space)``: why a role
    can't be given in a space, or outside all spaces; empty if it can.
    """

    role: Field
    space: Field
    scope: tuple[Field, ...]
    misplaced: Callable[[Document, bool], str] = lambda role, in_space: ""

    names_spaces: ClassVar[bool] = True

    @property
    def item(self) -> Nested:
        """The field type of one entry."""
        return Nested((self.role, self.space, *self.scope))

    def parts(self) -> tuple[Field, ...]:
        return self.item.parts()

    def argument(self) -> Argument:
        return {**self.item.argument(), "type": "list", "elements": "dict"}

    def shape(self) -> Shape:
        return list_of(self.item)

    def references(self, given: Any) -> Iterator[ReferenceUse]:
        for entry in given or ():
            for each in (self.role, self.space):
                yield from each.type.references(entry.get(each.option) or "")

    def check(self, given: Any, option: str) -> None:
        """Raise ``OptionError`` for a scope without a space, in which its names would be looked up."""
        for index, entry in enumerate(given):
            scoped = [each.option for each in self.scope if entry.get(each.option)]
            if scoped and not entry.get(self.space.option):
                place = f"{option}[{index}].{self.space.option}"
                raise OptionError(place, f"must be given with {', '.join(scoped)}, to say which space they belong to")

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> list[dict[str, Any]]:
        existing = self._by_values(current)
        entries = [self._entry(entry, context, f"{option}[{index}]") for index, entry in enumerate(given)]
        for index, entry in enumerate(entries):
            if self._values(entry) not in existing:
                self._check_place(entry, context, f"{option}[{index}].{self.space.option}")
        return [dict(existing.get(key, entry)) for key, entry in self._by_values(entries).items()]

    def same(self, current: Any, wanted: Any) -> bool:
        return set(self._by_values(current)) == set(self._by_values(wanted))

    def joined(self, given: Any, current: Any, wanted: Any, context: Context, option: str) -> list[Any]:
        return list({**self._by_values(wanted), **self._by_values(current)}.values())

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        return sorted((self._shown(entry, context) for entry in value or []), key=str)

    def exported(self, value: Any, context: Context, place: str) -> Any:
        return self.shown(value, context) or None

    def _entry(self, given: Mapping[str, Any], context: Context, option: str) -> dict[str, Any]:
        entry = {
            each.api: each.type.wanted(given.get(each.option) or "", None, context, f"{option}.{each.option}")
            for each in (self.role, self.space)
        }
        inside = self._inside(entry, context)
        if not context.check and is_to_come(str(entry[self.space.api])):
            # The documents of a space that does not exist yet are unknown.
            inside = replace(inside, check=True, notes=replace(inside.notes, warnings=[]))
        for each in self.scope:
            asked = given.get(each.option) or []
            entry[each.api] = each.type.wanted(asked, None, inside, f"{option}.{each.option}")
        return entry

    def _check_place(self, entry: Mapping[str, Any], context: Context, option: str) -> None:
        """Raise ``OptionError`` for a role that the server refuses in this space, or outside all spaces."""
        location, identity = self.role.type.named(), str(self.role.of(entry) or "")
        if location is None or not identity:
            return
        change, in_space = context.resolver.planned_changes(location).get(identity), bool(self.space.of(entry))
        role = change[1] if change else None if is_to_come(identity) else context.resolver.seen(location, identity)
        if role and self.misplaced(role, in_space) and not change:
            # Somebody else may have changed the role since it was read.
            role = context.documents.by_id(location, identity)
        problem = self.misplaced(role or {}, in_space)
        if problem:
            raise OptionError(option, problem)

    def _shown(self, entry: Mapping[str, Any], context: Context) -> dict[str, Any]:
        inside = self._inside(entry, context) if any(entry.get(each.api) for each in self.scope) else context
        shown = {each.option: each.type.shown(each.of(entry), context) for each in (self.role, self.space)}
        shown.update({each.option: each.type.shown(each.of(entry), inside) for each in self.scope})
        return {option: value for option, value in shown.items() if value}

    def _inside(self, entry: Mapping[str, Any], context: Context) -> Context:
        """The context for looking names up in the space of an entry."""
        space_id = str(entry.get(self.space.api) or "")
        return replace(context, resolver=context.resolver.within(space_id), owner_id="")

    def _by_values(self, entries: Any) -> dict[tuple[Any, ...], Mapping[str, Any]]:
        return {self._values(entry): entry for entry in entries or []}

    def _values(self, entry: Mapping[str, Any]) -> tuple[Any, ...]:
        alone = tuple(entry.get(each.api) or None for each in (self.role, self.space))
        return (*alone, *(tuple(sorted(entry.get(each.api) or [])) for each in self.scope))

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The field type for a nested document in which some properties exclude each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import (
    Argument,
    Field,
    FieldType,
    Groups,
    ReferenceUse,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import Nested
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import Shape


@dataclass(frozen=True, eq=False)
class Alternatives(FieldType):
    """A nested document in which at most one property of each group has a value.

    Giving one option of a group clears the others. An empty string for the first option of a group clears the whole
    group; an export of an empty group includes this empty string.
    """

    item: Nested
    groups: Groups

    def parts(self) -> tuple[Field, ...]:
        return self.item.parts()

    def argument(self) -> Argument:
        return self.item.argument()

    def shape(self) -> Shape:
        return self.item.shape()

    def references(self, given: Any) -> Iterator[ReferenceUse]:
        return self.item.references(given)

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> dict[str, Any] | None:
        asked = self.item.wanted(given, current, context, option)
        props = {each.option: each.api for each in self.item.fields}
        for group in self.groups:
            chosen = [each for each in group if given.get(each)]
            if len(chosen) > 1:
                raise OptionError(option, f"{' and '.join(chosen)} exclude each other; give one of them")
            if asked and (chosen or given.get(group[0]) == ""):
                asked.update({props[each]: None for each in group if each not in chosen})
        return asked

    def same(self, current: Any, wanted: Any) -> bool:
        return self.item.same(current, wanted)

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        """The values of the given options, and of the other options in their groups, which are cleared."""
        if given is None or not isinstance(value, dict):
            return self.item.shown(value, context, given)
        chosen = {option: part for option, part in given.items() if part is not None}
        touched = {option for group in self.groups if chosen.keys() & set(group) for option in group}
        rivals = [each.option for each in self.item.fields if each.option in touched and each.of(value)]
        return self.item.shown(value, context, {**dict.fromkeys(rivals, ""), **chosen})

    def exported(self, value: Any, context: Context, place: str) -> Any:
        found = self.item.exported(value, context, place)
        if isinstance(value, dict):
            missing = {group[0]: "" for group in self.groups if not any(each in (found or {}) for each in group)}
            return {**(found or {}), **missing} or None
        return found

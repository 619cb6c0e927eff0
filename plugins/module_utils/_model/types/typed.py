# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Field types for a value whose type depends on another option of the document, e.g. the default of a template."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field, FieldType, ReferenceUse
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Missing
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import Nested
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import Reference


@dataclass(frozen=True, eq=False)
class TextReference(Reference):
    """A reference in a property that accepts any text. A text that the server already has need not name a document."""

    bound: bool = True

    def wanted(self, given: str, current: Any, context: Context, option: str) -> str | None:
        asked = given.strip()
        if not asked or (asked == current and self._names_nothing(asked, context)):
            return asked
        return super().wanted(given, None, context, option)

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        return super().shown(value, context) if isinstance(value, str) else value or None

    def _names_nothing(self, value: str, context: Context) -> bool:
        return self._is_bound(value) or isinstance(context.resolver.resolve(self.location, value), Missing)


@dataclass(frozen=True, eq=False)
class Typed(Nested):
    """A nested document in which the type of the field ``option`` depends on the value of another option.

    ``decided_by``: the path of the other option; ``type_for(word)``: the field type for a value of the other option,
    None for the usual type.
    """

    option: str = ""
    decided_by: tuple[str, ...] = ()
    type_for: Callable[[str], FieldType | None] = lambda word: None

    def references(self, given: Any) -> Iterator[ReferenceUse]:
        return Nested.references(self._as(self._decided(given)), given)

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> dict[str, Any] | None:
        return Nested.wanted(self._as(self._decided(given) or self._word(current)), given, current, context, option)

    def same(self, current: Any, wanted: Any) -> bool:
        return Nested.same(self._as(self._word(wanted)), current, wanted)

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        return Nested.shown(self._as(self._word(value)), value, context, given)

    def exported(self, value: Any, context: Context, place: str) -> Any:
        return Nested.exported(self._as(self._word(value)), value, context, place)

    def _as(self, word: str) -> Nested:
        """The field type of the document for a value of the deciding option; only for methods of ``Nested``."""
        found = self.type_for(word)
        fields = (replace(each, type=found) if found and each.option == self.option else each for each in self.fields)
        return replace(self, fields=tuple(fields))

    def _decided(self, given: Any) -> str:
        """The value of the deciding option among the given options."""
        for option in self.decided_by:
            given = given.get(option) if isinstance(given, Mapping) else None
        return str(given or "")

    def _word(self, document: Any) -> str:
        """The value of the deciding option in an API document."""
        fields: tuple[Field, ...] = self.fields
        for option in self.decided_by:
            field = next(each for each in fields if each.option == option)
            document = field.of(document) if isinstance(document, Mapping) else None
            fields = field.type.parts()
        return str(document or "")

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Field types for a value whose kind another option of the same document tells, e.g. a template's default."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field, FieldType, ReferenceUse
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Missing
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import Nested
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import Reference


@dataclass(frozen=True)
class TextReference(Reference):
    """A reference in a property that takes any text: what names nothing and is there already stays as it is."""

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


@dataclass(frozen=True)
class Typed(Nested):
    """A nested document in which the kind of ``option`` follows from what the option ``decided_by`` says.

    ``decided_by``: the way to it, from option to option; ``kind_for(word)``: the type by what it says, None for the
    usual one.
    """

    option: str = ""
    decided_by: tuple[str, ...] = ()
    kind_for: Callable[[str], FieldType | None] = lambda word: None

    def references(self, given: Any) -> Iterator[ReferenceUse]:
        return self._as(self._said(given)).references(given)

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> dict[str, Any] | None:
        return self._as(self._said(given) or self._word(current)).wanted(given, current, context, option)

    def same(self, current: Any, wanted: Any) -> bool:
        return self._as(self._word(wanted)).same(current, wanted)

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        return self._as(self._word(value)).shown(value, context, given)

    def exported(self, value: Any, context: Context, place: str) -> Any:
        return self._as(self._word(value)).exported(value, context, place)

    def _as(self, word: str) -> Nested:
        """The document with the kind that belongs to a word."""
        kind = self.kind_for(word)
        fields = [replace(each, type=kind) if kind and each.option == self.option else each for each in self.fields]
        return Nested(
            tuple(fields), self.variant, self.cleared, self.exclusive, self.one_of, self.together, self.secret
        )

    def _said(self, given: Any) -> str:
        """The word among the options."""
        for option in self.decided_by:
            given = given.get(option) if isinstance(given, Mapping) else None
        return str(given or "")

    def _word(self, document: Any) -> str:
        """The word in a document."""
        fields: tuple[Field, ...] = self.fields
        for option in self.decided_by:
            field = next(each for each in fields if each.option == option)
            document = field.of(document) if isinstance(document, Mapping) else None
            fields = field.type.parts()
        return str(document or "")

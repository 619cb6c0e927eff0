# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The field type for connections to documents, each with a list of documents of another kind.

The API has a map of IDs to lists of IDs, e.g. a tenant's projects and the environments of each (api: tenants#tenant).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import (
    Argument,
    Field,
    FieldType,
    ReferenceUse,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import Nested
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import (
    Reference,
    ReferenceList,
    resolved,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import TEXTS, Shape

Connected = dict[str, list[str]]


@dataclass(frozen=True, eq=False)
class Connections(FieldType):
    """A list of entries, each with a document (the option ``one``) and a list of documents (the option ``many``).

    The documents live at ``one_location`` and ``many_location``. Neither the order of the entries nor the order of
    their lists matters. An entry without ``many`` keeps the server's list.
    """

    one: str
    one_location: Location
    many: str
    many_location: Location

    @property
    def item(self) -> Nested:
        """The field type of one entry."""
        return Nested(
            (
                Field(self.one, "", Reference(self.one_location), required="always"),
                Field(self.many, "", ReferenceList(self.many_location)),
            )
        )

    def parts(self) -> tuple[Field, ...]:
        return self.item.parts()

    def argument(self) -> Argument:
        return {**self.item.argument(), "type": "list", "elements": "dict"}

    def shape(self) -> Shape:
        return Shape("a map of lists", (dict,), each=TEXTS)

    def references(self, given: Any) -> Iterator[ReferenceUse]:
        for each in given or ():
            yield from self.item.references(each)

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> Connected:
        has: Mapping[str, Any] = current or {}
        found: Connected = {}
        for index, each in enumerate(given):
            place = f"{option}[{index}]"
            if not each[self.one].strip():
                raise OptionError(f"{place}.{self.one}", "is empty")
            known = resolved(self.one_location, each[self.one], context, f"{place}.{self.one}", has)
            if known in found:
                raise OptionError(f"{place}.{self.one}", f"{each[self.one]!r} is given more than once")
            found[known] = self._many(each.get(self.many), list(has.get(known) or []), context, f"{place}.{self.many}")
        return found

    def _many(self, asked: Any, has: list[str], context: Context, option: str) -> list[str]:
        if asked is None:
            return has
        found = [resolved(self.many_location, each, context, option, has) for each in asked]
        return list(dict.fromkeys([*(each for each in has if each in found), *found]))

    def same(self, current: Any, wanted: Any) -> bool:
        return as_sets(current) == as_sets(wanted)

    def joined(self, given: Any, current: Any, wanted: Any, context: Context, option: str) -> Connected:
        both = dict.fromkeys([*(current or {}), *wanted])
        parts = ({**(current or {})}, wanted)
        return {one: list(dict.fromkeys(many for part in parts for many in part.get(one) or ())) for one in both}

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        # Look the names of all entries up at once, with one request.
        context.resolver.names(
            self.many_location, dict.fromkeys(many for each in (value or {}).values() for many in each or ())
        )
        entries = [
            {self.one: one, self.many: ReferenceList(self.many_location).shown(value[known], context)}
            for known, one in zip(value or {}, context.resolver.names(self.one_location, value or {}))
        ]
        return sorted(entries, key=lambda entry: folded(entry[self.one]))

    def exported(self, value: Any, context: Context, place: str) -> Any:
        return self.shown(value, context) or None


def as_sets(value: Mapping[str, Any] | None) -> dict[str, set[str]]:
    """The map with sets of IDs in place of lists, because their order does not matter."""
    return {one: set(many or ()) for one, many in (value or {}).items()}

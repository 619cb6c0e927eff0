# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The field type for a list whose entries can be renamed, and have their positions in a property of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError, taken_names
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Argument
from ansible_collections.octopus.deploy.plugins.module_utils._model.fields import list_of
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import SORT_ORDER
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import KeyedList
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import refuse_characters
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import TEXT, WHOLE_NUMBER, Shape

NEW_NAME = "new_name"


@dataclass(frozen=True, eq=False)
class SortOrderList(KeyedList):
    """An ordered list in which each entry also has its position, in ``SortOrder``.

    The option ``new_name`` renames an entry, which keeps its ID. The server does not remove an entry while documents
    use it (api: tenants#tag-set). ``defaults``: required properties of a new entry for which the server has no default;
    ``unnameable``: the characters that no name may have.
    """

    defaults: Mapping[str, Any] = field(default_factory=dict)
    unnameable: str = ""

    def argument(self) -> Argument:
        argument = super().argument()
        return {**argument, "options": {**argument["options"], NEW_NAME: {"type": "str"}}}

    def shape(self) -> Shape:
        return list_of(self.item, ("Id", TEXT), (SORT_ORDER, WHOLE_NUMBER))

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> list[Any]:
        prop = self._key_field().api
        renamed = dict(
            self._renamed(each, current or [], f"{option}[{index}].{NEW_NAME}")
            for index, each in enumerate(given)
            if each.get(NEW_NAME) is not None
        )
        known = [{**entry, prop: renamed.get(folded(entry.get(prop)), entry.get(prop))} for entry in current or []]
        entries = super().wanted(self._by_new_names(given), known, context, option)
        return [{**self.defaults, **entry, SORT_ORDER: index} for index, entry in enumerate(entries)]

    def check(self, given: Any, option: str) -> None:
        named = self._by_new_names(given)
        super().check(named, option)
        names = zip(self._keys(given), self._keys(named))
        for mistake in taken_names({f"{option}[{index}]": each for index, each in enumerate(names)}):
            raise mistake
        for index, (each, before) in enumerate(zip(named, given)):
            place = self.key if before.get(NEW_NAME) is None else NEW_NAME
            refuse_characters(str(each[self.key]), self.unnameable, f"{option}[{index}].{place}")

    def _by_new_names(self, given: Any) -> list[dict[str, Any]]:
        """The entries with their new names."""
        return [{**each, self.key: each[self.key] if each.get(NEW_NAME) is None else each[NEW_NAME]} for each in given]

    def joined(self, given: Any, current: Any, wanted: Any, context: Context, option: str) -> list[Any]:
        """Existing entries keep their positions, and new entries come last; entries are compared by ID."""
        asked = {entry["Id"]: entry for entry in wanted if entry.get("Id")}
        kept = [asked.get(entry.get("Id"), entry) for entry in self._filled_entries(current)]
        new = [entry for entry in wanted if not entry.get("Id")]
        return [{**entry, SORT_ORDER: index} for index, entry in enumerate([*kept, *new])]

    def loses(self, current: Any, wanted: Any) -> bool:
        left = {entry.get("Id") for entry in wanted or []}
        return any(entry.get("Id") not in left for entry in current or [])

    def _renamed(self, given: Mapping[str, Any], current: Sequence[Mapping[str, Any]], option: str) -> tuple[str, str]:
        """The present name, folded, and the wanted name of an entry."""
        name, new_name = str(given[self.key]), str(given[NEW_NAME]).strip()
        if not new_name:
            raise OptionError(option, "is empty")
        names = {folded(entry.get(self._key_field().api)) for entry in current}
        if folded(name) != folded(new_name) and {folded(name), folded(new_name)} <= names:
            raise OptionError(option, f"{new_name!r} exists already, so {name!r} can't be renamed to it")
        return folded(name), new_name

    def _filled_entries(self, entries: Any) -> list[Mapping[str, Any]]:
        return sorted(super()._filled_entries(entries), key=lambda entry: entry.get(SORT_ORDER) or 0)

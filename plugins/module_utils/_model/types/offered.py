# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The field type for names from a list that the server offers, e.g. of permissions (api: people#role)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError, listed
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Argument, FieldType
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import TextList
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded, near_misses
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import OBJECT, TEXTS, Shape, fitting

NAMES = TextList()
OFFERED = Shape("a map of objects", (dict,), each=OBJECT)


@dataclass(frozen=True, eq=False)
class OfferedNames(FieldType):
    """Names in any order, each a key of the map at the server's link ``link``; unchecked if there is no such link.

    ``applies``: the property of an offered name that is false if the option can't have the name; ``elsewhere``: the
    message for such a name. Case is ignored, and names are sent as the server spells them.
    """

    link: str
    label: str
    applies: str
    elsewhere: str

    def argument(self) -> Argument:
        return NAMES.argument()

    def shape(self) -> Shape:
        return TEXTS

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> Any:
        asked = NAMES.wanted(given, current, context, option)
        known = {folded(each): each for each in current or []}
        # Names that the document already has need no check.
        if all(folded(each) in known for each in asked):
            return [known[folded(each)] for each in asked]
        offered = self._offered(context)
        return [self._name(each, offered, option) for each in asked] if offered else asked

    def same(self, current: Any, wanted: Any) -> bool:
        return NAMES.same(current, wanted)

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        return NAMES.shown(value, context)

    def _offered(self, context: Context) -> Mapping[str, Any]:
        root = context.client.system()
        found = context.client.get(root, self.link) if self.link in root["Links"] else {}
        return fitting(found, OFFERED, f"The link {self.link!r}") if isinstance(found, dict) else {}

    def _name(self, given: str, offered: Mapping[str, Any], option: str) -> str:
        name = {folded(each): each for each in offered}.get(folded(given))
        if name is None:
            near = near_misses(given, list(offered))
            raise OptionError(
                option,
                f"this server has no {self.label} {given!r}.{f' Similar names: {listed(near)}.' if near else ''}",
            )
        if (offered[name] or {}).get(self.applies) is False:
            raise OptionError(option, f"{name!r} {self.elsewhere}")
        return name

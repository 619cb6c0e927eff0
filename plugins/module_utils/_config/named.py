# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The items of a configuration, by the names, IDs and slugs of the documents that they are about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ansible_collections.octopus.deploy.plugins.module_utils._config.items import Item
from ansible_collections.octopus.deploy.plugins.module_utils._model.fields import given_fields
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import ID, NAME, SLUG, folded


class Named:
    """Finds the items that are about a document. ``by_location``: all items."""

    def __init__(self, items: Sequence[Item]) -> None:
        self.by_location: dict[Location, list[Item]] = {}
        self._called: dict[tuple[str, Location, str], list[Item]] = {}
        # The owners that items name: their documents have the links to the items' documents.
        self._owners: set[tuple[Location, str]] = set()
        # The names of owners and parents that items give, of any kind.
        self._above: set[str] = set()
        for item in items:
            self._above.update(folded(each) for each in (item.parent, item.belongs_to[1]) if each)
            if item.resource.owner:
                self._owners.add((item.resource.owner.location, folded(item.belongs_to[1])))
            self.by_location.setdefault(item.resource.location, []).append(item)
            for way, value in item.called:
                self._called.setdefault((way, item.resource.location, value), []).append(item)

    def at(self, location: Location) -> Sequence[Item]:
        """The items about documents of a location."""
        return self.by_location.get(location, ())

    def inside(self, location: Location) -> list[Location]:
        """The locations whose documents have parents at this location, as far as items are about them."""
        return [each for each in self.by_location if each.parent and each.parent.location == location]

    def called(self, way: str, location: Location, value: str) -> Sequence[Item]:
        """The items whose document ``value`` means as a name, ID or slug (``way``)."""
        return self._called.get((way, location, folded(value)), ())

    def has_item(self, name: str) -> bool:
        """Whether an item is about a document with this name, of any kind, or about a part of it, e.g. its process."""
        return folded(name) in self._above or any(self.called(NAME, each, name) for each in self.by_location)

    def about(self, location: Location, document: Document) -> list[Item]:
        """The items that may be about a document, by its name or ID."""
        known_by = ((NAME, document.get(location.naming.prop)), (ID, document.get(ID)))
        return [item for way, value in known_by if value for item in self.called(way, location, value)]

    def is_owner(self, location: Location, document: Document) -> bool:
        """Whether this document is the owner of an item's document."""
        known_by = (document.get(prop) for prop in (location.naming.prop, ID, SLUG))
        return any((location, folded(value)) in self._owners for value in known_by if isinstance(value, str))


def lacks(document: Mapping[str, object], items: Sequence[Item]) -> bool:
    """Whether a list has left out a property that the items manage, and that a GET of the document has."""
    managed = [each for item in items for each in given_fields(item.resource.fields, item.parameters)]
    lasting = [each for each in managed if each.api and each.change not in ("instruction", "on_create")]
    beside = {each.prop for item in items for each in item.resource.companions}
    return not all(each.api in document or each.api in beside for each in lasting)

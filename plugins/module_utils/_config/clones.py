# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What comes with the documents that a run makes: with a clone what its source has, with any other what all have."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from ansible_collections.octopus.deploy.plugins.module_utils._config.items import Item
from ansible_collections.octopus.deploy.plugins.module_utils._config.listing import MARK, Listed, listed_as
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Change, Lookup
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location, Parent
from ansible_collections.octopus.deploy.plugins.module_utils._model.to_come import is_to_come, to_come
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded

# A collection, the document that one of it belongs to, and its name.
Key = tuple[Location, str, str]


class Clones:
    """The documents that documents to come will have, as far as a run has been planned.

    ``items``: the items of the run by collection. Owners are called by their IDs, or by what stands for these.
    """

    def __init__(self, lookup: Lookup, items: Mapping[Location, Sequence[Item]]) -> None:
        self._lookup = lookup
        self._items = items
        # What owners will have, and what clones bring along of that.
        self._owned: dict[Key, Change] = {}
        self._brought: dict[Key, Change] = {}
        self._planned: set[str] = set()

    def source_of(self, parent: Parent | None, owner: str) -> str | None:
        """The ID of the document that one which this run is going to make is a clone of: its own come from there."""
        of_kind = self._items.get(parent.location, ()) if parent and is_to_come(owner) else ()
        for item in (each for each in of_kind if to_come(each.name) == owner):
            source = item.resource.source(item.parameters)
            found = self._lookup.resolve(item.resource.location, source) if source else None
            # A clone of itself is a mistake, which whoever plans it is told.
            return found if isinstance(found, str) and found != owner else None
        return None

    def resolve(self, location: Location, value: str, owner: str) -> str | None:
        """What stands for a document that is to come with a clone."""
        source = self.source_of(location.parent, owner)
        found = self._lookup.resolve(location, value, source) if source else None
        return found if isinstance(found, str) else None

    def by_name(self, location: Location, name: str, owner: str, source: str) -> Document | None:
        """A document that is to come with a clone."""
        brought = self._brought.get((location, owner, folded(name)))
        found = brought[1] if brought else self._kept(location, name, source)
        prop = location.parent.prop if location.parent else ""
        return {**found, "Id": None, prop: owner} if found else None

    def _kept(self, location: Location, name: str, source: str) -> Document | None:
        """The document of a source that will go on to bear a name, as far as has been planned."""
        here = (change for (kind, owner, _name), change in self._owned.items() if (kind, owner) == (location, source))
        renamed = {folded(before.get(location.naming.prop)): after for before, after in here if before}
        after = renamed.get(folded(name), {})
        is_kept = folded(after.get(location.naming.prop) or name) == folded(name)
        return self._lookup.by_name(location, name, source) if is_kept else None

    def foretell(self, item: Item, identity: str, change: Change) -> None:
        """Note what will become of an item's document; ``identity``: its ID, or what stands for it."""
        location = item.resource.location
        owner = str(change[1].get(location.parent.prop) or "") if location.parent else ""
        if owner:
            self._owned[location, owner, folded(item.name)] = change
        if is_to_come(identity) and item.resource.source(item.parameters):
            self._bring(item, identity)

    def _bring(self, item: Item, identity: str) -> None:
        """Note what a clone will have of what is planned for its source by now."""
        location = item.resource.location
        source = self._lookup.resolve(location, item.resource.source(item.parameters))
        if identity in self._planned or not isinstance(source, str):
            return
        self._planned.add(identity)
        for known in (dict(self._brought), self._owned):
            for (kind, owner, name), change in known.items():
                if owner == source and kind.parent and kind.parent.location == location:
                    self._brought.pop((kind, identity, folded(change[0].get(kind.naming.prop) or name)), None)
                    self._brought[kind, identity, name] = change

    def begins_with(
        self, location: Location, owner: str, listed: Callable[[Location], Iterable[Listed]]
    ) -> dict[str, Listed]:
        """What an owner that is to come has of a collection from the start, by name.

        ``listed``: what the server has of a collection. Each copy has the ID of what it is a copy of.
        """
        source = self.source_of(location.parent, owner)
        if source is None:
            first = dict(location.parent.brings) if location.parent else {}
            found = [listed_as(location, {**first, "Id": to_come(str(first["Name"]))})] if first else []
        elif is_to_come(source):
            found = list(self.begins_with(location, source, listed).values())
        else:
            found = [each for each in listed(location) if each.parent == source]
        known = {folded(each.name): each for each in found}
        for (kind, whose, name), (before, after) in self._brought.items():
            if (kind, whose) == (location, owner):
                known.pop(folded(before.get(location.naming.prop) or ""), None)
                if after.get(MARK) and not before.get(MARK):
                    known = {key: replace(each, is_default=False) for key, each in known.items()}
                identity = after.get("Id") or to_come(str(after.get(location.naming.prop)))
                known[name] = listed_as(location, {**after, "Id": identity})
        return {name: replace(each, parent=owner) for name, each in known.items()}

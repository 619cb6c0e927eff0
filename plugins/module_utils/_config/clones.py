# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documents that come with a new document: for a clone, copies of its source's documents; otherwise, the default
ones.

An owner is the document that other documents belong to, such as the project of a channel. A document that the run is
going to create has no ID yet; ``to_come(name)`` is used in place of the ID.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from ansible_collections.octopus.deploy.plugins.module_utils._config.items import Item
from ansible_collections.octopus.deploy.plugins.module_utils._config.listing import MARK, Listed, listed_as
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Lookup, PlannedChange
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location, Parent
from ansible_collections.octopus.deploy.plugins.module_utils._model.to_come import is_to_come, to_come
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded

# The location of a document, the ID of its owner, and its folded name.
Key = tuple[Location, str, str]


class Clones:
    """The documents that new owners will have, by the plans made so far.

    ``items``: the items of the run by location. Owners are identified by their IDs, or by ``to_come(name)``.
    """

    def __init__(self, lookup: Lookup, items: Mapping[Location, Sequence[Item]]) -> None:
        self._lookup = lookup
        self._items = items
        # Planned changes to documents of an owner, and the copies of these changes that clones of the owner get.
        self._owned: dict[Key, PlannedChange] = {}
        self._brought: dict[Key, PlannedChange] = {}
        self._planned: set[str] = set()

    def source_of(self, parent: Parent | None, owner: str) -> str | None:
        """The ID of the document that the new document ``owner`` will be a clone of; None if it is not a clone."""
        return self.copied_from(parent.location, owner) if parent else None

    def copied_from(self, location: Location, owner: str) -> str | None:
        """The same as ``source_of``, by the location of the new document."""
        of_kind = self._items.get(location, ()) if is_to_come(owner) else ()
        for item in (each for each in of_kind if to_come(each.name) == owner):
            source = item.resource.source(item.parameters)
            found = self._lookup.resolve(item.resource.location, source) if source else None
            # A clone of itself is a mistake; planning the item reports it.
            return found if isinstance(found, str) and found != owner else None
        return None

    def resolve(self, location: Location, value: str, owner: str) -> str | None:
        """The ID of the source's document that ``value`` means; ``owner``, which will be a clone, gets a copy of it."""
        source = self.source_of(location.parent, owner)
        found = self._lookup.resolve(location, value, source) if source else None
        return found if isinstance(found, str) else None

    def by_name(self, location: Location, name: str, owner: str, source: str) -> Document | None:
        """The copy that a clone will have of its source's document ``name``, without an ID; None if there is none."""
        brought = self._brought.get((location, owner, folded(name)))
        found = brought[1] if brought else self._kept(location, name, source)
        prop = location.parent.prop if location.parent else ""
        return {**found, "Id": None, prop: owner} if found else None

    def _kept(self, location: Location, name: str, source: str) -> Document | None:
        """The source's document with this name, unless the run renames that document."""
        here = (change for (kind, owner, _name), change in self._owned.items() if (kind, owner) == (location, source))
        renamed = {folded(before.get(location.naming.prop)): after for before, after in here if before}
        after = renamed.get(folded(name), {})
        is_kept = folded(after.get(location.naming.prop) or name) == folded(name)
        return self._lookup.by_name(location, name, source) if is_kept else None

    def note_change(self, item: Item, identity: str, change: PlannedChange) -> None:
        """Note the planned change of an item's document; ``identity``: its ID, or ``to_come(name)``."""
        location = item.resource.location
        owner = str(change[1].get(location.parent.prop) or "") if location.parent else ""
        if owner:
            self._owned[location, owner, folded(item.name)] = change
        if is_to_come(identity) and item.resource.source(item.parameters):
            self._bring(item, identity)

    def _bring(self, item: Item, identity: str) -> None:
        """Note the copies that a clone will get of the changes planned so far for its source's documents."""
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

    def first_documents(
        self, location: Location, owner: str, listed: Callable[[Location], Iterable[Listed]]
    ) -> dict[str, Listed]:
        """The documents at a location that a new owner will have from the start, by folded name.

        ``listed``: returns the documents that the server has at a location. A copy has the ID of its original.
        """
        source = self.source_of(location.parent, owner)
        if source is None:
            first = dict(location.parent.brings) if location.parent else {}
            found = [listed_as(location, {**first, "Id": to_come(str(first["Name"]))})] if first else []
        elif is_to_come(source):
            found = list(self.first_documents(location, source, listed).values())
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

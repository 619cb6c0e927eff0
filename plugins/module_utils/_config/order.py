# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The order in which the items of a configuration are applied: referenced items come first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from ansible_collections.octopus.deploy.plugins.module_utils._config.items import (
    Item,
    Mistakes,
    without_removed_entries,
)
from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource, named_in
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import WAYS, folded

Needs = Mapping[str, Sequence[str]]
# Turns a reference (a name, an ID or a slug) into one key for the document that it means.
Identify = Callable[[Location, str], str]


def by_words(location: Location, value: str) -> str:
    """The key for a document where nothing is known about the server's documents: the folded reference itself."""
    return folded(value)


@dataclass(frozen=True)
class Order:
    """The items whose documents are to exist, in groups: an item refers only to items of earlier groups.

    If the server keeps the documents of a kind in order, the items of this kind keep the order of the configuration.
    ``needs``: the places of the items that an item needs, by the place of that item.
    """

    groups: Sequence[Sequence[Item]]
    needs: Needs

    def completed(self, needs: Needs) -> Order:
        """The order of the same items with further needs."""
        if needs == self.needs:
            return self
        by_place = {item.place: item for group in self.groups for item in group}
        return Order([[by_place[place] for place in group] for group in in_groups(needs, by_place)], needs)


class ItemLookup:
    """Finds items by the names, IDs and slugs that other items can refer to."""

    def __init__(self, items: Sequence[Item]) -> None:
        self._called: dict[tuple[str, Location, str, str], Item] = {}
        for item in sorted(items, key=lambda each: each.resource.parent is not None):
            owner = self._owner_of(item)
            for way, value in item.called:
                self._called.setdefault((way, item.resource.location, owner, value), item)
        self._owned = {(each.resource.location, self._owner_of(each)): each for each in items if each.resource.owner}

    def item(self, location: Location, value: str, referring: Item) -> Item | None:
        """The item that ``value`` means in an option of the item ``referring``; None if there is none."""
        return self._meant(location, value, self._around(referring) if location.parent else "")

    def beside(self, item: Item) -> list[Item]:
        """The items about further documents of an item's owner that are written before it."""
        first, owner = item.resource.owner.first if item.resource.owner else (), self._owner_of(item)
        return [self._owned[(each, owner)] for each in first if (each, owner) in self._owned]

    def owner(self, location: Location, value: str, identify: Identify = by_words) -> str:
        """One key for a document: the place of its item, or ``identify(...)`` where no item is about it."""
        made = self._meant(location, value)
        return made.place if made else identify(location, value)

    def _around(self, item: Item) -> str:
        """The key for the document within which an item's document names others."""
        inside = item.resource.location.parent
        return self.owner(inside.location, item.parent) if inside else self._owner_of(item)

    def _meant(self, location: Location, value: str, owner: str = "") -> Item | None:
        of_either, key = (location, *location.parts), folded(value)
        found = (self._called.get((way, each, owner, key)) for way in WAYS for each in of_either)
        return next((item for item in found if item), None)

    def _owner_of(self, item: Item) -> str:
        """The key for the document that an item's document belongs to; empty if it belongs to none."""
        location, named = item.belongs_to
        if location and location.parent:
            around = self._around(item)
            made = self._meant(location, named, around)
            return made.place if made else f"{around} {folded(named)}"
        return self.owner(location, named) if location else ""


class Removals:
    """The items that remove a document, by the document's key: others may refer to it in several ways."""

    def __init__(self, items: Sequence[Item], identify: Identify) -> None:
        self._identify = identify
        self._items: dict[Location, dict[str, Item]] = {}
        for item in (each for each in items if each.absent and not each.resource.location.parent):
            location = item.resource.location
            self._items.setdefault(location, {})[identify(location, item.name)] = item

    def item(self, location: Location, value: str) -> Item | None:
        """The item that removes the document which ``value`` means."""
        here = [self._items[each] for each in (location, *location.parts) if each in self._items]
        identity = self._identify(location, value) if here else ""
        return next((each[identity] for each in here if identity in each), None)


def order_of(items: Sequence[Item], space: Item | None = None, identify: Identify = by_words) -> Order:
    """The order in which items are applied.

    ``space``: the item that creates the space of the run, if there is one; ``identify``: as for ``clones_last``.
    Raises ``Mistakes`` for a circle, and for a reference to a document that another item removes.
    """
    present = [each for each in items if not each.absent]
    lookup, removals = ItemLookup(items), Removals(items, identify)
    needs: dict[str, list[str]] = {}
    problems: list[str] = []
    for item in present:
        needed = needs.setdefault(item.place, [])
        if space and item is not space and not item.resource.location.system:
            needed.append(space.place)
        needed += [each.place for each in lookup.beside(item)]
        for location, value in item.references:
            other = lookup.item(location, value, item) or removals.item(location, value)
            if other and other.absent:
                stays = {option: without_removed_entries(given) for option, given in item.parameters.items()}
                if (location, value) in item.resource.references(stays):
                    problems.append(f"{item.place}: refers to {value!r}, which {other.place} removes")
            elif other and other is not item:
                needed.append(other.place)
    if problems:
        raise Mistakes(problems)
    clones_last(present, lookup, needs, identify)
    by_place = {each.place: each for each in present}
    return Order([[by_place[place] for place in group] for group in in_groups(needs, by_place)], needs)


def meets_others(items: Sequence[Item]) -> bool:
    """Whether the order may depend on documents that no item is about: items remove or clone documents."""
    return any(each.absent or each.resource.source(each.parameters) for each in items)


def clones_last(items: Sequence[Item], lookup: ItemLookup, needs: dict[str, list[str]], identify: Identify) -> None:
    """Put a clone after the documents of its source, because the server copies them when it creates the clone. A
    document of the source that itself needs the clone comes after the clone. ``identify``: returns the key for a
    document that no item is about.
    """
    clones = [each for each in items if each.resource.source(each.parameters)]
    cloned = {each.resource.location for each in clones}
    belonging: dict[tuple[Location, str], list[str]] = {}
    for item in items:
        parent = item.resource.location.parent
        # The documents of a source's runbooks are copied as well.
        location, named = (parent.location, item.parent) if parent else item.belongs_to
        if location in cloned:
            belonging.setdefault((location, lookup.owner(location, named, identify)), []).append(item.place)
    for item in clones:
        place, location = item.place, item.resource.location
        source = lookup.owner(location, item.resource.source(item.parameters), identify)
        for each in belonging.get((location, source), ()):
            if not leads_to(place, each, needs):
                needs[place].append(each)


def leads_to(wanted: str, start: str, needs: Needs) -> bool:
    """Whether the item at the place ``start`` needs the one at the place ``wanted``, directly or indirectly."""
    left, seen = [start], {start}
    while left:
        here = left.pop()
        if here == wanted:
            return True
        new = [each for each in needs.get(here, ()) if each not in seen]
        seen.update(new)
        left += new
    return False


def in_groups(needs: Needs, items: Mapping[str, Item]) -> list[list[str]]:
    """The keys of ``needs`` in groups: a key comes after all keys that it needs, and after its predecessor."""
    left = {key: set(needed) for key, needed in needs.items()}
    before = predecessors(items.values())
    groups = []
    while left:
        free = [key for key, needed in left.items() if not needed & left.keys()]
        if not free:
            raise Mistakes([circle(left, items)])
        here: dict[str, None] = {}
        for key in free:
            if before.get(key) not in left or before[key] in here:
                here[key] = None
        # Needs count more than the written order: a predecessor may itself need the item that follows it.
        groups.append(list(here) or free)
        for key in groups[-1]:
            del left[key]
    return groups


def predecessors(items: Iterable[Item]) -> dict[str, str]:
    """The place of the previous item of the same kind, for items of kinds that the server keeps in order."""
    last: dict[str, str] = {}
    found = {}
    for item in items:
        if item.resource.in_order:
            if item.resource.kind in last:
                found[item.place] = last[item.resource.kind]
            last[item.resource.kind] = item.place
    return found


def circle(left: Mapping[str, Iterable[str]], items: Mapping[str, Item]) -> str:
    """The message about one circle among the items that are left."""
    path = [next(iter(left))]
    while path[-1] not in path[:-1]:
        path.append(sorted(each for each in left[path[-1]] if each in left)[0])
    around = path[path.index(path[-1]) :]
    return "these items refer to each other in a circle: " + " -> ".join(
        f"{key} ({items[key].title})" for key in around
    )


def removal_order(resources: Iterable[Resource]) -> list[Resource]:
    """Kinds in the order in which their documents can be removed: kinds that refer to others come first.

    Two kinds that can be removed in either order keep their order.
    """
    left = {each.kind: each for each in resources}
    ordered = []
    while left:
        waiting = [each for each in left.values() if any(goes_before(other, each) for other in left.values())]
        free = [each for each in left.values() if each not in waiting] or [next(iter(left.values()))]
        ordered += [left.pop(each.kind) for each in free]
    return ordered


def goes_before(one: Resource, other: Resource) -> bool:
    """Whether documents of the kind ``one`` have to be removed before documents of the kind ``other``.

    Where two kinds refer to each other, the kind with the firmer reference comes first: one that a document always has
    (a space has managers) is firmer than one that it can lose. A reference to the parent is the weakest, because the
    server removes the channels of a project together with the project.
    """
    return firmness(one, of=other) > firmness(other, of=one)


def firmness(holding: Resource, of: Resource) -> int:
    """How firmly documents of one kind refer to documents of another: from 0 (not at all) to 3."""
    if holding.location == of.location or not can_name(holding.fields, of):
        return 0
    inside = holding.location.parent
    if inside and inside.location == of.location:
        return 1
    lasting = tuple(each for each in holding.fields if each.change == "free")
    return 3 if can_name(lasting, of) else 2


def can_name(fields: tuple[Field, ...], other: Resource) -> bool:
    """Whether these fields can refer to documents of a kind."""
    return any(other.location in (each, *each.parts) for each in named_in(fields))

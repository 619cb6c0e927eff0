# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""In which order the items of a configuration can be made: what they refer to comes first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ansible_collections.octopus.deploy.plugins.module_utils._config.items import Item, Mistakes
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource, named_in
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import WAYS, folded

Needs = Mapping[str, Sequence[str]]
# What stands for a document by what it is called.
Identify = Callable[[Location, str], str]


def by_words(location: Location, value: str) -> str:
    """A document by what it is called, where nothing is known of what the server has."""
    return folded(value)


@dataclass(frozen=True)
class Order:
    """The items that are to be there, in groups: each refers to items of earlier groups alone.

    Of a kind that the server lists in order, none is in a group before that of an item that is written down before it.

    ``needs``: the places of the items that each refers to.
    """

    groups: Sequence[Sequence[Item]]
    needs: Needs


class Known:
    """The items by all that others can call them."""

    def __init__(self, items: Sequence[Item]) -> None:
        self._bearing: dict[tuple[str, Location, str, str], Item] = {}
        for item in sorted(items, key=lambda each: each.resource.parent is not None):
            inside = self._inside(item)
            for way in WAYS:
                for name in item.called(way):
                    self._bearing.setdefault((way, item.resource.location, inside, name), item)

    def item(self, location: Location, value: str, referring: Item) -> Item | None:
        """The item that is called so where ``referring`` looks."""
        return self._meant(location, value, self._inside(referring) if location.parent else "")

    def owner(self, location: Location, value: str, identify: Identify = by_words) -> str:
        """What stands for a document, whether there is an item about it or not."""
        made = self._meant(location, value)
        return made.place if made else identify(location, value)

    def _meant(self, location: Location, value: str, inside: str = "") -> Item | None:
        of_either = (location, *location.parts)
        found = (self._bearing.get((way, each, inside, folded(value))) for way in WAYS for each in of_either)
        return next((item for item in found if item), None)

    def _inside(self, item: Item) -> str:
        """What stands for the document that an item belongs to, however it is called."""
        parent = item.resource.location.parent
        return self.owner(parent.location, item.parent) if parent else ""


class Gone:
    """The items that remove a document, by what the document is, whatever others call it."""

    def __init__(self, items: Sequence[Item], identify: Identify) -> None:
        self._identify = identify
        self._items: dict[Location, dict[str, Item]] = {}
        for item in (each for each in items if each.absent and not each.resource.location.parent):
            location = item.resource.location
            self._items.setdefault(location, {})[identify(location, item.name)] = item

    def item(self, location: Location, value: str) -> Item | None:
        """The item that removes what is called so."""
        here = [self._items[each] for each in (location, *location.parts) if each in self._items]
        identity = self._identify(location, value) if here else ""
        return next((each[identity] for each in here if identity in each), None)


def order_of(items: Sequence[Item], space: Item | None = None, identify: Identify = by_words) -> Order:
    """The order in which items can be made.

    ``space``: the item that makes the space which the others belong to, if one does; ``identify``: as ``clones_last``
    takes it. Raises ``Mistakes`` for a circle, and for a reference to an item that is to go.
    """
    present = [each for each in items if not each.absent]
    known, gone = Known(items), Gone(items, identify)
    needs: dict[str, list[str]] = {}
    problems: list[str] = []
    for item in present:
        needed = needs.setdefault(item.place, [])
        if space and item is not space and not item.resource.location.system:
            needed.append(space.place)
        for location, value in item.resource.references(item.parameters):
            other = known.item(location, value, item) or gone.item(location, value)
            if other and other.absent:
                problems.append(f"{item.place}: refers to {value!r}, which {other.place} removes")
            elif other and other is not item:
                needed.append(other.place)
    if problems:
        raise Mistakes(problems)
    clones_last(present, known, needs, identify)
    by_place = {each.place: each for each in present}
    return Order([[by_place[place] for place in group] for group in in_groups(needs, by_place)], needs)


def clones_last(items: Sequence[Item], known: Known, needs: dict[str, list[str]], identify: Identify) -> None:
    """Let a clone need what belongs to its source as well, as it brings along what is there when it is made.

    What itself needs the clone can only come after it. ``identify``: what stands for a document that no item is about.
    """
    clones = [each for each in items if each.resource.source(each.parameters)]
    cloned = {each.resource.location for each in clones}
    belonging: dict[tuple[Location, str], list[str]] = {}
    for item in items:
        parent = item.resource.location.parent
        if parent and parent.location in cloned:
            owner = known.owner(parent.location, item.parent, identify)
            belonging.setdefault((parent.location, owner), []).append(item.place)
    for item in clones:
        place, location = item.place, item.resource.location
        source = known.owner(location, item.resource.source(item.parameters), identify)
        for each in belonging.get((location, source), ()):
            if not leads_to(place, each, needs):
                needs[place].append(each)


def leads_to(wanted: str, start: str, needs: Needs) -> bool:
    """Whether ``start`` needs what is at the place ``wanted``, if only because of what it needs."""
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
    """The keys of ``needs`` in groups, each after all that it needs, and not before what stands before it."""
    left = {key: set(needed) for key, needed in needs.items()}
    before = predecessors(items.values())
    groups = []
    while left:
        free = [key for key, needed in left.items() if not needed & left.keys()]
        if not free:
            raise Mistakes([circle(left, items)])
        here: list[str] = []
        for key in free:
            if before.get(key) not in left or before[key] in here:
                here.append(key)
        # Places count less than needs: what waits for its turn may be what another one needs.
        groups.append(here or free)
        for key in groups[-1]:
            del left[key]
    return groups


def predecessors(items: Iterable[Item]) -> dict[str, str]:
    """For items of kinds that the server lists in order, the one that is written down before it."""
    last: dict[str, str] = {}
    found = {}
    for item in items:
        if item.resource.in_order:
            if item.resource.kind in last:
                found[item.place] = last[item.resource.kind]
            last[item.resource.kind] = item.place
    return found


def circle(left: Mapping[str, Iterable[str]], items: Mapping[str, Item]) -> str:
    """One circle among what is left, as people read it."""
    path = [next(iter(left))]
    while path[-1] not in path[:-1]:
        path.append(sorted(each for each in left[path[-1]] if each in left)[0])
    around = path[path.index(path[-1]) :]
    return "these refer to each other in a circle: " + " -> ".join(f"{key} ({items[key].name})" for key in around)


def removal_order(resources: Iterable[Resource]) -> list[Resource]:
    """Kinds in the order in which their documents can go: those that refer to others first.

    Kinds of which neither has to go before the other stay in the order in which they came.
    """
    left = {each.kind: each for each in resources}
    ordered = []
    while left:
        waiting = [each for each in left.values() if any(goes_before(other, each) for other in left.values())]
        free = [each for each in left.values() if each not in waiting] or [next(iter(left.values()))]
        ordered += [left.pop(each.kind) for each in free]
    return ordered


def goes_before(one: Resource, other: Resource) -> bool:
    """Whether documents of one kind go before those of another, which they refer to.

    Of kinds that refer to each other, the one goes first whose reference a document has from its first day to its last,
    as spaces have managers; and a document takes along what belongs to it, as projects do with their channels.
    """
    return firmness(one, of=other) > firmness(other, of=one)


def firmness(holding: Resource, of: Resource) -> int:
    """How firmly documents of one kind hold on to those of another."""
    if holding.location == of.location or not names(holding.fields, of):
        return 0
    inside = holding.location.parent
    if inside and inside.location == of.location:
        return 1
    lasting = tuple(each for each in holding.fields if each.change == "free")
    return 3 if names(lasting, of) else 2


def names(fields: tuple[Field, ...], other: Resource) -> bool:
    """Whether these fields can refer to documents of a kind."""
    return any(other.location in (each, *each.parts) for each in named_in(fields))

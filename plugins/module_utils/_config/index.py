# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names and IDs of a whole space, from the pages of each collection instead of a request for each document."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._config.clones import Clones
from ansible_collections.octopus.deploy.plugins.module_utils._config.items import OPTIONS, Item
from ansible_collections.octopus.deploy.plugins.module_utils._config.listing import Listed, Listing, only_id
from ansible_collections.octopus.deploy.plugins.module_utils._config.named import Named
from ansible_collections.octopus.deploy.plugins.module_utils._config.pages import listing_of, often_named, whole_listing
from ansible_collections.octopus.deploy.plugins.module_utils._config.threads import parallel
from ansible_collections.octopus.deploy.plugins.module_utils._locate.finding import change_key
from ansible_collections.octopus.deploy.plugins.module_utils._locate.resolver import Resolver
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import (
    Covered,
    Lookup,
    PlannedChange,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import UnfitParent
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location, Missing
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.to_come import is_to_come, name_to_come, to_come
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client, Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import (
    Ambiguous,
    OctopusError,
    is_unreadable,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import (
    ID,
    NAME,
    SLUG,
    WAYS,
    folded,
    near_misses,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.spaces import Space


class Index:
    """A ``Lookup`` like ``Resolver``, but from the pages of collections, each of which is read once.

    Documents of collections that were not read are looked up one by one. A name that an item of the configuration has
    means the item's document. ``promised``: the item that creates the space of the run.
    """

    def __init__(
        self,
        client: Client,
        space: Space,
        items: Sequence[Item],
        threads: int = 1,
        promised: Item | None = None,
    ) -> None:
        self.live = Resolver(client, space.document or None, coming=space.is_to_come)
        self._promised_space = to_come(promised.name) if promised else ""
        self._client = client
        self._threads = threads
        self._lock = threading.Lock()
        self._listings: dict[Location, Listing] = {}
        # The collections that could not be read.
        self.unread: dict[Location, OctopusError] = {}
        # The collections that were read, each with the kinds of the configuration whose documents are in it.
        self._read: dict[Location, list[Resource]] = {}
        self._renamed: dict[str, str] = {}
        self._made: set[str] = set()
        self._planned_changes: dict[Location, dict[str, PlannedChange]] = {}
        self._named = Named(items)
        # A strong reference would be a cycle, so that only Python's search for cycles would free the run's documents.
        self._clones = Clones(weakref.proxy(self), self._named.by_location)
        # The documents that names mean, by location, name and parent: thousands of items refer to the same few.
        # Each change replaces the dict, so that a thread that has seen the earlier state adds nothing to the new one.
        self._meant: dict[tuple[Location, str, str], str] = {}

    def enter(self, space: Document) -> None:
        """Continue in a space that has just been created, and read the documents that it was created with."""
        self.live = Resolver(self._client, space)
        self._list_all([each for each in self._read if each.is_mixed or not each.system])

    def read(self, resources: Iterable[Resource], items: Sequence[Item]) -> None:
        """Read the collections of these kinds, and the collections that items refer to often."""
        kinds = [each for each in resources if not each.is_owned]
        locations = [each.location for each in kinds]
        often = [each for each in often_named(items) if self.live.holder(each) is None or self.live.offers(each)]
        locations += [each.parts[0] if each.apart else each for each in often]
        self._read = {here: [each for each in kinds if each.location == here] for here in locations}
        self._list_all(list(self._read))

    def _list_all(self, locations: Sequence[Location]) -> None:
        self._meant = {}
        # Collections of parents come first: some documents can only be reached through their parent.
        for through_parent in (False, True):
            here = [each for each in locations if bool(each.parent and each.parent.only) is through_parent]
            list(parallel(self._list, here, self._threads))
        # A document that this run renames is shown by its new name from the start, with and without check mode.
        for item in (each for here in self._named.by_location.values() for each in here if each.renames):
            identity = self._renamed_by(item)
            if identity:
                self._renamed[identity] = item.name
        self._meant = {}

    def read_whole(
        self, resources: Iterable[Resource], more: Iterable[Location] = (), is_lenient: bool = False
    ) -> None:
        """Read the collections of these kinds, and ``more`` that the server offers, and keep every document.

        ``is_lenient``: note a collection that can't be read in ``unread``, instead of raising ``OctopusError``. Other
        documents then show the IDs of its documents in place of the names.
        """
        variants = [each for resource in resources if not resource.singleton for each in resource.variants]
        locations = [each.owner.location if each.owner else each.location for each in variants]
        locations += [each for each in more if self.live.offers(each)]

        def keep(location: Location) -> None:
            try:
                self._listings[location] = whole_listing(location, self.live)
            except OctopusError as error:
                if not (is_lenient and is_unreadable(error)):
                    raise
                self.unread[location], self._listings[location] = error, Listing()

        list(parallel(keep, list(dict.fromkeys(locations)), self._threads))

    def documents(self, location: Location) -> Iterator[Document]:
        """The documents that ``read_whole`` has kept of a collection, without those of other spaces."""
        known = self.listing(location).documents
        return (known[each.id] for each in self.listed(location) if each.id in known)

    def listed(self, location: Location) -> list[Listed]:
        """The documents of a collection that are known so far, without those of other spaces."""
        # Other threads may add documents meanwhile.
        return [each for each in list(self.listing(location).listed.values()) if self._is_meant(location, each)]

    def _is_meant(self, location: Location, document: Listed, inside: str = "") -> bool:
        """Whether a name can mean a document, which may belong to another space. ``inside``: see ``Reader``."""
        if not location.is_mixed:
            return True
        with self._lock:
            return self.live.is_meant(location, document.space, inside)

    def _list(self, location: Location) -> None:
        self._listings[location] = listing_of(location, self._named, self, self.live, self._read.get(location, ()))

    def listing(self, location: Location) -> Listing:
        """The documents of a collection that are known so far; an empty listing if it was not read."""
        return self._listings.get(location) or Listing()

    def needs(self, resource: Resource) -> Iterator[tuple[Listed, list[str]]]:
        """The documents of a kind without an item, each with the IDs of documents that it can't be without.

        The collection of a kind that the configuration does not have is read for this alone. Raises ``OctopusError``.
        """
        location = resource.location
        if resource in self._read.get(location, ()):
            listing = self.listing(location)
        else:
            is_served = self.live.holder(location) is not None and self.live.offers(location)
            listing = listing_of(location, self._named, self, self.live, (resource,)) if is_served else Listing()
        yield from ((listing.listed[each], ids) for each, lists in listing.needs.items() for ids in lists)

    def has_read(self, location: Location) -> bool:
        """Whether all names in a collection are known without a request."""
        return location in self._listings and location.parent is None

    def note_created(self, location: Location, document: Document) -> None:
        """Note a document that has just been created or renamed."""
        listing = self._listings.setdefault(location, Listing())
        listing.add(location, document)
        # Plans of other documents may need more of it than its ID, such as the tags of a tag set.
        listing.keep(document)
        self._made.add(str(document["Id"]))
        self._meant = {}

    def holder(self, location: Location) -> Document | None:
        return self.live.holder(location)

    def origin(self, location: Location, parent_id: str = "") -> tuple[Document | None, str]:
        return self.live.origin(location, parent_id)

    def by_id(self, location: Location, document_id: str, parent_id: str = "") -> Document | None:
        if location not in self._listings:
            return self.live.by_id(location, document_id, parent_id)
        listing = self._listings[location]
        known = next(iter(listing.ids(ID, document_id, parent_id)), None)
        found = listing.documents.get(known) if known else None
        if known and found is None:
            # Only the items' documents are kept whole; others are needed seldom, e.g. the source of a clone.
            return self.live.by_id(location, known, parent_id)
        return found

    def by_name(self, location: Location, name: str, parent_id: str = "") -> Document | None:
        source_id = self._clones.source_of(location.parent, parent_id)
        if source_id:
            return self._clones.by_name(location, name, parent_id, source_id)
        self._check_parent(location, parent_id)
        if location not in self._listings:
            return self.live.by_name(location, name, parent_id)
        identity = self._listed(NAME, location, name, parent_id)
        if identity is None and location.lists.retired:
            return self.live.by_name(location, name, parent_id)
        return self.by_id(location, identity, parent_id) if identity else None

    def _check_parent(self, location: Location, parent_id: str) -> None:
        """Raise ``UnfitParent`` if this parent can't have documents at ``location``."""
        at = location.parent.location if location.parent and parent_id else None
        if at is None:
            return
        known = self._listings.get(at)
        found = self.seen(at, parent_id) if known is None else None
        problem = known.unfit.get((location, parent_id)) if known else found and self.live.why_unfit(location, found)
        if problem:
            raise UnfitParent(problem)

    def resolve(self, location: Location, value: str, parent_id: str = "", held: Iterable[str] = ()) -> str | Missing:
        """See ``Lookup``. For names, IDs and slugs alike, documents of the run come before the server's others."""
        meant, key = self._meant, (location, value, parent_id)
        if key in meant:
            return meant[key]
        for way in WAYS:
            found = self._promised(way, location, value, parent_id)
            found = found or self._on_server(way, location, value, parent_id)
            if found and way == NAME:
                meant[key] = found
            if found is None and way == ID:
                found = next((each for each in held if folded(each) == folded(value)), None)
            if found is None and way == NAME and location not in self._listings:
                return self._looked_up(location, value, parent_id, held)
            if found:
                return found
        copied = self._clones.resolve(location, value, parent_id)
        if copied:
            return copied
        names = [each.name for each in self.listed(location) if each.parent == parent_id]
        here = (each for each in self._named.at(location) if not each.absent and self.is_inside(each, parent_id))
        names += [item.name for item in here]
        return Missing(near=tuple(near_misses(value, names)))

    def _looked_up(self, location: Location, value: str, parent_id: str, held: Iterable[str]) -> str | Missing:
        """The document that ``value`` means in a collection that was not read; costs one request."""
        read = self.live.resolve(location, value, parent_id, held)
        # A slug of the server counts less than any name, ID or slug of a document that this run makes.
        key = folded(value)
        stronger = isinstance(read, str) and (folded(read) == key or folded(self.names(location, [read])[0]) == key)
        ways = () if stronger else (ID, SLUG)
        promised = (self._promised(way, location, value, parent_id) for way in ways)
        found = next((each for each in promised if each), read)
        return found if isinstance(found, str) else self._clones.resolve(location, value, parent_id) or found

    def _promised(self, way: str, location: Location, value: str, parent_id: str) -> str | None:
        """The ID of the item's document that ``value`` means as a name, ID or slug (``way``), or ``to_come(name)``."""
        items = (self._named.called(way, each, value) for each in (location, *location.parts))
        for item in (each for here in items for each in here if not each.absent):
            if self.is_inside(item, parent_id):
                return self.identity(item, parent_id) or to_come(item.name)
        return None

    def identified(self, location: Location, value: str) -> str:
        """The ID of the document that ``value`` means, or the folded value itself where no document is found."""
        try:
            found = self.resolve(location, value)
        except Ambiguous:
            return folded(value)  # planning the item reports it
        return found if isinstance(found, str) else folded(value)

    def is_inside(self, item: Item, parent_id: str) -> bool:
        """Whether an item's document belongs to this parent, if the kind has one, and to no other space."""
        location = item.resource.location
        if location.is_mixed:
            inside = self._inside(item)
            return isinstance(inside, str) and (inside in ("", parent_id) or self.is_here(inside))
        return location.parent is None or self._inside(item) == parent_id

    def _inside(self, item: Item) -> str | Missing:
        """The ID of the parent or the space that an item names for its document; empty if it names none."""
        return self.resolve(*item.within) if item.within else ""

    def is_named(self, location: Location, document: Listed) -> bool:
        """Whether an item is about this document, or will have its name."""
        by_name = self._named.called(NAME, location, document.name)
        items = [*by_name, *self._named.called(ID, location, document.id)]
        return any(self.is_inside(each, document.parent) for each in items)

    def has_item(self, name: str) -> bool:
        """Whether an item is about a document with this name, of any kind, or about a part of it, e.g. its process."""
        return self._named.has_item(name)

    def _renamed_by(self, item: Item) -> str | None:
        try:
            inside = self._inside(item)
            return self.identity(item, inside) if isinstance(inside, str) else None
        except Ambiguous:
            return None  # planning the item reports it

    def identity(self, item: Item, parent_id: str = "") -> str | None:
        """The ID of the document that an item is about; None if it does not exist yet."""
        if item.parameters.get("id"):
            return self._listed(ID, item.resource.location, item.parameters["id"], parent_id)
        names = (item.parameters[option] for option in OPTIONS[NAME] if item.parameters.get(option))
        found = (self._on_server(NAME, item.resource.location, each, parent_id) for each in names)
        return next((each for each in found if each), None)

    def _on_server(self, way: str, location: Location, value: str, parent_id: str) -> str | None:
        """The ID of the listed document that ``value`` means as a name, ID or slug (``way``)."""
        found = self._listed(way, location, value, parent_id)
        if found is None and way == NAME and parent_id in self._made:
            # The document may have come with an owner that this run has just created.
            brought = self.live.resolve(location, value, parent_id)
            found = brought if isinstance(brought, str) else None
        if found is None and way == NAME and location.lists.retired and location in self._listings:
            retired = self.live.by_name(location, value, parent_id)
            found = str(retired["Id"]) if retired else None
        return found

    def _listed(self, way: str, location: Location, value: str, parent_id: str) -> str | None:
        if location.is_mixed:
            # A document that belongs to a space has no parent.
            is_meant = partial(self._is_meant, location, inside=parent_id)
            return only_id(self._read_of(location), way, location, value, "", is_meant)
        return only_id(self._read_of(location), way, location, value, parent_id)

    def remember(
        self, location: Location, value: str, document_id: str, name: str | None = None, parent_id: str = ""
    ) -> str:
        return self.live.remember(location, value, document_id, name, parent_id)

    def note_change(self, item: Item, before: Document, after: Document) -> None:
        """Note the planned change of an item's document, for the plans of items that refer to it."""
        identity = str(before.get("Id") or to_come(item.name))
        location = item.resource.location
        key = change_key(item.resource, before) if item.resource.owner else identity
        self._planned_changes.setdefault(location, {})[key] = (before, after)
        self._clones.note_change(item, identity, (before, after))

    def first_documents(self, location: Location, owner: str) -> list[Listed]:
        """The documents that a new owner will have from the start; a copy has the ID of its original."""
        return list(
            self._clones.first_documents(location, owner, lambda each: self.listing(each).listed.values()).values()
        )

    def planned_changes(self, location: Location) -> Mapping[str, PlannedChange]:
        return self._planned_changes.get(location, {})

    def seen(self, location: Location, document_id: str) -> Document | None:
        known = self.listing(location).documents.get(document_id)
        if known:
            return known
        # One thread at a time, so that a document that several threads need is requested once.
        with self._lock:
            return self.live.seen(location, document_id)

    def learn(self, location: Location, documents: Any, parent_id: str = "") -> None:
        """Do nothing: the pages have all names of a collection, and documents of the run come first."""

    def slugged(self, location: Location, slug: str, parent_id: str = "") -> Sequence[Document]:
        listing = self.listing(location)
        found = (listing.listed[each] for each in listing.ids(SLUG, slug, parent_id))
        return [{ID: each.id, location.naming.prop: each.name, "SpaceId": each.space} for each in found]

    def why_unseen(self, location: Location, about: Covered | None = None) -> str:
        with self._lock:
            return self.live.why_unseen(location, about)

    def copied_from(self, location: Location, identity: str) -> str | None:
        return self._clones.copied_from(location, identity)

    def names(self, location: Location, ids: Iterable[str]) -> list[str]:
        wanted = list(ids)
        known = {each: name_to_come(each) for each in wanted if is_to_come(each)}
        for listing in self._read_of(location):
            here = [each for each in wanted if each in listing.listed]
            known.update({each: self._renamed.get(each) or listing.listed[each].name for each in here})
        # A document that the pages did not have may have come with an owner that this run has created.
        is_open = location not in self._listings or (location.parent is not None and bool(self._made))
        is_open = is_open and not any(each in self.unread for each in (location, *location.parts))
        unknown = [each for each in wanted if each not in known] if is_open else []
        if unknown:
            # Here, too, only one thread at a time sends a request.
            with self._lock:
                known.update(zip(unknown, self.live.names(location, unknown)))
        return [known.get(each, each) for each in wanted]

    def within(self, space_id: str) -> Lookup:
        # Documents that this run is going to create are in the space of the run.
        if self.is_here(space_id):
            return self
        with self._lock:
            return self.live.within(space_id)

    def is_here(self, space_id: str) -> bool:
        """Whether this is the ID of the space of the run."""
        if is_to_come(space_id):
            return space_id == self._promised_space
        with self._lock:
            return self.live.is_here(space_id)

    def _read_of(self, location: Location) -> list[Listing]:
        """The listings of a collection or of its parts, as far as they were read."""
        return [self._listings[each] for each in (location, *location.parts) if each in self._listings]

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is who in a whole space, read once: each collection's pages, not a request for each document."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._config.clones import Clones
from ansible_collections.octopus.deploy.plugins.module_utils._config.items import OPTIONS, Item
from ansible_collections.octopus.deploy.plugins.module_utils._config.listing import Listed, Listing
from ansible_collections.octopus.deploy.plugins.module_utils._engine.context import Change, Lookup
from ansible_collections.octopus.deploy.plugins.module_utils._engine.directory import (
    Collection,
    Directory,
    Missing,
    folded,
    near_misses,
)
from ansible_collections.octopus.deploy.plugins.module_utils._engine.documents import given_fields
from ansible_collections.octopus.deploy.plugins.module_utils._engine.resource import Resource
from ansible_collections.octopus.deploy.plugins.module_utils._engine.to_come import is_to_come, name_to_come, to_come
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client, Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import Ambiguous, SpaceNotFound
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import ID, NAME, WAYS

# So many documents of a collection are looked up one by one before all of it is read.
FEW = 3


class Survey:
    """What ``Directory`` finds out request by request, from pages that were read once.

    Collections that were not read are looked up one by one. A name that an item of the configuration bears means the
    document that the item is about. ``promised``: the item that makes the space which the others belong to.
    """

    def __init__(
        self,
        client: Client,
        space: Document | None,
        items: Sequence[Item],
        threads: int = 1,
        promised: Item | None = None,
    ) -> None:
        self.live = Directory(client, space)
        # The default space does not tell its ID.
        self._space_id = str((space or {}).get("Id") or "")
        self._is_default = space is not None and not self._space_id
        self._promised_space = to_come(promised.name) if promised else ""
        self._client = client
        self._threads = threads
        self._lock = threading.Lock()
        self._listings: dict[Collection, Listing] = {}
        self._read: list[Collection] = []
        self._renamed: dict[str, str] = {}
        self._made: set[str] = set()
        self._foretold: dict[Collection, dict[str, Change]] = {}
        self._items: dict[Collection, list[Item]] = {}
        self._clones = Clones(self, self._items)
        self._called: dict[tuple[str, Collection, str], list[Item]] = {}
        for item in items:
            self._items.setdefault(item.resource.collection, []).append(item)
            for way in WAYS:
                for name in item.called(way):
                    self._called.setdefault((way, item.resource.collection, name), []).append(item)

    def enter(self, space: Document) -> None:
        """Go on in a space that has come into being, and read what it began with."""
        self.live = Directory(self._client, space)
        self._space_id, self._is_default = str(space.get("Id") or ""), False
        self._list_all([each for each in self._read if not each.system])

    def read(self, resources: Iterable[Resource], items: Sequence[Item]) -> None:
        """Read the collections of these kinds, and those that items refer to often."""
        collections = [each.collection for each in resources if not each.singleton]
        uses: dict[Collection, set[tuple[str, str]]] = {}
        for item in items:
            for collection, value in item.resource.references(item.parameters):
                inside = folded(item.resource.given_parent(item.parameters)) if collection.parent else ""
                uses.setdefault(collection, set()).add((inside, folded(value)))
        often = [each for each, values in uses.items() if len(values) > FEW and self._is_served(each)]
        collections += [each.parts[0] if each.apart else each for each in often]
        self._read = list(dict.fromkeys(collections))
        self._list_all(self._read)

    def _is_served(self, collection: Collection) -> bool:
        return self.live.holder(collection) is None or self.live.offers(collection)

    def _list_all(self, collections: Sequence[Collection]) -> None:
        # Those that others are reached by come first.
        for reached in (False, True):
            here = [each for each in collections if bool(each.parent and each.parent.only) is reached]
            list(parallel(self._list, here, self._threads))
        # A document that this run renames is shown by its new name from the start, in check mode as in the run.
        for item in (each for here in self._items.values() for each in here if each.renames):
            identity = self._renamed_by(item)
            if identity:
                self._renamed[identity] = item.name

    def read_whole(self, resources: Iterable[Resource]) -> None:
        """Read the collections of these kinds and keep every document."""
        collections = [each.collection for each in resources if not each.singleton]
        list(parallel(self._keep, collections, self._threads))

    def documents(self, collection: Collection) -> list[Document]:
        """The documents of a collection that were kept."""
        return [json.loads(text) for text in self.listing(collection).documents.values()]

    def _keep(self, collection: Collection) -> None:
        listing = Listing()
        for document in self.live.everything(collection):
            listing.add(collection, document)
            listing.documents[str(document["Id"])] = json.dumps(document)
        self._listings[collection] = listing

    def _list(self, collection: Collection) -> None:
        listing = Listing()
        for document in self._all(collection):
            listing.add(collection, document)
            items = self._items_of(collection, document)
            if items:
                listing.documents[str(document["Id"])] = json.dumps(self._whole(items, document))
        self._listings[collection] = listing

    def _all(self, collection: Collection) -> Iterator[Document]:
        parent = collection.parent
        if parent is None or not parent.only:
            return self.live.everything(collection)
        # Not those of every parent there is, but those that items are about.
        named = dict.fromkeys(item.parent for item in self._items.get(collection, ()))
        ids = [found for found in (self.resolve(parent.collection, each) for each in named) if isinstance(found, str)]
        return (document for each in dict.fromkeys(ids) for document in self.live.everything(collection, each))

    def _items_of(self, collection: Collection, document: Document) -> list[Item]:
        """The items that may be about a document: they find it by its name or ID."""
        known_by = ((NAME, document.get(collection.named_by)), (ID, document.get(ID)))
        found = (self._called.get((way, collection, folded(value)), ()) for way, value in known_by if value)
        return [item for here in found for item in here]

    def _whole(self, items: Sequence[Item], document: Document) -> Document:
        """The document with all that items manage: some lists leave out what a GET of the document has."""
        resource = items[0].resource
        managed = [each for item in items for each in given_fields(resource.fields, item.parameters)]
        lasting = [each for each in managed if each.api and not (each.transient or each.create_only)]
        beside = {each.prop for each in resource.sides}
        if all(each.api in document or each.api in beside for each in lasting):
            return document
        parent = resource.collection.parent
        inside = str(document.get(parent.prop) or "") if parent else ""
        return self.live.by_id(resource.collection, document["Id"], inside) or document

    def listing(self, collection: Collection) -> Listing:
        return self._listings.get(collection) or Listing()

    def has_read(self, collection: Collection) -> bool:
        """Whether all names in a collection are known without a request."""
        return collection in self._listings and collection.parent is None

    def made(self, collection: Collection, document: Document) -> None:
        """Note a document that has just been made or renamed."""
        self._listings.setdefault(collection, Listing()).add(collection, document)
        self._made.add(str(document["Id"]))

    def holder(self, collection: Collection) -> Document | None:
        return self.live.holder(collection)

    def origin(self, collection: Collection, parent_id: str = "") -> tuple[Document | None, str]:
        return self.live.origin(collection, parent_id)

    def by_id(self, collection: Collection, document_id: str, parent_id: str = "") -> Document | None:
        if collection not in self._listings:
            return self.live.by_id(collection, document_id, parent_id)
        listing = self._listings[collection]
        known = next(iter(listing.ids(ID, document_id, parent_id)), None)
        text = listing.documents.get(known) if known else None
        if known and text is None:
            # Only documents that items are about are kept; others are named seldom, e.g. the source of a clone.
            return self.live.by_id(collection, known, parent_id)
        found: Document | None = json.loads(text) if text else None
        return found

    def by_name(self, collection: Collection, name: str, parent_id: str = "") -> Document | None:
        source_id = self._clones.source_of(collection.parent, parent_id)
        if source_id:
            return self._clones.by_name(collection, name, parent_id, source_id)
        if collection not in self._listings:
            return self.live.by_name(collection, name, parent_id)
        identity = self._listed(NAME, collection, name, parent_id)
        if identity is None and collection.retired:
            return self.live.by_name(collection, name, parent_id)
        return self.by_id(collection, identity, parent_id) if identity else None

    def resolve(
        self, collection: Collection, value: str, parent_id: str = "", held: Iterable[str] = ()
    ) -> str | Missing:
        """What this run makes or renames is meant before what the server has, in each of the ways."""
        for way in WAYS:
            found = self._promised(way, collection, value, parent_id)
            found = found or self._on_server(way, collection, value, parent_id)
            if found is None and way == ID:
                found = next((each for each in held if folded(each) == folded(value)), None)
            if found is None and way == NAME and collection not in self._listings:
                read = self.live.resolve(collection, value, parent_id, held)
                return read if isinstance(read, str) else self._clones.resolve(collection, value, parent_id) or read
            if found:
                return found
        copied = self._clones.resolve(collection, value, parent_id)
        if copied:
            return copied
        listed = list(self._listings[collection].listed.values())
        names = [each.name for each in listed if each.parent == parent_id]
        names += [item.name for item in self._items.get(collection, ()) if not item.absent]
        return Missing(near=tuple(near_misses(value, names)))

    def _promised(self, way: str, collection: Collection, value: str, parent_id: str) -> str | None:
        """The document of the item that ``value`` means in this way, or what stands for it until it is made."""
        items = (self._called.get((way, each, folded(value)), ()) for each in (collection, *collection.parts))
        for item in (each for here in items for each in here if not each.absent):
            if self.is_inside(item, parent_id):
                return self.identity(item, parent_id) or to_come(item.name)
        return None

    def identified(self, collection: Collection, value: str) -> str:
        """The ID of the document that ``value`` means, else the words themselves."""
        found = self.resolve(collection, value)
        return found if isinstance(found, str) else folded(value)

    def is_inside(self, item: Item, parent_id: str) -> bool:
        """Whether an item is about a document that belongs to this one, where documents of its kind do."""
        parent = item.resource.collection.parent
        return parent is None or self.resolve(parent.collection, item.parent) == parent_id

    def is_named(self, collection: Collection, document: Listed) -> bool:
        """Whether an item is about this document, or is to bear its name."""
        items = self._called.get((NAME, collection, folded(document.name)), [])
        items = [*items, *self._called.get((ID, collection, folded(document.id)), ())]
        return any(self.is_inside(each, document.parent) for each in items)

    def _renamed_by(self, item: Item) -> str | None:
        parent = item.resource.collection.parent
        try:
            inside = self.resolve(parent.collection, item.parent) if parent else ""
            return self.identity(item, inside) if isinstance(inside, str) else None
        except Ambiguous:
            return None  # whoever plans the item is told

    def identity(self, item: Item, parent_id: str = "") -> str | None:
        """The ID of the document that an item is about, if it exists."""
        if item.parameters.get("id"):
            return self._listed(ID, item.resource.collection, item.parameters["id"], parent_id)
        names = (item.parameters[option] for option in OPTIONS[NAME] if item.parameters.get(option))
        found = (self._on_server(NAME, item.resource.collection, each, parent_id) for each in names)
        return next((each for each in found if each), None)

    def _on_server(self, way: str, collection: Collection, value: str, parent_id: str) -> str | None:
        """The document that ``value`` means in this way, where what the server has was read."""
        found = self._listed(way, collection, value, parent_id)
        if found is None and way == NAME and parent_id in self._made:
            # What this run has just made may have brought it along.
            brought = self.live.resolve(collection, value, parent_id)
            found = brought if isinstance(brought, str) else None
        if found is None and way == NAME and collection.retired and collection in self._listings:
            retired = self.live.by_name(collection, value, parent_id)
            found = str(retired["Id"]) if retired else None
        return found

    def _listed(self, way: str, collection: Collection, value: str, parent_id: str) -> str | None:
        ids: list[str] = []
        for read in self._read_of(collection):
            found = (each for each in read.ids(way, value, parent_id) if parent_id in ("", read.listed[each].parent))
            ids += [each for each in found if each not in ids]
        if len(ids) > 1:
            raise Ambiguous(f"{len(ids)} {collection.label}s are called {value!r}", ids)
        return ids[0] if ids else None

    def remember(
        self, collection: Collection, value: str, document_id: str, name: str | None = None, parent_id: str = ""
    ) -> str:
        return self.live.remember(collection, value, document_id, name, parent_id)

    def foretell(self, item: Item, before: Document, after: Document) -> None:
        """Note what will become of an item's document, so that what refers to it is planned for that."""
        identity = str(before.get("Id") or to_come(item.name))
        collection = item.resource.collection
        self._foretold.setdefault(collection, {})[identity] = (before, after)
        self._clones.foretell(item, identity, (before, after))

    def begins_with(self, collection: Collection, owner: str) -> list[Listed]:
        """What a document that is to come has of a collection from the start; a copy has the ID of its original."""
        return list(
            self._clones.begins_with(collection, owner, lambda each: self.listing(each).listed.values()).values()
        )

    def foretold(self, collection: Collection) -> Mapping[str, Change]:
        return self._foretold.get(collection, {})

    def seen(self, collection: Collection, document_id: str) -> Document | None:
        return self.live.seen(collection, document_id)

    def names(self, collection: Collection, ids: Iterable[str]) -> list[str]:
        wanted = list(ids)
        known = {each: name_to_come(each) for each in wanted if is_to_come(each)}
        for listing in self._read_of(collection):
            here = [each for each in wanted if each in listing.listed]
            known.update({each: self._renamed.get(each) or listing.listed[each].name for each in here})
        # What the pages had not may have come with what this run has made.
        is_open = collection not in self._listings or (collection.parent is not None and bool(self._made))
        unknown = [each for each in wanted if each not in known] if is_open else []
        if unknown:
            # One thread at a time, so that what several need is asked for once.
            with self._lock:
                known.update(zip(unknown, self.live.names(collection, unknown)))
        return [known.get(each, each) for each in wanted]

    def within(self, space_id: str) -> Lookup:
        # What this run is about to make is in the space that it works in.
        if self.is_here(space_id):
            return self
        with self._lock:
            return self.live.within(space_id)

    def is_here(self, space_id: str) -> bool:
        """Whether this is the ID of the space that the configuration is about."""
        if self._is_default and not self._space_id and space_id and not is_to_come(space_id):
            try:
                with self._lock:
                    self._space_id = space_id if self._client.space_with_id(space_id).is_default else ""
            except SpaceNotFound:
                return False  # of a space that this user may not see
        return bool(space_id) and space_id in (self._space_id, self._promised_space)

    def _read_of(self, collection: Collection) -> list[Listing]:
        """What was read of a collection: all of it, or some of its parts."""
        return [self._listings[each] for each in (collection, *collection.parts) if each in self._listings]


def parallel(action: Callable[[Any], Any], work: Sequence[Any], threads: int) -> Iterator[Any]:
    """What ``action`` makes of each piece of work, in order; up to ``threads`` at a time."""
    if threads == 1 or len(work) < 2:
        yield from map(action, work)
        return
    with ThreadPoolExecutor(threads) as pool:
        yield from pool.map(action, work)

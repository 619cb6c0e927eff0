# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is who in a whole space, read once: each collection's pages, not a request for each document."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._config.items import Item
from ansible_collections.octopus.deploy.plugins.module_utils._engine.context import Lookup
from ansible_collections.octopus.deploy.plugins.module_utils._engine.directory import (
    Collection,
    Directory,
    Missing,
    folded,
    near_misses,
)
from ansible_collections.octopus.deploy.plugins.module_utils._engine.documents import given_fields
from ansible_collections.octopus.deploy.plugins.module_utils._engine.resource import Resource
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client, Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import Ambiguous

# So many documents of a collection are looked up one by one before all of it is read.
FEW = 3


@dataclass(frozen=True)
class Listed:
    """A document of which no more is kept than who it is. ``parent``: the ID of what it belongs to, if it does."""

    id: str
    name: str
    protected: bool
    parent: str = ""


@dataclass
class Listing:
    """What a collection holds. ``documents``: those that a configuration is about, as JSON, by ID."""

    listed: dict[str, Listed] = field(default_factory=dict)
    by_name: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    by_slug: dict[tuple[str, str], str] = field(default_factory=dict)
    documents: dict[str, str] = field(default_factory=dict)

    def add(self, collection: Collection, document: Document) -> None:
        name, identity = str(document.get(collection.named_by) or ""), str(document["Id"])
        parent = str(document.get(collection.parent.prop) or "") if collection.parent else ""
        known = self.listed.get(identity)
        if known is None or folded(known.name) != folded(name):
            # One that was renamed is found by both names: others may refer to it by either.
            self.by_name.setdefault((parent, folded(name)), []).append(identity)
        self.listed[identity] = Listed(identity, name, is_spared(collection, document), parent)
        if document.get("Slug"):
            self.by_slug[(parent, folded(document["Slug"]))] = identity


class Survey:
    """What ``Directory`` finds out request by request, from pages that were read once.

    Collections that were not read are looked up one by one. A name that an item of the configuration bears stands for
    itself until the item is made.
    """

    def __init__(self, client: Client, space: Document | None, items: Sequence[Item], threads: int = 1) -> None:
        self.live = Directory(client, space)
        self._space_id = str((space or {}).get("Id") or "")
        self._client = client
        self._threads = threads
        self._lock = threading.Lock()
        self._listings: dict[Collection, Listing] = {}
        self._read: list[Collection] = []
        self._made: set[str] = set()
        self._items: dict[Collection, dict[str, list[Item]]] = {}
        for item in items:
            here = self._items.setdefault(item.resource.collection, {})
            for name in item.names():
                here.setdefault(name, []).append(item)

    def enter(self, space: Document) -> None:
        """Go on in a space that has come into being, and read what it began with."""
        self.live = Directory(self._client, space)
        self._space_id = str(space.get("Id") or "")
        self._list_all([each for each in self._read if not each.system])

    def read(self, resources: Iterable[Resource], items: Sequence[Item]) -> None:
        """Read the collections of these kinds, and those that items refer to often."""
        collections = [each.collection for each in resources if not each.singleton]
        uses: dict[Collection, set[tuple[str, str]]] = {}
        for item in items:
            for collection, value in item.resource.references(item.parameters):
                inside = folded(item.resource.given_parent(item.parameters)) if collection.parent else ""
                uses.setdefault(collection, set()).add((inside, folded(value)))
        collections += [each for each, values in uses.items() if len(values) > FEW and self._is_served(each)]
        self._read = list(dict.fromkeys(collections))
        self._list_all(self._read)

    def _is_served(self, collection: Collection) -> bool:
        return self.live.holder(collection) is None or self.live.offers(collection)

    def _list_all(self, collections: Sequence[Collection]) -> None:
        # Those that others are reached by come first.
        for reached in (False, True):
            here = [each for each in collections if bool(each.parent and each.parent.only) is reached]
            list(parallel(self._list, here, self._threads))

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
            item = self._item_of(collection, document)
            if item:
                listing.documents[str(document["Id"])] = json.dumps(self._whole(item, document))
        self._listings[collection] = listing

    def _all(self, collection: Collection) -> Iterator[Document]:
        parent = collection.parent
        if parent is None or not parent.only:
            return self.live.everything(collection)
        # Not those of every parent there is, but those that items are about.
        items = [item for here in self._items.get(collection, {}).values() for item in here]
        named = dict.fromkeys(item.parent for item in items)
        ids = [found for found in (self.resolve(parent.collection, each) for each in named) if isinstance(found, str)]
        return (document for each in dict.fromkeys(ids) for document in self.live.everything(collection, each))

    def _item_of(self, collection: Collection, document: Document) -> Item | None:
        items = self._items.get(collection, {})
        known_by = (document.get(prop) for prop in (collection.named_by, "Slug", "Id"))
        return next((items[folded(each)][0] for each in known_by if each and folded(each) in items), None)

    def _whole(self, item: Item, document: Document) -> Document:
        """The document with all that the item manages: some lists leave out what a GET of the document has."""
        managed = given_fields(item.resource.fields, item.parameters)
        lasting = [each for each in managed if each.api and not (each.transient or each.create_only)]
        beside = {each.prop for each in item.resource.sides}
        if all(each.api in document or each.api in beside for each in lasting):
            return document
        parent = item.resource.collection.parent
        inside = str(document.get(parent.prop) or "") if parent else ""
        return self.live.by_id(item.resource.collection, document["Id"], inside) or document

    def listing(self, collection: Collection) -> Listing:
        return self._listings.get(collection) or Listing()

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
        text = listing.documents.get(document_id)
        if text is None:
            # Only documents that items are about are kept; others are named seldom, e.g. the source of a clone.
            return self.live.by_id(collection, document_id, parent_id) if document_id in listing.listed else None
        found: Document = json.loads(text)
        return found

    def by_name(self, collection: Collection, name: str, parent_id: str = "") -> Document | None:
        if collection not in self._listings:
            return self.live.by_name(collection, name, parent_id)
        ids = self._listings[collection].by_name.get((parent_id, folded(name)), [])
        if len(ids) > 1:
            raise Ambiguous(f"{len(ids)} {collection.label}s are called {name!r}", ids)
        if not ids and collection.retired:
            return self.live.by_name(collection, name, parent_id)
        return self.by_id(collection, ids[0], parent_id) if ids else None

    def resolve(self, collection: Collection, value: str, parent_id: str = "") -> str | Missing:
        known = (self._known(each, value, parent_id) for each in self._read_of(collection))
        found = next((each for each in known if each), None)
        if found is None and parent_id in self._made:
            # What this run has just made may have brought it along.
            brought = self.live.resolve(collection, value, parent_id)
            found = brought if isinstance(brought, str) else None
        found = found or self._promised(collection, value, parent_id)
        if found:
            return found
        if collection not in self._listings:
            return self.live.resolve(collection, value, parent_id)
        names = [each.name for each in self._listings[collection].listed.values() if each.parent == parent_id]
        names += [items[0].name for items in self._items.get(collection, {}).values() if not items[0].absent]
        return Missing(near=tuple(near_misses(value, names)))

    def _promised(self, collection: Collection, value: str, parent_id: str) -> str | None:
        """The name of the item that is going to make the document which ``value`` names."""
        items = (self._items.get(each, {}).get(folded(value), []) for each in (collection, *collection.parts))
        for item in (each for here in items for each in here):
            parent = collection.parent
            if not item.absent and (not parent or self.resolve(parent.collection, item.parent) == parent_id):
                return item.name
        return None

    @staticmethod
    def _known(listing: Listing, value: str, parent_id: str) -> str | None:
        if value in listing.listed:
            return value
        ids = listing.by_name.get((parent_id, folded(value))) or []
        return ids[0] if ids else listing.by_slug.get((parent_id, folded(value)))

    def remember(
        self, collection: Collection, value: str, document_id: str, name: str | None = None, parent_id: str = ""
    ) -> str:
        return self.live.remember(collection, value, document_id, name, parent_id)

    def names(self, collection: Collection, ids: Iterable[str]) -> list[str]:
        wanted = list(ids)
        listed = {key: each for listing in self._read_of(collection) for key, each in listing.listed.items()}
        if collection not in self._listings and any(each not in listed for each in wanted):
            # One thread at a time, so that what several need is asked for once.
            with self._lock:
                return self.live.names(collection, wanted)
        return [listed[each].name if each in listed else each for each in wanted]

    def within(self, space_id: str) -> Lookup:
        # What this run is about to make is in the space that it works in.
        if space_id and space_id == self._space_id:
            return self
        with self._lock:
            return self.live.within(space_id)

    def _read_of(self, collection: Collection) -> list[Listing]:
        """What was read of a collection: all of it, or some of its parts."""
        return [self._listings[each] for each in (collection, *collection.parts) if each in self._listings]


@dataclass
class Fresh:
    """A survey's names and IDs, with documents as the server has them now."""

    survey: Survey

    def holder(self, collection: Collection) -> Document | None:
        return self.survey.holder(collection)

    def origin(self, collection: Collection, parent_id: str = "") -> tuple[Document | None, str]:
        return self.survey.origin(collection, parent_id)

    def by_id(self, collection: Collection, document_id: str, parent_id: str = "") -> Document | None:
        return self.survey.live.by_id(collection, document_id, parent_id)

    def by_name(self, collection: Collection, name: str, parent_id: str = "") -> Document | None:
        return self.survey.live.by_name(collection, name, parent_id)

    def resolve(self, collection: Collection, value: str, parent_id: str = "") -> str | Missing:
        return self.survey.resolve(collection, value, parent_id)

    def remember(
        self, collection: Collection, value: str, document_id: str, name: str | None = None, parent_id: str = ""
    ) -> str:
        return self.survey.remember(collection, value, document_id, name, parent_id)

    def names(self, collection: Collection, ids: Iterable[str]) -> list[str]:
        return self.survey.names(collection, ids)

    def within(self, space_id: str) -> Lookup:
        return self.survey.within(space_id)


def is_spared(collection: Collection, document: Document) -> bool:
    """Whether a document is the server's own or a default, which nobody means when they prune; nor themselves."""
    marked = any(document.get(mark) for mark in ("IsBuiltIn", "IsDefault", "IsRequestor"))
    return marked or document.get("CanBeDeleted") is False or bool(collection.spared and collection.spared(document))


def parallel(action: Callable[[Any], Any], work: Sequence[Any], threads: int) -> Iterator[Any]:
    """What ``action`` makes of each piece of work, in order; up to ``threads`` at a time."""
    if threads == 1 or len(work) < 2:
        yield from map(action, work)
        return
    with ThreadPoolExecutor(threads) as pool:
        yield from pool.map(action, work)

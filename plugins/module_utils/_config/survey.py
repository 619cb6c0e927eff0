# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is who in a whole space, read once: each collection's pages, not a request for each document."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._config.items import Item
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
    """A document of which no more is kept than who it is."""

    id: str
    name: str
    protected: bool


@dataclass
class Listing:
    """What a collection holds. ``documents``: those that a configuration is about, as JSON, by ID."""

    listed: dict[str, Listed] = field(default_factory=dict)
    by_name: dict[str, list[str]] = field(default_factory=dict)
    by_slug: dict[str, str] = field(default_factory=dict)
    documents: dict[str, str] = field(default_factory=dict)

    def add(self, collection: Collection, document: Document) -> None:
        name, identity = str(document.get(collection.named_by) or ""), str(document["Id"])
        known = self.listed.get(identity)
        if known is None or folded(known.name) != folded(name):
            # One that was renamed is found by both names: others may refer to it by either.
            self.by_name.setdefault(folded(name), []).append(identity)
        self.listed[identity] = Listed(identity, name, is_protected(document))
        if document.get("Slug"):
            self.by_slug[folded(document["Slug"])] = identity


class Survey:
    """What ``Directory`` finds out request by request, from pages that were read once.

    Collections that were not read are looked up one by one. A name that an item of the configuration bears stands for
    itself until the item is made.
    """

    def __init__(self, client: Client, space: Document | None, items: Sequence[Item], threads: int = 1) -> None:
        self.live = Directory(client, space)
        self._client = client
        self._threads = threads
        self._lock = threading.Lock()
        self._listings: dict[str, Listing] = {}
        # Whose listing it is: a collection may be a part of what its link leads to.
        self._listed: dict[str, Collection] = {}
        self._read: dict[str, Collection] = {}
        self._promised: dict[str, dict[str, str]] = {}
        self._wanted: dict[str, dict[str, Item]] = {}
        for item in items:
            wanted = self._wanted.setdefault(item.resource.collection.link, {})
            wanted.update(dict.fromkeys(item.names(), item))
            if not item.absent:
                promised = self._promised.setdefault(item.resource.collection.link, {})
                promised.update(dict.fromkeys(item.names(), item.name))

    def enter(self, space: Document) -> None:
        """Go on in a space that has come into being, and read what it began with."""
        self.live = Directory(self._client, space)
        self._list_all([each for each in self._read.values() if not each.system])

    def read(self, resources: Iterable[Resource], items: Sequence[Item]) -> None:
        """Read the collections of these kinds, and those that items refer to often."""
        collections = {each.collection.link: each.collection for each in resources}
        uses: dict[str, set[str]] = {}
        for item in items:
            for collection, value in item.resource.references(item.parameters):
                if not collection.owned and collection.link not in collections:
                    uses.setdefault(collection.link, set()).add(folded(value))
                    if len(uses[collection.link]) > FEW:
                        collections[collection.link] = collection
        self._read = collections
        self._list_all(list(collections.values()))

    def _list_all(self, collections: Sequence[Collection]) -> None:
        list(parallel(self._list, collections, self._threads))

    def read_whole(self, resources: Iterable[Resource]) -> None:
        """Read the collections of these kinds and keep every document."""
        list(parallel(self._keep, [each.collection for each in resources], self._threads))

    def documents(self, collection: Collection) -> list[Document]:
        """The documents of a collection that were kept."""
        return [json.loads(text) for text in self.listing(collection).documents.values()]

    def _keep(self, collection: Collection) -> None:
        listing = Listing()
        for document in self.live.everything(collection):
            listing.add(collection, document)
            listing.documents[str(document["Id"])] = json.dumps(document)
        self._listings[collection.link] = listing
        self._listed[collection.link] = collection

    def _list(self, collection: Collection) -> None:
        listing = Listing()
        for document in self.live.everything(collection):
            listing.add(collection, document)
            item = self._item_of(collection, document)
            if item:
                listing.documents[str(document["Id"])] = json.dumps(self._whole(item, document))
        self._listings[collection.link] = listing
        self._listed[collection.link] = collection

    def _item_of(self, collection: Collection, document: Document) -> Item | None:
        wanted = self._wanted.get(collection.link, {})
        known_by = (document.get(prop) for prop in (collection.named_by, "Slug", "Id"))
        return next((wanted[folded(each)] for each in known_by if each and folded(each) in wanted), None)

    def _whole(self, item: Item, document: Document) -> Document:
        """The document with all that the item manages: some lists leave out what a GET of the document has."""
        managed = given_fields(item.resource.fields, item.parameters)
        lasting = [each for each in managed if not (each.transient or each.create_only)]
        if all(each.api in document for each in lasting):
            return document
        return self.live.by_id(item.resource.collection, document["Id"]) or document

    def listing(self, collection: Collection) -> Listing:
        return self._listings.get(collection.link) or Listing()

    def made(self, collection: Collection, document: Document) -> None:
        """Note a document that has just been made or renamed."""
        self._listings.setdefault(collection.link, Listing()).add(collection, document)

    def holder(self, collection: Collection) -> Document | None:
        return self.live.holder(collection)

    def by_id(self, collection: Collection, document_id: str) -> Document | None:
        if collection.link not in self._listings:
            return self.live.by_id(collection, document_id)
        listing = self._listings[collection.link]
        text = listing.documents.get(document_id)
        if text is None:
            # Only documents that items are about are kept; others are named seldom, e.g. the source of a clone.
            return self.live.by_id(collection, document_id) if document_id in listing.listed else None
        found: Document = json.loads(text)
        return found

    def by_name(self, collection: Collection, name: str) -> Document | None:
        if collection.link not in self._listings:
            return self.live.by_name(collection, name)
        ids = self._listings[collection.link].by_name.get(folded(name), [])
        if len(ids) > 1:
            raise Ambiguous(f"{len(ids)} {collection.label}s are called {name!r}", ids)
        return self.by_id(collection, ids[0]) if ids else None

    def resolve(self, collection: Collection, value: str) -> str | Missing:
        listing = self._listings.get(collection.link)
        if listing is None and folded(value) not in self._promised.get(collection.link, {}):
            return self.live.resolve(collection, value)
        found = self._known(listing or Listing(), value)
        if found:
            return found
        promised = self._promised.get(collection.link, {}).get(folded(value))
        if promised is not None:
            return promised
        if self._may_have_more(collection):
            return self.live.resolve(collection, value)
        names = [each.name for each in (listing or Listing()).listed.values()]
        names += self._promised.get(collection.link, {}).values()
        return Missing(near=tuple(near_misses(value, names)))

    @staticmethod
    def _known(listing: Listing, value: str) -> str | None:
        if value in listing.listed:
            return value
        ids = listing.by_name.get(folded(value)) or []
        return ids[0] if ids else listing.by_slug.get(folded(value))

    def remember(self, collection: Collection, value: str, document_id: str, name: str | None = None) -> str:
        return self.live.remember(collection, value, document_id, name)

    def names(self, collection: Collection, ids: Iterable[str]) -> list[str]:
        wanted = list(ids)
        if collection.link not in self._listings:
            # One thread at a time, so that what several need is asked for once.
            with self._lock:
                return self.live.names(collection, wanted)
        listed = self._listings[collection.link].listed
        unknown = [each for each in wanted if each not in listed] if self._may_have_more(collection) else []
        with self._lock:
            known = dict(zip(unknown, self.live.names(collection, unknown)))
        return [listed[each].name if each in listed else known.get(each, each) for each in wanted]

    def _may_have_more(self, collection: Collection) -> bool:
        """Whether what was listed is but a part of a collection."""
        return self._listed.get(collection.link, collection) != collection


@dataclass
class Fresh:
    """A survey's names and IDs, with documents as the server has them now."""

    survey: Survey

    def holder(self, collection: Collection) -> Document | None:
        return self.survey.holder(collection)

    def by_id(self, collection: Collection, document_id: str) -> Document | None:
        return self.survey.live.by_id(collection, document_id)

    def by_name(self, collection: Collection, name: str) -> Document | None:
        return self.survey.live.by_name(collection, name)

    def resolve(self, collection: Collection, value: str) -> str | Missing:
        return self.survey.resolve(collection, value)

    def remember(self, collection: Collection, value: str, document_id: str, name: str | None = None) -> str:
        return self.survey.remember(collection, value, document_id, name)

    def names(self, collection: Collection, ids: Iterable[str]) -> list[str]:
        return self.survey.names(collection, ids)


def is_protected(document: Mapping[str, Any]) -> bool:
    """Whether a document is the server's own or a default, which nobody means when they prune."""
    own = document.get("IsBuiltIn") or document.get("FeedType") == "BuiltIn" or document.get("CanBeDeleted") is False
    default = document.get("IsDefault") or folded(document.get("Name") or "") in DEFAULT_NAMES
    return bool(own or default)


# What every space begins with and no property marks (octopus-api.md 3.1).
DEFAULT_NAMES = {"default lifecycle", "default project group"}


def parallel(action: Callable[[Any], Any], work: Sequence[Any], threads: int) -> Iterator[Any]:
    """What ``action`` makes of each piece of work, in order; up to ``threads`` at a time."""
    if threads == 1 or len(work) < 2:
        yield from map(action, work)
        return
    with ThreadPoolExecutor(threads) as pool:
        yield from pool.map(action, work)

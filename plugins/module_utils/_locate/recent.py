# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents that the session has read a moment ago, so that not every item of a loop sends a search."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._locate.resolver import Resolver
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import (
    Covered,
    Lookup,
    PlannedChange,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import (
    Location,
    Missing,
    is_unlinked,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client, Document

# The greatest age, in seconds, of a page that can show that a document needs no change (see docs/idempotence.md).
AGE = 5.0
# A collection: the resolver of its space, its location, and the ID of the parent.
Collection = tuple[Resolver, Location, str]


@dataclass(frozen=True)
class Page:
    """All documents of a small collection. ``read_at``: the client's clock, in seconds, before they were read."""

    documents: list[Document]
    read_at: float


@dataclass(frozen=True)
class Search:
    """A search of a collection: when it was made, by the client's clock in seconds, and by which task."""

    at: float
    task: object


@dataclass
class Known:
    """The last search and the page of a collection. ``is_large``: whether one page does not hold all documents."""

    search: Search | None = None
    page: Page | None = None
    is_large: bool = False


@dataclass(frozen=True)
class Referred:
    """A document, from a page, that a reference means. ``value``: the reference; ``parent_id``: see ``resolve``."""

    document: Document
    value: str
    parent_id: str


class RecentPages:
    """The pages that a session has read in the last seconds. A session keeps one instance.

    The first task that needs a collection sends a search as usual. If another task follows soon, the page with all
    documents is read instead, and it answers the searches of later tasks.
    """

    def __init__(self, client: Client) -> None:
        self._client = client
        self._known: dict[Collection, Known] = {}

    def page(self, collection: Collection, task: object) -> Page | None:
        """The page with all documents; None if the task has to search. ``task``: an object that identifies the task."""
        now = self._client.now()
        known = self._known.setdefault(collection, Known())
        searched, known.search = known.search, Search(now, task)
        if known.page and now - known.page.read_at <= AGE:
            return known.page
        # A single task would gain nothing: if it changes the document, it has to read the document again anyway.
        is_first = searched is None or searched.task is task or now - searched.at > AGE
        return None if is_first or known.is_large else self._read(collection, known, now)

    def _read(self, collection: Collection, known: Known, now: float) -> Page | None:
        resolver, location, parent_id = collection
        # If reading fails, the next caller begins with a search.
        searched, known.search = known.search, None
        documents = resolver.only_page(location, parent_id)
        known.search, known.is_large = searched, documents is None
        known.page = None if documents is None else Page(documents, now)
        return known.page

    def forget(self) -> None:
        """Forget all pages, because something has been written."""
        large = [collection for collection, known in self._known.items() if known.is_large]
        self._known = {collection: Known(is_large=True) for collection in large}


class RecentDocuments:
    """The documents of one task, found by name in recent pages if there are any, else by ``resolver``.

    A plan from them counts only if it changes nothing: every other plan is made again from a fresh read.
    ``from_page``: whether an answer came from a page.
    """

    def __init__(self, resolver: Resolver, pages: RecentPages) -> None:
        self._resolver = resolver
        self._pages = pages
        self._referred: dict[tuple[Location, str], Referred] = {}
        self.from_page = False

    def holder(self, location: Location) -> Document | None:
        """See ``Documents``."""
        return self._resolver.holder(location)

    def by_id(self, location: Location, document_id: str, parent_id: str = "") -> Document | None:
        """See ``Documents``."""
        return self._resolver.by_id(location, document_id, parent_id)

    def by_name(self, location: Location, name: str, parent_id: str = "") -> Document | None:
        """See ``Documents``. The resolver searches for retired documents, and for names that several documents have."""
        found = self._called(location, name, parent_id)
        if found is None or len(found) > 1 or (not found and location.lists.retired):
            return self._resolver.by_name(location, name, parent_id)
        self.from_page = True
        return deepcopy(found[0]) if found else None

    def seen(self, location: Location, document_id: str) -> Document | None:
        """See ``Documents``."""
        referred = self._referred.get((location, document_id))
        return referred.document if referred else self._resolver.seen(location, document_id)

    def slugged(self, location: Location, slug: str, parent_id: str = "") -> Sequence[Document]:
        """See ``Lookup``."""
        return self._resolver.slugged(location, slug, parent_id)

    def why_unseen(self, location: Location, about: Covered | None = None) -> str:
        """See ``Lookup``."""
        return self._resolver.why_unseen(location, about)

    def origin(self, location: Location, parent_id: str = "") -> tuple[Document | None, str]:
        """See ``Lookup``."""
        return self._resolver.origin(location, parent_id)

    def resolve(self, location: Location, value: str, parent_id: str = "", held: Iterable[str] = ()) -> str | Missing:
        """See ``Lookup``. The resolver looks a value up unless exactly one document of the page has it as its name."""
        known = self._resolver.known(location, value, parent_id)
        if known is not None:
            return known
        # A name in the first part wins over names in the other parts.
        listed = location.parts[0] if location.apart else location
        found = self._called(listed, value, parent_id) or []
        if len(found) == 1:
            self.from_page = True
            identity = str(found[0]["Id"])
            self._referred[(location, identity)] = Referred(deepcopy(found[0]), value, parent_id)
            return identity
        return self._resolver.resolve(location, value, parent_id, held)

    def remember(
        self, location: Location, value: str, document_id: str, name: str | None = None, parent_id: str = ""
    ) -> str:
        """See ``Lookup``."""
        return self._resolver.remember(location, value, document_id, name, parent_id)

    def learn(self, location: Location, documents: Any, parent_id: str = "") -> None:
        """See ``Lookup``."""
        self._resolver.learn(location, documents, parent_id)

    def names(self, location: Location, ids: Iterable[str]) -> list[str]:
        """See ``Lookup``."""
        wanted = list(ids)
        here = {each: self._referred[(location, each)] for each in wanted if (location, each) in self._referred}
        known = {each: str(referred.document[location.naming.prop]) for each, referred in here.items()}
        others = [each for each in wanted if each not in known]
        known.update(zip(others, self._resolver.names(location, others)))
        return [known[each] for each in wanted]

    def planned_changes(self, location: Location) -> Mapping[str, PlannedChange]:
        """See ``Lookup``."""
        return self._resolver.planned_changes(location)

    def copied_from(self, location: Location, identity: str) -> str | None:
        """See ``Lookup``."""
        return self._resolver.copied_from(location, identity)

    def within(self, space_id: str) -> Lookup:
        """See ``Lookup``."""
        return self._resolver.within(space_id)

    def keep(self) -> None:
        """Remember the documents of references for the whole run, as after a search. The task changes nothing."""
        for (location, _id), referred in self._referred.items():
            self._resolver.note(location, referred.value, referred.document, referred.parent_id)

    def discard(self) -> None:
        """Prepare for another plan: forget the assumptions of check mode, so that the next plan warns of them again."""
        self._resolver.forget_what_is_to_come()

    def _called(self, location: Location, name: str, parent_id: str) -> list[Document] | None:
        """The documents with this name on the page of a collection; None if the caller has to search."""
        is_listed_whole = not (location.apart or location.lists.instead or is_unlinked(location))
        if not is_listed_whole or not self._resolver.offers(location):
            return None
        page = self._pages.page((self._resolver, location, parent_id), self)
        return None if page is None else self._resolver.meant(location, page.documents, name, parent_id)

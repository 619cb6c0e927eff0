# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents that the session has read a moment ago, so that the items of a loop do not search one by one."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass

from ansible_collections.octopus.deploy.plugins.module_utils._locate.resolver import Resolver
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location, is_called, is_unlinked
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client, Document

# The greatest age, in seconds, of a page that shows that a document needs no change (docs/idempotence.md names it).
AGE = 5.0
# A collection: the resolver of its space, its location, and the ID of the parent.
Collection = tuple[Resolver, Location, str]


@dataclass(frozen=True)
class Page:
    """All documents of a small collection. ``read_at``: the client's clock, in seconds, before they were read."""

    documents: list[Document]
    read_at: float


class RecentPages:
    """The pages that a session has read in the last seconds. A session keeps one instance.

    The first search of a collection is an ordinary one. If another search follows soon, the page with all documents is
    read instead, and answers the searches after it.
    """

    def __init__(self, client: Client) -> None:
        self._client = client
        self._searched: dict[Collection, float] = {}
        self._pages: dict[Collection, Page] = {}
        self._large: set[Collection] = set()

    def page(self, collection: Collection) -> Page | None:
        """The page with all documents of a collection; None if the caller has to search."""
        now = self._client.now()
        searched, self._searched[collection] = self._searched.get(collection), now
        if collection in self._large or searched is None or now - searched > AGE:
            return None
        known = self._pages.get(collection)
        return known if known and now - known.read_at <= AGE else self._read(collection, now)

    def _read(self, collection: Collection, now: float) -> Page | None:
        resolver, location, parent_id = collection
        # If reading fails, the next caller begins with a search.
        del self._searched[collection]
        documents = resolver.only_page(location, parent_id)
        self._searched[collection] = now
        if documents is None:
            self._large.add(collection)
            return None
        self._pages[collection] = Page(documents, now)
        return self._pages[collection]

    def forget(self) -> None:
        """Forget all pages, because something has been written."""
        self._searched.clear()
        self._pages.clear()


class RecentDocuments:
    """The documents of one task, found by name in recent pages where there are any, else by a search.

    A plan from them counts only if it changes nothing: every other plan is made again from a fresh read.
    ``from_page``: whether an answer came from a page.
    """

    def __init__(self, resolver: Resolver, pages: RecentPages) -> None:
        self._resolver = resolver
        self._pages = pages
        self.from_page = False

    def holder(self, location: Location) -> Document | None:
        """See ``Documents``."""
        return self._resolver.holder(location)

    def by_id(self, location: Location, document_id: str, parent_id: str = "") -> Document | None:
        """See ``Documents``."""
        return self._resolver.by_id(location, document_id, parent_id)

    def seen(self, location: Location, document_id: str) -> Document | None:
        """See ``Documents``."""
        return self._resolver.seen(location, document_id)

    def by_name(self, location: Location, name: str, parent_id: str = "") -> Document | None:
        """See ``Documents``. Retired documents and names that several documents have are searched."""
        page = self._pages.page((self._resolver, location, parent_id)) if _is_listed_whole(location) else None
        found = [each for each in page.documents if is_called(each, location, name)] if page else []
        if page is None or len(found) > 1 or (not found and location.lists.retired):
            return self._resolver.by_name(location, name, parent_id)
        self.from_page = True
        return deepcopy(found[0]) if found else None

    def discard(self) -> None:
        """Prepare for planning anew: the next plan warns of what check mode assumes, as this one did."""
        self._resolver.forget_what_is_to_come()


def _is_listed_whole(location: Location) -> bool:
    """Whether one list has the documents of a location as a search returns them."""
    return not (location.apart or location.lists.instead or is_unlinked(location))

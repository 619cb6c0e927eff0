# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds an Octopus document by its name, ID or slug, and its name by its ID."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._locate.unlinked import (
    NOT_FOUND,
    leading,
    none_if_not_found,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import (
    Location,
    Missing,
    belongs,
    is_called,
    is_listed,
    is_unlinked,
    misfit,
    parts_on,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.to_come import is_to_come, name_to_come
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import naming
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client, Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import (
    Ambiguous,
    OctopusError,
    ServerRefused,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.links import has_link
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded, near_misses
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import identified

# IDs are "<Plural>-<n>"; the IDs of built-in feeds, teams and roles end in words (api: documents#names).
LIKE_AN_ID = re.compile(r"\s*(?:[a-z]+-\d+|(?:feeds|teams|userroles)-[a-z0-9-]+)\s*", re.IGNORECASE)

IDS_IN_ONE_ADDRESS = 50

PAGE = 500

# In the place of an ID, this word makes an address lead to the whole collection.
ALL = "all"


class Resolver:
    """Names, IDs and slugs of the documents of one space and of the server.

    ``space`` holds the space's links; None stands for a space that does not exist yet and has no documents. Every
    result is remembered, so that a reference costs one request however often it is used.
    """

    def __init__(self, client: Client, space: Document | None) -> None:
        self._client = client
        self._space = space
        self._ids: dict[tuple[Location, str, str], str] = {}
        self._names: dict[tuple[Location, str], str] = {}
        self._documents: dict[tuple[Location, str], Document] = {}
        self._others: dict[str, Resolver] = {}

    def within(self, space_id: str) -> Resolver:
        """The resolver of another space; a space that does not exist yet has no documents."""
        if space_id not in self._others:
            exists = space_id and not is_to_come(space_id)
            space = self._client.spaces.with_id(space_id).document if exists else None
            self._others[space_id] = Resolver(self._client, space)
        return self._others[space_id]

    def holder(self, location: Location) -> Document | None:
        """The document whose links lead to ``location``; None where its space does not exist yet."""
        root = self._client.system() if location.system else self._space
        if root is None or not location.unlinked or has_link(root, location.link):
            return root
        base = root if location.system else self._client.spaces.own_links(root)
        return leading(root, location.link, base, location.unlinked)

    def origin(self, location: Location, parent_id: str = "") -> tuple[Document | None, str]:
        """The document and its link for reading documents by ID and for creating them."""
        if location.parent and location.parent.only:
            return self._way(location, parent_id)
        return self.holder(location), location.link

    def _way(self, location: Location, parent_id: str) -> tuple[Document | None, str]:
        """The document and its link for listing all documents, or the documents of one parent."""
        parent = location.parent
        if parent is None or not (parent_id or parent.only):
            return self.holder(location), location.link
        known = self._documents.get((parent.location, parent_id))
        found = known or (self.by_id(parent.location, parent_id) if parent_id else None)
        if found is not None:
            self._documents[(parent.location, parent_id)] = found
            why = misfit(parent, found)
            if why:
                owner = f"{parent.location.label} {found.get(parent.location.naming.prop)!r}"
                raise OctopusError(f"The {owner} can't have any {location.label}: {why}")
        address = parent.unlinked.replace("{parent}", parent_id)
        return leading(found, parent.link, self.holder(parent.location), address), parent.link

    def by_id(self, location: Location, document_id: str, parent_id: str = "") -> Document | None:
        """The document with this ID, as a GET of its own returns it, or None."""
        document = self._answer(location, document_id, parent_id)
        return document if naming.has_id(document, document_id) else None

    def _answer(self, location: Location, identity: str, parent_id: str) -> Document | None:
        """The server's answer to a GET by ID, or None. The server may have taken ``identity`` for a slug."""
        if location.apart:
            return self._answer_of_parts(location, identity, parent_id)
        holder, link = self.origin(location, parent_id)
        if holder is None or is_to_come(identity):
            return None
        try:
            found = self._client.get(holder, link, {"id": identity.strip()})
        except ServerRefused as refused:
            if refused.status == NOT_FOUND:
                return None
            raise
        if isinstance(found, list) and folded(identity) == ALL:
            return None
        document = identified(found, f"The link {link!r} with ID {identity!r}")
        return document if is_listed(document, location) else None

    def by_name(self, location: Location, name: str, parent_id: str = "") -> Document | None:
        """The document with this name, ignoring case, or None. Raises ``Ambiguous`` if several have it."""
        return next(self._whole(location, self._called(location, name, parent_id)), None)

    def _called(self, location: Location, name: str, parent_id: str) -> list[Document]:
        """The document with a name, as a list returns it: a list of one, or empty."""
        if location.apart:
            inside = (self._called(each, name, parent_id) for each in parts_on(self._client.version, location))
            return next((each for each in inside if each), [])
        found = self._search(location, name, parent_id)
        matches = [document for document in found if is_called(document, location, name)]
        if not matches and location.lists.retired:
            filters = (*location.lists.filters, location.lists.retired.parameter)
            whole = replace(location, lists=replace(location.lists, filters=filters))
            found = self._search(whole, name, parent_id)
            ousted = location.lists.retired.ousted
            matches = [each for each in found if is_called(each, location, name) and not each.get(ousted)]
        if len(matches) > 1:
            raise Ambiguous(f"{len(matches)} {location.label}s are called {name!r}", [each["Id"] for each in matches])
        return matches

    def _answer_of_parts(self, location: Location, identity: str, parent_id: str) -> Document | None:
        """The answer of the part that has the ID, else of a part that has it as a slug."""
        other = None
        for part in parts_on(self._client.version, location):
            answer = self._answer(part, identity, parent_id)
            if naming.has_id(answer, identity):
                return answer
            other = other or answer
        return other

    def resolve(self, location: Location, value: str, parent_id: str = "", held: Iterable[str] = ()) -> str | Missing:
        """See ``Lookup``."""
        known = self._ids.get((location, parent_id, folded(value)))
        if known is not None:
            return known
        like_an_id = LIKE_AN_ID.fullmatch(value) is not None
        if like_an_id and self._is_unserved(location):
            return value
        document = self.by_name(location, value, parent_id)
        if document is None and like_an_id:
            there = next((each for each in held if folded(each) == folded(value)), None)
            if there is not None:
                return there
            # One request for ID and slug: where no document has the ID, servers return the one with this slug.
            answer = self._answer(location, value, parent_id)
            is_one = answer is not None and belongs(answer, location.parent, parent_id)
            document = next(iter(naming.meant(value, [answer] if answer and is_one else [])), None)
        if document is not None:
            return self.note(location, value, document, parent_id)
        return self._by_slug(location, value, parent_id)

    def knows(self, location: Location, value: str, parent_id: str) -> bool:
        """Whether ``resolve`` has been asked for this value before, so that it sends no request."""
        return (location, parent_id, folded(value)) in self._ids

    def note(self, location: Location, value: str, document: Document, parent_id: str) -> str:
        """Note the document that ``value`` means; returns its ID."""
        self._documents[(location, document["Id"])] = document
        return self.remember(location, value, document["Id"], document.get(location.naming.prop), parent_id)

    def remember(
        self, location: Location, value: str, document_id: str, name: str | None = None, parent_id: str = ""
    ) -> str:
        """Note that ``value`` stands for ``document_id``, called ``name``; returns the ID."""
        self._ids[(location, parent_id, folded(value))] = document_id
        self._names[(location, document_id)] = name or value
        return document_id

    def learn(self, location: Location, documents: Any, parent_id: str = "") -> None:
        """Note the names and IDs in a list that another document has; a name that occurs twice could mean either."""
        for each in naming.unambiguous(documents):
            self.remember(location, each["Name"], each["Id"], each["Name"], parent_id)

    def copied_from(self, location: Location, identity: str) -> str | None:
        """None: a task for one document creates no other."""
        return None

    def foretold(self, location: Location) -> Mapping[str, tuple[Document, Document]]:
        """Empty: a task for one document changes no other."""
        return {}

    def seen(self, location: Location, document_id: str) -> Document | None:
        """The document with this ID as it was last read, or None."""
        found = self._documents.get((location, document_id)) or self.by_id(location, document_id)
        if found is not None:
            self._documents[(location, document_id)] = found
        return found

    def forget(self, location: Location) -> None:
        """Forget the names and IDs of a location, because one of its documents has been written."""
        remembered: tuple[dict[Any, Any], ...] = (self._ids, self._names, self._documents)
        for each in remembered:
            # Most parts of a location have the same link as the whole.
            for key in [key for key in each if location.link in {part.link for part in (key[0], *key[0].parts)}]:
                del each[key]
        for other in self._others.values():
            other.forget(location)

    def forget_what_is_to_come(self) -> None:
        """Forget documents that check mode has assumed, so that each task warns of its own assumptions."""
        self._ids = {key: each for key, each in self._ids.items() if not is_to_come(each)}
        for other in self._others.values():
            other.forget_what_is_to_come()

    def names(self, location: Location, ids: Iterable[str]) -> list[str]:
        """The names of the documents with these IDs, in the same order; the ID itself where no document has it."""
        wanted = list(ids)
        self._names.update({(location, each): name_to_come(each) for each in wanted if is_to_come(each)})
        unknown = [each for each in wanted if (location, each) not in self._names]
        for part in parts_on(self._client.version, location) if location.apart else ():
            found = zip(unknown, self.names(part, unknown)) if unknown else ()
            self._names.update({(location, each): name for each, name in found if name != each})
            unknown = [each for each in unknown if (location, each) not in self._names]
        if location.apart:
            return [self._names.get((location, each), each) for each in wanted]
        if unknown and self._is_unserved(location):
            return [self._names.get((location, each), each) for each in wanted]
        for start in range(0, len(unknown), IDS_IN_ONE_ADDRESS):
            for document in self._items(location, {"ids": unknown[start : start + IDS_IN_ONE_ADDRESS]}):
                self._names[(location, document["Id"])] = str(document.get(location.naming.prop, document["Id"]))
        return [self._names.get((location, each), each) for each in wanted]

    def _search(self, location: Location, name: str, parent_id: str) -> Iterator[Document]:
        # A server may match a part of the name or ignore a filter: send every filter that the link offers, and let the
        # caller compare the names (api: collections#filters).
        searched = name.strip()
        return self._items(location, {"name": searched, "partialName": searched, "filter": searched}, parent_id)

    def _items(self, location: Location, parameters: dict[str, Any], parent_id: str = "") -> Iterator[Document]:
        location = location.lists.instead or location
        holder, link = self._way(location, parent_id)
        if holder is None:
            return iter(())
        found = self._client.documents(holder, link, self._offered(location, parameters, holder, link))
        return found if not is_unlinked(location) else none_if_not_found(found)

    def _offered(
        self, location: Location, parameters: Mapping[str, Any], holder: Document, link: str
    ) -> dict[str, Any]:
        """The parameters for a list of documents, without those that the link does not offer."""
        offered = self._client.parameters(holder, link)
        # A newer link with both skip and take wants both of them.
        asked = {**parameters, **dict(location.lists.filters), "skip": 0, "take": PAGE}
        return {key: value for key, value in asked.items() if key in offered}

    def only_page(self, location: Location, parent_id: str = "") -> list[Document] | None:
        """All documents of a location as its list has them; None if one page does not hold them. Costs one request."""
        holder, link = self._way(location, parent_id)
        if holder is None:
            return []
        page = next(self._client.pages(holder, link, self._offered(location, {}, holder, link)))
        documents = [identified(each, f"The link {link!r}") for each in page["Items"]]
        total = page.get("TotalResults")
        is_whole = not has_link(page, "Page.Next") and (total is None or total == len(documents))
        return documents if is_whole else None

    def everything(self, location: Location, parent_id: str = "") -> Iterator[Document]:
        """Every document of a location, page by page, and parent by parent where no link leads to all of them."""
        parent = location.parent
        if location.apart:
            # Callers need names and IDs only, so entries of lists are enough.
            yield from (each for part in parts_on(self._client.version, location) for each in self._items(part, {}))
        elif parent and parent.only and not parent_id:
            for each in self.everything(parent.location):
                if not misfit(parent, each):
                    self._documents[(parent.location, each["Id"])] = each
                    yield from self._items(location, {}, each["Id"])
        else:
            yield from self._whole(location, self._items(location, {}, parent_id))

    def _whole(self, location: Location, found: Iterable[Document]) -> Iterator[Document]:
        """Whole documents, read one by one where their list may leave properties out."""
        for each in found:
            document = self.by_id(location, each["Id"]) if location.lists.instead else each
            if document is not None:
                yield document

    def _is_unserved(self, location: Location) -> bool:
        """Whether no link leads to the location, so that an ID can't be looked up."""
        return self.holder(location) is not None and not self.offers(location)

    def offers(self, location: Location) -> bool:
        """Whether this server has the location and lets this user see it."""
        way = location.parent.location if location.parent and location.parent.only else location
        return has_link(self.holder(way), way.link)

    def _by_slug(self, location: Location, value: str, parent_id: str) -> str | Missing:
        everything = list(self.everything(location, parent_id))
        for document in everything:
            if folded(document.get("Slug") or "") == folded(value):
                return self.note(location, value, document, parent_id)
        names = [str(document.get(location.naming.prop, "")) for document in everything]
        return Missing(near=tuple(near_misses(value, names)))

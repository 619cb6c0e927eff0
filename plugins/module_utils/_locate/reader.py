# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the Octopus documents of a space and of the server by ID, by name and page by page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any, TypeVar

from ansible_collections.octopus.deploy.plugins.module_utils._locate.first_documents import first_documents
from ansible_collections.octopus.deploy.plugins.module_utils._locate.unlinked import (
    NOT_FOUND,
    where_served,
    with_link,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import UnfitParent, plural
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import (
    OF_A_SPACE,
    Location,
    is_called,
    is_listed,
    is_unlinked,
    parts_on,
    why_unfit,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.to_come import is_to_come
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import naming
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client, Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import (
    Ambiguous,
    ServerRefused,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.links import has_link
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import identified

IDS_IN_ONE_ADDRESS = 50
PAGE = 500
# If an address has this word in place of an ID, it leads to the whole collection.
ALL = "all"
T = TypeVar("T")


def batches(values: Iterable[T]) -> Iterator[list[T]]:
    """``values`` in lists, each short enough for the IDs in one address."""
    rest = iter(values)
    return iter(lambda: list(islice(rest, IDS_IN_ONE_ADDRESS)), [])


def only_one(location: Location, name: str, matches: list[Document]) -> list[Document]:
    """The documents that have a name, at most one. Raises ``Ambiguous`` for several."""
    if len(matches) > 1:
        several = f"{len(matches)} {plural(location.label)} are called {name!r}"
        raise Ambiguous(several, [each["Id"] for each in matches])
    return matches


class Reader:
    """Documents of one space and of the server, read by following links.

    ``space`` holds the space's links; None means no space. ``coming``: whether the space does not exist yet, so that it
    has the documents that each new space begins with. A document whose links are followed is remembered and read once.
    """

    def __init__(self, client: Client, space: Document | None, coming: bool = False) -> None:
        self._client = client
        self._space = space
        self._coming = coming
        self._space_id: str | None = None
        self._documents: dict[tuple[Location, str], Document] = {}
        # By location, parent's ID and folded slug: the ID, name and space of each document that a search or page had.
        self._slugs: dict[tuple[Location, str, str], list[Document]] = {}

    def holder(self, location: Location) -> Document | None:
        """The document whose links lead to ``location``; None where its space does not exist yet."""
        root = self._client.system() if location.system else self._space
        if root is None or not location.unlinked or has_link(root, location.link):
            return root
        base = root if location.system else self._client.spaces.own_links(root)
        return with_link(root, location.link, base, location.unlinked)

    def origin(self, location: Location, parent_id: str = "") -> tuple[Document | None, str]:
        """A document and the name of its link through which documents are read by ID and created."""
        if location.parent and location.parent.only:
            return self._list_link(location, parent_id)
        return self.holder(location), location.link

    def _list_link(self, location: Location, parent_id: str) -> tuple[Document | None, str]:
        """A document and the name of its link through which all documents, or those of one parent, are listed."""
        parent = location.parent
        if parent is None or not (parent_id or parent.only):
            return self.holder(location), location.link
        found = self.seen(parent.location, parent_id) if parent_id else None
        problem = self.why_unfit(location, found) if found is not None else ""
        if problem:
            raise UnfitParent(problem)
        address = parent.unlinked.replace("{parent}", parent_id)
        return with_link(found, parent.link, self.holder(parent.location), address), parent.link

    def why_unfit(self, location: Location, found: Document) -> str:
        """Why a document can't be the parent of documents at ``location``; empty if it can."""
        parent = location.parent
        if parent is None:
            return ""
        owner = f"{parent.location.label} {found.get(parent.location.naming.prop)!r}"
        reason = why_unfit(parent, found)
        if reason:
            return f"The {owner} can't have any {location.label}: {reason}"
        in_git = self._client.is_in_git(found, parent.link)
        return f"The {owner} keeps each {location.label} in a Git repository; change it there" if in_git else ""

    def is_here(self, space_id: str) -> bool:
        """Whether this is the ID of the space. The links of the default space come without its ID, which is read."""
        if self._space is None or not space_id:
            return False
        if self._space_id is None:
            self._space_id = str(self._space.get(naming.ID) or self._client.spaces.id_of(self._space) or "")
        return space_id == self._space_id

    def is_meant(self, location: Location, space_id: str, inside: str = "") -> bool:
        """Whether a name can mean a document of ``location`` that belongs to a space.

        ``space_id``: that space, empty for a document of the server. ``inside``: the only space whose documents the
        name can mean; without it, the name can mean documents of this space and of the server, and outside all spaces
        every document.
        """
        if not location.is_mixed:
            return True
        if inside:
            return space_id == inside
        is_outside = self._space is None and not self._coming
        return is_outside or not space_id or self.is_here(space_id)

    def meant(self, location: Location, found: Iterable[Document], name: str, inside: str = "") -> list[Document]:
        """The documents that ``name`` can mean, ignoring case. ``inside``: see ``is_meant``."""
        called = (each for each in found if is_called(each, location, name))
        return [each for each in called if self.is_meant(location, str(each.get(OF_A_SPACE) or ""), inside)]

    def offers(self, location: Location) -> bool:
        """Whether this server has the location and lets this user see it."""
        way = location.parent.location if location.parent and location.parent.only else location
        return has_link(self.holder(way), way.link)

    def by_id(self, location: Location, document_id: str, parent_id: str = "") -> Document | None:
        """The document with this ID, as a GET by ID returns it, or None."""
        document = self._answer(location, document_id, parent_id)
        return document if naming.has_id(document, document_id) else None

    def seen(self, location: Location, document_id: str) -> Document | None:
        """The document with this ID as it was last read, or None."""
        found = self._documents.get((location, document_id)) or self.by_id(location, document_id)
        if found is not None:
            self._documents[(location, document_id)] = found
        return found

    def _answer(self, location: Location, identity: str, parent_id: str) -> Document | None:
        """The server's answer to a GET by ID, or None. The server may have taken ``identity`` for a slug."""
        if location.apart:
            return self._answer_of_parts(location, identity, parent_id)
        holder, link = self.origin(location, parent_id)
        if holder is None or is_to_come(identity):
            return next((each for each in self._first(location) if each["Id"] == identity), None)
        if location.unlinked and "id" not in self._client.parameters(holder, link):
            # Ephemeral environments have no address of their own (api: environments#ephemeral-environments).
            return next(self._items(location, {"ids": [identity.strip()]}), None)
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

    def _answer_of_parts(self, location: Location, identity: str, parent_id: str) -> Document | None:
        """The answer of the part that has the ID, else of a part that has ``identity`` as a slug."""
        other = None
        for part in parts_on(self._client.version, location):
            answer = self._answer(part, identity, parent_id)
            if naming.has_id(answer, identity):
                return answer
            other = other or answer
        return other

    def by_name(self, location: Location, name: str, parent_id: str = "") -> Document | None:
        """The document with this name, ignoring case, or None. Raises ``Ambiguous`` if several have it."""
        return next(self._whole(location, self._called(location, name, parent_id)), None)

    def _called(self, location: Location, name: str, parent_id: str) -> list[Document]:
        """The document with this name, as a list returns it; the result is a list of one document, or empty."""
        if location.apart:
            inside = (self._called(each, name, parent_id) for each in parts_on(self._client.version, location))
            return next((each for each in inside if each), [])
        found = self._with_slugs_noted(location, self._search(location, name, parent_id))
        matches = self.meant(location, found, name, parent_id)
        if not matches and location.lists.retired:
            filters = (*location.lists.filters, location.lists.retired.parameter)
            whole = replace(location, lists=replace(location.lists, filters=filters))
            found = self._search(whole, name, parent_id)
            replaced_by = location.lists.retired.replaced_by
            matches = [each for each in self.meant(location, found, name, parent_id) if not each.get(replaced_by)]
        return only_one(location, name, matches)

    def _with_slugs_noted(self, location: Location, found: Iterable[Document]) -> Iterator[Document]:
        """The documents that a list has, after noting their slugs."""
        parent, own = location.parent, (naming.ID, location.naming.prop, OF_A_SPACE)
        for each in found:
            if each.get(naming.SLUG):
                inside = str(each.get(parent.prop) or "") if parent else ""
                here = self._slugs.setdefault((location, inside, folded(each[naming.SLUG])), [])
                if each["Id"] not in [other["Id"] for other in here]:
                    here.append({prop: each.get(prop) for prop in own})
            yield each

    def slugged(self, location: Location, slug: str, parent_id: str = "") -> Sequence[Document]:
        """See ``Lookup``."""
        return self._slugs.get((location, parent_id, folded(slug)), [])

    def _search(self, location: Location, name: str, parent_id: str) -> Iterator[Document]:
        # A server may match a part of the name, or ignore a filter. So every filter that the link offers is sent, and
        # the caller compares the names (api: collections#filters).
        searched = name.strip()
        return self._items(location, {"name": searched, "partialName": searched, "filter": searched}, parent_id)

    def _items(self, location: Location, parameters: dict[str, Any], parent_id: str = "") -> Iterator[Document]:
        location = location.lists.instead or location
        holder, link = self._list_link(location, parent_id)
        if holder is None:
            return iter(self._first(location))
        found = self._client.documents(holder, link, self._asked(location, parameters, holder, link))
        return where_served(found) if is_unlinked(location) else found

    def _first(self, location: Location) -> list[Document]:
        """The documents of a location that a space to come will begin with; none where the space exists."""
        return first_documents(self._client.version, location) if self._coming and not location.system else []

    def _asked(self, location: Location, parameters: Mapping[str, Any], holder: Document, link: str) -> dict[str, Any]:
        """The parameters for a list of documents, without parameters that the link does not offer."""
        # A newer link with both skip and take wants both of them.
        asked = {**parameters, **dict(location.lists.filters), "skip": 0, "take": PAGE}
        return self._client.offered(holder, link, asked)

    def only_page(self, location: Location, parent_id: str = "") -> list[Document] | None:
        """All documents of a location, as its list has them; None if one page does not hold them all. One request."""
        holder, link = self._list_link(location, parent_id)
        if holder is None:
            return []
        page = next(self._client.pages(holder, link, self._asked(location, {}, holder, link)))
        found = (identified(each, f"The link {link!r}") for each in page["Items"])
        documents = list(self._with_slugs_noted(location, found))
        total = page.get("TotalResults")
        is_whole = not has_link(page, "Page.Next") and (total is None or total == len(documents))
        return documents if is_whole else None

    def everything(self, location: Location, parent_id: str = "") -> Iterator[Document]:
        """Every document of a location, page by page, and parent by parent if no link leads to all documents."""
        parent = location.parent
        if location.apart:
            # Callers need names and IDs only, so entries of lists are enough.
            yield from (each for part in parts_on(self._client.version, location) for each in self._items(part, {}))
        elif parent and parent.only and not parent_id:
            for each in self.everything(parent.location):
                if not why_unfit(parent, each):
                    self._documents[(parent.location, each["Id"])] = each
                    yield from self._items(location, {}, each["Id"])
        else:
            yield from self._whole(location, self._items(location, {}, parent_id))

    def _whole(self, location: Location, found: Iterable[Document]) -> Iterator[Document]:
        """Whole documents, read one by one if their list may leave properties out."""
        for each in found:
            document = self.by_id(location, each["Id"]) if location.lists.instead else each
            if document is not None:
                yield document

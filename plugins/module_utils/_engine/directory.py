# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds an Octopus document by what people call it (name, slug or ID), and its name by its ID."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Callable

from ansible_collections.octopus.deploy.plugins.module_utils._engine.releases import server_release
from ansible_collections.octopus.deploy.plugins.module_utils._engine.to_come import is_to_come, name_to_come
from ansible_collections.octopus.deploy.plugins.module_utils._engine.unlinked import leading, none_where_nothing_is
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import naming
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client, Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import (
    Ambiguous,
    OctopusError,
    ServerRefused,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.links import has_link
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import identified

folded = naming.folded
# IDs are "<Plural>-<n>"; the built-in feeds, teams and roles have words in theirs (api: documents#names).
LIKE_AN_ID = re.compile(r"\s*(?:[a-z]+-\d+|(?:feeds|teams|userroles)-[a-z0-9-]+)\s*", re.IGNORECASE)
IDS_IN_ONE_ADDRESS = 50
PAGE = 500
NOT_FOUND = 404
# Where an ID stands in an address, it leads to the whole collection.
ALL = "all"


@dataclass(frozen=True)
class Collection:
    """A collection of documents as a link names it.

    ``link``: e.g. ``Environments``; ``label``: what people call one of its documents; ``named_by``: the property that
    holds the name; ``longest_name``: how many characters of it the server takes, 0 for any number; ``unnameable``: the
    characters that it takes in no name; ``system``: whether the server's own links lead there, not a space's;
    ``filters``: parameters that a lookup sends wherever the link offers them; ``parent``: what its documents belong to,
    where that is a document;
    ``parts``: those that hold the documents of one kind each, where it holds those of several; ``apart``: whether its
    own list has those of the first part alone, so that what is not there is looked for in the others; ``unlike``: those
    that people may take for a part of it, and that are none. ``since``: the first server that has such documents.
    ``retired``: how those are found that lists leave out, where there are such. ``listing``: the collection whose list
    has them, where theirs has none; its items may be less than what a GET returns.
    ``spared(document)``: whether nobody means it when they prune, where no property says so that other kinds have too.
    ``unique``: whether the server sees to it that no two documents bear the same name.
    ``unlinked``: the documented address below the server's or the space's own, for an API that has no link to them; a
    server that has the link is followed.
    """

    link: str
    label: str
    named_by: str = "Name"
    longest_name: int = 0
    unnameable: str = ""
    system: bool = False
    filters: tuple[tuple[str, str], ...] = ()
    parent: Parent | None = None
    parts: tuple[Collection, ...] = ()
    apart: bool = False
    unlike: tuple[Collection, ...] = ()
    since: tuple[int, int] | None = None
    retired: Retired | None = None
    listing: Collection | None = None
    spared: Callable[[Document], bool] | None = None
    unique: bool = True
    unlinked: str = ""


@dataclass(frozen=True)
class Retired:
    """Documents that people have put away. A name stands for one of them where no other document bears it.

    ``parameter``: what a list is asked with for these, too; ``ousted``: the property of those that no name stands for.
    """

    parameter: tuple[str, str]
    ousted: str


@dataclass(frozen=True)
class Parent:
    """What documents belong to, so that their names are unique there alone, e.g. channels in their project.

    ``prop`` holds its ID; its ``link`` leads to them, and to nothing else. ``only``: whether there is no other way.
    ``brings``: what is known of the document that it has from the start, e.g. a project's first channel.
    ``where``: properties of those documents that have any; ``unlinked``: as in ``Collection``, with ``{parent}`` for
    the document's ID.
    """

    collection: Collection
    prop: str
    link: str
    only: bool = False
    brings: tuple[tuple[str, Any], ...] = ()
    where: tuple[tuple[str, Any], ...] = ()
    unlinked: str = ""


@dataclass(frozen=True)
class Missing:
    """No document is called so; ``near`` holds the names that come close."""

    near: tuple[str, ...] = ()


class Directory:
    """Names, slugs and IDs of one space's documents, and of the server's own.

    ``space`` holds the space's links; ``None`` stands for a space that does not exist yet: nothing is in it.
    What was found once is remembered, so that a reference costs one request however often it is used.
    """

    def __init__(self, client: Client, space: Document | None) -> None:
        self._client = client
        self._space = space
        self._ids: dict[tuple[Collection, str, str], str] = {}
        self._names: dict[tuple[Collection, str], str] = {}
        self._documents: dict[tuple[Collection, str], Document] = {}
        self._others: dict[str, Directory] = {}

    def within(self, space_id: str) -> Directory:
        """The names of another space; one without an ID, or that is still to come, has nothing in it."""
        if space_id not in self._others:
            is_there = space_id and not is_to_come(space_id)
            space = self._client.space_with_id(space_id).document if is_there else None
            self._others[space_id] = Directory(self._client, space)
        return self._others[space_id]

    def holder(self, collection: Collection) -> Document | None:
        """The document whose links lead to ``collection``; None where its space does not exist yet."""
        root = self._client.system() if collection.system else self._space
        if root is None or not collection.unlinked or has_link(root, collection.link):
            return root
        base = root if collection.system else self._client.own_home(root)
        return leading(root, collection.link, base, collection.unlinked)

    def origin(self, collection: Collection, parent_id: str = "") -> tuple[Document | None, str]:
        """The document and its link where documents are asked for by ID, and where new ones go."""
        if collection.parent and collection.parent.only:
            return self._way(collection, parent_id)
        return self.holder(collection), collection.link

    def _way(self, collection: Collection, parent_id: str) -> tuple[Document | None, str]:
        """The document and its link that lead to all documents, or to those of one parent."""
        parent = collection.parent
        if parent is None or not (parent_id or parent.only):
            return self.holder(collection), collection.link
        known = self._documents.get((parent.collection, parent_id))
        found = known or (self.by_id(parent.collection, parent_id) if parent_id else None)
        if found is not None:
            self._documents[(parent.collection, parent_id)] = found
            why = misfit(parent, found)
            if why:
                owner = f"{parent.collection.label} {found.get(parent.collection.named_by)!r}"
                raise OctopusError(f"The {owner} can't have any {collection.label}: {why}")
        address = parent.unlinked.replace("{parent}", parent_id)
        return leading(found, parent.link, self.holder(parent.collection), address), parent.link

    def by_id(self, collection: Collection, document_id: str, parent_id: str = "") -> Document | None:
        """The document with this ID, as a GET of its own returns it, or None."""
        document = self._answer(collection, document_id, parent_id)
        return document if naming.has_id(document, document_id) else None

    def _answer(self, collection: Collection, identity: str, parent_id: str) -> Document | None:
        """What the server answers where an ID is asked for. It may take ``identity`` for a slug."""
        if collection.apart:
            return self._answer_of_parts(collection, identity, parent_id)
        holder, link = self.origin(collection, parent_id)
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
        return identified(found, f"The link {link!r} with ID {identity!r}")

    def by_name(self, collection: Collection, name: str, parent_id: str = "") -> Document | None:
        """The document that bears this name, ignoring case, or None.

        Raises ``Ambiguous`` when several do.
        """
        return next(self._whole(collection, self._called(collection, name, parent_id)), None)

    def _called(self, collection: Collection, name: str, parent_id: str) -> list[Document]:
        """The document that bears a name, as a list has it."""
        if collection.apart:
            inside = (self._called(each, name, parent_id) for each in self._parts(collection))
            return next((each for each in inside if each), [])
        found = self._search(collection, name, parent_id)
        matches = [document for document in found if self._bears(collection, document, name)]
        if not matches and collection.retired:
            whole = replace(collection, filters=(*collection.filters, collection.retired.parameter))
            found = self._search(whole, name, parent_id)
            ousted = collection.retired.ousted
            matches = [each for each in found if self._bears(collection, each, name) and not each.get(ousted)]
        if len(matches) > 1:
            raise Ambiguous(f"{len(matches)} {collection.label}s are called {name!r}", [each["Id"] for each in matches])
        return matches

    def _parts(self, collection: Collection) -> list[Collection]:
        """The parts of a collection that this server has."""
        release = server_release(self._client.version)
        return [each for each in collection.parts if each.since is None or release >= each.since]

    def _answer_of_parts(self, collection: Collection, identity: str, parent_id: str) -> Document | None:
        """The answer of the part that has the ID, else of one that took it for a slug."""
        other = None
        for part in self._parts(collection):
            answer = self._answer(part, identity, parent_id)
            if naming.has_id(answer, identity):
                return answer
            other = other or answer
        return other

    def resolve(
        self, collection: Collection, value: str, parent_id: str = "", held: Iterable[str] = ()
    ) -> str | Missing:
        """The ID of the document that ``value`` means: its name, else its ID, else its slug; or what comes near."""
        known = self._ids.get((collection, parent_id, folded(value)))
        if known is not None:
            return known
        like_an_id = LIKE_AN_ID.fullmatch(value) is not None
        if like_an_id and self._is_unserved(collection):
            return value
        document = self.by_name(collection, value, parent_id)
        if document is None and like_an_id:
            there = next((each for each in held if folded(each) == folded(value)), None)
            if there is not None:
                return there
            # One request for both: where no document has the ID, servers answer the one with the slug.
            answer = self._answer(collection, value, parent_id)
            is_one = answer is not None and belongs(answer, collection.parent, parent_id)
            document = next(iter(naming.meant(value, [answer] if answer and is_one else [])), None)
        if document is not None:
            return self._note(collection, value, document, parent_id)
        return self._by_slug(collection, value, parent_id)

    def _note(self, collection: Collection, value: str, document: Document, parent_id: str) -> str:
        self._documents[(collection, document["Id"])] = document
        return self.remember(collection, value, document["Id"], document.get(collection.named_by), parent_id)

    def remember(
        self, collection: Collection, value: str, document_id: str, name: str | None = None, parent_id: str = ""
    ) -> str:
        """Note that ``value`` stands for ``document_id``, called ``name``; returns the ID."""
        self._ids[(collection, parent_id, folded(value))] = document_id
        self._names[(collection, document_id)] = name or value
        return document_id

    def foretold(self, collection: Collection) -> Mapping[str, tuple[Document, Document]]:
        """A task for one document knows of no other that changes."""
        return {}

    def seen(self, collection: Collection, document_id: str) -> Document | None:
        """The document with this ID as it was when it was last read, or None."""
        return self._documents.get((collection, document_id)) or self.by_id(collection, document_id)

    def forget(self, collection: Collection) -> None:
        """Find out anew who is who among the documents of a collection: one of them has been written."""
        remembered: tuple[dict[Any, Any], ...] = (self._ids, self._names, self._documents)
        for each in remembered:
            # Most parts of a collection go by its own link.
            for key in [key for key in each if collection.link in {part.link for part in (key[0], *key[0].parts)}]:
                del each[key]
        for other in self._others.values():
            other.forget(collection)

    def names(self, collection: Collection, ids: Iterable[str]) -> list[str]:
        """The names of the documents with these IDs, in the same order; an ID that leads nowhere stands for itself."""
        wanted = list(ids)
        self._names.update({(collection, each): name_to_come(each) for each in wanted if is_to_come(each)})
        unknown = [each for each in wanted if (collection, each) not in self._names]
        for part in self._parts(collection) if collection.apart else ():
            found = zip(unknown, self.names(part, unknown)) if unknown else ()
            self._names.update({(collection, each): name for each, name in found if name != each})
            unknown = [each for each in unknown if (collection, each) not in self._names]
        if collection.apart:
            return [self._names.get((collection, each), each) for each in wanted]
        if unknown and self._is_unserved(collection):
            return [self._names.get((collection, each), each) for each in wanted]
        for start in range(0, len(unknown), IDS_IN_ONE_ADDRESS):
            for document in self._items(collection, {"ids": unknown[start : start + IDS_IN_ONE_ADDRESS]}):
                self._names[(collection, document["Id"])] = str(document.get(collection.named_by, document["Id"]))
        return [self._names.get((collection, each), each) for each in wanted]

    def _search(self, collection: Collection, name: str, parent_id: str) -> Iterator[Document]:
        # A server may match a part of the name or ignore a filter: every filter that the link offers goes along,
        # and the caller matches again (api: collections#filters).
        searched = name.strip()
        return self._items(collection, {"name": searched, "partialName": searched, "filter": searched}, parent_id)

    def _items(self, collection: Collection, parameters: dict[str, Any], parent_id: str = "") -> Iterator[Document]:
        collection = collection.listing or collection
        holder, link = self._way(collection, parent_id)
        if holder is None:
            return iter(())
        offered = self._client.parameters(holder, link)
        # Where a newer list has both, it must be asked for both.
        asked = {**parameters, **dict(collection.filters), "skip": 0, "take": PAGE}
        found = self._client.documents(holder, link, {key: value for key, value in asked.items() if key in offered})
        return found if not is_unlinked(collection) else none_where_nothing_is(found)

    def everything(self, collection: Collection, parent_id: str = "") -> Iterator[Document]:
        """Every document of a collection, page by page; where they are reached by what they belong to, one by one."""
        parent = collection.parent
        if collection.apart:
            # Who they are is all that anybody asks for.
            yield from (each for part in self._parts(collection) for each in self._items(part, {}))
        elif parent and parent.only and not parent_id:
            for each in self.everything(parent.collection):
                if not misfit(parent, each):
                    self._documents[(parent.collection, each["Id"])] = each
                    yield from self._items(collection, {}, each["Id"])
        else:
            yield from self._whole(collection, self._items(collection, {}, parent_id))

    def _whole(self, collection: Collection, found: Iterable[Document]) -> Iterator[Document]:
        """Documents as they are, where they come from a list that may say less."""
        for each in found:
            document = self.by_id(collection, each["Id"]) if collection.listing else each
            if document is not None:
                yield document

    def _is_unserved(self, collection: Collection) -> bool:
        """Whether no link leads there, so that IDs have to be taken for what they are."""
        return self.holder(collection) is not None and not self.offers(collection)

    def offers(self, collection: Collection) -> bool:
        """Whether this server has such documents, and lets this user see them."""
        way = collection.parent.collection if collection.parent and collection.parent.only else collection
        return has_link(self.holder(way), way.link)

    def _by_slug(self, collection: Collection, value: str, parent_id: str) -> str | Missing:
        everything = list(self.everything(collection, parent_id))
        for document in everything:
            if folded(document.get("Slug") or "") == folded(value):
                return self._note(collection, value, document, parent_id)
        names = [str(document.get(collection.named_by, "")) for document in everything]
        return Missing(near=tuple(near_misses(value, names)))

    @staticmethod
    def _bears(collection: Collection, document: Document, name: str) -> bool:
        return folded(document.get(collection.named_by, "")) == folded(name)


def belongs(document: Document, parent: Parent | None, parent_id: str) -> bool:
    """Whether a document may be one of this parent's; without a parent, it is anybody's."""
    return parent is None or not parent_id or bool(document.get(parent.prop, parent_id) == parent_id)


def misfit(parent: Parent, document: Document) -> str:
    """What says that nothing can belong to a document, e.g. ``IsService is False``; empty where something can."""
    return ", ".join(
        f"its {prop} is {document.get(prop)}" for prop, value in parent.where if document.get(prop) != value
    )


def is_unlinked(collection: Collection) -> bool:
    return bool(collection.unlinked or (collection.parent and collection.parent.unlinked))


def near_misses(value: str, names: Sequence[str]) -> list[str]:
    """Up to five of ``names`` that ``value`` may have been meant for, best first."""
    by_folded = {folded(name): name for name in names}
    close = difflib.get_close_matches(folded(value), list(by_folded), n=5, cutoff=0.5)
    return [by_folded[each] for each in close]

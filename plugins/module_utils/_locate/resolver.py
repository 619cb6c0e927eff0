# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds an Octopus document by its name, ID or slug, and its name by its ID."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._locate.reader import Reader, batches, only_one
from ansible_collections.octopus.deploy.plugins.module_utils._locate.sight import Sight, sight_in
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Covered, PlannedChange
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import (
    OF_A_SPACE,
    Location,
    Missing,
    belongs,
    parts_on,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.to_come import is_to_come, name_to_come
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import naming
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client, Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded, near_misses

# IDs are "<Plural>-<n>"; the IDs of built-in feeds, teams and roles end in words (api: documents#names).
LIKE_AN_ID = re.compile(r"\s*(?:[a-z]+-\d+|(?:feeds|teams|userroles)-[a-z0-9-]+)\s*", re.IGNORECASE)


class Resolver(Reader):
    """Names, IDs and slugs of the documents of one space and of the server.

    Every result is remembered, so that a reference costs one request however often it is used.
    """

    def __init__(self, client: Client, space: Document | None, coming: bool = False) -> None:
        super().__init__(client, space, coming)
        self._ids: dict[tuple[Location, str, str], str] = {}
        self._names: dict[tuple[Location, str], str] = {}
        self._others: dict[str, Resolver] = {}
        self._sight: Sight | None = None

    def within(self, space_id: str) -> Resolver:
        """The resolver of another space; without an ID, it finds no document."""
        if space_id not in self._others:
            exists = space_id and not is_to_come(space_id)
            space = self._client.spaces.with_id(space_id).document if exists else None
            self._others[space_id] = Resolver(self._client, space, coming=is_to_come(space_id))
        return self._others[space_id]

    def resolve(self, location: Location, value: str, parent_id: str = "", held: Iterable[str] = ()) -> str | Missing:
        """See ``Lookup``."""
        known = self.known(location, value, parent_id)
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
            # One request for ID and slug: if no document has the ID, servers return the document with this slug.
            answer = self._answer(location, value, parent_id)
            is_one = answer is not None and belongs(answer, location.parent, parent_id)
            document = next(iter(naming.meant(value, [answer] if answer and is_one else [])), None)
        if document is not None:
            return self.note(location, value, document, parent_id)
        return self._among_all(location, value, parent_id)

    def _among_all(self, location: Location, value: str, parent_id: str) -> str | Missing:
        """The document with this slug, or with this name that the filter of a list did not find: a server may compare
        whole names with the blanks around them.
        """
        found = self.everything(location, parent_id)
        everything = [each for each in found if self.is_meant(location, str(each.get(OF_A_SPACE) or ""), parent_id)]
        called = only_one(location, value, self.meant(location, everything, value, parent_id))
        slugged = (each for each in everything if folded(each.get("Slug") or "") == folded(value))
        document = next(iter(called), None) or next(slugged, None)
        if document is not None:
            return self.note(location, value, document, parent_id)
        names = [str(document.get(location.naming.prop, "")) for document in everything]
        return Missing(near=tuple(near_misses(value, names)))

    def known(self, location: Location, value: str, parent_id: str) -> str | None:
        """The ID that ``resolve`` returns without a request; None for a value that has not been looked up yet."""
        return self._ids.get((location, parent_id, folded(value)))

    def note(self, location: Location, value: str, document: Document, parent_id: str) -> str:
        """Note the document that ``value`` means; returns its ID."""
        self._documents[(location, document["Id"])] = document
        return self.remember(location, value, document["Id"], document.get(location.naming.prop), parent_id)

    def remember(
        self, location: Location, value: str, document_id: str, name: str | None = None, parent_id: str = ""
    ) -> str:
        """Note that ``value`` means the document with this ID and name; returns the ID."""
        self._ids[(location, parent_id, folded(value))] = document_id
        self._names[(location, document_id)] = name or value
        return document_id

    def learn(self, location: Location, documents: Any, parent_id: str = "") -> None:
        """Note the names and IDs in a list within another document, except names that occur more than once."""
        for each in naming.unambiguous(documents):
            self.remember(location, each["Name"], each["Id"], each["Name"], parent_id)

    def names(self, location: Location, ids: Iterable[str]) -> list[str]:
        """The names of the documents with these IDs, in the same order; an ID that no document has stays an ID."""
        wanted = list(ids)
        self._names.update({(location, each): name_to_come(each) for each in wanted if is_to_come(each)})
        unknown = [each for each in wanted if (location, each) not in self._names]
        if location.apart:
            for part in parts_on(self._client.version, location):
                found = zip(unknown, self.names(part, unknown)) if unknown else ()
                self._names.update({(location, each): name for each, name in found if name != each})
                unknown = [each for each in unknown if (location, each) not in self._names]
        elif not (unknown and self._is_unserved(location)):
            for few in batches(unknown):
                for document in self._items(location, {"ids": few}):
                    self._names[(location, document["Id"])] = str(document.get(location.naming.prop, document["Id"]))
        return [self._names.get((location, each), each) for each in wanted]

    def _is_unserved(self, location: Location) -> bool:
        """Whether no link leads to the location, so that an ID can't be looked up."""
        return self.holder(location) is not None and not self.offers(location)

    def why_unseen(self, location: Location, about: Covered | None = None) -> str:
        """See ``Lookup``. The permissions of the user are read once, when they are first needed."""
        if not location.lists.seen_with:
            return ""
        self._sight = self._sight or sight_in(self._client, self._space)
        return self._sight.why_unseen(location, about)

    def copied_from(self, location: Location, identity: str) -> str | None:
        """None: a task for one document creates no other."""
        return None

    def planned_changes(self, location: Location) -> Mapping[str, PlannedChange]:
        """Empty: a task for one document changes no other."""
        return {}

    def forget(self, location: Location) -> None:
        """Forget the names and IDs of a location, because one of its documents has been written."""
        remembered: tuple[dict[Any, Any], ...] = (self._ids, self._names, self._documents, self._slugs)
        for each in remembered:
            # Most parts of a location have the same link as the whole.
            for key in [key for key in each if location.link in {part.link for part in (key[0], *key[0].parts)}]:
                del each[key]
        if location.system:
            # The document may be a team or a role of the user.
            self._sight = None
        for other in self._others.values():
            other.forget(location)

    def forget_what_is_to_come(self) -> None:
        """Forget documents that check mode has assumed, so that each task warns of its own assumptions."""
        self._ids = {key: each for key, each in self._ids.items() if not is_to_come(each)}
        for other in self._others.values():
            other.forget_what_is_to_come()

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Companions: documents that people see as a part of another document, and that the API keeps under a link of their
own. A plan holds a companion as a property of the document that it belongs to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._locate.together import Together
from ansible_collections.octopus.deploy.plugins.module_utils._locate.unlinked import NOT_FOUND
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError, UnfitParent
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import Companion
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import ServerRefused
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.links import has_link

# The property in which a set of variables lists the names and IDs that its scopes can have.
SCOPE_VALUES = "ScopeValues"
# The companions that lists have, by the property of the companion and the ID of its document.
ListedCompanions = Mapping[str, Mapping[str, Any]]


def listed_companions(
    companions: Sequence[Companion], documents: Sequence[Document], context: Context, earlier: ListedCompanions
) -> ListedCompanions:
    """The companions of these documents that lists have, which saves a request for each document.

    ``earlier``: the result for earlier documents, because some lists have the companions of all documents.
    """
    found: dict[str, Mapping[str, Any]] = {}
    by_link: dict[str, Mapping[str, Any]] = {}
    for each in companions:
        known = earlier.get(each.prop, {})
        offered = [document for document in documents if each.offered(document, context)]
        has_all = all(str(document.get("Id")) in known for document in offered)
        if not has_all and each.link not in by_link:
            by_link[each.link] = each.listed(offered, context)
        found[each.prop] = known if has_all else by_link[each.link]
    return found


def read_companions(
    companions: Sequence[Companion], document: Document, context: Context, listed: ListedCompanions
) -> dict[str, Any]:
    """The companions of a document by property; a companion that no list has is read."""
    identity = str(document.get("Id"))
    return {each.prop: each.read(document, context, listed[each.prop].get(identity)) for each in companions}


def companions_of(companions: Sequence[Companion], document: Document, context: Context) -> dict[str, Any]:
    """The companions of one document by property. A list that has several of them is read once."""
    by_link = {each.link: each for each in companions}
    lists = {link: each.listed([document], context) for link, each in by_link.items()}
    return read_companions(companions, document, context, {each.prop: lists[each.link] for each in companions})


@dataclass(frozen=True, eq=False)
class CompanionDocument:
    """One document under a link, which exists as long as the document with the link exists.

    ``parameters``: the parameters of the link; ``definition``: the document's name in the API's description, for the
    documentation; ``label``: its name in messages. ``versioned``, ``blank``, ``copied`` and ``asked_for``: see
    ``Companion``. ``names``: the locations of the documents that its ``ScopeValues`` name, by the key of each list.
    ``together``: the collection that has the companions of all documents, if there is one.
    """

    prop: str
    link: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    definition: str = ""
    label: str = ""
    versioned: bool = False
    blank: Any = None
    copied: bool = True
    asked_for: str = ""
    names: Mapping[str, Location] = field(default_factory=dict)
    together: Together | None = None

    def offered(self, document: Document, context: Context) -> bool:
        return has_link(document, self.link) and not context.client.is_in_git(document, self.link)

    def listed(self, documents: Sequence[Document], context: Context) -> Mapping[str, Any]:
        return self.together.of(documents, context) if self.together else {}

    def read(self, document: Document, context: Context, listed: Any = None) -> Any:
        if context.client.is_in_git(document, self.link):
            kept = f"{document.get('Name')!r} keeps its {self.label or self.prop} in a Git repository"
            raise UnfitParent(f"{kept}; make the change there")
        found = listed or context.client.document(document, self.link, self.parameters)
        scope_values = found.get(SCOPE_VALUES)
        scopes = scope_values if isinstance(scope_values, dict) else {}
        for key, location in self.names.items():
            inside = str(document["Id"]) if location.parent else ""
            context.resolver.learn(location, scopes.get(key), inside)
        return found

    def write(self, document: Document, current: Any, wanted: Any, context: Context) -> Any:
        written = context.client.modify(wanted, silent=self.versioned)
        context.did(f"wrote {self.label or self.prop}")
        if self.versioned and not written:
            return self.read(document, context)
        # The answer to a PUT has no scope values (api: variables#variable-set).
        kept = {SCOPE_VALUES: wanted.get(SCOPE_VALUES)} if self.names and not written.get(SCOPE_VALUES) else {}
        return {**written, **kept}


@dataclass(frozen=True, eq=False)
class CompanionSettings:
    """The values of one entry of a list of settings; a link of the entry reads and replaces them.

    ``entry``: the ID of the entry; ``label``: its name in messages; ``values``: the link of the entry.
    """

    prop: str
    link: str
    entry: str
    label: str
    values: str = "Values"
    versioned: bool = False
    blank: Any = None
    copied: bool = True
    asked_for: str = ""

    def offered(self, document: Document, context: Context) -> bool:
        return has_link(document, self.link) and self._entry(document, context) is not None

    def listed(self, documents: Sequence[Document], context: Context) -> Mapping[str, Any]:
        return {}

    def read(self, document: Document, context: Context, listed: Any = None) -> Any:
        return context.client.document(self._required_entry(document, context), self.values)

    def write(self, document: Document, current: Any, wanted: Any, context: Context) -> Any:
        written = context.client.modify(self._required_entry(document, context), self.values, wanted)
        context.did(f"wrote {self.label}")
        return written

    def _required_entry(self, document: Document, context: Context) -> Document:
        found = self._entry(document, context)
        if found is None:
            raise OptionError(self.label, f"this server ({context.client.version}) has no such settings; leave it out")
        return found

    def _entry(self, document: Document, context: Context) -> Document | None:
        try:
            return context.client.document(document, self.link, {"id": self.entry})
        except ServerRefused as refused:
            if refused.status == NOT_FOUND:
                return None
            raise


@dataclass(frozen=True, eq=False)
class CompanionList:
    """All documents under a link. ``location``: where a new document is created.

    ``tie``: the property with the ID of the document that they belong to; ``definition``: see ``CompanionDocument``.
    """

    prop: str
    link: str
    location: Location
    tie: str
    definition: str = ""
    versioned: bool = False
    blank: Any = None
    copied: bool = True
    asked_for: str = ""

    def offered(self, document: Document, context: Context) -> bool:
        return has_link(document, self.link)

    def listed(self, documents: Sequence[Document], context: Context) -> Mapping[str, Any]:
        return {}

    def read(self, document: Document, context: Context, listed: Any = None) -> Any:
        return list(context.client.documents(document, self.link))

    def write(self, document: Document, current: Any, wanted: Any, context: Context) -> Any:
        kept = {each["Id"] for each in wanted if each.get("Id")}
        for each in current or []:
            if each["Id"] not in kept:
                context.client.delete(each)
                context.did(f"removed {self.location.label} {each['Id']}")
        had = {each["Id"]: each for each in current or []}
        return [self._written(document, had.get(each.get("Id")), each, context) for each in wanted]

    def _written(self, document: Document, had: Document | None, wanted: Document, context: Context) -> Document:
        if had is None:
            holder, link = context.resolver.origin(self.location)
            created = context.client.create(holder or {}, link, {**wanted, self.tie: document["Id"]})
            context.did(f"created {self.location.label} {created['Id']}")
            return created
        if had == wanted:
            return had
        changed = context.client.modify(wanted)
        context.did(f"updated {self.location.label} {wanted['Id']}")
        return changed

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The listing of a collection: names, IDs and slugs of all documents, and the whole documents of items."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import field

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import plural
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import Ambiguous
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import ID, NAME, SLUG, folded

# The property that marks the default document, which prune does not remove.
MARK = "IsDefault"


@dataclass(frozen=True)
class Listed:
    """The identity of a document, without its other properties.

    ``parent``: the ID of its parent document; ``space``: the ID of its space; both empty where it has none.
    ``protected``: whether prune never removes it; ``is_default``: whether it is the default, which prune does not
    remove either. ``within``: the name of its parent document, where messages show it.
    """

    id: str
    name: str
    protected: bool
    parent: str = ""
    space: str = ""
    is_default: bool = False
    within: str = ""

    @property
    def title(self) -> str:
        """The name for messages, with the parent's name in front."""
        return f"{self.within}: {self.name}" if self.within else self.name


@dataclass
class Listing:
    """The documents of a collection. ``documents``: the whole documents of items by ID, not to be changed.

    ``called``: lists of IDs by way (name, ID or slug), parent's ID and folded value. ``unfit``: why a document can't be
    the parent of documents at a location, by location and ID, for those that can't. ``needs``: the IDs of documents
    that a document without an item can't be without (see ``vital``), by the ID of the document.
    """

    listed: dict[str, Listed] = field(default_factory=dict)
    called: dict[tuple[str, str, str], list[str]] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    unfit: dict[tuple[Location, str], str] = field(default_factory=dict)
    needs: dict[str, list[list[str]]] = field(default_factory=dict)

    def add(self, location: Location, document: Document) -> None:
        entry = listed_as(location, document)
        identity = entry.id
        # Fill ``listed`` first: other threads look up there each ID that they find in ``called``.
        self.listed[identity] = entry
        # A renamed document is found by its old name too: other items may refer to it by either.
        for way, value in ((NAME, entry.name), (ID, identity), (SLUG, document.get(SLUG))):
            inside = "" if way == ID else entry.parent
            ids = self.called.setdefault((way, inside, folded(value)), []) if value else []
            if identity not in ids:
                ids.append(identity)

    def keep(self, document: Document) -> None:
        """Keep a document whole."""
        self.documents[str(document["Id"])] = document

    def ids(self, way: str, value: str, parent: str) -> Sequence[str]:
        """The IDs of documents by name, ID or slug; an old name counts where no document has it as its present name."""
        # An ID is found without its parent.
        wanted = folded(value)
        ids = self.called.get((way, "" if way == ID else parent, wanted), [])
        if way != NAME or len(ids) < 2:
            return ids
        return [each for each in ids if folded(self.listed[each].name) == wanted] or ids


def only_id(
    listings: Iterable[Listing],
    way: str,
    location: Location,
    value: str,
    parent_id: str,
    is_meant: Callable[[Listed], bool] | None = None,
) -> str | None:
    """The ID of the one document that ``value`` means as a name, ID or slug (``way``). Raises ``Ambiguous``.

    ``is_meant``: whether a name or slug can mean a document; None if it can mean each.
    """
    ids: list[str] = []
    for read in listings:
        found = (each for each in read.ids(way, value, parent_id) if parent_id in ("", read.listed[each].parent))
        if is_meant is not None and way != ID:
            found = (each for each in found if is_meant(read.listed[each]))
        ids += [each for each in found if each not in ids]
    if len(ids) > 1:
        raise Ambiguous(f"{len(ids)} {plural(location.label)} are called {value!r}", ids)
    return ids[0] if ids else None


def listed_as(location: Location, document: Document) -> Listed:
    """The identity of a document."""
    return Listed(
        str(document["Id"]),
        str(document.get(location.naming.prop) or ""),
        is_protected(location, document),
        str(document.get(location.parent.prop) or "") if location.parent else "",
        str(document.get("SpaceId") or ""),
        bool(document.get(MARK)),
    )


def is_protected(location: Location, document: Document) -> bool:
    """Whether prune never removes a document: it is built in, or it is the user who runs the task."""
    marked = any(document.get(mark) for mark in ("IsBuiltIn", "IsRequestor"))
    return marked or document.get("CanBeDeleted") is False or bool(location.protected and location.protected(document))

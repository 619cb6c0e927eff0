# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The server's documents: reads, creates, changes and deletes them by the rules of their kinds."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from emulator import clock, shaping
from emulator.kinds.registry import KINDS
from emulator.model import EVER, MIXED, SPACE, SYSTEM, Document, Filter, Kind
from emulator.refusals import STALE, Refusal, invalid
from emulator.store import Store, folded
from emulator.work.mishaps import Mishap

# The beginning of the names under which the store keeps frozen copies of a collection's documents.
FROZEN = "frozen "


class Octopus:
    """One server's state. ``version``: its calendar version.

    ``started``: when it started, by the monotonic clock; ``acting``: the user name that is recorded for changes;
    ``pending``: the IDs of tasks that are not over, each with the moment at which it is due next.
    ``furnish_seconds``: how long a new space lacks its first documents; ``unfurnished``: the IDs of such spaces.
    ``mishaps``: the failures that tests ask for.
    ``feature_toggles``: the toggles that somebody set, and whether each is on.
    """

    def __init__(self, store: Store, version: str, spaces: bool = True, default_space: bool = True) -> None:
        self.store = store
        self.version = version
        self.started = clock.monotonic()
        self.has_spaces = spaces
        self.wants_default_space = default_space
        self.task_seconds = 0.0
        self.furnish_seconds = 0.0
        self.acting = "admin"
        self.mishaps: list[Mishap] = []
        self.feature_toggles: dict[str, bool] = {}
        # The links of the roots, by place, and of documents, by collection; they depend on version and settings alone.
        self.root_links: dict[tuple[str, ...], dict[str, str]] = {}
        self.document_links: dict[str, dict[str, str]] = {}
        numbers = version.split(".")
        self.release = (9999, 0) if version.startswith("0.0.0") else (int(numbers[0]), int(numbers[1]))
        self.kinds: Mapping[str, Kind] = {kind.collection: kind for kind in KINDS}
        self.pending: dict[str, float] = {
            d["Id"]: 0.0 if d["State"] == "Queued" else d["_due"]
            for d in store.all("tasks")
            if d.get("_due") is not None
        }
        self.unfurnished: set[str] = {d["Id"] for d in store.all("spaces") if d.get("_due") is not None}

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Keep all changes to documents, pending tasks and new spaces, or none of them after an exception."""
        with self.store.lock:
            pending, unfurnished = dict(self.pending), set(self.unfurnished)
            try:
                with self.store.transaction():
                    yield
            except BaseException:
                self.pending, self.unfurnished = pending, unfurnished
                raise

    @staticmethod
    def now() -> str:
        return clock.written(clock.seconds())

    def served(self, kind: Kind) -> bool:
        """Whether a server of this version and these settings has the collection."""
        return not kind.hidden and self.release >= kind.since and (self.has_spaces or not kind.needs_spaces)

    def finds_by_name(self, kind: Kind) -> bool:
        """Whether a list can be filtered by name; newer servers ignore this filter for spaces and worker pools.

        api: collections#filters
        """
        return "name" in self.filters(kind) or self.release < kind.named_until

    def filters(self, kind: Kind) -> Mapping[str, Filter]:
        """The filters of a list in this release."""
        newer = kind.filters_since
        if not newer:
            return kind.filters
        return {name: each for name, each in kind.filters.items() if self.release >= newer.get(name, EVER)}

    def parameters(self, kind: Kind) -> str:
        """The parameters in the template of a collection's link."""
        offered = [each for each in kind.parameters.split(",") if self.release >= kind.parameters_since.get(each, EVER)]
        return ",".join(["name", *offered] if self.release < kind.named_until else offered)

    def space_of(self, kind: Kind, space: str) -> str:
        return space if kind.scope != SYSTEM else ""

    def has_slug(self, kind: Kind) -> bool:
        return kind.slug_since is not None and self.release >= kind.slug_since

    def get(self, collection: str, document_id: str, space: str = "") -> Document | None:
        """The document with this ID (or slug, if its kind has slugs) in this space; None if there is none."""
        kind = self.kinds[collection]
        found = self.store.get(document_id)
        if found and found[0] in (collection, FROZEN + collection) and is_here(kind, found[1], space):
            return found[1]
        if kind.known_by:
            same = self.store.holding(collection, kind.known_by, document_id.upper(), self.space_of(kind, space))
            if same:
                return same[0]
        if self.has_slug(kind):
            slug = folded(document_id)
            here = None if kind.scope == MIXED else self.space_of(kind, space)
            called = self.store.slugged(collection, slug, here)
            return next((d for d in called if is_here(kind, d, space)), None)
        return None

    def must_exist(self, collections: str, document_id: str, space: str, prop: str) -> Document:
        """The document of a reference. Refuses a reference to no document [OctopusDeploy/Issues#2067]."""
        found = self.store.get(str(document_id))
        if not found or found[0] not in collections.split() or not is_here(self.kinds[found[0]], found[1], space):
            raise invalid(f'One or more referenced resources do not exist: "{document_id}" provided for {prop}')
        return found[1]

    def create(
        self, collection: str, sent: Document, space: str = "", source: Document | None = None, own_id: str = ""
    ) -> Document:
        """Create a document, for a POST. ``source``: the document to clone; ``own_id``: its ID, if not a number.
        The result lacks later side effects.
        """
        kind = self.kinds[collection]
        if not kind.can_create:
            text = f"{kind.item_type} does not support POST."
            raise Refusal(405, text, text)
        space = self.space_of(kind, space)
        number = self.store.next_number(kind.id_prefix, kind.first_number)
        document = {"Id": own_id or f"{kind.id_prefix}-{number}", "SpaceId": space or None}
        document.update(self._shaped(kind, sent, {}, space))
        if source and kind.cloned:
            kind.cloned(document, source)
        self._named(kind, document, space)
        if kind.check:
            kind.check(self, document, {})
        document = self.save(kind, document, number)
        if kind.created:
            kind.created(self, document, source)
        return document

    def modify(self, kind: Kind, old: Document, sent: Document) -> Document:
        """Replace a whole document, for a PUT."""
        if old.get("_frozen"):
            raise invalid(kind.frozen)
        space = old.get("SpaceId") or ""
        hidden = {key: value for key, value in old.items() if key.startswith("_") and key != "_unknown"}
        document = {"Id": old["Id"], "SpaceId": old.get("SpaceId"), **hidden}
        document.update(self._shaped(kind, sent, old, space))
        if kind.versioned:
            if sent.get("Version") != old["Version"]:
                short = kind.versioned.removeprefix("these ").removeprefix("this ")
                raise invalid(STALE.format(what=kind.versioned, short=short))
            document["Version"] = old["Version"] + 1
        document.update(shaping.unknown_of(old, sent))
        self._named(kind, document, space)
        if kind.check:
            kind.check(self, document, old)
        return self.save(kind, document)

    def _shaped(self, kind: Kind, sent: Document, old: Document, space: str) -> Document:
        shaped = shaping.shape(self, kind.props, sent, old, space)
        if kind.variant_by:
            shaped.update(shaping.shape(self, kind.variants[shaped[kind.variant_by]], sent, old, space))
        return shaped

    def delete(self, kind: Kind, document: Document) -> None:
        """Delete a document with its children. Refuses, without any effect, if other documents need it."""
        if kind.deleting:
            kind.deleting(self, document)
        for other in KINDS:
            if other.parent and other.parent.collection == kind.collection:
                for child in self.children(other.collection, document):
                    self.remove(other, child)
            if kind.collection in other.deleted_elsewhere:
                other.deleted_elsewhere[kind.collection](self, document)
        self.remove(kind, document)
        self._forget(kind.collection, document)

    def remove(self, kind: Kind, document: Document) -> None:
        """Take a document with its frozen copies out of the store, whatever needs it."""
        for each in {document["Id"], *frozen_of(kind, document)}:
            self.store.delete(each)

    def children(self, collection: str, parent: Document) -> list[Document]:
        """The documents of a collection that belong to this document, in the order of the collection."""
        kind = self.kinds[collection]
        prop = kind.parent.prop if kind.parent else ""
        found = self.visible(kind, parent.get("SpaceId") or "", True)
        return [each for each in found if each[prop] == parent["Id"]]

    def _forget(self, collection: str, gone: Document) -> None:
        """Remove a deleted document from the lists of others (unverified: no reference to it remains)."""
        for kind in KINDS:
            lists = [prop.name for prop in kind.props if collection in prop.reference.split() and prop.type == "list"]
            if not lists:
                continue
            for other in self.store.all(kind.collection, gone.get("SpaceId") or None):
                if any(gone["Id"] in (other.get(name) or []) for name in lists):
                    kept = {name: [each for each in other[name] if each != gone["Id"]] for name in lists}
                    self.save(kind, {**other, **kept})

    def make(self, collection: str, document: Document, number: int = 0) -> Document:
        """Store a document of the server's own without changes; ``number``: its number among those of its kind."""
        kind = self.kinds[collection]
        defaults = {prop.key: prop.default for prop in kind.props if self.release >= prop.since and not prop.computed}
        return self.save(kind, {**defaults, **document}, number)

    def freeze(self, collection: str, document: Document) -> Document:
        """Keep a frozen copy, which has an address and is in no list."""
        whole = {name: value for name, value in document.items() if name != "_self"}
        copy = {**whole, "Id": f"{document['Id']}-s-{document.get('Version') or 0}-{uuid.uuid4().hex[:5].upper()}"}
        frozen = {**copy, "LastModifiedOn": self.now(), "LastModifiedBy": self.acting, "_frozen": True}
        self.store.put(FROZEN + collection, frozen)
        return frozen

    def save(self, kind: Kind, document: Document, number: int = 0) -> Document:
        stamped = {**document, "LastModifiedOn": self.now(), "LastModifiedBy": self.acting}
        if kind.freezes and (old := self.store.get(document["Id"])):
            for each in frozen_of(kind, old[1]) - frozen_of(kind, stamped):
                self.store.delete(each)
        self.store.put(kind.collection, stamped, str(document.get(kind.named_by) or ""), number)
        return stamped

    def _named(self, kind: Kind, document: Document, space: str) -> None:
        """Refuse a name that another document has, and find a slug that no document has."""
        if kind.unique:
            name = str(document.get(kind.named_by) or "")
            for other in self.store.named(kind.collection, space, name, nearest(kind, document)):
                if rivals(kind, document, other):
                    # The status 400 is confirmed, the wording is not (api: errors#refusals).
                    text = f"A {kind.item_type} with the name '{name}' already exists. Please use a different name."
                    raise invalid(text)
        if self.has_slug(kind):
            document["Slug"] = self._slug(kind, document, space)

    def _slug(self, kind: Kind, document: Document, space: str) -> str:
        base = str(document.get("Slug") or slug_of(str(document.get(kind.named_by))))
        # The number at the end of a taken slug is unverified.
        slug, number, near = base, 1, nearest(kind, document)
        while any(rivals(kind, document, each) for each in self.store.slugged(kind.collection, slug, space, near)):
            slug, number = f"{base}-{number}", number + 1
        return slug

    def visible(self, kind: Kind, space: str | None, include_system: bool) -> list[Document]:
        """The documents of a collection that are visible in a space, in the collection's order."""
        if kind.scope == MIXED:
            found = [d for d in self.store.all(kind.collection) if seen_from(d, space, include_system)]
        else:
            found = self.store.all(kind.collection, self.space_of(kind, space or ""))
        if kind.newest_first:
            latest = found[::-1]
            return (
                sorted(latest, key=lambda each: order_key(each.get(kind.order)), reverse=True)
                if kind.order_is_age
                else latest
            )
        return sorted(found, key=lambda document: order_key(document.get(kind.order)))


def slug_of(name: str) -> str:
    """A slug for a name: lower case, with hyphens for all but letters and digits [OctopusDeploy/Issues#4042, #5596]."""
    return re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-") or "x"


def frozen_of(kind: Kind, document: Document) -> set[str]:
    """The IDs of the frozen copies that a document names."""
    named = [document[name] for name in kind.freezes]
    return {each for value in named for each in (value if isinstance(value, list) else [value])}


def nearest(kind: Kind, document: Document) -> Document:
    """A property, with its value, that all rivals of a document have."""
    return {kind.unique_within: document.get(kind.unique_within)} if kind.unique_within else {}


def rivals(kind: Kind, document: Document, other: Document) -> bool:
    """Whether two documents can't share a name or a slug."""
    apart = kind.unique_within and other.get(kind.unique_within) != document.get(kind.unique_within)
    return other["Id"] != document["Id"] and not apart


def is_here(kind: Kind, document: Document, space: str) -> bool:
    """Whether a document is visible at an address of a space, or of the server."""
    belongs_to = (document.get("SpaceId") or "").casefold()
    if kind.scope == MIXED:
        return not belongs_to or not space or belongs_to == space.casefold()
    return kind.scope != SPACE or belongs_to == space.casefold()


def seen_from(document: Document, space: str | None, include_system: bool) -> bool:
    belongs_to = document.get("SpaceId")
    if not belongs_to:
        return include_system
    return space is None or belongs_to == space


def order_key(value: Any) -> tuple[int, str]:
    return (value, "") if isinstance(value, int) else (0, str(value or "").casefold())

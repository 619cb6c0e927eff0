# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The server's documents: reading, making, changing and deleting them by the rules of their kinds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from emulator import shaping
from emulator.kinds.registry import KINDS
from emulator.model import MIXED, SPACE, Document, Kind, Refusal, invalid, not_found
from emulator.store import Store, folded


class Octopus:
    """One server's state. ``version``: the calendar version that it says it is."""

    def __init__(self, store: Store, version: str, spaces: bool = True, default_space: bool = True) -> None:
        self.store = store
        self.version = version
        self.has_spaces = spaces
        self.wants_default_space = default_space
        self.task_seconds = 0.0
        self.kinds: Mapping[str, Kind] = {kind.collection: kind for kind in KINDS}
        numbers = version.split(".")
        self.release = (int(numbers[0]), int(numbers[1])) if not version.startswith("0.0.0") else (9999, 0)

    @staticmethod
    def now() -> str:
        return datetime.now(UTC).isoformat(timespec="milliseconds")

    def space_of(self, kind: Kind, space: str) -> str:
        return space if kind.scope != "system" else ""

    def get(self, collection: str, document_id: str, space: str = "") -> Document | None:
        """A document by its ID (or its slug, where its kind has one), if it is in this space."""
        kind = self.kinds[collection]
        found = self.store.get(document_id)
        if found and found[0] == collection and self._is_here(kind, found[1], space):
            return found[1]
        if kind.has_slug:
            slug = folded(document_id)
            return next(
                (d for d in self.store.all(collection, self.space_of(kind, space)) if d.get("Slug") == slug), None
            )
        return None

    def _is_here(self, kind: Kind, document: Document, space: str) -> bool:
        return kind.scope != SPACE or (document.get("SpaceId") or "").casefold() == space.casefold()

    def must_exist(self, collection: str, document_id: str, space: str, prop: str) -> Document:
        """The document that a reference leads to; one that leads nowhere is refused. The wording is unverified."""
        found = self.store.get(str(document_id))
        if not found or found[0] != collection or not self._is_here(self.kinds[collection], found[1], space):
            raise invalid(f"{prop} '{document_id}' does not exist in this space.")
        return found[1]

    def create(self, kind: Kind, sent: Document, space: str, query: Mapping[str, str] | None = None) -> Document:
        """POST."""
        if not kind.can_create:
            raise Refusal(
                405, "This collection does not take new documents.", "This collection does not take new documents."
            )
        space = self.space_of(kind, space)
        document = shaping.shape(self, kind.props, sent, {}, space)
        document["SpaceId"] = space or None
        self._check_name(kind, document, space)
        if kind.check:
            kind.check(self, {**document, "_query": dict(query or {})}, {})
        number = self.store.next_number(kind.id_prefix, kind.first_number)
        document = {"Id": f"{kind.id_prefix}-{number}", **document}
        if kind.has_slug:
            document["Slug"] = self._slug(kind, document, space)
        if kind.check:
            kind.check(self, document, {})
        self.save(kind, document, number)
        if kind.created:
            kind.created(self, {**document, "_query": dict(query or {})})
        stored = self.store.get(document["Id"])
        return stored[1] if stored else document

    def modify(self, kind: Kind, old: Document, sent: Document) -> Document:
        """PUT: the whole document is replaced."""
        space = old.get("SpaceId") or ""
        document = {**shaping.shape(self, kind.props, sent, old, space)}
        document = {"Id": old["Id"], "SpaceId": old.get("SpaceId"), **document}
        unknown = old.get("_unknown") or {}
        if unknown:
            document["_unknown"] = {key: sent[key] for key in unknown if key in sent}
        self._check_name(kind, document, space)
        if kind.has_slug:
            document["Slug"] = self._slug(kind, document, space)
        if kind.check:
            kind.check(self, document, old)
        self.save(kind, document)
        stored = self.store.get(document["Id"])
        return stored[1] if stored else document

    def delete(self, kind: Kind, document: Document) -> None:
        """DELETE, with what hangs on it; refused where others need it."""
        if not kind.can_delete:
            raise invalid("This resource is read-only and cannot be deleted.")
        if kind.deleting:
            kind.deleting(self, document)
        self.store.delete(document["Id"])

    def put_singleton(self, collection: str, document_id: str, owner: Document, **properties: Any) -> None:
        """Make a document that lives and dies with its owner."""
        document = {"Id": document_id, "SpaceId": owner.get("SpaceId"), **properties}
        if collection == "deploymentprocesses":
            document["ProjectId"] = owner["Id"]
        self.store.put(collection, document)

    def process(self, project_id: str) -> Document:
        """A project's deployment process."""
        found = self.store.get(f"deploymentprocess-{project_id}")
        if found is None:
            raise not_found()
        return found[1]

    def save(self, kind: Kind, document: Document, number: int = 0) -> None:
        stamped = {key: value for key, value in document.items() if key != "_query"}
        stamped.update(LastModifiedOn=self.now(), LastModifiedBy="admin")
        self.store.put(kind.collection, stamped, str(document.get(kind.named_by) or ""), number)

    def _check_name(self, kind: Kind, document: Document, space: str) -> None:
        if not kind.unique:
            return
        name = str(document.get(kind.named_by) or "")
        if any(each["Id"] != document.get("Id") for each in self.store.named(kind.collection, space, name)):
            # That it is refused with 400 is known, the wording is not (octopus-api.md 1.6).
            raise invalid(f"A {kind.item_type} with the name '{name}' already exists. Please use a different name.")

    def _slug(self, kind: Kind, document: Document, space: str) -> str:
        asked = document.get("Slug")
        base = asked or re.sub(r"[^a-z0-9]+", "-", str(document.get(kind.named_by)).casefold()).strip("-") or "x"
        taken = {d.get("Slug") for d in self.store.all(kind.collection, space) if d["Id"] != document["Id"]}
        slug, number = base, 1
        while slug in taken:
            slug, number = f"{base}-{number}", number + 1
        return str(slug)

    def visible(self, kind: Kind, space: str | None, include_system: bool) -> list[Document]:
        """A collection's documents, as far as a space sees them, in the collection's order."""
        if kind.scope == MIXED:
            found = [d for d in self.store.all(kind.collection) if seen_from(d, space, include_system)]
        else:
            found = self.store.all(kind.collection, self.space_of(kind, space or ""))
        if kind.newest_first:
            return found[::-1]
        return sorted(found, key=lambda document: order_key(document.get(kind.order)))


def seen_from(document: Document, space: str | None, include_system: bool) -> bool:
    belongs_to = document.get("SpaceId")
    if not belongs_to:
        return include_system or space is None
    return space is None or belongs_to == space


def order_key(value: Any) -> tuple[int, str]:
    return (value, "") if isinstance(value, int) else (0, str(value or "").casefold())

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The API's routes: what a method and a plain path come to."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from emulator import answers, specials
from emulator.model import MIXED, SPACE, SYSTEM, Document, Kind, Refusal, not_found
from emulator.octopus import Octopus
from emulator.roots import base, default_space, root, space_root

SPACE_ID = re.compile(r"^spaces-\d+$", re.IGNORECASE)
DELETED: Document = {}


@dataclass(frozen=True)
class Call:
    """A request on its way: ``parts`` is the path after ``/api``, ``query`` has lower-case names."""

    octopus: Octopus
    method: str
    parts: tuple[str, ...]
    query: Mapping[str, str]
    body: Any
    user: str

    @property
    def collection(self) -> str:
        """The collection in which the document of a path like ``machines/{id}/tasks`` is."""
        return self.parts[-3].casefold()


@dataclass(frozen=True)
class Answer:
    status: int
    body: Any


def answer(call: Call) -> Answer:
    """Carry a request out. Raises ``Refusal``."""
    octopus, parts = call.octopus, call.parts
    if not parts:
        return Answer(200, root(octopus))
    space, parts = located(octopus, parts)
    if not parts:
        return Answer(200, space_root(octopus, space or ""))
    explicit = parts != call.parts
    for shape, handler in specials.ROUTES.items():
        values = fits(shape, parts)
        if values is not None and call.method in handler.methods:
            here = space or default_space(octopus) or ""
            return Answer(handler.status, handler.handle(octopus, here, values, call))
    kind = octopus.kinds.get(parts[0].casefold())
    if kind is None:
        raise not_found()
    if kind.scope == SYSTEM and explicit:
        raise not_found()
    if kind.scope == SPACE and space is None:
        space = default_space(octopus)
        if space is None:
            raise not_found()
    return on_collection(call, kind, space, parts[1:])


def located(octopus: Octopus, parts: tuple[str, ...]) -> tuple[str | None, tuple[str, ...]]:
    """The space that a path names, and what follows; all three spellings (octopus-api.md 1.1)."""
    if not octopus.has_spaces:
        return None, parts
    if parts[0].casefold() == "spaces" and len(parts) > 2 and parts[2].casefold() in octopus.kinds:
        parts = parts[1:]
    if not SPACE_ID.match(parts[0]):
        return None, parts
    space = octopus.store.get(parts[0])
    if not space:
        raise not_found()
    return space[1]["Id"], parts[1:]


def fits(shape: str, parts: tuple[str, ...]) -> dict[str, str] | None:
    """The values of the places in ``{}`` of a shape that a path has; None for a path of another shape."""
    wanted = shape.split("/")
    if len(wanted) != len(parts):
        return None
    values = {}
    for want, part in zip(wanted, parts, strict=True):
        if want.startswith("{"):
            values[want[1:-1]] = part
        elif want.casefold() != part.casefold():
            return None
    return values


def on_collection(call: Call, kind: Kind, space: str | None, parts: tuple[str, ...]) -> Answer:
    if not parts:
        return METHODS.get(call.method, not_allowed)(call, kind, space)
    if len(parts) == 1 and parts[0].casefold() == "all" and kind.has_all:
        found = answers.matching(call.octopus, kind, everything(call, kind, space), call.query)
        return Answer(200, answers.bare(call.octopus, kind, found))
    if len(parts) > 1:
        raise not_found()
    document = call.octopus.get(kind.collection, parts[0], space or "")
    if document is None:
        raise not_found()
    return on_document(call, kind, document)


def everything(call: Call, kind: Kind, space: str | None) -> list[Document]:
    octopus, query = call.octopus, call.query
    if kind.scope == MIXED:
        include_system = query.get("includesystem", "true" if space is None else "false").casefold() == "true"
        spaces = query.get("spaces")
        found = octopus.visible(kind, space, include_system)
        return [each for each in found if not spaces or not each.get("SpaceId") or each["SpaceId"] in spaces.split(",")]
    if "name" in query and "name" in kind.filters:
        # Found through the index: the filter itself looks at every document.
        return octopus.store.named(kind.collection, octopus.space_of(kind, space or ""), query["name"])
    return octopus.visible(kind, space, True)


def listed(call: Call, kind: Kind, space: str | None) -> Answer:
    found = answers.matching(call.octopus, kind, everything(call, kind, space), call.query)
    own = f"{base(call.octopus, space) if kind.scope != SYSTEM else '/api'}/{kind.collection}"
    return Answer(200, answers.page(call.octopus, kind, found, own, call.query))


def posted(call: Call, kind: Kind, space: str | None) -> Answer:
    sent = document_of(call)
    space = space or (sent.get("SpaceId") if kind.scope == MIXED else None) or ""
    created = call.octopus.create(kind, sent, space, call.query)
    return Answer(201, answers.document_out(call.octopus, kind, created))


def not_allowed(call: Call, kind: Kind, space: str | None) -> Answer:
    text = f"{kind.item_type} does not support {call.method} here."
    raise Refusal(405, text, text)


METHODS: dict[str, Callable[[Call, Kind, str | None], Answer]] = {"GET": listed, "HEAD": listed, "POST": posted}


def on_document(call: Call, kind: Kind, document: Document) -> Answer:
    if call.method in ("GET", "HEAD"):
        return Answer(200, answers.document_out(call.octopus, kind, document))
    if call.method == "PUT":
        modified = call.octopus.modify(kind, document, document_of(call))
        return Answer(200, answers.document_out(call.octopus, kind, modified))
    if call.method == "DELETE":
        call.octopus.delete(kind, document)
        return Answer(200, DELETED)
    return not_allowed(call, kind, None)


def document_of(call: Call) -> Document:
    if call.body is None:
        raise Refusal(400, "No request body was supplied.", "No request body was supplied.")
    if not isinstance(call.body, dict):
        raise Refusal(400, "Model validation failed.", "The body of this request must be an object.")
    return call.body

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The routes of the API: finds the handler for a method and a plain path."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import NoReturn
from urllib.parse import quote

from emulator import answers, crud, permissions
from emulator.handlers import Answer, Call
from emulator.model import READS, SPACE, SYSTEM, Document, Kind, Route
from emulator.octopus import Octopus
from emulator.operations import SPELLED, is_below_spaces_alone, is_itself_served, methods, of_documents, of_kind
from emulator.refusals import Refusal, not_found
from emulator.roots import default_space, root, space_root
from emulator.services import SERVICES

# The characters of a part of a path that need no encoding, beside letters and digits [RFC 3986, 3.3].
SEGMENT = "!$&'()*+,;=:@-._~"
SPACE_ID = re.compile(r"^spaces-\d+$", re.IGNORECASE)


def answer(octopus: Octopus, call: Call, parts: tuple[str, ...], guarded: bool = False) -> Answer:
    """Carry out a request; ``parts`` is the path after ``/api``. Raises ``Refusal``.

    ``guarded``: whether a client filled a link's template with the last part, which can then only be a document's ID.
    """
    if not parts:
        return Answer(200, root(octopus), lasting=True) if call.method in READS else refuse(call, {"GET"})
    space, rest = located(octopus, parts)
    explicit = space is not None
    if not explicit and octopus.has_spaces and is_below_spaces_alone(joined(rest)):
        raise not_found()
    if not rest:
        if call.method not in READS:
            refuse(call, {"GET"})
        return Answer(200, space_root(octopus, space or ""), lasting=True)
    call = replace(call, space=space or "", own=f"/api/{joined(parts)}")
    permissions.demand_no_maintenance(call)
    if guarded and len(parts) == 1:
        # The given value is not a space.
        raise not_found()
    service = SERVICES.get("/".join(rest).casefold())
    if service and service.is_there(octopus.release):
        return on_service(call, service.scope, service.route, explicit)
    kind, below = collection_of(octopus, rest)
    if kind is None or not octopus.served(kind) or (kind.scope == SYSTEM and explicit and not is_beside(kind, below)):
        raise not_found()
    if kind.scope == SPACE and not explicit:
        call = replace(call, space=needed_space(octopus))
    return on_kind(call, kind, below, guarded)


def joined(parts: tuple[str, ...]) -> str:
    """A path of these parts, in which a slash within a part is encoded."""
    return "/".join(quote(each, SEGMENT) for each in parts)


def collection_of(octopus: Octopus, parts: tuple[str, ...]) -> tuple[Kind | None, tuple[str, ...]]:
    """The kind whose address a path begins with, and the rest of the path; some addresses have two parts."""
    kind = octopus.kinds.get("/".join(parts[:2]).casefold())
    if len(parts) > 1 and kind and (len(parts) > 2 or is_itself_served(kind)):
        return kind, parts[2:]
    return octopus.kinds.get(parts[0].casefold()), parts[1:]


def is_beside(kind: Kind, parts: tuple[str, ...]) -> bool:
    """Whether a collection of the server also has this address below a space."""
    return any(route.in_spaces and fits(shape, parts) is not None for shape, route in kind.routes.items())


def needed_space(octopus: Octopus) -> str:
    space = default_space(octopus)
    if space is None:
        raise not_found()
    return space


def located(octopus: Octopus, parts: tuple[str, ...]) -> tuple[str | None, tuple[str, ...]]:
    """The space that a path names, in any of three spellings, and the rest of the path (api: transport#addresses)."""
    if not octopus.has_spaces:
        return None, parts
    if parts[0].casefold() == "spaces" and len(parts) > 2 and octopus.release >= SPELLED:
        rest = parts[2].casefold()
        if any(name.split("/")[0] == rest for name in (*octopus.kinds, *SERVICES)):
            # This spelling accepts the slug of a space as well [octopus.com/docs/api, spaceIdentifier].
            called = None if SPACE_ID.match(parts[1]) else octopus.get("spaces", parts[1])
            parts = (called["Id"] if called else parts[1], *parts[2:])
    if not SPACE_ID.match(parts[0]):
        return None, parts
    space = octopus.store.get(parts[0])
    if not space or space[0] != "spaces":
        raise not_found()
    return space[1]["Id"], parts[1:]


def on_service(call: Call, scope: str, route: Route, explicit: bool) -> Answer:
    if scope == SYSTEM and explicit:
        raise not_found()
    if scope == SPACE and not explicit:
        call = replace(call, space=needed_space(call.octopus))
    return on_route(call, route, {}, "")


def on_kind(call: Call, kind: Kind, parts: tuple[str, ...], guarded: bool) -> Answer:
    is_filled = guarded and len(parts) == 1
    for shape, route in kind.routes.items():
        if is_filled and shape != "{id}":
            # The part is the ID of a document, even if it is spelled like another address.
            continue
        values = fits(shape, parts) if call.octopus.has_spaces or not route.needs_spaces else None
        if values is not None and route.answers(call.method, call.octopus.release):
            document = answers.existing(call, kind.collection, values["id"]) if "id" in values else {}
            if document:
                permissions.demand_sight(call, kind, document)
            return on_route(replace(call, values=values), route, document, permissions.name(kind, call.method))
    if call.method == "POST" and not parts and kind.has_list:
        call = replace(call, space=crud.space_of_body(call, kind))
    permissions.demand(call, permissions.name(kind, call.method))
    if not kind.has_documents:
        raise not_found()
    if not parts and kind.has_list:
        refuse_method(call, kind, parts)
        return Answer(*crud.on_collection(call, kind), lasting=lasts(call, kind))
    if len(parts) != 1:
        raise not_found()
    if parts[0].casefold() == "all" and kind.has_all and call.method in READS:
        return Answer(200, crud.all_of(call, kind), lasting=lasts(call, kind))
    document = answers.existing(call, kind.collection, parts[0])
    permissions.demand_sight(call, kind, document)
    refuse_method(call, kind, parts)
    return Answer(*crud.on_document(call, kind, document), lasting=lasts(call, kind))


def lasts(call: Call, kind: Kind) -> bool:
    return call.method in READS and not kind.timed


def refuse_method(call: Call, kind: Kind, parts: tuple[str, ...]) -> None:
    """Refuse a method for documents that only the server itself writes; the status 405 is unverified."""
    if call.method in READS or (call.method, "{id}" if parts else "") in of_documents(kind):
        return
    refuse(call, {method for method, shape in of_kind(kind, call.octopus.release) if fits(shape, parts) is not None})


def refuse(call: Call, allowed: Collection[str]) -> NoReturn:
    """Refuse a method. ``allowed``: the methods of the address."""
    names = sorted({*allowed, "HEAD"} if "GET" in allowed else allowed)
    text = f"This address does not support {call.method}."
    refusal = Refusal(405, text, text)
    # A 405 must have this header [RFC 9110, 15.5.6].
    refusal.headers = [("Allow", ", ".join(names))]
    raise refusal


def on_route(call: Call, route: Route, document: Document, usual: str) -> Answer:
    if not route.answers(call.method, call.octopus.release):
        refuse(call, set(methods(route, call.octopus.release)))
    permissions.demand(call, usual if route.permission is None else route.permission)
    answered = route.handle(call, document)
    return (
        answered if isinstance(answered, Answer) else Answer(route.status if call.method == "POST" else 200, answered)
    )


def fits(shape: str, parts: tuple[str, ...]) -> Mapping[str, str] | None:
    """The values for the placeholders of ``shape`` in a path; None for a path of another shape."""
    wanted = shape.split("/") if shape else []
    if len(wanted) != len(parts):
        return None
    values = {}
    for want, part in zip(wanted, parts, strict=True):
        if want.startswith("{"):
            values[want[1:-1]] = part
        elif want.casefold() != part.casefold():
            return None
    return values

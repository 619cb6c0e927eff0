# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One operation in OpenAPI 3.1: its names, parameters, body and answers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from emulator.model import DESCRIBED, Document, Kind
from emulator.octopus import Octopus
from emulator.openapi.schemas import LINKS, NUMBER, TEXT, Schema, Schemas
from emulator.operations import ANONYMOUS, IN_SPACE, LOGIN, SERVER, Operation
from emulator.services import SERVICES

# The form of a space's addresses that also accepts its slug.
IDENTIFIED = "/api/spaces/{spaceIdentifier}"
# Servers of 2021.2: the parameter for the space, and the endings of the IDs of operations in a space.
SPACE = "baseSpaceId"
SUFFIXES = {SERVER: "", IN_SPACE: "_Spaces", IDENTIFIED: "_SpacesByIdentifier"}
PLACE = re.compile(r"\{(\w+)\}")
TEMPLATE = re.compile(r"\{\?([\w,]+)\}$")
WORD = re.compile(r"[A-Za-z0-9]+")
VERBS = {"GET": "get", "POST": "create", "PUT": "update", "DELETE": "delete"}
COUNTS = ("skip", "take")
# Required only by a POST.
CLONE = "clone"
REFUSALS = {
    "400": "The request is not valid.",
    "401": "The request has no credentials, or an unknown key.",
    "403": "The user does not have the permission.",
    "404": "The document does not exist.",
    "429": "Too many requests, on a server with a request limit.",
}
REFUSED: Document = {status: {"$ref": f"#/components/responses/{status}"} for status in REFUSALS}
CREDENTIALS: Schema = {
    "type": "object",
    "required": ["Username", "Password"],
    "properties": {"Username": TEXT, "Password": {"type": "string", "writeOnly": True}},
}
# A body with a file, whose part may have any name.
UPLOAD = "multipart/form-data"
UPLOADED: Schema = {
    "type": "object",
    "required": ["file"],
    "properties": {"file": {"type": "string", "format": "binary"}},
}
# The bodies that are files, by the word for them in ``takes`` of a route.
FILES: dict[str, tuple[str, Schema]] = {
    "file": (UPLOAD, UPLOADED),
    "bytes": ("application/octet-stream", {"type": "string", "format": "binary"}),
}


def described(octopus: Octopus, schemas: Schemas, operation: Operation) -> Document:
    body = taken(schemas, operation)
    parameters = [*places(octopus, operation), *asked(octopus, operation)]
    return {
        "operationId": f"{identifier(operation)}{SUFFIXES[operation.prefix]}",
        **({"summary": about} if (about := summary(operation)) else {}),
        "tags": [tag(octopus, operation)],
        **({"parameters": parameters} if parameters else {}),
        **({"requestBody": sent(body)} if body is not None else {}),
        "responses": {**answered(schemas, operation), **REFUSED},
        **({"security": []} if operation.path in ANONYMOUS else {}),
    }


def sent(schema: Schema) -> Document:
    """A body, which is optional if its schema is unknown."""
    media = next((media for media, own in FILES.values() if schema is own), "application/json")
    return {**({"required": True} if schema else {}), "content": {media: {"schema": schema}}}


def identifier(operation: Operation) -> str:
    """An ID as servers of 2021.2 spell it: indexAccounts, listAllAccounts, getAccountById ..."""
    kind, route = operation.kind, operation.route
    if kind and not route:
        one, many = kind.item_type, camel(kind.link or kind.collection)
        shape = operation.rest.removeprefix(kind.collection)
        if operation.method == "GET":
            return {"": f"index{many}", "/all": f"listAll{many}"}.get(shape, f"get{one}ById")
        return f"{VERBS[operation.method]}{one}"
    return f"{VERBS[operation.method]}{camel(PLACE.sub(by, operation.rest)) or 'Root'}"


def by(place: re.Match[str]) -> str:
    return f"By{place[1].capitalize()}"


def camel(text: str) -> str:
    return "".join(f"{word[0].upper()}{word[1:]}" for word in WORD.findall(text))


def summary(operation: Operation) -> str:
    kind = operation.kind
    if kind and not operation.route:
        one = f"a {kind.item_type}Resource"
        if operation.method == "GET":
            shape = operation.rest.removeprefix(kind.collection)
            return {"": f"List {kind.collection} in pages", "/all": f"List all {kind.collection}"}.get(
                shape, f"Read {one}"
            )
        return {"POST": f"Create {one}", "PUT": f"Replace {one}", "DELETE": f"Delete {one}"}[operation.method]
    return ""


def tag(octopus: Octopus, operation: Operation) -> str:
    """The group of an operation: the name of the root's link to the first part of its path."""
    first = operation.rest.split("/", maxsplit=1)[0]
    if not first:
        return "Home"
    if first in octopus.kinds:
        return camel(octopus.kinds[first].link or octopus.kinds[first].id_prefix)
    service = SERVICES.get(first) or SERVICES.get(f"{first}/all")
    return camel((service.link if service else "") or first)


def places(octopus: Octopus, operation: Operation) -> Iterator[Document]:
    """The parameters in the path."""
    if operation.prefix == IN_SPACE:
        form = {"type": "string", "pattern": "^Spaces-[0-9]+$"}
        yield {"name": SPACE, "in": "path", "required": True, "schema": form, "example": "Spaces-1"}
    if operation.prefix == IDENTIFIED:
        text = "The ID of a space, or its slug."
        place = {"name": "spaceIdentifier", "in": "path", "required": True, "schema": TEXT, "description": text}
        yield {**place, "example": "Spaces-1"}
    for name in PLACE.findall(operation.rest):
        place = {"name": name, "in": "path", "required": True, "schema": TEXT}
        yield {**place, "example": f"{operation.kind.id_prefix}-1"} if name == "id" and operation.kind else place


def asked(octopus: Octopus, operation: Operation) -> Iterator[Document]:
    """The parameters of the query: those of links, and the filters of lists."""
    for name in dict.fromkeys(queries(octopus, operation)):
        schema = NUMBER if name in COUNTS else TEXT
        yield {"name": name, "in": "query", "schema": schema}


def queries(octopus: Octopus, operation: Operation) -> Iterator[str]:
    kind, service = operation.kind, operation.service
    if service:
        yield from named(service.template)
    if not kind:
        return
    shape = operation.rest.removeprefix(kind.collection)
    offered = [each for each in octopus.parameters(kind).split(",") if each]
    if operation.method == "POST" and not shape and CLONE in offered:
        yield CLONE
    if operation.method != "GET":
        return
    if not operation.route and shape in ("", "/all"):
        yield from (each for each in offered if each != CLONE)
        known = {each.casefold() for each in offered}
        yield from (each for each in octopus.filters(kind) if each not in known)
    if operation.route:
        for link in links(octopus, kind):
            if TEMPLATE.sub("", link) == shape:
                yield from named(link)


def links(octopus: Octopus, kind: Kind) -> Iterator[str]:
    """The links to a kind's routes, by the path after the collection."""
    tables = [kind.links, kind.space_links, *(kind.newer_links[each] for each in kind.newer_links)]
    for table in tables:
        yield from (link.replace("{self}", "/{id}", 1) for link in table.values())
    yield from kind.root_links.values()


def named(template: str) -> list[str]:
    """The names at the end of a template, such as ``{?skip,take}``."""
    found = TEMPLATE.search(template)
    return found[1].split(",") if found else []


def taken(schemas: Schemas, operation: Operation) -> Schema | None:
    """The schema of the body; None without a body."""
    if operation.method not in ("POST", "PUT"):
        return None
    if operation.rest == LOGIN:
        return CREDENTIALS
    if operation.service and operation.service.props:
        return setting(schemas, operation)
    if operation.route:
        takes = operation.route.takes
        return FILES[takes][1] if takes in FILES else meant(schemas, takes, operation.method)
    return schemas.written(operation.kind, operation.method) if operation.kind else {}


# Answers of routes other than documents. Any other value with a slash is a media type, unless it is a collection.
OTHER_MEDIA = {"text": "text/plain", "file": "application/octet-stream"}


def answered(schemas: Schemas, operation: Operation) -> Document:
    """The answers to a successful request, by status."""
    kind, route, service = operation.kind, operation.route, operation.service
    status, text, media = "200", "Done.", "application/json"
    schema: Schema = {}
    if service and service.props:
        schema = setting(schemas, operation)
    elif operation.method == "DELETE":
        schema = {"type": "object"}
    elif route:
        gives = route.gives
        # A POST to a list answers with the new document.
        if operation.method != "GET":
            gives = gives.removeprefix("page of ").removeprefix("list of ")
        status = str(route.status) if operation.method == "POST" else status
        media = OTHER_MEDIA.get(gives, gives if "/" in gives and gives not in schemas.kinds else media)
        schema = TEXT if media == "text/plain" else {} if "json" not in media else meant(schemas, gives, "GET")
    elif kind:
        schema = of_kind(schemas, operation, kind)
        status = "201" if operation.method == "POST" else status
    answer = {"description": text, "content": {media: {"schema": schema}}}
    others = route.may_be if route else ()
    return {status: answer, **{str(each): answer for each in others}}


def of_kind(schemas: Schemas, operation: Operation, kind: Kind) -> Schema:
    shape = operation.rest.removeprefix(kind.collection)
    if operation.method in kind.answers_id and operation.method == "PUT" and schemas.release >= DESCRIBED:
        return {"type": "object", "properties": {}}
    if operation.method in kind.answers_id:
        has_links = operation.method == "POST" and kind.is_resource and schemas.release >= DESCRIBED
        links = {"Links": LINKS} if has_links else {}
        return {"type": "object", "required": ["Id", *links], "properties": {"Id": TEXT, **links}}
    if operation.method == "GET" and not shape:
        return schemas.page(kind.collection)
    own = schemas.document(kind.collection)
    return {"type": "array", "items": own} if shape == "/all" else own


def setting(schemas: Schemas, operation: Operation) -> Schema:
    service = operation.service
    assert service is not None
    return schemas.settings(f"{service.link}Resource", service.props)


def meant(schemas: Schemas, words: str, method: str) -> Schema:
    """The schema for the ``gives`` or ``takes`` of a route; any value if it is empty."""
    if not words:
        return {}
    if words == "IDs":
        return {"type": "array", "items": TEXT}
    shape, _of, collection = words.rpartition(" of ")
    if shape == "page":
        return schemas.page(collection)
    if shape == "list":
        return {"type": "array", "items": schemas.document(collection)}
    if method == "GET":
        return schemas.document(collection)
    return schemas.written(schemas.kinds[collection], method)

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The operations of every collection: list, create, read, change, delete."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from emulator import answers, permissions, shaping
from emulator.handlers import Call
from emulator.model import DESCRIBED, MIXED, READS, SYSTEM, Document, Kind
from emulator.refusals import Refusal, not_found

if TYPE_CHECKING:
    from emulator.octopus import Octopus

DELETED: Document = {}


def on_collection(call: Call, kind: Kind) -> tuple[int, Any]:
    if call.method in READS:
        own = f"{answers.base(call.octopus, call.space) if kind.scope != SYSTEM else '/api'}/{kind.collection}"
        found = answers.matching(call.octopus, kind, everything(call, kind), call.query)
        page = answers.page(call.octopus, kind, found, own, call.query, whole=True)
        if not kind.is_resource:
            # Pages of documents without links have no links either (api: transport#rate-limiting-policies).
            page = {name: value for name, value in page.items() if name not in ("IsStale", "Links")}
        return 200, page
    return 201, write_answer(call.octopus, kind, "POST", posted(call, kind, document_of(call)))


def all_of(call: Call, kind: Kind) -> list[Any]:
    return answers.bare(call.octopus, kind, answers.matching(call.octopus, kind, everything(call, kind), call.query))


def everything(call: Call, kind: Kind) -> list[Document]:
    """The documents of a collection that the user may read."""
    return permissions.seen(call, kind, all_in_space(call, kind))


def all_in_space(call: Call, kind: Kind) -> list[Document]:
    octopus, query = call.octopus, call.query
    if kind.scope == MIXED:
        include_system = query.get("includesystem", "false" if call.space else "true").casefold() == "true"
        wanted = answers.wanted_spaces(query)
        # The query chooses the spaces, whatever the address is.
        found = octopus.visible(kind, None if query.get("spaces") else call.space or None, include_system)
        return [each for each in found if wanted is None or (each.get("SpaceId") or "").casefold() in {*wanted, ""}]
    if query.get("name") and octopus.finds_by_name(kind):
        # Use the index, because the filter itself looks at every document.
        return octopus.store.named(kind.collection, octopus.space_of(kind, call.space), query["name"])
    return octopus.visible(kind, call.space, True)


def space_of_body(call: Call, kind: Kind) -> str:
    """The space of a new document: the one in the body, if the kind allows several spaces, or else in the address."""
    sent = call.body if kind.scope == MIXED else None
    if not isinstance(sent, dict) or not sent.get("SpaceId"):
        return "" if kind.placed_by_body else call.space
    return str(call.octopus.must_exist("spaces", str(sent["SpaceId"]), "", "SpaceId")["Id"])


def posted(call: Call, kind: Kind, sent: Document) -> Document:
    space = call.space
    source = None
    if "clone" in kind.parameters.split(","):
        # Newer clients name the space in the body.
        newer = shaping.lookup(sent, "Clone") if call.octopus.release >= DESCRIBED else None
        wanted = call.query.get("clone") or newer
        source = call.octopus.must_exist(kind.collection, str(wanted), space, "clone") if wanted else None
    created = call.octopus.create(kind.collection, sent, space, source)
    permissions.demand_coverage(call, permissions.name(kind, "POST"), kind, created)
    return answers.document_out(call.octopus, kind, answers.existing(call, kind.collection, created["Id"]))


def written(call: Call, kind: Kind, document: Document, sent: Document) -> Document:
    """The answer to a plain POST or PUT; its body may differ from the request's."""
    if call.method == "POST":
        return write_answer(call.octopus, kind, "POST", posted(call, kind, sent))
    return write_answer(call.octopus, kind, "PUT", modified(call, kind, document, sent))


def modified(call: Call, kind: Kind, document: Document, sent: Document) -> Document:
    """The document after a PUT."""
    now = call.octopus.modify(kind, document, sent)
    permissions.demand_coverage(call, permissions.name(kind, "PUT"), kind, now, document)
    return now


def on_document(call: Call, kind: Kind, document: Document) -> tuple[int, Any]:
    if call.method in READS:
        return 200, answers.document_out(call.octopus, kind, document)
    if call.method == "PUT":
        now = modified(call, kind, document, document_of(call))
        shown = {**answers.document_out(call.octopus, kind, now), **dict.fromkeys(kind.null_after_put)}
        return 200, write_answer(call.octopus, kind, "PUT", shown)
    permissions.demand_coverage(call, permissions.name(kind, call.method), kind, document)
    call.octopus.delete(kind, document)
    return 200, DELETED


def write_answer(octopus: Octopus, kind: Kind, method: str, document: Document) -> Document:
    """The body of the answer to a write: the document, or its ID alone. For kinds that answer only with the ID, newer
    servers add the links of a new document, and return nothing for a changed one.
    """
    if method not in kind.answers_id:
        return document
    if method == "PUT" and octopus.release >= DESCRIBED:
        return {}
    links = {"Links": document["Links"]} if method == "POST" and "Links" in document else {}
    return {"Id": document["Id"], **(links if octopus.release >= DESCRIBED else {})}


def document_of(call: Call) -> Document:
    """The JSON object in the body of a request."""
    if call.body is None:
        raise Refusal(400, "No request body was supplied.", "No request body was supplied.")
    if not isinstance(call.body, dict):
        raise Refusal(400, "Model validation failed.", "The body of this request must be an object.")
    return call.body


def nested(collection: str, prop: str, size: int = 0) -> Any:
    """A route to the documents of ``collection`` whose ``prop`` names the document of the path.

    ``size``: the number of documents on a page, if it differs from the usual one.
    """

    def handle(call: Call, owner: Document) -> Document:
        kind = call.octopus.kinds[collection]
        return answers.paged(call, collection, belonging(call, kind, prop, owner), size)

    return handle


def belonging(call: Call, kind: Kind, prop: str, owner: Document) -> list[Document]:
    def belongs(document: Document) -> bool:
        value = document.get(prop)
        return owner["Id"] in value if isinstance(value, list) else owner["Id"] == value

    found = [each for each in call.octopus.visible(kind, call.space or owner.get("SpaceId"), True) if belongs(each)]
    return permissions.seen(call, kind, found)


def nested_document(call: Call, collection: str, document_id: str, prop: str, owner: Document) -> Document:
    """A document that must belong to the previous document in the path."""
    document = answers.existing(call, collection, document_id)
    if document.get(prop) != owner["Id"]:
        raise not_found()
    return document

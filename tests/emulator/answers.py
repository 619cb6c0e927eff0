# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents and collections for clients: links, pages, properties that lists leave out (api: collections#pages)."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from emulator import shaping
from emulator.handlers import Call
from emulator.model import DESCRIBED, PAGE, SPACE, SYSTEM, Document, Kind
from emulator.refusals import invalid, not_found

if TYPE_CHECKING:
    from emulator.octopus import Octopus

# The ``take`` of clients that want everything; a larger number would overflow the server's integers.
EVERYTHING = 2147483647
# MixedScopeConstants of the .NET client.
ALL_SPACES = "all"
# A single GET shows who changed a document last; a list leaves that out (api: collections#pages).
ONLY_SINGLE = ("LastModifiedOn", "LastModifiedBy")
# The release from which on every link of a page has ``take``. On a recorded page of a server without spaces, links have
# only ``skip``, and ``Self`` has neither. Pages of servers of 2024, and the pages that the Java client of 2021 reads,
# have both in each link. Unverified: ``take`` came with spaces.
SKIP_AND_TAKE = (2019, 1)
# The placeholders in the links of a kind (Kind.links).
PLACES = ("self", "api", "id", "space")
# A page has at most this many links to single pages, so that the answer stays short.
MOST_PAGE_LINKS = 100


def base(octopus: Octopus, space: str | None) -> str:
    """The beginning of the addresses of a space's documents."""
    return f"/api/{space}" if space and octopus.has_spaces else "/api"


def address(octopus: Octopus, kind: Kind, document: Document) -> str:
    # Documents of a mixed collection have an address without a space (api: documents#recorded-links).
    space = document.get("SpaceId") if kind.scope == SPACE else None
    return f"{base(octopus, space)}/{kind.collection}/{document['Id']}"


def document_out(octopus: Octopus, kind: Kind, document: Document, single: bool = True) -> Document:
    """One document with its links."""
    own = document.get("_self") or address(octopus, kind, document)
    space = document.get("SpaceId") or ""
    if kind.shown:
        document = kind.shown(octopus, document)
    hidden = (() if single else ONLY_SINGLE) if octopus.has_spaces else ("SpaceId", *(() if single else ONLY_SINGLE))
    hints = octopus.release >= shaping.HINTS
    out = {
        key: shaping.public(value, hints) if value.__class__ in shaping.DEEP else value
        for key, value in document.items()
        if key not in hidden and key[:1] != "_"
    }
    out.update(document.get("_unknown") or {})
    if kind.scope == SYSTEM:
        out.pop("SpaceId", None)
    if not kind.is_resource:
        return {key: value for key, value in out.items() if key not in ONLY_SINGLE}
    fill = {"self": own, "api": base(octopus, space), "id": document["Id"], "space": f"/{space}"}
    links = {"Self": own}
    for name, link in links_of(octopus, kind).items():
        links[name] = link % fill
    for name, link in document.get("_links", {}).items():
        links[name] = to_fill(link) % fill
        if not link:
            # The kind's other documents have this link.
            del links[name]
    out["Links"] = links
    return out


def links_of(octopus: Octopus, kind: Kind) -> Mapping[str, str]:
    """The other links of a kind's documents, with placeholders for the values of each document."""
    if kind.collection not in octopus.document_links:
        links = {**kind.links, **(kind.space_links if octopus.has_spaces else {})}
        for release, newer in kind.newer_links.items():
            links.update(newer if octopus.release >= release else {})
        octopus.document_links[kind.collection] = {
            name: to_fill(link.replace("{version}", octopus.version)) for name, link in links.items() if link
        }
    return octopus.document_links[kind.collection]


def to_fill(link: str) -> str:
    """A link with placeholders that Python can fill quickly; the placeholders for clients stay in their braces."""
    link = link.replace("%", "%%")
    for place in PLACES:
        link = link.replace(f"{{{place}}}", f"%({place})s")
    return link


def page(
    octopus: Octopus,
    kind: Kind,
    found: list[Document],
    own: str,
    query: Mapping[str, str],
    whole: bool = False,
    size: int = 0,
) -> Document:
    """A page of a collection, with links to the other pages.

    ``whole``: whether the page has the properties that the kind adds to its own list. ``size``: the number of documents
    on the page if neither the request nor the kind gives one.
    """
    skip, take = span(octopus, query, size or kind.page_size)
    spelled = {name.casefold(): name for name in kind.parameters.split(",")}
    rest = {spelled.get(key, key): value for key, value in query.items() if key not in ("skip", "take", "apikey")}
    pages = ceil(len(found) / take)

    asked = f"&{urlencode(rest)}" if rest else ""
    both = octopus.release >= SKIP_AND_TAKE
    taken = f"&take={take}" if both or "take" in query else ""

    def link(first: int) -> str:
        return f"{own}?skip={first}{taken}{asked}"

    links = {
        "Self": link(skip) if both else own,
        "Template": f"{own}{query_template(octopus, kind)}",
        "Page.All": f"{own}?skip=0&take={EVERYTHING}{asked}",
        "Page.Current": link(skip),
        "Page.Last": link(max(pages - 1, 0) * take),
    }
    if skip > 0:
        links["Page.Previous"] = link(max(skip - take, 0))
    if skip + take < len(found):
        links["Page.Next"] = link(skip + take)
    links.update({f"Page.{index}": link(index * take) for index in range(min(pages, MOST_PAGE_LINKS))})
    return {
        "ItemType": kind.item_type,
        "IsStale": False,
        "TotalResults": len(found),
        "ItemsPerPage": take,
        "NumberOfPages": pages,
        "LastPageNumber": max(pages - 1, 0),
        "Items": [document_out(octopus, kind, each, single=False) for each in found[skip : skip + take]],
        **(kind.extra(octopus, found) if kind.extra and whole else {}),
        "Links": links,
    }


def query_template(octopus: Octopus, kind: Kind) -> str:
    """The end of a template, with the parameters of a list."""
    offered = octopus.parameters(kind)
    return f"{{?{offered}}}" if offered else ""


def wanted_spaces(query: Mapping[str, str]) -> set[str] | None:
    """The IDs in the parameter ``spaces``, in lower case; None for all spaces, as every .NET client asks."""
    named = {each.strip() for each in query.get("spaces", "").casefold().split(",") if each.strip()}
    return None if not named or ALL_SPACES in named else named


def span(octopus: Octopus, query: Mapping[str, str], size: int = PAGE) -> tuple[int, int]:
    """The number of documents to skip and the number to show; ``size``: the default of the latter.

    The sizes of older servers are unverified, and so is that a ``take`` of 0 shows no document.
    """
    usual = size if octopus.release >= DESCRIBED or size == EVERYTHING else PAGE
    return number(octopus, query, "skip"), min(number(octopus, query, "take") or usual, EVERYTHING)


def number(octopus: Octopus, query: Mapping[str, str], name: str) -> int:
    """A number in a query, 0 or more by the descriptions; the server's answer to other values is unverified."""
    text = query.get(name) or "0"
    try:
        found = int(text)
    except ValueError:
        found = -1
    if found < 0 and octopus.release >= DESCRIBED:
        raise invalid(f"The value '{text}' is not valid for {name}.")
    return max(found, 0)


def matching(octopus: Octopus, kind: Kind, found: list[Document], query: Mapping[str, str]) -> list[Document]:
    """The documents that pass the filters of a query; parameters that the kind does not know are ignored."""
    query = {**kind.default_query, **query}
    if "ids" in query:
        wanted = {each.strip().casefold() for each in query["ids"].split(",")}
        found = [each for each in found if each["Id"].casefold() in wanted]
    if query.get("partialname"):
        part = query["partialname"].casefold()
        found = [each for each in found if part in str(each.get(kind.named_by, "")).casefold()]
    for name, matches in octopus.filters(kind).items():
        if query.get(name):
            found = [each for each in found if matches(octopus, each, query[name])]
    return found


def bare(octopus: Octopus, kind: Kind, found: list[Document]) -> list[Any]:
    """The answer of ``/all``: a bare list."""
    return [document_out(octopus, kind, each, single=False) for each in found]


def shown(call: Call, collection: str, document: Document) -> Document:
    """The answer of a route that returns one document."""
    return document_out(call.octopus, call.octopus.kinds[collection], document)


def paged(call: Call, collection: str, found: list[Document], size: int = 0) -> Document:
    """The answer of a route that returns some documents of a collection."""
    octopus, kind = call.octopus, call.octopus.kinds[collection]
    return page(octopus, kind, matching(octopus, kind, found, call.query), call.own, call.query, size=size)


def existing(call: Call, collection: str, document_id: str) -> Document:
    found = call.octopus.get(collection, document_id, call.space)
    if found is None:
        raise not_found()
    return found

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents and collections as they go out: links, pages, what a list leaves out (octopus-api.md 2.2)."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from typing import Any
from urllib.parse import urlencode

from emulator import shaping
from emulator.kinds import tasks
from emulator.model import SYSTEM, Document, Kind
from emulator.octopus import Octopus
from emulator.roots import base

PAGE = 30
# A single GET shows who changed a document last; a list leaves that out (octopus-api.md 2.2).
ONLY_SINGLE = ("LastModifiedOn", "LastModifiedBy")


def address(octopus: Octopus, kind: Kind, document: Document) -> str:
    space = document.get("SpaceId") if kind.scope != SYSTEM else None
    return f"{base(octopus, space)}/{kind.collection}/{document['Id']}"


def document_out(octopus: Octopus, kind: Kind, document: Document, single: bool = True) -> Document:
    """One document with its links."""
    if kind.collection == "tasks":
        document = tasks.shown(tasks.advance(octopus, document))
    own = address(octopus, kind, document)
    space = document.get("SpaceId") or ""
    fill = {"{self}": own, "{api}": base(octopus, space), "{id}": document["Id"], "{space}": f"/{space}"}
    hidden = () if single else ONLY_SINGLE
    out = {
        key: shaping.public(value)
        for key, value in document.items()
        if not key.startswith("_") and key not in hidden and (octopus.has_spaces or key != "SpaceId")
    }
    out.update(document.get("_unknown") or {})
    out["Links"] = {"Self": own, **{name: filled(link, fill) for name, link in kind.links.items()}}
    return out


def filled(link: str, values: Mapping[str, str]) -> str:
    for key, value in values.items():
        link = link.replace(key, value)
    return link


def page(octopus: Octopus, kind: Kind, found: list[Document], own: str, query: Mapping[str, str]) -> Document:
    """A page of a collection, with links to the others."""
    skip, take = number(query.get("skip"), 0), number(query.get("take"), PAGE) or PAGE
    rest = {key: value for key, value in query.items() if key not in ("skip", "take", "apikey")}
    pages = ceil(len(found) / take)

    def link(first: int) -> str:
        shown = {"skip": str(first), **({"take": str(take)} if "take" in query else {}), **rest}
        return f"{own}?{urlencode(shown)}"

    links = {
        "Self": own,
        "Template": f"{own}{{?{kind.parameters}}}",
        "Page.All": f"{own}?{urlencode({'skip': '0', 'take': '2147483647', **rest})}",
        "Page.Current": link(skip),
        "Page.Last": link(max(pages - 1, 0) * take),
    }
    if skip > 0:
        links["Page.Previous"] = link(max(skip - take, 0))
    if skip + take < len(found):
        links["Page.Next"] = link(skip + take)
    links.update({f"Page.{index}": link(index * take) for index in range(min(pages, 100))})
    return {
        "ItemType": kind.item_type,
        "IsStale": False,
        "TotalResults": len(found),
        "ItemsPerPage": take,
        "NumberOfPages": pages,
        "LastPageNumber": max(pages - 1, 0),
        "Items": [document_out(octopus, kind, each, single=False) for each in found[skip : skip + take]],
        "Links": links,
    }


def number(text: str | None, default: int) -> int:
    try:
        return max(int(text or default), 0)
    except ValueError:
        return default


def matching(octopus: Octopus, kind: Kind, found: list[Document], query: Mapping[str, str]) -> list[Document]:
    """The documents that pass the filters of a query; parameters that the kind does not know are ignored."""
    if "ids" in query:
        wanted = {each.casefold() for each in query["ids"].split(",")}
        found = [each for each in found if each["Id"].casefold() in wanted]
    if query.get("partialname"):
        part = query["partialname"].casefold()
        found = [each for each in found if part in str(each.get(kind.named_by, "")).casefold()]
    for name, matches in kind.filters.items():
        if query.get(name):
            found = [each for each in found if matches(octopus, each, query[name])]
    return found


def bare(octopus: Octopus, kind: Kind, found: list[Document]) -> list[Any]:
    """``/all``: a list without an envelope."""
    return [document_out(octopus, kind, each, single=False) for each in found]

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gives parents what their children declare: a link to the children, and the addresses of these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from emulator import answers, crud, permissions
from emulator.model import READS, Call, Document, Handler, Kind, Parent, Release, Route


def with_children(kinds: Sequence[Kind]) -> tuple[Kind, ...]:
    """The kinds, each parent with the links and the routes that its children declare."""
    return tuple(parent_of(kind, [each for each in kinds if belongs_to(each, kind)]) for kind in kinds)


def belongs_to(kind: Kind, parent: Kind) -> bool:
    return kind.parent is not None and kind.parent.collection == parent.collection


def parent_of(kind: Kind, children: Sequence[Kind]) -> Kind:
    links: dict[Release, Mapping[str, str]] = dict(kind.newer_links)
    routes = dict(kind.routes)
    for child in children:
        assert child.parent is not None
        for release, link in child.parent.links.items():
            links[release] = {**links.get(release, {}), child.parent.link: link}
        routes |= routes_to(child, child.parent)
    # A later form of a link takes the place of an earlier one.
    return replace(kind, newer_links=dict(sorted(links.items())), routes=routes) if children else kind


def routes_to(child: Kind, parent: Parent) -> Mapping[str, Route]:
    """The addresses of the children, for which a client needs the permission of the child's kind."""
    name = child.collection
    all_of_them = Route(
        listed(child, parent),
        ("GET", "HEAD", "POST"),
        parent.status,
        permission="",
        written_since=parent.written_since,
        gives=f"page of {name}",
        takes=name,
    )
    one = Route(
        each(child, parent),
        ("GET", "HEAD", "PUT", "DELETE"),
        permission="",
        since=parent.each_since,
        gives=name,
        takes=name,
    )
    place = parent.path.removesuffix("s")
    return {f"{{id}}/{parent.path}": all_of_them, f"{{id}}/{parent.path}/{{{place}}}": one}


def listed(child: Kind, parent: Parent) -> Handler:
    """``{id}/{path}``: a page of the children, and a place to create one."""

    def handle(call: Call, owner: Document) -> Document:
        if call.method in READS:
            return answers.paged(call, child.collection, call.octopus.children(child.collection, owner))
        permissions.demand(call, permissions.name(child, call.method))
        return crud.posted(call, child, {**crud.document_of(call), parent.prop: owner["Id"]})

    return handle


def each(child: Kind, parent: Parent) -> Handler:
    """``{id}/{path}/{child}``: one child, if it belongs to this parent."""
    place = parent.path.removesuffix("s")

    def handle(call: Call, owner: Document) -> Document:
        permissions.demand(call, permissions.name(child, call.method))
        document = crud.nested_document(call, child.collection, call.values[place], parent.prop, owner)
        return dict(crud.on_document(call, child, document)[1])

    return handle

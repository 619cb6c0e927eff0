# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gives parents the links and the addresses that their children declare."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from emulator import answers, crud, permissions
from emulator.handlers import Call
from emulator.model import NEVER, READS, Document, Handler, Kind, Parent, Release, Route


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
    # A later form of a link replaces an earlier one.
    return replace(kind, newer_links=dict(sorted(links.items())), routes=routes) if children else kind


def routes_to(child: Kind, parent: Parent) -> Mapping[str, Route]:
    """The addresses of the children, for which a client needs the permission of the child's kind."""
    name = child.collection
    all_of_them = Route(
        listed(child, parent),
        ("GET", "HEAD", "POST") if child.can_create else READS,
        parent.status,
        permission="",
        since=parent.since,
        written_since=parent.written_since,
        gives=f"page of {name}",
        takes=name,
    )
    one = Route(
        single(child, parent),
        ("GET", "HEAD", "PUT", "DELETE") if child.can_delete else ("GET", "HEAD", "PUT"),
        permission="",
        since=max(parent.since, parent.each_since),
        written_since=parent.each_written_since,
        gives=name,
        takes=name,
    )
    own = f"{{id}}/{parent.path}"
    return {
        **{f"{own}/{path}": route for path, route in parent.routes.items()},
        own: all_of_them,
        f"{own}/{{{place_of(parent)}}}": one,
        **{f"{own}/{path}": route for path, route in below(child, parent)},
    }


def place_of(parent: Parent) -> str:
    """The placeholder for a child in an address, e.g. channel."""
    return re.sub(r"(?<=ss)es$|s$", "", parent.path)


def below(child: Kind, parent: Parent) -> Iterator[tuple[str, Route]]:
    """The child's further routes, which newer servers also have below the parent."""
    for path, route in child.routes.items():
        if path.startswith("{id}/") and parent.below_since < NEVER:
            usual = child.permission if route.permission is None else route.permission
            route_below = replace(
                route,
                handle=further(child, parent, route),
                permission=usual,
                since=max(route.since, parent.below_since),
            )
            yield path.replace("{id}", f"{{{place_of(parent)}}}"), route_below


def listed(child: Kind, parent: Parent) -> Handler:
    """``{id}/{path}``: a page of the children, and a place to create one."""

    def handle(call: Call, owner: Document) -> Document:
        if call.method in READS:
            children = call.octopus.children(child.collection, owner)
            return answers.paged(call, child.collection, permissions.seen(call, child, children))
        sent = {**crud.document_of(call), parent.prop: owner["Id"]}
        if "" in child.routes:
            # The kind has its own way to create a document.
            return dict(child.routes[""].handle(replace(call, read=lambda: sent), {}))
        permissions.demand(call, permissions.name(child, call.method))
        return crud.posted(call, child, sent)

    return handle


def single(child: Kind, parent: Parent) -> Handler:
    """``{id}/{path}/{child}``: one child, if it belongs to this parent."""

    def handle(call: Call, owner: Document) -> Document:
        permissions.demand(call, permissions.name(child, call.method))
        document = found(call, child, parent, owner)
        permissions.demand_sight(call, child, document)
        return dict(crud.on_document(call, child, document)[1])

    return handle


def further(child: Kind, parent: Parent, route: Route) -> Handler:
    """``{id}/{path}/{child}/…``: a further route of one child, if it belongs to this parent."""

    def handle(call: Call, owner: Document) -> Any:
        return route.handle(call, found(call, child, parent, owner))

    return handle


def found(call: Call, child: Kind, parent: Parent, owner: Document) -> Document:
    """The child that an address names; refuses a child of another parent."""
    wanted = call.values[place_of(parent)]
    if parent.by_name:
        called = call.octopus.store.named(child.collection, owner.get("SpaceId") or "", wanted)
        mine = next((each for each in called if each[parent.prop] == owner["Id"]), None)
        if mine is not None:
            return mine
    return crud.nested_document(call, child.collection, wanted, parent.prop, owner)

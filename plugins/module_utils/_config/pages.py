# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads collections into listings, page by page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ansible_collections.octopus.deploy.plugins.module_utils._config.items import Item
from ansible_collections.octopus.deploy.plugins.module_utils._config.listing import Listing
from ansible_collections.octopus.deploy.plugins.module_utils._config.named import Named, lacks
from ansible_collections.octopus.deploy.plugins.module_utils._config.vital import vital
from ansible_collections.octopus.deploy.plugins.module_utils._locate.resolver import Resolver
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Lookup
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded

# Up to this many documents of a collection are looked up one by one; for more, all of its pages are read.
FEW = 3


def often_named(items: Iterable[Item]) -> list[Location]:
    """The collections that items refer to so often that reading all pages takes fewer requests than single lookups."""
    uses: dict[Location, set[tuple[str, str]]] = {}
    for item in items:
        for location, value in item.references:
            inside = folded(item.belongs_to[1]) if location.parent else ""
            uses.setdefault(location, set()).add((inside, folded(value)))
    return [each for each, values in uses.items() if len(values) > FEW]


def listing_of(
    location: Location, named: Named, lookup: Lookup, live: Resolver, kinds: Sequence[Resource] = ()
) -> Listing:
    """The listing of a collection; the documents that items are about are kept whole. ``kinds``: those whose documents
    are here.
    """
    listing = Listing()
    inside = named.inside(location)
    for document in _everything(location, named, lookup, live):
        listing.add(location, document)
        problems = ((each, live.why_unfit(each, document)) for each in inside)
        listing.unfit.update({(each, str(document["Id"])): problem for each, problem in problems if problem})
        items = named.about(location, document)
        if items or named.is_owner(location, document):
            listing.keep(_whole(document, items, live))
        needs = [] if items else [ids for each in kinds for ids in vital(each.fields, document)]
        if needs:
            listing.needs[str(document["Id"])] = needs
    return listing


def whole_listing(location: Location, live: Resolver) -> Listing:
    """The listing of a collection in which every document is kept whole."""
    listing = Listing()
    for document in live.everything(location):
        listing.add(location, document)
        listing.keep(document)
    return listing


def _everything(location: Location, named: Named, lookup: Lookup, live: Resolver) -> Iterator[Document]:
    parent = location.parent
    if parent is None or not parent.only:
        return live.everything(location)
    # Read the documents of those parents only that items name.
    parents = dict.fromkeys(item.parent for item in named.at(location))
    ids = [found for found in (lookup.resolve(parent.location, each) for each in parents) if isinstance(found, str)]
    return (document for each in dict.fromkeys(ids) for document in live.everything(location, each))


def _whole(document: Document, items: Sequence[Item], live: Resolver) -> Document:
    """The document with every property that the items manage."""
    if not lacks(document, items):
        return document
    location = items[0].resource.location
    inside = str(document.get(location.parent.prop) or "") if location.parent else ""
    return live.by_id(location, document["Id"], inside) or document

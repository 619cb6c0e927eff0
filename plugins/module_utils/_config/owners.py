# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the documents that belong to owners, such as the variables of projects, several at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ansible_collections.octopus.deploy.plugins.module_utils._config.index import Index
from ansible_collections.octopus.deploy.plugins.module_utils._config.items import Item
from ansible_collections.octopus.deploy.plugins.module_utils._config.threads import parallel
from ansible_collections.octopus.deploy.plugins.module_utils._locate.finding import (
    Located,
    owner_of,
    parent_of,
    with_companions,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError, UnfitParent
from ansible_collections.octopus.deploy.plugins.module_utils._model.to_come import is_to_come
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import Ambiguous


def located_owners(
    items: Sequence[Item], context_of: Callable[[Item], Context], index: Index, threads: int
) -> Iterator[tuple[str, Located]]:
    """The documents of items whose owner exists, by the items' places.

    Planning locates the other items, in order: it reports missing owners and knows the owners that the run creates.
    """

    def one(found: tuple[Item, Document, Context]) -> list[tuple[str, Located]]:
        item, owner, context = found
        read_at = context.client.now()
        try:
            document = with_companions(item.resource, owner, item.parameters, context)
        except (OptionError, UnfitParent):
            return []  # planning the item reports it
        return [(item.place, Located(document, read_at=read_at))]

    owned = [item for item in items if item.resource.owner]
    there = [found for item in owned for found in _existing(item, context_of(item), index)]
    return (located for found in parallel(one, there, threads) for located in found)


def _existing(item: Item, context: Context, index: Index) -> Iterator[tuple[Item, Document, Context]]:
    """The item with its owner, if the owner exists."""
    location, named = item.belongs_to
    if location is None:
        return
    try:
        inside = parent_of(item.resource, item.parameters, context)
        if item.parent and (not inside or is_to_come(inside)):
            return
        found = index.resolve(location, named, inside)
    except (Ambiguous, UnfitParent):
        return  # planning the item reports it
    if isinstance(found, str) and not is_to_come(found):
        yield item, owner_of(item.resource, item.parameters, context, inside), context

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads many documents at once from a collection that has them, instead of sending a request for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._locate.reader import PAGE, batches
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client, Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.links import has_link


def by_ids(
    client: Client, holder: Document, link: str, ids: Sequence[str], parameters: Mapping[str, Any] | None = None
) -> Iterator[Document]:
    """The documents with these IDs, from pages of a collection whose link takes a list of IDs."""
    for few in batches(ids):
        asked = {"ids": few, "skip": 0, "take": PAGE, **(parameters or {})}
        yield from client.documents(holder, link, client.offered(holder, link, asked))


def is_whole(document: Document) -> bool:
    """The default of ``Together``: documents of a collection have all properties."""
    return True


@dataclass(frozen=True)
class Together:
    """The collection that has the companions of all owners.

    ``own_id``: the owner's property with the ID of its companion, because servers also list frozen copies for releases;
    ``parameters``: further parameters of the link. ``is_whole``: whether a document of the collection has all
    properties that a GET of the companion returns.
    """

    location: Location
    own_id: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    is_whole: Callable[[Document], bool] = is_whole

    def of(self, owners: Sequence[Document], context: Context) -> dict[str, Document]:
        """The companions by the IDs of their owners, without companions that have to be read one by one."""
        holder, link = context.resolver.holder(self.location), self.location.link
        by_own = {str(each[self.own_id]): str(each["Id"]) for each in owners if each.get(self.own_id)}
        # Reading one companion from the collection saves no request.
        if len(by_own) < 2 or not has_link(holder, link) or "ids" not in context.client.parameters(holder or {}, link):
            return {}
        found = by_ids(context.client, holder or {}, link, list(by_own), self.parameters)
        return {by_own[each["Id"]]: each for each in found if each["Id"] in by_own and self.is_whole(each)}

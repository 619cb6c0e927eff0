# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The resolvers that a session keeps: one for each space that it has entered, and one for the server itself."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._locate.recent import RecentPages
from ansible_collections.octopus.deploy.plugins.module_utils._locate.resolver import Resolver
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.spaces import Space

SPACES = "Spaces"


class Resolvers:
    """Spaces by the name that the user gave, each with its resolver. A session keeps one instance.

    ``recent``: the pages that the session has read in the last seconds.
    """

    def __init__(self, client: Client) -> None:
        self.recent = RecentPages(client)
        self._client = client
        self._entered: dict[str | None, tuple[Space, Resolver]] = {}
        self._server = Resolver(client, None)

    def enter(self, name: str | None) -> tuple[Space, Resolver]:
        """The space called ``name`` (the default space for None) and its resolver. Raises ``SpaceNotFound``."""
        if name not in self._entered:
            space = self._client.space(name)
            self._entered[name] = space, Resolver(self._client, space.document)
        return self._entered[name]

    def server(self) -> Resolver:
        """The resolver of the server's own documents, which belong to no space."""
        return self._server

    def forget(self, location: Location | None) -> None:
        """Forget the names and IDs of a location that a task may have changed; None: of all locations.

        All recent pages are forgotten, because a write may change documents of other locations too.
        """
        self.recent.forget()
        # A space that was written may now have another name or other links.
        if location is None or location.link == SPACES:
            self._entered.clear()
            self._client.spaces.forget()
            self._server = Resolver(self._client, None)
            return
        for resolver in (self._server, *(found for dummy, found in self._entered.values())):
            resolver.forget(location)

    def forget_what_is_to_come(self) -> None:
        """Forget the documents that a task in check mode has assumed, so that the next task of a loop warns again."""
        for resolver in (self._server, *(found for dummy, found in self._entered.values())):
            resolver.forget_what_is_to_come()

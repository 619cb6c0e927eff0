# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The spaces of a server, and the space that a name, ID or slug means (api: roots#which-space, collections#filters)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import links
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import (
    Ambiguous,
    NoDefaultSpace,
    ServerRefused,
    SpaceNotFound,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded, has_id, meant, near_misses
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import Document

if TYPE_CHECKING:
    from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client

# The root has this link only if the server has a default space.
SPACE_LINK = "Environments"
NOT_FOUND = 404


@dataclass(frozen=True)
class Space:
    """A space: ``document`` has the links to use in it. The links of the default space come without its ID and name."""

    id: str | None
    name: str | None
    is_default: bool
    document: Document

    def described(self) -> dict[str, Any]:
        """The space's entry in a task's result."""
        return {"id": self.id, "name": self.name, "is_default": self.is_default}

    @property
    def is_to_come(self) -> bool:
        """Whether the space does not exist yet; False for a space that is not named."""
        return not self.document and self.name is not None


def no_space(name: str | None = None) -> Space:
    """A space without links, in place of a space that does not exist or is not named."""
    return Space(id=None, name=name, is_default=False, document={})


class Spaces:
    """The spaces that a client has entered: each is looked up once, and its links are read once."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._by_name: dict[str, Space] = {}
        self._by_id: dict[str, Space] = {}
        self._default_links: Document | None = None

    def default(self) -> Space:
        """The default space, which has the root's own links. Raises ``NoDefaultSpace`` for a server without one."""
        root = self._client.root
        if not links.has_link(root, SPACE_LINK) and links.has_link(root, "Spaces"):
            raise NoDefaultSpace
        return Space(None, None, True, root)

    def named(self, name: str) -> Space:
        """The space with this name, else with this ID, else with this slug, ignoring case.

        Raises ``SpaceNotFound`` with similar names, and ``Ambiguous``.
        """
        key = folded(name)
        if key not in self._by_name:
            self._by_name[key] = self.enter(self._found(name))
        return self._by_name[key]

    def with_id(self, space_id: str) -> Space:
        """The space with this ID, even if another space has the ID as its name. Raises ``SpaceNotFound``."""
        if space_id not in self._by_id:
            try:
                found: Document | None = self._client.document(self._client.root, "Spaces", {"id": space_id})
            except ServerRefused as refused:
                if refused.status != NOT_FOUND:
                    raise
                found = None
            if found is None or not has_id(found, space_id):
                raise SpaceNotFound(space_id)
            self.enter(found)
        return self._by_id[space_id]

    def enter(self, space: Document) -> Space:
        """The space for the document of a space; its links are read once."""
        space_id = space["Id"]
        if space_id not in self._by_id:
            if links.has_link(space, "SpaceHome"):
                home = self._client.document(space, "SpaceHome")
            else:
                home = self._client.document(self._client.root, "SpaceHome", {"spaceId": space_id})
            self._by_id[space_id] = Space(space_id, space.get("Name"), bool(space.get("IsDefault")), home)
        return self._by_id[space_id]

    def own_links(self, document: Document) -> Document:
        """The links of a space at an address with its ID, also for the default space, whose usual links have no ID.

        ``document``: has the links of the space. Newer parts of the API have only addresses with an ID. Without a
        default space, the root is returned.
        """
        root = self._client.root
        at_root = links.links_of(document).get("Self") == links.links_of(root).get("Self")
        if not at_root or not links.has_link(root, "Spaces"):
            return document
        if self._default_links is None:
            default = next((each for each in self._client.documents(root, "Spaces") if each.get("IsDefault")), None)
            self._default_links = self.enter(default).document if default else document
        return self._default_links

    def id_of(self, document: Document) -> str | None:
        """The ID of the space whose links a document has; None on a server without spaces.

        ``document``: of a space that this client has entered, or the root, for the default space.
        """
        address = links.links_of(self.own_links(document)).get("Self")
        entered = ((each.id, links.links_of(each.document).get("Self")) for each in self._by_id.values())
        return next((space_id for space_id, own in entered if own == address), None)

    def forget(self) -> None:
        """Read the spaces again when they are needed next."""
        self._by_name.clear()
        self._by_id.clear()
        self._default_links = None

    def _found(self, name: str) -> Document:
        root = self._client.root
        if not links.has_link(root, "Spaces"):
            raise SpaceNotFound(name, supported=False)
        # Newer servers ignore the name filter, no server filters by slug, and few servers have a second page
        # (api: collections#filters).
        asked = self._client.offered(root, "Spaces", {"take": 1000})
        return matching(name, self._client.documents(root, "Spaces", asked))


def matching(name: str, spaces: Iterable[Document]) -> Document:
    """The space with this name, else with this ID, else with this slug, ignoring case.

    Raises ``SpaceNotFound`` with similar names, and ``Ambiguous``.
    """
    everything = list(spaces)
    matches = meant(name, everything) if name.strip() else []
    if len(matches) > 1:
        found = [f"{each.get('Name')!r} ({each.get('Id')})" for each in matches]
        raise Ambiguous(f"{len(matches)} spaces are called {name!r}", found)
    if not matches:
        raise SpaceNotFound(name, near_misses(name, [str(each.get("Name") or "") for each in everything]))
    return matches[0]

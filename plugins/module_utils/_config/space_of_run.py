# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The space that a configuration is about."""

from __future__ import annotations

import threading

from ansible_collections.octopus.deploy.plugins.module_utils._config.items import Item
from ansible_collections.octopus.deploy.plugins.module_utils._model.to_come import is_to_come, to_come
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client, Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import SpaceNotFound


class SpaceOfRun:
    """Knows the space of a run by its ID. ``promised``: the item that creates the space."""

    def __init__(self, client: Client, space: Document | None, promised: Item | None) -> None:
        self._client = client
        self._lock = threading.Lock()
        # The links of the default space come without its ID.
        self._id = str((space or {}).get("Id") or "")
        self._is_default = space is not None and not self._id
        self._promised = to_come(promised.name) if promised else ""

    def enter(self, space: Document) -> None:
        """Note the space that has just been created."""
        self._id, self._is_default = str(space.get("Id") or ""), False

    def has_id(self, space_id: str) -> bool:
        """Whether this is the ID of the space."""
        if self._is_default and not self._id and space_id and not is_to_come(space_id):
            try:
                with self._lock:
                    self._id = space_id if self._client.spaces.with_id(space_id).is_default else ""
            except SpaceNotFound:
                return False  # the user may not see the space
        return bool(space_id) and space_id in (self._id, self._promised)

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is who as a survey has it, and documents as the server has them at the moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ansible_collections.octopus.deploy.plugins.module_utils._config.index import Index
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Change, Lookup
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location, Missing
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document


@dataclass
class Fresh:
    """A survey's names and IDs, with documents as the server has them now."""

    index: Index

    def holder(self, location: Location) -> Document | None:
        return self.index.holder(location)

    def origin(self, location: Location, parent_id: str = "") -> tuple[Document | None, str]:
        return self.index.origin(location, parent_id)

    def by_id(self, location: Location, document_id: str, parent_id: str = "") -> Document | None:
        return self.index.live.by_id(location, document_id, parent_id)

    def by_name(self, location: Location, name: str, parent_id: str = "") -> Document | None:
        return self.index.live.by_name(location, name, parent_id)

    def resolve(self, location: Location, value: str, parent_id: str = "", held: Iterable[str] = ()) -> str | Missing:
        return self.index.resolve(location, value, parent_id, held)

    def remember(
        self, location: Location, value: str, document_id: str, name: str | None = None, parent_id: str = ""
    ) -> str:
        return self.index.remember(location, value, document_id, name, parent_id)

    def foretold(self, location: Location) -> Mapping[str, Change]:
        return self.index.foretold(location)

    def seen(self, location: Location, document_id: str) -> Document | None:
        return self.index.seen(location, document_id)

    def names(self, location: Location, ids: Iterable[str]) -> list[str]:
        return self.index.names(location, ids)

    def within(self, space_id: str) -> Lookup:
        return self.index.within(space_id)

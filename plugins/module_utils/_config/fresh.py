# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is who as a survey has it, and documents as the server has them at the moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ansible_collections.octopus.deploy.plugins.module_utils._config.survey import Survey
from ansible_collections.octopus.deploy.plugins.module_utils._engine.context import Change, Lookup
from ansible_collections.octopus.deploy.plugins.module_utils._engine.directory import Collection, Missing
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document


@dataclass
class Fresh:
    """A survey's names and IDs, with documents as the server has them now."""

    survey: Survey

    def holder(self, collection: Collection) -> Document | None:
        return self.survey.holder(collection)

    def origin(self, collection: Collection, parent_id: str = "") -> tuple[Document | None, str]:
        return self.survey.origin(collection, parent_id)

    def by_id(self, collection: Collection, document_id: str, parent_id: str = "") -> Document | None:
        return self.survey.live.by_id(collection, document_id, parent_id)

    def by_name(self, collection: Collection, name: str, parent_id: str = "") -> Document | None:
        return self.survey.live.by_name(collection, name, parent_id)

    def resolve(
        self, collection: Collection, value: str, parent_id: str = "", held: Iterable[str] = ()
    ) -> str | Missing:
        return self.survey.resolve(collection, value, parent_id, held)

    def remember(
        self, collection: Collection, value: str, document_id: str, name: str | None = None, parent_id: str = ""
    ) -> str:
        return self.survey.remember(collection, value, document_id, name, parent_id)

    def foretold(self, collection: Collection) -> Mapping[str, Change]:
        return self.survey.foretold(collection)

    def seen(self, collection: Collection, document_id: str) -> Document | None:
        return self.survey.seen(collection, document_id)

    def names(self, collection: Collection, ids: Iterable[str]) -> list[str]:
        return self.survey.names(collection, ids)

    def within(self, space_id: str) -> Lookup:
        return self.survey.within(space_id)

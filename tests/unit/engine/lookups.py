# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A view of a server that sends nothing: its version, and names from a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context, Covered, Lookup
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location, Missing
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client


@dataclass
class Version:
    """Everything that a plan may know of a server."""

    version: str


@dataclass
class Names:
    """Who is who: IDs by name."""

    ids: Mapping[str, str]

    def resolve(self, location: Location, value: str, parent_id: str = "", held: Iterable[str] = ()) -> str | Missing:
        return self.ids.get(value) or Missing()

    def names(self, location: Location, ids: Iterable[str]) -> list[str]:
        of = {identity: name for name, identity in self.ids.items()}
        return [of.get(each, each) for each in ids]

    def why_unseen(self, location: Location, about: Covered | None = None) -> str:
        return ""

    def planned_changes(self, location: Location) -> Mapping[str, Any]:
        return {}

    def copied_from(self, location: Location, identity: str) -> str | None:
        return None


def context(ids: Mapping[str, str], version: str = "2026.3.15581") -> Context:
    return Context(client=cast(Client, Version(version)), resolver=cast(Lookup, Names(ids)))

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a collection holds, of which no more is kept than who is who, and what a configuration is about."""

from __future__ import annotations

from dataclasses import dataclass, field

from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import ID, NAME, SLUG, folded

# The property of the one that is the default, which nobody means when they prune.
MARK = "IsDefault"


@dataclass(frozen=True)
class Listed:
    """A document of which no more is kept than who it is.

    ``parent``: the ID of what it belongs to, if it does; ``space``: that of its space, if it says so. ``protected``:
    whether nobody means it when they prune; ``is_default``: whether nobody does as long as it is the default.
    ``within``: the name of what it belongs to, where it is to be shown.
    """

    id: str
    name: str
    protected: bool
    parent: str = ""
    space: str = ""
    is_default: bool = False
    within: str = ""

    @property
    def title(self) -> str:
        """What people call it where there are others."""
        return f"{self.within}: {self.name}" if self.within else self.name


@dataclass
class Listing:
    """What a collection holds. ``documents``: those that a configuration is about, as JSON, by ID.

    ``called``: the IDs by what documents can be called, and by their parents.
    """

    listed: dict[str, Listed] = field(default_factory=dict)
    called: dict[tuple[str, str, str], list[str]] = field(default_factory=dict)
    documents: dict[str, str] = field(default_factory=dict)

    def add(self, location: Location, document: Document) -> None:
        entry = listed_as(location, document)
        identity = entry.id
        # First, as other threads look into it for whatever they find by a name.
        self.listed[identity] = entry
        # One that was renamed is found by both names: others may refer to it by either.
        for way, value in ((NAME, entry.name), (ID, identity), (SLUG, document.get(SLUG))):
            inside = "" if way == ID else entry.parent
            ids = self.called.setdefault((way, inside, folded(value)), []) if value else []
            if identity not in ids:
                ids.append(identity)

    def ids(self, way: str, value: str, parent: str) -> list[str]:
        """Those that are called so; those that were until now, where no other bears the name."""
        # Whoever knows an ID need not know what the document belongs to.
        ids = self.called.get((way, "" if way == ID else parent, folded(value)), [])
        bearing = [each for each in ids if way != NAME or folded(self.listed[each].name) == folded(value)]
        return bearing or ids


def listed_as(location: Location, document: Document) -> Listed:
    """Who a document is."""
    return Listed(
        str(document["Id"]),
        str(document.get(location.naming.prop) or ""),
        is_protected(location, document),
        str(document.get(location.parent.prop) or "") if location.parent else "",
        str(document.get("SpaceId") or ""),
        bool(document.get(MARK)),
    )


def is_protected(location: Location, document: Document) -> bool:
    """Whether a document is the server's own, which nobody means when they prune; nor themselves."""
    marked = any(document.get(mark) for mark in ("IsBuiltIn", "IsRequestor"))
    return marked or document.get("CanBeDeleted") is False or bool(location.protected and location.protected(document))

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The context of one task: its access to the server, and the notes that it takes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import field
from typing import Any, Protocol

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location, Missing
from ansible_collections.octopus.deploy.plugins.module_utils._model.releases import server_release
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client, Document

ALWAYS = "always"
ON_CREATE = "on_create"
UPDATE_SECRETS = (ALWAYS, ON_CREATE)
# The advice about an older server where leaving an option out does not help.
SKIP_THE_TASK = "skip the task on such a server"
# A document before and after a planned write.
PlannedChange = tuple[Document, Document]
# IDs that a document names, by the restriction of roles that has to allow each of them.
Covered = Mapping[str, Collection[str]]


class Documents(Protocol):
    """Reads documents by name and by ID."""

    def holder(self, location: Location) -> Document | None:
        """The document whose links lead to ``location``; None where its space does not exist yet."""

    def by_id(self, location: Location, document_id: str, parent_id: str = "") -> Document | None:
        """The document with this ID, or None."""

    def by_name(self, location: Location, name: str, parent_id: str = "") -> Document | None:
        """The document with this name, ignoring case, or None.

        ``parent_id``: the ID of the parent, or of the space for a document of the server that belongs to one.
        """

    def seen(self, location: Location, document_id: str) -> Document | None:
        """The document with this ID as it was last read, which may be a while ago; None if it does not exist."""


class Lookup(Documents, Protocol):
    """Finds documents by name, ID or slug. ``Resolver`` asks the server, ``Index`` reads whole collections."""

    def origin(self, location: Location, parent_id: str = "") -> tuple[Document | None, str]:
        """A document and the name of its link through which documents are read by ID and created."""

    def resolve(self, location: Location, value: str, parent_id: str = "", held: Iterable[str] = ()) -> str | Missing:
        """The ID of the document that has ``value`` as its name, else as its ID, else as its slug.

        ``held``: IDs that are known to exist, maybe in another space.
        """

    def remember(
        self, location: Location, value: str, document_id: str, name: str | None = None, parent_id: str = ""
    ) -> str:
        """Note that ``value`` means the document with this ID and name; returns the ID."""

    def names(self, location: Location, ids: Iterable[str]) -> list[str]:
        """The names of the documents with these IDs, in the same order."""

    def slugged(self, location: Location, slug: str, parent_id: str = "") -> Sequence[Document]:
        """The documents with this slug, of those that have been read: ID, name and space of each. No request."""

    def planned_changes(self, location: Location) -> Mapping[str, PlannedChange]:
        """The changes that this run has planned for documents at a location, by ID or ``to_come(name)``."""

    def learn(self, location: Location, documents: Any, parent_id: str = "") -> None:
        """Note the names and IDs of documents of a location, from a list within another document."""

    def copied_from(self, location: Location, identity: str) -> str | None:
        """The ID of the document that ``to_come(name)`` will be a clone of; None for a document that is not a clone."""

    def why_unseen(self, location: Location, about: Covered | None = None) -> str:
        """Why the user may not see all documents of a location; empty if the user may see all.

        ``about``: only the documents that name these IDs.
        """

    def within(self, space_id: str) -> Lookup:
        """The lookup for another space; a space that does not exist yet has the documents of every new space."""


@dataclass(frozen=True)
class Notes:
    """The notes that a task takes while it plans and writes.

    ``warnings`` and ``uncompared`` (options with secrets that could not be compared) grow while planning; ``done``
    grows with each write, as phrases for messages. ``missing`` collects the mistakes in references; if it is None, the
    first mistake is raised.
    """

    warnings: list[str] = field(default_factory=list)
    uncompared: list[str] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    missing: list[OptionError] | None = None


@dataclass(frozen=True)
class Context:
    """The view that one task has of the server.

    ``check``: nothing may be written, and a missing reference is assumed to be created later. ``update_secrets``:
    ``on_create`` keeps a secret that the server has, ``always`` sends it again. ``owner_id``: the ID of the parent, for
    names that are unique within a parent only. ``source_id``: the ID of the document to clone; the server also copies
    the documents that belong to it. ``live``: reads the documents that plans are about, if ``resolver`` is an index of
    pages read once.
    """

    client: Client
    resolver: Lookup
    check: bool = False
    update_secrets: str = ON_CREATE
    owner_id: str = ""
    source_id: str = ""
    live: Documents | None = None
    notes: Notes = field(default_factory=Notes)

    @property
    def documents(self) -> Documents:
        """Reads the documents that plans are about."""
        return self.live or self.resolver

    def owner_of(self, location: Location) -> str:
        """The ID of the parent in which documents of ``location`` are looked up; empty for all parents."""
        return self.owner_id if location.parent else ""

    def warn(self, message: str) -> None:
        """Add a sentence to the warnings of the task, unless it is there."""
        if message not in self.notes.warnings:
            self.notes.warnings.append(message)

    def did(self, what: str) -> None:
        """Note a write that the server has accepted, for the message of a later failure."""
        self.notes.done.append(what)

    def not_compared(self, option: str) -> None:
        """Note the dotted path of an option whose secret could not be compared with the server's."""
        if option not in self.notes.uncompared:
            self.notes.uncompared.append(option)

    def server_is_at_least(self, year: int, release: int) -> bool:
        """Whether the server's calendar version is ``year.release`` or newer; ``0.0.0-local`` counts as newest."""
        return server_release(self.client.version) >= (year, release)

    def require(self, since: tuple[int, int] | None, option: str, advice: str = "leave the option out") -> None:
        """Raise ``OptionError`` if the server is older than ``since``. None: every server has the property.

        ``advice``: what to do on such a server, as the end of the message.
        """
        if since and not self.server_is_at_least(*since):
            year, release = since
            raise OptionError(
                option,
                f"needs Octopus Server {year}.{release} or newer, not {self.client.version}; {advice}",
            )

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What planning one task needs to know and collects on the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location, Missing
from ansible_collections.octopus.deploy.plugins.module_utils._model.releases import server_release
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client, Document

ALWAYS = "always"
ON_CREATE = "on_create"
UPDATE_SECRETS = (ALWAYS, ON_CREATE)
# A document as it was, and as it is to be.
Change = tuple[Document, Document]


class Lookup(Protocol):
    """Who is who on a server: what ``Resolver`` does request by request."""

    def holder(self, location: Location) -> Document | None:
        """The document whose links lead to ``location``; None where its space does not exist yet."""

    def origin(self, location: Location, parent_id: str = "") -> tuple[Document | None, str]:
        """The document and its link where documents are asked for by ID, and where new ones go."""

    def by_id(self, location: Location, document_id: str, parent_id: str = "") -> Document | None:
        """The document with this ID, or None."""

    def by_name(self, location: Location, name: str, parent_id: str = "") -> Document | None:
        """The document that bears this name, ignoring case, or None."""

    def resolve(self, location: Location, value: str, parent_id: str = "", held: Iterable[str] = ()) -> str | Missing:
        """The ID of the document that ``value`` means: its name, else its ID, else its slug; or what comes near.

        ``held``: IDs that are known to be there, though maybe in another space.
        """

    def remember(
        self, location: Location, value: str, document_id: str, name: str | None = None, parent_id: str = ""
    ) -> str:
        """Note that ``value`` stands for ``document_id``, called ``name``; returns the ID."""

    def names(self, location: Location, ids: Iterable[str]) -> list[str]:
        """The names of the documents with these IDs, in the same order."""

    def foretold(self, location: Location) -> Mapping[str, Change]:
        """By ID, what the run that this is a part of makes of documents; a new one is known by its name."""

    def seen(self, location: Location, document_id: str) -> Document | None:
        """The document with this ID as it was when it was last read, which may be a while ago, or None."""

    def within(self, space_id: str) -> Lookup:
        """The same for another space; one without an ID, or that is still to come, has nothing in it."""


@dataclass(frozen=True)
class Context:
    """One task's view of the server.

    ``check``: nothing may be written, and a reference that is missing stands for one that will be made.
    ``update_secrets``: ``on_create`` keeps a secret that the server has, ``always`` sends it again.
    ``owner_id``: the document whose own documents a name stands for, where names are unique in a document alone.
    ``source_id``: the document that a new one is made as a clone of, whose own documents it brings along.
    ``live``: what reads documents as the server has them now, where the resolver knows them from pages read once.
    ``missing``: a list that takes the references to nothing, so that all are found; None to fail at the first.
    ``warnings`` and ``uncompared`` (options of secrets that were given and not compared) grow while planning, and
    ``done``, what was written, in the words of a message, with each write.
    """

    client: Client
    resolver: Lookup
    check: bool = False
    update_secrets: str = ON_CREATE
    owner_id: str = ""
    source_id: str = ""
    missing: list[OptionError] | None = None
    live: Lookup | None = None
    warnings: list[str] = field(default_factory=list)
    uncompared: list[str] = field(default_factory=list)
    done: list[str] = field(default_factory=list)

    @property
    def documents(self) -> Lookup:
        """Where documents are read."""
        return self.live or self.resolver

    def owner_of(self, location: Location) -> str:
        """The ID of the document that the documents of ``location`` are looked for in."""
        return self.owner_id if location.parent else ""

    def warn(self, message: str) -> None:
        if message not in self.warnings:
            self.warnings.append(message)

    def did(self, what: str) -> None:
        """Note a write that the server has taken, so that a failure after it can tell of it."""
        self.done.append(what)

    def not_compared(self, option: str) -> None:
        if option not in self.uncompared:
            self.uncompared.append(option)

    def server_is_at_least(self, year: int, release: int) -> bool:
        """Whether the server's calendar version is ``year.release`` or newer; ``0.0.0-local`` counts as newest."""
        return server_release(self.client.version) >= (year, release)

    def require(self, since: tuple[int, int] | None, option: str) -> None:
        """Raise ``OptionError`` for what this server does not know yet. None: every server knows it."""
        if since and not self.server_is_at_least(*since):
            year, release = since
            raise OptionError(
                option,
                f"needs Octopus Server {year}.{release} or newer, this one is {self.client.version}; leave it out",
            )

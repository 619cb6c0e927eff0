# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One sweep through a space: the pages of each collection, and the owner of each document."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._config.index import Index
from ansible_collections.octopus.deploy.plugins.module_utils._config.threads import parallel
from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import PROJECTS
from ansible_collections.octopus.deploy.plugins.module_utils._model.releases import server_release
from ansible_collections.octopus.deploy.plugins.module_utils._search.sources import Source
from ansible_collections.octopus.deploy.plugins.module_utils._search.uses import Searched
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client, Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import OctopusError, is_unreadable

EVER = (0, 0)
GIT = "VersionControlled"


@dataclass(frozen=True)
class Answer:
    """The documents of one source, or the reason why they could not be read."""

    source: Source
    documents: Sequence[Document] = ()
    unread: OctopusError | None = None


@dataclass(frozen=True)
class Sweep:
    """The answers to one sweep. ``chosen``: the kinds to search; others are read only for the names of owners."""

    answers: Sequence[Answer]
    chosen: Collection[str]

    def names(self) -> dict[str, str]:
        """The name of each document by its ID."""
        every = ((each.source.location.naming.prop, document) for each in self.answers for document in each.documents)
        return {str(document["Id"]): str(document[prop]) for prop, document in every if document.get(prop)}

    def read(self) -> list[str]:
        """The kinds whose documents could be read, of those to search."""
        return [each.source.kind for each in self.answers if each.source.kind in self.chosen and not each.unread]

    def searched(self, projects: Collection[str] | None = None) -> Iterator[Searched]:
        """The documents to search. ``projects``: the IDs of the projects that they have to belong to."""
        owners = self._owners()
        for answer in self.answers:
            source = answer.source
            for document in answer.documents if source.kind in self.chosen else ():
                owner = owners.get(str(document.get(source.owner)))
                project = self._project(source, document, owners)
                is_current = not source.own_id or bool(owner and owner[1].get(source.own_id) == document.get("Id"))
                if is_current and (projects is None or project.get("Id") in projects):
                    name = named(source, document) or (named(*owner) if owner else "") or str(document.get("Id"))
                    yield Searched(source.kind, name, document, str(project.get("Name") or ""), source.owner)

    def unsearched(self, projects: Collection[str] | None = None) -> Iterator[dict[str, Any]]:
        """The documents that could not be searched: whole kinds, or those of single projects, runbooks and sets."""
        for answer in self.answers:
            if answer.source.kind not in self.chosen:
                continue
            if answer.unread:
                yield lacking(answer.source, None, str(answer.unread))
                continue
            if answer.source.own_id:
                unread = [each for each in self.answers if each.unread and each.source.location in answer.source.owners]
                for each in unread:
                    whose = f"of each {each.source.location.label}, which could not be read: {each.unread}"
                    yield lacking(answer.source, None, whose)
            yield from self._lacks(answer, projects)

    def _lacks(self, answer: Answer, projects: Collection[str] | None) -> Iterator[dict[str, Any]]:
        """The projects whose documents of a kind are in Git, and the owners whose documents are missing."""
        source, owners = answer.source, self._owners()
        in_git = {each["Id"] for _source, each in self._of((PROJECTS,)) if is_in_git(source, each)}
        read = {each.get("Id") for each in answer.documents}
        for kind, owner in self._of((PROJECTS, *source.owners)):
            project = self._project(kind, owner, owners).get("Id")
            is_missing = source.own_id and kind.location in source.owners and owner.get(source.own_id) not in read
            if projects is not None and project not in projects:
                continue
            if owner["Id"] in in_git:
                yield lacking(source, named(kind, owner), "is kept in Git, which is not searched")
            elif is_missing:
                yield lacking(source, named(kind, owner), "the server's list does not have it")

    def _of(self, locations: Collection[Any]) -> Iterator[tuple[Source, Document]]:
        """The documents that were read at these locations, with their sources."""
        for each in self.answers:
            if each.source.location in locations:
                yield from ((each.source, document) for document in each.documents)

    def _owners(self) -> dict[str, tuple[Source, Document]]:
        locations = {owner for each in self.answers for owner in each.source.owners}
        return {str(document["Id"]): (source, document) for source, document in self._of(locations)}

    def _project(self, source: Source, document: Document, owners: Mapping[str, tuple[Source, Document]]) -> Document:
        """The project that a document is or belongs to; empty if there is none."""
        if source.location == PROJECTS:
            return document
        owner = owners.get(str(document.get(source.owner))) if source.owner else None
        return self._project(*owner, owners) if owner else {}


def is_in_git(source: Source, project: Document) -> bool:
    """Whether a project has its documents of this kind in Git."""
    settings = project.get("PersistenceSettings") or {}
    return settings.get("Type") == GIT and source.in_git(settings.get("ConversionState") or {})


def lacking(source: Source, name: str | None, reason: str) -> dict[str, Any]:
    return {"kind": source.kind, "name": name, "reason": reason}


def named(source: Source, document: Document) -> str:
    return str(document.get(source.location.naming.prop) or "")


def swept(client: Client, index: Index, sources: Sequence[Source], chosen: Collection[str], threads: int) -> Sweep:
    """Read each source once; ``index`` then knows the names and IDs of all collections.

    A kind that the server's release does not have is left out. If the user may not read a kind, or the server has no
    link or no address to it, the search continues, and the result lists the kind.
    """
    release = server_release(client.version)
    here = [each for each in sources if release >= (each.resource.location.since or EVER)]
    # Finding the links can cost requests, which are made once and not by several threads.
    holders = {each.kind: index.holder(each.location) for each in here}

    def read(source: Source) -> Answer:
        try:
            return Answer(source, documents(client, index, source, holders[source.kind]))
        except OctopusError as error:
            if not is_unreadable(error):
                raise
            return Answer(source, unread=error)

    return Sweep(list(parallel(read, here, threads)), frozenset(chosen))


def documents(client: Client, index: Index, source: Source, holder: Document | None) -> list[Document]:
    """The documents of one source. Where the space does not exist yet (``holder``), those that it will begin with."""
    if source.read:
        return list(source.read(client, holder)) if holder else []
    index.read_whole([source.resource])
    return list(index.documents(source.location))

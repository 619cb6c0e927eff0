# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The store for a request at a ref, with the project's documents from a commit: code that reads and writes these
documents works in the same way at a ref and in the database.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

import orjson

from emulator import answers
from emulator.git import repository
from emulator.git.repository import Ref
from emulator.kinds import deploymentsettings
from emulator.model import Document
from emulator.refusals import invalid
from emulator.store import Store, folded, slug_in

if TYPE_CHECKING:
    from emulator.octopus import Octopus

# The settings of a deployment are properties of the project in the store (kinds.deploymentsettings).
SETTINGS = "projects"
PROCESS, VARIABLES = "deploymentprocesses", "variables"
RUNBOOKS, RUNBOOK_PROCESSES = "runbooks", "runbookprocesses"
# The addresses of the documents below that of the ref. {slug}: of a runbook, which is its ID in Git, too.
ADDRESSES: Mapping[str, str] = {
    PROCESS: PROCESS,
    VARIABLES: VARIABLES,
    RUNBOOKS: "runbooks/{slug}",
    RUNBOOK_PROCESSES: "runbookProcesses/{slug}",
}


@dataclass
class Entry:
    """A document of a commit. ``name``: the name by which the store finds it."""

    collection: str
    name: str
    document: Document


class Checkout(Store):
    """A store in which the documents of a commit hide those of the database; writes to them stay in ``entries``."""

    def __init__(self, store: Store, project: Document, own: str, entries: list[Entry]) -> None:
        """``own``: the address of the ref."""
        # Both stores share the connection and the remembered values.
        self.__dict__.update(vars(store))
        self._own = own
        self._takes = project["Id"] if repository.conversion(project, "RunbooksAreInGit") else None
        self.entries = {each.document["Id"].casefold(): each for each in entries}

    def get(self, document_id: str) -> tuple[str, Document] | None:
        entry = self.entries.get(document_id.casefold())
        return (entry.collection, copy.deepcopy(entry.document)) if entry else super().get(document_id)

    def put(self, collection: str, document: Document, name: str = "", number: int = 0) -> None:
        entry = self.entries.get(document["Id"].casefold())
        if entry is not None:
            entry.name, entry.document = name, copy.deepcopy(document)
        elif collection in (RUNBOOKS, RUNBOOK_PROCESSES) and document["ProjectId"] == self._takes:
            self.entries[document["Id"].casefold()] = Entry(collection, name, placed(self._own, collection, document))
        else:
            super().put(collection, document, name, number)

    def delete(self, document_id: str) -> None:
        if self.entries.pop(document_id.casefold(), None) is None:
            super().delete(document_id)

    def _found(self, columns: Mapping[str, str], having: Document | None) -> list[Document]:
        outside = [each for each in super()._found(columns, having) if each["Id"].casefold() not in self.entries]
        inside = [each.document for each in self.entries.values() if is_wanted(each, columns, having)]
        return outside + copy.deepcopy(inside)


def is_wanted(entry: Entry, columns: Mapping[str, str], having: Document | None) -> bool:
    """Whether a document has these values in the columns of the store, and this text."""
    known = {
        "collection": entry.collection,
        "space": entry.document["SpaceId"] or "",
        "name": folded(entry.name),
        "slug": slug_in(entry.document),
    }
    is_there = all(known[column] == value for column, value in columns.items())
    return is_there and (not having or orjson.dumps(having)[1:-1] in orjson.dumps(entry.document))


@dataclass(frozen=True)
class Work:
    """A checked-out ref of a project: ``octopus`` shows the documents there."""

    octopus: Octopus
    tree: Checkout
    project: Document
    ref: Ref

    @property
    def owner(self) -> Document:
        """The project with its settings at the ref."""
        return self.tree.entries[self.project["Id"].casefold()].document

    def commit(self, message: str) -> Ref:
        """Commit all documents as they are now."""
        settings = settings_of(self.owner)
        documents = [
            {
                "Collection": each.collection,
                "Name": each.name,
                "Document": settings if each.collection == SETTINGS else without_place(each.document),
            }
            for each in self.tree.entries.values()
        ]
        return repository.commit(self.octopus, self.project, self.ref, documents, message)


def work(octopus: Octopus, project: Document, ref: Ref) -> Work:
    """Check out a ref. Refuses a branch that has no documents yet, as a server does [OctopusDeploy/Issues#8407]."""
    stored = repository.commit_of(octopus, project, ref)["Documents"]
    if not stored:
        # The status is confirmed, the wording is not.
        raise invalid(f"The branch '{ref.name}' is not initialised: it has no configuration of this project.")
    own = f"{answers.base(octopus, project['SpaceId'])}/projects/{project['Id']}/{quote(ref.canonical, safe='')}"
    entries = [entry(project, each, own) for each in stored]
    tree = Checkout(octopus.store, project, own, entries)
    at_ref = copy.copy(octopus)
    at_ref.store = tree
    return Work(at_ref, tree, project, ref)


def entry(project: Document, stored: Document, own: str) -> Entry:
    collection, document = stored["Collection"], stored["Document"]
    whole = {**project, **document} if collection == SETTINGS else document
    return Entry(collection, stored["Name"], placed(own, collection, whole))


def placed(own: str, collection: str, document: Document) -> Document:
    """A document with its address below that of the ref."""
    slug = document.get("RunbookId") or document["Id"]
    return {**document, "_self": f"{own}/{ADDRESSES.get(collection, '').format(slug=slug)}"}


def settings_of(project: Document) -> Document:
    """The part of a project that belongs to Git."""
    own = (*deploymentsettings.MIRRORED.values(), deploymentsettings.KEPT)
    return {name: project[name] for name in ("Id", "SpaceId", *own) if name in project}


def is_at_ref(document: Document) -> bool:
    """Whether a document is one of a commit: only these have an address below that of a ref."""
    return "_self" in document


def without_place(document: Document) -> Document:
    return {name: value for name, value in document.items() if name != "_self"}

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the documents of a kind live: the link that leads to them, and the parent that they belong to."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Callable

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._model.releases import server_release
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded

# The parameter of lists with documents of several spaces that includes the documents of the server.
INCLUDE_SYSTEM = ("includeSystem", "true")
# The property that holds the ID of a document's space; null or empty for a document of the server.
OF_A_SPACE = "SpaceId"


@dataclass(frozen=True)
class Naming:
    """The rules for names of documents at a location.

    ``prop``: the property that holds the name. ``longest``: the largest number of characters, 0 for any number.
    ``unwanted``: the characters that no name may have. ``reserved``: names that the server keeps for itself.
    ``unique``: whether the server refuses a second document of the same name.
    """

    prop: str = "Name"
    longest: int = 0
    unwanted: str = ""
    reserved: tuple[str, ...] = ()
    unique: bool = True


@dataclass(frozen=True)
class Retired:
    """How to find retired documents, such as disabled users, which a name means only if no other document has it.

    ``parameter``: the parameter that makes a list include retired documents. ``replaced_by``: a property; a retired
    document that has it is not found by its name.
    """

    parameter: tuple[str, str]
    replaced_by: str


@dataclass(frozen=True)
class Lists:
    """How the documents at a location are listed.

    ``filters``: parameters that a lookup sends if the link offers them. ``retired``: how to find documents that lists
    leave out. ``instead``: the location whose list has the documents if their own link has no list; an entry of that
    list may have fewer properties than the document. ``in_git``: the first release in which a parent can keep the
    documents in a Git repository, so that no list has them; None if no parent can. ``seen_with``: the permission to see
    the documents, if a role can restrict it, so that lists leave the other documents out. ``within``: the parts of a
    document that the server leaves out in the same way, each as a location with a permission and a label of its own.
    """

    filters: tuple[tuple[str, str], ...] = ()
    retired: Retired | None = None
    instead: Location | None = None
    in_git: tuple[int, int] | None = None
    seen_with: str = ""
    within: tuple[Location, ...] = ()


@dataclass(frozen=True, eq=False)
class Location:
    """The place where the documents of a kind live: a link of the server, of a space or of a parent document.

    Each location is made once, and two are never equal.

    ``link``: the name of the link, e.g. ``Environments``; ``label``: the word for one document; ``naming``: the rules
    for names; ``lists``: how documents are listed. ``system``: whether it is a link of the server, not of a space.
    ``parent``: the parent, for documents that have a parent. ``parts``: the locations of the single kinds, where this
    location holds documents of several kinds; ``apart``: whether its own list has only the documents of the first part,
    so that the other parts have to be searched too. ``unlike``: locations whose documents people may mistake for
    documents of this location. ``since``: the first release with these documents. ``protected(document)``: whether
    prune keeps a document, for a rule that only this kind has. ``unlinked``: the documented address below that of the
    server or the space, for a server without the link.
    """

    link: str
    label: str
    naming: Naming = Naming()
    lists: Lists = Lists()
    system: bool = False
    parent: Parent | None = None
    parts: tuple[Location, ...] = ()
    apart: bool = False
    unlike: tuple[Location, ...] = ()
    since: tuple[int, int] | None = None
    protected: Callable[[Document], bool] | None = None
    unlinked: str = ""

    @cached_property
    def is_mixed(self) -> bool:
        """Whether a document belongs to the server or to one of its spaces, so that one list has those of all spaces.

        Octopus calls this a mixed scope. In a space, a name means a document of that space or of the server.
        """
        return INCLUDE_SYSTEM in self.lists.filters


@dataclass(frozen=True)
class Parent:
    """The parent of documents, within which their names are unique, e.g. the project of channels.

    ``prop``: the property that holds the parent's ID; ``link``: the parent's link to its documents. ``only``: whether
    no other link leads to them. ``brings``: the known properties of the document that a new parent is created with,
    e.g. the first channel of a project. ``where``: the values of properties that a parent must have.
    ``unlinked``: see ``Location``; ``{parent}`` in it means the parent's ID.
    """

    location: Location
    prop: str
    link: str
    only: bool = False
    brings: tuple[tuple[str, Any], ...] = ()
    where: tuple[tuple[str, Any], ...] = ()
    unlinked: str = ""


@dataclass(frozen=True)
class Missing:
    """No document was found; ``near``: similar names."""

    near: tuple[str, ...] = ()


def belongs(document: Document, parent: Parent | None, parent_id: str) -> bool:
    """Whether a document belongs to this parent; always true for a kind without a parent."""
    return parent is None or not parent_id or bool(document.get(parent.prop, parent_id) == parent_id)


def is_called(document: Document, location: Location, name: str) -> bool:
    """Whether a document has this name, ignoring case."""
    return folded(document.get(location.naming.prop, "")) == folded(name)


def is_listed(document: Document, location: Location) -> bool:
    """Whether the lists of a location have a document: a filter such as ``contentType`` names a property."""
    filters = ((f"{name[:1].upper()}{name[1:]}", value) for name, value in location.lists.filters)
    return all(document.get(prop, value) == value for prop, value in filters)


def why_unfit(parent: Parent, document: Document) -> str:
    """Why a document can't be a parent, e.g. ``its IsService is False and must be True``; empty if it can."""
    return ", ".join(
        f"its {prop} is {document.get(prop)} and must be {value}"
        for prop, value in parent.where
        if document.get(prop) != value
    )


def is_unlinked(location: Location) -> bool:
    """Whether the API has no link to the location, so that its documented address is used."""
    return bool(location.unlinked or (location.parent and location.parent.unlinked))


def parts_on(version: str, location: Location) -> list[Location]:
    """The parts of a location that a server of this version has."""
    release = server_release(version)
    return [each for each in location.parts if each.since is None or release >= each.since]

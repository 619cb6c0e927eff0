# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the documents of a kind live: the link that leads to them, and what they belong to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Callable

from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document


@dataclass(frozen=True)
class Naming:
    """The names of documents at a location.

    ``prop``: the property that holds the name. ``longest``: how many characters the server takes, 0 for any number;
    ``unwanted``: the characters that it takes in no name. ``unique``: whether the server sees to it that no two
    documents bear the same name.
    """

    prop: str = "Name"
    longest: int = 0
    unwanted: str = ""
    unique: bool = True


@dataclass(frozen=True)
class Retired:
    """Documents that people have put away. A name stands for one of them where no other document bears it.

    ``parameter``: what a list is asked with for these, too; ``ousted``: the property of those that no name stands for.
    """

    parameter: tuple[str, str]
    ousted: str


@dataclass(frozen=True)
class Lists:
    """How the documents at a location are listed.

    ``filters``: parameters that a lookup sends wherever the link offers them. ``retired``: how documents are found that
    lists leave out. ``instead``: the location whose list has the documents, where their own link has no list; the items
    of that list may say less than a GET of the document.
    """

    filters: tuple[tuple[str, str], ...] = ()
    retired: Retired | None = None
    instead: Location | None = None


@dataclass(frozen=True)
class Location:
    """Where the documents of a kind live: a collection, as a link names it.

    ``link``: e.g. ``Environments``; ``label``: what people call one of its documents; ``naming``: their names;
    ``lists``: how they are listed. ``system``: whether the server's own links lead there, not a space's. ``parent``:
    the document to which they belong, where they belong to one. ``parts``: the locations that hold the documents of
    one kind each, where this one holds those of several; ``apart``: whether its own list has the documents of the first
    part alone, so that the others are looked for in the other parts. ``unlike``: locations whose documents people may
    take for documents of this one. ``since``: the first server that has such documents. ``protected(document)``:
    whether prune leaves a document alone, where no property that other kinds have too says so. ``unlinked``: the
    documented address below the server's or the space's own, for an API without a link to them; a link of the server is
    followed.
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


@dataclass(frozen=True)
class Parent:
    """What documents belong to, so that their names are unique there alone, e.g. channels in their project.

    ``prop`` holds its ID; its ``link`` leads to them, and to nothing else. ``only``: whether there is no other way.
    ``brings``: what is known of the document that it has from the start, e.g. a project's first channel.
    ``where``: properties of those documents that have any; ``unlinked``: as in ``Location``, with ``{parent}`` for
    the document's ID.
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
    """No document is called so; ``near`` holds the names that come close."""

    near: tuple[str, ...] = ()


def belongs(document: Document, parent: Parent | None, parent_id: str) -> bool:
    """Whether a document may be one of this parent's; without a parent, it is anybody's."""
    return parent is None or not parent_id or bool(document.get(parent.prop, parent_id) == parent_id)


def misfit(parent: Parent, document: Document) -> str:
    """What says that nothing can belong to a document, e.g. ``IsService is False``; empty where something can."""
    return ", ".join(
        f"its {prop} is {document.get(prop)}" for prop, value in parent.where if document.get(prop) != value
    )


def is_unlinked(location: Location) -> bool:
    return bool(location.unlinked or (location.parent and location.parent.unlinked))

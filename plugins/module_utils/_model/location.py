# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the documents of a kind live: the link that leads to them, and what they belong to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Callable

from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document


@dataclass(frozen=True)
class Location:
    """A collection of documents as a link names it.

    ``link``: e.g. ``Environments``; ``label``: what people call one of its documents; ``named_by``: the property that
    holds the name; ``longest_name``: how many characters of it the server takes, 0 for any number; ``unnameable``: the
    characters that it takes in no name; ``system``: whether the server's own links lead there, not a space's;
    ``filters``: parameters that a lookup sends wherever the link offers them; ``parent``: what its documents belong to,
    where that is a document;
    ``parts``: those that hold the documents of one kind each, where it holds those of several; ``apart``: whether its
    own list has those of the first part alone, so that what is not there is looked for in the others; ``unlike``: those
    that people may take for a part of it, and that are none. ``since``: the first server that has such documents.
    ``retired``: how those are found that lists leave out, where there are such. ``listing``: the collection whose list
    has them, where theirs has none; its items may be less than what a GET returns.
    ``protected(document)``: whether prune leaves a document alone, where no property that other kinds have too says so.
    ``unique``: whether the server sees to it that no two documents bear the same name.
    ``unlinked``: the documented address below the server's or the space's own, for an API that has no link to them; a
    server that has the link is followed.
    """

    link: str
    label: str
    named_by: str = "Name"
    longest_name: int = 0
    unnameable: str = ""
    system: bool = False
    filters: tuple[tuple[str, str], ...] = ()
    parent: Parent | None = None
    parts: tuple[Location, ...] = ()
    apart: bool = False
    unlike: tuple[Location, ...] = ()
    since: tuple[int, int] | None = None
    retired: Retired | None = None
    listing: Location | None = None
    protected: Callable[[Document], bool] | None = None
    unique: bool = True
    unlinked: str = ""


@dataclass(frozen=True)
class Retired:
    """Documents that people have put away. A name stands for one of them where no other document bears it.

    ``parameter``: what a list is asked with for these, too; ``ousted``: the property of those that no name stands for.
    """

    parameter: tuple[str, str]
    ousted: str


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

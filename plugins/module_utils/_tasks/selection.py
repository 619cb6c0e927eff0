# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Selects documents by their IDs and by their names, whatever a server made of the filters that it was sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded

# The property that names a document is the first of these that it has: accounts and feeds have a Username as well.
NAMES = ("Name", "Username", "Purpose", "Version")


def with_ids(found: Iterable[Document], ids: Sequence[str] | None) -> Iterator[Document]:
    """The documents with these IDs; all documents if no IDs are given."""
    wanted = {folded(each) for each in ids or ()}
    return (each for each in found if ids is None or folded(each.get("Id") if isinstance(each, dict) else "") in wanted)


def with_name(found: Iterable[Document], name: str | None) -> Iterator[Document]:
    """The documents with this name, ignoring case; all documents if no name is given.

    Raises ``OptionError`` at the end if there are documents, and none of them has a property for a name.
    """
    can_match, is_empty = name is None, True
    for each in found:
        can_match, is_empty = can_match or _has_name(each), False
        if name is None or folded(_name_of(each) or "") == folded(name):
            yield each
    if not (can_match or is_empty):
        raise without_names("ids or parameters")


def without_names(found_by: str) -> OptionError:
    """The error about a name for a kind of documents without names; ``found_by``: the options that find them."""
    return OptionError("name", f"can't be given for this kind: its documents have no names; give {found_by}")


def _has_name(document: Any) -> bool:
    return isinstance(document, dict) and any(each in document for each in NAMES)


def _name_of(document: Any) -> str | None:
    """The name of a document; None for one without a name, and for a text or a number, which some lists hold."""
    named = (document.get(each) for each in NAMES) if isinstance(document, dict) else iter(())
    return next((each for each in named if isinstance(each, str)), None)

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds the document that a value means: by name, else by ID, else by slug (api: documents#names)."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

# The properties that a value is compared with, in this order: a name wins over another document's ID or slug.
NAME, ID, SLUG = "Name", "Id", "Slug"
WAYS = (NAME, ID, SLUG)
# The number of suggestions, the least similarity of a name, and the shortest part of a name that is looked for.
MOST, CLOSE, SHORTEST_PART = 5, 0.6, 3


AnyDocument = TypeVar("AnyDocument", bound=Mapping[str, Any])


def folded(name: Any) -> str:
    """A name as the server compares it: without surrounding blanks, ignoring case. Null is the empty text."""
    return "" if name is None else str(name).strip().casefold()


def has_id(document: Any, document_id: str) -> bool:
    """Whether an answer is the document with this ID: a GET by ID also finds documents by slug."""
    return isinstance(document, Mapping) and folded(document.get(ID) or "") == folded(document_id)


def meant(value: str, documents: Iterable[AnyDocument]) -> list[AnyDocument]:
    """The documents that ``value`` means; several if they have the same name."""
    everything, key = list(documents), folded(value)
    by_way = ([each for each in everything if folded(each.get(way) or "") == key] for way in WAYS)
    return next((found for found in by_way if found), [])


def unambiguous(entries: Any) -> list[dict[str, Any]]:
    """The entries of a list that have an ID, and a name that no other entry has; other values are ignored."""
    listed = entries if isinstance(entries, list) else []
    named = [each for each in listed if isinstance(each, dict) and _is_text(each.get(ID)) and _is_text(each.get(NAME))]
    often = Counter(folded(each[NAME]) for each in named)
    return [each for each in named if often[folded(each[NAME])] == 1]


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value)


def near_misses(value: str, names: Sequence[str]) -> list[str]:
    """Up to five of ``names`` that ``value`` may be meant for, best first.

    Similar names come first, and then names of which ``value`` is a part: ``Default Project Group`` for
    ``Default``.
    """
    part = folded(value)
    longer = [name for name in names if part in folded(name)] if len(part) >= SHORTEST_PART else []
    return list(dict.fromkeys([*similar(value, names, CLOSE), *longer]))[:MOST]


def similar(value: str, names: Sequence[str], cutoff: float) -> list[str]:
    """Up to five of ``names`` that are similar to ``value``, best first. ``cutoff``: the least similarity, up to 1."""
    by_folded = {folded(name): name for name in names}
    close = difflib.get_close_matches(folded(value), list(by_folded), n=MOST, cutoff=cutoff)
    return [by_folded[each] for each in close]

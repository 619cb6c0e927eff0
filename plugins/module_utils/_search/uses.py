# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The places in documents that a search finds, as a result shows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._model.to_come import without_id_to_come
from ansible_collections.octopus.deploy.plugins.module_utils._search.matching import DEFINES, NAME, VALUES, Matcher
from ansible_collections.octopus.deploy.plugins.module_utils._search.texts import OWN, Text, Walk, scope_names
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.masking import MASK, Mask, property_secrets
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import Document

BETWEEN = " > "
LONGEST, AROUND = 300, 100
ELLIPSIS = "..."


@dataclass(frozen=True)
class Searched:
    """A document to search. ``project``: the name of its project; ``owner``: the property with the ID of its owner."""

    kind: str
    name: str
    document: Document
    project: str = ""
    owner: str = ""

    def described(self) -> dict[str, Any]:
        """The part of an entry of the result that all places in the document have in common."""
        identity = without_id_to_come(self.document).get("Id")
        return {"kind": self.kind, "name": self.name, "id": identity, "project": self.project or None}


def uses_in(searched: Searched, matcher: Matcher, names: Mapping[str, str], mask: Mask) -> Iterator[dict[str, Any]]:
    """The entries of the result for one document, in its own order. ``mask``: knows the secrets of the task."""
    document = searched.document
    walk = Walk(OWN | ({searched.owner} if searched.owner else set()), {**names, **scope_names(document)})
    hidden: Mask | None = None
    for text in walk.texts(document):
        # A line is listed once, however many hits are in it.
        lines = {(text.value.count("\n", 0, hit.position) + 1, hit.role): hit.position for hit in matcher(text)}
        for (number, role), position in sorted(lines.items()):
            hidden = hidden or mask.also(property_secrets(document))
            yield {
                **searched.described(),
                "path": path_of(text, number, role),
                "text": definition(text, hidden) if role == DEFINES else line_of(text, position, hidden),
                "role": role,
            }


def path_of(text: Text, number: int, role: str) -> str:
    path = text.path[:-1] if role == DEFINES and text.key == NAME and text.path[-1:] == (NAME,) else text.path
    line = f", line {number}" if "\n" in text.value.rstrip("\n") else ""
    return f"{BETWEEN.join(path)}{line}"


def definition(text: Text, mask: Mask) -> str:
    """The value that a definition gives, unless it is a secret: its first line."""
    if text.key != NAME:
        return line_of(text, 0, mask)
    value = next((text.beside[each] for each in VALUES if text.beside.get(each) is not None), None)
    is_secret = text.beside.get("IsSensitive") is True or isinstance(value, Mapping)
    return MASK if is_secret else line_of(Text((), "", str(value or "")), 0, mask)


def line_of(text: Text, position: int, mask: Mask) -> str:
    """The line at a position, without secrets; of a very long one, the part around the position."""
    if text.is_secret:
        return MASK
    start = text.value.rfind("\n", 0, position) + 1
    end = text.value.find("\n", position)
    line = text.value[start : end if end >= 0 else len(text.value)]
    shown = mask.text(line)
    if len(shown) <= LONGEST:
        return shown.strip()
    # Masks can have moved the position, so the beginning of the line is masked alone to find it.
    first = max(len(mask.text(line[: position - start])) - AROUND, 0)
    last = first + LONGEST
    return f"{ELLIPSIS if first else ''}{shown[first:last].strip()}{ELLIPSIS if last < len(shown) else ''}"


def in_order(uses: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Entries by kind, project, name and ID; those of one document keep their order."""

    def place(use: Mapping[str, Any]) -> tuple[str, ...]:
        return (str(use["kind"]), folded(use["project"] or ""), folded(use["name"]), str(use["id"]))

    return sorted(uses, key=place)

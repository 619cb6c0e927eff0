# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every text in a document, with its place in words that a person can follow."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._locate.resolver import LIKE_AN_ID
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.masking import redacted
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import Document

# Properties that are not searched: they identify a document, name its author, or list everything that it could refer
# to.
OWN = frozenset(
    {"Id", "Links", "SpaceId", "Version", "ScopeValues", "LastModifiedBy", "LastModifiedOn", "LastModified"}
)
# A map of this name has keys of the user's own.
PROPERTIES = "Properties"
# The properties that can name an entry of a list; the first one with a text does.
NAMING = ("Name", "PackageId", "DisplayName", "Label")
# A secret in an answer is an object with this property; its hint can be a part of the secret.
SECRET = "HasValue"
WORDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
JSON_BEGINS = ("{", "[")


@dataclass(frozen=True)
class Text:
    """A text in a document.

    ``path``: its place in words, outermost first; ``key``: the property that holds it; ``group``: the list that its
    object is an entry of; ``beside``: that object, with secrets masked; ``is_secret``: whether nobody may see the text.
    """

    path: tuple[str, ...]
    key: str
    value: str
    group: str = ""
    beside: Mapping[str, Any] = field(default_factory=dict)
    is_secret: bool = False


@dataclass(frozen=True)
class Walk:
    """How a document is walked through. ``without``: the top properties that are left out; ``names``: names by ID."""

    without: frozenset[str] = OWN
    names: Mapping[str, str] = field(default_factory=dict)

    def texts(self, document: Document) -> Iterator[Text]:
        """Every text in a document, in the order of its properties."""
        parts = {key: part for key, part in document.items() if key not in self.without}
        yield from self._of_object(parts, redacted(parts), (), "")

    def _of_object(
        self, value: Mapping[str, Any], shown: Mapping[str, Any], path: tuple[str, ...], group: str
    ) -> Iterator[Text]:
        for key, part in value.items():
            if key in ("Id", "Links"):
                continue
            here = self._place(path, key)
            if LIKE_AN_ID.fullmatch(key):
                # Some maps have IDs as their keys, such as the environments by project of a tenant.
                yield Text(path, path[-1] if path else "", key, group, shown)
            if isinstance(part, Mapping) and SECRET in part:
                yield Text(here, key, "", group, shown, is_secret=True)
            elif isinstance(part, Mapping):
                yield from self._of_object(part, shown[key], here, "")
            elif isinstance(part, list):
                yield from self._of_list(part, shown[key], here, key)
            elif isinstance(part, (str, int, float)) and not isinstance(part, bool):
                yield Text(here, key, str(part), group, shown, is_secret=part != shown[key])

    def _of_list(self, value: list[Any], shown: list[Any], path: tuple[str, ...], key: str) -> Iterator[Text]:
        for number, (part, seen) in enumerate(zip(value, shown), 1):
            if isinstance(part, Mapping):
                yield from self._of_object(part, seen, (*path[:-1], self._entry(key, part, number)), key)
            elif isinstance(part, list):
                yield from self._of_list(part, seen, path, key)
            elif isinstance(part, str):
                yield Text(path, key, part)

    def _place(self, path: tuple[str, ...], key: str) -> tuple[str, ...]:
        """The place of a property: ``Container``, ``Image``, but ``property Octopus.Action.Script.ScriptBody``."""
        if path and path[-1] == PROPERTIES:
            return (*path[:-1], f"property {key}")
        return (*path, self.names.get(key, key))

    def _entry(self, key: str, part: Mapping[str, Any], number: int) -> str:
        """An entry of a list in words: ``step Deploy``, ``phase 2``, ``variable Url (Environment: Production)``."""
        word = WORDS.sub(" ", singular(key)).lower()
        named = next((part[each] for each in NAMING if isinstance(part.get(each), str) and part[each]), None)
        scope = part.get("Scope")
        scopes = scope.items() if isinstance(scope, Mapping) else ()
        limits = [
            f"{kind}: {', '.join(self.names.get(str(each), str(each)) for each in values)}"
            for kind, values in scopes
            if isinstance(values, list)
        ]
        limited = f" ({'; '.join(limits)})" if limits else ""
        return f"{word} {named or number}{limited}"


def singular(plural: str) -> str:
    """``Steps`` -> ``Step``, ``GitDependencies`` -> ``GitDependency``."""
    return f"{plural[:-3]}y" if plural.endswith("ies") else plural.removesuffix("s")


def pairs(text: Text) -> Iterator[tuple[str, str]]:
    """A text with its property, or the texts with their properties in a text that is JSON."""
    if not text.value.lstrip().startswith(JSON_BEGINS):
        yield text.key, text.value
        return
    try:
        found = json.loads(text.value)
    except (ValueError, RecursionError):
        yield text.key, text.value
        return
    yield from _pairs(text.key, found)


def _pairs(key: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for inner, part in value.items():
            yield from _pairs(str(inner), part)
    elif isinstance(value, list):
        for part in value:
            yield from _pairs(key, part)
    elif isinstance(value, str):
        yield key, value


def scope_names(document: Document) -> dict[str, str]:
    """The names by ID of everything that the variables of a set can be scoped to."""
    values = document.get("ScopeValues")
    lists = values.values() if isinstance(values, Mapping) else ()
    entries = [each for entries in lists if isinstance(entries, list) for each in entries if isinstance(each, Mapping)]
    return {str(each["Id"]): str(each["Name"]) for each in entries if each.get("Id") and each.get("Name")}

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The description that a real server has published of itself: its paths, and the path of an address."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Schema = Mapping[str, Any]
RELATIVE = "../shared/reference/octopus-server-2020.5-swagger.json"
RELATIVE_2021 = "../shared/reference/octopus-server-2021.2-swagger.json"
ROOT_DOCUMENT = "../shared/reference/root-2019.7.12.json"
PROJECT = Path(__file__).resolve().parents[2]
# The description's names for the space in a path, and the IDs of spaces in addresses.
SPACE_PLACES = ("{baseSpaceId}", "{spaceId}")
SPACE_ID = re.compile(r"spaces-\d+", re.IGNORECASE)
DEFINITIONS = "#/definitions/"
REFERENCE = re.compile(f'"{DEFINITIONS}([^"]*)"')
# The name of a page of a collection in newer descriptions, and in that of 2020.5.
COLLECTION, PAGE_OF = "Collection", "ResourceCollection_of_"
# Definitions that have another name in the description of 2021.2.
CALLED_ONCE = {"DeploymentConnectivityPolicy": "ProjectConnectivityPolicy", "ReleaseChangesResource": "ReleaseChanges"}
METHODS = ("get", "post", "put", "delete")
QUERY = re.compile(r"\{\?([^}]*)\}")


@dataclass(frozen=True)
class Operation:
    """``body``: the schema of the request's body; ``answers``: the schema for each status, if it has one.

    ``parameters``: the schema of each query parameter, by its lower-case name, if the description limits values;
    ``needed``: the query parameters that every request must have. ``of_a_table``: a row of a table has the operation,
    and the description does not.
    """

    method: str
    path: str
    query: frozenset[str]
    body: Schema | None
    answers: Mapping[str, Schema | None]
    of_a_table: bool = False
    parameters: Mapping[str, Schema] = field(default_factory=dict)
    needed: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def kind(self) -> str:
        """The collection: the first part of the path after the space."""
        parts = [part for part in self.path.split("/")[1:] if part not in SPACE_PLACES]
        return parts[1] if len(parts) > 1 else parts[0]


@dataclass
class Paths:
    """Finds the operation for a method and a path: of those that fit, the one with the most literal parts.

    ``_found`` keeps the results, because programs request the same paths again and again.
    """

    _by_length: dict[tuple[str, int], list[tuple[tuple[str, ...], Operation]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    _found: dict[tuple[str, str], tuple[int, Operation] | None] = field(default_factory=dict)

    def add(self, operation: Operation, path: str = "") -> None:
        """Add an operation. ``path``: another path of the same operation."""
        parts = tuple(part if part.startswith("{") else part.casefold() for part in (path or operation.path).split("/"))
        self._by_length[operation.method, len(parts)].append((parts, operation))
        self._found.clear()

    def find(self, method: str, path: str) -> tuple[int, Operation] | None:
        """The operation, and a number that is higher the more literal parts its path has."""
        if (method, path) not in self._found:
            self._found[method, path] = self._find(method, path)
        return self._found[method, path]

    def _find(self, method: str, path: str) -> tuple[int, Operation] | None:
        given = path.rstrip("/").casefold().split("/")
        fitting = [(parts, each) for parts, each in self._by_length[method, len(given)] if fits(parts, given)]
        found = max(fitting, key=lambda each: literal(each[0]), default=None)
        return (literal(found[0]), found[1]) if found else None

    def __iter__(self) -> Iterator[Operation]:
        found = (operation for group in self._by_length.values() for _parts, operation in group)
        return iter({operation.name: operation for operation in found}.values())


@dataclass(frozen=True)
class Description:
    version: str
    definitions: Mapping[str, Schema]
    paths: Paths


def fits(parts: tuple[str, ...], given: list[str]) -> bool:
    """Whether a path fits an address. Both are in lower case, except for names in braces."""
    for part, each in zip(parts, given, strict=True):
        if part in SPACE_PLACES:
            if not SPACE_ID.fullmatch(each):
                return False
        elif part.startswith("{"):
            if not each:
                return False
        elif part != each:
            return False
    return True


def literal(parts: tuple[str, ...]) -> int:
    return sum(2 for part in parts if not part.startswith("{")) + sum(part in SPACE_PLACES for part in parts)


def where(relative: str = RELATIVE) -> Path:
    return (PROJECT / relative).absolute()


def as_once(name: str) -> str:
    """The name of a definition in the description of 2020.5, which all tables use."""
    stem = name.removesuffix(COLLECTION)
    return f"{PAGE_OF}{stem}" if stem != name and not name.startswith(PAGE_OF) else CALLED_ONCE.get(name, name)


def read(path: Path) -> Description:
    """Read a description, and the root document beside it, whose links show the parameters of lists."""
    text = REFERENCE.sub(lambda found: f'"{DEFINITIONS}{as_once(found[1])}"', path.read_text(encoding="utf-8-sig"))
    content = json.loads(text)
    beside = path.parent / Path(ROOT_DOCUMENT).name
    links = json.loads(beside.read_text(encoding="utf-8"))["Links"] if beside.exists() else {}
    offered = parameters_of(links.values())
    definitions = {as_once(name): schema for name, schema in content["definitions"].items()}
    paths = Paths()
    for address, methods in content["paths"].items():
        whole = f"{content.get('basePath', '').rstrip('/')}{address}".rstrip("/")
        for method in METHODS:
            if method in methods:
                paths.add(operation(method, whole, methods[method], offered))
    return Description(content["info"]["version"].split("-")[0], definitions, paths)


def operation(method: str, path: str, said: Mapping[str, Any], offered: Mapping[str, set[str]]) -> Operation:
    parameters = said.get("parameters", [])
    query = {each["name"].casefold() for each in parameters if each["in"] == "query"}
    body = next((each["schema"] for each in parameters if each["in"] == "body"), None)
    # An operation without answers in the description answers 200, with anything.
    answers = {status: answer.get("schema") for status, answer in said["responses"].items()} or {"200": None}
    return Operation(method.upper(), path, frozenset(query | offered.get(spaceless(path), set())), body, answers)


def parameters_of(templates: Any) -> dict[str, set[str]]:
    """The query parameters in links, by the path of a list, of its ``/all``, and of its documents."""
    found: dict[str, set[str]] = defaultdict(set)
    for template in templates:
        names = {name.casefold() for part in QUERY.findall(template) for name in part.split(",")}
        path = spaceless(QUERY.sub("", template).replace("{/", "/{"))
        found[path] |= names
        if path.endswith("/{id}"):
            found[path.removesuffix("/{id}")] |= names
            found[path.replace("/{id}", "/all")] |= names
    return found


def spaceless(path: str) -> str:
    parts = path.split("/")
    if len(parts) > 3 and (parts[2] in SPACE_PLACES or SPACE_ID.fullmatch(parts[2])):
        parts = [*parts[:2], *parts[3:]]
    return "/".join(parts).casefold()

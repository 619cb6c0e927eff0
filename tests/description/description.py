# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The description that a real server published of itself: its paths, and which of them an address stands for."""

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
# The description's name for the space in an address, and the values that can stand there.
SPACE_PLACES = ("{baseSpaceId}", "{spaceId}")
SPACE_ID = re.compile(r"spaces-\d+", re.IGNORECASE)
DEFINITIONS = "#/definitions/"
REFERENCE = re.compile(f'"{DEFINITIONS}([^"]*)"')
# The page of a collection, as it is called and as it was.
COLLECTION, PAGE_OF = "Collection", "ResourceCollection_of_"
# Definitions that the description of 2021.2 calls by another name.
CALLED_ONCE = {"DeploymentConnectivityPolicy": "ProjectConnectivityPolicy", "ReleaseChangesResource": "ReleaseChanges"}
METHODS = ("get", "post", "put", "delete")
QUERY = re.compile(r"\{\?([^}]*)\}")


@dataclass(frozen=True)
class Operation:
    """``body``: what a request carries; ``answers``: the schema by status, where there is one.

    ``parameters``: the schema of each parameter of the query, by its name in small letters, where the description is
    to be held against values too; ``needed``: the parameters that no request may leave out.
    ``of_a_table``: the description does not have it, a row does.
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
        """The collection: the first part of the path that does not stand for a space."""
        parts = [part for part in self.path.split("/")[1:] if part not in SPACE_PLACES]
        return parts[1] if len(parts) > 1 else parts[0]


@dataclass
class Paths:
    """Finds the operation that a method and a plain path stand for: the one with the most literal parts.

    ``_found`` remembers what was found: programs ask the same paths again and again.
    """

    _by_length: dict[tuple[str, int], list[tuple[tuple[str, ...], Operation]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    _found: dict[tuple[str, str], tuple[int, Operation] | None] = field(default_factory=dict)

    def add(self, operation: Operation, path: str = "") -> None:
        """``path``: a further address of the same operation."""
        parts = tuple(part if part.startswith("{") else part.casefold() for part in (path or operation.path).split("/"))
        self._by_length[operation.method, len(parts)].append((parts, operation))
        self._found.clear()

    def find(self, method: str, path: str) -> tuple[int, Operation] | None:
        """The operation, and how much of its path is literal."""
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
    """Whether a path stands for an address; both are in small letters, but for the names of places."""
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
    """The name that the description of 2020.5, and with it every table, gives a definition."""
    stem = name.removesuffix(COLLECTION)
    return f"{PAGE_OF}{stem}" if stem != name and not name.startswith(PAGE_OF) else CALLED_ONCE.get(name, name)


def read(path: Path) -> Description:
    """Read a description, and the root document beside it, whose links say what lists can be asked for."""
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
    # An operation whose answers nobody lists answers well, with whatever it likes.
    answers = {status: answer.get("schema") for status, answer in said["responses"].items()} or {"200": None}
    return Operation(method.upper(), path, frozenset(query | offered.get(spaceless(path), set())), body, answers)


def parameters_of(templates: Any) -> dict[str, set[str]]:
    """The parameters that links give the addresses of a list, of its ``/all`` and of its documents."""
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

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
ROOT_DOCUMENT = "../shared/reference/root-2019.7.12.json"
PROJECT = Path(__file__).resolve().parents[2]
# What the description calls the space that comes before everything of a space's own, and what can stand there.
SPACE_PLACES = ("{baseSpaceId}", "{spaceId}")
SPACE_ID = re.compile(r"spaces-\d+", re.IGNORECASE)
METHODS = ("get", "post", "put", "delete")
QUERY = re.compile(r"\{\?([^}]*)\}")


@dataclass(frozen=True)
class Operation:
    """``body``: what a request carries; ``answers``: the schema by status, where there is one.

    ``of_a_table``: the description does not have it, a row does.
    """

    method: str
    path: str
    query: frozenset[str]
    body: Schema | None
    answers: Mapping[str, Schema | None]
    of_a_table: bool = False

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def kind(self) -> str:
        """The collection: the first part of the path that is no place for a space."""
        parts = [part for part in self.path.split("/")[1:] if part not in SPACE_PLACES]
        return parts[1] if len(parts) > 1 else parts[0]


@dataclass
class Paths:
    """Finds the operation that a method and a plain path stand for: the one with the most literal parts."""

    _by_length: dict[tuple[str, int], list[tuple[tuple[str, ...], Operation]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def add(self, operation: Operation) -> None:
        parts = tuple(operation.path.split("/"))
        self._by_length[operation.method, len(parts)].append((parts, operation))

    def find(self, method: str, path: str) -> Operation | None:
        given = path.rstrip("/").split("/")
        fitting = [(parts, each) for parts, each in self._by_length[method, len(given)] if fits(parts, given)]
        return max(fitting, key=lambda found: literal(found[0]))[1] if fitting else None

    def __iter__(self) -> Iterator[Operation]:
        return (operation for found in self._by_length.values() for _parts, operation in found)


@dataclass(frozen=True)
class Description:
    version: str
    definitions: Mapping[str, Schema]
    paths: Paths


def fits(parts: tuple[str, ...], given: list[str]) -> bool:
    for part, each in zip(parts, given, strict=True):
        if part in SPACE_PLACES:
            if not SPACE_ID.fullmatch(each):
                return False
        elif part.startswith("{"):
            if not each:
                return False
        elif part.casefold() != each.casefold():
            return False
    return True


def literal(parts: tuple[str, ...]) -> int:
    return sum(2 for part in parts if not part.startswith("{")) + sum(part in SPACE_PLACES for part in parts)


def where() -> Path:
    return (PROJECT / RELATIVE).absolute()


def read(path: Path) -> Description:
    """Read the description, and the root document beside it, whose links say what lists can be asked for."""
    content = json.loads(path.read_text(encoding="utf-8"))
    beside = path.parent / Path(ROOT_DOCUMENT).name
    links = json.loads(beside.read_text(encoding="utf-8"))["Links"] if beside.exists() else {}
    offered = parameters_of(links.values())
    paths = Paths()
    for address, methods in content["paths"].items():
        for method in METHODS:
            if method in methods:
                paths.add(operation(method, address, methods[method], offered))
    return Description(content["info"]["version"].split("-")[0], content["definitions"], paths)


def operation(method: str, path: str, said: Mapping[str, Any], offered: Mapping[str, set[str]]) -> Operation:
    parameters = said.get("parameters", [])
    query = {each["name"].casefold() for each in parameters if each["in"] == "query"}
    body = next((each["schema"] for each in parameters if each["in"] == "body"), None)
    answers = {status: answer.get("schema") for status, answer in said["responses"].items()}
    return Operation(method.upper(), path, frozenset(query | offered.get(spaceless(path), set())), body, answers)


def parameters_of(templates: Any) -> dict[str, set[str]]:
    """What each address of a list, of its ``/all`` and of its documents can be asked by the links to it."""
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

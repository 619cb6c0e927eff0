# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows of facts that a description lacks, and how a judge finds them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from description.description import DEFINITIONS, Operation, Paths, Schema

Release = tuple[int, int]
ALWAYS: Release = (0, 0)
NEVER: Release = (10000, 0)
TEXT: Schema = {"type": "string"}
WHOLE: Schema = {"type": "integer", "format": "int32"}
YES_NO: Schema = {"type": "boolean"}
MOMENT: Schema = {"type": "string", "format": "date-time"}
ANYTHING: Schema = {}


def many(of: Schema) -> Schema:
    return {"type": "array", "items": of}


def mapped(to: Schema) -> Schema:
    return {"type": "object", "additionalProperties": to}


def one_of(*words: str) -> Schema:
    return {"type": "string", "enum": list(words)}


def a(definition: str) -> Schema:
    return {"$ref": f"{DEFINITIONS}{definition}"}


@dataclass(frozen=True)
class Row:
    """A fact about the releases from ``since`` to before ``until``.

    ``evidence``: a section of docs/api, by page and anchor, and the source that the section names.

    ``what`` gives the meaning of ``where``:
    ``property``: Definition.Property, of the shape in ``schema``; ``word``: Definition.Property=Word;
    ``null``: Definition.Property may be null although it is a number, a boolean or an enumeration;
    ``gone``: answers do not have Definition.Property; ``needed``: requests must have Definition.Property;
    ``shape``: ``schema`` replaces the schema of Definition.Property; ``spelling``: paths may begin like this;
    ``path``: METHOD /path?names takes ``body``, and answers ``status`` with ``schema``;
    ``body``: METHOD /path takes ``body``; ``query``: METHOD /path?name; ``status``: METHOD /path=status, or *=status.
    """

    what: str
    where: str
    evidence: str
    schema: Schema = field(default_factory=dict)
    body: Schema | None = None
    since: Release = ALWAYS
    until: Release = NEVER
    status: str = "200"


@dataclass(frozen=True)
class Facts:
    """The rows for one release, by their ``what`` and ``where``."""

    rows: Mapping[tuple[str, str], Row]
    paths: Paths

    def row(self, what: str, *where: str) -> Row | None:
        for each in where:
            if found := self.rows.get((what, each)):
                return found
        return None


def facts_for(release: Release, tables: Iterable[Iterable[Row]]) -> Facts:
    rows = {(row.what, row.where): row for table in tables for row in table if row.since <= release < row.until}
    paths = Paths()
    for row in rows.values():
        if row.what == "path":
            method, path = row.where.split(" ", 1)
            path, _mark, query = path.partition("?")
            asked = frozenset(each.casefold() for each in query.split(",") if each)
            paths.add(Operation(method, path, asked, row.body, {row.status: row.schema}, True))
    return Facts(rows, paths)


def release_of(version: str) -> Release:
    """The release in a server's version. Development builds count as newer than any release."""
    if version.startswith("0.0.0"):
        return (9999, 0)
    year, month = version.split(".")[:2]
    return (int(year), int(month))


def properties_of(schema: Any, definitions: Mapping[str, Schema]) -> tuple[str, Schema]:
    """The name of a schema's definition, empty if it has none, and the schema itself."""
    if "$ref" not in schema:
        return "", schema
    name = schema["$ref"].removeprefix(DEFINITIONS)
    return name, definitions[name]

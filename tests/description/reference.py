# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the API reference of 2026, which has a notation of its own, as a description like the others.

The reference usually shows two levels. An object without fields means "not shown", so anything is valid there. The
base type of a polymorphic part, or of a polymorphic document, only has some of the properties.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from description.description import Description, Operation, Paths, Schema

RELATIVE = "../shared/reference/api-2026.json"
VERSION = "2026.3.0"
# The types of which the reference shows only the base type.
POLYMORPHIC = (
    *("Account", "Endpoint", "EnvironmentV2", "Feed", "PersistenceSettings", "RetentionPolicy", "TriggerAction"),
    *("PlatformHubAccount", "TriggerFilter", "WorkerPool"),
)
# The properties of base types that name the type. The reference does not show the types themselves.
TELLS_TYPES = {"Type", "AccountType", "CredentialType", "CommunicationStyle"}
PROPERTY_VALUE = {"IsSensitive", "SensitiveValue", "Value"}
SIMPLE: Mapping[str, Schema] = {
    "string": {"type": "string"},
    "date-time": {"type": "string", "format": "date-time"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "file": {},
    "any": {},
    "object": {},
    "array": {"type": "array"},
}
# The keys of limits, in the reference and in a description.
LIMITS = {"minLength": "minLength", "maxLength": "maxLength", "min": "minimum", "max": "maximum"}
# In an enumeration: the mark for words that are not shown, and the mark before the name of an enumeration.
PARTLY, NAMED = "…", "#"
SPACE = "{spaceId}"
BODY_OF = "body of "


@dataclass
class Reader:
    """Turns the reference's notation for values into schemas. Unnamed lists of fields are named after their place."""

    enums: Mapping[str, list[str]]
    definitions: dict[str, Schema] = field(default_factory=dict)

    def schema(self, spec: Mapping[str, Any], place: str) -> Schema:
        """The schema of a value. ``place``: the name for an unnamed list of fields."""
        if "schema" in spec:
            return a(spec["schema"])
        kind = spec.get("type", "object")
        found: dict[str, Any] = dict(SIMPLE.get(kind, {}))
        found |= {ours: spec[theirs] for theirs, ours in LIMITS.items() if theirs in spec}
        if "enum" in spec:
            found |= self.words(spec["enum"])
        if spec.get("fields"):
            return self.named(place, spec["fields"])
        if kind == "array":
            items = dict(self.schema(spec.get("items", {}), f"{place}[]"))
            found["items"] = {**items, **self.words(spec["itemEnum"])} if "itemEnum" in spec else items
        if kind == "map":
            found = {"type": "object", "additionalProperties": self.schema(spec.get("values", {}), f"{place}{{}}")}
        if kind == "page":
            return self.page(spec.get("items", {}), place)
        return found

    def words(self, said: Any) -> dict[str, list[str]]:
        words = self.enums[said.removeprefix(NAMED)] if isinstance(said, str) else said
        return {} if PARTLY in words else {"enum": words}

    def named(self, name: str, fields: Mapping[str, Any]) -> Schema:
        """A definition with this name and these fields. The value of a property has the same definition everywhere."""
        if fields.keys() == PROPERTY_VALUE and name != "PropertyValue":
            return a("PropertyValue")
        self.definitions[name] = {
            "type": "object",
            "properties": {key: self.schema(spec, f"{name}.{key}") for key, spec in fields.items()},
            "required": [key for key, spec in fields.items() if spec.get("required")],
            # A client may send back a document that it has read, which has more than a command takes, on every level.
            "partly": name in POLYMORPHIC or fields.keys() <= TELLS_TYPES or name.startswith(BODY_OF),
            "lenient": True,
        }
        return a(name)

    def page(self, items: Mapping[str, Any], place: str) -> Schema:
        """The schema of a page of a collection. Only Items differs between pages."""
        of = items.get("schema", place)
        envelope = dict(self.definitions["Page"]["properties"])
        envelope["Items"] = {"type": "array", "items": self.schema(items, place)}
        name = f"ResourceCollection_of_{of}"
        self.definitions[name] = {"type": "object", "properties": envelope}
        return a(name)

    def answer(self, said: Any, place: str) -> Schema | None:
        """The schema of an answer; None if the reference shows none."""
        if not said:
            return None
        if isinstance(said, str):
            kind, _of, name = said.rpartition(" of ")
            spec = {"schema": name}
            return self.schema({"type": kind, "items": spec} if kind else spec, place)
        # An answer may have a field "type" or "schema"; then the value is not a text.
        if isinstance(said.get("type"), str):
            return self.schema(said, place)
        return self.named(place, said)


def a(name: str) -> Schema:
    return {"$ref": f"#/definitions/{name}"}


def where_paths(said: Mapping[str, Any]) -> Iterator[str]:
    """The paths of an operation. A space can only be at the beginning."""
    for path in (said["path"], *said.get("also", ())):
        first, rest = path[: len("/api/{spaceId}")], path[len("/api/{spaceId}") :]
        yield first + rest.replace(SPACE, "{space}")


def operation(reader: Reader, said: Mapping[str, Any]) -> Operation:
    name = f"{said['method']} {said['path']}"
    query = said.get("query", ())
    parameters = {each["name"].casefold(): reader.schema(each, f"?{each['name']}") for each in query}
    needed = frozenset(each["name"].casefold() for each in query if each.get("required"))
    answers = {status: reader.answer(each, name) for status, each in said["responses"].items()}
    body = body_of(reader, said) if said.get("body") else None
    return Operation(
        said["method"], said["path"], frozenset(parameters), body, answers, parameters=parameters, needed=needed
    )


def body_of(reader: Reader, said: Mapping[str, Any]) -> Schema:
    """The schema of a body. A field that is also in the path is optional, because the reference leaves that open."""
    place = f"{BODY_OF}{said['method']} {said['path']}"
    if "$" in said["body"]:
        return reader.schema(said["body"]["$"], place)
    in_path = {part.strip("{}").casefold() for path in where_paths(said) for part in path.split("/") if "{" in part}
    in_path |= {"id", "spaceid"} | {f"{said['path'].split('/')[-2].rstrip('s')}id".casefold()}
    fields = {
        key: {**spec, "required": spec.get("required", False) and key.casefold() not in in_path}
        for key, spec in said["body"].items()
    }
    return reader.named(place, fields)


def read(path: Path) -> Description:
    content = json.loads(path.read_text(encoding="utf-8-sig"))
    reader = Reader(content["enums"])
    reader.named("Page", content["schemas"]["Page"])
    for name, fields in content["schemas"].items():
        reader.named(name, fields)
    paths = Paths()
    for said in content["operations"]:
        found = operation(reader, said)
        for address in where_paths(said):
            # A value that the address holds is not asked for as well.
            held = {part.strip("{}").casefold() for part in address.split("/") if part.startswith("{")}
            paths.add(replace(found, needed=found.needed - held), address)
    return Description(VERSION, reader.definitions, paths)

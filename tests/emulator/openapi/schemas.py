# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""JSON schemas of documents, made from the properties of their kinds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from emulator import shaping
from emulator.model import EVER, SYSTEM, Document, Kind, Prop, Release

Schema = Document
COMPONENTS = "#/components/schemas/"
SENSITIVE, VALUE, ERROR = "SensitiveValue", "PropertyValueResource", "Error"
TEXT: Schema = {"type": "string"}
MOMENT: Schema = {"type": "string", "format": "date-time"}
NUMBER: Schema = {"type": "integer", "format": "int32"}
LINKS: Schema = {"type": "object", "additionalProperties": {"type": "string"}, "readOnly": True}
# A schema for each type of a property; "date-span" is what servers of 2021.2 call a time span.
TYPES: Mapping[str, Schema] = {
    "str": TEXT,
    "int": NUMBER,
    "bool": {"type": "boolean"},
    "list": {"type": "array", "items": TEXT},
    "documents": {"type": "array", "items": {"type": "object"}},
    "dict": {"type": "object"},
    "timespan": {"type": "string", "format": "date-span"},
    "value": {"$ref": f"{COMPONENTS}{VALUE}"},
    "values": {"type": "object", "additionalProperties": {"$ref": f"{COMPONENTS}{VALUE}"}},
    "secret": {"$ref": f"{COMPONENTS}{SENSITIVE}"},
    # Answers leave it out, or have an empty text instead.
    "password": {"type": "string", "format": "password"},
    "any": {},
}
# A required text must not be empty either.
MINIMA = {"string": "minLength", "array": "minItems"}
SHARED: Mapping[str, Schema] = {
    ERROR: {
        "type": "object",
        "required": ["ErrorMessage"],
        "properties": {
            "ErrorMessage": TEXT,
            "Errors": {"type": "array", "items": TEXT},
            "ParsedHelpLinks": {"type": "array", "items": TEXT},
            "FullException": {"type": ["string", "null"]},
            "HelpText": TEXT,
        },
    },
    # A plain text, or a hidden one.
    VALUE: {"anyOf": [{"type": ["string", "null"]}, {"$ref": f"{COMPONENTS}{SENSITIVE}"}]},
}


def reference(name: str) -> Schema:
    return {"$ref": f"{COMPONENTS}{name}"}


def or_null(schema: Schema) -> Schema:
    """A schema that also allows null."""
    if "$ref" in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    if not isinstance(schema.get("type"), str):
        return schema
    nullable = {**schema, "type": [schema["type"], "null"]}
    if "enum" in schema:
        nullable["enum"] = [*schema["enum"], None]
    return nullable


# The last properties of documents.
CHANGED: Mapping[str, Schema] = {
    "LastModifiedOn": {**MOMENT, "readOnly": True},
    "LastModifiedBy": {"type": ["string", "null"], "readOnly": True},
    "Links": LINKS,
}


class Schemas:
    """The schemas of a server of one release, created at the first reference."""

    def __init__(self, release: Release, spaces: bool, kinds: Mapping[str, Kind]) -> None:
        self.release, self.spaces, self.kinds = release, spaces, kinds
        self.made: dict[str, Schema] = {**SHARED, SENSITIVE: self._sensitive()}

    def _sensitive(self) -> Schema:
        properties = {"HasValue": {"type": "boolean"}, "NewValue": {"type": ["string", "null"]}}
        if self.release >= shaping.HINTS:
            properties["Hint"] = {"type": ["string", "null"]}
        return {"type": "object", "properties": properties}

    def document(self, collection: str) -> Schema:
        """A reference to a document of a collection."""
        kind = self.kinds[collection]
        name = f"{kind.item_type}Resource"
        if name not in self.made:
            # Reserve the name first, because a schema may refer to itself.
            self.made[name] = {}
            self.made[name] = self._of_kind(kind, name)
        return reference(name)

    def page(self, collection: str) -> Schema:
        """A reference to a page of a collection."""
        kind = self.kinds[collection]
        name = f"{kind.item_type}ResourceCollection"
        if name not in self.made:
            numbers = ("TotalResults", "ItemsPerPage", "NumberOfPages", "LastPageNumber")
            extra = self.object(kind.extra_props, {}, {})["properties"]
            properties = {
                "ItemType": TEXT,
                **dict.fromkeys(numbers, NUMBER),
                "Items": {"type": "array", "items": self.document(collection)},
                **({"IsStale": {"type": "boolean"}, "Links": LINKS} if kind.is_resource else {}),
            }
            self.made[name] = {
                "type": "object",
                "required": list(properties),
                "properties": {**properties, **extra},
            }
        return reference(name)

    def settings(self, name: str, props: Iterable[Prop]) -> Schema:
        """A reference to a settings document."""
        if name not in self.made:
            head = {"Id": {"type": ["string", "null"], "readOnly": True}}
            self.made[name] = self.object(props, head, CHANGED)
        return reference(name)

    def written(self, kind: Kind, method: str) -> Schema:
        """The schema for a write of a document, with only the requirements of this method."""
        more = sorted(self._demanded(kind.props, method) - self._needed(kind.props))
        own = self.document(kind.collection)
        return {"allOf": [own, {"type": "object", "required": more}]} if more else own

    def _of_kind(self, kind: Kind, name: str) -> Schema:
        head: dict[str, Schema] = {"Id": {"type": "string", "readOnly": True}}
        if self.spaces and kind.scope != SYSTEM:
            head["SpaceId"] = {"type": ["string", "null"]}
        tail = CHANGED if kind.is_resource else {}
        if not kind.variant_by:
            return self.object(kind.props, head, tail)
        by = next(prop for prop in kind.props if prop.name == kind.variant_by)
        mapping = {}
        for choice in self.choices(by):
            own = self.object(kind.variants[choice], {by.name: {"type": "string", "enum": [choice]}}, {})
            common = self.object([prop for prop in kind.props if prop is not by], head, tail)
            properties = {**common["properties"], **own["properties"]}
            required = sorted({by.name, *common.get("required", ()), *own.get("required", ())})
            self.made[f"{name}.{choice}"] = {"type": "object", "required": required, "properties": properties}
            mapping[choice] = f"{COMPONENTS}{name}.{choice}"
        return {
            "oneOf": [{"$ref": each} for each in mapping.values()],
            "discriminator": {"propertyName": by.name, "mapping": mapping},
        }

    def object(self, props: Iterable[Prop], head: Mapping[str, Schema], tail: Mapping[str, Schema]) -> Schema:
        here = [prop for prop in props if prop.since <= self.release < prop.until]
        required = sorted(self._needed(here))
        return {
            "type": "object",
            **({"required": required} if required else {}),
            "properties": {**head, **{prop.name: self.of_prop(prop) for prop in here}, **tail},
        }

    def _needed(self, props: Iterable[Prop]) -> set[str]:
        """The properties that every write must have, without those that clients never send."""
        always = {prop.name for prop in props if prop.required and not prop.read_only}
        return always | (self._demanded(props, "POST") & self._demanded(props, "PUT"))

    def _demanded(self, props: Iterable[Prop], method: str) -> set[str]:
        return {prop.name for prop in props if method in prop.demanded and self.release >= prop.demanded[method]}

    def of_prop(self, prop: Prop) -> Schema:
        schema: Any = {**TYPES[prop.type], **self._limited(prop)}
        if prop.choices:
            words = {"type": "string", "enum": list(self.choices(prop))}
            schema = {"type": "array", "items": words} if prop.type == "list" else words
        if prop.parts:
            inside = self.object(prop.parts, {}, {})
            schema = {"type": "array", "items": inside} if prop.type == "documents" else inside
        if prop.required and schema.get("type") in MINIMA:
            schema = {MINIMA[schema["type"]]: 1, **schema}
        if prop.nullable or (prop.default is None and not prop.required):
            schema = or_null(schema)
        notes: Schema = {}
        if prop.read_only or prop.computed:
            notes["readOnly"] = True
        elif prop.default is not None and not prop.required:
            notes["default"] = prop.default
        if prop.never_returned:
            notes["writeOnly"] = True
        if prop.reference:
            notes["description"] = f"An ID of {prop.reference.replace(' ', ' or ')}."
        if prop.create_only:
            notes["description"] = "Stays as it was when the document was created."
        return {**schema, **notes}

    def choices(self, prop: Prop) -> tuple[str, ...]:
        return tuple(each for each in prop.choices if self.release >= prop.choices_since.get(each, EVER))

    def _limited(self, prop: Prop) -> Schema:
        limit = prop.limit
        if limit is None or self.release < limit.since:
            return {}
        if prop.type == "int":
            return {"minimum": limit.lowest, "maximum": limit.highest}
        return {**({"minLength": limit.lowest} if limit.lowest else {}), "maxLength": limit.highest}

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The description in Swagger 2.0, as real servers publish it; it is looser where Swagger 2.0 can't express a rule."""

from __future__ import annotations

from typing import Any

from emulator.model import Document, Release
from emulator.openapi.paths import UPLOAD
from emulator.openapi.schemas import COMPONENTS, Schema

# Paths are below "/" on a server of 2020.5 and below "/api" on one of 2021.2; which release changed it is unverified.
BELOW_API: Release = (2021, 2)
# The keys that OpenAPI 3 has in a parameter itself, and not in its schema.
SIMPLE = ("type", "format", "enum", "items", "pattern", "minimum", "maximum", "default")


def swagger(described: Document, release: Release) -> Document:
    """``described``: the document as OpenAPI 3.1."""
    address = described["servers"][0]["url"]
    base, below = (address, "") if release >= BELOW_API else (address.removesuffix("/api") or "/", "/api")
    components = described["components"]
    return {
        "swagger": "2.0",
        "info": described["info"],
        "basePath": base,
        "consumes": ["application/json"],
        "produces": ["application/json"],
        "security": described["security"],
        "securityDefinitions": components["securitySchemes"],
        "paths": {
            f"{below}{path}".rstrip("/") or "/": {method: operation(each) for method, each in item.items()}
            for path, item in described["paths"].items()
        },
        "responses": {status: answer(each) for status, each in components["responses"].items()},
        "definitions": definitions(components["schemas"]),
    }


def definitions(schemas: Document) -> Document:
    """The schemas; one with variants has the properties of all variants."""
    found = dict(schemas)
    for name, schema in schemas.items():
        if "discriminator" in schema:
            variants = schema["discriminator"]["mapping"].values()
            found[name] = merged([found.pop(each.removeprefix(COMPONENTS)) for each in variants])
    return {name: loosened(each) for name, each in found.items()}


def merged(variants: list[Schema]) -> Schema:
    """Variants merged: the common required properties are required, and properties that differ may be anything."""
    properties: dict[str, Schema] = {}
    for variant in variants:
        for name, each in variant["properties"].items():
            properties[name] = each if properties.get(name, each) == each else widened(properties[name], each)
    required = set.intersection(*(set(variant["required"]) for variant in variants))
    return {"type": "object", "required": sorted(required), "properties": properties}


def widened(one: Schema, other: Schema) -> Schema:
    if "enum" in one and "enum" in other:
        return {"type": "string", "enum": [*one["enum"], *other["enum"]]}
    return {}


def body(described: Document) -> Document:
    """The parameter for a body; for a form, its file."""
    needed = {"required": True} if described.get("required") else {}
    if UPLOAD in described["content"]:
        return {"name": "file", "in": "formData", **needed, "type": "file"}
    (content,) = described["content"].values()
    schema = loosened(content["schema"])
    return {"name": "body", "in": "body", **needed, "schema": schema}


def consumed(described: Document) -> list[str]:
    """The media types of the body."""
    return list(described.get("requestBody", {}).get("content", ()))


def operation(described: Document) -> Document:
    found = {key: each for key, each in described.items() if key not in ("parameters", "requestBody", "responses")}
    parameters = [parameter(each) for each in described.get("parameters", ())]
    if "requestBody" in described:
        parameters.append(body(described["requestBody"]))
    media = {each for answered in described["responses"].values() for each in answered.get("content", ())}
    return {
        **found,
        **({"parameters": parameters} if parameters else {}),
        **({"consumes": taken} if (taken := consumed(described)) not in ([], ["application/json"]) else {}),
        **({"produces": sorted(media | {"application/json"})} if media != {"application/json"} else {}),
        "responses": {status: answer(each) for status, each in described["responses"].items()},
    }


def parameter(described: Document) -> Document:
    kept = {key: each for key, each in described.items() if key not in ("schema", "example")}
    return {**kept, **{key: described["schema"][key] for key in SIMPLE if key in described["schema"]}}


def answer(described: Document) -> Document:
    if "$ref" in described:
        return {"$ref": described["$ref"].replace("#/components/", "#/")}
    content = described.get("content", {})
    schema = content.get("application/json", {}).get("schema")
    if "text/plain" in content:
        schema = {"type": "string"}
    elif content and schema is None:
        # The wording of servers of 2021.2.
        schema = {"type": "string", "format": "binary"}
    return {"description": described["description"], **({"schema": loosened(schema)} if schema else {})}


def loosened(schema: Schema) -> Schema:
    """A schema without null, alternatives and write-only properties."""
    if "$ref" in schema:
        return {"$ref": schema["$ref"].replace(COMPONENTS, "#/definitions/")}
    if "anyOf" in schema or "oneOf" in schema:
        return alternative(schema)
    found: dict[str, Any] = {key: each for key, each in schema.items() if key != "writeOnly"}
    if isinstance(schema.get("type"), list):
        found |= {"type": schema["type"][0], "x-nullable": True}
        if "enum" in schema:
            found["enum"] = [each for each in schema["enum"] if each is not None]
    for key in ("items", "additionalProperties"):
        if isinstance(schema.get(key), dict):
            found[key] = loosened(schema[key])
    if "properties" in schema:
        found["properties"] = {name: loosened(each) for name, each in schema["properties"].items()}
    if "allOf" in schema:
        found["allOf"] = [loosened(each) for each in schema["allOf"]]
    return found


def alternative(schema: Schema) -> Schema:
    """A schema for several alternatives: the only one that is not null, otherwise any value."""
    kinds = [each for each in schema.get("anyOf", ()) if each != {"type": "null"}]
    notes: Schema = {key: schema[key] for key in ("description", "readOnly") if key in schema}
    if len(kinds) == 1:
        return {"x-nullable": True, **notes, "allOf": [loosened(kinds[0])]}
    return notes

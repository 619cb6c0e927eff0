# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds answers against the description that the server itself publishes: they are as it says, and have no more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import jsonschema
import requests

JSON = "application/json"


@dataclass
class Described:
    """``document``: OpenAPI 3.1. ``wrong``: the answers that differ from it."""

    document: dict[str, Any]
    wrong: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        # With the fewest places first: /users/me before /users/{id}.
        paths = sorted(self.document["paths"], key=lambda path: (path.count("{"), path))
        self._paths = [(pattern(path), path) for path in paths]

    def hold(self, answer: requests.Response, *dummy: Any, **dummies: Any) -> None:
        """A hook of ``requests``."""
        method = str(answer.request.method).lower()
        path = urlsplit(str(answer.request.url)).path.removeprefix("/api") or "/"
        found = next((each for form, each in self._paths if form.fullmatch(path) and method in self._item(each)), None)
        where = f"{method} {found or path}: {answer.status_code}"
        if found is None:
            self.wrong.add(f"{where} is not described")
            return
        response = self._item(found)[method]["responses"].get(str(answer.status_code))
        if response is None:
            self.wrong.add(f"{where} is not described")
        elif JSON in response.get("content", {}):
            schema = response["content"][JSON]["schema"]
            validator = jsonschema.Draft202012Validator({**schema, "components": self.document["components"]})
            self.wrong.update(f"{where} {each.message}" for each in validator.iter_errors(answer.json()))
            self.wrong.update(f"{where} {each}" for each in self._more(schema, answer.json(), "answer"))

    def _item(self, path: str) -> dict[str, Any]:
        item: dict[str, Any] = self.document["paths"][path]
        return item

    def _more(self, schema: dict[str, Any], value: Any, where: str) -> Iterator[str]:
        """The properties that no schema has."""
        schema = self._meant(schema, value)
        if isinstance(value, list) and "items" in schema:
            for each in value:
                yield from self._more(schema["items"], each, f"{where}[]")
        if isinstance(value, dict) and "properties" in schema:
            for name, each in value.items():
                if name not in schema["properties"]:
                    yield f"{where}.{name} is not described"
                else:
                    yield from self._more(schema["properties"][name], each, f"{where}.{name}")

    def _meant(self, schema: dict[str, Any], value: Any) -> dict[str, Any]:
        """The schema that is referred to, or the one of several that a value is of."""
        if "$ref" in schema:
            return self._meant(self.document["components"]["schemas"][schema["$ref"].rpartition("/")[2]], value)
        if "discriminator" in schema and isinstance(value, dict):
            mapping, name = schema["discriminator"]["mapping"], schema["discriminator"]["propertyName"]
            return self._meant({"$ref": mapping[value[name]]}, value)
        for each in schema.get("anyOf", ()):
            inner = self._meant(each, value)
            if isinstance(value, dict) and inner.get("type") == "object":
                return inner
        return schema


def pattern(path: str) -> re.Pattern[str]:
    form = re.escape(path).replace(r"\{baseSpaceId\}", r"Spaces-\d+")
    return re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", form), re.IGNORECASE)

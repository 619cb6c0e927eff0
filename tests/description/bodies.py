# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares a body with its schema: types, words, missing properties and unknown properties."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

import orjson

from description.description import Schema
from description.facts import Facts, properties_of
from description.forms import Form
from description.variants import VARIANTS

JSON_TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
    "array": (list,),
    "object": (dict,),
    "file": (str,),
}
# The descriptions' names for the value of a property, which is a text or an object that stands for a secret.
PROPERTY_VALUES = ("PropertyValueResource", "PropertyValue")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?(Z|[+-]\d\d:\d\d)")
# Longer values are cut off in problems, because they may be private and say no more.
MOST = 40


@dataclass(frozen=True)
class Problem:
    """A difference. ``where``: the definition and property; ``what``: how the value differs.

    ``refusable``: a server with the rule refuses requests that break it, so an accepted request is a problem, too.
    """

    where: str
    what: str
    refusable: bool = False


@dataclass
class Bodies:
    """Judges bodies of one release. ``planted``: wrong names that a test has put into documents on purpose.

    ``sent``: the body is a request's, and needs the properties that the server requires. ``taken``: the server has also
    accepted it. ``seen`` collects every definition and property that had a value. ``faultless``: the objects so far
    without a problem, many of which occur again. ``forms``: the forms of all objects so far.

    In requests, the names of a ``lenient`` definition ignore case, and its required properties may be empty. A
    ``partly`` known definition has properties that the description does not list.
    """

    definitions: Mapping[str, Schema]
    facts: Facts
    planted: frozenset[str] = frozenset()
    sent: bool = False
    taken: bool = False
    seen: set[tuple[str, str]] = field(default_factory=set)
    faultless: set[tuple[object, ...]] = field(default_factory=set)
    forms: dict[tuple[int, str, str], Form] = field(default_factory=dict)

    def problems(self, value: Any, schema: Schema, where: str) -> Iterator[Problem]:
        """How a value differs from its schema. ``where``: the place of the value, for messages."""
        name, schema = properties_of(schema, self.definitions)
        kind = schema.get("type")
        if value is None:
            if (kind in ("integer", "number", "boolean") or "enum" in schema) and not self.facts.row(
                "null", where, "*"
            ):
                yield Problem(where, f"null is no {'word of its list' if 'enum' in schema else kind}")
            return
        if name in PROPERTY_VALUES:
            yield from self._property_value(value)
            return
        if not kind or is_anything(schema, name):
            return
        if not isinstance(value, JSON_TYPES[kind]) or (kind == "integer" and isinstance(value, bool)):
            yield Problem(where, f"{short(value)} is no {kind}")
        elif isinstance(value, str):
            yield from self._text(value, schema, where)
        elif isinstance(value, list):
            for each in value:
                yield from self.problems(each, schema.get("items", {}), f"{where}[]")
        elif isinstance(value, dict):
            yield from self._known(value, schema, name, where)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            yield from self._number(value, schema, where)

    def _text(self, value: str, schema: Schema, where: str) -> Iterator[Problem]:
        if not (
            "enum" not in schema or self._is_word(value, schema["enum"]) or self.facts.row("word", f"{where}={value}")
        ):
            yield Problem(where, f"{short(value)} is none of {short(', '.join(schema['enum']), 120)}", True)
        if schema.get("format") == "date-time" and not MOMENT.fullmatch(value):
            yield Problem(where, f"{short(value)} is no date-time")
        if schema.get("format") == "uuid" and not is_uuid(value):
            yield Problem(where, f"{short(value)} is no uuid")
        if len(value) < schema.get("minLength", 0):
            yield Problem(where, "is empty", True)
        if len(value.strip() if self.taken else value) > schema.get("maxLength", len(value)):
            yield Problem(where, f"a text of {len(value)} characters is longer than {schema['maxLength']}", True)

    def _is_word(self, value: str, words: Sequence[str]) -> bool:
        """Whether a text is one of the words. Servers ignore case in requests, but never in answers."""
        return value in words or (self.taken and value.casefold() in {each.casefold() for each in words})

    def _number(self, value: float, schema: Schema, where: str) -> Iterator[Problem]:
        if schema.get("format") == "int32" and not -(2**31) <= value < 2**31:
            yield Problem(where, f"{value} is no int32")
        if not schema.get("minimum", value) <= value <= schema.get("maximum", value):
            said = f"{schema.get('minimum', '')} to {schema.get('maximum', '')}"
            yield Problem(where, f"{value} is not from {said}", True)

    def _known(self, value: dict[str, Any], schema: Schema, name: str, where: str) -> Iterator[Problem]:
        """The problems of an object, unless an equal one has been judged and had none."""
        digest = blake2b(orjson.dumps(value), digest_size=16).digest()
        key = (digest, where, name, id(schema), id(self.facts), self.planted, self.sent, self.taken)
        if key in self.faultless:
            return
        found = list(self._object(value, schema, name, where))
        if not found:
            self.faultless.add(key)
        yield from found

    def _object(self, value: dict[str, Any], schema: Schema, name: str, where: str) -> Iterator[Problem]:
        if "additionalProperties" in schema:
            for each in value.values():
                yield from self.problems(each, schema["additionalProperties"], f"{where}{{}}")
            return
        known: Mapping[str, Schema] = schema.get("properties", {})
        if not name:
            # A map whose keys are words; it may have only some of them.
            for key, each in value.items():
                if key in known or self.facts.row("word", f"{where}={key}"):
                    yield from self.problems(each, known.get(key, {}), f"{where}{{}}")
                else:
                    yield Problem(where, f"{short(key)} is no key of it")
            return
        form = self._form(name, value, schema)
        if self.sent and schema.get("lenient"):
            value = {form.spelled.get(key.casefold(), key): each for key, each in value.items()}
        yield from self._properties(value, form)
        yield from self._missing(value, form)

    def _form(self, name: str, value: dict[str, Any], schema: Schema) -> Form:
        variant = VARIANTS.get(name)
        kind = str(value.get(variant.by)) if variant else ""
        # Within a judge, the facts and the name tell the definition.
        key = (id(self.facts), name, kind)
        if key not in self.forms:
            self.forms[key] = Form(self.facts, schema, name, kind)
        return self.forms[key]

    def _properties(self, value: dict[str, Any], form: Form) -> Iterator[Problem]:
        partly = bool(form.schema.get("partly"))
        for key, each in value.items():
            found = form.property(key)
            if found.schema is None:
                if key not in self.planted and not partly:
                    yield Problem(found.where, "nobody knows this property")
                continue
            if each is not None and not self.sent:
                self.seen.add(found.seen)
            # Most properties are texts without rules.
            if not (found.is_any_text and (each is None or isinstance(each, str))):
                yield from self.problems(each, found.schema, found.where)

    def _missing(self, value: dict[str, Any], form: Form) -> Iterator[Problem]:
        if self.sent:
            nothing: tuple[Any, ...] = (None,) if form.schema.get("lenient") else (None, "", [])
            for key in form.needed:
                if value.get(key) in nothing:
                    yield Problem(f"{form.name}.{key}", "is needed, and missing", True)
            return
        for key in form.known:
            if key not in value and not form.may_lack(key):
                yield Problem(f"{form.name}.{key}", "is missing")

    def _property_value(self, value: Any) -> Iterator[Problem]:
        """The problems of a text, or of an object that stands for a secret (api: documents#secrets)."""
        if not self.sent:
            self.seen.add(("PropertyValueResource", "SensitiveValue" if isinstance(value, dict) else "Value"))
        if isinstance(value, dict):
            yield from self.problems(value, {"$ref": "#/definitions/SensitiveValue"}, "PropertyValueResource")
        elif not isinstance(value, str):
            yield Problem("PropertyValueResource", f"{short(value)} is neither a text nor a SensitiveValue")


def is_anything(schema: Schema, name: str) -> bool:
    """Whether a schema describes .NET's own object, which has no properties in descriptions."""
    return schema["type"] == "object" and not name and not schema.keys() & {"properties", "additionalProperties"}


def short(value: Any, most: int = MOST) -> str:
    text = value if isinstance(value, str) else repr(value)
    return f"'{text[:most]}…'" if len(text) > most else f"'{text}'"


def is_uuid(value: str) -> bool:
    try:
        uuid.UUID(value)
    except ValueError:
        return False
    return True

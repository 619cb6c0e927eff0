# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes ``docs/schema/octopus_config.schema.json``: the JSON schema of the files that octopus_config reads.

The options come from the argument specifications by which octopus_config checks items, and the descriptions come
from the documentation of the modules. Editors read YAML 1.2 and Ansible reads YAML 1.1, so the schema allows ``yes``,
which is a text in 1.2 and a boolean in 1.1.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import combinations
from typing import Any

from ansible.module_utils.parsing.convert_bool import BOOLEANS
from ansible_collections.octopus.deploy.plugins.module_utils._config.files import SCHEMA_ADDRESS
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.variable_short_form import SCOPES
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Argument, Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.options import item_arguments, item_groups
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.number import Number
from antsibull_docs_parser.ansible_doc_text import to_ansible_doc_text
from antsibull_docs_parser.parser import Context, parse
from checks import ROOT
from module_docs import Docs, described_options, documentation

PATH = ROOT / "docs" / "schema" / "octopus_config.schema.json"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]
# A schema that occurs several times and has at least this many characters is moved to $defs.
LONG = 300
# An option that is null counts as not given.
GIVEN: Schema = {"not": {"type": "null"}}
TEXT_TYPES = ("str", "path")
SCALAR = ["string", "number", "boolean"]
NAMES = {"type": [*SCALAR, "array", "null"], "items": {"type": ["string", "integer", "boolean"]}}
# The forms of values that the argument specification does not show, by the kind and the option.
SHORT_FORMS: Mapping[tuple[str, str], Schema] = {
    ("variables", "values"): {
        "type": ["object", "null"],
        "additionalProperties": {
            "type": [*SCALAR, "array"],
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["value"],
                "properties": {
                    "value": GIVEN,
                    "scope": {
                        "type": ["object", "null"],
                        "properties": dict.fromkeys(SCOPES, NAMES),
                        "additionalProperties": False,
                    },
                },
                "additionalProperties": False,
            },
        },
    }
}


def config_schema(kinds: Iterable[Resource]) -> str:
    """The content of the schema's file. ``kinds``: the kinds that a configuration can have."""
    properties = {each.plural: _kind(each) for each in kinds}
    schema = {
        "$schema": DIALECT,
        "$id": SCHEMA_ADDRESS,
        "title": "A configuration for octopus.deploy.octopus_config",
        "description": "Files that the option src of octopus_config names. The keys are kinds of documents.",
        "type": "object",
        "properties": {"$schema": {"type": "string", "description": "The schema of the file."}, **properties},
        "additionalProperties": False,
    }
    return f"{json.dumps(_written_once(schema), indent=1, ensure_ascii=False)}\n"


def _kind(resource: Resource) -> Schema:
    name = f"octopus_{resource.kind}"
    items = _options(item_arguments(resource), resource.fields, described_options(name), item_groups(resource))
    for (plural, option), form in SHORT_FORMS.items():
        if plural == resource.plural:
            items["properties"][option].update(form)
    description = f"{documentation('modules', name)['short_description']}: the options of {name}."
    return {"description": description, "type": "array", "items": items}


def _options(
    arguments: Mapping[str, Argument], fields: Sequence[Field], docs: Docs, groups: Mapping[str, Any]
) -> Schema:
    """The schema of a mapping of options. ``groups``: rules for several options, by Ansible's names for them."""
    known = {each.option: each for each in fields}
    schema: Schema = {"type": "object", "properties": {}, "additionalProperties": False}
    names = {option: [option, *argument.get("aliases", ())] for option, argument in arguments.items()}
    for option, argument in arguments.items():
        field = known.get(option)
        value = {"description": _text(docs[option]), **_value(argument, field, docs[option])}
        if argument.get("default") is not None:
            value["default"] = argument["default"]
        schema["properties"][option] = value
        for alias in argument.get("aliases", ()):
            schema["properties"][alias] = {**value, "description": f"The option {option}. {value['description']}"}
    required = [option for option, argument in arguments.items() if argument.get("required")]
    if required:
        schema["required"] = required
    rules = [{"not": {"required": [*two]}} for each in names.values() for two in combinations(each, 2)]
    rules += _rules(groups, names)
    if rules:
        schema["allOf"] = rules
    return schema


def _rules(groups: Mapping[str, Any], names: Mapping[str, list[str]]) -> list[Schema]:
    """The schemas of the rules for several options. ``names``: the spellings of each option.

    Raises ``SystemExit`` for a type of rule that this script does not support yet.
    """
    unknown = set(groups) - {"mutually_exclusive", "required_one_of"}
    if any(groups[each] for each in unknown if each.startswith(("mutually", "required_"))):
        raise SystemExit(f"tests/tools/config_schema.py: write the schema of {', '.join(sorted(unknown))}")
    exclusive = [
        {"not": {"type": "object", "allOf": [_is_given(names[each]) for each in two]}}
        for group in groups.get("mutually_exclusive", ())
        for two in combinations(group, 2)
    ]
    one_of = [
        {"anyOf": [_is_given([name]) for option in group for name in names[option]]}
        for group in groups.get("required_one_of", ())
    ]
    return [*one_of, *exclusive]


def _is_given(spellings: Sequence[str]) -> Schema:
    found = [{"required": [each], "properties": {each: GIVEN}} for each in spellings]
    return found[0] if len(found) == 1 else {"anyOf": found}


def _value(argument: Argument, field: Field | None, docs: Docs) -> Schema:
    """The schema of an option's value. Null means that the option is not given."""
    kind = argument.get("type", "str")
    if kind in ("raw", "json"):
        # octopus_config accepts no number or boolean as JSON, because its spelling is lost.
        return {"type": ["object", "array", "string", "null"]} if kind == "json" else {}
    parts = field.type.parts() if field else ()
    if kind == "list":
        return _list(argument, parts, docs)
    if argument.get("options"):
        schema = _options(argument["options"], parts, docs.get("suboptions") or {}, argument)
        return {**schema, "type": _or_null("object", argument)}
    if kind == "dict":
        return {"type": _or_null("object", argument)}
    if kind == "bool":
        return {"$ref": f"#/$defs/{BOOLEAN}"}
    if kind == "int":
        return {"type": ["integer", "string", "null"], "pattern": WHOLE_NUMBER, **_range(field)}
    if kind not in TEXT_TYPES:
        raise SystemExit(f"tests/tools/config_schema.py: write the schema of the type {kind}")
    choices = argument.get("choices")
    if choices:
        return {"enum": [*choices] if argument.get("required") else [*choices, None]}
    return {"type": _or_null("string", argument)}


def _list(argument: Argument, parts: Sequence[Field], docs: Docs) -> Schema:
    """The schema of a list. A list of texts may also be a single text, which Ansible splits at commas."""
    if argument.get("options"):
        items = _options(argument["options"], parts, docs.get("suboptions") or {}, argument)
        return {"type": _or_null("array", argument), "items": items}
    choices = argument.get("choices")
    texts = ["array", "string", *([] if argument.get("required") else ["null"])]
    if not choices:
        return {"type": texts, "items": {"type": "string"}}
    word = f"({'|'.join(map(re.escape, choices))})"
    return {"type": texts, "items": {"enum": choices}, "pattern": f"^{word}(,{word})*$"}


def _or_null(kind: str, argument: Argument) -> str | list[str]:
    return kind if argument.get("required") else [kind, "null"]


def _range(field: Field | None) -> Schema:
    number = field.type if field else None
    if not isinstance(number, Number) or number.minimum is number.maximum is None:
        return {}
    most = {} if number.maximum is None else {"maximum": number.maximum}
    return {"minimum": number.minimum or 0, **most}


def _any_case(word: str) -> str:
    return "".join(f"[{each.upper()}{each}]" if each.isalpha() else each for each in word)


WORDS = "|".join(sorted(_any_case(each) for each in BOOLEANS if isinstance(each, str)))
BOOLEAN = "boolean"
BOOLEANS_OF_ANSIBLE: Schema = {
    "type": ["boolean", "string", "integer", "null"],
    "pattern": rf"^\s*({WORDS})\s*$",
    "minimum": 0,
    "maximum": 1,
}
WHOLE_NUMBER = r"^\s*[-+]?[0-9]+(\.0*)?\s*$"


def _text(docs: Docs) -> str:
    description = docs["description"]
    return _plain(description if isinstance(description, str) else " ".join(description))


@cache
def _plain(text: str) -> str:
    """A description without Ansible's markup."""
    return " ".join(to_ansible_doc_text(parse(text, Context())).split())


def _written_once(schema: Schema) -> Schema:
    """The schema with long parts that occur several times moved to ``$defs``."""
    counts = Counter(json.dumps(each, sort_keys=True) for each in _objects(schema))
    repeated = {text for text, count in counts.items() if count > 1 and len(text) > LONG}
    names: dict[str, str] = {}
    definitions: Schema = {BOOLEAN: BOOLEANS_OF_ANSIBLE}

    def moved(value: Any, name: str) -> Any:
        if isinstance(value, list):
            return [moved(each, name) for each in value]
        if not isinstance(value, dict):
            return value
        inner = _object(value)
        text = json.dumps(inner, sort_keys=True)
        if inner and text in repeated:
            if text not in names:
                names[text] = name if name not in definitions else f"{name}_{len(definitions)}"
                definitions[names[text]] = {}
                definitions[names[text]] = {key: moved(part, key) for key, part in inner.items()}
            rest = {key: part for key, part in value.items() if key not in inner}
            return {**rest, "$ref": f"#/$defs/{names[text]}"}
        return {key: moved(part, name if key == "items" else key) for key, part in value.items()}

    found: Schema = moved(schema, "config")
    return {**found, "$defs": definitions}


def _object(schema: Any) -> Schema:
    """The part of a schema that says which options a mapping has; empty for other schemas."""
    if (
        not isinstance(schema, dict)
        or not isinstance(schema.get("properties"), dict)
        or "additionalProperties" not in schema
    ):
        return {}
    return {key: part for key, part in schema.items() if key not in ("description", "default")}


def _objects(value: Any) -> list[Schema]:
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    found = [each for part in parts for each in _objects(part)]
    inner = _object(value)
    return [*found, inner] if inner else found

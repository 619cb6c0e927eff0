# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares a kind with its definition in the API's description: which properties have an option, and which do not."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Argument, Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.relocated import Relocated
from description.description import Schema
from description.facts import ALWAYS, Release
from description.newer import NEWER, NEWER_DEFINITIONS
from description.rows import AFTER
from description.undescribed import UNDESCRIBED, UNDESCRIBED_DEFINITIONS
from description.variants import VARIANTS

# Properties that all documents and their parts have, and that need no option anywhere.
GENERAL: Mapping[str, str] = {
    "Id": "set by the server, and kept by the collection; the option `id` finds a document by it",
    "SpaceId": "follows from the option `space`",
    "Links": "the addresses of the document and of its parts, set by the server",
    "LastModifiedOn": "set by the server",
    "LastModifiedBy": "set by the server",
}
# The keys are Definition.Property and Definition:Variant.
SINCE: Mapping[str, Release] = {
    **{row.where: row.since for row in NEWER if row.what == "property"},
    **{
        row.where.replace(f".{VARIANTS[name].by}=", ":"): row.since
        for name in VARIANTS
        for row in NEWER
        if row.what == "word" and row.where.startswith(f"{name}.{VARIANTS[name].by}=")
    },
}
# The release that removed a property.
GONE: Mapping[str, Release] = {row.where: row.since for row in NEWER if row.what == "gone"}


@dataclass(frozen=True)
class Part:
    """Stands for the type of an option, for field types that do not say which properties their suboptions set."""

    specification: Argument

    def argument(self) -> Argument:
        return self.specification


@dataclass(frozen=True)
class Property:
    """A property of a definition. ``key``: Definition.Property; ``options``: the paths of the options that set it.

    ``refused_before``: the releases before which the options are refused; ``by_kind``: whether a special field type
    sets the property, and handles older servers itself.
    """

    key: str
    options: tuple[str, ...] = ()
    refused_before: tuple[Release, ...] = ()
    by_kind: bool = False

    @property
    def since(self) -> Release:
        return max((SINCE.get(self.key, ALWAYS), *self.refused_before))

    @property
    def undated(self) -> bool:
        """Whether an option sets the property even on servers that are known not to have it."""
        known = SINCE.get(self.key, AFTER) != AFTER
        return known and bool(self.options) and not (self.refused_before or self.by_kind)

    @property
    def disputed(self) -> bool:
        """Whether newer.py and the fields name different releases."""
        known = SINCE.get(self.key, AFTER)
        return known != AFTER and any(each != known for each in self.refused_before)


Given = tuple[str, Any]


class Definitions:
    """The known properties of documents, from a published description and the tables that complete it."""

    def __init__(self, published: Path | None) -> None:
        described = json.loads(published.read_text(encoding="utf-8"))["definitions"] if published else {}
        self._all: Mapping[str, Schema] = {**described, **UNDESCRIBED_DEFINITIONS, **NEWER_DEFINITIONS}
        self._rows: dict[str, dict[str, Schema]] = {}
        for row in (*UNDESCRIBED, *NEWER):
            if row.what == "property":
                definition, _dot, name = row.where.rpartition(".")
                self._rows.setdefault(definition, {})[name] = row.schema

    def knows(self, name: str) -> bool:
        return name in self._all

    def properties(self, resource: Resource) -> Iterator[Property]:
        """Every property of a kind's document, and of documents in it whose properties have options."""
        name = definition_of(resource)
        managed = own_fields(resource)
        own = [("", each) for each in managed if set_by(each) and not each.type.companion]
        # These fields set properties of the document itself.
        apart = [each for each in managed if not set_by(each)]
        parts = {each.option: [(f"{each.option}.", part) for part in inner_fields(each.type)] for each in apart}
        set_anyway = {f"{name}.{prop}": Property(f"{name}.{prop}", ("",)) for prop in resource.creation.constants}
        if not resource.is_owned:
            named = f"{name}.{resource.location.naming.prop}"
            set_anyway[named] = Property(named, ("name",))
        for each in self._document(name, [*own, *(field for found in parts.values() for field in found)]):
            yield set_anyway.get(each.key, each)
        for side in resource.companions:
            beside = [(each.option, each) for each in resource.fields if each.api == side.prop]
            described_as = str(getattr(side, "definition", ""))
            if described_as:
                yield from self._nested(described_as, beside)
            single = [("", each) for each in managed if set_by(each) and each.type.companion == side.prop]
            if single:
                yield from self._document(described_as, single)
        for variant, described in VARIANTS[name].of.items() if name in VARIANTS else ():
            chosen = [each.option for each in apart if variant_of(each.type) == variant]
            if apart:
                yield Property(f"{name}:{variant}", tuple(chosen))
            if chosen or not apart:
                fields = [*own, *(field for option in chosen for field in parts[option])]
                yield from self._parts(f"{name}:{variant}", described, fields)

    def _document(self, name: str, fields: Sequence[Given]) -> Iterator[Property]:
        yield from self._parts(name, self._all[name].get("properties", {}), fields)

    def _parts(self, name: str, described: Mapping[str, Schema], fields: Sequence[Given]) -> Iterator[Property]:
        for prop, schema in {**described, **self._rows.get(name, {})}.items():
            setting = [(f"{path}{field.option}", field) for path, field in fields if set_by(field) == prop]
            if name in VARIANTS and prop == VARIANTS[name].by and not setting:
                # Choosing a variant sets this property.
                yield Property(f"{name}.{prop}", tuple(path.rstrip(".") for path, _field in fields if path))
                continue
            since = tuple(field.since for _option, field in setting if field.since)
            by_kind = any(isinstance(field.type, Part) for _option, field in setting)
            yield Property(f"{name}.{prop}", tuple(option for option, _field in setting), since, by_kind)
            inner = referred(schema)
            if inner in self._all and setting:
                yield from self._nested(inner, setting)

    def _nested(self, name: str, setting: Sequence[Given]) -> Iterator[Property]:
        """The properties of a nested document that has suboptions; none if an option sets it as a whole."""
        known = {**self._all[name].get("properties", {}), **self._rows.get(name, {})}
        parts = {option: parts_of(field.type, known) for option, field in setting}
        if not any(parts.values()):
            return
        fields = [(f"{option}.", place) for option, found in parts.items() for each in found for place in places(each)]
        yield from self._document(name, fields)
        for variant, described in VARIANTS[name].of.items() if name in VARIANTS else ():
            chosen = [option for option, field in setting if variant_of(field.type) == variant]
            own = [(path, each) for path, each in fields if path.rstrip(".") in chosen]
            yield Property(f"{name}:{variant}", tuple(chosen))
            if chosen:
                yield from self._parts(f"{name}:{variant}", described, own)


def definition_of(resource: Resource) -> str:
    return resource.published.definition or f"{''.join(word.capitalize() for word in resource.kind.split('_'))}Resource"


def referred(schema: Any) -> str:
    """The name of the definition of a property's value, or of each of its values."""
    for each in (schema, schema.get("items", {}), schema.get("additionalProperties", {})):
        if isinstance(each, Mapping) and "$ref" in each:
            return str(each["$ref"]).rpartition("/")[2]
    return ""


def inner_fields(kind: Any) -> tuple[Field, ...]:
    """The fields of a nested document, or of each document in a list."""
    found: tuple[Field, ...] = kind.parts()
    return found


def own_fields(resource: Resource) -> list[Field]:
    """The fields of a kind. If a field holds the whole document of an owner, the field's type names the property."""
    has_option = resource.is_owned and not resource.singleton
    return [replace(each, api=getattr(each.type, "prop", "")) if has_option else each for each in resource.fields]


def set_by(field: Field) -> str:
    """The property that a field sets; empty if only its parts set properties."""
    return field.api or str(getattr(field.type, "prop", ""))


def places(field: Field) -> list[Field]:
    """A field in its places: a relocated one is in the nested document, and before the move in the document itself."""
    if not isinstance(field.type, Relocated):
        return [field]
    before = [replace(each, option=f"{field.option}.{each.option}") for each in field.type.parts()]
    return [replace(field, api=field.type.prop, type=field.type.item), *(before if field.since is None else ())]


def variant_of(kind: Any) -> str:
    variant = getattr(getattr(kind, "item", kind), "variant", None)
    return variant.value if variant else ""


def parts_of(kind: Any, known: Iterable[str]) -> Sequence[Field]:
    """The fields of a field type. If it has suboptions but no fields, each sets the property with its name."""
    options: Mapping[str, Argument] = kind.argument().get("options") or {}
    return inner_fields(kind) or [
        Field(option, prop, Part(specification))  # type: ignore[arg-type]
        for option, specification in options.items()
        for prop in known
        if prop.casefold() in (plain(option), f"{plain(option)}id", f"{plain(option).removesuffix('s')}ids")
    ]


def plain(option: str) -> str:
    return option.replace("_", "")


def stated(resource: Resource) -> dict[str, str]:
    """The reason that a kind gives for each property without an option, by full name; empty if it gives none."""
    unmanaged = resource.published.unmanaged
    reasons = {**dict.fromkeys(resource.published.read_only, ""), **unmanaged}
    return {whole_name(resource, name): reason for name, reason in reasons.items()}


def whole_name(resource: Resource, name: str) -> str:
    return name if "." in name or ":" in name else f"{definition_of(resource)}.{name}"


def problems(resource: Resource, definitions: Definitions) -> list[str]:
    """The properties of its document that a kind does not mention, and properties that it mentions but do not exist."""
    name = definition_of(resource)
    if not definitions.knows(name):
        return [f"there is no definition {name}: name another as definition=, or add it to tests/description/kinds/"]
    # A definition may be in a document more than once.
    found: dict[str, list[Property]] = {}
    for each in definitions.properties(resource):
        found.setdefault(each.key, []).append(each)
    bare = [key for key, places in found.items() if not all(each.options for each in places)]
    explained = stated(resource)
    groups = (
        (
            [key for key in bare if key not in explained and not is_general(key)],
            "no option sets it: say why in unmanaged, or put it into read_only",
        ),
        ([key for key in explained if key not in found], "is said to have no option, but there is no such property"),
        ([key for key in explained if key in found and key not in bare], "is said to have no option, but has one"),
        (
            [key for key, places in found.items() if any(each.disputed for each in places)],
            "is since another release by its field than by newer.py",
        ),
        (
            [
                key
                for key, places in found.items()
                if not resource.location.since and any(each.undated for each in places)
            ],
            "is not in older servers, says newer.py: give its field since=",
        ),
        (
            [key for key, reason in resource.published.unmanaged.items() if not reason],
            "is in unmanaged without a reason",
        ),
    )
    return [f"{key} {what}" for keys, what in groups for key in keys]


def is_general(key: str) -> bool:
    return key.rpartition(".")[2] in GENERAL

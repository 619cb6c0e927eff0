# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The form of an object: what the definition, its variant and the tables say about each property, looked up once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from description.description import Schema
from description.facts import Facts
from description.variants import VARIANTS

# The parts of a schema that limit which texts are valid.
LIMITS_OF_TEXTS = {"$ref", "enum", "format", "minLength", "maxLength"}


@dataclass(frozen=True)
class Property:
    """``schema``: None for an unknown property. ``seen``: the names of the definition and of the property."""

    where: str
    schema: Schema | None
    seen: tuple[str, str]

    @cached_property
    def is_any_text(self) -> bool:
        """Whether the value is any text, or null."""
        schema = self.schema or {}
        return schema.get("type") == "string" and not schema.keys() & LIMITS_OF_TEXTS


@dataclass
class Form:
    """The properties of objects of one definition and, if the definition has variants, of one variant."""

    facts: Facts
    schema: Schema
    name: str
    kind: str
    _properties: dict[str, Property] = field(default_factory=dict)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the definition in tables."""
        page = "ResourceCollection" if self.name.startswith("ResourceCollection_of_") else self.name
        return (self.name, f"{self.name}:{self.kind}", page)

    @cached_property
    def known(self) -> Mapping[str, Schema]:
        """The properties of the definition and of the variant."""
        variant = VARIANTS.get(self.name)
        return {**self.schema.get("properties", {}), **(variant.of.get(self.kind, {}) if variant else {})}

    @cached_property
    def spelled(self) -> Mapping[str, str]:
        """The properties by their lower-case names."""
        return {each.casefold(): each for each in self.known}

    @cached_property
    def needed(self) -> tuple[str, ...]:
        """The properties that requests must have."""
        required = self.schema.get("required", ())
        return tuple(
            key for key in self.known if key in required or self.facts.row("needed", f"{self.name}.{key}") is not None
        )

    def property(self, key: str) -> Property:
        """The schema of a property, from the description and the tables."""
        if key not in self._properties:
            schema = self.known.get(key)
            places = [f"{name}.{key}" for name in self.names]
            row = self.facts.row("shape", *places) or (self.facts.row("property", *places) if schema is None else None)
            where = f"{self.name}.{key}"
            self._properties[key] = Property(where, row.schema if row else schema, (self.name, key))
        return self._properties[key]

    def may_lack(self, key: str) -> bool:
        """Whether servers leave the property out."""
        return self.facts.row("gone", f"*.{key}", *(f"{name}.{key}" for name in self.names)) is not None

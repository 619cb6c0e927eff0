# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Field types for values with parts: a nested document, and a list of documents that have a key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from typing import Any, Callable

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import (
    Argument,
    Change,
    Field,
    FieldType,
    Groups,
    ReferenceUse,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.fields import (
    arguments_of,
    exported_fields,
    filled_document,
    given_fields,
    list_of,
    merged,
    shape_of,
    shown_fields,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import Shape


@dataclass(frozen=True, eq=False)
class Variant:
    """One of several variants of a nested document, recognised by ``value`` in the property ``prop``.

    ``change``: ``fixed`` if a document keeps the variant that it was created with. ``out_of``: the values of other
    variants that can still change to this variant; the document then keeps its other properties. ``labels``: the labels
    of all variants by value, for messages.
    """

    prop: str
    value: str
    label: str
    change: Change = "free"
    out_of: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Nested(FieldType):
    """A document within a document; properties that no option manages keep the server's values.

    ``cleared``: the server's defaults, which an empty dictionary asks for; None if the server accepts null.
    ``exclusive``: groups of options of which at most one can be given. ``secret``: False for an option whose name only
    sounds like a secret. ``void``: the properties that become void when one of the listed other properties changes;
    a void property is cleared unless it is given as well.
    """

    fields: tuple[Field, ...]
    variant: Variant | None = None
    cleared: Mapping[str, Any] | None = None
    exclusive: Groups = ()
    secret: bool | None = None
    void: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def parts(self) -> tuple[Field, ...]:
        return self.fields

    def argument(self) -> Argument:
        argument: Argument = {"type": "dict", "options": arguments_of(self.fields)}
        if self.secret is not None:
            argument["no_log"] = self.secret
        if self.exclusive:
            argument["mutually_exclusive"] = [list(group) for group in self.exclusive]
        return argument

    def shape(self) -> Shape:
        sort = (self.variant.prop, self.variant.value) if self.variant else None
        return replace(shape_of(self.fields), sort=sort)

    def is_empty(self, given: Any) -> bool:
        # An empty dictionary chooses the variant.
        return self.variant is None and super().is_empty(given)

    def references(self, given: Any) -> Iterator[ReferenceUse]:
        for each in given_fields(self.fields, given):
            yield from each.type.references(given[each.option])

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> dict[str, Any] | None:
        base = dict(current) if isinstance(current, dict) else {}
        if not self.variant and not given_fields(self.fields, given):
            return None if self.cleared is None else {**base, **self.cleared}
        if self.variant and not self.is_variant(base):
            becoming = base.get(self.variant.prop) in self.variant.out_of
            if base.get(self.variant.prop) and self.variant.change == "fixed" and not becoming:
                raise OptionError(option, self._cannot_change(base))
            base = {**(base if becoming else {}), self.variant.prop: self.variant.value}
        asked = {**merged(self.fields, given, base, context, f"{option}."), **self._displaced(given)}
        return {**asked, **self._voided(given, base, asked)}

    def same(self, current: Any, wanted: Any) -> bool:
        if not isinstance(current, dict) or not isinstance(wanted, dict):
            return bool(filled_document(current) == filled_document(wanted))
        if self.variant and current.get(self.variant.prop) != wanted.get(self.variant.prop):
            return False
        return all(each.type.same(each.of(current), each.of(wanted)) for each in self.fields)

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        if not isinstance(value, dict) or (self.variant and not self.is_variant(value)):
            return None
        if given is not None:
            managed = given_fields(self.fields, given)
        else:
            managed = [each for each in self.fields if each.of(value) not in (None, "", [], {})]
        shown = shown_fields(managed, value, context, given or {})
        return shown if given is not None else {option: part for option, part in shown.items() if part is not None}

    def exported(self, value: Any, context: Context, place: str) -> Any:
        if not isinstance(value, dict) or (self.variant and not self.is_variant(value)):
            return None
        found = exported_fields(self.fields, value, context, place)
        return found if found or self.variant else None

    def _displaced(self, given: Any) -> dict[str, None]:
        """The properties to clear because another option of their exclusive group is given."""
        if not self.exclusive:
            return {}
        chosen = {each.option: each.api for each in given_fields(self.fields, given)}
        rivals = {option for group in self.exclusive if set(group) & set(chosen) for option in group}
        props = {each.api for each in self.fields if each.option in rivals}
        return dict.fromkeys(props - set(chosen.values()))

    def _voided(self, given: Any, base: Mapping[str, Any], asked: Mapping[str, Any]) -> dict[str, None]:
        """The properties to clear because ``asked`` makes them void."""
        if not self.void:
            return {}
        chosen = {each.api for each in given_fields(self.fields, given)}
        changed = {each.api for each in self.fields if not each.type.same(each.of(base), each.of(asked))}
        stale = (prop for prop, others in self.void.items() if prop not in chosen and changed & set(others))
        return dict.fromkeys(prop for prop in stale if base.get(prop) is not None)

    def is_variant(self, document: Mapping[str, Any]) -> bool:
        """Whether an API value is of the variant that the options describe."""
        return self.variant is None or document.get(self.variant.prop) == self.variant.value

    def _cannot_change(self, base: Mapping[str, Any]) -> str:
        variant = self.variant
        if variant is None:
            return ""
        has = str(base.get(variant.prop))
        return (
            f"the document on the server is of the type {variant.labels.get(has, has)}, which can't become "
            f"{variant.label}. Remove the document with state: absent first, or give another name"
        )


def with_all_labels(*fields: Field) -> tuple[Field, ...]:
    """The fields of the variants of a document, each with the labels of all of them, which messages name."""
    nested = {each.option: each.type for each in fields if isinstance(each.type, Nested)}
    labels = {each.variant.value: each.variant.label for each in nested.values() if each.variant}
    labelled = {
        option: replace(each, variant=replace(each.variant, labels=labels))
        for option, each in nested.items()
        if each.variant
    }
    return tuple(replace(each, type=labelled.get(each.option, each.type)) for each in fields)


@dataclass(frozen=True, eq=False)
class KeyedList(FieldType):
    """A list of documents, each identified by the field ``key``.

    A wanted entry is based on the server's entry with the same key, so that the IDs that other documents refer to
    survive (api: traps#5.7, traps#5.20). An entry with a new key needs the required options of the item.
    ``unset(entry)``: whether the server adds an entry by itself, which is empty; such entries are kept.
    ``ordered``: whether the order of the entries matters.
    """

    key: str
    item: Nested
    ordered: bool = False
    unset: Callable[[Mapping[str, Any]], bool] = field(default=lambda entry: False)

    def parts(self) -> tuple[Field, ...]:
        return self.item.parts()

    def argument(self) -> Argument:
        return {**self.item.argument(), "type": "list", "elements": "dict"}

    def shape(self) -> Shape:
        return list_of(self.item)

    def references(self, given: Any) -> Iterator[ReferenceUse]:
        for each in given or ():
            yield from self.item.references(each)

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> list[Any]:
        self.check(given, option)
        keys = self._keys(given)
        existing = self._by_key(current)
        entries = []
        for index, (key, each) in enumerate(zip(keys, given)):
            entries.append(self.item.wanted(each, existing.get(key), context, f"{option}[{index}]"))
            if key not in existing:
                self._refuse_incomplete(entries[-1] or {}, f"{option}[{index}]")
        return entries + [entry for key, entry in existing.items() if key not in keys and self.unset(entry)]

    def _refuse_incomplete(self, entry: Mapping[str, Any], place: str) -> None:
        """Raise ``OptionError`` for a new entry without a value that the server requires."""
        lacking = [
            f"{place}.{each.option}" for each in self.parts() if each.required == "for_new" and not each.of(entry)
        ]
        if lacking:
            raise OptionError(" and ".join(lacking), "must be given, as the server has no such entry yet")

    def check(self, given: Any, option: str) -> None:
        keys = self._keys(given)
        repeated = next((key for key in keys if keys.count(key) > 1), None)
        if repeated is not None:
            raise OptionError(option, f"{self.key} {repeated!r} is given more than once")

    def _keys(self, given: Any) -> list[str]:
        return [folded(each[self.key]) for each in given]

    def same(self, current: Any, wanted: Any) -> bool:
        has, asked = self._by_key(self._filled_entries(current)), self._by_key(self._filled_entries(wanted))
        if set(has) != set(asked) or (self.ordered and list(has) != list(asked)):
            return False
        return all(self.item.same(has[key], asked[key]) for key in asked)

    def joined(self, given: Any, current: Any, wanted: Any, context: Context, option: str) -> list[Any]:
        has, asked = self._by_key(current), self._by_key(wanted)
        return [asked.get(key, entry) for key, entry in {**has, **asked}.items()]

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        return [self.item.shown(entry, context) for entry in self._filled_entries(value)]

    def exported(self, value: Any, context: Context, place: str) -> Any:
        named = self._key_field().api
        entries = self._filled_entries(value)
        return [self.item.exported(entry, context, f"{place}.{entry.get(named)}") for entry in entries] or None

    def _key_field(self) -> Field:
        return next(each for each in self.item.fields if each.option == self.key)

    def _by_key(self, entries: Any) -> dict[str, Mapping[str, Any]]:
        prop = self._key_field().api
        return {folded(entry.get(prop, "")): entry for entry in entries or []}

    def _filled_entries(self, entries: Any) -> list[Mapping[str, Any]]:
        """The entries without empty entries that the server adds."""
        return [entry for entry in entries or [] if not self.unset(entry)]

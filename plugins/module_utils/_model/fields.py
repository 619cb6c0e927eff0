# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Functions over all fields of a document or of a part of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import (
    MERGE,
    Argument,
    Field,
    FieldType,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import Shape


@lru_cache(maxsize=1024)
def shape_of(fields: tuple[Field, ...], needs: tuple[str, ...] = ()) -> Shape:
    """The shape of a document that ``fields`` can manage; ``needs``: its required properties."""
    known = [(each.api, each.type.shape()) for each in fields]
    parts = tuple((api, shape) for api, shape in known if api)
    return Shape("an object", (dict,), parts, needs=needs, also=tuple(shape for api, shape in known if not api))


def list_of(item: FieldType, *more: tuple[str, Shape]) -> Shape:
    """The shape of a list of documents that have the properties ``more`` beside the properties of ``item``."""
    shape = item.shape()
    return Shape("a list of objects", (list,), each=replace(shape, parts=(*shape.parts, *more)))


def arguments_of(fields: Sequence[Field]) -> dict[str, Argument]:
    """The entries of Ansible's argument_spec for ``fields``."""
    return {option: argument for each in fields for option, argument in each.arguments().items()}


def given_fields(fields: Sequence[Field], given: Mapping[str, Any] | None) -> list[Field]:
    """The fields that the user manages: None means not given."""
    if not given:
        return []
    # Most options are not given: ``in`` finds that out in half the time of a call of ``get``.
    return [each for each in fields if each.option in given and given[each.option] is not None]


def merged(
    fields: Sequence[Field], given: Mapping[str, Any], base: Mapping[str, Any], context: Context, path: str = ""
) -> dict[str, Any]:
    """``base`` with the values that ``given`` asks for; a value that means the same to the server stays unchanged."""
    result = dict(base)
    for each in given_fields(fields, given):
        option = f"{path}{each.option}"
        if each.since and asks_for_nothing(each, given[each.option]) and not context.server_is_at_least(*each.since):
            # The server can't have anything else.
            continue
        context.require(each.since, option)
        # Two options may manage parts of one property.
        current = each.of(result)
        is_merged = each.shared and given.get(each.shared) == MERGE
        plan = each.type.merged if is_merged else each.type.wanted
        wanted = plan(given[each.option], current, context, option)
        if not each.api:
            # Take only the properties that this field changes: another field may change the others.
            result.update({prop: value for prop, value in wanted.items() if prop not in base or value != base[prop]})
        else:
            result[each.api] = current if each.api in base and each.type.same(current, wanted) else wanted
    return result


def asks_for_nothing(each: Field, value: Any) -> bool:
    """Whether a value turns an option off or clears it."""
    return value is False or each.type.is_empty(value)


def shown_fields(
    fields: Sequence[Field], document: Mapping[str, Any], context: Context, given: Mapping[str, Any]
) -> dict[str, Any]:
    """The values of ``fields`` in ``document`` as option values, for results and diffs."""
    return {each.option: each.type.shown(each.of(document), context, given.get(each.option)) for each in fields}


def exported_fields(
    fields: Sequence[Field], document: Mapping[str, Any], context: Context, place: str
) -> dict[str, Any]:
    """The values of ``fields`` in ``document`` as option values that would change nothing."""
    # A required option is exported although its value can't change.
    lasting = [each for each in fields if each.is_lasting or each.change == "fixed" or each.required == "always"]
    found = {each.option: each.type.exported(each.of(document), context, f"{place}.{each.option}") for each in lasting}
    return {option: value for option, value in found.items() if value is not None}


def filled_document(value: Any) -> Any:
    """A document without its empty properties; None if nothing is left."""
    if not isinstance(value, dict):
        return value or None
    return {key: part for key, part in value.items() if part not in (None, "", [], {})} or None

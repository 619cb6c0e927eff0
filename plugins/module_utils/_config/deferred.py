# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a document twice, where some of its options can be applied only after other documents have been written."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._config.items import Item
from ansible_collections.octopus.deploy.plugins.module_utils._converge.plan import Plan
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import MERGE, Field, FieldType
from ansible_collections.octopus.deploy.plugins.module_utils._model.fields import given_fields
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import CREATE, NONE, UPDATE, Parameters
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource


def deferred_options(item: Item) -> dict[str, Any]:
    """The deferred options that an item gives, with their modes."""
    given = given_fields(item.resource.deferred, item.parameters)
    options = [option for each in given for option in each.arguments()]
    return {option: item.parameters[option] for option in options if option in item.parameters}


def options_without_deferred(item: Item) -> Parameters:
    """The options of an item, except for its deferred options."""
    deferred = deferred_options(item)
    if not deferred:
        return item.parameters
    return {option: value for option, value in item.parameters.items() if option not in deferred}


def released_options(item: Item, planned: Plan) -> dict[str, Any]:
    """The list options that remove an entry which other documents may still use, with their modes."""
    if planned.write != UPDATE:
        return {}
    current, wanted = planned.current or {}, planned.wanted
    given = given_fields(item.resource.fields, item.parameters)
    options = [
        option for each in given if each.type.loses(each.of(current), each.of(wanted)) for option in each.arguments()
    ]
    return {option: item.parameters[option] for option in options if option in item.parameters}


def interim_options(item: Item, planned: Plan, context: Context) -> Parameters:
    """The options with values that an item's document has only between its two writes."""
    if planned.write not in (CREATE, UPDATE):
        return {}
    found = (
        each.type.interim_options(planned.current or {}, planned.wanted, context)
        for each in given_fields(_written_first(item.resource), item.parameters)
    )
    return {option: value for options in found for option, value in options.items()}


@cache
def _written_first(resource: Resource) -> tuple[Field, ...]:
    """The fields that can need interim values; few kinds have any."""
    return tuple(each for each in resource.fields if type(each.type).interim_options is not FieldType.interim_options)


def options_of_second_write(item: Item, planned: Plan, context: Context) -> dict[str, Any]:
    """The options of an item's second write: the deferred options, and final values in place of interim values."""
    options = interim_options(item, planned, context)
    fields = given_fields(item.resource.fields, options)
    own = {each: item.parameters[each] for each in options if item.parameters.get(each) is not None}
    return {**{each.option: each.of(planned.wanted) for each in fields}, **own, **deferred_options(item)}


def options_of_first_write(item: Item, planned: Plan, context: Context) -> Parameters:
    """The options of an item's first write, without deferred options: no list loses an entry yet."""
    released = released_options(item, planned)
    lists = [each for each in item.resource.fields if each.shared and each.option in released]
    return {
        **options_without_deferred(item),
        **{each.shared: MERGE for each in lists},
        **interim_options(item, planned, context),
    }


def both_plans(planned: Plan, first: Plan, second: Plan) -> Plan:
    """Two writes of one document as one plan; ``planned``: the plan for both, before anything was written."""
    if first.write == CREATE:
        return replace(first, wanted=second.wanted, after={**planned.after, **first.after})
    if second.write == NONE:
        return first
    return Plan(
        UPDATE, first.current, second.wanted, {**second.before, **first.before}, {**first.after, **second.after}
    )

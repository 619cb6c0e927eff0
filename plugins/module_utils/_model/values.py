# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds option values that every server refuses, before any request is sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.fields import given_fields
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import Parameters
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import refuse_characters, refuse_longer

# The smallest values of options that several modules share.
LEAST = {
    "timeout": 1,
    "retries": 0,
    "parallelism": 1,
    "prune_limit": 0,
    "limit": 1,
    "rotate_after_days": 1,
    "wait_timeout": 0,
    "wait_interval": 1,
}


def too_small(parameters: Mapping[str, Any]) -> list[OptionError]:
    """The mistakes for shared options with a number that is too small."""
    given = {option: parameters.get(option) for option in LEAST}
    return [
        OptionError(option, f"must be {LEAST[option]} or more, not {value}")
        for option, value in given.items()
        if isinstance(value, int) and value < LEAST[option]
    ]


def wrong_values(resource: Resource, parameters: Parameters) -> list[OptionError]:
    """The mistakes for values that every server refuses; none for a document that is to be removed."""
    if parameters.get("state") == "absent":
        return too_small(parameters)
    return [*too_small(parameters), *wrong_name(resource, parameters), *mistakes(resource.fields, parameters)]


def wrong_name(resource: Resource, parameters: Parameters) -> Iterator[OptionError]:
    """The mistakes for a name that is too long, is reserved, or has characters that the server refuses."""
    option = "new_name" if parameters.get("new_name") else "name"
    name = str(parameters.get(option) or "").strip()
    try:
        refuse_longer(name, resource.location.naming.longest, option)
        refuse_characters(name, resource.location.naming.unwanted, option)
    except OptionError as mistake:
        yield mistake
    if name in resource.location.naming.reserved:
        yield OptionError(option, f"{name!r} is reserved by the server; give another name")


def mistakes(fields: Sequence[Field], given: Mapping[str, Any], path: str = "") -> Iterator[OptionError]:
    """The mistakes in the values of ``fields`` and of nested documents."""
    for each in given_fields(fields, given):
        value, option = given[each.option], f"{path}{each.option}"
        yield from each.type.mistakes(value, option)
        if each.required == "for_new" and value == []:
            yield OptionError(
                option, "can't be empty; give at least one, or leave the option out to keep what the server has"
            )
        for place, entry in entries(value, option):
            yield from mistakes(each.type.parts(), entry, f"{place}.")


def entries(value: Any, option: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The nested documents in a value, each with its place."""
    if isinstance(value, Mapping):
        yield option, value
    elif isinstance(value, list):
        yield from ((f"{option}[{index}]", each) for index, each in enumerate(value) if isinstance(each, Mapping))

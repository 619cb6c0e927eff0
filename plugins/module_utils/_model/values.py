# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds option values that every server refuses, before any request is sent."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import KEEP, OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Argument, Field
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

# The options of verbs with the ID of a document, which becomes a part of an address.
WITH_AN_ID = ("id", "task")


def too_small(parameters: Mapping[str, Any]) -> list[OptionError]:
    """The mistakes for shared options with a number that is too small."""
    given = {option: parameters[option] for option in LEAST if option in parameters}
    return [
        OptionError(option, f"must be {LEAST[option]} or more, not {value}")
        for option, value in given.items()
        if isinstance(value, int) and value < LEAST[option]
    ]


def wrong_values(resource: Resource, parameters: Parameters) -> list[OptionError]:
    """The mistakes for values that every server refuses; none for a document that is to be removed."""
    if parameters.get("state") == "absent":
        # The name and the options that must always be given identify the document to remove.
        needed = (each for each in given_fields(resource.fields, parameters) if each.required == "always")
        lacking = [mistake for each in needed for mistake in empty(each, parameters[each.option], each.option)]
        return [*too_small(parameters), *lacking]
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
        found = [*each.type.mistakes(value, option)]
        if found or each.required != "never":
            yield from found or empty(each, value, option)
        # Most values are texts, which have no parts.
        for place, entry in () if value.__class__ is str else entries(value, option):
            yield from mistakes(each.type.parts(), entry, f"{place}.")


def empty(field: Field, value: Any, option: str) -> Iterator[OptionError]:
    """The mistake of an empty option whose property the server requires; none for another value."""
    if field.required == "never" or not field.type.is_empty(value):
        return
    if field.required == "for_new":
        one = "a value" if isinstance(value, str) else "at least one" if isinstance(value, list) else "its options"
        yield OptionError(option, f"can't be empty; give {one}, or {KEEP}")
    elif isinstance(value, str):
        # An empty list of steps, for example, removes all of them.
        yield OptionError(option, "is empty")


def refuse_empty(
    arguments: Mapping[str, Argument],
    given: Mapping[str, Any],
    path: str = "",
    selecting: Container[str] = WITH_AN_ID,
) -> None:
    """Raise ``OptionError`` for an empty option, at any depth, of a verb or of a task that only reads.

    Required texts, the texts in ``selecting`` and the entries of lists of texts must not be empty.
    """
    for option, argument in arguments.items():
        value, place = given.get(option), f"{path}{option}"
        is_needed = argument.get("required") or option in selecting
        if is_needed and isinstance(value, str) and not value.strip():
            of_entry = "leave the entry out, or " if path.endswith("].") else ""
            other_way = of_entry if argument.get("required") else "leave it out, or "
            raise OptionError(place, f"is empty; {other_way}give a value")
        if isinstance(value, list) and any(isinstance(each, str) and not each.strip() for each in value):
            raise OptionError(place, "has an empty entry; leave the entry out")
        for inside, entry in entries(value, place) if argument.get("options") else ():
            refuse_empty(argument["options"], entry, f"{inside}.", selecting)


def entries(value: Any, option: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The nested documents in a value, each with its place."""
    if isinstance(value, Mapping):
        yield option, value
    elif isinstance(value, list):
        yield from ((f"{option}[{index}]", each) for index, each in enumerate(value) if isinstance(each, Mapping))

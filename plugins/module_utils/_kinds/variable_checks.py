# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The mistakes in entries of variables that are found before any request is sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.variable_scopes import (
    OF_PROJECTS,
    SCOPE,
    WITH_PROMPT,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.variable_short_form import (
    is_of_library,
    place_of,
    value_place,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.variable_values import (
    REFERRING,
    SENSITIVE,
    asked_type,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.fields import given_fields
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.values_as_text import text_problem
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded

Entry = Mapping[str, Any]


def entry_mistakes(entries: Sequence[Entry], option: str) -> Iterator[OptionError]:
    """The mistakes in all entries of the option."""
    places: dict[Any, str] = {}
    for index, entry in enumerate(entries):
        place = place_of(entry, option, index)
        first = places.setdefault((folded(entry.get("name")), _scope_as_written(entry)), place)
        if first != place:
            yield OptionError(place, f"has the same name and scope as {first}, {entry.get('name')!r}; leave one out")
        yield from _mistakes_in(entry, place)
        for each in OF_PROJECTS if is_of_library(entry) else ():
            if (entry.get("scope") or {}).get(each):
                problem = (
                    f"a variable of a library variable set can't have {each} in its scope: they belong to projects"
                )
                yield OptionError(f"{place}.scope.{each}", problem)


def _mistakes_in(entry: Entry, place: str) -> Iterator[OptionError]:
    if not str(entry.get("name") or "").strip():
        yield OptionError(f"{place}.name", "can't be empty")
    type_name, value = asked_type(entry), entry.get("value")
    wrong = text_problem(value) if value is not None else ""
    if wrong:
        yield OptionError(value_place(entry, place), wrong)
    elif type_name in REFERRING and value is not None and not isinstance(value, str):
        yield OptionError(value_place(entry, place), f"must be text for the type {type_name}: a name, an ID or a slug")
    if type_name == SENSITIVE and value is not None:
        yield OptionError(
            value_place(entry, place), "would show the value of a sensitive variable; give sensitive_value"
        )
    if type_name != SENSITIVE and entry.get("sensitive_value") is not None:
        yield OptionError(f"{place}.sensitive_value", f"belongs to the type {SENSITIVE}, not {type_name}; give value")
    if entry.get("prompt"):
        yield from _mistakes_with_prompt(entry, place)


def _mistakes_with_prompt(entry: Entry, place: str) -> Iterator[OptionError]:
    if entry.get("is_editable") is False:
        yield OptionError(f"{place}.is_editable", "must be true for a variable with a prompt")
    for each in given_fields(SCOPE.fields, entry.get("scope")):
        if each.api not in WITH_PROMPT and (entry.get("scope") or {})[each.option]:
            problem = "is not possible for a variable with a prompt: its scope can have environments and processes only"
            yield OptionError(f"{place}.scope.{each.option}", problem)


def _scope_as_written(entry: Entry) -> frozenset[tuple[str, frozenset[str]]]:
    """The scope of an entry as it is written, for comparison."""
    scope = entry.get("scope") or {}
    return frozenset((kind, frozenset(folded(each) for each in names)) for kind, names in scope.items() if names)

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The mistakes in entries of steps that are found before any request is sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.process_action import (
    EXACT,
    SINGLE,
    VARIABLE,
    given_type,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.process_names import name_of
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.process_properties import MIRROR
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.property_checks import (
    misplaced_secrets,
    property_mistakes,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.table import STEP_TYPES
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import (
    KEEP,
    OptionError,
    taken_names,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.fields import given_fields
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded

Given = Mapping[str, Any]
# ``spelled_out`` sets this mark in the entries of a task that replaces all steps: the list then gives the order.
REPLACED = "(replaces)"
UNIQUE = "the names of actions are unique in a process"


def spelled_out(parameters: Given) -> Given:
    """The options, in which the steps of a task that replaces all steps are marked."""
    steps = parameters.get("steps")
    if not steps or parameters.get("mode") == "merge":
        return parameters
    return {**parameters, "steps": [{**each, REPLACED: True} for each in steps]}


def step_mistakes(steps: Sequence[Given], option: str) -> Iterator[OptionError]:
    """The mistakes in all entries of the option."""
    places: dict[str, tuple[str, tuple[int, str]]] = {}
    yield from _removals_of_named(steps, option)
    yield from _names_given_up(steps, option)
    for index, step in enumerate(steps):
        place = f"{option}[{index}]"
        yield from _mistakes_in(step, place)
        if step.get("state") == "absent":
            continue
        for where, each in _actions(step, place):
            if not str(each.get("name") or "").strip():
                continue
            own = (index, folded(each["name"]))
            first, other = places.setdefault(folded(name_of(each)), (where, own))
            # Two actions of a step that have the same name before they are renamed are refused as entries of a list.
            if first != where and other != own:
                problem = f"has the same name as {first}, {name_of(each)!r}; {UNIQUE}"
                yield OptionError(where, problem)


def _removals_of_named(steps: Sequence[Given], option: str) -> Iterator[OptionError]:
    """An entry can't remove a step that another entry names: a second run would remove the step of the first run."""
    kept = [(index, name) for index, each in enumerate(steps) if each.get("state") != "absent" for name in _names(each)]
    places = {name: f"{option}[{index}]" for index, name in kept}
    for index, each in enumerate(steps):
        name = next((name for name in _names(each) if name in places), None)
        if name is not None and each.get("state") == "absent":
            problem = f"would remove the step {each['name']!r}, which {places[name]} names; leave one of them out"
            yield OptionError(f"{option}[{index}].state", problem)


def _names_given_up(steps: Sequence[Given], option: str) -> Iterator[OptionError]:
    """The entries that take a name of a step or of an action which another entry gives up."""
    present = [(f"{option}[{index}]", each) for index, each in enumerate(steps) if each.get("state") != "absent"]
    found: dict[str, OptionError] = {}
    for entries in (present, [each for place, step in present for each in _actions(step, place)]):
        named = {place: _names(each) for place, each in entries}
        names = {place: (each[0], each[-1]) for place, each in named.items() if each}
        found.update({mistake.option: mistake for mistake in taken_names(names)})
    yield from found.values()


def _names(step: Given) -> list[str]:
    """The name and the new name of an entry, folded."""
    return [folded(step[option]) for option in ("name", "new_name") if step.get(option)]


def _actions(step: Given, place: str) -> list[tuple[str, Given]]:
    """The actions that an entry names, each with its place."""
    if step.get("actions") is None:
        return [(place, step)]
    return [(f"{place}.actions[{index}]", each) for index, each in enumerate(step["actions"])]


def _mistakes_in(step: Given, place: str) -> Iterator[OptionError]:
    single = [option for option in SINGLE if step.get(option) is not None]
    if step.get("actions") is not None and single:
        problem = "belongs to a step with one action; give it in each entry of actions"
        yield from (OptionError(f"{place}.{option}", problem) for option in single)
    if step.get("actions") == []:
        yield OptionError(f"{place}.actions", f"can't be empty; {KEEP}")
    for option in ("after", "before"):
        if step.get(REPLACED) and step.get(option) is not None:
            yield OptionError(f"{place}.{option}", "needs mode: merge; without it, steps run in the order of the list")
    for where, each in ((place, step), *(_actions(step, place) if step.get("actions") else ())):
        if each.get("new_name") is not None and not each["new_name"].strip():
            yield OptionError(f"{where}.new_name", "can't be empty")
        if each.get("condition_expression") and each.get("condition") not in (None, VARIABLE):
            yield OptionError(f"{where}.condition_expression", "belongs to the condition Variable")
        if each.get(EXACT) and each.get("properties") is None and given_type(each) is None:
            problem = "needs properties or a typed option: it removes all properties that are not given"
            yield OptionError(f"{where}.{EXACT}", problem)
        yield from _type_mistakes(each, where)
        yield from _mirror_mistakes(each, where)
        yield from property_mistakes(each, f"{where}.")
        for typed in given_fields(STEP_TYPES, each):
            if "sensitive_parameters" in each[typed.option]:
                yield from property_mistakes(each[typed.option], f"{where}.{typed.option}.", "parameters")
        yield from misplaced_secrets(each, f"{where}.", has_typed_options=True)


def _type_mistakes(given: Given, place: str) -> Iterator[OptionError]:
    """An action does one thing: its typed option, or its ``action_type``."""
    options = (*(each.option for each in STEP_TYPES), "action_type")
    first, *others = [option for option in options if given.get(option) is not None] or [""]
    for each in others:
        yield OptionError(f"{place}.{each}", f"can't be given together with {first}; leave one of them out")


def _mirror_mistakes(given: Given, place: str) -> Iterator[OptionError]:
    """The properties that may not be given with a primary package, because they repeat it."""
    if not any(not str(each.get("name") or "").strip() for each in given.get("packages") or ()):
        return
    mirror = set(map(folded, MIRROR.values()))
    for name in given.get("properties") or {}:
        if folded(str(name)) in mirror:
            problem = "is set from the package without a name; leave the property out"
            yield OptionError(f"{place}.properties.{name}", problem)

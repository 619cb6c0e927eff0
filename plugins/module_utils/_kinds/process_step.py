# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options of a step, and the step that they ask for (api: processes#step)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.process_action import (
    ACTION,
    EXACT_ARGUMENT,
    NAME,
    SINGLE,
    SUCCESS,
    USUAL_OF_ACTION,
    VARIABLE,
    same_action,
    without_added,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.process_properties import (
    MAX_PARALLELISM,
    STEP_EXPRESSION,
    TARGET_TAGS,
    NumberProperty,
    OneProperty,
    TagsProperty,
    property_of,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.settings import arguments
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Argument, Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.fields import arguments_of
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.free_maps import filled
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import Nested
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Choice
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded

AFTER_PREVIOUS, WITH_PREVIOUS = "StartAfterPrevious", "StartWithPrevious"
DECIDED = "LetOctopusDecide"
STEP = Nested(
    (
        Field("condition", "Condition", Choice((SUCCESS, "Failure", "Always", VARIABLE))),
        Field("condition_expression", "Properties", OneProperty(STEP_EXPRESSION)),
        Field("start_trigger", "StartTrigger", Choice((AFTER_PREVIOUS, WITH_PREVIOUS))),
        Field(
            "package_requirement",
            "PackageRequirement",
            Choice((DECIDED, "BeforePackageAcquisition", "AfterPackageAcquisition")),
        ),
        Field("target_tags", "Properties", TagsProperty(TARGET_TAGS)),
        Field("max_parallelism", "Properties", NumberProperty(MAX_PARALLELISM)),
    )
)
NEW_STEP: Mapping[str, Any] = {
    "Condition": SUCCESS,
    "StartTrigger": AFTER_PREVIOUS,
    "PackageRequirement": DECIDED,
    "Properties": {},
    "Actions": [],
}
USUAL_OF_STEP = {"condition": SUCCESS, "start_trigger": AFTER_PREVIOUS, "package_requirement": DECIDED}
NEW_NAME: Argument = {"type": "str"}
Given = Mapping[str, Any]


def action_arguments() -> dict[str, Argument]:
    """The options of one of several actions."""
    return {**NAME.arguments(), "new_name": NEW_NAME, **arguments(ACTION.fields), **EXACT_ARGUMENT}


def step_arguments() -> dict[str, Argument]:
    """The options of a step, those of its only action among them."""
    single = {option: argument for option, argument in action_arguments().items() if option in SINGLE}
    children: Argument = {"type": "list", "elements": "dict", "options": action_arguments()}
    children["mutually_exclusive"] = [list(group) for group in ACTION.exclusive]
    return {
        **NAME.arguments(),
        "new_name": NEW_NAME,
        **arguments_of(STEP.fields),
        **single,
        "actions": children,
        "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
        "after": {"type": "str"},
        "before": {"type": "str"},
    }


def step_of(
    given: Mapping[str, Any], name: str, present: Document | None, actions: list[Document], context: Context, place: str
) -> Document:
    """The step that an entry asks for, with these actions; ``present`` itself if nothing changes."""
    base: Document = present if present is not None else dict(NEW_STEP)
    made = {**(STEP.wanted(given, base, context, place) or base), "Name": name, "Actions": actions}
    expression = property_of(made.get("Properties"), STEP_EXPRESSION)
    if made.get("Condition") == VARIABLE and given.get("condition") and not expression:
        raise OptionError(f"{place}.condition_expression", "must be given for the condition Variable")
    return present if present is not None and same_step(present, made) else made


def same_step(current: Document, wanted: Document) -> bool:
    """Whether two steps mean the same to the server."""
    if current is wanted:
        return True
    has, asked = (list(each.get("Actions") or []) for each in (current, wanted))
    alike = len(has) == len(asked) and all(same_action(*pair) for pair in zip(has, asked))
    alike = alike and all(current.get(prop) == wanted.get(prop) for prop in ("Id", "Name"))
    return alike and STEP.same(current, wanted)


def shown_step(step: Document, context: Context, given: Mapping[str, Given]) -> dict[str, Any]:
    """A step as its options, secrets masked. ``given``: the options of actions by their folded names."""
    parts = [(str(each.get("Name")), without_added(each)) for each in step.get("Actions") or []]
    found = [(name, ACTION.shown(each, context, given.get(folded(name)))) for name, each in parts]
    actions = [(name, filled(without_usual(options, USUAL_OF_ACTION))) for name, options in found]
    return _with_actions(step, without_usual(STEP.shown(step, context) or {}, USUAL_OF_STEP), actions)


def exported_step(step: Document, context: Context, place: str) -> dict[str, Any]:
    """A step as the options that would change nothing."""
    place, actions = f"{place}.{step.get('Name')}", []
    for each in step.get("Actions") or []:
        name = str(each.get("Name"))
        inner = place if name == step.get("Name") else f"{place}.{name}"
        actions.append(
            (name, without_usual(ACTION.exported(without_added(each), context, inner) or {}, USUAL_OF_ACTION))
        )
        if each.get("Inputs"):
            context.warn(f"{inner}: left out the inputs of the step package {each.get('ActionType')}")
    own = without_usual(STEP.exported(step, context, place) or {}, USUAL_OF_STEP)
    return _with_actions(step, own, actions)


def _with_actions(step: Document, own: dict[str, Any], actions: list[tuple[str, dict[str, Any]]]) -> dict[str, Any]:
    """The options of a step and its actions; a step's only action needs no list if it has the name of the step."""
    name = str(step.get("Name"))
    own = filled(own)
    if len(actions) == 1 and actions[0][0] == name and not set(actions[0][1]) - set(SINGLE):
        return {"name": name, **own, **actions[0][1]}
    return {"name": name, **own, "actions": [{"name": each, **options} for each, options in actions]}


def without_usual(options: Mapping[str, Any], usual: Mapping[str, Any]) -> dict[str, Any]:
    """The options without those that have their usual value."""
    return {option: value for option, value in options.items() if option not in usual or usual[option] != value}

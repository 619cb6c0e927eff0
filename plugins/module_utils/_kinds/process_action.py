# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options of an action: the part of a step that does something (api: processes#action)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.contents import (
    GIT_DEPENDENCIES,
    GIT_SINCE,
    STEP_PACKAGES,
    StepFeed,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import (
    CHANNELS,
    FEEDS,
    SCOPES,
    TAG_SETS,
    WORKER_POOLS,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.process_properties import (
    CHILD_EXPRESSION,
    MIRROR,
    RUN_ON_SERVER,
    TOOLING,
    OneProperty,
    StepProperties,
    StepSecrets,
    property_of,
    with_property,
    without_others,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.property_checks import is_known_secret
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.contents import mirror
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.table import (
    STEP_TYPES,
    exported_action,
    left_over,
    shown_action,
    typed_option,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Argument, Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.fields import merged
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import Nested
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.number import Flag
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import Reference, ReferenceList
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.tags import TagList
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Choice, Text
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import Shape

# The server's value of ``TOOLING`` for an action in a container.
NOT_BUNDLED = "False"
SUCCESS, VARIABLE = "Success", "Variable"


class Container(Nested):
    """The container in which a step runs; an empty mapping removes it."""

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> dict[str, Any] | None:
        if any(part is not None for part in given.values()):
            return super().wanted(given, current, context, option)
        return {**(current or {}), **{each.api: None for each in self.fields if each.api in (current or {})}}


PLAIN_FIELDS = (
    Field("action_type", "ActionType", Text(clearable=False)),
    Field("properties", "Properties", StepProperties()),
    Field("sensitive_properties", "Properties", StepSecrets(is_known_secret)),
    Field("run_on_server", "Properties", OneProperty(RUN_ON_SERVER, flag=True)),
    Field("environments", "Environments", ReferenceList(SCOPES)),
    Field("excluded_environments", "ExcludedEnvironments", ReferenceList(SCOPES)),
    Field("channels", "Channels", ReferenceList(CHANNELS)),
    Field("tenant_tags", "TenantTags", TagList(TAG_SETS)),
    Field("worker_pool", "WorkerPoolId", Reference(WORKER_POOLS)),
    Field("worker_pool_variable", "WorkerPoolVariable", Text()),
    Field(
        "container",
        "Container",
        Container(
            (
                Field("image", "Image", Text()),
                Field("feed", "FeedId", StepFeed(FEEDS)),
                Field("git_url", "GitUrl", Text(), since=GIT_SINCE),
                Field("dockerfile", "Dockerfile", Text(), since=GIT_SINCE),
            )
        ),
    ),
    Field(
        "packages",
        "Packages",
        STEP_PACKAGES,
    ),
    Field("git_dependencies", "GitDependencies", GIT_DEPENDENCIES, since=GIT_SINCE),
    Field("notes", "Notes", Text(trimmed=False)),
    Field("is_required", "IsRequired", Flag()),
    Field("is_disabled", "IsDisabled", Flag()),
)
ACTION_FIELDS = (*STEP_TYPES, *PLAIN_FIELDS)
# The options of an action of a step with several actions. A step's only action has the condition of the step.
CHILD_FIELDS = (
    Field("condition", "Condition", Choice((SUCCESS, VARIABLE))),
    Field("condition_expression", "Properties", OneProperty(CHILD_EXPRESSION)),
)
# The option that removes all properties that the task does not name. It manages no property itself.
EXACT = "exact"
EXACT_ARGUMENT: Mapping[str, Argument] = {EXACT: {"type": "bool"}}
NAME = Field("name", "Name", Text(clearable=False), required="always")
PLAIN = Nested((*PLAIN_FIELDS, *CHILD_FIELDS), exclusive=(("worker_pool", "worker_pool_variable"),))


class StepAction(Nested):
    """An action: a typed option, or the plain ``action_type`` and ``properties``, and the options of all actions.

    The plain options are applied after the typed option, so that they can change any part of its result.
    """

    def shape(self) -> Shape:
        # Every typed option manages properties and contents that the plain options manage, too.
        return PLAIN.shape()

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> dict[str, Any] | None:
        typed = merged(STEP_TYPES, given, current, context, f"{option}.")
        made = PLAIN.wanted(given, typed, context, option) or typed
        each = given_type(given)
        return with_own_contents(made, typed, left_over(each, typed, context), given) if each else made

    def same(self, current: Any, wanted: Any) -> bool:
        each = typed_option(wanted)
        return PLAIN.same(current, wanted) and (each is None or each.type.same(current, wanted))

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        """``given``: the options of the action. An action that is given with plain options is shown with them."""
        typed, left = ({}, value) if is_plain(given) else shown_action(value, context)
        return {**typed, **self._plain(PLAIN.shown({**value, **left}, context), typed)}

    def exported(self, value: Any, context: Context, place: str) -> Any:
        typed, left = exported_action(value, context, place)
        return {**typed, **self._plain(PLAIN.exported({**value, **left}, context, place), typed)}

    @staticmethod
    def _plain(options: Any, typed: Mapping[str, Any]) -> dict[str, Any]:
        return {option: part for option, part in (options or {}).items() if option != "action_type" or not typed}


ACTION = StepAction((*ACTION_FIELDS, *CHILD_FIELDS), exclusive=PLAIN.exclusive)
# The options of a step that belong to its only action.
SINGLE = (*(each.option for each in ACTION_FIELDS), EXACT)
# The plain options for the type and the properties of an action, which a typed option replaces or adds to.
PLAIN_TYPE = ("action_type", "properties", "sensitive_properties")
NEEDED = "must be given, or an option such as run_script,"
# The properties of a new action that every server knows.
NEW_ACTION: Mapping[str, Any] = {
    "Condition": SUCCESS,
    "IsDisabled": False,
    "IsRequired": False,
    "Environments": [],
    "ExcludedEnvironments": [],
    "Channels": [],
    "TenantTags": [],
    "Packages": [],
    "Properties": {},
}
# The usual values, which an export leaves out.
USUAL_OF_ACTION: Mapping[str, Any] = {
    "condition": SUCCESS,
    "run_on_server": False,
    "is_required": False,
    "is_disabled": False,
}


def action_of(given: Mapping[str, Any], name: str, present: Document | None, context: Context, place: str) -> Document:
    """The action that an entry asks for; ``present`` itself if nothing changes."""
    base: Document = present if present is not None else dict(NEW_ACTION)
    made = {**base, "Name": name}
    made = ACTION.wanted(given, made, context, place) or made
    if not made.get("ActionType"):
        raise OptionError(f"{place}.action_type", f"{NEEDED} for the step {name!r}, which does not exist yet")
    if given.get(EXACT):
        made["Properties"] = without_others(made.get("Properties") or {}, named_properties(given, made, context))
    if given.get("packages") is not None:
        made["Properties"] = mirrored(made)
    if (
        made.get("Condition") == VARIABLE
        and given.get("condition")
        and not property_of(made["Properties"], CHILD_EXPRESSION)
    ):
        raise OptionError(f"{place}.condition_expression", "must be given for the condition Variable")
    return present if present is not None and same_action(present, made) else made


def given_type(given: Mapping[str, Any] | None) -> Field | None:
    """The typed option among the options of an action."""
    return next((each for each in STEP_TYPES if (given or {}).get(each.option) is not None), None)


def is_plain(given: Mapping[str, Any] | None) -> bool:
    """Whether the options of an action have its type or properties, and no typed option."""
    has = given or {}
    return any(has.get(option) is not None for option in PLAIN_TYPE) and given_type(given) is None


def with_own_contents(made: Document, typed: Document, left: Document, given: Mapping[str, Any]) -> Document:
    """An action with the packages and repositories of its typed option, beside those that other options name.

    ``typed``: the action as the typed option has made it; ``left``: the parts of the action that the typed option
    leaves out.
    """
    result = made
    for option, prop in (("packages", "Packages"), ("git_dependencies", "GitDependencies")):
        if given.get(option) is None:
            continue
        named = {folded(each.get("Name") or "") for each in made.get(prop) or []}
        own = [each for each in typed.get(prop) or [] if each not in (left.get(prop) or [])]
        kept = [each for each in own if folded(each.get("Name") or "") not in named]
        result = {**result, prop: [*kept, *(made.get(prop) or [])]} if kept else result
    return result


def named_properties(given: Mapping[str, Any], action: Document, context: Context) -> set[str]:
    """The folded names of the properties that the options of an action set."""
    named = {folded(str(each)) for option in PLAIN_TYPE[1:] for each in given.get(option) or ()}
    left = left_over(given_type(given), action, context)["Properties"] if given_type(given) else None
    return named if left is None else named | {folded(each) for each in action["Properties"] if each not in left}


def mirrored(action: Document) -> dict[str, Any]:
    """The properties of an action with those that repeat its primary package (api: processes#package-references)."""
    primary = next((each for each in action.get("Packages") or () if not each.get("Name")), None)
    properties = dict(action.get("Properties") or {})
    for name, text in mirror(primary).items():
        properties = with_property(properties, name, text)
    return properties


def without_added(action: Document) -> Document:
    """An action for people, without the properties that the server adds by itself."""
    added = set(map(folded, MIRROR.values())) if has_primary(action) else set()
    properties = action.get("Properties") or {}
    if (action.get("Container") or {}).get("Image") and property_of(properties, TOOLING) == NOT_BUNDLED:
        added.add(folded(TOOLING))
    return {**action, "Properties": {name: value for name, value in properties.items() if folded(name) not in added}}


def has_primary(action: Document) -> bool:
    return any(not each.get("Name") for each in action.get("Packages") or ())


def same_action(current: Document, wanted: Document) -> bool:
    """Whether two actions mean the same to the server."""
    if current is wanted or current == wanted:
        return True
    return all(current.get(prop) == wanted.get(prop) for prop in ("Id", "Name")) and ACTION.same(current, wanted)

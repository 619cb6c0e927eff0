# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The promises of every type of step: its options become an action, and the action becomes its options again."""

from __future__ import annotations

import json
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.settings import Feature, Setting, settings
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.placeholders import placeholder_name
from unit.steps.samples import SECRET, TYPES, context, least, options_of, value_for

every_type = pytest.mark.parametrize("option", TYPES)


def made(option: str, given: dict[str, Any], current: Any = None, **more: Any) -> dict[str, Any]:
    return TYPES[option].wanted(given, current, context(**more), option)


@every_type
def test_every_option_comes_back_from_the_action(option: str) -> None:
    kind, given = TYPES[option], options_of(TYPES[option])
    action = made(option, given)
    exported = kind.exported(action, context(), option)
    again = kind.wanted(with_secrets(exported), None, context(), option)
    assert again == action
    assert kind.same(action, again)


def left(option: str, action: dict[str, Any]) -> Any:
    """The properties that the options do not tell; they tell all packages and Git dependencies."""
    rest = TYPES[option].rest(action, context())
    assert (rest["Packages"], rest["GitDependencies"]) == ([], [])
    return rest["Properties"]


def with_secrets(exported: Any) -> Any:
    """Exported options with the secret for which the placeholders stand."""
    if isinstance(exported, dict):
        return {key: with_secrets(value) for key, value in exported.items()}
    return SECRET if placeholder_name(exported) else exported


@every_type
def test_the_same_options_change_nothing(option: str) -> None:
    for given in (options_of(TYPES[option]), least(TYPES[option])):
        action = made(option, given)
        assert made(option, given, action) == action
        assert left(option, action) == {}


@every_type
def test_each_option_alone_changes_what_it_says(option: str) -> None:
    kind = TYPES[option]
    action = made(option, least(kind))
    for each in settings(kind.fields):
        if each in kind.fields and each.option not in least(kind):
            changed = made(option, {each.option: value_for(each)}, action)
            assert changed["Properties"].get(each.api) not in (None, action["Properties"].get(each.api)), each.option
            assert not kind.same(action, changed), each.option
            assert kind.exported(changed, context(), option)[each.option] is not None


@every_type
def test_values_that_a_step_has_anyway_are_no_difference(option: str) -> None:
    kind = TYPES[option]
    bare = {"ActionType": kind.action_type, "Properties": {}}
    for each in kind.fields:
        if isinstance(each, Setting) and each.absent:
            exported = each.type.exported(each.absent, context(), option)
            assert made(option, {each.option: exported}, bare) == bare, each.option
        if isinstance(each, Setting) and each.type.argument()["type"] == "bool" and not each.absent:
            assert made(option, {each.option: False}, bare) == bare, each.option


@every_type
def test_the_case_of_keys_and_of_the_type_does_not_matter(option: str) -> None:
    kind, given = TYPES[option], options_of(TYPES[option])
    action = made(option, given)
    lower = {key.lower(): value for key, value in action["Properties"].items()}
    spelled = {**action, "ActionType": action["ActionType"].lower(), "Properties": lower}
    assert made(option, given, spelled) == spelled
    assert kind.same(spelled, action)


@every_type
def test_properties_that_no_option_manages_survive(option: str) -> None:
    action = {**made(option, least(TYPES[option])), "Id": "1", "Newer": {"x": 1}}
    action["Properties"]["Octopus.Some.Other"] = "kept"
    changed = made(option, options_of(TYPES[option]), action)
    assert (changed["Id"], changed["Newer"], changed["Properties"]["Octopus.Some.Other"]) == ("1", {"x": 1}, "kept")
    assert left(option, changed) == {"Octopus.Some.Other": "kept"}


@every_type
def test_the_message_says_what_a_new_step_lacks(option: str) -> None:
    needed = least(TYPES[option])
    for each in needed:
        given = {key: value for key, value in needed.items() if key != each}
        with pytest.raises(OptionError, match=f"^{option}.*(is required for a new|needs one of)"):
            made(option, given)


@every_type
def test_no_secret_is_shown(option: str) -> None:
    kind, given = TYPES[option], options_of(TYPES[option])
    action = made(option, given)
    shown = [kind.shown(action, context(), given), kind.shown(action, context()), kind.exported(action, context(), "p")]
    assert SECRET not in json.dumps(shown)
    # Old servers have the secret as a text.
    texts = {key: SECRET if isinstance(value, dict) else value for key, value in action["Properties"].items()}
    old = {**action, "Properties": texts}
    assert SECRET not in json.dumps([kind.shown(old, context(), given), kind.exported(old, context(), "p")])


@every_type
def test_the_shown_options_are_the_given_ones(option: str) -> None:
    kind, given = TYPES[option], options_of(TYPES[option])
    shown = kind.shown(made(option, given), context(), given)
    assert set(shown) == set(given)
    for each in kind.fields:
        if isinstance(each, Setting) and not each.type.write_only:
            assert shown.get(each.option) == given.get(each.option)


@every_type
def test_another_type_is_not_this_one(option: str) -> None:
    kind = TYPES[option]
    for action in ({"ActionType": "Octopus.Other", "Properties": {}}, {}, None):
        assert kind.shown(action, context()) is None
        assert kind.exported(action, context(), option) is None
    templated = {"ActionType": kind.action_type, "Properties": {"octopus.action.template.id": "ActionTemplates-1"}}
    assert kind.exported(templated, context(), option) is None


@every_type
def test_a_step_that_changes_its_type_begins_anew(option: str) -> None:
    other = {
        "Id": "1",
        "Name": "Step",
        "ActionType": "Octopus.Other",
        "Properties": {"Other.Key": "x", "Octopus.Action.AutoRetry.MaximumCount": "3"},
        "Packages": [{"Id": "p", "Name": "tool"}],
    }
    given = least(TYPES[option])
    changed, new = made(option, given, other), made(option, given)
    assert (changed["Id"], changed["Name"], changed["ActionType"]) == ("1", "Step", new["ActionType"])
    assert changed["Properties"] == {**new["Properties"], "Octopus.Action.AutoRetry.MaximumCount": "3"}
    assert changed["Packages"] == new.get("Packages", [])


def test_options_are_documented_by_their_api_keys_once() -> None:
    for option, kind in TYPES.items():
        keys = [each.api for each in settings(kind.fields)]
        assert len(keys) == len(set(keys)), option
        implied = {key for each in kind.implied.values() for key in each}
        assert implied <= set(keys), option
        names = {each.option for each in kind.fields}
        assert {each for group in (*kind.needed, *kind.rivals) for each in group} | set(kind.implied) <= names, option


def test_no_two_options_are_about_one_type() -> None:
    assert len({each.action_type for each in TYPES.values()}) == len(TYPES)


def test_features() -> None:
    feature = next(each for each in TYPES["deploy_package"].fields if isinstance(each.type, Feature))
    assert feature.type.parts()

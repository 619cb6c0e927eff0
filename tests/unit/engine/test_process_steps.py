# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The step and the action that an entry manages, and the effect on all others."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.process_checks import spelled_out
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.process_steps import Steps
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from hypothesis import given as generated
from hypothesis import strategies
from unit.engine.variable_sets import context

STEPS = Steps()
BODY = "Octopus.Action.Script.ScriptBody"
NAMES = ("Ask", "Build", "Check", "Deploy", "End", "Free")


def an_action(name: str, **more: Any) -> dict[str, Any]:
    return {
        "Id": f"a-{name}",
        "Name": name,
        "Slug": f"slug-of-{name}",
        "ActionType": "Octopus.Script",
        "Condition": "Success",
        "Properties": {BODY: f"echo {name}"},
        "Packages": [],
        "Newer": {"kept": name},
        **more,
    }


def a_step(name: str, *actions: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "Id": f"s-{name}",
        "Name": name,
        "Slug": f"slug-of-{name}",
        "Condition": "Success",
        "StartTrigger": "StartAfterPrevious",
        "PackageRequirement": "LetOctopusDecide",
        "Properties": {},
        "Actions": list(actions or (an_action(name),)),
        "Newer": {"kept": name},
        **more,
    }


def a_process(*steps: dict[str, Any]) -> dict[str, Any]:
    return {"Id": "deploymentprocess-Projects-1", "Version": 3, "Steps": list(steps), "Newer": 1}


def script(name: str, body: str = "", **more: Any) -> dict[str, Any]:
    return {"name": name, "action_type": "Octopus.Script", "properties": {BODY: body or f"echo {name}"}, **more}


def planned(current: dict[str, Any], given: list[dict[str, Any]], mode: str = "replace") -> dict[str, Any]:
    before = copy.deepcopy(current)
    plan = STEPS.merged if mode == "merge" else STEPS.wanted
    wanted = plan(given, current, context(), "steps")
    assert current == before, "a plan changes nothing that was read"
    return wanted


def as_stored(process: dict[str, Any]) -> dict[str, Any]:
    """The process as the server stores it: new steps and actions have IDs and slugs."""
    stored = copy.deepcopy(process)
    for step in stored["Steps"]:
        for each in (step, *step["Actions"]):
            each.setdefault("Id", f"new-{each['Name']}")
            each.setdefault("Slug", f"new-slug-{each['Name']}")
    return stored


def ids(process: dict[str, Any]) -> list[tuple[str, str | None, list[str | None]]]:
    return [(each["Name"], each.get("Id"), [a.get("Id") for a in each["Actions"]]) for each in process["Steps"]]


def test_unknown_properties_of_steps_survive() -> None:
    current = a_process(a_step("Ask"))
    wanted = planned(current, [script("Ask", "echo more")])
    (step,), (before,) = wanted["Steps"], current["Steps"]
    assert {**wanted, "Steps": []} == {**current, "Steps": []}
    assert {**step, "Actions": []} == {**before, "Actions": []}
    assert step["Actions"][0] == {**before["Actions"][0], "Properties": {BODY: "echo more"}}


def test_a_step_becomes_several_actions_and_one_again() -> None:
    current = a_process(a_step("Ask"), a_step("Build"))
    split = planned(current, [{"name": "Ask", "actions": [script("Before"), script("Ask")]}, {"name": "Build"}])
    assert ids(split) == [("Ask", "s-Ask", [None, "a-Ask"]), ("Build", "s-Build", ["a-Build"])]
    both = planned(current, [{"name": "Ask", "actions": [script("Ask"), script("Build")]}])
    assert ids(both) == [("Ask", "s-Ask", ["a-Ask", "a-Build"])]
    apart = planned(both, [script("Ask"), script("Build")])
    assert ids(apart) == [("Ask", "s-Ask", ["a-Ask"]), ("Build", None, [None])]
    actions_split = planned(both, [script("Ask"), {"name": "Build", "actions": [script("Build")]}])
    assert ids(actions_split) == [("Ask", "s-Ask", ["a-Ask"]), ("Build", None, ["a-Build"])]


def test_renaming_a_step_renames_its_action() -> None:
    current = a_process(a_step("Ask"), a_step("Build", an_action("Compile")))
    given = [script("ask", new_name="Ask first"), script("Build", "echo Compile", new_name="Make")]
    wanted = planned(current, given)
    assert ids(wanted) == [("Ask first", "s-Ask", ["a-Ask"]), ("Make", "s-Build", ["a-Compile"])]
    assert [each["Actions"][0]["Name"] for each in wanted["Steps"]] == ["Ask first", "Compile"]
    assert STEPS.same(wanted, planned(wanted, given))


def test_a_name_that_is_taken() -> None:
    current = a_process(a_step("Ask"), a_step("Build"))
    with pytest.raises(OptionError, match=r"steps\[0\].new_name: 'Ask' and 'Build' both exist"):
        planned(current, [script("Ask", new_name="Build")], "merge")
    with pytest.raises(OptionError, match="'Build' and 'End' would both have an action 'Build'"):
        planned(current, [{"name": "End", "actions": [script("Build")]}], "merge")


def test_merging_touches_only_what_is_named() -> None:
    current = a_process(a_step("Ask"), a_step("Build"), a_step("Check"))
    given = [
        script("Free"),
        script("First", before="Ask"),
        script("Middle", after="build"),
        script("Next", after="Middle"),
        {"name": "check", "state": "absent"},
    ]
    wanted = planned(current, given, "merge")
    assert [each["Name"] for each in wanted["Steps"]] == ["First", "Ask", "Build", "Middle", "Next", "Free"]
    assert wanted["Steps"][1] is current["Steps"][0] and wanted["Steps"][2] is current["Steps"][1]
    stored = as_stored(wanted)
    assert STEPS.same(stored, planned(stored, given, "merge"))
    with pytest.raises(OptionError, match=r"steps\[0\].after: there is no step 'Buld'. Did you mean 'Build'\?"):
        planned(current, [script("Late", after="Buld")], "merge")


def test_new_steps_beside_the_same_step_keep_their_order() -> None:
    current = a_process(a_step("Ask"), a_step("Build"))
    given = [
        script("First", after="Ask"),
        script("Beside", after="First"),
        script("Second", after="ask"),
        script("Third", before="Build"),
        script("Fourth", before="Build"),
        script("Fifth", after="Ask"),
    ]
    wanted = planned(current, given, "merge")
    names = ["Ask", "First", "Beside", "Second", "Fifth", "Third", "Fourth", "Build"]
    assert [each["Name"] for each in wanted["Steps"]] == names


def test_a_place_beside_a_step_that_is_not_there() -> None:
    current = a_process(a_step("Ask"), a_step("Build"))
    for beside, why in (("Later", "the new step 'Later' comes later in the list"), ("New", "'New' is this new step")):
        with pytest.raises(OptionError, match=rf"steps\[0\].after: {why}"):
            planned(current, [script("New", after=beside), script("Later", after="Ask")], "merge")
    with pytest.raises(OptionError, match=r"steps\[0\].before: there is no step 'X'; there are: 'Ask', 'Build', 'New'"):
        planned(current, [script("New", before="X")], "merge")


def test_a_step_that_is_spelled_in_another_case_is_renamed_with_its_action() -> None:
    wanted = planned(
        a_process(a_step("Ask"), a_step("Build", an_action("Compile"))), [{"name": "ASK"}, {"name": "BUILD"}]
    )
    assert [(each["Name"], each["Actions"][0]["Name"]) for each in wanted["Steps"]] == [
        ("ASK", "ASK"),
        ("BUILD", "Compile"),
    ]
    assert ids(wanted) == [("ASK", "s-Ask", ["a-Ask"]), ("BUILD", "s-Build", ["a-Compile"])]


def test_the_order_of_a_list_that_replaces_is_the_order() -> None:
    options = spelled_out({"steps": [script("Ask", after="Build"), script("Build")]})
    (mistake,) = STEPS.mistakes(options["steps"], "steps")
    assert str(mistake).startswith("steps[0].after: needs mode: merge")
    assert not list(
        STEPS.mistakes(spelled_out({**options, "mode": "merge", "steps": [script("Ask")]})["steps"], "steps")
    )


def test_the_first_step_starts_after_nothing() -> None:
    wanted = planned(a_process(), [script("Ask", start_trigger="StartWithPrevious"), script("Build")])
    assert wanted["Steps"][0]["StartTrigger"] == "StartAfterPrevious"
    current = a_process(a_step("Ask"), a_step("Build", StartTrigger="StartWithPrevious"))
    left = planned(current, [{"name": "Ask", "state": "absent"}], "merge")
    assert left["Steps"][0]["StartTrigger"] == "StartAfterPrevious"


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        (
            [{"name": "New"}],
            r"steps\[0\].action_type: must be given, or .* for the step 'New'",
        ),
        (
            [{"name": "New", "notes": "x"}],
            r"steps\[0\].action_type: must be given, or .* for the step 'New'",
        ),
        ([script("New", condition="Variable")], r"steps\[0\].condition_expression: must be given"),
        (
            [{"name": "New", "actions": [script("New", condition="Variable")]}],
            r"steps\[0\].actions\[0\].condition_expression: must be given",
        ),
        ([script("A", properties={BODY: None})], rf"steps\[0\].properties.{BODY}: has no value; put a value"),
    ],
)
def test_a_step_without_a_needed_option_is_refused(given: list[dict[str, Any]], problem: str) -> None:
    with pytest.raises(OptionError, match=problem):
        planned(a_process(), given)


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ([script("A"), {"name": "B", "actions": [script("a")]}], "steps[1].actions[0]: has the same name as steps[0]"),
        (
            [{"name": "A", "actions": [script("B"), script("C", new_name="b")]}],
            "steps[0].actions[1]: has the same name as steps[0].actions[0], 'b'",
        ),
        ([script("A", actions=[script("B")])], "steps[0].action_type: belongs to a step with one action"),
        ([{"name": "A", "actions": []}], "steps[0].actions: can't be empty"),
        (
            [{"name": "B", "state": "absent"}, {"name": "A", "new_name": "b"}],
            "steps[0].state: would remove the step 'B', which steps[1] names; leave one of them out",
        ),
        ([script("A"), {"name": "a", "state": "absent"}], "steps[1].state: would remove the step 'a', which steps[0]"),
        ([script("A", new_name=" ")], "steps[0].new_name: can't be empty"),
        ([script("A", new_name="B"), script("a")], "steps[1]: has the old name of steps[0]"),
        (
            [script("A", new_name="B"), {"name": "C", "actions": [script("D", new_name="A")]}],
            "steps[1].actions[0]: has the old name of steps[0]",
        ),
        ([script("A", condition="Always", condition_expression="#{A}")], "steps[0].condition_expression: belongs to"),
        ([{"name": "A", "exact": True}], "steps[0].exact: needs properties"),
        (
            [{"name": "A", "packages": [{"name": ""}], "properties": {"octopus.action.package.packageid": "B"}}],
            "steps[0].properties.octopus.action.package.packageid: is set from the package without a name",
        ),
        (
            [script("A", sensitive_properties={BODY.upper(): "s"})],
            f"steps[0].sensitive_properties.{BODY.upper()}: is also in properties",
        ),
        (
            [{"name": "A", "properties": {"Octopus.X": "1", "octopus.x": "2"}}],
            "steps[0].properties.octopus.x: has the same name as Octopus.X, because case does not matter",
        ),
        (
            [{"name": "A", "run_step_template": {"parameters": {"X": "1"}, "sensitive_parameters": {"x": "s"}}}],
            "steps[0].run_step_template.sensitive_parameters.x: is also in parameters",
        ),
        (
            [{"name": "A", "run_step_template": {"parameters": {"X": "1", "x": "2"}, "sensitive_parameters": None}}],
            "steps[0].run_step_template.parameters.x: has the same name as X, because case does not matter",
        ),
    ],
)
def test_mistakes_that_are_found_at_once(given: list[dict[str, Any]], problem: str) -> None:
    assert [str(each) for each in STEPS.mistakes(given, "steps") if str(each).startswith(problem)]


def test_a_diff_of_a_script_shows_lines() -> None:
    current = a_process(a_step("Ask", an_action("Ask", Properties={BODY: "echo 1\r\necho 2\r\n", "Octopus.X": "a"})))
    wanted = planned(current, [script("Ask", "echo 1\necho 3\n")])
    before, after = (STEPS.shown(each, context(), [script("Ask")])[0] for each in (current, wanted))
    assert before["properties"][BODY] == ["echo 1", "echo 2", ""]
    assert after["properties"][BODY] == ["echo 1", "echo 3", ""]
    assert before["properties"]["Octopus.X"] == "a"
    exported = STEPS.exported(current, context(), "here")
    assert exported[0]["run_script"]["script_body"] == "echo 1\necho 2\n"
    assert exported[0]["properties"] == {"Octopus.X": "a"}
    assert STEPS.same(current, planned(current, exported))


# The changes that a task can make to a step.
CHANGES = strategies.sampled_from(["keep", "keep", "edit", "rename", "remove"])


@generated(
    present=strategies.lists(strategies.sampled_from(NAMES), unique=True),
    changes=strategies.dictionaries(strategies.sampled_from(NAMES), CHANGES),
    new=strategies.lists(strategies.sampled_from(["New", "Newer", "Newest"]), unique=True),
    order=strategies.randoms(use_true_random=False),
    mode=strategies.sampled_from(["replace", "merge"]),
)
def test_ids_of_other_steps_never_change(
    present: list[str], changes: dict[str, str], new: list[str], order: Any, mode: str
) -> None:
    """The IDs stay, with any steps inserted, edited, renamed, removed and moved at once."""
    current = a_process(*(a_step(each) for each in present))
    given = [script(each) for each in new]
    for name in present:
        match changes.get(name, "keep"):
            case "edit":
                given.append(script(name, "echo edited"))
            case "rename":
                given.append(script(name, new_name=f"{name} again"))
            case "remove":
                given += [{"name": name, "state": "absent"}] if mode == "merge" else []
            case _:
                given += [script(name)] if mode == "replace" else []
    order.shuffle(given)
    stored = as_stored(planned(current, given, mode))
    after = {each["Id"]: each for each in stored["Steps"]}
    assert set(after) == {f"s-{each}" for each in present if changes.get(each) != "remove"} | {f"new-{n}" for n in new}
    for name in present:
        step = after.get(f"s-{name}")
        if step is not None:
            (action,) = step["Actions"]
            assert (step["Slug"], action["Slug"], action["Id"]) == (f"slug-of-{name}", f"slug-of-{name}", f"a-{name}")
            assert step["Name"] == action["Name"] == (f"{name} again" if changes.get(name) == "rename" else name)
    if mode == "replace":
        assert [each["Name"] for each in stored["Steps"]] == [each.get("new_name") or each["name"] for each in given]
    again = planned(stored, given, mode)
    assert again == stored and STEPS.same(stored, again)


@pytest.mark.parametrize("number", [0, -1, True, 1.5, "two"])
def test_targets_at_the_same_time_are_counted(number: Any) -> None:
    (field,) = (each for each in STEPS.parts() if each.option == "max_parallelism")
    assert "must be a whole number above 0" in str(next(field.type.mistakes(number, "x")))
    for right in (2, "2", "#{Number}", ""):
        assert not list(field.type.mistakes(right, "x"))

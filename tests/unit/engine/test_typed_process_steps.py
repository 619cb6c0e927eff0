# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Typed options of steps beside the plain options of the same steps."""

from __future__ import annotations

import json
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.process_steps import Steps
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.settings import A
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.table import STEP_TYPES, secret_settings
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from unit.engine.test_process_steps import a_process, a_step, an_action, as_stored, script
from unit.steps.samples import SECRET, TYPES, context, least, options_of

STEPS = Steps()
BODY = f"{A}Script.ScriptBody"
PASSWORD = f"{A}WindowsService.CustomAccountPassword"
INLINE = {"script_body": "echo 1", "syntax": "Bash"}
WEB = {"package_id": "Web", "feed": "The feed"}
TOOL = {"name": "tool", "package_id": "Tool", "feed": "The feed"}
every_type = pytest.mark.parametrize("option", TYPES)


def planned(current: dict[str, Any], given: list[dict[str, Any]], mode: str = "replace") -> dict[str, Any]:
    return (STEPS.merged if mode == "merge" else STEPS.wanted)(given, current, context(), "steps")


def action(given: dict[str, Any], current: dict[str, Any] | None = None) -> dict[str, Any]:
    """The action of a step with these options."""
    process = a_process(*([a_step("Step", current)] if current else []))
    made: dict[str, Any] = planned(process, [{"name": "Step", **given}])["Steps"][0]["Actions"][0]
    return made


def mistakes(*given: dict[str, Any]) -> list[str]:
    return [str(each) for each in STEPS.mistakes(list(given), "steps")]


@every_type
def test_a_typed_step_is_planned_stored_exported_and_planned_again(option: str) -> None:
    for given in (least(TYPES[option]), options_of(TYPES[option])):
        step = {"name": "Step", option: given}
        stored = as_stored(planned(a_process(), [step]))
        assert STEPS.same(stored, planned(stored, [step]))
        exported = STEPS.exported(stored, context(), "p")
        assert set(exported[0]) == {"name", option}
        assert SECRET not in json.dumps([exported, STEPS.shown(stored, context(), [step])])
        if SECRET not in json.dumps(given):
            again = as_stored(planned(a_process(), exported))
            assert STEPS.same(stored, again) and STEPS.same(again, stored)


def test_typed_options_are_the_first_options_of_a_step_and_of_its_actions() -> None:
    options = STEPS.argument()["options"]
    assert {each.option for each in STEP_TYPES} <= set(options)
    assert {each.option for each in STEP_TYPES} <= set(options["actions"]["options"])


def test_plain_options_change_what_a_typed_option_has_made() -> None:
    made = action({"run_script": INLINE, "properties": {f"{A}Script.ScriptParameters": "-x", "Own": "1"}})
    assert (made["ActionType"], made["Properties"][BODY]) == ("Octopus.Script", "echo 1")
    assert (made["Properties"][f"{A}Script.ScriptParameters"], made["Properties"]["Own"]) == ("-x", "1")
    (exported,) = STEPS.exported(a_process(a_step("Step", made)), context(), "p")
    assert exported == {
        "name": "Step",
        "run_script": {**INLINE, "script_parameters": "-x"},
        "properties": {"Own": "1"},
    }


def test_a_step_without_a_typed_option_is_exported_with_its_type() -> None:
    other = an_action("Step", ActionType="Octopus.Other", Properties={"Own": "1"})
    (exported,) = STEPS.exported(a_process(a_step("Step", other)), context(), "p")
    assert exported == {"name": "Step", "action_type": "Octopus.Other", "properties": {"Own": "1"}}


def test_an_existing_step_needs_no_type() -> None:
    current = an_action("Step")
    assert action({"notes": "x"}, current) == {**current, "Notes": "x"}
    assert action({"run_script": {"syntax": "Bash"}}, current)["Properties"] == {
        BODY: "echo Step",
        f"{A}Script.Syntax": "Bash",
    }


def test_packages_keep_the_one_of_the_typed_option() -> None:
    made = action({"deploy_package": {"package": WEB}, "packages": [TOOL]})
    assert [each["Name"] for each in made["Packages"]] == ["", "tool"]
    assert made["Properties"][f"{A}Package.PackageId"] == "Web"
    named = action({"deploy_package": {"package": WEB}, "packages": [{**TOOL, "name": ""}]})
    assert [each["PackageId"] for each in named["Packages"]] == ["Tool"]
    assert named["Properties"][f"{A}Package.PackageId"] == "Tool"
    inline = action({"run_script": INLINE, "packages": [TOOL]}, made)
    assert [each["Name"] for each in inline["Packages"]] == ["tool"]
    (exported,) = STEPS.exported(a_process(a_step("Step", made)), context(), "p")
    assert exported["deploy_package"] == {"package": WEB}
    assert [each["name"] for each in exported["packages"]] == ["tool"]


def test_repositories_keep_the_one_of_the_typed_option() -> None:
    repository = {"repository_uri": "https://host/r.git", "default_branch": "main"}
    typed = {"run_script": {"git_dependency": repository, "script_file_name": "run.sh"}}
    more = {"name": "more", "git_credential_type": "Anonymous", **repository}
    made = action({**typed, "git_dependencies": [more]})
    assert [each["Name"] for each in made["GitDependencies"]] == ["", "more"]


def test_exact_keeps_what_the_typed_option_tells() -> None:
    current = an_action("Step", Properties={BODY: "echo 1", f"{A}Script.Syntax": "Bash", "Old": "x", "Own": "1"})
    made = action({"run_script": INLINE, "properties": {"Own": "1"}, "exact": True}, current)
    assert made["Properties"] == {BODY: "echo 1", f"{A}Script.Syntax": "Bash", "Own": "1"}
    assert "Old" not in action({"run_script": INLINE, "exact": True}, current)["Properties"]


def test_a_diff_shows_the_options_that_the_task_has() -> None:
    typed = [{"name": "Step", "run_script": {"script_body": "echo 1\necho 3\n"}}]
    current = a_process(a_step("Step", an_action("Step", Properties={BODY: "echo 1\necho 2\n", "Own": "1"})))
    before, after = (STEPS.shown(each, context(), typed)[0] for each in (current, planned(current, typed)))
    assert before["run_script"]["script_body"] == ["echo 1", "echo 2", ""]
    assert after["run_script"]["script_body"] == ["echo 1", "echo 3", ""]
    assert before["properties"] == {"Own": "1"} and "action_type" not in before
    plain = STEPS.shown(current, context(), [script("Step")])[0]
    assert plain["properties"][BODY] == ["echo 1", "echo 2", ""] and "run_script" not in plain


def test_every_change_of_a_plain_task_is_in_its_diff() -> None:
    """The typed option would not show a value whose case servers ignore."""
    current = a_process(a_step("Step"))
    given = [script("Step", properties={f"{A}Script.Syntax": "PowerShell"})]
    wanted = planned(current, given)
    assert not STEPS.same(current, wanted)
    assert STEPS.shown(current, context(), given) != STEPS.shown(wanted, context(), given)


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        (
            {"run_script": INLINE, "action_type": "Octopus.Script"},
            "steps[0].action_type: can't be given together with run_script",
        ),
        (
            {"run_script": INLINE, "send_email": {"subject": "x"}},
            "steps[0].send_email: can't be given together with run_script",
        ),
        (
            {"actions": [{"name": "A", "run_script": INLINE, "action_type": "Octopus.Script"}]},
            "steps[0].actions[0].action_type: can't be given together with run_script",
        ),
        (
            {"run_script": INLINE, "actions": [{"name": "A"}]},
            "steps[0].run_script: belongs to a step with one action",
        ),
        (
            {"properties": {PASSWORD.lower(): SECRET}},
            f"steps[0].properties.{PASSWORD.lower()}: is a secret; give it in sensitive_properties, or with "
            "deploy_windows_service.custom_account_password",
        ),
        ({"properties": {PASSWORD: ""}}, f"steps[0].properties.{PASSWORD}: is a secret"),
        (
            {"properties": {"Own": {"HasValue": True, "NewValue": SECRET}}},
            "steps[0].properties.Own: is a secret; give it in sensitive_properties",
        ),
    ],
)
def test_mistakes_of_types_and_secrets(given: dict[str, Any], problem: str) -> None:
    found = mistakes({"name": "Step", **given})
    assert [each for each in found if each.startswith(problem)]
    assert SECRET not in "".join(found)


def test_an_expression_is_no_secret() -> None:
    assert not mistakes({"name": "Step", "properties": {PASSWORD: "#{Password}", "Own": {"a": 1}}})
    assert len(secret_settings()) > 5


def test_a_new_step_needs_one_type() -> None:
    with pytest.raises(OptionError, match="or an option such as run_script, for the step 'New'"):
        planned(a_process(), [{"name": "New", "notes": "x"}])
    assert planned(a_process(), [{"name": "New", "run_script": INLINE}])["Steps"]


def test_a_place_beside_no_step_is_refused_for_a_step_that_stays() -> None:
    current = a_process(a_step("Ask"), a_step("Build"))
    assert planned(current, [script("Build", before="Ask")], "merge") == current
    with pytest.raises(OptionError, match=r"steps\[0\].before: there is no step 'Aks'. Did you mean 'Ask'\?"):
        planned(current, [script("Build", before="Aks")], "merge")


def test_the_documents_that_typed_options_name() -> None:
    given = [
        {"name": "A", "deploy_package": {"package": {"package_id": "x", "feed": "Images"}}},
        {"name": "B", "actions": [{"name": "C", "manual_intervention": {"responsible_teams": ["Testers"]}}]},
        {"name": "D", "deploy_release": {"project": "Web"}},
        {"name": "E", "run_step_template": {"template": "Notify"}},
    ]
    found = {(location.label, value) for location, value in STEPS.references(given)}
    assert found == {("feed", "Images"), ("team", "Testers"), ("project", "Web"), ("step template", "Notify")}


def test_the_inputs_of_a_step_package_are_named_in_a_warning() -> None:
    at: Context = context()
    STEPS.exported(a_process(a_step("Upload", an_action("Upload", Inputs={"a": 1}))), at, "processes.Shop")
    assert at.notes.warnings == ["processes.Shop.Upload: left out the inputs of the step package Octopus.Script"]

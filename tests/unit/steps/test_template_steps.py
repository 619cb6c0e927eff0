# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Steps from step templates and process templates."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.settings import A
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.table import exported_action, step_types
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.templates import TemplateStep
from ansible_collections.octopus.deploy.plugins.module_utils._locate.resolver import Resolver
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from emulator.testing import Emulator
from unit.steps.samples import SECRET, TEMPLATES, TYPES, context

KIND = TemplateStep()
NAME = "The step template"
PACKAGE = {
    "Id": "p-1",
    "Name": "Source",
    "PackageId": "",
    "FeedId": "",
    "AcquisitionLocation": "Server",
    "Properties": {"PackageParameterName": "Source", "SelectionMode": "deferred"},
}
TEMPLATE: dict[str, Any] = {
    "Id": "ActionTemplates-1",
    "Name": "Notify",
    "ActionType": "Octopus.Script",
    "Version": 3,
    "Properties": {f"{A}Script.ScriptBody": "echo 3", f"{A}Script.Syntax": "Bash", f"{A}RunOnServer": None},
    "Packages": [PACKAGE],
    "Parameters": [
        {"Name": "Channel", "DefaultValue": "#general"},
        {"Name": "Color", "DefaultValue": ""},
        {"Name": "Key", "DefaultValue": None, "DisplaySettings": {"Octopus.ControlType": "Sensitive"}},
        {"Name": "Account", "DefaultValue": "", "DisplaySettings": {"Octopus.ControlType": "AzureAccount"}},
        {"Name": "Source", "DefaultValue": None, "DisplaySettings": {"Octopus.ControlType": "Package"}},
        {"Name": "Loud", "DefaultValue": "False", "DisplaySettings": {"Octopus.ControlType": "Checkbox"}},
    ],
    "Links": {"Versions": "/versions"},
    "Kept": [{"Version": 3}, {"Version": 2, "Properties": {f"{A}Script.ScriptBody": "echo 2"}}],
}


@pytest.fixture(autouse=True)
def template() -> Iterator[dict[str, Any]]:
    TEMPLATES["ActionTemplates-1"] = json.loads(json.dumps(TEMPLATE))
    yield TEMPLATES["ActionTemplates-1"]
    TEMPLATES.clear()


def step(given: dict[str, Any], current: Any = None, at: Any = None) -> dict[str, Any]:
    return KIND.wanted(given, current, at or context(), "run_step_template")


def test_a_new_step_is_a_copy_of_the_newest_version() -> None:
    action = step({"template": NAME, "parameters": {"color": "red", "Loud": True, "Account": "The account"}})
    assert action == {
        "ActionType": "Octopus.Script",
        "Properties": {
            "Channel": "#general",
            "Color": "red",
            "Loud": "True",
            "Account": "Accounts-1",
            f"{A}Script.ScriptBody": "echo 3",
            f"{A}Script.Syntax": "Bash",
            f"{A}Template.Id": "ActionTemplates-1",
            f"{A}Template.Version": "3",
        },
        "Packages": [{key: value for key, value in PACKAGE.items() if key != "Id"}],
    }
    assert KIND.exported(action, context(), "p") == {
        "template": NAME,
        "parameters": {"Color": "red", "Loud": "True", "Account": "The account"},
    }
    assert KIND.rest(action, context()) == {"Properties": {}, "Packages": [], "GitDependencies": []}


def test_the_second_time_nothing_changes() -> None:
    given = {
        "template": NAME,
        "version": "latest",
        "parameters": {"Color": "red", "Loud": True},
        "sensitive_parameters": {"Key": SECRET},
        "packages": [{"name": "Source", "package_id": "App", "feed": "The feed"}],
    }
    action = step(given)
    assert action["Properties"]["Key"] == {"HasValue": True, "NewValue": SECRET}
    stored = {**action, "Properties": {**action["Properties"], "Key": {"HasValue": True, "NewValue": None}}}
    assert step(given, stored) == stored
    results = [KIND.shown(action, context(), given), KIND.exported(action, context(), "p")]
    assert SECRET not in json.dumps(results)
    assert results[1]["sensitive_parameters"] == {"Key": "<secret p.Key>"}
    assert results[0]["parameters"] == {"Color": "red", "Loud": "True"}


def test_a_package_is_in_its_parameter_too() -> None:
    action = step({"template": NAME, "packages": [{"name": "source", "package_id": "App", "feed": "The feed"}]})
    assert action["Properties"]["Source"] == '{"PackageId":"App","FeedId":"Feeds-1"}'
    assert (action["Packages"][0]["PackageId"], action["Packages"][0]["FeedId"]) == ("App", "Feeds-1")
    exported = KIND.exported(action, context(), "p")
    assert exported["packages"][0]["package_id"] == "App"
    assert step(exported) == action
    with pytest.raises(OptionError, match=r"packages\[0\]: .* no package 'Other'; its packages are: 'Source'"):
        step({"template": NAME, "packages": [{"name": "Other"}]})


def test_a_step_keeps_its_version_and_a_warning_names_the_newest() -> None:
    old = step({"template": NAME, "version": "2", "parameters": {"Color": "red"}})
    assert (old["Properties"][f"{A}Script.ScriptBody"], old["Properties"][f"{A}Template.Version"]) == ("echo 2", "2")
    assert KIND.exported(old, context(), "p")["version"] == "2"
    at = context()
    assert step({"template": NAME, "parameters": {"Color": "red"}}, old, at) == old
    assert at.notes.warnings == [
        "run_step_template: the step has version 2 of step template 'Notify', whose newest version is 3; "
        "version: latest updates the step"
    ]
    quiet = context()
    assert step({"version": "2"}, old, quiet) == old and quiet.notes.warnings == []


def test_an_update_keeps_values_packages_and_what_only_the_step_has() -> None:
    chosen = {"name": "Source", "package_id": "App", "feed": "The feed"}
    old = step({"template": NAME, "version": "2", "parameters": {"Color": "red"}, "packages": [chosen]})
    old = {**old, "Id": "a", "Properties": {**old["Properties"], "Own": "x"}}
    old["Packages"] = [{**old["Packages"][0], "Id": "s-1"}, {"Id": "s-2", "Name": "tool"}]
    new = step({"version": "latest"}, old)
    assert new["Packages"] == old["Packages"] and new["Id"] == "a"
    assert new["Properties"] == {
        **old["Properties"],
        f"{A}Script.ScriptBody": "echo 3",
        f"{A}Script.Syntax": "Bash",
        f"{A}Template.Version": "3",
    }
    assert KIND.shown(new, context(), {})["version"] == "3" != KIND.shown(old, context(), {})["version"]
    assert KIND.rest(new, context())["Properties"] == {"Own": "x"}


def test_another_template_begins_anew() -> None:
    TEMPLATES["ActionTemplates-2"] = {**TEMPLATE, "Id": "ActionTemplates-2", "Parameters": [], "Packages": []}
    other = {"Properties": {f"{A}Template.Id": "ActionTemplates-2", f"{A}Template.Version": "1", "Old": "x"}}
    assert step({"template": NAME}, other) == step({"template": NAME})


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({}, "run_step_template.template: is required"),
        ({"template": NAME, "version": "newest"}, "version: must be a number or latest, not 'newest'"),
        (
            {"template": NAME, "version": "9"},
            "version: step template 'Notify' has no version 9; its versions are: '3', '2'",
        ),
        (
            {"template": NAME, "parameters": {"Colour": "x"}},
            "Colour: the template has no parameter.*Similar names: 'Color'",
        ),
        ({"template": NAME, "parameters": {"Key": "x"}}, "parameters.Key: .* give it in sensitive_parameters"),
    ],
)
def test_mistakes(given: dict[str, Any], problem: str) -> None:
    with pytest.raises(OptionError, match=problem):
        step(given)


def test_a_template_to_come_is_assumed() -> None:
    TEMPLATES.clear()
    action = step({"template": NAME, "parameters": {"Any": "x"}}, at=context(check=True))
    assert action["Properties"] == {f"{A}Template.Id": "ActionTemplates-1", "Any": "x"}
    assert action["ActionType"]
    assert KIND.exported(action, context(), "p") is None


def test_a_process_template() -> None:
    kind = TYPES["use_process_template"]
    given: dict[str, Any] = {
        "slug": "deploy-web",
        "version_mask": "1.X",
        "parameters": {"Name": "web", "Package": {"PackageId": "App"}},
        "sensitive_parameters": {"Key": SECRET},
    }
    action = kind.wanted(given, None, context(), "o")
    assert action == {
        "ActionType": "Octopus.ProcessTemplate",
        "Properties": {
            f"{A}ProcessTemplate.Reference.Slug": "deploy-web",
            f"{A}ProcessTemplate.Reference.VersionMask": "1.X",
            "Name": "web",
            "Package": '{"PackageId": "App"}',
            "Key": {"HasValue": True, "NewValue": SECRET},
        },
    }
    assert kind.wanted(given, action, context(), "o")["Properties"]["Name"] == "web"
    exported = kind.exported(action, context(), "p")
    assert exported == {
        "slug": "deploy-web",
        "version_mask": "1.X",
        "parameters": {"Name": "web", "Package": '{"PackageId": "App"}'},
        "sensitive_parameters": {"Key": "<secret p.Key>"},
    }
    assert kind.shown(action, context(), given)["parameters"] == exported["parameters"]
    other = kind.wanted({"parameters": {"Name": "api"}}, action, context(), "o")
    assert other["Properties"]["Name"] == "api" and not kind.same(action, other)


def test_the_export_finds_the_option_of_an_action() -> None:
    from_template = step({"template": NAME})
    assert exported_action(from_template, context(), "p") == (
        {"run_step_template": {"template": NAME}},
        {"Properties": {}, "Packages": [], "GitDependencies": []},
    )
    script = {"ActionType": "Octopus.Script", "Properties": {f"{A}Script.ScriptBody": "echo", "Own": "x"}}
    typed, left = exported_action(script, context(), "p")
    assert typed == {"run_script": {"script_body": "echo"}} and left["Properties"] == {"Own": "x"}
    other = {"ActionType": "Octopus.Other", "Properties": {"Own": "x"}}
    assert exported_action(other, context(), "p") == ({}, other)


def test_every_option_has_a_name_of_its_own() -> None:
    options = [each.option for each in step_types()]
    assert len(options) == len(set(options))


def test_the_versions_of_a_server() -> None:
    with Emulator() as server:
        body = {"Name": "Notify", "ActionType": "Octopus.Script", "Properties": {f"{A}Script.ScriptBody": "echo 1"}}
        made = server.seed("actiontemplates", **body)
        with Client(server.url, api_key=server.api_key) as client:
            space = client.space().document
            known = client.document(space, "ActionTemplates", {"id": made["Id"]})
            client.modify({**known, "Properties": {f"{A}Script.ScriptBody": "echo 2"}})
            at = Context(client, Resolver(client, space))
            first = step({"template": "notify"}, at=at)
            old = str(int(first["Properties"][f"{A}Template.Version"]) - 1)
            pinned = step({"version": old}, first, at=at)
    assert first["Properties"][f"{A}Script.ScriptBody"] == "echo 2"
    assert pinned["Properties"][f"{A}Script.ScriptBody"] == "echo 1"

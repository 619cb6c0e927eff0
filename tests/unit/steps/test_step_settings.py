# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Packages, repositories, features and texts of steps, each tried on the types of steps that have them."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.process_texts import same_value
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.settings import A
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import ALWAYS
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from unit.steps.samples import SECRET, TYPES, context

FEATURES = f"{A}EnabledFeatures"
OWN = "Octopus.Features.Own"
SCRIPT, PACKAGE, EMAIL = TYPES["run_script"], TYPES["deploy_package"], TYPES["send_email"]
INLINE = {"script_body": "echo 1\n", "syntax": "Bash"}
IN_A_PACKAGE: dict[str, Any] = {"package": {"package_id": "Tools", "feed": "The feed"}, "script_file_name": "run.sh"}
IN_GIT: dict[str, Any] = {
    "git_dependency": {"repository_uri": "https://host/r.git", "default_branch": "main"},
    "script_file_name": "run.sh",
}


def script(given: dict[str, Any], current: Any = None) -> dict[str, Any]:
    return SCRIPT.wanted(given, current, context(), "run_script")


def test_an_inline_script_has_nothing_that_nobody_asked_for() -> None:
    assert script(INLINE) == {
        "ActionType": "Octopus.Script",
        "Properties": {
            f"{A}Script.ScriptSource": "Inline",
            f"{A}Script.Syntax": "Bash",
            f"{A}Script.ScriptBody": "echo 1\n",
            "OctopusUseBundledTooling": "False",
        },
    }


def test_a_script_in_a_package() -> None:
    action = script(IN_A_PACKAGE)
    assert action["Packages"] == [
        {
            "Name": "",
            "PackageId": "Tools",
            "FeedId": "Feeds-1",
            "AcquisitionLocation": "Server",
            "Properties": {"SelectionMode": "immediate"},
        }
    ]
    assert action["Properties"] == {
        f"{A}Script.ScriptSource": "Package",
        f"{A}Script.ScriptFileName": "run.sh",
        f"{A}Package.PackageId": "Tools",
        f"{A}Package.FeedId": "Feeds-1",
        f"{A}Package.DownloadOnTentacle": "False",
        "OctopusUseBundledTooling": "False",
    }
    assert SCRIPT.exported(action, context(), "p") == IN_A_PACKAGE


def test_a_script_in_a_repository() -> None:
    action = script(IN_GIT)
    assert action["GitDependencies"] == [
        {
            "Name": "",
            "RepositoryUri": "https://host/r.git",
            "DefaultBranch": "main",
            "GitCredentialType": "Anonymous",
            "FilePathFilters": [],
        }
    ]
    assert action["Properties"][f"{A}GitRepository.Source"] == "External"
    assert SCRIPT.exported(action, context(), "p") == IN_GIT
    of_the_project = script({"git_source": "Project", "script_file_name": "run.sh"})
    assert of_the_project["Properties"][f"{A}Script.ScriptSource"] == "GitRepository"
    assert "GitDependencies" not in of_the_project


def test_a_credential_decides_about_its_type() -> None:
    with_one = {"git_dependency": {**IN_GIT["git_dependency"], "git_credential": "The Git credential"}}
    action = script(with_one, script(IN_GIT))
    assert action["GitDependencies"][0]["GitCredentialType"] == "Library"
    again = script({"git_dependency": {"git_credential": ""}}, action)
    assert again["GitDependencies"][0]["GitCredentialType"] == "Anonymous"
    connected = script({**IN_GIT, "git_dependency": {**IN_GIT["git_dependency"], "git_hub_connection_id": "c-1"}})
    assert "GitCredentialType" not in connected["GitDependencies"][0]


def test_a_feed_that_is_kept_by_its_slug_is_no_difference() -> None:
    """Servers write the slug of the feed into projects in Git (api: processes#package-references)."""
    action = script(IN_A_PACKAGE)
    by_slug = {**action, "Packages": [{**action["Packages"][0], "FeedId": "The slug"}]}
    assert script(IN_A_PACKAGE, by_slug) == by_slug


def test_a_source_displaces_the_others() -> None:
    tool = {"Id": "t", "Name": "tool", "PackageId": "Tool"}
    packaged = script(IN_A_PACKAGE, {"ActionType": "Octopus.Script", "Packages": [tool]})
    inline = script(INLINE, packaged)
    assert inline["Packages"] == [tool]
    assert inline["Properties"] == {
        f"{A}Script.ScriptSource": "Inline",
        f"{A}Script.Syntax": "Bash",
        f"{A}Script.ScriptBody": "echo 1\n",
        f"{A}Script.ScriptFileName": "run.sh",
    }
    from_git = script(IN_GIT, script(INLINE))
    assert f"{A}Script.ScriptBody" not in from_git["Properties"]
    assert from_git["Properties"][f"{A}Script.ScriptSource"] == "GitRepository"


def test_a_given_option_wins_over_an_implied_one() -> None:
    action = script({**INLINE, "script_source": "GitRepository"})
    assert action["Properties"][f"{A}Script.ScriptSource"] == "GitRepository"
    assert SCRIPT.exported(action, context(), "p")["script_source"] == "GitRepository"


def test_a_package_keeps_its_id_and_what_the_options_leave_out() -> None:
    action = script(IN_A_PACKAGE)
    action["Packages"][0].update(Id="p-1", Version="1.0", Newer=1)
    changed = script({"package": {"package_id": "Others", "acquisition_location": "ExecutionTarget"}}, action)
    package = changed["Packages"][0]
    assert package == {
        **action["Packages"][0],
        "PackageId": "Others",
        "AcquisitionLocation": "ExecutionTarget",
    }
    assert changed["Properties"][f"{A}Package.DownloadOnTentacle"] == "True"
    assert changed["Properties"][f"{A}Package.PackageId"] == "Others"


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"package": {"package_id": "X"}}, "run_script.package.feed: is required"),
        ({"git_dependency": {"repository_uri": "u"}}, "run_script.git_dependency.default_branch: is required"),
    ],
)
def test_contents_that_lack_something(given: dict[str, Any], problem: str) -> None:
    with pytest.raises(OptionError, match=problem):
        script(given)


def test_a_step_without_properties_means_what_servers_take() -> None:
    """A test of the Go client creates such a script (api: steps#smallest-bodies)."""
    bare = {"ActionType": "Octopus.Script", "Properties": {f"{A}Script.ScriptBody": "echo 1\r\n"}}
    assert script({"script_body": "echo 1\n", "script_source": "Inline"}, bare) == bare


def test_features_are_switched_on_and_off() -> None:
    first = {"package": IN_A_PACKAGE["package"], "structured_variables": {"targets": ["b.json", "a.json"]}}
    action = PACKAGE.wanted(first, None, context(), "o")
    assert action["Properties"][FEATURES] == "Octopus.Features.JsonConfigurationVariables"
    assert PACKAGE.exported(action, context(), "p")["structured_variables"] == {"targets": ["a.json", "b.json"]}

    more = PACKAGE.wanted({"configuration_transforms": {"enabled": True}}, action, context(), "o")
    assert more["Properties"][FEATURES].split(",") == [
        "Octopus.Features.JsonConfigurationVariables",
        "Octopus.Features.ConfigurationTransforms",
    ]
    assert more["Properties"][f"{A}Package.AutomaticallyRunConfigurationTransformationFiles"] == "True"
    assert PACKAGE.exported(more, context(), "p")["configuration_transforms"] == {"enabled": True}

    for off in ({}, {"enabled": False}):
        less = PACKAGE.wanted({"structured_variables": off}, more, context(), "o")
        assert less["Properties"][FEATURES] == "Octopus.Features.ConfigurationTransforms"
        assert less["Properties"][f"{A}Package.JsonConfigurationVariablesTargets"] == "b.json\na.json"
        assert PACKAGE.shown(less, context(), {"structured_variables": off})["structured_variables"] == {
            "enabled": False
        }
        assert not PACKAGE.same(more, less)


def test_agents_know_a_feature_in_its_exact_case() -> None:
    """api: steps#features"""
    action = {
        "ActionType": "Octopus.TentaclePackage",
        "Properties": {FEATURES: f"octopus.features.customscripts,{OWN}"},
    }
    assert "custom_scripts" not in PACKAGE.shown(action, context())
    wanted = PACKAGE.wanted({"custom_scripts": {"deploy_sh": "echo"}}, action, context(), "o")
    assert wanted["Properties"][FEATURES] == f"{OWN},Octopus.Features.CustomScripts"
    assert not PACKAGE.same(action, wanted)
    assert not same_value(FEATURES, "Octopus.Features.CustomScripts", "octopus.features.customscripts")
    assert same_value(FEATURES, "Octopus.Features.CustomScripts", ",Octopus.Features.CustomScripts")


def test_features_have_no_order_and_may_begin_with_a_comma() -> None:
    listed = ",Octopus.Features.ConfigurationTransforms,Octopus.Features.Newer,Octopus.Features.CustomScripts"
    action = {
        "ActionType": "Octopus.TentaclePackage",
        "Properties": {FEATURES: listed, f"{A}CustomScripts.Deploy.sh": "echo"},
    }
    given = {"custom_scripts": {"deploy_sh": "echo"}, "configuration_transforms": {"enabled": True}}
    assert PACKAGE.wanted(given, action, context(), "o") == action
    turned = {**action, "Properties": {**action["Properties"], FEATURES: ",".join(reversed(listed.split(",")))}}
    assert PACKAGE.same(action, turned)
    # The features of a step stay in its properties if one of them has no option.
    assert PACKAGE.rest(action, context())["Properties"] == {FEATURES: listed}


def test_a_value_that_an_option_cannot_say_is_left_to_the_properties() -> None:
    properties = {
        f"{A}Email.Subject": "Done",
        f"{A}Email.To": "a@host",
        f"{A}Email.IsHtml": "#{Html}",
        f"{A}Email.Priority": "#{Priority}",
        f"{A}Email.CC": "",
    }
    action = {"ActionType": "Octopus.Email", "Properties": properties}
    assert EMAIL.exported(action, context(), "p") == {"subject": "Done", "to": "a@host"}
    assert EMAIL.rest(action, context())["Properties"] == {
        f"{A}Email.IsHtml": "#{Html}",
        f"{A}Email.Priority": "#{Priority}",
    }
    assert EMAIL.wanted({"is_html": False}, action, context(), "o")["Properties"][f"{A}Email.IsHtml"] == "False"


def test_a_package_without_properties_stays_without() -> None:
    action = script(IN_A_PACKAGE)
    bare = {**action, "Packages": [{**action["Packages"][0], "Properties": {}}]}
    exported = SCRIPT.exported(bare, context(), "p")
    assert exported["package"] == {**IN_A_PACKAGE["package"], "properties": {}}
    assert script(exported) == bare


@pytest.mark.parametrize("contents", [[], [{"Name": "", "PackageId": "", "FeedId": "Feeds-1"}]])
def test_a_step_that_lacks_something_is_left_to_its_properties(contents: list[dict[str, Any]]) -> None:
    """The API accepts steps that the portal would not, so that they exist (api: steps#where-a-step-runs)."""
    action = {"ActionType": "Octopus.TentaclePackage", "Properties": {}, "Packages": contents}
    assert PACKAGE.exported(action, context(), "p") is None
    assert PACKAGE.wanted({"skip_if_already_installed": True}, action, context(), "o") != action


def test_a_secret_is_kept_sent_and_cleared() -> None:
    service = TYPES["deploy_windows_service"]
    key = f"{A}WindowsService.CustomAccountPassword"
    stored: dict[str, Any] = {
        "ActionType": "Octopus.WindowsService",
        "Properties": {key: {"HasValue": True, "NewValue": None, "Hint": None}},
    }

    def after(given: str, **more: Any) -> Any:
        asked = {"custom_account_password": given}
        return service.wanted(asked, stored, context(**more), "o")["Properties"].get(key)

    assert after(SECRET) == stored["Properties"][key]
    assert after(SECRET, update_secrets=ALWAYS) == {"HasValue": True, "NewValue": SECRET}
    assert after("<no secret>") == {"HasValue": False, "NewValue": None}
    assert after("#{Password}") == "#{Password}"
    stored["Properties"] |= {f"{A}WindowsService.ServiceName": "S", f"{A}WindowsService.ExecutablePath": "s.exe"}
    stored["Packages"] = script(IN_A_PACKAGE)["Packages"]
    assert service.exported(stored, context(), "p")["custom_account_password"] == "<secret p.custom_account_password>"


def test_a_release_has_its_project_as_its_package() -> None:
    kind = TYPES["deploy_release"]
    action = kind.wanted({"project": "The project", "variables": {"A": "1", "B": 2}}, None, context(), "o")
    package = {"Name": "", "PackageId": "Projects-1", "FeedId": "Feeds-9", "AcquisitionLocation": "NotAcquired"}
    assert action["Packages"] == [package]
    assert action["Properties"] == {
        f"{A}DeployRelease.ProjectId": "Projects-1",
        f"{A}DeployRelease.DeploymentCondition": "Always",
        f"{A}DeployRelease.Variables": "A=1\nB=2",
        f"{A}Package.PackageId": "Projects-1",
        f"{A}Package.FeedId": "Feeds-9",
        f"{A}Package.DownloadOnTentacle": "False",
    }
    stored = {**action, "Packages": [{**package, "Id": "p"}]}
    assert kind.wanted({"variables": {"B": "2", "A": "1"}}, stored, context(), "o") == stored
    other = kind.wanted({"project": "Projects-2"}, stored, context(), "o")
    assert other["Packages"] == [{**package, "Id": "p", "PackageId": "Projects-2"}]
    with pytest.raises(OptionError, match=r"o\.variables\.A=: must be one line"):
        kind.wanted({"variables": {"A=": "1"}}, stored, context(), "o")

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Releases of projects: their versions, channels, packages and frozen copies (api: releases#release)."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Asker
from .test_documents import project

WEB = {
    "Name": "Web",
    "Actions": [
        {
            "Name": "Web",
            "ActionType": "Octopus.TentaclePackage",
            "Packages": [{"Name": "", "PackageId": "Acme.Web", "FeedId": "feeds-builtin"}],
        }
    ],
}


@pytest.fixture
def shop(ask: Asker) -> Any:
    return project(ask)


def release(ask: Asker, version: str = "1.0.0", query: str = "", **more: Any) -> Any:
    answer = ask("POST", f"/api/Spaces-1/releases{query}", {"ProjectId": "Projects-1", "Version": version, **more})
    assert answer.status_code == 201, answer.text
    return answer.json()


def refused(ask: Asker, version: str = "1.0.0", **more: Any) -> str:
    return ask.refused("POST", "/api/Spaces-1/releases", {"ProjectId": "Projects-1", "Version": version, **more})


def with_steps(ask: Asker, *steps: Any) -> Any:
    process = ask.get("/api/Spaces-1/projects/Projects-1/deploymentprocesses")
    return ask.put("/api/Spaces-1/deploymentprocesses/deploymentprocess-Projects-1", {**process, "Steps": list(steps)})


def selected(version: str) -> list[Any]:
    return [{"ActionName": "Web", "PackageReferenceName": "", "Version": version}]


def rule(ask: Asker, name: str, versions: str, tag: str = "") -> Any:
    packages = [{"DeploymentAction": "Web", "PackageReference": ""}]
    rules = [{"VersionRange": versions, "Tag": tag, "ActionPackages": packages}]
    return ask.post("/api/Spaces-1/channels", Name=name, ProjectId="Projects-1", Rules=rules)


def template(ask: Asker, query: str = "") -> Any:
    return ask.get(f"/api/Spaces-1/deploymentprocesses/deploymentprocess-Projects-1/template{query}")


def test_a_release_has_the_default_channel_and_frozen_copies(ask: Asker, shop: Any) -> None:
    made = release(ask, "1.0.0")
    assert (made["Id"], made["Version"], made["ChannelId"]) == ("Releases-1", "1.0.0", "Channels-1")
    frozen = ask.get(f"/api/Spaces-1/deploymentprocesses/{made['ProjectDeploymentProcessSnapshotId']}")
    with_steps(ask, WEB)
    assert ask.get(frozen["Links"]["Self"])["Steps"] == []
    assert ask.get(made["Links"]["ProjectVariableSnapshot"])["Id"] == made["ProjectVariableSetSnapshotId"]


def test_a_release_is_found_by_its_version(ask: Asker, shop: Any) -> None:
    made = release(ask, "1.0.0+build")
    link = shop["Links"]["Releases"].partition("{")[0]
    assert ask.get(f"{link}/1.0.0%2Bbuild")["Id"] == made["Id"]
    assert ask("GET", f"{link}/1.0.0").status_code == 404


def test_releases_are_listed_with_the_newest_first(ask: Asker, shop: Any) -> None:
    for version in ("1.0.0", "3.0.0", "2.0.0"):
        release(ask, version)
    for path in ("releases", "projects/Projects-1/releases", "channels/Channels-1/releases"):
        items = ask.get(f"/api/Spaces-1/{path}")["Items"]
        assert [each["Version"] for each in items] == ["2.0.0", "3.0.0", "1.0.0"]
    found = ask.get("/api/Spaces-1/projects/Projects-1/channels/Channels-1/releases?searchByVersion=3.0")
    assert [each["Version"] for each in found["Items"]] == ["3.0.0"]


def test_a_version_that_exists_is_refused(ask: Asker, shop: Any) -> None:
    release(ask, "1.0.0")
    assert "Release '1.0.0' already exists for this project." in refused(ask, "1.0.0")
    other = release(ask, "1.0.1")
    message = ask.refused("PUT", other["Links"]["Self"], {**other, "Version": "1.0.0"})
    assert "Release '1.0.0' already exists for this project." in message


@pytest.mark.parametrize("version", ["one/two", "1.0.*"])
def test_a_text_that_is_no_version_is_refused(ask: Asker, shop: Any, version: str) -> None:
    assert "does not appear to be a valid semantic version number" in refused(ask, version)


def test_a_version_that_is_too_long_is_refused(ask: Asker, shop: Any) -> None:
    assert release(ask, f"1.0.0-{'a' * 343}")["Version"].endswith("aaa")
    assert "The version number is too long." in refused(ask, f"1.0.0-{'a' * 344}")


def test_a_mask_gets_the_next_number(ask: Asker, shop: Any) -> None:
    assert [release(ask, "1.0.i")["Version"] for dummy in range(3)] == ["1.0.0", "1.0.1", "1.0.2"]


def test_a_release_needs_a_project_that_is_enabled(ask: Asker, shop: Any) -> None:
    message = ask.refused("POST", "/api/Spaces-1/releases", {"Version": "1.0.0"})
    assert "No project ID was specified." in message
    ask.put(shop["Links"]["Self"], {**shop, "IsDisabled": True})
    assert "The project is disabled, so releases cannot be created" in refused(ask)


def test_a_channel_belongs_to_the_project(ask: Asker, shop: Any) -> None:
    ask.post("/api/projects", Name="Other", ProjectGroupId="ProjectGroups-1", LifecycleId="Lifecycles-1")
    assert "belongs to the project Projects-2" in refused(ask, ChannelId="Channels-2")


def test_each_package_needs_a_version(ask: Asker, shop: Any) -> None:
    with_steps(ask, WEB)
    assert "A version must be specified for every included package." in refused(ask)
    made = release(ask, SelectedPackages=selected("1.2.3"))
    assert made["SelectedPackages"] == [
        {"ActionName": "Web", "StepName": "Web", "PackageReferenceName": "", "Version": "1.2.3"}
    ]
    by_step = [{"StepName": "Web", "PackageReferenceName": None, "Version": "1.2.4"}]
    assert release(ask, "1.0.1", SelectedPackages=by_step)["SelectedPackages"][0]["ActionName"] == "Web"


def test_packages_of_a_release_are_those_of_its_process(ask: Asker, shop: Any) -> None:
    with_steps(ask, WEB)
    made = release(ask, SelectedPackages=[{"ActionName": "WEB", "PackageReferenceName": "", "Version": "1.2.3"}])
    assert made["SelectedPackages"][0]["ActionName"] == "Web"
    other = {"ActionName": "Other", "PackageReferenceName": "", "Version": "1.2.3"}
    assert "no package for the step 'other'" in refused(ask, "1.0.1", SelectedPackages=[*selected("1.2.3"), other])
    assert "The version 'one/two' for the step 'Web'" in refused(ask, "1.0.1", SelectedPackages=selected("one/two"))


def test_a_version_that_the_process_fixes_is_that_of_the_release(ask: Asker, shop: Any) -> None:
    action = WEB["Actions"][0]
    with_steps(ask, {**WEB, "Actions": [{**action, "Packages": [{**action["Packages"][0], "Version": "1.4.0"}]}]})
    assert release(ask)["SelectedPackages"][0]["Version"] == "1.4.0"
    assert release(ask, "1.0.1", SelectedPackages=selected("2.0"))["SelectedPackages"][0]["Version"] == "1.4.0"


def test_packages_of_steps_that_do_not_run_need_no_version(ask: Asker, shop: Any) -> None:
    action = WEB["Actions"][0]
    other = ask.post("/api/Spaces-1/channels", Name="Hotfix", ProjectId="Projects-1")
    with_steps(ask, {**WEB, "Actions": [{**action, "Channels": [other["Id"]]}]})
    release(ask)
    assert template(ask)["Packages"] == []
    assert len(template(ask, f"?channel={other['Id']}")["Packages"]) == 1
    with_steps(ask, {**WEB, "Actions": [{**action, "IsDisabled": True}]})
    release(ask, "1.0.1", ChannelId=other["Id"])


def test_rules_of_the_channel_decide_about_versions(ask: Asker, shop: Any) -> None:
    with_steps(ask, WEB)
    channel = rule(ask, "Stable", "[1.0,2.0)", "^$")["Id"]
    assert release(ask, ChannelId=channel, SelectedPackages=selected("1.5"))["ChannelId"] == channel
    for wrong in ("2.0", "1.5-beta"):
        message = refused(ask, "1.0.1", ChannelId=channel, SelectedPackages=selected(wrong))
        assert "the following steps violate the channel version rules: Web" in message
    made = release(ask, "1.0.2", "?ignoreChannelRules=true", ChannelId=channel, SelectedPackages=selected("2.0"))
    assert made["IgnoreChannelRules"]
    release(ask, "1.0.3", ChannelId=channel, SelectedPackages=selected("2.0"), IgnoreChannelRules=True)


def test_changing_a_release_keeps_its_frozen_copies(ask: Asker, shop: Any) -> None:
    made = release(ask)
    changed = ask.put(made["Links"]["Self"], {**made, "Version": "1.0.1", "ReleaseNotes": "Mended"})
    assert (changed["Version"], changed["ReleaseNotes"]) == ("1.0.1", "Mended")
    for name in ("ProjectDeploymentProcessSnapshotId", "ProjectVariableSetSnapshotId", "Assembled"):
        assert changed[name] == made[name]


def test_the_query_of_a_change_ignores_rules_as_well(ask: Asker, shop: Any) -> None:
    with_steps(ask, WEB)
    channel = rule(ask, "Stable", "[1.0,2.0)")["Id"]
    made = release(ask, ChannelId=channel, SelectedPackages=selected("1.5"))
    sent = {**made, "SelectedPackages": selected("2.0")}
    assert "violate the channel version rules" in ask.refused("PUT", made["Links"]["Self"], sent)
    changed = ask.put(f"{made['Links']['Self']}?ignoreChannelRules=true", sent)
    assert changed["SelectedPackages"][0]["Version"] == "2.0"


def test_a_deleted_release_is_gone_with_its_frozen_copies(ask: Asker, shop: Any) -> None:
    made = release(ask)
    assert ask("DELETE", made["Links"]["Self"]).status_code == 200
    for link in ("Self", "ProjectVariableSnapshot", "ProjectDeploymentProcessSnapshot"):
        assert ask("GET", made["Links"][link]).status_code == 404


def variable(ask: Asker, value: str) -> None:
    found = ask.get("/api/Spaces-1/variables/variableset-Projects-1")
    ask.put(found["Links"]["Self"], {**found, "Variables": [{"Name": "Colour", "Value": value, "Type": "String"}]})


def test_the_variables_of_a_release_are_taken_anew(ask: Asker, shop: Any) -> None:
    variable(ask, "red")
    made = release(ask)
    variable(ask, "blue")
    assert ask.get(made["Links"]["ProjectVariableSnapshot"])["Variables"][0]["Value"] == "red"
    answer = ask("POST", made["Links"]["SnapshotVariables"], {})
    assert answer.status_code == 200
    assert answer.json()["ProjectVariableSetSnapshotId"] != made["ProjectVariableSetSnapshotId"]
    assert ask.get(answer.json()["Links"]["ProjectVariableSnapshot"])["Variables"][0]["Value"] == "blue"
    with_steps(ask, WEB)
    assert "deployment process of the project has changed" in ask.refused("POST", made["Links"]["SnapshotVariables"])


def test_the_template_predicts_the_next_version(ask: Asker, shop: Any) -> None:
    assert template(ask)["NextVersionIncrement"] == "0.0.1"
    release(ask, "1.4.2-rc.1")
    release(ask, "1.0.0")
    found = template(ask)
    assert (found["LastReleaseVersion"], found["NextVersionIncrement"]) == ("1.0.0", "1.0.1")


def test_a_template_of_versions_has_variables(ask: Asker, shop: Any) -> None:
    variable(ask, "red")
    text = "#{Octopus.Version.LastMajor}.#{Octopus.Date.Year}.i-#{Colour}#{Octopus.Release.Channel.Name}"
    strategy = {"Template": text, "DonorPackage": None}
    ask.put(shop["Links"]["Self"], {**shop, "VersioningStrategy": strategy})
    release(ask, "4.1")
    year = made_year(release(ask, "5.0")["Assembled"])
    assert template(ask)["NextVersionIncrement"] == f"5.{year}.i-redDefault"


def made_year(assembled: str) -> str:
    return assembled[:4]


def test_the_template_has_the_versions_of_the_last_release(ask: Asker, shop: Any) -> None:
    with_steps(ask, WEB)
    release(ask, SelectedPackages=selected("1.2.3"))
    (package,) = template(ask)["Packages"]
    assert package["VersionSelectedLastRelease"] == "1.2.3"


def test_a_defect_prevents_progression_until_it_is_resolved(ask: Asker, shop: Any) -> None:
    links = release(ask)["Links"]
    assert "You must provide a description." in ask.refused("POST", links["ReportDefect"], {})
    assert "invalid defect" in ask.refused("POST", links["ResolveDefect"], {})
    made = ask("POST", links["ReportDefect"], {"Description": "Broken"})
    assert (made.status_code, made.json()["Status"]) == (200, "Unresolved")
    again = ask.refused("POST", links["ReportDefect"], {"Description": "Broken"})
    assert "An unresolved defect already exists for this release." in again
    assert ask("POST", links["ResolveDefect"], {}).json()["Status"] == "Resolved"
    assert "Defect has already been resolved." in ask.refused("POST", links["ResolveDefect"], {})
    assert [each["Status"] for each in ask.get(links["Defects"])["Items"]] == ["Resolved"]


@pytest.mark.parametrize(
    ("version", "answer"),
    [("1.5", (True, True)), ("2.0", (False, True)), ("1.5-beta", (True, False))],
)
def test_a_rule_is_tested(ask: Asker, version: str, answer: tuple[bool, bool]) -> None:
    query = f"version={version}&versionRange=[1.0,2.0)&preReleaseTag=^$"
    tested = ask("POST", f"/api/Spaces-1/channels/rule-test?{query}").json()
    assert (tested["SatisfiesVersionRange"], tested["SatisfiesPreReleaseTag"]) == answer
    assert tested["Errors"] == []


def test_packages_that_the_feed_lacks_are_listed(ask: Asker, shop: Any) -> None:
    with_steps(ask, WEB)
    made = release(ask, SelectedPackages=selected("1.2.3"))
    assert ask.get(f"{made['Links']['Self']}/missingpackages") == {"Packages": [{"Id": "Acme.Web", "Version": "1.2.3"}]}


def test_a_release_leads_to_its_deployments_and_to_artifacts(ask: Asker, shop: Any) -> None:
    links = release(ask)["Links"]
    assert links["Deployments"] == "/api/Spaces-1/releases/Releases-1/deployments{?skip,take}"
    for name in ("Deployments", "Artifacts"):
        assert ask.get(links[name].partition("{")[0])["Items"] == []

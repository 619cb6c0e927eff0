# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Releases that are created by names (api: releases#create-by-name, releases#package-strings)."""

from __future__ import annotations

from typing import Any

import pytest
from emulator.kinds import packagestrings

from .conftest import Asker
from .test_documents import project
from .test_project_releases import WEB, rule, with_steps

CREATE = "/api/Spaces-1/releases/create/v1"
SPACE = {"spaceId": "Spaces-1", "spaceIdOrName": "Default"}
TOOLS = {"Name": "tools", "PackageId": "Acme.Tools", "FeedId": "feeds-builtin"}
ACTION: Any = WEB["Actions"][0]
BOTH: Any = {"Name": "Web", "Actions": [{**ACTION, "Packages": [*ACTION["Packages"], TOOLS]}]}


@pytest.fixture
def shop(ask: Asker) -> Any:
    made = project(ask)
    with_steps(ask, WEB)
    for version in ("1.0.0", "1.2.0", "2.0.0-beta"):
        ask.server.push(f"Acme.Web.{version}.zip")
    return made


def created(ask: Asker, **more: Any) -> Any:
    answer = ask("POST", CREATE, {**SPACE, "projectName": "shop", **more})
    assert answer.status_code == 201, answer.text
    assert set(answer.json()) == {"ReleaseId", "ReleaseVersion"}
    made = ask.get(f"/api/releases/{answer.json()['ReleaseId']}")
    assert made["Version"] == answer.json()["ReleaseVersion"]
    return made


def refused(ask: Asker, **more: Any) -> str:
    return ask.refused("POST", CREATE, {**SPACE, "projectName": "Shop", **more})


def versions(made: Any) -> list[str]:
    return [each["Version"] for each in made["SelectedPackages"]]


def test_the_newest_packages_and_the_next_version_are_taken(ask: Asker, shop: Any) -> None:
    ask.put(shop["Links"]["Self"], {**shop, "ReleaseNotesTemplate": "As usual"})
    first, second = created(ask), created(ask, projectName="Projects-1", releaseNotes="Other", packagePrerelease="^$")
    assert [each["Version"] for each in (first, second)] == ["0.0.1", "0.0.2"]
    assert [each["ReleaseNotes"] for each in (first, second)] == ["As usual", "Other"]
    assert versions(first) == ["2.0.0-beta"] and versions(second) == ["1.2.0"]


def test_a_release_of_the_version_is_kept_if_asked_for(ask: Asker, shop: Any) -> None:
    first = created(ask, releaseVersion="1.0")
    again = created(ask, releaseVersion="1.0", ignoreIfAlreadyExists=True, releaseNotes="New")
    assert again == first
    assert "Release '1.0' already exists" in refused(ask, releaseVersion="1.0")
    assert ask.get("/api/releases")["TotalResults"] == 1


def test_the_donor_gives_the_version(ask: Asker, shop: Any) -> None:
    """A project names the step by its name or its ID (api: projects#deployment-settings)."""
    action = ask.get(shop["Links"]["DeploymentProcess"])["Steps"][0]["Actions"][0]
    for named, version in ((action["Name"], "1.1"), (action["Id"], "1.2")):
        donor = {"DeploymentAction": named, "PackageReference": ""}
        ask.put(shop["Links"]["Self"], {**shop, "VersioningStrategy": {"Template": None, "DonorPackage": donor}})
        assert created(ask, packageVersion=version)["Version"] == version
    donor = {"DeploymentAction": "x", "PackageReference": ""}
    ask.put(shop["Links"]["Self"], {**shop, "VersioningStrategy": {"Template": None, "DonorPackage": donor}})
    assert "A release version must be given" in refused(ask)


def test_the_only_viable_channel_is_taken(ask: Asker, shop: Any) -> None:
    usual = ask.get("/api/channels")["Items"][0]
    packages = [{"DeploymentAction": "Web", "PackageReference": ""}]
    never = {"VersionRange": "[9.0,)", "ActionPackages": packages}
    ask.put(usual["Links"]["Self"], {**usual, "Rules": [never]})
    stable = rule(ask, "Stable", "[1.0,2.0)", "^$")
    made = created(ask)
    assert made["ChannelId"] == stable["Id"] and versions(made) == ["1.2.0"]
    rule(ask, "Beta", "", "^beta")
    assert "in any of these channels: Beta, Stable" in refused(ask)
    assert versions(created(ask, channelName="beta")) == ["2.0.0-beta"]
    assert "The channel 'other' does not exist" in refused(ask, channelName="other")
    message = refused(ask, channelName="Default")
    assert "There is no channel" in message and "The package 'Acme.Web' of the step 'Web' has no version." in message
    assert "violates the rules" in refused(ask, channelName="Stable", packageVersion="3.0")
    made = created(ask, channelName="Stable", packageVersion="3.0", ignoreChannelRules=True)
    assert versions(made) == ["3.0"]


def test_package_strings_give_versions(ask: Asker, shop: Any) -> None:
    with_steps(ask, BOTH)
    assert "The package 'Acme.Tools' of the step 'Web' has no version." in refused(ask)
    assert versions(created(ask, packages=["web:tools:5.0", "Acme.Web=4.0"])) == ["4.0", "5.0"]
    assert versions(created(ask, packageVersion="7.0", packages=["*:tools:6"])) == ["7.0", "6"]
    for wrong in ("1.0", "Web:1.0.*", "a:b:c:1.0"):
        assert f"'{wrong}' is not valid" in refused(ask, packages=[wrong])


@pytest.mark.parametrize(
    ("text", "reference", "rank"),
    [
        ("Web:tools:1", "tools", 100),
        ("Web:1", "tools", 50),
        ("WEB::1", "tools", 50),
        (r"com.acme\:web/tools/1", "tools", 90),
        (r"com.acme\:web=1", "", 40),
        ("*:tools:1", "tools", 80),
        (":tools:1", "", 0),
        ("Database:1", "", 0),
    ],
)
def test_the_rank_of_package_strings(text: str, reference: str, rank: int) -> None:
    package = {"ActionName": "Web", "PackageId": "com.acme:web", "PackageReferenceName": reference}
    assert packagestrings.parsed(text).rank(package) == rank


def test_a_project_of_the_database_without_steps_has_no_release_by_names(ask: Asker, shop: Any) -> None:
    assert "GitRef must not be given" in refused(ask, gitRef="main")
    assert "The project 'Nothing' does not exist." in refused(ask, projectName="Nothing")
    assert "ProjectName field is required" in refused(ask, projectName="")
    assert "SpaceIdOrName field is required" in refused(ask, spaceIdOrName=None)
    with_steps(ask, {"Name": "Web", "Actions": [{**ACTION, "IsDisabled": True}]})
    assert "It has no enabled step." in refused(ask)
    reader = {"X-Octopus-ApiKey": ask.server.read_only_api_key}
    assert ask("POST", CREATE, {**SPACE, "projectName": "Shop"}, headers=reader).status_code == 403


def test_the_frozen_process_of_a_release_refuses_a_change(ask: Asker, shop: Any) -> None:
    process = ask.get(created(ask)["Links"]["ProjectDeploymentProcessSnapshot"])
    message = ask.refused("PUT", process["Links"]["Self"], process)
    assert message.startswith("You cannot modify this deployment process because it is frozen.")

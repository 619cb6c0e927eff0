# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Build information: of a package's version, whether the package exists or not (api: packages#build-information)."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Asker
from .test_documents import project
from .test_project_releases import WEB, release, selected, with_steps

COMMIT = {"Id": "1a2b", "Comment": "Begin"}
BUILT = {
    "BuildEnvironment": "GitHub Actions",
    "BuildNumber": "7",
    "BuildUrl": "https://ci.example.com/7",
    "Branch": "main",
    "VcsType": "Git",
    "VcsRoot": "https://git.example.com/shop.git",
    "VcsCommitNumber": "1a2b",
    "Commits": [COMMIT],
}


def command(version: str = "1.1.1", package: str = "Shop", **more: Any) -> dict[str, Any]:
    return {"PackageId": package, "Version": version, "SpaceId": "Spaces-1", "OctopusBuildInformation": BUILT, **more}


def pushed(ask: Asker, **more: Any) -> Any:
    answer = ask("POST", "/api/build-information", command(**more))
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_the_answer_is_flat_and_has_links_to_commits(ask: Asker) -> None:
    made = pushed(ask)
    assert {name: made[name] for name in BUILT if name != "Commits"} == {
        k: v for k, v in BUILT.items() if k != "Commits"
    }
    assert made["Commits"] == [{**COMMIT, "LinkUrl": "https://git.example.com/shop/commit/1a2b"}]
    assert made["VcsCommitUrl"] == "https://git.example.com/shop/commit/1a2b"
    assert made["WorkItems"] == []
    assert ask.get(f"/api/build-information/{made['Id']}") == made


def test_a_package_of_the_same_version_shows_it_in_any_spelling(ask: Asker) -> None:
    pushed(ask, version="1.01.1")
    package = ask.server.push("Shop.1.1.1.zip")
    built = ask.get(f"/api/packages/{package['Id']}")["PackageVersionBuildInformation"]
    assert built["VcsCommitNumber"] == "1a2b"
    assert ask.get("/api/packages?nuGetPackageId=Shop")["Items"][0]["PackageVersionBuildInformation"] == built


@pytest.mark.parametrize(
    ("query", "body", "status", "environment"),
    [
        ("", {}, 409, "GitHub Actions"),
        ("?overwriteMode=OverwriteExisting", {}, 200, "Other"),
        ("", {"OverwriteMode": "OverwriteExisting"}, 200, "Other"),
        ("?overwriteMode=IgnoreIfExists", {"OverwriteMode": "OverwriteExisting"}, 200, "GitHub Actions"),
        ("", {"Replace": True}, 200, "Other"),
    ],
)
def test_the_mode_is_in_the_query_or_in_the_body(
    ask: Asker, query: str, body: dict[str, Any], status: int, environment: str
) -> None:
    made = pushed(ask)
    other = command(OctopusBuildInformation={**BUILT, "BuildEnvironment": "Other"}, **body)
    answer = ask("POST", f"/api/build-information{query}", other)
    assert answer.status_code == status
    if status == 409:
        assert answer.json()["ErrorMessage"].startswith(
            "Metadata for the specified Package ID and version already exists."
        )
    assert ask.get(f"/api/build-information/{made['Id']}")["BuildEnvironment"] == environment


@pytest.mark.parametrize(
    ("wrong", "text"),
    [
        ({"version": "latest"}, "The version is invalid."),
        ({"package": "./x"}, "The package ID contains invalid characters."),
        ({"package": ""}, "Invalid package metadata"),
        ({"OctopusBuildInformation": None}, "Invalid package metadata"),
    ],
)
def test_wrong_values_are_refused(ask: Asker, wrong: dict[str, Any], text: str) -> None:
    assert text in ask.refused("POST", "/api/build-information", command(**wrong))


def test_a_list_is_filtered_and_documents_can_be_deleted(ask: Asker) -> None:
    first, second = pushed(ask, version="1.9.0"), pushed(ask, version="1.10.0")
    listed = ask.get("/api/build-information?packageId=shop")["Items"]
    assert [each["Version"] for each in listed] == ["1.10.0", "1.9.0"]
    assert [each["Id"] for each in ask.get("/api/build-information?latest=true")["Items"]] == [second["Id"]]
    assert "Only one of" in ask.refused("GET", "/api/build-information?filter=a&packageId=b")
    assert ask("DELETE", f"/api/build-information/{first['Id']}").status_code == 200
    assert ask("DELETE", f"/api/build-information/bulk?ids={second['Id']}").status_code == 200
    assert ask.get("/api/build-information")["Items"] == []


def test_a_release_shows_it_for_each_of_its_packages(ask: Asker) -> None:
    ask.post("/api/environments", Name="Production")
    project(ask)
    with_steps(ask, WEB)
    pushed(ask, package="Acme.Web", version="1.2.0")
    made = release(ask, SelectedPackages=selected("1.2"))
    (built,) = made["BuildInformation"]
    assert (built["PackageId"], built["Version"], built["VcsCommitNumber"]) == ("Acme.Web", "1.2.0", "1a2b")
    assert not {"Id", "Links", "Created"} & set(built)
    deployment = {"ReleaseId": made["Id"], "EnvironmentId": "Environments-1"}
    (change,) = ask.post("/api/Spaces-1/deployments", **deployment)["Changes"]
    assert (change["BuildInformation"], change["Commits"]) == ([built], built["Commits"])
    again = release(ask, "2", SelectedPackages=selected("1.3"))
    assert again["BuildInformation"] == []
    pushed(ask, package="Acme.Web", version="1.3")
    assert ask.get(again["Links"]["Self"])["BuildInformation"] == [], "it came later"

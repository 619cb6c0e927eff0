# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Version-controlled projects: how a project gets there, its repository, and what its own PUT refuses."""

from __future__ import annotations

from typing import Any

import pytest
from emulator.testing import Emulator

from .conftest import Asker
from .test_documents import project

ANONYMOUS = {"Type": "Anonymous"}
SETTINGS = {
    "Type": "VersionControlled",
    "Url": "https://git.example.com/shop",
    "DefaultBranch": "main",
    "BasePath": ".octopus",
    "Credentials": ANONYMOUS,
}
LOGIN = {"Type": "UsernamePassword", "Username": "deploy", "Password": {"HasValue": True, "NewValue": "hunter-22"}}


def convert(ask: Asker, shop: Any, message: str = "To Git", branch: str = "", **settings: Any) -> Any:
    wanted = {"VersionControlSettings": {**SETTINGS, **settings}, "InitialCommitBranchName": branch}
    answer = ask("POST", shop["Links"]["ConvertToVcs"], {"CommitMessage": message, **wanted})
    assert answer.status_code == 200, answer.text
    assert answer.json() == {"Messages": []}
    return ask.get(shop["Links"]["Self"])


def test_a_new_project_is_in_the_database(ask: Asker) -> None:
    """[GO test/e2e/project_service_test.go]"""
    shop = project(ask, PersistenceSettings=SETTINGS)
    assert shop["PersistenceSettings"] == {"Type": "Database"}
    assert shop["Links"]["ConvertToVcs"] == shop["Links"]["ConvertToGit"]


def test_a_converted_project_has_other_links(ask: Asker) -> None:
    shop = project(ask)
    there = convert(ask, shop, Credentials=LOGIN, BasePath=".octopus/shop")
    assert there["IsVersionControlled"] is True
    assert there["VersioningStrategy"] is None
    assert there["PersistenceSettings"] == {
        **SETTINGS,
        "BasePath": ".octopus/shop",
        "ProtectedDefaultBranch": False,
        "ProtectedBranchNamePatterns": [],
        "SerializationFormat": "Ocl",
        "ConversionState": {"VariablesAreInGit": True, "RunbooksAreInGit": False},
        "Credentials": {**LOGIN, "Password": {"HasValue": True, "NewValue": None, "Hint": None}},
    }
    own, links = shop["Links"]["Self"], there["Links"]
    assert not {"ConvertToGit", "ConvertToVcs"} & set(links)
    assert links["DeploymentProcess"] == f"{own}/{{gitRef}}/deploymentprocesses"
    assert links["DeploymentSettings"] == f"{own}/{{gitRef}}/deploymentsettings"
    assert links["Variables"] == f"{own}/{{gitRef}}/variables"
    assert links["SensitiveVariables"] == f"/api/Spaces-1/variables/variableset-{shop['Id']}"
    assert links["Branches"] == f"{own}/git/branches{{/name}}{{?skip,take,searchByName,refresh}}"
    assert links["Commits"] == f"{own}/git/commits{{/hash}}{{?skip,take,refresh}}"
    for gone in (f"/api/deploymentprocesses/deploymentprocess-{shop['Id']}", f"{own}/deploymentsettings"):
        ask.refused("GET", gone, status=404)


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"Url": ""}, "The Url field is required."),
        ({"DefaultBranch": None}, "The DefaultBranch field is required."),
        ({"Url": "http://git.example.com/shop"}, "https://"),
        ({"Credentials": {"Type": "Reference", "Id": "GitCredentials-99"}}, "GitCredentials-99"),
        ({"Credentials": {"Type": "Nothing"}}, "Nothing"),
        ({"Credentials": None}, "The Credentials field is required."),
        ({"BasePath": None}, "The BasePath field is required."),
        ({"ProtectedDefaultBranch": True}, "protected"),
    ],
)
def test_settings_that_are_no_repository_are_refused(ask: Asker, settings: Any, expected: str) -> None:
    shop = project(ask)
    body = {"CommitMessage": "x", "VersionControlSettings": {**SETTINGS, **settings}}
    ask.server.on_purpose("*")
    assert expected in ask.refused("POST", shop["Links"]["ConvertToVcs"], body)
    assert ask.get(shop["Links"]["Self"]) == shop


def test_a_conversion_needs_a_message_and_is_made_once(ask: Asker) -> None:
    shop = project(ask)
    way = shop["Links"]["ConvertToVcs"]
    assert "CommitMessage" in ask.refused("POST", way, {"VersionControlSettings": SETTINGS})
    assert "VersionControlSettings" in ask.refused("POST", way, {"CommitMessage": "x"})
    convert(ask, shop)
    again = {"CommitMessage": "x", "VersionControlSettings": SETTINGS}
    assert "already version controlled" in ask.refused("POST", way, again)
    other = project(ask, "Other")
    assert "Shop" in ask.refused("POST", other["Links"]["ConvertToVcs"], again), "two projects share no folder"


def test_the_first_commit_may_be_on_a_branch_of_its_own(ask: Asker) -> None:
    """The default branch has no documents until somebody merges that branch [OctopusDeploy/Issues#8407]."""
    shop = project(ask)
    convert(ask, shop, branch="move", ProtectedDefaultBranch=True)
    own = shop["Links"]["Self"]
    assert [each["Name"] for each in ask.get(f"{own}/git/branches")["Items"]] == ["main", "move"]
    assert "not initialised" in ask.refused("GET", f"{own}/main/deploymentsettings")
    assert ask.get(f"{own}/move/deploymentsettings")["ProjectId"] == shop["Id"]


def test_branches_tags_and_commits(ask: Asker) -> None:
    shop = project(ask)
    convert(ask, shop)
    own = f"{shop['Links']['Self']}/git"
    main = ask.get(f"{own}/branches/main")
    assert (main["Name"], main["CanonicalName"], main["IsProtected"]) == ("main", "refs/heads/main", False)
    wanted = {"BaseGitRef": "refs/heads/main", "NewBranchName": "feature/cart", "ProjectId": shop["Id"]}
    made = ask("POST", f"{own}/branches/v2", {**wanted, "SpaceId": "Spaces-1"})
    assert (made.status_code, made.json()["CanonicalName"]) == (200, "refs/heads/feature/cart")
    for name in ("feature%2Fcart", "refs%2Fheads%2Ffeature%2Fcart"):
        assert ask.get(f"{own}/branches/{name}") == made.json()
    assert ask.get(made.json()["Links"]["Self"]) == made.json()
    assert [each["Name"] for each in ask.get(f"{own}/branches?searchByName=CART")["Items"]] == ["feature/cart"]
    assert "already exists" in ask.refused("POST", f"{own}/branches/v2", {**wanted, "SpaceId": "Spaces-1"})
    ask.refused("POST", f"{own}/branches/v2", {**wanted, "BaseGitRef": "nothing", "NewBranchName": "x"}, status=404)
    ask.server.tag(shop["Id"], "v1", "main")
    assert [each["CanonicalName"] for each in ask.get(f"{own}/tags")["Items"]] == ["refs/tags/v1"]
    assert ask.get(f"{own}/tags/v1")["Name"] == "v1"
    newest = ask.get(f"{own}/commits")["Items"][0]["Name"]
    assert ask.get(f"{own}/commits/{newest[:7]}")["CanonicalName"] == newest
    for nothing in ("branches/x", "tags/main", "commits/main", "commits/0000000"):
        ask.refused("GET", f"{own}/{nothing}", status=404)


@pytest.mark.parametrize("place", ["git/branches", "git/tags", "git/commits", "main/deploymentprocesses"])
def test_a_project_in_the_database_has_no_refs(ask: Asker, place: str) -> None:
    ask.refused("GET", f"{project(ask)['Links']['Self']}/{place}", status=404)


@pytest.mark.fact("5.22")
@pytest.mark.parametrize(
    "settings",
    [
        {"DefaultGuidedFailureMode": "On"},
        {"ReleaseNotesTemplate": "#{Notes}"},
        {"VersioningStrategy": {"Template": "1.0.i"}},
        {"ProjectConnectivityPolicy": {"AllowDeploymentsToNoTargets": True}},
    ],
)
def test_the_own_put_takes_no_deployment_settings(ask: Asker, settings: Any) -> None:
    there = convert(ask, project(ask))
    own = there["Links"]["Self"]
    assert next(iter(settings)) in ask.refused("PUT", own, {**there, **settings})
    # A document is taken as it was read, and so is what Terraform's provider sends.
    assert ask.put(own, {**there, "Description": "Sells"})["Description"] == "Sells"
    sent = {name: value for name, value in there.items() if name not in ("ProjectConnectivityPolicy", "Links")}
    sent |= dict.fromkeys(("ReleaseNotesTemplate", "DeploymentChangesTemplate"), "")
    assert ask.put(own, sent)["PersistenceSettings"] == there["PersistenceSettings"]


@pytest.mark.fact("5.24")
def test_the_password_is_given_again_with_another_address(ask: Asker) -> None:
    there = convert(ask, project(ask), Credentials=LOGIN)
    own, settings = there["Links"]["Self"], there["PersistenceSettings"]
    other_url = {**settings, "Url": "https://git.example.com/other"}
    renamed = {**settings, "Credentials": {**settings["Credentials"], "Username": "robot"}}
    for changed in (other_url, renamed):
        assert "re-enter the password" in ask.refused("PUT", own, {**there, "PersistenceSettings": changed})
    answered = ask.put(own, {**there, "PersistenceSettings": {**other_url, "Credentials": LOGIN}})
    assert answered["PersistenceSettings"] == other_url
    protected = {**other_url, "ProtectedBranchNamePatterns": ["release/*"]}
    assert ask.put(own, {**there, "PersistenceSettings": protected})["PersistenceSettings"] == protected


def test_nothing_leads_back_to_the_database(ask: Asker) -> None:
    there = convert(ask, project(ask))
    for settings in ({"Type": "Database"}, None):
        answered = ask.put(there["Links"]["Self"], {**there, "PersistenceSettings": settings})
        assert answered["PersistenceSettings"] == there["PersistenceSettings"]


def test_a_deleted_project_leaves_no_repository(ask: Asker) -> None:
    shop = project(ask)
    convert(ask, shop)
    assert ask("DELETE", shop["Links"]["Self"]).status_code == 200
    assert convert(ask, project(ask))["IsVersionControlled"] is True, "its folder is free again"


def test_older_servers_move_fewer_documents() -> None:
    with Emulator(server_version="2021.3.0") as server:
        ask = Asker(server)
        there = convert(ask, project(ask))
        assert there["PersistenceSettings"]["ConversionState"]["VariablesAreInGit"] is False
        assert there["Links"]["Variables"] == f"/api/Spaces-1/variables/variableset-{there['Id']}"
        assert "SensitiveVariables" not in there["Links"]

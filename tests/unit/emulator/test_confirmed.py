# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Behaviours that were unverified until a source confirmed them (tests/interop/unverified.py)."""

from __future__ import annotations

from typing import Any

import pytest
from emulator.testing import Emulator

from .conftest import Asker
from .test_collections import names
from .test_documents import project

GROUP = {"ProjectGroupId": "ProjectGroups-1", "LifecycleId": "Lifecycles-1"}


@pytest.mark.fact("C.6")
def test_a_pool_that_a_step_uses_stays(ask: Asker) -> None:
    """A pool that a variable names for a step can be deleted [OctopusDeploy/Issues#9213, #8649]."""
    pool = ask.post("/api/workerpools", Name="Linux")
    shop: Any = project(ask)
    own = shop["Links"]["DeploymentProcess"]

    def put(**action: Any) -> None:
        step = {"Name": "Build", "Actions": [{"Name": "Build it", **action}]}
        ask.put(own, {**ask.get(own), "Steps": [step]})

    put(WorkerPoolId=pool["Id"])
    assert "'Build it'" in ask.refused("DELETE", pool["Links"]["Self"])
    put(WorkerPoolVariable="Pool")
    variables = shop["Links"]["Variables"]
    variable = {"Name": "Pool", "Type": "WorkerPool", "Value": pool["Id"]}
    ask.put(variables, {**ask.get(variables), "Variables": [variable]})
    assert ask("DELETE", pool["Links"]["Self"]).status_code == 200


@pytest.mark.fact("C.6")
@pytest.mark.parametrize(("collection", "prop"), [("projects", "ProjectIds"), ("projectgroups", "ProjectGroupIds")])
def test_documents_that_the_role_of_a_team_is_restricted_to_stay(ask: Asker, collection: str, prop: str) -> None:
    """[OctopusDeploy/Issues#3087]"""
    made = ask.post(f"/api/{collection}", Name="One", **(GROUP if collection == "projects" else {}))
    team = ask.post("/api/teams", Name="Deployers", SpaceId="Spaces-1")
    role = {"TeamId": team["Id"], "UserRoleId": "userroles-projectviewer", prop: [made["Id"]]}
    scoped = ask.post("/api/Spaces-1/scopeduserroles", SpaceId="Spaces-1", **role)
    assert "team 'Deployers'" in ask.refused("DELETE", made["Links"]["Self"])
    assert ask("DELETE", scoped["Links"]["Self"]).status_code == 200
    assert ask("DELETE", made["Links"]["Self"]).status_code == 200


@pytest.mark.fact("C.6")
def test_a_feed_goes_although_a_step_uses_it(ask: Asker) -> None:
    """[OctopusDeploy/Issues#669, #7491]"""
    feed = ask.post("/api/feeds", Name="Packages", FeedType="NuGet", FeedUri="https://p")
    own = project(ask)["Links"]["DeploymentProcess"]  # type: ignore[index]
    action = {"Name": "Deploy", "Packages": [{"PackageId": "Shop", "FeedId": feed["Id"]}]}
    ask.put(own, {**ask.get(own), "Steps": [{"Name": "Deploy", "Actions": [action]}]})
    assert ask("DELETE", feed["Links"]["Self"]).status_code == 200
    for each in ask.get("/api/feeds/all"):
        assert "cannot be deleted" in ask.refused("DELETE", each["Links"]["Self"]), "the server's own stay"


@pytest.mark.parametrize(("version", "longest"), [("2025.1.1", 20), ("2025.2.1408", 50)])
def test_how_long_the_name_of_a_space_can_be(version: str, longest: int) -> None:
    """[OctopusDeploy/Issues#5591, #9272]"""
    with Emulator(server_version=version) as server:
        ask = Asker(server)
        body = {"SpaceManagersTeams": ["teams-administrators"]}
        message = ask.refused("POST", "/api/spaces", {"Name": "x" * (longest + 1), **body})
        assert f"{longest} characters" in message
        made = ask.post("/api/spaces", Name="x" * longest, **body)
        assert "characters" in ask.refused("PUT", made["Links"]["Self"], {**made, "Name": "x" * (longest + 1)})


@pytest.mark.fact("C.1")
def test_a_default_space_can_be_switched_off(ask: Asker) -> None:
    """[OctopusDeploy/docs src/pages/docs/administration/spaces]"""
    space = ask.get("/api/spaces/Spaces-1")
    ask.put(space["Links"]["Self"], {**space, "IsDefault": False})
    ask.refused("GET", "/api/environments", status=404)
    assert "Environments" not in ask.get("/api")["Links"]
    assert ask.get("/api/Spaces-1/environments")["Items"] == []


@pytest.mark.fact("C.11")
def test_a_clone_follows_its_own_channels(ask: Asker) -> None:
    """[OctopusDeploy/Issues#2417, #3613]"""
    shop: Any = project(ask, Templates=[{"Name": "Url"}])
    beta = ask.post("/api/channels", Name="Beta", ProjectId=shop["Id"])["Id"]
    own = shop["Links"]["DeploymentProcess"]
    package = {"Name": "", "PackageId": "Shop", "FeedId": "feeds-builtin"}
    action = {"Name": "Deploy", "Packages": [package], "Channels": [beta]}
    ask.put(own, {**ask.get(own), "Steps": [{"Name": "Deploy", "Actions": [action]}]})
    variables = shop["Links"]["Variables"]
    variable: Any = {"Name": "Color", "Type": "String", "Scope": {"Channel": [beta]}}
    other = {**variable, "Scope": {"ProcessOwner": [shop["Id"]]}}
    ask.put(variables, {**ask.get(variables), "Variables": [variable, other]})
    strategy = {"ChannelId": beta, "ReleaseCreationPackage": {"DeploymentAction": "Deploy"}}
    automatic = {"AutoCreateRelease": True, "ReleaseCreationStrategy": strategy}
    shop = ask.put(shop["Links"]["Self"], {**shop, **automatic})
    copy = ask.post(f"/api/projects?clone={shop['Id']}", **{**GROUP, "Name": "Copy"})
    channels = {each["Name"]: each["Id"] for each in ask.get(f"/api/projects/{copy['Id']}/channels")["Items"]}
    assert set(channels) == {"Default", "Beta"}
    assert beta not in channels.values()
    assert copy["AutoCreateRelease"] is True
    assert copy["ReleaseCreationStrategy"]["ChannelId"] == channels["Beta"]
    cloned = ask.get(copy["Links"]["DeploymentProcess"])["Steps"][0]["Actions"][0]
    assert cloned["Channels"] == [channels["Beta"]]
    scopes = [each["Scope"] for each in ask.get(copy["Links"]["Variables"])["Variables"]]
    assert scopes == [{"Channel": [channels["Beta"]]}, {"ProcessOwner": [copy["Id"]]}]
    assert copy["Templates"][0]["Name"] == "Url"


@pytest.mark.fact("C.11")
def test_a_clone_has_a_default_channel(ask: Asker) -> None:
    """Though the source has none [OctopusDeploy/Issues#8133]."""
    shop: Any = project(ask)
    ask.post("/api/channels", Name="Beta", ProjectId=shop["Id"])
    default = ask.get("/api/channels/Channels-1")
    ask.put(default["Links"]["Self"], {**default, "IsDefault": False})
    assert ask("DELETE", default["Links"]["Self"]).status_code == 200
    copy = ask.post(f"/api/projects?clone={shop['Id']}", **{**GROUP, "Name": "Copy"})
    found = ask.get(f"/api/projects/{copy['Id']}/channels")["Items"]
    assert {each["Name"]: each["IsDefault"] for each in found} == {"Beta": False, "Default": True}


def test_projects_of_a_lifecycle_follow_it_or_have_a_channel_that_does(ask: Asker) -> None:
    """[OctopusDeploy/Issues#3110]"""
    hotfix = ask.post("/api/lifecycles", Name="Hotfix")
    shop: Any = project(ask)
    ask.post("/api/channels", Name="Hotfix", ProjectId=shop["Id"], LifecycleId=hotfix["Id"])
    assert [each["Name"] for each in ask.get(hotfix["Links"]["Projects"])] == ["Shop"]
    assert names({"Items": ask.get("/api/lifecycles/Lifecycles-1/projects")}) == ["Shop"]


@pytest.mark.parametrize(("name", "slug"), [("ES_DB_Backup", "es-db-backup"), ("ES DB  Backup!", "es-db-backup")])
def test_how_slugs_are_made(ask: Asker, name: str, slug: str) -> None:
    """[OctopusDeploy/Issues#4042]; without a letter or digit it is not empty either [#5596]."""
    assert project(ask, name)["Slug"] == slug
    assert project(ask, "()")["Slug"]


def test_names_that_no_project_can_have(ask: Asker) -> None:
    """[OctopusDeploy/Issues#2004, #2728]"""
    kept = project(ask)
    for name in ("All", "new"):
        body = {"Name": name, "ProjectGroupId": kept["ProjectGroupId"], "LifecycleId": kept["LifecycleId"]}
        message = f"A project cannot be named '{name}'"
        assert ask.refused("POST", "/api/projects", body) == message
        assert ask.refused("PUT", kept["Links"]["Self"], {**kept, "Name": name}) == message


def test_where_a_project_is_kept_is_a_known_word_and_changes_nothing(ask: Asker) -> None:
    """The enumeration of the description of 2021.2; a request of its own moves a project to Git."""
    kept = project(ask)
    own = kept["Links"]["Self"]
    for settings in ({"Type": "VersionControlled", "Url": "https://git.example.com/shop"}, None):
        assert ask.put(own, {**kept, "PersistenceSettings": settings})["PersistenceSettings"] == {"Type": "Database"}
    ask.server.on_purpose("PersistenceSettings")
    assert "Type" in ask.refused("PUT", own, {**kept, "PersistenceSettings": {"Type": "Nonsense"}})

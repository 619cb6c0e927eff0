# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The addresses of a space, by its ID or its slug, and addresses of the server that are also below a space."""

from __future__ import annotations

import pytest
from emulator.testing import Emulator

from .conftest import Asker

SPACES = ("Spaces-1", "Spaces-2")


def test_a_space_is_found_by_its_slug(ask: Asker) -> None:
    other = ask.post("/api/spaces", Name="My Team", SpaceManagersTeams=["teams-administrators"])
    made = ask.post(f"/api/{other['Id']}/environments", Name="Production")
    for name in (other["Id"], other["Slug"], other["Slug"].upper()):
        assert [each["Id"] for each in ask.get(f"/api/spaces/{name}/environments/all")] == [made["Id"]]
    assert ask.get("/api/spaces/default/machineroles/all") == []
    ask.refused("GET", "/api/spaces/my-other-team/environments", status=404)
    ask.refused("GET", "/api/my-team/environments", status=404)


def test_a_server_whose_spaces_have_no_slugs_finds_none() -> None:
    with Emulator(server_version="2021.2.1") as server:
        ask = Asker(server)
        assert ask.get("/api/spaces/Spaces-1/environments")["TotalResults"] == 0
        ask.refused("GET", "/api/spaces/default/environments", status=404)


def test_some_documents_of_the_server_have_addresses_below_a_space_too(ask: Asker) -> None:
    ask.post("/api/spaces", Name="Other", SpaceManagersTeams=["teams-administrators"])
    ask.post("/api/teams", Name="Ours", SpaceId="Spaces-1", MemberUserIds=["Users-1"])
    names = {space: {each["Name"] for each in ask.get(f"/api/{space}/users/Users-1/teams")} for space in SPACES}
    assert "Ours" in names["Spaces-1"] and "Ours" not in names["Spaces-2"]
    for rest in ("permissions", "permissions/configuration"):
        assert ask.get(f"/api/Spaces-2/users/Users-1/{rest}")["Id"] == "Users-1"
    assert ask("GET", "/api/Spaces-2/users/Users-1/permissions/export").status_code == 200
    invited = ask.post("/api/Spaces-1/users/invitations", AddToTeamIds=["teams-everyone"])
    assert ask.get(f"/api/Spaces-1/users/invitations/{invited['Id']}")["Id"] == invited["Id"]
    found = ask.get("/api/Spaces-2/spaces/Spaces-1/search?keyword=default%20lifecycle")
    assert [each["Name"] for each in found] == ["Default Lifecycle"]


@pytest.mark.parametrize("path", ["users", "users/Users-1", "users/me", "spaces", "spaces/Spaces-1", "userroles"])
def test_documents_of_the_server_alone_have_no_address_below_a_space(ask: Asker, path: str) -> None:
    ask.refused("GET", f"/api/Spaces-1/{path}", status=404)


def test_settings_at_their_older_address(ask: Asker) -> None:
    place = {"ProjectGroupId": "ProjectGroups-1", "LifecycleId": "Lifecycles-1"}
    own = ask.post("/api/projects", Name="Shop", **place)["Links"]["DeploymentSettings"]
    settings = ask.get("/api/deploymentsettings/Projects-1")
    assert {**ask.get(own), "Links": {}} == {**settings, "Links": {}}
    ask.put(f"/api/Spaces-1/deploymentsettings/{settings['Id']}", {**settings, "DefaultGuidedFailureMode": "On"})
    assert ask.get(own)["DefaultGuidedFailureMode"] == "On"
    ask.refused("GET", "/api/deploymentsettings/Projects-99", status=404)

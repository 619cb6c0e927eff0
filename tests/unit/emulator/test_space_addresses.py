# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The addresses of a space: by its ID, and after ``spaces/`` by its slug as well."""

from __future__ import annotations

from emulator.testing import Emulator

from .conftest import Asker


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

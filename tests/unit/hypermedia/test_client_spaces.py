# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Choosing a space: by name, slug or ID, the default one, none at all, and the mistakes that are made about it."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import (
    Ambiguous,
    MissingLink,
    NoDefaultSpace,
    ServerRefused,
    SpaceNotFound,
)
from emulator.testing import Emulator
from unit.hypermedia.conftest import Connect
from unit.hypermedia.small_server import ROOT, Reply, SmallServer


def second_space(server: Emulator, name: str = "Second Space") -> dict[str, Any]:
    made: dict[str, Any] = server.seed("spaces", Name=name, SpaceManagersTeamMembers=["Users-1"])
    server.clear_requests()
    return made


def asked_for(server: Emulator) -> list[str]:
    return [each.path for each in server.requests]


@pytest.mark.parametrize("name", ["Second Space", "second space", " SECOND SPACE ", "second-space", "Second-Space"])
def test_by_name_or_slug(server: Emulator, client: Client, name: str) -> None:
    made = second_space(server)
    space = client.space(name)
    assert (space.id, space.name, space.is_default) == (made["Id"], "Second Space", False)
    assert asked_for(server) == ["/api", "/api/spaces", f"/api/{made['Id']}"]
    environment = client.create(space.document, "Environments", {"Name": "Production"})
    assert environment["SpaceId"] == made["Id"]


@pytest.mark.parametrize("case", [str, str.lower, str.upper])
@pytest.mark.fact("C.1")
def test_by_id(server: Emulator, client: Client, case: Any) -> None:
    made = second_space(server)
    assert client.space(case(made["Id"])).id == made["Id"]
    assert asked_for(server) == ["/api", "/api/spaces", f"/api/{made['Id']}"]


def test_by_nothing_but_the_id(server: Emulator, client: Client) -> None:
    """Documents name their spaces by ID; a space with this name or slug is another one."""
    made, other = second_space(server), second_space(server, "Spaces-2")
    assert client.spaces.with_id(made["Id"]).id == made["Id"] == other["Name"]
    assert client.spaces.with_id(made["Id"]) is client.spaces.with_id(made["Id"])
    for name in ("Second Space", "second-space", "Spaces-99"):
        with pytest.raises(SpaceNotFound):
            client.spaces.with_id(name)


def test_a_space_is_looked_up_once(server: Emulator, client: Client) -> None:
    second_space(server)
    assert client.space("Second Space") is client.space("second space ")
    assert len(server.requests) == 3


def test_a_space_whose_name_looks_like_an_id(server: Emulator, client: Client) -> None:
    made = second_space(server, "Spaces-1")
    assert client.space("Spaces-1").id == made["Id"] != "Spaces-1"


def test_the_default_space_costs_no_request(server: Emulator, client: Client) -> None:
    space = client.space()
    assert (space.id, space.name, space.is_default) == (None, None, True)
    assert space.document is client.root is client.system()
    assert asked_for(server) == ["/api"]
    assert client.space("Default").is_default


@pytest.mark.fact("C.1")
def test_no_default_space(connect: Connect) -> None:
    with Emulator(default_space=False) as server:
        client = connect(server.url, api_key=server.api_key)
        with pytest.raises(NoDefaultSpace, match=r"OCTOPUS_SPACE"):
            client.space()
        named = client.space("Default")
        assert client.create(named.document, "Environments", {"Name": "One"})["SpaceId"] == named.id


def test_a_server_without_spaces(connect: Connect) -> None:
    with Emulator(spaces=False) as server:
        client = connect(server.url, api_key=server.api_key)
        made = client.create(client.space().document, "Environments", {"Name": "One"})
        assert not made.get("SpaceId")
        with pytest.raises(SpaceNotFound, match=r"'Default', and this server is too old to have spaces"):
            client.space("Default")


@pytest.mark.fact("C.2")
def test_a_space_that_is_not_there(server: Emulator, client: Client) -> None:
    second_space(server)
    with pytest.raises(
        SpaceNotFound, match=r"'Secnd Space', or this user may not see it. Similar names: 'Second Space'"
    ) as caught:
        client.space("Secnd Space")
    assert caught.value.name == "Secnd Space"
    for name in ("Zzz", "Spaces-99", "Second", ""):
        with pytest.raises(SpaceNotFound):
            client.space(name)


def small_server_with(spaces: list[dict[str, Any]], **more: Any) -> SmallServer:
    root = {**ROOT, "Links": {"Spaces": "/spaces{/id}{?name}", "SpaceHome": "/home/{spaceId}"}}
    return SmallServer(
        {"/api": root, "/spaces": {"Items": spaces}, "/home/Spaces-1": {"Links": {"Self": "/h"}}, **more}
    )


def test_more_than_one_match(connect: Connect) -> None:
    spaces = [{"Id": "Spaces-1", "Name": "foo", "Slug": "old"}, {"Id": "Spaces-2", "Name": "Foo", "Slug": "new"}]
    with small_server_with(spaces) as server, pytest.raises(Ambiguous) as caught:
        connect(server.url).space("FOO")
    assert caught.value.matches == ["'foo' (Spaces-1)", "'Foo' (Spaces-2)"]
    assert "2 spaces are called 'FOO'" in str(caught.value) and "Use the ID" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "meant"), [("foo", "Spaces-1"), ("spaces-1", "Spaces-3"), ("Spaces-2", "Spaces-2"), ("bar", "Spaces-2")]
)
def test_a_name_comes_before_an_id_and_an_id_before_a_slug(connect: Connect, name: str, meant: str) -> None:
    spaces = [
        {"Id": "Spaces-2", "Name": "Other", "Slug": "foo"},
        {"Id": "Spaces-1", "Name": "Foo", "Slug": "spaces-2"},
        {"Id": "Spaces-3", "Name": "Spaces-1", "Slug": "x"},
    ]
    spaces[0]["Slug"] = "bar" if name == "bar" else "foo"
    with small_server_with(spaces, **{f"/home/{meant}": {"Links": {"Self": "/h"}}}) as server:
        assert connect(server.url).space(name).id == meant


def test_a_space_document_without_a_link_home(connect: Connect) -> None:
    with small_server_with([{"Id": "Spaces-1", "Name": "One"}]) as server:
        client = connect(server.url)
        assert client.space("One").document == {"Links": {"Self": "/h"}}
        assert client.space("Spaces-1") is client.space("One")
        assert [each.path for each in server.asked] == ["/api", "/spaces", "/home/Spaces-1", "/spaces"]


def test_a_lookup_by_id_that_fails_for_another_reason(connect: Connect) -> None:
    with small_server_with([], **{"/spaces/Spaces-1": Reply({"ErrorMessage": "No."}, 403)}) as server:
        client = connect(server.url)
        with pytest.raises(ServerRefused, match=r"No\."):
            client.spaces.with_id("Spaces-1")


def test_a_root_with_neither_space_links_nor_spaces(connect: Connect) -> None:
    with SmallServer({}) as server:
        client = connect(server.url)
        with pytest.raises(MissingLink):
            client.get(client.space().document, "Environments")

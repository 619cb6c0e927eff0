# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Addresses, templates, and the messages about a missing link or parameter."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import (
    MissingLink,
    MissingParameter,
    UnexpectedAnswer,
    UnknownParameter,
    UsageError,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.links import absolute, base_address, same_server
from emulator.testing import Emulator
from unit.hypermedia.conftest import Connect
from unit.hypermedia.small_server import SmallServer
from unit.hypermedia.test_client_recorded import expands_as_rfc_6570_says


@pytest.mark.parametrize(
    ("given", "base"),
    [
        ("https://octopus.example.com", "https://octopus.example.com"),
        ("https://octopus.example.com/", "https://octopus.example.com"),
        ("https://octopus.example.com/api", "https://octopus.example.com"),
        ("https://octopus.example.com/API/", "https://octopus.example.com"),
        ("  http://h:8080/octopus/api//", "http://h:8080/octopus"),
        ("http://h//api", "http://h"),
        ("http://h/octopus", "http://h/octopus"),
        ("http://h/my-api", "http://h/my-api"),
        ("http://[::1]:81/", "http://[::1]:81"),
        ("HTTPS://h", "https://h"),
    ],
)
def test_base_address(given: str, base: str) -> None:
    assert base_address(given) == base


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("", "is empty"),
        ("   ", "is empty"),
        ("octopus.example.com", "'octopus.example.com' is not the address of a server"),
        ("ftp://octopus.example.com", "is not the address of a server"),
        ("https://", "is not the address of a server"),
        ("https:///path", "is not the address of a server"),
        ("https://host:notaport", "is not the address of a server"),
        ("https://host:99999", "is not the address of a server"),
        ("https://[::1", "is not the address of a server"),
        ("https://ho st", "is not the address of a server"),
        ("https://höst", "is not the address of a server"),
        ("https://host/app#/Spaces-1/projects", "continues after ? or #"),
        ("https://host/?apikey=API-HUSH", "continues after ? or #"),
        ("https://me:API-HUSH@host", "holds a user name or password"),
        ("me:API-HUSH@host", "holds a user name or password"),
        ("htps://API-HUSH@host", "holds a user name or password"),
    ],
)
def test_no_address(given: str, says: str) -> None:
    with pytest.raises(UsageError) as caught:
        Client(given, api_key="API-X")
    assert says in str(caught.value)
    assert "HUSH" not in repr(caught.value)


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("/octopus/api/x", "https://h:8/octopus/api/x"),
        ("~/api/x", "https://h:8/octopus/api/x"),
        ("api/x", "https://h:8/octopus/api/x"),
        ("https://h:8/api/x", "https://h:8/api/x"),
        ("https://H:8/api/x", "https://H:8/api/x"),
        ("//elsewhere/x", "https://h:8//elsewhere/x"),
    ],
)
def test_links_become_addresses(link: str, address: str) -> None:
    assert absolute("https://h:8/octopus", link) == address


@pytest.mark.parametrize(
    "link",
    [
        "https://elsewhere/x",
        "http://h:8/x",
        "https://h:9/x",
        "https://h:8@elsewhere/x",
        "javascript:x",
        "http://[x",
        "https://h:99999/x",
    ],
)
def test_links_that_lead_away_are_not_followed(link: str) -> None:
    with pytest.raises(UnexpectedAnswer, match=r"leads away from https://h:8/octopus"):
        absolute("https://h:8/octopus", link)


def test_a_server_may_send_on_to_its_own_https() -> None:
    assert same_server("http://h/api", "https://h/api")
    assert same_server("http://h:80/api", "http://h/other")
    assert same_server("https://h/api", "https://h:443/other")
    assert not same_server("https://h/api", "http://h/api")
    assert not same_server("http://h:8080/api", "https://h/api")


def test_a_document_that_leads_away_gets_no_key() -> None:
    with SmallServer({}) as elsewhere, SmallServer({}) as here, Client(here.url, api_key="API-X") as client:
        with pytest.raises(
            UnexpectedAnswer, match=f"to http://{elsewhere.address}. Links to other servers are not followed"
        ):
            client.get({"Links": {"Self": f"{elsewhere.url}/x"}}, "Self")
        assert elsewhere.asked == []


@pytest.mark.parametrize("suffix", ["", "/", "/api", "/api/"])
@pytest.mark.parametrize("scramble", [False, True])
@pytest.mark.fact("C.3", "C.1")
def test_virtual_directory(connect: Connect, suffix: str, scramble: bool) -> None:
    with Emulator(virtual_directory="/octopus", scramble_links=scramble) as server:
        client = connect(server.url + suffix, api_key=server.api_key)
        made = client.create(client.space().document, "Environments", {"Name": "Production"})
        assert client.get(made, "Self")["Name"] == "Production"
        assert client.space("default").id == "Spaces-1"
        assert all(each.raw_path.startswith("/octopus/") for each in server.requests)
        assert server.requests


@pytest.mark.parametrize("options", [{}, {"scramble_links": True}, {"spaces": False}, {"default_space": False}])
def test_every_template_of_the_emulators_roots(connect: Connect, options: dict[str, bool]) -> None:
    with Emulator(**options) as server:
        client = connect(server.url, api_key=server.api_key)
        assert len(client.root["Links"]) > 10
        for link, template in client.root["Links"].items():
            expands_as_rfc_6570_says(client, link, template)


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ([None], "null"),
        (["Environments-1", None], "null"),
        ([[None]], "null"),
        ({"a": 1}, "a mapping"),
        ([{}], "a mapping"),
    ],
)
def test_a_parameter_that_no_address_can_hold_is_refused(client: Client, value: Any, says: str) -> None:
    with pytest.raises(UsageError, match=rf"the parameter ids of the link Environments must be text, .* not {says}"):
        client.address(client.root, "Environments", {"ids": value})


def test_parameters_are_written_as_the_server_reads_them(client: Client) -> None:
    asked = {"skip": 0, "isDisabled": False, "roles": ["web server", "db"], "ids": {"Machines-2", "Machines-1"}}
    address = client.address(client.root, "Machines", {**asked, "name": None, "id": "a/b"})
    assert address.partition("/machines/")[2] == (
        "a%2Fb?skip=0&ids=Machines-1%2CMachines-2&roles=web%20server%2Cdb&isDisabled=false"
    ), address


@pytest.mark.fact("C.4")
def test_lists_reach_the_server_whole(client: Client, server: Emulator) -> None:
    made = [server.seed("environments", Name=name)["Id"] for name in ("One", "Two", "Three")]
    found = client.items(client.root, "Environments", {"ids": made[:2]})
    assert [each["Name"] for each in found] == ["One", "Two"]
    assert server.requests[-1].query == {"ids": ",".join(made[:2])}


STATUS = {"Links": {"Status": "/api/projects/{projectId}/places/{environmentId}/status{?summaryOnly}"}}


@pytest.mark.parametrize(
    "given", [{}, {"projectId": "Projects-1"}, {"projectId": "", "environmentId": "Environments-1"}]
)
def test_a_link_is_not_followed_without_the_parts_of_its_address(
    client: Client, server: Emulator, given: dict[str, Any]
) -> None:
    assert client.root
    before = len(server.requests)
    with pytest.raises(MissingParameter, match="The link 'Status' can't be followed without") as caught:
        client.get(STATUS, "Status", {**given, "summaryOnly": True})
    assert caught.value.parameters == [each for each in ("projectId", "environmentId") if not given.get(each)]
    assert len(server.requests) == before
    whole = {"projectId": "Projects-1", "environmentId": "Environments-1"}
    assert client.address(STATUS, "Status", whole).endswith("/api/projects/Projects-1/places/Environments-1/status")


def test_a_missing_link_names_itself_the_version_and_what_is_near(client: Client) -> None:
    with pytest.raises(MissingLink) as caught:
        client.get(client.root, "enviroments")
    assert (caught.value.link, caught.value.version) == ("enviroments", client.version)
    assert "'enviroments'" in str(caught.value) and client.version in str(caught.value)
    assert "Similar names: Environments" in str(caught.value)


@pytest.mark.parametrize(
    "holder", [{}, {"Links": None}, {"Links": {}}, {"Links": {"Self": None}}, {"Links": {"Self": ""}}]
)
def test_documents_without_a_link(client: Client, holder: dict[str, Any]) -> None:
    with pytest.raises(MissingLink) as caught:
        client.get(holder, "Self")
    assert "Similar" not in str(caught.value)


@pytest.mark.parametrize("value", [7, ["/api/users/me"], {"Href": "/api/users/me"}, True])
def test_a_link_that_is_not_text(client: Client, value: Any) -> None:
    with pytest.raises(UnexpectedAnswer, match="The link 'Self' is not an address: the server gave"):
        client.get({"Links": {"Self": value}}, "Self")


def test_a_link_that_can_not_be_read(client: Client) -> None:
    with pytest.raises(UnexpectedAnswer, match=r"leads away from http://\S+, to an address that can't be read"):
        client.get({"Links": {"Self": "http://[x"}}, "Self")


def test_an_unknown_parameter_lists_those_offered(client: Client, server: Emulator) -> None:
    before = len(server.requests)
    with pytest.raises(UnknownParameter) as caught:
        list(client.items(client.root, "Environments", {"colour": "red"}))
    assert caught.value.parameter == "colour"
    assert caught.value.offered == client.parameters(client.root, "Environments")
    assert str(caught.value).endswith("It offers: " + ", ".join(caught.value.offered))
    with pytest.raises(UnknownParameter, match=r"It offers: none"):
        client.get(client.root, "CurrentUser", {"x": 1})
    # None counts as not given, under every name.
    assert client.address(client.root, "CurrentUser", {"x": None}).endswith("/api/users/me")
    assert len(server.requests) == before + 1

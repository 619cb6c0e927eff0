# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests that are never sent: writes of a read-only client, and secrets to other hosts."""

from __future__ import annotations

import socket

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import (
    ConnectionFailed,
    UnexpectedAnswer,
    UsageError,
    WriteRefused,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.transport import Transport, TransportOptions
from emulator.testing import Emulator
from unit.hypermedia.conftest import Connect
from unit.hypermedia.small_server import ROOT, Asked, Reply, SmallServer


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "delete"])
def test_the_read_only_guard(server: Emulator, connect: Connect, method: str) -> None:
    client = connect(server.url, api_key=server.api_key, read_only=True)
    made = server.seed("environments", Name="One")
    document = client.get(client.root, "Environments", {"id": made["Id"]})
    server.clear_requests()
    with pytest.raises(WriteRefused, match=rf"asked to {method.upper()} {server.url}/api/"):
        client.send(method, document, "Self", {"Name": "Two"})
    assert server.requests == []
    assert client.get(document, "Self")["Name"] == "One"


def test_each_way_to_write_is_guarded(server: Emulator, connect: Connect) -> None:
    client = connect(server.url, api_key=server.api_key, read_only=True)
    document = {**server.seed("environments", Name="One"), "Links": {"Self": "/api/environments/Environments-1"}}
    for write in (
        lambda: client.create(client.root, "Environments", {"Name": "Two"}),
        lambda: client.modify(document),
        lambda: client.delete(document),
    ):
        with pytest.raises(WriteRefused):
            write()
    assert {each.method for each in server.requests} == {"GET"}


def test_a_client_that_may_only_read_signs_in_and_out(server: Emulator, connect: Connect) -> None:
    client = connect(server.url, username=server.username, password=server.password, read_only=True)
    with client:
        assert client.current_user()["Username"] == server.username
    asked = [f"{each.method} {each.path}" for each in server.requests]
    assert asked == ["GET /api", "POST /api/users/login", "GET /api/users/me", "POST /api/users/logout"]


def test_head_reads() -> None:
    with SmallServer({"/x": {"Id": 1}}) as server:
        transport = Transport(TransportOptions(read_only=True))
        assert transport.send("HEAD", f"{server.url}/x") is None
        transport.close()
        assert [each.method for each in server.asked] == ["HEAD"]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_read_follows_a_redirect_on_the_same_server(connect: Connect, status: int) -> None:
    answers = {"/things": Reply({}, status, {"Location": "/moved?x=1"}), "/moved?x=1": {"Id": "it"}}
    with SmallServer(answers) as server:
        client = connect(server.url, api_key="API-X")
        assert client.get(client.root, "Things") == {"Id": "it"}
        assert [each.headers["X-Octopus-ApiKey"] for each in server.asked] == ["API-X"] * 3


def test_a_redirect_to_another_server_is_not_followed(connect: Connect) -> None:
    with SmallServer({}) as elsewhere:
        away = Reply({}, 302, {"Location": f"{elsewhere.url}/login?apikey=HUSH"})
        with SmallServer({"/things": away}) as server:
            client = connect(server.url)
            with pytest.raises(UnexpectedAnswer, match=f"is redirected to {elsewhere.url}/login") as caught:
                client.get(client.root, "Things")
        assert "HUSH" not in str(caught.value)
        assert elsewhere.asked == []


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_write_does_not_follow_a_redirect(connect: Connect, method: str, status: int) -> None:
    with SmallServer({"/things": Reply({}, status, {"Location": "/moved"}), "/moved": {}}) as server:
        client = connect(server.url)
        with pytest.raises(UnexpectedAnswer, match=r"neither writes nor secrets are sent"):
            client.send(method, client.root, "Things", {})
        assert [each.path for each in server.asked] == ["/api", "/things"]


@pytest.mark.parametrize("location", ["/things", "http://[x", None])
def test_redirects_that_lead_nowhere(connect: Connect, location: str | None) -> None:
    with SmallServer({"/things": Reply({}, 302, {"Location": location} if location else {})}) as server:
        client = connect(server.url)
        with pytest.raises(UnexpectedAnswer, match="is redirected to"):
            client.get(client.root, "Things")
        assert len(server.asked) <= 7


def test_a_proxy_from_the_environment(connect: Connect, monkeypatch: pytest.MonkeyPatch) -> None:
    def answering(asked: Asked) -> Reply:
        return Reply({**ROOT, "Version": f"through {asked.path}"})

    with SmallServer(answering) as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        assert connect("http://octopus.invalid/deploy").version == "through http://octopus.invalid/deploy/api"


@pytest.mark.parametrize(
    "address",
    ["http://me:hush@proxy:port", "http://me:hu/sh@proxy:3128", "http://me:hush@", "ftp://me:hush@proxy", ":3128"],
)
def test_the_address_of_a_proxy_that_can_not_be_read(
    connect: Connect, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("HTTP_PROXY", address)
    with pytest.raises(ConnectionFailed, match=r"proxy on the way to octopus.invalid can't be read. Look at") as caught:
        assert connect("http://octopus.invalid").root
    assert "me:hu" not in str(caught.value)


def test_a_proxy_that_is_down(connect: Connect, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        monkeypatch.setenv("HTTPS_PROXY", f"http://me:hush-hush@127.0.0.1:{nobody.getsockname()[1]}")
        with pytest.raises(ConnectionFailed, match=r"proxy on the way to octopus.invalid failed.*Tried 3") as caught:
            assert connect("https://octopus.invalid", retries=2).root
    assert "HTTPS_PROXY" in str(caught.value) and "hush-hush" not in str(caught.value)


@pytest.mark.parametrize(("status", "tries"), [(407, 1), (403, 1), (502, 3)])
def test_a_proxy_that_refuses(connect: Connect, monkeypatch: pytest.MonkeyPatch, status: int, tries: int) -> None:
    """A proxy that requires a password will require it the next time, too."""
    with SmallServer(lambda asked: Reply({}, status)) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        with pytest.raises(ConnectionFailed, match=rf"Tunnel connection failed: {status}"):
            assert connect("https://octopus.invalid", retries=2).root
        assert [each.method for each in proxy.asked] == ["CONNECT"] * tries


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"connect_timeout": 0}, "connect_timeout: must be more than 0 seconds"),
        ({"read_timeout": -1}, "timeout: must be more than 0 seconds"),
        ({"retries": -1}, "retries: must be 0 or more"),
        ({"max_retry_wait": -1}, "max_retry_wait: must be 0 or more"),
        ({"ca_path": "/nowhere/ca.pem"}, "ca_path: /nowhere/ca.pem can't be read"),
        ({"client_cert": "/nowhere/c.pem"}, "client_cert: /nowhere/c.pem can't be read"),
        ({"client_key": __file__}, "client_cert is missing"),
    ],
)
def test_options_that_cannot_be_used(options: dict[str, object], says: str) -> None:
    with pytest.raises(UsageError) as caught:
        TransportOptions(**options)  # type: ignore[arg-type]
    assert str(caught.value).startswith(says)


def test_a_method_or_path_that_cannot_be_sent(client: Client) -> None:
    with pytest.raises(ConnectionFailed, match=r"the request can't be sent \(Invalid\w+\)"):
        client._transport.send("GET", "http://.bad..host/")

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The three ways to sign in, and the refusals: none, two, half of one, and one that the server does not know."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import (
    ServerRefused,
    UnexpectedAnswer,
    UsageError,
)
from emulator.testing import Emulator
from unit.hypermedia.conftest import Connect
from unit.hypermedia.small_server import ROOT, Asked, Reply, SmallServer

PASSWORD_SESSION = ["GET /api", "POST /api/users/login", "POST /api/Spaces-1/environments", "POST /api/users/logout"]


def ways(server: Emulator) -> dict[str, dict[str, str]]:
    return {
        "api_key": {"api_key": server.api_key},
        "access_token": {"access_token": server.access_token},
        "username": {"username": server.username, "password": server.password},
    }


@pytest.mark.parametrize("way", ["api_key", "access_token", "username"])
def test_each_way_reads_and_writes(server: Emulator, connect: Connect, way: str) -> None:
    client = connect(server.url, **ways(server)[way])
    assert client.current_user()["Username"] == server.username
    made = client.create(client.root, "Environments", {"Name": "One"})
    client.modify({**made, "Description": "changed"})
    assert client.get(made, "Self")["Description"] == "changed"
    client.delete(made)
    assert [each["Name"] for each in client.items(client.root, "Environments")] == []
    assert repr(client) == f"Client({server.url!r}, signed in by {way})"


def test_a_key_goes_into_its_header_alone(connect: Connect) -> None:
    with SmallServer({}) as server:
        assert connect(server.url, api_key=" API-KEY\n").version
        assert connect(server.url, access_token="a.b.c").version
        with_key, with_token = server.asked
        assert with_key.headers["X-Octopus-ApiKey"] == "API-KEY" and "Authorization" not in with_key.headers
        assert with_token.headers["Authorization"] == "Bearer a.b.c" and "X-Octopus-ApiKey" not in with_token.headers
        assert [each.path for each in server.asked] == ["/api", "/api"]


def test_a_password_session_ends_signed_out(server: Emulator) -> None:
    with Client(server.url, username=server.username, password=server.password) as client:
        client.create(client.root, "Environments", {"Name": "One"})
    assert [f"{each.method} {each.path}" for each in server.requests] == PASSWORD_SESSION
    assert server.requests[-1].status == 200


def test_after_close_the_session_can_be_opened_again(server: Emulator) -> None:
    client = Client(server.url, username=server.username, password=server.password)
    client.create(client.root, "Environments", {"Name": "One"})
    client.close()
    client.create(client.root, "Environments", {"Name": "Two"})
    client.close()
    client.close()
    assert [f"{each.method} {each.path}" for each in server.requests] == PASSWORD_SESSION * 2


def test_a_client_that_was_never_used_sends_nothing(server: Emulator) -> None:
    with Client(server.url, username=server.username, password=server.password):
        pass
    assert server.requests == []


def test_signing_in_and_out_is_by_links(connect: Connect) -> None:
    with Emulator(scramble_links=True) as server:
        client = connect(server.url, username=server.username, password=server.password)
        assert client.current_user()["Username"] == server.username
        client.close()
        assert [each.path for each in server.requests] == [
            "/api",
            "/api/users/login",
            "/api/users/me",
            "/api/users/logout",
        ]


def server_with_sign_in(
    cookies: list[str], link: bool = True, root_is_open: bool = True, by_proxy: bool = False
) -> Any:
    """Answers like a server that wants its cookies and the CSRF token back."""

    def answering(asked: Asked) -> Reply:
        path = urlsplit(asked.path).path if by_proxy else asked.path
        signed_in = "id=1" in asked.headers.get("Cookie", "")
        if path == "/api":
            links = {**ROOT["Links"], **({"SignIn": "/in{?returnUrl}"} if link else {})}  # type: ignore[dict-item]
            return Reply({**ROOT, "Links": links}) if root_is_open or signed_in else Reply({}, 401)
        if path in ("/in", "/api/users/login") and asked.method == "POST":
            return Reply({}, headers={"Set-Cookie": cookies[0]}) if len(cookies) == 1 else Reply({})
        return Reply({"cookie": asked.headers.get("Cookie"), "csrf": asked.headers.get("X-Octopus-Csrf-Token")})

    return answering


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_secure_cookies_work_on_loopback_without_tls(connect: Connect, host: str) -> None:
    cookie = "Octopus-Csrf-Token_abc=t0ken; Path=/; Secure; HttpOnly; SameSite=Strict"
    with SmallServer(server_with_sign_in([cookie])) as server:
        client = connect(server.url.replace("127.0.0.1", host), username="me", password="pw")
        assert client.get(client.root, "Things") == {"cookie": "Octopus-Csrf-Token_abc=t0ken", "csrf": "t0ken"}
        assert [each.path for each in server.asked] == ["/api", "/in", "/things"]
        # There is no link to sign out by: the cookies are forgotten anyway.
        client.close()
        assert client.version
        assert "Cookie" not in server.asked[3].headers and "X-Octopus-Csrf-Token" not in server.asked[3].headers


def test_secure_cookies_stay_secret_elsewhere(connect: Connect, monkeypatch: pytest.MonkeyPatch) -> None:
    cookie = "Octopus-Csrf-Token_abc=t0ken; Path=/; Secure"
    with SmallServer(server_with_sign_in([cookie], by_proxy=True)) as server:
        monkeypatch.setenv("HTTP_PROXY", server.url)
        client = connect("http://octopus.invalid", username="me", password="pw")
        assert client.get(client.root, "Things")["cookie"] is None


def test_without_a_sign_in_link_the_well_known_path_is_taken(connect: Connect) -> None:
    with SmallServer(server_with_sign_in(["id=1; Path=/"], link=False)) as server:
        assert connect(server.url, username="me", password="pw").version
        assert [each.path for each in server.asked] == ["/api", "/api/users/login"]


@pytest.mark.fact("C.2")
def test_a_root_that_is_not_open_is_read_after_signing_in(connect: Connect) -> None:
    with SmallServer(server_with_sign_in(["id=1; Path=/"], root_is_open=False)) as server:
        assert connect(server.url, username="me", password="pw").version
        assert [each.path for each in server.asked] == ["/api", "/api/users/login", "/api"]


def test_a_sign_in_link_that_leads_away_gets_no_password(connect: Connect) -> None:
    with SmallServer({}) as elsewhere:
        root = {**ROOT, "Links": {"SignIn": f"{elsewhere.url}/in"}}
        with SmallServer({"/api": root}) as server, pytest.raises(UnexpectedAnswer, match=r"leads away"):
            assert connect(server.url, username="me", password="pw").root
        assert elsewhere.asked == []


def test_a_server_that_is_down_is_not_asked_to_sign_in(connect: Connect) -> None:
    with SmallServer(lambda asked: Reply({"ErrorMessage": "Starting."}, 503)) as server:
        with pytest.raises(ServerRefused, match=r"Starting.") as caught:
            assert connect(server.url, username="me", password="pw", retries=0).root
        assert caught.value.status == 503
        assert [each.method for each in server.asked] == ["GET"]


@pytest.mark.parametrize("status", [401, 429, 503])
def test_signing_out_may_fail(server: Emulator, connect: Connect, status: int) -> None:
    client = connect(server.url, username=server.username, password=server.password)
    assert client.current_user()
    server.fault(path="/api/users/logout", status=status, times=9)
    client.close()
    assert [each.status for each in server.requests if each.path == "/api/users/logout"] == [status]


def test_an_error_is_not_hidden_by_signing_out(server: Emulator) -> None:
    server.fault(path="/api/users/logout", drop="connect", times=9)
    client = Client(server.url, username=server.username, password=server.password)
    with pytest.raises(ZeroDivisionError), client:
        assert client.root and 1 / 0


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "Give one complete way to sign in: api_key, access_token, or username and password"),
        ({"api_key": "", "access_token": "  ", "username": None}, "Give one complete way to sign in"),
        ({"api_key": "API-HUSH", "access_token": "HUSH"}, "api_key and access_token are both given"),
        ({"api_key": "API-HUSH", "username": "me", "password": "HUSH"}, "api_key and username are both given"),
        ({"access_token": "HUSH", "password": "HUSH"}, "access_token and username are both given"),
        ({"username": "me"}, "password is missing"),
        ({"username": "me", "password": ""}, "password is missing"),
        ({"password": "HUSH"}, "username is missing"),
        ({"api_key": "API-HUSH\nX-Other: y"}, "The API key has a blank, a line break"),
        ({"api_key": "API\u2013HUSH"}, "The API key has"),
        ({"access_token": "Bearer HUSH"}, "The access token has a blank"),
    ],
)
def test_no_way_or_two_ways_to_sign_in(given: dict[str, Any], says: str) -> None:
    with pytest.raises(UsageError) as caught:
        Client("http://127.0.0.1", **given)
    assert str(caught.value).startswith(says)
    assert "HUSH" not in repr(caught.value)


@pytest.mark.parametrize(
    "wrong", [{"api_key": "API-WRONG"}, {"access_token": "wrong"}, {"username": "admin", "password": "wrong"}]
)
@pytest.mark.fact("C.2")
def test_credentials_that_the_server_does_not_know_are_refused(
    server: Emulator, connect: Connect, wrong: dict[str, str]
) -> None:
    client = connect(server.url, **wrong)
    with pytest.raises(ServerRefused) as caught:
        client.current_user()
    assert caught.value.status == 401
    assert "Check how you sign in" in str(caught.value)
    assert ("The API key you provided was not valid" in str(caught.value)) == ("api_key" in wrong)
    client.close()
    assert not [each for each in server.requests if each.path == "/api/users/logout"]


def test_a_netrc_does_not_sign_in_for_us(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, connect: Connect) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("default login somebody password else\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    with SmallServer({}) as server:
        assert connect(server.url, api_key="API-X").version and connect(server.url, access_token="mine").version
        assert [each.headers.get("Authorization") for each in server.asked] == [None, "Bearer mine"]

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The messages for refusals, strange answers, and a missing library."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import links, one_request
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import (
    ConnectionFailed,
    LibraryMissing,
    OctopusError,
    ServerRefused,
    UnexpectedAnswer,
)
from emulator.testing import Emulator
from unit.hypermedia.conftest import Connect
from unit.hypermedia.small_server import Reply, SmallServer

COLLECTIONS = Path(__file__).parents[3] / ".build" / "collections"


@pytest.mark.fact("C.5")
def test_a_message_has_everything_that_the_server_said(server: Emulator, client: Client) -> None:
    body = {
        "ErrorMessage": "There was a problem with your request.",
        "Errors": ["Name is taken", "Slug is taken."],
        "HelpText": "Choose another",
        "HelpLink": "https://example.com/help",
        "Details": {"Name": ["taken"]},
        "FullException": "at Octopus.Server...",
    }
    server.fault(method="POST", status=400, body=body)
    with pytest.raises(ServerRefused) as caught:
        client.create(client.root, "Environments", {"Name": "One"})
    url = f"{server.url}/api/Spaces-1/environments"
    assert str(caught.value) == (
        "There was a problem with your request. Name is taken. Slug is taken. Choose another. "
        f"See https://example.com/help. Details: {{'Name': ['taken']}}. (POST {url} answered 400)"
    )
    assert caught.value.details() == {
        "status": 400,
        "method": "POST",
        "url": url,
        "error_message": "There was a problem with your request.",
        "errors": ["Name is taken", "Slug is taken."],
        "help_text": "Choose another",
        "help_link": "https://example.com/help",
        "server_details": {"Name": ["taken"]},
    }


@pytest.mark.parametrize(
    ("body", "expected", "errors"),
    [
        ({}, "the server gives no reason. (", []),
        ({"ErrorMessage": None, "Errors": None, "Details": None}, "the server gives no reason. (", []),
        ({"ErrorMessage": "No!", "Errors": ["No!"]}, "No! (", ["No!"]),
        ({"ErrorMessage": "No", "Errors": "Never"}, "No. Never. (", ["Never"]),
        ({"title": "Bad", "errors": {"Name": ["is long", "is odd"]}}, "Bad. Name: is long. Name: is odd. (", None),
        ({"error": "invalid_grant", "error_description": "Token ran out"}, "Token ran out. (", []),
        (["a list"], '["a list"]. (', []),
        ("a text", '"a text". (', []),
    ],
)
@pytest.mark.fact("C.13")
def test_bodies_of_many_shapes(
    server: Emulator, client: Client, body: Any, expected: str, errors: list[str] | None
) -> None:
    server.fault(path="/api/users/me", status=400, body=body if isinstance(body, dict) else expected[:-3])
    with pytest.raises(ServerRefused) as caught:
        client.current_user()
    assert str(caught.value).startswith(expected)
    assert errors is None or caught.value.errors == errors


@pytest.mark.parametrize(
    ("status", "advice"),
    [
        (401, "Check how you sign in"),
        (
            403,
            "If a proxy or firewall in front of the server refuses this, look there; else the user lacks a permission",
        ),
        (404, "It may have been removed meanwhile, or belong to another space"),
        (407, "the proxy wants a user name and password"),
        (429, "run fewer at a time, or raise retries"),
        (502, "A proxy in front of the server got no answer from it: try again later"),
        (503, "try again later"),
        (504, "A proxy in front of the server got no answer from it in time: try again later"),
    ],
)
def test_a_refusal_says_what_to_do_next(server: Emulator, connect: Connect, status: int, advice: str) -> None:
    client = connect(server.url, api_key=server.api_key, retries=0)
    server.fault(path="/api/users/me", status=status, body={"ErrorMessage": "No."})
    with pytest.raises(ServerRefused) as caught:
        client.current_user()
    assert str(caught.value).startswith("No. (GET ") and advice in str(caught.value)
    assert str(caught.value).endswith(".")


def test_a_user_who_may_only_read(server: Emulator, connect: Connect) -> None:
    client = connect(server.url, api_key=server.read_only_api_key)
    named = r"Missing permission: .*Ask an Octopus administrator for the permission named above"
    with pytest.raises(ServerRefused, match=named) as caught:
        client.create(client.root, "Environments", {"Name": "One"})
    assert caught.value.status == 403 and caught.value.help_text


PAGE = b"\n<!DOCTYPE html>\n<html><title>Sign in</title></html>"


@pytest.mark.parametrize(
    ("reply", "says"),
    [
        (Reply(b"<html><body>It works!</body></html>", content_type="text/html"), "instead of JSON: 'It works!'"),
        (
            Reply(b"<html><body>Not Found</body></html>", 404, content_type="text/html"),
            "answered 404: Not Found. Is this the",
        ),
        (Reply({"ErrorMessage": "Nothing here."}, 404), "Nothing here. Is this the address of an Octopus Server"),
        (Reply({"name": "another API"}), "not as an Octopus Server: it has no Links"),
        (Reply({"Links": ["x"]}), "not as an Octopus Server"),
        (Reply([]), "not as an Octopus Server"),
        (Reply(b""), "not as an Octopus Server"),
        (Reply(b"OK", content_type="text/plain"), "not as an Octopus Server"),
        (Reply(b'{"Links": ', content_type="application/json"), "is incomplete or damaged"),
        (Reply(b"[" * 99999 + b"]" * 99999), "is incomplete or damaged"),
        (Reply(PAGE, content_type="text/plain"), "instead of JSON: 'Sign in'. This is a sign-in page"),
        (Reply(PAGE, content_type=""), "instead of JSON: 'Sign in'. This is a sign-in page"),
        (Reply(PAGE), "application/json instead of JSON: 'Sign in'. This is a sign-in page"),
        (Reply({}, 302, {"Location": "https://login.example.com/"}), "is redirected to https://login.example.com/"),
    ],
)
def test_an_answer_of_another_server_is_reported(connect: Connect, reply: Reply, says: str) -> None:
    with SmallServer(lambda asked: reply) as server:
        client = connect(server.url)
        with pytest.raises(UnexpectedAnswer) as caught:
            assert client.root
        assert says in str(caught.value)
        assert len(server.asked) == 1


def test_a_page_that_is_all_control_characters(connect: Connect) -> None:
    with SmallServer(lambda asked: Reply(b"<p>\x1b[31mred\x00 \r\n" + b"y" * 999, content_type="text/html")) as server:
        client = connect(server.url)
        with pytest.raises(UnexpectedAnswer) as caught:
            assert client.root
    shown = str(caught.value).partition("JSON: '")[2].partition("'. Is this")[0]
    assert shown.startswith("?[31mred? yyy") and len(shown) == 200


@pytest.mark.parametrize(("charset", "named"), [("utf-8", True), ("utf-8", False), ("iso-8859-1", True)])
def test_plain_text_is_an_answer(connect: Connect, charset: str, named: bool) -> None:
    kind = f"text/plain; charset={charset}" if named else "text/plain"
    reply = Reply("line 1\nlinie zwö\n".encode(charset), content_type=kind)
    with SmallServer({"/things": reply}) as server:
        client = connect(server.url)
        assert client.get(client.root, "Things") == "line 1\nlinie zwö\n"


def test_an_answer_without_a_content_type(connect: Connect) -> None:
    with SmallServer({"/things": Reply(b"x", content_type="")}) as server:
        client = connect(server.url)
        assert client.get(client.root, "Things") == "x"


def test_an_answer_without_a_body(connect: Connect) -> None:
    with SmallServer({"/things": Reply(b"")}) as server:
        client = connect(server.url)
        assert client.send("DELETE", client.root, "Things") is None


@pytest.mark.parametrize("status", [401, 403, 404, 429, 500, 503])
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
def test_a_refusal_without_a_body(connect: Connect, method: str, status: int) -> None:
    # Octopus's client for Go takes it for success (findings/go-client-errors-without-body.sh).
    with SmallServer({"/things": Reply(b"", status)}) as server:
        client = connect(server.url)
        with pytest.raises(ServerRefused, match=f"answered {status}") as caught:
            client.send(method, client.root, "Things")
    assert caught.value.details()["status"] == status


def test_a_version_that_is_missing(connect: Connect) -> None:
    with SmallServer({"/api": {"Links": {}}}) as server:
        assert connect(server.url).version == "unknown"


def test_errors_have_one_base_and_one_text() -> None:
    error = ConnectionFailed("gone")
    assert isinstance(error, OctopusError) and str(error) == error.message == "gone" and error.details() == {}


@pytest.mark.parametrize(
    ("library", "module", "name"),
    [("requests", one_request, "HAS_REQUESTS"), ("uritemplate", links, "HAS_URITEMPLATE")],
)
def test_a_library_that_is_missing(monkeypatch: pytest.MonkeyPatch, library: str, module: Any, name: str) -> None:
    monkeypatch.setattr(module, name, False)
    with pytest.raises(LibraryMissing) as caught:
        Client("http://127.0.0.1", api_key="API-X")
    assert caught.value.library == library
    assert f"pip install {library}" in str(caught.value) and sys.executable in str(caught.value)


@pytest.mark.parametrize("library", ["requests", "uritemplate"])
def test_everything_can_be_imported_without(library: str) -> None:
    script = f"""
import sys
sys.modules[{library!r}] = None
sys.path.insert(0, {str(COLLECTIONS)!r})
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import LibraryMissing
try:
    Client("http://127.0.0.1", api_key="API-X")
except LibraryMissing as missing:
    print(missing.library)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == library

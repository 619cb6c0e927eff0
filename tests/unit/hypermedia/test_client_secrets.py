# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""No secret is shown in an exception, a log line or a repr, with any words of the server."""

from __future__ import annotations

import base64
import html
import json
import logging
import traceback
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, quote_plus

import pytest
import requests
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import (
    AnswerLost,
    OctopusError,
    ServerRefused,
    UnexpectedAnswer,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.masking import (
    MASK,
    Mask,
    property_secrets,
    redacted,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.sign_in import one_way
from emulator.testing import Emulator
from unit.hypermedia.conftest import Connect
from unit.hypermedia.small_server import Asked, Reply, SmallServer

KEY = "API-HUSHHUSHHUSH"
TOKEN = "hush.token.hush"
UNKNOWN = "not-known-before"
PASSWORD = 'hush "pass" & <wörd>'
WAYS: dict[str, dict[str, str]] = {
    "api_key": {"api_key": KEY},
    "access_token": {"access_token": TOKEN},
    "password": {"username": "me", "password": PASSWORD},
}
SPELLINGS: list[Callable[[str], str]] = [
    str,
    html.escape,
    quote,
    quote_plus,
    lambda secret: quote(secret, safe=""),
    lambda secret: json.dumps(secret)[1:-1],
    lambda secret: json.dumps(secret, ensure_ascii=False)[1:-1],
]


def everything_shown(error: OctopusError, client: Client, caplog: pytest.LogCaptureFixture) -> str:
    """Everything that a person can see of an error, with all exceptions behind it and their contents."""
    seen: list[str] = []
    todo: list[BaseException | None] = [error]
    while todo:
        current = todo.pop()
        if current is not None:
            seen += [str(current), repr(current), repr(current.args), str(vars(current))]
            assert not isinstance(current, requests.RequestException), "its request holds the headers"
            todo += [current.__cause__, current.__context__]
    seen += traceback.format_exception(error)
    seen += [repr(error.details()), repr(client), repr(client._transport), repr(client._credentials)]
    seen += [repr(client.exchanges), repr(client._transport.mask), caplog.text]
    return "\n".join(seen)


def hides(given_text: str, *secrets: str) -> bool:
    # The second text: the rest of PASSWORD if its last word is taken for markup.
    whole = [spelling(secret) for secret in secrets for spelling in SPELLINGS]
    return not any(each in given_text for each in [*whole, '"pass"'])


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("status", [200, 400, 401, 404, 429, 500, 503])
@pytest.mark.parametrize("content_type", ["application/json", "text/html", "application/json but broken"])
def test_a_server_that_repeats_everything(
    connect: Connect, caplog: pytest.LogCaptureFixture, way: str, status: int, content_type: str
) -> None:
    # Without the log of urllib3, which has addresses: only the link of this test has a secret in it.
    caplog.set_level(logging.DEBUG, "octopus.deploy")
    secrets = [KEY, TOKEN, PASSWORD, "c00kie-hush"]

    def answering(asked: Asked) -> Reply:
        if asked.path == "/api" or asked.path.startswith("/api/users"):
            links = {"Self": "/api", "SignIn": "/api/users/login", "Things": f"/things/{KEY}{{?a,apikey}}"}
            return Reply({"Links": links}, headers={"Set-Cookie": "Octopus-Csrf-Token_x=c00kie-hush; Path=/"})
        repeated = [spelling(secret) for secret in secrets for spelling in SPELLINGS]
        body = {"ErrorMessage": repeated, "Errors": repeated, "HelpLink": repeated[0], "Details": {KEY: repeated}}
        if content_type == "application/json":
            return Reply(body, status)
        return Reply(f"<p>{' '.join(repeated)} {asked.headers}".encode(), status, content_type=content_type[:16])

    with SmallServer(answering) as server:
        client = connect(server.url, **WAYS[way], retries=1)
        for secret in secrets:
            client._transport.mask.add(secret)
        for method in ("GET", "POST"):
            if status == 200 and content_type == "application/json":
                assert client.send(method, client.root, "Things")
                continue
            with pytest.raises((ServerRefused, UnexpectedAnswer, AnswerLost)) as caught:
                client.send(method, client.root, "Things", None, {"a": PASSWORD, "apikey": UNKNOWN})
            texts = everything_shown(caught.value, client, caplog)
            assert MASK in texts
            assert hides(texts, *secrets, UNKNOWN), texts


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("fault", [{"drop": "connect"}, {"drop": "body"}, {"delay": 0.3}, {"truncate": True}])
def test_requests_that_fail(
    server: Emulator, connect: Connect, caplog: pytest.LogCaptureFixture, way: str, fault: dict[str, Any]
) -> None:
    caplog.set_level(logging.DEBUG)
    client = connect(server.url, **WAYS[way], retries=0, read_timeout=0.15)
    server.fault(**fault, times=9)
    with pytest.raises(OctopusError) as caught:
        assert client.root
    assert hides(everything_shown(caught.value, client, caplog), KEY, TOKEN, PASSWORD)


@pytest.mark.parametrize("way", ["api_key", "access_token", "username"])
def test_a_whole_session_in_the_log(
    server: Emulator, connect: Connect, caplog: pytest.LogCaptureFixture, way: str
) -> None:
    caplog.set_level(logging.DEBUG)
    own = {"api_key": server.api_key, "access_token": server.access_token, "username": server.username}
    more = {"password": server.password} if way == "username" else {}
    with connect(server.url, **{way: own[way]}, **more) as client:
        made = client.create(client.root, "Environments", {"Name": "One"})
        cookies = [cookie.value or "" for cookie in client._transport.cookies]
        with pytest.raises(ServerRefused) as caught:
            client.create(client.root, "Environments", {"Name": made["Name"]})
    assert (len(cookies) == 2) == (way == "username")
    texts = everything_shown(caught.value, client, caplog)
    assert "POST" in caplog.text
    assert hides(texts, server.api_key, server.access_token, server.password, *cookies)


def test_a_log_line_for_each_request(server: Emulator, client: Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "octopus.deploy")
    assert client.current_user()
    lines = [each.getMessage() for each in caplog.records if each.name == "octopus.deploy.hypermedia"]
    assert [line.partition(" (")[0] for line in lines] == [
        f"GET {server.url}/api -> 200",
        f"GET {server.url}/api/users/me -> 200",
    ]


def test_secrets_that_a_request_sets(connect: Connect, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    body = {
        "Password": {"HasValue": True, "NewValue": "hush-new"},
        "All": [{"NewValue": "hush-two"}, {"NewValue": None}],
    }

    def answering(asked: Asked) -> Reply:
        text = asked.body.decode()
        return Reply({"Links": {"Things": "/x"}}) if asked.path == "/api" else Reply({"ErrorMessage": text}, 400)

    with SmallServer(answering) as server:
        client = connect(server.url)
        with pytest.raises(ServerRefused) as caught:
            client.create(client.root, "Things", body)
    assert MASK in str(caught.value) and "HasValue" in str(caught.value)
    assert hides(everything_shown(caught.value, client, caplog), "hush-new", "hush-two")
    assert sorted(property_secrets(body)) == ["hush-new", "hush-two"]
    assert list(property_secrets({"NewValue": ""})) == list(property_secrets(None)) == []


def test_a_secret_is_masked_before_a_text_is_cut(connect: Connect) -> None:
    text = "x" * 195 + KEY
    with SmallServer(lambda asked: Reply(text.encode(), content_type="text/html")) as server:
        client = connect(server.url, api_key=KEY)
        with pytest.raises(UnexpectedAnswer) as caught:
            assert client.root
    assert "x" * 195 + "*****'" in str(caught.value)


def test_half_of_a_secret_does_not_stay_when_one_holds_another() -> None:
    mask = Mask()
    for secret in ("abcd", "abcdef", None, ""):
        mask.add(secret)
    assert mask.text("abcdef abcd ab") == f"{MASK} {MASK} ab"
    assert mask.deep({"abcd": ["abcdef", 1, None, {"x": "-abcd-"}]}) == {MASK: [MASK, 1, None, {"x": f"-{MASK}-"}]}
    assert mask.also(["abc_"]).text("abc_") == MASK and mask.text("abc_") == "abc_"
    assert mask.also([]).text("abcd") == MASK


@pytest.mark.parametrize("short", ["a", "api", "1", 1, 12, True, False, None, "  "])
def test_a_short_secret_spoils_no_address(short: Any) -> None:
    """A short secret is masked only if it is the whole text. A boolean never is, because every result has some."""
    mask = Mask.of([short])
    assert mask.address("http://h:1/api/1?a=1") == "http://h:1/api/1?a=1"
    assert mask.text(f"in {short} words") == f"in {short} words"
    assert mask.deep({"changed": True, "failed": False, "count": 1}) == {"changed": True, "failed": False, "count": 1}
    assert mask.text("api") == (MASK if short == "api" else "api")


SEVERAL_LINES = "-----BEGIN KEY-----\nMIIEvQIBADANBgkqhkiG\nw0BAQEFAASCBKcwggSj\n-----END KEY-----\n"


@pytest.mark.parametrize(
    ("secret", "given_text"),
    [
        (SEVERAL_LINES, SEVERAL_LINES.strip()),
        (SEVERAL_LINES, "MIIEvQIBADANBgkqhkiG"),
        (SEVERAL_LINES, SEVERAL_LINES.strip().replace("\n", "\r\n")),
        (SEVERAL_LINES, base64.b64encode(SEVERAL_LINES.encode()).decode()),
        (json.dumps({"private_key": SEVERAL_LINES}), "MIIEvQIBADANBgkqhkiG"),
        (json.dumps({"private_key": SEVERAL_LINES}), json.dumps(json.dumps({"private_key": SEVERAL_LINES}))[1:-1]),
        ("hunter-22 ", "hunter-22"),
        ("hunter-22\n", "hunter-22"),
        ('it\'s a "secret"', repr({"x": 'it\'s a "secret"'})[7:-2]),
        ('a "b" <c> & d+e é', "a \\u0022b\\u0022 \\u003Cc\\u003E \\u0026 d\\u002Be \\u00E9"),
        ("a/b/c/d", "a\\/b\\/c\\/d"),
        ("a/b=c d", "a%2fb%3dc+d"),
        (1234567, "1234567"),
        (1234.5, "1234.5"),
    ],
)
def test_a_secret_is_known_however_it_is_spelled(secret: Any, given_text: str) -> None:
    said = f"it was {given_text}."
    assert Mask.of([secret]).text(said) == f"it was {MASK}."
    assert Mask.of([secret]).deep({"said": [said, [said]]}) == {"said": [f"it was {MASK}.", [f"it was {MASK}."]]}


@pytest.mark.parametrize("number", [1234567, 1234.5])
def test_a_number_can_be_a_secret(number: float) -> None:
    assert Mask.of([number]).deep([number, str(number), number + 1]) == [MASK, MASK, number + 1]


@pytest.mark.parametrize("prop", ["NewValue", "newValue", "Password", "SmtpPassword", "WebhookHeaderValue", "apikey"])
@pytest.mark.parametrize("value", ["hush", 12345, 1.25])
def test_a_secret_property_of_any_case_and_type(prop: str, value: Any) -> None:
    assert list(property_secrets([{"x": {prop: value}}])) == [value]
    assert redacted({"x": [{prop: value}]}) == {"x": [{prop: MASK}]}


@pytest.mark.parametrize(
    "document",
    [
        {"Name": "x", "Type": "Sensitive", "Value": "hush"},
        {"name": "x", "isSensitive": True, "value": "hush"},
        {"Name": "x", "DefaultValue": "hush", "DisplaySettings": {"Octopus.ControlType": "Sensitive"}},
    ],
)
def test_a_value_that_other_properties_call_a_secret_is_masked(document: dict[str, Any]) -> None:
    assert list(property_secrets(document)) == ["hush"]
    assert "hush" not in str(redacted(document)) and redacted(document) != document


def test_a_secret_in_a_text_that_is_not_quite_json() -> None:
    r"""No JSON text has \q; the secret is masked as it is written there."""
    assert list(property_secrets(r'{"Password": "hu\qsh", "Name": "x"}')) == [r"hu\qsh"]


@pytest.mark.parametrize("value", ["#{Web.Password}", "<secret a>", "<no secret>", f"{MASK} (sent)", "", None, True])
def test_a_value_that_stands_for_a_secret_is_shown(value: Any) -> None:
    assert redacted({"Password": value}) == {"Password": value}
    assert list(property_secrets({"Password": value})) == []


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://h/x?a=1&ApiKey=API-1&b=2", f"https://h/x?a=1&ApiKey={MASK}&b=2"),
        ("https://h/x?%61pikey=API-1", f"https://h/x?%61pikey={MASK}"),
        ("https://me:pw@h:8/x#y", "https://h:8/x"),
        ("https://h/x?apikey", f"https://h/x?apikey={MASK}"),
        ("http://[x", "an address that can't be read"),
        ("/x?a", "/x?a"),
    ],
)
def test_addresses(url: str, shown: str) -> None:
    assert Mask().address(url) == shown


@pytest.mark.parametrize("given", [{"api_key": KEY}, {"access_token": TOKEN}, {"username": "me", "password": PASSWORD}])
def test_reprs(given: dict[str, str]) -> None:
    credentials = one_way(**{"api_key": None, "access_token": None, "username": None, "password": None, **given})
    assert credentials.secrets() == [given[name] for name in given if name != "username"]
    with Client("http://127.0.0.1", **given) as client:
        message = f"{credentials!r} {client!r} {client._transport!r} {client._transport.mask!r}"
    assert hides(message, KEY, TOKEN, PASSWORD)

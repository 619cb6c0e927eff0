# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The connection of an event source: proxies of the environment, a .netrc, and answers that are not UTF-8."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path

import pytest
from unit.hypermedia.small_server import Asked, Reply, SmallServer

from .conftest import EVENTS

SECONDS = 20
NOT_OCTOPUS = "answers, but not as an Octopus Server"


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "NETRC"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


def refuse(url: str, **credentials: str) -> None:
    """Run a source until it finds that the answer is not that of an Octopus Server."""
    given = credentials or {"octopus_api_key": "API-X"}
    with pytest.raises(EVENTS["SourceError"], match=NOT_OCTOPUS):
        asyncio.run(asyncio.wait_for(EVENTS["main"](asyncio.Queue(1), {"octopus_url": url, **given}), SECONDS))


@pytest.mark.parametrize(
    ("credentials", "header"),
    [({"octopus_api_key": "API-X"}, None), ({"octopus_access_token": "mine"}, "Bearer mine")],
    ids=["API key", "access token"],
)
def test_a_netrc_does_not_sign_in_for_us(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, credentials: Mapping[str, str], header: str | None
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("default login somebody password else\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    with SmallServer(lambda asked: Reply({})) as server:
        refuse(server.url, **credentials)
    assert [each.headers.get("Authorization") for each in server.asked] == [header]


@pytest.mark.parametrize("scheme", ["http://", ""])
def test_a_proxy_from_the_environment(monkeypatch: pytest.MonkeyPatch, scheme: str) -> None:
    with SmallServer(lambda asked: Reply({})) as proxy:
        monkeypatch.setenv("HTTP_PROXY", f"{scheme}me:hush@{proxy.address}")
        refuse("http://octopus.invalid/deploy")
    assert [each.path for each in proxy.asked] == ["http://octopus.invalid/deploy/api"]
    assert proxy.asked[0].headers["Proxy-Authorization"] == "Basic bWU6aHVzaA=="


@pytest.mark.parametrize("address", ["me:hush@proxy:port", "me:hu/sh@proxy:3128", "me:hush@"])
def test_a_proxy_that_can_not_be_read_keeps_its_password(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, address: str
) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://{address}")
    arguments = {"octopus_url": "http://octopus.invalid", "octopus_api_key": "API-X"}
    with pytest.raises(EVENTS["SourceError"], match="http_proxy or https_proxy is not the") as raised:
        asyncio.run(asyncio.wait_for(EVENTS["main"](asyncio.Queue(1), arguments), SECONDS))
    assert "me:hu" not in f"{raised.value}{caplog.text}"
    assert raised.value.__cause__ is None and raised.value.__suppress_context__


def test_a_server_that_needs_no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    with SmallServer(lambda asked: Reply({})) as proxy, SmallServer(lambda asked: Reply({})) as server:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        monkeypatch.setenv("NO_PROXY", server.address)
        refuse(server.url)
    assert not proxy.asked
    assert [each.path for each in server.asked] == ["/api"]


@pytest.mark.parametrize("status", [200, 502])
def test_a_page_that_is_not_utf_8(status: int) -> None:
    """A proxy may answer in any encoding: the source asks again."""

    def answering(asked: Asked) -> Reply:
        page = Reply("<p>Überlastet</p>".encode("latin-1"), status, content_type="text/html; charset=utf-8")
        return page if len(server.asked) == 1 else Reply({})

    with SmallServer(answering) as server:
        refuse(server.url)
    assert len(server.asked) == 2

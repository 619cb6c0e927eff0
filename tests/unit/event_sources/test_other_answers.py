# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers that no Octopus Server gives: the event source asks again, or ends with an error that says what to do."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from emulator.testing import Emulator

from .conftest import EVENTS, arguments, running, started, take

Happen = Callable[..., list[str]]
SECONDS = 40
LOGIN = "<html><head><title>Sign in</title></head><input type='password'></html>"
EVENT = {"Id": "Events-9", "Occurred": "2026-11-28T06:00:00Z"}
# Answers of a proxy or a broken server, and the words of the log about each of them.
PASSING: dict[str, tuple[Any, str]] = {
    "a page to sign in at": (LOGIN, "came instead of JSON"),
    "JSON that breaks off": ('{"Items": [', "came instead of JSON"),
    "JSON without an end": ("[" * 99999, "came instead of JSON"),
    "nothing": ("", "came instead of JSON"),
    "a text": ('"text"', "it has no list of Items"),
    "an object": ({}, "it has no list of Items"),
    "no Items": ({"Items": None, "Links": {}}, "it has no list of Items"),
    "Items that are texts": ({"Items": ["a"], "Links": {}}, "its Links or Items are not objects"),
    "Links that are a list": ({"Items": [], "Links": ["a"]}, "its Links or Items are not objects"),
    "a list of nothing": ("[null]", "its Links or Items are not objects"),
    "an event without an ID": ({"Items": [{**EVENT, "Id": None}]}, "an item has no Id"),
    "an event without a moment": ({"Items": [{**EVENT, "Occurred": None}]}, "no moment in Occurred"),
    "an event of no day": ({"Items": [{**EVENT, "Occurred": "2026-13-01T00:00:00Z"}]}, "no moment in Occurred"),
    "no list of documents": ({"Items": [{**EVENT, "RelatedDocumentIds": 7}]}, "RelatedDocumentIds is not a list"),
}
FINAL: dict[str, tuple[dict[str, Any], str]] = {
    "another server": (
        {"status": 302, "headers": {"Location": "https://login.example.com/?back=x"}},
        "is redirected to https://login.example.com/.back=x, which does not get the key.*octopus_url",
    ),
    "pages that repeat": (
        {"body": {"Items": [EVENT], "Links": {"Page.Next": "/api/again"}}},
        "The pages repeat from http.*/api/again on",
    ),
}


def run(waiting: Any) -> Any:
    return asyncio.run(asyncio.wait_for(waiting, SECONDS))


@pytest.mark.parametrize("case", PASSING)
def test_the_source_asks_again(
    server: Emulator, happen: Happen, tmp_path: Path, caplog: pytest.LogCaptureFixture, case: str
) -> None:
    body, words = PASSING[case]
    cursor = tmp_path / "cursor"

    async def test() -> list[str]:
        async with running(arguments(server, cursor_file=str(cursor))) as queue:
            await started(cursor)
            # The addresses of this server can't be guessed: every one of its answers is another for a while.
            server.fault(method="GET", status=200, body=body, times=2)
            happened.extend(happen(3))
            return await take(queue, 3)

    happened: list[str] = []
    server.on_purpose("*")
    with caplog.at_level(logging.WARNING, "octopus.deploy"):
        assert run(test()) == happened
    assert words in caplog.text
    assert "Does octopus_url name the Octopus Server itself" in caplog.text


@pytest.mark.parametrize("case", FINAL)
def test_the_source_ends(server: Emulator, tmp_path: Path, case: str) -> None:
    answer, words = FINAL[case]
    cursor = tmp_path / "cursor"

    async def test() -> None:
        task = asyncio.create_task(EVENTS["main"](asyncio.Queue(1), arguments(server, cursor_file=str(cursor))))
        await started(cursor)
        server.fault(method="GET", **{"status": 200, **answer}, times=9)
        await task

    server.on_purpose("*")
    with pytest.raises(EVENTS["SourceError"], match=words):
        run(test())


@pytest.mark.parametrize("body", [{}, [], {"Links": "x"}, "text"])
def test_another_server(server: Emulator, body: Any) -> None:
    server.on_purpose("*")
    server.fault(method="GET", status=200, body=body if isinstance(body, (dict, list)) else f'"{body}"', times=9)
    with pytest.raises(EVENTS["SourceError"], match="/api answers, but not as an Octopus Server"):
        run(EVENTS["main"](asyncio.Queue(1), arguments(server)))

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lines that show what a task waits for, on a terminal and elsewhere."""

from __future__ import annotations

import io
import os
import sys

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._verbs.showing import Line
from ansible_collections.octopus.deploy.plugins.plugin_utils import watching as watched
from ansible_collections.octopus.deploy.plugins.plugin_utils.watching import (
    HINTS,
    MOST,
    PlainLines,
    UpdatingLines,
    fitting,
    terminal,
)

WIDTH = 100
SIZE = os.terminal_size((WIDTH, 24))
WEB, API = Line("1", "web: Executing", "0s"), Line("2", "api: Queued", "0s")


def screen(written: list[str]) -> list[str]:
    """The screen of a terminal after these pieces, which move the cursor up, clear to the end and write whole lines."""
    rows: list[str] = []
    for piece in written:
        text = piece
        if text.startswith("\x1b["):
            number, _letter, text = text[2:].partition("A")
            assert int(number) <= len(rows)
            del rows[len(rows) - int(number) :]
        assert text.startswith("\r\x1b[J")
        rows += text.removeprefix("\r\x1b[J").splitlines()
        assert text.endswith(("\n", "\x1b[J")), "what is printed next begins on a line of its own"
    return rows


def test_lines_on_a_terminal_are_drawn_in_the_same_place() -> None:
    written: list[str] = []
    show = UpdatingLines(WIDTH, written.append)
    show([WEB, API])
    show([Line("1", "web: Executing", "40 %, 5s"), API])
    assert screen(written) == [*HINTS, "web: Executing (40 %, 5s)", "api: Queued (0s)"]
    show([WEB])
    assert screen(written) == [*HINTS, "web: Executing (0s)"]
    show([])
    assert screen(written) == []
    show([])
    assert len(written) == 4


def test_a_terminal_shows_a_dozen_lines() -> None:
    written: list[str] = []
    UpdatingLines(WIDTH, written.append)([Line(str(number), f"task {number}") for number in range(MOST + 3)])
    assert screen(written)[-1] == "and 3 more"
    written.clear()
    UpdatingLines(WIDTH, written.append)([Line(str(number), f"task {number}") for number in range(MOST)])
    assert screen(written)[-1] == f"task {MOST - 1}"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("short", "short"),
        ("eight of", "eight of"),
        ("nine of 9", "nine of…"),
        ("a longer text", "a longe…"),
        ("日本語日本語", "日本語…"),
        ("a\x1b[31m\nb", "a [31m b"),
    ],
)
def test_a_line_fits_in_the_terminal_and_moves_no_cursor(text: str, shown: str) -> None:
    assert fitting(text, 9) == shown


def test_plain_lines_come_when_the_state_is_another_one() -> None:
    written: list[str] = []
    show = PlainLines("localhost", written.append)
    show([])
    assert written == [], "nothing to wait for"
    show([WEB, API])
    show([Line("1", "web: Executing", "40 %, 5s"), API])
    show([Line("1", "web: Success"), API])
    show([])
    assert written == [
        *(f"[localhost] {each}" for each in HINTS),
        "[localhost] web: Executing (0s)",
        "[localhost] api: Queued (0s)",
        "[localhost] web: Success",
    ]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def on_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the output of the process go to a terminal."""
    monkeypatch.setattr(sys, "stdout", Terminal())
    monkeypatch.setattr(sys, "stderr", Terminal())
    monkeypatch.setattr(os, "get_terminal_size", lambda _stream: SIZE)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("AWX_ISOLATED_DATA_DIR", raising=False)


def test_the_terminal_of_ansible_runner_gets_plain_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    on_terminal(monkeypatch)
    assert terminal() == SIZE
    monkeypatch.setenv("AWX_ISOLATED_DATA_DIR", "/runner/artifacts/1")
    assert terminal().columns == 0


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_an_output_that_goes_to_a_file_gets_plain_lines(stream: str, monkeypatch: pytest.MonkeyPatch) -> None:
    on_terminal(monkeypatch)
    monkeypatch.setattr(sys, stream, io.StringIO())
    assert terminal().columns == 0


@pytest.mark.parametrize("term", ["dumb", "", None])
def test_a_terminal_without_a_cursor_gets_plain_lines(term: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    on_terminal(monkeypatch)
    monkeypatch.delenv("TERM")
    if term is not None:
        monkeypatch.setenv("TERM", term)
    assert terminal().columns == 0


@pytest.mark.parametrize(
    ("rows", "alone", "most"), [(24, True, MOST), (10, True, 6), (4, True, None), (0, True, None), (24, False, None)]
)
def test_lines_update_if_all_fit_on_the_terminal(
    rows: int, alone: bool, most: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watched, "TERMINAL", os.terminal_size((WIDTH, rows)))
    found = watched.watching("localhost", alone)
    assert (found.most if isinstance(found, UpdatingLines) else None) == most


@pytest.mark.parametrize("hint", HINTS)
def test_a_hint_fits_on_a_narrow_terminal(hint: str) -> None:
    assert fitting(hint, 80) == hint

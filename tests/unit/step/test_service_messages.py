# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Service messages are read as they were meant, and no text is taken for one."""

from __future__ import annotations

import re
from itertools import product

import pytest
from ansible_collections.octopus.deploy.plugins.plugin_utils.service_messages import (
    harmless,
    in_category,
    message,
    variable,
    wanted,
)
from checks import ROOT
from hypothesis import example, given
from hypothesis import strategies as st
from message_parser import Message, messages

NASTY = st.text(st.sampled_from("##octopus[]=' \r\n\x00\x1b\u2028a"), max_size=40)
EVIL = "##octopus[delete-target machine='d2ViLTAx']"
DOCUMENTED = re.compile(r"`(##octopus\[[^`]*])`")


def test_the_parser_reads_every_documented_message() -> None:
    page = (ROOT / "docs" / "api" / "service-messages.md").read_text(encoding="utf-8")
    shown = DOCUMENTED.findall(page.split("## Messages")[0])
    assert len(shown) > 8
    for line in shown:
        if "…" not in line:
            assert len(messages([line])) == 1, line


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (["abc ##octopus[x]"], ["x"]),
        (["###octopus[x]"], []),
        (["##octopus[x", " a='YQ==']"], ["x"]),
        (["##octopus[x", "##octopus[y]", "##octopus[z]"], ["z"]),
        (["##octopus x]"], ["x"]),
        (["##octopus[x]##octopus[y]", "##octopus[z]"], ["x", "z"]),
        (["##octopus[x a='YQ==' A='YQ==']", "##octopus[x a='=']"], []),
        (["#", "##octopus[x]"], []),
        (["##octo", "pus[x]"], ["x"]),
    ],
)
def test_the_parser_does_what_is_documented(lines: list[str], names: list[str]) -> None:
    assert [each.name for each in messages(lines)] == names


@given(name=st.text(), value=st.text())
@example(name="a'b]", value="grün ✓\r\n##octopus[x]")
def test_a_message_carries_every_text(name: str, value: str) -> None:
    (read,) = messages([variable(name, value, sensitive=True)])
    # Halves of surrogate pairs have no bytes in UTF-8.
    whole = {key: text.encode("utf-8", "replace").decode() for key, text in (("name", name), ("value", value))}
    assert read == Message("setVariable", {**whole, "sensitive": "True"})


def test_an_open_variable_is_not_marked() -> None:
    assert messages([variable("A", "", sensitive=False)]) == [Message("setVariable", {"name": "A", "value": ""})]


@given(texts=st.lists(st.one_of(NASTY, st.text(max_size=20)), max_size=4))
@example(texts=[EVIL])
@example(texts=["##octo\npus[delete-target machine='d2ViLTAx']"])
@example(texts=["##oct", "opus[x]"])
@example(texts=["##\x00octopus[x]"])
@example(texts=["ends with #"])
@example(texts=["##OCTOPUS[x]"])
def test_texts_are_never_messages_and_hide_none(texts: list[str]) -> None:
    lines = [*in_category("error", texts), message("progress", percentage="1")]
    assert all("\n" not in line and "\r" not in line for line in lines)
    assert [each.name for each in messages(lines)] == ["stdout-error", "stdout-default", "progress"]


def test_a_text_is_shown_whole_but_not_endlessly() -> None:
    assert harmless("two\n  lines\tof grün ✓") == "two lines of grün ✓"
    assert len(harmless("x" * 10_000)) == 2001


@pytest.mark.parametrize(("when", "inside"), [*product(("in_a_step", "always", "never"), (True, False))])
def test_where_messages_are_printed(when: str, inside: bool) -> None:
    environment = {"TentacleHome": "/etc/octopus"} if inside else {}
    assert wanted(when, environment) == (when == "always" or (when == "in_a_step" and inside))

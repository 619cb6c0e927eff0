# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Exported texts: as they read wherever YAML allows it, and the same to readers of YAML 1.1 and 1.2."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from unittest import mock

import pytest
import yaml
from ansible_collections.octopus.deploy.plugins.module_utils._config import files
from ansible_collections.octopus.deploy.plugins.module_utils._config.files import as_yaml
from ansible_collections.octopus.deploy.plugins.module_utils._config.yaml_text import yaml_value
from hypothesis import given, settings
from hypothesis import strategies as st

ruamel = pytest.importorskip("ruamel.yaml", reason="ruamel.yaml is not installed, the reader of YAML 1.2")

# Something else than text to readers of YAML 1.1, of 1.2, or of both.
# fmt: off
NO_TEXT = (
    "7e10553", "1e3", "1E+3", ".5", "5.", "-.5", "+1", "-1", "0", "00", "089", "0o17", "0O17", "0x1F", "0b11", "017",
    "1_000", "1,000", "1.10", ".inf", "-.INF", ".NaN", ".nan", "12:30:45", "190:20:30.15", "-_", "._", "y", "Y", "n",
    "N", "yes", "Yes", "no", "NO", "on", "off", "true", "True", "FALSE", "false", "null", "Null", "NULL", "~", "=",
    "<<", "2026-11-27", "2026-1-2", "2026-11-27T10:00:00Z", "2026-11-27 10:00:00", "", "- a", "a: b", "a #b", "? a",
    "%a", "@a", "`a", "!a", "&a", "*a", "{a", "[a", "---", "...",
)
# fmt: on
LITERAL = (
    "tab\there\n",
    "blanks at the end  \nof a line\n",
    "at the very end\n  ",
    "  blanks at the start\nand not\n",
    "\ttab at the start\nand not",
    "\n\nempty lines first",
    "empty lines last\n\n\n",
    "   \nblanks alone first\n   \n",
    "# comment\n--- \n...\n%a\n",
    "ümläut\n漢字 🐙\u00a0\n",
)
# Readers change these line ends, or refuse the literal character.
NOT_LITERAL = ("a\r\nb\r\n", "a\rb\n", "a\x85b\n", "a\u2028b\n", "a\x1bb\n", "a\ufeffb\n", "\n", "  \n ")
TEXTS = st.one_of(
    st.text(st.sampled_from("ab \t\n#:-'\"\\|>%é🐙\r\x85\u2028\x00"), max_size=24),
    st.from_regex(r"[-+]?[0-9.][0-9._:eExXob+-]{0,8}", fullmatch=True),
    st.text(max_size=12),
)


def file_of(value: Any) -> str:
    """The file of an export with ``value`` where texts stand: in an option, a list and a free map."""
    return as_yaml({"kinds": [{"name": value, "list": [value, [value]], "map": {"key": value}}, value]})["kinds.yml"]


def content(value: Any) -> Any:
    return {"kinds": [{"name": value, "list": [value, [value]], "map": {"key": value}}, value]}


def read_1_1(text: str) -> Any:
    return yaml.safe_load(text)


def read_1_2(text: str) -> Any:
    reader = ruamel.YAML(typ="safe", pure=True)
    reader.version = (1, 2)
    return reader.load(text)


def read_here(text: str) -> Any:
    """Read YAML as src is read: in C where libyaml is installed, which differs from the reader in Python."""
    return yaml_value(text, str, str).value


READERS = pytest.mark.parametrize("read", [read_1_1, read_1_2, read_here])


@READERS
def test_every_text_comes_back(read: Callable[[str], Any]) -> None:
    for text in (*NO_TEXT, *LITERAL, *NOT_LITERAL):
        assert read(file_of(text)) == content(text)


@READERS
@settings(max_examples=60, deadline=None)
@given(text=TEXTS)
def test_any_text_comes_back(read: Callable[[str], Any], text: str) -> None:
    assert read(file_of(text)) == content(text)


# Words that are plain, look like values of other types or comments, or have characters with a meaning in YAML.
WORDS = st.from_regex(r"#?[a-z0-9YNE._-]{1,6}(?:[:,+=#@/( '{}][a-z0-9._-]{1,6}){0,3}", fullmatch=True)
LEAVES = st.one_of(WORDS, st.sampled_from([*NO_TEXT, "long words " * 12]), st.integers(), st.booleans(), st.none())
VALUES = st.recursive(LEAVES, lambda each: st.lists(each, max_size=3) | st.dictionaries(WORDS, each, max_size=3))


@settings(max_examples=200, deadline=None)
@given(item=st.dictionaries(WORDS, VALUES, min_size=1, max_size=3))
def test_a_plain_item_is_written_as_pyyaml_writes_it(item: dict[str, Any]) -> None:
    with mock.patch.object(files, "plain_item", return_value=""):
        by_pyyaml = as_yaml({"kinds": [item, item]})
    assert as_yaml({"kinds": [item, item]}) == by_pyyaml


@READERS
def test_a_value_that_several_items_share_is_written_in_each(read: Callable[[str], Any]) -> None:
    """Anchors are unique in a file; only items that PyYAML writes could have them."""
    shared = {"list": ["a: b"]}
    config = {"kinds": [{"first": shared, "second": shared}, {"first": shared, "second": shared}]}
    assert read(as_yaml(config)["kinds.yml"]) == config


@READERS
def test_every_key_comes_back(read: Callable[[str], Any]) -> None:
    keys = dict.fromkeys([*NO_TEXT, *LITERAL, *NOT_LITERAL], "value")
    assert read(as_yaml({"kinds": [keys]})["kinds.yml"]) == {"kinds": [keys]}


@pytest.mark.parametrize("text", [each for each in NO_TEXT if each])
def test_no_text_of_the_table_is_bare(text: str) -> None:
    """Readers differ: not one of them may take it for something else."""
    assert f"name: '{text}'\n" in file_of(text)


@pytest.mark.parametrize("text", LITERAL)
def test_lines_are_written_as_they_read(text: str) -> None:
    written = file_of(text)
    assert "name: |" in written
    assert all(line in written.split("\n") for line in (f"      {each}" for each in text.split("\n") if each))


@pytest.mark.parametrize("text", NOT_LITERAL)
def test_a_text_that_a_block_would_change_is_escaped(text: str) -> None:
    assert "name: |" not in file_of(text)


@pytest.mark.parametrize("text", ["Shop", "two words", "3 tiers", "a.b", "2nd", "yes, please", "Zoë"])
def test_plain_texts_stay_plain(text: str) -> None:
    assert f"name: {text}\n" in file_of(text)

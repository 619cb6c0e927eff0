# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The messages about several options name the options that matter to the reader, and none of Ansible's own words."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._validation import checked

TEXTS: dict[str, dict[str, Any]] = {each: {"type": "str"} for each in ("a", "b", "c", "d")}
CHOICE: dict[str, dict[str, Any]] = {"a": {"type": "str", "choices": ["One", "Two"]}}
CHOICES: dict[str, dict[str, Any]] = {"a": {"type": "list", "elements": "str", "choices": ["One", "Two"]}}


@pytest.mark.parametrize(
    ("group", "given", "problems"),
    [
        ({"mutually_exclusive": ["abc"]}, "a", []),
        ({"mutually_exclusive": ["abc"]}, "ac", ["c: can't be given together with a; leave one of them out"]),
        ({"mutually_exclusive": ["abc"]}, "abc", ["c: can't be given together with a and b; give only one of them"]),
        ({"mutually_exclusive": ["ab", "cd"]}, "abd", ["b: can't be given together with a; leave one of them out"]),
        ({"required_one_of": ["ab"]}, "b", []),
        ({"required_one_of": ["ab"]}, "c", ["one of the following is required: a, b"]),
        ({"required_together": ["abc"]}, "", []),
        ({"required_together": ["abc"]}, "abc", []),
        ({"required_together": ["abc"]}, "b", ["a: is required together with b", "c: is required together with b"]),
        ({"required_if": [("a", "a", "bc")]}, "", []),
        ({"required_if": [("a", "x", "bc")]}, "a", []),
        ({"required_if": [("a", "a", "bc")]}, "ab", ["c: is required when a is a"]),
        ({"required_if": [("a", "a", "bc")]}, "a", ["b: is required when a is a", "c: is required when a is a"]),
        ({"required_if": [("a", "a", "bc", True)]}, "ab", []),
        ({"required_if": [("a", "a", "bc", True)]}, "a", ["one of the following is required when a is a: b, c"]),
    ],
    ids=str,
)
def test_rules(group: dict[str, Any], given: str, problems: list[str]) -> None:
    """The value of each option is its own name."""
    found: list[str] = []
    checked(TEXTS, {each: each for each in given}, "", found, group)
    assert found == problems
    found = []
    checked(TEXTS, {each: each for each in given}, "place[0]", found, group)
    assert found == [f"place[0]{': ' if each.startswith('one of') else '.'}{each}" for each in problems]


@pytest.mark.parametrize(
    ("specification", "value", "problems"),
    [
        (CHOICE, "Two", []),
        (CHOICE, "two", ["a: must be one of One, Two, not 'two'"]),
        (CHOICE, "", ["a: must be one of One, Two, not ''"]),
        (CHOICES, ["Two", "One"], []),
        (CHOICES, ["one", "Two", "3"], ["a: each must be one of One, Two, not 'one', '3'"]),
        (CHOICES, "One,two", ["a: each must be one of One, Two, not 'two'"]),
        ({"a": {"type": "str", "choices": ["One"], "no_log": True}}, "hidden", ["a: must be One, not '***'"]),
    ],
    ids=str,
)
def test_choices(specification: dict[str, Any], value: Any, problems: list[str]) -> None:
    found: list[str] = []
    checked(specification, {"a": value}, "", found)
    assert found == problems

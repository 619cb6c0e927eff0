# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Texts that hold JSON, compared as data: strictly for variables, and as servers type them for steps."""

from __future__ import annotations

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.json_data import same_data
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.process_texts import same_value


@pytest.mark.parametrize(
    ("one", "other", "is_same", "is_same_in_steps"),
    [
        ('{"a":1,"b":[2]}', '{"b": [2], "a": 1}', True, True),
        ("[1]", "[true]", False, False),
        ('["True"]', "[true]", False, True),
        ("[1.10]", "[1.1]", True, False),
        ("[1]", '["1"]', False, True),
        ("[1, 2]", "[2, 1]", False, False),
        ("null", " null", False, False),
        ("1", " 1", True, False),
        ("not JSON", "not  JSON", False, False),
        ("[" * 100_000, "[ " + "[" * 99_999, False, False),
    ],
)
def test_texts_are_compared_as_data(one: str, other: str, is_same: bool, is_same_in_steps: bool) -> None:
    assert same_data(one, other) is is_same
    assert same_value("Octopus.Action.Any", one, other) is is_same_in_steps

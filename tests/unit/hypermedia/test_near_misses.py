# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The names that a message suggests for one that does not exist, and names that are the same."""

from __future__ import annotations

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded, near_misses

NAMES = ["Default Project Group", "Default Worker Pool", "Hosted Ubuntu", "Production", "Production EU", "QA"]


@pytest.mark.parametrize(
    ("value", "near"),
    [
        ("Prodution", ["Production", "Production EU"]),
        (" default ", ["Default Project Group", "Default Worker Pool"]),
        ("ubuntu", ["Hosted Ubuntu"]),
        ("prod", ["Production", "Production EU"]),
        ("production e", ["Production EU", "Production"]),
        ("", []),
        ("Staging", []),
    ],
)
def test_similar_names_come_before_longer_ones(value: str, near: list[str]) -> None:
    assert near_misses(value, NAMES) == near


def test_there_are_five_suggestions_at_most_each_once() -> None:
    names = [f"web-{number}" for number in range(20)]
    near = near_misses("web", names)
    assert len(near) == len(set(near)) == 5


def test_null_is_no_name() -> None:
    """It is the empty text to a server, and not the name ``None``."""
    assert (folded(None), folded(" None "), folded("")) == ("", "none", "")

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lines that say how far a run of the tests is."""

from __future__ import annotations

from collections import Counter

import progress
import pytest
from checks import SMALL_PYTEST


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.2, "1 s"), (59.6, "60 s"), (89, "89 s"), (90, "2 minutes"), (1800, "30 minutes")]
)
def test_in_words(seconds: float, words: str) -> None:
    assert progress.in_words(seconds) == words


def test_the_remaining_time_is_shown() -> None:
    found = progress.Progress(Counter(unit=4, playbooks=8), at_once=2)
    assert str(found) == "12 left, about 1 s"
    for _each in range(2):
        found.took("unit", 10)
        found.one_is_done("unit")
    # A group of tests whose time nobody knows yet takes as long as the rest.
    assert str(found) == "10 left, about 50 s"
    found.took("playbooks", 30)
    found.one_is_done("playbooks")
    assert str(found) == "9 left, about 2 minutes"


@pytest.mark.parametrize("processes", [0, 2])
def test_lines_instead_of_dots(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, processes: int) -> None:
    pytester.makepyfile(
        **{"tests/unit/test_it": "def test_one(): pass\ndef test_two(): assert 0\ndef test_three(): pass"}
    )
    monkeypatch.setattr(progress, "OFTEN", 0.0)
    ran = pytester.runpytest_inprocess(
        "-q", "-p", "progress", "-p", "no:randomly", *SMALL_PYTEST, "-n", str(processes), "tests"
    )
    ran.assert_outcomes(passed=2, failed=1)
    lines = [line for line in ran.outlines if line.startswith("unit: ")]
    assert [line.split(",")[0] for line in lines] == ["unit: 2 left", "unit: 1 left", "unit: 0 left"]
    assert not any("." in line for line in ran.outlines if line.endswith("%]"))

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tests that the judge of octoterra finds, its conclusions, and the change of the test framework."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from interop.judge_octoterra import LACKING, concluded_of
from interop.judge_octoterra import Test as Judged
from interop.judge_octoterra import tests as found_in
from interop.octoterra_build import FRAMEWORK_FILE, OWN_PART, in_place_of_containers
from interop.results import FAILED, NOT_SERVED, PASSED
from interop.terraform_build import Unavailable

ONE = Judged("TestOne", "channel")
LACKED = Judged(next(iter(LACKING)), "channel")
ASKED = ["GET /api: 200", "POST /api/Spaces-1/channels: 400"]
FRAMEWORK = """const ApiKey = "API-X"
func (o *Framework) ArrangeTest(t *testing.T) {
}
"""


@pytest.mark.parametrize(
    ("test", "code", "printed", "outcome", "reason"),
    [
        (ONE, 0, "--- PASS: TestOne (1.00s)\nPASS\n", PASSED, ""),
        (ONE, 1, "     Error: gone\n    emulated.go:28: exit status 1\n", FAILED, "Error: gone; exit status 1; POST"),
        (ONE, 0, "testing: warning: no tests to run\nPASS\n", FAILED, "POST /api/Spaces-1/channels: 400"),
        (LACKED, 1, "    emulated.go:28: no trigger\n", NOT_SERVED, "the emulator makes no trigger"),
    ],
)
def test_the_outcome_of_a_test_is_concluded(test: Judged, code: int, printed: str, outcome: str, reason: str) -> None:
    result = concluded_of(test, subprocess.CompletedProcess(["one.test"], code, printed), ASKED)
    assert result is not None
    assert (result.outcome, result.reason.startswith(reason)) == (outcome, True), result


def test_a_test_that_asks_for_nothing_judges_nothing() -> None:
    ran = subprocess.CompletedProcess(["one.test"], 0, "--- PASS: TestOne (0.00s)\nPASS\n")
    assert concluded_of(ONE, ran, []) is None


def test_a_test_is_about_the_configurations_that_it_begins_with() -> None:
    text = """func help() { "../test/terraform/09-lost" }
func TestOne(t *testing.T) {
\trun("../test/terraform/20-channel/space_creation", "../test/terraform/z-createspace")
}
func TestTwo(t *testing.T) {
}
"""
    assert [*found_in(text)] == [ONE, Judged("TestTwo", "space")]


def test_the_framework_starts_no_containers(tmp_path: Path) -> None:
    file = tmp_path / FRAMEWORK_FILE
    file.parent.mkdir()
    file.write_text(FRAMEWORK, encoding="utf-8")
    in_place_of_containers(tmp_path)
    assert file.read_text(encoding="utf-8") == "func (o *Framework) arrangeTestInContainer(t *testing.T) {\n}\n"
    assert (file.parent / OWN_PART.name).exists()
    with pytest.raises(Unavailable, match="another way"):
        in_place_of_containers(tmp_path)

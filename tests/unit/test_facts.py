# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The judge of facts finds mistakes, and the list of unverified behaviours is true."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from checks import SMALL_PYTEST
from emulator.traffic import GROUP
from interop.fact_marks import TRAFFIC, in_order, judged
from interop.facts import FACTS, Fact
from interop.unverified import OPEN, SETTLED, UNVERIFIED

ROOT = Path(__file__).resolve().parents[2]
EMULATOR, COLLECTION = "tests/unit/emulator/test_x.py::test_one", "tests/contract/test_x.py::test_two"
BOTH = {EMULATOR: "passed", COLLECTION: "passed"}
QUICK = (*SMALL_PYTEST, "-p", "interop.fact_marks")


@pytest.mark.parametrize(
    ("fact", "tests", "outcome", "reason"),
    [
        (Fact("x"), BOTH, "passed", ""),
        (Fact("x"), {EMULATOR: "passed"}, "failed", "no test of the collection holds it"),
        (Fact("x"), {COLLECTION: "passed"}, "failed", "no test of the emulator holds it"),
        (Fact("x"), {**BOTH, COLLECTION: "skipped"}, "failed", "no test of the collection holds it"),
        (Fact("x"), {**BOTH, EMULATOR: "failed"}, "failed", f"fails: {EMULATOR}"),
        (Fact("x", collection="no module"), {EMULATOR: "passed"}, "passed", "no module"),
        (Fact("x", "not served", "no module"), {}, "not served", "not served; no module"),
        (Fact("x", collection="no module"), BOTH, "failed", "there is a test of the collection, and a reason for"),
    ],
)
def test_the_outcome_of_a_fact_follows_from_its_tests(
    fact: Fact, tests: dict[str, str], outcome: str, reason: str
) -> None:
    found = judged("5.1", fact, tests)
    assert (found["outcome"], found["kind"]) == (outcome, "x")
    assert found["reason"].startswith(reason) and bool(found["reason"]) == bool(reason)


def test_every_item_of_the_chapters_is_there() -> None:
    checklist = [f"C.{number}" for number in range(1, 14)]
    wanted = [f"5.{number}" for number in range(1, 46)] + sorted([*checklist, "C.seed"], key=in_order)
    assert sorted(FACTS, key=in_order) == wanted


def test_a_run_writes_what_it_found(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    pytester.makeini("[pytest]\nmarkers = fact(name): x\n")
    pytester.makepyfile(
        test_one="""
        import pytest

        @pytest.mark.fact("5.7")
        @pytest.mark.parametrize("number", [1, 2])
        def test_some(number):
            assert number == 1
        """
    )
    for more in ((), ("-n", "2")):
        file = pytester.path / "facts.json"
        ran = pytester.runpytest_subprocess(*QUICK, "--facts", str(file), *more)
        assert ran.ret == pytest.ExitCode.TESTS_FAILED
        results = {each["name"]: each for each in json.loads(file.read_text())["results"]}
        assert (results["5.7"]["outcome"], results["5.7"]["collection"]) == ("failed", ["test_one.py::test_some"])
        assert list(results) == sorted(FACTS, key=in_order)
        file.unlink()


def test_the_traffic_of_marked_tests_is_a_group(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    """A marked test has its group from its fixtures on, and the test after a failing one has none."""
    monkeypatch.delenv(GROUP, raising=False)
    pytester.makeini("[pytest]\nmarkers = fact(name): x\n")
    pytester.makepyfile(
        f"""
        import os
        import pytest

        @pytest.fixture
        def group():
            return os.environ.get({GROUP!r})

        def test_before(group):
            assert group is None

        @pytest.mark.fact("5.7")
        def test_marked(group):
            assert group == {TRAFFIC!r}
            raise OSError

        def test_after(group):
            assert group is None
        """
    )
    ran = pytester.runpytest_subprocess(*QUICK)
    ran.assert_outcomes(passed=2, failed=1)
    ran.stdout.fnmatch_lines(["*test_marked - OSError*"])


def test_a_fact_that_there_is_not_is_an_error(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("import pytest\n\n@pytest.mark.fact('5.99')\ndef test_one():\n    pass\n")
    ran = pytester.runpytest_subprocess(*QUICK)
    assert ran.ret == pytest.ExitCode.USAGE_ERROR
    ran.stderr.fnmatch_lines(["*test_one is marked with a fact that there is not: '5.99'*"])


def test_a_fact_whose_mark_the_file_does_not_show_is_an_error(pytester: pytest.Pytester) -> None:
    """The judge of facts loads only the files that have the text."""
    pytester.makepyfile("import pytest\n\n@getattr(pytest.mark, 'fact')('5.7')\ndef test_one():\n    pass\n")
    ran = pytester.runpytest_subprocess(*QUICK)
    assert ran.ret == pytest.ExitCode.USAGE_ERROR
    ran.stderr.fnmatch_lines(["*test_one is marked with a fact, but 'mark.fact' is not in its file*"])


@pytest.mark.parametrize("row", UNVERIFIED, ids=lambda row: f"{row.place} {row.question}")
def test_an_open_question_is_marked_in_the_emulator(row: object) -> None:
    each = next(known for known in UNVERIFIED if known is row)
    assert each.outcome in (SETTLED, OPEN)
    if each.outcome == OPEN:
        assert re.search("unverified", (ROOT / each.evidence).read_text(encoding="utf-8"), re.IGNORECASE)
    else:
        assert re.match(r"OctopusDeploy(Labs)?/|octopus\.com/docs/", each.evidence)

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The judge of facts takes over what ``make test`` found in this checkout, and no other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import orjson
import pytest
import tested
from emulator.traffic import FOLDER
from interop import judge_facts
from interop.fact_marks import JUDGE, TRAFFIC

FOUND: dict[str, Any] = {
    "judge": JUDGE,
    "version": "",
    "results": [{"name": "5.1", "kind": "x", "outcome": "passed", "reason": ""}],
}
EXCHANGES = [{"group": "", "path": "/api/users"}, {"group": TRAFFIC, "path": "/api/feeds"}]


@pytest.fixture(autouse=True)
def records(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The records of a run of ``make test`` in a checkout called "one"."""
    for name in ("TRAFFIC", "FACTS", "CHECKOUT"):
        monkeypatch.setattr(tested, name, tmp_path / "build" / name)
    monkeypatch.setattr(tested, "checkout", lambda: "one")
    monkeypatch.setenv(FOLDER, str(tmp_path / "interop"))
    tested.begin("one")
    tested.TRAFFIC.mkdir()
    (tested.TRAFFIC / "1.jsonl").write_bytes(b"".join(orjson.dumps(each) + b"\n" for each in EXCHANGES))
    tested.FACTS.write_text(json.dumps(FOUND), encoding="utf-8")


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files that the judge runs tests for; the tests find nothing."""
    files: list[Path] = []

    def run_tests(file: Path) -> int:
        files.append(file)
        return 1

    monkeypatch.setattr(judge_facts, "run_tests", run_tests)
    return files


def test_the_judge_takes_over_results_and_traffic(tmp_path: Path, ran: list[Path]) -> None:
    assert judge_facts.main(["--tested", "--json", str(tmp_path / "facts.json")]) == 0
    assert json.loads((tmp_path / "facts.json").read_text(encoding="utf-8")) == FOUND
    (copied,) = (tmp_path / "interop").iterdir()
    assert [json.loads(line)["path"] for line in copied.read_text(encoding="utf-8").splitlines()] == ["/api/feeds"]
    assert ran == []


def test_a_fact_that_failed_is_a_failure(tmp_path: Path, ran: list[Path]) -> None:
    failed = {**FOUND, "results": [{**FOUND["results"][0], "outcome": "failed"}]}
    tested.FACTS.write_text(json.dumps(failed), encoding="utf-8")
    assert judge_facts.main(["--tested", "--json", str(tmp_path / "facts.json")]) == 1
    assert ran == []


@pytest.mark.parametrize("case", ["not asked", "another checkout", "no facts", "no traffic", "begun anew"])
def test_the_judge_runs_the_tests_otherwise(
    case: str, tmp_path: Path, ran: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    if case == "another checkout":
        monkeypatch.setattr(tested, "checkout", lambda: "other")
    if case == "no facts":
        tested.FACTS.unlink()
    if case == "no traffic":
        tested.TRAFFIC.rename(tmp_path / "elsewhere")
    if case == "begun anew":
        tested.begin("one")
    asked = [] if case == "not asked" else ["--tested"]
    assert judge_facts.main([*asked, "--json", str(tmp_path / "facts.json")]) == 1
    assert ran == [tmp_path / "facts.json"]


def test_every_file_counts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(tested, "files", lambda: [path.relative_to(tmp_path) for path in tmp_path.rglob("*.py")])
    seen = [tested.checkout(tmp_path)]
    for name, text in (("one.py", "1"), ("one.py", "2"), ("other.py", "")):
        (tmp_path / name).write_text(text, encoding="utf-8")
        seen.append(tested.checkout(tmp_path))
    (tmp_path / "one.py").rename(tmp_path / "renamed.py")
    seen.append(tested.checkout(tmp_path))
    assert len(set(seen)) == len(seen) == 5
    assert tested.checkout(tmp_path) == seen[-1]

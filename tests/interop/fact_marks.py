# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A plugin of pytest that collects which tests check which fact; ``--facts FILE`` writes the results."""

from __future__ import annotations

import json
import os
from collections.abc import Generator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from checks import ROOT
from emulator.traffic import GROUP
from interop.facts import FACTS, Fact
from interop.results import FAILED, NOT_SERVED, PASSED

JUDGE = "facts of the API"
# This text finds the files with marked tests without loading them.
MARK = "mark.fact"
# The group of the recorded traffic of marked tests.
TRAFFIC = "facts"
EMULATOR, COLLECTION = "emulator", "collection"
Holding = dict[str, dict[str, str]]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--facts", type=Path, help="write which tests hold which fact of docs/api to this file")


def pytest_configure(config: pytest.Config) -> None:
    # With xdist, only the process that starts the workers gets all reports.
    if config.getoption("--facts") and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Collector(config.getoption("--facts")))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        for name in (each for mark in item.iter_markers("fact") for each in mark.args):
            if name not in FACTS:
                raise pytest.UsageError(f"{item.nodeid} is marked with a fact that there is not: {name!r}")
            if not has_mark(item.path):
                raise pytest.UsageError(f"{item.nodeid} is marked with a fact, but {MARK!r} is not in its file")
            item.user_properties.append(("fact", name))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Record the traffic of a marked test in its group, which is judged without the traffic of other tests."""
    if item.get_closest_marker("fact"):
        os.environ[GROUP] = TRAFFIC
    try:
        return (yield)
    finally:
        os.environ.pop(GROUP, None)


def marked_files() -> list[Path]:
    """The files with marked tests."""
    return [path for path in sorted((ROOT / "tests").rglob("test_*.py")) if has_mark(path)]


@cache
def has_mark(path: Path) -> bool:
    return MARK in path.read_text(encoding="utf-8")


class Collector:
    """The outcomes of the tests of each fact. A test with parameters has its worst outcome."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.holding: Holding = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when != "call" and report.passed:
            return
        test = report.nodeid.split("[")[0]
        for key, value in report.user_properties:
            tests = self.holding.setdefault(str(value), {}) if key == "fact" else {}
            if tests.get(test) != FAILED:
                tests[test] = report.outcome

    def pytest_sessionfinish(self) -> None:
        found = [judged(name, fact, self.holding.get(name, {})) for name, fact in FACTS.items()]
        self.file.parent.mkdir(parents=True, exist_ok=True)
        document = {"judge": JUDGE, "version": "", "results": sorted(found, key=lambda each: in_order(each["name"]))}
        self.file.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")


def in_order(name: str) -> tuple[str, int, str]:
    chapter, item = name.split(".")
    return chapter, int(item) if item.isdigit() else 0, item


def judged(name: str, fact: Fact, tests: Mapping[str, str]) -> dict[str, Any]:
    """A fact's result. Each side needs tests that pass, or a reason for having none."""
    sides: dict[str, list[str]] = {EMULATOR: [], COLLECTION: []}
    for test, outcome in sorted(tests.items()):
        if outcome != "skipped":
            sides[EMULATOR if test.startswith("tests/unit/emulator/") else COLLECTION].append(test)
    reasons = {EMULATOR: fact.emulator, COLLECTION: fact.collection}
    problems = [f"fails: {test}" for test, outcome in sorted(tests.items()) if outcome == FAILED]
    for side, held in sides.items():
        if not held and not reasons[side]:
            problems.append(f"no test of the {side} holds it")
        if held and reasons[side]:
            problems.append(f"there is a test of the {side}, and a reason for having none")
    served = sides[EMULATOR] or sides[COLLECTION]
    outcome = FAILED if problems else PASSED if served else NOT_SERVED
    remarks = problems or [reason for reason in reasons.values() if reason]
    return {"name": name, "kind": fact.title, "outcome": outcome, "reason": "; ".join(remarks), **sides}

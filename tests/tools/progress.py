# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints how many tests are left, and about how long they will take. A plugin of pytest: ``-p progress``."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import pytest

# The seconds between two lines.
OFTEN = 15.0


@dataclass
class Progress:
    """The state of a run. ``left``: how many tests of each part are left; ``at_once``: how many run in parallel.

    The time of a test is estimated from the tests of its part that are done, or from all tests.
    """

    left: Counter[str]
    at_once: int = 1
    done: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))

    def one_is_done(self, part: str) -> None:
        self.left[part] -= 1
        self.done[part] += 1

    def took(self, part: str, seconds: float) -> None:
        """Add to the time that has gone into a part."""
        self.seconds[part] += seconds

    def __str__(self) -> str:
        usual = sum(self.seconds.values()) / max(self.done.total(), 1)
        each = {part: self.seconds[part] / self.done[part] if self.done[part] else usual for part in self.left}
        to_come = sum(count * each[part] for part, count in self.left.items())
        return f"{self.left.total()} left, about {in_words(to_come / self.at_once)}"


def in_words(seconds: float) -> str:
    if seconds < 90:
        return f"{max(round(seconds), 1)} s"
    return f"{round(seconds / 60)} minutes"


class Reporter:
    """Replaces pytest's dots with a line every few seconds; failed and skipped tests are shown as usual."""

    def __init__(self, terminal: pytest.TerminalReporter) -> None:
        self._terminal = terminal
        self._progress: Progress | None = None
        self._said = 0.0

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self._begin(each.nodeid for each in session.items)

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, ids: Iterable[str]) -> None:
        """With several processes, each of them collects all tests."""
        self._begin(ids)

    def _begin(self, ids: Iterable[str]) -> None:
        parts = Counter(part(each) for each in ids)
        if parts and self._progress is None:
            at_once = self._terminal.config.getoption("numprocesses", None) or 1
            self._progress, self._said = Progress(parts, at_once), time.monotonic()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if self._progress is None:
            return
        self._progress.took(part(report.nodeid), report.duration)
        if report.when != "teardown":
            return
        self._progress.one_is_done(part(report.nodeid))
        if time.monotonic() - self._said >= OFTEN:
            self._said = time.monotonic()
            # The line may already have letters for failed or skipped tests.
            begun = "\n" if self._terminal._tw.width_of_current_line else ""
            self._terminal.write_line(f"{begun}{part(report.nodeid)}: {self._progress}")

    @pytest.hookimpl(tryfirst=True)
    def pytest_report_teststatus(self, report: pytest.TestReport) -> tuple[str, str, str] | None:
        return ("passed", "", "") if report.passed and report.when == "call" else None


def part(nodeid: str) -> str:
    """The folder below ``tests`` that a test is in."""
    return nodeid.split("/")[1]


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    config = session.config
    terminal = config.pluginmanager.get_plugin("terminalreporter")
    # The processes that xdist starts print nothing.
    if terminal is not None and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Reporter(terminal))

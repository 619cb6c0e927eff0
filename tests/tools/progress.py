# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Says how far a run is, and about how long the rest will take. To pytest this is a plugin: ``-p progress``."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import pytest

# Seconds between two lines of pytest's.
OFTEN = 15.0


@dataclass
class Progress:
    """``left``: how many are still to come, by their part of the whole."""

    left: Counter[str]
    done: int = 0
    started: float = field(default_factory=time.monotonic)

    def one_is_done(self, part: str) -> None:
        self.left[part] -= 1
        self.done += 1

    def __str__(self) -> str:
        left = self.left.total()
        seconds = (time.monotonic() - self.started) / max(self.done, 1) * left
        return f"{left} left, about {in_words(seconds)}"


def in_words(seconds: float) -> str:
    if seconds < 90:
        return f"{max(round(seconds), 1)} s"
    return f"{round(seconds / 60)} minutes"


class Reporter:
    """Takes the place of the dots: a line every few seconds, and what fails and is skipped as ever."""

    def __init__(self, terminal: pytest.TerminalReporter) -> None:
        self._terminal = terminal
        self._progress: Progress | None = None
        self._said = 0.0

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self._begin(each.nodeid for each in session.items)

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, ids: Iterable[str]) -> None:
        """With several processes, they collect, and each of them everything."""
        self._begin(ids)

    def _begin(self, ids: Iterable[str]) -> None:
        parts = Counter(part(each) for each in ids)
        if parts and self._progress is None:
            self._progress, self._said = Progress(parts), time.monotonic()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when != "teardown" or self._progress is None:
            return
        self._progress.one_is_done(part(report.nodeid))
        if time.monotonic() - self._said >= OFTEN:
            self._said = time.monotonic()
            # Letters of what failed or was skipped may stand on the line.
            self._terminal.write_line(f"\n{part(report.nodeid)}: {self._progress}")

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
    # The processes that xdist starts have nobody to tell.
    if terminal is not None and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Reporter(terminal))

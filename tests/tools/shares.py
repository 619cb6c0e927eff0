# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shares tests out to forks of the process that has collected them, as a plugin: ``-p shares --processes 3``.

Each of the processes that pytest-xdist starts would collect everything again. The tests of a file stay together, so
that no process makes again what they share. Files with many tests go first. The tests that run a playbook each go one
by one, after all files, even those of a single test that takes long, so that all processes end at about the same time.
"""

from __future__ import annotations

import atexit
import gc
import os
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, pairwise
from multiprocessing.connection import Connection, Pipe, wait
from typing import Any

import pytest
from _pytest.runner import runtestprotocol
from zipped.ending import end_with

ONE_BY_ONE = ("tests/playbooks/test_doors.py", "tests/playbooks/test_examples.py", "tests/playbooks/test_guides.py")
# pytest's name for the moment of a warning.
WHILE_TESTING = "runtest"
Share = Sequence[pytest.Item]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--processes", type=int, default=0, help="run the tests in so many forks of this process")


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """Run the tests in forks. Raises as pytest's own loop does, which goes on with whatever is not to be forked."""
    option = session.config.getoption
    if not option("processes") or option("collectonly") or session.testsfailed:
        return None
    Run(session).in_processes(option("processes"))
    if session.shouldfail:
        raise session.Failed(session.shouldfail)
    if session.shouldstop:
        raise session.Interrupted(session.shouldstop)
    return True


def share(nodeid: str) -> str:
    """The name of the share that a test belongs to."""
    file = nodeid.split("::")[0]
    return nodeid if file in ONE_BY_ONE else file


def in_shares(items: Share) -> Sequence[Share]:
    """The shares of all tests: whole files before single tests, those with most tests first."""
    found: dict[str, list[pytest.Item]] = {}
    for item in items:
        found.setdefault(share(item.nodeid), []).append(item)
    return [found[name] for name in sorted(found, key=lambda name: ("::" in name, -len(found[name])))]


@dataclass(frozen=True)
class Tested:
    """A process has run a test. ``reports``: as pytest writes them down."""

    nodeid: str
    reports: Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Warned:
    """A process has heard a warning of the test ``nodeid``."""

    nodeid: str
    text: str
    category: type[Warning]
    file: str
    line: int


class Run:
    """Names shares to the processes that ask for one, and reports what they say of their tests."""

    def __init__(self, session: pytest.Session) -> None:
        self._session = session
        self._shares = in_shares(session.items)
        self._numbers = iter(range(len(self._shares)))
        self._left = {item.nodeid: item for item in session.items}

    def in_processes(self, count: int) -> None:
        """Run all tests. The session has failed if a process has ended before it has run its tests."""
        # Nothing that has been collected becomes garbage, so no process has to look through it.
        gc.freeze()
        processes: dict[Any, int] = {}
        for _number in range(min(count, len(self._shares))):
            here, there = Pipe()
            child = os.fork()
            if child == 0:
                for each in (here, *processes):
                    each.close()
                # All that is registered is up to the process that has collected.
                atexit._clear()
                end_with(Worker(self._session, self._shares, there).run)
            there.close()
            processes[here] = child
        while processes:
            for process in wait(list(processes)):
                if not self._hear(process):
                    os.waitpid(processes.pop(process), 0)
        if self._left and not self._is_stopped():
            first = ", ".join(list(self._left)[:5])
            self._session.shouldfail = f"{len(self._left)} tests were not run, as a process has ended: {first}"

    def _is_stopped(self) -> bool:
        return bool(self._session.shouldfail or self._session.shouldstop)

    def _hear(self, process: Any) -> bool:
        """Hear what a process says, and answer it; returns False if it has ended."""
        try:
            said = process.recv()
        except (EOFError, ConnectionError):
            process.close()
            return False
        match said:
            case Tested():
                self._report(said)
            case Warned():
                warn(self._session.config, said)
            case _:
                process.send(None if self._is_stopped() else next(self._numbers, None))
        return True

    def _report(self, tested: Tested) -> None:
        config = self._session.config
        item = self._left.pop(tested.nodeid)
        config.hook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
        for data in tested.reports:
            report = config.hook.pytest_report_from_serializable(config=config, data=data)
            config.hook.pytest_runtest_logreport(report=report)
        config.hook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)


def warn(config: pytest.Config, said: Warned) -> None:
    """Tell the plugins of a warning in another process."""
    told = {
        "warning_message": warnings.WarningMessage(said.text, said.category, said.file, said.line),
        "when": WHILE_TESTING,
        "nodeid": said.nodeid,
        "location": None,
    }
    config.hook.pytest_warning_recorded.call_historic(kwargs=told)


class Worker:
    """A process that runs tests and says what came of them, instead of reporting it."""

    def __init__(self, session: pytest.Session, shares: Sequence[Share], connection: Connection) -> None:
        self._session = session
        self._shares = shares
        self._connection = connection

    def run(self) -> None:
        """Run one share after the other, until there is none."""
        plugins = self._session.config.pluginmanager
        plugins.register(self)
        # The output of tests goes to files, which all forks would write to.
        capture: Any = plugins.get_plugin("capturemanager")
        capture.stop_global_capturing()
        capture.start_global_capturing()
        capture.suspend_global_capture()
        # The process that has collected tells why a run has ended early.
        with suppress(KeyboardInterrupt, ConnectionError):
            # The next test tells which fixtures of the last one are needed further.
            for item, after in pairwise(chain(self._items(), [None])):
                self._session.config.hook.pytest_runtest_protocol(item=item, nextitem=after)

    def _items(self) -> Iterator[pytest.Item]:
        while True:
            self._connection.send(None)
            number = self._connection.recv()
            if number is None:
                return
            yield from self._shares[number]

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item, nextitem: pytest.Item | None) -> bool:
        write = item.config.hook.pytest_report_to_serializable
        reports = runtestprotocol(item, log=False, nextitem=nextitem)
        self._connection.send(Tested(item.nodeid, [write(config=item.config, report=each) for each in reports]))
        return True

    @pytest.hookimpl
    def pytest_warning_recorded(self, warning_message: warnings.WarningMessage, when: str, nodeid: str) -> None:
        # A new plugin hears of earlier warnings too, which the process that has collected knows.
        if when == WHILE_TESTING:
            text, category = str(warning_message.message), warning_message.category
            said = Warned(nodeid, text, category, warning_message.filename, warning_message.lineno)
            self._connection.send(said)

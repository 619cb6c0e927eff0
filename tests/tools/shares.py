# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Distributes tests among the processes of pytest-xdist. A plugin of pytest: ``-p shares``.

The tests of a file stay together, so that no process repeats what they share. Files with many tests go first. Tests
that run a playbook are handed out one by one, after all files, even after a file with a single slow test, so that all
processes end at about the same time.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import SupportsIndex

import pytest
from xdist.scheduler import LoadScopeScheduling
from xdist.workermanage import WorkerController

ONE_BY_ONE = ("tests/playbooks/test_doors.py", "tests/playbooks/test_examples.py", "tests/playbooks/test_guides.py")


class Collection(list[str]):
    """The tests that a process has collected. ``index`` does not search, as xdist asks for the place of each test."""

    def __init__(self, tests: Sequence[str]) -> None:
        super().__init__(tests)
        self._places = {test: place for place, test in enumerate(tests)}

    def index(self, test: str, *limits: SupportsIndex) -> int:
        return self._places[test]


class Shares(LoadScopeScheduling):  # type: ignore[misc]
    """Hands out shares: whole files first, those with the most tests at the beginning, then single tests."""

    def schedule(self) -> None:
        super().schedule()
        for name in [name for name in self.workqueue if "::" in name]:
            self.workqueue.move_to_end(name)

    def add_node_collection(self, node: WorkerController, collection: Sequence[str]) -> None:
        super().add_node_collection(node, collection)
        if node in self.registered_collections:
            self.registered_collections[node] = Collection(self.registered_collections[node])

    def mark_test_complete(self, node: WorkerController, item_index: int, duration: float = 0) -> None:
        """Forget the shares that are done. After each test, xdist counts the tests of all shares that it knows."""
        work = self.assigned_work[node]
        for name in [name for name, tests in work.items() if all(tests.values())]:
            del work[name]
        super().mark_test_complete(node, item_index, duration)

    def _split_scope(self, nodeid: str) -> str:
        return share(nodeid)


def share(nodeid: str) -> str:
    """The name of the share that a test belongs to."""
    file = nodeid.split("::")[0]
    return nodeid if file in ONE_BY_ONE else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> Shares:
    return Shares(config, log)

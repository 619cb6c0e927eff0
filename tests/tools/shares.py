# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Distributes tests among the processes of pytest-xdist. A plugin of pytest: ``-p shares``.

The tests of a file stay together, so that no process repeats what they share. Files with many tests go first. Tests
that run a playbook are handed out one by one, after all files, even after a file with a single slow test, so that all
processes end at about the same time.
"""

from __future__ import annotations

import pytest
from xdist.scheduler import LoadScopeScheduling

ONE_BY_ONE = ("tests/playbooks/test_doors.py", "tests/playbooks/test_examples.py", "tests/playbooks/test_guides.py")


class Shares(LoadScopeScheduling):  # type: ignore[misc]
    """Hands out shares: whole files first, those with the most tests at the beginning, then single tests."""

    def schedule(self) -> None:
        super().schedule()
        for name in [name for name in self.workqueue if "::" in name]:
            self.workqueue.move_to_end(name)

    def _split_scope(self, nodeid: str) -> str:
        return share(nodeid)


def share(nodeid: str) -> str:
    """The name of the share that a test belongs to."""
    file = nodeid.split("::")[0]
    return nodeid if file in ONE_BY_ONE else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> Shares:
    return Shares(config, log)

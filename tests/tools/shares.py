# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shares tests out to the processes of pytest-xdist, as a plugin: ``-p shares``.

The tests of a file stay together, so that no process makes again what they share. Files with many tests go first. The
tests that run a playbook each go one by one, after all files, even those of a single test that takes long, so that all
processes end at about the same time.
"""

from __future__ import annotations

import pytest
from xdist.scheduler import LoadScopeScheduling

ONE_BY_ONE = ("tests/playbooks/test_doors.py", "tests/playbooks/test_examples.py", "tests/playbooks/test_guides.py")


class Shares(LoadScopeScheduling):  # type: ignore[misc]
    """Hands out one share after the other, whole files before single tests, those with most tests first."""

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

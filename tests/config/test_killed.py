# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A run that is killed at any moment: the next one carries on, and ends in the desired state."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections import deque
from pathlib import Path

import pytest
from config.driving import PLURALS, READS, configure, environments, export, writes
from config.whole import PRUNED, whole
from emulator.control import LoggedRequest
from emulator.testing import Emulator

ROOT = Path(__file__).resolve().parents[2]
SIZE, EXTRA, MOMENTS = 200, 9, 8
WRITES = SIZE + EXTRA
SEED = 20261121


def moments() -> list[int]:
    """The numbers of writes after which a process is killed: from none to nearly all."""
    chance = random.Random(SEED)
    return [0, *sorted(chance.sample(range(1, WRITES - 5), MOMENTS - 2)), WRITES - 2]


def begun(server: Emulator) -> None:
    """Give the server documents of which the run changes some and removes others."""
    machine = {"environments": ["extra"], "roles": ["db"], "cloud_region": {}}
    configure(
        server,
        {
            "environments": [{"name": "extra"}, *({"name": f"environments {number}"} for number in range(5))],
            "machines": [{"name": f"extra {number}", **machine} for number in range(EXTRA - 1)],
        },
    )


def applying(server: Emulator) -> subprocess.Popen[bytes]:
    """A run in a process of its own."""
    command = [sys.executable, "-m", "config.whole", server.url, server.api_key, str(SIZE)]
    path = os.pathsep.join(str(ROOT / each) for each in ("tests", "tests/tools", ".build/collections"))
    environment = {**os.environ, "PYTHONPATH": path}
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )


class Deadly(deque[LoggedRequest]):
    """A log of requests that kills a process at its ``after``-th write, before that is answered."""

    def __init__(self, process: subprocess.Popen[bytes], after: int) -> None:
        super().__init__()
        self._process, self._left = process, after

    def append(self, request: LoggedRequest) -> None:
        super().append(request)
        self._left -= request.method not in READS
        if self._left <= 0:
            self._process.kill()


def killed(server: Emulator, after: int) -> int:
    """Kill a run in a process of its own at the server's ``after``-th write; return the number of writes."""
    control, process = server.app.control, applying(server)
    usual, control.requests = control.requests, Deadly(process, after)
    try:
        errors = process.communicate(timeout=60)[1]
        assert process.returncode == -signal.SIGKILL, f"it was over before it was killed: {errors!r}"
        return len(writes(server))
    finally:
        process.kill()
        control.requests = usual


@pytest.mark.parametrize("after", moments())
def test_killed(server: Emulator, after: int) -> None:
    begun(server)
    config = whole(SIZE)
    seen = killed(server, after)
    assert after <= seen < WRITES
    rest = configure(server, config, prune=PRUNED)
    assert rest["changed"] is True, "something was left to do"
    server.clear_requests()
    again = configure(server, config, prune=PRUNED)
    assert (again["changed"], again["counts"]["unchanged"], writes(server)) == (False, SIZE, [])
    out = export(server, kinds=[each for each in PLURALS if each in config])["config"]
    made = {"lifecycles": ["Default Lifecycle"], "project_groups": ["Default Project Group"]}
    for plural, items in config.items():
        names = [each["name"] for each in items] + made.get(plural, [])
        assert sorted(each["name"] for each in out[plural]) == sorted(names), "each is there once, and nothing else"


def test_the_run_ends_if_nobody_kills_it(server: Emulator) -> None:
    """The run that other tests kill writes everything if nobody kills it."""
    begun(server)
    server.clear_requests()
    errors = (process := applying(server)).communicate(timeout=120)[1]
    assert process.returncode == 0, errors
    assert len(writes(server)) == WRITES
    assert configure(server, whole(SIZE), prune=PRUNED)["changed"] is False
    assert configure(server, {"environments": environments([1])}, check=True)["changed"] is True

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An hour that a task waits passes for the server as well, but not in real time."""

from __future__ import annotations

import time

from contract.conftest import Octopus

HOUR = 3600


def test_an_hour(octopus: Octopus) -> None:
    environment = octopus.server.seed("environments", Name="Production")["Id"]
    endpoint = {"CommunicationStyle": "None"}
    machine = octopus.server.seed(
        "machines", Name="kiosk", Roles=["web"], EnvironmentIds=[environment], Endpoint=endpoint
    )["Id"]
    task = octopus.server.at_work(machine, seconds=HOUR)["Id"]
    started = time.monotonic()
    drained = octopus.ok("octopus_machine", name="kiosk", drain=True, wait_timeout=2 * HOUR, wait_interval=60)
    assert drained["drain"] == {"waited_for": [task]}
    assert time.monotonic() - started < HOUR / 60
    assert len(octopus.server.requests) > HOUR / 60

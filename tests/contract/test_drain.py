# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Draining machines and workers: no new work, and what is begun is waited for."""

from __future__ import annotations

from typing import Any

import pytest
from contract.conftest import Octopus
from contract.doors import Door
from emulator.testing import Emulator

THUMBPRINT = "27B15B8E1F4B2C0C8F3C5A2F1D6E0B9A4C7D8E31"
TENTACLE = {"uri": "poll://q3wzzhwhhhqzmeiy4p7k/", "thumbprint": THUMBPRINT}
QUICK = {"wait_timeout": 1, "wait_interval": 1}
KINDS = {
    "octopus_machine": {"environments": ["Production"], "roles": ["web"]},
    "octopus_worker": {"worker_pools": ["Default Worker Pool"]},
}
every_kind = pytest.mark.parametrize("module", sorted(KINDS))


def made(octopus: Octopus, module: str) -> str:
    octopus.server.seed("environments", Name="Production")
    options = {"name": "one", **KINDS[module], "polling_tentacle": TENTACLE, "skip_initial_health_check": True}
    return str(octopus.ok(module, options)["id"])


def busy(server: Emulator, machine: str, name: str = "AdHocScript") -> str:
    """A task that works on a machine."""
    task = server.seed("tasks", Name=name, Description="Tidy up", Arguments={"MachineIds": [machine]})
    return str(task["Id"])


def on(server: Emulator, door: Door) -> Octopus:
    return Octopus(server, door, {"octopus_url": server.url, "octopus_api_key": server.api_key})


@every_kind
def test_an_idle_one_is_disabled_once(octopus: Octopus, module: str) -> None:
    made(octopus, module)
    octopus.server.clear_requests()
    foretold = octopus.ok(module, name="one", drain=True, check=True)
    assert octopus.writes() == []
    done = octopus.ok(module, name="one", drain=True)
    assert (foretold["changed"], foretold["diff"]) == (done["changed"], done["diff"]) == (True, done["diff"])
    assert (done["resource"]["IsDisabled"], done["drain"]) == (True, {"waited_for": []})
    again = octopus.ok(module, name="one", drain=True)
    assert (again["changed"], again["drain"]) == (False, {"waited_for": []})
    assert octopus.ok(module, name="one", drain=False)["changed"] is False
    assert octopus.ok(module, name="one", is_disabled=False)["changed"] is True


@every_kind
def test_drained_in_a_configuration(octopus: Octopus, module: str) -> None:
    made(octopus, module)
    config = {f"{module.removeprefix('octopus_')}s": [{"name": "one", "drain": True}]}
    for check, changed in ((True, True), (False, True), (False, False), (True, False)):
        assert octopus.ok("octopus_config", config=config, check=check)["changed"] is changed


@every_kind
def test_what_still_runs_is_named(door: Door, module: str) -> None:
    with Emulator(task_seconds=60) as server:
        octopus = on(server, door)
        machine = made(octopus, module)
        task = busy(server, machine)
        for changed in (True, False):
            assert octopus.ok(module, name="one", drain=True, check=True)["changed"] is changed
            result = octopus(module, name="one", drain=True, **QUICK)
            assert f"'one' is disabled, and still at work after 1 seconds: {task} (Tidy up)" in result["msg"]
        assert server.document(machine)["IsDisabled"] is True


@every_kind
def test_it_waits_until_the_work_is_over(door: Door, module: str) -> None:
    with Emulator(task_seconds=1.5) as server:
        octopus = on(server, door)
        task = busy(server, made(octopus, module))
        octopus.ok("octopus_info", kind="Tasks")
        result = octopus.ok(module, name="one", drain=True, wait_interval=1)
        assert (result["changed"], result["drain"]) == (True, {"waited_for": [task]})


@every_kind
def test_the_work_of_others_is_not_waited_for(door: Door, module: str) -> None:
    with Emulator(task_seconds=60) as server:
        octopus = on(server, door)
        made(octopus, module)
        other = {
            "Name": "two",
            "Endpoint": {"CommunicationStyle": "TentacleActive", "Uri": "poll://b/", "Thumbprint": "A"},
        }
        pools = [server.document("WorkerPools-1")["Id"]]
        busy(server, server.seed("workers", **other, WorkerPoolIds=pools, SkipInitialHealthCheck=True)["Id"])
        octopus.ok("octopus_info", kind="Tasks")
        assert octopus.ok(module, name="one", drain=True, **QUICK)["drain"] == {"waited_for": []}


def test_a_worker_is_held_by_a_lease(door: Door) -> None:
    """A deployment does not say which workers it uses; its lease does."""
    with Emulator(task_seconds=60) as server:
        octopus = on(server, door)
        worker = made(octopus, "octopus_worker")
        task = server.seed("tasks", Name="Retention", Description="Deploy")["Id"]
        server.seed("workertaskleases", WorkerId=worker, ServerTaskId=task, Name="Step 1")
        octopus.ok("octopus_info", kind="Tasks")
        result = octopus("octopus_worker", name="one", drain=True, **QUICK)
        assert f"{task} (Deploy)" in result["msg"]
        assert "currently in use" in octopus("octopus_worker", name="one", state="absent")["msg"]


@pytest.mark.parametrize("kind", [{"server_version": "2023.4.1"}, {"scramble_links": True}], ids=str)
def test_a_server_that_does_not_tell_of_leases(door: Door, kind: dict[str, Any]) -> None:
    with Emulator(task_seconds=60, **kind) as server:
        octopus = on(server, door)
        made(octopus, "octopus_worker")
        server.seed("tasks", Name="Retention", Description="Deploy")
        octopus.ok("octopus_info", kind="Tasks")
        result = octopus.ok("octopus_worker", name="one", drain=True, **QUICK)
        assert "only those that name it were waited for" in result["warnings"][0]


def test_drain_and_is_disabled_do_not_go_together(octopus: Octopus) -> None:
    message = octopus("octopus_machine", name="one", drain=True, is_disabled=False)["msg"]
    assert "mutually exclusive" in message and "drain" in message

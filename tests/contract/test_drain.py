# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Draining machines and workers: they get no new work, and the task waits for running work."""

from __future__ import annotations

from typing import Any
from unittest.mock import Mock

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._locate.resolver import Resolver
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._verbs.drain import leased_by
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import ServerRefused
from contract.conftest import Octopus, on
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


def made(octopus: Octopus, module: str, skip_initial_health_check: bool | None = True) -> str:
    octopus.server.seed("environments", Name="Production")
    options = {"name": "one", **KINDS[module], "polling_tentacle": TENTACLE}
    options["skip_initial_health_check"] = skip_initial_health_check
    return str(octopus.ok(module, options)["id"])


def busy(server: Emulator, machine: str, seconds: float = 60) -> str:
    """A deployment that uses a machine for so long."""
    return str(server.at_work(machine, seconds=seconds)["Id"])


@every_kind
def test_an_idle_one_is_disabled_once(octopus: Octopus, module: str) -> None:
    made(octopus, module)
    octopus.server.clear_requests()
    predicted = octopus.ok(module, name="one", drain=True, check=True)
    assert octopus.writes() == []
    done = octopus.ok(module, name="one", drain=True)
    assert (predicted["changed"], predicted["diff"]) == (done["changed"], done["diff"]) == (True, done["diff"])
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
def test_a_task_that_still_runs_is_named(octopus: Octopus, module: str) -> None:
    machine = made(octopus, module)
    task = busy(octopus.server, machine)
    for changed in (True, False):
        assert octopus.ok(module, name="one", drain=True, check=True)["changed"] is changed
        result = octopus(module, name="one", drain=True, **QUICK)
        assert f"'one' is disabled, but still at work after 1 seconds: {task} (Deploy to one)" in result["msg"]
    assert octopus.server.document(machine)["IsDisabled"] is True


@every_kind
def test_drain_waits_until_the_work_is_over(octopus: Octopus, module: str) -> None:
    task = busy(octopus.server, made(octopus, module), seconds=1.5)
    result = octopus.ok(module, name="one", drain=True, wait_interval=1)
    assert (result["changed"], result["drain"]) == (True, {"waited_for": [task]})


@every_kind
def test_the_work_of_others_is_not_waited_for(octopus: Octopus, module: str) -> None:
    made(octopus, module)
    endpoint = {"CommunicationStyle": "TentacleActive", "Uri": "poll://b/", "Thumbprint": "A"}
    places: dict[str, Any] = {
        "EnvironmentIds": ["Environments-1"],
        "Roles": ["web"],
        "WorkerPoolIds": ["WorkerPools-1"],
    }
    for collection in ("machines", "workers"):
        busy(octopus.server, octopus.server.seed(collection, Name="two", Endpoint=endpoint, **places)["Id"])
    assert octopus.ok(module, name="one", drain=True, **QUICK)["drain"] == {"waited_for": []}


@every_kind
def test_a_script_names_what_it_runs_on(door: Door, module: str) -> None:
    with Emulator(task_seconds=60) as server:
        octopus = on(server, door)
        arguments = {"MachineIds": [made(octopus, module)]}
        task = server.seed("tasks", Name="AdHocScript", Description="Tidy up", Arguments=arguments)["Id"]
        octopus.ok("octopus_info", kind="Tasks")
        assert f"{task} (Tidy up)" in octopus(module, name="one", drain=True, **QUICK)["msg"]


def test_a_server_that_does_not_report_leases(door: Door) -> None:
    with Emulator(server_version="2023.4.1") as server:
        octopus = on(server, door)
        # Servers of this release always run the first check.
        busy(server, made(octopus, "octopus_worker", None))
        result = octopus.ok("octopus_worker", name="one", drain=True, **QUICK)
        assert "the task waited only for tasks that name it" in result["warnings"][0]


def test_leases_without_a_link() -> None:
    """Leases are read at their documented address; where they can't be read, a warning says so."""
    worker = {"Id": "Workers-1"}
    page = {"Items": [{"WorkerId": "Workers-1", "ServerTaskId": "ServerTasks-7"}, {"WorkerId": "Workers-2"}]}
    client = Mock(version="2025.1.1")
    client.spaces.own_links.side_effect = lambda document: document
    client.document.return_value = {"WorkerTaskLeases": {**page, "TotalResults": 2}}
    directory = Resolver(client, {"Links": {"Self": "/octopus/api/Spaces-1"}})
    assert leased_by(worker, Context(client, directory)) == {"ServerTasks-7"}
    assert client.document.call_args[0][0]["Links"]["WorkerTaskLeases"] == (
        "/octopus/api/Spaces-1/workertaskleases{?skip,take}"
    )
    client.document.side_effect = ServerRefused(404, "GET", "https://octopus.example.com", {})
    context = Context(client, directory)
    assert leased_by(worker, context) == set()
    assert "does not report here" in context.notes.warnings[0]


def test_drain_and_is_disabled_do_not_go_together(octopus: Octopus) -> None:
    message = octopus("octopus_machine", name="one", drain=True, is_disabled=False)["msg"]
    assert message == "drain: can't be given together with is_disabled; leave one of them out"

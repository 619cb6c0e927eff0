# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Machines at work: tasks of targets, leases of workers, and since when a machine is in its state.

api: machines#target, machines#worker, tasks#task
"""

from __future__ import annotations

from typing import Any

import pytest
import requests
from emulator.testing import Emulator

from .conftest import Asker
from .test_infrastructure import PLACE, TENTACLE

LEASES = "/api/Spaces-1/workertaskleases?skip=0&take=30"


@pytest.fixture
def target(ask: Asker) -> Any:
    ask.post("/api/environments", Name="Production")
    return ask.post("/api/machines", Name="web", **PLACE, Endpoint=TENTACLE, SkipInitialHealthCheck=True)


@pytest.fixture
def worker(ask: Asker) -> Any:
    made = ask.post("/api/workers", Name="worker", WorkerPoolIds=["WorkerPools-1"], Endpoint=TENTACLE)
    return ask.get(made["Links"]["Self"])


def tasks_of(ask: Asker, target: Any, query: str = "") -> list[str]:
    return [each["Id"] for each in ask.get(target["Links"]["TasksTemplate"].split("{")[0] + query)["Items"]]


@pytest.mark.fact("C.10")
def test_a_target_lists_its_deployments_and_runs_but_no_checks(ask: Asker, target: Any) -> None:
    ask.post("/api/tasks", Name="Health", SpaceId="Spaces-1", Arguments={"MachineIds": [target["Id"]]})
    assert tasks_of(ask, target) == [], "it was checked, and that is no task of its own"
    deployed = ask.server.at_work(target["Id"])["Id"]
    run = ask.server.at_work(target["Id"], name="RunbookRun")["Id"]
    assert tasks_of(ask, target) == [run, deployed]
    assert tasks_of(ask, target, "?type=Deployment") == [deployed]
    assert tasks_of(ask, target, "?type=RunbookRun") == [run]
    assert {each["Id"] for each in ask.get("/api/tasks?running=true&name=Deploy")["Items"]} == {deployed}
    task = ask.get(f"/api/tasks/{deployed}")
    assert (task["State"], task["IsCompleted"], task["CanRerun"]) == ("Executing", False, False)
    ask("POST", task["Links"]["Cancel"], {})
    assert ask.get(f"/api/tasks/{deployed}")["IsCompleted"] is True
    assert "cannot be re-run" in ask.refused("POST", task["Links"]["Rerun"], {})


def test_a_task_at_work_ends_by_itself(ask: Asker, target: Any) -> None:
    task = ask.server.at_work(target["Id"], seconds=0)
    assert ask.get(f"/api/tasks/{task['Id']}")["State"] == "Success"


def test_a_worker_in_use_is_leased_and_stays(ask: Asker, worker: Any) -> None:
    assert "TasksTemplate" not in worker["Links"], "a worker's tasks are told by its leases"
    assert ask.get(LEASES)["WorkerTaskLeases"]["Items"] == []
    task = ask.server.at_work(worker["Id"])["Id"]
    lease = ask.get(LEASES)["WorkerTaskLeases"]["Items"][0]
    assert (lease["WorkerId"], lease["ServerTaskId"], lease["Exclusive"]) == (worker["Id"], task, False)
    assert "in use" in ask.refused("DELETE", worker["Links"]["Self"])
    ask.put(worker["Links"]["Self"], {**worker, "IsDisabled": True})
    ask("POST", f"/api/tasks/{task}/cancel", {})
    assert ask.get(LEASES)["WorkerTaskLeases"]["TotalResults"] == 0
    assert ask("DELETE", worker["Links"]["Self"]).status_code == 200


def test_an_older_server_has_no_list_of_leases() -> None:
    with Emulator(server_version="2024.1.5000") as server:
        ask = Asker(server)
        worker = ask.post("/api/workers", Name="worker", WorkerPoolIds=["WorkerPools-1"], Endpoint=TENTACLE)
        server.at_work(worker["Id"])
        ask.refused("GET", LEASES, status=404)
        assert "in use" in ask.refused("DELETE", worker["Links"]["Self"]), "it knows all the same"


def test_since_when_a_machine_is_unavailable(ask: Asker, target: Any) -> None:
    before, long_ago = "2026-01-01T00:00:00.000+00:00", "2026-01-02T03:04:05.000+00:00"
    ask.server.health(target["Id"], "Healthy", at=before)
    ask.server.health(target["Id"], "Unavailable", at=long_ago)
    ask.server.health(target["Id"], "Unavailable")
    lost = ask.get(target["Links"]["Self"])
    assert lost["HealthStatus"] == "Unavailable"
    connection = ask.get(lost["Links"]["Connection"])
    assert connection["Status"] == "Offline"
    assert connection["LastChecked"] > long_ago, "when it was looked at last"
    query = f"/api/Spaces-1/events?regarding={target['Id']}&eventGroups=MachineHealthChanged"
    found = ask.get(query)["Items"]
    assert [each["Category"] for each in found] == ["MachineUnavailable", "MachineHealthy"], "changes, newest first"
    assert found[0]["Occurred"] == long_ago
    assert ask.get(f"{query}&eventCategories=MachineHealthy")["TotalResults"] == 1
    assert ask.get(f"{query}&from=2026-01-02")["TotalResults"] == 1
    assert ask.get("/api/events?regardingAny=Machines-9")["TotalResults"] == 0
    assert ask.get(found[0]["Links"]["Self"])["Message"]
    ask.refused("DELETE", found[0]["Links"]["Self"], status=405)


def test_events_of_switching(ask: Asker, worker: Any) -> None:
    off = ask.put(worker["Links"]["Self"], {**worker, "IsDisabled": True})
    ask.put(off["Links"]["Self"], {**off, "IsDisabled": False})
    found = ask.get(f"/api/events?regarding={worker['Id']}")["Items"]
    seen = ["MachineEnabled", "MachineDisabled", "MachineHealthy", "MachineAdded"]
    assert [each["Category"] for each in found] == seen
    known = {each["Id"]: each["EventCategories"] for each in ask.get("/api/events/groups")}
    assert set(seen) <= set(known["Machine"]) <= {each["Id"] for each in ask.get("/api/events/categories")}


def test_tests_in_other_processes_let_it_happen(ask: Asker, target: Any) -> None:
    def control(what: str, **body: Any) -> requests.Response:
        return ask("POST", f"/emulator/{what}", body)

    task = control("atwork", Machines=[target["Id"]], Seconds=60, Name="RunbookRun").json()["Id"]
    assert tasks_of(ask, target) == [task]
    assert control("health", Machine=target["Id"], HealthStatus="Unhealthy").status_code == 200
    assert ask.get(target["Links"]["Self"])["HealthStatus"] == "Unhealthy"
    assert control("atwork", Machines=["Machines-9"]).status_code == 400
    assert control("health", Machine=target["Id"], HealthStatus="Fine").status_code == 400
    viewer = {"X-Octopus-ApiKey": ask.server.read_only_api_key}
    assert ask("POST", "/emulator/atwork", {"Machines": [target["Id"]]}, headers=viewer).status_code == 403


def test_tasks_of_a_node(ask: Asker) -> None:
    node = ask.get("/api/octopusservernodes")["Items"][0]
    ask.post("/api/tasks", Name="Backup")
    assert ask.get(f"/api/tasks?node={node['Id']}&name=Backup")["TotalResults"] == 1
    assert ask.get("/api/tasks?node=other")["TotalResults"] == 0
    assert ask.get("/api/tasks?hasPendingInterruptions=true")["TotalResults"] == 0


def test_dynamic_pools_make_their_workers_themselves(ask: Asker) -> None:
    types = [each["Type"] for each in ask.get("/api/workerpools/dynamicworkertypes")["WorkerTypes"]]
    assert "Ubuntu2204" in types
    dynamic = {"Name": "Cloud", "WorkerPoolType": "DynamicWorkerPool"}
    assert "is not a worker type" in ask.refused("POST", "/api/workerpools", {**dynamic, "WorkerType": "Commodore64"})
    pool = ask.post("/api/workerpools", **dynamic, WorkerType="Ubuntu2204")
    assert (pool["CanAddWorkers"], pool["WorkerType"]) == (False, "Ubuntu2204")
    worker = {"Name": "worker", "WorkerPoolIds": [pool["Id"]], "Endpoint": TENTACLE}
    assert "dynamic" in ask.refused("POST", "/api/workers", worker)
    fixed = ask.put(pool["Links"]["Self"], {**pool, "WorkerPoolType": "StaticWorkerPool"})
    assert fixed["WorkerPoolType"] == "DynamicWorkerPool", "the type of a pool is made with it"
    static = ask.post("/api/workerpools", Name="Own", WorkerType="Ubuntu2204")
    assert (static["CanAddWorkers"], static["WorkerType"]) == (True, None)


def test_a_summary_counts_workers(ask: Asker, worker: Any) -> None:
    ask.post("/api/workerpools", Name="Empty")
    ask.server.health(worker["Id"], "Unhealthy")
    found = ask.get("/api/workerpools/summary")
    assert (found["TotalMachines"], found["MachineHealthStatusSummaries"]) == (1, {"Unhealthy": 1})
    assert {each["WorkerPool"]["Name"]: each["TotalMachines"] for each in found["WorkerPoolSummaries"]} == {
        "Default Worker Pool": 1,
        "Empty": 0,
    }
    busy = ask.get("/api/workerpools/summary?hideEmptyWorkerPools=true&healthStatuses=Healthy")
    assert busy["WorkerPoolSummaries"] == []

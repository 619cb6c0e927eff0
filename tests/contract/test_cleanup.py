# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""octopus_machine_cleanup: the machines that it removes and those that stay, and its report about both."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from contract.conftest import Octopus
from emulator import clock
from emulator.testing import Emulator

MODULE = "octopus_machine_cleanup"
ENDPOINT = {"CommunicationStyle": "TentacleActive", "Uri": "poll://b/", "Thumbprint": "A"}
PLACES = {
    "machines": {"EnvironmentIds": ["Environments-1"], "Roles": ["web"]},
    "workers": {"WorkerPoolIds": ["WorkerPools-1"]},
}


def ago(**length: float) -> str:
    return (datetime.fromtimestamp(clock.seconds(), UTC) - timedelta(**length)).strftime("%Y-%m-%dT%H:%M:%S.%f+00:00")


def environments(server: Emulator) -> None:
    for name in ("Production", "Test"):
        server.seed("environments", Name=name)


def made(server: Emulator, name: str, *history: tuple[str, str], collection: str = "machines", **more: Any) -> str:
    """A machine that was found in these states of health at these moments, oldest first."""
    fields = {**PLACES[collection], "Endpoint": ENDPOINT, "SkipInitialHealthCheck": True, **more}
    machine = server.seed(collection, Name=name, **fields)["Id"]
    for status, at in history:
        server.health(machine, status, at)
    return str(machine)


def names(result: dict[str, Any], what: str = "removed") -> list[str]:
    return [each["name"] for each in result[what]]


def test_a_parent_environment_is_one_of_the_environments(octopus: Octopus) -> None:
    server = octopus.server
    environments(server)
    parent = server.seed("parentenvironments", Name="Branches")["Id"]
    made(server, "branch", ("Unavailable", ago(days=8)), EnvironmentIds=[parent])
    made(server, "other", ("Unavailable", ago(days=8)))
    found = octopus.ok(MODULE, kind="machine", longer_than="7d", environments=["branches"], check=True)
    assert names(found) == ["branch"]


def test_a_length_with_two_readings_is_refused(octopus: Octopus) -> None:
    message = octopus(MODULE, kind="machine", longer_than="24:00:00")["msg"]
    assert "longer_than: '24:00:00' has two readings: to the server it is 24.00:00:00 (24d)" in message


@pytest.mark.parametrize("collection", sorted(PLACES))
def test_machines_that_have_been_unavailable_for_longer_go(octopus: Octopus, collection: str) -> None:
    server = octopus.server
    environments(server)
    gone = made(server, "gone", ("Healthy", ago(days=9)), ("Unavailable", ago(days=8)), collection=collection)
    made(server, "blinked", ("Unavailable", ago(days=9)), ("Healthy", ago(days=2)), collection=collection)
    made(
        server,
        "back and away",
        *(("Unavailable", ago(days=9)), ("Healthy", ago(days=2)), ("Unavailable", ago(days=1))),
        collection=collection,
    )
    made(server, "sick", ("Unhealthy", ago(days=8)), collection=collection)
    made(server, "new", collection=collection)
    options = {"kind": collection.rstrip("s"), "longer_than": "7d"}
    server.clear_requests()
    predicted = octopus.ok(MODULE, options, check=True)
    assert octopus.writes() == []
    done = octopus.ok(MODULE, options)
    assert {key: predicted[key] for key in ("changed", "diff")} == {key: done[key] for key in ("changed", "diff")}
    assert done["diff"] == {"before": {collection: ["gone"]}, "after": {collection: []}}
    (entry,) = done["removed"]
    assert (entry["id"], entry["health_status"]) == (gone, "Unavailable")
    assert entry["reason"].startswith("Unavailable for 8d")
    assert octopus.writes() == [f"DELETE /api/Spaces-1/{collection}/{gone}"]
    again = octopus.ok(MODULE, options)
    assert (again["changed"], again["removed"], again["undecided"]) == (False, [], [])


def test_bad_states_in_a_row_count_from_the_first(octopus: Octopus) -> None:
    environments(octopus.server)
    made(octopus.server, "worse", ("Unhealthy", ago(days=8)), ("Unavailable", ago(hours=1)))
    options = {"longer_than": "7d"}
    assert names(octopus.ok(MODULE, options)) == []
    assert names(octopus.ok(MODULE, options, health_statuses=["Unavailable", "Unhealthy"])) == ["worse"]


def test_a_machine_that_was_never_checked_counts_from_when_it_was_added(octopus: Octopus) -> None:
    environments(octopus.server)
    made(octopus.server, "new")
    unknown = {"health_statuses": ["Unknown"]}
    assert names(octopus.ok(MODULE, unknown, longer_than="1m")) == []
    assert names(octopus.ok(MODULE, unknown, longer_than="0s")) == ["new"]


def test_a_machine_without_an_event_is_kept(octopus: Octopus) -> None:
    """A server keeps events for a while only."""
    environments(octopus.server)
    machine = made(octopus.server, "old", ("Unavailable", ago(days=200)))
    for event in octopus.ok("octopus_info", kind="Events")["resources"]:
        octopus.server.remove(event["Id"])
    result = octopus.ok(MODULE, longer_than="0s")
    assert (result["changed"], names(result), names(result, "undecided")) == (False, [], ["old"])
    assert "no event shows for how long" in result["undecided"][0]["reason"]
    assert octopus.server.document(machine)


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        ({"environments": ["test"]}, ["b"]),
        ({"environments": ["Test", "Environments-1"]}, ["a", "b"]),
        ({"roles": ["DB", "none"]}, ["b"]),
        ({"tenants": ["Acme"]}, ["a"]),
        ({"tenant_tags": ["Ring/Early"]}, ["b"]),
        ({"is_disabled": True}, ["a"]),
        ({"is_disabled": False}, ["b"]),
        ({"environments": ["Test"], "is_disabled": True}, []),
        ({"environments": []}, []),
    ],
    ids=str,
)
def test_by_rule(octopus: Octopus, rule: dict[str, Any], found: list[str]) -> None:
    server = octopus.server
    environments(server)
    tenant = server.seed("tenants", Name="Acme")["Id"]
    server.seed("tagsets", Name="Ring", Tags=[{"Name": "Early", "Color": "#333333"}])
    lost = ("Unavailable", ago(days=8))
    made(server, "a", lost, TenantIds=[tenant], TenantedDeploymentParticipation="Tenanted", IsDisabled=True)
    made(server, "b", lost, EnvironmentIds=["Environments-2"], Roles=["db"], TenantTags=["Ring/Early"])
    assert names(octopus.ok(MODULE, rule, longer_than="7d", check=True)) == found
    assert names(octopus.ok(MODULE, rule, longer_than="7d")) == found


def test_workers_by_pool(octopus: Octopus) -> None:
    pool = octopus.server.seed("workerpools", Name="Office")["Id"]
    lost = ("Unavailable", ago(days=8))
    made(octopus.server, "a", lost, collection="workers")
    made(octopus.server, "b", lost, collection="workers", WorkerPoolIds=[pool])
    assert names(octopus.ok(MODULE, kind="worker", longer_than="7d", worker_pools=["office"])) == ["b"]


def test_more_than_the_limit_stay(octopus: Octopus) -> None:
    """A network that is down makes all machines unavailable."""
    environments(octopus.server)
    for number in range(3):
        made(octopus.server, f"web-{number}", ("Unavailable", ago(days=8)))
    octopus.server.clear_requests()
    for check in (True, False):
        message = octopus(MODULE, longer_than="7d", prune_limit=2, check=check)["msg"]
        assert "3 machines would be removed, more than 2; nothing was changed: 'web-0'" in message
    assert octopus.writes() == []
    assert len(names(octopus.ok(MODULE, longer_than="7d", prune_limit=3))) == 3


def test_a_worker_that_is_held_stays_and_is_named(octopus: Octopus) -> None:
    lost = ("Unavailable", ago(days=8))
    held = made(octopus.server, "held", lost, collection="workers")
    idle = made(octopus.server, "idle", lost, collection="workers")
    octopus.server.at_work(held)
    result = octopus(MODULE, kind="worker", longer_than="7d")
    assert result["msg"].startswith("Some machines could not be removed (removed: 'idle'): held: ")
    assert (result["changed"], result["done"]) == (True, [f"removed worker 'idle' ({idle})"])


def test_a_machine_that_has_recovered_meanwhile_stays(octopus: Octopus) -> None:
    environments(octopus.server)
    machine = made(octopus.server, "back", ("Unavailable", ago(days=8)))
    document = {**octopus.ok("octopus_info", kind="machine")["resources"][0], "HealthStatus": "Healthy"}
    octopus.server.fault(method="GET", path=f"*/machines/{machine}", body=document, status=200)
    assert octopus.ok(MODULE, longer_than="7d")["changed"] is False


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"longer_than": "90"}, "longer_than: 90 has no unit"),
        (
            {"longer_than": "7d", "worker_pools": ["x"]},
            "worker_pools: can only be used with kind worker, not with machine",
        ),
        (
            {"longer_than": "7d", "kind": "worker", "roles": ["x"]},
            "roles: can only be used with kind machine, not with worker",
        ),
        ({"longer_than": "7d", "environments": ["Tset"]}, "environments: there is no environment named 'Tset'"),
        ({}, "longer_than: is required"),
        ({"longer_than": "7d", "health_statuses": ["Dead"]}, "health_statuses"),
    ],
    ids=str,
)
def test_mistakes(octopus: Octopus, options: dict[str, Any], message: str) -> None:
    environments(octopus.server)
    assert message in octopus(MODULE, options)["msg"]


def test_a_space_that_is_still_to_come(octopus: Octopus) -> None:
    predicted = octopus.ok(MODULE, longer_than="7d", space="Nowhere", check=True)
    assert (predicted["changed"], len(predicted["warnings"])) == (False, 1)
    assert octopus(MODULE, longer_than="7d", space="Nowhere")["failed"] is True


@pytest.mark.parametrize("drop", ["body", "connect"])
def test_a_removal_whose_answer_is_lost(octopus: Octopus, drop: str) -> None:
    environments(octopus.server)
    made(octopus.server, "bad", ("Unavailable", ago(days=8)))
    octopus.server.fault(method="DELETE", drop=drop)
    result = octopus(MODULE, kind="machine", longer_than="7d")
    assert (result["failed"], result.get("changed", False)) == (True, drop == "body")
    assert result.get("done") == (["removed machine 'bad' (Machines-1)"] if drop == "body" else None)

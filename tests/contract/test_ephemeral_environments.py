# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""octopus_ephemeral_environment, and deployments to such an environment."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._delivery import deprovisioning
from contract.conftest import Octopus, on
from contract.deploying import step
from contract.doors import Door
from contract.inventoried import machine, with_environments
from contract.inventories import read
from contract.test_half_done import before_each_write
from emulator import clock
from emulator.testing import Emulator

MODULE = "octopus_ephemeral_environment"
OURS = {"name": "pr-451", "project": "Shop"}
GONE = {"name": "pr-451", "state": "absent"}
CREATE = "POST /api/Spaces-1/projects/Projects-1/environments/ephemeral"


def project(octopus: Octopus, name: str) -> None:
    octopus.ok("octopus_project", name=name, project_group="Default Project Group", lifecycle="Default Lifecycle")
    octopus.ok("octopus_deployment_process", project=name, steps=[step("Say it")])
    channel = {"type": "EphemeralEnvironment", "parent_environment": "Pull requests"}
    octopus.ok("octopus_channel", project=name, name="Pull requests", **channel)


def stock(octopus: Octopus) -> None:
    """A project with a channel for ephemeral environments, and runbooks that provision and deprovision them."""
    octopus.ok("octopus_parent_environment", name="Pull requests")
    octopus.ok("octopus_environment", name="Production")
    project(octopus, "Shop")
    for name in ("Provision", "Deprovision"):
        octopus.ok("octopus_runbook", project="Shop", name=name)
        octopus.ok("octopus_runbook_process", project="Shop", runbook=name, steps=[step(name)])
        octopus.ok("octopus_runbook_snapshot", project="Shop", runbook=name)
    ids = {each["Name"]: each["Id"] for each in octopus.server.app.octopus.store.all("runbooks")}
    runbooks = {f"{name}ingRunbookId": ids[name] for name in ("Provision", "Deprovision")}
    octopus.server.put_read_only("Projects-1", runbooks)


@pytest.fixture
def shop(octopus: Octopus, monkeypatch: pytest.MonkeyPatch) -> Octopus:
    octopus.stocked(stock)
    monkeypatch.setattr(octopus.server.app.octopus, "task_seconds", 20.0)
    return octopus


def fails(octopus: Octopus, module: str, options: dict[str, Any] | None = None, **more: Any) -> Any:
    result = octopus(module, options, **more)
    assert result.get("failed"), result
    return result


def environments(octopus: Octopus) -> list[dict[str, Any]]:
    return list(octopus.server.app.octopus.store.all("environments/ephemeral"))


def deployed(octopus: Octopus) -> Any:
    octopus.ok("octopus_release", project="Shop", version="1.0.0", channel="Pull requests")
    return octopus.ok("octopus_deployment", project="Shop", version="1.0.0", environments=["PR-451"])


def test_an_ephemeral_environment_is_created_once(shop: Octopus) -> None:
    predicted = shop.ok(MODULE, OURS, check=True)
    assert shop.writes() == []
    done = shop.ok(MODULE, OURS)
    assert shop.writes() == [CREATE]
    assert predicted["changed"] and done["changed"] and predicted["diff"] == done["diff"]
    assert done["diff"]["before"] == {**OURS, "state": "absent"}
    assert done["diff"]["after"] == {**OURS, "state": "present"}
    (made,) = environments(shop)
    assert {name: done[name] for name in ("id", "name", "project", "status", "runs")} == {
        "id": made["Id"],
        **OURS,
        "status": "NotProvisioned",
        "runs": [],
    }
    assert (predicted["id"], predicted["status"]) == (None, "NotProvisioned")
    shop.server.clear_requests()
    for check in (True, False):
        again = shop.ok(MODULE, {**OURS, "name": " PR-451 "}, check=check)
        assert (again["changed"], again["id"], again["name"]) == (False, made["Id"], "pr-451")
        assert again["diff"]["before"] == again["diff"]["after"]
    assert shop.writes() == []


def test_from_the_first_deployment_to_the_end(shop: Octopus) -> None:
    shop.ok(MODULE, OURS)
    done = deployed(shop)
    assert (done["deployments"][0]["environment"], done["deployments"][0]["state"]) == ("pr-451", "Success")
    assert shop.ok("octopus_deployment", project="Shop", version="1.0.0", environments=["pr-451"])["changed"] is False
    assert shop.ok(MODULE, OURS)["status"] == "Provisioned"
    shop.server.clear_requests()
    predicted = shop.ok(MODULE, GONE, check=True)
    assert shop.writes() == []
    gone = shop.ok(MODULE, GONE)
    assert predicted["changed"] and gone["changed"] and predicted["diff"] == gone["diff"]
    assert gone["diff"]["after"] == GONE
    (run,), (task,) = gone["runs"], gone["tasks"]
    assert (run["task_id"], task["state"]) == (task["id"], "Success")
    assert gone["progress"] and environments(shop) == []
    for check in (True, False):
        again = shop.ok(MODULE, GONE, check=check)
        assert (again["changed"], again["runs"], again["id"]) == (False, [], None)


def test_a_project_leaves_an_environment_that_others_use(shop: Octopus) -> None:
    project(shop, "Site")
    shop.ok(MODULE, OURS)
    connected = shop.ok(MODULE, OURS, project="Site")
    assert (connected["changed"], connected["diff"]["before"]["state"]) == (True, "absent")
    assert len(environments(shop)) == 1
    deployed(shop)
    left = shop.ok(MODULE, OURS, state="absent")
    assert (left["changed"], left["status"], len(left["runs"])) == (True, "Deprovisioned", 1)
    assert shop.ok(MODULE, OURS, state="absent")["changed"] is False
    assert shop.ok(MODULE, OURS, project="Site")["status"] == "NotProvisioned"
    project(shop, "Other")
    other = shop.ok(MODULE, OURS, project="Other", state="absent")
    assert (other["changed"], other["status"]) == (False, "NotConnected")


def test_without_waiting(shop: Octopus) -> None:
    shop.ok(MODULE, OURS)
    deployed(shop)
    started = shop.ok(MODULE, OURS, state="absent", wait=False)
    assert (started["changed"], started["status"], "progress" in started) == (True, "Deprovisioning", False)
    assert shop.ok(MODULE, OURS, state="absent", wait=False)["changed"] is False
    assert "being deprovisioned" in fails(shop, MODULE, OURS)["msg"]
    waited = shop.ok(MODULE, OURS, state="absent")
    assert (waited["changed"], waited["status"]) == (False, "Deprovisioned")


def test_a_failed_run_fails_the_task(shop: Octopus) -> None:
    shop.ok(MODULE, OURS)
    deployed(shop)
    shop.server.fail("Deprovision")
    failed = fails(shop, MODULE, GONE)
    assert (len(failed["runs"]), failed["tasks"][0]["state"]) == (1, "Failed")
    assert failed["changed"] and "Deprovision" in failed["msg"]
    assert len(environments(shop)) == 1


@pytest.mark.parametrize("module", ["octopus_environment", "octopus_parent_environment"])
def test_another_environment_with_the_name_stays(shop: Octopus, module: str) -> None:
    """Whether a server takes the name twice is unverified; a list may have the other environment first or last."""
    ours = shop.ok(MODULE, OURS)
    other = shop.ok(module, name=OURS["name"])
    assert (other["changed"], shop.ok(MODULE, OURS)["id"]) == (True, ours["id"])
    assert shop.ok(MODULE, GONE)["changed"] is True
    assert environments(shop) == []
    assert "is not ephemeral" in fails(shop, MODULE, GONE)["msg"]
    assert shop.server.document(other["id"])["Name"] == OURS["name"]


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ({"name": "Production"}, "name: the environment 'Production' is not ephemeral; its type is Static"),
        ({"name": "Pull requests"}, "its type is Parent"),
        ({"name": " "}, "name: is empty"),
        ({"name": "x" * 51}, "name: has 51 characters"),
        ({"wait_interval": 0}, "wait_interval"),
    ],
)
def test_options_that_can_not_be_applied(shop: Octopus, options: dict[str, Any], text: str) -> None:
    for state in ("present", "absent"):
        assert text in fails(shop, MODULE, {**OURS, "state": state, **options})["msg"]
    assert shop.writes() == []


def test_a_project_is_needed_to_create_an_ephemeral_environment(shop: Octopus) -> None:
    assert "project" in fails(shop, MODULE, name="pr-451")["msg"]
    predicted = shop.ok(MODULE, name="pr-451", project="To come", check=True)
    assert predicted["changed"] and any("To come" in each for each in predicted["warnings"])
    assert shop.ok(MODULE, GONE, project="To come", check=True)["changed"] is False


def test_a_slug_or_an_id_means_no_environment(shop: Octopus) -> None:
    shop.ok(MODULE, OURS, name="PR 451")
    made = shop.ok(MODULE, OURS)
    assert made["changed"] and len(environments(shop)) == 2
    assert shop.ok(MODULE, GONE, name=made["id"])["changed"] is False


def test_a_lost_answer_is_not_repeated(shop: Octopus) -> None:
    shop.server.fault(method="POST", path="*environments/ephemeral", drop="body")
    failed = fails(shop, MODULE, OURS)
    assert "has created the ephemeral environment 'pr-451' of 'Shop'" in failed["msg"] and failed["changed"]
    assert shop.writes() == [CREATE]
    assert shop.ok(MODULE, OURS)["changed"] is False


@pytest.mark.parametrize("options", [GONE, {**OURS, "state": "absent"}], ids=["for all projects", "for one"])
def test_the_answer_to_a_deprovisioning_is_lost(shop: Octopus, options: dict[str, Any]) -> None:
    shop.ok(MODULE, OURS)
    deployed(shop)
    shop.server.clear_requests()
    shop.server.fault(method="POST", path="*/deprovision", drop="body")
    failed = fails(shop, MODULE, options)
    known = "project" in options
    message = (
        "has deprovisioned the ephemeral environment 'pr-451' of 'Shop'" if known else "is still there, and the server"
    )
    assert message in failed["msg"] and failed.get("changed", False) is known
    assert len(shop.writes()) == 1
    assert shop.ok(MODULE, options)["changed"] is not known
    assert shop.ok(MODULE, options)["changed"] is False


def test_somebody_else_is_faster(shop: Octopus, monkeypatch: pytest.MonkeyPatch) -> None:
    made = shop.ok(MODULE, OURS)["id"]

    def go(number: int) -> None:
        octopus = shop.server.app.octopus
        with octopus.transaction():
            octopus.store.delete(made)

    before_each_write(monkeypatch, go)
    raced = shop.ok(MODULE, GONE)
    assert (raced["changed"], raced["runs"]) == (False, [])
    assert any("somebody else has deprovisioned" in each for each in raced["warnings"])


def test_a_project_needs_a_channel_for_ephemeral_environments(shop: Octopus) -> None:
    shop.ok(MODULE, OURS)
    shop.ok("octopus_parent_environment", name="Tests")
    basics = {"project_group": "Default Project Group", "lifecycle": "Default Lifecycle"}
    shop.ok("octopus_project", name="Site", **basics)
    channel = {"project": "Site", "name": "Tests", "type": "EphemeralEnvironment", "parent_environment": "Tests"}
    shop.server.clear_requests()
    for text in ("'Site' has no channel of the type", "'Site' has a parent environment other than that of 'pr-451'"):
        assert text in fails(shop, MODULE, OURS, project="Site")["msg"]
        predicted = shop.ok(MODULE, OURS, project="Site", check=True)
        assert predicted["changed"] and text in predicted["warnings"][0]
        assert shop.writes() == []
        shop.ok("octopus_channel", channel)
        shop.server.clear_requests()


def test_the_time_is_up(shop: Octopus) -> None:
    shop.ok(MODULE, OURS)
    deployed(shop)
    late = fails(shop, MODULE, GONE, wait_timeout=10)
    assert late["changed"] and len(late["runs"]) == 1
    assert shop.ok(MODULE, GONE)["changed"], "the environment was still there"
    assert environments(shop) == []


def test_the_runbook_and_the_end_of_the_environment_share_the_time(
    shop: Octopus, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.ok(MODULE, OURS)
    deployed(shop)
    read = deprovisioning.again

    def never_over(asked: Any, found: Any) -> Any:
        return replace(read(asked, found), environment={"Id": "Environments-9"}, status="Deprovisioning")

    monkeypatch.setattr(deprovisioning, "again", never_over)
    began = clock.monotonic()
    late = fails(shop, MODULE, {**OURS, "state": "absent"}, wait_timeout=40)
    assert "is still there after 40 seconds" in late["msg"]
    assert clock.monotonic() - began == 40, "the runbook takes 20 of these seconds"


def test_an_environment_that_is_provisioned_now_is_waited_for(shop: Octopus) -> None:
    shop.ok(MODULE, OURS)
    shop.ok("octopus_release", project="Shop", version="1.0.0", channel="Pull requests")
    shop.ok("octopus_deployment", project="Shop", version="1.0.0", environments=["pr-451"], wait=False)
    assert shop.ok(MODULE, OURS, wait=False)["status"] == "Provisioning"
    assert "still provisions" in fails(shop, MODULE, OURS, wait_timeout=5)["msg"]
    waited = shop.ok(MODULE, OURS)
    assert (waited["changed"], waited["status"]) == (False, "Provisioned")


def test_a_provisioning_that_fails(shop: Octopus) -> None:
    shop.ok(MODULE, OURS)
    shop.server.fail("Provision")
    shop.ok("octopus_release", project="Shop", version="1.0.0", channel="Pull requests")
    shop.ok("octopus_deployment", project="Shop", version="1.0.0", environments=["pr-451"], wait=False)
    # The task that waits, later ones and check mode say the same about the same state.
    for check in (False, False, True):
        kept = shop.ok(MODULE, OURS, check=check)
        assert (kept["changed"], kept["status"]) == (False, "ProvisioningFailed")
        assert "could not provision" in kept["warnings"][0]
    deployed(shop)
    assert shop.ok(MODULE, OURS)["status"] == "Provisioned"


def test_records_of_such_an_environment(shop: Octopus) -> None:
    shop.ok(MODULE, OURS)
    deployed(shop)
    read = shop.ok("octopus_info", kind="deployment", environment="pr-451", with_names=True)
    (found,) = read["resources"]
    assert read["names"][found["EnvironmentId"]] == "pr-451"
    assert [each["Name"] for each in shop.ok("octopus_info", kind="environment")["resources"]] == ["Production"]


def test_an_older_server_has_none(door: Door) -> None:
    with Emulator(server_version="2025.3.1") as server:
        octopus = on(server, door)
        octopus.ok("octopus_project", name="Shop", project_group="Default Project Group", lifecycle="Default Lifecycle")
        assert "need Octopus Server 2025.4 or newer" in fails(octopus, MODULE, OURS)["msg"]


def test_targets_of_such_an_environment_are_hosts(
    one_door: Octopus, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    server = with_environments(one_door, monkeypatch)
    parent = server.seed("parentenvironments", Name="Pull requests")["Id"]
    made = server.seed("environments/ephemeral", Name="pr-451", ParentEnvironmentId=parent)["Id"]
    machine(server, "web-1", EnvironmentIds=[made])
    machine(server, "db-1")
    machine(server, "app-1", EnvironmentIds=[parent])
    found = read(tmp_path, {"environments": ["PR-451"], "group_by": ["environments"]})
    assert found.groups == {"environment_pr_451": ["web-1"]}
    assert sorted(read(tmp_path, {}).hosts) == ["app-1", "db-1", "web-1"]


def test_a_target_names_such_an_environment(octopus: Octopus) -> None:
    """Options, diffs and exports have the name of an ephemeral environment, and applying an export changes nothing."""
    server = octopus.server
    parent = server.seed("parentenvironments", Name="Pull requests")["Id"]
    server.seed("environments/ephemeral", Name="pr-451", ParentEnvironmentId=parent)
    server.seed("environments", Name="Test")
    tentacle = {"polling_tentacle": {"uri": "poll://abc/", "thumbprint": "A" * 40}}
    target = {"name": "web-1", "environments": ["PR-451"], "roles": ["web"], **tentacle}
    predicted, done = (octopus.ok("octopus_machine", target, check=check) for check in (True, False))
    assert predicted["diff"] == done["diff"]
    assert octopus.ok("octopus_machine", target)["changed"] is False
    exported = octopus.ok("octopus_config_info", kinds=["machines"])["config"]
    assert exported["machines"][0]["environments"] == ["pr-451"]
    assert octopus.ok("octopus_config", config=exported)["changed"] is False
    moved = octopus.ok("octopus_machine", name="web-1", environments=["Test"])["diff"]
    assert [moved[side]["environments"] for side in ("before", "after")] == [["pr-451"], ["Test"]]

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""octopus_deployment: deploys what does not run yet, and says why a deployment failed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from contract.conftest import Octopus, on
from contract.deploying import MODULE, PLACE, POST, TEST, deployments, release, shop_with_releases, step
from contract.doors import Door
from contract.test_half_done import before_each_write
from emulator.testing import Emulator
from emulator.work import states


@pytest.fixture
def shop(octopus: Octopus) -> Octopus:
    return octopus.stocked(shop_with_releases)


@pytest.fixture
def slow_shop(shop: Octopus, monkeypatch: pytest.MonkeyPatch) -> Octopus:
    """Server tasks take some time there, which no test waits for."""
    monkeypatch.setattr(shop.server.app.octopus, "task_seconds", 30.0)
    return shop


def test_a_new_deployment_and_a_second_run(shop: Octopus) -> None:
    predicted = shop.ok(MODULE, TEST, check=True)
    assert shop.writes() == []
    done = shop.ok(MODULE, TEST)
    assert shop.writes() == [POST]
    assert predicted["changed"] and done["changed"] and predicted["diff"] == done["diff"]
    place = {"environment": "Test", "tenant": None}
    assert done["diff"]["before"] == {"deployments": [{**place, "release": None, "state": None}]}
    assert done["diff"]["after"] == {"deployments": [{**place, "release": "1.0.0", "state": "Queued"}]}
    assert predicted["deployments"] == [{**place, "release": "1.0.0", "action": "queued"}]
    (made,), (task,) = done["deployments"], done["tasks"]
    assert (made["environment"], made["release"], made["action"]) == ("Test", "1.0.0", "queued")
    assert (made["task_id"], made["state"], made["seconds"]) == (task["id"], "Success", task["seconds"])
    assert made["url"].endswith(f"/deployments/{made['id']}")
    shop.server.clear_requests()
    for check in (True, False):
        again = shop.ok(MODULE, TEST, check=check)
        assert (again["changed"], again["tasks"], "progress" in again) == (False, [], False)
        assert again["deployments"] == [{**made, "action": "none"}]
        assert again["diff"]["before"] == again["diff"]["after"]
        assert again["diff"]["after"]["deployments"] == [{**place, "release": "1.0.0", "state": "Success"}]
    assert shop.writes() == []


def test_another_release_and_back(shop: Octopus) -> None:
    shop.ok(MODULE, TEST)
    done = shop.ok(MODULE, {**TEST, "version": "1.1.0"})
    (before,), (after,) = (done["diff"][each]["deployments"] for each in ("before", "after"))
    assert (before["release"], before["state"], after["release"]) == ("1.0.0", "Success", "1.1.0")
    # 1.0.0 has been there, but does not run there any more.
    assert shop.ok(MODULE, TEST)["changed"]
    assert [each["ReleaseId"] for each in deployments(shop)] == ["Releases-1", "Releases-2", "Releases-1"]


def test_force_deploys_again(shop: Octopus) -> None:
    shop.ok(MODULE, TEST)
    assert shop.ok(MODULE, {**TEST, "force": True}, check=True)["changed"]
    assert shop.ok(MODULE, {**TEST, "force": True})["changed"]
    assert len(deployments(shop)) == 2


def test_only_the_places_that_need_it(shop: Octopus) -> None:
    shop.ok(MODULE, TEST)
    done = shop.ok(MODULE, {**PLACE, "version": "1.0.0", "environments": ["Test", "production"]})
    assert [(each["environment"], each["action"]) for each in done["deployments"]] == [
        ("Test", "none"),
        ("Production", "queued"),
    ]
    assert len(deployments(shop)) == 2
    assert len(done["tasks"]) == 1
    before, after = (done["diff"][each]["deployments"] for each in ("before", "after"))
    assert before[0] == after[0] and before[1] != after[1]


def test_a_deployment_that_has_failed_is_made_again(shop: Octopus) -> None:
    shop.server.fail("Say it", text="The disk is full")
    failed = shop(MODULE, TEST)
    assert (failed["failed"], failed["changed"]) == (True, True)
    assert "The disk is full" in failed["msg"]
    (task,), (made,) = failed["tasks"], failed["deployments"]
    assert (task["state"], task["failures"][0]["step"]) == ("Failed", "Step 1: Say it")
    assert (made["task_id"], made["state"], made["action"]) == (task["id"], "Failed", "queued")
    assert failed["done"] == [f"queued the deployment of release 1.0.0 of Shop to 'Test' ({made['id']})"]
    assert shop.ok(MODULE, TEST)["changed"]


def test_one_of_several_deployments_fails(shop: Octopus) -> None:
    shop.server.fail("Say it", text="Full")
    failed = shop(MODULE, {**PLACE, "version": "1.0.0", "environments": ["Test", "Production"]})
    assert sorted(each["state"] for each in failed["deployments"]) == ["Failed", "Success"]


def test_a_deployment_that_is_under_way_is_joined(slow_shop: Octopus) -> None:
    first = slow_shop.ok(MODULE, {**TEST, "wait": False})
    (made,) = first["deployments"]
    assert (first["changed"], made["state"]) == (True, "Executing")
    predicted = slow_shop.ok(MODULE, TEST, check=True)
    assert (predicted["changed"], predicted["deployments"][0]["action"]) == (False, "joined")
    second = slow_shop.ok(MODULE, TEST)
    (joined,) = second["deployments"]
    assert (second["changed"], joined["id"], joined["action"], joined["state"]) == (
        False,
        made["id"],
        "joined",
        "Success",
    )
    assert second["progress"]
    assert len(deployments(slow_shop)) == 1


def test_a_deployment_that_is_being_cancelled_is_made_again(slow_shop: Octopus) -> None:
    (task,) = slow_shop.ok(MODULE, {**TEST, "wait": False})["tasks"]
    states.save(slow_shop.server.app.octopus, slow_shop.server.document(task["id"]), State="Cancelling")
    assert slow_shop.ok(MODULE, TEST, check=True)["deployments"][0]["action"] == "queued"


def test_a_joined_deployment_that_fails(slow_shop: Octopus) -> None:
    slow_shop.ok(MODULE, {**TEST, "wait": False})
    slow_shop.server.fail("Say it", text="Full")
    failed = slow_shop(MODULE, TEST)
    assert (failed["failed"], failed.get("changed", False), failed.get("done")) == (True, False, None)
    assert failed["deployments"][0]["action"] == "joined"


def test_the_latest_release(shop: Octopus) -> None:
    release(shop, "0.9.0")
    options = {**TEST, "version": "Latest"}
    done = shop.ok(MODULE, options)
    assert done["deployments"][0]["release"] == "0.9.0"
    assert not shop.ok(MODULE, options)["changed"]
    shop.ok("octopus_channel", project="Shop", name="Beta")
    for check in (True, False):
        assert bool(shop(MODULE, {**options, "channel": "Beta"}, check=check).get("failed")) is not check
    release(shop, "2.0.0-beta", channel="Beta")
    release(shop, "1.2.0")
    assert shop.ok(MODULE, {**options, "channel": "beta"})["deployments"][0]["release"] == "2.0.0-beta"


def test_a_promotion_takes_what_runs_and_not_the_highest_number(shop: Octopus) -> None:
    shop.ok(MODULE, {**TEST, "version": "1.1.0"})
    shop.ok(MODULE, TEST)
    options = {**PLACE, "promote_from": "test", "environments": ["Production"]}
    done = shop.ok(MODULE, options)
    assert done["deployments"][0]["release"] == "1.0.0"
    assert not shop.ok(MODULE, options)["changed"]
    # A deployment that has failed leaves the release before it in the environment, as far as the server knows.
    shop.server.fail("Say it", text="Full")
    assert shop(MODULE, {**TEST, "version": "1.1.0"})["failed"]
    assert not shop.ok(MODULE, options)["changed"]


def test_nothing_to_promote(shop: Octopus) -> None:
    options = {**PLACE, "promote_from": "Test", "environments": ["Production"]}
    assert "promote_from: no release runs in 'Test', as no deployment has succeeded" in shop(MODULE, options)["msg"]
    predicted = shop.ok(MODULE, options, check=True)
    assert predicted["changed"] and "no release runs in 'Test'" in predicted["warnings"][0]
    assert "is also one of environments" in shop(MODULE, {**options, "promote_from": "Production"})["msg"]


def test_check_mode_warns_of_documents_that_do_not_exist_yet(octopus: Octopus) -> None:
    predicted = octopus.ok(MODULE, TEST, check=True)
    assert (predicted["changed"], len(predicted["warnings"])) == (True, 2)
    assert octopus.ok(MODULE, {**TEST, "space": "New"}, check=True)["changed"]


def test_a_refusal_in_the_middle(shop: Octopus, monkeypatch: pytest.MonkeyPatch) -> None:
    options = {**PLACE, "version": "1.0.0", "environments": ["Test", "Production"]}
    before_each_write(monkeypatch, refusing(shop, 2))
    failed = shop(MODULE, options)
    (made,) = deployments(shop)
    assert (failed["failed"], failed["changed"], failed["status"]) == (True, True, 400)
    assert failed["done"] == [f"queued the deployment of release 1.0.0 of Shop to 'Test' ({made['Id']})"]
    monkeypatch.undo()
    shop.server.clear_faults()
    done = shop.ok(MODULE, options)
    assert [each["action"] for each in done["deployments"]] == ["none", "queued"]


def refusing(shop: Octopus, number: int) -> Callable[[int], None]:
    """Lets the server refuse the write with this number."""

    def refuse(count: int) -> None:
        if count == number:
            shop.server.fault(method="POST", status=400, body={"ErrorMessage": "No"})

    return refuse


@pytest.mark.parametrize("version", ["2018.10.0", "2021.3.0"])
def test_older_servers(door: Door, version: str) -> None:
    with Emulator(server_version=version) as server:
        shop = shop_with_releases(on(server, door))
        for options in (TEST, {**PLACE, "promote_from": "Test", "environments": ["Production"]}):
            assert [shop.ok(MODULE, options)["changed"] for dummy in range(2)] == [True, False]
        server.on_purpose("DeploymentResource.Priority")
        done = shop.ok(MODULE, {**TEST, "force": True, "priority": "On"})
        assert done["warnings"] == [f"priority: Octopus Server {version} does not support priorities"]
        failed = shop(MODULE, {**TEST, "skip_steps": ["Unknown"], "force": True})
        assert "no step is called 'Unknown'" in failed["msg"]


def test_a_person_has_to_answer(shop: Octopus) -> None:
    ask = {"name": "Approve", "manual_intervention": {"instructions": "Look."}}
    shop.ok("octopus_deployment_process", project="Shop", steps=[ask, step("Say it")])
    release(shop, "2.0.0")
    options = {**TEST, "version": "2.0.0"}
    (task,) = shop.ok(MODULE, {**options, "on_interruption": "stop"})["tasks"]
    assert task["has_pending_interruptions"]
    shop.ok("octopus_interruption", task=task["id"], answer="Proceed")
    joined = shop.ok(MODULE, options)
    assert (joined["changed"], joined["deployments"][0]["state"]) == (False, "Success")

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""octopus_deployment: deploys what does not run yet, checks everything before, and says why a deployment failed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from contract.conftest import Octopus, on
from contract.deploying import MODULE, PLACE, TEST, deployments, release, shop_with_releases, step
from contract.doors import Door
from contract.test_half_done import before_each_write
from emulator.testing import Emulator
from emulator.work import states

POST = "POST /api/Spaces-1/deployments"


@pytest.fixture
def shop(octopus: Octopus) -> Octopus:
    return shop_with_releases(octopus)


@pytest.fixture
def slow_shop(shop: Octopus, monkeypatch: pytest.MonkeyPatch) -> Octopus:
    """Server tasks take some time there, which no test waits for."""
    monkeypatch.setattr(shop.server.app.octopus, "task_seconds", 30.0)
    return shop


def test_a_new_deployment_and_a_second_run(shop: Octopus) -> None:
    foretold = shop.ok(MODULE, TEST, check=True)
    assert shop.writes() == []
    done = shop.ok(MODULE, TEST)
    assert shop.writes() == [POST]
    assert foretold["changed"] and done["changed"] and foretold["diff"] == done["diff"]
    place = {"environment": "Test", "tenant": None}
    assert done["diff"]["before"] == {"deployments": [{**place, "release": None, "state": None}]}
    assert done["diff"]["after"] == {"deployments": [{**place, "release": "1.0.0", "state": "Queued"}]}
    assert foretold["deployments"] == [{**place, "release": "1.0.0", "action": "queued"}]
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
    foretold = slow_shop.ok(MODULE, TEST, check=True)
    assert (foretold["changed"], foretold["deployments"][0]["action"]) == (False, "joined")
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
    foretold = shop.ok(MODULE, options, check=True)
    assert foretold["changed"] and "no release runs in 'Test'" in foretold["warnings"][0]
    assert "is also one of environments" in shop(MODULE, {**options, "promote_from": "Production"})["msg"]


def tenants(shop: Octopus) -> None:
    shop.ok("octopus_tag_set", name="Region", tags=[{"name": "EU"}, {"name": "US"}])
    for name, tags, places in (
        ("Acme", [], ["Test", "Production"]),
        ("Beta", ["Region/EU"], ["Test", "Production"]),
        ("Coho", ["Region/EU"], ["Test"]),
    ):
        connected = [{"project": "Shop", "environments": places}]
        shop.ok("octopus_tenant", name=name, tenant_tags=tags, projects=connected)
    shop.server.clear_requests()


def test_tenants_and_tags(shop: Octopus) -> None:
    tenants(shop)
    options = {**PLACE, "version": "1.0.0", "environments": ["Test"], "tenants": ["acme"], "tenant_tags": ["region/eu"]}
    done = shop.ok(MODULE, options)
    assert [each["tenant"] for each in done["deployments"]] == ["Acme", "Beta", "Coho"]
    assert not shop.ok(MODULE, options)["changed"]
    # Nothing has been deployed without a tenant.
    assert shop.ok(MODULE, TEST)["changed"]
    assert not shop.ok(MODULE, options)["changed"]
    done = shop.ok(MODULE, {**options, "environments": ["Production"]})
    assert [each["tenant"] for each in done["deployments"]] == ["Acme", "Beta"]


def test_tags_that_no_tenant_has(shop: Octopus) -> None:
    tenants(shop)
    options = {**TEST, "tenant_tags": ["Region/US"]}
    for more in ({}, {"version": None, "promote_from": "Production"}):
        given = {name: value for name, value in {**options, **more}.items() if value}
        said = "tenant_tags: no tenant that is connected to 'Shop' there has such a tag"
        assert said in shop(MODULE, given)["msg"]
        assert said in shop.ok(MODULE, given, check=True)["warnings"][0]


def test_a_promotion_for_tenants(shop: Octopus) -> None:
    tenants(shop)
    for tenant, version in (("Acme", "1.0.0"), ("Beta", "1.1.0")):
        shop.ok(MODULE, {**TEST, "version": version, "tenants": [tenant]})
    options = {**PLACE, "promote_from": "Test", "environments": ["Production"]}
    assert shop.ok(MODULE, {**options, "tenants": ["Beta"]})["deployments"][0]["release"] == "1.1.0"
    failed = shop(MODULE, {**options, "tenants": ["Acme", "Beta"]})
    assert (
        "promote_from: the tenants run different releases in 'Test': 1.0.0 for 'Acme'; 1.1.0 for 'Beta'"
        in (failed["msg"])
    )
    assert "no release runs in 'Test' for 'Coho'" in shop(MODULE, {**options, "tenants": ["Coho"]})["msg"]


def test_a_tenant_that_is_not_connected(shop: Octopus) -> None:
    tenants(shop)
    options = {**PLACE, "version": "1.0.0", "environments": ["Production"], "tenants": ["Coho"]}
    failed = shop(MODULE, options)
    assert "the tenant 'Coho' is not connected to 'Shop' in this environment. It can go to 'Test'" in failed["msg"]
    assert deployments(shop) == []


@pytest.mark.parametrize(
    ("mode", "options", "said"),
    [
        ("Untenanted", {"tenants": ["Acme"]}, "tenants: has to be left out, as the tenanted_deployment_mode of 'Shop'"),
        ("Tenanted", {}, "tenants: is missing"),
    ],
)
def test_tenants_must_fit_the_project(shop: Octopus, mode: str, options: dict[str, Any], said: str) -> None:
    shop.ok("octopus_tenant", name="Acme")
    shop.ok("octopus_project", name="Shop", tenanted_deployment_mode=mode)
    assert said in shop(MODULE, {**TEST, **options})["msg"]


def prompted(name: str, value: str = "", control: str = "SingleLineText", **scope: Any) -> dict[str, Any]:
    secret = {"type": "Sensitive", "sensitive_value": value or "a default"}
    prompt = {"required": control != "Sensitive", "control_type": control}
    return {"name": name, **(secret if control == "Sensitive" else {"value": value}), "prompt": prompt, **scope}


def test_prompted_variables(shop: Octopus) -> None:
    variables = [prompted("Region"), prompted("Color", "blue"), prompted("Key", control="Sensitive")]
    shop.ok("octopus_variables", {"project": "Shop", "variables": variables})
    release(shop, "2.0.0")
    options = {**TEST, "version": "2.0.0"}
    for check in (True, False):
        assert "variables: a value is required for 'Region'" in shop(MODULE, options, check=check)["msg"]
    assert "does not ask for a variable 'Regoin'" in shop(MODULE, {**options, "variables": {"Regoin": "EU"}})["msg"]
    secret = {"Key": "s3cret-of-the-run"}
    shown = shop(MODULE, {**options, "variables": {"Region": "EU", **secret}})
    assert "variables.Key: is sensitive" in shown["msg"] and "s3cret" not in str(shown)
    assert deployments(shop) == []
    done = shop.ok(MODULE, {**options, "variables": {"region": "EU"}, "sensitive_variables": secret})
    assert "s3cret" not in str(done)
    (made,) = deployments(shop)
    found = {each["Name"]: each["Value"] for each in shop.server.document(made["ManifestVariableSetId"])["Variables"]}
    assert found["Region"] == "EU"


def test_the_newest_variables(shop: Octopus) -> None:
    shop.ok("octopus_variables", {"project": "Shop", "variables": [{"name": "Color", "value": "red"}]})
    options = {**TEST, "update_variables": True}
    shop.server.clear_requests()
    assert shop.ok(MODULE, options, check=True)["changed"]
    assert shop.writes() == []
    shop.ok(MODULE, options)
    assert shop.writes() == ["POST /api/Spaces-1/releases/Releases-1/snapshot-variables", POST]
    (made,) = deployments(shop)
    found = shop.server.document(made["ManifestVariableSetId"])["Variables"]
    assert [(each["Name"], each["Value"]) for each in found] == [("Color", "red")]
    # The variables are those of the project now.
    shop.server.clear_requests()
    shop.ok(MODULE, {**options, "force": True})
    assert shop.writes() == [POST]


def test_the_newest_variables_ask_for_a_value(shop: Octopus) -> None:
    shop.ok("octopus_variables", {"project": "Shop", "variables": [prompted("Region")]})
    options = {**TEST, "update_variables": True}
    assert shop.ok(MODULE, options, check=True)["changed"]
    failed = shop(MODULE, options)
    assert "variables: a value is required for 'Region'" in failed["msg"]
    assert failed["done"] == ["updated the variables of release 1.0.0 of Shop"]
    assert shop.ok(MODULE, {**options, "variables": {"Region": "EU"}})["changed"]


def test_steps_machines_and_guided_failure(shop: Octopus) -> None:
    shop.ok("octopus_machine", name="web", environments=["Test"], roles=["web"], cloud_region={})
    shop.ok("octopus_deployment_process", project="Shop", steps=[step("Say it"), step("Say more"), step("Shout")])
    release(shop, "2.0.0")
    options = {
        **TEST,
        "version": "2.0.0",
        "excluded_machines": ["WEB"],
        "use_guided_failure": True,
        "force_package_download": True,
        "force_package_redeployment": True,
    }
    shop.ok(MODULE, {**options, "skip_steps": ["say more"]})
    shop.ok(MODULE, {**options, "only_steps": ["Shout"], "force": True})
    first, second = deployments(shop)
    process = shop.server.document(first["DeploymentProcessId"])
    ids = {each["Name"]: each["Id"] for step in process["Steps"] for each in step["Actions"]}
    assert first["SkipActions"] == [ids["Say more"]]
    assert second["SkipActions"] == [ids["Say it"], ids["Say more"]]
    assert first["ExcludedMachineIds"] == [shop.server.app.octopus.store.all("machines")[0]["Id"]]
    assert (first["UseGuidedFailure"], first["ForcePackageDownload"], first["ForcePackageRedeployment"]) == (True,) * 3


def test_a_step_without_a_machine_is_a_warning(shop: Octopus) -> None:
    steps = [step("Say it"), {"name": "Restart", "target_tags": ["web"], "run_script": {"script_body": "echo restart"}}]
    shop.ok("octopus_deployment_process", project="Shop", steps=steps)
    release(shop, "2.0.0")
    foretold = shop.ok(MODULE, {**TEST, "version": "2.0.0"}, check=True)
    assert "the step 'Restart' has no machine to run on in 'Test'" in foretold["warnings"]


def test_a_scheduled_deployment(shop: Octopus) -> None:
    options = {**TEST, "run_at": "2050-12-24T18:00:00+01:00", "no_run_after": "2050-12-24T20:00:00Z"}
    done = shop.ok(MODULE, options)
    assert (done["changed"], done["tasks"][0]["state"], "progress" in done) == (True, "Queued", False)
    (made,) = deployments(shop)
    assert (made["QueueTime"][:19], made["QueueTimeExpiry"][:19]) == ("2050-12-24T17:00:00", "2050-12-24T20:00:00")
    again = shop.ok(MODULE, options)
    assert (again["changed"], again["deployments"][0]["action"], "warnings" in again) == (False, "joined", False)
    other = shop.ok(MODULE, {**TEST, "run_at": "2050-12-25T18:00:00Z"})
    assert (other["changed"], "at another time than run_at says: 2050-12-24" in other["warnings"][0]) == (False, True)
    # A task that does not wait until then deploys at once.
    now = shop.ok(MODULE, TEST)
    assert (now["changed"], now["deployments"][0]["state"]) == (True, "Success")
    assert not shop.ok(MODULE, TEST)["changed"]


def test_artifacts(shop: Octopus) -> None:
    done = shop.ok(MODULE, {**TEST, "artifacts": True})
    assert done["artifacts"] == []
    task = shop.ok(MODULE, {**TEST, "version": "1.1.0", "wait": False})["tasks"][0]["id"]
    shop.server.seed("artifacts", Filename="report.html", ServerTaskId=task)
    (found,) = shop.ok(MODULE, {**TEST, "version": "1.1.0", "artifacts": True})["artifacts"]
    assert (found["name"], found["task_id"]) == ("report.html", task)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"environments": []}, "environments: is empty"),
        ({"environments": ["Unknown"]}, "environments: there is no environment named 'Unknown'"),
        ({"version": "9.9.9"}, "version: the project 'Shop' has no release '9.9.9'; create it first"),
        ({"version": "1.2.i"}, "version: '1.2.i' is a mask"),
        ({"version": "?"}, "version: "),
        ({"channel": "Default"}, "channel: is only of use with version latest"),
        ({"project": "Unknown"}, "project: there is no project named 'Unknown'"),
        ({"skip_steps": ["Unknown"]}, "skip_steps: no step is called 'Unknown'. There are 'Say it'"),
        ({"only_steps": ["Unknown"]}, "only_steps: no step is called 'Unknown'. There are 'Say it'"),
        ({"only_steps": []}, "only_steps: is empty"),
        ({"specific_machines": ["Unknown"]}, "specific_machines: there is no machine named 'Unknown'"),
        ({"run_at": "tomorrow"}, "run_at: 'tomorrow' is not a time"),
        ({"tenants": ["Unknown"]}, "tenants: there is no tenant named 'Unknown'"),
        ({"version": None, "promote_from": "Unknown"}, "promote_from: there is no environment named 'Unknown'"),
    ],
)
def test_wrong_options_queue_nothing(shop: Octopus, options: dict[str, Any], said: str) -> None:
    given = {option: value for option, value in {**TEST, **options}.items() if value is not None}
    assert said in shop(MODULE, given)["msg"]
    assert (shop.writes(), deployments(shop)) == ([], [])


def test_check_mode_warns_of_documents_that_do_not_exist_yet(octopus: Octopus) -> None:
    foretold = octopus.ok(MODULE, TEST, check=True)
    assert (foretold["changed"], len(foretold["warnings"])) == (True, 2)
    assert octopus.ok(MODULE, {**TEST, "space": "New"}, check=True)["changed"]


def test_a_lifecycle_that_has_not_got_so_far(shop: Octopus) -> None:
    phases = [{"name": each, "optional_deployment_targets": [each]} for each in ("Test", "Production")]
    shop.ok("octopus_lifecycle", name="Any", phases=phases)
    options = {**PLACE, "version": "1.0.0", "environments": ["Production"]}
    failed = shop(MODULE, options)
    assert "environments: release 1.0.0 can't go to 'Production' now, as it has not reached the phase" in failed["msg"]
    assert "'Production' of its lifecycle; it goes to 'Test' first. It can go to 'Test'" in failed["msg"]
    foretold = shop.ok(MODULE, options, check=True)
    assert foretold["changed"] and "can't go to 'Production' now" in foretold["warnings"][0]
    assert deployments(shop) == []
    shop.ok(MODULE, TEST)
    assert shop.ok(MODULE, options)["changed"]


def test_a_freeze(shop: Octopus) -> None:
    scope = [{"project": "Shop", "environments": ["Production"]}]
    when = {"start": "2026-01-01T00:00:00Z", "end": "2050-01-01T00:00:00Z"}
    shop.ok("octopus_deployment_freeze", name="Sale", project_environment_scope=scope, **when)
    shop.server.clear_requests()
    assert shop.ok(MODULE, TEST)["changed"]
    options = {**PLACE, "version": "1.0.0", "environments": ["Test", "Production"]}
    shop.server.clear_requests()
    failed = shop(MODULE, options)
    assert "environments: the deployment freeze 'Sale' lasts until 2050-01-01" in failed["msg"]
    assert "for 'Production'" in failed["msg"]
    assert shop.writes() == []
    foretold = shop.ok(MODULE, options, check=True)
    assert "the deployment freeze 'Sale' lasts until" in foretold["warnings"][0]
    for wrong in ({"override_freezes": ["Sale"]}, {"override_reason": "Urgent"}):
        assert "override_" in shop(MODULE, {**options, **wrong})["msg"]
    # A freeze that is named without need is of no importance.
    named = {"override_freezes": ["sale", "Holidays"], "override_reason": "Urgent"}
    assert "warnings" not in shop.ok(MODULE, {**options, **named}, check=True)
    shop.server.clear_requests()
    done = shop.ok(MODULE, {**options, **named})
    assert [each["state"] for each in done["deployments"]] == ["Success", "Success"]
    assert shop.writes() == ["POST /api/Spaces-1/deployments/create/untenanted/v1"]
    assert not shop.ok(MODULE, {**options, **named})["changed"]


def test_all_options_with_a_freeze(shop: Octopus) -> None:
    """Freezes are overridden by a request with names in place of IDs."""
    shop.ok("octopus_variables", {"project": "Shop", "variables": [prompted("Region")]})
    shop.ok("octopus_deployment_process", project="Shop", steps=[step("Say it"), step("Say more")])
    shop.ok("octopus_machine", name="web", environments=["Test"], roles=["web"], cloud_region={})
    shop.ok("octopus_tenant", name="Acme", projects=[{"project": "Shop", "environments": ["Test"]}])
    tenant_scope = [{"tenant": "Acme", "project": "Shop", "environment": "Test"}]
    when = {"start": "2026-01-01T00:00:00Z", "end": "2050-01-01T00:00:00Z"}
    shop.ok("octopus_deployment_freeze", name="Sale", tenant_project_environment_scope=tenant_scope, **when)
    release(shop, "2.0.0")
    options = {
        **TEST,
        "version": "2.0.0",
        "variables": {"Region": "EU"},
        "skip_steps": ["Say more"],
        "excluded_machines": ["web"],
        "use_guided_failure": True,
        "force_package_download": True,
        "force_package_redeployment": True,
        "priority": "On",
        "run_at": "2050-12-24T18:00:00Z",
        "no_run_after": "2050-12-24T20:00:00Z",
    }
    shop.ok(MODULE, {**options, "tenants": ["Acme"], "override_freezes": ["Sale"], "override_reason": "Urgent"})
    shop.ok(MODULE, options)
    assert [each.partition("/deployments")[2] for each in shop.writes()] == ["/create/tenanted/v1", ""]
    by_names, usual = deployments(shop)
    assert by_names["TenantId"] and not usual["TenantId"]
    for each in (by_names, usual):
        (region,) = shop.server.document(each["ManifestVariableSetId"])["Variables"]
        assert region["Value"] == "EU"
    own = {"Id", "TenantId", "TaskId", "Created", "LastModifiedOn", "ManifestVariableSetId"}
    for name in sorted(each for each in {*usual, *by_names} - own if not each.startswith("_")):
        assert by_names.get(name) == usual.get(name), name


def test_a_lost_answer_about_a_freeze(shop: Octopus) -> None:
    scope = [{"project": "Shop", "environments": ["Test"]}]
    when = {"start": "2026-01-01T00:00:00Z", "end": "2050-01-01T00:00:00Z"}
    shop.ok("octopus_deployment_freeze", name="Sale", project_environment_scope=scope, **when)
    shop.server.fault(method="POST", path="*/v1", drop="body")
    done = shop.ok(MODULE, {**TEST, "override_freezes": ["Sale"], "override_reason": "Urgent"})
    assert (done["changed"], done["deployments"][0]["state"], len(deployments(shop))) == (True, "Success", 1)
    assert "Looking afterwards showed that the server has carried it out" in done["warnings"][0]


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

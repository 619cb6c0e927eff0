# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""octopus_runbook_run: everything is checked before a run is queued, and a failed run says why it failed."""

from __future__ import annotations

from typing import Any

import pytest
from contract.conftest import Octopus

MODULE = "octopus_runbook_run"
OWN = {"project": "Shop", "runbook": "Back up"}
RUN = {**OWN, "environments": ["Production"]}
LINK = "/api/Spaces-1/runbooks/Runbooks-1/run"


def step(name: str, body: str = "echo backing up") -> dict[str, Any]:
    return {"name": name, "run_on_server": True, "run_script": {"script_body": body}}


def prompted(name: str, value: str = "", control: str = "SingleLineText", required: bool = True) -> dict[str, Any]:
    secret = {"type": "Sensitive", "sensitive_value": value or "a default"}
    prompt = {"required": required, "control_type": control}
    return {"name": name, **(secret if control == "Sensitive" else {"value": value}), "prompt": prompt}


def stock(octopus: Octopus) -> None:
    """A project with a published runbook of two steps, and two environments."""
    for name in ("Production", "Test"):
        octopus.ok("octopus_environment", name=name)
    basics = {"project_group": "Default Project Group", "lifecycle": "Default Lifecycle"}
    octopus.ok("octopus_project", name="Shop", tenanted_deployment_mode="TenantedOrUntenanted", **basics)
    octopus.ok("octopus_runbook", name="Back up", project="Shop", multi_tenancy_mode="TenantedOrUntenanted")
    octopus.ok("octopus_runbook_process", {**OWN, "steps": [step("Dump"), step("Upload")]})
    octopus.ok("octopus_runbook_snapshot", OWN)


@pytest.fixture
def shop(octopus: Octopus) -> Octopus:
    return octopus.stocked(stock)


def runs(octopus: Octopus) -> list[dict[str, Any]]:
    """The runs on the server, in the order in which they were made."""
    return list(octopus.server.app.octopus.store.all("runbookruns"))


def publish(octopus: Octopus) -> None:
    octopus.ok("octopus_runbook_snapshot", OWN)
    octopus.server.clear_requests()


def test_a_run_in_one_environment(shop: Octopus) -> None:
    predicted = shop.ok(MODULE, RUN, check=True)
    assert shop.writes() == []
    done = shop.ok(MODULE, RUN)
    assert shop.writes() == [f"POST {LINK}"]
    assert predicted["changed"] and done["changed"] and predicted["diff"] == done["diff"]
    assert done["diff"]["after"] == {"runs": [{"environment": "Production", "tenant": None}]}
    assert predicted["runs"] == [{"environment": "Production", "tenant": None}]
    (run,), (task,) = done["runs"], done["tasks"]
    assert (run["environment"], run["tenant"], run["task_id"]) == ("Production", None, task["id"])
    assert (task["name"], task["state"]) == ("RunbookRun", "Success")
    # Each run of the task runs the runbook.
    assert shop.ok(MODULE, RUN)["changed"]
    assert len(runs(shop)) == 2


def test_a_run_for_each_environment_and_tenant(shop: Octopus) -> None:
    shop.ok("octopus_tag_set", name="Region", tags=[{"name": "EU"}])
    for name, tags in (("Acme", []), ("Beta", ["Region/EU"])):
        places = [{"project": "Shop", "environments": ["Production", "Test"]}]
        shop.ok("octopus_tenant", name=name, tenant_tags=tags, projects=places)
    options = {**OWN, "environments": ["production", "Test"], "tenants": ["acme"]}
    done = shop.ok(MODULE, options)
    found = {(each["environment"], each["tenant"]) for each in done["runs"]}
    assert found == {("Production", "Acme"), ("Test", "Acme")}
    assert {(each["environment"], each["tenant"]) for each in done["diff"]["after"]["runs"]} == found
    by_tag = shop.ok(MODULE, {**RUN, "tenants": ["Acme"], "tenant_tags": ["region/eu"]})
    assert {each["tenant"] for each in by_tag["runs"]} == {"Acme", "Beta"}
    assert by_tag["diff"]["after"]["runs"][1] == {"environment": "Production", "tenant_tag": "Region/EU"}


@pytest.mark.parametrize("whom", [{"tenants": ["Acme"]}, {"tenant_tags": ["Region/EU"]}])
def test_a_runbook_that_runs_only_for_tenants(shop: Octopus, whom: dict[str, Any]) -> None:
    shop.ok("octopus_tag_set", name="Region", tags=[{"name": "EU"}])
    places = [{"project": "Shop", "environments": ["Production"]}]
    shop.ok("octopus_tenant", name="Acme", tenant_tags=["Region/EU"], projects=places)
    shop.ok("octopus_runbook", name="Back up", project="Shop", multi_tenancy_mode="Tenanted")
    done = shop.ok(MODULE, {**RUN, **whom})
    assert [(each["environment"], each["tenant"]) for each in done["runs"]] == [("Production", "Acme")]
    elsewhere = shop(MODULE, {**RUN, **whom, "environments": ["Test"]})
    assert "environments: the runbook can't run in 'Test'; it can run in 'Production'" in elsewhere["msg"]


def test_a_named_snapshot(shop: Octopus) -> None:
    first = shop.ok(MODULE, RUN)["runs"][0]["snapshot_id"]
    shop.ok("octopus_runbook_process", {**OWN, "steps": [step("Another")]})
    publish(shop)
    second = shop.ok(MODULE, RUN)["runs"][0]["snapshot_id"]
    assert second != first
    assert shop.ok(MODULE, {**RUN, "snapshot": first})["runs"][0]["snapshot_id"] == first
    failed = shop(MODULE, {**RUN, "snapshot": "Unknown"})
    assert "snapshot: the runbook 'Back up' has no snapshot 'Unknown'; it has" in failed["msg"]


def test_a_runbook_that_is_not_published(shop: Octopus) -> None:
    shop.ok("octopus_runbook", name="New", project="Shop")
    options = {**RUN, "runbook": "New"}
    assert "snapshot: the runbook 'New' has no published snapshot" in shop(MODULE, options)["msg"]
    predicted = shop.ok(MODULE, options, check=True)
    assert predicted["changed"]
    [warning] = predicted["warnings"]
    assert "no published snapshot" in warning and warning.endswith("assumes that an earlier task corrects that")


def test_prompted_variables(shop: Octopus) -> None:
    variables = [
        prompted("Region"),
        prompted("Color", "blue"),
        prompted("Dry", "False", "Checkbox", required=False),
        prompted("Key", control="Sensitive", required=False),
    ]
    shop.ok("octopus_variables", {"project": "Shop", "variables": variables})
    publish(shop)
    for check in (True, False):
        assert "variables: a value is required for 'Region'" in shop(MODULE, RUN, check=check)["msg"]
    given = {"region": "EU", "dry": True}
    secret = {"Key": "s3cret-of-the-run"}
    done = shop.ok(MODULE, {**RUN, "variables": given, "sensitive_variables": secret})
    assert "s3cret" not in str(done)
    shown = shop(MODULE, {**RUN, "variables": {**given, **secret}})
    assert "variables.Key: is sensitive" in shown["msg"]
    assert "s3cret" not in str(shown)
    assert "does not ask for a variable 'Regoin'" in shop(MODULE, {**RUN, "variables": {"Regoin": "EU"}})["msg"]
    assert len(runs(shop)) == 1


def test_steps_machines_and_guided_failure(shop: Octopus) -> None:
    shop.ok("octopus_machine", name="web", environments=["Production"], roles=["web"], cloud_region={})
    options = {
        **RUN,
        "skip_steps": ["upload"],
        "excluded_machines": ["WEB"],
        "use_guided_failure": True,
        "force_package_download": True,
    }
    shop.ok(MODULE, options)
    (run,) = runs(shop)
    process = shop.server.document(run["FrozenRunbookProcessId"])
    upload = next(each["Id"] for step in process["Steps"] for each in step["Actions"] if each["Name"] == "Upload")
    assert run["SkipActions"] == [upload]
    assert run["ExcludedMachineIds"] == [shop.server.app.octopus.store.all("machines")[0]["Id"]]
    assert (run["UseGuidedFailure"], run["ForcePackageDownload"]) == (True, True)


def test_a_run_that_is_scheduled_is_not_waited_for(shop: Octopus) -> None:
    options = {**RUN, "run_at": "2050-12-24T18:00:00+01:00", "no_run_after": "2050-12-24T20:00:00Z"}
    shop.server.clear_requests()
    done = shop.ok(MODULE, options)
    assert (done["tasks"][0]["state"], "progress" in done) == ("Queued", False)
    (run,) = runs(shop)
    assert (run["QueueTime"][:19], run["QueueTimeExpiry"][:19]) == ("2050-12-24T17:00:00", "2050-12-24T20:00:00")


def test_a_run_is_not_waited_for_if_that_is_not_wanted(shop: Octopus) -> None:
    done = shop.ok(MODULE, {**RUN, "wait": False})
    assert len(done["tasks"]) == 1
    assert "progress" not in done


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"environments": []}, "environments: is empty"),
        ({"environments": ["Unknown"]}, "environments: there is no environment named 'Unknown'"),
        ({"runbook": "Unknown"}, "runbook: there is no runbook named 'Unknown'"),
        ({"project": "Unknown"}, "project: there is no project named 'Unknown'"),
        ({"skip_steps": ["Unknown"]}, "skip_steps: no step is called 'Unknown'. There are 'Dump', 'Upload'"),
        ({"specific_machines": ["Unknown"]}, "specific_machines: there is no machine named 'Unknown'"),
        ({"run_at": "tomorrow"}, "run_at: 'tomorrow' is not a time"),
        (
            {"run_at": "2050-01-02T00:00:00Z", "no_run_after": "2050-01-01T00:00:00Z"},
            "no_run_after: 2050-01-01T00:00:00Z is not after run_at",
        ),
        ({"run_at": "2020-01-02T00:00:00Z"}, "run_at: 2020-01-02T00:00:00Z is in the past; it is 20"),
        (
            {"no_run_after": "2020-01-02T00:00:00+01:00"},
            "no_run_after: 2020-01-02T00:00:00+01:00 is in the past; it is 20",
        ),
        ({"tenant_tags": ["Region/EU"]}, "tenant_tags: there is no tag set named 'Region'"),
        ({"tenants": ["Unknown"]}, "tenants: there is no tenant named 'Unknown'"),
    ],
)
def test_wrong_options_queue_nothing(shop: Octopus, options: dict[str, Any], message: str) -> None:
    failed = shop(MODULE, {**RUN, **options})
    assert message in failed["msg"]
    assert (shop.writes(), runs(shop)) == ([], [])


def test_a_disabled_project_gets_a_warning(shop: Octopus) -> None:
    project = shop.server.document("Projects-1")
    shop.server.left_by_older(project["Id"], IsDisabled=True)
    for check in (True, False):
        [warning] = shop.ok(MODULE, RUN, check=check)["warnings"]
        assert warning == f"project: {project['Name']!r} is disabled, so the server may refuse to run its runbooks"


@pytest.mark.parametrize(
    ("mode", "options", "message"),
    [
        ("Untenanted", {"tenants": ["Acme"]}, "tenants: has to be left out"),
        ("Tenanted", {}, "tenants: is missing"),
    ],
)
def test_tenants_must_fit_the_runbook(shop: Octopus, mode: str, options: dict[str, Any], message: str) -> None:
    shop.ok("octopus_tenant", name="Acme")
    shop.ok("octopus_runbook", name="Back up", project="Shop", multi_tenancy_mode=mode)
    assert message in shop(MODULE, {**RUN, **options})["msg"]
    # An earlier task may give the runbook another mode.
    predicted = shop.ok(MODULE, {**RUN, **options}, check=True)
    assert predicted["changed"] and any(message in each for each in predicted["warnings"])


def test_an_environment_that_the_runbook_can_not_run_in(shop: Octopus) -> None:
    shop.ok("octopus_runbook", name="Back up", project="Shop", environment_scope="Specified", environments=["Test"])
    message = "environments: the runbook can't run in 'Production'; it can run in 'Test'"
    assert message in shop(MODULE, RUN)["msg"]
    # An earlier task may let the runbook run there.
    predicted = shop.ok(MODULE, RUN, check=True)
    assert predicted["changed"] and any(message in each for each in predicted["warnings"])


def test_check_mode_warns_of_documents_that_do_not_exist_yet(octopus: Octopus) -> None:
    predicted = octopus.ok(MODULE, RUN, check=True)
    assert (predicted["changed"], len(predicted["warnings"])) == (True, 2)
    assert octopus.ok(MODULE, {**RUN, "space": "New"}, check=True)["changed"]


def test_a_request_that_was_lost_is_not_repeated(shop: Octopus) -> None:
    shop.server.fault(method="POST", path="*/run", drop="connect")
    failed = shop(MODULE, RUN)
    assert "showed no effect" in failed["msg"]
    assert (len(shop.writes()), runs(shop)) == (1, [])


def test_a_run_that_fails_says_which_step_failed_and_why(shop: Octopus) -> None:
    shop.server.fail("Upload", text="The disk is full")
    failed = shop(MODULE, RUN)
    assert (failed["failed"], failed["changed"]) == (True, True)
    assert "The disk is full" in failed["msg"]
    assert "Upload" in failed["msg"]
    (task,) = failed["tasks"]
    assert (task["state"], task["failures"][0]["step"]) == ("Failed", "Step 2: Upload")
    assert failed["done"] == ["queued the runbook 'Back up'"]


def test_one_of_several_runs_fails(shop: Octopus) -> None:
    shop.server.fail("Dump")
    failed = shop(MODULE, {**OWN, "environments": ["Production", "Test"]})
    assert [each["environment"] for each in failed["runs"]] == ["Production", "Test"]
    assert sorted(each["state"] for each in failed["tasks"]) == ["Failed", "Success"]


def test_a_run_that_waits_for_a_person(shop: Octopus) -> None:
    ask = {"name": "Approve", "manual_intervention": {"instructions": "Look."}}
    shop.ok("octopus_runbook_process", {**OWN, "steps": [ask, step("Dump")]})
    publish(shop)
    done = shop.ok(MODULE, {**RUN, "on_interruption": "stop"})
    (task,) = done["tasks"]
    assert task["has_pending_interruptions"]
    shop.ok("octopus_interruption", task=task["id"], answer="Proceed")
    assert shop.ok("octopus_task", ids=[task["id"]])["tasks"][0]["state"] == "Success"


def test_a_name_that_two_snapshots_have(shop: Octopus) -> None:
    ids = [shop.ok("octopus_runbook_snapshot", {**OWN, "name": name})["id"] for name in ("Night", "Other")]
    shop.server.left_by_older(ids[1], Name="NIGHT")
    shop.server.clear_requests()
    for check in (True, False):
        message = shop(MODULE, {**RUN, "snapshot": "night"}, check=check)["msg"]
        assert message.startswith("snapshot: 2 snapshots of 'Back up' are called 'night'; give an ID: ")
        assert all(each in message for each in ids)
    assert shop.writes() == []
    for each in ids:
        assert shop.ok(MODULE, {**RUN, "snapshot": each})["runs"][0]["snapshot_id"] == each

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""octopus_deployment: variables, steps, machines and times of a deployment, and options that are wrong."""

from __future__ import annotations

from typing import Any

import pytest
from contract.conftest import Octopus
from contract.deploying import MODULE, POST, TEST, deployments, prompted, release, shop_with_releases, step


@pytest.fixture
def shop(octopus: Octopus) -> Octopus:
    return octopus.stocked(shop_with_releases)


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
    predicted = shop.ok(MODULE, {**TEST, "version": "2.0.0"}, check=True)
    assert "the step 'Restart' has no machine to run on in 'Test'" in predicted["warnings"]


def test_a_scheduled_deployment(shop: Octopus) -> None:
    options = {**TEST, "run_at": "2050-12-24T18:00:00+01:00", "no_run_after": "2050-12-24T20:00:00Z"}
    done = shop.ok(MODULE, options)
    assert (done["changed"], done["tasks"][0]["state"], "progress" in done) == (True, "Queued", False)
    (made,) = deployments(shop)
    assert (made["QueueTime"][:19], made["QueueTimeExpiry"][:19]) == ("2050-12-24T17:00:00", "2050-12-24T20:00:00")
    again = shop.ok(MODULE, options)
    assert (again["changed"], again["deployments"][0]["action"], "warnings" in again) == (False, "joined", False)
    other = shop.ok(MODULE, {**TEST, "run_at": "2050-12-25T18:00:00Z"})
    assert (other["changed"], "at a time other than run_at: 2050-12-24" in other["warnings"][0]) == (False, True)
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
    ("options", "message"),
    [
        ({"environments": []}, "environments: is empty"),
        ({"environments": ["Unknown"]}, "environments: there is no environment named 'Unknown'"),
        ({"version": "9.9.9"}, "version: the project 'Shop' has no release '9.9.9'; create it first"),
        ({"version": "1.2.i"}, "version: '1.2.i' is a mask"),
        ({"version": "?"}, "version: "),
        ({"channel": "Default"}, "channel: can only be used with version latest"),
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
def test_wrong_options_queue_nothing(shop: Octopus, options: dict[str, Any], message: str) -> None:
    given = {option: value for option, value in {**TEST, **options}.items() if value is not None}
    assert message in shop(MODULE, given)["msg"]
    assert (shop.writes(), deployments(shop)) == ([], [])

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The traps that modules have to step around, through both doors (api: traps#by-number)."""

from __future__ import annotations

from typing import Any

import pytest
from contract.conftest import Octopus
from contract.kinds import project
from contract.kinds.machine import CLUSTER, PLACE, machine_surroundings

ENVIRONMENT = {"name": "Production", "description": "Live"}


def converges(octopus: Octopus, module: str, options: dict[str, Any]) -> dict[str, Any]:
    """Run a task twice: the second time it changes nothing. Returns the document as the server keeps it."""
    made = octopus.ok(module, options)
    octopus.server.clear_requests()
    again = octopus.ok(module, options)
    assert (again["changed"], octopus.writes()) == (False, []), again["diff"]
    return octopus.server.document(made["id"])


@pytest.mark.fact("5.1", "C.7")
def test_a_secret_is_kept_until_it_is_to_be_sent(octopus: Octopus) -> None:
    machine_surroundings(octopus.server)
    secret = "sensitive_variables_encryption_password"
    place = {"destination": {"destination_type": "Artifact"}}

    def machine(**drop: Any) -> dict[str, Any]:
        return {"name": "one", **PLACE, "offline_drop": {**place, **drop}}

    def stored() -> Any:
        return octopus.server.document("Machines-1")["Endpoint"]["SensitiveVariablesEncryptionPassword"]

    assert octopus.ok("octopus_machine", machine(**{secret: "hunter-22"}))["changed"] is True
    again = octopus.ok("octopus_machine", machine(**{secret: "hunter-23"}))
    assert (again["changed"], again["secrets_not_compared"]) == (False, [f"offline_drop.{secret}"])
    octopus.ok("octopus_machine", {**machine(), "is_disabled": True})
    assert stored()["Stored"] == "hunter-22", "an echo keeps it"
    for time in ("first", "second"):
        sent = octopus.ok("octopus_machine", machine(**{secret: "hunter-23"}), update_secrets="always")
        assert (sent["changed"], stored()["Stored"]) == (True, "hunter-23"), time
    octopus.ok("octopus_machine", machine(**{secret: "<no secret>"}))
    assert stored()["HasValue"] is False


@pytest.mark.fact("5.2")
def test_the_servers_own_team_of_managers_stays(octopus: Octopus) -> None:
    options = {"name": "Second", "space_managers_teams": ["Octopus Administrators"]}
    document = converges(octopus, "octopus_space", options)
    injected = f"teams-spacemanagers-{document['Id']}"
    assert injected in document["SpaceManagersTeams"]
    changed = octopus.ok("octopus_space", {**options, "space_managers_teams": ["Octopus Managers"]})
    assert changed["diff"]["before"]["space_managers_teams"] == ["Octopus Administrators"]
    assert set(octopus.server.document(document["Id"])["SpaceManagersTeams"]) == {"teams-managers", injected}


@pytest.mark.fact("5.3", "C.6")
def test_a_stopped_queue_takes_two_writes_and_a_deletion_stops_it(octopus: Octopus) -> None:
    options = {"name": "Second", "space_managers_teams": ["Octopus Administrators"], "task_queue_stopped": True}
    assert converges(octopus, "octopus_space", options)["TaskQueueStopped"] is True
    octopus.ok("octopus_space", {"name": "Second", "task_queue_stopped": False})
    assert octopus.ok("octopus_space", {"name": "Second", "state": "absent"})["changed"] is True


@pytest.mark.fact("5.4")
def test_a_slug_outlives_a_new_name(octopus: Octopus) -> None:
    project.project_surroundings(octopus.server)
    for module, options in (
        ("octopus_environment", {"name": "Web shop"}),
        ("octopus_project", {"name": "Web shop", "project_group": "Shop", "lifecycle": "Standard"}),
    ):
        made = octopus.ok(module, options)
        octopus.ok(module, {"name": "Web shop", "description": "x"})
        renamed = octopus.ok(module, {"name": "Web shop", "new_name": "Store"})["resource"]
        assert (made["resource"]["Slug"], renamed["Slug"], renamed["Name"]) == ("web-shop", "web-shop", "Store")


@pytest.mark.fact("5.7")
def test_a_templates_values_outlive_its_changes(octopus: Octopus) -> None:
    project.project_surroundings(octopus.server)
    octopus.ok("octopus_project", {**project.PROJECT.minimal, "templates": [project.a_parameter("Region")]})
    before = octopus.server.document("Projects-1")["Templates"][0]
    changed = [project.a_parameter("Size"), project.a_parameter("Region", label="Where")]
    octopus.ok("octopus_project", {"name": "Storefront", "templates": changed})
    new, kept = octopus.server.document("Projects-1")["Templates"]
    assert (kept["Id"], kept["Label"]) == (before["Id"], "Where")
    assert new["Id"] != before["Id"]


@pytest.mark.fact("5.20")
def test_a_phase_inherits_until_it_has_its_own_policy(octopus: Octopus) -> None:
    count = {"strategy": "Count", "quantity_to_keep": 3, "unit": "Items"}

    def phase(**more: Any) -> Any:
        options = {"name": "Standard", "phases": [{"name": "One", **more}]}
        return converges(octopus, "octopus_lifecycle", options)["Phases"][0]["ReleaseRetentionPolicy"]

    assert phase() is None
    assert phase(release_retention_policy=count)["QuantityToKeep"] == 3
    assert phase()["QuantityToKeep"] == 3, "what is not given is kept"
    assert phase(release_retention_policy={"strategy": "Forever"})["ShouldKeepForever"] is True
    assert phase(release_retention_policy={}) is None


@pytest.mark.fact("5.23")
def test_a_strategy_that_another_manages_stays(octopus: Octopus) -> None:
    project.process_with_a_package_step(octopus.server)
    strategy = project.AUTOMATIC_RELEASES.steps["release_creation_strategy"][0]
    options = {"name": "Storefront", "release_creation_strategy": strategy, "auto_create_release": True}
    before = converges(octopus, "octopus_project", options)["ReleaseCreationStrategy"]
    after = converges(octopus, "octopus_project", {"name": "Storefront", "description": "x"})
    assert before == after["ReleaseCreationStrategy"] and before["ChannelId"]
    assert after["AutoCreateRelease"] is True


@pytest.mark.fact("5.35")
def test_the_state_that_a_machine_reports_is_no_change(octopus: Octopus) -> None:
    machine_surroundings(octopus.server)
    ssh = {"account": "Deployer", "host": "One.example.com", "port": 22, "fingerprint": "3a:3f"}
    options = {"name": "one", **PLACE, "ssh": ssh}
    made = octopus.ok("octopus_machine", options)
    assert made["resource"]["HealthStatus"] == "Unknown"
    document = converges(octopus, "octopus_machine", options)
    assert (document["HealthStatus"], document["MachinePolicyId"]) == ("Healthy", "MachinePolicies-1")
    changed = octopus.ok("octopus_machine", {"name": "one", "ssh": {"host": "two.example.com"}})["resource"]
    assert (changed["Uri"], changed["HealthStatus"]) == ("ssh://two.example.com:22/", "Healthy")


@pytest.mark.fact("5.16", "5.36")
@pytest.mark.parametrize("skip", [True, False])
def test_a_flag_that_is_a_text(octopus: Octopus, skip: bool) -> None:
    machine_surroundings(octopus.server)
    cluster = {**CLUSTER, "skip_tls_verification": skip, "standard_authentication": {"account": "Deployer"}}
    document = converges(octopus, "octopus_machine", {"name": "one", **PLACE, "kubernetes": cluster})
    assert document["Endpoint"]["SkipTlsVerification"] == str(skip)


@pytest.mark.fact("5.40")
def test_a_difference_is_of_options_alone(octopus: Octopus) -> None:
    octopus.ok("octopus_environment", ENVIRONMENT)
    diff = octopus.ok("octopus_environment", {"name": "Production", "description": "Other"})["diff"]
    assert (set(diff["before"]), set(diff["after"])) == ({"name", "description"},) * 2


@pytest.mark.fact("5.41")
def test_an_order_that_nobody_asked_for_is_left_alone(octopus: Octopus) -> None:
    ids = [octopus.server.seed("environments", Name=name)["Id"] for name in ("Test", "Production")]
    sort = {"follow": [{"link": "EnvironmentSortOrder"}], "method": "PUT", "body": ids[::-1]}
    octopus.ok("octopus_api", sort)
    before = octopus.server.document(ids[1])["SortOrder"]
    assert converges(octopus, "octopus_environment", ENVIRONMENT)["SortOrder"] == before


@pytest.mark.fact("5.43")
def test_the_order_of_library_sets_is_a_change(octopus: Octopus) -> None:
    project.project_surroundings(octopus.server)
    for sets in (["Mail", "Logging"], ["Logging", "Mail"]):
        options = {**project.PROJECT.minimal, "included_library_variable_sets": sets}
        result = octopus.ok("octopus_project", options)
        assert (result["changed"], result["diff"]["after"]["included_library_variable_sets"]) == (True, sets)
        ids = converges(octopus, "octopus_project", options)["IncludedLibraryVariableSetIds"]
        assert [octopus.server.document(each)["Name"] for each in ids] == sets


@pytest.mark.fact("C.5")
def test_a_name_in_another_case_is_the_same_document(octopus: Octopus) -> None:
    octopus.server.seed("environments", Name="production", Description="Live")
    assert octopus.ok("octopus_environment", ENVIRONMENT)["changed"] is False
    octopus.server.seed("environments", Name="Other")
    for check in (True, False):
        result = octopus("octopus_environment", {"name": "Other", "new_name": "PRODUCTION"}, check=check)
        assert "is the name of another environment" in result["msg"]


@pytest.mark.fact("C.6")
@pytest.mark.parametrize(
    ("module", "name", "says"),
    [
        ("octopus_environment", "Production", "used by the following lifecycles: [Standard]"),
        ("octopus_lifecycle", "Standard", "'Shop' uses it"),
        ("octopus_project_group", "Default Project Group", "contains project 'Shop'"),
    ],
)
def test_the_reason_against_a_removal_is_reported(octopus: Octopus, module: str, name: str, says: str) -> None:
    server = octopus.server
    server.seed("environments", Name="Production")
    phase = {"Name": "One", "OptionalDeploymentTargets": ["Environments-1"]}
    lifecycle = server.seed("lifecycles", Name="Standard", Phases=[phase])
    server.seed("projects", Name="Shop", ProjectGroupId="ProjectGroups-1", LifecycleId=lifecycle["Id"])
    result = octopus(module, {"name": name, "state": "absent"})
    assert (result["failed"], result["status"], says in result["msg"]) == (True, 400, True), result["msg"]


@pytest.mark.fact("C.seed", "C.11")
def test_documents_that_the_server_makes_can_be_referred_to(octopus: Octopus) -> None:
    octopus.ok("octopus_space", {"name": "Second", "space_managers_teams": ["Octopus Administrators"]})
    for space in ("Default", "Second"):
        machine = {"name": "eu", "environments": ["Production"], "roles": ["web"], "cloud_region": {}}
        octopus.ok("octopus_environment", ENVIRONMENT, space=space)
        pool = {"default_worker_pool": "Default Worker Pool"}
        region = {**machine, "machine_policy": "Default Machine Policy", "cloud_region": pool}
        assert octopus.ok("octopus_machine", region, space=space)["changed"] is True
        place = {"project_group": "Default Project Group", "lifecycle": "Default Lifecycle"}
        made = octopus.ok("octopus_project", {"name": "Shop", **place}, space=space)["resource"]
        found = octopus.ok("octopus_info", {"kind": "Channels", "name": "Default"}, space=space)["resources"]
        assert [(each["ProjectId"], each["IsDefault"]) for each in found] == [(made["Id"], True)]
        feeds = octopus.ok("octopus_info", {"kind": "Feeds"}, space=space)["resources"]
        assert {each["FeedType"] for each in feeds} == {"BuiltIn", "OctopusProject"}

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers as they come: without a default space, older than spaces, under a path; and every way to sign in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.registry import KINDS
from contract.conftest import Octopus
from contract.doors import Door
from contract.sample import Sample
from contract.samples import SAMPLES
from emulator.testing import Emulator

pytestmark = pytest.mark.both_doors

ENVIRONMENT = {"name": "Production", "description": "Live"}
# Options that make a sample one for newer servers (api: machines#target, newer#by-area).
NEWER = (
    *("kubernetes_agent", "aws_ecs_cluster", "step_package"),
    *("google_cloud_authentication", "use_instance_role", "admin_login", "worker_type"),
    *("azure_container_registry", "google_container_registry", "'npm'", "'pypi'", "oci_registry", "'s3'"),
    *("gcs_storage", "artifactory_generic"),
    *("azure_oidc", "oidc_account", "google_cloud_account"),
    *("parent_environment", "deploy_latest_release_to_environment", "feed_filter", "git_filter", "create_release"),
    # Deployment freezes and retention policies as a whole.
    *("'end'", "lifecycle_release"),
)


def key(server: Emulator) -> dict[str, Any]:
    return {"octopus_url": server.url, "octopus_api_key": server.api_key}


SINCE = {each.kind: each.location.since for each in KINDS}
CAME_LATER = {kind: since for kind, since in SINCE.items() if since and since > (2020, 5)}


def could_be_in_2020(sample: Sample) -> bool:
    return sample.kind not in CAME_LATER and not any(option in str(sample.minimal) for option in NEWER)


@pytest.mark.parametrize(
    "kind",
    [
        {"virtual_directory": "/octopus"},
        {"scramble_links": True},
        {"spaces": False, "server_version": "2018.12.0"},
        {"server_version": "2020.5.0"},
        {"server_version": "2021.2.4488"},
        {"rate_limit": (6000, 5)},
    ],
    ids=str,
)
@pytest.mark.fact("5.19", "C.1")
def test_modules_work_on_such_a_server(door: Door, kind: dict[str, Any]) -> None:
    with Emulator(**kind) as server:
        octopus = Octopus(server, door, key(server))
        assert octopus.ok("octopus_environment", ENVIRONMENT, check=True)["changed"] is True
        made = octopus.ok("octopus_environment", ENVIRONMENT)
        phase = {"name": "One", "optional_deployment_targets": ["production"]}
        lifecycle = {"name": "Standard", "phases": [phase], "release_retention_policy": {"quantity_to_keep": 0}}
        assert octopus.ok("octopus_lifecycle", lifecycle)["changed"] is True
        assert octopus.ok("octopus_lifecycle", lifecycle)["changed"] is False
        found = octopus.ok("octopus_info", {"kind": "environment", "name": "Production"})["resources"]
    assert (made["changed"], [each["Id"] for each in found]) == (True, [made["id"]])


@pytest.mark.fact("5.19")
def test_retention_without_strategies_is_refused_where_it_means_something_else(door: Door) -> None:
    with Emulator(server_version="2024.4.1") as server:
        octopus = Octopus(server, door, key(server))
        policy = {"name": "Standard", "release_retention_policy": {"strategy": "Default"}}
        result = octopus("octopus_lifecycle", policy)
        whole = octopus("octopus_retention_policy", {"lifecycle_release": {"strategy": "Forever"}})
    for each in (result, whole):
        assert "needs Octopus Server 2025.3 or newer, not 2024.4.1" in each["msg"]


@pytest.mark.parametrize(
    ("module", "options"),
    [
        ("octopus_environment", ENVIRONMENT),
        ("octopus_info", {"kind": "environment"}),
        ("octopus_api", {"follow": [{"link": "Environments"}]}),
    ],
)
def test_without_a_default_space(door: Door, module: str, options: dict[str, Any]) -> None:
    with Emulator(default_space=False) as server:
        octopus = Octopus(server, door, key(server))
        assert "no default space" in octopus(module, options)["msg"]
        named = octopus.ok(module, options, space="default")
        assert named["space"] == {"id": "Spaces-1", "name": "Default", "is_default": False}
        assert octopus.ok("octopus_info", {"kind": "space"})["resources"][0]["Name"] == "Default"


def test_the_result_says_which_space_it_was(octopus: Octopus) -> None:
    made = octopus.ok("octopus_environment", ENVIRONMENT)
    assert made["space"] == {"id": "Spaces-1", "name": None, "is_default": True}
    by_id = octopus.ok("octopus_environment", ENVIRONMENT, space="spaces-1")
    assert (by_id["changed"], by_id["space"]["name"]) == (False, "Default")


def test_every_way_to_sign_in(octopus: Octopus, monkeypatch: pytest.MonkeyPatch) -> None:
    server = octopus.server
    ways = (
        {"octopus_api_key": server.api_key},
        {"octopus_access_token": server.access_token},
        {"octopus_username": server.username, "octopus_password": server.password},
    )
    for number, way in enumerate(ways):
        octopus.connection = {"octopus_url": server.url, **way}
        assert octopus.ok("octopus_environment", {"name": f"Environment {number}"})["changed"] is True
        octopus.connection = {}
        for option, value in {"octopus_url": server.url, **way}.items():
            monkeypatch.setenv(option.upper(), value)
        assert octopus.ok("octopus_environment", {"name": f"Environment {number}"})["changed"] is False
        for option in way:
            monkeypatch.delenv(option.upper())


def test_an_option_makes_the_environment_void(octopus: Octopus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OCTOPUS_ACCESS_TOKEN", "wrong")
    monkeypatch.setenv("OCTOPUS_SPACE", "Nowhere")
    assert octopus("octopus_environment", ENVIRONMENT)["failed"] is True
    assert octopus.ok("octopus_environment", ENVIRONMENT, space="Default")["changed"] is True


def test_a_user_who_has_the_read_only_key(octopus: Octopus) -> None:
    octopus.connection["octopus_api_key"] = octopus.server.read_only_api_key
    assert octopus.ok("octopus_environment", ENVIRONMENT, check=True)["changed"] is True
    result = octopus("octopus_environment", ENVIRONMENT)
    assert (result["failed"], result["status"]) == (True, 403)
    assert "Missing permission: " in result["msg"]
    assert "administrator" in result["msg"]


@pytest.mark.fact("C.10")
def test_a_failing_health_check_fails_the_task(octopus: Octopus) -> None:
    octopus.server.seed("environments", Name="Production")
    tentacle = {"uri": "https://web.invalid:10933/", "thumbprint": "AB" * 20}
    options = {
        "name": "web",
        "environments": ["Production"],
        "roles": ["web"],
        "listening_tentacle": tentacle,
        "health_check": "always",
    }
    assert octopus.ok("octopus_machine", options, check=True)["changed"] is True
    result = octopus("octopus_machine", options)
    assert (result["failed"], "ended as Failed: The health check failed on: web" in result["msg"]) == (True, True)
    tentacle["uri"] = "https://web.example.com:10933/"
    done = octopus.ok("octopus_machine", options)
    assert done["health_check"]["health_status"] == "Healthy"
    again = octopus.ok("octopus_machine", options)
    assert again["changed"] is True, "a health check is asked for each time"
    assert octopus.ok("octopus_machine", options, health_check="when_changed")["changed"] is False


@pytest.mark.fact("C.10")
def test_a_health_check_is_waited_for_so_long(door: Door) -> None:
    with Emulator(task_seconds=60) as server:
        octopus = Octopus(server, door, key(server))
        server.seed("environments", Name="Production")
        options = {"name": "eu", "environments": ["Production"], "roles": ["web"], "cloud_region": {}}
        result = octopus("octopus_machine", options, health_check="always", wait_timeout=1, wait_interval=1)
    assert "has not ended after 1 seconds" in result["msg"]
    assert "wait_timeout" in result["msg"]


def test_requests_are_shown_to_those_who_ask(octopus: Octopus) -> None:
    assert "requests" not in octopus.ok("octopus_environment", ENVIRONMENT, verbosity=2)
    shown = octopus.ok("octopus_environment", ENVIRONMENT, verbosity=3)["requests"]
    assert [(each["method"], each["status"]) for each in shown] == [("GET", 200), ("GET", 200)]
    failed = octopus("octopus_environment", {**ENVIRONMENT, "space": "x"}, verbosity=3)
    assert len(failed["requests"]) == 2


@pytest.mark.fact("5.14")
def test_the_server_keeps_something_else(octopus: Octopus) -> None:
    """A document that the server rewrites: the task says so, instead of changing it in silence every time."""
    octopus.ok("octopus_environment", ENVIRONMENT)
    kept = octopus.ok("octopus_info", {"kind": "environment"})["resources"][0]
    octopus.server.fault(method="PUT", status=200, body=kept)
    result = octopus.ok("octopus_environment", {"name": "Production", "description": "Other"})
    assert "every run of this task will find this difference" in result["warnings"][0]


@pytest.fixture(scope="module")
def of_2020() -> Iterator[Emulator]:
    with Emulator(server_version="2020.5.0") as server:
        yield server


@pytest.mark.parametrize("sample", [*filter(could_be_in_2020, SAMPLES)], ids=lambda sample: sample.title)
def test_every_kind_on_a_server_of_2020(of_2020: Emulator, door: Door, sample: Sample) -> None:
    """Each kind is created, found unchanged, changed and removed, without properties that the server does not know."""
    octopus = Octopus(of_2020, door, key(of_2020))
    sample.stock(of_2020)
    assert octopus.ok(sample.module, sample.minimal)["changed"] is not sample.is_there
    assert octopus.ok(sample.module, sample.minimal)["changed"] is False
    for description in sample.steps.get("description", ())[:1]:
        assert octopus.ok(sample.module, {**sample.minimal, "description": description})["changed"] is True
    if sample.goes:
        assert octopus.ok(sample.module, {**sample.known, "state": "absent"})["changed"] is True


@pytest.mark.parametrize(
    "sample", [each for each in SAMPLES if each.kind in CAME_LATER], ids=lambda sample: sample.title
)
def test_the_message_about_a_kind_that_the_server_does_not_have_yet(door: Door, sample: Sample) -> None:
    with Emulator(server_version="2020.5.0") as server:
        octopus = Octopus(server, door, key(server))
        year, release = CAME_LATER[sample.kind] or (0, 0)
        for check in (True, False):
            result = octopus(sample.module, sample.minimal, check=check)
            assert f"needs Octopus Server {year}.{release} or newer, not 2020.5.0; skip the task" in result["msg"]
        assert octopus.writes() == []


def test_a_read_of_a_kind_that_the_server_does_not_have_yet_can_only_be_skipped(door: Door) -> None:
    with Emulator(server_version="2020.5.0") as server:
        asked = Octopus(server, door, key(server))("octopus_info", {"kind": "insights_report"})
    assert asked["msg"].endswith("or newer, not 2020.5.0; skip the task on such a server")

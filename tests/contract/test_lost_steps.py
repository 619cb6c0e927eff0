# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Check mode tells that a project creates releases for the packages of a step that its process lacks, or loses."""

from __future__ import annotations

from typing import Any

import pytest
from config.test_donor_steps import PROJECT, automatic, process
from contract.conftest import Octopus

MODULE = "octopus_deployment_process"


def stock(octopus: Octopus) -> None:
    octopus.ok("octopus_project", PROJECT)
    octopus.ok(MODULE, process())
    octopus.ok("octopus_project", automatic("Deploy"))


@pytest.fixture
def shop(octopus: Octopus) -> Octopus:
    return octopus.stocked(stock)


@pytest.mark.parametrize("wanted", [process(new_name="Publish"), process("Publish"), {"project": "Shop", "steps": []}])
def test_a_step_that_automatic_releases_need(shop: Octopus, wanted: dict[str, Any]) -> None:
    [warning] = shop.ok(MODULE, wanted, check=True)["warnings"]
    assert "creates releases for the packages of the step 'Deploy' (release_creation_strategy)" in warning
    assert (
        "could not be deleted because it is used as part of the release creation strategy"
        in shop(MODULE, wanted)["msg"]
    )


def test_a_step_that_stays(shop: Octopus) -> None:
    wanted = process(target_tags=["db"])
    assert "warnings" not in shop.ok(MODULE, wanted, check=True)
    assert shop.ok(MODULE, wanted)["changed"]


def test_octopus_config_changes_the_project_too(shop: Octopus) -> None:
    config = {"projects": [automatic("Publish")], "deployment_processes": [process(new_name="Publish")]}
    assert "warnings" not in shop.ok("octopus_config", {"config": config}, check=True)
    assert shop.ok("octopus_config", {"config": config})["changed"]


def test_octopus_config_changes_the_process_alone(shop: Octopus) -> None:
    config = {"deployment_processes": [process(new_name="Publish")]}
    [warning] = shop.ok("octopus_config", {"config": config}, check=True)["warnings"]
    assert "creates releases for the packages of the step 'Deploy' (release_creation_strategy)" in warning
    assert "could not be deleted because it is used" in str(shop("octopus_config", {"config": config}))


FEED = {"name": "Other", "nuget": {"feed_uri": "https://packages.example.com"}}
OF_ANOTHER_FEED = {"deploy_package": {"package": {"package_id": "Shop.Web", "feed": "Other"}}}


@pytest.mark.parametrize(
    ("changes", "options", "reason"),
    [
        ({}, automatic("Publish"), "the deployment process has no step 'Publish'"),
        ({"is_disabled": True}, automatic("Deploy"), "the step 'Deploy' is disabled"),
        (OF_ANOTHER_FEED, automatic("Deploy"), "the package is from the feed 'Other', and has to be from the built-in"),
        ({}, {**PROJECT, "auto_create_release": True}, "release_creation_strategy.channel is not set"),
    ],
)
def test_automatic_releases_without_a_package(
    octopus: Octopus, changes: dict[str, Any], options: dict[str, Any], reason: str
) -> None:
    octopus.ok("octopus_feed", FEED)
    octopus.ok("octopus_project", PROJECT)
    octopus.ok(MODULE, process(**changes))
    [warning] = octopus.ok("octopus_project", options, check=True)["warnings"]
    assert warning.startswith(f"auto_create_release: the server refuses it, because {reason}")
    assert octopus("octopus_project", options)["failed"]
    [warning] = octopus.ok("octopus_config", {"config": {"projects": [options]}}, check=True)["warnings"]
    assert warning.startswith(f"projects[0]: auto_create_release: the server refuses it, because {reason}")
    octopus.server.clear_requests()
    refused = octopus("octopus_config", {"config": {"projects": [options]}})["msg"]
    assert f"projects[0].auto_create_release: the server refuses it, because {reason}" in refused
    assert octopus.writes() == []


@pytest.mark.parametrize("steps", [[], [process("Publish")]])
def test_a_configuration_without_the_step_of_a_new_project(octopus: Octopus, steps: list[dict[str, Any]]) -> None:
    """Nothing is created that the server would refuse to complete."""
    config = {"projects": [automatic("Deploy")], "deployment_processes": steps}
    message = "auto_create_release: the server refuses it, because the deployment process has no step 'Deploy'"
    [warning] = octopus.ok("octopus_config", {"config": config}, check=True)["warnings"]
    assert warning.startswith(f"projects[0]: {message}")
    assert f"projects[0].{message}" in octopus("octopus_config", {"config": config})["msg"]
    assert octopus.writes() == []


def test_a_configuration_clones_a_project_with_the_step(shop: Octopus) -> None:
    clone = {**automatic("Deploy"), "name": "Store", "clone_from": "Shop"}
    assert "warnings" not in shop.ok("octopus_config", {"config": {"projects": [clone]}}, check=True)
    assert shop.ok("octopus_config", {"config": {"projects": [clone]}})["changed"]


def test_automatic_releases_for_a_package_that_is_there(octopus: Octopus) -> None:
    octopus.ok("octopus_project", PROJECT)
    octopus.ok(MODULE, process())
    assert "warnings" not in octopus.ok("octopus_project", automatic("Deploy"), check=True)
    octopus.ok("octopus_project", automatic("Deploy"))
    octopus.server.clear_requests()
    assert octopus.ok("octopus_project", automatic("Deploy"), check=True)["changed"] is False
    assert not any("deploymentprocesses" in each.path for each in octopus.server.requests), "nothing is to change"


def test_a_configuration_brings_the_step(octopus: Octopus) -> None:
    octopus.ok("octopus_project", PROJECT)
    whole = {"projects": [automatic("Deploy")], "deployment_processes": [process()]}
    assert "warnings" not in octopus.ok("octopus_config", {"config": whole}, check=True)


def test_automatic_releases_of_a_new_project(octopus: Octopus) -> None:
    """Nothing is created that the server would refuse to complete."""
    message = "auto_create_release: the project 'Shop' does not exist yet, and the server takes this option only for a"
    [warning] = octopus.ok("octopus_project", automatic("Deploy"), check=True)["warnings"]
    assert warning.startswith(message)
    octopus.server.clear_requests()
    assert octopus("octopus_project", automatic("Deploy"))["msg"].startswith(message)
    assert octopus.writes() == []

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Check mode tells that a process loses the step for whose packages its project creates releases."""

from __future__ import annotations

from typing import Any

import pytest
from config.test_donor_steps import PROJECT, automatic, process
from contract.conftest import Octopus

MODULE = "octopus_deployment_process"


@pytest.fixture
def shop(octopus: Octopus) -> Octopus:
    octopus.ok("octopus_project", PROJECT)
    octopus.ok(MODULE, process())
    octopus.ok("octopus_project", automatic("Deploy"))
    return octopus


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

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A configuration for a space that it makes itself may refer to what every new space begins with, or name it."""

from __future__ import annotations

from typing import Any

from contract.conftest import Octopus

SPACE = "Web team"
CONFIG: dict[str, Any] = {
    "projects": [{"name": "Storefront", "project_group": "Default Project Group", "lifecycle": "Default Lifecycle"}],
    "environments": [{"name": "Production"}],
    "lifecycles": [
        {
            "name": "Default Lifecycle",
            "phases": [{"name": "Production", "optional_deployment_targets": ["Production"]}],
        }
    ],
    "machines": [
        {
            "name": "eu-west",
            "environments": ["Production"],
            "roles": ["web"],
            "machine_policy": "Default Machine Policy",
            "cloud_region": {},
        }
    ],
    "spaces": [{"name": SPACE, "space_managers_teams": ["Octopus Administrators"]}],
}


def test_what_a_new_space_begins_with_can_be_referred_to(octopus: Octopus) -> None:
    told = octopus.ok("octopus_config", space=SPACE, config=CONFIG, check=True)
    assert octopus.writes() == []
    made = octopus.ok("octopus_config", space=SPACE, config=CONFIG)
    assert made["created"]["spaces"] == [SPACE]
    assert made["updated"] == {"lifecycles": ["Default Lifecycle"]}
    assert made["space"]["name"] == told["space"]["name"] == SPACE
    assert not [each for each in made.get("warnings", []) if "check mode" in each]
    again = octopus.ok("octopus_config", space=SPACE, config=CONFIG)
    assert not again["changed"], again["changes"]
    assert not octopus.ok("octopus_lifecycle", space=SPACE, name="Default Lifecycle")["changed"]
    found = octopus.ok("octopus_info", space=SPACE, kind="lifecycle")["resources"]
    assert len(found) == 1 and len(found[0]["Phases"]) == 1


def test_a_reference_to_nothing_fails_once_the_space_is_there(octopus: Octopus) -> None:
    """Until then nobody can tell what the space will hold."""
    lost = {**CONFIG, "projects": [{**CONFIG["projects"][0], "lifecycle": "Nowhere"}]}
    result = octopus("octopus_config", space=SPACE, config=lost)
    assert result["failed"]
    assert [each["place"] for each in result["failures"]] == ["projects[0]"]
    assert "no lifecycle named 'Nowhere'" in result["failures"][0]["msg"]
    assert result["counts"]["created"] == 3

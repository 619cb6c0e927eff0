# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A task names all documents that do not exist, as a configuration does, and not only the first one."""

from __future__ import annotations

import math
from typing import Any

import pytest
from contract.conftest import Octopus

pytestmark = pytest.mark.both_doors

TENTACLE = {
    "roles": ["web"],
    "polling_tentacle": {"uri": "poll://abc/", "thumbprint": "1234567890ABCDEF1234567890ABCDEF12345678"},
}
STEP = {
    "name": "Say it",
    "run_script": {"script_body": "echo"},
    "environments": ["Test", "Prod"],
    "channels": ["Nightly"],
}
WRONG: dict[str, dict[str, Any]] = {
    "machine": {"name": "Web", "environments": ["Test", "Prod"], "machine_policy": "Own", **TENTACLE},
    "project": {"name": "Shop", "project_group": "All", "lifecycle": "Own", "included_library_variable_sets": ["Mail"]},
    "team": {"name": "Web", "members": ["ann", "bob"]},
    "deployment_process": {"project": "There", "steps": [STEP]},
}
PLACES = {
    "machine": ["environments", "environments", "machine_policy"],
    "project": ["project_group", "lifecycle", "included_library_variable_sets"],
    "team": ["members", "members"],
    "deployment_process": ["steps[0].environments", "steps[0].environments", "steps[0].channels"],
}


@pytest.mark.parametrize("kind", WRONG)
def test_all_wrong_references_are_named(octopus: Octopus, kind: str) -> None:
    group = {"project_group": "Default Project Group", "lifecycle": "Default Lifecycle"}
    octopus.ok("octopus_project", {"name": "There", **group})
    octopus.server.clear_requests()
    lines = octopus(f"octopus_{kind}", WRONG[kind])["msg"].splitlines()
    assert sorted(each.partition(": there is no ")[0] for each in lines) == sorted(PLACES[kind]), lines
    assert len(set(lines)) == len(lines)
    assert octopus.writes() == []


def test_a_single_mistake_is_named_once(octopus: Octopus) -> None:
    result = octopus("octopus_team", {"name": "Web", "members": ["ann"]})
    assert result["msg"] == "members: there is no user named 'ann'. Create it first, or correct members."


@pytest.mark.parametrize("option", ["sort_order", "use_guided_failure", "description"])
def test_a_value_has_one_mistake(octopus: Octopus, option: str) -> None:
    options = {"name": "Test", option: math.nan}
    assert len(octopus("octopus_environment", options)["msg"].splitlines()) == 1
    among_others = octopus("octopus_config", {"config": {"environments": [options]}})["msg"]
    assert "1 mistake, nothing was changed" in among_others, among_others


def test_a_document_whose_parent_does_not_exist_is_not_called_new(octopus: Octopus) -> None:
    for module, options in (
        ("octopus_project_trigger", {"project": "Shpo", "name": "Nightly", "is_disabled": True}),
        ("octopus_oidc_identity", {"service_account": "Shpo", "name": "CI", "issuer": "https://ci.example/"}),
    ):
        (line,) = octopus(module, options)["msg"].splitlines()
        assert ": there is no " in line and "'Shpo'" in line


def test_check_mode_plans_once(octopus: Octopus) -> None:
    options = {"id": "Machines-99", "environments": ["Test"]}
    octopus.server.clear_requests()
    octopus("octopus_machine", options, check=True)
    addresses = [each.path for each in octopus.server.requests if each.path.endswith("/Machines-99")]
    assert len(addresses) == 1

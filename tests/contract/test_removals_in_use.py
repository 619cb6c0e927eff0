# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A check of ``state: absent`` warns of the documents that still use the document, where the server lists them."""

from __future__ import annotations

from typing import Any

import pytest
from contract.conftest import Octopus

SHOP = {"name": "Shop", "project_group": "Default Project Group", "lifecycle": "Default Lifecycle"}
AWS = {"access_key": "AKIA", "secret_key": "hunter-22"}
VALUE = {"name": "a", "value": "Cloud", "type": "AmazonWebServicesAccount"}
STEP = {"name": "Call", "run_step_template": {"template": "Cloud"}}
Config = dict[str, list[dict[str, Any]]]
# By kind: the document, and the documents that use it.
USED: dict[str, tuple[str, dict[str, Any], Config]] = {
    "account": (
        "accounts",
        {"name": "Cloud", "amazon_web_services_account": AWS},
        {"projects": [SHOP], "variables": [{"project": "Shop", "variables": [VALUE]}]},
    ),
    "library_variable_set": (
        "library_variable_sets",
        {"name": "Cloud"},
        {"projects": [{**SHOP, "included_library_variable_sets": ["Cloud"]}]},
    ),
    "step_template": (
        "step_templates",
        {"name": "Cloud", "action_type": "Octopus.Script"},
        {"projects": [SHOP], "deployment_processes": [{"project": "Shop", "steps": [STEP]}]},
    ),
}
ABSENT = {"name": "Cloud", "state": "absent"}


def warned(result: dict[str, Any]) -> bool:
    return any("is used by 'Shop'; the server may refuse to remove it" in each for each in result.get("warnings", ()))


@pytest.mark.parametrize("kind", USED)
def test_a_document_in_use(octopus: Octopus, kind: str) -> None:
    plural, document, users = USED[kind]
    octopus.ok("octopus_config", {"config": {plural: [document]}})
    module = f"octopus_{kind}"
    assert "warnings" not in octopus.ok(module, ABSENT, check=True)
    octopus.ok("octopus_config", {"config": {plural: [document], **users}})
    assert warned(octopus.ok(module, ABSENT, check=True))
    assert warned(octopus.ok("octopus_config", {"config": {plural: [ABSENT]}}, check=True))


@pytest.mark.parametrize("pruned", [False, True], ids=["absent", "pruned"])
@pytest.mark.parametrize("kind", USED)
def test_a_user_that_the_run_removes_does_not_count(octopus: Octopus, kind: str, pruned: bool) -> None:
    """The document goes after its user, in whatever order the kinds are removed."""
    plural, document, users = USED[kind]
    octopus.ok("octopus_config", {"config": {plural: [document], **users}})
    items = {plural: [ABSENT], "projects": [{"name": "Shop", "state": "absent"}]}
    options = {"config": {plural: [], "projects": []}, "prune": [plural, "projects"]} if pruned else {"config": items}
    predicted = octopus.ok("octopus_config", options, check=True)
    done = octopus.ok("octopus_config", options)
    assert "warnings" not in predicted and predicted["changes"] == done["changes"]
    assert (done["counts"]["deleted"], done["counts"]["failed"]) == (2, 0)


NO_USE: dict[str, Config] = {
    "account": {"variables": [{"project": "Shop", "variables": []}]},
    "library_variable_set": {"projects": [{**SHOP, "included_library_variable_sets": []}]},
    "step_template": {"deployment_processes": [{"project": "Shop", "steps": []}]},
}


@pytest.mark.parametrize("kind", USED)
def test_a_user_that_the_run_changes_does_not_count(octopus: Octopus, kind: str) -> None:
    plural, document, users = USED[kind]
    octopus.ok("octopus_config", {"config": {plural: [document], **users}})
    options = {"config": {plural: [ABSENT], **NO_USE[kind]}}
    predicted = octopus.ok("octopus_config", options, check=True)
    done = octopus.ok("octopus_config", options)
    assert "warnings" not in predicted and predicted["changes"] == done["changes"]
    assert (done["counts"]["updated"], done["counts"]["deleted"]) == (1, 1)


def test_a_removal_that_the_server_refuses_for_good_fails(octopus: Octopus) -> None:
    plural, document, users = USED["account"]
    octopus.ok("octopus_config", {"config": {plural: [document], "environments": [{"name": "Here"}], **users}})
    config = {plural: [ABSENT], "environments": [{"name": "Here", "state": "absent"}]}
    result = octopus("octopus_config", {"config": config})
    assert (result["failed"], result["counts"]["failed"], result["counts"]["deleted"]) == (True, 1, 1)
    assert "It is used by 'Shop'" in result["msg"]

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A project whose documents are in Git: the project itself is managed, its documents there are refused unwritten."""

from __future__ import annotations

from typing import Any

import pytest
from contract.conftest import Octopus

SHOP = {"name": "Shop", "project_group": "Default Project Group", "lifecycle": "Default Lifecycle"}
KEPT = "'Shop' keeps its {} in a Git repository; make the change there"
STEPS = [{"name": "Deploy", "run_script": {"script_body": "echo"}}]


def stock(octopus: Octopus) -> None:
    """A project with a step, a variable and a secret, in Git, and with a runbook in the database."""
    octopus.ok("octopus_project", SHOP)
    octopus.ok("octopus_deployment_process", {"project": "Shop", "steps": STEPS})
    secret = {"name": "Key", "type": "Sensitive", "sensitive_value": "hunter-22"}
    octopus.ok("octopus_variables", {"project": "Shop", "values": {"Region": "west"}, "variables": [secret]})
    octopus.ok("octopus_runbook", {"name": "Clean", "project": "Shop"})
    octopus.server.convert("Projects-1")


@pytest.fixture
def shop(octopus: Octopus) -> Octopus:
    return octopus.stocked(stock)


@pytest.mark.fact("5.22")
def test_the_project_itself_is_managed_and_stays_in_git(shop: Octopus) -> None:
    assert shop.ok("octopus_project", SHOP)["changed"] is False
    there = shop.server.document("Projects-1")["PersistenceSettings"]
    for changed in (True, False):
        assert shop.ok("octopus_project", {**SHOP, "description": "Sells"})["changed"] is changed
    assert shop.server.document("Projects-1")["PersistenceSettings"] == there


def test_an_exported_project_is_applied_without_a_change(shop: Octopus) -> None:
    exported = shop.ok("octopus_config_info", kinds=["projects"], deployment_settings=True)
    assert shop.ok("octopus_config", config=exported["config"])["changed"] is False
    assert shop.writes() == []


@pytest.mark.parametrize(
    ("module", "options", "expected"),
    [
        ("octopus_deployment_process", {"project": "Shop", "steps": STEPS}, KEPT.format("deployment process")),
        (
            "octopus_variables",
            {"project": "Shop", "values": {"Region": "east"}},
            KEPT.format("variables"),
        ),
        (
            "octopus_project",
            {**SHOP, "cancel_queued_tasks": True},
            "cancel_queued_tasks: 'Shop' keeps its",
        ),
        ("octopus_project", {**SHOP, "default_guided_failure_mode": "On"}, "keeps its deployment settings in a Git"),
        ("octopus_project", {**SHOP, "versioning_strategy": {"template": "1.0.i"}}, "versioning_strategy: 'Shop'"),
        ("octopus_release", {"project": "Shop", "version": "1.0.0"}, "'Shop' keeps its process in a Git repository"),
        (
            "octopus_runbook_snapshot",
            {"project": "Shop", "runbook": "Clean"},
            "keeps its variables in a Git repository",
        ),
    ],
)
@pytest.mark.parametrize("check", [True, False])
def test_documents_in_git_are_refused_before_a_write(
    shop: Octopus, module: str, options: dict[str, Any], expected: str, check: bool
) -> None:
    assert expected in shop(module, options, check=check)["msg"]
    assert shop.writes() == []


@pytest.mark.parametrize(
    ("kind", "item", "expected"),
    [
        ("deployment_processes", {"project": "Shop", "steps": STEPS}, f"[0]: {KEPT.format('deployment process')}"),
        ("variables", {"project": "Shop", "values": {"Region": "east"}}, f"[0]: {KEPT.format('variables')}"),
        ("projects", {**SHOP, "cancel_queued_tasks": True}, "[0].cancel_queued_tasks: 'Shop' keeps its deployment"),
    ],
)
def test_a_configuration_names_the_item_of_a_document_in_git(
    shop: Octopus, kind: str, item: dict[str, Any], expected: str
) -> None:
    for check in (True, False):
        assert f"\n  {kind}{expected}" in shop("octopus_config", config={kind: [item]}, check=check)["msg"]
    assert shop.writes() == []


def test_a_runbook_in_the_database_is_managed(shop: Octopus) -> None:
    assert shop.ok("octopus_runbook", {"name": "Clean", "project": "Shop"})["changed"] is False
    for changed in (True, False):
        steps = {"project": "Shop", "runbook": "Clean", "steps": STEPS}
        assert shop.ok("octopus_runbook_process", steps)["changed"] is changed


@pytest.mark.parametrize("more", [0, 5])
@pytest.mark.parametrize(
    ("kind", "item"),
    [
        ("runbooks", {"name": "Sweep"}),
        ("runbooks", {"name": "Clean", "description": "Cleans up"}),
        ("runbooks", {"name": "Clean", "state": "absent"}),
        ("runbook_processes", {"runbook": "Clean", "steps": STEPS}),
    ],
)
def test_a_configuration_refuses_runbooks_in_git(octopus: Octopus, kind: str, item: dict[str, Any], more: int) -> None:
    others = [{**SHOP, "name": f"Other {number}"} for number in range(more)]
    runbooks = [{"name": "Clean", "project": each["name"]} for each in others]
    # Documents of one configuration are created several at a time, and so get their IDs in any order.
    octopus.ok("octopus_config", config={"projects": [SHOP]})
    octopus.ok("octopus_config", config={"projects": others, "runbooks": runbooks})
    octopus.server.convert("Projects-1", ConversionState={"RunbooksAreInGit": True})
    octopus.server.clear_requests()
    there = [{**item, "project": each["name"]} for each in others]
    for check in (True, False):
        msg = octopus("octopus_config", config={kind: [*there, {**item, "project": "Shop"}]}, check=check)["msg"]
        assert f"{kind}[{more}]: The project 'Shop' keeps each runbook in a Git repository; change it there" in msg
    assert octopus.writes() == []


def test_runbooks_in_git_are_refused_and_named(octopus: Octopus) -> None:
    octopus.ok("octopus_project", SHOP)
    octopus.server.convert("Projects-1", ConversionState={"RunbooksAreInGit": True})
    octopus.server.clear_requests()
    for check in (True, False):
        msg = octopus("octopus_runbook", {"name": "Clean", "project": "Shop"}, check=check)["msg"]
        assert "The project 'Shop' keeps each runbook in a Git repository; change it there" in msg
    assert {each.path for each in octopus.server.requests} == {"/api", "/api/Spaces-1/projects"}
    result = octopus.ok("octopus_search", text="sweep", kinds=["runbook_process"])
    reason = "is kept in Git, which is not searched"
    assert result["not_searched"] == [{"kind": "runbook_process", "name": "Shop", "reason": reason}]


@pytest.mark.parametrize("kinds", [["runbooks"], ["runbook_processes"], ["projects", "runbooks"], None])
def test_an_export_warns_of_runbooks_in_git(octopus: Octopus, kinds: list[str] | None) -> None:
    shop = octopus.ok("octopus_project", SHOP)["id"]
    octopus.ok("octopus_project", {**SHOP, "name": "Back office"})
    octopus.ok("octopus_runbook", {"name": "Clean", "project": "Back office"})
    octopus.server.convert(shop, ConversionState={"RunbooksAreInGit": True})
    exported = octopus.ok("octopus_config_info", **({"kinds": kinds} if kinds else {}))
    asked = [each for each in ("runbooks", "runbook_processes") if each in exported["config"]]
    warnings = [each for each in exported["warnings"] if "left out those of" in each]
    assert sorted(warnings) == sorted(
        f"{each}: left out those of project 'Shop', which keeps them in a Git repository" for each in asked
    )
    assert [each["project"] for each in exported["config"].get("runbooks", ())] == ["Back office"] * (
        "runbooks" in asked
    )


OF_RUNBOOKS, OF_PROJECTS = ("runbook", "runbook_process"), ("deployment_process", "variables")


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        *((kind, options) for kind in OF_RUNBOOKS for options in ({}, {"project": "Shop"}, {"name": "Clean"})),
        *((kind, options) for kind in OF_PROJECTS for options in ({}, {"name": "Shop"}, {"limit": 9})),
    ],
)
def test_information_warns_of_documents_in_git(octopus: Octopus, kind: str, options: dict[str, Any]) -> None:
    shop = octopus.ok("octopus_project", SHOP)["id"]
    octopus.ok("octopus_project", {**SHOP, "name": "Back office"})
    octopus.ok("octopus_runbook", {"name": "Clean", "project": "Back office"})
    assert "warnings" not in octopus.ok("octopus_info", kind=kind, **options)
    octopus.server.convert(shop, ConversionState={"RunbooksAreInGit": True, "VariablesAreInGit": True})
    (warning,) = octopus.ok("octopus_info", kind=kind, **options)["warnings"]
    assert "left out" in warning and "'Shop'" in warning and "Git" in warning
    other = {"project": "Back office"} if kind in OF_RUNBOOKS else {"name": "Back office"}
    found = octopus.ok("octopus_info", kind=kind, **other)
    assert len(found["resources"]) == 1 and "warnings" not in found

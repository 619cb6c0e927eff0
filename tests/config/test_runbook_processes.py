# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Processes of runbooks in a configuration: runbooks have names of their own in each project."""

from __future__ import annotations

from typing import Any

import pytest
from config.driving import Config, configure, export, task
from config.test_processes import script
from config.test_variables import three_times
from emulator.testing import Emulator

SECRET = {"Api.Key": "<secret key>"}


def project(name: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "project_group": "Default Project Group", "lifecycle": "Default Lifecycle", **more}


def process(owner: str, runbook: str, *steps: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"project": owner, "runbook": runbook, "steps": list(steps), **more}


TWICE: Config = {
    "runbook_processes": [
        process("Shop", "Back up", script("Copy", "echo shop", environments=["Live"], sensitive_properties=SECRET)),
        process("Depot", "Back up", script("Copy", "echo depot"), script("Check")),
    ],
    "runbooks": [{"name": "Back up", "project": "Shop"}, {"name": "Back up", "project": "Depot"}],
    "projects": [project("Shop"), project("Depot")],
    "environments": [{"name": "Live"}],
}
SECRETS = {"key": "hunter-22"}


def bodies(server: Emulator, runbook: str) -> list[str]:
    """The scripts of a runbook's steps."""
    steps = server.document(f"RunbookProcess-{runbook}")["Steps"]
    return [each["Actions"][0]["Properties"]["Octopus.Action.Script.ScriptBody"] for each in steps]


def of_projects(server: Emulator, name: str = "Back up") -> dict[str, list[str]]:
    """The scripts of the runbooks with a name, by the name of their project."""
    kept = server.app.octopus.store.all("runbooks")
    return {
        server.document(each["ProjectId"])["Name"]: bodies(server, each["Id"]) for each in kept if each["Name"] == name
    }


def test_runbooks_of_one_name_in_two_projects_that_are_new(server: Emulator) -> None:
    done = three_times(server, TWICE, secrets=SECRETS)
    assert "hunter" not in str(done)
    assert of_projects(server) == {"Shop": ["echo shop"], "Depot": ["echo depot", "echo"]}


def test_each_process_is_written_for_the_runbook_of_its_project(server: Emulator) -> None:
    configure(server, TWICE, secrets=SECRETS)
    changed: Config = {"runbook_processes": [process("Depot", "Back up", script("Copy", "echo other"), mode="merge")]}
    (change,) = three_times(server, changed)["changes"]
    assert change["name"] == "of runbook Depot: Back up"
    assert of_projects(server) == {"Shop": ["echo shop"], "Depot": ["echo other", "echo"]}


def test_a_runbook_is_renamed_in_the_run_that_changes_its_process(server: Emulator) -> None:
    configure(server, TWICE, secrets=SECRETS)
    renamed: Config = {
        "runbook_processes": [process("Shop", "Save", script("Copy", "echo saved"))],
        "runbooks": [{"name": "Back up", "new_name": "Save", "project": "Shop"}],
    }
    three_times(server, renamed)
    assert of_projects(server, "Save") == {"Shop": ["echo saved"]}
    assert of_projects(server) == {"Depot": ["echo depot", "echo"]}


def test_a_clone_has_the_processes_of_its_source_as_the_run_leaves_them(server: Emulator) -> None:
    configure(server, TWICE, secrets=SECRETS)
    clone: Config = {
        "projects": [{"name": "Copy", "clone_from": "Depot"}],
        "runbook_processes": [
            process("Copy", "Back up", script("More"), mode="merge"),
            process("Depot", "Back up", script("Copy", "echo new"), mode="merge"),
        ],
    }
    three_times(server, clone)
    assert of_projects(server)["Copy"] == ["echo new", "echo", "echo"]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (process("Shop", "Back upp"), "runbook: there is no runbook named 'Back upp'"),
        (process("Shopp", "Back up"), "project: there is no project named 'Shopp'"),
    ],
)
def test_documents_that_do_not_exist_are_named(server: Emulator, asked: dict[str, Any], expected: str) -> None:
    configure(server, TWICE, secrets=SECRETS)
    for name, options in (
        ("octopus_config", {"config": {"runbook_processes": [asked]}}),
        ("octopus_runbook_process", asked),
    ):
        for check in (True, False):
            result = task(server, name, check=check, **options)
            assert expected in (result["msg"] if result.get("failed") else str(result["warnings"]))


def test_one_runbook_twice(server: Emulator) -> None:
    configure(server, TWICE, secrets=SECRETS)
    shop = project_called(server, "Shop")
    (runbook,) = [each["Id"] for each in server.app.octopus.store.all("runbooks") if each["ProjectId"] == shop]
    for other in ("back UP", runbook):
        twice: Config = {"runbook_processes": [process("Shop", "Back up"), process(shop, other)]}
        assert "are given already, at runbook_processes[0]" in task(server, "octopus_config", config=twice)["msg"]


def test_an_export_makes_the_same_elsewhere(server: Emulator) -> None:
    configure(server, TWICE, secrets=SECRETS)
    exported = export(server)["config"]
    assert [(each["project"], each["runbook"]) for each in exported["runbook_processes"]] == [
        ("Depot", "Back up"),
        ("Shop", "Back up"),
    ]
    assert configure(server, exported)["changes"] == []
    before = of_projects(server)
    server.reset()
    place = "runbook_processes.runbook.Shop.Back up.steps.Copy.sensitive_properties.Api.Key"
    three_times(server, exported, secrets={place: "hunter-22"})
    assert of_projects(server) == before


def test_a_runbook_without_steps_is_not_exported(server: Emulator) -> None:
    configure(server, {**TWICE, "runbook_processes": []})
    assert export(server)["config"]["runbook_processes"] == []


def greeting(owner: str, *runbooks: str) -> dict[str, Any]:
    """The variables of a project, one of which is for some runbooks alone."""
    scope = {"processes": [*runbooks]}
    return {"project": owner, "values": {"Greeting": [{"value": "Hello", "scope": scope}]}}


def project_called(server: Emulator, name: str) -> str:
    """The ID of a project; several projects of a run are created at a time, so that their numbers vary."""
    (found,) = [each for each in server.app.octopus.store.all("projects") if each["Name"] == name]
    return str(found["Id"])


def variables_of(server: Emulator, owner: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = server.document(f"variableset-{project_called(server, owner)}")["Variables"]
    return found


def scopes(server: Emulator, owner: str) -> list[str]:
    """The names of the runbooks that the first variable of a project is for."""
    (variable,) = variables_of(server, owner)
    return [server.document(each)["Name"] for each in variable["Scope"]["ProcessOwner"]]


def test_a_variable_is_for_runbooks_that_are_new(server: Emulator) -> None:
    """Two projects have a runbook of the same name, in a new project and then in one that exists."""
    variables = [greeting("Shop", "Back up"), greeting("Depot", "back UP", "deployment")]
    three_times(server, {"variables": variables, **TWICE}, secrets=SECRETS)
    assert scopes(server, "Shop") == ["Back up"]
    (variable,) = variables_of(server, "Depot")
    depot, runbook = sorted(variable["Scope"]["ProcessOwner"])
    assert (depot, server.document(runbook)["ProjectId"]) == (project_called(server, "Depot"),) * 2
    more: Config = {
        "variables": [greeting("Shop", "Back up", "Restore")],
        "runbooks": [{"name": "Restore", "project": "Shop"}],
    }
    done = three_times(server, more)
    assert scopes(server, "Shop") == ["Back up", "Restore"]
    assert "Restore" in str(next(each for each in done["diff"] if "variables" in str(each)))


def test_a_variable_is_for_a_runbook_that_is_renamed(server: Emulator) -> None:
    configure(server, {"variables": [greeting("Shop", "Back up")], **TWICE}, secrets=SECRETS)
    before = variables_of(server, "Shop")
    renamed: Config = {
        "variables": [greeting("Shop", "Save")],
        "runbooks": [{"name": "Back up", "new_name": "Save", "project": "Shop"}],
    }
    done = three_times(server, renamed)
    assert [each["kind"] for each in done["changes"]] == ["runbooks"]
    assert variables_of(server, "Shop") == before


def test_a_renamed_runbook_beside_a_new_scope(server: Emulator) -> None:
    configure(server, TWICE, secrets=SECRETS)
    renamed: Config = {
        "variables": [greeting("Shop", "Save")],
        "runbooks": [{"name": "Back up", "new_name": "Save", "project": "Shop"}],
    }
    done = three_times(server, renamed)
    assert scopes(server, "Shop") == ["Save"]
    assert "Back up" not in str([each for each in done["diff"] if "Greeting" in str(each)])


def test_a_variable_is_not_for_a_runbook_that_is_removed(server: Emulator) -> None:
    configure(server, {"variables": [greeting("Shop", "Back up")], **TWICE}, secrets=SECRETS)
    gone = [{"name": "Back up", "project": "Shop", "state": "absent"}]
    config: Config = {"variables": [greeting("Shop", "Back up")], "runbooks": gone}
    message = "variables[0]: refers to 'Back up', which runbooks[0] removes"
    assert message in task(server, "octopus_config", config=config)["msg"]

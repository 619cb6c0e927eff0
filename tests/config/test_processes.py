# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Processes in a configuration that creates and renames what their steps name, and what names their steps."""

from __future__ import annotations

import json
from typing import Any

from config.driving import Config, configure, export, task
from config.test_variables import three_times
from emulator.testing import Emulator

PROJECT = {"name": "Shop", "project_group": "Default Project Group", "lifecycle": "Default Lifecycle"}
BODY = "Octopus.Action.Script.ScriptBody"
AROUND: Config = {
    "projects": [PROJECT],
    "channels": [{"name": "Beta", "project": "Shop"}],
    "environments": [{"name": "Test"}, {"name": "Live"}],
    "tag_sets": [{"name": "Region", "tags": [{"name": "EU"}]}],
    "accounts": [{"name": "Deployer", "username_password": {"username": "deploy"}}],
    "worker_pools": [{"name": "Windows", "worker_pool_type": "StaticWorkerPool"}],
    "feeds": [{"name": "Images", "docker": {"feed_uri": "https://registry.example.com"}}],
}


def script(name: str, body: str = "echo", **more: Any) -> dict[str, Any]:
    return {"name": name, "action_type": "Octopus.Script", "properties": {BODY: body}, **more}


PROCESS: dict[str, Any] = {
    "project": "Shop",
    "steps": [
        script("Build", worker_pool="Windows", container={"image": "tools:1", "feed": "Images"}),
        {
            "name": "Deploy",
            "action_type": "Octopus.AzurePowerShell",
            "environments": ["Test", "Live"],
            "excluded_environments": ["Live"],
            "channels": ["Beta"],
            "tenant_tags": ["Region/EU"],
            "properties": {"Octopus.Action.Azure.AccountId": "Deployer"},
            "packages": [{"name": "", "package_id": "Shop", "feed": "Images"}],
            "sensitive_properties": {"Api.Key": "<secret key>"},
        },
    ],
}
VARIABLES = {"project": "Shop", "values": {"Level": [{"value": "a", "scope": {"steps": ["Deploy"]}}]}}
SECRETS = {"key": "hunter-22"}


def steps(server: Emulator) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = server.document("deploymentprocess-Projects-1")["Steps"]
    return found


def scoped_to(server: Emulator) -> list[str]:
    """The actions of the process in the scopes of variables, by name."""
    names = {action["Id"]: action["Name"] for step in steps(server) for action in step["Actions"]}
    variables = server.document("variableset-Projects-1")["Variables"]
    return [names[each] for variable in variables for each in variable["Scope"].get("Action", ())]


def test_everything_is_new(server: Emulator) -> None:
    """The process and the variables stand first, and name what the run creates after them."""
    config = {"variables": [VARIABLES], "deployment_processes": [PROCESS], **AROUND}
    done = three_times(server, config, secrets=SECRETS)
    assert "hunter" not in str(done)
    action = steps(server)[1]["Actions"][0]
    assert (len(action["Environments"]), len(action["Channels"]), action["TenantTags"]) == (2, 1, ["Region/EU"])
    assert action["Properties"]["Octopus.Action.Azure.AccountId"] == "Accounts-1"
    assert scoped_to(server) == ["Deploy"]


def test_documents_that_steps_name_can_be_renamed(server: Emulator) -> None:
    config = {**AROUND, "deployment_processes": [PROCESS], "variables": [VARIABLES]}
    configure(server, config, secrets=SECRETS)
    before = steps(server)
    renamed: Config = {
        "environments": [{"name": "Test", "new_name": "Staging"}],
        "accounts": [{"name": "Deployer", "new_name": "Robot"}],
        "worker_pools": [{"name": "Windows", "new_name": "Hosts"}],
        "feeds": [{"name": "Images", "new_name": "Containers"}],
    }
    text = json.dumps(PROCESS)
    for old, new in ((each["name"], each["new_name"]) for items in renamed.values() for each in items):
        text = text.replace(f'"{old}"', f'"{new}"')
    done = three_times(server, {"deployment_processes": [json.loads(text)], **renamed}, secrets=SECRETS)
    assert {each["kind"] for each in done["changes"]} == set(renamed)
    assert steps(server) == before


def test_a_step_that_variables_name_is_renamed_or_created(server: Emulator) -> None:
    config = {**AROUND, "deployment_processes": [PROCESS], "variables": [VARIABLES]}
    configure(server, config, secrets=SECRETS)
    before = server.document("variableset-Projects-1")["Variables"]
    process = {
        "project": "Shop",
        "mode": "merge",
        "steps": [{"name": "Deploy", "new_name": "Roll out"}, script("Tell")],
    }
    scoped = {"value": "a", "scope": {"steps": ["Roll out"]}}, {"value": "b", "scope": {"steps": ["Tell"]}}
    variables = {"project": "Shop", "values": {"Level": list(scoped)}}
    three_times(server, {"variables": [variables], "deployment_processes": [process]})
    assert server.document("variableset-Projects-1")["Variables"][0] == before[0]
    assert scoped_to(server) == ["Roll out", "Tell"]


def test_a_step_that_the_run_removes_can_not_be_named(server: Emulator) -> None:
    config = {**AROUND, "deployment_processes": [PROCESS], "variables": [VARIABLES]}
    configure(server, config, secrets=SECRETS)
    gone: Config = {"deployment_processes": [{"project": "Shop", "steps": [script("Build")]}], "variables": [VARIABLES]}
    for check in (True, False):
        result = task(server, "octopus_config", check=check, config=gone)
        message = result["msg"] if result.get("failed") else str(result["warnings"])
        assert "there is no step named 'Deploy'" in message


def test_an_export_makes_the_same_elsewhere(server: Emulator) -> None:
    config = {**AROUND, "deployment_processes": [PROCESS], "variables": [VARIABLES]}
    configure(server, config, secrets=SECRETS)
    exported = export(server)["config"]
    (process,) = exported["deployment_processes"]
    assert process["steps"][1]["properties"] == {"Octopus.Action.Azure.AccountId": "Deployer"}
    assert "Id" not in str(process).replace("AccountId", "")
    assert configure(server, exported)["changes"] == []
    server.reset()
    place = "deployment_processes.project.Shop.steps.Deploy.sensitive_properties.Api.Key"
    configure(server, exported, secrets={place: "hunter-22"})
    assert export(server)["config"] == exported

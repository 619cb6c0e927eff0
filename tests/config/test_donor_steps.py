# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A project takes the numbers of its releases, and the releases themselves, from a step that the same run makes."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.transport import Transport
from config.driving import Config, configure, task
from config.test_variables import three_times
from emulator.testing import Emulator

PROJECT = {"name": "Shop", "project_group": "Default Project Group", "lifecycle": "Default Lifecycle"}


def package(step: str) -> dict[str, str]:
    return {"deployment_action": step, "package_reference": ""}


def versioned(step: str) -> dict[str, Any]:
    """A project whose releases have the versions of a step's package."""
    return {**PROJECT, "versioning_strategy": {"donor_package": package(step)}}


def automatic(step: str) -> dict[str, Any]:
    """A project with a release for each new package of a step."""
    strategy = {"channel": "Default", "release_creation_package": package(step)}
    return {**PROJECT, "auto_create_release": True, "release_creation_strategy": strategy}


def process(name: str = "Deploy", **more: Any) -> dict[str, Any]:
    own = {"deploy_package": {"package": {"package_id": "Shop.Web", "feed": "feeds-builtin"}}, "target_tags": ["web"]}
    return {"project": "Shop", "steps": [{"name": name, **own, **more}]}


def donors(server: Emulator) -> set[str]:
    """The steps that the project names."""
    project = server.document("Projects-1")
    named = (
        project["VersioningStrategy"]["DonorPackage"],
        project["ReleaseCreationStrategy"]["ReleaseCreationPackage"],
    )
    return {each["DeploymentAction"] for each in named if each}


def dangling_after_writes(server: Emulator, monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """A list that gets, at each later write, whether the project names a donor that its process lacks."""
    found: list[bool] = []
    original = Transport.send

    def send(self: Transport, method: str, *args: Any, **more: Any) -> Any:
        answer = original(self, method, *args, **more)
        if method not in ("POST", "PUT"):
            return answer
        donor = server.document("Projects-1")["VersioningStrategy"]["DonorPackage"] or {}
        steps = [each["Name"] for each in server.document("deploymentprocess-Projects-1")["Steps"]]
        found.append(bool(donor) and donor["DeploymentAction"] not in steps)
        return answer

    monkeypatch.setattr(Transport, "send", send)
    return found


def test_no_project_names_a_step_that_does_not_exist_yet(server: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some servers could not read the project then (api: projects#deployment-settings)."""
    dangling = dangling_after_writes(server, monkeypatch)
    configure(server, {"projects": [versioned("Deploy")], "deployment_processes": [process()]})
    assert dangling == [False] * 3
    configure(server, {"projects": [versioned("Publish")], "deployment_processes": [process(new_name="Publish")]})
    assert dangling == [False] * 6
    configure(server, {"projects": [{**versioned("Publish"), "description": "Sells"}]})
    assert dangling == [False] * 7
    assert donors(server) == {"Publish"}


@pytest.mark.parametrize("is_there", [False, True])
@pytest.mark.parametrize("project", [versioned, automatic])
def test_no_project_names_a_step_whose_process_was_refused(server: Emulator, project: Any, is_there: bool) -> None:
    if is_there:
        configure(server, {"projects": [project("Deploy")], "deployment_processes": [process()]})
    steps = process(new_name="Publish") if is_there else process("Publish")
    config: Config = {"projects": [project("Publish")], "deployment_processes": [steps]}
    refusal = {"status": 400, "body": {"ErrorMessage": "No", "Errors": ["No"]}}
    # The process is planned again before it is written, so each attempt is refused.
    server.fault(method="PUT", path="*deploymentprocess*", times=9, **refusal)
    result = task(server, "octopus_config", config=config)
    assert (result["failed"], result["changed"], donors(server)) == (True, True, set())
    server.clear_faults()
    three_times(server, config)
    assert donors(server) == {"Publish"}


def test_a_template_is_written_at_once(server: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    dangling = dangling_after_writes(server, monkeypatch)
    template = {"versioning_strategy": {"template": "1.2.i"}}
    configure(server, {"projects": [{**PROJECT, **template}], "deployment_processes": [process()]})
    assert dangling == [False] * 2


@pytest.mark.parametrize("project", [versioned, automatic])
def test_the_step_is_new(server: Emulator, project: Any) -> None:
    config: Config = {"projects": [project("Deploy")], "deployment_processes": [process()]}
    three_times(server, config)
    assert donors(server) == {"Deploy"}


@pytest.mark.parametrize("project", [versioned, automatic])
def test_the_step_of_a_project_that_exists_is_new(server: Emulator, project: Any) -> None:
    configure(server, {"projects": [PROJECT], "deployment_processes": [process("Other")]})
    config: Config = {"projects": [project("Deploy")], "deployment_processes": [process()]}
    three_times(server, config)
    assert donors(server) == {"Deploy"}


@pytest.mark.parametrize("project", [versioned, automatic])
def test_the_step_is_renamed(server: Emulator, project: Any) -> None:
    configure(server, {"projects": [project("Deploy")], "deployment_processes": [process()]})
    before = server.document("deploymentprocess-Projects-1")["Steps"][0]["Id"]
    config: Config = {
        "projects": [project("Publish")],
        "deployment_processes": [process(new_name="Publish")],
    }
    three_times(server, config)
    assert donors(server) == {"Publish"}
    assert server.document("deploymentprocess-Projects-1")["Steps"][0]["Id"] == before


def test_another_step_takes_the_place_of_one_that_is_removed(server: Emulator) -> None:
    """An option that is not given has its value again at the end."""
    configure(server, {"projects": [automatic("Deploy")], "deployment_processes": [process()]})
    strategy = {"release_creation_package": package("Publish")}
    config: Config = {
        "projects": [{"name": "Shop", "release_creation_strategy": strategy}],
        "deployment_processes": [process("Publish")],
    }
    three_times(server, config)
    assert donors(server) == {"Publish"}
    assert server.document("Projects-1")["AutoCreateRelease"] is True

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A step of every type that has options of its own, on a server."""

from __future__ import annotations

from typing import Any

import pytest
from contract.conftest import Octopus
from unit.steps.samples import SECRET, TYPES, options_of

MODULE = "octopus_deployment_process"


@pytest.fixture(autouse=True)
def surroundings(octopus: Octopus) -> None:
    """The documents that the options name."""
    server = octopus.server
    server.seed("environments", Name="The environment")
    server.seed("feeds", Name="The feed", FeedType="NuGet", FeedUri="https://feed.example.com")
    server.seed("teams", Name="The team")
    server.seed("accounts", Name="The account", AccountType="UsernamePassword", Username="deploy")
    server.seed("git-credentials", Name="The Git credential", Details={"Username": "r", "Password": {"NewValue": "x"}})
    for name in ("The project", "First", "Second"):
        server.seed("projects", Name=name, ProjectGroupId="ProjectGroups-1", LifecycleId="Lifecycles-1")


def process(octopus: Octopus, steps: list[dict[str, Any]], project: str = "First", **more: Any) -> dict[str, Any]:
    return octopus.ok(MODULE, {"project": project, "steps": steps}, **more)


def exported(octopus: Octopus, project: str) -> list[dict[str, Any]]:
    config = octopus.ok("octopus_config_info", {"kinds": ["deployment_processes"]})["config"]
    found: list[dict[str, Any]] = next(
        each["steps"] for each in config["deployment_processes"] if each["project"] == project
    )
    return found


def with_secrets(value: Any) -> Any:
    """An export with the secrets that its placeholders stand for."""
    if isinstance(value, dict):
        return {key: with_secrets(part) for key, part in value.items()}
    if isinstance(value, list):
        return [with_secrets(each) for each in value]
    return SECRET if str(value).startswith("<secret ") else value


def test_every_type_of_step_is_stored_exported_and_applied_elsewhere(octopus: Octopus) -> None:
    steps = [{"name": option, option: options_of(kind)} for option, kind in TYPES.items()]
    predicted, done = process(octopus, steps, check=True), process(octopus, steps)
    assert predicted["diff"] == done["diff"] and done["changed"] is True
    assert process(octopus, steps)["changed"] is False
    first = exported(octopus, "First")
    assert [set(each) for each in first] == [{"name", option} for option in TYPES]
    process(octopus, with_secrets(first), "Second")
    again = exported(octopus, "Second")
    assert str(again).replace("Second", "First") == str(first)
    assert process(octopus, with_secrets(first))["changed"] is False


def test_a_configuration_makes_what_its_steps_name(octopus: Octopus) -> None:
    package = {"package_id": "Web", "feed": "New feed"}
    template = {"action_type": "Octopus.Script", "parameters": [{"name": "Color"}], "name": "New template"}
    steps = [
        {"name": "Deploy", "deploy_package": {"package": package}},
        {"name": "Ask", "manual_intervention": {"instructions": "Well?", "responsible_teams": ["New team"]}},
        {"name": "Release", "deploy_release": {"project": "New project"}},
        {"name": "Tell", "run_step_template": {"template": "New template", "parameters": {"Color": "red"}}},
    ]
    config = {
        "deployment_processes": [{"project": "First", "steps": steps}],
        "feeds": [{"name": "New feed", "nuget": {"feed_uri": "https://new.example.com"}}],
        "teams": [{"name": "New team"}],
        "projects": [
            {"name": "New project", "project_group": "Default Project Group", "lifecycle": "Default Lifecycle"}
        ],
        "step_templates": [template],
    }
    predicted = octopus.ok("octopus_config", {"config": config}, check=True)
    done = octopus.ok("octopus_config", {"config": config})
    assert predicted["counts"] == done["counts"]
    assert octopus.ok("octopus_config", {"config": config})["changed"] is False

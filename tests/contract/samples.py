# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the contract suite tries on each kind: one value after the other for every option.

A sample makes one document and walks each of its options through values that differ; the last one clears it where it
can be cleared. ``test_every_option_has_a_sample`` sees to it that none is left out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from emulator.testing import Emulator

Steps = list[Any]


@dataclass(frozen=True)
class Sample:
    """``minimal``: what makes the document; ``steps``: for each option the values to walk through, in order.

    ``prepare``: puts in place what the values refer to; ``is_there``: whether that includes the document itself;
    ``on_create``: options that only count when it is made.
    """

    title: str
    kind: str
    minimal: dict[str, Any]
    steps: dict[str, Steps] = field(default_factory=dict)
    prepare: Callable[[Emulator], None] = lambda server: None
    is_there: bool = False
    on_create: dict[str, Any] = field(default_factory=dict)

    @property
    def module(self) -> str:
        return f"octopus_{self.kind}"

    @property
    def name(self) -> str:
        return str(self.minimal["name"])


def jira(environment_type: str) -> dict[str, Any]:
    return {"extension_id": "jira-integration", "values": {"JiraEnvironmentType": environment_type}}


def service_now(controlled: bool) -> dict[str, Any]:
    return {"extension_id": "servicenow-integration", "values": {"ServiceNowChangeControlled": controlled}}


ENVIRONMENT = Sample(
    title="environment",
    kind="environment",
    minimal={"name": "Production"},
    steps={
        "description": ["Live", "Live, and on call", ""],
        "slug": ["prod", "production-eu"],
        "sort_order": [7, 2],
        "use_guided_failure": [True, False],
        "allow_dynamic_infrastructure": [True, False],
        "environment_tags": [["Region/Europe", "Tier/Gold"], ["Tier/Gold"], []],
        "extension_settings": [[jira("production"), service_now(True)], [jira("staging"), service_now(True)], []],
    },
    prepare=lambda server: (
        server.seed("tagsets", Name="Region", Scopes=["Environment"], Tags=[{"Name": "Europe", "Color": "#333333"}])
        and server.seed("tagsets", Name="Tier", Scopes=["Environment"], Tags=[{"Name": "Gold", "Color": "#333333"}])
        and None
    ),
)

PROJECT_GROUP = Sample(
    title="project group",
    kind="project_group",
    minimal={"name": "Web shop"},
    steps={"description": ["What customers see", "More", ""], "slug": ["shop", "web"]},
)


def three_environments(server: Emulator) -> None:
    for name in ("Development", "Test", "Production"):
        server.seed("environments", Name=name)


LIFECYCLE = Sample(
    title="lifecycle",
    kind="lifecycle",
    minimal={"name": "Standard"},
    prepare=three_environments,
    steps={
        "description": ["From left to right", ""],
        "slug": ["standard-path"],
        "phases": [
            [
                {"name": "Inside", "automatic_deployment_targets": ["Development", "Test"]},
                {"name": "Outside", "optional_deployment_targets": ["Production"], "is_optional_phase": True},
            ],
            [
                {
                    "name": "Outside",
                    "optional_deployment_targets": ["Production", "Test"],
                    "automatic_deployment_targets": [],
                    "minimum_environments_before_promotion": 1,
                    "is_optional_phase": False,
                    "is_priority_phase": True,
                    "release_retention_policy": {"quantity_to_keep": 3, "unit": "Items"},
                    "tentacle_retention_policy": {"strategy": "Forever"},
                },
                {"name": "Inside", "automatic_deployment_targets": ["Development"]},
            ],
            [{"name": "Outside", "release_retention_policy": {}, "optional_deployment_targets": ["Production"]}],
            [],
        ],
        "release_retention_policy": [
            {"quantity_to_keep": 5, "unit": "Days"},
            {"strategy": "Count", "quantity_to_keep": 5, "unit": "Items"},
            {"strategy": "Forever"},
            {"quantity_to_keep": 8},
            {"quantity_to_keep": 0},
            {},
        ],
        "tentacle_retention_policy": [{"strategy": "Forever"}, {"strategy": "Default"}],
    },
)

SPACE = Sample(
    title="space",
    kind="space",
    minimal={"name": "Second", "space_managers_teams": ["Octopus Administrators"]},
    steps={
        "description": ["For the second team", ""],
        "slug": ["second-team"],
        "task_queue_stopped": [True, False],
        "space_managers_team_members": [["ops"], ["OPS", "admin"], []],
        "space_managers_teams": [["Octopus Managers", "Octopus Administrators"], ["Octopus Managers"]],
        "icon": [{"id": "rocket", "color": "#FF9F00"}, {"id": "rocket", "color": "#0D80D8"}],
        "is_default": [True],
    },
    prepare=lambda server: server.seed("users", Username="ops", DisplayName="Operations") and None,
)


def a_parameter(name: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "display_settings": {"control_type": "SingleLineText"}, **more}


def project_surroundings(server: Emulator) -> None:
    for name in ("Shop", "Back office"):
        server.seed("projectgroups", Name=name)
    for name in ("Standard", "Hotfix"):
        server.seed("lifecycles", Name=name)
    for name in ("Logging", "Mail", "Database"):
        server.seed("libraryvariablesets", Name=name)
    server.seed("tagsets", Name="Language", Scopes=["Project"], Tags=[{"Name": "Python", "Color": "#333333"}])


PROJECT = Sample(
    title="project",
    kind="project",
    minimal={"name": "Storefront", "project_group": "Shop", "lifecycle": "Standard"},
    on_create={"retain_tenant_connections": True},
    prepare=project_surroundings,
    steps={
        "description": ["Sells things", ""],
        "slug": ["front"],
        "is_disabled": [True, False],
        "project_group": ["Back office", "Shop"],
        "lifecycle": ["Hotfix", "Standard"],
        "included_library_variable_sets": [["Logging", "Mail"], ["Mail", "Logging"], ["Database"], []],
        "tenanted_deployment_mode": ["TenantedOrUntenanted", "Tenanted", "Untenanted"],
        "default_guided_failure_mode": ["On", "Off", "EnvironmentDefault"],
        "default_to_skip_if_already_installed": [True, False],
        "discrete_channel_release": [True, False],
        "versioning_strategy": [
            {"template": "#{Octopus.Version.LastMajor}.#{Octopus.Version.NextMinor}.0"},
            {"template": "#{Octopus.Date.Year}.#{Octopus.Version.NextMinor}"},
            {},
        ],
        "connectivity_policy": [
            {
                "skip_machine_behavior": "SkipUnavailableMachines",
                "target_roles": ["web", "api"],
                "allow_deployments_to_no_targets": True,
                "exclude_unhealthy_targets": True,
            },
            {"target_roles": []},
            {"allow_deployments_to_no_targets": False},
            {},
        ],
        "release_notes_template": ["#{each change}", ""],
        "deployment_changes_template": ["Changes:\n* #{Octopus.Release.Number}\n", ""],
        "force_package_download": [True, False],
        "allow_ignore_channel_rules": [True, False],
        "execute_deployments_on_event_based_pipeline": [True, False],
        "combine_health_and_sync_status_in_dashboard_live_status": [True, False],
        "default_power_shell_edition": ["Core", "Desktop"],
        "is_badges_enabled": [True, False],
        "project_tags": [["Language/Python"], []],
        "templates": [
            [a_parameter("Region", label="Where", help_text="A region", default_value="eu"), a_parameter("Size")],
            [
                a_parameter("Size", default_value="small"),
                {
                    "name": "Region",
                    "label": "Where?",
                    "default_value": "us",
                    "display_settings": {"control_type": "Select", "select_options": "eu|Europe\nus|America"},
                },
                {
                    "name": "Token",
                    "sensitive_default_value": "hunter-22",
                    "display_settings": {"control_type": "Sensitive"},
                },
            ],
            [],
        ],
        "extension_settings": [[service_now(True)], []],
        "icon": [{"id": "cart", "color": "#FF9F00"}],
    },
)


def process_with_a_package_step(server: Emulator) -> None:
    """A project that can create releases by itself: it has a channel and a step that deploys a package."""
    project_surroundings(server)
    project = server.seed("projects", Name="Storefront", ProjectGroupId="ProjectGroups-1", LifecycleId="Lifecycles-1")
    package = {"Name": "", "PackageId": "Shop", "FeedId": "feeds-builtin", "AcquisitionLocation": "Server"}
    action = {"Name": "Deploy", "ActionType": "Octopus.TentaclePackage", "Packages": [package], "Properties": {}}
    server.put_process(project["Id"], [{"Name": "Deploy", "Actions": [action], "Properties": {}}])


AUTOMATIC_RELEASES = Sample(
    title="project that creates releases",
    kind="project",
    minimal={"name": "Storefront"},
    is_there=True,
    prepare=process_with_a_package_step,
    steps={
        "release_creation_strategy": [
            {"channel": "Default", "release_creation_package": {"deployment_action": "Deploy", "package_reference": ""}}
        ],
        "auto_create_release": [True, False],
        "versioning_strategy": [
            {"donor_package": {"deployment_action": "Deploy", "package_reference": ""}},
            {"template": "1.#{Octopus.Version.NextMinor}"},
        ],
    },
)

CLONE = Sample(
    title="project made as a clone",
    kind="project",
    minimal={"name": "Storefront for resellers", "clone_from": "Storefront"},
    prepare=process_with_a_package_step,
    steps={"description": ["A copy", ""]},
)

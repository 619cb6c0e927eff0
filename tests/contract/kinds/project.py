# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Samples of projects."""

from __future__ import annotations

from typing import Any

from contract.kinds.environment import service_now
from contract.pictures import PICTURES
from contract.sample import Sample
from emulator.testing import Emulator


def a_parameter(name: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "display_settings": {"control_type": "SingleLineText"}, **more}


# One value after the other: created, changed and in another order, cleared.
TEMPLATES = [
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
]


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
        "fail_target_discovery": [True, False],
        "cancel_queued_tasks": [True, False],
        "cancel_running_tasks": [True, False],
        "allow_ignore_channel_rules": [True, False],
        "execute_deployments_on_event_based_pipeline": [True, False],
        "combine_health_and_sync_status_in_dashboard_live_status": [True, False],
        "default_power_shell_edition": ["Core", "Desktop"],
        "is_badges_enabled": [True, False],
        "project_tags": [["Language/Python"], []],
        "templates": TEMPLATES,
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


WITH_A_LOGO = Sample(
    title="project with a logo",
    kind="project",
    minimal={"name": "Storefront", "project_group": "Shop", "lifecycle": "Standard"},
    prepare=project_surroundings,
    steps={"description": ["Sells things", ""], "logo": PICTURES},
)


SAMPLES = (PROJECT, AUTOMATIC_RELEASES, CLONE, WITH_A_LOGO)

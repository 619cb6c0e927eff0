# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Samples of channels: of releases by their versions, and of ephemeral environments."""

from __future__ import annotations

from typing import Any

from contract.sample import Sample
from emulator.testing import Emulator


def project_with_lifecycles(server: Emulator) -> None:
    """A project whose releases may be hurried; and a parent of environments to come."""
    server.seed("parentenvironments", Name="Short-lived")
    group = server.seed("projectgroups", Name="Warehouse")
    lifecycles = [server.seed("lifecycles", Name=name)["Id"] for name in ("Slow", "In a hurry")]
    server.seed("projects", Name="Stock", ProjectGroupId=group["Id"], LifecycleId=lifecycles[0])
    tags = [{"Name": name, "Color": "#333333"} for name in ("First", "Second")]
    server.seed("tagsets", Name="Turn", Tags=tags)


def a_rule(*packages: str, **more: Any) -> dict[str, Any]:
    return {"action_packages": [{"deployment_action": name, "package_reference": ""} for name in packages], **more}


def a_git_rule(*names: str) -> dict[str, Any]:
    dependency = {"deployment_action_slug": "configure", "git_dependency_name": "settings"}
    return {"git_dependency_actions": [dependency], "rules": list(names)}


CHANNEL = Sample(
    title="channel",
    kind="channel",
    minimal={"name": "Hotfix", "project": "Stock"},
    identified_by=("name", "project"),
    prepare=project_with_lifecycles,
    steps={
        "description": ["For when it burns", ""],
        "slug": ["burning", "hot"],
        "lifecycle": ["In a hurry", ""],
        # A default channel stays the default until another one is.
        "is_default": [True],
        "rules": [
            [
                a_rule("Deploy web", "Deploy API", version_range="[1.0,2.0)", tag="^$"),
                a_rule("Deploy jobs", tag="^beta"),
            ],
            [
                a_rule("Deploy web", version_range="[1.0,2.0)"),
                a_rule("Deploy jobs", versioning_strategy="MostRecentlyPublished", version_tag_regex="^v"),
            ],
            [],
        ],
        "git_reference_rules": [["refs/heads/main", "refs/tags/*"], ["refs/heads/release/*"], []],
        "git_resource_rules": [[a_git_rule("main", "release/*"), a_git_rule("hotfix/*")], [a_git_rule("main")], []],
        "tenant_tags": [["Turn/First", "Turn/Second"], ["Turn/Second"], []],
        "custom_field_definitions": [
            [{"field_name": "Ticket", "description": "Why"}, {"field_name": "Approver"}],
            [{"field_name": "Ticket", "description": ""}],
            [],
        ],
    },
    keeps=("is_default",),
)

EPHEMERAL = Sample(
    title="channel of ephemeral environments",
    kind="channel",
    minimal={
        "name": "Branches",
        "project": "Stock",
        "type": "EphemeralEnvironment",
        "parent_environment": "Short-lived",
    },
    identified_by=("name", "project"),
    prepare=project_with_lifecycles,
    steps={
        "ephemeral_environment_name_template": ["#{Octopus.Release.CustomFields[Ticket]}", ""],
        "automatic_ephemeral_environment_deployments": [True, False],
    },
)

SAMPLES = (CHANNEL, EPHEMERAL)

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How deployments and runs treat missing and unhealthy machines (api: projects#project, runbooks#runbook)."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import Nested
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.number import Flag
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Choice, TextList


def connectivity_policy(without_targets: bool = False) -> Nested:
    """The field type. ``without_targets``: whether the server's default allows deployments to no targets."""
    return Nested(
        (
            Field("skip_machine_behavior", "SkipMachineBehavior", Choice(("None", "SkipUnavailableMachines"))),
            Field("target_roles", "TargetRoles", TextList()),
            Field("allow_deployments_to_no_targets", "AllowDeploymentsToNoTargets", Flag()),
            Field("exclude_unhealthy_targets", "ExcludeUnhealthyTargets", Flag()),
        ),
        cleared={
            "SkipMachineBehavior": "None",
            "TargetRoles": [],
            "AllowDeploymentsToNoTargets": without_targets,
            "ExcludeUnhealthyTargets": False,
        },
    )

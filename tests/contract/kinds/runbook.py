# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A sample of runbooks."""

from __future__ import annotations

from contract.sample import Sample
from emulator.testing import Emulator


def project_with_chores(server: Emulator) -> None:
    for name in ("Attic", "Cellar", "Kitchen"):
        server.seed("environments", Name=name)
    group, lifecycle = server.seed("projectgroups", Name="Household"), server.seed("lifecycles", Name="Yearly")
    server.seed("projects", Name="Spring cleaning", ProjectGroupId=group["Id"], LifecycleId=lifecycle["Id"])
    tags = [{"Name": name, "Color": "#333333"} for name in ("Dusty", "Wet")]
    server.seed("tagsets", Name="Sort of work", Scopes=["Runbook"], Tags=tags)


RUNBOOK = Sample(
    title="runbook",
    kind="runbook",
    minimal={"name": "Sweep", "project": "Spring cleaning"},
    identified_by=("name", "project"),
    prepare=project_with_chores,
    steps={
        "description": ["With a broom", ""],
        "slug": ["sweeping", "broom"],
        "multi_tenancy_mode": ["Tenanted", "TenantedOrUntenanted", "Untenanted"],
        "environment_scope": ["Specified", "FromProjectLifecycles", "All"],
        "environments": [["Attic", "Cellar"], ["Kitchen"], []],
        "default_guided_failure_mode": ["On", "Off", "EnvironmentDefault"],
        "connectivity_policy": [
            {"skip_machine_behavior": "SkipUnavailableMachines", "target_roles": ["window", "floor"]},
            {"exclude_unhealthy_targets": True, "allow_deployments_to_no_targets": False},
            {},
        ],
        "run_retention_policy": [
            {"quantity_to_keep": 12},
            {"strategy": "Count", "quantity_to_keep": 30, "unit": "Days"},
            {"strategy": "Forever"},
            {},
        ],
        "force_package_download": [True, False],
        "fail_target_discovery": [True, False],
        "cancel_queued_tasks": [True, False],
        "cancel_running_tasks": [True, False],
        "runbook_tags": [["Sort of work/Dusty", "Sort of work/Wet"], ["Sort of work/Wet"], []],
    },
)

SAMPLES = (RUNBOOK,)

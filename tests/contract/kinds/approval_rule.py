# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Samples of approval rules: for projects and environments by their IDs, and by their tags."""

from __future__ import annotations

from contract.sample import Sample
from emulator.testing import Emulator


def surroundings(server: Emulator) -> None:
    for name in ("Staging", "Production"):
        server.seed("environments", Name=name)
    group, lifecycle = server.seed("projectgroups", Name="Shop"), server.seed("lifecycles", Name="Standard")
    for name in ("Web shop", "Payments"):
        server.seed("projects", Name=name, ProjectGroupId=group["Id"], LifecycleId=lifecycle["Id"])
    for name in ("Importance", "Stage", "Approval area", "Approval region"):
        tags = [{"Name": tag, "Color": "#333333"} for tag in ("High", "Low")]
        server.seed("tagsets", Name=name, Scopes=["Project", "Environment"], Tags=tags)
    for name in ("anna", "ben"):
        server.seed("users", Username=name, DisplayName=name)


SHOP = {"project": "Web shop", "environments": ["Production"]}
PAYMENTS = {"project": "Payments", "environments": ["Staging", "Production"]}
BY_IDS = Sample(
    title="approval rule",
    kind="approval_rule",
    minimal={"name": "Production", "approving_teams": ["Octopus Managers"], "id_scopes": [SHOP]},
    prepare=surroundings,
    steps={
        "description": ["Two pairs of eyes", ""],
        "id_scopes": [[SHOP, PAYMENTS], [{**PAYMENTS, "environments": ["Production"]}]],
        "tenant_approval_strategy": ["PerTenant", "PerRelease"],
        "minimum_approvers_required": [99, 1],
        "allow_self_approval": [True, False],
        "approving_users": [["anna", "ben"], ["ben"], []],
        "approving_teams": [["Octopus Managers", "Octopus Administrators"], ["Octopus Administrators"]],
        "is_disabled": [True, False],
    },
)
BY_TAGS = Sample(
    title="approval rule by tags",
    kind="approval_rule",
    minimal={"name": "Important", "approving_users": ["anna"], "is_disabled": True},
    prepare=surroundings,
    steps={
        "tag_scopes": [
            [
                {
                    "project_tags": ["Importance/High", "Approval area/High"],
                    "environment_tags": ["Stage/Low", "Approval region/Low"],
                }
            ],
            [
                {"project_tags": ["Importance/High"], "environment_tags": ["Stage/High"]},
                {"project_tags": ["Importance/High", "Importance/Low"], "environment_tags": ["Stage/Low"]},
            ],
            [],
        ],
    },
)

SAMPLES = (BY_IDS, BY_TAGS)

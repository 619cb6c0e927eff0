# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Samples of Insights reports."""

from __future__ import annotations

from contract.pictures import PICTURES
from contract.sample import Sample
from emulator.testing import Emulator


def surroundings(server: Emulator) -> None:
    for name in ("Staging", "Production", "Production 2"):
        server.seed("environments", Name=name)
    group, lifecycle = server.seed("projectgroups", Name="Shop"), server.seed("lifecycles", Name="Standard")
    for name in ("Web shop", "Payments"):
        server.seed("projects", Name=name, ProjectGroupId=group["Id"], LifecycleId=lifecycle["Id"])
    # A group with projects could not be removed.
    server.seed("projectgroups", Name="Tools")
    for name in ("Acme", "Umbrella"):
        server.seed("tenants", Name=name)
    tags = [{"Name": name, "Color": "#333333"} for name in ("Retail", "Wholesale")]
    server.seed("tagsets", Name="Market", Tags=tags)


LIVE = {"name": "Live", "environments": ["Production", "Production 2"]}
INSIGHTS_REPORT = Sample(
    title="Insights report",
    kind="insights_report",
    minimal={"name": "The shop"},
    prepare=surroundings,
    steps={
        "description": ["How fast we are", ""],
        "projects": [["Web shop", "Payments"], ["Payments"], []],
        "project_groups": [["Tools"], []],
        "environment_groups": [
            [LIVE, {"name": "Before", "environments": ["Staging"]}],
            [{"name": "Before", "environments": []}, {**LIVE, "environments": ["Production"]}],
            [],
        ],
        "tenant_mode": ["Tenanted", "Untenanted"],
        "all_tenants": [True, False],
        "tenants": [["Acme", "Umbrella"], ["Umbrella"], []],
        "tenant_tags": [["Market/Retail", "Market/Wholesale"], ["Market/Wholesale"], []],
        "time_zone": ["W. Europe Standard Time", "UTC"],
        "logo": PICTURES,
    },
)

SAMPLES = (INSIGHTS_REPORT,)

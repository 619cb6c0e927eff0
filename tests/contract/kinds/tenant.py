# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Samples of tenants."""

from __future__ import annotations

from contract.pictures import PICTURES
from contract.sample import Sample
from emulator.testing import Emulator


def tenanted_projects(server: Emulator) -> None:
    for name in ("Test", "Production"):
        server.seed("environments", Name=name)
    group, lifecycle = server.seed("projectgroups", Name="Shop"), server.seed("lifecycles", Name="Standard")
    belonging = {"ProjectGroupId": group["Id"], "LifecycleId": lifecycle["Id"], "TenantedDeploymentMode": "Tenanted"}
    for name in ("Web shop", "Payments"):
        server.seed("projects", Name=name, **belonging)
    tags = [{"Name": name, "Color": "#333333"} for name in ("Retail", "Wholesale")]
    server.seed("tagsets", Name="Market", Tags=tags)


TENANT = Sample(
    title="tenant",
    kind="tenant",
    minimal={"name": "Acme"},
    prepare=tenanted_projects,
    steps={
        "description": ["Buys things", ""],
        "slug": ["acme-corp"],
        "is_disabled": [True, False],
        "tenant_tags": [["Market/Retail", "Market/Wholesale"], ["Market/Wholesale"], []],
        "projects": [
            [{"project": "Web shop", "environments": ["Test", "Production"]}],
            [{"project": "Web shop", "environments": ["Production"]}, {"project": "Payments", "environments": []}],
            [{"project": "Web shop"}, {"project": "Payments", "environments": ["Test"]}],
            [],
        ],
        "icon": [{"id": "building", "color": "#FF9F00"}],
    },
)


def a_tenant_to_copy(server: Emulator) -> None:
    tenanted_projects(server)
    environment = server.seed("environments", Name="Acceptance")
    project = server.seed("projects", Name="Mail", ProjectGroupId="ProjectGroups-1", LifecycleId="Lifecycles-1")
    connected = {project["Id"]: [environment["Id"]]}
    server.seed("tenants", Name="Pattern", TenantTags=["Market/Retail"], ProjectEnvironments=connected)


CLONE = Sample(
    title="tenant made as a clone",
    kind="tenant",
    minimal={"name": "Acme's branch", "clone_from": "Pattern"},
    prepare=a_tenant_to_copy,
    steps={"description": ["A copy", ""], "tenant_tags": [["Market/Wholesale"], []]},
)


WITH_A_LOGO = Sample(
    title="tenant with a logo",
    kind="tenant",
    minimal={"name": "Acme"},
    steps={"description": ["Buys things", ""], "logo": PICTURES},
)


SAMPLES = (TENANT, CLONE, WITH_A_LOGO)

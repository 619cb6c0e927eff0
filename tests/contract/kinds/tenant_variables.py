# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Samples of the values of tenants."""

from __future__ import annotations

from contract.sample import Sample
from emulator.testing import Emulator

SENSITIVE = {"Octopus.ControlType": "Sensitive"}
SELECT = {"Octopus.ControlType": "Select", "Octopus.SelectOptions": "s|Small\nm|Medium\nl|Large"}
ACCOUNT = {"Octopus.ControlType": "AmazonWebServicesAccount"}
SECRET = {"HasValue": True, "NewValue": "hunter-23"}


def cloud(server: Emulator, name: str) -> str:
    kind = "AmazonWebServicesAccount"
    made = server.seed("accounts", Name=name, AccountType=kind, AccessKey="AKIA", SecretKey=SECRET)
    return str(made["Id"])


def a_tenant_with_templates(server: Emulator, defaults: bool = True) -> None:
    """``defaults``: whether every template has one, so that the tenant lacks no value."""
    account = cloud(server, "Tenant cloud")
    cloud(server, "Own cloud")
    common = [
        {"Name": "Contact", "DefaultValue": "nobody" if defaults else None},
        {"Name": "Region", "DefaultValue": "Europe"},
        {"Name": "Pin", "DisplaySettings": SENSITIVE, "DefaultValue": SECRET if defaults else None},
    ]
    own = [
        {"Name": "Color", "DefaultValue": "grey"},
        {"Name": "Key", "DisplaySettings": SENSITIVE, "DefaultValue": SECRET if defaults else None},
        {"Name": "Size", "DisplaySettings": SELECT, "DefaultValue": "m" if defaults else None},
        {"Name": "Account", "DisplaySettings": ACCOUNT, "DefaultValue": account},
    ]
    environments = [server.seed("environments", Name=name)["Id"] for name in ("Test", "Production")]
    group, lifecycle = server.seed("projectgroups", Name="Shop"), server.seed("lifecycles", Name="Standard")
    library = server.seed("libraryvariablesets", Name="Of customers", Templates=common)
    project = server.seed(
        "projects",
        Name="Tenant shop",
        ProjectGroupId=group["Id"],
        LifecycleId=lifecycle["Id"],
        TenantedDeploymentMode="Tenanted",
        IncludedLibraryVariableSetIds=[library["Id"]],
        Templates=own,
    )
    server.seed("tenants", Name="Initrode", ProjectEnvironments={project["Id"]: environments})


PROJECT, SET = {"project": "Tenant shop"}, {"library_variable_set": "Of customers"}
PROJECT_VALUES = [
    [{**PROJECT, "name": "Color", "value": "red"}],
    [
        {**PROJECT, "name": "Color", "value": "red", "environments": ["Test"]},
        {**PROJECT, "name": "Color", "value": "blue", "environments": ["Production"]},
        {**PROJECT, "name": "Size", "value": "l", "environments": ["Test", "Production"]},
        {**PROJECT, "name": "Key", "sensitive_value": "hunter-22"},
        {**PROJECT, "name": "Account", "value": "Own cloud"},
    ],
    [{**PROJECT, "name": "Size", "value": "s", "environments": ["Production"], "state": "present"}],
    [],
]
COMMON_VALUES = [
    [{**SET, "name": "Contact", "value": "Ada"}],
    [
        {**SET, "name": "Contact", "value": "Ada", "environments": ["Test"], "state": "present"},
        {**SET, "name": "Contact", "value": "Bob"},
        {**SET, "name": "Pin", "sensitive_value": "hunter-23"},
    ],
    [],
]

TENANT_VARIABLES = Sample(
    title="variables of a tenant",
    kind="tenant_variables",
    minimal={"tenant": "Initrode", "project_variables": []},
    steps={"project_variables": PROJECT_VALUES, "common_variables": COMMON_VALUES},
    prepare=a_tenant_with_templates,
    is_there=True,
    identified_by=("tenant",),
)


SAMPLES = (TENANT_VARIABLES,)

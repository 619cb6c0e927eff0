# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Samples of the variables of projects and library variable sets."""

from __future__ import annotations

from typing import Any

from contract.sample import Sample
from emulator.testing import Emulator

ENDPOINT = {"CommunicationStyle": "None"}
PROMPT = {
    "label": "Where",
    "description": "The region",
    "required": True,
    "control_type": "Select",
    "select_options": "eu|Europe\nus|America",
}


def everything_named(server: Emulator) -> None:
    environment = server.seed("environments", Name="Test")["Id"]
    server.seed("environments", Name="Production")
    server.seed("machines", Name="Web1", EnvironmentIds=[environment], Roles=["web"], Endpoint=ENDPOINT)
    server.seed("tagsets", Name="Area", Tags=[{"Name": "EU", "Color": "#333333"}])
    server.seed("accounts", Name="Subscription", AccountType="UsernamePassword", Username="deploy")
    server.seed("workerpools", Name="Windows")


def a_project(server: Emulator) -> None:
    everything_named(server)
    project = server.seed("projects", Name="Storefront", ProjectGroupId="ProjectGroups-1", LifecycleId="Lifecycles-1")
    server.seed("channels", Name="Beta", ProjectId=project["Id"])
    server.seed("runbooks", Name="Clean", ProjectId=project["Id"], RunRetentionPolicy={"QuantityToKeep": 3})


def a_library(server: Emulator) -> None:
    everything_named(server)
    server.seed("libraryvariablesets", Name="Logging")


def scoped(name: str, value: str, **scope: list[str]) -> dict[str, Any]:
    return {"name": name, "value": value, "scope": scope}


STEPS: dict[str, list[Any]] = {
    "variables": [
        [
            scoped("Url", "a", environments=["Test", "Production"], machines=["Web1"]),
            scoped("Url", "b", target_tags=["web", "api"], tenant_tags=["Area/EU"]),
            {"name": "Password", "sensitive_value": "hunter-22", "description": "Of the database"},
            {"name": "Region", "value": "eu", "prompt": PROMPT},
        ],
        [
            scoped("Url", "a", environments=["Production"]),
            {"name": "Fixed", "value": {"a": [1, True]}, "is_editable": False},
            {"name": "Account", "type": "UsernamePasswordAccount", "value": "Subscription"},
            {"name": "Pool", "type": "WorkerPool", "value": "Windows", "scope": {"environments": ["Test"]}},
        ],
        [{"name": "Level", "value": True, "prompt": {"label": "Level"}, "scope": {"environments": ["Test"]}}],
        [{"name": "Level", "value": "", "prompt": {}, "state": "present"}],
        [],
    ],
    "values": [
        {"Level": "info", "Port": 80, "Url": [{"value": "a", "scope": {"environments": ["Test"]}}, {"value": "b"}]},
        {"Level": [{"value": "debug", "scope": {"machines": ["Web1"]}}], "Port": 8080},
        {},
    ],
}
OF_PROJECT = Sample(
    title="variables of a project",
    kind="variables",
    minimal={"project": "Storefront", "values": {"First": "1"}},
    identified_by=("project",),
    prepare=a_project,
    steps={
        **STEPS,
        "variables": [
            [scoped("Url", "c", channels=["Beta"], processes=["Clean", "deployment"]), *STEPS["variables"][0]],
            *STEPS["variables"][1:],
        ],
    },
    elsewhere={"variables": [scoped("Url", "d", steps=["Deploy"])]},
)
OF_LIBRARY = Sample(
    title="variables of a library variable set",
    kind="variables",
    minimal={"library_variable_set": "Logging", "values": {"First": "1"}},
    identified_by=("library_variable_set",),
    prepare=a_library,
    steps=STEPS,
)
SAMPLES = (OF_PROJECT, OF_LIBRARY)

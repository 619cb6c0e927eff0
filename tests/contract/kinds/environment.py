# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Samples of environments."""

from __future__ import annotations

from typing import Any

from contract.sample import Sample


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


SAMPLES = (ENVIRONMENT,)

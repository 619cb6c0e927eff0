# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Machine: a deployment target (octopus-api.md 3.5)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from ansible_collections.octopus.deploy.plugins.module_utils._engine.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._engine.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._engine.fields import (
    Choice,
    Field,
    Flag,
    Text,
    TextList,
)
from ansible_collections.octopus.deploy.plugins.module_utils._engine.references import Reference, ReferenceList
from ansible_collections.octopus.deploy.plugins.module_utils._engine.resource import Action, Parameters, Resource
from ansible_collections.octopus.deploy.plugins.module_utils._engine.tags import TagList
from ansible_collections.octopus.deploy.plugins.module_utils._engine.tasks import WAIT_ARGUMENTS, run_task
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.collections import (
    ENVIRONMENTS,
    MACHINE_POLICIES,
    MACHINES,
    TAG_SETS,
    TENANTS,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.endpoints import ENDPOINT_OPTIONS, ENDPOINTS
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import ServerRefused

LISTENING_PORT = 10933


def discover_fingerprint(machine: Document, parameters: Parameters, context: Context) -> None:
    """Fill in the thumbprint or fingerprint that was left out, as the server sees it through ``DiscoverMachine``."""
    endpoint: dict[str, Any] = machine.get("Endpoint") or {}
    style = endpoint.get("CommunicationStyle")
    if style == "TentaclePassive" and endpoint.get("Uri") and not endpoint.get("Thumbprint"):
        address = urlsplit(endpoint["Uri"])
        found = _discover(context, endpoint, "listening_tentacle.thumbprint", address.hostname, address.port)
        endpoint["Thumbprint"] = found
    elif style == "Ssh" and endpoint.get("Host") and not endpoint.get("Fingerprint"):
        found = _discover(context, endpoint, "ssh.fingerprint", endpoint["Host"], endpoint.get("Port"))
        endpoint["Fingerprint"] = found


def _discover(context: Context, endpoint: Document, option: str, host: str | None, port: int | None) -> str:
    prop = "Fingerprint" if endpoint["CommunicationStyle"] == "Ssh" else "Thumbprint"
    space = context.directory.holder(MACHINES)
    unknown = "(to be discovered)"
    if space is None:
        return unknown
    asked = {
        "host": host,
        "port": port or LISTENING_PORT,
        "type": endpoint["CommunicationStyle"],
        "proxyId": endpoint.get("ProxyId"),
    }
    try:
        found = context.client.get(space, "DiscoverMachine", {key: value for key, value in asked.items() if value})
    except ServerRefused as refused:
        if not context.check:
            problem = f"was not given, and the server could not find it out from {host}: {refused}. Give it"
            raise OptionError(option, problem) from refused
        context.warn(f"{option}: was not given, and the server can't find it out from {host} yet: {refused}")
        return unknown
    return str((found.get("Endpoint") or {}).get(prop) or found.get(prop) or "")


NEVER, WHEN_CHANGED, ALWAYS = "never", "when_changed", "always"


def health_check_is_due(parameters: Parameters, changed: bool) -> bool:
    """Whether the task asks for a health check."""
    return parameters.get("health_check") == ALWAYS or (parameters.get("health_check") == WHEN_CHANGED and changed)


def check_health(machine: Document, parameters: Parameters, context: Context) -> dict[str, Any]:
    """Have the server check the machine's health, and wait for it."""
    body = {
        "Name": "Health",
        "Description": f"Check {machine['Name']} health",
        "SpaceId": machine.get("SpaceId"),
        "Arguments": {"Timeout": "00:05:00", "MachineTimeout": "00:05:00", "MachineIds": [machine["Id"]]},
    }
    holder = context.directory.holder(MACHINES) or {}
    task = run_task(context.client, holder, body, parameters["wait_timeout"], parameters["wait_interval"])
    checked = context.client.get(machine, "Self")
    health = {"task_id": task["Id"], "state": task.get("State"), "health_status": checked.get("HealthStatus")}
    return {"health_check": health}


HEALTH_CHECK = Action(
    arguments={
        "health_check": {"type": "str", "choices": [NEVER, WHEN_CHANGED, ALWAYS], "default": NEVER},
        **WAIT_ARGUMENTS,
    },
    due=health_check_is_due,
    perform=check_health,
)

MACHINE = Resource(
    kind="machine",
    collection=MACHINES,
    fields=(
        Field("slug", "Slug", Text(clearable=False)),
        Field("is_disabled", "IsDisabled", Flag()),
        Field("environments", "EnvironmentIds", ReferenceList(ENVIRONMENTS), needed=True),
        Field("roles", "Roles", TextList(), needed=True),
        Field("machine_policy", "MachinePolicyId", Reference(MACHINE_POLICIES)),
        Field(
            "tenanted_deployment_participation",
            "TenantedDeploymentParticipation",
            Choice(("Untenanted", "TenantedOrUntenanted", "Tenanted")),
        ),
        Field("tenants", "TenantIds", ReferenceList(TENANTS)),
        Field("tenant_tags", "TenantTags", TagList(TAG_SETS)),
        Field("skip_initial_health_check", "SkipInitialHealthCheck", Flag(), transient=True),
        *ENDPOINTS,
    ),
    one_of_on_create=(ENDPOINT_OPTIONS,),
    exclusive=(ENDPOINT_OPTIONS,),
    complete=discover_fingerprint,
    actions=(HEALTH_CHECK,),
)

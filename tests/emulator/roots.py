# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documents that everything starts at: ``/api`` and the root of a space (octopus-api.md 1.3, 1.4)."""

from __future__ import annotations

from emulator.model import MIXED, SPACE, SYSTEM, Document
from emulator.octopus import Octopus

INSTALLATION = "8b5a1e0c-3c5f-4f4e-9d3a-0f5d2a7f6b11"
SPACE_LINKS = {
    "EnvironmentSortOrder": "/environments/sortorder",
    "DiscoverMachine": "/machines/discover{?host,port,type,proxyId}",
    "DiscoverWorker": "/workers/discover{?host,port,type,proxyId}",
    "MachineRoles": "/machineroles/all",
    "MachinePolicyTemplate": "/machinepolicies/template",
    "DeploymentProcesses": "/deploymentprocesses{/id}{?skip,take,ids}",
    "Variables": "/variables{/id}{?ids}",
}
SERVER_LINKS = {
    "Self": "/api",
    "CurrentUser": "/api/users/me",
    "SignIn": "/api/users/login{?returnUrl}",
    "SignOut": "/api/users/logout",
    "ServerStatus": "/api/serverstatus",
    "Web": "/app",
}


def root(octopus: Octopus) -> Document:
    """``GET /api``: the server's links, and those of the default space where there is one."""
    space = default_space(octopus)
    links = dict(SERVER_LINKS)
    for kind in octopus.kinds.values():
        if kind.scope == SYSTEM and (octopus.has_spaces or kind.collection != "spaces"):
            links[kind.link] = f"/api/{kind.collection}{{/id}}{{?{kind.parameters}}}"
        if kind.scope == MIXED:
            links[kind.link] = f"/api/{kind.collection}{{/id}}{{?{kind.parameters}}}"
    if octopus.has_spaces:
        links["SpaceHome"] = "/api/{spaceId}"
    if space is not None:
        links.update(space_links(octopus, base(octopus, space)))
    return {
        "Application": "Octopus Deploy",
        "Version": octopus.version,
        "ApiVersion": "3.0.0",
        "InstallationId": INSTALLATION,
        "IsEarlyAccessProgram": False,
        "HasLongTermSupport": False,
        "Links": links,
    }


def space_root(octopus: Octopus, space: str) -> Document:
    """``GET /api/{spaceId}``: the links alone."""
    links = {"Self": f"/api/{space}", **space_links(octopus, f"/api/{space}")}
    for kind in octopus.kinds.values():
        if kind.scope == MIXED:
            links[kind.link] = f"/api/{space}/{kind.collection}{{/id}}{{?{kind.parameters}}}"
    return {"Id": space, "Links": links}


def space_links(octopus: Octopus, prefix: str) -> dict[str, str]:
    links = {name: f"{prefix}{path}" for name, path in SPACE_LINKS.items()}
    for kind in octopus.kinds.values():
        if kind.scope == SPACE:
            links[kind.link] = f"{prefix}/{kind.collection}{{/id}}{{?{kind.parameters}}}"
    return links


def default_space(octopus: Octopus) -> str | None:
    """The ID of the default space, if it is switched on."""
    return next((each["Id"] for each in octopus.store.all("spaces") if each.get("IsDefault")), None)


def base(octopus: Octopus, space: str | None) -> str:
    """The address under which a space's documents are."""
    return f"/api/{space}" if space and octopus.has_spaces else "/api"

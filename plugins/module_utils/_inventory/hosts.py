# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The variables of a host: a machine's properties, with names in place of IDs, and words in place of true and false.

(Ansible's keyed groups silently leave out false, 0 and empty texts, and fail with true and 1.)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import field
from typing import Any
from urllib.parse import urlsplit

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._inventory.arguments import (
    LOCAL_STYLES,
    WINDOWS_CONNECTION,
)
from ansible_collections.octopus.deploy.plugins.module_utils._inventory.selection import is_true
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import (
    ACCOUNTS,
    MACHINE_POLICIES,
    OF_TARGETS,
    PROXIES,
    TENANTS,
    WORKER_POOLS,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import shapes
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded

# Texts, and lists of texts, that are shown as they are.
SAME = {
    "octopus_id": "Id",
    "octopus_name": "Name",
    "octopus_slug": "Slug",
    "octopus_space_id": "SpaceId",
    "octopus_roles": "Roles",
    "octopus_tenant_tags": "TenantTags",
    "octopus_tenanted_deployment_participation": "TenantedDeploymentParticipation",
    "octopus_health_status": "HealthStatus",
    "octopus_operating_system": "OperatingSystem",
    "octopus_operating_system_version": "OperatingSystemVersion",
    "octopus_shell": "ShellName",
    "octopus_shell_version": "ShellVersion",
    "octopus_architecture": "Architecture",
}
# Of the endpoint, and of the parts of an endpoint below (api: machines#endpoints).
SAME_OF_ENDPOINT = {
    "octopus_communication_style": "CommunicationStyle",
    "octopus_uri": "Uri",
    "octopus_thumbprint": "Thumbprint",
    "octopus_fingerprint": "Fingerprint",
    "octopus_dot_net_core_platform": "DotNetCorePlatform",
    "octopus_cluster_url": "ClusterUrl",
    "octopus_cluster_name": "ClusterName",
    "octopus_cluster_resource_group": "ClusterResourceGroup",
    "octopus_google_cloud_project": "Project",
    "octopus_region": "Region",
    "octopus_zone": "Zone",
    "octopus_namespace": "Namespace",
    "octopus_default_namespace": "DefaultNamespace",
    "octopus_agent_namespace": "KubernetesNamespace",
    "octopus_agent_version": "AgentVersion",
    "octopus_helm_release": "HelmReleaseName",
    "octopus_tentacle_version": "TentacleVersion",
}
PARTS = ("Authentication", "TentacleEndpointConfiguration", "KubernetesAgentDetails", "TentacleVersionDetails")
# A flag, and its words for true and false.
WORDS = {
    "octopus_state": ("IsDisabled", "disabled", "enabled"),
    "octopus_activity": ("IsInProcess", "busy", "idle"),
    "octopus_calamari": ("HasLatestCalamari", "latest", "outdated"),
    "octopus_tls_verification": ("SkipTlsVerification", "skipped", "required"),
}
ACCOUNT_ID = "AccountId"
REFERENCES: Mapping[str, tuple[str, Location]] = {
    "octopus_environments": ("EnvironmentIds", OF_TARGETS),
    "octopus_tenants": ("TenantIds", TENANTS),
    "octopus_worker_pools": ("WorkerPoolIds", WORKER_POOLS),
    "octopus_machine_policy": ("MachinePolicyId", MACHINE_POLICIES),
    "octopus_proxy": ("ProxyId", PROXIES),
    "octopus_default_worker_pool": ("DefaultWorkerPoolId", WORKER_POOLS),
    "octopus_account": (ACCOUNT_ID, ACCOUNTS),
}
LISTS = ("Roles", "TenantTags", "EnvironmentIds", "TenantIds", "WorkerPoolIds")
TEXTS = {*SAME.values(), "MachinePolicyId"} - set(LISTS)
ENDPOINT_TEXTS = {*SAME_OF_ENDPOINT.values(), "ProxyId", "DefaultWorkerPoolId", "Host", ACCOUNT_ID} - {
    "TentacleVersion"
}
PART = shapes.Shape(
    "an object",
    (dict,),
    (*((prop, shapes.TEXT) for prop in sorted(ENDPOINT_TEXTS)), ("SkipTlsVerification", shapes.FLAG)),
)
ENDPOINT = shapes.Shape(
    "an object", (dict,), (*((part, PART) for part in PARTS), ("Port", shapes.NUMBER)), also=(PART,)
)
A_MACHINE = shapes.Shape(
    "an object",
    (dict,),
    (
        *((prop, shapes.TEXT) for prop in sorted(TEXTS)),
        *((prop, shapes.TEXTS) for prop in LISTS),
        *((prop, shapes.FLAG) for prop, *dummy in WORDS.values()),
        ("Endpoint", ENDPOINT),
    ),
    needs=("Name", "Endpoint"),
)
# The program ssh would read a hyphen at the beginning as one of its own arguments, and a quote as the end of a value.
HOST = re.compile(r"\w[\w.:%-]*")
USER = re.compile(r"\w[\w.@\\$+-]*")
SSH, LISTENING, POLLING = "Ssh", "TentaclePassive", "TentacleActive"
PORTS = range(1, 65536)
# Health checks name every edition of Windows with this word; case is ignored (api: machines#target).
WINDOWS = "windows"


@dataclass(frozen=True)
class Names:
    """The names of the documents that machines refer to, by location and ID; an ID without a name is left out.

    ``users``: the user names of accounts, by the ID of the account.
    """

    of: Mapping[Location, Mapping[str, str]] = field(default_factory=dict)
    users: Mapping[str, str] = field(default_factory=dict)


def whole_endpoint(machine: Document) -> Document:
    """The properties of an endpoint and of the objects in it, in one mapping."""
    endpoint = machine["Endpoint"]
    found = {prop: value for part in PARTS for prop, value in (endpoint.get(part) or {}).items()}
    version = (endpoint.get("TentacleVersionDetails") or {}).get("Version")
    found |= {"TentacleVersion": version} if version is not None else {}
    return {**found, **{prop: value for prop, value in endpoint.items() if value is not None}}


def referred(machines: Iterable[Document]) -> dict[Location, set[str]]:
    """The IDs of the documents that machines refer to, by location."""
    found: dict[Location, set[str]] = {location: set() for dummy, location in REFERENCES.values()}
    for machine in machines:
        everything = {**whole_endpoint(machine), **machine}
        for prop, location in REFERENCES.values():
            found[location].update(ids(everything.get(prop)))
    return found


def ids(value: Any) -> list[str]:
    """The IDs in a property with one ID, or with a list of them; an empty text stands for none."""
    return [each for each in (value if isinstance(value, list) else [value]) if each]


def variables(machine: Document, kind: str, space: str | None, names: Names) -> dict[str, Any]:
    """The variables of a machine. A variable is left out if the server does not have its value.

    ``space``: the name of its space; None on a server without spaces.
    """
    endpoint = whole_endpoint(machine)
    found: dict[str, Any] = {"octopus_kind": kind, "octopus_space_name": space}
    found |= {variable: machine.get(prop) for variable, prop in SAME.items()}
    found |= {variable: endpoint.get(prop) for variable, prop in SAME_OF_ENDPOINT.items()}
    everything = {**endpoint, **machine}
    found |= {
        variable: yes if is_true(everything[prop]) else no
        for variable, (prop, yes, no) in WORDS.items()
        if everything.get(prop) not in (None, "")
    }
    for variable, (prop, location) in REFERENCES.items():
        found[variable] = named(everything.get(prop), names.of.get(location))
    return {variable: value for variable, value in found.items() if value not in (None, "")}


def named(value: Any, names: Mapping[str, str] | None) -> Any:
    """The name for an ID, or names for a list of IDs; None where the names can't be read."""
    if value is None or names is None:
        return None
    if isinstance(value, list):
        return [names.get(each, each) for each in value]
    return names.get(value, value)


def reached(machine: Document, names: Names) -> dict[str, Any]:
    """Ansible's own variables for the connection to a machine, as far as the server knows how it can be reached."""
    endpoint = machine["Endpoint"]
    style = endpoint.get("CommunicationStyle")
    found: dict[str, Any] = {}
    if style == SSH:
        found["ansible_host"] = endpoint.get("Host")
        found["ansible_port"] = port(endpoint.get("Port"))
        found["ansible_user"] = names.users.get(endpoint.get(ACCOUNT_ID) or "")
    elif style == LISTENING:
        found["ansible_host"] = host_of(endpoint.get("Uri") or "")
    safe = {"ansible_host": HOST, "ansible_user": USER}
    return {
        variable: value
        for variable, value in found.items()
        if value and (variable not in safe or safe[variable].fullmatch(value))
    }


def chosen(variables: Mapping[str, Any], options: Mapping[str, Any], python: str) -> dict[str, Any]:
    """Ansible's own variables for the connections that the user chose, given the other variables of a host.

    The server does not know how Ansible can reach a Tentacle or a cluster. ``python``: the interpreter of local
    connections.
    """
    style = variables.get("octopus_communication_style")
    if style in options[LOCAL_STYLES]:
        return {"ansible_connection": "local", "ansible_python_interpreter": python}
    is_windows = WINDOWS in folded(variables.get("octopus_operating_system"))
    if options[WINDOWS_CONNECTION] and is_windows and style in (LISTENING, POLLING):
        return {"ansible_connection": options[WINDOWS_CONNECTION]}
    return {}


def host_of(uri: str) -> str | None:
    """The host in the address of a Tentacle."""
    try:
        return urlsplit(uri).hostname
    except ValueError:
        return None


def port(value: Any) -> int | None:
    """A port as a number; some servers quote numbers."""
    text = str(value)
    return int(text) if text.isdecimal() and len(text) <= len(str(PORTS[-1])) and int(text) in PORTS else None

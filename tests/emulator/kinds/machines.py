# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Machines: deployment targets and workers (api: machines#target, machines#worker)."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from emulator.handlers import Call
from emulator.kinds import atwork, events, healthchecks, variablescopes
from emulator.kinds.common import (
    NAME,
    NAME_FILTER,
    OF_ANY_TYPE,
    PARTICIPATION,
    SLUG,
    TENANT_IDS,
    TENANT_TAGS,
    any_of,
    equals,
    known_tags,
)
from emulator.kinds.endpoints import ENDPOINTS, WORKER_STYLES, blank_endpoint, mirrored, shape_endpoint
from emulator.model import DESCRIBED, ON_WRITES, RECORDED, Document, Kind, Prop, Route
from emulator.refusals import Refusal, invalid
from emulator.work import ephemeral

if TYPE_CHECKING:
    from emulator.octopus import Octopus


def target_check(octopus: Octopus, machine: Document, old: Document) -> None:
    check(octopus, machine, old, tuple(ENDPOINTS))
    known_tags(octopus, machine)
    switched(octopus, machine, old)


def worker_check(octopus: Octopus, machine: Document, old: Document) -> None:
    check(octopus, machine, old, WORKER_STYLES)
    pools = [
        octopus.must_exist("workerpools", each, machine["SpaceId"] or "", "WorkerPoolIds")
        for each in machine["WorkerPoolIds"]
    ]
    if any(not pool["CanAddWorkers"] for pool in pools):
        # Octopus Cloud creates its workers itself; the wording is unverified.
        raise invalid("Workers cannot be added to a dynamic worker pool.")
    switched(octopus, machine, old)


def check(octopus: Octopus, machine: Document, old: Document, styles: tuple[str, ...]) -> None:
    machine["Endpoint"] = shape_endpoint(octopus, machine, old, styles)
    machine.update(mirrored(machine["Endpoint"]))
    if not machine["MachinePolicyId"]:
        policies = octopus.store.all("machinepolicies", machine.get("SpaceId") or "")
        machine["MachinePolicyId"] = next(each["Id"] for each in policies if each.get("IsDefault"))


def switched(octopus: Octopus, machine: Document, old: Document) -> None:
    """Record an event if a machine was enabled or disabled."""
    if old and old["IsDisabled"] != machine["IsDisabled"]:
        events.record(octopus, events.DISABLED if machine["IsDisabled"] else events.ENABLED, machine)


def created(octopus: Octopus, machine: Document, source: Document | None) -> None:
    """Start the first health check of a new machine, unless the client skips it (api: machines#target)."""
    events.record(octopus, events.ADDED, machine)
    if machine.get("SkipInitialHealthCheck"):
        return
    arguments = {"MachineIds": [machine["Id"]], "Timeout": "00:05:00", "MachineTimeout": "00:05:00"}
    description = f"Check {machine['Name']} health because it was recently added"
    sent = {"Name": "Health", "Description": description, "Arguments": arguments}
    octopus.create("tasks", sent, machine["SpaceId"] or "")


def shown(octopus: Octopus, machine: Document) -> Document:
    out = {**machine, "StatusSummary": healthchecks.summary(machine)}
    if octopus.release < RECORDED:
        # A machine of a server of August 2024 has SkipInitialHealthCheck and no Status.
        out.pop("SkipInitialHealthCheck", None)
        out["Status"] = healthchecks.status(machine)
    return out


# The parameters for the discovery of an address (api: machines#target).
DISCOVERED = ("TentaclePassive", "Ssh", "None")


def discover(call: Call, document: Document) -> Document:
    """The answer of a Tentacle or SSH server at an address."""
    host, style = call.query.get("host"), call.query.get("type") or "TentaclePassive"
    if not host:
        raise invalid("The hostname of the machine to discover must be supplied as URI parameter named 'host'.")
    port = call.query.get("port") or "10933"
    if host.casefold().endswith(healthchecks.UNREACHABLE) or not port.isdigit():
        raise Refusal(400, "There was a controlled failure.", f"The host '{host}' could not be reached.")
    proxy = call.query.get("proxyid") or ""
    if proxy:
        call.octopus.must_exist("proxies", proxy, call.space, "proxyId")
    digest = hashlib.sha1(f"{host}:{port}".encode()).hexdigest()
    style = next((each for each in DISCOVERED if each.casefold() == style.casefold()), "None")
    endpoint = blank_endpoint(call.octopus, style)
    if style == "Ssh":
        fingerprint = ":".join(digest[index : index + 2] for index in range(0, 32, 2))
        endpoint |= {
            "ProxyId": proxy,
            "Host": host,
            "Port": int(port),
            "Fingerprint": fingerprint,
            "Uri": f"ssh://{host}:{port}/",
        }
    elif style == "TentaclePassive":
        endpoint |= {"ProxyId": proxy, "Uri": f"https://{host}:{port}/", "Thumbprint": digest.upper()}
    unsaved = {prop.name: prop.default for prop in STATE if call.octopus.release >= prop.since and not prop.computed}
    unsaved |= {"IsDisabled": False, "MachinePolicyId": None}
    if call.octopus.release < RECORDED:
        unsaved["Status"] = "Unknown"
    return {"Id": None, "Name": host, **unsaved, "Endpoint": endpoint, **mirrored(endpoint), "Links": {}}


def connection(call: Call, machine: Document) -> Document:
    health = {} if "Roles" not in machine else {"Health": f"{call.own.removesuffix('/connection')}/tasks"}
    # All words except Online are unverified.
    lost = "Offline" if machine["HealthStatus"] == "Unavailable" else "Unknown"
    reached = machine["HealthStatus"] in ("Healthy", "HasWarnings")
    return {
        "Id": None,
        "MachineId": machine["Id"],
        "Logs": [],
        "Status": "Online" if reached else lost,
        "CurrentTentacleVersion": None,
        "LastChecked": healthchecks.last_checked(machine),
        "Links": {"Self": call.own, **health},
    }


def systems(collection: str, prop: str) -> Route:
    """The answers of ``operatingsystem/names/all`` and ``operatingsystem/shells/all``."""

    def handle(call: Call, document: Document) -> list[str]:
        return sorted({each[prop] for each in call.octopus.store.all(collection, call.space)})

    return Route(handle)


def singly_scoped(call: Call, machine: Document) -> Document:
    """The summary of one resource, with the counts inside ``Resource`` by the reference of 2026.3."""
    return {"Resource": variablescopes.singly_scoped(call.octopus, "Machine", machine)}


STATE = (
    Prop("HealthStatus", default="Unknown", read_only=True),
    # The wording is that of a worker in GO pkg/machines/worker_test.go.
    Prop(
        "StatusSummary",
        default="This machine was recently added. Please perform a health check.",
        read_only=True,
    ),
    Prop("HasLatestCalamari", "bool", default=False, read_only=True),
    Prop("IsInProcess", "bool", default=False, read_only=True),
    Prop("OperatingSystem", default="Unknown", read_only=True),
    # The release, and the value before the first check, are unverified.
    Prop("OperatingSystemVersion", default="Unknown", read_only=True, since=DESCRIBED),
    Prop("ShellName", default="Unknown", read_only=True),
    Prop("ShellVersion", default="Unknown", read_only=True),
    Prop("Architecture", default="Unknown", read_only=True, since=(2021, 1)),
    Prop("Status", computed=True, until=RECORDED),
    *(Prop(name, computed=True) for name in ("Thumbprint", "Uri")),
)
BASE = (
    NAME,
    SLUG,
    Prop("IsDisabled", "bool", default=False),
    Prop("MachinePolicyId", reference="machinepolicies"),
    Prop("Endpoint", "dict", required=True),
    # Added on 2024-05-20 [CS MachineBasedResource]; the description of 2021.2 lacks it.
    Prop("SkipInitialHealthCheck", "bool", default=False, create_only=True, since=(2024, 2)),
    *STATE,
)
# The reference demands it for a worker, but not for a target.
WORKER_BASE = tuple(replace(each, demanded=ON_WRITES) if each.name == "IsDisabled" else each for each in BASE)
LINKS = {
    "Connection": "{self}/connection",
    "Web": "/app#{space}/infrastructure/machines/{id}",
}


def target_type(machine: Document) -> str:
    """The style of a target, or the type that a step package gives it [CLI pkg/cmd/target/cloud-region/list]."""
    endpoint = machine["Endpoint"]
    style = TARGET_TYPES.get(endpoint["CommunicationStyle"], endpoint["CommunicationStyle"])
    return str(endpoint.get("DeploymentTargetTypeId") or style)


def is_of_type(octopus: Octopus, machine: Document, value: str) -> bool:
    """The filter ``deploymentTargetTypes``."""
    return target_type(machine).casefold() in {each.strip().casefold() for each in value.split(",")}


def is_deployed_to(octopus: Octopus, machine: Document, value: str) -> bool:
    """The filter ``deploymentId``. Unverified: a deployment has targets only once it has begun."""
    deployment = octopus.get("deployments", value.strip(), machine["SpaceId"])
    return deployment is not None and machine["Id"] in deployment["DeployedToMachineIds"]


def is_of_tenant(octopus: Octopus, machine: Document, value: str) -> bool:
    """The filter ``tenantIds``; a server of 2021.1 wants all of several tenants (api: collections#filters)."""
    wanted = {each.strip().casefold() for each in value.split(",")}
    has = {each.casefold() for each in machine.get("TenantIds", ())}
    return wanted <= has if octopus.release == ALL_TENANTS else bool(wanted & has)


def has_tenant_tag(octopus: Octopus, machine: Document, value: str) -> bool:
    """The filter ``tenantTags``, for which some servers return no machine at all (api: collections#filters)."""
    if NO_TAGS_SINCE <= octopus.release < NO_TAGS_UNTIL:
        return False
    return any_of("TenantTags")(octopus, machine, value)


TARGET_TYPES = {"None": "CloudRegion"}
# Unverified: earlier and later releases want one of several tenants.
ALL_TENANTS = (2021, 1)
NO_TAGS_SINCE, NO_TAGS_UNTIL = (2021, 1), (2022, 1)
FILTERS = {
    **NAME_FILTER,
    "roles": any_of("Roles"),
    "isdisabled": equals("IsDisabled"),
    "healthstatuses": any_of("HealthStatus"),
    "commstyles": lambda octopus, machine, value: (
        machine["Endpoint"]["CommunicationStyle"].casefold() in value.casefold().split(",")
    ),
    "tenantids": is_of_tenant,
    "tenanttags": has_tenant_tag,
    "environmentids": any_of("EnvironmentIds"),
    "workerpoolids": any_of("WorkerPoolIds"),
    "thumbprint": equals("Thumbprint"),
    "shellnames": any_of("ShellName"),
    "deploymenttargettypes": is_of_type,
    "targettags": any_of("Roles"),
    "operatingsystemnames": any_of("OperatingSystem"),
}
# Unverified: target tags are the newer name of roles.
NEWER_FILTERS = {"targettags": DESCRIBED, "operatingsystemnames": DESCRIBED}


def routes(collection: str) -> dict[str, Route]:
    return {
        "discover": Route(discover),
        "operatingsystem/names/all": systems(collection, "OperatingSystem"),
        "operatingsystem/shells/all": systems(collection, "ShellName"),
        "{id}/connection": Route(connection),
    }


PLACES = Prop("EnvironmentIds", "list", default=[], required=True)
MACHINE = Kind(
    collection="machines",
    link="Machines",
    item_type="DeploymentTarget",
    id_prefix="Machines",
    permission="Machine",
    parameters="skip,take,name,ids,partialName,roles,isDisabled,healthStatuses,commStyles,tenantIds,tenantTags,"
    "environmentIds,thumbprint,deploymentId,shellNames,deploymentTargetTypes",
    parameters_since={"deploymentTargetTypes": (2021, 2)},
    props=(
        *BASE,
        replace(PLACES, reference=OF_ANY_TYPE, until=DESCRIBED),
        # Ephemeral ones since 2026-08 [OctopusDeploy/Issues#10185].
        replace(PLACES, reference=f"{OF_ANY_TYPE} {ephemeral.COLLECTION}", since=DESCRIBED),
        Prop("Roles", "list", default=[], required=True),
        PARTICIPATION,
        TENANT_IDS,
        TENANT_TAGS,
    ),
    # Workers have no list of tasks in the published description.
    links={**LINKS, "TasksTemplate": "{self}/tasks{?skip,take,type}"},
    newer_links={RECORDED: {"SinglyScopedVariableDetails": "{self}/singlyScopedVariableDetails", "Web": ""}},
    root_links={
        "DiscoverMachine": "/discover{?host,port,type,proxyId}",
        "MachineOperatingSystems": "/operatingsystem/names/all",
        "MachineShells": "/operatingsystem/shells/all",
    },
    filters={**FILTERS, "deploymentid": is_deployed_to},
    filters_since=NEWER_FILTERS,
    routes={
        **routes("machines"),
        "{id}/tasks": Route(atwork.tasks_of_target, gives="page of tasks"),
        "{id}/singlyScopedVariableDetails": Route(singly_scoped, since=RECORDED),
    },
    check=target_check,
    created=created,
    shown=shown,
)
WORKER = Kind(
    collection="workers",
    link="Workers",
    item_type="Worker",
    id_prefix="Workers",
    permission="WorkerEdit",
    parameters="skip,take,name,ids,partialName,isDisabled,healthStatuses,commStyles,workerPoolIds,thumbprint,shellNames",
    props=(*WORKER_BASE, Prop("WorkerPoolIds", "list", default=[], required=True, reference="workerpools")),
    links=LINKS,
    root_links={
        "DiscoverWorker": "/discover{?host,port,type,proxyId}",
        "WorkerOperatingSystems": "/operatingsystem/names/all",
        "WorkerShells": "/operatingsystem/shells/all",
    },
    filters=FILTERS,
    filters_since=NEWER_FILTERS,
    routes=routes("workers"),
    check=worker_check,
    created=created,
    shown=shown,
    deleting=atwork.refuse_leased,
)

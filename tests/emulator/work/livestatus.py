# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The live status of the objects that the last deployment has applied to Kubernetes (api: dashboards#live-status).

No cluster belongs to the emulator, so its control takes the reports of a Kubernetes monitor.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from emulator import answers, permissions
from emulator.handlers import Call
from emulator.model import DESCRIBED, Document, Release, Route
from emulator.refusals import not_found
from emulator.work import boards, dashboards, states
from emulator.work.subject import document

if TYPE_CHECKING:
    from emulator.octopus import Octopus

SINCE: Release = (2025, 3)
ENVIRONMENTS = ("environments", "environments/ephemeral")
# Keys of stored deployments: the objects that monitors have reported, by the ID of their machine; and the moment.
REPORTS, REPORTED = "_reports", "_reported"
# The status of a place whose deployments no monitor has reported on [CLI pkg/cmd/kubernetes/live-status].
NOT_SUPPORTED, NOT_APPLICABLE, NEVER = "NotSupported", "NotApplicable", "1970-01-01T00:00:00Z"
UNKNOWN, WAITING, UNAVAILABLE = "Unknown", "Waiting", "Unavailable"
# Words for the health and the sync of objects, the worst first. The order is unverified.
HEALTHY, IN_SYNC = "Healthy", "InSync"
HEALTH = ("Missing", "Degraded", UNKNOWN, "Stale", "Progressing", HEALTHY)
SYNC = ("OutOfSync", UNKNOWN, IN_SYNC)
SUSPENDED = "Suspended"
TREE = uuid.UUID("5e0e6a3c-1b1c-4b7a-9a53-1d7c3a1d9f10")


def of_place(call: Call, project: Document) -> Document:
    """``projects/{id}/environments/{environment}/(untenanted|tenants/{tenant})/livestatus{?summaryOnly}``."""
    octopus = call.octopus
    key = project["Id"], known_environment(call), known_tenant(call)
    made = [each for each in boards.deployments(octopus, project["SpaceId"]) if boards.key_of(each) == key]
    if made:
        permissions.demand_sight(call, octopus.kinds["deployments"], made[0])
    reports = made[0].get(REPORTS, {}) if made and boards.state(octopus, made[0]) == "Success" else {}
    # Unverified: with summaryOnly the list is empty, and not left out.
    return {
        "MachineStatuses": []
        if dashboards.is_on(call, "summaryonly")
        else [of_machine(octopus, machine, found) for machine, found in reports.items()],
        "Summary": summary(octopus, project, made, [each for found in reports.values() for each in found]),
    }


def known_environment(call: Call) -> str:
    """The ID of the environment in the address."""
    for collection in ENVIRONMENTS:
        found = call.octopus.get(collection, call.values["environment"], call.space)
        if found:
            return str(found["Id"])
    raise not_found()


def known_tenant(call: Call) -> str:
    """The ID of the tenant in the address, or an empty text."""
    tenant = call.values.get("tenant")
    return str(answers.existing(call, "tenants", tenant)["Id"]) if tenant else ""


def summary(octopus: Octopus, project: Document, made: list[Document], objects: list[Document]) -> Document:
    """The status of a place, from its deployments, newest first, and the objects of the newest deployment."""
    health, sync, at = rolled_up(octopus, made, objects)
    # Unverified: how the project's setting combines both, and that the newer properties came in one release.
    combined = project.get("CombineHealthAndSyncStatusInDashboardLiveStatus") and health == HEALTHY
    newer: Document = {}
    if octopus.release >= DESCRIBED:
        newer = {"HealthStatus": health, "SyncStatus": sync, "SyncStatusMessage": None, "TotalOrphanCount": 0}
    return {"Status": sync if combined and sync != IN_SYNC else health, "LastUpdated": at, **newer}


def rolled_up(octopus: Octopus, made: list[Document], objects: list[Document]) -> tuple[str, str, str]:
    """The health, the sync, and the moment of the last report.

    Unverified: a place counts as being in Kubernetes once a monitor has reported on any deployment there.
    """
    at = next((each[REPORTED] for each in made if REPORTED in each), NEVER)
    if at == NEVER:
        return NOT_SUPPORTED, NOT_APPLICABLE, at
    task = document(octopus, made[0]["TaskId"])
    if task["State"] != "Success":
        state = UNAVAILABLE if states.is_over(task) else WAITING
        return state, state, at
    if not objects:
        return UNKNOWN, UNKNOWN, at
    every = list(flat(objects))
    return worst(every, "HealthStatus", HEALTH), worst(every, "SyncStatus", SYNC), at


def flat(objects: Iterable[Document]) -> Iterator[Document]:
    """Objects, each followed by its children, such as the pods of a deployment."""
    for each in objects:
        yield each
        yield from flat(each["Children"])


def worst(objects: Iterable[Document], prop: str, words: tuple[str, ...]) -> str:
    """The worst status of the objects; a suspended job and an object without a status are ignored."""
    found = {each[prop] for each in objects} - {SUSPENDED, None}
    return next((each for each in words if each in found), words[-1])


def of_machine(octopus: Octopus, machine: str, objects: list[Document]) -> Document:
    """The status of a machine with its objects."""
    return {
        "MachineId": machine,
        "Status": worst(flat(objects), "HealthStatus", HEALTH),
        "Resources": [shown(octopus, machine, each) for each in objects],
    }


def shown(octopus: Octopus, machine: str, found: Document) -> Document:
    """An object as clients see it. Which release brought the last properties is unverified."""
    newer: Document = {}
    if octopus.release >= DESCRIBED:
        newer = {
            "Group": found["Group"],
            "HealthStatusMessage": None,
            "SyncStatusMessage": None,
            "ResourceSourceId": machine,
            "SourceType": "KubernetesMonitor",
            "LastUpdated": found["LastUpdated"],
        }
    identity = str(uuid.uuid5(TREE, "/".join((machine, str(found["Namespace"]), found["Kind"], found["Name"]))))
    return {
        **{name: found[name] for name in ("Name", "Namespace", "Kind", "HealthStatus", "SyncStatus")},
        "MachineId": machine,
        "Children": [shown(octopus, machine, each) for each in found["Children"]],
        "DesiredResourceId": identity,
        "ResourceId": identity,
        **newer,
    }


def report(octopus: Octopus, deployment: Document, machine: str, objects: Iterable[Document]) -> Document:
    """Store the report of a machine's monitor about the objects of a deployment."""
    found = [completed(each, octopus.now()) for each in objects]
    reports = {**deployment.get(REPORTS, {}), machine: found}
    return octopus.save(octopus.kinds["deployments"], {**deployment, REPORTS: reports, REPORTED: octopus.now()})


def completed(found: Document, at: str) -> Document:
    """A reported object with all its properties."""
    usual = {"Name": "web", "Namespace": "default", "Kind": "Deployment", "Group": "apps"}
    usual |= {"HealthStatus": HEALTHY, "SyncStatus": IN_SYNC, "LastUpdated": at}
    return {**usual, **found, "Children": [completed(each, at) for each in found.get("Children", ())]}


OF_PROJECT = {
    "{id}/environments/{environment}/untenanted/livestatus": Route(of_place, since=SINCE),
    "{id}/environments/{environment}/tenants/{tenant}/livestatus": Route(of_place, since=SINCE),
}
# The names are those of the .NET client; their templates are unverified.
LINKS = {
    "LiveStatus": "/{projectId}/environments/{environmentId}/untenanted/livestatus{?summaryOnly}",
    "TenantedLiveStatus": "/{projectId}/environments/{environmentId}/tenants/{tenantId}/livestatus{?summaryOnly}",
}

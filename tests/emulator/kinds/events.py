# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Events of machines and packages, newest first (api: events#event).

Events show clients since when a machine has been healthy or unhealthy. A real server also records all other changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from emulator.handlers import Call
from emulator.kinds.common import any_of
from emulator.kinds.schedules import instant
from emulator.model import DESCRIBED, MIXED, Document, Filter, Kind, Prop, Route

if TYPE_CHECKING:
    from emulator.octopus import Octopus

# Octopus's Terraform provider lists these categories and groups; the contents of a group are unverified.
ADDED, ENABLED, DISABLED = "MachineAdded", "MachineEnabled", "MachineDisabled"
OF_HEALTH: Mapping[str, str] = {
    "Healthy": "MachineHealthy",
    "HasWarnings": "MachineHasWarnings",
    "Unhealthy": "MachineUnhealthy",
    "Unavailable": "MachineUnavailable",
}
# Changes of documents (api: events#metadata).
CREATED, MODIFIED, DELETED = "Created", "Modified", "Deleted"
SYSTEM_USER = "system"
RELEASED = "ReleaseCreated"
HEALTH = tuple(OF_HEALTH.values())
OTHERS = ("MachineCleanupFailed", "MachineDeploymentRelatedPropertyWasUpdated")
# The documentation's words for these are "guided failure interruption raised" and "task canceled" (api:
# events#metadata). The categories of runs of runbooks are unverified.
OF_DEPLOYMENTS = ("DeploymentQueued", "DeploymentStarted", "DeploymentSucceeded", "DeploymentFailed")
OF_TASKS = (
    *("ManualInterventionInterruptionRaised", "GuidedFailureInterruptionRaised", "TaskCanceled"),
    *("RunbookRunQueued", "RunbookRunStarted", "RunbookRunSucceeded", "RunbookRunFailed"),
)
GROUPS: Mapping[str, tuple[str, ...]] = {
    "Machine": (ADDED, ENABLED, DISABLED, *HEALTH, *OTHERS),
    "MachineCritical": ("MachineCleanupFailed", "MachineUnavailable"),
    "MachineAvailableForDeployment": (ADDED, ENABLED, "MachineHealthy", "MachineHasWarnings"),
    "MachineUnavailableForDeployment": (DISABLED, "MachineUnavailable", "MachineUnhealthy"),
    "MachineHealthChanged": HEALTH,
    "Deployment": OF_DEPLOYMENTS,
    "DeploymentCritical": ("DeploymentFailed",),
    "Document": (CREATED, MODIFIED, DELETED),
}


def record(octopus: Octopus, category: str, machine: Document, occurred: str = "") -> None:
    """Record an event of a machine; the wording of messages is unverified."""
    policy, places = machine["MachinePolicyId"], machine.get("EnvironmentIds") or machine.get("WorkerPoolIds") or []
    words = category.removeprefix("Machine").lower()
    keep(octopus, category, machine, f"Machine {{}} {words}", machine["Name"], [policy, *places], occurred)


def record_package(octopus: Octopus, category: str, package: Document, by: str) -> None:
    """Record that a package was pushed, replaced or deleted (api: packages#retention); the wording is unverified."""
    name = f"{package['PackageId']} {package['Version']}"
    keep(octopus, category, package, f"Package {{}} was {category.lower()}", name, [package["FeedId"]], by=by)


def keep(
    octopus: Octopus,
    category: str,
    document: Document,
    message: str,
    name: str,
    related: list[str],
    occurred: str = "",
    by: str = SYSTEM_USER,
) -> None:
    """Store an event. In ``message``, braces stand for the document's name; ``by``: the name of a user."""
    number = octopus.store.next_number(KIND.id_prefix, KIND.first_number)
    known = next((each for each in octopus.store.all("users") if each["Username"] == by), None)
    text = message.format(name)
    reference = {
        "ReferencedDocumentId": document["Id"],
        "StartIndex": message.index("{}"),
        "Length": len(name),
    }
    octopus.make(
        KIND.collection,
        {
            "Id": f"{KIND.id_prefix}-{number}",
            "SpaceId": document.get("SpaceId"),
            "Category": category,
            "Occurred": occurred or octopus.now(),
            "Username": by,
            "UserId": known["Id"] if known else "users-system",
            "IdentityEstablishedWith": "",
            "Message": text,
            "MessageHtml": text,
            "MessageReferences": [reference],
            "RelatedDocumentIds": [document["Id"], *related],
        },
        number,
    )


def health_changed(octopus: Octopus, machine: Document, status: str, occurred: str = "") -> None:
    """Record an event if a machine's health has changed."""
    if status != machine["HealthStatus"] and status in OF_HEALTH:
        record(octopus, OF_HEALTH[status], machine, occurred)


def number(event: Document) -> int:
    return int(event["Id"].rpartition("-")[2])


def listed_in(value: str) -> set[str]:
    """The values of a filter, in lower case."""
    return {each.strip().casefold() for each in value.split(",")}


def concerned(event: Document) -> set[str]:
    """The IDs of the documents that an event concerns, in lower case."""
    return {each.casefold() for each in event["RelatedDocumentIds"]}


def regarding(octopus: Octopus, event: Document, value: str) -> bool:
    return bool(listed_in(value) & concerned(event))


def regarding_all(octopus: Octopus, event: Document, value: str) -> bool:
    return listed_in(value) <= concerned(event)


def group(octopus: Octopus, event: Document, value: str) -> bool:
    wanted = listed_in(value)
    return any(event["Category"] in those for name, those in GROUPS.items() if name.casefold() in wanted)


def project_group(octopus: Octopus, event: Document, value: str) -> bool:
    """Whether an event concerns a project of one of these groups."""
    wanted, projects = listed_in(value), octopus.store.all("projects", event["SpaceId"] or "")
    return any(
        each["Id"].casefold() in concerned(event) for each in projects if each["ProjectGroupId"].casefold() in wanted
    )


def tagged(octopus: Octopus, event: Document, value: str) -> bool:
    """Whether an event concerns a tenant with one of these tags (unverified: one is enough)."""
    wanted, tenants = listed_in(value), octopus.store.all("tenants", event["SpaceId"] or "")
    return any(
        wanted & {tag.casefold() for tag in each["TenantTags"]}
        for each in tenants
        if each["Id"].casefold() in concerned(event)
    )


def document_type(octopus: Octopus, event: Document, value: str) -> bool:
    """Whether an event concerns a document whose ID begins with one of these texts (api: events#list-of-events).

    Unverified: any document that it concerns counts, and the hyphen at the end may be missing.
    """
    prefixes = tuple(f"{each.rstrip('-')}-" for each in listed_in(value))
    return any(each.startswith(prefixes) for each in concerned(event))


def since(octopus: Octopus, event: Document, value: str) -> bool:
    return instant(event["Occurred"], "Occurred") >= instant(value, "from")


def until(octopus: Octopus, event: Document, value: str) -> bool:
    """Whether an event is before a moment: this end of the span is excluded (api: events#list-of-events)."""
    return instant(event["Occurred"], "Occurred") < instant(value, "to")


FILTERS: Mapping[str, Filter] = {
    "regarding": regarding_all,
    "regardingany": regarding,
    "projects": regarding,
    "environments": regarding,
    "tenants": regarding,
    "projectgroups": project_group,
    "tags": tagged,
    "documenttypes": document_type,
    "user": any_of("UserId"),
    "users": any_of("UserId"),
    "eventagents": any_of("UserAgent"),
    "eventcategories": any_of("Category"),
    "eventgroups": group,
    "from": since,
    "to": until,
}


def listed(*names: str) -> Route:
    def handle(call: Call, document: Document) -> list[Document]:
        return [{"Id": name, "Name": name, "Links": {}} for name in names]

    return Route(handle)


def groups(call: Call, document: Document) -> list[Document]:
    return [{"Id": name, "Name": name, "EventCategories": list(each), "Links": {}} for name, each in GROUPS.items()]


def document_types(call: Call, document: Document) -> list[Document]:
    """The Id is the prefix of IDs with its hyphen (api: events#metadata)."""
    types = {"Machines-": "Deployment target", "Workers-": "Worker"}
    return [{"Id": prefix, "Name": label} for prefix, label in types.items()]


OFFERED = (
    "skip,regarding,regardingAny,user,users,projects,projectGroups,environments,eventGroups,eventCategories,"
    "eventAgents,tags,tenants,from,to,internal,fromAutoId,toAutoId,documentTypes,asCsv,take,ids,spaces,includeSystem"
)
KIND = Kind(
    collection="events",
    link="Events",
    item_type="Event",
    id_prefix="Events",
    scope=MIXED,
    permission="EventView",
    parameters=f"{OFFERED},excludeDifference",
    # From the Go client's table of 2020.4.
    parameters_since={"excludeDifference": (2020, 4)},
    order="Occurred",
    newest_first=True,
    order_is_age=True,
    named_by="Category",
    unique=False,
    slug_since=None,
    props=(
        Prop("Category"),
        Prop("UserId"),
        Prop("Username"),
        Prop("IsService", "bool", default=False),
        Prop("IdentityEstablishedWith"),
        Prop("UserAgent", default="Server"),
        Prop("Occurred"),
        Prop("Message"),
        Prop("MessageHtml"),
        Prop("MessageReferences", "documents", default=[]),
        Prop("Comments"),
        Prop("Details"),
        Prop("RelatedDocumentIds", "list", default=[]),
        Prop("ChangeDetails", "dict", default={"DocumentContext": None, "Differences": None}),
        Prop("IpAddress", since=(2022, 1)),
        # The emulator records the server's own events alone, which no API key causes.
        Prop("ApiKeyId", since=DESCRIBED),
        Prop("ApiKeyHint", since=DESCRIBED),
    ),
    filters=FILTERS,
    root_links={
        "EventAgents": "/agents",
        "EventCategories": "/categories{?appliesTo}",
        "EventDocumentTypes": "/documenttypes",
        "EventGroups": "/groups{?appliesTo}",
    },
    routes={
        "agents": listed("Server"),
        "categories": listed(
            ADDED, ENABLED, DISABLED, *HEALTH, *OTHERS, *OF_TASKS, *OF_DEPLOYMENTS, RELEASED, CREATED, MODIFIED, DELETED
        ),
        "documenttypes": Route(document_types),
        "groups": Route(groups),
    },
    can_create=False,
    can_change=False,
    can_delete=False,
    has_all=False,
)

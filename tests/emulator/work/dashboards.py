# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The two dashboards of a space: the deployments that are current (api: dashboards#dashboard).

A filter matches IDs alone, and an unknown ID gives an empty board. Every user may read all documents of a board here,
so permissions leave nothing out.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from emulator import answers
from emulator.handlers import Call
from emulator.kinds import dashboardconfiguration, releaseversions, tagrules
from emulator.model import DESCRIBED, Document
from emulator.work import boards

if TYPE_CHECKING:
    from emulator.octopus import Octopus


@dataclass(frozen=True)
class Filter:
    """The IDs, in lower case, that a board shows; None for all."""

    projects: frozenset[str] | None = None
    environments: frozenset[str] | None = None
    tenants: frozenset[str] | None = None
    releases: frozenset[str] | None = None

    def takes(self, deployment: Document) -> bool:
        return all(
            wanted is None or str(deployment[name] or "").casefold() in wanted
            for name, wanted in (
                ("ProjectId", self.projects),
                ("EnvironmentId", self.environments),
                ("TenantId", self.tenants),
                ("ReleaseId", self.releases),
            )
        )


EVERYTHING = Filter()


def wanted(call: Call, name: str) -> frozenset[str] | None:
    """The values of a parameter in lower case; None without it."""
    values = frozenset(each.strip().casefold() for each in call.query.get(name, "").split(",") if each.strip())
    return values or None


def is_on(call: Call, name: str) -> bool:
    return call.query.get(name, "").casefold() == "true"


def dynamic(call: Call, nothing: Document) -> Document:
    """``dashboard/dynamic{?projects,environments,includePrevious}``."""
    chosen = Filter(projects=wanted(call, "projects"), environments=wanted(call, "environments"))
    found = [each for each in boards.deployments(call.octopus, call.space) if chosen.takes(each)]
    items = [boards.item(call.octopus, each, True) for each in boards.current(found)]
    if is_on(call, "includeprevious"):
        items += [boards.item(call.octopus, each, False, True) for each in boards.previous(call.octopus, found)]
    return board(call, chosen, items)


def static(call: Call, nothing: Document) -> Document:
    """``dashboard``. Unverified: ``releaseId`` and ``selectedTags`` leave out other deployments, like the filters that
    ``IsFiltered`` is about. ``showAll`` ignores the user's configuration of the dashboard.
    """
    tags = wanted(call, "selectedtags")
    chosen = Filter(
        projects=wanted(call, "projectid"),
        releases=wanted(call, "releaseid"),
        tenants=wanted(call, "selectedtenants"),
    )
    own = EVERYTHING if is_on(call, "showall") else configured(call)
    found = [each for each in boards.deployments(call.octopus, call.space) if chosen.takes(each) and own.takes(each)]
    if tags:
        tenants = {each["Id"] for each in tenants_of(call) if tagrules.fit(tags, each["TenantTags"])}
        found = [each for each in found if each["TenantId"] in tenants]
    items = [boards.item(call.octopus, each, True) for each in boards.current(found)]
    if is_on(call, "highestlatestversionperprojectandenvironment"):
        items = highest(items)
    return board(call, chosen, items, own)


def configured(call: Call) -> Filter:
    """The projects and environments that the user's configuration chooses for the dashboard.

    Unverified: an empty property leaves nothing out, and the tenants in the configuration have no effect.
    """
    octopus = call.octopus
    of = dashboardconfiguration.of_user(octopus, call.space, call.user)
    named = {*of["IncludedProjectIds"], *of["IncludedProjectGroupIds"]}
    projects = octopus.visible(octopus.kinds["projects"], call.space, False)
    places = octopus.visible(octopus.kinds["environments"], call.space, False)
    return Filter(
        projects=included(projects, named, of.get("IncludedProjectTags"), "ProjectTags", of["ProjectLimit"]),
        environments=included(
            places, of["IncludedEnvironmentIds"], of.get("IncludedEnvironmentTags"), "EnvironmentTags"
        ),
    )


def included(
    found: list[Document], named: Collection[str], tags: Collection[str] | None, prop: str, limit: int | None = None
) -> frozenset[str] | None:
    """The IDs, in lower case, of the documents that are named, that are in a named group, or that have one of the tags.

    ``limit``: the maximum number of IDs. None without names, tags and limit.
    """
    if not named and not tags and not limit:
        return None
    chosen = [
        each
        for each in found
        if not (named or tags)
        or {each["Id"], each.get("ProjectGroupId")} & set(named)
        or set(tags or ()) & set(each.get(prop, ()))
    ]
    return frozenset(each["Id"].casefold() for each in chosen[: limit or None])


def highest(items: list[Document]) -> list[Document]:
    """The item with the highest version for each project and environment; of equal ones the newest."""
    found: dict[tuple[str, str], Document] = {}
    for each in items:
        cell = each["ProjectId"], each["EnvironmentId"]
        best = found.get(cell)
        if best is None or order(best) < order(each):
            found[cell] = each
    return list(found.values())


def order(item: Document) -> releaseversions.Order:
    return releaseversions.order(item["ReleaseVersion"])


def tenants_of(call: Call) -> list[Document]:
    return call.octopus.visible(call.octopus.kinds["tenants"], call.space, False)


def board(call: Call, chosen: Filter, items: list[Document], own: Filter = EVERYTHING) -> Document:
    """The whole answer, with the documents that the items and their filters name. ``own``: the user's configuration.

    Unverified: projects without a deployment are included.
    """
    octopus = call.octopus
    projects = [
        each
        for each in octopus.visible(octopus.kinds["projects"], call.space, False)
        if has(chosen.projects, each) and has(own.projects, each)
    ]
    reached = {each["Id"]: environments_of(octopus, each, chosen, own) for each in projects}
    shown = {place["Id"] for places in reached.values() for place in places} | {each["EnvironmentId"] for each in items}
    groups = {each["ProjectGroupId"] for each in projects}
    named = {each["TenantId"] for each in items}
    return {
        "Id": None,
        "Projects": [project(octopus, each, reached[each["Id"]]) for each in projects],
        "ProjectGroups": [
            {**reference(octopus, "projectgroups", each), "EnvironmentIds": each["EnvironmentIds"]}
            for each in octopus.visible(octopus.kinds["projectgroups"], call.space, False)
            if each["Id"] in groups
        ],
        "Environments": [
            reference(octopus, "environments", each)
            for each in octopus.visible(octopus.kinds["environments"], call.space, False)
            if each["Id"] in shown
        ],
        "Tenants": [
            tenant(octopus, each)
            for each in tenants_of(call)
            if each["Id"] in named or reached.keys() & each["ProjectEnvironments"].keys()
        ],
        "Items": items,
        **({"PreviousItems": [each for each in items if each["IsPrevious"]]} if octopus.release < DESCRIBED else {}),
        "ProjectLimit": dashboardconfiguration.of_user(octopus, call.space, call.user)["ProjectLimit"],
        "IsFiltered": any(each is not None for each in (chosen.projects, chosen.environments, chosen.tenants)),
        "Links": {"Self": call.own},
    }


def has(wanted: frozenset[str] | None, document: Document) -> bool:
    return wanted is None or document["Id"].casefold() in wanted


def environments_of(octopus: Octopus, project: Document, chosen: Filter, own: Filter) -> list[Document]:
    """The environments in the lifecycles of a project and its channels that are chosen, in their order."""
    found = boards.environments(octopus, project)
    return [each for each in found if has(chosen.environments, each) and has(own.environments, each)]


def reference(octopus: Octopus, collection: str, document: Document) -> Document:
    """A document's ID, name and address."""
    own = answers.address(octopus, octopus.kinds[collection], document)
    return {"Id": document["Id"], "Name": document["Name"], "Links": {"Self": own}}


def project(octopus: Octopus, document: Document, environments: list[Document]) -> Document:
    return {
        **reference(octopus, "projects", document),
        "Slug": document["Slug"],
        "ProjectGroupId": document["ProjectGroupId"],
        "EnvironmentIds": [each["Id"] for each in environments],
        "TenantedDeploymentMode": document["TenantedDeploymentMode"],
        "CanPerformUntenantedDeployment": document["TenantedDeploymentMode"] != "Tenanted",
        "IsDisabled": document["IsDisabled"],
    }


def tenant(octopus: Octopus, document: Document) -> Document:
    names = ("TenantTags", "ProjectEnvironments", *(["IsDisabled"] if octopus.release >= DESCRIBED else []))
    return {**reference(octopus, "tenants", document), **{name: document[name] for name in names}}

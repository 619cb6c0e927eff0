# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Environment (api: environments#environment)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emulator import crud
from emulator.handlers import Call
from emulator.kinds import (
    environmentsummary,
    everystep,
    lifecycles,
    parentenvironments,
    tenantvariables,
    variablescopes,
)
from emulator.kinds.common import (
    DESCRIPTION,
    ENVIRONMENT_NAME,
    EXTENSION_SETTINGS,
    NAME_FILTER,
    SLUG,
    known_tags,
    last_in_order,
    refuse_restricting,
)
from emulator.kinds.ordering import reorder
from emulator.model import DESCRIBED, RECORDED_ROOT, Document, Kind, Prop, Route
from emulator.refusals import invalid

if TYPE_CHECKING:
    from emulator.octopus import Octopus


def check(octopus: Octopus, environment: Document, old: Document) -> None:
    last_in_order(octopus, "environments", environment, old)
    known_tags(octopus, environment, "EnvironmentTags")


def deleting(octopus: Octopus, environment: Document) -> None:
    space, own = environment.get("SpaceId") or "", environment["Id"]
    users = [
        lifecycle["Name"]
        for lifecycle in octopus.store.all("lifecycles", space)
        for phase in lifecycle["Phases"]
        if own in phase["AutomaticDeploymentTargets"] + phase["OptionalDeploymentTargets"]
    ]
    if users:
        names = ", ".join(dict.fromkeys(users))
        raise invalid(
            f"This environment cannot be deleted because it is being used by the following lifecycles: [{names}]"
        )
    # Machines, steps and teams block a deletion; the wording is unverified.
    for machine in octopus.store.all("machines", space):
        if machine["EnvironmentIds"] == [own]:
            raise invalid(f"This environment cannot be deleted because machine '{machine['Name']}' is only in it.")
    for _process, step, action in everystep.actions(octopus, space):
        if own in [*action.get("Environments", []), *action.get("ExcludedEnvironments", [])]:
            raise invalid(f"This environment cannot be deleted because step '{step['Name']}' is scoped to it.")
    refuse_restricting(octopus, environment, "EnvironmentIds", "environment")
    # Connected tenants lose the environment [OctopusDeploy/Issues#2695].
    for tenant in octopus.store.all("tenants", space):
        connected = tenant["ProjectEnvironments"]
        values = tenantvariables.without_environment(tenant, own)
        left = {project: [each for each in ids or [] if each != own] for project, ids in connected.items()}
        if left != connected or values != tenantvariables.entries_of(tenant):
            changed = {**tenant, "ProjectEnvironments": left, tenantvariables.VALUES: values}
            octopus.save(octopus.kinds["tenants"], changed)


def singly_scoped(call: Call, environment: Document) -> Document:
    return variablescopes.singly_scoped(call.octopus, "Environment", environment)


def everywhere(call: Call, document: Document) -> list[Document]:
    """All environments, or the environments of the lifecycles of a project or a channel.

    The reference has both parameters; the lifecycles that count for a project with several channels are unverified.
    """
    found: list[Document] = crud.all_of(call, KIND)
    for name, collection in (("projectid", "projects"), ("channelid", "channels")):
        if call.query.get(name):
            owner = call.octopus.must_exist(collection, call.query[name], call.space, name)
            reached = lifecycles.environments(call.octopus, followed(call.octopus, owner))
            found = [each for each in found if reached is None or each["Id"] in reached]
    return found


def followed(octopus: Octopus, owner: Document) -> set[str]:
    """The lifecycles of a project and its channels, or of a channel, which may use the lifecycle of its project."""
    if "ProjectId" in owner:
        project = octopus.must_exist("projects", owner["ProjectId"], owner["SpaceId"], "ProjectId")
        return {owner["LifecycleId"] or project["LifecycleId"]}
    own = {each["LifecycleId"] for each in octopus.children("channels", owner)}
    return {each or owner["LifecycleId"] for each in own}


def metadata(call: Call, environment: Document) -> list[Document]:
    """The answer without any extension, because none is installed."""
    return []


KIND = Kind(
    collection="environments",
    link="Environments",
    item_type="Environment",
    page_size=10,
    id_prefix="Environments",
    parameters="name,skip,ids,take,partialName",
    order="SortOrder",
    props=(
        ENVIRONMENT_NAME,
        SLUG,
        DESCRIPTION,
        Prop("SortOrder", "int", default=0),
        Prop("UseGuidedFailure", "bool", default=False),
        Prop("AllowDynamicInfrastructure", "bool", default=False),
        EXTENSION_SETTINGS,
        Prop("EnvironmentTags", "list", default=[], tags=True, since=(2025, 1)),
    ),
    links={
        "Machines": "{self}/machines{?skip,take,partialName,roles,isDisabled,healthStatuses,commStyles,tenantIds,"
        "tenantTags,shellNames}",
        "SinglyScopedVariableDetails": "{self}/singlyScopedVariableDetails",
        "Metadata": "{self}/metadata",
    },
    root_links={
        "EnvironmentSortOrder": "/sortorder",
        "EnvironmentsSummary": f"/summary{{?{environmentsummary.PARAMETERS}}}",
    },
    newer_root_links={
        RECORDED_ROOT: {"EnvironmentsSummary": f"/summary{{?{environmentsummary.PARAMETERS},deploymentTargetTypes}}"}
    },
    filters=NAME_FILTER,
    routes={
        "sortorder": reorder("environments"),
        "summary": Route(environmentsummary.summary),
        "all": Route(everywhere, since=DESCRIBED, gives="list of environments"),
        "v2": Route(parentenvironments.every_type, since=parentenvironments.PARENTS),
        "{id}/machines": Route(crud.nested("machines", "EnvironmentIds", size=20), gives="page of machines"),
        "{id}/singlyScopedVariableDetails": Route(singly_scoped),
        "{id}/metadata": Route(metadata),
    },
    check=check,
    deleting=deleting,
)

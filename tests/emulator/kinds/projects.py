# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Project (api: projects#project)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from emulator import crud
from emulator.git import checkout, repository, routes, settings
from emulator.handlers import Call
from emulator.kinds import (
    automaticreleases,
    deploymentsettings,
    ephemeralenvironments,
    logos,
    processes,
    processtemplates,
    progression,
    projectclones,
    runbooks,
    triggers,
    variables,
)
from emulator.kinds.common import (
    CONNECTIVITY,
    DESCRIPTION,
    EXTENSION_SETTINGS,
    GIT_PROJECTS,
    ICON,
    NAME,
    NAME_FILTER,
    PACKAGE,
    TEMPLATES,
    TENANTED,
    checked_templates,
    equals,
    known_tags,
    refuse_restricting,
)
from emulator.model import DESCRIBED, RECORDED, Document, Kind, Prop, Route
from emulator.refusals import invalid
from emulator.work import livestatus, progress, taskruns

if TYPE_CHECKING:
    from emulator.octopus import Octopus

DEFAULT_VERSION = "#{Octopus.Version.LastMajor}.#{Octopus.Version.LastMinor}.#{Octopus.Version.NextPatch}"
DONOR_STEP = "DonorPackageStepId"
# PersistenceSettings has replaced it; the month is unverified.
PREVIEW = (2020, 4)
# The .NET client has had it since 2025-09-29.
TEMPLATED = (2025, 4)
# Names that are other addresses below the collection [OctopusDeploy/Issues#2004, #2728]. Unverified: the list is
# complete, and case does not count.
RESERVED = ("all", "new")


def check(octopus: Octopus, project: Document, old: Document) -> None:
    if project["Name"].casefold() in RESERVED:
        raise invalid(f"A project cannot be named '{project['Name']}'")
    # A separate request moves a project to Git (api: projects#convert).
    if octopus.release >= GIT_PROJECTS:
        project["PersistenceSettings"] = settings.kept(octopus, project, old)
    project["LifecycleId"] = project["LifecycleId"] or first_lifecycle(octopus, project)
    project["VariableSetId"] = f"variableset-{project['Id']}"
    project["DeploymentProcessId"] = processes.process_id(project["Id"])
    project["VersioningStrategy"] = versioning(project)
    automaticreleases.check(octopus, project)
    checked_templates(project["Templates"])
    known_tags(octopus, project, "ProjectTags")


def versioning(project: Document) -> Document | None:
    """How releases get their numbers. Only the settings at a ref say so for a project in Git [CLI fixtures]."""
    if repository.is_versioned(project) and not checkout.is_at_ref(project):
        return None
    strategy = project["VersioningStrategy"] or {"Template": DEFAULT_VERSION, "DonorPackage": None}
    if strategy["Template"] and strategy["DonorPackage"]:
        raise invalid("Only one of either a donor package step or a version template may be provided.")
    # The older property for a package is stored as sent [TF resource_project_versioning_strategy_test.go].
    if strategy.get(DONOR_STEP) is None:
        strategy.pop(DONOR_STEP, None)
    return dict(strategy)


def first_lifecycle(octopus: Octopus, project: Document) -> str | None:
    """The first lifecycle of a space, None without one; unverified: it is the default for a new project."""
    return next((str(each["Id"]) for each in octopus.store.all("lifecycles", project["SpaceId"])), None)


def created(octopus: Octopus, project: Document, source: Document | None) -> None:
    """Create a project's process, variables and default channel, or copies of these for a clone."""
    owned = {"SpaceId": project["SpaceId"], "ProjectId": project["Id"]}
    process = octopus.store.get(source["DeploymentProcessId"]) if source else None
    variables = octopus.store.get(source["VariableSetId"]) if source else None
    renamed = projectclones.cloned_channels(octopus, project, source) if source else {}
    if source is None:
        projectclones.default_channel(octopus, project)
    else:
        runbooks.copied(octopus, project, source, renamed)
    steps = processes.cloned(process[1]["Steps"], renamed) if process else []
    if source:
        renamed[source["Id"]] = project["Id"]
    octopus.make("deploymentprocesses", {"Id": project["DeploymentProcessId"], **owned, "Steps": steps})
    own = {"Id": project["VariableSetId"], "SpaceId": project["SpaceId"], "OwnerId": project["Id"]}
    scoped = [projectclones.rescoped(each, renamed) for each in variables[1]["Variables"]] if variables else []
    octopus.make("variables", {**own, "Variables": scoped})
    if source:
        strategy = {**source["ReleaseCreationStrategy"]}
        strategy["ChannelId"] = renamed.get(strategy["ChannelId"])
        automatic = {"AutoCreateRelease": source["AutoCreateRelease"], "ReleaseCreationStrategy": strategy}
        octopus.save(octopus.kinds["projects"], {**project, **automatic})
        triggers.copied(octopus, project, source, renamed)
        if project.get("_RetainTenantConnections"):
            projectclones.connected(octopus, project, source)


def deleting(octopus: Octopus, project: Document) -> None:
    refuse_restricting(octopus, project, "ProjectIds", "project")
    # Unverified: the connections of tenants are removed, too.
    for tenant in octopus.store.all("tenants", project["SpaceId"]):
        if tenant["ProjectEnvironments"].pop(project["Id"], None) is not None:
            octopus.save(octopus.kinds["tenants"], tenant)
    octopus.store.delete(project["DeploymentProcessId"])
    octopus.store.delete(project["VariableSetId"])
    repository.removed(octopus, project)


def change(call: Call, project: Document) -> Document:
    """PUT of ``{id}``."""
    kind = call.octopus.kinds["projects"]
    if repository.is_versioned(project):
        settings.refuse_change(call.octopus, project, crud.document_of(call), settings.mirrored(kind.props))
    return dict(crud.on_document(call, kind, project)[1])


def shown(octopus: Octopus, project: Document) -> Document:
    return {**project, "_links": routes.links(project)}


def summary(call: Call, project: Document) -> Document:
    process = call.octopus.store.get(project["DeploymentProcessId"])
    found = {
        "HasDeploymentProcess": bool(process and process[1]["Steps"]),
        "HasRunbooks": bool(call.octopus.children("runbooks", project)),
    }
    if call.octopus.release >= DESCRIBED:
        made = call.octopus.store.holding("deployments", "ProjectId", project["Id"], project["SpaceId"] or "")
        found["HasBeenSuccessfullyDeployed"] = any(progress.has_succeeded(call.octopus, each) for each in made)
    return found


def metadata(call: Call, project: Document) -> list[Document]:
    """The answer without any extension, because none is installed."""
    return []


# Unverified: older servers, whose description lacks it, have no older property either.
VERSIONING = (Prop("Template"), Prop("DonorPackage", "dict", parts=PACKAGE), Prop(DONOR_STEP, since=GIT_PROJECTS))
OVERRIDE = (Prop("EnvironmentId"), Prop("TenantId"), Prop("ReleaseId"))
PROJECT = Kind(
    collection="projects",
    link="Projects",
    newer_root_links={livestatus.SINCE: livestatus.LINKS},
    item_type="Project",
    id_prefix="Projects",
    slug_since=(0, 0),
    parameters="name,skip,ids,clone,take,partialName,clonedFromProjectId",
    filters={**NAME_FILTER, "clonedfromprojectid": equals("ClonedFromProjectId")},
    props=(
        NAME,
        Prop("Slug", trim=True),
        DESCRIPTION,
        Prop("IsDisabled", "bool", default=False),
        Prop("ProjectGroupId", required=True, reference="projectgroups"),
        Prop("LifecycleId", required=True, reference="lifecycles", until=DESCRIBED),
        Prop("LifecycleId", reference="lifecycles", since=DESCRIBED),
        Prop("VariableSetId", read_only=True),
        Prop("DeploymentProcessId", read_only=True),
        Prop("ClonedFromProjectId", read_only=True),
        Prop("IncludedLibraryVariableSetIds", "list", default=[], reference="libraryvariablesets"),
        Prop("TenantedDeploymentMode", choices=TENANTED, default="Untenanted"),
        Prop("DiscreteChannelRelease", "bool", default=False),
        Prop("AutoCreateRelease", "bool", default=False),
        Prop("ReleaseCreationStrategy", "dict", default={}, parts=automaticreleases.STRATEGY),
        Prop("AutoDeployReleaseOverrides", "documents", default=[], parts=OVERRIDE),
        TEMPLATES,
        EXTENSION_SETTINGS,
        Prop("IsVersionControlled", "bool", default=False, read_only=True),
        Prop("VersionControlSettings", "dict", read_only=True, since=PREVIEW, until=GIT_PROJECTS),
        replace(settings.PERSISTENCE, since=GIT_PROJECTS),
        Prop("ProvisioningRunbookId", since=DESCRIBED),
        Prop("DeprovisioningRunbookId", since=DESCRIBED),
        # For projects from a template, which are not served.
        Prop("ProjectTemplateDetails", "dict", read_only=True, since=TEMPLATED),
        Prop("DefaultGuidedFailureMode", choices=("EnvironmentDefault", "Off", "On"), default="EnvironmentDefault"),
        Prop("DefaultToSkipIfAlreadyInstalled", "bool", default=False),
        Prop("VersioningStrategy", "dict", parts=VERSIONING),
        Prop("ProjectConnectivityPolicy", "dict", default={}, parts=CONNECTIVITY),
        # Null unless they were set, in a project of a server of 2024.3.
        Prop("ReleaseNotesTemplate"),
        Prop("DeploymentChangesTemplate"),
        Prop("ForcePackageDownload", "bool", default=False, since=deploymentsettings.PACKAGES),
        # The quarters in which the .NET client got these properties.
        Prop("AllowIgnoreChannelRules", "bool", default=False, since=(2024, 2)),
        Prop("CombineHealthAndSyncStatusInDashboardLiveStatus", "bool", default=False, since=(2025, 2)),
        Prop("ExecuteDeploymentsOnEventBasedPipeline", "bool", default=False, since=DESCRIBED),
        Prop("DefaultPowerShellEdition", default="Desktop", since=(2025, 4), until=DESCRIBED),
        Prop("DefaultPowerShellEdition", default="Desktop", choices=("Desktop", "Core"), since=DESCRIBED),
        Prop("IsBadgesEnabled", "bool", default=False, since=(2026, 2)),
        Prop("ProjectTags", "list", default=[], tags=True, since=(2025, 1)),
        # An instruction for a clone [CS ProjectResource].
        Prop(
            "RetainTenantConnections", "bool", default=False, never_returned=True, create_only=True, since=GIT_PROJECTS
        ),
        ICON,
    ),
    links={
        "Web": "/app#{space}/projects/{id}",
        "DeploymentProcess": "{api}/deploymentprocesses/deploymentprocess-{id}",
        "Variables": "{api}/variables/variableset-{id}",
        "Summary": "{self}/summary",
        "Metadata": "{self}/metadata",
        "Progression": "{api}/progression/{id}",
        **logos.LINKS,
    },
    newer_links={
        runbooks.SINCE: {
            "RunbookTaskRunDashboardItemsTemplate": f"{{api}}/progression/runbooks/taskRuns{taskruns.TEMPLATE}"
        },
        GIT_PROJECTS: {
            "DeploymentProcess": "{self}/deploymentprocesses",
            "DeploymentSettings": "{self}/deploymentsettings",
        },
        routes.AT_REFS: routes.IN_DATABASE,
        RECORDED: {
            "Progression": "{self}/progression{?releaseHistoryCount}",
            "Variables": "{self}/variables",
        },
    },
    routes={
        "{id}": Route(change, ("PUT",), gives="projects", takes="projects"),
        "{id}/deploymentprocesses": Route(
            processes.of_project,
            ("GET", "HEAD", "PUT"),
            permission="ProcessEdit",
            since=GIT_PROJECTS,
            gives="deploymentprocesses",
            takes="deploymentprocesses",
        ),
        "{id}/deploymentprocesses/template": Route(processtemplates.of_project, since=GIT_PROJECTS),
        "{id}/deploymentsettings": Route(deploymentsettings.of_project, ("GET", "HEAD", "PUT"), since=GIT_PROJECTS),
        "{id}/variables": Route(
            variables.of_project,
            ("GET", "HEAD", "PUT"),
            permission="",
            since=variables.OF_PROJECTS,
            may_be=(500,),
        ),
        "{id}/summary": Route(summary),
        "{id}/metadata": Route(metadata),
        **logos.routes("projects"),
        **progression.OF_PROJECT,
        **livestatus.OF_PROJECT,
        **ephemeralenvironments.OF_PROJECT,
        **routes.ROUTES,
    },
    check=check,
    cloned=projectclones.cloned,
    created=created,
    deleting=deleting,
    shown=shown,
)

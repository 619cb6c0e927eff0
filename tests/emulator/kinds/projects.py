# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Project, its group and its channels (octopus-api.md 3.3, 3.4, 3.10)."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from emulator.kinds.common import (
    DESCRIPTION,
    EXTENSION_SETTINGS,
    ICON,
    NAME,
    NAME_FILTER,
    SLUG,
    TEMPLATES,
    TENANTED,
    equals,
)
from emulator.model import Document, Kind, Prop, invalid

if TYPE_CHECKING:
    from emulator.octopus import Octopus

PACKAGE = (Prop("DeploymentAction"), Prop("PackageReference", default=""))
DEFAULT_VERSION = "#{Octopus.Version.LastMajor}.#{Octopus.Version.LastMinor}.#{Octopus.Version.NextPatch}"
NO_POLICY = {
    "SkipMachineBehavior": "None",
    "TargetRoles": [],
    "AllowDeploymentsToNoTargets": False,
    "ExcludeUnhealthyTargets": False,
}


def check(octopus: Octopus, project: Document, old: Document) -> None:
    if "Id" not in project:
        return
    project["VariableSetId"] = f"variableset-{project['Id']}"
    project["DeploymentProcessId"] = f"deploymentprocess-{project['Id']}"
    project["PersistenceSettings"] = project.get("PersistenceSettings") or {"Type": "Database"}
    project["ProjectConnectivityPolicy"] = project["ProjectConnectivityPolicy"] or dict(NO_POLICY)
    versioning = project["VersioningStrategy"] or {"Template": DEFAULT_VERSION, "DonorPackage": None}
    if versioning["Template"] and versioning["DonorPackage"]:
        raise invalid("Only one of either a donor package step or a version template may be provided.")
    project["VersioningStrategy"] = versioning
    automatic = project["ReleaseCreationStrategy"] or {"ChannelId": None, "ReleaseCreationPackage": None}
    project["ReleaseCreationStrategy"] = automatic
    if project["AutoCreateRelease"] and not automatic["ChannelId"]:
        raise invalid("A channel ID must be provided to enable Automatic Release Creation.")
    if project["AutoCreateRelease"] and not automatic["ReleaseCreationPackage"]:
        raise invalid("A package step must be provided to enable Automatic Release Creation.")
    if automatic["ChannelId"] and not old:
        raise invalid("The specified Automatic Release Creation channel belongs to a different project.")
    for template in project["Templates"]:
        settings = template["DisplaySettings"]
        if settings.get("Octopus.ControlType") == "Select" and not settings.get("Octopus.SelectOptions"):
            raise invalid(f"Variable template '{template['Name']}' does not have drop down options set.")


def created(octopus: Octopus, project: Document) -> None:
    """A project brings its process, its variables and a default channel; a clone those of its source."""
    space, query = project.get("SpaceId") or "", project.pop("_query", {})
    source = octopus.get("projects", query.get("clone", ""), space) if query.get("clone") else None
    if source:
        inherited = {k: v for k, v in source.items() if k not in ("Id", "Name", "Slug", "Description", "LifecycleId")}
        inherited = {
            k: v for k, v in inherited.items() if not k.startswith(("ProjectGroup", "VariableSet", "Deployment"))
        }
        project.update(copy.deepcopy({**inherited, "ClonedFromProjectId": source["Id"]}))
        octopus.save(octopus.kinds["projects"], project)
    steps = octopus.process(source["Id"])["Steps"] if source else []
    octopus.put_singleton("deploymentprocesses", project["DeploymentProcessId"], project, Steps=steps, Version=0)
    octopus.put_singleton(
        "variables", project["VariableSetId"], project, Variables=[], Version=0, OwnerId=project["Id"]
    )
    channel = {"Name": "Default", "ProjectId": project["Id"], "IsDefault": True}
    octopus.create(octopus.kinds["channels"], channel, space)


def deleting(octopus: Octopus, project: Document) -> None:
    for channel in octopus.store.all("channels", project.get("SpaceId") or ""):
        if channel["ProjectId"] == project["Id"]:
            octopus.store.delete(channel["Id"])
    octopus.store.delete(project["DeploymentProcessId"])
    octopus.store.delete(project["VariableSetId"])


def group_deleting(octopus: Octopus, group: Document) -> None:
    for project in octopus.store.all("projects", group.get("SpaceId") or ""):
        if project["ProjectGroupId"] == group["Id"]:
            # That it is refused, and the wording, are unverified.
            raise invalid(f"This project group cannot be deleted because it contains project '{project['Name']}'.")


def channel_deleting(octopus: Octopus, channel: Document) -> None:
    if channel["IsDefault"]:
        raise invalid("You cannot delete the default channel.")


NEWER = (2021, 1)
GROUP = Kind(
    collection="projectgroups",
    link="ProjectGroups",
    item_type="ProjectGroup",
    id_prefix="ProjectGroups",
    props=(NAME, SLUG, DESCRIPTION, Prop("EnvironmentIds", "list", default=[]), Prop("RetentionPolicyId")),
    links={"Projects": "{self}/projects{?skip,take,partialName}"},
    deleting=group_deleting,
)
CHANNEL = Kind(
    collection="channels",
    link="Channels",
    item_type="Channel",
    id_prefix="Channels",
    unique=False,
    props=(
        NAME,
        SLUG,
        DESCRIPTION,
        Prop("ProjectId", required=True, create_only=True, reference="projects"),
        Prop("LifecycleId", reference="lifecycles"),
        Prop("IsDefault", "bool", default=False),
        Prop("Rules", "list", default=[]),
        Prop("TenantTags", "list", default=[]),
    ),
    deleting=channel_deleting,
)
PROJECT = Kind(
    collection="projects",
    link="Projects",
    item_type="Project",
    id_prefix="Projects",
    parameters="name,skip,ids,clone,take,partialName,clonedFromProjectId",
    filters={**NAME_FILTER, "clonedfromprojectid": equals("ClonedFromProjectId")},
    props=(
        NAME,
        SLUG,
        DESCRIPTION,
        Prop("IsDisabled", "bool", default=False),
        Prop("ProjectGroupId", required=True, reference="projectgroups"),
        Prop("LifecycleId", required=True, reference="lifecycles"),
        Prop("VariableSetId", read_only=True),
        Prop("DeploymentProcessId", read_only=True),
        Prop("ClonedFromProjectId", read_only=True),
        Prop("IncludedLibraryVariableSetIds", "list", default=[], reference="libraryvariablesets"),
        Prop("TenantedDeploymentMode", choices=TENANTED, default="Untenanted"),
        Prop("DiscreteChannelRelease", "bool", default=False),
        Prop("AutoCreateRelease", "bool", default=False),
        Prop(
            "ReleaseCreationStrategy",
            "dict",
            parts=(Prop("ChannelId", reference="channels"), Prop("ReleaseCreationPackage", "dict", parts=PACKAGE)),
        ),
        Prop("AutoDeployReleaseOverrides", "list", default=[]),
        TEMPLATES,
        EXTENSION_SETTINGS,
        Prop("IsVersionControlled", "bool", default=False, read_only=True),
        Prop("PersistenceSettings", "dict", read_only=True, since=NEWER),
        Prop("DefaultGuidedFailureMode", choices=("EnvironmentDefault", "Off", "On"), default="EnvironmentDefault"),
        Prop("DefaultToSkipIfAlreadyInstalled", "bool", default=False),
        Prop("VersioningStrategy", "dict", parts=(Prop("Template"), Prop("DonorPackage", "dict", parts=PACKAGE))),
        Prop(
            "ProjectConnectivityPolicy",
            "dict",
            parts=(
                Prop("SkipMachineBehavior", choices=("None", "SkipUnavailableMachines"), default="None"),
                Prop("TargetRoles", "list", default=[]),
                Prop("AllowDeploymentsToNoTargets", "bool", default=False),
                Prop("ExcludeUnhealthyTargets", "bool", default=False),
            ),
        ),
        Prop("ReleaseNotesTemplate", default=""),
        Prop("DeploymentChangesTemplate", default=""),
        Prop("ForcePackageDownload", "bool", default=False, since=NEWER),
        Prop("AllowIgnoreChannelRules", "bool", default=False, since=NEWER),
        Prop("ExecuteDeploymentsOnEventBasedPipeline", "bool", default=False, since=NEWER),
        Prop("CombineHealthAndSyncStatusInDashboardLiveStatus", "bool", default=False, since=NEWER),
        Prop("DefaultPowerShellEdition", default="Desktop", since=NEWER),
        Prop("IsBadgesEnabled", "bool", default=False, since=NEWER),
        Prop("ProjectTags", "list", default=[], since=(2025, 1)),
        ICON,
    ),
    links={
        "Web": "/app#{space}/projects/{id}",
        "Channels": "{self}/channels{/id}{?skip,take,partialName}",
        "DeploymentProcess": "{api}/deploymentprocesses/deploymentprocess-{id}",
        "Variables": "{api}/variables/variableset-{id}",
    },
    check=check,
    created=created,
    deleting=deleting,
)

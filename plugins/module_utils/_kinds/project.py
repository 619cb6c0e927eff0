# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Project (api: projects#project)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.connectivity import connectivity_policy
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.deployment_settings import (
    MIRRORED,
    SETTINGS,
    DeploymentSetting,
    DeploymentSettings,
    refuse_in_git,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.extension_settings import EXTENSION_SETTINGS
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.general import ICON
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import (
    CHANNELS,
    DEPLOYMENT_PROCESSES,
    INCLUDED_SETS,
    LIFECYCLES,
    PROJECT_GROUPS,
    PROJECTS,
    TAG_SETS,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.logo import ICON_OR_LOGO, LOGO, Picture
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.process_names import actions_of
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.process_needed import (
    refuse_too_early,
    without_package,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.templates import TEMPLATES
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import Hooks, Parameters
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Creation, Published, Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.to_come import to_come
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import Nested
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.number import Flag
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import Reference, ReferenceList
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.tags import TagList
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Choice, Text
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded

# The releases of these settings are inferred from dates (api: projects#deployment-settings).
PACKAGES, DISCOVERY, CANCELLING = (2023, 1), (2025, 3), (2026, 2)
STRATEGY = "ReleaseCreationStrategy"
PACKAGE = Nested(
    (
        Field("deployment_action", "DeploymentAction", Text(), required="always"),
        Field("package_reference", "PackageReference", Text()),
    )
)


def steps_changed(current: Document, wanted: Document, named: tuple[str, str], context: Context) -> tuple[bool, bool]:
    """Whether a run removes the step that a project names now, and whether it adds the step that it is to name.

    ``named``: the property of the project with a strategy, and the property of the strategy with the step.
    """
    strategy, package = named
    packages = ((each.get(strategy) or {}).get(package) or {} for each in (current, wanted))
    before, after = (folded(each.get("DeploymentAction") or "") for each in packages)
    identity = str(current.get("Id") or to_come(str(wanted.get("Name"))))
    change = context.resolver.planned_changes(DEPLOYMENT_PROCESSES).get(identity)
    if before == after or not change:
        return False, False
    had, has = ({folded(each.get("Name") or "") for each in actions_of(process)} for process in change)
    return before in had - has, after in has - had


class Versioning(Nested):
    """The source of the version numbers of releases: a template, or the versions of a package."""

    def interim_options(
        self, current: Mapping[str, Any], wanted: Mapping[str, Any], context: Context
    ) -> Mapping[str, Any]:
        """The server's own template while the process lacks the step of the package.

        Some servers can't read a project that names a step which does not exist (api: projects#deployment-settings).
        """
        changed = steps_changed(dict(current), dict(wanted), ("VersioningStrategy", "DonorPackage"), context)
        return {"versioning_strategy": {}} if any(changed) else {}


VERSIONING_STRATEGY = Versioning(
    (Field("template", "Template", Text()), Field("donor_package", "DonorPackage", PACKAGE)),
    exclusive=(("template", "donor_package"),),
    # The server's defaults for a new project (api: projects#project).
    cleared={
        "Template": "#{Octopus.Version.LastMajor}.#{Octopus.Version.LastMinor}.#{Octopus.Version.NextPatch}",
        "DonorPackage": None,
    },
    # Older servers have the package in this property as well.
    void={"DonorPackageStepId": ("Template", "DonorPackage")},
)


class ReleaseCreation(Nested):
    """The package and the channel of automatic releases."""

    def interim_options(
        self, current: Mapping[str, Any], wanted: Mapping[str, Any], context: Context
    ) -> Mapping[str, Any]:
        """Switch automatic releases off while the run removes or renames the step that they wait for.

        The server refuses a process without this step (api: traps#5.17).
        """
        removes, _adds = steps_changed(dict(current), dict(wanted), (STRATEGY, "ReleaseCreationPackage"), context)
        if not removes:
            return {}
        return {"auto_create_release": False, "release_creation_strategy": {"release_creation_package": {}}}


RELEASE_CREATION_STRATEGY = ReleaseCreation(
    (
        Field("channel", "ChannelId", Reference(CHANNELS)),
        Field("release_creation_package", "ReleaseCreationPackage", PACKAGE),
    ),
    void={"ReleaseCreationPackageStepId": ("ReleaseCreationPackage",)},
)


def copy_group_and_lifecycle(document: Document, parameters: Parameters, context: Context) -> None:
    """Give a clone the project group and the lifecycle of its source, unless options give others."""
    source_id = document.get("ClonedFromProjectId")
    if not source_id or (document.get("ProjectGroupId") and document.get("LifecycleId")):
        return
    # In check mode the source may be a project that an earlier task creates.
    source = context.documents.by_id(PROJECTS, source_id) or {"ProjectGroupId": source_id, "LifecycleId": source_id}
    for prop in ("ProjectGroupId", "LifecycleId"):
        document[prop] = document.get(prop) or source.get(prop)


def complete(document: Document, parameters: Parameters, context: Context) -> None:
    copy_group_and_lifecycle(document, parameters, context)
    refuse_too_early(document, parameters, context)


def reported(project: Document, current: Document | None, context: Context) -> Mapping[str, Any]:
    refuse_in_git(project, current, PROJECT.fields, context)
    return without_package(project, current, context)


PROJECT = Resource(
    kind="project",
    location=PROJECTS,
    fields=(
        Field("description", "Description", Text()),
        Field("slug", "Slug", Text(clearable=False)),
        Field("is_disabled", "IsDisabled", Flag()),
        Field("project_group", "ProjectGroupId", Reference(PROJECT_GROUPS), required="for_new"),
        Field("lifecycle", "LifecycleId", Reference(LIFECYCLES), required="for_new"),
        Field("clone_from", "ClonedFromProjectId", Reference(PROJECTS), change="on_create"),
        Field("retain_tenant_connections", "RetainTenantConnections", Flag(), change="instruction"),
        Field(
            "included_library_variable_sets",
            "IncludedLibraryVariableSetIds",
            ReferenceList(INCLUDED_SETS, ordered=True),
        ),
        Field(
            "tenanted_deployment_mode",
            "TenantedDeploymentMode",
            Choice(("Untenanted", "TenantedOrUntenanted", "Tenanted")),
        ),
        Field("default_guided_failure_mode", "DefaultGuidedFailureMode", Choice(("EnvironmentDefault", "Off", "On"))),
        Field("default_to_skip_if_already_installed", "DefaultToSkipIfAlreadyInstalled", Flag()),
        Field("discrete_channel_release", "DiscreteChannelRelease", Flag()),
        # The channel belongs to the project, so it does not exist before the project.
        Field("auto_create_release", "AutoCreateRelease", Flag(), change="deferred"),
        Field("release_creation_strategy", STRATEGY, RELEASE_CREATION_STRATEGY, change="deferred"),
        Field("versioning_strategy", "VersioningStrategy", VERSIONING_STRATEGY),
        Field("connectivity_policy", "ProjectConnectivityPolicy", connectivity_policy()),
        Field("release_notes_template", "ReleaseNotesTemplate", Text(trimmed=False)),
        Field("deployment_changes_template", "DeploymentChangesTemplate", Text(trimmed=False)),
        Field("force_package_download", "ForcePackageDownload", Flag(), since=PACKAGES),
        Field("fail_target_discovery", "", DeploymentSetting("FailTargetDiscovery"), since=DISCOVERY),
        Field("cancel_queued_tasks", "", DeploymentSetting("CancelQueuedTasks"), since=CANCELLING),
        Field("cancel_running_tasks", "", DeploymentSetting("CancelRunningTasks"), since=CANCELLING),
        Field("allow_ignore_channel_rules", "AllowIgnoreChannelRules", Flag(), since=(2024, 2)),
        Field(
            "execute_deployments_on_event_based_pipeline",
            "ExecuteDeploymentsOnEventBasedPipeline",
            Flag(),
            since=(2026, 3),
        ),
        Field(
            "combine_health_and_sync_status_in_dashboard_live_status",
            "CombineHealthAndSyncStatusInDashboardLiveStatus",
            Flag(),
            since=(2025, 2),
        ),
        Field("default_power_shell_edition", "DefaultPowerShellEdition", Text(clearable=False), since=(2025, 4)),
        Field("is_badges_enabled", "IsBadgesEnabled", Flag(), since=(2026, 2)),
        Field("project_tags", "ProjectTags", TagList(TAG_SETS), since=(2025, 1)),
        Field("templates", "Templates", TEMPLATES),
        Field("extension_settings", "ExtensionSettings", EXTENSION_SETTINGS),
        ICON,
        LOGO,
    ),
    exclusive=(ICON_OR_LOGO,),
    companions=(
        DeploymentSettings(
            SETTINGS,
            SETTINGS,
            definition="DeploymentSettingsResource",
            label="deployment settings",
            asked_for="deployment_settings",
        ),
        Picture(),
    ),
    creation=Creation(in_address={"clone": "ClonedFromProjectId"}),
    hooks=Hooks(complete=complete, reported=reported),
    published=Published(
        read_only=(
            "DeploymentProcessId",
            "IsVersionControlled",
            "VariableSetId",
            "DeploymentSettingsResource.ProjectId",
        ),
        unmanaged={
            "AutoDeployReleaseOverrides": "names releases for new machines to get, and releases are not configuration",
            "ProjectTemplateDetails": "the template of Platform Hub that a project was made from",
            **dict.fromkeys(
                ("ProvisioningRunbookId", "DeprovisioningRunbookId"),
                "a runbook of the project itself, which can only be created after the project",
            ),
            "ReleaseCreationStrategyResource.ReleaseCreationPackageStepId": "the old name of release_creation_package",
            "VersioningStrategyResource.DonorPackageStepId": "the old name of donor_package",
            **dict.fromkeys(
                (f"DeploymentSettingsResource.{each}" for each in MIRRORED),
                "the same as the project's own property",
            ),
            "PersistenceSettings": "whether a project is kept in Git; servers convert it by a request of its own",
            "VersionControlSettings": "the predecessor of PersistenceSettings, in a preview of servers around 2020.5",
        },
    ),
)

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of additions after 2020.5, each with its evidence.

A server that reports 2020.5 or older has none of these rows. ``since`` is the release that the evidence names; if
the evidence names none, the row is valid from the release after 2020.5 on. The evidence cites sections of docs/api,
with their sources in brackets; a date after CS is that of the commit to Octopus's .NET client.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from description.description import Schema
from description.facts import ANYTHING, MOMENT, TEXT, WHOLE, YES_NO, Row, a, many, mapped, one_of
from description.kinds import KIND_DEFINITIONS, KINDS
from description.newer_server import NEWER_SERVER, NEWER_SERVER_DEFINITIONS
from description.newest import NEWEST
from description.rows import AFTER, PREFIXES, RESOURCE, in_a_space, in_both, page_of, path, prop, words

NEWER_DEFINITIONS: Mapping[str, Schema] = {
    **NEWER_SERVER_DEFINITIONS,
    **KIND_DEFINITIONS,
    "Icon": {"type": "object", "properties": {"Id": TEXT, "Color": TEXT}},
    "MachineRpcCallRetryPolicy": {
        "type": "object",
        "properties": {"Enabled": YES_NO, "RetryDuration": TEXT, "HealthCheckRetryDuration": TEXT},
    },
    "MachinePackageCacheRetentionPolicy": {
        "type": "object",
        "properties": {
            "Strategy": one_of("Default", "Quantities"),
            "QuantityOfPackagesToKeep": WHOLE,
            "PackageUnit": one_of("Items"),
            "QuantityOfVersionsToKeep": WHOLE,
            "VersionUnit": one_of("Items"),
        },
    },
    "KubernetesTentacleConfiguration": {
        "type": "object",
        "properties": {
            "CommunicationMode": one_of("Polling", "Listening"),
            **dict.fromkeys(("Thumbprint", "Uri", "ProxyId", "CertificateSignatureAlgorithm"), TEXT),
        },
    },
    # api: machines#target (GO pkg/machines/kubernetes_agent_details.go)
    "KubernetesAgentDetails": {
        "type": "object",
        "properties": {
            **dict.fromkeys(("AgentVersion", "TentacleVersion", "HelmReleaseName", "KubernetesNamespace"), TEXT),
            "UpgradeStatus": one_of("NoUpgrades", "UpgradeAvailable", "UpgradeSuggested", "UpgradeRequired"),
        },
    },
    # api: triggers#trigger (CS Model/Triggers)
    "DeploymentActionSlugPackage": {
        "type": "object",
        "properties": {"DeploymentActionSlug": TEXT, "PackageReference": TEXT},
    },
    "GitTriggerSource": {
        "type": "object",
        "properties": {
            **dict.fromkeys(("DeploymentActionSlug", "GitDependencyName"), TEXT),
            **dict.fromkeys(("IncludeFilePaths", "ExcludeFilePaths"), many(TEXT)),
        },
    },
    "GitReference": {"type": "object", "properties": {"GitRef": TEXT, "GitCommit": TEXT}},
    # api: lifecycles#channel (CS Model/Channel*, GO pkg/channels)
    "ChannelGitResourceRule": {
        "type": "object",
        "properties": {
            "Id": TEXT,
            "GitDependencyActions": many(a("DeploymentActionGitDependency")),
            "Rules": many(TEXT),
        },
    },
    "DeploymentActionGitDependency": {
        "type": "object",
        "properties": {"DeploymentActionSlug": TEXT, "GitDependencyName": TEXT},
    },
    "ChannelCustomField": {"type": "object", "properties": {"FieldName": TEXT, "Description": TEXT}},
    # api: environments#parents (GO pkg/environments/v2)
    "ParentEnvironment": {
        "type": "object",
        "required": ["Name"],
        "properties": {
            **dict.fromkeys(("Id", "Name", "SpaceId", "Description", "Slug"), TEXT),
            "SortOrder": WHOLE,
            "UseGuidedFailure": YES_NO,
            "AutomaticDeprovisioningRule": a("AutomaticDeprovisioningRule"),
        },
    },
    "AutomaticDeprovisioningRule": {"type": "object", "properties": {"ExpiryDays": WHOLE, "ExpiryHours": WHOLE}},
    "EnvironmentOfAnyType": {
        "type": "object",
        "properties": {
            **dict.fromkeys(("Id", "Name", "SpaceId", "Description", "Slug"), TEXT),
            "Type": one_of("Static", "Parent", "Ephemeral"),
            "SortOrder": WHOLE,
            "UseGuidedFailure": YES_NO,
            **RESOURCE,
        },
    },
    "ResourceCollection_of_EnvironmentOfAnyType": page_of("EnvironmentOfAnyType"),
    # api: accounts#git-credential (CS Model/GitCredentials)
    "GitCredentialDetails": {"type": "object", "properties": {"Type": one_of("UsernamePassword")}},
    "GitCredentialRepositoryRestrictions": {
        "type": "object",
        "properties": {"Enabled": YES_NO, "AllowedRepositories": many(TEXT)},
    },
    "GitCredentialResource": {
        "type": "object",
        "required": ["Name", "Details"],
        "properties": {
            **dict.fromkeys(("Id", "Name", "Description", "SpaceId"), TEXT),
            "Details": a("GitCredentialDetails"),
            "RepositoryRestrictions": a("GitCredentialRepositoryRestrictions"),
            **RESOURCE,
        },
    },
    "ResourceCollection_of_GitCredentialResource": page_of("GitCredentialResource"),
    "GitCredentialUsage": {
        "type": "object",
        "properties": {"Projects": many(a("GitCredentialUsageProject")), "OtherProjects": WHOLE},
    },
    "GitCredentialUsageProject": {"type": "object", "properties": dict.fromkeys(("ProjectId", "Slug", "Name"), TEXT)},
    "JustAnId": {"type": "object", "properties": {"Id": TEXT}},
    # api: step-templates#template (CS GitDependencyResource)
    "GitDependency": {
        "type": "object",
        "properties": {
            **dict.fromkeys(("Name", "RepositoryUri", "DefaultBranch", "GitCredentialType", "GitCredentialId"), TEXT),
            **dict.fromkeys(("GitHubConnectionId", "StepPackageInputsReferenceId"), TEXT),
            "FilePathFilters": many(TEXT),
        },
    },
    # api: triggers#freeze (CS Model/DeploymentFreezes, GO pkg/deploymentfreezes)
    "DeploymentFreeze": {
        "type": "object",
        "required": ["Name", "Start", "End"],
        "properties": {
            **dict.fromkeys(("Id", "Name", "Description", "OwnerId"), TEXT),
            **dict.fromkeys(("Start", "End"), MOMENT),
            "ProjectEnvironmentScope": mapped(many(TEXT)),
            "TenantProjectEnvironmentScope": many(a("TenantProjectEnvironment")),
            "RecurringSchedule": a("RecurringSchedule"),
        },
    },
    "DeploymentFreezes": {
        "type": "object",
        "properties": {"DeploymentFreezes": many(a("DeploymentFreeze")), "Count": WHOLE},
    },
    "TenantProjectEnvironment": {
        "type": "object",
        "properties": dict.fromkeys(("TenantId", "ProjectId", "EnvironmentId"), TEXT),
    },
    "RecurringSchedule": {
        "type": "object",
        "properties": {
            "Type": one_of("Daily", "Weekly", "Monthly", "Annually"),
            **dict.fromkeys(("Unit", "UserUtcOffsetInMinutes", "EndAfterOccurrences"), WHOLE),
            "EndType": one_of("Never", "OnDate", "AfterOccurrences"),
            **dict.fromkeys(("EndOnDate", "StartDate", "EndDate"), MOMENT),
        },
    },
    "FeatureToggles": {"type": "object", "properties": {"FeatureToggles": many(a("FeatureToggle"))}},
    "FeatureToggle": {"type": "object", "properties": {"Name": TEXT, "IsEnabled": YES_NO}},
    "Capabilities": {"type": "object", "properties": {"Capabilities": many(TEXT)}},
    "FoundInSpace": {"type": "object", "properties": {"Id": TEXT, "Name": TEXT, "Type": TEXT}},
    "SpaceDefaultRetentionPolicy": {
        "type": "object",
        "properties": {
            **dict.fromkeys(("Id", "Name", "SpaceId"), TEXT),
            "RetentionType": one_of("LifecycleRelease", "LifecycleTentacle", "RunbookRetention", "MachinePackageCache"),
            "Strategy": one_of("Forever", "Count"),
            "QuantityToKeep": WHOLE,
            "Unit": one_of("Days", "Items"),
            **RESOURCE,
        },
    },
    "DeploymentSettingsResource": {
        "type": "object",
        "properties": {
            **dict.fromkeys(("Id", "ProjectId", "SpaceId", "ReleaseNotesTemplate", "DeploymentChangesTemplate"), TEXT),
            "ConnectivityPolicy": a("ProjectConnectivityPolicy"),
            "DefaultGuidedFailureMode": one_of("EnvironmentDefault", "Off", "On"),
            "VersioningStrategy": a("VersioningStrategyResource"),
            "DefaultToSkipIfAlreadyInstalled": YES_NO,
            **RESOURCE,
        },
    },
}


SLUGS = tuple(
    prop(f"{definition}.Slug", TEXT, "api: documents#names, newer#by-area (CS IHaveSlugResource)")
    for definition in (
        *("SpaceResource", "EnvironmentResource", "ProjectGroupResource", "LifecycleResource", "ChannelResource"),
        *("DeploymentTargetResource", "WorkerResource", "WorkerPoolResource", "AccountResource", "FeedResource"),
        *("TenantResource", "TeamResource", "DeploymentStepResource"),
    )
)
PROPERTIES = (
    Row("gone", "ProjectResource.VersionControlSettings", "api: projects#persistencesettings (CS)", since=AFTER),
    prop("ProjectResource.ProjectTemplateDetails", ANYTHING, "api: projects#project (CS, 2025-09-29)", (2025, 4)),
    # The older names of the parts of a package (api: projects#project: TF resource_built_in_trigger.go, CS
    # ReleaseCreationStrategyResource).
    prop(
        "ReleaseCreationStrategyResource.ReleaseCreationPackageStepId",
        TEXT,
        "api: projects#project (CS, TF)",
        (2021, 1),
    ),
    prop("VersioningStrategyResource.DonorPackageStepId", TEXT, "api: projects#project (CS, TF)", (2021, 1)),
    prop("SensitiveValue.Hint", TEXT, "api: documents#secrets (CS SensitiveValue, 2020-11-02; SW lacks it)"),
    prop("ApiKeyResource.Expires", MOMENT, "api: people#user (CS ApiKeyResource, 2020-11-04; SW lacks it)"),
    Row(
        "shape",
        "ApiKeyResource.ApiKey",
        "api: people#user: a text or, once created, a SensitiveValue",
        ANYTHING,
        since=AFTER,
    ),
    prop("SpaceResource.ExtensionSettings", many(ANYTHING), "api: documents#recorded-links (PORT)", (2024, 3)),
    prop("SpaceResource.Icon", a("Icon"), "api: spaces#space, newer#by-area (CS SpaceResource)"),
    prop("SpaceResource.IsPrivate", YES_NO, "api: spaces#space, newer#by-area (CS SpaceResource)"),
    prop(
        "EnvironmentResource.EnvironmentTags",
        many(TEXT),
        "api: environments#environment, newer#by-area (CS EnvironmentResource)",
        (2025, 1),
    ),
    prop(
        "ProjectResource.PersistenceSettings",
        a("PersistenceSettings"),
        "api: projects#project, newer#by-area (CS PersistenceSettings)",
    ),
    *(
        prop(f"DeploymentSettingsResource.{name}", YES_NO, "api: projects#deployment-settings (CS)", since)
        for name, since in (
            ("ForcePackageDownload", (2023, 1)),
            ("FailTargetDiscovery", (2025, 3)),
            ("CancelQueuedTasks", (2026, 2)),
            ("CancelRunningTasks", (2026, 2)),
        )
    ),
    prop(
        "ProjectResource.ForcePackageDownload",
        YES_NO,
        "api: projects#deployment-settings (CS)",
        (2023, 1),
    ),
    prop(
        "ProjectResource.AllowIgnoreChannelRules",
        YES_NO,
        "api: projects#project, newer#by-area (CS, GO, 2024-06-27)",
        (2024, 2),
    ),
    prop(
        "ProjectResource.ExecuteDeploymentsOnEventBasedPipeline",
        YES_NO,
        "api: projects#project, newer#by-area (CS, 2026-07-31)",
        (2026, 3),
    ),
    prop(
        "ProjectResource.CombineHealthAndSyncStatusInDashboardLiveStatus",
        YES_NO,
        "api: projects#project (CS, 2025-05-15)",
        (2025, 2),
    ),
    prop(
        "ProjectResource.DefaultPowerShellEdition",
        TEXT,
        "api: projects#project, newer#by-area (CS, 2025-12-03)",
        (2025, 4),
    ),
    prop("ProjectResource.IsBadgesEnabled", YES_NO, "api: projects#project, newer#by-area (CS, 2026-06-23)", (2026, 2)),
    prop(
        "ProjectResource.RetainTenantConnections",
        YES_NO,
        "api: projects#project, newer#by-area (CS ProjectResource: on a clone)",
    ),
    prop(
        "ProjectResource.ProjectTags",
        many(TEXT),
        "api: projects#project, newer#by-area (CS ProjectResource)",
        (2025, 1),
    ),
    prop("ProjectResource.Icon", a("Icon"), "api: projects#project, newer#by-area (CS ProjectResource)"),
    # The answer of a server of August 2024 has no such property, nor does the API reference of 2026.3.
    *(
        Row("gone", f"{definition}.Status", "api: machines#target (a recorded machine, 2024-08-27)", since=(2024, 3))
        for definition in ("DeploymentTargetResource", "WorkerResource", "MachineResource")
    ),
    prop(
        "DeploymentTargetResource.Architecture", TEXT, "api: machines#target, newer#by-area (CS MachineBasedResource)"
    ),
    prop(
        "DeploymentTargetResource.SkipInitialHealthCheck",
        YES_NO,
        "api: machines#target, newer#by-area (CS, 2024-05-20)",
        (2024, 2),
    ),
    prop("WorkerResource.Architecture", TEXT, "api: machines#target, newer#by-area (CS MachineBasedResource)"),
    prop(
        "WorkerResource.SkipInitialHealthCheck",
        YES_NO,
        "api: machines#target, newer#by-area (CS, 2024-05-20)",
        (2024, 2),
    ),
    prop("MachineResource.Architecture", TEXT, "api: machines#target, newer#by-area (CS MachineBasedResource)"),
    prop(
        "TentacleDetailsResource.UpgradeAvailable",
        YES_NO,
        "api: machines#target (CS TentacleDetailsResource, 2022-09-05)",
    ),
    prop("EndpointResource:Kubernetes.ClusterCertificatePath", TEXT, "api: machines#target (CS, 2021-04-12)"),
    prop("EndpointResource:Kubernetes.ContainerOptions", TEXT, "api: machines#target (CS, 2023-11-03)"),
    *(
        prop(f"KubernetesAuthentication:KubernetesAws.{name}", schema, "api: machines#target (CS, 2023-04-06)")
        for name, schema in {
            **dict.fromkeys(("UseInstanceRole", "AssumeRole"), YES_NO),
            **dict.fromkeys(("AssumedRoleArn", "AssumedRoleSession", "AssumeRoleExternalId"), TEXT),
            "AssumeRoleSessionDurationSeconds": WHOLE,
        }.items()
    ),
    prop("KubernetesAuthentication:KubernetesAzure.AdminLogin", TEXT, "api: machines#target (GO kubernetes_azure)"),
    prop(
        "MachinePolicyResource.MachineRpcCallRetryPolicy",
        a("MachineRpcCallRetryPolicy"),
        "api: machines#policy, newer#by-area (CS, TF)",
    ),
    prop(
        "MachinePolicyResource.MachinePackageCacheRetentionPolicy",
        a("MachinePackageCacheRetentionPolicy"),
        "api: machines#policy, newer#by-area (CS, TF)",
    ),
    prop(
        "MachineUpdatePolicy.KubernetesAgentUpdateBehavior",
        one_of("NeverUpdate", "Update", "Block"),
        "api: machines#policy, newer#by-area (CS)",
    ),
    prop("WorkerPoolResource.WorkerType", TEXT, "api: machines#worker (CS DynamicWorkerPoolResource)"),
    *(
        prop(f"EnvironmentOfAnyType.{name}", schema, "api: environments#parents (GO pkg/environments/v2, by type)")
        for name, schema in {
            "AllowDynamicInfrastructure": YES_NO,
            "ExtensionSettings": many(ANYTHING),
            "EnvironmentTags": many(TEXT),
            "AutomaticDeprovisioningRule": a("AutomaticDeprovisioningRule"),
        }.items()
    ),
    prop(
        "ChannelVersionRuleResource.VersioningStrategy",
        one_of("SemVer", "MostRecentlyPublished"),
        "api: lifecycles#channel, newer#by-area (CS, GO)",
    ),
    prop("ChannelVersionRuleResource.VersionTagRegex", TEXT, "api: lifecycles#channel, newer#by-area (CS, GO)"),
    prop(
        "ChannelResource.GitReferenceRules", many(TEXT), "api: lifecycles#channel, newer#by-area (CS ChannelResource)"
    ),
    prop(
        "ChannelResource.GitResourceRules",
        many(a("ChannelGitResourceRule")),
        "api: lifecycles#channel, newer#by-area (CS ChannelResource)",
    ),
    prop(
        "ChannelResource.Type",
        one_of("Lifecycle", "EphemeralEnvironment"),
        "api: lifecycles#channel, newer#by-area (GO pkg/channels)",
        (2025, 1),
    ),
    prop(
        "ChannelResource.ParentEnvironmentId",
        TEXT,
        "api: lifecycles#channel, newer#by-area (GO pkg/channels)",
        (2025, 1),
    ),
    prop(
        "ChannelResource.EphemeralEnvironmentNameTemplate",
        TEXT,
        "api: lifecycles#channel, newer#by-area (GO pkg/channels)",
        (2025, 1),
    ),
    prop(
        "ChannelResource.AutomaticEphemeralEnvironmentDeployments",
        YES_NO,
        "api: lifecycles#channel, newer#by-area (GO pkg/channels)",
        (2025, 1),
    ),
    prop(
        "ChannelResource.CustomFieldDefinitions",
        many(a("ChannelCustomField")),
        "api: lifecycles#channel, newer#by-area (GO)",
        (2025, 1),
    ),
    prop(
        "RetentionPeriod.Strategy",
        one_of("Default", "Forever", "Count"),
        "api: lifecycles#lifecycle, newer#by-area (TF, CS)",
        (2025, 3),
    ),
    *(
        prop(f"AuthenticationResource.{name}", WHOLE, "api: people#user (CS AuthenticationConfigResource)", (2025, 4))
        for name in ("ApiKeyDefaultExpiryDays", "ApiKeyMaxExpiryDays")
    ),
    prop(
        "TaskResource.PendingInterruptionTypes", many(TEXT), "api: tasks#task (CS TaskResource, 2026-02-23)", (2026, 2)
    ),
    prop(
        "TaskResource.PendingPreconditionTypes", many(TEXT), "api: tasks#task (CS TaskResource, 2026-04-08)", (2026, 2)
    ),
    prop("TaskResource.HasPendingPreconditions", YES_NO, "api: tasks#task (CS TaskResource, 2026-04-08)", (2026, 2)),
    prop(
        "DeploymentActionResource.GitDependencies",
        many(a("GitDependency")),
        "api: processes#process (CS, 2023-08-08)",
        (2023, 4),
    ),
    *(
        prop(f"DeploymentActionContainerResource.{name}", TEXT, "api: processes#process (CS, 2023-08-29)", (2023, 4))
        for name in ("GitUrl", "Dockerfile")
    ),
    prop("PhaseResource.IsPriorityPhase", YES_NO, "api: lifecycles#lifecycle, newer#by-area (CS PhaseResource)"),
    prop(
        "TagSetResource.Type",
        one_of("MultiSelect", "SingleSelect", "FreeText"),
        "api: tenants#tag-set, newer#by-area (CS)",
        (2025, 1),
    ),
    prop("TagSetResource.IsSystem", YES_NO, "api: tenants#tag-set (CS TagSetResource)", (2025, 1)),
    prop("TagSetResource.Scopes", many(TEXT), "api: tenants#tag-set, newer#by-area (CS TagSetResource)", (2025, 1)),
    prop("TenantResource.IsDisabled", YES_NO, "api: tenants#tenant, newer#by-area (CS TenantResource)"),
    prop("TenantResource.Icon", a("Icon"), "api: tenants#tenant, newer#by-area (CS TenantResource)"),
    prop(
        "FeedResource:BuiltIn.DeletePackagesAssociatedWithReleases",
        YES_NO,
        "api: feeds#feed (CS, 2025-06-03)",
        (2025, 3),
    ),
    prop("FeedResource:AwsElasticContainerRegistry.UseMachineCredentials", YES_NO, "api: feeds#feed (CS, 2022-03-18)"),
    prop(
        "FeedResource:AwsElasticContainerRegistry.OidcAuthentication", ANYTHING, "api: feeds#feed, newer#by-area (CS)"
    ),
    *(
        prop(
            f"FeedResource:{kind}.{name}", WHOLE, "api: feeds#feed, newer#by-area (TF: returned from 2025.4)", (2025, 4)
        )
        for kind in ("Docker", "AzureContainerRegistry", "GoogleContainerRegistry")
        for name in ("DownloadAttempts", "DownloadRetryBackoffSeconds")
    ),
    prop(
        "AccountResource:AmazonWebServicesAccount.Region",
        TEXT,
        "api: accounts#account (CS AmazonWebServicesAccountResource)",
    ),
    prop("DeploymentActionResource.StepPackageVersion", TEXT, "api: processes#process (CS, GO)", (2021, 3)),
    prop("DeploymentActionResource.Inputs", ANYTHING, "api: processes#process (CS, GO)", (2021, 3)),
    prop("PackageReference.Version", TEXT, "api: processes#process (GO package_reference.go)", (2024, 4)),
    prop("PackageReference.StepPackageInputsReferenceId", TEXT, "api: processes#process (CS, GO)", (2021, 3)),
    prop(
        "ActionTemplateResource.GitDependencies",
        many(a("GitDependency")),
        "api: step-templates#template (ISS#8465)",
        (2023, 4),
    ),
    prop(
        "ActionTemplateResource.Inputs", ANYTHING, "api: step-templates#template (CS ActionTemplateResource)", (2021, 3)
    ),
    prop(
        "ActionTemplateResource.StepPackageVersion",
        TEXT,
        "api: step-templates#template (CS ActionTemplateResource)",
        (2021, 3),
    ),
    prop(
        "CommunityActionTemplateResource.Packages",
        many(a("PackageReference")),
        "api: step-templates#template (CS, 2025-10-21)",
        (2025, 4),
    ),
    prop("ActionTemplateUsageResource.Branch", TEXT, "api: step-templates#template (CS ActionTemplateUsageResource)"),
    prop("ActionTemplateUsageResource.Release", TEXT, "api: step-templates#template (CS ActionTemplateUsageResource)"),
    prop(
        "ActionTemplateSearchResource.Features",
        many(TEXT),
        "api: step-templates#template (CS ActionTemplateSearchResource)",
    ),
    prop(
        "ActionTemplateSearchResource.SpaceId", TEXT, "api: step-templates#template (CS ActionTemplateSearchResource)"
    ),
    prop(
        "TriggerActionResource:DeployNewRelease.VersionControlReference",
        a("GitReference"),
        "api: triggers#trigger (CS)",
    ),
    prop(
        "TriggerActionResource:RunRunbook.RunbookTags",
        many(TEXT),
        "api: triggers#trigger (CS RunRunbookActionResource)",
        (2025, 1),
    ),
    prop(
        "TriggerActionResource:RunRunbook.FormValues",
        mapped(TEXT),
        "api: triggers#trigger (CS RunRunbookActionResource)",
    ),
    prop(
        "ResourceCollection_of_TaskResource.TotalCountsInOtherSpaces",
        mapped(WHOLE),
        "api: collections#pages (CS, 2023-10-13)",
        (2023, 4),
    ),
)
WORDS = (
    *words(
        "GitCredentialDetails.Type",
        "api: accounts#git-credential (GO pkg/credentials/ssh_key.go)",
        "SshKey",
        since=(2026, 2),
    ),
    *words(
        "EndpointResource.CommunicationStyle",
        "api: machines#target, newer#by-area (CS)",
        "KubernetesTentacle",
        "StepPackage",
        "AwsEcsCluster",
    ),
    *words(
        "KubernetesAuthentication.AuthenticationType",
        "api: machines#target (CS)",
        "KubernetesPodService",
        "KubernetesGoogleCloud",
    ),
    *words(
        "FeedResource.FeedType",
        "api: feeds#feed, newer#by-area (CS FeedType)",
        *("AzureContainerRegistry", "GoogleContainerRegistry", "Npm", "PyPi", "OciRegistry", "S3", "GcsStorage"),
        "ArtifactoryGeneric",
    ),
    *words(
        "AccountResource.AccountType",
        "api: accounts#account, newer#by-area (CS AccountType)",
        *("AzureOidc", "AmazonWebServicesOidcAccount", "GoogleCloudAccount", "GoogleCloudOidcAccount"),
        *("GenericOidcAccount", "AmazonWebServicesRoleAccount"),
    ),
    *words(
        "TriggerFilterResource.FilterType",
        "api: triggers#trigger, newer#by-area (CS TriggerFilterType)",
        "ArcFeedFilter",
        "GitFilter",
    ),
    *words(
        "TriggerActionResource.ActionType",
        "api: triggers#trigger, newer#by-area (CS TriggerActionType)",
        "DeployLatestReleaseToEnvironment",
    ),
    *words(
        "VariableResource.Type",
        "api: variables#variable-set, newer#by-area (CS VariableType)",
        *("UsernamePasswordAccount", "GenericOidcAccount", "GoogleCloudAccount"),
    ),
)
NULL = tuple(
    Row("null", where, evidence, since=AFTER)
    for where, evidence in {
        "EndpointResource.AssumeRoleSessionDurationSeconds": "api: machines#endpoints (CS AwsEcsCluster: int?)",
        "KubernetesAuthentication.AssumeRoleSessionDurationSeconds": "api: machines#target (CS: int?)",
        "MachinePackageCacheRetentionPolicy.QuantityOfPackagesToKeep": "api: machines#policy (CS: int?)",
        "MachinePackageCacheRetentionPolicy.QuantityOfVersionsToKeep": "api: machines#policy (CS: int?)",
        "AuthenticationResource.ApiKeyDefaultExpiryDays": "api: people#user (CS AuthenticationConfigResource: int?)",
        "AuthenticationResource.ApiKeyMaxExpiryDays": "api: people#user (CS AuthenticationConfigResource: int?)",
        "ProjectResource.AllowIgnoreChannelRules": "api: projects#project (CS ProjectResource: bool?)",
        "ChannelVersionRuleResource.VersioningStrategy": "api: lifecycles#channel (CS: nullable)",
        "RecurringSchedule.EndAfterOccurrences": "api: triggers#freeze (CS RecurringSchedule: int?)",
        "RecurringSchedule.DayOfWeek": "api: triggers#freeze (CS MonthlyRecurringSchedule: DayOfWeek?)",
    }.items()
)
FREEZE, CREDENTIAL = a("DeploymentFreeze"), a("GitCredentialResource")
CREDENTIALS = a("ResourceCollection_of_GitCredentialResource")
FREEZE_QUERY = "skip,take,ids,partialName,projectIds,tenantIds,environmentIds,includeComplete,status"
FROZEN = (2024, 4)
PARENT, PARENTS = a("ParentEnvironment"), (2025, 1)
EVERY_TYPE = a("ResourceCollection_of_EnvironmentOfAnyType")
SHARED = (2022, 1)
PROJECT_VARIABLES = "api: variables#variable-sets-in-detail (ISS#8817, the reference)"
UNTYPED = "api: variables#variable-sets-in-detail (ISS#8817): a variable without a type"
POLICY = a("SpaceDefaultRetentionPolicy")
PATHS = (
    Row(
        "spelling",
        "/api/spaces/{spaceId}/",
        "api: transport#addresses, newer#by-area (TS, GO: a third spelling of a space)",
        since=AFTER,
    ),
    path(
        "GET /api/configuration/feature-toggles?name",
        a("FeatureToggles"),
        "api: roots#sections, newer#by-area (GO, TF)",
        (2022, 1),
    ),
    path("GET /api/capabilities", a("Capabilities"), "api: roots#sections, newer#by-area (TS)", (2022, 3)),
    path(
        "GET /api/spaces/{id}/search?keyword",
        many(a("FoundInSpace")),
        "api: spaces#space, newer#by-area (CS SpaceRepository)",
    ),
    path("GET /api/{baseSpaceId}/spaces/{id}/search?keyword", many(a("FoundInSpace")), "2021.2"),
    path(
        f"GET /api/deploymentfreezes?{FREEZE_QUERY}",
        a("DeploymentFreezes"),
        "api: triggers#freeze, newer#by-area (GO, TF)",
        FROZEN,
    ),
    replace(
        path(
            "POST /api/deploymentfreezes",
            FREEZE,
            "api: triggers#freeze, newer#by-area (GO, TF, CS)",
            FROZEN,
            status="201",
        ),
        body=FREEZE,
    ),
    path("GET /api/deploymentfreezes/{id}", FREEZE, "api: triggers#freeze, newer#by-area (GO, TF)", FROZEN),
    replace(
        path("PUT /api/deploymentfreezes/{id}", FREEZE, "api: triggers#freeze, newer#by-area (GO, TF, CS)", FROZEN),
        body=FREEZE,
    ),
    path("DELETE /api/deploymentfreezes/{id}", ANYTHING, "api: triggers#freeze, newer#by-area (GO, TF)", FROZEN),
    *in_both(
        path(
            "GET {api}/git-credentials?skip,take,name",
            CREDENTIALS,
            "api: accounts#git-credential, newer#by-area (GO, CS)",
            SHARED,
        )
    ),
    *in_both(
        replace(
            path(
                "POST {api}/git-credentials",
                a("JustAnId"),
                "api: accounts#git-credential, newer#by-area (CS, TF)",
                SHARED,
                status="201",
            ),
            body=CREDENTIAL,
        )
    ),
    *in_both(
        path(
            "GET {api}/git-credentials/{id}", CREDENTIAL, "api: accounts#git-credential, newer#by-area (GO, CS)", SHARED
        )
    ),
    *in_both(
        replace(
            path(
                "PUT {api}/git-credentials/{id}",
                a("JustAnId"),
                "api: accounts#git-credential, newer#by-area (GO)",
                SHARED,
            ),
            body=CREDENTIAL,
        ),
    ),
    *in_both(
        path(
            "DELETE {api}/git-credentials/{id}",
            ANYTHING,
            "api: accounts#git-credential, newer#by-area (GO, CS)",
            SHARED,
        )
    ),
    *in_both(
        path(
            "GET {api}/git-credentials/{id}/usage", a("GitCredentialUsage"), "api: accounts#git-credential (CS)", SHARED
        )
    ),
    *in_both(
        replace(
            path("PUT {api}/git-credentials/{id}", ANYTHING, "api: accounts#git-credential (the reference)", (2026, 3)),
            body=CREDENTIAL,
        )
    ),
    # The reference of 2026.3 describes the answers of these operations.
    *(
        in_a_space(
            replace(
                path(f"{where}/{version}", ANYTHING, "api: accounts#git-credential (GO service_v2.go)", (2026, 2)),
                **more,
            )
        )
        for version in ("v1", "v2")
        for where, more in (
            ("GET {api}/git-credentials", {}),
            ("POST {api}/git-credentials", {"status": "201", "body": ANYTHING}),
            ("GET {api}/git-credentials/{id}", {}),
            ("PUT {api}/git-credentials/{id}", {"body": ANYTHING}),
        )
    ),
    in_a_space(
        path(
            "DELETE {api}/git-credentials/{id}/v1", ANYTHING, "api: accounts#git-credential (the reference)", (2026, 2)
        )
    ),
    in_a_space(
        path(
            "GET {api}/git-credentials/{id}/usage/v1",
            a("GitCredentialUsage"),
            "api: accounts#git-credential (the reference)",
            (2026, 2),
        )
    ),
    in_a_space(
        path(
            "GET {api}/environments/v2?name,skip,ids,take,partialName,type",
            EVERY_TYPE,
            "api: environments#parents (GO, TS)",
            PARENTS,
        )
    ),
    in_a_space(
        replace(
            path(
                "POST {api}/parentenvironments",
                a("JustAnId"),
                "api: environments#parents (GO, TF)",
                PARENTS,
                status="201",
            ),
            body=PARENT,
        )
    ),
    in_a_space(path("GET {api}/parentenvironments/{id}", PARENT, "api: environments#parents (GO, TF)", PARENTS)),
    in_a_space(
        replace(
            path("PUT {api}/parentenvironments/{id}", PARENT, "api: environments#parents (GO, TF)", PARENTS),
            body=PARENT,
        )
    ),
    in_a_space(path("DELETE {api}/parentenvironments/{id}", ANYTHING, "api: environments#parents (GO, TF)", PARENTS)),
    *(
        each
        for owners in ("common", "project")
        for method in ("GET", "POST", "PUT")
        for each in in_both(
            replace(
                path(
                    f"{method} {{api}}/tenants/{{id}}/{owners}variables?includeMissingVariables",
                    ANYTHING,
                    "api: tenants#newer-values, newer#by-area (CS, GO, TF)",
                    (2025, 1),
                ),
                body=None if method == "GET" else ANYTHING,
            )
        )
    ),
    in_a_space(path("GET {api}/projects/{id}/variables", a("VariableSetResource"), PROJECT_VARIABLES, (2022, 3))),
    in_a_space(
        replace(path("PUT {api}/projects/{id}/variables", ANYTHING, PROJECT_VARIABLES, (2022, 3)), body=ANYTHING)
    ),
    *(
        Row("status", f"PUT {prefix}/{address}=500", UNTYPED, since=(2022, 1))
        for prefix in PREFIXES
        for address in ("variables/{id}", "projects/{id}/variables")
    ),
    *in_both(
        path(
            "GET {api}/retentionpolicies?retentionType",
            POLICY,
            "api: lifecycles#space-retention, newer#by-area (GO, TF)",
            (2025, 3),
        )
    ),
    *in_both(
        path(
            "GET {api}/retentionpolicies/{id}",
            POLICY,
            "api: lifecycles#space-retention, newer#by-area (GO, TF)",
            (2025, 3),
        )
    ),
    *in_both(
        replace(
            path(
                "PUT {api}/retentionpolicies/{id}",
                POLICY,
                "api: lifecycles#space-retention, newer#by-area (GO, TF)",
                (2025, 3),
            ),
            body=POLICY,
        ),
    ),
    *in_both(
        replace(
            path(
                "POST {api}/projects/{id}/channels",
                a("ChannelResource"),
                "api: lifecycles#channel (GO); the reference of 2026.3",
                (2021, 3),
            ),
            body=a("ChannelResource"),
        )
    ),
    *in_both(
        path(
            "GET {api}/projects/{id}/channels/{channelId}",
            a("ChannelResource"),
            "api: lifecycles#channel, newer#by-area (GO)",
        )
    ),
    *in_both(
        replace(
            path(
                "PUT {api}/projects/{id}/channels/{channelId}",
                a("ChannelResource"),
                "api: lifecycles#channel, newer#by-area (GO)",
            ),
            body=a("ChannelResource"),
        )
    ),
    *in_both(
        path("DELETE {api}/projects/{id}/channels/{channelId}", ANYTHING, "api: lifecycles#channel, newer#by-area (GO)")
    ),
    *in_both(
        replace(
            path(
                "POST {api}/projects/{id}/triggers",
                a("ProjectTriggerResource"),
                "api: triggers#trigger, newer#by-area (GO)",
                status="201",
            ),
            body=a("ProjectTriggerResource"),
        )
    ),
    *in_both(
        path(
            "GET {api}/projects/{id}/triggers/{triggerId}",
            a("ProjectTriggerResource"),
            "api: triggers#trigger, newer#by-area (GO)",
        )
    ),
    *in_both(
        replace(
            path(
                "PUT {api}/projects/{id}/triggers/{triggerId}",
                a("ProjectTriggerResource"),
                "api: triggers#trigger, newer#by-area (GO)",
            ),
            body=a("ProjectTriggerResource"),
        )
    ),
    *in_both(
        path("DELETE {api}/projects/{id}/triggers/{triggerId}", ANYTHING, "api: triggers#trigger, newer#by-area (GO)")
    ),
    *in_both(
        path(
            "GET {api}/projects/{id}/deploymentprocesses",
            a("DeploymentProcessResource"),
            "api: processes#process, newer#by-area (CLI, GO)",
        )
    ),
    *in_both(
        replace(
            path(
                "PUT {api}/projects/{id}/deploymentprocesses",
                a("DeploymentProcessResource"),
                "api: processes#process, newer#by-area (CLI, GO)",
            ),
            body=a("DeploymentProcessResource"),
        )
    ),
    *in_both(
        path(
            "GET {api}/machines/{id}/singlyScopedVariableDetails",
            ANYTHING,
            "api: machines#target (a recorded machine links to it, 2024-08-27)",
            (2024, 3),
        )
    ),
    *in_both(
        path(
            "GET {api}/projects/{id}/deploymentsettings",
            a("DeploymentSettingsResource"),
            "api: projects#project, newer#by-area (CS)",
        )
    ),
    *in_both(
        replace(
            path(
                "PUT {api}/projects/{id}/deploymentsettings",
                a("DeploymentSettingsResource"),
                "api: projects#project, newer#by-area (CS)",
            ),
            body=a("DeploymentSettingsResource"),
        )
    ),
    # The older address; the description of 2021.2 has both.
    *in_both(path("GET {api}/deploymentsettings/{id}", a("DeploymentSettingsResource"), "2021.2")),
    *in_both(
        replace(
            path("PUT {api}/deploymentsettings/{id}", a("DeploymentSettingsResource"), "2021.2"),
            body=a("DeploymentSettingsResource"),
        )
    ),
    # A policy that keeps everything has no number and no unit [TF resource_space_default_runbook_policy.go].
    *(
        Row("gone", f"SpaceDefaultRetentionPolicy.{name}", "api: lifecycles#space-retention (TF)", since=AFTER)
        for name in ("QuantityToKeep", "Unit")
    ),
    Row(
        "status",
        "*=429",
        "api: transport#limits, newer#by-area (docs; the request limit is of 2026.3, proxies had one before)",
        since=AFTER,
    ),
)
QUERIES = tuple(
    Row("query", f"GET {prefix}/{where}?{name}", evidence, since=AFTER)
    for prefix in PREFIXES
    for where, name, evidence in (
        ("feeds", "name", "api: collections#filters (root template, newer)"),
        ("feeds/all", "name", "api: collections#filters (root template, newer)"),
        ("machines", "deploymenttargettypes", "api: roots#server, newer#by-area (MCP)"),
        ("variables/preview", "runbook", "api: roots#server (OctopusDeploy/Issues#7388)"),
        ("tenants", "isdisabled", "api: roots#server (GO pkg/tenants)"),
        ("tagsets", "scopes", "api: roots#server, collections#filters (GO pkg/tagsets)"),
        ("events", "excludedifference", "api: events#list-of-events (MCP, GO)"),
    )
)
NEWER: tuple[Row, ...] = (*SLUGS, *PROPERTIES, *WORDS, *NULL, *PATHS, *QUERIES, *NEWER_SERVER, *NEWEST, *KINDS)

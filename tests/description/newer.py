# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What came after 2020.5, and by which evidence: the one table of it.

A server that says it is 2020.5 or older may use none of these rows. ``since`` is the release that the evidence names;
where it names none, the row holds from the release after the description's. ``4`` and so on are sections of
octopus-api.md, in brackets the source that it gives there; CS dates are those of the commit to Octopus's .NET client.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from description.description import Schema
from description.facts import ANYTHING, MOMENT, TEXT, WHOLE, YES_NO, Row, a, many, mapped, one_of
from description.newer_server import NEWER_SERVER, NEWER_SERVER_DEFINITIONS
from description.newest import NEWEST
from description.rows import AFTER, PREFIXES, RESOURCE, in_a_space, in_both, path, prop, words


def page_of(definition: str) -> Schema:
    """What a page of a collection looks like, with the words of the published ones (2.2)."""
    counts = ("ItemsPerPage", "LastPageNumber", "NumberOfPages", "TotalResults")
    items = {"ItemType": TEXT, "Items": many(a(definition)), **dict.fromkeys(counts, WHOLE)}
    return {"type": "object", "properties": {**items, "Links": mapped(TEXT)}}


NEWER_DEFINITIONS: Mapping[str, Schema] = {
    **NEWER_SERVER_DEFINITIONS,
    "Icon": {"type": "object", "properties": {"Id": TEXT, "Color": TEXT}},
    "PersistenceSettings": {"type": "object", "properties": {"Type": one_of("Database", "VersionControlled")}},
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
    # 3.5 (GO pkg/machines/kubernetes_agent_details.go)
    "KubernetesAgentDetails": {
        "type": "object",
        "properties": {
            **dict.fromkeys(("AgentVersion", "TentacleVersion", "HelmReleaseName", "KubernetesNamespace"), TEXT),
            "UpgradeStatus": one_of("NoUpgrades", "UpgradeAvailable", "UpgradeSuggested", "UpgradeRequired"),
        },
    },
    # 3.26 (CS Model/Triggers)
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
    # 3.10 (CS Model/Channel*, GO pkg/channels)
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
    # 3.2.1 (GO pkg/environments/v2)
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
    # 3.20 (CS Model/GitCredentials)
    "GitCredentialDetails": {
        "type": "object",
        "properties": {"Type": one_of("UsernamePassword"), "Username": TEXT, "Password": a("SensitiveValue")},
    },
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
    # 3.21 (CS GitDependencyResource)
    "GitDependency": {
        "type": "object",
        "properties": {
            **dict.fromkeys(("Name", "RepositoryUri", "DefaultBranch", "GitCredentialType", "GitCredentialId"), TEXT),
            **dict.fromkeys(("GitHubConnectionId", "StepPackageInputsReferenceId"), TEXT),
            "FilePathFilters": many(TEXT),
        },
    },
    # 3.33 (CS Model/DeploymentFreezes, GO pkg/deploymentfreezes)
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
    prop(f"{definition}.Slug", TEXT, "2.6, 4 (CS IHaveSlugResource)")
    for definition in (
        *("SpaceResource", "EnvironmentResource", "ProjectGroupResource", "LifecycleResource", "ChannelResource"),
        *("DeploymentTargetResource", "WorkerResource", "WorkerPoolResource", "AccountResource", "FeedResource"),
        *("TenantResource", "TeamResource", "DeploymentStepResource"),
    )
)
PROPERTIES = (
    Row("gone", "ProjectResource.VersionControlSettings", "4: PersistenceSettings replaces it (CS)", since=AFTER),
    prop("ProjectResource.ProjectTemplateDetails", ANYTHING, "3.4 (CS, 2025-09-29)", (2025, 4)),
    # The older words for a package (3.4: TF resource_built_in_trigger.go, CS ReleaseCreationStrategyResource).
    prop("ReleaseCreationStrategyResource.ReleaseCreationPackageStepId", TEXT, "3.4 (CS, TF)", (2021, 1)),
    prop("VersioningStrategyResource.DonorPackageStepId", TEXT, "3.4 (CS, TF)", (2021, 1)),
    prop("SensitiveValue.Hint", TEXT, "2.7 (CS SensitiveValue, 2020-11-02; SW lacks it)"),
    prop("ApiKeyResource.Expires", MOMENT, "3.25 (CS ApiKeyResource, 2020-11-04; SW lacks it)"),
    Row("shape", "ApiKeyResource.ApiKey", "3.25: a text or, once created, a SensitiveValue", ANYTHING, since=AFTER),
    prop("SpaceResource.Icon", a("Icon"), "3.1, 4 (CS SpaceResource)"),
    prop("SpaceResource.IsPrivate", YES_NO, "3.1, 4 (CS SpaceResource)"),
    prop("EnvironmentResource.EnvironmentTags", many(TEXT), "3.2, 4 (CS EnvironmentResource)", (2025, 1)),
    prop("ProjectResource.PersistenceSettings", a("PersistenceSettings"), "3.4, 4 (CS PersistenceSettings)"),
    *(
        prop(f"DeploymentSettingsResource.{name}", YES_NO, "3.4, 4 (CS; not in the description of 2021.2)", (2021, 3))
        for name in ("ForcePackageDownload", "FailTargetDiscovery", "CancelQueuedTasks", "CancelRunningTasks")
    ),
    prop("ProjectResource.ForcePackageDownload", YES_NO, "3.4 (CS; not in the description of 2021.2)", (2021, 3)),
    prop("ProjectResource.AllowIgnoreChannelRules", YES_NO, "3.4, 4 (CS, GO, 2024-06-27)", (2024, 2)),
    prop("ProjectResource.ExecuteDeploymentsOnEventBasedPipeline", YES_NO, "3.4, 4 (CS, 2026-07-31)", (2026, 3)),
    prop("ProjectResource.CombineHealthAndSyncStatusInDashboardLiveStatus", YES_NO, "3.4 (CS, 2025-05-15)", (2025, 2)),
    prop("ProjectResource.DefaultPowerShellEdition", TEXT, "3.4, 4 (CS, 2025-12-03)", (2025, 4)),
    prop("ProjectResource.IsBadgesEnabled", YES_NO, "3.4, 4 (CS, 2026-06-23)", (2026, 2)),
    prop("ProjectResource.RetainTenantConnections", YES_NO, "3.4, 4 (CS ProjectResource: on a clone)"),
    prop("ProjectResource.ProjectTags", many(TEXT), "3.4, 4 (CS ProjectResource)", (2025, 1)),
    prop("ProjectResource.Icon", a("Icon"), "3.4, 4 (CS ProjectResource)"),
    # A machine that a server of August 2024 answered has none, nor has the API reference of 2026.3.
    *(
        Row("gone", f"{definition}.Status", "3.5 (a recorded machine, 2024-08-27)", since=(2024, 3))
        for definition in ("DeploymentTargetResource", "WorkerResource", "MachineResource")
    ),
    prop("DeploymentTargetResource.Architecture", TEXT, "3.5, 4 (CS MachineBasedResource)"),
    prop("DeploymentTargetResource.SkipInitialHealthCheck", YES_NO, "3.5, 4 (CS, 2024-05-20)", (2024, 2)),
    prop("WorkerResource.Architecture", TEXT, "3.5, 4 (CS MachineBasedResource)"),
    prop("WorkerResource.SkipInitialHealthCheck", YES_NO, "3.5, 4 (CS, 2024-05-20)", (2024, 2)),
    prop("MachineResource.Architecture", TEXT, "3.5, 4 (CS MachineBasedResource)"),
    prop("TentacleDetailsResource.UpgradeAvailable", YES_NO, "3.5 (CS TentacleDetailsResource, 2022-09-05)"),
    prop("EndpointResource:Kubernetes.ClusterCertificatePath", TEXT, "3.5 (CS, 2021-04-12)"),
    prop("EndpointResource:Kubernetes.ContainerOptions", TEXT, "3.5 (CS, 2023-11-03)"),
    *(
        prop(f"KubernetesAuthentication:KubernetesAws.{name}", schema, "3.5 (CS, 2023-04-06)")
        for name, schema in {
            **dict.fromkeys(("UseInstanceRole", "AssumeRole"), YES_NO),
            **dict.fromkeys(("AssumedRoleArn", "AssumedRoleSession", "AssumeRoleExternalId"), TEXT),
            "AssumeRoleSessionDurationSeconds": WHOLE,
        }.items()
    ),
    prop("KubernetesAuthentication:KubernetesAzure.AdminLogin", TEXT, "3.5 (GO kubernetes_azure)"),
    prop("MachinePolicyResource.MachineRpcCallRetryPolicy", a("MachineRpcCallRetryPolicy"), "3.6, 4 (CS, TF)"),
    prop(
        "MachinePolicyResource.MachinePackageCacheRetentionPolicy",
        a("MachinePackageCacheRetentionPolicy"),
        "3.6, 4 (CS, TF)",
    ),
    prop("MachineUpdatePolicy.KubernetesAgentUpdateBehavior", one_of("NeverUpdate", "Update", "Block"), "3.6, 4 (CS)"),
    prop("WorkerPoolResource.WorkerType", TEXT, "3.8 (CS DynamicWorkerPoolResource)"),
    *(
        prop(f"EnvironmentOfAnyType.{name}", schema, "3.2.1 (GO pkg/environments/v2, by type)")
        for name, schema in {
            "AllowDynamicInfrastructure": YES_NO,
            "ExtensionSettings": many(ANYTHING),
            "EnvironmentTags": many(TEXT),
            "AutomaticDeprovisioningRule": a("AutomaticDeprovisioningRule"),
        }.items()
    ),
    prop(
        "ChannelVersionRuleResource.VersioningStrategy", one_of("SemVer", "MostRecentlyPublished"), "3.10, 4 (CS, GO)"
    ),
    prop("ChannelVersionRuleResource.VersionTagRegex", TEXT, "3.10, 4 (CS, GO)"),
    prop("ChannelResource.GitReferenceRules", many(TEXT), "3.10, 4 (CS ChannelResource)"),
    prop("ChannelResource.GitResourceRules", many(a("ChannelGitResourceRule")), "3.10, 4 (CS ChannelResource)"),
    prop("ChannelResource.Type", one_of("Lifecycle", "EphemeralEnvironment"), "3.10, 4 (GO pkg/channels)", (2025, 1)),
    prop("ChannelResource.ParentEnvironmentId", TEXT, "3.10, 4 (GO pkg/channels)", (2025, 1)),
    prop("ChannelResource.EphemeralEnvironmentNameTemplate", TEXT, "3.10, 4 (GO pkg/channels)", (2025, 1)),
    prop("ChannelResource.AutomaticEphemeralEnvironmentDeployments", YES_NO, "3.10, 4 (GO pkg/channels)", (2025, 1)),
    prop("ChannelResource.CustomFieldDefinitions", many(a("ChannelCustomField")), "3.10, 4 (GO)", (2025, 1)),
    prop("RetentionPeriod.Strategy", one_of("Default", "Forever", "Count"), "3.9, 4 (TF, CS)", (2025, 3)),
    *(
        prop(f"AuthenticationResource.{name}", WHOLE, "3.25 (CS AuthenticationConfigResource)", (2025, 4))
        for name in ("ApiKeyDefaultExpiryDays", "ApiKeyMaxExpiryDays")
    ),
    prop("TaskResource.PendingInterruptionTypes", many(TEXT), "3.29 (CS TaskResource, 2026-02-23)", (2026, 2)),
    prop("TaskResource.PendingPreconditionTypes", many(TEXT), "3.29 (CS TaskResource, 2026-04-08)", (2026, 2)),
    prop("TaskResource.HasPendingPreconditions", YES_NO, "3.29 (CS TaskResource, 2026-04-08)", (2026, 2)),
    prop("DeploymentActionResource.GitDependencies", many(a("GitDependency")), "3.11 (CS, 2023-08-08)", (2023, 4)),
    *(
        prop(f"DeploymentActionContainerResource.{name}", TEXT, "3.11 (CS, 2023-08-29)", (2023, 4))
        for name in ("GitUrl", "Dockerfile")
    ),
    prop("PhaseResource.IsPriorityPhase", YES_NO, "3.9, 4 (CS PhaseResource)"),
    prop("TagSetResource.Type", one_of("MultiSelect", "SingleSelect", "FreeText"), "3.15, 4 (CS)", (2025, 1)),
    prop("TagSetResource.IsSystem", YES_NO, "3.15 (CS TagSetResource)", (2025, 1)),
    prop("TagSetResource.Scopes", many(TEXT), "3.15, 4 (CS TagSetResource)", (2025, 1)),
    prop("TenantResource.IsDisabled", YES_NO, "3.16, 4 (CS TenantResource)"),
    prop("TenantResource.Icon", a("Icon"), "3.16, 4 (CS TenantResource)"),
    prop("FeedResource:BuiltIn.DeletePackagesAssociatedWithReleases", YES_NO, "3.17 (CS, 2025-06-03)", (2025, 3)),
    prop("FeedResource:AwsElasticContainerRegistry.UseMachineCredentials", YES_NO, "3.17 (CS, 2022-03-18)"),
    prop("FeedResource:AwsElasticContainerRegistry.OidcAuthentication", ANYTHING, "3.17, 4 (CS)"),
    *(
        prop(f"FeedResource:{kind}.{name}", WHOLE, "3.17, 4 (TF: returned from 2025.4)", (2025, 4))
        for kind in ("Docker", "AzureContainerRegistry", "GoogleContainerRegistry")
        for name in ("DownloadAttempts", "DownloadRetryBackoffSeconds")
    ),
    prop("AccountResource:AmazonWebServicesAccount.Region", TEXT, "3.18 (CS AmazonWebServicesAccountResource)"),
    prop("DeploymentActionResource.StepPackageVersion", TEXT, "3.11 (CS, GO)", (2021, 3)),
    prop("DeploymentActionResource.Inputs", ANYTHING, "3.11 (CS, GO)", (2021, 3)),
    prop("PackageReference.Version", TEXT, "3.11 (GO package_reference.go)", (2024, 4)),
    prop("PackageReference.StepPackageInputsReferenceId", TEXT, "3.11 (CS, GO)", (2021, 3)),
    prop("ActionTemplateResource.GitDependencies", many(a("GitDependency")), "3.21 (CS ActionTemplateResource)"),
    prop("ActionTemplateResource.Inputs", ANYTHING, "3.21 (CS ActionTemplateResource)", (2021, 3)),
    prop("ActionTemplateResource.StepPackageVersion", TEXT, "3.21 (CS ActionTemplateResource)", (2021, 3)),
    prop("CommunityActionTemplateResource.Packages", many(a("PackageReference")), "3.21 (CS, 2025-10-21)", (2025, 4)),
    prop("ActionTemplateUsageResource.Branch", TEXT, "3.21 (CS ActionTemplateUsageResource)"),
    prop("ActionTemplateUsageResource.Release", TEXT, "3.21 (CS ActionTemplateUsageResource)"),
    prop("ActionTemplateSearchResource.Features", many(TEXT), "3.21 (CS ActionTemplateSearchResource)"),
    prop("ActionTemplateSearchResource.SpaceId", TEXT, "3.21 (CS ActionTemplateSearchResource)"),
    prop("TriggerActionResource:DeployNewRelease.VersionControlReference", a("GitReference"), "3.26 (CS)"),
    prop("TriggerActionResource:RunRunbook.RunbookTags", many(TEXT), "3.26 (CS RunRunbookActionResource)", (2025, 1)),
    prop("TriggerActionResource:RunRunbook.FormValues", mapped(TEXT), "3.26 (CS RunRunbookActionResource)"),
    prop(
        "ResourceCollection_of_TaskResource.TotalCountsInOtherSpaces", mapped(WHOLE), "2.2 (CS, 2023-10-13)", (2023, 4)
    ),
)
WORDS = (
    *words("EndpointResource.CommunicationStyle", "3.5, 4 (CS)", "KubernetesTentacle", "StepPackage", "AwsEcsCluster"),
    *words("KubernetesAuthentication.AuthenticationType", "3.5 (CS)", "KubernetesPodService", "KubernetesGoogleCloud"),
    *words(
        "FeedResource.FeedType",
        "3.17, 4 (CS FeedType)",
        *("AzureContainerRegistry", "GoogleContainerRegistry", "Npm", "PyPi", "OciRegistry", "S3", "GcsStorage"),
        "ArtifactoryGeneric",
    ),
    *words(
        "AccountResource.AccountType",
        "3.18, 4 (CS AccountType)",
        *("AzureOidc", "AmazonWebServicesOidcAccount", "GoogleCloudAccount", "GoogleCloudOidcAccount"),
        *("GenericOidcAccount", "AmazonWebServicesRoleAccount"),
    ),
    *words("TriggerFilterResource.FilterType", "3.26, 4 (CS TriggerFilterType)", "ArcFeedFilter", "GitFilter"),
    *words("TriggerActionResource.ActionType", "3.26, 4 (CS TriggerActionType)", "DeployLatestReleaseToEnvironment"),
    *words(
        "VariableResource.Type",
        "3.13, 4 (CS VariableType)",
        *("UsernamePasswordAccount", "GenericOidcAccount", "GoogleCloudAccount"),
    ),
)
NULL = tuple(
    Row("null", where, evidence, since=AFTER)
    for where, evidence in {
        "EndpointResource.AssumeRoleSessionDurationSeconds": "3.5 (CS AwsEcsClusterEndpointResource: int?)",
        "KubernetesAuthentication.AssumeRoleSessionDurationSeconds": "3.5 (CS: int?)",
        "MachinePackageCacheRetentionPolicy.QuantityOfPackagesToKeep": "3.6 (CS: int?)",
        "MachinePackageCacheRetentionPolicy.QuantityOfVersionsToKeep": "3.6 (CS: int?)",
        "AuthenticationResource.ApiKeyDefaultExpiryDays": "3.25 (CS AuthenticationConfigResource: int?)",
        "AuthenticationResource.ApiKeyMaxExpiryDays": "3.25 (CS AuthenticationConfigResource: int?)",
        "ProjectResource.AllowIgnoreChannelRules": "3.4 (CS ProjectResource: bool?)",
        "ChannelVersionRuleResource.VersioningStrategy": "3.10 (CS ChannelVersionRuleResource: nullable)",
        "RecurringSchedule.EndAfterOccurrences": "3.33 (CS RecurringSchedule: int?)",
        "RecurringSchedule.DayOfWeek": "3.33 (CS MonthlyRecurringSchedule: DayOfWeek?)",
    }.items()
)
FREEZE, CREDENTIAL = a("DeploymentFreeze"), a("GitCredentialResource")
CREDENTIALS = a("ResourceCollection_of_GitCredentialResource")
FREEZE_QUERY = "skip,take,ids,partialName,projectIds,tenantIds,environmentIds,includeComplete,status"
FROZEN = (2024, 4)
PARENT, PARENTS = a("ParentEnvironment"), (2025, 1)
EVERY_TYPE = a("ResourceCollection_of_EnvironmentOfAnyType")
SHARED = (2022, 1)
POLICY = a("SpaceDefaultRetentionPolicy")
PATHS = (
    Row("spelling", "/api/spaces/{spaceId}/", "1.1, 4 (TS, GO: a third spelling of a space)", since=AFTER),
    path("GET /api/configuration/feature-toggles?name", a("FeatureToggles"), "1.10, 4 (GO, TF)", (2022, 1)),
    path("GET /api/capabilities", a("Capabilities"), "1.10, 4 (TS)", (2022, 3)),
    path("GET /api/spaces/{id}/search?keyword", many(a("FoundInSpace")), "3.1, 4 (CS SpaceRepository)"),
    path("GET /api/{baseSpaceId}/spaces/{id}/search?keyword", many(a("FoundInSpace")), "2021.2"),
    path(f"GET /api/deploymentfreezes?{FREEZE_QUERY}", a("DeploymentFreezes"), "3.33, 4 (GO, TF)", FROZEN),
    replace(
        path("POST /api/deploymentfreezes", FREEZE, "3.33, 4 (GO, TF, CS)", FROZEN, status="201"),
        body=FREEZE,
    ),
    path("GET /api/deploymentfreezes/{id}", FREEZE, "3.33, 4 (GO, TF)", FROZEN),
    replace(path("PUT /api/deploymentfreezes/{id}", FREEZE, "3.33, 4 (GO, TF, CS)", FROZEN), body=FREEZE),
    path("DELETE /api/deploymentfreezes/{id}", ANYTHING, "3.33, 4 (GO, TF)", FROZEN),
    *in_both(path("GET {api}/git-credentials?skip,take,name", CREDENTIALS, "3.20, 4 (GO, CS)", SHARED)),
    *in_both(
        replace(
            path("POST {api}/git-credentials", a("JustAnId"), "3.20, 4 (CS, TF)", SHARED, status="201"),
            body=CREDENTIAL,
        )
    ),
    *in_both(path("GET {api}/git-credentials/{id}", CREDENTIAL, "3.20, 4 (GO, CS)", SHARED)),
    *in_both(
        replace(path("PUT {api}/git-credentials/{id}", a("JustAnId"), "3.20, 4 (GO)", SHARED), body=CREDENTIAL),
    ),
    *in_both(path("DELETE {api}/git-credentials/{id}", ANYTHING, "3.20, 4 (GO, CS)", SHARED)),
    *in_both(path("GET {api}/git-credentials/{id}/usage", a("GitCredentialUsage"), "3.20 (CS)", SHARED)),
    *in_both(
        replace(path("PUT {api}/git-credentials/{id}", ANYTHING, "3.20 (the reference)", (2026, 3)), body=CREDENTIAL)
    ),
    # What these answer is for the reference of 2026.3 to judge.
    *(
        in_a_space(replace(path(f"{where}/{version}", ANYTHING, "3.20 (GO service_v2.go)", (2026, 2)), **more))
        for version in ("v1", "v2")
        for where, more in (
            ("GET {api}/git-credentials", {}),
            ("POST {api}/git-credentials", {"status": "201", "body": ANYTHING}),
            ("GET {api}/git-credentials/{id}", {}),
            ("PUT {api}/git-credentials/{id}", {"body": ANYTHING}),
        )
    ),
    in_a_space(path("DELETE {api}/git-credentials/{id}/v1", ANYTHING, "3.20 (the reference)", (2026, 2))),
    in_a_space(
        path("GET {api}/git-credentials/{id}/usage/v1", a("GitCredentialUsage"), "3.20 (the reference)", (2026, 2))
    ),
    in_a_space(
        path("GET {api}/environments/v2?name,skip,ids,take,partialName,type", EVERY_TYPE, "3.2.1 (GO, TS)", PARENTS)
    ),
    in_a_space(
        replace(
            path("POST {api}/parentenvironments", a("JustAnId"), "3.2.1 (GO, TF)", PARENTS, status="201"), body=PARENT
        )
    ),
    in_a_space(path("GET {api}/parentenvironments/{id}", PARENT, "3.2.1 (GO, TF)", PARENTS)),
    in_a_space(replace(path("PUT {api}/parentenvironments/{id}", PARENT, "3.2.1 (GO, TF)", PARENTS), body=PARENT)),
    in_a_space(path("DELETE {api}/parentenvironments/{id}", ANYTHING, "3.2.1 (GO, TF)", PARENTS)),
    *(
        each
        for owners in ("common", "project")
        for method in ("GET", "POST", "PUT")
        for each in in_both(
            replace(
                path(
                    f"{method} {{api}}/tenants/{{id}}/{owners}variables?includeMissingVariables",
                    ANYTHING,
                    "3.16.2, 4 (CS, GO, TF)",
                    (2025, 1),
                ),
                body=None if method == "GET" else ANYTHING,
            )
        )
    ),
    *in_both(path("GET {api}/retentionpolicies?retentionType", POLICY, "3.9.1, 4 (GO, TF)", (2025, 3))),
    *in_both(path("GET {api}/retentionpolicies/{id}", POLICY, "3.9.1, 4 (GO, TF)", (2025, 3))),
    *in_both(
        replace(path("PUT {api}/retentionpolicies/{id}", POLICY, "3.9.1, 4 (GO, TF)", (2025, 3)), body=POLICY),
    ),
    *in_both(
        replace(
            path(
                "POST {api}/projects/{id}/channels",
                a("ChannelResource"),
                "3.10 (GO); the reference of 2026.3",
                (2021, 3),
            ),
            body=a("ChannelResource"),
        )
    ),
    *in_both(path("GET {api}/projects/{id}/channels/{channelId}", a("ChannelResource"), "3.10, 4 (GO)")),
    *in_both(
        replace(
            path("PUT {api}/projects/{id}/channels/{channelId}", a("ChannelResource"), "3.10, 4 (GO)"),
            body=a("ChannelResource"),
        )
    ),
    *in_both(path("DELETE {api}/projects/{id}/channels/{channelId}", ANYTHING, "3.10, 4 (GO)")),
    *in_both(
        replace(
            path("POST {api}/projects/{id}/triggers", a("ProjectTriggerResource"), "3.26, 4 (GO)", status="201"),
            body=a("ProjectTriggerResource"),
        )
    ),
    *in_both(path("GET {api}/projects/{id}/triggers/{triggerId}", a("ProjectTriggerResource"), "3.26, 4 (GO)")),
    *in_both(
        replace(
            path("PUT {api}/projects/{id}/triggers/{triggerId}", a("ProjectTriggerResource"), "3.26, 4 (GO)"),
            body=a("ProjectTriggerResource"),
        )
    ),
    *in_both(path("DELETE {api}/projects/{id}/triggers/{triggerId}", ANYTHING, "3.26, 4 (GO)")),
    *in_both(path("GET {api}/projects/{id}/deploymentprocesses", a("DeploymentProcessResource"), "3.11, 4 (CLI, GO)")),
    *in_both(
        replace(
            path("PUT {api}/projects/{id}/deploymentprocesses", a("DeploymentProcessResource"), "3.11, 4 (CLI, GO)"),
            body=a("DeploymentProcessResource"),
        )
    ),
    *in_both(
        path(
            "GET {api}/machines/{id}/singlyScopedVariableDetails",
            ANYTHING,
            "3.5 (a recorded machine links to it, 2024-08-27)",
            (2024, 3),
        )
    ),
    *in_both(path("GET {api}/projects/{id}/deploymentsettings", a("DeploymentSettingsResource"), "3.4, 4 (CS)")),
    *in_both(
        replace(
            path("PUT {api}/projects/{id}/deploymentsettings", a("DeploymentSettingsResource"), "3.4, 4 (CS)"),
            body=a("DeploymentSettingsResource"),
        )
    ),
    # Its older address; the description of 2021.2 has both.
    *in_both(path("GET {api}/deploymentsettings/{id}", a("DeploymentSettingsResource"), "2021.2")),
    *in_both(
        replace(
            path("PUT {api}/deploymentsettings/{id}", a("DeploymentSettingsResource"), "2021.2"),
            body=a("DeploymentSettingsResource"),
        )
    ),
    # Where everything is kept there is nothing to count [TF resource_space_default_runbook_policy.go].
    *(
        Row("gone", f"SpaceDefaultRetentionPolicy.{name}", "3.9.1 (TF)", since=AFTER)
        for name in ("QuantityToKeep", "Unit")
    ),
    Row("status", "*=429", "1.8, 4 (docs; the request limit is of 2026.3, proxies had one before)", since=AFTER),
)
QUERIES = tuple(
    Row("query", f"GET {prefix}/{where}?{name}", evidence, since=AFTER)
    for prefix in PREFIXES
    for where, name, evidence in (
        ("feeds", "name", "2.4 (root template, newer)"),
        ("feeds/all", "name", "2.4 (root template, newer)"),
        ("machines", "deploymenttargettypes", "1.3, 4 (MCP)"),
        ("tenants", "isdisabled", "1.3 (GO pkg/tenants)"),
        ("tagsets", "scopes", "1.3, 2.4 (GO pkg/tagsets)"),
    )
)
NEWER: tuple[Row, ...] = (*SLUGS, *PROPERTIES, *WORDS, *NULL, *PATHS, *QUERIES, *NEWER_SERVER, *NEWEST)

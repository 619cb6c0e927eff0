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
from description.facts import ANYTHING, MOMENT, TEXT, WHOLE, YES_NO, Release, Row, a, many, mapped, one_of

AFTER: Release = (2020, 6)
# What every resource has (Appendix B; CS Resource).
RESOURCE = {"LastModifiedOn": MOMENT, "LastModifiedBy": TEXT, "Links": mapped(TEXT)}
PREFIXES = ("/api", "/api/{baseSpaceId}")
NEWER_DEFINITIONS: Mapping[str, Schema] = {
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
    "FeatureToggles": {"type": "object", "properties": {"FeatureToggles": many(a("FeatureToggle"))}},
    "FeatureToggle": {"type": "object", "properties": {"Name": TEXT, "IsEnabled": YES_NO}},
    "Capabilities": {"type": "object", "properties": {"Capabilities": many(TEXT)}},
    "FoundInSpace": {"type": "object", "properties": {"Id": TEXT, "Name": TEXT, "Type": TEXT}},
    # https://octopus.com/docs/api/worker-task-leases
    "WorkerTaskLeases": {"type": "object", "properties": {"WorkerTaskLeases": a("PageOfWorkerTaskLeases")}},
    "PageOfWorkerTaskLeases": {
        "type": "object",
        "properties": {
            **dict.fromkeys(("Id", "ItemType"), TEXT),
            **dict.fromkeys(("ItemsPerPage", "LastPageNumber", "NumberOfPages", "TotalResults"), WHOLE),
            "IsStale": YES_NO,
            "Items": many(a("WorkerTaskLease")),
            **RESOURCE,
        },
    },
    "WorkerTaskLease": {
        "type": "object",
        "properties": {
            **dict.fromkeys(("Id", "Name", "ServerTaskId", "SpaceId", "WorkerId"), TEXT),
            "Exclusive": YES_NO,
            "TakenAt": MOMENT,
            **RESOURCE,
        },
    },
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
            **dict.fromkeys(
                (
                    *("DefaultToSkipIfAlreadyInstalled", "ForcePackageDownload", "FailTargetDiscovery"),
                    *("CancelQueuedTasks", "CancelRunningTasks"),
                ),
                YES_NO,
            ),
            **RESOURCE,
        },
    },
}


def prop(where: str, schema: Schema, evidence: str, since: Release = AFTER) -> Row:
    return Row("property", where, evidence, schema, since=since)


def words(where: str, evidence: str, *new: str, since: Release = AFTER) -> tuple[Row, ...]:
    return tuple(Row("word", f"{where}={word}", evidence, since=since) for word in new)


def path(where: str, schema: Schema, evidence: str, since: Release = AFTER, **more: str) -> Row:
    return Row("path", where, evidence, schema, since=since, **more)  # type: ignore[arg-type]


def in_both(row: Row) -> tuple[Row, ...]:
    """A path of a space's own, with and without the space."""
    return tuple(replace(row, where=row.where.replace("{api}", prefix)) for prefix in PREFIXES)


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
    prop("SensitiveValue.Hint", TEXT, "2.7 (CS SensitiveValue, 2020-11-02; SW lacks it)"),
    prop("ApiKeyResource.Expires", MOMENT, "3.25 (CS ApiKeyResource, 2020-11-04; SW lacks it)"),
    Row("shape", "ApiKeyResource.ApiKey", "3.25: a text or, once created, a SensitiveValue", ANYTHING, since=AFTER),
    prop("SpaceResource.Icon", a("Icon"), "3.1, 4 (CS SpaceResource)"),
    prop("SpaceResource.IsPrivate", YES_NO, "3.1, 4 (CS SpaceResource)"),
    prop("EnvironmentResource.EnvironmentTags", many(TEXT), "3.2, 4 (CS EnvironmentResource)", (2025, 1)),
    prop("ProjectResource.PersistenceSettings", a("PersistenceSettings"), "3.4, 4 (CS PersistenceSettings)"),
    prop("ProjectResource.ForcePackageDownload", YES_NO, "3.4 (CS ProjectResource)"),
    prop("ProjectResource.AllowIgnoreChannelRules", YES_NO, "3.4, 4 (CS ProjectResource)"),
    prop("ProjectResource.ExecuteDeploymentsOnEventBasedPipeline", YES_NO, "3.4, 4 (CS ProjectResource)"),
    prop("ProjectResource.CombineHealthAndSyncStatusInDashboardLiveStatus", YES_NO, "3.4 (CS ProjectResource)"),
    prop("ProjectResource.DefaultPowerShellEdition", TEXT, "3.4, 4 (CS ProjectResource)"),
    prop("ProjectResource.IsBadgesEnabled", YES_NO, "3.4, 4 (CS ProjectResource)"),
    prop("ProjectResource.RetainTenantConnections", YES_NO, "3.4, 4 (CS ProjectResource: on a clone)"),
    prop("ProjectResource.ProjectTags", many(TEXT), "3.4, 4 (CS ProjectResource)", (2025, 1)),
    prop("ProjectResource.Icon", a("Icon"), "3.4, 4 (CS ProjectResource)"),
    prop("DeploymentTargetResource.Architecture", TEXT, "3.5, 4 (CS MachineBasedResource)"),
    prop("DeploymentTargetResource.SkipInitialHealthCheck", YES_NO, "3.5, 4 (CS MachineBasedResource)"),
    prop("WorkerResource.Architecture", TEXT, "3.5, 4 (CS MachineBasedResource)"),
    prop("WorkerResource.SkipInitialHealthCheck", YES_NO, "3.5, 4 (CS MachineBasedResource)"),
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
    prop("RetentionPeriod.Strategy", one_of("Default", "Forever", "Count"), "3.9, 4 (TF, CS)", (2025, 3)),
    prop("PhaseResource.IsPriorityPhase", YES_NO, "3.9, 4 (CS PhaseResource)"),
    prop("TagSetResource.Type", one_of("MultiSelect", "SingleSelect", "FreeText"), "3.15, 4 (CS)", (2025, 1)),
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
        "ProjectResource.AllowIgnoreChannelRules": "3.4 (CS ProjectResource: bool?)",
    }.items()
)
POLICY = a("SpaceDefaultRetentionPolicy")
PATHS = (
    Row("spelling", "/api/spaces/{spaceId}/", "1.1, 4 (TS, GO: a third spelling of a space)", since=AFTER),
    path("GET /api/configuration/feature-toggles?name", a("FeatureToggles"), "1.10, 4 (GO, TF)", (2022, 1)),
    path("GET /api/capabilities", a("Capabilities"), "1.10, 4 (TS)", (2022, 3)),
    path("GET /api/spaces/{id}/search?keyword", many(a("FoundInSpace")), "3.1, 4 (CS SpaceRepository)"),
    *in_both(
        path(
            "GET {api}/workertaskleases?skip,take",
            a("WorkerTaskLeases"),
            "https://octopus.com/docs/api/worker-task-leases; OctopusDeploy/Issues#7707",
            (2024, 2),
        )
    ),
    *in_both(path("GET {api}/retentionpolicies?retentionType", POLICY, "3.9.1, 4 (GO, TF)", (2025, 3))),
    *in_both(path("GET {api}/retentionpolicies/{id}", POLICY, "3.9.1, 4 (GO, TF)", (2025, 3))),
    *in_both(
        replace(path("PUT {api}/retentionpolicies/{id}", POLICY, "3.9.1, 4 (GO, TF)", (2025, 3)), body=POLICY),
    ),
    *in_both(
        replace(
            path("POST {api}/projects/{id}/channels", a("ChannelResource"), "3.10, 4 (GO)", status="201"),
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
    *in_both(path("GET {api}/projects/{id}/deploymentprocesses", a("DeploymentProcessResource"), "3.11, 4 (CLI, GO)")),
    *in_both(
        replace(
            path("PUT {api}/projects/{id}/deploymentprocesses", a("DeploymentProcessResource"), "3.11, 4 (CLI, GO)"),
            body=a("DeploymentProcessResource"),
        )
    ),
    *in_both(path("GET {api}/projects/{id}/deploymentsettings", a("DeploymentSettingsResource"), "3.4, 4 (CS)")),
    *in_both(
        replace(
            path("PUT {api}/projects/{id}/deploymentsettings", a("DeploymentSettingsResource"), "3.4, 4 (CS)"),
            body=a("DeploymentSettingsResource"),
        )
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
NEWER: tuple[Row, ...] = (*SLUGS, *PROPERTIES, *WORDS, *NULL, *PATHS, *QUERIES)

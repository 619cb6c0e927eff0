# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The properties that documents have by their type, none of which the description has.

These are properties of servers of the description's time (api: machines#endpoints, feeds#feed, accounts#account),
checked against the models of Octopus's .NET client in November 2020 (OctopusClients at faa94906). A type that came
later is here too; a property that came later to an older type is a row of ``newer``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from description.description import Schema
from description.facts import ANYTHING, TEXT, WHOLE, YES_NO, a, many, mapped, one_of

SECRET = a("SensitiveValue")
Properties = Mapping[str, Schema]


@dataclass(frozen=True)
class Variant:
    """``by``: the property that names the type; ``of``: the additional properties of each type."""

    by: str
    of: Mapping[str, Properties]


def texts(*names: str) -> dict[str, Schema]:
    return dict.fromkeys(names, TEXT)


ADDRESS = {**texts("FeedUri", "Username"), "Password": SECRET}
RETRIES = dict.fromkeys(("DownloadAttempts", "DownloadRetryBackoffSeconds"), WHOLE)
DOCKER = {**ADDRESS, **texts("ApiVersion", "RegistryPath")}
AWS_KEYS = {**texts("AccessKey", "Region"), "SecretKey": SECRET}
FEEDS: Mapping[str, Properties] = {
    "BuiltIn": {"DeleteUnreleasedPackagesAfterDays": WHOLE, "IsBuiltInRepoSyncEnabled": YES_NO},
    "NuGet": {**ADDRESS, **RETRIES, "EnhancedMode": YES_NO},
    "Docker": DOCKER,
    "Maven": {**ADDRESS, **RETRIES},
    "GitHub": {**ADDRESS, **RETRIES},
    "Helm": ADDRESS,
    "AwsElasticContainerRegistry": AWS_KEYS,
    "AzureContainerRegistry": {**DOCKER, "OidcAuthentication": ANYTHING},
    "GoogleContainerRegistry": {**DOCKER, "OidcAuthentication": ANYTHING},
    "Npm": {**ADDRESS, **RETRIES},
    "PyPi": {**ADDRESS, **RETRIES},
    "OciRegistry": ADDRESS,
    "S3": {**AWS_KEYS, "UseMachineCredentials": YES_NO},
    "GcsStorage": {
        "UseServiceAccountKey": YES_NO,
        "ServiceAccountJsonKey": SECRET,
        "Project": TEXT,
        "OidcAuthentication": ANYTHING,
        **RETRIES,
    },
    "ArtifactoryGeneric": {**ADDRESS, **texts("Repository", "LayoutRegex")},
}
SUBJECTS = dict.fromkeys(("DeploymentSubjectKeys", "HealthCheckSubjectKeys", "AccountTestSubjectKeys"), many(TEXT))
OIDC = {**SUBJECTS, "Audience": TEXT, "CustomClaims": mapped(TEXT)}
AZURE = texts("SubscriptionNumber", "ClientId", "TenantId", "AzureEnvironment")
AZURE_ADDRESSES = texts("ResourceManagementEndpointBaseUri", "ActiveDirectoryEndpointBaseUri")
ACCOUNTS: Mapping[str, Properties] = {
    "UsernamePassword": {"Username": TEXT, "Password": SECRET},
    "SshKeyPair": {"Username": TEXT, "PrivateKeyFile": SECRET, "PrivateKeyPassphrase": SECRET},
    "Token": {"Token": SECRET},
    "AzureServicePrincipal": {**AZURE, **AZURE_ADDRESSES, "Password": SECRET},
    "AzureSubscription": {
        **texts("SubscriptionNumber", "CertificateThumbprint", "AzureEnvironment"),
        **texts("ServiceManagementEndpointBaseUri", "ServiceManagementEndpointSuffix"),
        "CertificateBytes": SECRET,
    },
    "AmazonWebServicesAccount": {"AccessKey": TEXT, "SecretKey": SECRET},
    "AzureOidc": {**AZURE, **AZURE_ADDRESSES, **OIDC},
    "AmazonWebServicesOidcAccount": {**texts("RoleArn", "SessionDuration", "Region"), **OIDC},
    "GoogleCloudAccount": {"JsonKey": SECRET},
    "GoogleCloudOidcAccount": {**OIDC, "TokenLifetimeSeconds": TEXT},
    "GenericOidcAccount": {"Audience": TEXT, "DeploymentSubjectKeys": many(TEXT), "CustomClaims": mapped(TEXT)},
}
TENTACLE: Properties = {
    **texts("Thumbprint", "Uri", "CertificateSignatureAlgorithm"),
    "TentacleVersionDetails": a("TentacleDetailsResource"),
}
POOL = texts("DefaultWorkerPoolId")
AWS_ROLE: Properties = {
    "UseInstanceRole": YES_NO,
    "AssumeRole": YES_NO,
    "AssumedRoleArn": TEXT,
    "AssumedRoleSession": TEXT,
    "AssumeRoleSessionDurationSeconds": WHOLE,
    "AssumeRoleExternalId": TEXT,
}
ENDPOINTS: Mapping[str, Properties] = {
    "TentaclePassive": {**TENTACLE, "ProxyId": TEXT},
    "TentacleActive": TENTACLE,
    "Ssh": {**texts("AccountId", "Host", "Fingerprint", "Uri", "ProxyId", "DotNetCorePlatform"), "Port": WHOLE},
    "None": POOL,
    "OfflineDrop": {
        "Destination": a("OfflineDropDestinationResource"),
        "SensitiveVariablesEncryptionPassword": SECRET,
        **texts("ApplicationsDirectory", "OctopusWorkingDirectory"),
    },
    "AzureWebApp": {**texts("AccountId", "ResourceGroupName", "WebAppName", "WebAppSlotName"), **POOL},
    "AzureCloudService": {
        **texts("AccountId", "CloudServiceName", "StorageAccountName", "Slot"),
        "SwapIfPossible": YES_NO,
        "UseCurrentInstanceCount": YES_NO,
        **POOL,
    },
    "AzureServiceFabricCluster": {
        "SecurityMode": one_of("Unsecure", "SecureClientCertificate", "SecureAzureAD"),
        "AadCredentialType": one_of("ClientCredential", "UserCredential"),
        "AadUserCredentialPassword": SECRET,
        **texts("ConnectionEndpoint", "ServerCertThumbprint", "ClientCertVariable", "CertificateStoreLocation"),
        **texts("CertificateStoreName", "AadClientCredentialSecret", "AadUserCredentialUsername"),
        **POOL,
    },
    "Kubernetes": {
        **texts("ClusterUrl", "ClusterCertificate", "Namespace", "SkipTlsVerification", "ProxyId"),
        # In the .NET client of June 2020 (OctopusClients c6f15285); the Go client still has the property.
        "RunningInContainer": YES_NO,
        "Container": a("DeploymentActionContainerResource"),
        "Authentication": a("KubernetesAuthentication"),
        **POOL,
    },
    "KubernetesTentacle": {
        "TentacleEndpointConfiguration": a("KubernetesTentacleConfiguration"),
        "KubernetesAgentDetails": a("KubernetesAgentDetails"),
        "UpgradeLocked": YES_NO,
        "DefaultNamespace": TEXT,
    },
    "StepPackage": {**texts("DeploymentTargetTypeId", "StepPackageVersion"), "Inputs": ANYTHING, **POOL},
    "AwsEcsCluster": {**texts("ClusterName", "Region", "AccountId"), **AWS_ROLE, **POOL},
}
AUTHENTICATION: Mapping[str, Properties] = {
    "KubernetesStandard": texts("AccountId"),
    "KubernetesAws": texts("AccountId", "ClusterName"),
    "KubernetesAzure": texts("AccountId", "ClusterName", "ClusterResourceGroup"),
    "KubernetesCertificate": texts("ClientCertificate"),
    "KubernetesPodService": texts("TokenPath"),
    "KubernetesGoogleCloud": {
        **texts("AccountId", "ClusterName", "ServiceAccountEmails", "Project", "Region", "Zone"),
        "UseVmServiceAccount": YES_NO,
        "ImpersonateServiceAccount": YES_NO,
    },
}
SMTP: Mapping[str, Properties] = {
    "UsernamePassword": {"SmtpLogin": TEXT, "SmtpPassword": SECRET},
    "Google": texts("GoogleAudience", "GoogleServiceAccount"),
    "Azure": texts("AzureAudience", "AzureClientId", "AzureTenantId"),
}
WEEK = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
EVERY: Properties = {
    "Interval": one_of("OnceHourly", "OnceEveryMinute", "OnceDaily"),
    "HourInterval": WHOLE,
    "MinuteInterval": WHOLE,
}
DAILY: Properties = {
    **texts("StartTime", "Timezone"),
    "RunType": one_of("ScheduledTime", "Continuously"),
    **EVERY,
}
ON_DAYS: Properties = {"DaysOfWeek": many(one_of(*WEEK))}
MONTHLY: Properties = {
    **texts("DateOfMonth", "DayNumberOfMonth"),
    "MonthlyScheduleType": one_of("DateOfMonth", "DayOfMonth"),
    "DayOfWeek": one_of(*WEEK),
}
# api: triggers#trigger (CS Model/Triggers). Times are texts, because newer servers write them without a zone.
TRIGGER_FILTERS: Mapping[str, Properties] = {
    "MachineFilter": dict.fromkeys(("EnvironmentIds", "Roles", "EventGroups", "EventCategories"), many(TEXT)),
    "OnceDailySchedule": {**texts("StartTime", "Timezone"), **ON_DAYS},
    "ContinuousDailySchedule": {**texts("RunAfter", "RunUntil", "Timezone"), **EVERY, **ON_DAYS},
    "DaysPerMonthSchedule": {**texts("StartTime", "Timezone"), **MONTHLY},
    "DaysPerWeekSchedule": {**DAILY, **dict.fromkeys(WEEK, YES_NO)},
    "DailySchedule": DAILY,
    "CronExpressionSchedule": texts("CronExpression", "Timezone"),
    "FeedFilter": {"Packages": many(a("DeploymentActionSlugPackage"))},
    "ArcFeedFilter": {"Packages": many(a("DeploymentActionPackageResource"))},
    "GitFilter": {"Sources": many(a("GitTriggerSource"))},
}
TRIGGER_SCOPE: Properties = {"ChannelId": TEXT, "TenantIds": many(TEXT), "TenantTags": many(TEXT)}
REDEPLOY: Properties = {"ShouldRedeployWhenReleaseIsCurrent": YES_NO}
TRIGGER_ACTIONS: Mapping[str, Properties] = {
    "AutoDeploy": {"ShouldRedeployWhenMachineHasBeenDeployedTo": YES_NO},
    "DeployLatestRelease": {
        **texts("Variables", "DestinationEnvironmentId"),
        "SourceEnvironmentIds": many(TEXT),
        **REDEPLOY,
        **TRIGGER_SCOPE,
    },
    "DeployNewRelease": {**texts("Variables", "EnvironmentId"), **TRIGGER_SCOPE},
    "DeployLatestReleaseToEnvironment": {**texts("Variables", "EnvironmentId"), **REDEPLOY, **TRIGGER_SCOPE},
    "RunRunbook": {"RunbookId": TEXT, **dict.fromkeys(("EnvironmentIds", "TenantIds", "TenantTags"), many(TEXT))},
    "CreateRelease": {"ChannelId": TEXT},
}
# The elements of an interruption's form (api: interruptions#answering-one).
CONTROLS: Mapping[str, Properties] = {
    "Paragraph": {"Text": TEXT, "ResolveLinks": YES_NO},
    "TextArea": {"Label": TEXT},
    "SubmitButtonGroup": {"Buttons": many(ANYTHING)},
}
# The property that says where a project keeps its documents (api: projects#project).
REPOSITORY: Properties = {
    **texts("Url", "DefaultBranch", "BasePath", "SerializationFormat"),
    "ProtectedDefaultBranch": YES_NO,
    "ProtectedBranchNamePatterns": many(TEXT),
    "ConversionState": a("ConversionState"),
    "Credentials": a("ProjectGitCredential"),
}
GIT_CREDENTIALS: Mapping[str, Properties] = {
    "Anonymous": {},
    "UsernamePassword": {**texts("Username"), "Password": SECRET},
    **dict.fromkeys(("Reference", "GitHub", "SshKey"), texts("Id")),
}
# api: accounts#git-credential (GO pkg/credentials/username_password.go, ssh_key.go)
LIBRARY_CREDENTIALS: Mapping[str, Properties] = {
    "UsernamePassword": {**texts("Username"), "Password": SECRET},
    "SshKey": {**texts("Username"), **dict.fromkeys(("PrivateKey", "Passphrase"), SECRET)},
}
VARIANTS: Mapping[str, Variant] = {
    "Control": Variant("Type", CONTROLS),
    "AccountResource": Variant("AccountType", ACCOUNTS),
    "EndpointResource": Variant("CommunicationStyle", ENDPOINTS),
    "FeedResource": Variant("FeedType", FEEDS),
    "GitCredentialDetails": Variant("Type", LIBRARY_CREDENTIALS),
    "KubernetesAuthentication": Variant("AuthenticationType", AUTHENTICATION),
    "SmtpCredentialDetailsResource": Variant("CredentialType", SMTP),
    "PersistenceSettings": Variant("Type", {"Database": {}, "VersionControlled": REPOSITORY}),
    "ProjectGitCredential": Variant("Type", GIT_CREDENTIALS),
    "RecurringSchedule": Variant("Type", {"Weekly": ON_DAYS, "Monthly": MONTHLY}),
    "TriggerActionResource": Variant("ActionType", TRIGGER_ACTIONS),
    "TriggerFilterResource": Variant("FilterType", TRIGGER_FILTERS),
}

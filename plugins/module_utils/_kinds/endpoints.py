# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The endpoints of machines: one nested document for each communication style (api: machines#endpoints)."""

from __future__ import annotations

from typing import Any, ClassVar

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import (
    ACCOUNTS,
    CERTIFICATES,
    FEEDS,
    PROXIES,
    WORKER_POOLS,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.complete import Complete, Need
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.free_maps import JsonMap
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.limits import PORT
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import Nested, Variant, with_all_labels
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.number import Flag, Number, TextFlag
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.patterns import HostName
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import Reference
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.secret import Secret
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Address, Choice, Text
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.thumbprints import Thumbprint

ACCOUNT = Field("account", "AccountId", Reference(ACCOUNTS))
NEEDED_ACCOUNT = Field("account", "AccountId", Reference(ACCOUNTS), required="for_new")
PROXY = Field("proxy", "ProxyId", Reference(PROXIES))
DEFAULT_WORKER_POOL = Field("default_worker_pool", "DefaultWorkerPoolId", Reference(WORKER_POOLS))
LISTENING = Field("uri", "Uri", Address("https://host:10933/"), required="for_new")
POLLING = Field("uri", "Uri", Address("poll://0123456789abcdefghij/"), required="for_new")
THUMBPRINT = Field("thumbprint", "Thumbprint", Thumbprint(), required="for_new")
TENTACLE_VERSION_DETAILS = Field(
    "tentacle_version_details",
    "TentacleVersionDetails",
    Nested((Field("upgrade_locked", "UpgradeLocked", Flag()),), cleared={"UpgradeLocked": False}),
)
# The field type of an agent's address, by the communication mode of the agent.
AGENT_ADDRESSES = {"Listening": LISTENING.type, "Polling": POLLING.type}


class AgentConnection(Nested):
    """The connection between an agent and the server; the field type of the address depends on the mode."""

    def check(self, given: Any, option: str) -> None:
        address = AGENT_ADDRESSES.get(given.get("communication_mode"))
        if address and given.get("uri"):
            address.check(given["uri"], f"{option}.uri")


class DropDestination(Complete):
    """The place where the server leaves the files of an offline package drop."""

    needs: ClassVar[tuple[Need, ...]] = (Need("DropFolderPath", {"DestinationType": ("FileSystem",)}),)


AWS_ROLE = (
    Field("use_instance_role", "UseInstanceRole", Flag()),
    Field("assume_role", "AssumeRole", Flag()),
    Field("assumed_role_arn", "AssumedRoleArn", Text()),
    Field("assumed_role_session", "AssumedRoleSession", Text()),
    Field("assume_role_session_duration_seconds", "AssumeRoleSessionDurationSeconds", Number(minimum=0)),
    Field("assume_role_external_id", "AssumeRoleExternalId", Text()),
)


def authentication(option: str, value: str, *fields: Field) -> Field:
    """One way for a Kubernetes target to sign in to its cluster."""
    variant = Variant("AuthenticationType", value, option)
    return Field(option, "Authentication", Nested(fields, variant))


KUBERNETES_AUTHENTICATION = (
    authentication("standard_authentication", "KubernetesStandard", NEEDED_ACCOUNT),
    authentication(
        "aws_authentication",
        "KubernetesAws",
        ACCOUNT,
        Field("cluster_name", "ClusterName", Text(), required="for_new"),
        *AWS_ROLE,
    ),
    authentication(
        "azure_authentication",
        "KubernetesAzure",
        NEEDED_ACCOUNT,
        Field("cluster_name", "ClusterName", Text(), required="for_new"),
        Field("cluster_resource_group", "ClusterResourceGroup", Text(), required="for_new"),
        Field("admin_login", "AdminLogin", TextFlag()),
    ),
    authentication(
        "google_cloud_authentication",
        "KubernetesGoogleCloud",
        ACCOUNT,
        Field("cluster_name", "ClusterName", Text(), required="for_new"),
        Field("use_vm_service_account", "UseVmServiceAccount", Flag()),
        Field("impersonate_service_account", "ImpersonateServiceAccount", Flag()),
        Field("service_account_emails", "ServiceAccountEmails", Text()),
        Field("project", "Project", Text()),
        Field("region", "Region", Text()),
        Field("zone", "Zone", Text()),
    ),
    authentication(
        "certificate_authentication",
        "KubernetesCertificate",
        Field("client_certificate", "ClientCertificate", Reference(CERTIFICATES), required="for_new"),
    ),
    authentication(
        "pod_service_account_authentication",
        "KubernetesPodService",
        Field("token_path", "TokenPath", Text(secret=False)),
    ),
)
AUTHENTICATION_OPTIONS = tuple(each.option for each in KUBERNETES_AUTHENTICATION)


def endpoint(option: str, style: str, *fields: Field, exclusive: tuple[tuple[str, ...], ...] = ()) -> Field:
    """One way for the server to reach a machine; a machine keeps the way that it was created with."""
    variant = Variant("CommunicationStyle", style, option, change="fixed")
    return Field(option, "Endpoint", Nested(fields, variant, exclusive=exclusive))


ENDPOINTS = with_all_labels(
    endpoint("listening_tentacle", "TentaclePassive", LISTENING, THUMBPRINT, PROXY, TENTACLE_VERSION_DETAILS),
    endpoint("polling_tentacle", "TentacleActive", POLLING, THUMBPRINT, TENTACLE_VERSION_DETAILS),
    endpoint(
        "ssh",
        "Ssh",
        NEEDED_ACCOUNT,
        Field("host", "Host", HostName(clearable=False), required="for_new"),
        Field("port", "Port", PORT, required="for_new"),
        Field("fingerprint", "Fingerprint", Text(clearable=False), required="for_new"),
        PROXY,
        Field("dot_net_core_platform", "DotNetCorePlatform", Text()),
    ),
    endpoint("cloud_region", "None", DEFAULT_WORKER_POOL),
    endpoint(
        "offline_drop",
        "OfflineDrop",
        Field(
            "destination",
            "Destination",
            DropDestination(
                (
                    Field("destination_type", "DestinationType", Choice(("Artifact", "FileSystem"))),
                    Field("drop_folder_path", "DropFolderPath", Text()),
                ),
                cleared={"DestinationType": "Artifact", "DropFolderPath": None},
            ),
        ),
        Field("sensitive_variables_encryption_password", "SensitiveVariablesEncryptionPassword", Secret()),
        Field("applications_directory", "ApplicationsDirectory", Text()),
        Field("octopus_working_directory", "OctopusWorkingDirectory", Text()),
    ),
    endpoint(
        "kubernetes",
        "Kubernetes",
        Field("cluster_url", "ClusterUrl", Address()),
        Field("cluster_certificate", "ClusterCertificate", Reference(CERTIFICATES)),
        Field("cluster_certificate_path", "ClusterCertificatePath", Text()),
        Field("namespace", "Namespace", Text()),
        Field("skip_tls_verification", "SkipTlsVerification", TextFlag()),
        PROXY,
        Field("container_options", "ContainerOptions", Text()),
        Field(
            "container",
            "Container",
            Nested((Field("image", "Image", Text()), Field("feed", "FeedId", Reference(FEEDS)))),
        ),
        Field("running_in_container", "RunningInContainer", Flag()),
        DEFAULT_WORKER_POOL,
        *KUBERNETES_AUTHENTICATION,
        exclusive=(AUTHENTICATION_OPTIONS,),
    ),
    endpoint(
        "kubernetes_agent",
        "KubernetesTentacle",
        Field(
            "tentacle_endpoint_configuration",
            "TentacleEndpointConfiguration",
            AgentConnection(
                (
                    Field(
                        "communication_mode", "CommunicationMode", Choice(("Polling", "Listening")), required="for_new"
                    ),
                    THUMBPRINT,
                    Field("uri", "Uri", Address()),
                    PROXY,
                )
            ),
            required="for_new",
        ),
        Field("upgrade_locked", "UpgradeLocked", Flag()),
        Field("default_namespace", "DefaultNamespace", Text()),
    ),
    endpoint(
        "azure_web_app",
        "AzureWebApp",
        ACCOUNT,
        Field("resource_group_name", "ResourceGroupName", Text()),
        Field("web_app_name", "WebAppName", Text()),
        Field("web_app_slot_name", "WebAppSlotName", Text()),
        DEFAULT_WORKER_POOL,
    ),
    endpoint(
        "azure_cloud_service",
        "AzureCloudService",
        NEEDED_ACCOUNT,
        Field("cloud_service_name", "CloudServiceName", Text(), required="for_new"),
        Field("storage_account_name", "StorageAccountName", Text(), required="for_new"),
        Field("slot", "Slot", Text()),
        Field("swap_if_possible", "SwapIfPossible", Flag()),
        Field("use_current_instance_count", "UseCurrentInstanceCount", Flag()),
        DEFAULT_WORKER_POOL,
    ),
    endpoint(
        "azure_service_fabric",
        "AzureServiceFabricCluster",
        Field("connection_endpoint", "ConnectionEndpoint", Text()),
        Field("security_mode", "SecurityMode", Choice(("Unsecure", "SecureClientCertificate", "SecureAzureAD"))),
        Field("server_cert_thumbprint", "ServerCertThumbprint", Thumbprint(clearable=True, bound=True)),
        Field("client_cert_variable", "ClientCertVariable", Text()),
        Field("certificate_store_location", "CertificateStoreLocation", Text()),
        Field("certificate_store_name", "CertificateStoreName", Text()),
        Field("aad_credential_type", "AadCredentialType", Choice(("ClientCredential", "UserCredential"))),
        Field("aad_client_credential_secret", "AadClientCredentialSecret", Text(secret=True)),
        Field("aad_user_credential_username", "AadUserCredentialUsername", Text()),
        Field("aad_user_credential_password", "AadUserCredentialPassword", Secret()),
        DEFAULT_WORKER_POOL,
    ),
    endpoint(
        "aws_ecs_cluster",
        "AwsEcsCluster",
        Field("cluster_name", "ClusterName", Text()),
        Field("region", "Region", Text()),
        ACCOUNT,
        *AWS_ROLE,
        DEFAULT_WORKER_POOL,
    ),
    endpoint(
        "step_package",
        "StepPackage",
        Field("deployment_target_type_id", "DeploymentTargetTypeId", Text(), required="for_new"),
        Field("step_package_version", "StepPackageVersion", Text()),
        Field("inputs", "Inputs", JsonMap()),
        DEFAULT_WORKER_POOL,
    ),
)
ENDPOINT_OPTIONS = tuple(each.option for each in ENDPOINTS)
# The properties of endpoints, and of documents with an endpoint, that only the server sets.
ENDPOINT_READ_ONLY = (
    "EndpointResource:TentaclePassive.CertificateSignatureAlgorithm",
    "EndpointResource:TentacleActive.CertificateSignatureAlgorithm",
    "EndpointResource:Ssh.Uri",
    "EndpointResource:KubernetesTentacle.KubernetesAgentDetails",
    "KubernetesTentacleConfiguration.CertificateSignatureAlgorithm",
    "TentacleDetailsResource.Version",
    "TentacleDetailsResource.UpgradeSuggested",
    "TentacleDetailsResource.UpgradeRequired",
    "TentacleDetailsResource.UpgradeAvailable",
)
MACHINE_READ_ONLY = (
    "Architecture",
    "HasLatestCalamari",
    "HealthStatus",
    "IsInProcess",
    "OperatingSystem",
    "OperatingSystemVersion",
    "ShellName",
    "ShellVersion",
    "Status",
    "StatusSummary",
    *ENDPOINT_READ_ONLY,
)
MACHINE_UNMANAGED = {
    "Thumbprint": "a copy of the property of the endpoint, left over from old servers",
    "Uri": "a copy of the property of the endpoint, left over from old servers",
}

# The endpoints that workers can have (api: machines#worker).
WORKER_ENDPOINT_OPTIONS = ("listening_tentacle", "polling_tentacle", "ssh", "kubernetes_agent")
WORKER_ENDPOINTS = tuple(each for each in ENDPOINTS if each.option in WORKER_ENDPOINT_OPTIONS)
NO_WORKER_ENDPOINTS = {
    f"EndpointResource:{each.type.variant.value}": "workers are not reached in this way"
    for each in ENDPOINTS
    if each not in WORKER_ENDPOINTS and isinstance(each.type, Nested) and each.type.variant
}

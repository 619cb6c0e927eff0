# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Machines: deployment targets and workers, and what the server reaches them by (octopus-api.md 3.5, 3.8)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from emulator import shaping
from emulator.kinds.common import NAME, NAME_FILTER, PARTICIPATION, SLUG, TENANT_IDS, TENANT_TAGS, any_of, equals
from emulator.model import Document, Kind, Prop, invalid

if TYPE_CHECKING:
    from emulator.octopus import Octopus

ACCOUNT = Prop("AccountId", reference="accounts")
NEEDED_ACCOUNT = Prop("AccountId", required=True, reference="accounts")
PROXY = Prop("ProxyId", reference="proxies")
POOL = Prop("DefaultWorkerPoolId", reference="workerpools")
URI = Prop("Uri", required=True, trim=True)
THUMBPRINT = Prop("Thumbprint", required=True, trim=True)
DETAILS = Prop(
    "TentacleVersionDetails",
    "dict",
    default={},
    parts=(
        Prop("UpgradeLocked", "bool", default=False),
        Prop("Version", read_only=True),
        Prop("UpgradeSuggested", "bool", default=False, read_only=True),
        Prop("UpgradeRequired", "bool", default=False, read_only=True),
    ),
)
AWS_ROLE = (
    Prop("UseInstanceRole", "bool", default=True),
    Prop("AssumeRole", "bool", default=False),
    Prop("AssumedRoleArn"),
    Prop("AssumedRoleSession"),
    Prop("AssumeRoleSessionDurationSeconds", "int"),
    Prop("AssumeRoleExternalId"),
)
ENDPOINTS: dict[str, tuple[Prop, ...]] = {
    "TentaclePassive": (URI, THUMBPRINT, PROXY, DETAILS),
    "TentacleActive": (URI, THUMBPRINT, DETAILS),
    "Ssh": (
        NEEDED_ACCOUNT,
        Prop("Host", required=True, trim=True),
        Prop("Port", "int", required=True),
        Prop("Fingerprint", required=True, trim=True),
        PROXY,
        Prop("DotNetCorePlatform"),
        Prop("Uri", read_only=True),
    ),
    "None": (POOL,),
    "OfflineDrop": (
        Prop(
            "Destination",
            "dict",
            parts=(
                Prop("DestinationType", choices=("Artifact", "FileSystem"), default="Artifact"),
                Prop("DropFolderPath"),
            ),
        ),
        Prop("SensitiveVariablesEncryptionPassword", "secret"),
        Prop("ApplicationsDirectory"),
        Prop("OctopusWorkingDirectory"),
    ),
    "AzureWebApp": (ACCOUNT, Prop("ResourceGroupName"), Prop("WebAppName"), Prop("WebAppSlotName"), POOL),
    "AzureCloudService": (
        NEEDED_ACCOUNT,
        Prop("CloudServiceName", required=True),
        Prop("StorageAccountName", required=True),
        Prop("Slot"),
        Prop("SwapIfPossible", "bool", default=False),
        Prop("UseCurrentInstanceCount", "bool", default=False),
        POOL,
    ),
    "AzureServiceFabricCluster": (
        Prop("ConnectionEndpoint"),
        Prop("SecurityMode", choices=("Unsecure", "SecureClientCertificate", "SecureAzureAD"), default="Unsecure"),
        Prop("ServerCertThumbprint"),
        Prop("ClientCertVariable"),
        Prop("CertificateStoreLocation"),
        Prop("CertificateStoreName"),
        Prop("AadCredentialType", choices=("ClientCredential", "UserCredential"), default="ClientCredential"),
        Prop("AadClientCredentialSecret"),
        Prop("AadUserCredentialUsername"),
        Prop("AadUserCredentialPassword", "secret"),
        POOL,
    ),
    "Kubernetes": (
        Prop("ClusterUrl"),
        Prop("ClusterCertificate", reference="certificates"),
        Prop("ClusterCertificatePath"),
        Prop("Namespace"),
        Prop("SkipTlsVerification", default="False"),
        PROXY,
        Prop("ContainerOptions"),
        Prop("Container", "dict", parts=(Prop("Image"), Prop("FeedId", reference="feeds"))),
        POOL,
        Prop("RunningInContainer", "bool", default=False),
        Prop("Authentication", "dict"),
    ),
    "KubernetesTentacle": (
        Prop(
            "TentacleEndpointConfiguration",
            "dict",
            required=True,
            parts=(
                Prop("CommunicationMode", required=True, choices=("Polling", "Listening")),
                THUMBPRINT,
                Prop("Uri"),
                PROXY,
            ),
        ),
        Prop("UpgradeLocked", "bool", default=False),
        Prop("DefaultNamespace"),
    ),
    "StepPackage": (
        Prop("DeploymentTargetTypeId", required=True),
        Prop("StepPackageVersion"),
        Prop("Inputs", "any", default={}),
        POOL,
    ),
    "AwsEcsCluster": (Prop("ClusterName"), Prop("Region"), ACCOUNT, *AWS_ROLE, POOL),
}
AUTHENTICATION: dict[str, tuple[Prop, ...]] = {
    "KubernetesStandard": (NEEDED_ACCOUNT,),
    "KubernetesAws": (ACCOUNT, Prop("ClusterName"), *AWS_ROLE),
    "KubernetesAzure": (
        NEEDED_ACCOUNT,
        Prop("ClusterName"),
        Prop("ClusterResourceGroup"),
        Prop("AdminLogin", default="False"),
    ),
    "KubernetesGoogleCloud": (
        ACCOUNT,
        Prop("ClusterName"),
        Prop("UseVmServiceAccount", "bool", default=False),
        Prop("ImpersonateServiceAccount", "bool", default=False),
        Prop("ServiceAccountEmails"),
        Prop("Project"),
        Prop("Region"),
        Prop("Zone"),
    ),
    "KubernetesCertificate": (Prop("ClientCertificate", required=True, reference="certificates"),),
    "KubernetesPodService": (Prop("TokenPath"),),
}


def shape_endpoint(octopus: Octopus, machine: Document, old: Document) -> Document:
    sent = machine["Endpoint"]
    style = sent.get("CommunicationStyle")
    before = old.get("Endpoint") or {}
    if style not in ENDPOINTS:
        raise invalid(f"The communication style '{style}' is not supported.")
    if before and before["CommunicationStyle"] != style:
        # That the style cannot change is known (octopus-api.md 3.5), how the server says so is unverified.
        raise invalid("The communication style of a machine cannot be changed.")
    space = machine.get("SpaceId") or ""
    endpoint = {"CommunicationStyle": style, **shaping.shape(octopus, ENDPOINTS[style], sent, before, space)}
    if style == "Kubernetes" and sent.get("Authentication"):
        kind = sent["Authentication"].get("AuthenticationType")
        if kind not in AUTHENTICATION:
            raise invalid(f"The authentication type '{kind}' is not supported.")
        shaped = shaping.shape(octopus, AUTHENTICATION[kind], sent["Authentication"], {}, space)
        endpoint["Authentication"] = {"AuthenticationType": kind, **shaped}
    return {**endpoint, **normalised_address(endpoint)}


def normalised_address(endpoint: Document) -> Document:
    """``https://host:10933/`` and ``ssh://host:22/``, in lower case and with a slash at the end."""
    if endpoint["CommunicationStyle"] == "Ssh":
        return {"Uri": f"ssh://{endpoint['Host']}:{endpoint['Port']}/"}
    if not endpoint.get("Uri"):
        return {}
    parts = urlsplit(endpoint["Uri"])
    if not parts.scheme or not parts.netloc:
        raise invalid(f"'{endpoint['Uri']}' is not a valid Uri.")
    return {"Uri": f"{parts.scheme.lower()}://{parts.netloc.lower()}{parts.path or '/'}"}


def check(octopus: Octopus, machine: Document, old: Document) -> None:
    if "Id" not in machine:
        return
    for prop in ("EnvironmentIds", "Roles", "WorkerPoolIds"):
        if prop in machine and not machine[prop]:
            raise invalid(f"The {prop} field is required.")
    machine["Endpoint"] = shape_endpoint(octopus, machine, old)
    machine["Thumbprint"] = machine["Endpoint"].get("Thumbprint")
    machine["Uri"] = machine["Endpoint"].get("Uri")
    space = machine.get("SpaceId") or ""
    if not machine["MachinePolicyId"]:
        default = next(each for each in octopus.store.all("machinepolicies", space) if each.get("IsDefault"))
        machine["MachinePolicyId"] = default["Id"]


STATE = (
    Prop("HealthStatus", default="Unknown", read_only=True),
    Prop("Status", default="Unknown", read_only=True),
    # The wording is unverified.
    Prop(
        "StatusSummary",
        default="This machine was recently added. Please perform a health check.",
        read_only=True,
    ),
    Prop("HasLatestCalamari", "bool", default=False, read_only=True),
    Prop("IsInProcess", "bool", default=False, read_only=True),
    Prop("OperatingSystem", default="Unknown", read_only=True),
    Prop("ShellName", default="Unknown", read_only=True),
    Prop("ShellVersion", default="Unknown", read_only=True),
    Prop("Architecture", default="Unknown", read_only=True),
)
BASE = (
    NAME,
    SLUG,
    Prop("IsDisabled", "bool", default=False),
    Prop("MachinePolicyId", reference="machinepolicies"),
    Prop("Endpoint", "dict", required=True),
    Prop("Thumbprint"),
    Prop("Uri"),
    *STATE,
)
LINKS = {
    "Connection": "{self}/connection",
    "TasksTemplate": "{self}/tasks{?skip,take,type}",
    "Web": "/app#{space}/{id}",
}
FILTERS = {
    **NAME_FILTER,
    "roles": any_of("Roles"),
    "isdisabled": equals("IsDisabled"),
    "healthstatuses": any_of("HealthStatus"),
    "commstyles": lambda octopus, machine, value: machine["Endpoint"]["CommunicationStyle"] in value.split(","),
    "tenantids": any_of("TenantIds"),
    "tenanttags": any_of("TenantTags"),
    "environmentids": any_of("EnvironmentIds"),
    "workerpoolids": any_of("WorkerPoolIds"),
    "thumbprint": equals("Thumbprint"),
}
MACHINE = Kind(
    collection="machines",
    link="Machines",
    item_type="DeploymentTarget",
    id_prefix="Machines",
    parameters="skip,take,name,ids,partialName,roles,isDisabled,healthStatuses,commStyles,tenantIds,tenantTags,"
    "environmentIds,thumbprint,deploymentId,shellNames,deploymentTargetTypes",
    props=(
        *BASE,
        Prop("EnvironmentIds", "list", default=[], required=True, reference="environments"),
        Prop("Roles", "list", default=[], required=True),
        PARTICIPATION,
        TENANT_IDS,
        TENANT_TAGS,
    ),
    links=LINKS,
    filters=FILTERS,
    check=check,
)
WORKER = Kind(
    collection="workers",
    link="Workers",
    item_type="Worker",
    id_prefix="Workers",
    parameters="skip,take,name,ids,partialName,isDisabled,healthStatuses,commStyles,workerPoolIds,thumbprint,shellNames",
    props=(*BASE, Prop("WorkerPoolIds", "list", default=[], required=True, reference="workerpools")),
    links=LINKS,
    filters=FILTERS,
    check=check,
)

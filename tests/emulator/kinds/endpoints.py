# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The endpoints of machines, by communication style (api: machines#endpoints)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from emulator import shaping
from emulator.kinds.common import CONTAINER
from emulator.model import EVER, Document, Prop
from emulator.refusals import invalid

if TYPE_CHECKING:
    from emulator.octopus import Octopus

ACCOUNT = Prop("AccountId", reference="accounts")
NEEDED_ACCOUNT = Prop("AccountId", required=True, reference="accounts")
# Null comes back as an empty text (api: traps#5.25).
PROXY = Prop("ProxyId", default="", reference="proxies")
# The details that an agent reports. Until then, no upgrade is due [GO pkg/machines/kubernetes_agent_details.go].
AGENT = {
    "AgentVersion": None,
    "TentacleVersion": None,
    "UpgradeStatus": "NoUpgrades",
    "HelmReleaseName": None,
    "KubernetesNamespace": None,
}
POOL = Prop("DefaultWorkerPoolId", reference="workerpools")
# The pool of a region is not checked: a test asks a new server for WorkerPools-41 [TF
# resource_cloud_region_deployment_target_test.go]. The first release that does so is unverified.
UNCHECKED_POOL = Prop("DefaultWorkerPoolId")
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
        Prop("UpgradeAvailable", "bool", default=False, read_only=True, since=(2022, 4)),
    ),
)
ALGORITHM = Prop("CertificateSignatureAlgorithm", read_only=True)
AWS_ROLE = (
    Prop("UseInstanceRole", "bool", default=True),
    Prop("AssumeRole", "bool", default=False),
    Prop("AssumedRoleArn"),
    Prop("AssumedRoleSession"),
    Prop("AssumeRoleSessionDurationSeconds", "int"),
    Prop("AssumeRoleExternalId"),
)
RUNS_IN = tuple(replace(each, reference="feeds") if each.name == "FeedId" else each for each in CONTAINER)
ENDPOINTS: dict[str, tuple[Prop, ...]] = {
    "TentaclePassive": (URI, THUMBPRINT, PROXY, DETAILS, ALGORITHM),
    "TentacleActive": (URI, THUMBPRINT, DETAILS, ALGORITHM),
    "Ssh": (
        NEEDED_ACCOUNT,
        Prop("Host", required=True, trim=True),
        Prop("Port", "int", required=True),
        Prop("Fingerprint", required=True, trim=True),
        PROXY,
        Prop("DotNetCorePlatform"),
        Prop("Uri", read_only=True),
    ),
    "None": (UNCHECKED_POOL,),
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
        Prop("DropFolderPath"),
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
        Prop("ClusterCertificatePath", since=(2021, 2)),
        Prop("Namespace"),
        Prop("SkipTlsVerification", default="False"),
        PROXY,
        Prop("ContainerOptions", since=(2023, 4)),
        # An object even without a container [GO test/resources/deployment_target_test.go].
        Prop("Container", "dict", default={}, parts=RUNS_IN),
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
                Prop("CertificateSignatureAlgorithm", read_only=True),
            ),
        ),
        Prop("KubernetesAgentDetails", "dict", default=AGENT, read_only=True),
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
    "KubernetesAws": (ACCOUNT, Prop("ClusterName"), *(replace(each, since=(2023, 2)) for each in AWS_ROLE)),
    "KubernetesAzure": (
        NEEDED_ACCOUNT,
        Prop("ClusterName"),
        Prop("ClusterResourceGroup"),
        Prop("AdminLogin", default="False", since=(2021, 1)),
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
NEWER_AUTHENTICATION = {"KubernetesGoogleCloud": (2021, 2), "KubernetesPodService": (2022, 1)}
WORKER_STYLES = ("TentaclePassive", "TentacleActive", "Ssh", "KubernetesTentacle")
# The description of 2021.2 has the first alone; the others have the quarter in which the .NET client got them.
NEWER_STYLES = {"StepPackage": (2021, 2), "KubernetesTentacle": (2023, 4), "AwsEcsCluster": (2026, 1)}


# The properties that every resource has, and an endpoint too (api: machines#endpoints, from the published description).
NO_RESOURCE: Document = {"Id": None, "LastModifiedOn": None, "LastModifiedBy": None, "Links": {}}


def shape_endpoint(octopus: Octopus, machine: Document, old: Document, styles: tuple[str, ...]) -> Document:
    """The endpoint of a machine as the server stores it; ``styles``: the styles that such machines can have."""
    sent = machine["Endpoint"]
    named = str(shaping.lookup(sent, "CommunicationStyle") or "")
    style = next((each for each in styles if each.casefold() == named.casefold()), None)
    before = old.get("Endpoint") or {}
    if style is None or octopus.release < NEWER_STYLES.get(style, EVER):
        raise invalid(f"The communication style '{named}' is not supported.")
    if before and before["CommunicationStyle"] != style:
        # The style can't change (api: machines#endpoints); the wording of the refusal is unverified.
        raise invalid("The communication style of a machine cannot be changed.")
    space = machine.get("SpaceId") or ""
    endpoint = {"CommunicationStyle": style, **shaping.shape(octopus, ENDPOINTS[style], sent, before, space)}
    if style == "Kubernetes" and endpoint["Authentication"]:
        endpoint["Authentication"] = authentication(octopus, endpoint["Authentication"], space)
    if style == "OfflineDrop":
        endpoint["Destination"] = drop_folder(endpoint)
        endpoint.pop("DropFolderPath")
    return {**endpoint, **normalised_address(endpoint), **NO_RESOURCE}


def blank_endpoint(octopus: Octopus, style: str) -> Document:
    """An empty endpoint of this style."""
    shown = [
        prop for prop in ENDPOINTS.get(style, ()) if octopus.release >= prop.since and prop.name != "DropFolderPath"
    ]
    return {"CommunicationStyle": style, **{prop.name: blank(octopus, prop) for prop in shown}, **NO_RESOURCE}


def blank(octopus: Octopus, prop: Prop) -> Any:
    if prop.type == "secret":
        return dict(shaping.UNSET)
    if prop.parts and prop.default is not None:
        return {part.name: blank(octopus, part) for part in prop.parts if octopus.release >= part.since}
    return prop.default


def authentication(octopus: Octopus, sent: Document, space: str) -> Document:
    named = shaping.lookup(sent, "AuthenticationType")
    if named not in AUTHENTICATION or octopus.release < NEWER_AUTHENTICATION.get(named, EVER):
        raise invalid(f"The authentication type '{named}' is not supported.")
    return {"AuthenticationType": named, **shaping.shape(octopus, AUTHENTICATION[named], sent, {}, space)}


def drop_folder(endpoint: Document) -> Document:
    """The drop folder, which older clients send without an endpoint (api: machines#endpoints)."""
    destination = endpoint["Destination"]
    if destination is None:
        folder = endpoint["DropFolderPath"]
        destination = {"DestinationType": "FileSystem" if folder else "Artifact", "DropFolderPath": folder}
    if destination["DestinationType"] == "FileSystem" and not destination["DropFolderPath"]:
        # The wording is unverified.
        raise invalid("The DropFolderPath field is required.")
    return dict(destination)


def normalised_address(endpoint: Document) -> Document:
    """An address such as ``https://host:10933/`` or ``ssh://host:22/``, in lower case and with a slash at the end."""
    if endpoint["CommunicationStyle"] == "Ssh":
        return {"Uri": f"ssh://{endpoint['Host'].lower()}:{endpoint['Port']}/"}
    if not endpoint.get("Uri"):
        return {}
    parts = urlsplit(endpoint["Uri"])
    if not parts.scheme or not parts.netloc:
        raise invalid(f"'{endpoint['Uri']}' is not a valid Uri.")
    return {"Uri": f"{parts.scheme.lower()}://{parts.netloc.lower()}{parts.path or '/'}"}


def mirrored(endpoint: Document) -> Document:
    """The properties of the endpoint that the machine repeats."""
    inner = endpoint.get("TentacleEndpointConfiguration") or endpoint
    return {"Thumbprint": inner.get("Thumbprint"), "Uri": inner.get("Uri")}

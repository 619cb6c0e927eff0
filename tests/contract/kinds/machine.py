# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Samples of machines: one for each way in which the server reaches them."""

from __future__ import annotations

from typing import Any

from contract.sample import Sample, Steps
from emulator.samples import CERTIFICATE
from emulator.testing import Emulator

THUMBPRINT = "27B15B8E1F4B2C0C8F3C5A2F1D6E0B9A4C7D8E31"
OTHER_THUMBPRINT = "5C2E1B0D9F8A7B6C5D4E3F2A1B0C9D8E7F6A5B4C"
PLACE = {"environments": ["Production"], "roles": ["web"]}


def machine_surroundings(server: Emulator) -> None:
    for name in ("Production", "Staging"):
        server.seed("environments", Name=name)
    for name in ("Deployer", "Other deployer"):
        server.seed("accounts", Name=name, AccountType="UsernamePassword", Username="deploy")
    server.seed("accounts", Name="Cloud", AccountType="AmazonWebServicesAccount", AccessKey="AKIA")
    server.seed("proxies", Name="Way out", Host="proxy.example.com", Port=3128)
    server.seed("workerpools", Name="Linux", WorkerPoolType="StaticWorkerPool")
    server.seed("machinepolicies", Name="Patient")
    server.seed("feeds", Name="Images", FeedType="Docker", FeedUri="https://registry.example.com")
    for name in ("Cluster", "Other cluster"):
        server.seed("certificates", Name=name, CertificateData={"HasValue": True, "NewValue": CERTIFICATE})
    server.seed("tenants", Name="Acme")
    server.seed("tagsets", Name="Ring", Tags=[{"Name": "Early", "Color": "#333333"}])


def machine(option: str, first: dict[str, Any], *more: dict[str, Any], **steps: Steps) -> Sample:
    """A machine that is created with ``first`` and then gets ``more`` options of its endpoint."""
    return Sample(
        title=f"machine: {option}",
        kind="machine",
        minimal={"name": "one", **PLACE, option: first},
        steps={option: list(more), **steps},
        prepare=machine_surroundings,
        on_create={"skip_initial_health_check": True},
    )


AWS_ROLE = {
    "use_instance_role": False,
    "assume_role": True,
    "assumed_role_arn": "arn:aws:iam::1:role/deploy",
    "assumed_role_session": "octopus",
    "assume_role_session_duration_seconds": 900,
    "assume_role_external_id": "shop",
}
CLUSTER = {"cluster_url": "https://cluster.example.com", "namespace": "shop", "skip_tls_verification": True}


def kubernetes(option: str, first: dict[str, Any], *more: dict[str, Any]) -> Sample:
    base = {**CLUSTER, option: first}
    return machine("kubernetes", base, *({option: each} for each in more))


SAMPLES = (
    machine(
        "listening_tentacle",
        {"uri": "https://one.example.com:10933/", "thumbprint": THUMBPRINT},
        {"uri": "https://two.example.com:10933"},
        {"thumbprint": OTHER_THUMBPRINT},
        {"proxy": "Way out"},
        {"proxy": ""},
        {"tentacle_version_details": {"upgrade_locked": True}},
        {"tentacle_version_details": {"upgrade_locked": False}},
        slug=["first"],
        is_disabled=[True, False],
        environments=[["Staging", "Production"], ["Staging"]],
        roles=[["web", "API"], ["db"]],
        machine_policy=["Patient", "Default Machine Policy"],
        tenanted_deployment_participation=["Tenanted", "TenantedOrUntenanted"],
        tenants=[["Acme"], []],
        tenant_tags=[["Ring/Early"], []],
    ),
    machine(
        "polling_tentacle",
        {"uri": "poll://q3wzzhwhhhqzmeiy4p7k/", "thumbprint": THUMBPRINT},
        {"uri": "poll://aaaazhwhhhqzmeiy4p7k/"},
        {"thumbprint": OTHER_THUMBPRINT, "tentacle_version_details": {"upgrade_locked": True}},
        drain=[True],
    ),
    machine(
        "ssh",
        {"account": "Deployer", "host": "one.example.com", "port": 22, "fingerprint": "3a:3f:9c"},
        {"account": "Other deployer"},
        {"host": "two.example.com", "port": 2222},
        {"fingerprint": "aa:3f:9c"},
        {"proxy": "Way out", "dot_net_core_platform": "linux-x64"},
        {"dot_net_core_platform": ""},
    ),
    machine("cloud_region", {}, {"default_worker_pool": "Linux"}, {"default_worker_pool": ""}),
    machine(
        "offline_drop",
        {
            "destination": {"destination_type": "FileSystem", "drop_folder_path": "/drop"},
            "sensitive_variables_encryption_password": "hunter-22",
        },
        {"destination": {"destination_type": "Artifact", "drop_folder_path": ""}},
        {"applications_directory": "/apps", "octopus_working_directory": "/octopus"},
        {"applications_directory": ""},
        {"sensitive_variables_encryption_password": "<no secret>"},
    ),
    machine(
        "kubernetes",
        {**CLUSTER, "standard_authentication": {"account": "Deployer"}},
        {"cluster_url": "https://other.example.com/", "namespace": ""},
        {"skip_tls_verification": False, "running_in_container": True},
        {"cluster_certificate": "Cluster"},
        {"cluster_certificate": "", "cluster_certificate_path": "/certificates/ca.pem"},
        {"proxy": "Way out", "default_worker_pool": "Linux", "container_options": "--network host"},
        {"container": {"image": "tools:1", "feed": "Images"}},
        {"container": {"image": "tools:2"}},
        {"standard_authentication": {"account": "Other deployer"}},
        {"pod_service_account_authentication": {"token_path": "/run/token"}},
    ),
    kubernetes(
        "aws_authentication",
        {"account": "Cloud", "cluster_name": "shop", **AWS_ROLE},
        {"cluster_name": "store", "assume_role_session_duration_seconds": 1800},
        {"use_instance_role": True, "assume_role": False, "account": ""},
    ),
    kubernetes(
        "azure_authentication",
        {"account": "Cloud", "cluster_name": "shop", "cluster_resource_group": "eu", "admin_login": True},
        {"cluster_resource_group": "us"},
        {"admin_login": False},
    ),
    kubernetes(
        "google_cloud_authentication",
        {"account": "Cloud", "cluster_name": "shop", "project": "p", "region": "europe-west1"},
        {"region": "", "zone": "europe-west1-b"},
        {"use_vm_service_account": True},
        {"impersonate_service_account": True, "service_account_emails": "deploy@example.com"},
    ),
    kubernetes(
        "certificate_authentication", {"client_certificate": "Cluster"}, {"client_certificate": "Other cluster"}
    ),
    machine(
        "kubernetes_agent",
        {"tentacle_endpoint_configuration": {"communication_mode": "Polling", "thumbprint": THUMBPRINT}},
        {"tentacle_endpoint_configuration": {"uri": "poll://q3wzzhwhhhqzmeiy4p7k/"}},
        {
            "tentacle_endpoint_configuration": {
                "communication_mode": "Listening",
                "uri": "https://agent.example.com:10933/",
                "proxy": "Way out",
            }
        },
        {"upgrade_locked": True, "default_namespace": "shop"},
        {"default_namespace": ""},
    ),
    machine(
        "azure_web_app",
        {"account": "Cloud", "resource_group_name": "eu", "web_app_name": "shop"},
        {"web_app_slot_name": "blue", "default_worker_pool": "Linux"},
        {"web_app_slot_name": ""},
    ),
    machine(
        "azure_cloud_service",
        {"account": "Cloud", "cloud_service_name": "shop", "storage_account_name": "files"},
        {"slot": "Staging", "swap_if_possible": True, "use_current_instance_count": True},
        {"default_worker_pool": "Linux"},
    ),
    machine(
        "azure_service_fabric",
        {"connection_endpoint": "fabric.example.com:19000", "security_mode": "Unsecure"},
        {
            "security_mode": "SecureClientCertificate",
            "server_cert_thumbprint": THUMBPRINT,
            "client_cert_variable": "Certificate",
            "certificate_store_location": "LocalMachine",
            "certificate_store_name": "My",
        },
        {
            "security_mode": "SecureAzureAD",
            "aad_credential_type": "UserCredential",
            "aad_user_credential_username": "deploy",
            "aad_user_credential_password": "hunter-22",
        },
        {"aad_credential_type": "ClientCredential", "aad_client_credential_secret": "hunter-23"},
        {"default_worker_pool": "Linux"},
    ),
    machine(
        "aws_ecs_cluster",
        {"cluster_name": "shop", "region": "eu-west-1", "account": "Cloud"},
        AWS_ROLE,
        {"region": "eu-west-2", "default_worker_pool": "Linux"},
    ),
    machine(
        "step_package",
        {"deployment_target_type_id": "aws-lambda", "step_package_version": "1.0.0", "inputs": {"region": "eu"}},
        {"inputs": {"region": "us", "account": {"type": "aws"}}},
        {"step_package_version": "1.1.0", "default_worker_pool": "Linux"},
    ),
)

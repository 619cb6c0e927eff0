# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Samples of accounts: one for each type."""

from __future__ import annotations

from typing import Any

from contract.sample import Sample, Steps
from emulator.testing import Emulator

PEM_KEY = "-----BEGIN OPENSSH PRIVATE KEY-----\nhunter-22\n-----END OPENSSH PRIVATE KEY-----"
SUBSCRIPTION = {"subscription_number": "6c7e9c1b-1f5c-4f5a-8f2d-3f1b9a7d2e10"}
AZURE: Steps = [
    {"subscription_number": "another"},
    {"client_id": "c1", "tenant_id": "t1"},
    {"client_id": "", "tenant_id": ""},
    {"azure_environment": "AzureUSGovernment"},
    {"azure_environment": ""},
    {
        "resource_management_endpoint_base_uri": "https://management.example.com/",
        "active_directory_endpoint_base_uri": "https://login.example.com/",
    },
    {"resource_management_endpoint_base_uri": "", "active_directory_endpoint_base_uri": ""},
]
DEPLOYMENTS: Steps = [
    {"audience": "api://x", "deployment_subject_keys": ["space", "project"], "custom_claims": {"team": "web"}},
    {"audience": "", "deployment_subject_keys": ["tenant"], "custom_claims": {"team": "shop", "stage": "live"}},
    {"deployment_subject_keys": [], "custom_claims": {}},
]
OIDC: Steps = [
    *DEPLOYMENTS,
    {"health_check_subject_keys": ["space", "target"], "account_test_subject_keys": ["type", "account"]},
    {"health_check_subject_keys": [], "account_test_subject_keys": ["space"]},
]


def account_surroundings(server: Emulator) -> None:
    for name in ("Production", "Staging"):
        server.seed("environments", Name=name)
    for name in ("Acme", "Globex"):
        server.seed("tenants", Name=name)
    tags = [{"Name": name, "Color": "#333333"} for name in ("Early", "Late")]
    server.seed("tagsets", Name="Ring", Tags=tags)


def account(option: str, first: dict[str, Any], *more: Any, **steps: Steps) -> Sample:
    """An account that is created with ``first`` and then gets ``more`` options of its type."""
    return Sample(
        title=f"account: {option}",
        kind="account",
        minimal={"name": "Deployer", option: first},
        steps={option: list(more), **steps},
        prepare=account_surroundings,
        secrets={"json_key": GOOGLE_KEY, "private_key_file": PEM_KEY},
    )


GOOGLE_KEY = '{"private_key": "hunter-22"}'
PASSWORD: Steps = [{"password": "hunter-22"}, {"password": "<no secret>"}]
SAMPLES = (
    account(
        "username_password",
        {"username": "deploy"},
        {"username": "octopus"},
        *PASSWORD,
        slug=["ours"],
        description=["For the web", ""],
        environments=[["Production", "Staging"], ["Staging"], []],
        tenanted_deployment_participation=["Tenanted", "TenantedOrUntenanted"],
        tenants=[["Acme"], ["Globex", "Acme"], []],
        tenant_tags=[["Ring/Early"], ["Ring/Late", "Ring/Early"], []],
    ),
    account(
        "ssh_key_pair",
        {"username": "deploy", "private_key_file": PEM_KEY},
        {"username": "octopus"},
        {"private_key_passphrase": "hunter-23"},
        {"private_key_passphrase": "<no secret>"},
        {"private_key_file": "<no secret>"},
    ),
    account("token", {"token": "hunter-22"}, {"token": "<no secret>"}),
    account("azure_service_principal", SUBSCRIPTION, *AZURE, *PASSWORD),
    account(
        "azure_subscription",
        SUBSCRIPTION,
        {"subscription_number": "another"},
        {"certificate_bytes": "hunter-22", "certificate_thumbprint": "27B15B8E1F4B2C0C8F3C5A2F1D6E0B9A4C7D8E31"},
        {"certificate_bytes": "<no secret>", "certificate_thumbprint": ""},
        {
            "azure_environment": "AzureChinaCloud",
            "service_management_endpoint_base_uri": "https://management.example.com/",
            "service_management_endpoint_suffix": "core.example.com",
        },
        {
            "azure_environment": "",
            "service_management_endpoint_base_uri": "",
            "service_management_endpoint_suffix": "",
        },
    ),
    account("azure_oidc", SUBSCRIPTION, *AZURE, *OIDC),
    account(
        "amazon_web_services_account",
        {"access_key": "AKIA", "secret_key": "hunter-22"},
        {"access_key": "AKIAOTHER"},
        {"region": "eu-west-1"},
        {"region": ""},
    ),
    account(
        "amazon_web_services_oidc_account",
        {"role_arn": "arn:aws:iam::1:role/deploy"},
        {"role_arn": "arn:aws:iam::1:role/other", "session_duration": 900},
        {"session_duration": 1800, "region": "eu-west-1"},
        {"region": ""},
        *OIDC,
    ),
    account("google_cloud_account", {"json_key": GOOGLE_KEY}, {"json_key": "<no secret>"}),
    account(
        "google_cloud_oidc_account",
        {"audience": "//iam.googleapis.com/x"},
        {"token_lifetime_seconds": 900},
        {"token_lifetime_seconds": 3600},
        *OIDC,
    ),
    account("generic_oidc_account", {"audience": "https://x.example.com"}, *DEPLOYMENTS),
)

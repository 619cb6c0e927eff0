# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Account: credentials with which steps and targets sign in elsewhere, of every type (api: accounts#account)."""

from __future__ import annotations

from dataclasses import replace

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.deployment_scope import SCOPE
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.general import (
    AFTER_2021_2,
    SLUG,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import ACCOUNTS
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Creation, Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.free_maps import TextMap
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import Nested, Variant, with_all_labels
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.number import Number
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.secret import Secret
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.secret_files import SecretFile
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Text, TextList
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.thumbprints import Thumbprint

USERNAME = Field("username", "Username", Text(clearable=False), required="for_new")
PASSWORD = Field("password", "Password", Secret())
REGION = Field("region", "Region", Text())
# If no audience is given, servers fill one in (api: accounts#account).
AUDIENCE = Field("audience", "Audience", Text(filled=True))
SUBSCRIPTION = Field("subscription_number", "SubscriptionNumber", Text(clearable=False), required="for_new")
AZURE_ENVIRONMENT = Field("azure_environment", "AzureEnvironment", Text())
AZURE = (
    SUBSCRIPTION,
    Field("client_id", "ClientId", Text()),
    Field("tenant_id", "TenantId", Text()),
    AZURE_ENVIRONMENT,
    Field("resource_management_endpoint_base_uri", "ResourceManagementEndpointBaseUri", Text()),
    Field("active_directory_endpoint_base_uri", "ActiveDirectoryEndpointBaseUri", Text()),
)
DEPLOYMENT_KEYS = Field("deployment_subject_keys", "DeploymentSubjectKeys", TextList(secret=False))
SUBJECT_KEYS = (
    DEPLOYMENT_KEYS,
    Field("health_check_subject_keys", "HealthCheckSubjectKeys", TextList(secret=False)),
    Field("account_test_subject_keys", "AccountTestSubjectKeys", TextList(secret=False)),
)
CUSTOM_CLAIMS = Field("custom_claims", "CustomClaims", TextMap())


def account(option: str, account_type: str, *fields: Field, since: tuple[int, int] | None = None) -> Field:
    """One type of account; an account keeps the type that it was created with."""
    variant = Variant("AccountType", account_type, option, change="fixed")
    return Field(option, "", Nested(fields, variant, secret=False), since=since)


TYPES = with_all_labels(
    account("username_password", "UsernamePassword", USERNAME, PASSWORD),
    account(
        "ssh_key_pair",
        "SshKeyPair",
        USERNAME,
        Field("private_key_file", "PrivateKeyFile", SecretFile()),
        Field("private_key_passphrase", "PrivateKeyPassphrase", Secret()),
    ),
    account("token", "Token", Field("token", "Token", Secret())),
    account("azure_service_principal", "AzureServicePrincipal", *AZURE, PASSWORD),
    account(
        "azure_subscription",
        "AzureSubscription",
        SUBSCRIPTION,
        Field("certificate_bytes", "CertificateBytes", Secret()),
        Field("certificate_thumbprint", "CertificateThumbprint", Thumbprint(clearable=True)),
        AZURE_ENVIRONMENT,
        Field("service_management_endpoint_base_uri", "ServiceManagementEndpointBaseUri", Text()),
        Field("service_management_endpoint_suffix", "ServiceManagementEndpointSuffix", Text()),
    ),
    account("azure_oidc", "AzureOidc", *AZURE, AUDIENCE, *SUBJECT_KEYS, CUSTOM_CLAIMS, since=AFTER_2021_2),
    account(
        "amazon_web_services_account",
        "AmazonWebServicesAccount",
        Field("access_key", "AccessKey", Text(clearable=False, secret=False), required="for_new"),
        Field("secret_key", "SecretKey", Secret()),
        replace(REGION, since=AFTER_2021_2),
    ),
    account(
        "amazon_web_services_oidc_account",
        "AmazonWebServicesOidcAccount",
        Field("role_arn", "RoleArn", Text()),
        Field("session_duration", "SessionDuration", Number(minimum=1, text=True)),
        REGION,
        AUDIENCE,
        *SUBJECT_KEYS,
        CUSTOM_CLAIMS,
        since=(2024, 1),
    ),
    account(
        "google_cloud_account",
        "GoogleCloudAccount",
        Field("json_key", "JsonKey", SecretFile(json=True)),
        since=(2021, 2),
    ),
    account(
        "google_cloud_oidc_account",
        "GoogleCloudOidcAccount",
        Field("token_lifetime_seconds", "TokenLifetimeSeconds", Number(minimum=1, text=True, secret=False)),
        AUDIENCE,
        *SUBJECT_KEYS,
        CUSTOM_CLAIMS,
        since=AFTER_2021_2,
    ),
    account("generic_oidc_account", "GenericOidcAccount", AUDIENCE, DEPLOYMENT_KEYS, CUSTOM_CLAIMS, since=(2025, 1)),
)
TYPE_OPTIONS = tuple(each.option for each in TYPES)

ACCOUNT = Resource(
    kind="account",
    location=ACCOUNTS,
    fields=(
        SLUG,
        Field("description", "Description", Text()),
        *SCOPE,
        *TYPES,
    ),
    exclusive=(TYPE_OPTIONS,),
    creation=Creation(one_of=(TYPE_OPTIONS,)),
)

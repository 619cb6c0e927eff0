# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Account, of every type (api: accounts#account)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emulator.handlers import Call
from emulator.kinds import everystep
from emulator.kinds.common import (
    DESCRIPTION,
    NAME,
    NAME_FILTER,
    NEWER_NAME,
    PARTICIPATION,
    SCOPE_IDS,
    SLUG,
    TENANT_IDS,
    TENANT_TAGS,
    equals,
    known_tags,
    mentions,
    refuse_in_variables,
    used_by,
    variables_with,
)
from emulator.model import DESCRIBED, Document, Kind, Prop, Route

if TYPE_CHECKING:
    from emulator.octopus import Octopus

# Secrets are not demanded on creation; unverified: a server refuses an account without one.
KEYS = tuple(
    Prop(name, "list", default=[])
    for name in ("DeploymentSubjectKeys", "HealthCheckSubjectKeys", "AccountTestSubjectKeys")
)
CLAIMS = Prop("CustomClaims", "dict", default={})
AUDIENCE = Prop("Audience", default="")
# The default audience of a token: the official command line names these defaults and sends none of them [CLI
# pkg/cmd/account/azure-oidc/create, generic-oidc/create].
FOR_AZURE = Prop("Audience", default="api://AzureADTokenExchange")
FOR_ANYBODY = Prop("Audience", default="api://default")
SUBSCRIPTION = Prop("SubscriptionNumber", required=True, trim=True)
AZURE = (SUBSCRIPTION, Prop("ClientId"), Prop("TenantId"))
# Null comes back as an empty text (api: accounts#account).
ADDRESSES = (
    Prop("ResourceManagementEndpointBaseUri", default=""),
    Prop("ActiveDirectoryEndpointBaseUri", default=""),
)
# The properties that each type of account has beside the common ones.
TYPES: dict[str, tuple[Prop, ...]] = {
    "UsernamePassword": (Prop("Username", required=True, trim=True), Prop("Password", "secret")),
    "SshKeyPair": (
        Prop("Username", required=True, trim=True),
        Prop("PrivateKeyFile", "secret"),
        Prop("PrivateKeyPassphrase", "secret"),
    ),
    "Token": (Prop("Token", "secret"),),
    "AzureServicePrincipal": (*AZURE, Prop("AzureEnvironment", default=""), Prop("Password", "secret"), *ADDRESSES),
    "AzureSubscription": (
        SUBSCRIPTION,
        Prop("CertificateBytes", "secret"),
        Prop("CertificateThumbprint", default=""),
        Prop("AzureEnvironment", default=""),
        Prop("ServiceManagementEndpointBaseUri", default=""),
        Prop("ServiceManagementEndpointSuffix", default=""),
    ),
    "AzureOidc": (*AZURE, Prop("AzureEnvironment"), *ADDRESSES, FOR_AZURE, *KEYS, CLAIMS),
    "AmazonWebServicesAccount": (
        Prop("AccessKey", required=True, trim=True),
        Prop("SecretKey", "secret"),
        Prop("Region", since=(2022, 1)),
    ),
    "AmazonWebServicesOidcAccount": (
        Prop("RoleArn"),
        Prop("SessionDuration", default="3600"),
        Prop("Region"),
        AUDIENCE,
        *KEYS,
        CLAIMS,
    ),
    "GoogleCloudAccount": (Prop("JsonKey", "secret"),),
    # A number of seconds as a text [CS GoogleCloudOidcAccountResource].
    "GoogleCloudOidcAccount": (AUDIENCE, Prop("TokenLifetimeSeconds"), *KEYS, CLAIMS),
    # No health check and no test uses this type, so it only has keys for deployments [CS, GO GenericOidcAccount].
    "GenericOidcAccount": (FOR_ANYBODY, KEYS[0], CLAIMS),
}
# [octopus.com/docs/infrastructure/accounts/google-cloud, accounts/aws]; for two types, the dates of the .NET client's
# classes: 2023-09-22 and 2026-07-09. The description of 2021.2 has only the first.
NEWER_TYPES = {
    "GoogleCloudAccount": (2021, 2),
    "AzureOidc": (2023, 4),
    "AmazonWebServicesOidcAccount": (2024, 1),
    "GenericOidcAccount": (2025, 1),
    "GoogleCloudOidcAccount": (2026, 3),
}


def check(octopus: Octopus, account: Document, old: Document) -> None:
    known_tags(octopus, account)


used = used_by("AccountId", "account", ("machines", "workers"))


def deleting(octopus: Octopus, account: Document) -> None:
    refuse_in_variables(octopus, account, "account")
    used(octopus, account)


def named(project: Document) -> Document:
    return {"ProjectId": project["Id"], "ProjectName": project["Name"], "ProjectSlug": project["Slug"]}


def processes_with(octopus: Octopus, account: Document) -> list[Document]:
    """The processes with a step that has the account as a property, each with these steps."""
    found: dict[str, Document] = {}
    for process, step, action in everystep.actions(octopus, account["SpaceId"] or ""):
        if account["Id"] in action["Properties"].values():
            owner = {"ProcessId": process["Id"], **everystep.owner_of(octopus, process)}
            steps = found.setdefault(process["Id"], {**owner, "Steps": []})["Steps"]
            used = {"StepId": step["Id"], "StepName": step["Name"]}
            steps += [] if used in steps else [used]
    return list(found.values())


def usages(call: Call, account: Document) -> Document:
    targets = call.octopus.store.all("machines", call.space)
    users = {each["OwnerId"]: each for each in variables_with(call.octopus, account)}
    projects = call.octopus.store.all("projects", call.space)
    sets = call.octopus.store.all("libraryvariablesets", call.space)
    nobody: list[Document] = []
    processes = processes_with(call.octopus, account)
    return {
        "Id": account["Id"],
        "Targets": [
            {"TargetId": each["Id"], "TargetName": each["Name"]}
            for each in targets
            if mentions(each["Endpoint"], "AccountId", account["Id"])
        ],
        "DeploymentProcesses": [
            {name: value for name, value in each.items() if name not in OF_RUNBOOKS}
            for each in processes
            if not each["RunbookId"]
        ],
        "RunbookProcesses": [each for each in processes if each["RunbookId"]],
        "RunbookSnapshots": nobody,
        "Releases": nobody,
        "LibraryVariableSets": [
            {"LibraryVariableSetId": each["Id"], "LibraryVariableSetName": each["Name"]}
            for each in sets
            if each["Id"] in users
        ],
        "ProjectVariableSets": [
            {**named(each), "IsCurrentlyBeingUsedInProject": True, "Releases": nobody, "RunbookSnapshots": nobody}
            for each in projects
            if each["Id"] in users
        ],
        # Values of tenants for templates that take accounts are not searched.
        **(dict.fromkeys(OF_TENANTS, nobody) if call.octopus.release >= DESCRIBED else {}),
        "Links": {"Self": call.own},
    }


OF_RUNBOOKS = ("ProcessId", "RunbookId", "RunbookName")
OF_TENANTS = ("CommonTenantVariables", "ProjectTenantVariables")
KIND = Kind(
    collection="accounts",
    link="Accounts",
    item_type="Account",
    id_prefix="Accounts",
    parameters="skip,take,ids,partialName,accountType",
    filters={**NAME_FILTER, "accounttype": equals("AccountType")},
    filters_since=NEWER_NAME,
    props=(
        NAME,
        SLUG,
        DESCRIPTION,
        Prop("AccountType", required=True, create_only=True, choices=tuple(TYPES), choices_since=NEWER_TYPES),
        SCOPE_IDS,
        PARTICIPATION,
        TENANT_IDS,
        TENANT_TAGS,
    ),
    variant_by="AccountType",
    variants=TYPES,
    links={"Usages": "{self}/usages"},
    routes={"{id}/usages": Route(usages)},
    check=check,
    deleting=deleting,
)

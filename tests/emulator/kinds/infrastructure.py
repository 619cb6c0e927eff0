# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What machines refer to: policies, proxies, pools, accounts and so on (octopus-api.md 3.6-3.8, 3.17-3.19)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emulator.kinds.common import DESCRIPTION, NAME, PARTICIPATION, SLUG, TENANT_IDS, TENANT_TAGS, equals
from emulator.model import Document, Kind, Prop, invalid

if TYPE_CHECKING:
    from emulator.octopus import Octopus


def used_by_machines(prop: str, label: str) -> object:
    def deleting(octopus: Octopus, document: Document) -> None:
        for machine in octopus.store.all("machines", document.get("SpaceId") or ""):
            if machine["Endpoint"].get(prop) == document["Id"]:
                # The wording is unverified.
                raise invalid(f"This {label} cannot be deleted because machine '{machine['Name']}' uses it.")

    return deleting


def policy_deleting(octopus: Octopus, policy: Document) -> None:
    if policy.get("IsDefault"):
        raise invalid("You cannot delete your default machine policy.")
    machines = octopus.kinds["machines"]
    default = next(p for p in octopus.store.all("machinepolicies", policy["SpaceId"] or "") if p.get("IsDefault"))
    for machine in octopus.store.all("machines", policy["SpaceId"] or ""):
        if machine["MachinePolicyId"] == policy["Id"]:
            octopus.save(machines, {**machine, "MachinePolicyId": default["Id"]})


def pool_check(octopus: Octopus, pool: Document, old: Document) -> None:
    if "Id" not in pool:
        return
    pool["CanAddWorkers"] = pool["WorkerPoolType"] == "StaticWorkerPool"
    if not old and not pool["SortOrder"]:
        others = octopus.store.all("workerpools", pool.get("SpaceId") or "")
        pool["SortOrder"] = max([each["SortOrder"] for each in others], default=-1) + 1
    if pool["IsDefault"]:
        for other in octopus.store.all("workerpools", pool.get("SpaceId") or ""):
            if other["IsDefault"] and other["Id"] != pool["Id"]:
                octopus.save(octopus.kinds["workerpools"], {**other, "IsDefault": False})


def pool_deleting(octopus: Octopus, pool: Document) -> None:
    if pool["IsDefault"]:
        raise invalid("You cannot delete the default worker pool.")


def feed_deleting(octopus: Octopus, feed: Document) -> None:
    if feed["FeedType"] == "BuiltIn":
        raise invalid("The built-in feed cannot be deleted.")


HEALTH = {
    "HealthCheckInterval": "01:00:00",
    "HealthCheckCron": None,
    "HealthCheckCronTimezone": "UTC",
    "HealthCheckType": "RunScript",
    "PowerShellHealthCheckPolicy": {"RunType": "InheritFromDefault", "ScriptBody": None},
    "BashHealthCheckPolicy": {"RunType": "InheritFromDefault", "ScriptBody": None},
}
POLICY = Kind(
    collection="machinepolicies",
    link="MachinePolicies",
    item_type="MachinePolicy",
    id_prefix="MachinePolicies",
    has_slug=False,
    props=(
        NAME,
        DESCRIPTION,
        Prop("IsDefault", "bool", default=False),
        Prop("MachineHealthCheckPolicy", "dict", default=HEALTH),
        Prop("MachineConnectivityPolicy", "dict", default={"MachineConnectivityBehavior": "ExpectedToBeOnline"}),
        Prop(
            "MachineCleanupPolicy",
            "dict",
            default={"DeleteMachinesBehavior": "DoNotDelete", "DeleteMachinesElapsedTimeSpan": "00:00:00"},
        ),
        Prop(
            "MachineUpdatePolicy",
            "dict",
            default={"CalamariUpdateBehavior": "UpdateOnDeployment", "TentacleUpdateBehavior": "NeverUpdate"},
        ),
        Prop("PollingRequestQueueTimeout", default="00:02:00"),
        Prop("PollingRequestMaximumMessageProcessingTimeout", default="00:10:00"),
        Prop("ConnectionRetrySleepInterval", default="00:00:01"),
        Prop("ConnectionRetryCountLimit", "int", default=5),
        Prop("ConnectionRetryTimeLimit", default="00:05:00"),
        Prop("ConnectionConnectTimeout", default="00:01:00"),
    ),
    deleting=policy_deleting,
)
PROXY = Kind(
    collection="proxies",
    link="Proxies",
    item_type="Proxy",
    id_prefix="Proxies",
    has_slug=False,
    props=(
        NAME,
        Prop("Host", required=True),
        Prop("Port", "int", default=80),
        Prop("ProxyType", default="HTTP"),
        Prop("Username"),
        Prop("Password", "secret"),
    ),
    deleting=used_by_machines("ProxyId", "proxy"),  # type: ignore[arg-type]
)
WORKER_POOL = Kind(
    collection="workerpools",
    link="WorkerPools",
    item_type="WorkerPool",
    id_prefix="WorkerPools",
    order="SortOrder",
    props=(
        NAME,
        SLUG,
        DESCRIPTION,
        Prop(
            "WorkerPoolType",
            choices=("StaticWorkerPool", "DynamicWorkerPool"),
            default="StaticWorkerPool",
            create_only=True,
        ),
        Prop("IsDefault", "bool", default=False),
        Prop("SortOrder", "int", default=0),
        Prop("WorkerType"),
    ),
    check=pool_check,
    deleting=pool_deleting,
)
SECRET_PROPS = (
    "Password",
    "PrivateKeyFile",
    "PrivateKeyPassphrase",
    "Token",
    "CertificateBytes",
    "SecretKey",
    "JsonKey",
)
TEXT_PROPS = (
    "Username",
    "SubscriptionNumber",
    "ClientId",
    "TenantId",
    "AzureEnvironment",
    "ResourceManagementEndpointBaseUri",
    "ActiveDirectoryEndpointBaseUri",
    "AccessKey",
    "Region",
    "RoleArn",
    "SessionDuration",
    "Audience",
)
# The properties that each type of account has beside the common ones.
ACCOUNT_TYPES = {
    "UsernamePassword": ("Username", "Password"),
    "SshKeyPair": ("Username", "PrivateKeyFile", "PrivateKeyPassphrase"),
    "Token": ("Token",),
    "AzureServicePrincipal": (
        "SubscriptionNumber",
        "ClientId",
        "TenantId",
        "Password",
        "AzureEnvironment",
        "ResourceManagementEndpointBaseUri",
        "ActiveDirectoryEndpointBaseUri",
    ),
    "AzureSubscription": ("SubscriptionNumber", "CertificateBytes", "AzureEnvironment"),
    "AzureOidc": ("SubscriptionNumber", "ClientId", "TenantId", "Audience", "AzureEnvironment"),
    "AmazonWebServicesAccount": ("AccessKey", "SecretKey", "Region"),
    "AmazonWebServicesOidcAccount": ("RoleArn", "SessionDuration", "Region"),
    "GoogleCloudAccount": ("JsonKey",),
    "GoogleCloudOidcAccount": ("Audience",),
    "GenericOidcAccount": ("Audience",),
}


def account_check(octopus: Octopus, account: Document, old: Document) -> None:
    own = ACCOUNT_TYPES[account["AccountType"]]
    for prop in (*SECRET_PROPS, *TEXT_PROPS):
        if prop not in own:
            account.pop(prop, None)


ACCOUNT = Kind(
    collection="accounts",
    link="Accounts",
    item_type="Account",
    id_prefix="Accounts",
    parameters="skip,take,ids,partialName,accountType",
    filters={"accounttype": equals("AccountType")},
    props=(
        NAME,
        SLUG,
        DESCRIPTION,
        Prop("AccountType", required=True, create_only=True, choices=tuple(ACCOUNT_TYPES)),
        Prop("EnvironmentIds", "list", default=[], reference="environments"),
        PARTICIPATION,
        TENANT_IDS,
        TENANT_TAGS,
        *(Prop(name, "secret") for name in SECRET_PROPS),
        *(Prop(name) for name in TEXT_PROPS),
    ),
    check=account_check,
    deleting=used_by_machines("AccountId", "account"),  # type: ignore[arg-type]
)
CERTIFICATE = Kind(
    collection="certificates",
    link="Certificates",
    item_type="Certificate",
    id_prefix="Certificates",
    has_slug=False,
    parameters="skip,take,search,archived,tenant,firstResult,orderBy,ids,partialName",
    props=(
        NAME,
        Prop("Notes", default=""),
        Prop("CertificateData", "secret", create_only=True),
        Prop("Password", "secret", create_only=True),
        Prop("EnvironmentIds", "list", default=[], reference="environments"),
        PARTICIPATION,
        TENANT_IDS,
        TENANT_TAGS,
        Prop("Archived", read_only=True),
        Prop("ReplacedBy", read_only=True),
    ),
)
FEED = Kind(
    collection="feeds",
    link="Feeds",
    item_type="Feed",
    id_prefix="Feeds",
    first_number=1001,
    parameters="skip,take,ids,partialName,feedType,name",
    filters={"feedtype": equals("FeedType"), "name": equals("Name")},
    props=(
        NAME,
        SLUG,
        Prop("FeedType", required=True, create_only=True),
        Prop("FeedUri"),
        Prop("Username"),
        Prop("Password", "secret"),
    ),
    deleting=feed_deleting,
)

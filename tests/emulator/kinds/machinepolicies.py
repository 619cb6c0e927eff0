# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Machine policy (api: machines#policy)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emulator import answers, crud, shaping
from emulator.handlers import Call
from emulator.kinds.common import DESCRIPTION, NAME
from emulator.kinds.schedules import refuse_invalid_cron
from emulator.model import Document, Kind, Prop, Route
from emulator.refusals import invalid

if TYPE_CHECKING:
    from emulator.octopus import Octopus

# The releases are unverified; 2020.5 has neither.
RETRIES, CACHE, AGENTS = (2023, 1), (2025, 1), (2024, 1)
SCRIPT = (
    Prop("RunType", choices=("InheritFromDefault", "Inline", "OnlyConnectivity"), default="InheritFromDefault"),
    Prop("ScriptBody"),
)
HEALTH_CHECK = (
    # Without an interval and a cron expression, only users start checks [OctopusDeploy/Issues#5713, #5814].
    Prop("HealthCheckInterval", "timespan", default="01:00:00", nullable=True),
    Prop("HealthCheckCron"),
    Prop("HealthCheckCronTimezone", default="UTC"),
    Prop("HealthCheckType", choices=("RunScript", "OnlyConnectivity"), default="RunScript"),
    Prop("PowerShellHealthCheckPolicy", "dict", default={}, parts=SCRIPT),
    Prop("BashHealthCheckPolicy", "dict", default={}, parts=SCRIPT),
)
CONNECTIVITY = (
    Prop(
        "MachineConnectivityBehavior",
        choices=("ExpectedToBeOnline", "MayBeOfflineAndCanBeSkipped"),
        default="ExpectedToBeOnline",
    ),
)
CLEANUP = (
    Prop("DeleteMachinesBehavior", choices=("DoNotDelete", "DeleteUnavailableMachines"), default="DoNotDelete"),
    Prop("DeleteMachinesElapsedTimeSpan", "timespan", default="00:00:00"),
)
UPDATE = (
    Prop(
        "CalamariUpdateBehavior",
        choices=("UpdateOnDeployment", "UpdateOnNewMachine", "UpdateAlways"),
        default="UpdateOnDeployment",
    ),
    Prop("TentacleUpdateBehavior", choices=("NeverUpdate", "Update"), default="NeverUpdate"),
    Prop("KubernetesAgentUpdateBehavior", choices=("NeverUpdate", "Update", "Block"), default="Update", since=AGENTS),
    Prop("TentacleUpdateAccountId", reference="accounts"),
)
RETRY = (
    Prop("Enabled", "bool", default=True),
    Prop("RetryDuration", "timespan", default="00:02:30"),
    Prop("HealthCheckRetryDuration", "timespan", default="00:02:30"),
)
PACKAGES = (
    Prop("Strategy", choices=("Default", "Quantities"), default="Default"),
    Prop("QuantityOfPackagesToKeep", "int"),
    Prop("PackageUnit", choices=("Items",), default="Items"),
    Prop("QuantityOfVersionsToKeep", "int"),
    Prop("VersionUnit", choices=("Items",), default="Items"),
)
PROPS = (
    NAME,
    DESCRIPTION,
    Prop("IsDefault", "bool", default=False),
    Prop("MachineHealthCheckPolicy", "dict", default={}, parts=HEALTH_CHECK),
    Prop("MachineConnectivityPolicy", "dict", default={}, parts=CONNECTIVITY),
    Prop("MachineCleanupPolicy", "dict", default={}, parts=CLEANUP),
    Prop("MachineUpdatePolicy", "dict", default={}, parts=UPDATE),
    Prop("MachineRpcCallRetryPolicy", "dict", default={}, parts=RETRY, since=RETRIES),
    Prop("MachinePackageCacheRetentionPolicy", "dict", default={}, parts=PACKAGES, since=CACHE),
    Prop("PollingRequestQueueTimeout", "timespan", default="00:02:00"),
    Prop("PollingRequestMaximumMessageProcessingTimeout", "timespan", default="00:10:00"),
    Prop("ConnectionRetrySleepInterval", "timespan", default="00:00:01"),
    Prop("ConnectionRetryCountLimit", "int", default=5),
    Prop("ConnectionRetryTimeLimit", "timespan", default="00:05:00"),
    Prop("ConnectionConnectTimeout", "timespan", default="00:01:00"),
)
SHORTEST = "00:00:10"


def check(octopus: Octopus, policy: Document, old: Document) -> None:
    checks = policy["MachineHealthCheckPolicy"]
    if checks["HealthCheckCron"] and checks["HealthCheckInterval"]:
        # Only one of them is allowed; the wording is unverified.
        raise invalid("Health checks have either an interval or a cron expression.")
    if checks["HealthCheckCron"]:
        # The need for seconds is unverified.
        refuse_invalid_cron(checks["HealthCheckCron"], (5, 6, 7))
    if policy["ConnectionRetryCountLimit"] < 2:
        raise invalid("The connection retry count limit must be at least 2.")
    for prop in ("ConnectionRetryTimeLimit", "ConnectionConnectTimeout"):
        if "." not in policy[prop].split(":")[0] and policy[prop] < SHORTEST:
            raise invalid(f"{prop} must be at least 10 seconds.")
    if old and old["IsDefault"]:
        policy["IsDefault"] = True
    elif policy["IsDefault"]:
        for other in octopus.store.all("machinepolicies", policy["SpaceId"] or ""):
            if other["IsDefault"] and other["Id"] != policy["Id"]:
                octopus.save(octopus.kinds["machinepolicies"], {**other, "IsDefault": False})


def deleting(octopus: Octopus, policy: Document) -> None:
    """Give the machines of a deleted policy the default policy (api: machines#policy)."""
    if policy["IsDefault"]:
        raise invalid("You cannot delete your default machine policy.")
    space = policy["SpaceId"] or ""
    default = next(each for each in octopus.store.all("machinepolicies", space) if each["IsDefault"])
    for collection in ("machines", "workers"):
        for machine in octopus.store.all(collection, space):
            if machine["MachinePolicyId"] == policy["Id"]:
                octopus.save(octopus.kinds[collection], {**machine, "MachinePolicyId": default["Id"]})


def template(call: Call, document: Document) -> Document:
    """The template of a policy, which is not stored."""
    blank = shaping.shape(call.octopus, PROPS, {"Name": "-"}, {}, call.space)
    unsaved = {"Id": None, "SpaceId": call.space, **blank, "Name": None}
    return {**unsaved, "Links": {"Self": f"{answers.base(call.octopus, call.space)}/machinepolicies/template"}}


KIND = Kind(
    collection="machinepolicies",
    link="MachinePolicies",
    item_type="MachinePolicy",
    id_prefix="MachinePolicies",
    slug_since=None,
    props=PROPS,
    links={
        "Machines": "{self}/machines{?skip,take,partialName}",
        "Workers": "{self}/workers{?skip,take,partialName}",
    },
    root_links={"MachinePolicyTemplate": "/template"},
    routes={
        "template": Route(template),
        "{id}/machines": Route(crud.nested("machines", "MachinePolicyId", size=10), gives="page of machines"),
        "{id}/workers": Route(crud.nested("workers", "MachinePolicyId", size=10), gives="page of workers"),
    },
    check=check,
    deleting=deleting,
)

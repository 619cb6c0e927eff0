# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a server answers that is no collection (octopus-api.md 1.2, 1.10, 3.5, 3.34)."""

from __future__ import annotations

import platform
import time
import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from emulator.kinds import tenantvariables, workertaskleases
from emulator.kinds.people import USERNAME_AND_PASSWORD
from emulator.kinds.permission_names import ONLY_SYSTEM, RESTRICTIONS, SPACE_PERMISSIONS, SYSTEM_PERMISSIONS
from emulator.model import SPACE, SYSTEM, Call, Document, Release, Route

STARTED = time.monotonic()


@dataclass(frozen=True)
class Service:
    """``link`` and ``template``: how a root links to it; ``since``: the release that brought it."""

    route: Route
    scope: str = SYSTEM
    link: str = ""
    template: str = ""
    since: Release = (0, 0)


def machine_roles(call: Call, document: Document) -> list[str]:
    machines = call.octopus.store.all("machines", call.space)
    return sorted({role for machine in machines for role in machine["Roles"]}, key=str.casefold)


def feature_toggles(call: Call, document: Document) -> Document:
    """None is on: what a toggle switches on, this server does not have."""
    return {"FeatureToggles": []}


def capabilities(call: Call, document: Document) -> Document:
    return {"Capabilities": ["GetAllSpacesRequest"]}


def authentication(call: Call, document: Document) -> Document:
    return {
        "Id": None,
        "AuthenticationProviders": [USERNAME_AND_PASSWORD],
        "AutoLoginEnabled": False,
        "AnyAuthenticationProvidersSupportPasswordManagement": True,
        "Links": {"Self": "/api/authentication"},
    }


def server_status(call: Call, document: Document) -> Document:
    return {
        "Id": None,
        "IsDatabaseEncrypted": False,
        "IsInMaintenanceMode": False,
        "IsMajorMinorUpgrade": False,
        "IsUpgradeAvailable": False,
        "MaintenanceExpires": None,
        "MaximumAvailableVersion": call.octopus.version,
        "MaximumAvailableVersionCoveredByLicense": call.octopus.version,
        "Links": {
            "Self": "/api/serverstatus",
            "Health": "/api/serverstatus/health",
            "SystemInfo": "/api/serverstatus/system-info",
            "Timezones": "/api/serverstatus/timezones",
        },
    }


def health(call: Call, document: Document) -> Document:
    return {
        "Id": None,
        "Description": "The emulator is operating normally.",
        "IsCompliantWithLicense": True,
        "IsEntireClusterDrainingTasks": False,
        "IsEntireClusterReadOnly": False,
        "IsOperatingNormally": True,
        "Links": {"Self": "/api/serverstatus/health"},
    }


def system_info(call: Call, document: Document) -> Document:
    return {
        "Version": call.octopus.version,
        "OSVersion": platform.platform(),
        "ClrVersion": "none: this is an emulator",
        "Uptime": f"{int(time.monotonic() - STARTED)} seconds",
        "Links": {"Self": "/api/serverstatus/system-info"},
    }


def time_zones(call: Call, document: Document) -> list[Document]:
    names = sorted(zoneinfo.available_timezones()) or ["UTC"]
    return [{"Id": name, "Name": name, "IsLocal": name == "UTC", "Links": {}} for name in names]


def all_permissions(call: Call, document: Document) -> Document:
    return {
        name: {
            "Description": name,
            "SupportedRestrictions": list(restrictions),
            "CanApplyAtSpaceLevel": name in SPACE_PERMISSIONS,
            "CanApplyAtSystemLevel": name in SYSTEM_PERMISSIONS or name in ONLY_SYSTEM,
        }
        for name, restrictions in RESTRICTIONS.items()
    }


def nodes(call: Call, document: Document) -> Document:
    node = {
        "Id": "OctopusServerNodes-emulator",
        "Name": "emulator",
        "MaxConcurrentTasks": 5,
        "IsInMaintenanceMode": False,
        "Links": {},
    }
    own = "/api/octopusservernodes"
    return {
        "ItemType": "OctopusServerNode",
        "IsStale": False,
        "TotalResults": 1,
        "ItemsPerPage": 30,
        "NumberOfPages": 1,
        "LastPageNumber": 0,
        "Items": [node],
        "Links": {"Self": own, "Template": f"{own}{{?skip,take}}", "Page.All": own, "Page.Current": own, "Page.0": own},
    }


def ping(call: Call, document: Document) -> Document:
    return {"IsOperatingNormally": True}


def service(handle: Any, link: str = "", scope: str = SYSTEM, template: str = "", since: Release = (0, 0)) -> Service:
    return Service(Route(handle), scope, link, template, since)


SERVICES: Mapping[str, Service] = {
    "tenantvariables/all": service(tenantvariables.all_of, "TenantVariables", SPACE, "{?projectId}"),
    "machineroles/all": service(machine_roles, "MachineRoles", SPACE),
    # That no link leads there is unverified.
    "workertaskleases": service(workertaskleases.leases, scope=SPACE, since=workertaskleases.LEASES),
    "configuration/feature-toggles": service(feature_toggles, since=(2022, 1)),
    "capabilities": service(capabilities, since=(2022, 3)),
    "authentication": service(authentication, "Authentication"),
    "permissions/all": service(all_permissions, "PermissionDescriptions"),
    "serverstatus": service(server_status, "ServerStatus"),
    "serverstatus/health": service(health, "ServerHealthStatus"),
    "serverstatus/system-info": service(system_info),
    "serverstatus/timezones": service(time_zones, "Timezones"),
    "octopusservernodes": service(nodes, "OctopusServerNodes", template="{?skip,take,ids,partialName}"),
    "octopusservernodes/ping": service(ping),
}

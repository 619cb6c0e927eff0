# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Addresses that are not of collections.

api: transport#sign-in, roots#sections, machines#target, settings#settings
"""

from __future__ import annotations

import platform
import resource
import threading
import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from emulator import clock
from emulator.handlers import Answer, Call
from emulator.kinds import apikeys, nodes, sections, settings, teams, tenantvariables
from emulator.kinds.people import providers
from emulator.kinds.permission_names import RESTRICTIONS, SPACE_PERMISSIONS, SYSTEM_PERMISSIONS, is_known
from emulator.kinds.settings import Setting
from emulator.kinds.settings_table import SETTINGS
from emulator.model import DESCRIBED, EVER, MIXED, SPACE, SYSTEM, Document, Prop, Release, Route
from emulator.timespans import spelled
from emulator.work import dashboards, reports


@dataclass(frozen=True)
class Service:
    """``link`` and ``template``: the link of the root; ``since``: the release that brought the address.

    ``props``: the properties of a settings document.
    """

    route: Route
    scope: str = SYSTEM
    link: str = ""
    template: str = ""
    since: Release = EVER
    props: tuple[Prop, ...] = ()

    def is_there(self, release: Release) -> bool:
        """Whether a server of this release has the address."""
        return self.since <= release < self.route.until


SCOPING = "CommonVariableScopingFeatureToggle"


def machine_roles(call: Call, document: Document) -> list[str]:
    machines = call.octopus.store.all("machines", call.space)
    return sorted({role for machine in machines for role in machine["Roles"]}, key=str.casefold)


def feature_toggles(call: Call, document: Document) -> Document:
    """``{?Name}``: the toggles that are on because this server has the feature, and those that somebody set.

    A toggle changes nothing but this answer: values of tenants are served in both forms.
    """
    usual = {SCOPING: True} if call.octopus.release >= tenantvariables.SCOPED else {}
    found, wanted = {**usual, **call.octopus.feature_toggles}, call.query.get("name", "").casefold()
    return {
        "FeatureToggles": [
            {"Name": name, "IsEnabled": on} for name, on in found.items() if wanted in ("", name.casefold())
        ]
    }


def capabilities(call: Call, document: Document) -> Document:
    return {"Capabilities": ["GetAllSpacesRequest"]}


def authentication(call: Call, document: Document) -> Document:
    release = call.octopus.release
    # The longest life of keys is unverified: no source has a limit for a new server.
    lives: Document = {"ApiKeyDefaultExpiryDays": apikeys.USUAL_DAYS, "ApiKeyMaxExpiryDays": None}
    expiry = lives if release >= apikeys.EXPIRY_DAYS else {}
    flags = {"RememberMeEnabled": True, "UserApiKeysEnabled": True, "OctopusIdDynamicRegistrationPending": False}
    described = flags if release >= DESCRIBED else {}
    return {
        "Id": None,
        "AuthenticationProviders": providers(call.octopus),
        "AutoLoginEnabled": False,
        "AnyAuthenticationProvidersSupportPasswordManagement": True,
        **expiry,
        **described,
        "Links": {"Self": "/api/authentication"},
    }


def server_status(call: Call, document: Document) -> Document:
    return {
        "Id": None,
        "IsDatabaseEncrypted": False,
        "IsInMaintenanceMode": settings.is_in_maintenance(call.octopus),
        "IsMajorMinorUpgrade": False,
        **({"IsPotentialClone": False} if call.octopus.release >= DESCRIBED else {}),
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


def health(call: Call, document: Document) -> Document | Answer:
    """The server's health, with 418 unless it is normal; unverified: the other two states are maintenance and drain."""
    read_only, draining = settings.is_in_maintenance(call.octopus), nodes.are_draining(call.octopus)
    found = {
        "Id": None,
        "Description": "The emulator is operating normally."
        if not (read_only or draining)
        else "The emulator is in maintenance mode."
        if read_only
        else "The emulator is draining its tasks.",
        "IsCompliantWithLicense": True,
        "IsEntireClusterDrainingTasks": draining,
        "IsEntireClusterReadOnly": read_only,
        "IsOperatingNormally": not (read_only or draining),
        "Links": {"Self": "/api/serverstatus/health"},
    }
    if not found["IsOperatingNormally"]:
        return Answer(nodes.TEAPOT, found)
    return found


def system_info(call: Call, document: Document) -> Document:
    return {
        **({"Id": None} if call.octopus.release >= DESCRIBED else {}),
        "Version": call.octopus.version,
        "OSVersion": platform.platform(),
        "ClrVersion": "none: this is an emulator",
        # A time span and numbers (SystemInfoResource of the .NET client).
        "Uptime": spelled(clock.monotonic() - call.octopus.started),
        # The greatest value so far, which Linux gives in KiB.
        "WorkingSetBytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        "ThreadCount": threading.active_count(),
        # From the API reference of 2026; the release that brought it is unverified.
        **({"MinThreadPoolCount": 1} if call.octopus.release >= DESCRIBED else {}),
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
            "CanApplyAtSystemLevel": name in SYSTEM_PERMISSIONS,
        }
        for name, restrictions in RESTRICTIONS.items()
        if is_known(name, call.octopus.release)
    }


def of_setting(setting: Setting) -> Service:
    return Service(setting.route(), SYSTEM, setting.link, since=setting.since, props=setting.props)


def service(handle: Any, link: str = "", scope: str = SYSTEM, template: str = "", since: Release = EVER) -> Service:
    return Service(Route(handle), scope, link, template, since)


SERVICES: Mapping[str, Service] = {
    "tenantvariables/all": service(tenantvariables.all_of, "TenantVariables", SPACE, "{?projectId}"),
    "dashboard": service(
        dashboards.static,
        "Dashboard",
        SPACE,
        "{?projectId,releaseId,selectedTenants,selectedTags,showAll,highestLatestVersionPerProjectAndEnvironment}",
    ),
    "dashboard/dynamic": service(
        dashboards.dynamic, "DashboardDynamic", SPACE, "{?projects,environments,includePrevious}"
    ),
    # 2026.2 removed it [octopus.com/docs/deprecations].
    "reporting/deployments-counted-by-week": Service(
        Route(reports.counted_by_week, until=(2026, 2)), SPACE, "Reporting/DeploymentsCountedByWeek", "{?projectIds}"
    ),
    "machineroles/all": service(machine_roles, "MachineRoles", SPACE),
    "configuration/feature-toggles": service(feature_toggles, template="{?Name}", since=(2022, 1)),
    "capabilities": service(capabilities, since=(2022, 3)),
    "authentication": service(authentication, "Authentication"),
    "teammembership": service(teams.memberships, "TeamMembership", MIXED, "{?userId,spaces,includeSystem}"),
    "teammembership/previewteam": Service(
        Route(teams.preview, ("POST",), permission=""), MIXED, "TeamMembershipPreviewTeam"
    ),
    "permissions/all": service(all_permissions, "PermissionDescriptions"),
    "serverstatus": service(server_status, "ServerStatus"),
    "serverstatus/health": Service(Route(health, may_be=(nodes.TEAPOT,)), link="ServerHealthStatus"),
    "serverstatus/system-info": service(system_info),
    "serverstatus/timezones": service(time_zones, "Timezones"),
    "smtpconfiguration/isconfigured": service(settings.is_configured, "SmtpIsConfigured"),
    "serverconfiguration/settings": service(settings.server_settings, "ServerConfigurationSettings"),
    "licenses/licenses-current-status": service(settings.license_status, "CurrentLicenseStatus"),
    "externalsecuritygroupproviders": service(sections.group_providers, "ExternalSecurityGroupProviders"),
    **{setting.path: of_setting(setting) for setting in SETTINGS},
}

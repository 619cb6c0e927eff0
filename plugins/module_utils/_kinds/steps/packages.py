# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Steps that deploy a package on targets: files, an IIS site, a Windows service, an NGINX server (api: steps#kinds)."""

from __future__ import annotations

from dataclasses import replace

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.process_texts import FEATURES
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.contents import REQUIRED_PACKAGE
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.features import NAMES, PACKAGE_FEATURES
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.json_texts import JsonText
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.settings import A, Setting, choice
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.step_type import StepType
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.texts import FLAG, WORDS, StepSecret
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field

SKIP_IF_INSTALLED = Setting("skip_if_already_installed", f"{A}Package.SkipIfAlreadyInstalled", FLAG)

DEPLOY_PACKAGE = StepType("Octopus.TentaclePackage", (REQUIRED_PACKAGE, SKIP_IF_INSTALLED, *PACKAGE_FEATURES))
TRANSFER_PACKAGE = StepType(
    "Octopus.TransferPackage",
    (
        REQUIRED_PACKAGE,
        Setting("transfer_path", f"{A}Package.TransferPath", WORDS, required="for_new"),
    ),
)

SITE = f"{A}IISWebSite."
POOL_VERSIONS = ("v4.0", "v2.0", "No Managed Code")
POOL_USERS = ("ApplicationPoolIdentity", "LocalService", "LocalSystem", "NetworkService", "SpecificUser")
WEB_SITE, VIRTUAL_DIRECTORY, WEB_APPLICATION = "webSite", "virtualDirectory", "webApplication"


def pool(prefix: str) -> tuple[Setting, ...]:
    """The application pool of a web site, or of a web application in one."""
    return (
        Setting("application_pool_name", f"{prefix}ApplicationPoolName", WORDS),
        choice("application_pool_framework_version", f"{prefix}ApplicationPoolFrameworkVersion", *POOL_VERSIONS),
        choice("application_pool_identity_type", f"{prefix}ApplicationPoolIdentityType", *POOL_USERS),
        Setting("application_pool_username", f"{prefix}ApplicationPoolUsername", WORDS),
        Setting("application_pool_password", f"{prefix}ApplicationPoolPassword", StepSecret()),
    )


def within(option: str, part: str) -> tuple[Setting, ...]:
    """The settings of a web application or virtual directory that a step creates in an existing web site."""
    return (
        Setting(f"{option}_create_or_update", f"{SITE}{part}.CreateOrUpdate", FLAG),
        Setting(f"{option}_web_site_name", f"{SITE}{part}.WebSiteName", WORDS),
        Setting(f"{option}_virtual_path", f"{SITE}{part}.VirtualPath", WORDS),
        Setting(f"{option}_physical_path", f"{SITE}{part}.PhysicalPath", WORDS),
    )


def of_the_application(setting: Setting) -> Setting:
    return replace(setting, option=f"web_application_{setting.option}")


IIS = StepType(
    "Octopus.IIS",
    (
        REQUIRED_PACKAGE,
        choice("deployment_type", f"{SITE}DeploymentType", WEB_SITE, VIRTUAL_DIRECTORY, WEB_APPLICATION),
        Setting("create_or_update_web_site", f"{SITE}CreateOrUpdateWebSite", FLAG, start="True"),
        Setting("web_site_name", f"{SITE}WebSiteName", WORDS),
        choice("web_root_type", f"{SITE}WebRootType", "packageRoot", "relativeToPackageRoot"),
        Setting("web_root", f"{SITE}WebRoot", WORDS),
        Setting("start_web_site", f"{SITE}StartWebSite", FLAG, start="True", absent="True"),
        Setting("bindings", f"{SITE}Bindings", JsonText()),
        choice("existing_bindings", f"{SITE}ExistingBindings", "Replace", "Merge"),
        Setting("enable_anonymous_authentication", f"{SITE}EnableAnonymousAuthentication", FLAG, start="False"),
        Setting("enable_basic_authentication", f"{SITE}EnableBasicAuthentication", FLAG, start="False"),
        Setting("enable_windows_authentication", f"{SITE}EnableWindowsAuthentication", FLAG, start="True"),
        *pool(SITE),
        Setting("start_application_pool", f"{SITE}StartApplicationPool", FLAG, start="True", absent="True"),
        *within("virtual_directory", "VirtualDirectory"),
        *within("web_application", "WebApplication"),
        choice(
            "web_application_web_root_type",
            f"{A}WebApplication.WebRootType",
            "packageRoot",
            "relativeToPackageRoot",
        ),
        *map(of_the_application, pool(f"{SITE}WebApplication.")),
        SKIP_IF_INSTALLED,
        *PACKAGE_FEATURES,
    ),
    starts={FEATURES: f"{NAMES}IISWebSite"},
)

SERVICE = f"{A}WindowsService."
SERVICE_USERS = ("LocalSystem", r"NT Authority\NetworkService", r"NT Authority\LocalService", "_CUSTOM")
WINDOWS_SERVICE = StepType(
    "Octopus.WindowsService",
    (
        REQUIRED_PACKAGE,
        Setting("create_or_update_service", f"{SERVICE}CreateOrUpdateService", FLAG, start="True"),
        Setting("service_name", f"{SERVICE}ServiceName", WORDS, required="for_new"),
        Setting("display_name", f"{SERVICE}DisplayName", WORDS),
        Setting("description", f"{SERVICE}Description", WORDS),
        Setting("executable_path", f"{SERVICE}ExecutablePath", WORDS, required="for_new"),
        Setting("arguments", f"{SERVICE}Arguments", WORDS),
        choice("service_account", f"{SERVICE}ServiceAccount", *SERVICE_USERS),
        Setting("custom_account_name", f"{SERVICE}CustomAccountName", WORDS),
        Setting("custom_account_password", f"{SERVICE}CustomAccountPassword", StepSecret()),
        choice("start_mode", f"{SERVICE}StartMode", "auto", "delayed-auto", "demand", "disabled", "unchanged"),
        choice("desired_status", f"{SERVICE}DesiredStatus", "Default", "Started", "Stopped", "Unchanged"),
        Setting("dependencies", f"{SERVICE}Dependencies", WORDS),
        SKIP_IF_INSTALLED,
        *PACKAGE_FEATURES,
    ),
    starts={FEATURES: f"{NAMES}WindowsService"},
)

SERVER = f"{A}Nginx.Server."
NGINX = StepType(
    "Octopus.Nginx",
    (
        REQUIRED_PACKAGE,
        Setting("host_name", f"{SERVER}HostName", WORDS),
        Setting("bindings", f"{SERVER}Bindings", JsonText()),
        Setting("locations", f"{SERVER}Locations", JsonText()),
        Setting("config_name", f"{SERVER}ConfigName", WORDS),
        SKIP_IF_INSTALLED,
        *PACKAGE_FEATURES,
    ),
    starts={FEATURES: f"{NAMES}Nginx"},
)

STEPS = (
    Field("deploy_package", "", DEPLOY_PACKAGE),
    Field("transfer_package", "", TRANSFER_PACKAGE),
    Field("deploy_to_iis", "", IIS),
    Field("deploy_windows_service", "", WINDOWS_SERVICE),
    Field("deploy_to_nginx", "", NGINX),
)

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings of a server: single documents, and the sections of its configuration.

api: roots#sections, settings#settings
"""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.configuration_sections import (
    SECTION_COMPANIONS,
    SECTION_FIELDS,
    group,
)
from ansible_collections.octopus.deploy.plugins.module_utils._locate.companions import CompanionDocument
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import THE_SERVER, Published, Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.limits import PORT
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import Nested, Variant
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.number import Flag, Number
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.patterns import HostName
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.relocated import Relocated
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.secret import Secret
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Choice, Text

# The first release that can sign in to mail servers without a password.
OTHER_CREDENTIALS = (2025, 2)
LOGIN = Nested(
    (
        Field("smtp_login", "SmtpLogin", Text()),
        Field("smtp_password", "SmtpPassword", Secret()),
    ),
    Variant("CredentialType", "UsernamePassword", "username_password"),
    secret=False,
)
GOOGLE = Nested(
    (
        Field("google_audience", "GoogleAudience", Text()),
        Field("google_service_account", "GoogleServiceAccount", Text()),
    ),
    Variant("CredentialType", "Google", "google"),
)
AZURE = Nested(
    (
        Field("azure_audience", "AzureAudience", Text()),
        Field("azure_client_id", "AzureClientId", Text()),
        Field("azure_tenant_id", "AzureTenantId", Text()),
    ),
    Variant("CredentialType", "Azure", "azure"),
)
SMTP = Nested(
    (
        Field("smtp_host", "SmtpHost", HostName()),
        Field("smtp_port", "SmtpPort", PORT),
        Field("send_email_from", "SendEmailFrom", Text()),
        Field("enable_ssl", "EnableSsl", Flag()),
        Field("timeout", "Timeout", Number(minimum=1)),
        Field("username_password", "", Relocated("Details", LOGIN)),
        Field("google", "", Relocated("Details", GOOGLE), since=OTHER_CREDENTIALS),
        Field("azure", "", Relocated("Details", AZURE), since=OTHER_CREDENTIALS),
    ),
    cleared={},
    exclusive=(("username_password", "google", "azure"),),
)
FLAGS = (2025, 4)
FEATURES = group(
    Field("is_built_in_worker_enabled", "IsBuiltInWorkerEnabled", Flag()),
    Field("is_community_action_templates_enabled", "IsCommunityActionTemplatesEnabled", Flag()),
    Field("is_help_sidebar_enabled", "IsHelpSidebarEnabled", Flag()),
    Field("help_sidebar_support_link", "HelpSidebarSupportLink", Text()),
    Field("help_sidebar_support_link_label", "HelpSidebarSupportLinkLabel", Text(), since=(2023, 4)),
    Field("is_action_containers_enabled", "IsActionContainersEnabled", Flag()),
    Field("is_configuration_as_code_enabled", "IsConfigurationAsCodeEnabled", Flag()),
    Field("is_kubernetes_enabled", "IsKubernetesEnabled", Flag()),
    Field("is_automatic_step_updates_enabled", "IsAutomaticStepUpdatesEnabled", Flag(), since=FLAGS),
    Field(
        "is_kubernetes_cloud_target_discovery_enabled",
        "IsKubernetesCloudTargetDiscoveryEnabled",
        Flag(),
        since=FLAGS,
    ),
    Field(
        "is_composite_docker_hub_registry_feed_enabled",
        "IsCompositeDockerHubRegistryFeedEnabled",
        Flag(),
        since=FLAGS,
    ),
    Field(
        "is_configure_feeds_with_local_or_smb_paths_enabled",
        "IsConfigureFeedsWithLocalOrSmbPathsEnabled",
        Flag(),
        since=FLAGS,
    ),
    Field("is_navigation_visual_uplift_enabled", "IsNavigationVisualUpliftEnabled", Flag(), since=FLAGS),
    Field("is_projects_page_optimization_enabled", "IsProjectsPageOptimizationEnabled", Flag(), since=FLAGS),
    Field("is_projects_page_onboarding_enabled", "IsProjectsPageOnboardingEnabled", Flag(), since=(2026, 1)),
    Field("default_power_shell_edition", "DefaultPowerShellEdition", Choice(("Desktop", "Core")), since=(2026, 1)),
    Field("is_git_hub_app_enabled", "IsGitHubAppEnabled", Flag(), since=(2026, 2)),
    Field("is_webhook_trigger_enabled", "IsWebhookTriggerEnabled", Flag(), since=(2026, 3)),
    Field("is_experimental_ui_feature_enabled", "IsExperimentalUIFeatureEnabled", Flag(), since=(2026, 3)),
)
LETS_ENCRYPT = group(
    Field("enabled", "Enabled", Flag()),
    Field("dns_name", "DnsName", Text()),
    Field("registration_email_address", "RegistrationEmailAddress", Text()),
    Field("accept_lets_encrypt_terms_of_service", "AcceptLetsEncryptTermsOfService", Flag()),
    Field("https_port", "HttpsPort", PORT),
    Field("ip_address", "IPAddress", Text()),
    Field("path", "Path", Text()),
)
# The render modes of the dashboard.
COLUMNS, BOTH = "VirtualizeColumns", "VirtualizeRowsAndColumns"
NOTIFICATIONS = ("AlwaysShow", "ShowOnlyMajorMinor", "NeverShow")
DOCUMENT_FIELDS = (
    Field("smtp", "SmtpConfiguration", SMTP),
    Field(
        "maintenance", "MaintenanceConfiguration", group(Field("is_in_maintenance_mode", "IsInMaintenanceMode", Flag()))
    ),
    Field("features", "FeaturesConfiguration", FEATURES),
    Field(
        "performance",
        "PerformanceConfiguration",
        group(Field("default_dashboard_render_mode", "DefaultDashboardRenderMode", Choice((COLUMNS, BOTH)))),
    ),
    Field("server", "ServerConfiguration", group(Field("server_uri", "ServerUri", Text()))),
    Field(
        "upgrade",
        "UpgradeConfiguration",
        group(
            Field("notification_mode", "NotificationMode", Choice(NOTIFICATIONS)),
            Field("allow_checking", "AllowChecking", Flag()),
            Field("include_statistics", "IncludeStatistics", Flag()),
        ),
    ),
    Field("lets_encrypt", "LetsEncryptConfiguration", LETS_ENCRYPT),
    Field("license", "CurrentLicense", group(Field("license_text", "LicenseText", Text(clearable=False, secret=True)))),
    Field("telemetry", "TelemetryConfiguration", group(Field("enabled", "Enabled", Flag()))),
)
DEFINITIONS = {"CurrentLicense": "LicenseResource"}
SERVER_SETTINGS = Resource(
    kind="server_settings",
    location=Location("", "server settings", system=True),
    fields=(*DOCUMENT_FIELDS, *SECTION_FIELDS),
    companions=(
        *(
            CompanionDocument(each.api, each.api, definition=DEFINITIONS.get(each.api, f"{each.api}Resource"))
            for each in DOCUMENT_FIELDS
        ),
        *SECTION_COMPANIONS,
    ),
    owners=(THE_SERVER,),
    published=Published(
        definition="RootResource",
        read_only=(
            "ApiVersion",
            "Application",
            "HasLongTermSupport",
            "InstallationId",
            "IsEarlyAccessProgram",
            "Version",
            "LetsEncryptConfigurationResource.CertificateThumbprint",
            "LetsEncryptConfigurationResource.CertificateExpiryDate",
            "LicenseResource.SerialNumber",
            "TelemetryConfigurationResource.ShowAsNewUntil",
            "TelemetryConfigurationResource.IsTelemetryEnforced",
        ),
    ),
)

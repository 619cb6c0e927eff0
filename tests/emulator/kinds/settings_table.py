# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings of a server, with their properties (api: settings#settings)."""

from __future__ import annotations

from emulator.kinds import settings
from emulator.kinds.settings import OAUTH, Setting
from emulator.kinds.teams import ADMINISTER
from emulator.model import DESCRIBED, EVER, NEVER, ON_PUT, Prop, Release

# The .NET client's model of 2025-11-18; the month of the server is unverified.
FLAGS: Release = (2025, 4)
SMTP = Setting(
    path="smtpconfiguration",
    link="SmtpConfiguration",
    document_id=settings.SMTP,
    props=(
        Prop("SmtpHost", trim=True),
        # The port 25 of a new server is unverified, and so is the time limit.
        Prop("SmtpPort", "int", default=25, required=True),
        Prop("SendEmailFrom", trim=True),
        Prop("EnableSsl", "bool", default=False),
        Prop("Timeout", "int", default=12000),
        Prop("SmtpLogin", until=OAUTH),
        Prop("SmtpPassword", "secret", until=OAUTH),
        Prop("NewSmtpPassword", "password", until=OAUTH),
        Prop("Details", "dict", since=OAUTH),
    ),
    check=settings.smtp_check,
)
MAINTENANCE = Setting(
    path="maintenanceconfiguration",
    link="MaintenanceConfiguration",
    document_id=settings.MAINTENANCE,
    props=(Prop("IsInMaintenanceMode", "bool", default=False, required=True),),
    permission=ADMINISTER,
)


def switch(name: str, on: bool = False, since: Release = EVER, until: Release = NEVER) -> Prop:
    return Prop(name, "bool", default=on, since=since, until=until)


FEATURES = Setting(
    path="featuresconfiguration",
    link="FeaturesConfiguration",
    document_id="features",
    props=(
        switch("IsBuiltInWorkerEnabled", on=True),
        switch("IsCommunityActionTemplatesEnabled", on=True),
        switch("IsHelpSidebarEnabled", on=True),
        Prop("HelpSidebarSupportLink"),
        Prop("HelpSidebarSupportLinkLabel", since=(2023, 4)),
        *(
            switch(name, on=True, until=FLAGS)
            for name in ("IsActionContainersEnabled", "IsConfigurationAsCodeEnabled", "IsKubernetesEnabled")
        ),
        *(
            switch(name, since=FLAGS)
            for name in (
                "IsAutomaticStepUpdatesEnabled",
                "IsKubernetesCloudTargetDiscoveryEnabled",
                "IsCompositeDockerHubRegistryFeedEnabled",
                "IsConfigureFeedsWithLocalOrSmbPathsEnabled",
                "IsNavigationVisualUpliftEnabled",
                "IsProjectsPageOptimizationEnabled",
            )
        ),
        switch("IsProjectsPageOnboardingEnabled", since=(2026, 1)),
        Prop("DefaultPowerShellEdition", default="Desktop", choices=("Desktop", "Core"), since=(2026, 1)),
        switch("IsGitHubAppEnabled", since=(2026, 2)),
        switch("IsWebhookTriggerEnabled", since=(2026, 3)),
        switch("IsExperimentalUIFeatureEnabled", since=DESCRIBED),
    ),
)
SETTINGS: tuple[Setting, ...] = (
    SMTP,
    MAINTENANCE,
    FEATURES,
    Setting(
        path="performanceconfiguration",
        link="PerformanceConfiguration",
        document_id="performance",
        props=(
            Prop(
                "DefaultDashboardRenderMode",
                choices=("VirtualizeColumns", "VirtualizeRowsAndColumns"),
                default="VirtualizeColumns",
                demanded=ON_PUT,
            ),
        ),
    ),
    Setting(
        path="serverconfiguration",
        link="ServerConfiguration",
        document_id=settings.SERVER,
        props=(
            Prop("ServerUri", trim=True, until=DESCRIBED),
            # Unverified: a new server has an empty one, which a client can send back.
            Prop("ServerUri", default="", trim=True, since=DESCRIBED, demanded=ON_PUT),
        ),
    ),
    Setting(
        path="upgradeconfiguration",
        link="UpgradeConfiguration",
        document_id="upgrade",
        props=(
            Prop(
                "NotificationMode",
                choices=("AlwaysShow", "ShowOnlyMajorMinor", "NeverShow"),
                default="AlwaysShow",
                demanded=ON_PUT,
            ),
            Prop("AllowChecking", "bool", default=True, demanded=ON_PUT),
            Prop("IncludeStatistics", "bool", default=True, demanded=ON_PUT),
        ),
    ),
    Setting(
        path="letsencryptconfiguration",
        link="LetsEncryptConfiguration",
        document_id="letsencrypt",
        props=(
            Prop("Enabled", "bool", default=False, demanded=ON_PUT),
            Prop("DnsName"),
            Prop("RegistrationEmailAddress"),
            Prop("AcceptLetsEncryptTermsOfService", "bool", default=False),
            Prop("HttpsPort", "int", default=443),
            Prop("IPAddress", default="0.0.0.0"),
            Prop("Path"),
            Prop("CertificateThumbprint", read_only=True),
            Prop("CertificateExpiryDate", read_only=True),
        ),
        check=settings.lets_encrypt_check,
    ),
    Setting(
        path="licenses/licenses-current",
        link="CurrentLicense",
        document_id=settings.LICENSE,
        props=(
            Prop("LicenseText", default="<License></License>"),
            Prop("SerialNumber", default="emulator", read_only=True),
        ),
        check=settings.license_check,
    ),
    # In the .NET client since 2021-11-15; the path is unverified, because clients follow the link.
    Setting(
        path="telemetryconfiguration",
        link="TelemetryConfiguration",
        document_id="telemetry",
        props=(
            Prop("Enabled", "bool", default=True, required=True),
            Prop("ShowAsNewUntil", default="2022-01-01T00:00:00.000+00:00", read_only=True),
            Prop("IsTelemetryEnforced", "bool", default=False, read_only=True),
        ),
        since=(2021, 4),
    ),
)

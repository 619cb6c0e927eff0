# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kinds of the server, of servers of 2020.5, as far as the description lacks them.

The evidence is named as in ``undescribed``; octopus.com/docs/api is the reference that Octopus publishes.
"""

from __future__ import annotations

from collections.abc import Mapping

from description.description import Schema
from description.facts import ANYTHING, MOMENT, TEXT, WHOLE, YES_NO, Row, a, many, mapped, one_of

RESOURCE = {"Id": TEXT, "LastModifiedOn": MOMENT, "LastModifiedBy": TEXT, "Links": mapped(TEXT)}
NODE = {**RESOURCE, "Name": TEXT, "MaxConcurrentTasks": WHOLE, "IsInMaintenanceMode": YES_NO}
SEEN = {"LastSeen": MOMENT, "IsOffline": YES_NO}
UNDESCRIBED_SERVER_DEFINITIONS: Mapping[str, Schema] = {
    "SmtpConfigurationResource": {
        "type": "object",
        "properties": {
            **RESOURCE,
            **dict.fromkeys(("SmtpHost", "SendEmailFrom", "SmtpLogin"), TEXT),
            **dict.fromkeys(("SmtpPort", "Timeout"), WHOLE),
            "EnableSsl": YES_NO,
            "SmtpPassword": a("SensitiveValue"),
        },
    },
    "LetsEncryptConfigurationResource": {
        "type": "object",
        "properties": {
            **RESOURCE,
            **dict.fromkeys(("Enabled", "AcceptLetsEncryptTermsOfService"), YES_NO),
            **dict.fromkeys(
                ("DnsName", "RegistrationEmailAddress", "IPAddress", "Path", "CertificateThumbprint"), TEXT
            ),
            "HttpsPort": WHOLE,
            "CertificateExpiryDate": MOMENT,
        },
    },
    "UpgradeConfigurationResource": {
        "type": "object",
        "properties": {
            **RESOURCE,
            "NotificationMode": one_of("AlwaysShow", "ShowOnlyMajorMinor", "NeverShow"),
            "AllowChecking": YES_NO,
            "IncludeStatistics": YES_NO,
        },
    },
    "PingedNode": {"type": "object", "properties": {**NODE, **SEEN, "Version": TEXT}},
    "NodeOfSummary": {"type": "object", "properties": {**NODE, **SEEN, "RunningTaskCount": WHOLE}},
    "ClusterSummary": {"type": "object", "properties": {"Nodes": many(a("NodeOfSummary")), "Links": mapped(TEXT)}},
}
# Documents whose schema the description lacks, by address.
SHAPES = {
    "smtpconfiguration": ("api: settings#settings (CS SmtpConfigurationResource)", a("SmtpConfigurationResource")),
    "letsencryptconfiguration": ("octopus.com/docs/api/lets-encrypt", a("LetsEncryptConfigurationResource")),
    "upgradeconfiguration": (
        "api: settings#settings (CS UpgradeConfigurationResource)",
        a("UpgradeConfigurationResource"),
    ),
    "serverconfiguration": (
        "api: settings#settings (CS ServerConfigurationResource)",
        a("ServerConfigurationResource"),
    ),
}
# The bodies of PUT requests to the others, which the description lacks, too.
TAKEN = {
    "maintenanceconfiguration": a("MaintenanceConfigurationResource"),
    "featuresconfiguration": a("FeaturesConfigurationResource"),
    "performanceconfiguration": a("PerformanceConfigurationResource"),
    "licenses/licenses-current": a("LicenseResource"),
    "configuration/{id}/values": ANYTHING,
}
SETTINGS = (
    *(
        Row("status", f"{method} /api/{where}=200", evidence, schema)
        for where, (evidence, schema) in SHAPES.items()
        for method in ("GET", "PUT")
    ),
    *(
        Row("status", f"PUT /api/{where}=400", f"{evidence}: what is invalid, as everywhere (api: errors#refusals)")
        for where, (evidence, _schema) in SHAPES.items()
    ),
    *(Row("body", f"PUT /api/{where}", evidence, body=schema) for where, (evidence, schema) in SHAPES.items()),
    *(Row("body", f"PUT /api/{where}", "api: settings#settings (CS)", body=schema) for where, schema in TAKEN.items()),
    *(
        Row("status", f"GET /api/octopusservernodes/ping={status}", "Issues#7964: the node", a("PingedNode"))
        for status in ("200", "418")
    ),
    Row("status", "GET /api/octopusservernodes/summary=200", "CS OctopusServerClusterSummary", a("ClusterSummary")),
)
NULL = tuple(
    Row("null", where, evidence)
    for where, evidence in {
        "SmtpConfigurationResource.Timeout": "api: settings#settings (CS: int?)",
        "EventNotificationSubscription.EmailDigestLastProcessedEventAutoId": "api: events#subscription (CS: long?)",
        "EventNotificationSubscription.WebhookLastProcessedEventAutoId": "api: events#subscription (CS: long?)",
    }.items()
)
NEEDED = (
    Row("needed", "SubscriptionResource.Name", "api: events#subscription"),
    Row("needed", "UserResource.Username", "api: people#user"),
)
UNDESCRIBED_SERVER: tuple[Row, ...] = (*SETTINGS, *NULL, *NEEDED)

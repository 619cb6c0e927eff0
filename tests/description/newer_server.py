# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Additions after 2020.5 to kinds of the server: users, teams, roles, subscriptions, workers, settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from description.description import Schema
from description.facts import ANYTHING, MOMENT, TEXT, WHOLE, YES_NO, Release, Row, a, many, mapped, one_of
from description.rows import RESOURCE, in_both, path, prop

# The releases after the commits of 2025-11-18 and 2025-03-12 to Octopus's .NET client.
FLAGS: Release = (2025, 4)
OAUTH: Release = (2025, 2)
OIDC_IDENTITY = dict.fromkeys(("Id", "ServiceAccountId", "Name", "Issuer", "Subject", "Audience"), TEXT)
NEWER_SERVER_DEFINITIONS: Mapping[str, Schema] = {
    "TelemetryConfigurationResource": {
        "type": "object",
        "properties": {
            "Id": TEXT,
            "Enabled": YES_NO,
            "ShowAsNewUntil": MOMENT,
            "IsTelemetryEnforced": YES_NO,
            **RESOURCE,
        },
    },
    "ServiceAccountOidcIdentity": {"type": "object", "properties": OIDC_IDENTITY},
    "NewOidcIdentity": {"type": "object", "properties": {"Id": TEXT}},
    "OidcIdentities": {
        "type": "object",
        "properties": {
            "ServerUrl": TEXT,
            "ExternalId": TEXT,
            "OidcIdentities": many(a("ServiceAccountOidcIdentity")),
            "Count": WHOLE,
        },
    },
    "WorkerTaskLease": {
        "type": "object",
        "properties": {
            **dict.fromkeys(("Id", "Name", "SpaceId", "WorkerId", "WorkerPoolId", "ServerTaskId"), TEXT),
            "TakenAt": MOMENT,
            "Exclusive": YES_NO,
        },
    },
    "ResourceCollection_of_WorkerTaskLease": {
        "type": "object",
        "properties": {
            "ItemType": TEXT,
            "Items": many(a("WorkerTaskLease")),
            **dict.fromkeys(("ItemsPerPage", "LastPageNumber", "NumberOfPages", "TotalResults"), WHOLE),
            "IsStale": YES_NO,
            "Links": mapped(TEXT),
        },
    },
    "WorkerTaskLeases": {
        "type": "object",
        "properties": {"WorkerTaskLeases": a("ResourceCollection_of_WorkerTaskLease")},
    },
    "SmtpCredentialDetailsResource": {
        "type": "object",
        "properties": {"CredentialType": one_of("UsernamePassword", "Google", "Azure")},
    },
}
SETTINGS = (
    *(
        Row("gone", f"FeaturesConfigurationResource.{name}", "api: settings#settings (CS, 2025-11-18)", since=FLAGS)
        for name in ("IsActionContainersEnabled", "IsConfigurationAsCodeEnabled", "IsKubernetesEnabled")
    ),
    prop(
        "FeaturesConfigurationResource.HelpSidebarSupportLinkLabel",
        TEXT,
        "api: settings#settings (CS, 2023-10-25)",
        (2023, 4),
    ),
    *(
        prop(f"FeaturesConfigurationResource.{name}", YES_NO, "api: settings#settings (CS, 2025-11-18)", FLAGS)
        for name in (
            "IsAutomaticStepUpdatesEnabled",
            "IsKubernetesCloudTargetDiscoveryEnabled",
            "IsCompositeDockerHubRegistryFeedEnabled",
            "IsConfigureFeedsWithLocalOrSmbPathsEnabled",
            "IsNavigationVisualUpliftEnabled",
            "IsProjectsPageOptimizationEnabled",
        )
    ),
    prop(
        "FeaturesConfigurationResource.IsProjectsPageOnboardingEnabled",
        YES_NO,
        "api: settings#settings (CS, 2026-01-13)",
        (2026, 1),
    ),
    prop(
        "FeaturesConfigurationResource.DefaultPowerShellEdition",
        TEXT,
        "api: settings#settings (CS, 2026-01-05)",
        (2026, 1),
    ),
    prop(
        "FeaturesConfigurationResource.IsGitHubAppEnabled", YES_NO, "api: settings#settings (CS, 2026-03-27)", (2026, 2)
    ),
    prop(
        "FeaturesConfigurationResource.IsWebhookTriggerEnabled",
        YES_NO,
        "api: settings#settings (CS, 2026-07-15)",
        (2026, 3),
    ),
    *(
        Row(
            "gone",
            f"SmtpConfigurationResource.{name}",
            "api: settings#settings (CS, 2025-03-12: Details holds it)",
            since=OAUTH,
        )
        for name in ("SmtpLogin", "SmtpPassword")
    ),
    prop(
        "SmtpConfigurationResource.Details",
        a("SmtpCredentialDetailsResource"),
        "api: settings#settings (CS, 2025-03-12)",
        OAUTH,
    ),
    path(
        "GET /api/telemetryconfiguration",
        a("TelemetryConfigurationResource"),
        "api: settings#settings (CS, 2021-11-15)",
        (2021, 4),
    ),
    Row(
        "path",
        "PUT /api/telemetryconfiguration",
        "api: settings#settings (CS, 2021-11-15)",
        a("TelemetryConfigurationResource"),
        body=a("TelemetryConfigurationResource"),
        since=(2021, 4),
    ),
)
OIDC = "/api/serviceaccounts/{id}/oidcidentities"
ONE_OIDC = f"{OIDC}/{{oidcIdentityId}}/v1"
OIDC_EVIDENCE = "api: people#user, newer#by-area (GO pkg/serviceaccounts; octopus.com/docs/api)"
SINCE_OIDC: Release = (2023, 4)
USERS = (
    prop("UserResource.Created", MOMENT, "api: people#user, newer#by-area (CS UserResource, 2022-06-28)", (2022, 3)),
    path(f"GET {OIDC}/v1?skip,take", a("OidcIdentities"), OIDC_EVIDENCE, SINCE_OIDC),
    path(f"GET {ONE_OIDC}", a("ServiceAccountOidcIdentity"), OIDC_EVIDENCE, SINCE_OIDC),
    path(f"DELETE {ONE_OIDC}", ANYTHING, OIDC_EVIDENCE, SINCE_OIDC),
    Row(
        "path",
        f"POST {OIDC}/create/v1",
        OIDC_EVIDENCE,
        a("NewOidcIdentity"),
        body=a("ServiceAccountOidcIdentity"),
        since=SINCE_OIDC,
        status="201",
    ),
    Row("path", f"PUT {ONE_OIDC}", OIDC_EVIDENCE, ANYTHING, body=a("ServiceAccountOidcIdentity"), since=SINCE_OIDC),
    # The properties that a new document needs [octopus.com/docs/api].
    *(
        Row("needed", f"ServiceAccountOidcIdentity.{name}", OIDC_EVIDENCE, since=SINCE_OIDC)
        for name in ("Name", "Issuer", "Subject", "ServiceAccountId")
    ),
)
LEASES = in_both(
    path(
        "GET {api}/workertaskleases?skip,take",
        a("WorkerTaskLeases"),
        "Issues#7707 (2024.2); octopus.com/docs/api/worker-task-leases",
        (2024, 2),
    )
)
MACHINES = (prop("EventResource.IpAddress", TEXT, "api: settings#settings (CS EventResource)", (2022, 1)),)
NOTIFIED = "EventNotificationSubscription"
SUBSCRIPTIONS = (
    Row(
        "null",
        f"{NOTIFIED}.SlackDigestLastProcessedEventAutoId",
        "api: events#subscription (CS: long?)",
        since=(2026, 3),
    ),
    Row(
        "shape",
        f"{NOTIFIED}.WebhookHeaderValue",
        "api: events#subscription (CS, 2026-01-06: may be sensitive)",
        ANYTHING,
        since=(2026, 1),
    ),
    *(
        prop(f"{NOTIFIED}.{name}", schema, "api: events#subscription (CS, GO, 2026-06-18)", (2026, 3))
        for name, schema in {
            "SlackChannelIds": many(TEXT),
            "SlackChannelNames": many(TEXT),
            "SlackFrequencyPeriod": TEXT,
            "SlackDigestFormat": TEXT,
            "SlackDigestLastProcessed": MOMENT,
            "SlackDigestLastProcessedEventAutoId": WHOLE,
        }.items()
    ),
)
# The places of permissions: values of lists, and keys of mappings.
PERMISSIONS = tuple(
    Row("word", f"{where}={name}", f"api: people#role, newer#by-area (CS Permission{date})", since=since)
    for where in (
        "UserRoleResource.GrantedSpacePermissions[]",
        "UserRoleResource.GrantedSystemPermissions[]",
        "UserPermissionSetResource.SystemPermissions[]",
        "UserPermissionSetResource.SpacePermissions",
        "the answer",
    )
    for name, date, since in (
        ("GitCredentialView", ", 2022-02-12", (2022, 1)),
        ("GitCredentialEdit", ", 2022-02-12", (2022, 1)),
        ("TelemetryView", ", 2021-10-15", (2021, 4)),
        ("EventRetentionView", ", 2022-06-16", (2022, 3)),
        ("EventRetentionDelete", ", 2022-06-16", (2022, 3)),
        *((f"InsightsReport{verb}", ", 2022-08-16", (2022, 3)) for verb in ("View", "Create", "Edit", "Delete")),
        ("DeploymentFreezeAdminister", ", 2024-02-08", (2024, 2)),
        ("TargetTagView", ", 2024-06-26", (2024, 3)),
        ("TargetTagAdminister", ", 2024-06-26", (2024, 3)),
        ("TaskPrioritize", ", 2024-11-07", (2025, 1)),
        ("PlatformHubView", ", 2025-07-30", (2025, 3)),
        ("PlatformHubEdit", ", 2025-07-30", (2025, 3)),
        ("RetentionAdminister", ", 2025-08-06", (2025, 3)),
        ("FeatureToggleEdit", ", 2026-01-07", (2026, 1)),
        ("ApprovalPolicyAdminister", ", 2026-04-22", (2026, 2)),
        ("SshKnownHostsAdminister", ", 2026-05-28", (2026, 2)),
        ("SshKnownHostsView", ", 2026-05-28", (2026, 2)),
        ("AiAgentTranscriptView", ", 2026-06-24", (2026, 3)),
        ("ApprovalRuleAdminister", "; octopus.com/docs/api/user-roles", (2026, 3)),
        ("DeployedResourceAdminister", ", 2026-08-04", (2026, 3)),
        ("RunbookSnapshotCreate", ", 2026-08-17", (2026, 3)),
    )
)
# The reference of 2026.3 describes the answers of these operations.
HUB: tuple[Row, ...] = tuple(
    replace(
        path(
            f"{method} /api/platformhub/{where}",
            ANYTHING,
            "api: settings#settings (GO pkg/platformhub*; octopus.com/docs/api)",
            since,
            status="201" if method == "POST" else "200",
        ),
        body=ANYTHING if method in ("POST", "PUT") else None,
    )
    for since, methods, where in (
        ((2025, 2), ("POST", "GET"), "accounts"),
        ((2025, 2), ("GET", "PUT", "DELETE"), "accounts/{id}"),
        ((2025, 2), ("POST", "GET"), "git-credentials"),
        ((2025, 2), ("GET", "PUT", "DELETE"), "git-credentials/{id}"),
        ((2026, 2), ("POST", "GET"), "git-credentials/v2"),
        ((2026, 2), ("GET", "PUT"), "git-credentials/{id}/v2"),
        ((2025, 2), ("GET", "PUT"), "versioncontrol"),
    )
    for method in methods
)
NEWER_SERVER: tuple[Row, ...] = (
    *SETTINGS,
    *USERS,
    *LEASES,
    *MACHINES,
    *SUBSCRIPTIONS,
    *PERMISSIONS,
    *HUB,
)

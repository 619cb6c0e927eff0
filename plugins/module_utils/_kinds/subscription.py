# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Subscription to events (api: events#subscription)."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import (
    ENVIRONMENTS,
    PROJECT_GROUPS,
    PROJECTS,
    TAG_SETS,
    TEAMS,
    TENANTS,
    USERS,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import Hooks
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Creation, Published, Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.durations import Duration
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.hidden_secret import HiddenSecret
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import Nested
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.number import Flag
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.patterns import WebAddress
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import ReferenceList
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.tags import TagList
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Choice, Text, TextList
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.time_zones import TimeZone
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document

SUBSCRIPTIONS = Location("Subscriptions", "subscription")
SETTINGS, HEADER_VALUE = "EventNotificationSubscription", "WebhookHeaderValue"

# The first releases that report whether they have a value for the header, and that notify Slack. The dates are from the
# models of the .NET client; the exact releases are not known.
HIDDEN_SINCE = (2026, 1)
SLACK_SINCE = (2026, 3)

FILTER = Nested(
    (
        Field("users", "Users", ReferenceList(USERS)),
        Field("projects", "Projects", ReferenceList(PROJECTS)),
        Field("project_groups", "ProjectGroups", ReferenceList(PROJECT_GROUPS)),
        Field("environments", "Environments", ReferenceList(ENVIRONMENTS)),
        Field("tenants", "Tenants", ReferenceList(TENANTS)),
        Field("tags", "Tags", TagList(TAG_SETS)),
        Field("event_groups", "EventGroups", TextList()),
        Field("event_categories", "EventCategories", TextList()),
        Field("event_agents", "EventAgents", TextList()),
        Field("document_types", "DocumentTypes", TextList()),
    )
)
NO_FILTER: dict[str, list[str]] = {each.api: [] for each in FILTER.fields}


def without_hidden_value(subscription: Document) -> Document:
    """The body of a PUT: sending the header's value back, which older servers return empty, might clear it.

    Nobody has confirmed that it does.
    """
    settings = subscription.get(SETTINGS) or {}
    if settings.get(HEADER_VALUE) != "":
        return subscription
    return {**subscription, SETTINGS: {prop: part for prop, part in settings.items() if prop != HEADER_VALUE}}


SUBSCRIPTION = Resource(
    kind="subscription",
    location=SUBSCRIPTIONS,
    fields=(
        Field("is_disabled", "IsDisabled", Flag()),
        Field(
            "event_notification_subscription",
            SETTINGS,
            Nested(
                (
                    Field("filter", "Filter", Nested(FILTER.fields, cleared=NO_FILTER)),
                    Field("email_teams", "EmailTeams", ReferenceList(TEAMS)),
                    Field("email_frequency_period", "EmailFrequencyPeriod", Duration()),
                    Field("email_priority", "EmailPriority", Choice(("Low", "Normal", "High"))),
                    Field("email_show_dates_in_time_zone_id", "EmailShowDatesInTimeZoneId", TimeZone()),
                    Field("webhook_uri", "WebhookURI", WebAddress()),
                    Field("webhook_teams", "WebhookTeams", ReferenceList(TEAMS)),
                    Field("webhook_timeout", "WebhookTimeout", Duration()),
                    Field("webhook_header_key", "WebhookHeaderKey", Text(secret=False)),
                    Field("webhook_header_value", HEADER_VALUE, HiddenSecret(reported_since=HIDDEN_SINCE)),
                    Field("slack_channel_ids", "SlackChannelIds", TextList(), since=SLACK_SINCE),
                    Field("slack_channel_names", "SlackChannelNames", TextList(), since=SLACK_SINCE),
                    Field("slack_frequency_period", "SlackFrequencyPeriod", Duration(), since=SLACK_SINCE),
                    Field(
                        "slack_digest_format", "SlackDigestFormat", Choice(("Summary", "Detailed")), since=SLACK_SINCE
                    ),
                ),
                cleared={
                    "Filter": NO_FILTER,
                    "EmailTeams": [],
                    "EmailFrequencyPeriod": "01:00:00",
                    "EmailPriority": "Normal",
                    "EmailShowDatesInTimeZoneId": "UTC",
                    "WebhookURI": "",
                    "WebhookTeams": [],
                    "WebhookTimeout": "00:00:10",
                    "WebhookHeaderKey": "",
                },
            ),
        ),
    ),
    creation=Creation(starts={SETTINGS: {}}),
    hooks=Hooks(sent=without_hidden_value),
    published=Published(
        read_only=tuple(
            f"EventNotificationSubscription.{way}LastProcessed{what}"
            for way in ("EmailDigest", "Webhook", "SlackDigest")
            for what in ("", "EventAutoId")
        ),
        unmanaged={"Type": "servers know only one type"},
    ),
)

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Subscriptions to events (api: events#subscription)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emulator import shaping
from emulator.kinds import events
from emulator.kinds.common import NAME, any_of
from emulator.model import ON_WRITES, Document, Kind, Prop, Release
from emulator.refusals import invalid

if TYPE_CHECKING:
    from emulator.octopus import Octopus

# The .NET client's models: 2026-01-06 and 2026-06-18; the months of the server are unverified.
HIDDEN_HEADER: Release = (2026, 1)
SLACK: Release = (2026, 3)
SETTINGS = "EventNotificationSubscription"
REFERENCES = {
    "Users": "users",
    "Projects": "projects",
    "ProjectGroups": "projectgroups",
    "Environments": "environments",
    "Tenants": "tenants",
}
FREE = ("EventGroups", "EventCategories", "EventAgents", "Tags", "DocumentTypes")
TEAMS = ("EmailTeams", "WebhookTeams")
# The number of the last event before the subscription began to call its webhook.
FROM = "_from"


def check(octopus: Octopus, subscription: Document, old: Document) -> None:
    """Refuse new references to missing documents (unverified); references to removed documents are accepted."""
    settings, before = subscription[SETTINGS], old.get(SETTINGS) or {}
    space = subscription.get("SpaceId") or ""
    for name, collection in REFERENCES.items():
        known = (before.get("Filter") or {}).get(name) or []
        named_exist(octopus, collection, [each for each in settings["Filter"][name] if each not in known], space, name)
    for name in TEAMS:
        known = before.get(name) or []
        named_exist(octopus, "teams", [each for each in settings[name] if each not in known], space, name)
    if settings["WebhookURI"] and not settings["WebhookURI"].startswith(("http://", "https://")):
        # The wording is unverified.
        raise invalid(f"'{settings['WebhookURI']}' is not a valid WebhookURI.")
    if not (old and calls(old)):
        # Unverified: events from the time when a subscription was disabled are never sent.
        subscription[FROM] = octopus.store.last_number(events.KIND.id_prefix)


def calls(subscription: Document) -> bool:
    """Whether a subscription calls a webhook."""
    return bool(subscription[SETTINGS]["WebhookURI"]) and not subscription["IsDisabled"]


def header_value(settings: Document) -> str:
    """The value of the header, which newer servers can hide."""
    value = settings["WebhookHeaderValue"] or ""
    return str(value.get(shaping.STORED) or "") if isinstance(value, dict) else str(value)


def named_exist(octopus: Octopus, collection: str, ids: list[str], space: str, prop: str) -> None:
    for each in ids:
        octopus.must_exist(collection, each, space, prop)


def shown(octopus: Octopus, subscription: Document) -> Document:
    """A subscription for clients, without the value of the header [TF resource_subscription.go]."""
    settings = subscription[SETTINGS]
    if isinstance(settings["WebhookHeaderValue"], dict):
        return subscription
    return {**subscription, SETTINGS: {**settings, "WebhookHeaderValue": ""}}


FILTER = tuple(Prop(name, "list", default=[]) for name in (*REFERENCES, *FREE))
KIND = Kind(
    collection="subscriptions",
    link="Subscriptions",
    item_type="Subscription",
    id_prefix="Subscriptions",
    parameters="skip,take,ids,partialName,spaces",
    slug_since=None,
    props=(
        NAME,
        Prop("Type", choices=("Event",), default="Event"),
        Prop("IsDisabled", "bool", default=False),
        Prop(
            SETTINGS,
            "dict",
            default={},
            demanded=ON_WRITES,
            parts=(
                Prop("Filter", "dict", default={}, parts=FILTER),
                Prop("EmailTeams", "list", default=[]),
                Prop("EmailFrequencyPeriod", "timespan", default="01:00:00"),
                Prop("EmailPriority", choices=("Low", "Normal", "High"), default="Normal"),
                Prop("EmailShowDatesInTimeZoneId", default="UTC"),
                Prop("EmailDigestLastProcessed", read_only=True),
                Prop("EmailDigestLastProcessedEventAutoId", "int", read_only=True),
                Prop("WebhookTeams", "list", default=[]),
                # Null is stored as an empty value [TF resource_subscription.go].
                Prop("WebhookURI", default="", trim=True),
                Prop("WebhookTimeout", "timespan", default="00:00:10"),
                Prop("WebhookHeaderKey", default=""),
                # Unverified: a PUT without the value keeps it, and an empty value clears it.
                Prop("WebhookHeaderValue", "password", until=HIDDEN_HEADER),
                Prop("WebhookHeaderValue", "value", since=HIDDEN_HEADER),
                Prop("WebhookLastProcessed", read_only=True),
                Prop("WebhookLastProcessedEventAutoId", "int", read_only=True),
                Prop("SlackChannelIds", "list", default=[], since=SLACK),
                Prop("SlackChannelNames", "list", default=[], since=SLACK),
                Prop("SlackFrequencyPeriod", "timespan", default="01:00:00", since=SLACK),
                Prop("SlackDigestFormat", default="Summary", since=SLACK),
                Prop("SlackDigestLastProcessed", read_only=True, since=SLACK),
                Prop("SlackDigestLastProcessedEventAutoId", "int", read_only=True, since=SLACK),
            ),
        ),
    ),
    filters={"spaces": any_of("SpaceId")},
    check=check,
    shown=shown,
)

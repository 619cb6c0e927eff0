# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The events that go to the webhooks of subscriptions (api: events#webhook).

A server sweeps the new events from time to time; the emulator does so after each request, because nothing happens
between two requests. Every user may read every event here, so ``WebhookTeams`` leaves out none.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from emulator import answers
from emulator.kinds import events, settings, subscriptions
from emulator.model import Document
from emulator.timespans import in_seconds

if TYPE_CHECKING:
    from emulator.octopus import Octopus


@dataclass(frozen=True)
class Batch:
    """The payloads of one sweep for one webhook, each for a request of its own, which may take ``seconds``."""

    uri: str
    headers: Mapping[str, str]
    seconds: float
    payloads: list[Document]


def are_due(octopus: Octopus) -> bool:
    """Whether there are events that a sweep has not seen."""
    # Most servers have no webhook, and then this function does not read the database.
    found = cursors(octopus)
    return bool(found) and min(found) < octopus.store.last_number(events.KIND.id_prefix)


def cursors(octopus: Octopus) -> tuple[int, ...]:
    """For each subscription with a webhook, the number of the last event that a sweep has seen."""

    def found() -> tuple[int, ...]:
        return tuple(map(cursor, listening(octopus)))

    return octopus.store.remembered(("webhooks",), (subscriptions.KIND.collection,), found)


def listening(octopus: Octopus) -> list[Document]:
    return [each for each in octopus.store.all(subscriptions.KIND.collection) if subscriptions.calls(each)]


def cursor(subscription: Document) -> int:
    seen = subscription[subscriptions.SETTINGS]["WebhookLastProcessedEventAutoId"] or 0
    return max(int(seen), int(subscription[subscriptions.FROM]))


def swept(octopus: Octopus) -> list[Batch]:
    """The batches of the events since the last sweep.

    The cursors move at once, even past events whose call fails later, because no server sends these again
    [OctopusDeploy/Issues#7216]. Unverified: the number of an event's ID is its number in the database.
    """
    newest = octopus.store.last_number(events.KIND.id_prefix)
    subscribed = listening(octopus)
    found = [batch(octopus, each) for each in subscribed]
    for each in subscribed:
        seen = {"WebhookLastProcessed": octopus.now(), "WebhookLastProcessedEventAutoId": newest}
        updated = {**each, subscriptions.SETTINGS: {**each[subscriptions.SETTINGS], **seen}}
        # Nobody has changed the subscription, so the last change stays.
        octopus.store.put(subscriptions.KIND.collection, updated, each["Name"])
    return [each for each in found if each.payloads]


def batch(octopus: Octopus, subscription: Document) -> Batch:
    has = subscription[subscriptions.SETTINGS]
    name, value = has["WebhookHeaderKey"], subscriptions.header_value(has)
    return Batch(
        has["WebhookURI"],
        {name: value} if name and value else {},
        in_seconds(has["WebhookTimeout"]),
        payloads(octopus, subscription, wanted(octopus, subscription)),
    )


def wanted(octopus: Octopus, subscription: Document) -> list[Document]:
    """The new events of a subscription's space that its filter lets pass.

    Unverified: events of the server itself are in no subscription, and all lists of the filter have to match.
    """
    chosen, last = subscription[subscriptions.SETTINGS]["Filter"], cursor(subscription)
    return [
        event
        for event in octopus.store.all(events.KIND.collection, subscription["SpaceId"] or "")
        if events.number(event) > last
        and all(
            events.FILTERS[name.casefold()](octopus, event, ",".join(values))
            for name, values in chosen.items()
            if values
        )
    ]


def payloads(octopus: Octopus, subscription: Document, found: list[Document]) -> list[Document]:
    """The bodies of the requests; the two numbers are texts, as receivers declare them."""
    server = settings.server_uri(octopus)
    batch_id, swept_at = str(uuid.uuid4()), octopus.now()
    kinds = octopus.kinds
    return [
        {
            # Unverified: the moment at which the request is made ready.
            "Timestamp": swept_at,
            "EventType": "SubscriptionPayload",
            "Payload": {
                "ServerUri": server or None,
                # The address of the portal's page is unverified.
                "ServerAuditUri": f"{server}/app#/configuration/audit" if server else None,
                "BatchProcessingDate": swept_at,
                "Subscription": answers.document_out(octopus, kinds["subscriptions"], subscription),
                "Event": answers.document_out(octopus, kinds["events"], event),
                "BatchId": batch_id,
                "TotalEventsInBatch": str(len(found)),
                "EventNumberInBatch": str(number),
            },
        }
        for number, event in enumerate(found, 1)
    ]

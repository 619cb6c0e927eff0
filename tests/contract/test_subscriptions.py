# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Properties of webhooks that servers never show, and properties of newer servers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from contract.conftest import Octopus
from contract.doors import Door
from contract.kinds.subscription import SLACK
from emulator.testing import Emulator

MODULE = "octopus_subscription"
SETTINGS = "event_notification_subscription"
HEADER = {"webhook_uri": "https://hooks.example.com/", "webhook_header_key": "X-Token"}
HOOK = {"name": "Hook", SETTINGS: {**HEADER, "webhook_header_value": "hunter-22"}}


def kept(octopus: Octopus) -> Any:
    """The stored secret: a text, or the object of newer servers."""
    value = octopus.server.document("Subscriptions-1")["EventNotificationSubscription"]["WebhookHeaderValue"]
    return value["Stored"] if isinstance(value, dict) else value


@pytest.fixture(params=["2025.4.1", "2026.3.1"])
def either(door: Door, request: pytest.FixtureRequest) -> Iterator[Octopus]:
    """A server whose header value is a text, and one that hides it."""
    with Emulator(server_version=request.param) as server:
        yield Octopus(server, door, {"octopus_url": server.url, "octopus_api_key": server.api_key})


@pytest.mark.fact("5.1", "C.7")
@pytest.mark.parametrize(
    "options", [{"is_disabled": True}, {"new_name": "Other"}, {SETTINGS: {"webhook_timeout": "1m"}}], ids=str
)
def test_a_value_that_is_never_shown_outlives_other_changes(either: Octopus, options: dict[str, Any]) -> None:
    octopus = either
    octopus.ok(MODULE, HOOK)
    assert octopus.ok(MODULE, {"name": "Hook", **options})["changed"] is True
    assert kept(octopus) == "hunter-22"


def test_a_value_that_is_never_shown_is_sent_when_it_is_to_be(either: Octopus) -> None:
    octopus = either
    octopus.ok(MODULE, HOOK)
    again = octopus.ok(MODULE, HOOK)
    assert (again["changed"], again["secrets_not_compared"]) == (False, [f"{SETTINGS}.webhook_header_value"])
    other = {"name": "Hook", SETTINGS: {"webhook_header_value": "hunter-23"}, "update_secrets": "always"}
    changed = octopus.ok(MODULE, other)
    assert (changed["changed"], kept(octopus), "hunter" in str(changed["diff"])) == (True, "hunter-23", False)


@pytest.mark.fact("5.25")
def test_nothing_in_another_spelling_is_no_change(octopus: Octopus) -> None:
    octopus.ok(MODULE, {"name": "Hook"})
    unset = {"webhook_uri": "", "webhook_header_key": "", "email_frequency_period": "60m", "webhook_timeout": "10s"}
    assert octopus.ok(MODULE, {"name": "Hook", SETTINGS: unset})["changed"] is False


def test_a_newer_server_hides_the_value_and_knows_slack(door: Door) -> None:
    with Emulator(server_version="2026.3.1000") as server:
        octopus = Octopus(server, door, {"octopus_url": server.url, "octopus_api_key": server.api_key})
        made = {"name": "Hook", SETTINGS: {**HOOK[SETTINGS], **SLACK}}
        octopus.ok(MODULE, made)
        assert octopus.ok(MODULE, made)["changed"] is False
        assert octopus.ok(MODULE, {"name": "Hook", "is_disabled": True})["changed"] is True
        assert kept(octopus) == "hunter-22"
        cleared = {"name": "Hook", SETTINGS: {"webhook_header_value": "<no secret>", "slack_channel_ids": []}}
        assert octopus.ok(MODULE, cleared)["changed"] is True
        assert octopus.ok(MODULE, cleared)["changed"] is False


def test_slack_needs_a_newer_server(door: Door) -> None:
    with Emulator(server_version="2025.4.1") as server:
        octopus = Octopus(server, door, {"octopus_url": server.url, "octopus_api_key": server.api_key})
        result = octopus(MODULE, {"name": "Hook", SETTINGS: SLACK})
    assert f"{SETTINGS}.slack_channel_ids: needs Octopus Server 2026.3 or newer" in result["msg"]

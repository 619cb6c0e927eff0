# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Subscriptions to events (api: events#subscription)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from emulator.testing import Emulator

from .conftest import Asker

HEADER = {"WebhookURI": "https://hook.example.com", "WebhookHeaderKey": "X-Key", "WebhookHeaderValue": "hunter-22"}


def settings(document: dict[str, Any]) -> dict[str, Any]:
    return dict(document["EventNotificationSubscription"])


def test_a_subscription_that_says_nothing(ask: Asker) -> None:
    assert ask.get("/api")["Links"]["Subscriptions"].startswith("/api/Spaces-1/subscriptions{/id}")
    made = ask.post("/api/Spaces-1/subscriptions", Name=" All ")
    assert (made["Name"], made["Type"], made["IsDisabled"], made["SpaceId"]) == ("All", "Event", False, "Spaces-1")
    has = settings(made)
    assert all(each == [] for each in has["Filter"].values())
    assert (has["EmailFrequencyPeriod"], has["EmailPriority"], has["WebhookTimeout"]) == (
        "01:00:00",
        "Normal",
        "00:00:10",
    )
    assert (has["WebhookURI"], has["EmailDigestLastProcessed"]) == ("", None)
    assert "already exists" in ask.refused("POST", "/api/subscriptions", {"Name": "all"})
    assert ask.get("/api/subscriptions?spaces=Spaces-1")["TotalResults"] == 1
    assert ask.get("/api/subscriptions?spaces=Spaces-9")["TotalResults"] == 0


def test_documents_that_a_subscription_names_have_to_exist(ask: Asker) -> None:
    production = ask.post("/api/environments", Name="Production")
    has = {"Filter": {"Environments": [production["Id"]]}, "EmailTeams": ["teams-managers"]}
    made = ask.post("/api/subscriptions", Name="Production", EventNotificationSubscription=has)
    assert settings(made)["Filter"]["Environments"] == [production["Id"]]
    for wrong in (
        {"Filter": {"Projects": ["Projects-9"]}},
        {"WebhookTeams": ["Teams-9"]},
        {"EmailPriority": "Urgent"},
        {"WebhookURI": "hook"},
        {"EmailFrequencyPeriod": "often"},
    ):
        ask.refused("POST", "/api/subscriptions", {"Name": "x", "EventNotificationSubscription": wrong})
    assert ask("DELETE", production["Links"]["Self"]).status_code == 200
    assert ask.put(made["Links"]["Self"], made)["Name"] == "Production", "what is gone since is let pass"
    cleared = ask.put(made["Links"]["Self"], {"Name": "Production", "EventNotificationSubscription": {}})
    assert (settings(cleared)["Filter"]["Environments"], settings(cleared)["EmailTeams"]) == ([], [])


@pytest.fixture
def older() -> Iterator[Asker]:
    """Somebody who asks a server whose header value is a text, and that knows no Slack."""
    with Emulator(server_version="2025.4.1") as server:
        yield Asker(server)


@pytest.mark.fact("C.7")
def test_the_value_of_a_header_is_not_shown_again(older: Asker) -> None:
    ask = older
    made = ask.post("/api/subscriptions", Name="Hook", EventNotificationSubscription=HEADER)
    assert settings(made)["WebhookHeaderValue"] == ""
    assert "hunter-22" not in ask("GET", made["Links"]["Self"]).text + ask("GET", "/api/subscriptions").text
    has = {name: each for name, each in settings(made).items() if name != "WebhookHeaderValue"}
    ask.put(made["Links"]["Self"], {**made, "EventNotificationSubscription": has})
    stored = ask.server.document(made["Id"])["EventNotificationSubscription"]
    assert stored["WebhookHeaderValue"] == "hunter-22", "left out, it stays"
    assert "SlackChannelIds" not in stored, "that is newer"


def test_newer_servers_can_hide_the_value_and_know_slack() -> None:
    with Emulator(server_version="2026.3.1000") as server:
        ask = Asker(server)
        secret = {"HasValue": True, "NewValue": "hunter-22"}
        sent = {**HEADER, "WebhookHeaderValue": secret, "SlackChannelIds": ["C1"]}
        has = settings(ask.post("/api/subscriptions", Name="Hook", EventNotificationSubscription=sent))
        assert has["WebhookHeaderValue"] == {"HasValue": True, "NewValue": None, "Hint": None}
        assert (has["SlackChannelIds"], has["SlackFrequencyPeriod"]) == (["C1"], "01:00:00")

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody else writes between a task's reading and its writing: nothing is lost, and the task ends as written."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from contract.conftest import Octopus

OPTIONS = {"name": "Production", "description": "Live"}


def before_first(monkeypatch: pytest.MonkeyPatch, method: str, happens: Any) -> list[int]:
    """Let ``happens()`` come before the client's first call of ``method``. Returns a list that grows by each call."""
    original = getattr(Client, method)
    calls: list[int] = []

    def raced(self: Client, *args: Any, **more: Any) -> Any:
        calls.append(len(calls))
        if len(calls) == 1:
            happens()
        return original(self, *args, **more)

    monkeypatch.setattr(Client, method, raced)
    return calls


@pytest.mark.fact("5.45", "C.5")
def test_made_meanwhile(octopus: Octopus, monkeypatch: pytest.MonkeyPatch) -> None:
    server = octopus.server
    before_first(monkeypatch, "create", lambda: server.seed("environments", Name="production", UseGuidedFailure=True))
    result = octopus.ok("octopus_environment", OPTIONS)
    assert result["changed"] is True
    assert result["resource"]["Description"] == "Live"
    assert result["resource"]["UseGuidedFailure"] is True, "what the other one wrote is kept"
    assert result["diff"]["before"] == {"name": "production", "description": ""}


@pytest.mark.fact("5.45")
def test_made_meanwhile_as_asked(octopus: Octopus, monkeypatch: pytest.MonkeyPatch) -> None:
    server = octopus.server
    before_first(monkeypatch, "create", lambda: server.seed("environments", Name="Production", Description="Live"))
    assert octopus.ok("octopus_environment", OPTIONS)["changed"] is False


@pytest.mark.fact("5.45")
def test_removed_meanwhile(octopus: Octopus, monkeypatch: pytest.MonkeyPatch) -> None:
    document = octopus.server.seed("environments", Name="Production")
    before_first(monkeypatch, "modify", lambda: octopus.server.remove(document["Id"]))
    result = octopus.ok("octopus_environment", OPTIONS)
    assert (result["changed"], result["resource"]["Description"]) == (True, "Live")
    assert result["id"] != document["Id"]


def test_removed_by_both(octopus: Octopus, monkeypatch: pytest.MonkeyPatch) -> None:
    document = octopus.server.seed("environments", Name="Production")
    before_first(monkeypatch, "delete", lambda: octopus.server.remove(document["Id"]))
    assert octopus.ok("octopus_environment", {"name": "Production", "state": "absent"})["changed"] is False


def test_a_write_that_the_server_refuses_for_good_is_sent_once(
    octopus: Octopus, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = before_first(monkeypatch, "create", lambda: None)
    weak = {"name": "ops", "display_name": "Operations", "password": "x"}
    result = octopus("octopus_user", weak)
    assert result["failed"] is True
    assert result["status"] == 400
    assert len(calls) == 1


@pytest.mark.fact("5.45")
def test_a_task_gives_up_after_three_attempts(octopus: Octopus, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each time another writer was faster, with another change."""
    calls = []
    create = Client.create

    def raced(self: Client, *args: Any, **more: Any) -> Any:
        calls.append(octopus.server.seed("environments", Name="Production"))
        try:
            return create(self, *args, **more)
        finally:
            octopus.server.remove(calls[-1]["Id"])

    original = Client.modify

    def gone(self: Client, *args: Any, **more: Any) -> Any:
        octopus.server.remove(args[0]["Id"])
        return original(self, *args, **more)

    monkeypatch.setattr(Client, "create", raced)
    monkeypatch.setattr(Client, "modify", gone)
    octopus.server.seed("environments", Name="Production")
    result = octopus("octopus_environment", OPTIONS)
    assert result["failed"] is True
    assert result["status"] in (400, 404)

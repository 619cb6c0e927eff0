# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A task that would lock out its own user is refused before any write."""

from __future__ import annotations

from typing import Any

import pytest
from contract.conftest import Octopus

ADMIN = "admin"
WAYS: dict[str, tuple[dict[str, Any], str]] = {
    "deactivated": (
        {"is_active": False},
        "is_active: user 'admin' is the one who signs in for this task",
    ),
    "removed": ({"state": "absent"}, "state: user 'admin' is the one who signs in for this task"),
}


@pytest.mark.parametrize("check", [False, True], ids=["run", "check"])
@pytest.mark.parametrize("how", WAYS)
def test_oneself(octopus: Octopus, how: str, check: bool) -> None:
    options, message = WAYS[how]
    octopus.server.clear_requests()
    result = octopus("octopus_user", {"name": ADMIN, **options}, check=check)
    assert result["msg"].startswith(message) and "sign in as somebody else" in result["msg"]
    users = [{"name": "new", "display_name": "New"}, {"name": ADMIN, **options}]
    result = octopus("octopus_config", {"config": {"users": users}}, check=check)
    assert result["msg"].startswith("config: 1 mistake, nothing was changed:\n  users[1].") and message in result["msg"]
    assert octopus.writes() == []


def test_a_change_that_locks_nobody_out_is_made(octopus: Octopus) -> None:
    octopus.ok("octopus_user", {"name": ADMIN, "email_address": "a@example.com", "is_active": True})
    octopus.ok("octopus_user", {"name": "ops", "display_name": "Ops", "is_active": False})
    octopus.ok("octopus_user", {"name": "ops", "state": "absent"})


def test_prune_spares_oneself(octopus: Octopus) -> None:
    octopus.ok("octopus_user", {"name": "ops", "display_name": "Ops"})
    result = octopus.ok("octopus_config", {"config": {"users": []}, "prune": ["users"], "prune_server": True})
    assert "admin" not in result["deleted"]["users"]


def test_the_key_that_signs_in(octopus: Octopus) -> None:
    mine, other = {"user": ADMIN, "name": "mine"}, {"user": ADMIN, "name": "other"}
    key = octopus.ok("octopus_api_key", mine)["api_key"]
    octopus.ok("octopus_api_key", other)
    octopus.server.clear_requests()
    result = octopus("octopus_api_key", {**mine, "state": "absent"}, octopus_api_key=key)
    assert result["msg"].startswith("state: API key 'mine' is the one that this task signs in with")
    assert octopus.writes() == []
    assert octopus.ok("octopus_api_key", {**other, "state": "absent"}, octopus_api_key=key)["changed"] is True
    new = octopus.ok("octopus_api_key", {**mine, "rotate": True}, octopus_api_key=key)["api_key"]
    assert new != key, "it may be rotated, as the new one is handed over"
    assert octopus.ok("octopus_api_key", {**mine, "state": "absent"})["changed"] is True, "with another key"


@pytest.mark.parametrize("check", [False, True], ids=["run", "check"])
@pytest.mark.parametrize("options", [{"members": ["ops"]}, {"state": "absent"}, {"members": []}], ids=str)
def test_leaving_a_team_gets_a_warning(octopus: Octopus, options: dict[str, Any], check: bool) -> None:
    octopus.ok("octopus_user", {"name": "ops", "display_name": "Ops"})
    octopus.ok("octopus_team", {"name": "T", "members": ["ops", ADMIN]})
    result = octopus.ok("octopus_team", {"name": "T", **options}, check=check)
    (warning,) = result["warnings"]
    assert warning.startswith(
        f"{next(iter(options))}: 'admin', who signs in for this task, is not a member of team 'T' any more"
    )


def test_staying_in_a_team_gets_no_warning(octopus: Octopus) -> None:
    octopus.ok("octopus_user", {"name": "ops", "display_name": "Ops"})
    octopus.ok("octopus_team", {"name": "T", "members": ["ops", ADMIN]})
    for options in ({"members": [ADMIN]}, {"members": ["ops"], "members_mode": "merge"}, {"description": "New"}):
        assert "warnings" not in octopus.ok("octopus_team", {"name": "T", **options})

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever depends on the time asks the one clock of the emulator, which the tests below move."""

from __future__ import annotations

import math
from typing import Any

from emulator.testing import Emulator
from emulator.work import logs

from .conftest import Asker, Clock

DAY = 86_400


def test_an_api_key_expires(ask: Asker, clock: Clock) -> None:
    user = ask.get("/api/users/me")["Id"]
    key = ask("POST", f"/api/users/{user}/apikeys", {"Purpose": "x", "Expires": clock.at(DAY)}).json()["ApiKey"]
    assert ask("GET", "/api/users/me", headers={"X-Octopus-ApiKey": key}).status_code == 200
    clock.pass_by(DAY)
    assert ask("GET", "/api/users/me", headers={"X-Octopus-ApiKey": key}).status_code == 401


def test_an_invitation_expires_a_week_from_now(ask: Asker, clock: Clock) -> None:
    made = ask.post("/api/users/invitations", AddToTeamIds=["teams-managers"])
    assert made["Expires"] == clock.at(7 * DAY)


def test_a_stored_certificate_expires(ask: Asker, clock: Clock) -> None:
    link = generated(ask)["Links"]["Self"]
    assert ask.get(link)["IsExpired"] is False
    clock.pass_by(20 * 366 * DAY)
    assert ask.get(link)["IsExpired"] is True


def test_a_certificate_is_generated_now(ask: Asker, clock: Clock) -> None:
    assert generated(ask)["NotBefore"] == clock.at(0)


def generated(ask: Asker) -> Any:
    return ask("POST", "/api/certificates/generate", {"Name": "Own", "SubjectCommonName": "own.example.com"}).json()


def test_the_server_says_how_long_it_has_been_running(clock: Clock) -> None:
    with Emulator() as server:
        clock.pass_by(DAY + 1)
        assert Asker(server).get("/api/serverstatus/system-info")["Uptime"] == "1.00:00:01"


def test_a_line_of_the_raw_log_has_the_moment_that_the_document_has() -> None:
    root = logs.Node("1", "Backup")
    # The last number that is less than 8 seconds.
    root.say(math.nextafter(1_800_000_008, 0), "Info", "Begun")
    assert logs.shown(root, False, 0)["LogElements"][0]["OccurredAt"] == "2027-01-15T08:00:07.999+00:00"
    assert "\n08:00:07   Info     |   Begun" in logs.as_text(root, {"Id": "ServerTasks-1", "State": "Executing"})

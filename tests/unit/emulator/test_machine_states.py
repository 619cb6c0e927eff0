# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The health in documents of machines, as recorded from real servers, and the times of health checks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from emulator.testing import Emulator

from .conftest import Asker
from .test_infrastructure import PLACE, TENTACLE

CHECKED = "2020-10-02T20:28:11.123+00:00"
LOST = "There was a problem communicating with this machine (last checked: Friday, 02 October 2020 8:28:11 PM +00:00)"
REACHED = (
    "Octopus was able to successfully establish a connection with this machine on "
    "Friday, 02 October 2020 8:28:11 PM +00:00"
)
ADDED = "This machine was recently added. Please perform a health check."
REGION = {"CommunicationStyle": "None"}


@pytest.fixture(scope="module")
def running_2021() -> Iterator[Emulator]:
    """The last release that is known to tell the older words; recorded machines are of 2020.

    The server can't leave out a machine's first check, which takes longer here than a test.
    """
    with Emulator(server_version="2021.2.7580", task_seconds=600) as server:
        yield server


@pytest.fixture
def older(running_2021: Emulator) -> Asker:
    running_2021.reset()
    return Asker(running_2021)


def target(ask: Asker, endpoint: dict[str, Any]) -> Any:
    ask.server.seed("environments", Name="Production")
    return ask.post("/api/machines", Name="web", **PLACE, Endpoint=endpoint, SkipInitialHealthCheck=True)


@pytest.mark.parametrize(
    ("health", "status", "summary"),
    [
        ("Healthy", "Online", REACHED),
        ("Unhealthy", "CalamariNeedsUpgrade", LOST),
        ("Unavailable", "Offline", LOST),
        ("", "Unknown", ADDED),
    ],
)
def test_a_target_says_what_its_last_check_found(
    ask: Asker, older: Asker, health: str, status: str, summary: str
) -> None:
    for each in (ask, older):
        own = target(each, TENTACLE)
        if health:
            each.server.health(own["Id"], health, at=CHECKED)
        found = each.get(own["Links"]["Self"])
        assert found["StatusSummary"] == summary
        assert ("Status" in found) == (each is older), "a server of August 2024 tells none"
        assert found.get("Status", status) == status


def test_a_region_is_enabled_and_a_machine_can_be_disabled(older: Asker) -> None:
    region = target(older, REGION)
    assert (region["Status"], region["StatusSummary"]) == ("Online", "This target is enabled.")
    off = older.put(region["Links"]["Self"], {**region, "IsDisabled": True})
    assert (off["Status"], off["StatusSummary"]) == ("Disabled", "This machine has been disabled.")


@pytest.mark.parametrize(
    ("at", "expected"),
    [("2020-10-03T00:09:56+00:00", "Saturday, 03 October 2020 12:09:56 AM"), ("2020-10-03T12:00:00Z", "12:00:00 PM")],
)
def test_the_form_of_a_moment(ask: Asker, at: str, expected: str) -> None:
    own = target(ask, TENTACLE)
    ask.server.health(own["Id"], "Healthy", at=at)
    assert f"{expected} +00:00" in ask.get(own["Links"]["Self"])["StatusSummary"]


def test_an_address_that_is_asked_for_has_no_status_yet(ask: Asker, older: Asker) -> None:
    found = "/api/machines/discover?host=web"
    assert "Status" not in ask.get(found)
    assert older.get(found)["Status"] == "Unknown"


def test_variables_of_a_target_alone(ask: Asker, older: Asker) -> None:
    own = target(ask, TENTACLE)
    library = ask.post("/api/libraryvariablesets", Name="Common")
    variables = ask.get(library["Links"]["Variables"])
    scopes = ({"Machine": [own["Id"]]}, {"Machine": [own["Id"]], "Role": ["web"]}, {})
    several = [{"Name": "Port", "Value": "80", "Type": "String", "Scope": scope} for scope in scopes]
    ask.put(variables["Links"]["Self"], {**variables, "Variables": several})
    counts = ask.get(own["Links"]["SinglyScopedVariableDetails"])["Resource"]
    assert counts["VariableMap"] == {library["Id"]: {"Port": 1}}
    before = target(older, TENTACLE)
    assert "SinglyScopedVariableDetails" not in before["Links"]
    older.refused("GET", f"{before['Links']['Self']}/singlyScopedVariableDetails", status=404)


def test_tasks_of_a_stopped_queue_stay_queued(ask: Asker) -> None:
    """A space whose queue is stopped starts no task; those of other spaces and of the server run on."""
    space = ask.get("/api/spaces/Spaces-1")
    check = {"Name": "Health", "Description": "Check", "SpaceId": "Spaces-1", "Arguments": {}}
    ask.put("/api/spaces/Spaces-1", {**space, "TaskQueueStopped": True})
    waiting = ask.post("/api/tasks", **check)["Links"]["Self"]
    elsewhere = ask.post("/api/tasks", **{**check, "Name": "Backup", "SpaceId": None})["Links"]["Self"]
    assert (ask.get(waiting)["State"], ask.get(elsewhere)["State"]) == ("Queued", "Success")
    ask.put("/api/spaces/Spaces-1", {**ask.get("/api/spaces/Spaces-1"), "TaskQueueStopped": False})
    assert ask.get(waiting)["State"] == "Success"

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""When a deployment freeze is active (api: triggers#freeze)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from emulator.kinds.freezetimes import starts, status_at

from .conftest import Asker, Clock

LIST = "/api/deploymentfreezes"


def moment(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+00:00")


def freeze(start: str, hours: int = 2, **schedule: Any) -> dict[str, Any]:
    usual = {"Unit": 1, "EndType": "Never", "UserUtcOffsetInMinutes": 0, "EndOnDate": None, "EndAfterOccurrences": None}
    begin = moment(start)
    end = begin.timestamp() + hours * 3600
    return {
        "Start": begin.isoformat(),
        "End": datetime.fromtimestamp(end, begin.tzinfo).isoformat(),
        "RecurringSchedule": {**usual, **schedule} if schedule else None,
    }


def begun(of: dict[str, Any], until: str) -> list[str]:
    return [each.strftime("%Y-%m-%d %H:%M") for each in starts(of, moment(until))]


MONTHLY: dict[str, Any] = {
    "Type": "Monthly",
    "MonthlyScheduleType": "DateOfMonth",
    "DayNumberOfMonth": None,
    "DayOfWeek": None,
}
BY_DAY: dict[str, Any] = {"Type": "Monthly", "MonthlyScheduleType": "DayOfMonth", "DateOfMonth": None}
SCHEDULES: list[tuple[dict[str, Any], str, list[str]]] = [
    (freeze("2027-01-30T08:00"), "2027-12-31T00:00", ["2027-01-30 08:00"]),
    (freeze("2027-01-30T08:00"), "2027-01-30T07:59", []),
    (freeze("2027-01-30T08:00", Type="Daily"), "2027-02-01T08:00",
     ["2027-01-30 08:00", "2027-01-31 08:00", "2027-02-01 08:00"]),
    (freeze("2027-01-30T08:00", Type="Daily", Unit=2), "2027-02-04T00:00",
     ["2027-01-30 08:00", "2027-02-01 08:00", "2027-02-03 08:00"]),
    (freeze("2027-01-30T08:00", Type="Daily", EndType="AfterOccurrences", EndAfterOccurrences=2), "2027-02-04T00:00",
     ["2027-01-30 08:00", "2027-01-31 08:00"]),
    (freeze("2027-01-30T08:00", Type="Daily", EndType="OnDate", EndOnDate="2027-01-31T08:00:00+00:00"),
     "2027-02-04T00:00", ["2027-01-30 08:00", "2027-01-31 08:00"]),
    # The 1st is a Friday.
    (freeze("2027-01-01T08:00", Type="Weekly", DaysOfWeek=["Sunday", "Wednesday"]), "2027-01-10T08:00",
     ["2027-01-01 08:00", "2027-01-03 08:00", "2027-01-06 08:00", "2027-01-10 08:00"]),
    (freeze("2027-01-01T08:00", Type="Weekly", Unit=2, DaysOfWeek=["Friday"]), "2027-01-30T00:00",
     ["2027-01-01 08:00", "2027-01-15 08:00", "2027-01-29 08:00"]),
    # It is Sunday the 3rd already in this zone.
    (freeze("2027-01-02T22:00", Type="Weekly", DaysOfWeek=["Monday"], UserUtcOffsetInMinutes=600), "2027-01-11T00:00",
     ["2027-01-02 22:00", "2027-01-03 22:00", "2027-01-10 22:00"]),
    (freeze("2027-01-15T08:00", DateOfMonth="31", **MONTHLY), "2027-05-31T08:00",
     ["2027-01-15 08:00", "2027-01-31 08:00", "2027-03-31 08:00", "2027-05-31 08:00"]),
    (freeze("2027-01-31T08:00", DateOfMonth="L", Unit=2, **MONTHLY), "2027-05-31T08:00",
     ["2027-01-31 08:00", "2027-03-31 08:00", "2027-05-31 08:00"]),
    (freeze("2027-01-05T08:00", DayNumberOfMonth="2", DayOfWeek="Tuesday", **BY_DAY), "2027-02-28T00:00",
     ["2027-01-05 08:00", "2027-01-12 08:00", "2027-02-09 08:00"]),
    (freeze("2027-01-31T08:00", DayNumberOfMonth="L", DayOfWeek="Sunday", **BY_DAY), "2027-03-01T00:00",
     ["2027-01-31 08:00", "2027-02-28 08:00"]),
    (freeze("2028-02-29T08:00", Type="Annually"), "2033-01-01T00:00", ["2028-02-29 08:00", "2032-02-29 08:00"]),
    (freeze("2027-12-24T08:00", Type="Annually", Unit=2), "2031-12-24T08:00",
     ["2027-12-24 08:00", "2029-12-24 08:00", "2031-12-24 08:00"]),
]  # fmt: skip


@pytest.mark.parametrize(("of", "until", "found"), SCHEDULES, ids=[str(number) for number in range(len(SCHEDULES))])
def test_a_freeze_begins(of: dict[str, Any], until: str, found: list[str]) -> None:
    assert begun(of, until) == found


TWICE = {"Type": "Daily", "EndType": "AfterOccurrences", "EndAfterOccurrences": 2}
UNTIL = {"Type": "Daily", "EndType": "OnDate", "EndOnDate": "2027-01-31T12:00:00+00:00"}
STATUSES: list[tuple[dict[str, Any], dict[str, str]]] = [
    ({}, {"2027-01-30T07:59": "Scheduled", "2027-01-30T08:00": "Active", "2027-01-30T09:59": "Active",
          "2027-01-30T10:00": "Expired"}),
    ({"Type": "Daily"}, {"2027-01-30T10:00": "Scheduled", "2027-01-31T09:00": "Active"}),
    (TWICE, {"2027-01-30T10:00": "Scheduled", "2027-01-31T09:00": "Active", "2027-01-31T10:00": "Expired",
             "2027-02-01T09:00": "Expired"}),
    (UNTIL, {"2027-01-30T10:00": "Scheduled", "2027-01-31T09:00": "Active", "2027-01-31T12:01": "Expired",
             "2027-02-01T09:00": "Expired"}),
]  # fmt: skip


@pytest.mark.parametrize(("schedule", "statuses"), STATUSES, ids=["once", "daily", "twice", "until"])
def test_the_status_of_a_freeze(schedule: dict[str, Any], statuses: dict[str, str]) -> None:
    of = freeze("2027-01-30T08:00", **schedule)
    assert {each: status_at(of, moment(each)) for each in statuses} == statuses


def test_the_status_follows_the_servers_clock(ask: Asker, clock: Clock) -> None:
    when = {"Start": clock.at(3600), "End": clock.at(7200)}
    ask.post(LIST, Name="Tomorrow", RecurringSchedule={"Type": "Daily"}, **when)
    ask.post(LIST, Name="Once", **when)

    def active() -> list[str]:
        return sorted(each["Name"] for each in ask.get(f"{LIST}?status=Active")["DeploymentFreezes"])

    assert active() == []
    clock.pass_by(3600)
    assert active() == ["Once", "Tomorrow"]
    clock.pass_by(3600)
    assert (active(), ask.get(LIST)["Count"]) == ([], 1)
    clock.pass_by(24 * 3600 - 3600)
    assert active() == ["Tomorrow"]

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Durations: spellings of people, spellings of the server, and texts that are not durations."""

from __future__ import annotations

from unittest.mock import Mock

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.alternatives import Alternatives
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.default_flag import DefaultFlag
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.durations import (
    Duration,
    length,
    parsed,
    readable,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import Nested
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Text
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.timespans import MOST, ticks_of, written
from hypothesis import given
from hypothesis import strategies as st

WAIT = Duration(least="10s")


def context() -> Context:
    return Context(Mock(), Mock())


@pytest.mark.parametrize(
    ("given_as", "api", "read_as"),
    [
        ("5m", "00:05:00", "5m"),
        ("1h 30m", "01:30:00", "1h 30m"),
        ("1h30m", "01:30:00", "1h 30m"),
        ("1.5 hours", "01:30:00", "1h 30m"),
        ("2d", "2.00:00:00", "2d"),
        ("1 day, 2 hours", "1.02:00:00", "1d 2h"),
        (" 90 Seconds ", "00:01:30", "1m 30s"),
        ("250ms", "00:00:00.2500000", "0.25s"),
        ("0s", "00:00:00", "0s"),
        ("00:05:00", "00:05:00", "5m"),
        ("1.02:00:00", "1.02:00:00", "1d 2h"),
        ("01.00:00:00", "1.00:00:00", "1d"),
        ("23:59:59", "23:59:59", "23h 59m 59s"),
        ("7:08:09", "07:08:09", "7h 8m 9s"),
        ("10.00:00:00", "10.00:00:00", "10d"),
        ("00:00:01.5", "00:00:01.5000000", "1.5s"),
    ],
)
@pytest.mark.fact("5.37")
def test_durations_are_read_as_people_write_them(given_as: str, api: str, read_as: str) -> None:
    kind = Duration()
    assert kind.wanted(given_as, None, context(), "wait") == api
    assert kind.shown(api, context()) == kind.exported(api, context(), "") == read_as
    assert kind.same(given_as if ":" in given_as else api, api)


@given(st.integers(min_value=0, max_value=MOST))
def test_a_shown_duration_given_back_is_the_same(ticks: int) -> None:
    assert parsed(readable(ticks), "wait") == ticks
    assert ticks_of(written(ticks)) == ticks


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ("90", "90 has no unit (to the server it is 90 days); write"),
        ("5400", "in quotes"),
        ("-5", "has no unit"),
        ("1.5", "1.5 has no unit; write"),
        ("5 fortnights", "'5 fortnights' is not a duration"),
        ("1h30", "is not a duration; write for example 90s"),
        ("1h 2h", "is not a duration"),
        ("-01:00:00", "is not a duration"),
        ("P1D", "is not a duration"),
        ("soon", "is not a duration"),
        ("99999999d", "longer than the server can count"),
        ("99999999.00:00:00", "longer than the server can count"),
        ("9s", "must be 10s or more, not 9s"),
        (" ", "can't be cleared"),
    ],
)
def test_a_text_that_is_no_duration_is_named(wrong: str, why: str) -> None:
    with pytest.raises(OptionError, match=r"^connection: ") as refused:
        WAIT.wanted(wrong, None, context(), "connection")
    assert why in str(refused.value)


# The reading of .NET and the reading of most people, each with an unambiguous spelling.
TWO_READINGS = [
    ("24:00:00", "24.00:00:00 (24d)", "1.00:00:00 (1d)"),
    (" 36:10:20 ", "36.10:20:00 (36d 10h 20m)", "1.12:10:20 (1d 12h 10m 20s)"),
    ("168:00:00", "168.00:00:00 (168d)", "7.00:00:00 (7d)"),
    ("01:30", "01:30:00 (1h 30m)", "00:01:30 (1m 30s)"),
    ("00:05", "00:05:00 (5m)", "00:00:05 (5s)"),
]
ONE_READING = [
    ("36:30:00", "1.12:30:00 (1d 12h 30m)"),
    ("00:61:00", "01:01:00 (1h 1m)"),
    ("00:00:60", "00:01:00 (1m)"),
    ("1.24:00:00", "2.00:00:00 (2d)"),
    ("25:00", "1.01:00:00 (1d 1h) or 00:25:00 (25m)"),
    ("24:00", "1.00:00:00 (1d) or 00:24:00 (24m)"),
    ("00:90", "01:30:00 (1h 30m) or 00:01:30 (1m 30s)"),
    ("1:2:3:4", "1.02:03:04 (1d 2h 3m 4s)"),
    ("1.00:00", "1.00:00:00 (1d)"),
]


@pytest.mark.parametrize(("given_as", "server", "people"), TWO_READINGS)
def test_a_spelling_with_two_readings_is_refused_and_both_are_shown(given_as: str, server: str, people: str) -> None:
    with pytest.raises(OptionError) as refused:
        Duration().wanted(given_as, None, context(), "wait")
    assert f"{given_as.strip()!r} has two readings" in str(refused.value)
    assert f"to the server it is {server}, to many people {people}" in str(refused.value)
    for spelling in (server, people):
        for each in (spelling.split(" ", 1)[0], spelling.split("(", 1)[1].rstrip(")")):
            assert Duration().wanted(each, None, context(), "wait") == spelling.split(" ", 1)[0]


@pytest.mark.parametrize(("given_as", "meant"), ONE_READING)
def test_a_spelling_that_servers_refuse_or_few_know_is_refused_with_the_usual_one(given_as: str, meant: str) -> None:
    with pytest.raises(OptionError, match="is not a duration") as refused:
        Duration().wanted(given_as, None, context(), "wait")
    assert f"write {meant}" in str(refused.value)


@pytest.mark.parametrize(
    ("sent", "read_as"),
    [
        ("23:59:59", "23h 59m 59s"),
        ("01:30", "1h 30m"),
        (" 01:00:00 ", "1h"),
        ("24:00:00", "24d"),
        ("36:10:20", "36d 10h 20m"),
        ("168:00:00", "168d"),
        ("90", "90d"),
        ("1", "1d"),
        ("1:2:3:4", "1d 2h 3m 4s"),
        ("1.00:00", "1d"),
        ("01.00:00:00", "1d"),
        ("00:00:01.5", "1.5s"),
    ],
)
def test_a_duration_of_a_server_is_read_as_dotnet_reads_it(sent: str, read_as: str) -> None:
    """Run on .NET: TimeSpan.Parse of the invariant culture."""
    assert Duration().shown(sent, context()) == Duration().exported(sent, context(), "") == read_as


@pytest.mark.parametrize("refused", ["25:00", "24:00", "00:90:00", "00:00:60", "1.24:00:00", "P1D", "1 day"])
def test_a_text_that_dotnet_refuses_has_no_length(refused: str) -> None:
    assert ticks_of(refused) is None


def test_no_duration_differs_from_a_duration_of_zero() -> None:
    never = Duration(clearable=True)
    assert never.wanted("", "01:00:00", context(), "wait") is None
    assert never.same(None, "") and not never.same(None, "00:00:00")
    assert never.shown(None, context()) is None
    assert length("whatever a newer server says") == "whatever a newer server says"
    assert never.shown("whatever a newer server says", context()) == "whatever a newer server says"


def test_alternatives_stand_in_for_each_other() -> None:
    schedule = Alternatives(
        Nested((Field("interval", "Interval", Duration(clearable=True)), Field("cron", "Cron", Text()))),
        groups=(("interval", "cron"),),
    )
    hourly = {"Interval": "01:00:00", "Cron": None, "Other": 1}
    assert schedule.wanted({"cron": "0 0 * * * *"}, hourly, context(), "checks") == {
        "Interval": None,
        "Cron": "0 0 * * * *",
        "Other": 1,
    }
    by_cron = {"Interval": None, "Cron": "0 0 * * * *"}
    assert schedule.wanted({"interval": "1h"}, by_cron, context(), "checks") == {"Interval": "01:00:00", "Cron": None}
    never = schedule.wanted({"interval": ""}, by_cron, context(), "checks")
    assert never == {"Interval": None, "Cron": None}
    shown = [schedule.shown(value, context(), {"interval": "", "cron": None}) for value in (by_cron, never)]
    assert shown == [{"interval": None, "cron": "0 0 * * * *"}, {"interval": None}], "the diff shows what is cleared"
    assert schedule.exported(never, context(), "") == {"interval": ""}
    assert schedule.exported(by_cron, context(), "") == {"cron": "0 0 * * * *"}
    assert schedule.exported(None, context(), "") is None
    with pytest.raises(OptionError, match="interval and cron exclude each other"):
        schedule.wanted({"interval": "1h", "cron": "0 0 * * * *"}, None, context(), "checks")


def test_a_default_is_only_replaced_by_another_default() -> None:
    warned = context()
    assert DefaultFlag().wanted(False, True, warned, "is_default") is True
    assert "of another document to true" in warned.notes.warnings[0]
    assert DefaultFlag().wanted(True, None, context(), "is_default") is True
    assert (DefaultFlag().exported(True, warned, ""), DefaultFlag().exported(False, warned, "")) == (True, None)

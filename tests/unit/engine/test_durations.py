# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Durations: what people write, what the server writes, and what is no duration."""

from __future__ import annotations

from unittest.mock import Mock

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._engine.alternatives import Alternatives
from ansible_collections.octopus.deploy.plugins.module_utils._engine.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._engine.documents import Nested
from ansible_collections.octopus.deploy.plugins.module_utils._engine.durations import (
    MOST,
    Duration,
    length,
    parsed,
    readable,
    timespan,
    written,
)
from ansible_collections.octopus.deploy.plugins.module_utils._engine.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._engine.fields import Field, Text
from ansible_collections.octopus.deploy.plugins.module_utils._engine.marks import Mark
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
        ("24:00:00", "1.00:00:00", "1d"),
        ("00:00:01.5", "00:00:01.5000000", "1.5s"),
    ],
)
@pytest.mark.fact("5.37")
def test_what_people_write(given_as: str, api: str, read_as: str) -> None:
    kind = Duration()
    assert kind.wanted(given_as, None, context(), "wait") == api
    assert kind.shown(api, context()) == kind.exported(api, context(), "") == read_as
    assert kind.same(given_as if ":" in given_as else api, api)


@given(st.integers(min_value=0, max_value=MOST))
def test_what_is_shown_given_back_is_the_same(ticks: int) -> None:
    assert parsed(readable(ticks), "wait") == ticks
    assert timespan(written(ticks)) == ticks


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ("90", "90 has no unit"),
        ("5400", "in quotes"),
        ("-5", "has no unit"),
        ("5 fortnights", "'5 fortnights' is no duration"),
        ("1h30", "is no duration; write for example 90s"),
        ("1h 2h", "is no duration"),
        ("00:05", "is no duration"),
        ("00:61:00", "is no duration"),
        ("soon", "is no duration"),
        ("99999999d", "longer than the server can count"),
        ("9s", "must be 10s or more, not 9s"),
        (" ", "can't be cleared"),
    ],
)
def test_what_is_no_duration_is_named(wrong: str, why: str) -> None:
    with pytest.raises(OptionError, match=r"^connection: ") as refused:
        WAIT.wanted(wrong, None, context(), "connection")
    assert why in str(refused.value)


def test_nothing_is_a_length_of_its_own() -> None:
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
    assert schedule.exported(never, context(), "") == {"interval": ""}
    assert schedule.exported(by_cron, context(), "") == {"cron": "0 0 * * * *"}
    assert schedule.exported(None, context(), "") is None
    with pytest.raises(OptionError, match="interval and cron stand in for each other"):
        schedule.wanted({"interval": "1h", "cron": "0 0 * * * *"}, None, context(), "checks")


def test_a_mark_is_only_lost_to_another_one() -> None:
    told = context()
    assert Mark().wanted(False, True, told, "is_default") is True
    assert "of another one to true" in told.warnings[0]
    assert Mark().wanted(True, None, context(), "is_default") is True
    assert (Mark().exported(True, told, ""), Mark().exported(False, told, "")) == (True, None)

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Points in time, in all the ways in which people and servers write them, and schedules."""

from __future__ import annotations

from typing import Any
from unittest.mock import Mock

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.moments import instant
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import Variant
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.number import Number
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.schedules import Moment, Schedule
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Text

SAME = (
    "2026-12-24T18:00:00Z",
    "2026-12-24T18:00:00.0000000+00:00",
    "2026-12-24 19:00+0100",
    "2026-12-24T18:00",
)
# No moment is before the year 1 or after 9999, and in another zone these would be.
NONE = ("0001-01-01T00:00:00+05:00", "9999-12-31T23:59:59-05:00", "2026-02-30T00:00:00Z", "2026-01-01T24:01:00Z")


@pytest.mark.parametrize("text", SAME)
def test_the_same_moment(text: str) -> None:
    assert instant(text) is not None
    assert instant(text) == instant(SAME[0])


@pytest.mark.parametrize("value", [*NONE, "", None, 7, [], {}, "soon"], ids=repr)
def test_a_value_that_is_no_moment_has_no_instant(value: Any) -> None:
    assert instant(value) is None


@pytest.mark.parametrize("text", NONE)
def test_a_moment_that_there_is_not_is_refused(text: str) -> None:
    with pytest.raises(OptionError, match="is not a point in time"):
        Moment().check(text, "start")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2026-01-05T07:15:00.1234567+02:00", "2026-01-05T05:15:00+00:00"),
        ("2026-01-05T07:15:00Z", "2026-01-05T07:15:00+00:00"),
        ("2026-01-05T07:15:00.5", "2026-01-05T07:15:00+00:00"),
    ],
)
def test_a_moment_is_read_to_the_second(text: str, read: str) -> None:
    found = instant(text)
    assert found and found.isoformat() == read


HOURLY = {"FilterType": "ContinuousDailySchedule", "Interval": "OnceHourly"}


@pytest.mark.parametrize(
    ("current", "is_refused"),
    [
        (None, True),
        ({"FilterType": "OnceDailySchedule"}, True),
        ({**HOURLY, "Interval": "OnceDaily"}, True),
        ({**HOURLY, "HourInterval": 2}, False),
        # This server takes such a schedule.
        ({**HOURLY, "HourInterval": None}, False),
    ],
)
def test_a_schedule_needs_what_the_server_has_not_done_without(current: Any, is_refused: bool) -> None:
    fields = (
        Field("interval", "Interval", Text()),
        Field("hour_interval", "HourInterval", Number()),
        Field("run_until", "RunUntil", Text()),
    )
    schedule = Schedule(fields, Variant("FilterType", "ContinuousDailySchedule", "filter"))
    given = {"interval": "OnceHourly", "run_until": "18:00"}
    if is_refused:
        with pytest.raises(OptionError, match=r"hour_interval: must be given with interval: OnceHourly"):
            schedule.wanted(given, current, Mock(), "filter")
    else:
        assert (schedule.wanted(given, current, Mock(), "filter") or {})["RunUntil"] == "18:00"

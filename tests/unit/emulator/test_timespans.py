# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Time spans: the emulator reads them as .NET does (api: traps#5.37, and run on .NET)."""

from __future__ import annotations

import pytest
from emulator.refusals import Refusal
from emulator.timespans import timespan


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("23:59:59", "23:59:59"),
        ("01:30", "01:30:00"),
        (" 01:00:00 ", "01:00:00"),
        ("-01:00:00", "-01:00:00"),
        ("24:00:00", "24.00:00:00"),
        ("36:10:20", "36.10:20:00"),
        ("168:00:00", "168.00:00:00"),
        ("90", "90.00:00:00"),
        ("1", "1.00:00:00"),
        ("1:2:3:4", "1.02:03:04"),
        ("1.00:00", "1.00:00:00"),
        ("01.02:03:04", "1.02:03:04"),
        ("00:00:01.5", "00:00:01.5000000"),
        ("0.00:00:00.0000000", "00:00:00"),
    ],
)
def test_a_time_span_is_read(sent: str, kept: str) -> None:
    assert timespan(sent, "Wait") == kept


@pytest.mark.parametrize(
    "sent",
    ["25:00", "24:00", "00:90:00", "00:00:60", "1.24:00:00", "36:30:00", "P1D", "1 day", "", "1:2:3:4:5", "99999999"],
)
def test_a_text_that_is_no_time_span_is_refused(sent: str) -> None:
    with pytest.raises(Refusal) as refused:
        timespan(sent, "Wait")
    assert f"Error converting value \"{sent}\" to type 'System.TimeSpan'. Path 'Wait'." in refused.value.errors

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests without a connection and without an event loop."""

from __future__ import annotations

import asyncio
import time

import pytest
from emulator.in_process import answered_at_once

from .conftest import Asker


def test_a_delay_takes_its_time(ask: Asker) -> None:
    ask.server.fault(path="/api", delay=0.05)
    began = time.monotonic()
    assert ask("GET", "/api").status_code == 200
    assert time.monotonic() - began >= 0.05


def test_an_answer_that_needs_an_event_loop_is_an_error() -> None:
    with pytest.raises(RuntimeError, match="waits for an event loop"):
        answered_at_once(asyncio.sleep(0))

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The state that one test makes, and to which the emulator returns for others."""

from __future__ import annotations

from typing import Any

import pytest
from emulator.testing import Emulator

from .conftest import Asker
from .test_packages import pushed


def names(server: Emulator) -> list[str]:
    found: list[dict[str, Any]] = Asker(server).get("/api/environments")["Items"]
    return [each["Name"] for each in found]


def test_a_stock_is_made_once_and_given_back() -> None:
    made = []

    def stock(server: Emulator, name: str) -> None:
        made.append(name)
        server.seed("environments", Name=name)

    with Emulator() as server:
        for name in ("Test", "Production"):
            server.stock(stock, server, name)
            assert server.requests == []
            assert names(server) == ["Test"]
            server.seed("environments", Name="Of one test")
            server.fault(status=500)
        assert made == ["Test"]
        server.reset()
        assert names(server) == []


def test_a_file_is_no_stock() -> None:
    def stock(server: Emulator) -> None:
        pushed(Asker(server), "Shop.1.0.0.zip")

    with Emulator() as server, pytest.raises(ValueError, match="stores a file"):
        server.stock(stock, server)

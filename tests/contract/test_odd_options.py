# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options that ansible-playbook can hand over and JSON can't carry."""

from __future__ import annotations

from typing import Any

import pytest
from contract.doors import DOORS

NOWHERE = {"octopus_url": "http://127.0.0.1:1", "octopus_api_key": "API-NONE"}
ENDLESS: list[Any] = []
ENDLESS.append(ENDLESS)


@pytest.mark.parametrize("door", sorted(DOORS))
@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({"a": [b"x"]}, "body.a[0]: binary data such as this is nothing that JSON has"),
        ({"a": {1}}, "body.a: a set such as this is nothing that JSON has"),
        (float("nan"), "body: a number such as this is nothing that JSON has"),
        ([float("inf")], "body[0]: a number such as this is nothing that JSON has"),
        (ENDLESS, "an option holds itself, or is nested too deep"),
    ],
    ids=["binary", "set", "nan", "infinity", "endless"],
)
def test_what_json_has_not(door: str, value: Any, said: str) -> None:
    result = DOORS[door]("octopus_api", {**NOWHERE, "follow": [{"link": "Tasks"}], "method": "POST", "body": value})
    assert (result["failed"], result["msg"]) == (True, said)

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options that ansible-playbook can hand over and JSON can't carry."""

from __future__ import annotations

from typing import Any

import pytest
from contract.doors import DOORS
from tasks import TASKS

pytestmark = pytest.mark.both_doors

NOWHERE = {"octopus_url": "http://127.0.0.1:1", "octopus_api_key": "API-NONE"}
ENDLESS: list[Any] = []
ENDLESS.append(ENDLESS)


@pytest.mark.parametrize("door", sorted(DOORS))
@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"a": [b"x"]}, "body.a[0]: binary data can't be expressed in JSON"),
        ({"a": {1}}, "body.a: a set can't be expressed in JSON"),
        (float("nan"), "body: a number can't be expressed in JSON"),
        ([float("inf")], "body[0]: a number can't be expressed in JSON"),
        (ENDLESS, "an option contains itself, or is nested too deeply"),
    ],
    ids=["binary", "set", "nan", "infinity", "endless"],
)
def test_a_value_that_json_has_not_is_refused(door: str, value: Any, message: str) -> None:
    result = DOORS[door]("octopus_api", {**NOWHERE, "follow": [{"link": "Tasks"}], "method": "POST", "body": value})
    assert (result["failed"], result["msg"]) == (True, message)


PATHS = [
    (name, option, argument.get("type"))
    for name, task in TASKS.items()
    for option, argument in task.specification()["argument_spec"].items()
    if "path" in (argument.get("type"), argument.get("elements")) and (option in task.arguments or "info" in name)
]


@pytest.mark.parametrize("path", ["/tmp/a\0b", "~\0/b"], ids=["file", "home"])
@pytest.mark.parametrize("door", sorted(DOORS))
@pytest.mark.parametrize(("name", "option", "kind"), PATHS, ids=lambda each: each)
def test_no_path_has_a_nul(door: str, name: str, option: str, kind: str, path: str) -> None:
    """Python raises an error of its own for such a path, and does not even look for the file."""
    result = DOORS[door](name, {**NOWHERE, option: [path] if kind == "list" else path})
    assert result["failed"] is True
    assert f"{option}: a file name can't contain a NUL character" in result["msg"]

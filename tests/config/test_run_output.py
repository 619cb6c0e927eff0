# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The output of a run: one line of counts, and no long list of successes before the failures."""

from __future__ import annotations

import json
from typing import Any

import pytest
from config.driving import configure, environments, task
from emulator.testing import Emulator

MANY = 120
LONG = {"changes", "unmanaged", "actions"}


def refuse(server: Emulator, times: int, path: str = "environments") -> None:
    server.fault(method="POST", path=f"/api/*/{path}", status=400, body={"ErrorMessage": "No."}, times=times)


def failed(server: Emulator, config: Any, **how: Any) -> dict[str, Any]:
    result = task(server, "octopus_config", config=config, **how)
    assert result["failed"] is True
    return result


def entries(result: dict[str, Any], option: str) -> int:
    value = result.get(option) or []
    return sum(map(len, value.values())) if isinstance(value, dict) else len(value)


def test_one_failure_among_many_successes_is_easy_to_read(server: Emulator) -> None:
    refuse(server, 1)
    config = {"environments": environments(range(MANY), description="Some words"), "project_groups": []}
    result = failed(server, config, parallelism=1)
    assert not LONG & set(result)
    assert len(json.dumps({**result, "diff": [], "invocation": {}})) < 2_500, "which Ansible prints on one line"
    assert result["counts"]["created"] == MANY - 1, "the totals are there all the same"
    assert result["changed"] is True
    assert result["msg"].split("\n") == [
        f"1 failed, {MANY - 1} created. Run the task again to continue.",
        f"  environments[0] (Environment 0): {result['failures'][0]['msg']}",
    ]


def test_many_failures_are_counted(server: Emulator) -> None:
    refuse(server, MANY)
    result = failed(server, {"environments": environments(range(MANY))})
    assert (result["counts"]["failed"], len(result["failures"])) == (MANY, 20)
    assert len(result["msg"].split("\n")) == 22
    assert result["msg"].endswith(f"\n  and {MANY - 20} more; -v shows all of them")


def test_items_that_were_not_tried_are_counted(server: Emulator) -> None:
    refuse(server, 1, "lifecycles")
    projects = [
        {"name": f"P {each}", "lifecycle": "L", "project_group": "Default Project Group"} for each in range(MANY)
    ]
    result = failed(server, {"lifecycles": [{"name": "L"}], "projects": projects})
    assert (result["counts"]["not_tried"], len(result["not_tried"])) == (MANY, 20)


@pytest.mark.parametrize("times", [1, MANY])
def test_with_v_the_whole_result_is_shown(server: Emulator, times: int) -> None:
    refuse(server, times)
    result = failed(server, {"environments": environments(range(MANY)), "project_groups": []}, verbosity=1)
    counts = result["counts"]
    assert (entries(result, "created"), entries(result, "failures")) == (MANY - times, times)
    assert (len(result["changes"]), counts["failed"]) == (MANY - times, times)
    assert result["unmanaged"] == {"project_groups": ["Default Project Group"]}
    assert len(result["msg"].split("\n")) == 1 + times


def test_every_list_is_short(server: Emulator) -> None:
    """Changed, removed and failed at once: none of the lists is longer than others."""
    configure(server, {"environments": environments(range(MANY))})
    refuse(server, 1, "projectgroups")
    changed = environments(range(40), description="New")
    gone = environments(range(40, 80), state="absent")
    new = environments(range(200, 240))
    result = failed(server, {"environments": [*changed, *gone, *new], "project_groups": [{"name": "G"}]})
    assert {each: entries(result, each) for each in ("created", "updated", "deleted")} == {
        "created": 20,
        "updated": 20,
        "deleted": 20,
    }
    assert result["msg"].startswith("1 failed, 40 created, 40 updated, 40 deleted. ")


def test_a_run_in_one_line(server: Emulator) -> None:
    """The result and the progress shown with -v have the same line; in check mode it says "would be"."""
    lines: list[str] = []
    config = {"environments": environments(range(3)), "lifecycles": [{"name": "Default Lifecycle"}]}
    predicted = configure(server, config, check=True, progress=lines.append)
    assert predicted["msg"] == lines[-1] == "3 would be created, 1 unchanged"
    assert configure(server, config, progress=lines.append)["msg"] == lines[-1] == "3 created, 1 unchanged"
    assert configure(server, config, progress=lines.append)["msg"] == lines[-1] == "4 unchanged"
    assert configure(server, {"environments": []})["msg"] == "no document is named"

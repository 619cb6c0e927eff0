# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The log of a server task: which step runs, and which failure counts."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._verbs.task_log import (
    Failure,
    failures,
    percent_of,
    running_step,
)

Node = dict[str, Any]


def node(name: str, status: str, *children: Node, log: tuple[tuple[str, str], ...] = ()) -> Node:
    lines = [{"Category": category, "MessageText": text} for category, text in log]
    return {"Name": name, "Status": status, "Children": list(children), "LogElements": lines}


def task(*steps: Node, status: str = "Failed", log: tuple[tuple[str, str], ...] = ()) -> Node:
    return {"ActivityLogs": [node("Deploy Web", status, *steps, log=log)], "Progress": {"ProgressPercentage": 40}}


ERRORS = (("Info", "Copying"), ("Error", "Access denied"), ("Fatal", "The remote script failed with exit code 1"))


def test_the_failed_machine_of_a_step_and_its_error_lines() -> None:
    details = task(
        node("Step 1: Back up", "Success"),
        node("Step 2: Deploy", "Failed", node("web-1", "Success"), node("web-2", "Failed", log=ERRORS)),
        node("Step 3: Tell", "Success"),
    )
    (found,) = failures(details)
    assert found == Failure(("Step 2: Deploy", "web-2"), ("Access denied", "The remote script failed with exit code 1"))
    assert (found.step, found.machine) == ("Step 2: Deploy", "web-2")


def test_the_last_lines_stand_in_for_errors() -> None:
    lines = tuple(("Info", f"line {number}") for number in range(20))
    (found,) = failures(task(node("Step 1: Wait", "Failed", log=(*lines, ("Gap", "7 lines"), ("Info", "  ")))))
    assert found.lines == tuple(f"line {number}" for number in range(10, 20))


@pytest.mark.parametrize("status", ["Success", "SuccessWithWarning"])
def test_a_retry_that_succeeded_heals_the_attempt_before_it(status: str) -> None:
    attempts = (node("Attempt 1", "Failed", log=ERRORS), node("Retry (attempt 2)", "Success"))
    details = task(node("Step 1: Deploy", status, *attempts), node("Step 2: Test", "Failed", log=(("Error", "no"),)))
    assert [each.path for each in failures(details)] == [("Step 2: Test",)]


def test_of_several_failed_attempts_the_last_counts() -> None:
    attempts = (
        node("Attempt 1", "Failed", log=(("Error", "first"),)),
        node("Retry (attempt 2)", "Failed", log=(("Error", "last"),)),
    )
    (found,) = failures(task(node("Step 1: Deploy", "Failed", node("web-1", "Failed", *attempts))))
    assert found == Failure(("Step 1: Deploy", "web-1", "Retry (attempt 2)"), ("last",))


def test_later_failures_come_after_the_first() -> None:
    details = task(node("Step 1", "Failed", log=ERRORS), node("Step 2: Always", "Failed", log=(("Error", "too"),)))
    assert [each.step for each in failures(details)] == ["Step 1", "Step 2: Always"]


def test_a_task_without_steps_has_its_own_lines() -> None:
    (found,) = failures(task(log=(("Fatal", "The node is gone"),)))
    assert (found.path, found.step, found.machine, found.lines) == ((), "", "", ("The node is gone",))


def test_the_step_that_runs_and_its_machines() -> None:
    details = task(
        node("Step 1: Back up", "Success"),
        node("Step 2: Deploy", "Running", *(node(f"web-{number}", "Running") for number in range(1, 6))),
        status="Running",
    )
    assert running_step(details) == "Step 2: Deploy on web-1, web-2, web-3 …"
    assert running_step(task(status="Success")) == ""
    assert percent_of(details) == 40
    assert percent_of({}) is None

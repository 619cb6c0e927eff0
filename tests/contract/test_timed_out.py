# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ansible interrupts a task whose keyword ``timeout`` is over: the result says what the task wrote before."""

from __future__ import annotations

from typing import Any

import pytest
from ansible.errors import AnsibleActionFail
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.chain import Outcome, Request
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.one_request import OneRequest
from ansible_collections.octopus.deploy.plugins.plugin_utils import in_process
from contract.conftest import Octopus, on
from contract.doors import through_action
from emulator.testing import Emulator

ITEMS = {"environments": [{"name": f"Stage {number}"} for number in range(5)]}
MODULES: dict[str, dict[str, Any]] = {
    "octopus_config": {"config": ITEMS, "parallelism": 1},
    "octopus_api": {"method": "POST", "follow": [{"link": "Environments"}], "body": {"Name": "Stage 0"}},
    "octopus_environment": {"name": "Stage 0"},
}


class TimeIsUp(BaseException):
    """A stand-in for the exception of ansible-core, which is private and no subclass of ``Exception`` either."""


@pytest.fixture
def octopus(running_emulator: Emulator) -> Octopus:
    running_emulator.reset()
    return on(running_emulator, through_action)


def interrupted(octopus: Octopus, monkeypatch: pytest.MonkeyPatch, module: str, after: int) -> Any:
    """The result of a task that is interrupted when its ``after``-th write has reached the server."""
    usual, left = OneRequest.__call__, after

    def counted(self: OneRequest, request: Request) -> Outcome:
        nonlocal left
        outcome = usual(self, request)
        left -= request.method not in ("GET", "HEAD")
        if left == 0:
            raise TimeIsUp("Timed out after 30 second(s).")
        return outcome

    with monkeypatch.context() as patched:
        patched.setattr(OneRequest, "__call__", counted)
        with pytest.raises(AnsibleActionFail) as raised:
            octopus(module, MODULES[module])
    return raised.value.result


@pytest.mark.parametrize("module", MODULES)
def test_the_write_that_was_under_way_is_reported(
    octopus: Octopus, monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    result = interrupted(octopus, monkeypatch, module, after=1)
    assert (result["changed"], result["failed"], result["timedout"]) == (True, True, {"period": 30})
    assert [each.partition(" (")[2] for each in result["done"]] == ["without an answer: it may have had no effect)"]
    assert result["msg"].startswith("Timed out after 30 second(s). ")


def test_the_writes_before_are_reported_and_the_next_run_does_the_rest(
    octopus: Octopus, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = interrupted(octopus, monkeypatch, "octopus_config", after=3)
    assert [each.partition(" (")[1] for each in result["done"]] == ["", "", " ("]
    counts = octopus.ok("octopus_config", MODULES["octopus_config"])["counts"]
    assert (counts["unchanged"], counts["created"]) == (3, 2)
    assert octopus.ok("octopus_config", MODULES["octopus_config"])["changed"] is False


def test_no_later_item_of_a_loop_uses_the_session(octopus: Octopus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(in_process, "_sessions", {})
    octopus.ok("octopus_environment", {"name": "Other"})
    interrupted(octopus, monkeypatch, "octopus_environment", after=1)
    assert not in_process._sessions
    assert octopus.ok("octopus_environment", {"name": "Stage 0"})["changed"] is False


def test_a_task_that_wrote_nothing_has_changed_nothing(octopus: Octopus, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(self: OneRequest, request: Request) -> Outcome:
        raise TimeIsUp("Timed out after 30 second(s).")

    monkeypatch.setattr(OneRequest, "__call__", stopped)
    with pytest.raises(AnsibleActionFail) as raised:
        octopus("octopus_environment", {"name": "Other"})
    assert raised.value.result.keys() & {"changed", "done"} == set()
    assert raised.value.message == "Timed out after 30 second(s)."

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each request of a wait meets each fault: a fault that passes changes nothing, and any other is told."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from typing import Any

import pytest
from contract.conftest import Octopus
from contract.deploying import MODULE, PLACE, made, release, shop_with_releases, step
from contract.test_deployment_faults import FAULTS, Nth
from emulator.control import Fault

PLACES, VERSION = ["Test", "Production"], "2.0.0"
SLOW = step("Say it", "sleep 20")
ASK = {"name": "Approve", "manual_intervention": {"instructions": "Look."}}
# Faults after which the same request gets its answer.
PASSING = [
    *("closed before the request", "closed within the answer", "too many requests"),
    *("a proxy without an answer", "a server that restarts", "a proxy that gave up"),
]


@dataclass(frozen=True)
class Case:
    """A deployment, and the states in which its tasks are at the end of the wait."""

    options: dict[str, Any]
    states: list[str]
    steps: list[dict[str, Any]] = field(default_factory=lambda: [SLOW])
    is_failure: bool = False
    # The documents that the wait asks for, by the ends of their addresses.
    asks: tuple[str, ...] = ("details",)
    at_once: int = 5
    failing: str = ""


CASES = {
    "one task": Case({"environments": ["Test"]}, ["Success"]),
    "two tasks": Case({"environments": PLACES}, ["Success", "Success"]),
    "a queue": Case({"environments": PLACES}, ["Success", "Success"], asks=("details", "queued-behind"), at_once=1),
    "an approval": Case(
        {"environments": PLACES, "on_interruption": "stop"}, ["Queued", "Queued"], [ASK], asks=("interruptions",)
    ),
    "an approval that nobody gives": Case(
        {"environments": ["Test"], "wait_timeout": 20}, ["Queued"], [ASK], is_failure=True, asks=("interruptions",)
    ),
    "a step that fails": Case({"environments": ["Test"]}, ["Failed"], is_failure=True, failing="Say it"),
    "a time that is up": Case(
        {"environments": ["Test"], "wait_timeout": 10, "cancel_on_timeout": True},
        ["Canceled"],
        is_failure=True,
        asks=("details", "cancel"),
    ),
}


class NthOfWait(Nth):
    """Counts only the requests after the first deployment."""

    def __init__(self, number: int, fault: dict[str, Any]) -> None:
        super().__init__(number, fault)
        self.asked: list[str] = []
        self.met = ""

    def __call__(self, method: str, path: str) -> Fault | None:
        if not self.asked and (method, path.rpartition("/")[2]) != ("POST", "deployments"):
            return None
        self.asked.append(path.rpartition("/")[2])
        if len(self.asked) == 1:
            return None
        found = super().__call__(method, path)
        self.met = method if found else self.met
        return found


def stock(octopus: Octopus) -> None:
    """With an earlier deployment in each place."""
    shop_with_releases(octopus)
    octopus.ok(MODULE, {**PLACE, "version": "1.0.0", "environments": PLACES})


@pytest.fixture
def shop(one_door: Octopus) -> Octopus:
    return one_door.stocked(stock)


def states(result: dict[str, Any]) -> list[str]:
    return [each["state"] for each in result.get("tasks", ())]


def cancelled(shop: Octopus) -> set[str]:
    tasks = shop.server.app.octopus.store.all("tasks")
    return {each["Id"] for each in tasks if each["State"] in ("Canceled", "Cancelling")}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("fault", FAULTS)
def test_each_request_of_a_wait_meets_a_fault(
    shop: Octopus, monkeypatch: pytest.MonkeyPatch, fault: str, name: str
) -> None:
    case = CASES[name]
    shop.server.put_read_only("OctopusServerNodes-emulator", {"MaxConcurrentTasks": case.at_once})
    shop.ok("octopus_deployment_process", project="Shop", steps=case.steps)
    release(shop, VERSION)
    start = shop.server.state()
    for number in itertools.count(1):
        shop.server.return_to(start)
        if case.failing:
            shop.server.fail(case.failing)
        nth = NthOfWait(number, FAULTS[fault])
        with monkeypatch.context() as patch:
            patch.setattr(shop.server.app.control, "fault_for", nth)
            result = shop(MODULE, {**PLACE, "version": VERSION, **case.options})
        assert result["changed"] and set(made(shop, VERSION).values()) == {1}
        assert not result.get("exception")
        if not nth.met or (fault in PASSING and nth.met == "GET"):
            assert (bool(result.get("failed")), states(result)) == (case.is_failure, case.states), result.get("msg")
        # A server that says it has carried a request out, and has not, is believed.
        if FAULTS[fault].get("status") != 200:
            cancelled_tasks = re.findall(
                r"cancelled server task (\S+)|/tasks/(\S+)/cancel", " ".join(result.get("done", ()))
            )
            assert {each or other for each, other in cancelled_tasks} == cancelled(shop), result["msg"]
        if not nth.met:
            break
    assert all(any(asked.startswith(each) for asked in nth.asked) for each in case.asks), nth.asked

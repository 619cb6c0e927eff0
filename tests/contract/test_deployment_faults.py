# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever happens on the way, no release is deployed twice to one place, and no deployment is lost."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
import requests
from contract.conftest import Octopus
from contract.deploying import MODULE, PLACE, made, release, shop_with_releases
from emulator.control import Fault
from emulator.in_process import InProcess

PLACES, VERSION = ["Test", "Production"], "2.0.0"
OPTIONS = {**PLACE, "version": VERSION, "environments": PLACES}
# Each fault that the emulator can give an answer.
FAULTS: dict[str, dict[str, Any]] = {
    "closed before the request": {"drop": "connect"},
    "closed within the answer": {"drop": "body"},
    "JSON that breaks off": {"truncate": True},
    "no JSON": {"body": "<html>", "content_type": "text/html", "status": 200},
    "an empty object": {"body": {}, "status": 200},
    "forbidden": {"status": 403, "body": {"ErrorMessage": "No"}},
    "not found": {"status": 404, "body": {"ErrorMessage": "Gone"}},
    "too many requests": {"status": 429, "headers": {"Retry-After": "1"}},
    "an error of the server": {"status": 500, "body": {"ErrorMessage": "Oh"}},
    "a proxy without an answer": {"status": 502, "body": "Bad gateway", "content_type": "text/html"},
    "a server that restarts": {"status": 503, "body": "Unavailable", "content_type": "text/html"},
    "a proxy that gave up": {"status": 504, "body": "Timeout", "content_type": "text/html"},
}


class Nth:
    """Gives the answer to one request a fault, by the number of the request."""

    def __init__(self, number: int, fault: dict[str, Any]) -> None:
        self._number, self._fault, self.seen = number, fault, 0

    def __call__(self, method: str, path: str) -> Fault | None:
        self.seen += 1
        return Fault(**self._fault) if self.seen == self._number else None


class Killed(KeyboardInterrupt):
    """The end of a process."""


def stock(octopus: Octopus) -> None:
    """A shop with an earlier deployment in each place, and a release that is not deployed yet."""
    shop_with_releases(octopus)
    octopus.ok(MODULE, {**OPTIONS, "version": "1.0.0"})
    release(octopus, VERSION)


@pytest.fixture
def shop(one_door: Octopus) -> Octopus:
    return one_door.stocked(stock)


def ends_well(shop: Octopus, before: Counter[str]) -> None:
    """A second run makes the deployments that are missing, and no other."""
    again = shop.ok(MODULE, OPTIONS)
    assert again["changed"] is (sum(before.values()) < len(PLACES))
    assert {each["state"] for each in again["deployments"]} == {"Success"}
    assert sorted(made(shop, VERSION).values()) == [1, 1]


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_each_request_meets_a_fault(shop: Octopus, monkeypatch: pytest.MonkeyPatch, fault: dict[str, Any]) -> None:
    # A server that says it has carried a request out, and has not, is believed.
    is_believed = fault.get("status") == 200
    for number in itertools.count(1):
        shop.stocked(stock)
        nth = Nth(number, fault)
        with monkeypatch.context() as patch:
            patch.setattr(shop.server.app.control, "fault_for", nth)
            result = shop(MODULE, OPTIONS)
        if nth.seen < number:
            break
        before = made(shop, VERSION)
        assert is_believed or bool(result.get("changed")) is bool(before), result.get("msg")
        assert result.get("failed") or before.total() == len(PLACES)
        ends_well(shop, before)
    assert number > 10


class Ending:
    """A transport that raises an error at one of the requests, by the number of the request."""

    def __init__(self, number: int, is_carried_out: bool, error: BaseException) -> None:
        self._left, self._is_carried_out, self._original = number, is_carried_out, InProcess.send
        self._error = error

    @property
    def has_come(self) -> bool:
        return self._left <= 0

    def bound(self) -> Callable[..., Any]:
        # A bound method in a class would not get the adapter.
        def send(adapter: InProcess, *how: Any, **more: Any) -> Any:
            return self.send(adapter, *how, **more)

        return send

    def send(self, adapter: InProcess, *how: Any, **more: Any) -> Any:
        self._left -= 1
        if self._left != 0:
            return self._original(adapter, *how, **more)
        if self._is_carried_out:
            self._original(adapter, *how, **more)
        raise self._error


@pytest.mark.parametrize("is_carried_out", [False, True], ids=["before the server gets it", "before it is answered"])
def test_a_process_ends_at_each_request(shop: Octopus, monkeypatch: pytest.MonkeyPatch, is_carried_out: bool) -> None:
    for number in itertools.count(1):
        shop.stocked(stock)
        ending = Ending(number, is_carried_out, Killed())
        with monkeypatch.context() as patch:
            patch.setattr(InProcess, "send", ending.bound())
            try:
                shop.ok(MODULE, OPTIONS)
                break
            except Killed:
                pass
        ends_well(shop, made(shop, VERSION))
    assert number > 10


@pytest.mark.parametrize("is_carried_out", [False, True], ids=["the server is slow", "the answer is slow"])
def test_each_request_times_out(shop: Octopus, monkeypatch: pytest.MonkeyPatch, is_carried_out: bool) -> None:
    for number in itertools.count(1):
        shop.stocked(stock)
        ending = Ending(number, is_carried_out, requests.ReadTimeout("Read timed out."))
        with monkeypatch.context() as patch:
            patch.setattr(InProcess, "send", ending.bound())
            result = shop(MODULE, OPTIONS)
        if not ending.has_come:
            break
        before = made(shop, VERSION)
        assert bool(result.get("changed")) is bool(before), result.get("msg")
        assert result.get("failed") or before.total() == len(PLACES)
        ends_well(shop, before)
    assert number > 10

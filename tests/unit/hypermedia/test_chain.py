# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each step of the transport alone: the request that it passes on, and its use of the answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import pytest
import requests
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.attempts import Guard, Redirects, Retry
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.chain import Answer, Outcome, Request
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import ConnectionFailed, WriteRefused
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.failures import Failure
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.masking import Mask
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.pacing import Paced, Pacer
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.transport import (
    Exchange,
    Recorded,
    Transport,
    TransportOptions,
)
from emulator.in_process import InProcess
from emulator.testing import Emulator
from unit.hypermedia.conftest import Clock, noon

URL = "https://octopus.example.com/api"
LOST = Failure("The answer was lost.")


@dataclass
class Onward:
    """The rest of the chain: gives one outcome after the other, and remembers the requests."""

    outcomes: list[tuple[int, dict[str, str]] | Failure]
    asked: list[Request] = field(default_factory=list)

    def __call__(self, request: Request) -> Outcome:
        self.asked.append(request)
        outcome = self.outcomes.pop(0)
        if isinstance(outcome, Failure):
            return outcome
        response = requests.Response()
        response.status_code = outcome[0]
        response.headers.update(outcome[1])
        return Answer(request, response)


def request(method: str = "GET", retries: int = 0, signing: bool = False, asks: bool = False) -> Request:
    return Request(method, URL, None, Mask(), retries, signing, asks)


def onward(*outcomes: int | Failure | dict[str, str]) -> Onward:
    """``dict``: a redirect with these headers."""
    known: Iterable[tuple[int, dict[str, str]] | Failure] = (
        each if isinstance(each, Failure) else (302, each) if isinstance(each, dict) else (each, {})
        for each in outcomes
    )
    return Onward(list(known))


def status(outcome: Outcome) -> int:
    assert isinstance(outcome, Answer)
    return outcome.response.status_code


@pytest.mark.parametrize(
    ("method", "signing", "read_only", "passes"),
    [
        ("GET", False, True, True),
        ("HEAD", False, True, True),
        ("POST", False, True, False),
        ("DELETE", False, True, False),
        ("POST", True, True, True),
        ("POST", False, False, True),
    ],
)
def test_the_guard(method: str, signing: bool, read_only: bool, passes: bool) -> None:
    rest = onward(200)
    guard = Guard(rest, read_only)
    if passes:
        assert status(guard(request(method, signing=signing))) == 200
    else:
        with pytest.raises(WriteRefused, match=f"{method} https://octopus.example.com/api"):
            guard(request(method, signing=signing, asks=True))
    assert len(rest.asked) == passes


@pytest.mark.parametrize(
    ("method", "retries", "outcomes", "ends", "attempts"),
    [
        ("GET", 2, (503, 503, 200), 200, 3),
        ("GET", 1, (503, 503, 200), 503, 2),
        ("GET", 2, (404, 200), 404, 1),
        ("POST", 2, (503, 200), 503, 1),
        ("POST", 2, (429, 201), 201, 2),
        ("GET", 2, (LOST, 200), 200, 2),
        ("POST", 2, (Failure("Nobody listens.", never_sent=True), 201), 201, 2),
        ("GET", 1, (LOST, LOST, 200), "The answer was lost. Tried 2 times.", 2),
        ("POST", 2, (LOST, 201), "check before you repeat it", 1),
        ("GET", 2, (Failure("No such host.", final=True), 200), "No such host.", 1),
    ],
)
def test_retries(
    method: str, retries: int, outcomes: tuple[int | Failure, ...], ends: int | str, attempts: int
) -> None:
    rest, waits = onward(*outcomes), list[float]()
    step = Retry(rest, waits.append, 9, noon)
    if isinstance(ends, str):
        with pytest.raises(ConnectionFailed, match=ends):
            step(request(method, retries))
    else:
        assert status(step(request(method, retries))) == ends
    assert [each.attempt for each in rest.asked] == list(range(1, attempts + 1))
    assert len(waits) == attempts - 1


def test_a_retry_waits_as_long_as_the_server_says() -> None:
    waits: list[float] = []
    rest = Onward([(429, {"Retry-After": "7"}), (429, {"Retry-After": "700"}), (200, {})])
    Retry(rest, waits.append, 60, noon)(request(retries=2))
    assert waits == [7, 60]


@pytest.mark.parametrize(
    ("method", "outcomes", "ends", "urls"),
    [
        ("GET", ({"Location": "/octopus/api"}, 200), 200, [URL, "https://octopus.example.com/octopus/api"]),
        ("GET", ({"Location": "https://other.example.com/api"}, 200), 302, [URL]),
        ("GET", ({}, 200), 302, [URL]),
        ("POST", ({"Location": "/octopus/api"}, 200), 302, [URL]),
        ("GET", (LOST,), None, [URL]),
    ],
)
def test_redirects(
    method: str, outcomes: tuple[int | Failure | dict[str, str], ...], ends: int | None, urls: list[str]
) -> None:
    rest = onward(*outcomes)
    outcome = Redirects(rest)(request(method))
    assert (outcome is LOST) if ends is None else (status(outcome) == ends)
    assert [each.url for each in rest.asked] == urls


def test_other_answers_with_an_address_are_no_redirects() -> None:
    for code in (200, 202, 300, 404):
        rest = Onward([(code, {"Location": "/elsewhere"}), (500, {})])
        assert status(Redirects(rest)(request())) == code


def test_redirects_end() -> None:
    rest = onward(*[{"Location": f"/{number}"} for number in range(9)])
    assert status(Redirects(rest)(request())) == 302
    assert len(rest.asked) == 6


@pytest.mark.parametrize(("by_limit", "waited"), [(True, [1.0]), (False, [])])
def test_the_pace_follows_the_limit(clock: Clock, by_limit: bool, waited: list[float]) -> None:
    limit = {"Octopus-RateLimit": "r=0;t=5", "Octopus-RateLimit-Policy": "l=5;rpm=60"}
    paced = Paced(Onward([(200, limit), (200, limit)]), Pacer(clock.sleep, clock.monotonic), by_limit, longest=60)
    paced(request())
    paced(request())
    assert clock.slept == waited


def test_the_record(clock: Clock) -> None:
    exchanges: list[Exchange] = []
    recorded = Recorded(onward(200, LOST, LOST), exchanges, clock.monotonic)
    recorded(request())
    recorded(request("POST", signing=True))
    recorded(request("POST", asks=True))
    assert exchanges == [
        Exchange("GET", URL, 200, 0.0, 1),
        Exchange("POST", URL, None, 0.0, 1, signing=True),
        Exchange("POST", URL, None, 0.0, 1, asks=True),
    ]
    assert not any(each.may_have_written for each in exchanges)


def test_a_client_with_an_adapter_of_its_own(clock: Clock) -> None:
    """Nothing listens at the address, so the requests must go through the adapter."""
    with Emulator() as server:
        transport = Transport(TransportOptions(), clock.sleep, clock.monotonic, adapter=InProcess(server.app))
        with Client("http://octopus.example.com", server.api_key, transport=transport) as client:
            made = client.create(client.root, "Environments", {"Name": "Test"})
            assert client.document(made, "Self")["Name"] == "Test"
            server.fault(path="/api/users/me", drop="connect", times=9)
            with pytest.raises(ConnectionFailed, match="closed the connection"):
                client.current_user()


def test_an_adapter_carries_a_password_session() -> None:
    with Emulator() as server:
        transport = Transport(TransportOptions(), adapter=InProcess(server.app))
        login = {"username": server.username, "password": server.password}
        with Client("http://octopus.example.com", **login, transport=transport) as client:
            client.create(client.root, "Environments", {"Name": "Test"})
            assert client.current_user()["Username"] == server.username

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Slowing down before the server has to refuse."""

from __future__ import annotations

import time

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.pacing import numbers, pace
from emulator import clock as emulated
from emulator.testing import Emulator
from unit.hypermedia.conftest import Clock, Connect


@pytest.mark.parametrize(
    ("limit", "policy", "seconds"),
    [
        ("r=150;t=5", "l=200;rpm=600", 0),
        ("r=21;t=18", "l=200;rpm=600", 0),
        ("r=20;t=18", "l=200;rpm=600", 0.1),
        ("r=10;t=19", "l=200;rpm=600", 0.1),
        # Others use the allowance too: the less is left, the longer the pauses.
        ("r=5;t=20", "l=200;rpm=600", 0.4),
        ("r=1;t=60", "l=200;rpm=200", 30),
        ("r=0;t=60", "l=200;rpm=200", 30),
        ("r=1;t=5", "l=5;rpm=60", 0),
        ("r=0;t=5", "l=5;rpm=60", 1),
        # Without a policy, the remaining requests are spread over the time until the limit is full again.
        ("r=0;t=18", None, 18),
        ("r=3;t=18", None, 0),
        ("r=3;t=18", "l=100", 4.5),
        ("r=0;t=18", "l=100;rpm=0", 18),
        ("r=0;t=-1", "l=100", 0),
        (None, "l=200;rpm=600", 0),
        ("r=0", "l=200;rpm=600", 0),
        ("t=5", "l=200;rpm=600", 0),
        ("nonsense", "nonsense", 0),
        ("r=nan;t=inf", "l=200;rpm=600", 0),
    ],
)
def test_how_long_to_hold_back(limit: str | None, policy: str | None, seconds: float) -> None:
    given = {"Octopus-RateLimit": limit, "Octopus-RateLimit-Policy": policy}
    assert pace({name: value for name, value in given.items() if value}, lambda: 0.5) == pytest.approx(seconds)


def test_numbers() -> None:
    assert numbers(' "default"; r=7 ;t=1.5;x=;=3;y=z') == {"r": 7, "t": 1.5, "": 3}
    assert numbers(None) == numbers("") == {}


def limited(connect: Connect, monkeypatch: pytest.MonkeyPatch, clock: Clock, pace: bool) -> tuple[list[int], float]:
    """The statuses of 60 requests to a server that allows 10 at once and 60 a minute, and the time they took."""
    monkeypatch.setattr(emulated, "monotonic", clock.monotonic)
    with Emulator(rate_limit=(60, 10)) as server:
        client: Client = connect(server.url, api_key=server.api_key, pace=pace, retries=9)
        for _number in range(60):
            client.current_user()
        return [each.status for each in server.requests if each.path == "/api/users/me"], clock.now


def test_a_paced_run_is_never_refused(connect: Connect, monkeypatch: pytest.MonkeyPatch, clock: Clock) -> None:
    statuses, seconds = limited(connect, monkeypatch, clock, pace=True)
    assert statuses == [200] * 60
    # 50 have to wait for one second each; anything much longer would be waiting without need.
    assert 49 <= seconds <= 53


def test_without_pacing_the_server_refuses(connect: Connect, monkeypatch: pytest.MonkeyPatch, clock: Clock) -> None:
    statuses, seconds = limited(connect, monkeypatch, clock, pace=False)
    assert statuses.count(200) == 60 and statuses.count(429) >= 40
    assert 49 <= seconds <= 60


def test_a_hold_is_not_waited_for_twice(server: Emulator, client: Client, clock: Clock) -> None:
    headers = {"Octopus-RateLimit": "r=0;t=9", "Octopus-RateLimit-Policy": "l=10;rpm=20"}
    server.fault(path="/api/users/me", status=429, headers={**headers, "Retry-After": "1"})
    server.fault(path="/api/users/me", status=429, headers={**headers, "Retry-After": "8"})
    assert client.current_user()
    assert clock.slept == [3, 8]


def test_a_hold_has_a_limit(server: Emulator, connect: Connect, clock: Clock) -> None:
    client = connect(server.url, api_key=server.api_key, max_retry_wait=4)
    headers = {"Octopus-RateLimit": "r=0;t=9999"}
    server.fault(path="/api", status=200, headers=headers, body={"Links": {"CurrentUser": "/api/users/me"}})
    assert client.current_user()
    assert clock.slept == [4]


def test_time_is_real_unless_a_test_says_otherwise(server: Emulator) -> None:
    server.fault(path="/api", status=429, headers={"Retry-After": "0.2"})
    started = time.monotonic()
    with Client(server.url, api_key=server.api_key) as client:
        assert client.version
        passed = time.monotonic() - started
    assert passed >= 0.2
    assert all(0 < each.seconds < passed for each in client.exchanges)

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The cases in which a request is sent again, the waits between, and the message of the final failure."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import timedelta
from email.utils import format_datetime

import pytest
import requests
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.attempts import retry_after, wait_before
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import (
    AnswerLost,
    ConnectionFailed,
    ServerRefused,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.transport import Transport
from emulator.testing import Emulator
from unit.hypermedia.conftest import Clock, Connect, noon
from unit.hypermedia.small_server import SmallServer

ME = "/api/users/me"
ENVIRONMENTS = "/api/Spaces-1/environments"
DOUBLING = [(0.5, 1), (1, 2), (2, 4), (4, 8), (8, 16)]


def doubling(slept: list[float]) -> bool:
    return all(low <= each <= high for each, (low, high) in zip(slept, DOUBLING, strict=False))


def tries(server: Emulator, path: str) -> list[int]:
    return [each.status for each in server.requests if each.path == path]


@pytest.fixture
def nobody() -> Iterator[str]:
    """An address at which nobody listens: the port is taken, and refuses."""
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_read_is_repeated(server: Emulator, client: Client, clock: Clock, status: int) -> None:
    server.fault(path=ME, status=status, times=3)
    assert client.current_user()["Username"] == server.username
    assert tries(server, ME) == [status, status, status, 200]
    assert len(clock.slept) == 3 and doubling(clock.slept)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 418, 500, 501])
def test_a_lasting_refusal_is_not_repeated(server: Emulator, client: Client, clock: Clock, status: int) -> None:
    server.fault(path=ME, status=status, body={"ErrorMessage": "Because."})
    with pytest.raises(ServerRefused, match=r"Because.") as caught:
        client.current_user()
    assert caught.value.status == status
    assert tries(server, ME) == [status] and clock.slept == []


@pytest.mark.parametrize("retries", [0, 1, 5])
def test_a_read_is_given_up(server: Emulator, connect: Connect, clock: Clock, retries: int) -> None:
    client = connect(server.url, api_key=server.api_key, retries=retries)
    server.fault(path=ME, status=503, times=99)
    with pytest.raises(ServerRefused) as caught:
        client.current_user()
    assert len(tries(server, ME)) == len(clock.slept) + 1 == retries + 1 == caught.value.attempts
    assert doubling(clock.slept)
    assert (f"tried {retries + 1} times" in str(caught.value)) == (retries > 0)
    assert "try again later" in str(caught.value)


@pytest.mark.parametrize(
    ("header", "low", "high"),
    [("7", 7, 7), ("0", 0, 0), ("-5", 0, 0), ("1.5", 1.5, 1.5), ("3600", 60, 60), ("soon", 0.5, 1), ("nan", 0.5, 1)],
)
def test_retry_after(server: Emulator, client: Client, clock: Clock, header: str, low: float, high: float) -> None:
    server.fault(path=ME, status=429, headers={"Retry-After": header})
    assert client.current_user()
    assert low <= sum(clock.slept) <= high


@pytest.mark.parametrize(("ahead", "seconds"), [(20, 20), (-20, 0), (9999, 60)])
def test_retry_after_as_a_date(server: Emulator, clock: Clock, ahead: int, seconds: float) -> None:
    """The client's own clock tells how long that is."""
    transport = Transport(sleep=clock.sleep, clock=clock.monotonic, wall_clock=noon)
    date = format_datetime(noon() + timedelta(seconds=ahead), usegmt=True)
    server.fault(path=ME, status=429, headers={"Retry-After": date})
    with Client(server.url, api_key=server.api_key, transport=transport) as client:
        assert client.current_user()
    assert sum(clock.slept) == seconds


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("", None),
        ("Sat, 21 Nov 2026 12:00:30 GMT", 30),
        ("Sat, 21 Nov 2026 12:00:30 -0000", 30),
        ("Sat, 21 Nov 2026 14:00:30 +0200", 30),
        ("Sat, 99 Nov 2026 12:00:30 GMT", None),
        ("inf", float("inf")),
    ],
)
def test_a_retry_after_header_is_read(header: str | None, seconds: float | None) -> None:
    assert retry_after(header, noon) == seconds


def test_waits_double_up_to_a_limit() -> None:
    waits = [wait_before(number, {}, 60, noon, lambda: 0) for number in range(1, 10)]
    assert waits == [0.5, 1, 2, 4, 8, 16, 32, 60, 60]
    assert wait_before(1, {}, 60, noon, lambda: 1) == 1.0
    assert wait_before(5000, {}, 60, noon) == 60
    assert wait_before(1, {"Retry-After": "inf"}, 60, noon) == 60


def test_a_write_is_repeated_after_429(server: Emulator, client: Client, clock: Clock) -> None:
    server.fault(method="POST", status=429, headers={"Retry-After": "2"}, times=2)
    assert client.create(client.root, "Environments", {"Name": "One"})["Name"] == "One"
    assert tries(server, ENVIRONMENTS) == [429, 429, 201] and clock.slept == [2, 2]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_write_is_not_repeated_otherwise(
    server: Emulator, client: Client, clock: Clock, method: str, status: int
) -> None:
    made = client.create(client.root, "Environments", {"Name": "One"})
    server.fault(method=method, status=status, times=9)
    holder, link = (client.root, "Environments") if method == "POST" else (made, "Self")
    # 502 and 504 come from a proxy, which does not know what the server did.
    with pytest.raises(AnswerLost if status in (502, 504) else ServerRefused):
        client.send(method, holder, link, {"Name": "Two"} if method != "DELETE" else None)
    assert [each.method for each in server.requests].count(method) == (2 if method == "POST" else 1)
    assert clock.slept == []


@pytest.mark.parametrize("drop", ["connect", "body"])
def test_a_read_that_is_cut_off_is_repeated(server: Emulator, client: Client, clock: Clock, drop: str) -> None:
    server.fault(path=ME, drop=drop, times=2)
    assert client.current_user()["Username"] == server.username
    assert len(tries(server, ME)) == 3 and len(clock.slept) == 2 and doubling(clock.slept)
    assert [each.status for each in client.exchanges] == [200, None, None, 200]


@pytest.mark.parametrize("drop", ["connect", "body"])
def test_a_read_that_is_always_cut_off(server: Emulator, connect: Connect, drop: str) -> None:
    client = connect(server.url, api_key=server.api_key, retries=2)
    server.fault(path=ME, drop=drop, times=9)
    with pytest.raises(ConnectionFailed, match=r"127.0.0.1:\d+ closed the connection .*Tried 3 times") as caught:
        client.current_user()
    assert "may have carried" not in str(caught.value)


@pytest.mark.parametrize("drop", ["connect", "body"])
def test_a_write_that_is_cut_off_is_not_repeated(server: Emulator, client: Client, clock: Clock, drop: str) -> None:
    server.fault(method="POST", drop=drop)
    with pytest.raises(ConnectionFailed, match=r"may have carried out the request"):
        client.create(client.root, "Environments", {"Name": "One"})
    assert len(tries(server, ENVIRONMENTS)) == 1 and clock.slept == []
    # The answer was lost, not the request: sent once more, it would have been refused or doubled.
    assert len(list(client.items(client.root, "Environments"))) == (1 if drop == "body" else 0)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_nobody_listens(connect: Connect, clock: Clock, nobody: str, method: str) -> None:
    client = connect(nobody, retries=3)
    with pytest.raises(
        ConnectionFailed, match=r"can't be reached .*refused.*Is octopus_url right.*Tried 4 times"
    ) as caught:
        client._transport.send(method, f"{nobody}/api", {} if method == "POST" else None)
    assert len(clock.slept) == 3 and doubling(clock.slept)
    assert "may have carried" not in str(caught.value)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_server_that_comes_up_late(connect: Connect, nobody: str, method: str) -> None:
    """A write too: the connection was never made."""
    port = int(nobody.rpartition(":")[2])
    started: list[SmallServer] = []

    def start(seconds: float) -> None:
        assert seconds > 0
        if len(client.exchanges) == 2:
            started.append(SmallServer({"/things": {"Id": "it"}}, port=port).__enter__())

    client = connect(nobody)
    client._transport.sleep = start
    try:
        assert client._transport.send(method, f"{nobody}/things", {} if method == "POST" else None) == {"Id": "it"}
        assert [each.status for each in client.exchanges] == [None, None, 200]
    finally:
        for server in started:
            server.__exit__(None, None, None)


def test_a_failure_within_a_handler_is_judged_by_itself(
    server: Emulator, client: Client, clock: Clock, nobody: str
) -> None:
    """A sent write is not taken for an unsent one because the caller handles another exception."""
    assert client.root
    server.fault(method="POST", drop="body")
    try:
        requests.get(nobody, timeout=1)
    except requests.ConnectionError:
        with pytest.raises(ConnectionFailed, match=r"may have carried"):
            client.create(client.root, "Environments", {"Name": "One"})
    assert clock.slept == [] and len(tries(server, ENVIRONMENTS)) == 1

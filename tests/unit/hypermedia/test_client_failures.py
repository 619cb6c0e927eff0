# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Failures of the connection: time-outs, unknown hosts, HTML and broken JSON."""

from __future__ import annotations

import socket
import threading
from typing import Any

import pytest
import requests
import urllib3
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import (
    AnswerLost,
    ConnectionFailed,
    UnexpectedAnswer,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.failures import failure_of
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.masking import Mask
from emulator.testing import Emulator
from unit.hypermedia.conftest import NEVER, Clock, Connect, Impatient
from unit.hypermedia.small_server import ROOT, Asked, Reply, SmallServer

ME = "/api/users/me"
ENVIRONMENTS = "/api/Spaces-1/environments"


def tries(server: Emulator, path: str) -> list[int]:
    return [each.status for each in server.requests if each.path == path]


def test_a_read_that_takes_too_long_is_repeated(server: Emulator, connect: Connect, clock: Clock) -> None:
    client = connect(server.url, api_key=server.api_key, adapter=Impatient("GET", ME))
    server.fault(path=ME, delay=NEVER)
    assert client.current_user()["Username"] == server.username
    assert [each.status for each in client.exchanges] == [200, None, 200] and len(clock.slept) == 1


def test_a_read_that_always_takes_too_long(server: Emulator, connect: Connect) -> None:
    adapter = Impatient("GET", ME, times=2)
    client = connect(server.url, api_key=server.api_key, read_timeout=30, retries=1, adapter=adapter)
    server.fault(path=ME, delay=NEVER, times=2)
    with pytest.raises(ConnectionFailed, match=r"no answer came within 30 seconds. To wait longer, raise timeout"):
        client.current_user()


def test_a_server_that_has_answered_is_not_asked_for_https(server: Emulator, connect: Connect) -> None:
    client = connect(server.url, api_key=server.api_key, retries=0)
    assert client.root
    server.fault(path=ME, drop="body", times=1)
    with pytest.raises(ConnectionFailed, match=r"closed the connection \(.*\). Is octopus_url right") as failed:
        client.current_user()
    assert "https" not in str(failed.value)


def test_a_write_that_takes_too_long_is_not_repeated(server: Emulator, connect: Connect, clock: Clock) -> None:
    adapter = Impatient("POST", ENVIRONMENTS)
    client = connect(server.url, api_key=server.api_key, read_timeout=30, adapter=adapter)
    assert client.root
    server.fault(method="POST", delay=NEVER)
    with pytest.raises(ConnectionFailed, match=r"within 30 seconds.* may have carried out the request"):
        client.create(client.root, "Environments", {"Name": "One"})
    assert clock.slept == []


def test_a_body_that_never_ends(connect: Connect, clock: Clock) -> None:
    """The time-out counts within a body too."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(4)
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"

        def serve() -> None:
            for _number in range(2):
                connection, _address = listening.accept()
                held.append(connection)
                connection.recv(9999)
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{")

        held: list[socket.socket] = []
        threading.Thread(target=serve, daemon=True).start()
        with pytest.raises(ConnectionFailed, match=r"no answer came within 0.2 seconds.*Tried 2 times"):
            assert connect(url, read_timeout=0.2, retries=1).root
        for connection in held:
            connection.close()
    assert len(clock.slept) == 1


def test_a_connection_that_is_never_accepted(connect: Connect, clock: Clock) -> None:
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        address = full.getsockname()
        # A queue that is full lets nobody in.
        waiting = [socket.socket() for _number in range(4)]
        for each in waiting:
            each.setblocking(False)
            each.connect_ex(address)
        with pytest.raises(ConnectionFailed, match=r"did not accept a connection within 0.2 seconds.*Tried 2 times"):
            connect(f"http://127.0.0.1:{address[1]}", connect_timeout=0.2, retries=1)._transport.send(
                "POST", f"http://127.0.0.1:{address[1]}/", {}
            )
        for each in waiting:
            each.close()
    assert len(clock.slept) == 1


def test_a_host_that_does_not_exist(connect: Connect, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def unknown(host: str, *more: Any) -> Any:
        asked.append(host)
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(ConnectionFailed, match=r"octopus.invalid can't be reached \(Name or service not known\)"):
        assert connect("https://octopus.invalid").root
    # An unknown host will not exist in a minute either.
    assert asked == ["octopus.invalid"] and clock.slept == []


@pytest.mark.parametrize("number", [socket.EAI_NONAME, socket.EAI_AGAIN])
def test_the_cause_that_urllib3_1_leaves_out_of_its_message(number: int) -> None:
    caught = urllib3.exceptions.NewConnectionError(None, "<object>: many words")  # type: ignore[arg-type]
    caught.__context__ = socket.gaierror(number, "plain words")
    raised = requests.ConnectionError(caught)
    failure = failure_of("POST", "http://octopus.invalid/api", raised, (1, 1), Mask())
    assert "octopus.invalid can't be reached (plain words)" in failure.text
    assert failure.never_sent and failure.final == (number == socket.EAI_NONAME)


def test_a_name_server_that_is_busy(connect: Connect, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*asked: Any) -> Any:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", busy)
    with pytest.raises(ConnectionFailed, match=r"Temporary failure.*Tried 3 times"):
        assert connect("https://octopus.invalid", retries=2).root
    assert len(clock.slept) == 2


HTML = (
    "<html><head><title>Sign in</title><style>p {color: red}</style></head><body><p>Who&nbsp;are you?</p></body></html>"
)


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
def test_html_instead_of_json(server: Emulator, client: Client, clock: Clock, method: str) -> None:
    assert client.root
    # No server takes each of these methods here.
    server.on_purpose("the path")
    server.fault(path=ENVIRONMENTS, status=200, body=HTML, content_type="text/html; charset=utf-8")
    with pytest.raises(UnexpectedAnswer if method == "GET" else AnswerLost) as caught:
        client.send(method, client.root, "Environments", None if method in ("GET", "DELETE") else {"Name": "One"})
    message = str(caught.value)
    assert ("The server may have carried out the request: check before you repeat it." in message) == (method != "GET")
    assert f"{method} {server.url}{ENVIRONMENTS} answered 200 with text/html; charset=utf-8 instead of JSON" in message
    assert "'Sign in Who are you?'" in message and "Is this the address of an Octopus Server" in message
    assert len(tries(server, ENVIRONMENTS)) == 1 and clock.slept == []


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_json_that_breaks_off(server: Emulator, client: Client, clock: Clock, method: str) -> None:
    """The length is as the server says, so the server itself sent the broken body, and would send it again."""
    server.fault(path=ENVIRONMENTS, truncate=True)
    with pytest.raises(UnexpectedAnswer, match=r"application/json.* is incomplete or damaged: '{"):
        client.send(method, client.root, "Environments", {"Name": "One"} if method == "POST" else None)
    assert len(tries(server, ENVIRONMENTS)) == 1 and clock.slept == []


@pytest.mark.parametrize("content_type", ["application/json", "text/plain"])
def test_fewer_bytes_than_promised(connect: Connect, clock: Clock, content_type: str) -> None:
    answers = [Reply(b'{"Id": 1', headers={"Content-Length": "10"}, content_type=content_type), Reply({"Id": 1})]

    def answering(asked: Asked) -> Reply:
        return Reply(ROOT) if asked.path == "/api" else answers.pop(0)

    with SmallServer(answering) as server:
        client = connect(server.url)
        assert client.get(client.root, "Things") == {"Id": 1}
        assert [each.path for each in server.asked] == ["/api", "/things", "/things"] and len(clock.slept) == 1


def test_fewer_bytes_than_promised_where_urllib3_does_not_look(
    connect: Connect, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """urllib3 1 takes a short body for a whole one."""
    whole = urllib3.HTTPResponse.__init__

    def lenient(self: Any, *args: Any, **given: Any) -> None:
        whole(self, *args, **{**given, "enforce_content_length": False})

    monkeypatch.setattr(urllib3.HTTPResponse, "__init__", lenient)
    short = Reply(b'{"Id": 1', headers={"Content-Length": "10"})
    with SmallServer({"/things": short}) as server:
        client = connect(server.url, retries=1)
        with pytest.raises(ConnectionFailed, match=r"closed in the middle of the answer. Tried 2 times"):
            client.get(client.root, "Things")
        with pytest.raises(ConnectionFailed, match=r"in the middle of the answer. The server may have carried"):
            client.create(client.root, "Things", {})
        assert [each.method for each in server.asked] == ["GET", "GET", "GET", "POST"]

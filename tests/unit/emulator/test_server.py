# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The server around the documents: hidden addresses, undone writes, methods, mistakes, TLS, restarts."""

from __future__ import annotations

import asyncio
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
import trustme
from emulator import app
from emulator.testing import Emulator

from .conftest import Asker, Clock


@pytest.fixture(scope="module")
def connections() -> None:
    """These tests are about connections, and use them."""


def test_nothing_can_be_composed_from_hidden_addresses() -> None:
    with Emulator(scramble_links=True, virtual_directory="/octopus") as server:
        server.seed("environments", Name="Production")
        ask = Asker(server)
        host = server.url.removesuffix("/octopus")

        def status(address: str, method: str = "GET") -> int:
            headers = {"X-Octopus-ApiKey": server.api_key}
            return requests.request(method, f"{host}{address}", headers=headers, timeout=10).status_code

        links = ask.get("/api")["Links"]
        environments = links["Environments"].split("{")[0]
        assert status(environments) == 200
        assert status(f"{environments}/Environments-1") == 200, "as its template says"
        assert status(f"{environments}/all") == 200
        assert status(f"{environments}/sortorder", "PUT") == 404, "has a link of its own"
        assert status(f"{environments}/Environments-1/machines") == 404
        users = links["Users"].split("{")[0]
        assert (status(f"{users}/Users-1"), status(f"{users}/me"), status(links["CurrentUser"])) == (200, 404, 200)
        own = ask.get(environments.removeprefix("/octopus"))["Items"][0]["Links"]["Self"]
        assert (status(own), status(f"{own}/machines"), status(f"{own}x")) == (200, 404, 404)
        home = links["SpaceHome"].replace("{spaceId}", "Spaces-1")
        assert status(home) == 200
        for composed in ("environments", "capabilities", "Spaces-9"):
            assert status(links["SpaceHome"].replace("{spaceId}", composed)) == 404
        assert status("/octopus/api/environments") == 404
        assert {each.path for each in server.requests} >= {"/api/Spaces-1/environments", "/api/Spaces-1"}, (
            "logged in the open"
        )
        server.reset()
        assert status(environments) == 404, "a new server has other addresses"


def test_half_a_request_is_none(ask: Asker) -> None:
    where = urlsplit(ask.server.url)
    body = b'{"Name": "Cut off"}'
    head = f"POST /api/environments HTTP/1.1\r\nHost: {where.netloc}\r\nX-Octopus-ApiKey: {ask.server.api_key}\r\n"
    ask.server.clear_requests()
    for sent in (b"", body[:8]):
        with socket.create_connection((where.hostname, where.port), timeout=10) as connection:
            connection.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + sent)
    assert ask.get("/api/environments")["TotalResults"] == 0
    assert [each.method for each in ask.server.requests] == ["GET"]


def test_a_refused_write_leaves_nothing(ask: Asker) -> None:
    ask.post("/api/projectgroups", Name="One")
    bad = {
        "Name": "Shop",
        "ProjectGroupId": "ProjectGroups-1",
        "LifecycleId": "Lifecycles-1",
        "AutoCreateRelease": True,
    }
    ask.refused("POST", "/api/projects", bad)
    made = ask.post("/api/projects", **{**bad, "AutoCreateRelease": False})
    assert made["Id"] == "Projects-1", "not even a number is used up"


@pytest.mark.fact("C.1")
def test_methods(ask: Asker) -> None:
    made = ask.post("/api/environments", Name="One")
    own = made["Links"]["Self"]
    head = ask("HEAD", own)
    assert (head.status_code, head.content, int(head.headers["Content-Length"]) > 0) == (200, b"", True)
    ask.refused("PATCH", own, {}, status=405)
    ask.refused("DELETE", "/api/environments", status=405)
    for path, allowed in (
        (own, "DELETE, GET, HEAD, PUT"),
        ("/api/environments", "GET, HEAD, POST"),
        ("/api/tasks/ServerTasks-1", "GET, HEAD"),
        ("/api/serverstatus", "GET, HEAD"),
        ("/api", "GET, HEAD"),
        ("/api/Spaces-1", "GET, HEAD"),
    ):
        refused = ask("PATCH", path, {})
        assert (refused.status_code, refused.headers["Allow"]) == (405, allowed), path
    override = {"X-HTTP-Method-Override": "DELETE"}
    assert ask("GET", own, headers=override).status_code == 200, "only a POST can stand for something else"
    put = {"X-HTTP-Method-Override": "put"}
    assert ask("POST", own, {**made, "Name": "Two"}, headers=put).json()["Name"] == "Two"


def test_a_mistake_of_the_emulator_is_a_500(
    ask: Asker, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def broken(*dummy: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(app, "answer", broken)
    ask.server.on_purpose("status 500")
    answer = ask("GET", "/api/environments")
    assert answer.status_code == 500
    assert "ZeroDivisionError" in answer.json()["FullException"]
    assert "ZeroDivisionError" in capfd.readouterr().err


def test_headers_alone_are_added(ask: Asker) -> None:
    ask.server.fault(headers={"Octopus-RateLimit": "r=0;t=2"})
    answer = ask("GET", "/api")
    assert (answer.headers["Octopus-RateLimit"], answer.json()["Application"]) == ("r=0;t=2", "Octopus Deploy")


def test_a_dropped_request_is_not_carried_out(ask: Asker) -> None:
    ask.server.fault(method="POST", drop="connect")
    with pytest.raises(requests.ConnectionError):
        ask("POST", "/api/environments", {"Name": "One"})
    assert ask.get("/api/environments")["Items"] == []
    ask.server.fault(method="post", drop="body")
    with pytest.raises(requests.RequestException):
        ask("POST", "/api/environments", {"Name": "One"})
    assert len(ask.get("/api/environments")["Items"]) == 1, "here only the answer is lost"
    assert [each.status for each in ask.server.requests if each.method == "POST"] == [0, 201]


def test_a_limit_holds_for_whoever_is_not_signed_in(clock: Clock) -> None:
    """The clock stands still, so that the limit does not refill."""
    with Emulator(rate_limit=(60, 2)) as server:
        wrong = [Asker(server)("GET", "/api/environments", headers={"X-Octopus-ApiKey": "API-X"}) for dummy in range(3)]
        assert [each.status_code for each in wrong] == [401, 401, 429]
        assert Asker(server).get("/api")["Application"]


@pytest.mark.fact("C.4", "C.1")
def test_pages_keep_the_query_as_templates_spell_it(ask: Asker) -> None:
    for number in range(3):
        ask.server.seed("environments", Name=f"Environment {number}")
    page = ask.get("/api/environments?PARTIALNAME=env&take=1")
    assert page["Links"]["Page.Next"] == "/api/Spaces-1/environments?skip=1&take=1&partialName=env"
    assert ask.get(page["Links"]["Page.All"])["TotalResults"] == 3


def test_server_without_spaces() -> None:
    with Emulator(spaces=False, server_version="2018.12.0") as server:
        ask = Asker(server)
        me = ask.get("/api/users/me")
        assert "Spaces" not in me["Links"]
        ask.refused("GET", "/api/spaces", status=404)
        ask.refused("GET", f"/api/users/{me['Id']}/spaces", status=404)
        ask.refused("GET", "/api/Spaces-1/environments", status=404)
        assert [each["Name"] for each in ask.get("/api/teams")["Items"]] == [
            "Everyone",
            "Octopus Administrators",
            "Octopus Managers",
        ]
        made = ask.post("/api/projects", Name="Shop", ProjectGroupId="ProjectGroups-1", LifecycleId="Lifecycles-1")
        assert made["Links"]["Channels"].startswith("/api/projects/Projects-1/channels")
        assert (made["Slug"], "Slug" in ask.post("/api/environments", Name="One")) == ("shop", False)


def test_spaces_of_older_servers_have_a_filter_by_name() -> None:
    with Emulator(server_version="2020.5.0") as server:
        ask = Asker(server)
        assert ask.get("/api")["Links"]["Spaces"] == "/api/spaces{/id}{?name,skip,ids,take,partialName}"
        assert ask.get("/api/spaces?name=Other")["Items"] == []


def test_tls(tmp_path: Path) -> None:
    authority = trustme.CA()
    issued = authority.issue_cert("127.0.0.1")
    certificate, key, trusted = tmp_path / "c.pem", tmp_path / "k.pem", tmp_path / "ca.pem"
    issued.cert_chain_pems[0].write_to_path(str(certificate))
    issued.private_key_pem.write_to_path(str(key))
    authority.cert_pem.write_to_path(str(trusted))
    with Emulator(tls=(str(certificate), str(key))) as server:
        assert server.url.startswith("https://")
        assert requests.get(f"{server.url}/api", verify=str(trusted), timeout=10).status_code == 200
        with pytest.raises(requests.exceptions.SSLError):
            requests.get(f"{server.url}/api", timeout=10)


def test_tasks_survive_a_restart(tmp_path: Path, clock: Clock) -> None:
    database = str(tmp_path / "octopus.db")
    with Emulator(database=database, task_seconds=60) as server:
        task = Asker(server).post("/api/tasks", Name="Backup")
        assert task["State"] == "Queued"
        assert Asker(server).get(task["Links"]["Self"])["State"] == "Executing"
    clock.pass_by(30)
    with Emulator(database=database, task_seconds=60) as server:
        assert Asker(server).get(task["Links"]["Self"])["State"] == "Executing"
        clock.pass_by(30)
        assert Asker(server).get(task["Links"]["Self"])["State"] == "Success"


def test_a_new_space_is_furnished_later_also_after_a_restart(tmp_path: Path, clock: Clock) -> None:
    database = str(tmp_path / "octopus.db")
    with Emulator(database=database, furnish_seconds=60) as server:
        assert Asker(server).get("/api/lifecycles")["Items"], "the first one is there from the start"
        space = Asker(server).post("/api/spaces", Name="Team", SpaceManagersTeams=["teams-administrators"])["Id"]
        assert Asker(server).get(f"/api/{space}/lifecycles")["Items"] == []
    clock.pass_by(30)
    with Emulator(database=database, furnish_seconds=60) as server:
        assert Asker(server).get(f"/api/{space}/lifecycles")["Items"] == []
        clock.pass_by(30)
        assert Asker(server).get(f"/api/{space}/lifecycles")["Items"]
        assert Asker(server).get(f"/api/{space}/workerpools")["Items"]


def test_a_user_who_is_faster_than_the_server_in_a_new_space(clock: Clock) -> None:
    """Documents that a user has already created are not created again; all others are."""
    with Emulator(furnish_seconds=60) as server:
        ask = Asker(server)
        space = ask.post("/api/spaces", Name="Team", SpaceManagersTeams=["teams-administrators"])["Id"]
        mine = ask.post(f"/api/{space}/lifecycles", Name="Default Lifecycle")["Id"]
        clock.pass_by(60)
        assert ask.get(f"/api/{space}/workerpools")["Items"]
        assert [each["Id"] for each in ask.get(f"/api/{space}/lifecycles")["Items"]] == [mine]
        assert ask.get(f"/api/{space}/projectgroups")["Items"]


def test_a_server_starts_at_once() -> None:
    """Hundreds of tests start one each. Processor time, the best of three: the machine may be busy."""
    seconds = []
    for number in range(3):
        started = time.process_time()
        with Emulator(server_version=f"2025.4.{number}"):
            seconds.append(time.process_time() - started)
    assert min(seconds) < 0.15


@pytest.mark.parametrize(("path", "since"), [("capabilities", "2022.3"), ("configuration/feature-toggles", "2022.1")])
def test_a_server_from_before_an_address_does_not_have_it(path: str, since: str) -> None:
    for version, status in (("2020.5.0", 404), (f"{since}.0", 200)):
        with Emulator(server_version=version) as server:
            assert Asker(server)("GET", f"/api/{path}").status_code == status, version


def test_every_answer_is_late_and_those_side_by_side_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each answer waits until all requests wait; if they waited one after the other, the first one would not end."""
    waits, under_way, all_wait = list[float](), 5, asyncio.Event()

    async def together(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == under_way:
            all_wait.set()
        await all_wait.wait()

    monkeypatch.setattr(app.clock, "pause", together)
    with Emulator(delay=0.2) as server, ThreadPoolExecutor(under_way) as pool:
        list(pool.map(lambda _: Asker(server).get("/api/environments"), range(under_way)))
    assert waits == [0.2] * under_way

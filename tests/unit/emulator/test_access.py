# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Permissions, request limits, and faults on demand."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
import requests
from emulator.control import Fault
from emulator.testing import Emulator

from .conftest import Asker, Clock

LOGIN = "/api/users/login"


@pytest.mark.fact("C.2")
def test_keys(ask: Asker) -> None:
    nobody = {"X-Octopus-ApiKey": ""}
    assert ask("GET", "/api/environments", headers=nobody).status_code == 401
    assert "logged in" in ask("GET", "/api/environments", headers=nobody).json()["ErrorMessage"]
    assert ask("GET", "/api/environments", headers={"X-Octopus-ApiKey": "API-WRONG"}).status_code == 401
    assert ask("GET", f"/api/environments?ApiKey={ask.server.api_key}", headers=nobody).status_code == 200
    bearer = {**nobody, "Authorization": f"Bearer {ask.server.access_token}"}
    assert ask("GET", "/api/users/me", headers=bearer).json()["Username"] == "admin"
    assert ask.server.api_key.removeprefix("API-").isalnum()
    assert ask.server.api_key == ask.server.api_key.upper()


@pytest.mark.fact("5.27")
def test_api_keys_are_shown_once(ask: Asker) -> None:
    own = ask.get("/api/users/me")["Links"]["ApiKeys"].split("{")[0]
    made = ask("POST", own, {"Purpose": "Tests"}).json()
    assert made["ApiKey"].startswith("API-")
    assert ask("GET", "/api/users/me", headers={"X-Octopus-ApiKey": made["ApiKey"]}).status_code == 200
    listed = ask.get(own)["Items"][0]
    assert listed["ApiKey"] == {"HasValue": True, "NewValue": None, "Hint": made["ApiKey"][:8]}
    assert ask("DELETE", listed["Links"]["Self"]).status_code == 200
    assert ask("GET", "/api/users/me", headers={"X-Octopus-ApiKey": made["ApiKey"]}).status_code == 401
    assert ask("POST", own, {}).status_code == 200
    with Emulator(server_version="2026.2.1") as older:
        assert "Purpose" in Asker(older).refused("POST", own, {})


def test_password_session(ask: Asker) -> None:
    session = requests.Session()
    own = {"Username": ask.server.username, "Password": ask.server.password}
    wrong = session.post(f"{ask.server.url}{LOGIN}", json={**own, "Password": "no"}, timeout=10)
    assert wrong.status_code == 401
    assert session.post(f"{ask.server.url}{LOGIN}", json=own, timeout=10).status_code == 200
    environments = f"{ask.server.url}/api/environments"
    assert session.get(environments, timeout=10).status_code == 200
    assert session.post(environments, json={"Name": "One"}, timeout=10).status_code == 401, "no CSRF token"
    token = next(cookie.value for cookie in session.cookies if cookie.name.startswith("Octopus-Csrf-Token_"))
    headers = {"X-Octopus-Csrf-Token": token or ""}
    assert session.post(environments, json={"Name": "One"}, headers=headers, timeout=10).status_code == 201
    assert session.post(f"{ask.server.url}/api/users/logout", headers=headers, timeout=10).status_code == 200
    assert session.get(environments, timeout=10).status_code == 401


def test_a_user_who_has_the_read_only_key(ask: Asker) -> None:
    viewer = {"X-Octopus-ApiKey": ask.server.read_only_api_key}
    assert ask("GET", "/api/environments", headers=viewer).status_code == 200
    answer = ask("POST", "/api/environments", {"Name": "One"}, headers=viewer)
    assert answer.status_code == 403
    assert "Missing permission" in answer.json()["ErrorMessage"]
    assert answer.json()["HelpText"]


def test_rate_limit(clock: Clock) -> None:
    with Emulator(rate_limit=(60, 3)) as server:
        ask = Asker(server)
        answers = [ask("GET", "/api/environments") for dummy in range(5)]
        other = ask("GET", "/api/environments", headers={"X-Octopus-ApiKey": server.read_only_api_key})
    assert [each.status_code for each in answers] == [200, 200, 200, 429, 429]
    assert answers[0].headers["Octopus-RateLimit-Policy"] == "l=3;rpm=60"
    assert answers[0].headers["Octopus-RateLimit"].startswith("r=2;t=")
    assert int(answers[3].headers["Retry-After"]) >= 1
    assert other.status_code == 200, "each user has an allowance of their own"


def test_faults(ask: Asker) -> None:
    server = ask.server
    server.fault(method="GET", path="/api/spaces-1/*", status=503, headers={"Retry-After": "7"}, times=2)
    answers = [ask("GET", "/api/Spaces-1/environments") for dummy in range(3)]
    assert [each.status_code for each in answers] == [503, 503, 200]
    assert answers[0].headers["Retry-After"] == "7"
    server.fault(status=200, body="<html>", content_type="text/html")
    assert ask("GET", "/api").headers["Content-Type"] == "text/html"
    server.fault(truncate=True)
    with pytest.raises(ValueError, match=r"column \d+"):
        ask("GET", "/api").json()
    for drop in ("connect", "body"):
        server.fault(drop=drop)
        with pytest.raises(requests.RequestException):
            ask("GET", "/api")
    server.fault(delay=0.2)
    started = time.monotonic()
    ask("GET", "/api")
    assert time.monotonic() - started >= 0.2
    assert not Fault(path="/api/x").matches("GET", "/api/y")


def test_request_log(ask: Asker) -> None:
    ask.post("/api/environments", Name="One")
    ask("GET", "/api/Spaces-1/environments?Take=5")
    logged = [(each.method, each.path, each.query, each.status, each.user) for each in ask.server.requests]
    assert logged == [
        ("POST", "/api/environments", {}, 201, "Users-1"),
        ("GET", "/api/Spaces-1/environments", {"take": "5"}, 200, "Users-1"),
    ]
    assert len(ask.get("/emulator/requests")) == 2
    assert ask("DELETE", "/emulator/requests").status_code == 200
    assert ask.server.requests == []
    ask("POST", "/emulator/faults", {"status": 502})
    assert ask("GET", "/api").status_code == 502
    assert ask("GET", "/emulator/requests", headers={"X-Octopus-ApiKey": "x"}).status_code == 401


def test_a_file_survives_a_restart(tmp_path: Path) -> None:
    database = str(tmp_path / "octopus.db")
    with Emulator(database=database) as server:
        Asker(server).post("/api/environments", Name="Production", Description="Live")
        keys = server.api_key, server.password
    with Emulator(database=database) as server:
        assert (server.api_key, server.password) == keys
        ask = Asker(server)
        assert ask.get("/api/environments")["Items"][0]["Description"] == "Live"
        assert ask.post("/api/environments", Name="Other")["Id"] == "Environments-2"


def test_from_the_command_line(tmp_path: Path) -> None:
    """The program prints its address, listens on the loopback interface, and ends without output."""
    ready = tmp_path / "ready.json"
    options = ["--ready-file", str(ready), "--read-only-user", "--api-key", "API-ABC", "--rate-limit", "600:100"]
    tests = str(Path(__file__).resolve().parents[2])
    process = subprocess.Popen(
        [sys.executable, "-m", "emulator", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={"PYTHONPATH": tests},
    )
    deadline = time.monotonic() + 20
    while not ready.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    process.terminate()
    printed, complained = process.communicate(timeout=20)
    assert "export OCTOPUS_URL=http://127.0.0.1:" in printed
    assert "export OCTOPUS_API_KEY=API-ABC" in printed
    assert "may only read: API-" in printed
    assert complained == ""

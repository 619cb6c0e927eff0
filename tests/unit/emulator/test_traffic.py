# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The recorder: the parts of an exchange that it records, and those that it leaves out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from emulator.server import VERSION
from emulator.testing import Emulator
from emulator.traffic import FOLDER, GROUP, copy_group, recorder

from .conftest import Asker


def lines(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for path in folder.glob("*.jsonl") for line in path.read_text("utf-8").splitlines()]


def test_an_exchange_is_plain_whatever_went_over_the_wire(tmp_path: Path) -> None:
    with Emulator(scramble_links=True, virtual_directory="/octopus", traffic=str(tmp_path)) as server:
        ask = Asker(server)
        own = ask.get("/api")["Links"]["Environments"].partition("{")[0].removeprefix("/octopus")
        made = ask("POST", own, {"Name": "Production"}, headers={"User-Agent": "somebody"}).json()
        assert "Environments-1" not in made["Links"]["Self"]
    root, created = lines(tmp_path)
    assert (root["method"], root["path"], root["status"]) == ("GET", "/api", 200)
    assert created["version"] == VERSION
    assert (created["method"], created["path"], created["status"]) == ("POST", "/api/Spaces-1/environments", 201)
    assert created["agent"] == "somebody"
    assert created["request"] == {"Name": "Production"}
    assert created["answer"]["Links"]["Self"] == "/api/Spaces-1/environments/Environments-1"
    assert "test_an_exchange_is_plain" in created["test"]


def test_faults_are_no_answers_of_the_server(tmp_path: Path) -> None:
    with Emulator(traffic=str(tmp_path)) as server:
        ask = Asker(server)
        server.fault(status=503)
        assert ask("GET", "/api/environments").status_code == 503
        server.fault(headers={"X-Other": "1"})
        assert ask("GET", "/api/environments?take=1").status_code == 200
    assert [(each["status"], each["answer"]) for each in lines(tmp_path)] == [(None, None)] * 2


def test_the_same_again_is_not_repeated(tmp_path: Path) -> None:
    with Emulator(traffic=str(tmp_path)) as server:
        ask = Asker(server)
        for _again in range(3):
            ask.get("/api/environments?skip=0")
        ask.get("/api/environments?skip=1")
    assert [each["query"] for each in lines(tmp_path)] == [{"skip": "0"}, {"skip": "1"}]


def test_a_group_has_records_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An exchange that another program has had before is recorded for the group as well."""
    monkeypatch.delenv(GROUP, raising=False)
    with Emulator(traffic=str(tmp_path)) as server:
        ask = Asker(server)
        ask.get("/api/environments?skip=0")
        monkeypatch.setenv(GROUP, "facts")
        for skip in (0, 1, 1):
            ask.get(f"/api/environments?skip={skip}")
        monkeypatch.setenv(GROUP, "facts of others")
        ask.get("/api/environments?skip=2")
    assert [each["group"] for each in lines(tmp_path)] == ["", "facts", "facts", "facts of others"]
    copy_group(tmp_path, "facts", tmp_path / "copied" / "some.jsonl")
    assert [each["query"] for each in lines(tmp_path / "copied")] == [{"skip": "0"}, {"skip": "1"}]


def test_mistakes_on_purpose_are_recorded(tmp_path: Path) -> None:
    with Emulator(traffic=str(tmp_path)) as server:
        ask = Asker(server)
        server.put_unknown(server.seed("environments", Name="Production")["Id"], {"FromTheFuture": 1})
        server.on_purpose("status 500")
        ask.get("/api/environments")
        server.reset()
        ask.get("/api/environments")
    assert [each["planted"] for each in lines(tmp_path)] == [["FromTheFuture", "status 500"], []]


def test_the_environment_can_name_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(FOLDER, raising=False)
    assert recorder(None, "2025.4.1") is None
    monkeypatch.setenv(FOLDER, str(tmp_path))
    found = recorder(None, "2025.4.1")
    assert found is not None
    assert found.folder == tmp_path

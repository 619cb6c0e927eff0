# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Work that is done once: answers are kept for as long as they are right, and tasks left alone while they run."""

from __future__ import annotations

import pytest
from emulator import answers
from emulator.kept import MOST, Kept
from emulator.replies import Reply
from emulator.store import MEMORY, Store
from emulator.testing import Emulator
from emulator.work import queue

from .conftest import Asker

GROUPS = "/api/Spaces-1/projectgroups"


def test_a_read_is_worked_out_once(ask: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    group = ask.post(GROUPS, Name="Kept")
    paths = (f"{GROUPS}/{group['Id']}", GROUPS, f"{GROUPS}/all", f"{GROUPS}?name=Kept")
    before = [ask.get(path) for path in paths]
    monkeypatch.setattr(answers, "document_out", None)
    assert [ask.get(path) for path in paths] == before


def test_every_write_is_read(ask: Asker) -> None:
    path = f"{GROUPS}/{ask.post(GROUPS, Name='Before')['Id']}"
    before = ask.get(path)
    assert ask.get(GROUPS)["TotalResults"] == 2
    ask.put(path, {**before, "Name": "After"})
    assert ask.get(path)["Name"] == "After"
    assert ask("DELETE", path).status_code == 200
    assert ask("GET", path).status_code == 404
    assert ask.get(GROUPS)["TotalResults"] == 1


def test_a_kept_answer_has_the_headers_of_its_own_request() -> None:
    with Emulator(rate_limit=(1000, 1000)) as server:
        ask = Asker(server)
        first, second = (ask("GET", GROUPS) for dummy in range(2))
    assert list(first.headers) == list(second.headers)


def test_a_kept_answer_that_a_fault_cuts_is_whole_again(ask: Asker) -> None:
    whole = ask.get(GROUPS)
    ask.server.fault(path=GROUPS, truncate=True)
    assert len(ask("GET", GROUPS).content) < len(str(whole)) / 1.5
    assert ask.get(GROUPS) == whole


def test_links_that_are_forgotten_are_others_afterwards() -> None:
    with Emulator(scramble_links=True) as server:
        ask = Asker(server)
        before = ask.get("/api")["Links"]
        server.app.addresses.forget()
        assert ask.get("/api")["Links"]["Environments"] != before["Environments"]


def test_only_so_many_are_kept() -> None:
    kept = Kept(Store(MEMORY))
    for number in range(MOST + 1):
        kept.keep((str(number),), Reply(200, b""))
    assert kept.find(("0",)) is None
    assert kept.find((str(MOST),)) is not None


def test_a_task_that_runs_is_left_alone_until_its_time_has_come(monkeypatch: pytest.MonkeyPatch) -> None:
    with Emulator(task_seconds=3600) as server:
        ask = Asker(server)
        task = ask.post("/api/Spaces-1/tasks", Name="Health", Arguments={"MachineIds": []})
        assert ask.get(f"/api/tasks/{task['Id']}")["State"] == "Executing"
        monkeypatch.setattr(queue, "ended", None)
        assert ask.get(f"/api/tasks/{task['Id']}")["State"] == "Executing"

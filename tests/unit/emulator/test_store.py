# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The store of documents: its index, and the values that it remembers."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from emulator.store import MEMORY, Store

DOCUMENT = {"Id": "Projects-1", "SpaceId": "Spaces-1", "Slug": "web", "Name": "Web"}


def test_a_slug_is_found_as_it_is_now() -> None:
    store = Store(MEMORY)
    store.put("projects", DOCUMENT, "Web")
    store.put("projects", {**DOCUMENT, "Slug": "site"}, "Web")
    assert store.slugged("projects", "web") == []
    assert [each["Id"] for each in store.slugged("projects", "site", "Spaces-1")] == ["Projects-1"]
    assert store.slugged("projects", "site", "Spaces-2") == []


def test_a_file_of_an_older_emulator_gets_its_slugs(tmp_path: Path) -> None:
    path = tmp_path / "octopus.db"
    store = Store(str(path))
    store.put("projects", DOCUMENT, "Web")
    store.close()
    older = sqlite3.connect(path)
    older.executescript("DROP INDEX by_slug; ALTER TABLE documents DROP COLUMN slug;")
    older.close()
    opened = Store(str(path))
    assert opened.slugged("projects", "web") == [DOCUMENT]
    opened.put("projects", {**DOCUMENT, "Slug": "site"}, "Web")
    assert opened.slugged("projects", "web") == []
    opened.close()


class Refused(Exception):
    pass


def write(store: Store) -> None:
    store.put("teams", {"Id": "teams-2"})


def refuse(store: Store) -> None:
    with suppress(Refused), store.transaction():
        write(store)
        count(store)
        raise Refused


def count(store: Store) -> int:
    return store.remembered(("teams",), ("teams", "users"), lambda: len(store.all("teams")))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (write, 2),
        (refuse, 1),
        (lambda store: store.delete("teams-1"), 0),
        (lambda store: store.delete_space("Spaces-1"), 0),
        (lambda store: store.restore(Store(MEMORY).dump()), 0),
    ],
)
def test_a_remembered_value_is_found_out_anew_after_a_change(change: Callable[[Store], None], expected: int) -> None:
    store = Store(MEMORY)
    store.put("teams", {"Id": "teams-1", "SpaceId": "Spaces-1"})
    assert count(store) == 1
    change(store)
    assert count(store) == expected


def test_a_store_returns_to_what_it_had() -> None:
    store = Store(MEMORY)
    store.next_number("Teams")
    store.put("teams", {"Id": "Teams-1", "Slug": "first"}, "First", 1)
    dumped = store.dump()
    store.delete("Teams-1")
    store.put("teams", {"Id": f"Teams-{store.next_number('Teams')}"})
    store.restore(dumped)
    assert [store.all("teams"), store.slugged("teams", "first")] == [[{"Id": "Teams-1", "Slug": "first"}]] * 2
    assert (store.next_number("Teams"), store.dump()["documents"]) == (2, dumped["documents"])


def test_a_remembered_value_is_not_found_out_again_meanwhile() -> None:
    store = Store(MEMORY)
    assert store.remembered(("key",), ("teams",), lambda: "first") == "first"
    store.put("projects", DOCUMENT)
    assert store.remembered(("key",), ("teams",), lambda: "second") == "first"


def test_of_one_name_only_what_has_a_value_is_found() -> None:
    store = Store(MEMORY)
    for number in range(3):
        channel = {"Id": f"Channels-{number}", "SpaceId": "Spaces-1", "Slug": "default", "ProjectId": f"P-{number}"}
        store.put("channels", channel, "Default", number)
    having = {"ProjectId": "P-1"}
    assert [each["Id"] for each in store.named("channels", "Spaces-1", "default", having)] == ["Channels-1"]
    assert [each["Id"] for each in store.slugged("channels", "default", "Spaces-1", having)] == ["Channels-1"]
    assert len(store.slugged("channels", "default", "Spaces-1")) == 3


def test_tasks_are_found_by_their_present_state() -> None:
    store = Store(MEMORY)
    for number, state in enumerate(("Success", "Queued", "Executing")):
        store.put("tasks", {"Id": f"ServerTasks-{number}", "State": state}, number=number)
    store.put("tasks", {"Id": "ServerTasks-1", "State": "Failed"})
    store.put("releases", {"Id": "Releases-1", "State": "Queued"})
    assert [each["Id"] for each in store.tasks(("Queued", "Executing"))] == ["ServerTasks-2"]
    assert [each["Id"] for each in store.tasks(("Success", "Failed"))] == ["ServerTasks-0", "ServerTasks-1"]

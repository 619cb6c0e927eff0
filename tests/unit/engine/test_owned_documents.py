# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents that belong to another document: found by their owner, never created, read once and written once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any, cast

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import ENVIRONMENTS
from ansible_collections.octopus.deploy.plugins.module_utils._locate.resolver import Resolver
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Missing
from ansible_collections.octopus.deploy.plugins.module_utils._model.options import item_arguments, item_groups
from ansible_collections.octopus.deploy.plugins.module_utils._options import options_of
from ansible_collections.octopus.deploy.plugins.module_utils._run import Request, run
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.resource_task import resource_task
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from contract.skipping import without_waiting
from emulator.in_process import without_sockets
from emulator.testing import Emulator
from unit.engine.owned import ENTRIES

Result = dict[str, Any]
TASK = resource_task(ENTRIES)
OWN = "variableset-Projects-1"


@pytest.fixture
def server() -> Iterator[Emulator]:
    with without_sockets(), without_waiting(), Emulator() as running:
        running.seed("projects", Name="Shop", ProjectGroupId="ProjectGroups-1", LifecycleId="Lifecycles-1")
        running.seed("libraryvariablesets", Name="Common", ContentType="Variables")
        for name in ("Test", "Production"):
            running.seed("environments", Name=name)
        yield running


def task(server: Emulator, check: bool = False, **options: Any) -> Result:
    connection = {"octopus_url": server.url, "octopus_api_key": server.api_key}
    return run(TASK, Request(options_of(TASK, {**connection, **options}).values, check, 0, {}))


def ok(server: Emulator, check: bool = False, **options: Any) -> Result:
    result = task(server, check, **options)
    assert not result.get("failed"), result["msg"]
    return result


def asked(server: Emulator) -> list[str]:
    found = [f"{each.method} {each.path.replace('/api/Spaces-1', '/api')}" for each in server.requests]
    server.clear_requests()
    return found


def test_the_options_are_the_owners_and_the_fields() -> None:
    assert set(item_arguments(ENTRIES)) == {"project", "library_variable_set", "entries", "short", "mode"}
    owners = ("project", "library_variable_set")
    assert item_groups(ENTRIES) == {"mutually_exclusive": (owners,), "required_one_of": (owners, ("entries", "short"))}


@pytest.mark.parametrize("owner", [{"project": "shop"}, {"library_variable_set": "Common"}])
def test_check_run_and_second_run(server: Emulator, owner: dict[str, str]) -> None:
    entries = [{"name": "Color", "value": "red", "environments": ["Production"]}]
    predicted = ok(server, True, **owner, entries=entries)
    done = ok(server, **owner, entries=entries)
    assert predicted["changed"] and done["changed"] and predicted["diff"] == done["diff"]
    label = "project shop" if "project" in owner else "library variable set Common"
    assert done["diff"]["after_header"] == f"entries of {label}"
    assert done["id"] == done["resource"]["Id"] and done["id"].startswith("variableset-")
    assert done["resource"]["ScopeValues"] and done["resource"]["Version"] == 1
    assert not ok(server, **owner, entries=entries)["changed"]


def test_requests(server: Emulator) -> None:
    entries = [{"name": name, "value": "red", "environments": ["Production", "Test"]} for name in "abc"]
    read = ["GET /api", "GET /api/projects", "GET /api/projects/Projects-1/variables"]
    server.clear_requests()
    ok(server, project="Shop", entries=entries)
    # The server answers this PUT with nothing.
    assert asked(server) == [*read, "PUT /api/projects/Projects-1/variables", read[-1]]
    ok(server, project="Shop", entries=entries)
    assert asked(server) == read
    ok(server, project="Projects-1", entries=entries)
    assert asked(server) == [*read[:2], "GET /api/projects/Projects-1", read[2]]


def test_an_answer_without_content_is_read_again(server: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    send = Client.send

    def silent(self: Client, method: str, *more: Any) -> Any:
        found = send(self, method, *more)
        return {} if method == "PUT" else found

    monkeypatch.setattr(Client, "send", silent)
    server.clear_requests()
    done = ok(server, project="Shop", entries=[{"name": "Color", "value": "red"}])
    assert [each.split()[0] for each in asked(server)] == ["GET", "GET", "GET", "PUT", "GET"]
    assert done["resource"]["Version"] == 1


def test_names_that_a_document_lists_are_learned() -> None:
    resolver = Resolver(cast(Client, None), None)
    listed = [("1", "Test"), ("2", "test"), ("3", "Live"), (4, "Odd")]
    resolver.learn(ENVIRONMENTS, [*({"Id": identity, "Name": name} for identity, name in listed), "odd"])
    resolver.learn(ENVIRONMENTS, {"Id": "5", "Name": "No list"})
    assert resolver.resolve(ENVIRONMENTS, "live") == "3"
    assert resolver.names(ENVIRONMENTS, ["3"]) == ["Live"]
    found = [resolver.resolve(ENVIRONMENTS, name) for name in ("Test", "Odd", "No list")]
    assert all(isinstance(each, Missing) for each in found), "a name that two have means neither"


def test_the_owner_must_exist(server: Emulator) -> None:
    entries = [{"name": "Color", "value": "red"}]
    missing = task(server, project="Shopp", entries=entries)
    assert missing["failed"] and "there is no project named 'Shopp'. Similar names: 'Shop'." in missing["msg"]
    assert "project: is empty" in task(server, project=" ", entries=entries)["msg"]
    predicted = ok(server, True, project="New", entries=entries)
    assert predicted["changed"] and predicted["id"] is None
    assert predicted["diff"]["before"] == {"entries": []}
    assert any("there is no project named 'New' yet" in each for each in predicted["warnings"])


def test_merging_keeps_and_removes(server: Emulator) -> None:
    ok(server, project="Shop", entries=[{"name": name, "value": "1"} for name in "abc"])
    changed = [{"name": "a", "value": "2"}, {"name": "b", "state": "absent"}]
    ok(server, project="Shop", entries=changed, mode="merge")
    has = {each["Name"]: each["Value"] for each in server.document(OWN)["Variables"]}
    assert has == {"a": "2", "c": "1"}
    assert not ok(server, project="Shop", entries=changed, mode="merge")["changed"]


def test_short_forms_are_written_out(server: Emulator) -> None:
    assert ok(server, project="Shop", short={"a": "1"})["diff"]["after"] == {"entries": [{"name": "a", "value": "1"}]}
    assert not ok(server, project="Shop", entries=[{"name": "a", "value": "1"}])["changed"]


def test_of_two_writers_none_loses(server: Emulator) -> None:
    failed: list[str] = []

    def write(name: str, value: str, both: threading.Barrier) -> None:
        both.wait()
        result = task(server, project="Shop", entries=[{"name": name, "value": value}], mode="merge")
        failed.extend([result["msg"]] if result.get("failed") else [])

    for number in range(100):
        both = threading.Barrier(2)
        writers = [threading.Thread(target=write, args=(name, str(number), both)) for name in ("ours", "theirs")]
        for each in writers:
            each.start()
        for each in writers:
            each.join()
        has = {each["Name"]: each["Value"] for each in server.document(OWN)["Variables"]}
        assert has == {"ours": str(number), "theirs": str(number)} and not failed
    refused = [each for each in server.requests if each.status == 400]
    assert refused, "now and then one of them had read before the other wrote"

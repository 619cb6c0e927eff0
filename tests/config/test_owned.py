# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Items whose documents belong to other documents of the run: in order, planned as they are done, and never pruned."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._config import items
from ansible_collections.octopus.deploy.plugins.module_utils._tasks import info_task
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from config.driving import Config, asked, configure, export, ok, report, task, writes
from emulator.testing import Emulator
from unit.engine.owned import ENTRIES

RED = [{"name": "Color", "value": "red", "environments": ["Test"]}]


@pytest.fixture(autouse=True)
def kind(monkeypatch: pytest.MonkeyPatch) -> None:
    known: Any = items.BY_PLURAL
    monkeypatch.setitem(known.imports, "entries", lambda: ENTRIES)


def project(name: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "project_group": "Default Project Group", "lifecycle": "Default Lifecycle", **more}


def of(server: Emulator, owner: str, values: bool = True) -> dict[str, Any]:
    found = server.document(f"variableset-{owner}")["Variables"]
    return {each["Name"]: each["Value"] if values else each["Scope"] for each in found}


def three_times(server: Emulator, config: Config) -> dict[str, Any]:
    """Predicted, done, and done again."""
    server.clear_requests()
    predicted = configure(server, config, check=True)
    assert not writes(server)
    server.clear_requests()
    done = configure(server, config)
    assert report(predicted) == report(done)
    assert configure(server, config)["changes"] == []
    return done


def test_everything_is_new(server: Emulator) -> None:
    channel = {"name": "Size", "value": "1", "channel": "Beta"}
    done = three_times(
        server,
        {
            "entries": [
                {"project": "Shop", "entries": [*RED, channel]},
                {"library_variable_set": "Shop", "short": {"Color": "blue"}},
            ],
            "channels": [{"name": "Beta", "project": "Shop"}],
            "projects": [project("Shop")],
            "library_variable_sets": [{"name": "Shop"}],
            "environments": [{"name": "Test"}],
        },
    )
    assert done["updated"] == {"entries": ["of project Shop", "of library variable set Shop"]}
    assert of(server, "Projects-1") == {"Color": "red", "Size": "1"}
    paths = [each.path for each in server.requests]
    assert not [each for each in paths if each.endswith("/projects/Projects-1")], "the answers to its POST are enough"
    assert of(server, "Projects-1", values=False)["Size"]["Channel"]


def test_one_item_for_an_owner(server: Emulator) -> None:
    server.seed("projects", **seeded("Shop"))
    server.clear_requests()
    twice: Config = {"entries": [{"project": "Shop", "short": {"a": "1"}}, {"project": "shop", "short": {"b": "1"}}]}
    msg = task(server, "octopus_config", config=twice)["msg"]
    assert "entries[1]: the entries of project shop are given already, at entries[0]" in msg
    assert not server.requests, "before anything is asked"
    twice["entries"][1]["project"] = "Projects-1"
    msg = task(server, "octopus_config", config=twice)["msg"]
    assert "entries[1]: the entries of project Projects-1 are given already, at entries[0]" in msg
    twice["entries"][1] = {"project": " ", "short": {"a": "1"}}
    assert "entries[1].project: is empty" in task(server, "octopus_config", config=twice)["msg"]
    assert not of(server, "Projects-1")


def test_an_owner_that_another_item_removes(server: Emulator) -> None:
    server.seed("projects", **seeded("Shop"))
    for name in ("Shop", "Projects-1"):
        config = {
            "projects": [{"name": "Shop", "state": "absent"}],
            "entries": [{"project": name, "short": {"a": "1"}}],
        }
        msg = task(server, "octopus_config", config=config)["msg"]
        assert f"entries[0]: refers to '{name}', which projects[0] removes" in msg


def test_an_owner_that_does_not_exist(server: Emulator) -> None:
    server.seed("projects", **seeded("Shop"))
    result = task(server, "octopus_config", config={"entries": [{"project": "Shopp", "short": {"a": "1"}}]})
    assert "entries[0].project: there is no project named 'Shopp'. Similar names: 'Shop'." in result["msg"]
    predicted = configure(server, {"entries": [{"project": "Shopp", "short": {"a": "1"}}]}, check=True)
    assert predicted["changed"] and "yet; check mode assumes" in "".join(predicted["warnings"])


def test_an_owner_is_not_pruned(server: Emulator) -> None:
    for name in ("Shop", "Blog"):
        server.seed("projects", **seeded(name))
    config: Config = {"projects": [], "entries": [{"project": "Shop", "short": {"a": "1"}}]}
    done = configure(server, config, prune=["projects"])
    assert done["deleted"] == {"projects": ["Blog"]}
    assert any("'Shop' stays, as entries[0] refers to it" in each for each in done["warnings"])
    server.seed("projects", **seeded("Other"))
    config = {"entries": [{"project": "Other", "short": {}}]}
    assert configure(server, config, prune=["entries"])["changed"] is False
    assert of(server, "Projects-1") == {"a": "1"}, "they belong to their project, and are not removed without it"


def test_a_clone_begins_with_what_its_source_has(server: Emulator) -> None:
    server.seed("environments", Name="Test")
    server.seed("projects", **seeded("Shop"))
    configure(server, {"entries": [{"project": "Shop", "short": {"Kept": "1", "Changed": "1"}}]})
    done = three_times(
        server,
        {
            "projects": [{"name": "Twin", "clone_from": "Shop"}],
            "entries": [
                {"project": "Twin", "short": {"Own": "3"}, "mode": "merge"},
                {"project": "Shop", "short": {"Changed": "2"}, "mode": "merge"},
            ],
        },
    )
    twin = next(each for each in done["changes"] if each["name"] == "of project Twin")
    assert [each["name"] for each in twin["before"]["entries"]] == ["Kept", "Changed"]
    assert of(server, "Projects-2") == {"Kept": "1", "Changed": "2", "Own": "3"}


def test_a_clone_of_a_source_that_no_item_is_about(server: Emulator) -> None:
    server.seed("projects", **seeded("Shop"))
    configure(server, {"entries": [{"project": "Shop", "short": {"Kept": "1"}}]})
    same = {"project": "Twin", "short": {"Kept": "1"}}
    config: Config = {"projects": [{"name": "Twin", "clone_from": "Shop"}], "entries": [same]}
    assert three_times(server, config)["updated"] == {}


@pytest.mark.parametrize("named", ["Shop", "Store", "Projects-1"])
def test_an_owner_that_is_renamed(server: Emulator, named: str) -> None:
    server.seed("environments", Name="Test")
    server.seed("projects", **seeded("Shop"))
    config: Config = {
        "projects": [{"name": "Shop", "new_name": "Store"}],
        "entries": [{"project": named, "entries": RED}],
    }
    predicted = configure(server, config, check=True)
    assert report(predicted) == report(configure(server, config))
    assert of(server, "Projects-1") == {"Color": "red"}


def test_an_owner_that_fails(server: Emulator) -> None:
    server.fault(method="POST", path="*/projects", status=400, body={"ErrorMessage": "No."}, times=9)
    config: Config = {"projects": [project("Shop")], "entries": [{"project": "Shop", "short": {"a": "1"}}]}
    assert task(server, "octopus_config", config=config)["not_tried"] == ["entries[0]"]


@pytest.mark.parametrize("with_projects", [True, False])
def test_requests(server: Emulator, with_projects: bool) -> None:
    names = [f"Project {number}" for number in range(12)]
    server.seed("environments", Name="Test")
    for name in names:
        server.seed("projects", **seeded(name))
    config: Config = {"entries": [{"project": name, "entries": RED} for name in names]}
    if with_projects:
        config["projects"] = [{"name": name} for name in names]
    reads = Counter(GET=3 + 12)
    done, requests = asked(server, lambda: configure(server, config))
    assert done["counts"]["updated"] == 12
    # The server answers each PUT with nothing, so that the variables are read again.
    assert Counter(each.method for each in requests) == reads + Counter(PUT=12, GET=12)
    again, requests = asked(server, lambda: configure(server, config))
    assert again["changed"] is False
    assert Counter(each.method for each in requests) == reads


def test_a_writer_between_plan_and_write(server: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    server.seed("projects", **seeded("Shop"))
    modify, calls = Client.modify, list[int]()

    def raced(self: Client, document: Any, *more: Any, **how: Any) -> Any:
        calls.append(len(calls))
        if len(calls) == 1:
            theirs = [{"Name": "Theirs", "Value": "1", "Type": "String"}]
            modify(self, {**document, "Variables": theirs}, *more, **how)
        return modify(self, document, *more, **how)

    monkeypatch.setattr(Client, "modify", raced)
    configure(server, {"entries": [{"project": "Shop", "short": {"Ours": "1"}, "mode": "merge"}]})
    assert of(server, "Projects-1") == {"Theirs": "1", "Ours": "1"}


def test_a_project_that_keeps_them_in_git(server: Emulator) -> None:
    server.seed("projects", **seeded("Shop"))
    server.convert("Projects-1")
    result = task(server, "octopus_config", config={"entries": [{"project": "Shop", "short": {"a": "1"}}]})
    assert "entries[0]: 'Shop' keeps its variables in a Git repository; make the change there" in result["msg"]
    assert export(server, kinds=["entries"])["config"] == {"entries": []}


def test_a_space_that_the_run_creates(server: Emulator) -> None:
    config: Config = {
        "entries": [{"project": "Shop", "entries": RED}],
        "projects": [project("Shop")],
        "environments": [{"name": "Test"}],
        "spaces": [{"name": "Second", "space_managers_teams": ["Octopus Administrators"]}],
    }
    predicted = configure(server, config, check=True, space="Second")
    done = configure(server, config, space="Second")
    assert report(predicted) == report(done)
    assert configure(server, config, space="Second")["changes"] == []
    assert of(server, "Projects-1") == {"Color": "red"}


def test_an_export_changes_nothing(server: Emulator) -> None:
    server.seed("environments", Name="Test")
    server.seed("libraryvariablesets", Name="Shop", ContentType="Variables")
    for name in ("Shop", "Empty"):
        server.seed("projects", **seeded(name))
    config: Config = {
        "entries": [{"library_variable_set": "Shop", "short": {"a": "1"}}, {"project": "Shop", "entries": RED}]
    }
    configure(server, config)
    out = export(server, kinds=["entries"])["config"]
    assert [[each.get("project"), each.get("library_variable_set")] for each in out["entries"]] == [
        [None, "Shop"],
        ["Shop", None],
    ]
    assert configure(server, out)["changed"] is False
    assert out["entries"][1]["entries"] == RED


def test_documents_of_owners_are_read(server: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:

    known: Any = info_task.BY_NAME
    monkeypatch.setitem(known.imports, "entries", lambda: ENTRIES)
    server.seed("libraryvariablesets", Name="Shop", ContentType="Variables")
    for name in ("Shop", "Empty"):
        server.seed("projects", **seeded(name))
    found = ok(server, "octopus_info", kind="entries", name="shop")["resources"]
    assert [each["Id"] for each in found] == ["variableset-Projects-1", "variableset-LibraryVariableSets-1"]
    assert len(ok(server, "octopus_info", kind="entries", limit=2)["resources"]) == 2


def seeded(name: str) -> dict[str, Any]:
    return {"Name": name, "ProjectGroupId": "ProjectGroups-1", "LifecycleId": "Lifecycles-1"}

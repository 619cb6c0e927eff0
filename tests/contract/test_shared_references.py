# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The items of a loop look references up in shared pages, and no change is made with a reference from a page."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._locate.recent import AGE, RecentDocuments
from ansible_collections.octopus.deploy.plugins.module_utils._locate.resolvers import Resolvers
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils._session.session import Session
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from contract.conftest import Octopus, on
from contract.doors import through_action
from contract.test_shared_reads import ITEMS, asked, environments, put
from emulator.testing import Document, Emulator

MACHINE = "octopus_machine"
ROOT = 1
# The search by the first item, and the page that the second one reads.
COLLECTION = 2
PLACES = ("A", "B", "C", "D")


@pytest.fixture
def octopus(running_emulator: Emulator, sessions: list[Session]) -> Octopus:
    running_emulator.reset()
    return on(running_emulator, through_action)


def machine(name: str, *places: str, **options: Any) -> dict[str, Any]:
    """The options of a machine in these environments."""
    return {"name": name, "environments": list(places), "roles": ["web"], "cloud_region": {}, **options}


def seeded(server: Emulator, name: str, place: Document) -> Document:
    """A machine as ``machine`` asks for it."""
    endpoint = {"CommunicationStyle": "None"}
    return server.seed("machines", Name=name, EnvironmentIds=[place["Id"]], Roles=["web"], Endpoint=endpoint)


@pytest.fixture
def places(octopus: Octopus) -> dict[str, Document]:
    """Environments, each with a machine of its name, and a session that has just read pages of both."""
    found = {name: octopus.server.seed("environments", Name=name) for name in PLACES}
    for name, place in found.items():
        seeded(octopus.server, name, place)
    for each in ("A", "B"):
        assert not octopus.ok(MACHINE, machine(each, each))["changed"]
    octopus.server.clear_requests()
    return found


@pytest.mark.parametrize("check", [False, True])
def test_100_machines_in_100_environments(octopus: Octopus, check: bool) -> None:
    items = []
    for number in range(ITEMS):
        place = octopus.server.seed("environments", Name=f"Place {number}")
        seeded(octopus.server, f"Machine {number}", place)
        items.append(machine(f"Machine {number}", place["Name"]))
    assert asked(octopus, MACHINE, items, check) == (ROOT + 2 * COLLECTION, [False] * ITEMS)


@pytest.mark.parametrize("way", ["Id", "Slug"])
def test_ids_and_slugs(octopus: Octopus, places: dict[str, Document], way: str) -> None:
    """A page answers names only: a name of another document would win over them."""
    assert asked(octopus, MACHINE, [machine(name, place[way]) for name, place in places.items()])[1] == [False] * 4


def test_100_projects_in_100_groups(octopus: Octopus) -> None:
    items = []
    for number in range(ITEMS):
        group = octopus.server.seed("projectgroups", Name=f"Group {number}")
        lifecycle = octopus.server.seed("lifecycles", Name=f"Lifecycle {number}")
        name = f"Project {number}"
        octopus.server.seed("projects", Name=name, ProjectGroupId=group["Id"], LifecycleId=lifecycle["Id"])
        items.append({"name": name, "project_group": group["Name"], "lifecycle": lifecycle["Name"]})
    assert asked(octopus, "octopus_project", items) == (ROOT + 3 * COLLECTION, [False] * ITEMS)


def test_the_variables_of_100_projects(octopus: Octopus) -> None:
    """The owners of documents are references too; the documents themselves are always read."""
    items = []
    group = octopus.server.seed("projectgroups", Name="Shop")
    lifecycle = octopus.server.seed("lifecycles", Name="Standard")
    for number in range(ITEMS):
        name = f"Project {number}"
        octopus.server.seed("projects", Name=name, ProjectGroupId=group["Id"], LifecycleId=lifecycle["Id"])
        items.append({"project": name, "variables": []})
    assert asked(octopus, "octopus_variables", items) == (ROOT + COLLECTION + ITEMS, [False] * ITEMS)


def test_a_task_alone_searches(octopus: Octopus) -> None:
    """A page would have to be read in addition to the searches from which the change is planned."""
    for name in PLACES:
        octopus.server.seed("environments", Name=name)
    requests, changed = asked(octopus, MACHINE, [machine("one", *PLACES)])
    assert (requests, changed) == (ROOT + len(PLACES) + 1 + 1, [True]), "environments, the machine, and its creation"


def test_references_of_an_unchanged_item_are_kept(
    octopus: Octopus, sessions: list[Session], places: dict[str, Document]
) -> None:
    """Few documents that many items refer to are not read again and again."""
    sessions[0].client.wait(AGE + 1)
    requests, changed = asked(octopus, MACHINE, [machine(each, each) for each in "ABAB"])
    assert (requests, changed) == (COLLECTION, [False] * 4), "the machines only"


def test_a_changed_item_searches_its_references(octopus: Octopus, places: dict[str, Document]) -> None:
    """Names of documents that only a page has shown are not looked up by ID for a plan that does not count."""
    requests, changed = asked(octopus, MACHINE, [machine("B", "C")], check=True)
    assert (requests, changed) == (2, [True]), "the environment and the machine"


@pytest.mark.parametrize("check", [False, True])
def test_names_that_another_writer_swaps(
    octopus: Octopus, other: Client, places: dict[str, Document], check: bool
) -> None:
    for name, to in (("C", "Swap"), ("D", "C"), ("Swap", "D")):
        other.modify({**environments(other)[name], "Name": to})
    assert not octopus.ok(MACHINE, machine("C", "C"), check=check)["changed"], "as it was a moment ago"
    result = octopus.ok(MACHINE, machine("A", "D"), check=check)
    assert [result["diff"][when]["environments"] for when in ("before", "after")] == [["A"], ["D"]]
    assert result["resource"]["EnvironmentIds"] == [places["C"]["Id"]], "the one that is called D now"


@pytest.mark.parametrize("check", [False, True])
def test_a_reference_that_another_writer_replaces(
    octopus: Octopus, other: Client, places: dict[str, Document], check: bool
) -> None:
    for each in other.documents(other.root, "Machines"):
        if each["Name"] == "C":
            other.delete(each)
    other.delete(environments(other)["C"])
    put(other, "C")
    result = octopus.ok(MACHINE, machine("A", "C"), check=check)
    assert result["resource"]["EnvironmentIds"] == [environments(other)["C"]["Id"]]
    assert result["changed"]


def test_a_reference_that_another_writer_removes(octopus: Octopus, other: Client, places: dict[str, Document]) -> None:
    other.modify({**environments(other)["C"], "Name": "E", "Slug": "e"})
    octopus.server.clear_requests()
    result = octopus(MACHINE, machine("A", "C"))
    assert result["failed"] and "there is no environment named 'C'" in result["msg"]
    assert not octopus.writes()


@pytest.mark.parametrize("check", [False, True])
def test_a_reference_that_another_writer_creates(
    octopus: Octopus, other: Client, places: dict[str, Document], check: bool
) -> None:
    put(other, "E")
    assert octopus.ok(MACHINE, machine("A", "E"), check=check)["changed"]


def test_a_page_with_references_grows_old(
    octopus: Octopus, sessions: list[Session], other: Client, places: dict[str, Document]
) -> None:
    other.modify({**environments(other)["C"], "Name": "E", "Slug": "e"})
    sessions[0].client.wait(AGE + 1)
    assert not octopus.ok(MACHINE, machine("C", "E"))["changed"]
    assert octopus(MACHINE, machine("D", "C"))["failed"]


def test_a_write_drops_the_pages_with_references(octopus: Octopus, places: dict[str, Document]) -> None:
    assert octopus.ok("octopus_environment", {"name": "C", "new_name": "E", "slug": "e"})["changed"]
    assert not octopus.ok(MACHINE, machine("C", "E"))["changed"]
    assert octopus(MACHINE, machine("D", "C"))["failed"]


def test_a_name_wins_over_an_id_and_a_slug(octopus: Octopus, places: dict[str, Document]) -> None:
    """The page shows documents by their names only."""
    named = octopus.server.seed("environments", Name=places["D"]["Id"])
    seeded(octopus.server, "by name", named)
    assert not octopus.ok(MACHINE, machine("by name", places["D"]["Id"]))["changed"]
    assert octopus.ok(MACHINE, machine("by name", "D"))["changed"]


def test_an_id_at_a_location_that_the_server_does_not_show(octopus: Octopus, sessions: list[Session]) -> None:
    octopus.ok("octopus_environment", {"name": "A"})
    resolvers = sessions[0].kept(Resolvers)
    for _item in range(3):
        recent = RecentDocuments(resolvers.enter(None)[1], resolvers.recent)
        assert recent.resolve(Location("Gizmos", "gizmo"), "Gizmos-1") == "Gizmos-1"

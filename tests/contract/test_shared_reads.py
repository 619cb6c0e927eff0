# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The items of a loop share a page of the collection, and every change is planned from a fresh read nevertheless."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import ENVIRONMENTS
from ansible_collections.octopus.deploy.plugins.module_utils._locate.reader import PAGE
from ansible_collections.octopus.deploy.plugins.module_utils._locate.recent import AGE, RecentDocuments
from ansible_collections.octopus.deploy.plugins.module_utils._locate.resolvers import Resolvers
from ansible_collections.octopus.deploy.plugins.module_utils._session.session import Session
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from contract.conftest import Octopus, on
from contract.doors import through_action, through_module
from contract.sample import Sample
from contract.test_contract import every_named_sample
from emulator.samples import CERTIFICATE
from emulator.testing import Emulator
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

ENVIRONMENT = "octopus_environment"
ITEMS = 100
# The root, the first search and the page.
SHARED = 3
# The user and the permissions, which tell whether lists leave documents out.
SIGHT = 2


@pytest.fixture
def octopus(running_emulator: Emulator, sessions: list[Session]) -> Octopus:
    running_emulator.reset()
    return on(running_emulator, through_action)


def environments(writer: Client) -> dict[str, dict[str, Any]]:
    """The environments of the server by name, as another client reads them."""
    return {each["Name"]: each for each in writer.documents(writer.root, "Environments")}


def put(writer: Client, name: str, **properties: Any) -> None:
    """Another writer changes an environment, or creates it."""
    known = environments(writer).get(name)
    if known is None:
        writer.create(writer.root, "Environments", {"Name": name, **properties})
    else:
        writer.modify({**known, **properties})


def asked(octopus: Octopus, module: str, items: list[dict[str, Any]], check: bool = False) -> tuple[int, list[bool]]:
    """The requests of a loop, and the ``changed`` of its items."""
    octopus.server.clear_requests()
    changed = [octopus.ok(module, item, check=check)["changed"] for item in items]
    return len(octopus.server.requests), changed


def warm(octopus: Octopus, *names: str) -> None:
    """Create the environments and search them until the session has the page."""
    for name in names or ("A", "A", "A"):
        octopus.ok(ENVIRONMENT, {"name": name, "description": "one"})


@pytest.mark.parametrize("check", [False, True])
@pytest.mark.parametrize("space", [{}, {"space": "Default"}], ids=["default", "named"])
def test_100_unchanged(octopus: Octopus, space: dict[str, str], check: bool) -> None:
    items = [{"name": f"Environment {number}", **space} for number in range(ITEMS)]
    for item in items:
        octopus.server.seed("environments", Name=item["name"])
    requests, changed = asked(octopus, ENVIRONMENT, items, check)
    assert requests <= SHARED + (2 if space else 0)
    assert not any(changed)


def test_100_unchanged_with_references(octopus: Octopus) -> None:
    server = octopus.server
    places = [server.seed("environments", Name=name) for name in ("Test", "Production")]
    group = server.seed("projectgroups", Name="Shop")
    lifecycle = server.seed("lifecycles", Name="Standard")
    machines, projects = [], []
    for number in range(ITEMS):
        name, place = f"Thing {number}", places[number % 2]
        endpoint = {"CommunicationStyle": "None"}
        server.seed("machines", Name=name, EnvironmentIds=[place["Id"]], Roles=["web"], Endpoint=endpoint)
        server.seed("projects", Name=name, ProjectGroupId=group["Id"], LifecycleId=lifecycle["Id"])
        machines.append({"name": name, "environments": [place["Name"]], "roles": ["web"], "cloud_region": {}})
        projects.append({"name": name, "project_group": "Shop", "lifecycle": "Standard"})
    for module, items in (("octopus_machine", machines), ("octopus_project", projects)):
        requests, changed = asked(octopus, module, items)
        assert requests <= SHARED + 2
        assert not any(changed)


def test_100_absent(octopus: Octopus) -> None:
    items = [{"name": f"Environment {number}", "state": "absent"} for number in range(ITEMS)]
    assert asked(octopus, ENVIRONMENT, items) == (SHARED + SIGHT, [False] * ITEMS)


def test_a_loop_that_writes_costs_no_more(octopus: Octopus) -> None:
    items = [{"name": f"Environment {number}"} for number in range(ITEMS)]
    assert asked(octopus, ENVIRONMENT, items) == (1 + 2 * ITEMS, [True] * ITEMS)


def test_a_check_of_a_loop_that_writes_costs_one_more(octopus: Octopus) -> None:
    items = [{"name": f"Environment {number}"} for number in range(ITEMS)]
    assert asked(octopus, ENVIRONMENT, items, check=True) == (SHARED + SIGHT + ITEMS - 1, [True] * ITEMS)


@every_named_sample
def test_a_page_shows_the_same_of_every_kind_as_a_search(
    octopus: Octopus, sessions: list[Session], sample: Sample
) -> None:
    sample.stock(octopus.server)
    octopus.ok(sample.module, sample.minimal)

    def looked(options: dict[str, Any]) -> list[dict[str, Any]]:
        """The results of a search, of the page, of the page again, and of a session that has read nothing."""
        results = [octopus(sample.module, options) for _again in range(3)]
        sessions.clear()
        return [*results, octopus(sample.module, options)]

    first, *others = looked(sample.minimal)
    assert others == [first] * 3
    octopus(sample.module, {**sample.known, "state": "absent"})
    first, *others = looked({**sample.known, "state": "absent"})
    assert others == [first] * 3


def test_a_large_collection_is_searched(octopus: Octopus) -> None:
    """Reading it would cost several requests, and is tried once."""
    for number in range(PAGE + 1):
        octopus.server.seed("environments", Name=f"Environment {number}")
    items = [{"name": f"Environment {number}"} for number in range(10)]
    requests, changed = asked(octopus, ENVIRONMENT, items)
    assert requests == SHARED + 9
    assert not any(changed)


def test_a_write_in_the_middle_drops_the_page(octopus: Octopus) -> None:
    warm(octopus, "A", "B", "A", "B")
    items = [
        {"name": "A", "description": "two"},
        {"name": "A", "description": "two"},
        {"name": "B", "state": "absent"},
        {"name": "B", "state": "absent"},
        {"name": "A", "new_name": "B"},
        {"name": "A", "new_name": "B"},
        {"name": "A"},
    ]
    assert asked(octopus, ENVIRONMENT, items)[1] == [True, False, True, False, True, False, True]


def test_a_write_through_the_module_drops_the_page(octopus: Octopus, monkeypatch: pytest.MonkeyPatch) -> None:
    """Items of a loop may go through different doors."""
    monkeypatch.undo()
    warm(octopus)
    module = on(octopus.server, through_module)
    assert module.ok(ENVIRONMENT, {"name": "B"})["changed"]
    assert octopus.ok(ENVIRONMENT, {"name": "B", "state": "absent"})["changed"]


@pytest.mark.parametrize("check", [False, True])
def test_a_change_by_another_is_found_when_the_page_is_old(
    octopus: Octopus, sessions: list[Session], other: Client, check: bool
) -> None:
    warm(octopus)
    put(other, "A", Description="other")
    asks_for = {"name": "A", "description": "one"}
    assert not octopus.ok(ENVIRONMENT, asks_for, check=check)["changed"], "as it was a moment ago"
    sessions[0].client.wait(AGE + 1)
    result = octopus.ok(ENVIRONMENT, asks_for, check=check)
    assert (result["changed"], result["diff"]["before"]["description"]) == (True, "other")


def test_a_page_that_is_used_all_the_time_grows_old_as_well(
    octopus: Octopus, sessions: list[Session], other: Client
) -> None:
    warm(octopus)
    put(other, "A", Description="other")
    changed = []
    for _item in range(3):
        sessions[0].client.wait(AGE * 0.4)
        changed.append(octopus.ok(ENVIRONMENT, {"name": "A", "description": "one"})["changed"])
    assert changed == [False, False, True]


def test_a_long_loop_reads_a_page_every_few_seconds(octopus: Octopus, sessions: list[Session]) -> None:
    """A search before each new page would double the requests of a loop that takes long."""
    warm(octopus)
    octopus.server.clear_requests()
    for _item in range(12):
        sessions[0].client.wait(AGE * 0.4)
        octopus.ok(ENVIRONMENT, {"name": "A", "description": "one"})
    assert len(octopus.server.requests) == 4, "a page answers the item that reads it and two more"


def test_an_archived_certificate_is_found(octopus: Octopus) -> None:
    """Lists of certificates leave archived ones out, so that the page does not show whether there is one."""
    data = {"HasValue": True, "NewValue": CERTIFICATE}
    octopus.server.seed("certificates", Name="Old", CertificateData=data, Archived="2024-01-01T00:00:00.000+00:00")
    for _again in range(2):
        octopus.ok("octopus_certificate", {"name": "New", "state": "absent"})
    assert octopus.ok("octopus_certificate", {"name": "Old", "state": "absent"})["changed"]


def test_documents_of_a_page_can_be_altered(octopus: Octopus, sessions: list[Session]) -> None:
    """A plan may alter what it was given, and the next item must not see that."""
    warm(octopus)
    resolvers = sessions[0].kept(Resolvers)
    recent = RecentDocuments(resolvers.enter(None)[1], resolvers.recent)
    for _again in range(2):
        document = recent.by_name(ENVIRONMENTS, "a") or {}
        assert (document.pop("Description"), recent.from_page) == ("one", True)


@pytest.mark.parametrize("check", [False, True])
def test_changes_by_another_are_seen_before_a_change(octopus: Octopus, other: Client, check: bool) -> None:
    """The page says that there is something to do, so the document is read again."""
    warm(octopus, "A", "B", "C", "A", "B")
    put(other, "A", Description="two")
    assert not octopus.ok(ENVIRONMENT, {"name": "A", "description": "two"}, check=check)["changed"]
    put(other, "B", Description="other", UseGuidedFailure=True)
    result = octopus.ok(ENVIRONMENT, {"name": "B", "description": "two"}, check=check)
    assert result["diff"]["before"]["description"] == "other"
    assert result["resource"]["UseGuidedFailure"] is True
    other.delete(environments(other)["C"])
    assert octopus.ok(ENVIRONMENT, {"name": "C", "description": "two"}, check=check)["diff"]["before"] == {}
    put(other, "d")
    assert not octopus.ok(ENVIRONMENT, {"name": "D"}, check=check)["changed"]


def test_a_mistake_in_an_old_page_is_no_failure(octopus: Octopus, other: Client) -> None:
    """Another writer has replaced the document, so that it is of the wanted kind now."""
    machine = {"name": "one", "environments": ["A"], "roles": ["web"]}
    warm(octopus)
    octopus.ok("octopus_machine", {**machine, "cloud_region": {}})
    for _again in range(2):
        octopus.ok("octopus_machine", {**machine, "cloud_region": {}})
    known = next(other.documents(other.root, "Machines"))
    other.delete(known)
    new = {"Id": None, "Endpoint": {"CommunicationStyle": "Ssh", "Host": "h", "Port": 22}}
    endpoint = {"CommunicationStyle": "TentaclePassive", "Uri": "https://h:10933", "Thumbprint": "27B1" * 10}
    other.create(other.root, "Machines", {**known, **new, "Endpoint": endpoint})
    listening = {"listening_tentacle": {"uri": "https://h:10933", "thumbprint": "27B1" * 10}}
    assert not octopus.ok("octopus_machine", {**machine, **listening})["changed"]


NAMES, TEXTS = st.sampled_from(["A", "a", "B", "C"]), st.sampled_from(["one", "two", None])
# A wait, a write of another writer, or an item: (what, name, description); None stands for no such document.
STEPS = st.one_of(
    st.tuples(st.just("wait"), st.integers(1, 4), st.none()),
    st.tuples(st.just("other"), st.sampled_from("ABC"), TEXTS),
    st.tuples(st.sampled_from(["item", "check"]), NAMES, TEXTS),
)


@settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=st.lists(STEPS, min_size=4, max_size=16))
def test_the_reports_of_a_loop_are_true(octopus: Octopus, sessions: list[Session], steps: list[Any]) -> None:
    """Whatever another writer does: a reported change was needed and is made, and an unchanged document was as wanted
    at a moment that is not longer ago than the page may be old.
    """
    octopus.server.reset()
    sessions.clear()
    with Client(octopus.server.url, api_key=octopus.server.api_key) as other:
        octopus.ok(ENVIRONMENT, {"name": "Z"})
        history: list[tuple[float, dict[str, str]]] = []

        def now() -> dict[str, str]:
            return {name.casefold(): each["Description"] for name, each in environments(other).items()}

        history.append((sessions[0].client.now(), now()))
        for what, name, text in steps:
            if what == "wait":
                sessions[0].client.wait(name)
            elif what == "other" and text is None:
                for each in [each for key, each in environments(other).items() if key.casefold() == name.casefold()]:
                    other.delete(each)
            elif what == "other":
                named = next((each for each in environments(other) if each.casefold() == name.casefold()), name)
                put(other, named, Description=text)
            else:
                before = now()
                item = {"name": name, **({"state": "absent"} if text is None else {"description": text})}
                changed = octopus.ok(ENVIRONMENT, item, check=what == "check")["changed"]
                key, wanted = name.casefold(), text
                if changed:
                    assert before.get(key) != wanted
                    assert what == "check" or now().get(key) == wanted
                else:
                    assert now() == before
                    assert any(each.get(key) == wanted for each in lately(history, sessions[0].client.now()))
            history.append((sessions[0].client.now(), now()))


def lately(history: list[tuple[float, dict[str, str]]], time: float) -> list[dict[str, str]]:
    """The states that the server had in the last seconds: those that began then, and the one before them."""
    ends = [*(began for began, dummy in history[1:]), time]
    return [state for (dummy, state), end in zip(history, ends, strict=True) if end >= time - AGE]

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two writers at the same moment: no write of either is lost, nothing is there twice, or the task says so."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._converge.converge import converge
from ansible_collections.octopus.deploy.plugins.module_utils._locate.resolver import Resolver
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import ServerRefused
from contract.conftest import Octopus
from contract.kinds import deployment_freeze, environment
from contract.sample import Sample
from contract.samples import SAMPLES
from contract.test_contract import RESOURCES, every_named_sample

CHANGING = [each for each in SAMPLES if each.steps and not RESOURCES[each.kind].fixed]
DOUBLED = [
    deployment_freeze.HOLIDAYS_SAMPLE,
    Sample(
        title="API key",
        kind="api_key",
        minimal={"name": "Build server", "user": "admin"},
        identified_by=("name", "user"),
    ),
]


@dataclass(frozen=True)
class Request:
    """A request that the client is about to send; ``send()`` sends it, as often as it is called."""

    client: Client
    body: Any
    send: Callable[..., Any]


def around_first(
    monkeypatch: pytest.MonkeyPatch, method: str, happens: Callable[[Request], Any], times: int = 1
) -> None:
    """Have ``happens(request)`` answer the client's first requests of a method."""
    original, left = Client.send, [times]

    def send(self: Client, asked: str, holder: Any, link: str, body: Any = None, parameters: Any = None) -> Any:
        def through(method: str = asked, body: Any = body) -> Any:
            return original(self, method, holder, link, body, parameters)

        if asked != method or not left[0]:
            return through()
        left[0] -= 1
        return happens(Request(self, body, through))

    monkeypatch.setattr(Client, "send", send)


def put_back(**theirs: Any) -> Callable[[Request], Any]:
    """Another writer who reads the document before it is written, and writes all of it right after."""

    def happens(request: Request) -> Any:
        stale = request.send("GET", None)
        answer = request.send()
        # A server that keeps versions of the document refuses it.
        with contextlib.suppress(ServerRefused):
            # Some answers wrap the document in another object.
            request.send("PUT", {**stale.get("GitCredential", stale), **theirs})
        return answer

    return happens


# A server does not take a version of a document back that has been replaced since.
TAKEN_BACK = [each for each in CHANGING if not any(kind.is_versioned for kind in RESOURCES[each.kind].variants)]


@pytest.mark.parametrize("sample", TAKEN_BACK, ids=lambda sample: sample.title)
def test_a_write_that_is_put_back_is_written_again(
    one_door: Octopus, monkeypatch: pytest.MonkeyPatch, sample: Sample
) -> None:
    sample.stock(one_door.server)
    one_door.ok(sample.module, sample.minimal)
    option = next(each for each, values in sample.steps.items() if values)
    changed = {**sample.known, option: sample.steps[option][0]}
    predicted = one_door.ok(sample.module, changed, check=True)
    with monkeypatch.context() as patched:
        around_first(patched, "PUT", put_back())
        done = one_door.ok(sample.module, changed)
    assert (done["changed"], done["diff"]) == (True, predicted["diff"])
    assert not done.get("warnings")
    assert one_door.ok(sample.module, changed)["changed"] is False


NAMED = [each for each in CHANGING if not RESOURCES[each.kind].is_owned and not each.is_there]


@pytest.mark.parametrize("sample", NAMED, ids=lambda sample: sample.title)
def test_another_one_renames_it_meanwhile(one_door: Octopus, monkeypatch: pytest.MonkeyPatch, sample: Sample) -> None:
    """The document is written again, and no other one with the old name is created, although all options are given."""
    sample.stock(one_door.server)
    made = one_door.ok(sample.module, {**sample.minimal, **sample.on_create})
    named_by = RESOURCES[sample.kind].location.naming.prop
    # A certificate's file has a way of its own.
    option = next(each for each, values in sample.steps.items() if values and each != "certificate_data")
    changed = {**sample.minimal, option: sample.steps[option][0]}
    one_door.server.clear_requests()
    with monkeypatch.context() as patched:
        around_first(patched, "PUT", put_back(**{named_by: "otherwise"}))
        done = one_door.ok(sample.module, changed)
    assert done["id"] == made["id"]
    assert not [each for each in one_door.server.requests if each.method == "POST" and each.status == 201]
    assert one_door.server.document(made["id"])[named_by] == "otherwise"
    again = {**changed, "name": "otherwise", "id": made["id"]}
    assert one_door.ok(sample.module, again)["changed"] is False


@pytest.mark.parametrize("status", [None, 409])
def test_another_one_renames_what_a_configuration_updates(
    octopus: Octopus, monkeypatch: pytest.MonkeyPatch, status: int | None
) -> None:
    """Whether the server takes the update or, as one that has a version, refuses it."""
    octopus.ok("octopus_config", {"config": {"environments": [{"name": "A"}]}})

    def refused(request: Request) -> Any:
        request.send("PUT", {**request.send("GET", None), "Name": "Otherwise"})
        raise ServerRefused(409, "PUT", "https://octopus.example.com", {})

    around_first(monkeypatch, "PUT", refused if status else put_back(Name="Otherwise"))
    done = octopus.ok("octopus_config", {"config": {"environments": [{"name": "A", "description": "Mine"}]}})
    assert (done["counts"]["updated"], done["counts"]["created"]) == (1, 0)
    document = octopus.server.document("Environments-1")
    assert (document["Name"], document["Description"]) == ("Otherwise", "Mine")


def test_a_name_that_is_put_back_is_written_again(octopus: Octopus, monkeypatch: pytest.MonkeyPatch) -> None:
    made = octopus.ok("octopus_environment", name="Test")
    with monkeypatch.context() as patched:
        around_first(patched, "PUT", put_back())
        done = octopus.ok("octopus_environment", name="Test", new_name="Staging")
    assert (done["changed"], done["id"]) == (True, made["id"]) and not done.get("warnings")
    assert octopus.server.document(made["id"])["Name"] == "Staging"


def test_each_of_two_keeps_what_the_other_wrote(octopus: Octopus, monkeypatch: pytest.MonkeyPatch) -> None:
    octopus.ok("octopus_environment", environment.ENVIRONMENT.minimal)
    around_first(monkeypatch, "PUT", put_back(UseGuidedFailure=True))
    done = octopus.ok("octopus_environment", {**environment.ENVIRONMENT.known, "description": "Mine"})
    document = octopus.server.document(done["id"])
    assert (document["Description"], document["UseGuidedFailure"]) == ("Mine", True)
    assert done["resource"]["UseGuidedFailure"] is True


def test_a_writer_who_never_gives_way_gets_a_warning(octopus: Octopus, monkeypatch: pytest.MonkeyPatch) -> None:
    octopus.ok("octopus_environment", environment.ENVIRONMENT.minimal)
    around_first(monkeypatch, "PUT", put_back(Description="Theirs"), times=99)
    octopus.server.clear_requests()
    done = octopus.ok("octopus_environment", {**environment.ENVIRONMENT.known, "description": "Mine"})
    assert len(octopus.writes()) == 4 + 4, "theirs and mine"
    (warning,) = done["warnings"]
    assert warning.startswith(
        "description: the server did not keep the written value, 4 times in a row. "
        "Somebody else may be writing environment"
    ), warning


def test_a_configuration_writes_again_as_well(octopus: Octopus, monkeypatch: pytest.MonkeyPatch) -> None:
    config: dict[str, Any] = {"environments": [{"name": "A"}]}
    octopus.ok("octopus_config", {"config": config})
    config["environments"][0]["description"] = "Mine"
    around_first(monkeypatch, "PUT", put_back(UseGuidedFailure=True))
    done = octopus.ok("octopus_config", {"config": config})
    assert done["counts"]["updated"] == 1
    document = octopus.server.document("Environments-1")
    assert (document["Description"], document["UseGuidedFailure"]) == ("Mine", True)


def test_different_variables_in_the_same_instant(one_door: Octopus) -> None:
    """A hundred times, and each time both writers' values are there at the end."""
    server, kind = one_door.server, RESOURCES["variables"]
    server.seed("projects", Name="Shop", ProjectGroupId="ProjectGroups-1", LifecycleId="Lifecycles-1")
    rounds, names = 100, ("Ours", "Theirs")
    start = threading.Barrier(len(names))

    def write(name: str) -> None:
        with Client(server.url, api_key=server.api_key) as client:
            context = Context(client, Resolver(client, client.space().document))
            for number in range(rounds):
                given = {"project": "Shop", "mode": "merge", "values": {name: str(number)}}
                parameters = kind.hooks.spelled_out(given)
                start.wait(60)
                converge(kind.of(parameters), parameters, context)
                start.wait(60)
                found = server.document("variableset-Projects-1")["Variables"]
                ends.append({each["Name"]: each["Value"] for each in found})

    ends: list[dict[str, str]] = []
    threads = [threading.Thread(target=write, args=(each,)) for each in names]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert ends == [dict.fromkeys(names, str(number)) for number in range(rounds) for _name in names]


@every_named_sample
def test_the_engine_knows_which_names_are_unique(
    one_door: Octopus, monkeypatch: pytest.MonkeyPatch, sample: Sample
) -> None:
    """The server refuses a second document with the name, or the collection removes it."""
    refused: list[bool] = []

    def twice(request: Request) -> Any:
        answer = request.send()
        try:
            request.send()
        except ServerRefused:
            refused.append(True)
        return answer

    sample.stock(one_door.server)
    if sample.is_there:
        return
    monkeypatch.setattr(Client, "wait", lambda self, seconds: None)
    around_first(monkeypatch, "POST", twice)
    one_door.ok(sample.module, sample.minimal)
    assert bool(refused) is RESOURCES[sample.kind].location.naming.unique


@pytest.mark.parametrize("sample", DOUBLED, ids=lambda sample: sample.title)
class TestDoubled:
    """Two make a document at the same moment, and servers see nothing wrong in that."""

    def test_the_younger_goes(self, octopus: Octopus, monkeypatch: pytest.MonkeyPatch, sample: Sample) -> None:
        theirs: list[str] = []

        def late(request: Request) -> Any:
            theirs.append(request.send()["Id"])
            return request.send()

        sample.stock(octopus.server)
        with monkeypatch.context() as patched:
            patched.setattr(Client, "wait", lambda self, seconds: None)
            around_first(patched, "POST", late)
            done = octopus.ok(sample.module, sample.minimal)
        assert (done["id"], done["changed"]) == (theirs[0], False)
        assert octopus.ok(sample.module, sample.minimal)["id"] == theirs[0], "there is one"

    def test_the_older_stays(self, octopus: Octopus, monkeypatch: pytest.MonkeyPatch, sample: Sample) -> None:
        theirs: list[str] = []

        def early(request: Request) -> Any:
            answer = request.send()
            theirs.append(request.send()["Id"])
            return answer

        def goes(self: Client, seconds: float) -> None:
            octopus.server.remove(theirs[0])

        sample.stock(octopus.server)
        with monkeypatch.context() as patched:
            patched.setattr(Client, "wait", goes)
            around_first(patched, "POST", early)
            done = octopus.ok(sample.module, sample.minimal)
        assert (done["id"] != theirs[0], done["changed"], "warnings" in done) == (True, True, False)
        assert octopus.ok(sample.module, sample.minimal)["id"] == done["id"]

    def test_a_warning_names_the_double_that_the_other_writer_leaves(
        self, octopus: Octopus, monkeypatch: pytest.MonkeyPatch, sample: Sample
    ) -> None:
        theirs: list[str] = []

        def early(request: Request) -> Any:
            answer = request.send()
            theirs.append(request.send()["Id"])
            return answer

        sample.stock(octopus.server)
        monkeypatch.setattr(Client, "wait", lambda self, seconds: None)
        around_first(monkeypatch, "POST", early)
        done = octopus.ok(sample.module, sample.minimal)
        (warning,) = done["warnings"]
        assert f"Remove it with state: absent and id: {theirs[0]}" in warning


def test_two_rotate_a_key(octopus: Octopus, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two tasks that rotate a key, only the one whose key stays returns it."""
    key = DOUBLED[-1].minimal
    octopus.ok("octopus_api_key", key)
    theirs: list[str] = []

    def late(request: Request) -> Any:
        theirs.append(request.send()["Id"])
        return request.send()

    with monkeypatch.context() as patched:
        patched.setattr(Client, "wait", lambda self, seconds: None)
        around_first(patched, "POST", late)
        result = octopus("octopus_api_key", {**key, "rotate": True})
    assert (result["failed"], "api_key" in result) == (True, False)
    assert "Somebody else replaced API key 'Build server'" in result["msg"]
    assert "removed API key 'Build server' (apikeys-3) again, as somebody else created one" in result["msg"]
    octopus.server.remove("apikeys-1")
    assert octopus.ok("octopus_api_key", key)["id"] == theirs[0]


def test_a_space_that_another_run_makes_meanwhile(octopus: Octopus, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other run creates the space between the search for it and the read."""
    original, left = Resolver.by_name, [{"Name": "Team", "SpaceManagersTeams": ["teams-administrators"]}]

    def by_name(self: Resolver, collection: Any, *args: Any, **more: Any) -> Any:
        found = original(self, collection, *args, **more)
        if left and collection.link == "Spaces":
            octopus.server.seed("spaces", **left.pop())
        return found

    config = {
        "spaces": [{"name": "Team", "space_managers_teams": ["Octopus Administrators"]}],
        "environments": [{"name": "Production"}],
        "lifecycles": [{"name": "Slow", "phases": [{"name": "P", "optional_deployment_targets": ["Production"]}]}],
    }
    with monkeypatch.context() as patched:
        patched.setattr(Resolver, "by_name", by_name)
        done = octopus.ok("octopus_config", {"space": "Team", "config": config})
    assert done["counts"]["created"] == 2
    assert octopus.ok("octopus_config", {"space": "Team", "config": config})["changed"] is False

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A task that fails after a write says ``changed: true`` and lists its changes, for every kind and door."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._config.items import CONFIGURED
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.transport import Transport
from contract.conftest import READS, Octopus
from contract.doors import Door
from contract.kinds import environment, machine, project, team
from contract.kinds.machine import machine_surroundings
from contract.sample import Sample
from contract.samples import SAMPLES
from emulator.testing import Emulator

TENTACLE = next(each for each in machine.SAMPLES if each.title == "machine: polling_tentacle")
Before = Callable[[int], Any]


def before_each_write(monkeypatch: pytest.MonkeyPatch, happens: Before) -> None:
    """Call ``happens(n)`` before the client's n-th request that writes."""
    original = Transport.send
    count = [0]

    def counted(self: Transport, method: str, *args: Any, **more: Any) -> Any:
        if method not in READS and not more.get("asks"):
            count[0] += 1
            happens(count[0])
        return original(self, method, *args, **more)

    monkeypatch.setattr(Transport, "send", counted)


def failing_at(server: Emulator, number: int) -> Before:
    def fail(count: int) -> None:
        if count == number:
            server.fault(method="*", status=500, body={"ErrorMessage": "It broke"})

    return fail


def made(sample: Sample) -> list[dict[str, Any]]:
    return [] if sample.is_there else [{**sample.minimal, **sample.on_create}]


def walked(sample: Sample) -> list[dict[str, Any]]:
    """The document made, and walked through two values of each of its options."""
    return made(sample) + [
        {**sample.known, option: each} for option, values in sample.steps.items() for each in values[:2]
    ]


def removed(sample: Sample) -> list[dict[str, Any]]:
    return [*made(sample), {**sample.known, "state": "absent"}] if sample.goes else []


@pytest.mark.parametrize("way", [walked, removed])
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.title)
def test_a_second_write_that_fails(
    one_door: Octopus, monkeypatch: pytest.MonkeyPatch, sample: Sample, way: Callable[[Sample], Any]
) -> None:
    server, writing = one_door.server, []
    sample.stock(server)
    for options in way(sample):
        server.clear_requests()
        before = server.state()
        one_door.ok(sample.module, options)
        if len(one_door.writes()) > 1:
            writing.append((options, before))
    for options, before in writing:
        server.return_to(before)
        with monkeypatch.context() as patched:
            before_each_write(patched, failing_at(server, 2))
            result = one_door(sample.module, options)
        assert (result["failed"], result.get("changed")) == (True, True), options
        assert "It broke" in result["msg"]
        assert result["done"]
        assert all(each in result["msg"] for each in result["done"])
        one_door.ok(sample.module, options)


def a_gone_space(server: Emulator) -> None:
    server.seed("spaces", Name="Gone", SpaceManagersTeams=["teams-administrators"])


ROLES = {**team.TEAM.minimal, "scoped_user_roles": team.TEAM.steps["scoped_user_roles"][0]}
WAYS: dict[str, tuple[Callable[[Emulator], None], str, dict[str, Any], str]] = {
    "documents beside it": (team.people, "octopus_team", ROLES, "created team 'Release managers' (Teams-"),
    "before it is removed": (
        a_gone_space,
        "octopus_space",
        {"name": "Gone", "state": "absent"},
        "stopped the task queue of space 'Gone' (Spaces-2)",
    ),
    "once it is there": (
        project.PROJECT.prepare,
        "octopus_project",
        {**project.PROJECT.minimal, "release_creation_strategy": {"channel": "Default"}},
        f"created project {project.PROJECT.name!r} (Projects-",
    ),
    "an action": (
        machine_surroundings,
        TENTACLE.module,
        {**TENTACLE.minimal, "health_check": "always"},
        f"created machine {TENTACLE.name!r} (Machines-",
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_the_ways_of_writing_twice(octopus: Octopus, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    """The test above can't run out of cases."""
    prepare, module, options, done = WAYS[way]
    prepare(octopus.server)
    before_each_write(monkeypatch, failing_at(octopus.server, 2))
    result = octopus(module, options)
    assert (result["failed"], result["changed"]) == (True, True)
    assert f"Done before that: {done}" in result["msg"], result["msg"]


def test_a_read_that_fails_after_the_write(octopus: Octopus, monkeypatch: pytest.MonkeyPatch) -> None:
    octopus.ok("octopus_environment", environment.ENVIRONMENT.minimal)

    def fail(count: int) -> None:
        octopus.server.fault(method="GET", status=500, times=1)

    before_each_write(monkeypatch, fail)
    result = octopus("octopus_environment", {**environment.ENVIRONMENT.known, "description": "Other"})
    assert (result["failed"], result["changed"], len(result["done"])) == (True, True, 1)


def test_an_answer_that_can_not_be_read(octopus: Octopus) -> None:
    """Every module reports an accepted write, by the request if it has no words for the change."""
    octopus.server.fault(method="POST", truncate=True)
    follow = [{"link": "Environments"}]
    result = octopus("octopus_api", {"method": "POST", "follow": follow, "body": {"Name": "Half"}})
    assert (result["failed"], result["changed"]) == (True, True)
    assert result["done"][0].startswith(f"POST {octopus.server.url}/api/")


def test_nothing_was_written(octopus: Octopus) -> None:
    octopus.server.fault(method="POST", status=500, body={"ErrorMessage": "It broke"})
    result = octopus("octopus_environment", environment.ENVIRONMENT.minimal)
    assert (result["failed"], result.get("changed", False), "done" in result) == (True, False, False)


def test_a_configuration(octopus: Octopus, monkeypatch: pytest.MonkeyPatch) -> None:
    """A document that failed half-way is none of those that are done."""
    team.people(octopus.server)
    roles = {**team.TEAM.minimal, "scoped_user_roles": team.TEAM.steps["scoped_user_roles"][0]}
    before_each_write(monkeypatch, failing_at(octopus.server, 2))
    result = octopus("octopus_config", {"config": {"teams": [roles]}, "parallelism": 1})
    assert (result["failed"], result["changed"], result["counts"]["failed"]) == (True, True, 1)
    assert "created team 'Release managers'" in result["failures"][0]["msg"]


def test_all_writes_before_a_failure_are_in_one_list(octopus: Octopus, monkeypatch: pytest.MonkeyPatch) -> None:
    """The team is created first, and then one role after the other."""
    team.people(octopus.server)
    roles = [{"user_role": "Project viewer", "space": "Default"}, {"user_role": "System manager"}]
    config = {"teams": [{**team.TEAM.minimal, "scoped_user_roles": roles}]}
    before_each_write(monkeypatch, failing_at(octopus.server, 3))
    (failure,) = octopus("octopus_config", {"config": config})["failures"]
    assert [each.partition(" (")[0].split()[0] for each in failure["done"]] == ["created", "created"]
    assert failure["msg"].endswith(f"Done before that: {', '.join(failure['done'])}.")
    assert failure["msg"].count("Done before that") == 1


@pytest.mark.parametrize("there", [False, True], ids=["new", "as it is"])
@pytest.mark.parametrize("ends", ["badly", "late"])
def test_a_task_of_the_server_that_fails(door: Door, ends: str, there: bool) -> None:
    """The queued task counts as a change, even without any other write."""
    seconds, reason = (60, "has not ended after 1 seconds") if ends == "late" else (0, "ended as Failed")
    with Emulator(task_seconds=seconds) as server:
        octopus = Octopus(server, door, {"octopus_url": server.url, "octopus_api_key": server.api_key})
        server.seed("environments", Name="Production")
        web = {"name": "web", "environments": ["Production"], "roles": ["web"], "skip_initial_health_check": True}
        web["listening_tentacle"] = {"uri": "https://web.invalid:10933/", "thumbprint": "AB" * 20}
        if there:
            octopus.ok("octopus_machine", web)
        checked = {**web, "health_check": "always", "wait_timeout": 1, "wait_interval": 1}
        single = octopus("octopus_machine", checked)
        if not there:
            octopus.ok("octopus_machine", {"name": "web", "state": "absent"})
        whole = octopus("octopus_config", {"config": {"machines": [checked]}})
    for result, failure in ((single, single), (whole, whole["failures"][0])):
        assert (result["failed"], result["changed"]) == (True, True)
        assert reason in failure["msg"]
        assert "queued server task ServerTasks-" in failure["done"][-1], failure
        assert len(failure["done"]) == (1 if there else 2)


READABLE = [each for each in SAMPLES if each.kind in {kind.kind for kind in CONFIGURED} and not each.is_there]


@pytest.mark.parametrize("sample", READABLE, ids=lambda sample: sample.title)
def test_an_answer_in_a_configuration_that_can_not_be_read(
    one_door: Octopus, monkeypatch: pytest.MonkeyPatch, sample: Sample
) -> None:
    """The server has taken the only write."""
    sample.stock(one_door.server)
    plural = next(each.plural for each in CONFIGURED if each.kind == sample.kind)
    before_each_write(monkeypatch, lambda count: one_door.server.fault(method="*", truncate=True))
    result = one_door("octopus_config", {"config": {plural: made(sample)}})
    assert (result["failed"], result["changed"], result["counts"]["failed"]) == (True, True, 1), result["msg"]
    assert result["failures"][0]["done"][0].split()[0] in ("POST", "PUT")


def test_a_new_space_that_can_not_be_entered(octopus: Octopus) -> None:
    """The space was created, but not its contents."""
    octopus.server.fault(method="GET", path="/api/Spaces-2", status=500, body={"ErrorMessage": "It broke"})
    config = {"spaces": [{"name": "New", "space_managers_team_members": ["admin"]}], "environments": [{"name": "One"}]}
    result = octopus("octopus_config", {"space": "New", "config": config})
    assert (result["failed"], result["changed"]) == (True, True)
    assert result["failures"][0]["done"] == ["created space 'New' (Spaces-2)"], result["failures"]


def test_a_key_that_can_not_be_written_down(octopus: Octopus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The new key is removed again, and the old one stays."""
    key = {"name": "Build server", "user": "admin"}
    old = octopus.ok("octopus_api_key", key)
    dest = tmp_path / "key"

    def refused(path: Path, mode: int) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted", str(path))

    # Nobody can find out beforehand that the file system has no permissions.
    monkeypatch.setattr(Path, "chmod", refused)
    result = octopus("octopus_api_key", {**key, "rotate": True, "dest": str(dest)})
    assert (result["failed"], result["changed"], len(result["done"])) == (True, True, 2)
    assert "The key was removed, so that the task can be repeated" in result["msg"]
    assert octopus.ok("octopus_api_key", key)["id"] == old["id"]

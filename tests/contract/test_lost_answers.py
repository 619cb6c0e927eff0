# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A write whose answer is lost is not repeated: the task looks whether it took effect, and reports that."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.octopus.deploy.plugins.module_utils._model.redaction import secret_values
from contract.conftest import Octopus
from contract.kinds import team
from contract.kinds.certificate import OTHER_PEM, PEM
from contract.sample import Sample
from contract.samples import SAMPLES
from contract.test_half_done import before_each_write
from emulator.testing import Emulator
from tasks import TASKS

# The server carries the request out and breaks its answer off; or it does not even read the request.
CARRIED_OUT, IGNORED = "body", "connect"
# A document that belongs to an owner exists as long as the owner, and is only changed.
OWNED = {each.kind for each in KINDS if each.is_owned}
TO_CREATE = [each for each in SAMPLES if not each.is_there and each.kind not in OWNED]
# Before a space is removed, its task queue is stopped, which has a test of its own.
TO_REMOVE = [each for each in TO_CREATE if each.goes and each.kind != "space"]
of_each = pytest.mark.parametrize


def lose(server: Emulator, drop: str) -> None:
    """Let the answer to the next write be lost."""
    for method in ("POST", "PUT", "DELETE"):
        server.fault(method=method, drop=drop)


def check(result: dict[str, Any], drop: str, done: str, may_be_unknown: bool = False) -> None:
    """Fail if the result is wrong about the server. A document does not show whether it has a new secret."""
    assert result["failed"] is True
    if may_be_unknown and "check before you repeat it" in result["msg"]:
        assert "done" not in result
        return
    assert "unknown" not in result["msg"], result["msg"]
    if drop == CARRIED_OUT:
        assert result["changed"] is True, result["msg"]
        assert result["done"][-1].startswith(done)
        assert f"showed that the request took effect: it has {result['done'][-1]}" in result["msg"]
    else:
        assert (result.get("changed", False), result.get("done")) == (False, None)
        assert "Afterwards the server showed no effect of the request: " in result["msg"]


@of_each("drop", [CARRIED_OUT, IGNORED])
@of_each("sample", TO_CREATE, ids=lambda sample: sample.title)
def test_a_creation(one_door: Octopus, sample: Sample, drop: str) -> None:
    sample.stock(one_door.server)
    options = {**sample.minimal, **sample.on_create}
    lose(one_door.server, drop)
    check(one_door(sample.module, options), drop, "created ")
    one_door.server.clear_faults()
    one_door.ok(sample.module, options)


@of_each("drop", [CARRIED_OUT, IGNORED])
@of_each("sample", TO_REMOVE, ids=lambda sample: sample.title)
def test_a_removal(one_door: Octopus, sample: Sample, drop: str) -> None:
    sample.stock(one_door.server)
    one_door.ok(sample.module, {**sample.minimal, **sample.on_create})
    lose(one_door.server, drop)
    check(one_door(sample.module, {**sample.known, "state": "absent"}), drop, "removed ")
    one_door.server.clear_faults()
    assert one_door.ok(sample.module, {**sample.known, "state": "absent"})["changed"] is (drop == IGNORED)


@of_each("drop", [CARRIED_OUT, IGNORED])
@of_each("sample", SAMPLES, ids=lambda sample: sample.title)
def test_changes(one_door: Octopus, sample: Sample, drop: str) -> None:
    sample.stock(one_door.server)
    if not sample.is_there:
        one_door.ok(sample.module, {**sample.minimal, **sample.on_create})
    for option, values in sample.steps.items():
        for value in values[:1]:
            options = {**sample.known, option: value}
            lose(one_door.server, drop)
            result = one_door(sample.module, options)
            one_door.server.clear_faults()
            again = one_door.ok(sample.module, options)
            if result.get("failed"):
                secret = secret_values(TASKS[sample.module].arguments, options)
                # An option names the owner of variables, whose short form may be given.
                changed = (
                    "changed variables of " if "name" not in sample.known and sample.known else f"changed {option} of "
                )
                check(result, drop, changed, may_be_unknown=bool(secret))
            if drop == IGNORED:
                assert again["changed"] is result.get("failed", False)


LOGIN = "<!DOCTYPE html><html><title>Sign in</title><input type='password'></html>"


@of_each("content_type", ["text/html; charset=utf-8", "text/plain", "application/json"])
@of_each("step", ["creation", "change", "removal"])
def test_a_page_of_a_proxy_is_no_answer(one_door: Octopus, step: str, content_type: str) -> None:
    """A proxy wants the user to sign in, and answers 200 in place of the server, which has not changed anything."""
    if step != "creation":
        one_door.ok("octopus_environment", {"name": "Test"})
    options = {"creation": {}, "change": {"description": "New"}, "removal": {"state": "absent"}}[step]
    for method in ("POST", "PUT", "DELETE"):
        one_door.server.fault(method=method, status=200, body=LOGIN, content_type=content_type)
    result = one_door("octopus_environment", {"name": "Test", **options})
    assert (result["failed"], result.get("changed", False), result.get("done")) == (True, False, None)
    assert "instead of JSON: 'Sign in'. This is a sign-in page" in result["msg"]
    assert "Afterwards the server showed no effect of the request" in result["msg"]
    one_door.server.clear_faults()
    assert one_door.ok("octopus_environment", {"name": "Test", **options})["changed"] is True


@of_each("carried_out", [True, False])
@of_each("status", [502, 504])
def test_a_proxy_that_got_no_answer(
    octopus: Octopus, monkeypatch: pytest.MonkeyPatch, status: int, carried_out: bool
) -> None:
    """After a proxy's 502 or 504 nobody knows whether the server carried the request out."""
    server = octopus.server
    if carried_out:
        # The request that the server has taken comes from somebody else, which nobody can tell apart.
        before_each_write(monkeypatch, lambda count: server.seed("environments", Name="Test"))
    server.fault(method="POST", status=status, body="<h1>Bad gateway</h1>", content_type="text/html")
    result = octopus("octopus_environment", {"name": "Test"})
    assert (result["failed"], result.get("changed", False)) == (True, carried_out)
    assert f"answered {status}: 'Bad gateway'. A proxy in front of the server got no answer from it." in result["msg"]


def test_a_page_of_a_proxy_in_a_configuration(octopus: Octopus) -> None:
    octopus.server.fault(method="POST", status=200, body=LOGIN, content_type="text/html")
    result = octopus("octopus_config", {"config": {"environments": [{"name": "Test"}, {"name": "Other"}]}})
    assert (result["failed"], result["changed"], result["counts"]["created"]) == (True, False, 0)
    assert "done" not in result["failures"][0]


def test_a_step_before_a_removal(octopus: Octopus) -> None:
    """The task queue of a space is stopped first: that the space still exists says nothing about that."""
    octopus.ok("octopus_space", {"name": "Second", "space_managers_teams": ["Octopus Administrators"]})
    octopus.server.fault(method="PUT", drop=CARRIED_OUT)
    result = octopus("octopus_space", {"name": "Second", "state": "absent"})
    assert (result["failed"], "check before you repeat it" in result["msg"]) == (True, True)


def test_a_key_in_a_lost_answer(octopus: Octopus) -> None:
    """Nobody will ever see the key, so the message says how to remove it."""
    octopus.server.fault(method="POST", drop=CARRIED_OUT)
    result = octopus("octopus_api_key", {"name": "Build server", "user": "admin"})
    (done,) = result["done"]
    identity = done.partition("(")[2].rstrip(")")
    assert done.startswith("created API key 'Build server' (apikeys-")
    assert f"was in the lost answer, so remove it with state: absent and id: {identity}" in result["msg"]


@of_each("number", [1, 2, 3])
def test_a_later_write_of_a_task(octopus: Octopus, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """A team is created, and then its roles: ``done`` lists the earlier writes and the lost one."""
    team.people(octopus.server)
    roles = [{"user_role": "Project viewer", "space": "Default"}, {"user_role": "System manager"}]
    before_each_write(
        monkeypatch,
        lambda count: lose(octopus.server, CARRIED_OUT) if count == number else octopus.server.clear_faults(),
    )
    result = octopus("octopus_team", {**team.TEAM.minimal, "scoped_user_roles": roles})
    assert (result["failed"], result["changed"]) == (True, True)
    assert [each.split()[0] for each in result["done"]] == ["created", *["created"] * (number - 2), "changed"][:number]
    assert "showed that the request took effect" in result["msg"]
    monkeypatch.undo()
    octopus.server.clear_faults()
    octopus.ok("octopus_team", {**team.TEAM.minimal, "scoped_user_roles": roles})


def test_a_server_that_is_gone(octopus: Octopus) -> None:
    """If the document can't be read either, the effect stays unknown."""
    octopus.ok("octopus_environment", {"name": "One"})
    octopus.server.fault(method="PUT", drop=CARRIED_OUT)
    octopus.server.fault(method="GET", drop=IGNORED, path="*/environments/*", times=9)
    assert octopus.ok("octopus_environment", {"name": "One"})["changed"] is False
    result = octopus("octopus_environment", {"name": "One", "description": "New"})
    assert "check before you repeat it" in result["msg"]
    assert (result.get("changed", False), result.get("done")) == (False, None)


@of_each("drop", [CARRIED_OUT, IGNORED])
@of_each("options", [{"name": "New"}, {"name": "Old", "description": "x"}, {"name": "Old", "state": "absent"}], ids=str)
def test_a_configuration(octopus: Octopus, options: dict[str, Any], drop: str) -> None:
    octopus.ok("octopus_environment", {"name": "Old"})
    lose(octopus.server, drop)
    result = octopus("octopus_config", {"config": {"environments": [options]}})
    (failure,) = result["failures"]
    assert (result["failed"], result["changed"]) == (True, drop == CARRIED_OUT)
    assert len(failure.get("done", ())) == (drop == CARRIED_OUT)
    octopus.server.clear_faults()
    octopus.ok("octopus_config", {"config": {"environments": [options]}})


@of_each("drop", [CARRIED_OUT, IGNORED])
@of_each("method", ["PUT", "DELETE"])
def test_any_request(octopus: Octopus, method: str, drop: str) -> None:
    # The API takes no body to remove an environment.
    octopus.server.on_purpose("the body")
    octopus.ok("octopus_environment", {"name": "One"})
    lose(octopus.server, drop)
    given = {"follow": [{"link": "Environments", "name": "One"}], "method": method, "body": {"Description": "New"}}
    result = octopus("octopus_api", given)
    assert (result.get("changed", False), len(result.get("done", ()))) == (drop == CARRIED_OUT, drop == CARRIED_OUT)
    posted = {"follow": [{"link": "Environments"}], "method": "POST", "body": {"Name": "Two"}}
    octopus.server.clear_faults()
    lose(octopus.server, drop)
    assert "check before you repeat it" in octopus("octopus_api", posted)["msg"]


def test_the_next_item_of_a_loop_looks_anew(one_door: Octopus) -> None:
    """A session remembers names and IDs, and forgets them where a write may have taken effect."""
    old = one_door.ok("octopus_environment", {"name": "One"})["id"]
    machine = {"name": "m", "environments": ["One"], "roles": ["web"], "cloud_region": {}}
    one_door.ok("octopus_machine", machine)
    one_door.ok("octopus_machine", {"name": "m", "state": "absent"})
    lose(one_door.server, CARRIED_OUT)
    assert one_door("octopus_environment", {"name": "One", "state": "absent"})["changed"] is True
    one_door.server.clear_faults()
    new = one_door.server.seed("environments", Name="One")["Id"]
    made = one_door.ok("octopus_machine", machine)["resource"]
    assert (made["EnvironmentIds"], new != old) == ([new], True)


@of_each("drop", [CARRIED_OUT, IGNORED])
@of_each("number", [1, 2])
def test_one_of_several_writes(octopus: Octopus, monkeypatch: pytest.MonkeyPatch, number: int, drop: str) -> None:
    """Each option is written by a request of its own: other options do not show whether the lost one took effect."""
    settings = {
        "maintenance": {"is_in_maintenance_mode": True},
        "server": {"server_uri": "https://octopus.example.com"},
    }
    before_each_write(
        monkeypatch, lambda count: lose(octopus.server, drop) if count == number else octopus.server.clear_faults()
    )
    result = octopus("octopus_server_settings", settings)
    lost = [*settings][number - 1]
    earlier = ["wrote MaintenanceConfiguration"][: number - 1]
    if drop == CARRIED_OUT:
        assert f"the request took effect: it has changed {lost} of server settings." in result["msg"]
        assert result["done"] == [*earlier, f"changed {lost} of server settings"]
    else:
        assert f"Afterwards the server showed no effect of the request: {lost} did not change." in result["msg"]
        assert result.get("done", []) == earlier


def test_one_of_several_writes_of_one_option(octopus: Octopus, monkeypatch: pytest.MonkeyPatch) -> None:
    """An option that an earlier write has changed in part does not show it either: the effect stays unknown."""
    team.people(octopus.server)
    roles = [{"user_role": "Project viewer", "space": "Default"}, {"user_role": "System manager"}]
    before_each_write(
        monkeypatch, lambda count: lose(octopus.server, IGNORED) if count == 3 else octopus.server.clear_faults()
    )
    result = octopus("octopus_team", {**team.TEAM.minimal, "scoped_user_roles": roles})
    assert "check before you repeat it" in result["msg"]
    assert [each.split()[0] for each in result["done"]] == ["created", "created"]


ITSELF = "certificate 'Shop' (Certificates-1)"
CERTIFICATE = {"name": "Shop", "certificate_data": PEM}
MODULE = "script module 'Greet' (LibraryVariableSets-1)"
FEED = "feed 'Images' (Feeds-1001)"
# Two states of a document, and the change that each request between them makes; None for a change that nothing shows.
SEVERAL = {
    "replaced, changed and archived": (
        "octopus_certificate",
        CERTIFICATE,
        {**CERTIFICATE, "certificate_data": OTHER_PEM, "notes": "Ours", "archived": True},
        (None, f"changed notes of {ITSELF}", f"changed archived of {ITSELF}"),
    ),
    "unarchived and changed": (
        "octopus_certificate",
        {**CERTIFICATE, "archived": True},
        {"name": "Shop", "notes": "Ours", "archived": False},
        (f"changed archived of {ITSELF}", f"changed notes of {ITSELF}"),
    ),
    "another type": (
        "octopus_feed",
        {"name": "Images", "docker": {"feed_uri": "https://one.example/"}},
        {"name": "Images", "google_container_registry": {"feed_uri": "https://two.example/"}},
        (f"changed google_container_registry of {FEED}",) * 2,
    ),
    "renamed variables": (
        "octopus_script_module",
        {"name": "Hello", "script": {"body": "echo one"}},
        {"name": "Hello", "new_name": "Greet", "description": "Says", "script": {"body": "echo two"}},
        (None, f"changed description, name of {MODULE}", f"changed script of {MODULE}"),
    ),
}


@of_each("drop", [CARRIED_OUT, IGNORED])
@of_each("case", SEVERAL)
def test_one_of_several_requests_of_a_hook(
    octopus: Octopus, monkeypatch: pytest.MonkeyPatch, case: str, drop: str
) -> None:
    """Changes of earlier requests do not show whether the lost one took effect, and are not reported twice."""
    module, first, second, changes = SEVERAL[case]
    for number, change in enumerate(changes):
        octopus.server.reset()
        octopus.ok(module, first)
        with monkeypatch.context() as patch:
            before_each_write(patch, partial(lose_one, octopus.server, drop, number + 1))
            result = octopus(module, second)
        octopus.server.clear_faults()
        done = result.get("done", [])
        if change is None:
            assert "check before you repeat it" in result["msg"], result["msg"]
        elif drop == CARRIED_OUT:
            assert f"showed that the request took effect: it has {change}." in result["msg"], result["msg"]
        else:
            assert "showed no effect of the request: " in result["msg"], result["msg"]
        assert (len(done), done[number:]) == (
            number + (bool(change) and drop == CARRIED_OUT),
            done[number:] and [change],
        )


def lose_one(server: Emulator, drop: str, number: int, count: int) -> None:
    if count == number:
        lose(server, drop)
    else:
        server.clear_faults()

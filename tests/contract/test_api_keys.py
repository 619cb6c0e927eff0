# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""API keys are shown once and never changed."""

from __future__ import annotations

import json
import os
import stat
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._kinds import api_key
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.moments import instant
from contract.conftest import Octopus
from contract.doors import through_action

MODULE = "octopus_api_key"
KEY = {"name": "Build server", "user": "admin"}


def works(octopus: Octopus, key: str) -> bool:
    return not octopus("octopus_info", {"kind": "space", "octopus_api_key": key}).get("failed")


@pytest.mark.fact("5.27")
def test_the_key_is_returned_once(octopus: Octopus) -> None:
    predicted = octopus.ok(MODULE, KEY, check=True)
    made = octopus.ok(MODULE, KEY, verbosity=4)
    again = octopus.ok(MODULE, KEY)
    assert ("api_key" in predicted, made["changed"], again["changed"], "api_key" in again) == (
        False,
        True,
        False,
        False,
    )
    assert works(octopus, made["api_key"])
    assert json.dumps(made).count(made["api_key"]) == 1
    if octopus.door is through_action:
        assert made["_ansible_no_log"] is True
        assert "_ansible_no_log" not in again


def test_a_key_without_a_name_is_not_called_none(octopus: Octopus) -> None:
    """Older programs create keys without a purpose, which the server answers as null."""
    nameless = octopus.ok(MODULE, KEY)["id"]
    octopus.server.left_by_older(nameless, Purpose=None)
    named = {"name": "None", "user": "admin"}
    for check in (True, False):
        assert octopus.ok(MODULE, {**named, "state": "absent"}, check=check)["changed"] is False
    made = octopus.ok(MODULE, named)
    assert (made["changed"], made["id"] == nameless) == (True, False)
    assert octopus.ok(MODULE, {**named, "state": "absent"})["id"] == made["id"]
    assert octopus.server.document(nameless)["Purpose"] is None


def test_the_actor_type_of_a_key_can_not_change(octopus: Octopus) -> None:
    made = octopus.ok(MODULE, {**KEY, "actor_type": "AiAgent"})
    assert octopus.server.document(made["id"])["ActorType"] == "AiAgent"
    assert octopus.ok(MODULE, KEY)["changed"] is False
    refused = octopus(MODULE, {**KEY, "actor_type": "User"})
    assert "was created with 'AiAgent', and the server can't change that to 'User'" in refused["msg"]


def test_a_new_key_can_last_as_long_as_the_server_allows(octopus: Octopus) -> None:
    usual = octopus.ok(MODULE, KEY)
    longest = {"name": "Night run", "user": "admin", "expires": "longest"}
    predicted = octopus.ok(MODULE, longest, check=True)
    made = octopus.ok(MODULE, longest)
    assert (predicted["diff"], made["diff"]["after"]["expires"]) == (made["diff"], "longest")
    expiries = [octopus.server.document(each["id"])["Expires"] for each in (usual, made)]
    assert (bool(expiries[0]), expiries[1]) == (True, None), "a new server gives keys a default, and has no limit"
    assert octopus.ok(MODULE, longest)["changed"] is False
    refused = octopus(MODULE, {"name": "Never", "user": "admin", "expires": "never"})
    assert "expires: 'never' is not a point in time" in refused["msg"] and "longest" in refused["msg"]


def test_a_new_key_can_last_for_a_time_from_now(octopus: Octopus) -> None:
    """The duration is counted when a key is created. Later, it changes nothing."""
    for_long = {**KEY, "expires": "90d"}
    predicted = octopus.ok(MODULE, for_long, check=True)
    made = octopus.ok(MODULE, for_long)
    assert (predicted["diff"], made["diff"]["after"]["expires"]) == (made["diff"], "90d")
    created, expires = (instant(octopus.server.document(made["id"])[each]) for each in ("Created", "Expires"))
    assert created and expires
    assert expires - created == timedelta(days=90), "the clock of the test stands still"
    for same in ("90d", "12h", "1.00:00:00"):
        octopus.server.clear_requests()
        assert octopus.ok(MODULE, {**KEY, "expires": same})["changed"] is False
        assert octopus.writes() == []
    rotated = octopus.server.document(octopus.ok(MODULE, {**KEY, "expires": "1h 30m", "rotate": True})["id"])
    assert instant(rotated["Expires"]) == created + timedelta(hours=1, minutes=30)


@pytest.mark.parametrize("given", ["90", "1:30", "soon", "-5d", " ", "90 d 5"])
def test_a_text_that_is_no_time_at_all(one_door: Octopus, given: str) -> None:
    message = one_door(MODULE, {**KEY, "expires": given})["msg"]
    assert message.startswith(f"expires: {given!r} is not a point in time; write it as ")
    assert "or as a duration from now, such as 90d, or give longest" in message


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ("0d", "'0d' is too short; a key must last at least 1s"),
        ("9999999d", "'9999999d' from now is later than the year 9999; give longest"),
    ],
)
def test_a_time_that_no_key_can_last(one_door: Octopus, given: str, problem: str) -> None:
    for check in (True, False):
        assert problem in one_door(MODULE, {**KEY, "expires": given}, check=check)["msg"]
    assert one_door.writes() == []


@pytest.mark.fact("5.27")
def test_a_new_key_replaces_the_old_one(octopus: Octopus) -> None:
    made = octopus.ok(MODULE, KEY)
    predicted = octopus.ok(MODULE, {**KEY, "rotate": True}, check=True)
    new = octopus.ok(MODULE, {**KEY, "rotate": True})
    assert predicted["diff"] == new["diff"]
    assert (new["diff"]["before"]["id"], new["diff"]["after"]["id"]) == (made["id"], None), "no ID is known yet"
    assert (new["changed"], new["id"] == made["id"]) == (True, False)
    assert (works(octopus, made["api_key"]), works(octopus, new["api_key"])) == (False, True)
    octopus.ok(MODULE, {**KEY, "state": "absent"})
    assert not works(octopus, new["api_key"])


@pytest.mark.parametrize("fault", [{"status": 503}, {"status": 403}, {"status": 500}, {"drop": "connect"}], ids=str)
def test_the_new_key_is_returned_although_the_old_one_stays(octopus: Octopus, fault: dict[str, Any]) -> None:
    old = octopus.ok(MODULE, KEY)
    octopus.server.fault(method="DELETE", **fault)
    new = octopus.ok(MODULE, {**KEY, "rotate": True})
    assert (works(octopus, old["api_key"]), works(octopus, new["api_key"])) == (True, True)
    assert (new["changed"], new["id"] != old["id"], len(new["warnings"])) == (True, True, 1)
    assert f"Remove it with state: absent and id: {old['id']}" in new["warnings"][0]
    octopus.ok(MODULE, {"user": "admin", "id": old["id"], "state": "absent"})
    assert octopus.ok(MODULE, KEY)["id"] == new["id"]


def test_the_file_has_the_new_key_although_the_old_one_stays(octopus: Octopus, tmp_path: Path) -> None:
    dest = tmp_path / "key"
    octopus.ok(MODULE, {**KEY, "dest": str(dest)})
    octopus.server.fault(method="DELETE", status=503)
    new = octopus.ok(MODULE, {**KEY, "dest": str(dest), "rotate": True})
    assert works(octopus, dest.read_text().strip())
    assert new["warnings"]


def test_an_old_key_that_is_gone_causes_no_warning(octopus: Octopus) -> None:
    octopus.ok(MODULE, KEY)
    octopus.server.fault(method="DELETE", status=404)
    new = octopus.ok(MODULE, {**KEY, "rotate": True})
    assert works(octopus, new["api_key"])
    assert "warnings" not in new


def test_a_key_of_some_days_is_replaced(octopus: Octopus) -> None:
    made = octopus.ok(MODULE, KEY)
    assert octopus.ok(MODULE, {**KEY, "rotate_after_days": 1})["changed"] is False
    octopus.server.put_unknown(made["id"], {"Created": "2020-01-01T00:00:00.0000000+00:00"})
    assert octopus.ok(MODULE, {**KEY, "rotate_after_days": 30})["changed"] is True
    assert octopus.ok(MODULE, {**KEY, "rotate_after_days": 30})["changed"] is False
    assert "rotate_after_days: must be 1 or more" in octopus(MODULE, {**KEY, "rotate_after_days": 0})["msg"]


def test_the_file_can_be_read_by_its_owner_alone(octopus: Octopus, tmp_path: Path) -> None:
    dest = tmp_path / "key"
    dest.write_text("of before")
    dest.chmod(0o644)
    made = octopus.ok(MODULE, {**KEY, "dest": str(dest)}, verbosity=4)
    key = dest.read_text().strip()
    assert (made["dest"], works(octopus, key), key in json.dumps(made)) == (str(dest), True, False)
    assert stat.S_IMODE(dest.stat().st_mode) == 0o600
    assert octopus.ok(MODULE, {**KEY, "dest": str(dest)})["changed"] is False
    assert dest.read_text().strip() == key


def test_no_key_is_made_if_dest_can_not_be_written(octopus: Octopus, tmp_path: Path) -> None:
    missing = tmp_path / "nowhere"
    link, circle = tmp_path / "link", tmp_path / "circle"
    link.symlink_to(missing / "key")
    circle.symlink_to(circle)
    problems = {
        missing / "key": f"the folder '{missing}' does not exist",
        tmp_path: f"'{tmp_path}' is a folder; add",
        link: f"the folder '{missing}' does not exist",
        circle: f"'{circle}' can't be written: Too many levels of symbolic links",
    }
    for dest, problem in problems.items():
        result = octopus(MODULE, {**KEY, "dest": str(dest)})
        assert (result["msg"].startswith(f"dest: {problem}"), octopus.writes()) == (True, [])


def test_a_folder_without_permission_is_not_called_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # A user who may write to the folder, but not enter it, can't create a file there.
    monkeypatch.setattr("os.access", lambda path, mode: not mode & os.X_OK)
    with pytest.raises(OptionError, match=r"^dest: the user who runs the task may not write to"):
        api_key.require_writable_dest({}, {"dest": str(tmp_path / "key")}, None)


def test_a_configuration_has_no_keys(octopus: Octopus) -> None:
    assert "there is no such kind" in octopus("octopus_config", {"config": {"api_keys": [KEY]}})["msg"]

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""octopus_community_step_template: which template a name means, and that only that template changes."""

from __future__ import annotations

from typing import Any

import pytest
from contract.conftest import Octopus

MODULE = "octopus_community_step_template"
CHAT, FILE = "Chat - Send a message", "File - Replace a line"
ENTRY = "CommunityActionTemplates-1"
PAGE = "https://library.octopus.com/step-templates/00000001-0000-4000-8000-000000000000"
INSTALL = f"/api/communityactiontemplates/{ENTRY}/installation"


def templates(octopus: Octopus) -> list[dict[str, Any]]:
    return list(octopus.server.app.octopus.store.all("actiontemplates"))


def fails(octopus: Octopus, options: dict[str, Any]) -> str:
    """The message of a task that check mode and the run refuse alike, without a write."""
    octopus.server.clear_requests()
    messages = [octopus(MODULE, options, check=check)["msg"] for check in (True, False)]
    assert octopus.writes() == [] and messages[0] == messages[1]
    return str(messages[0])


def fails_unless_mended(octopus: Octopus, options: dict[str, Any]) -> str:
    """The message of a task that the run refuses without a write. Check mode warns of the same, because an earlier task
    may correct it, and predicts what the task does then.
    """
    octopus.server.clear_requests()
    message = str(octopus(MODULE, options)["msg"])
    predicted = octopus.ok(MODULE, options, check=True)
    assert octopus.writes() == [] and predicted["changed"] is (options.get("state") != "absent")
    assert [each.partition(". Check mode assumes")[0] for each in predicted["warnings"]] == [message]
    return message


def newer(octopus: Octopus, version: int, **more: Any) -> None:
    """Let the catalogue have another version of the first template."""
    octopus.server.put_read_only(ENTRY, {"Version": version, "Description": f"Version {version}", **more})


def unchanged(octopus: Octopus, **options: Any) -> dict[str, Any]:
    octopus.server.clear_requests()
    for check in (True, False):
        result = octopus.ok(MODULE, options, check=check)
        assert result["changed"] is False and result["diff"]["before"] == result["diff"]["after"]
    assert octopus.writes() == []
    return result


@pytest.mark.parametrize("state", ["present", "latest"])
@pytest.mark.parametrize("name", [" chat - send a MESSAGE ", PAGE, f"{PAGE.upper()}/actiontemplate-chat", PAGE[-36:]])
def test_a_template_is_installed_once(octopus: Octopus, name: str, state: str) -> None:
    options = {"name": name, "state": state}
    predicted = octopus.ok(MODULE, options, check=True)
    assert octopus.writes() == []
    done = octopus.ok(MODULE, options)
    assert octopus.writes() == [f"POST {INSTALL}"]
    assert predicted["changed"] and done["changed"] and predicted["diff"] == done["diff"]
    assert done["diff"]["before"] == {"name": CHAT, "state": "absent"}
    assert done["diff"]["after"] == {"name": CHAT, "state": "present", "version": 2}
    (made,) = templates(octopus)
    expected = {"name": CHAT, "version": 2, "latest_version": 2, "community_template": ENTRY, "website": PAGE}
    assert {each: predicted[each] for each in ("id", *expected)} == {"id": None, **expected}
    assert {each: done[each] for each in ("id", *expected)} == {"id": made["Id"], **expected}
    assert unchanged(octopus, **options)["id"] == made["Id"]


def test_only_latest_updates(octopus: Octopus) -> None:
    made = octopus.ok(MODULE, name=CHAT)
    newer(octopus, 3)
    kept = unchanged(octopus, name=CHAT)
    assert (kept["version"], kept["latest_version"]) == (2, 3)
    predicted = octopus.ok(MODULE, name=CHAT, state="latest", check=True)
    octopus.server.clear_requests()
    done = octopus.ok(MODULE, name=CHAT, state="latest")
    assert octopus.writes() == [f"PUT {INSTALL}"]
    assert predicted["diff"] == done["diff"] and predicted["version"] == done["version"] == 3
    versions = [done["diff"][each]["version"] for each in ("before", "after")]
    assert (versions, done["id"]) == ([2, 3], made["id"])
    (now,) = templates(octopus)
    assert (now["Version"], now["Description"]) == (3, "Version 3")
    assert unchanged(octopus, name=CHAT, state="latest")["version"] == 3


@pytest.mark.parametrize("version", [1, 2])
def test_a_version_that_is_not_newer_is_no_update(octopus: Octopus, version: int) -> None:
    octopus.ok(MODULE, name=CHAT)
    newer(octopus, version)
    kept = unchanged(octopus, name=CHAT, state="latest")
    assert (kept["version"], kept["latest_version"]) == (2, version)


@pytest.mark.parametrize("name", [CHAT, PAGE])
def test_a_template_is_removed_once(octopus: Octopus, name: str) -> None:
    made, other = octopus.ok(MODULE, name=CHAT), octopus.ok(MODULE, name=FILE)
    predicted = octopus.ok(MODULE, name=name, state="absent", check=True)
    octopus.server.clear_requests()
    done = octopus.ok(MODULE, name=name, state="absent")
    assert octopus.writes() == [f"DELETE /api/Spaces-1/actiontemplates/{made['id']}"]
    assert predicted["diff"] == done["diff"] and done["diff"]["after"] == {"name": CHAT, "state": "absent"}
    assert (predicted["id"], done["id"], done["version"]) == (made["id"], made["id"], None)
    assert [each["Id"] for each in templates(octopus)] == [other["id"]]
    gone = unchanged(octopus, name=name, state="absent")
    assert (gone["id"], gone["name"]) == (None, CHAT)


def test_a_template_that_the_catalogue_lacks(octopus: Octopus) -> None:
    for state in ("present", "latest"):
        near = fails_unless_mended(octopus, {"name": "Chat - Send messages", "state": state})
        assert (
            near.startswith("name: the server's catalogue has no step template of the community named") and CHAT in near
        )
        assert "SyncCommunityActionTemplates" in fails_unless_mended(octopus, {"name": "Quux", "state": state})
    assert unchanged(octopus, name="Quux", state="absent")["community_template"] is None
    # The task can't say that a template is absent if it does not know which one the page is about.
    for state in ("present", "absent"):
        elsewhere = {"name": PAGE.replace("00000001", "0000000a"), "state": state}
        assert "has the ID 0000000a" in fails_unless_mended(octopus, elsewhere)


def test_a_template_that_has_left_the_catalogue(octopus: Octopus) -> None:
    made = octopus.ok(MODULE, name=CHAT)
    octopus.server.app.octopus.store.delete(ENTRY)
    kept = unchanged(octopus, name=CHAT)
    assert (kept["version"], kept["latest_version"]) == (2, None)
    (warning,) = octopus.ok(MODULE, name=CHAT, state="latest")["warnings"]
    assert "the catalogue no longer has" in warning
    assert octopus.ok(MODULE, name=CHAT, state="absent")["id"] == made["id"]


def test_a_template_that_has_another_name_now(octopus: Octopus) -> None:
    """Its first name stays that of the installed template until the update, which must not surprise the next run."""
    made = octopus.ok(MODULE, name=CHAT)
    newer(octopus, 3, Name="Chat - Say")
    assert unchanged(octopus, name=CHAT)["id"] == unchanged(octopus, name="Chat - Say")["id"] == made["id"]
    assert "is called 'Chat - Say'; give this name" in fails(octopus, {"name": CHAT, "state": "latest"})
    done = octopus.ok(MODULE, name="Chat - Say", state="latest")
    assert (done["changed"], done["id"], done["name"]) == (True, made["id"], "Chat - Say")
    assert unchanged(octopus, name="Chat - Say", state="latest")["version"] == 3
    newer(octopus, 4, Name="Chat - Shout")
    assert octopus.ok(MODULE, name="Chat - Shout", state="absent")["id"] == made["id"]


def test_a_step_template_of_the_space_is_not_mistaken(octopus: Octopus) -> None:
    own = octopus.ok("octopus_step_template", name=CHAT, action_type="Octopus.Script")
    assert f"({own['id']}), which is not that of the community" in fails_unless_mended(octopus, {"name": CHAT})
    assert f"({own['id']})" in fails_unless_mended(octopus, {"name": PAGE})
    for name in (CHAT, PAGE):
        assert unchanged(octopus, name=name, state="absent")["id"] is None
    assert [each["Id"] for each in templates(octopus)] == [own["id"]]


def test_two_templates_with_one_name(octopus: Octopus) -> None:
    octopus.server.put_read_only("CommunityActionTemplates-2", {"Name": CHAT})
    message = fails(octopus, {"name": CHAT})
    assert "2 step templates of the community are called" in message and PAGE in message
    assert octopus.ok(MODULE, name=PAGE)["community_template"] == ENTRY


def test_each_space_has_its_own(octopus: Octopus) -> None:
    for space in ("Web", "Mobile"):
        octopus.ok("octopus_space", name=space, space_managers_teams=["Octopus Administrators"])
    ours = octopus.ok(MODULE, name=CHAT, space="Web")
    theirs = octopus.ok(MODULE, name=CHAT, space="Mobile")
    assert ours["changed"] and theirs["changed"]
    newer(octopus, 3)
    octopus.ok(MODULE, name=CHAT, space="Mobile", state="latest")
    found = {each["Id"]: (each["SpaceId"], each["Version"]) for each in templates(octopus)}
    assert found == {ours["id"]: (ours["space"]["id"], 2), theirs["id"]: (theirs["space"]["id"], 3)}
    assert octopus.ok(MODULE, name=CHAT, space="Web", state="absent")["changed"]
    assert [each["Id"] for each in templates(octopus)] == [theirs["id"]]


def test_a_link_that_names_no_space_is_for_the_default_space(octopus: Octopus) -> None:
    """The .NET client appended the ID of a space to the link, before the link took it as a parameter."""
    octopus.ok("octopus_space", name="Web", space_managers_teams=["Octopus Administrators"])
    page = octopus.ok("octopus_api", follow=[{"link": "CommunityActionTemplates"}])["response"]
    for each in page["Items"]:
        each["Links"]["Installation"] = f"{each['Links']['Self']}/installation"
    octopus.server.fault(method="GET", path="*/communityactiontemplates", status=200, body=page, times=9)
    assert "can't name a space" in fails(octopus, {"name": CHAT, "space": "Web"})
    assert octopus.ok(MODULE, name=CHAT, space="Default")["changed"]
    assert octopus.ok(MODULE, name=FILE)["changed"]
    octopus.server.clear_faults()
    assert [each["SpaceId"] for each in templates(octopus)] == ["Spaces-1"] * 2


def test_a_space_to_come(octopus: Octopus) -> None:
    predicted = octopus.ok(MODULE, name=CHAT, space="New", check=True)
    assert (predicted["changed"], predicted["version"]) == (True, 2)


def test_a_used_template_stays_and_its_steps_are_updated(octopus: Octopus) -> None:
    made = octopus.ok(MODULE, name=CHAT)
    octopus.ok("octopus_project", name="Shop", project_group="Default Project Group", lifecycle="Default Lifecycle")
    tells = {"template": CHAT, "parameters": {"Text": "Hi"}}
    step = {"name": "Tell", "run_on_server": True, "run_step_template": tells}
    octopus.ok("octopus_deployment_process", project="Shop", steps=[step])
    newer(octopus, 3)
    octopus.ok(MODULE, name=CHAT, state="latest")
    updates = {"name": CHAT, "update": True}
    predicted, done = (octopus.ok("octopus_step_template", updates, check=check) for check in (True, False))
    assert predicted["changed"] and done["changed"] and predicted["diff"] == done["diff"]
    assert [each["version"] for each in done["older_steps"]] == ["2"]
    assert octopus.ok("octopus_step_template", updates)["changed"] is False
    renamed = {"id": made["id"], "name": "Other", "update": True}
    for change in (renamed, {**updates, "new_name": "Other"}):
        for check in (True, False):
            result = octopus("octopus_step_template", change, check=check)
            assert result["failed"] and "which can't be changed" in result["msg"]
    assert octopus.ok("octopus_step_template", {**updates, "new_name": CHAT})["changed"] is False
    result = octopus(MODULE, name=CHAT, state="absent")
    assert result["failed"] and "currently used" in result["msg"]
    assert [each["Id"] for each in templates(octopus)] == [made["id"]]


@pytest.mark.parametrize("state", ["present", "latest", "absent"])
@pytest.mark.parametrize("is_done", [True, False], ids=["done", "not done"])
def test_a_lost_answer_is_looked_into(octopus: Octopus, state: str, is_done: bool) -> None:
    if state != "present":
        octopus.ok(MODULE, name=CHAT)
        newer(octopus, 3)
    methods = {"present": "POST", "latest": "PUT", "absent": "DELETE"}
    octopus.server.fault(method=methods[state], drop="body" if is_done else "connect", times=9)
    result = octopus(MODULE, name=CHAT, state=state)
    octopus.server.clear_faults()
    assert result["failed"] and bool(result.get("done")) is is_done
    assert ("took effect" in result["msg"], "no effect" in result["msg"]) == (is_done, not is_done), result["msg"]
    assert octopus.ok(MODULE, name=CHAT, state=state)["changed"] is not is_done


def test_an_update_that_the_server_does_not_make(octopus: Octopus) -> None:
    """Whether an installed template gets the number of the catalogue's version is unverified."""
    octopus.ok(MODULE, name=CHAT)
    newer(octopus, 3)
    old = templates(octopus)[0]
    octopus.server.fault(method="PUT", path="*/installation", status=200, body=old)
    done = octopus.ok(MODULE, name=CHAT, state="latest")
    assert done["changed"] is False and "has kept version 2" in done["warnings"][0]


def test_an_update_to_a_version_of_the_server(octopus: Octopus) -> None:
    octopus.ok(MODULE, name=CHAT)
    newer(octopus, 10)
    octopus.server.fault(method="PUT", path="*/installation", status=200, body={**templates(octopus)[0], "Version": 3})
    done = octopus.ok(MODULE, name=CHAT, state="latest")
    assert (done["changed"], done["version"]) == (True, 3)
    assert "has version 3 now, although the catalogue has 10" in done["warnings"][0]


def test_an_update_to_a_name_that_is_taken(octopus: Octopus) -> None:
    octopus.ok(MODULE, name=CHAT)
    own = octopus.ok("octopus_step_template", name="Chat - Say", action_type="Octopus.Script")
    newer(octopus, 3, Name="Chat - Say")
    latest = {"name": PAGE, "state": "latest"}
    assert f"({own['id']}), which is not that of the community" in fails_unless_mended(octopus, latest)
    assert unchanged(octopus, name=PAGE)["version"] == 2

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Versions, secrets, and installed templates of the community."""

from __future__ import annotations

from typing import Any

import pytest
from contract.conftest import Octopus

MODULE = "octopus_step_template"
ROOM = {"name": "Tell the room", "action_type": "Octopus.Script"}
TOKEN = {"name": "Token", "sensitive_default_value": "hunter-22"}
PASSWORD = "Octopus.Action.WindowsService.CustomAccountPassword"


def installed(octopus: Octopus) -> str:
    """The name of a template of the community's that the space has."""
    template = octopus.server.document("CommunityActionTemplates-1")
    made = {"Name": template["Name"], "ActionType": "Octopus.Script"}
    own = octopus.server.seed("actiontemplates", **made)
    octopus.server.put_read_only(own["Id"], {"CommunityActionTemplateId": template["Id"]})
    return str(template["Name"])


@pytest.mark.fact("5.42")
def test_a_parameter_keeps_its_id_and_its_secret(octopus: Octopus) -> None:
    made = octopus.ok(MODULE, {**ROOM, "parameters": [TOKEN, {"name": "Text"}]})["resource"]
    turned = {**ROOM, "parameters": [{"name": "text", "label": "What"}, TOKEN]}
    changed = octopus.ok(MODULE, turned)
    assert [each["Id"] for each in changed["resource"]["Parameters"]] == [
        each["Id"] for each in reversed(made["Parameters"])
    ]
    assert (made["Version"], changed["resource"]["Version"]) == (1, 2)
    again = octopus.ok(MODULE, turned)
    assert (again["changed"], again["secrets_not_compared"]) == (False, ["parameters[1].sensitive_default_value"])
    kept = octopus.server.document(made["Id"])
    assert (kept["Version"], kept["Parameters"][1]["DefaultValue"]["Stored"]) == (2, "hunter-22")


@pytest.mark.fact("5.16")
def test_settings_compare_as_the_server_takes_them(octopus: Octopus) -> None:
    given = {"Octopus.Action.RunOnServer": True, "Attempts": 3, "Body": "Echo"}
    octopus.ok(MODULE, {**ROOM, "properties": given, "sensitive_properties": {PASSWORD: "hunter-22"}})
    same = {"octopus.action.runonserver": "true", "Attempts": "3", "Body": "Echo", "Empty": ""}
    assert octopus.ok(MODULE, {**ROOM, "properties": same})["changed"] is False
    changed = octopus.ok(MODULE, {**ROOM, "properties": {"Body": "echo"}})
    assert changed["changed"] is True
    kept = octopus.server.document(changed["id"])["Properties"]
    assert (kept["Body"], kept[PASSWORD]["Stored"], "Attempts" in kept) == ("echo", "hunter-22", False)
    octopus.ok(MODULE, {**ROOM, "sensitive_properties": {PASSWORD: "hunter-23"}, "update_secrets": "always"})
    assert octopus.server.document(changed["id"])["Properties"][PASSWORD]["Stored"] == "hunter-23"
    octopus.ok(MODULE, {**ROOM, "sensitive_properties": {}})
    assert octopus.server.document(changed["id"])["Properties"] == {"Body": "echo"}


@pytest.mark.parametrize("option", ["properties", "sensitive_properties"])
def test_a_setting_of_any_name(octopus: Octopus, option: str) -> None:
    made = octopus.ok(MODULE, {**ROOM, option: {"Größe": "12", "漢字": "ja"}})
    assert set(octopus.server.document(made["id"])["Properties"]) == {"Größe", "漢字"}


def test_both_sorts_of_settings_change_in_one_task(octopus: Octopus) -> None:
    both = {"properties": {"Body": "echo"}, "sensitive_properties": {PASSWORD: "hunter-22"}}
    octopus.ok(MODULE, {**ROOM, "properties": {PASSWORD: "#{Open}", "Other": "x"}})
    changed = octopus.ok(MODULE, {**ROOM, **both})
    kept = octopus.server.document(changed["id"])["Properties"]
    assert (kept["Body"], kept[PASSWORD]["Stored"], set(kept)) == ("echo", "hunter-22", {"Body", PASSWORD})
    assert octopus.ok(MODULE, {**ROOM, **both})["changed"] is False


def test_a_setting_that_everybody_could_read_becomes_a_secret(octopus: Octopus) -> None:
    octopus.ok(MODULE, {**ROOM, "properties": {PASSWORD: "#{Open}", "Other": "x"}})
    secret = {**ROOM, "sensitive_properties": {PASSWORD.upper(): "hunter-22"}}
    predicted, done = (octopus.ok(MODULE, secret, check=check) for check in (True, False))
    assert (predicted["changed"], predicted["diff"]) == (True, done["diff"])
    kept = octopus.server.document(done["id"])["Properties"]
    assert (kept[PASSWORD]["Stored"], set(kept)) == ("hunter-22", {PASSWORD, "Other"})
    again = octopus.ok(MODULE, secret)
    assert (again["changed"], again["secrets_not_compared"]) == (False, [f"sensitive_properties.{PASSWORD.upper()}"])


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (
            {"properties": {"body": "open-22"}, "sensitive_properties": {"Body": "hunter-22"}},
            "sensitive_properties.Body: is also in properties; leave one of them out",
        ),
        (
            {"properties": {"Body": {"HasValue": True, "NewValue": "hunter-22"}}},
            "properties.Body: is a secret; give it in sensitive_properties",
        ),
        (
            {"sensitive_properties": {"Body": "hunter-22", "body": "hunter-22"}},
            "sensitive_properties.body: has the same name as Body, because case does not matter",
        ),
        (
            {"properties": {"tomcat.deploy.password": "hunter-22"}},
            "properties.tomcat.deploy.password: is a secret; give it in sensitive_properties",
        ),
    ],
)
def test_a_secret_that_everybody_could_read_is_refused(octopus: Octopus, options: dict[str, Any], says: str) -> None:
    config = {"step_templates": [{**ROOM, **options}]}
    for check in (True, False):
        octopus.server.clear_requests()
        alone = octopus(MODULE, {**ROOM, **options}, check=check)
        among_others = octopus("octopus_config", {"config": config}, check=check)
        assert octopus.writes() == []
        for result in (alone, among_others):
            assert says in result["msg"]
            assert "-22" not in str({key: value for key, value in result.items() if key != "invocation"})


def test_all_wrong_properties_are_named(octopus: Octopus) -> None:
    wrong = {**ROOM, "properties": {"Tomcat.Deploy.Password": "a", "Body": "b", "body": "c", "Own": {"NewValue": "d"}}}
    alone = octopus(MODULE, wrong)["msg"].splitlines()
    among_others = octopus("octopus_config", {"config": {"step_templates": [wrong]}})["msg"].splitlines()
    assert [each.partition(":")[0] for each in alone] == [
        f"properties.{each}" for each in ("Own", "body", "Tomcat.Deploy.Password")
    ]
    assert [each for each in alone if f"step_templates[0].{each}" not in "\n".join(among_others)] == []


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"action_type": "Octopus.Manual"}, "was created with 'Octopus.Script', and"),
        ({"properties": {"Body": 1.5}}, "properties.Body: is a number with a decimal point"),
    ],
)
def test_an_impossible_change_is_refused(octopus: Octopus, options: dict[str, Any], says: str) -> None:
    octopus.ok(MODULE, ROOM)
    result = octopus(MODULE, {**ROOM, **options}, check=True)
    assert (result["failed"], says in result["msg"]) == (True, True), result["msg"]


@pytest.mark.fact("5.33")
def test_the_communitys_templates_can_only_go(octopus: Octopus) -> None:
    name = installed(octopus)
    octopus.server.clear_requests()
    for check in (True, False):
        result = octopus(MODULE, {"name": name, "description": "Other"}, check=check)
        assert (result["failed"], "of the community" in result["msg"]) == (True, True), result["msg"]
    assert octopus.writes() == []
    assert octopus.ok(MODULE, {"name": name, "action_type": "Octopus.Script"})["changed"] is False
    assert octopus.ok(MODULE, {"name": name, "state": "absent"})["changed"] is True


@pytest.mark.fact("5.33")
def test_a_configuration_leaves_the_communitys_templates_alone(octopus: Octopus) -> None:
    installed(octopus)
    octopus.ok(MODULE, ROOM)
    config = octopus.ok("octopus_config_info", {"kinds": ["step_templates"]})["config"]
    assert config == {"step_templates": [ROOM]}
    done = octopus.ok("octopus_config", {"config": {"step_templates": []}, "prune": ["step_templates"]})
    assert [each["name"] for each in done["changes"]] == ["Tell the room"]

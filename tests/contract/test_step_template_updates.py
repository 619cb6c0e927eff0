# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The steps that are copies of a step template: which of them are older, and their update."""

from __future__ import annotations

from typing import Any

import pytest
from contract.conftest import Octopus

TEMPLATE, PROCESS = "octopus_step_template", "octopus_deployment_process"
BODY, VERSION = "Octopus.Action.Script.ScriptBody", "Octopus.Action.Template.Version"
TELL: dict[str, Any] = {"name": "Tell", "action_type": "Octopus.Script", "properties": {BODY: "echo 1"}}


def stock(octopus: Octopus) -> None:
    octopus.ok(TEMPLATE, TELL)
    for name in ("Shop", "Back office"):
        octopus.server.seed("projects", Name=name, ProjectGroupId="ProjectGroups-1", LifecycleId="Lifecycles-1")
        step = {"name": "Tell the room", "run_step_template": {"template": "Tell"}}
        octopus.ok(PROCESS, {"project": name, "steps": [step]})


@pytest.fixture(autouse=True)
def surroundings(octopus: Octopus) -> None:
    octopus.stocked(stock)


def versions(octopus: Octopus) -> list[str]:
    processes = (octopus.server.document(f"deploymentprocess-Projects-{number}") for number in (1, 2))
    return [each["Steps"][0]["Actions"][0]["Properties"][VERSION] for each in processes]


def both(octopus: Octopus, options: dict[str, Any]) -> dict[str, Any]:
    """The result of a task that check mode has predicted."""
    predicted = octopus.ok(TEMPLATE, options, check=True)
    done = octopus.ok(TEMPLATE, options)
    for part in ("changed", "diff", "older_steps"):
        assert predicted.get(part) == done.get(part), part
    return done


def old_steps(result: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(each["project"], each["step"], each["version"]) for each in result["older_steps"]]


OLD = [("Back office", "Tell the room", "1"), ("Shop", "Tell the room", "1")]


def test_the_older_steps_are_listed_and_then_updated(octopus: Octopus) -> None:
    newer = {**TELL, "properties": {BODY: "echo 2"}}
    assert "older_steps" not in both(octopus, newer)
    listed = both(octopus, {**newer, "update": False})
    assert (listed["changed"], old_steps(listed)) == (False, OLD) and versions(octopus) == ["1", "1"]
    done = both(octopus, {**newer, "update": True})
    assert (done["changed"], old_steps(done)) == (True, OLD) and versions(octopus) == ["2", "2"]
    assert done["diff"]["before"]["update"] == {"Back office / Tell the room": "1", "Shop / Tell the room": "1"}
    assert done["diff"]["after"]["update"] == {"Back office / Tell the room": "2", "Shop / Tell the room": "2"}
    again = both(octopus, {**newer, "update": True})
    assert (again["changed"], again["older_steps"]) == (False, [])


def test_a_change_of_the_template_updates_its_steps_at_once(octopus: Octopus) -> None:
    options = {**TELL, "properties": {BODY: "echo 3"}, "update": True}
    done = both(octopus, options)
    assert (done["changed"], old_steps(done), versions(octopus)) == (True, OLD, ["2", "2"])
    assert both(octopus, options)["changed"] is False


def test_a_step_that_the_server_does_not_update_is_named(octopus: Octopus) -> None:
    options = {**TELL, "parameters": [{"name": "Room"}], "update": True}
    result = octopus(TEMPLATE, options)
    assert result["failed"] and result["changed"] is True
    for message in ("Shop / Tell the room: a new parameter has no default value (Room)", "Back office / Tell the room"):
        assert message in result["msg"]


def test_the_steps_of_runbooks_are_updated_too(octopus: Octopus) -> None:
    octopus.ok("octopus_runbook", name="Clean", project="Shop")
    own = {"project": "Shop", "runbook": "Clean"}
    copy = {"name": "Tell others", "run_step_template": {"template": "Tell"}}
    octopus.ok("octopus_runbook_process", {**own, "steps": [copy]})
    newer = {**TELL, "properties": {BODY: "echo 2"}}
    listed = both(octopus, {**newer, "update": False})
    assert ("Shop", "Clean", "Tell others") in [(e["project"], e["runbook"], e["step"]) for e in listed["older_steps"]]
    done = both(octopus, {**newer, "update": True})
    assert done["diff"]["after"]["update"]["Shop / Clean / Tell others"] == "2" and versions(octopus) == ["2", "2"]
    (step,) = octopus.server.document("RunbookProcess-Runbooks-1")["Steps"]
    properties = step["Actions"][0]["Properties"]
    assert (properties[VERSION], properties[BODY]) == ("2", "echo 2")
    again = both(octopus, {**newer, "update": True})
    assert (again["changed"], again["older_steps"]) == (False, [])


def test_a_new_template_has_no_steps(octopus: Octopus) -> None:
    options = {**TELL, "name": "Another", "update": True}
    assert both(octopus, options)["changed"] is True
    assert both(octopus, {**options, "update": False})["older_steps"] == []
    assert both(octopus, options)["changed"] is False


def test_an_export_has_no_uses_and_asks_for_none(octopus: Octopus) -> None:
    octopus.server.clear_requests()
    config = octopus.ok("octopus_config_info", {"kinds": ["step_templates"]})["config"]
    assert "update" not in config["step_templates"][0]
    assert not [each for each in octopus.server.requests if each.path.endswith("/usage")]
    item = {**TELL, "properties": {BODY: "echo 4"}, "update": True}
    assert octopus.ok("octopus_config", {"config": {"step_templates": [item]}})["changed"] is True
    assert versions(octopus) == ["2", "2"]

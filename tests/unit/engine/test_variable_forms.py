# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The short form of variables, their mistakes, and how they are shown and exported."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.variable_entries import ShortValues
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.variable_short_form import PLACE, spelled_out
from unit.engine.variable_sets import ENTRIES, NAMES, a_secret, a_set, a_variable, context, planned

SHORT = ShortValues()
PRODUCTION, TEST = {"Environment": ["Environments-1"]}, {"Environment": ["Environments-2"]}
PROMPT = {"Label": "Where", "Required": True, "DisplaySettings": {"Octopus.ControlType": "SingleLineText"}}


def wrong(parameters: dict[str, Any]) -> list[str]:
    given = spelled_out(parameters)
    found = [*SHORT.mistakes(given["values"] or {}, "values"), *ENTRIES.mistakes(given["variables"] or [], "variables")]
    return [str(each) for each in found]


def test_the_short_form_is_written_out() -> None:
    values = {
        "Level": "info",
        "Port": 80,
        "Url": [{"value": "a", "scope": {"environments": ["Dev"], "machines": None}}, {"value": "b"}],
        "One": [{"value": "c", "scope": {"target_tags": "web"}}],
    }
    found = spelled_out({"values": values, "variables": [{"name": "First"}], "mode": "merge"})
    assert found == {
        "mode": "merge",
        "values": None,
        "variables": [
            {"name": "First"},
            {"name": "Level", "value": "info", PLACE: "values.Level"},
            {"name": "Port", "value": 80, PLACE: "values.Port"},
            {"name": "Url", "value": "a", "scope": {"environments": ["Dev"]}, PLACE: "values.Url[0]"},
            {"name": "Url", "value": "b", "scope": {}, PLACE: "values.Url[1]"},
            {"name": "One", "value": "c", "scope": {"target_tags": ["web"]}, PLACE: "values.One[0]"},
        ],
    }
    assert spelled_out({"values": {}})["variables"] == []
    assert spelled_out({"variables": None, "project": "x"}) == {"variables": None, "project": "x", "values": None}


def test_all_mistakes_are_reported_at_once_and_with_their_places() -> None:
    parameters = {
        "library_variable_set": "Logging",
        "values": {
            "A": None,
            "B": {"a": 1},
            "C": [],
            "D": [1],
            "E": [{"scope": {}}],
            "F": [{"value": 1, "scope": {"x": 1}}],
            "G": 1.5,
            "H": [{"value": 1, "scope": {"environments": [{}]}}],
            "Url": "x",
        },
        "variables": [
            {"name": " "},
            {"name": "S", "type": "Sensitive", "value": "x"},
            {"name": "T", "type": "String", "sensitive_value": "hunter-22"},
            {"name": "U", "type": "AzureAccount", "value": 7},
            {"name": "V", "prompt": {"label": "V"}, "is_editable": False, "scope": {"machines": ["Web1"]}},
            {"name": "W", "scope": {"steps": ["Deploy"], "channels": ["Beta"], "processes": []}},
            {"name": "URL"},
        ],
    }
    found = wrong(parameters)
    assert [each.partition(":")[0] for each in found] == [
        *(f"values.{name}" for name in "ABCDEFH"),
        "variables[0].name",
        "variables[1].value",
        "variables[2].sensitive_value",
        "variables[3].value",
        "variables[4].is_editable",
        "variables[4].scope.machines",
        "variables[5].scope.steps",
        "variables[5].scope.channels",
        "values.G",
        "values.Url",
    ]
    cut_off = "put a value that begins with # in quotes, or give '' for an empty one"
    assert found[0] == f"values.A: has no value; {cut_off}"
    assert found[4] == f"values.E: has an entry without a value; {cut_off}"
    assert found[1] == "values.B: is a dictionary; for a value that is JSON, write [{value: ...}]"
    assert "the same name and scope as variables[6], 'Url'" in found[-1]
    assert not any("hunter" in each for each in found)
    assert wrong({"project": "Shop", "variables": [{"name": "W", "scope": {"steps": ["Deploy"]}}]}) == []


def test_the_short_form_has_its_own_places_in_later_mistakes() -> None:
    with pytest.raises(Exception, match=r"values.Url\[0\].scope.environments: there is no environment"):
        planned(a_set(), {"values": {"Url": [{"value": 1, "scope": {"environments": ["Prod"]}}]}})


EVERYTHING = a_set(
    a_variable("Level", "info"),
    a_variable("Url", "a", Scope={**PRODUCTION, "Role": ["web"]}),
    a_variable("Url", "b", Id="u2", Scope=TEST),
    a_secret("Password", Scope=PRODUCTION),
    a_secret("Password", Id="p2"),
    a_variable("Account", "Accounts-1", Type="AzureAccount"),
    a_variable("Region", "eu", Prompt=PROMPT, Description="Where"),
    a_variable("Region", "us", Id="r2", Scope=TEST),
    a_variable("Fixed", "1", IsEditable=False),
    a_variable("Empty", None),
    a_variable("Asked", "", Prompt={}),
)


def test_the_shown_value_has_a_line_for_each_variable() -> None:
    assert ENTRIES.shown(EVERYTHING, context()) == {
        "Level": "info",
        "Url (Production, web)": "a",
        "Url (Test)": "b",
        "Password (Production)": "********",
        "Password": "********",
        "Account": {"type": "AzureAccount", "value": "Subscription"},
        "Region": {
            "value": "eu",
            "description": "Where",
            "prompt": {"label": "Where", "required": True},
        },
        "Region (Test)": "us",
        "Fixed": {"value": "1", "is_editable": False},
        "Empty": "",
        "Asked": {"value": "", "prompt": {"required": False}},
    }


def test_an_export_has_the_short_form_where_it_has_room() -> None:
    assert SHORT.exported(EVERYTHING, context(), "variables.Shop.values") == {
        "Level": "info",
        "Url": [
            {"value": "a", "scope": {"environments": ["Production"], "target_tags": ["web"]}},
            {"value": "b", "scope": {"environments": ["Test"]}},
        ],
        "Empty": "",
    }
    place = "variables.Shop.variables"
    assert ENTRIES.exported(EVERYTHING, context(), place) == [
        {
            "name": "Password",
            "sensitive_value": f"<secret {place}.Password (Production)>",
            "scope": {"environments": ["Production"]},
        },
        {"name": "Password", "sensitive_value": f"<secret {place}.Password>"},
        {"name": "Account", "type": "AzureAccount", "value": "Subscription"},
        {"name": "Region", "value": "eu", "description": "Where", "prompt": {"label": "Where", "required": True}},
        {"name": "Region", "value": "us", "scope": {"environments": ["Test"]}},
        {"name": "Fixed", "value": "1", "is_editable": False},
        {"name": "Asked", "value": "", "prompt": {"required": False}},
    ]
    assert ENTRIES.exported(a_set(), context(), place) is SHORT.exported(a_set(), context(), place) is None


def test_an_export_changes_nothing_and_makes_the_same_elsewhere() -> None:
    parameters = {
        "values": SHORT.exported(EVERYTHING, context(), "p"),
        "variables": ENTRIES.exported(EVERYTHING, context(), "p"),
    }
    assert wrong(parameters) == []
    assert planned(EVERYTHING, parameters) == EVERYTHING
    for each in parameters["variables"]:
        each.update({"sensitive_value": "hunter-22"} if "sensitive_value" in each else {})
    made = planned(a_set(), parameters)
    shown = {label: str(each).replace(" (sent)", "") for label, each in ENTRIES.shown(made, context()).items()}
    assert shown == {label: str(each) for label, each in ENTRIES.shown(EVERYTHING, context()).items()}


def test_a_variable_that_an_export_can_not_identify_is_left_out_with_a_warning() -> None:
    at = context()
    twice = a_set(a_variable("Url", "a"), a_variable("Url", "b", Id="u2"), a_variable("X", Scope={"Planet": ["P-1"]}))
    assert SHORT.exported(twice, at, "p.values") == {"Url": "a"}
    assert ENTRIES.exported(twice, at, "p.variables") is None
    assert at.notes.warnings == [
        f"p: left out {each!r}, which options can't tell from another variable" for each in ("Url [2]", "X")
    ]


def test_references_are_what_entries_name() -> None:
    scope = {"environments": ["Production"], "channels": ["Beta"], "tenant_tags": ["Region/EU"], "steps": ["Deploy"]}
    given = [
        {"name": "A", "type": "AzureAccount", "value": "Subscription", "scope": scope},
        {"name": "B", "type": "WorkerPool", "value": "#{Pool}"},
        {"name": "C", "value": "Production"},
        {"name": "D", "sensitive_value": "hunter-22"},
    ]
    found = [(location.label, value) for location, value in ENTRIES.references(given)]
    assert found == [
        ("environment", "Production"),
        ("channel", "Beta"),
        ("tag set", "Region"),
        ("account", "Subscription"),
    ]
    assert {each for _label, each in found} - {"Region"} <= set(NAMES)

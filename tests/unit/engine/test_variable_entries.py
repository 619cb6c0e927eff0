# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The variable that an entry manages, and the effect on all others."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.to_come import to_come
from unit.engine.variable_sets import ENTRIES, a_set, a_variable, context, planned

PRODUCTION, TEST = {"Environment": ["Environments-1"]}, {"Environment": ["Environments-2"]}


def ids(variable_set: dict[str, Any]) -> list[tuple[str, str | None]]:
    return [(each["Name"], each.get("Id")) for each in variable_set["Variables"]]


def test_unknown_properties_of_a_variable_survive() -> None:
    current = a_set(a_variable("Url", "a", Newer={"x": 1}))
    wanted = planned(current, [{"name": "Url", "value": "b"}])
    assert wanted == {**current, "Variables": [{**current["Variables"][0], "Value": "b"}]}


def test_a_value_that_changes_keeps_the_id_and_the_place() -> None:
    current = a_set(a_variable("Url"), a_variable("Level"), a_variable("Name"))
    wanted = planned(current, [{"name": name, "value": "new"} for name in ("New", "Name", "level", "Url")])
    assert ids(wanted) == [("Url", "Url-1"), ("level", "Level-1"), ("Name", "Name-1"), ("New", None)]


def test_a_new_variable_is_the_one_that_the_server_has_afterwards() -> None:
    wanted = planned(a_set(), [{"name": "Url", "value": "a"}])
    now = a_set({**wanted["Variables"][0], "Id": "new"})
    assert ENTRIES.same(wanted, now) and not ENTRIES.same(now, wanted)


def test_replace_removes_what_is_not_given_and_merge_keeps_it() -> None:
    current = a_set(a_variable("Url"), a_variable("Level"))
    given = [{"name": "Level", "value": "x"}]
    assert ids(planned(current, given)) == [("Level", "Level-1")]
    assert ids(planned(current, given, mode="merge")) == [("Url", "Url-1"), ("Level", "Level-1")]
    assert ids(planned(current, [])) == []


def test_entries_are_removed_by_name_and_scope() -> None:
    current = a_set(a_variable("Url"), a_variable("Url", Id="other", Scope=PRODUCTION), a_variable("Level"))
    given = [{"name": "url", "state": "absent", "scope": {"environments": ["Production"]}}]
    assert ids(planned(current, given, mode="merge")) == [("Url", "Url-1"), ("Level", "Level-1")]
    gone = [{"name": "Nowhere", "state": "absent"}]
    assert ids(planned(current, gone, mode="merge")) == ids(current)


def test_scopes_are_sets() -> None:
    both = {"Environment": ["Environments-2", "Environments-1"], "Role": ["web"]}
    current = a_set(a_variable("Url", "a", Scope=both))
    scope = {"environments": ["Production", "Environments-2", "Test"], "target_tags": ["web"], "machines": []}
    wanted = planned(current, [{"name": "Url", "value": "a", "scope": scope}])
    assert wanted == current and ENTRIES.same(current, wanted)


def test_a_lonely_name_keeps_its_id_when_its_scope_changes() -> None:
    current = a_set(a_variable("Url", "a", Scope=PRODUCTION), a_variable("Level"))
    given = [{"name": "Url", "value": "a", "scope": {"environments": ["Test"]}}, {"name": "Level"}]
    wanted = planned(current, given)
    assert ids(wanted) == ids(current) and wanted["Variables"][0]["Scope"] == TEST
    # With merge it is another value of the same name.
    assert ids(planned(current, given, mode="merge")) == [*ids(current), ("Url", None)]


def test_of_several_values_none_takes_the_id_of_another() -> None:
    current = a_set(a_variable("Url", Scope=PRODUCTION), a_variable("Url", Id="other", Scope=TEST))
    scopes: list[dict[str, list[str]]] = [{"environments": ["Production"]}, {"machines": ["Web1"]}]
    wanted = planned(current, [{"name": "Url", "scope": scope} for scope in scopes])
    assert ids(wanted) == [("Url", "Url-1"), ("Url", None)]


def test_scopes_to_come_are_distinguished() -> None:
    at = context(check=True)
    given = [{"name": "Url", "value": each, "scope": {"environments": [each]}} for each in ("New", "Newer")]
    first = planned(a_set(), given, at)
    assert [each["Scope"] for each in first["Variables"]] == [{"Environment": [to_come(e)]} for e in ("New", "Newer")]
    assert list(ENTRIES.shown(first, at)) == ["Url (New)", "Url (Newer)"]


@pytest.mark.parametrize("option", ["steps", "processes"])
def test_steps_and_processes_to_come_are_shown_by_their_names(option: str) -> None:
    at = context(check=True)
    wanted = planned(a_set(), [{"name": "Url", "value": "a", "scope": {option: ["New"]}}], at)
    assert list(ENTRIES.shown(wanted, at)) == ["Url (New)"]


def test_all_scopes_have_names() -> None:
    scope = {
        "environments": ["Production"],
        "machines": ["Web1"],
        "target_tags": ["web"],
        "channels": ["Beta"],
        "steps": ["deploy", "a-2"],
        "tenant_tags": ["Region/EU"],
        "processes": ["Deployment", "back up"],
    }
    wanted = planned(a_set(), [{"name": "Url", "value": "a", "scope": scope}])
    assert wanted["Variables"][0]["Scope"] == {
        "Environment": ["Environments-1"],
        "Machine": ["Machines-1"],
        "Role": ["web"],
        "Channel": ["Channels-1"],
        "Action": ["a-1", "a-2"],
        "TenantTag": ["Region/EU"],
        "ProcessOwner": ["Projects-1", "Runbooks-1"],
    }
    exported = ENTRIES.exported(planned(a_set(), [{"name": "Url", "description": "x", "scope": scope}]), context(), "p")
    assert exported[0]["scope"] == {**scope, "steps": ["a-2", "Deploy"], "processes": ["Back up", "deployment"]}


@pytest.mark.parametrize(
    ("scope", "problem"),
    [
        ({"environments": ["Prod"]}, r"variables\[0\].scope.environments: there is no environment named 'Prod'. "),
        ({"steps": ["Deplo"]}, r"variables\[0\].scope.steps: there is no step named 'Deplo'. Similar names: 'Deploy'"),
        ({"steps": ["Twice"]}, "2 steps are called 'Twice'; give the ID of one of them: 'a-2', 'a-3'"),
        ({"processes": ["Back down"]}, "there is no process named 'Back down'. Similar names: 'Back up'"),
    ],
)
def test_names_that_mean_nothing(scope: dict[str, list[str]], problem: str) -> None:
    with pytest.raises(OptionError, match=problem):
        planned(a_set(), [{"name": "Url", "scope": scope}])


def test_a_runbook_with_the_name_of_the_deployment_process() -> None:
    current = a_set(a_variable("Url", Scope={"ProcessOwner": ["Runbooks-2"]}))
    runbook = {"Id": "Runbooks-2", "Name": "Deployment", "ProcessType": "Runbook"}
    current["ScopeValues"] = {"Processes": [runbook]}
    assert list(ENTRIES.shown(current, context())) == ["Url (Runbooks-2)"]
    scopes: list[dict[str, list[str]]] = [{"processes": ["Runbooks-2"]}, {"processes": ["deployment"]}]
    wanted = planned(current, [{"name": "Url", "scope": scope} for scope in scopes])
    assert wanted["Variables"][1]["Scope"] == {"ProcessOwner": ["Projects-1"]}


def test_two_entries_that_mean_the_same_variable() -> None:
    scopes: list[dict[str, list[str]]] = [{"environments": ["Production"]}, {"environments": ["Environments-1"]}]
    with pytest.raises(OptionError, match=r"variables\[1\]: has the same name and scope as variables\[0\], 'URL'"):
        planned(a_set(), [{"name": name, "scope": scope} for name, scope in zip(("Url", "URL"), scopes, strict=True)])


def test_the_first_of_two_equal_variables_is_managed() -> None:
    current = a_set(a_variable("Url", "a"), a_variable("Url", "b", Id="second"))
    at = context()
    assert ids(planned(current, [{"name": "Url", "value": "c"}], at)) == [("Url", "Url-1")]
    assert at.notes.warnings == [
        "variables: the server has several variables of the same name and scope, of which only the first one is kept: "
        "'Url'"
    ]
    merged = planned(current, [{"name": "Url", "value": "c"}], mode="merge")
    assert [each["Value"] for each in merged["Variables"]] == ["c", "b"]
    assert list(ENTRIES.shown(current, context())) == ["Url", "Url [2]"]


def test_a_scope_of_an_unknown_kind_is_left_alone() -> None:
    strange = a_variable("Url", "a", Scope={"Planet": ["Planets-1"]})
    at = context()
    assert ids(planned(a_set(strange), [{"name": "Url", "value": "b"}], at)) == [("Url", "Url-1"), ("Url", None)]
    assert at.notes.warnings == ["variables: kept 'Url', whose scope has kinds that this version does not know"]

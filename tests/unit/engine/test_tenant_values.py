# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The values of a tenant follow from documents and names alone, in the older and in the newer form."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.tenant_owner_types import OF_PROJECTS, OF_SETS
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.tenant_value_list import TenantValueList
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.tenant_values import (
    from_newer,
    from_older,
    older_body,
    refuse_to_come,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context, Lookup
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils._model.to_come import to_come
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import OctopusError
from unit.engine.lookups import Names, Version

NAMES = {"Test": "Environments-1", "Live": "Environments-2", "Shop": "Projects-1", "Common": "LibraryVariableSets-1"}
COLOR = {"Id": "color", "Name": "Color", "DefaultValue": "grey"}
KEY = {"Id": "key", "Name": "Key", "DisplaySettings": {"Octopus.ControlType": "Sensitive"}}
SIZE = {
    "Id": "size",
    "Name": "Size",
    "DisplaySettings": {"Octopus.ControlType": "Select", "Octopus.SelectOptions": "s|Small\nl|Large"},
}
OWNER = {"Id": "owner", "Name": "Owner", "DefaultValue": None}
TENANT = {
    "Id": "Tenants-1",
    "Name": "Acme",
    "ProjectEnvironments": {"Projects-1": ["Environments-1", "Environments-2"]},
}
OLD, NEW = "2024.4.1", "2026.3.1"
HAS = {"HasValue": True, "NewValue": None, "Hint": None}
PROJECT_VALUES, COMMON_VALUES = TenantValueList(OF_PROJECTS), TenantValueList(OF_SETS)


class Sets(Names):
    """The project Shop includes a library variable set."""

    def seen(self, location: Location, document_id: str) -> Any:
        return {"Name": "Shop", "IncludedLibraryVariableSetIds": ["LibraryVariableSets-1"]}


def context(version: str = NEW, **more: Any) -> Context:
    return Context(client=cast(Client, Version(version)), resolver=cast(Lookup, Sets(NAMES)), **more)


def newer(*values: tuple[str, Any, list[str]], common: Iterable[tuple[str, Any, list[str]]] = ()) -> dict[str, Any]:
    templates = {each["Id"]: each for each in (COLOR, KEY, SIZE, OWNER)}

    def entry(number: int, owner: dict[str, str], value: tuple[str, Any, list[str]]) -> dict[str, Any]:
        template, has, environments = value
        about = {**owner, "TemplateId": template, "Template": templates[template], "FromTheFuture": 1}
        return {"Id": f"TenantVariables-{number}", **about, "Value": has, "Scope": {"EnvironmentIds": environments}}

    project, library = {"ProjectId": "Projects-1"}, {"LibraryVariableSetId": "LibraryVariableSets-1"}
    missing = [{**project, "TemplateId": each["Id"], "Template": each} for each in (COLOR, KEY, SIZE)]
    lacking = [{**library, "TemplateId": "owner", "Template": OWNER}]
    read = {
        "ProjectVariables": {
            "Variables": [entry(number, project, each) for number, each in enumerate(values)],
            "MissingVariables": missing,
        },
        "CommonVariables": {
            "Variables": [entry(number + 50, library, each) for number, each in enumerate(common)],
            "MissingVariables": lacking,
        },
    }
    return from_newer(TENANT, read)


def older(test: dict[str, Any], live: dict[str, Any]) -> dict[str, Any]:
    of_project = {
        "ProjectId": "Projects-1",
        "ProjectName": "Shop",
        "Templates": [COLOR, KEY, SIZE],
        "Variables": {"Environments-1": test, "Environments-2": live},
    }
    of_set = {"LibraryVariableSetId": "LibraryVariableSets-1", "Templates": [OWNER], "Variables": {}}
    read = {
        "TenantId": "Tenants-1",
        "FromTheFuture": 1,
        "ProjectVariables": {"Projects-1": of_project},
        "LibraryVariables": {"LibraryVariableSets-1": of_set},
    }
    return from_older(TENANT, read)


def given(name: str, value: Any = None, *environments: str, **more: Any) -> dict[str, Any]:
    entry = {"project": "Shop", "name": name, **more}
    entry.update({"value": value} if value is not None else {})
    return {**entry, **({"environments": list(environments)} if environments else {})}


def entries(values: dict[str, Any]) -> list[tuple[str, str, Any, list[str]]]:
    return [
        (each["Id"][-1:], each["TemplateId"], each["Value"], each["Scope"]["EnvironmentIds"])
        for each in values["ProjectVariables"]
    ]


def planned(
    asked: list[dict[str, Any]], current: dict[str, Any], merge: bool = False, version: str = NEW, **more: Any
) -> dict[str, Any]:
    here = context(version, **more)
    wanted = PROJECT_VALUES.wanted(asked, current, here, "project_variables")
    return PROJECT_VALUES.joined(asked, current, wanted, here, "project_variables") if merge else wanted


TEST, LIVE = "Environments-1", "Environments-2"


@pytest.mark.parametrize(
    ("asked", "has", "found"),
    [
        ([given("Color", "red")], [], [("", "color", "red", [])]),
        ([given("color", "red", "Test", "Live")], [], [("", "color", "red", [TEST, LIVE])]),
        (
            [given("Color", "red", "Test"), given("Color", "blue")],
            [("color", "red", [])],
            [("0", "color", "blue", []), ("", "color", "red", [TEST])],
        ),
        (
            [given("Color", "red", "Test"), given("Color", "blue", "Live")],
            [("color", "red", [TEST, LIVE])],
            [("0", "color", "red", [TEST]), ("", "color", "blue", [LIVE])],
        ),
        ([given("Color", "red", "Live", "Test")], [("color", "red", [TEST])], [("0", "color", "red", [TEST, LIVE])]),
        ([given("Size", "l", "Live")], [("size", "s", [LIVE]), ("color", "red", [])], [("0", "size", "l", [LIVE])]),
        ([], [("color", "red", [])], []),
    ],
    ids=["new", "several", "one apart", "shared out", "one more", "the rest goes", "cleared"],
)
def test_values_keep_their_ids(asked: Any, has: Any, found: Any) -> None:
    current = newer(*has)
    wanted = planned(asked, current)
    assert entries(wanted) == found
    assert not PROJECT_VALUES.same(current, wanted)
    again = planned(asked, wanted)
    assert PROJECT_VALUES.same(wanted, again) and entries(again) == found


def test_the_sharing_out_of_environments_makes_no_difference() -> None:
    current = newer(("color", "red", [TEST]), ("color", "red", [LIVE]))
    wanted = planned([given("Color", "red", "Live", "Test")], current)
    assert PROJECT_VALUES.same(current, wanted)


def test_a_default_is_the_same_as_no_value() -> None:
    assert PROJECT_VALUES.same(newer(), planned([given("Color", "grey", "Test")], newer()))
    wider = newer(("color", "red", []))
    asked = [given("Color", "red"), given("Color", "grey", "Test")]
    assert not PROJECT_VALUES.same(wider, planned(asked, wider)), "the wider value would be for Test too"


def test_merging_leaves_what_is_not_named_and_takes_away_what_is_absent() -> None:
    current = newer(("color", "red", [TEST, LIVE]), ("size", "s", []), ("key", HAS, []))
    asked = [given("Color", state="absent", environments=["Live"]), given("Size", state="absent")]
    wanted = planned(asked, current, merge=True)
    assert entries(wanted) == [("0", "color", "red", [TEST]), ("2", "key", HAS, [])]
    assert wanted["ProjectVariables"][0]["FromTheFuture"] == 1


def test_a_secret_is_kept_where_there_is_one_and_sent_where_there_is_none() -> None:
    current = newer(("key", HAS, [TEST]))
    asked = [given("Key", None, "Test", "Live", sensitive_value="hunter-22")]
    sent = {"HasValue": True, "NewValue": "hunter-22"}
    here = context()
    wanted = PROJECT_VALUES.wanted(asked, current, here, "project_variables")
    assert entries(wanted) == [("0", "key", HAS, [TEST]), ("", "key", sent, [LIVE])]
    assert here.notes.uncompared == ["project_variables[0].sensitive_value"]
    always = planned(asked, current, update_secrets="always")
    assert entries(always) == [("0", "key", sent, [TEST, LIVE])]
    assert "hunter" not in str(PROJECT_VALUES.shown(always, here))
    gone = planned([given("Key", None, "Test", sensitive_value="<no secret>")], current)
    assert entries(gone) == []


def test_the_older_form_has_a_value_for_each_environment() -> None:
    current = older({"color": "red"}, {"key": HAS})
    asked = [given("Color", "red"), given("Color", "blue", "Live"), given("Key", None, "Live", sensitive_value="x")]
    wanted = planned(asked, current, version=OLD)
    part = older_body(wanted)["ProjectVariables"]["Projects-1"]
    assert part["Variables"] == {TEST: {"color": "red"}, LIVE: {"color": "blue", "key": HAS}}
    assert older_body(wanted)["FromTheFuture"] == 1
    assert older_body(planned([], current, version=OLD))["ProjectVariables"]["Projects-1"]["Variables"] == {
        TEST: {},
        LIVE: {},
    }
    merged = planned([given("Size", "l")], current, merge=True, version=OLD)
    assert older_body(merged)["ProjectVariables"]["Projects-1"]["Variables"] == {
        TEST: {"color": "red", "size": "l"},
        LIVE: {"key": HAS, "size": "l"},
    }


def test_values_are_shown_by_names() -> None:
    shown = PROJECT_VALUES.shown(newer(("color", "red", [TEST, LIVE]), ("key", HAS, [])), context())
    assert shown == {"Shop": {"Color (Live, Test)": "red", "Key": "********"}}
    exported = PROJECT_VALUES.exported(older({"color": "red"}, {"color": "red", "key": HAS}), context(OLD), "Acme")
    assert exported == [
        {"project": "Shop", "name": "Color", "value": "red", "environments": ["Live", "Test"]},
        {"project": "Shop", "name": "Key", "sensitive_value": "<secret Acme.Shop.Key.Live>", "environments": ["Live"]},
    ]


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        (
            given("Colour", "red"),
            r"\[0\].name: the project 'Shop' has no variable template 'Colour'. Similar names: 'Color'",
        ),
        (given("Key", "hunter-22"), r"\[0\].value: would show the secret.*give sensitive_value"),
        (given("Color", sensitive_value="x"), r"\[0\].sensitive_value: the control type of 'Color' is not Sensitive"),
        (given("Size", "m"), r"\[0\].value: must be one of 's', 'l' for 'Size', not 'm'"),
        (given("Color", 1.5), r"\[0\].value: is a number with a decimal point.*put it in quotes"),
    ],
)
def test_mistakes_are_reported_with_their_place(entry: dict[str, Any], message: str) -> None:
    with pytest.raises(OptionError, match=message):
        planned([entry], newer())


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ([given("Color")], r"\[0\]: has no value"),
        ([given("Color", "x", state="absent")], r"\[0\]: can't have a value with state: absent"),
        (
            [given("Color", "x", "Test"), given("COLOR", "y", "test")],
            r"\[1\]: 'COLOR' is given in 'test' already, at .*\[0\]",
        ),
        ([given(" ", "x")], r"\[0\].name: is empty"),
    ],
)
def test_mistakes_that_need_no_server(asked: list[dict[str, Any]], message: str) -> None:
    with pytest.raises(OptionError, match=message):
        PROJECT_VALUES.check(asked, "project_variables")


def test_common_values_have_environments_on_newer_servers_alone() -> None:
    entry = {"library_variable_set": "Common", "name": "Owner", "value": "Ada"}
    scoped = [{**entry, "environments": ["Live"]}]
    wanted = COMMON_VALUES.wanted(scoped, newer(), context(), "common_variables")
    assert wanted["CommonVariables"][0]["Scope"] == {"EnvironmentIds": [LIVE]}
    with pytest.raises(OptionError, match=r"environments: common values have environments on Octopus Server 2025.1"):
        COMMON_VALUES.wanted(scoped, older({}, {}), context(OLD), "common_variables")
    plain = COMMON_VALUES.wanted([entry], older({}, {}), context(OLD), "common_variables")
    assert older_body(plain)["LibraryVariables"]["LibraryVariableSets-1"]["Variables"] == {"owner": "Ada"}


def test_a_document_that_is_yet_to_come_is_never_sent() -> None:
    refuse_to_come(newer(("color", "red", [])))
    with pytest.raises(OctopusError, match="'Cloud' does not exist yet"):
        refuse_to_come(newer(("color", to_come("Cloud"), [])))


def test_values_of_templates_that_are_gone_do_not_count() -> None:
    """A server that still shows such a value would be told to remove it in every run."""
    shop = {"ProjectId": "Projects-1", "ProjectName": "Shop", "Templates": [COLOR]}
    variables = {"Environments-1": {"color": "red", "gone": "x"}, "Environments-2": {}}
    values = from_older(TENANT, {"ProjectVariables": {"Projects-1": {**shop, "Variables": variables}}})
    given = [{"project": "Shop", "name": "Color", "value": "red", "environments": ["Test"]}]
    wanted = PROJECT_VALUES.wanted(given, values, context(OLD), "project_variables")
    assert PROJECT_VALUES.same(values, wanted)
    assert PROJECT_VALUES.shown(values, context(OLD)) == {"Shop": {"Color (Test)": "red"}}
    assert PROJECT_VALUES.exported(values, context(OLD), "x") == given
    other = PROJECT_VALUES.wanted([{**given[0], "value": "blue"}], values, context(OLD), "project_variables")
    assert not PROJECT_VALUES.same(values, other)
    # Without the list of templates, nobody knows whether the template is gone.
    unlisted = from_older(
        TENANT, {"ProjectVariables": {"Projects-1": {"ProjectId": "Projects-1", "Variables": variables}}}
    )
    assert not PROJECT_VALUES.same(unlisted, {**unlisted, PROJECT_VALUES.owner_type.prop: []})

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Variables must never lose a secret, report a change where nothing changes, or undo another writer's change."""

from __future__ import annotations

import json
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from contract.conftest import Octopus
from contract.kinds.variables import a_library, a_project
from contract.test_two_writers import Request, around_first

SET = "variableset-Projects-1"
SECRET = {"name": "Password", "sensitive_value": "hunter-22"}


def variables(octopus: Octopus, check: bool = False, **options: Any) -> dict[str, Any]:
    return octopus.ok("octopus_variables", {"project": "Storefront", **options}, check=check)


def stored(octopus: Octopus) -> list[dict[str, Any]]:
    """The variables as the server keeps them, secrets included."""
    found: list[dict[str, Any]] = octopus.server.document(SET)["Variables"]
    return found


def by_hand(octopus: Octopus, change: Any) -> None:
    """Another client reads the set, changes it and writes all of it."""
    with Client(octopus.server.url, api_key=octopus.server.api_key) as client:
        document = client.get(client.root, "Variables", {"id": SET})
        change(document["Variables"])
        client.modify(document)


@pytest.fixture(autouse=True)
def surroundings(octopus: Octopus) -> None:
    octopus.server.stock(a_project, octopus.server)


def test_an_unrelated_change_keeps_a_secret(octopus: Octopus) -> None:
    variables(octopus, variables=[SECRET], values={"Level": "info"})
    before = stored(octopus)[0]
    for level, options in (("warn", SECRET), ("error", {"name": "Password", "sensitive_value": "<secret of it>"})):
        done = variables(octopus, variables=[options], values={"Level": level})
        assert (done["changed"], done["secrets_not_compared"]) == (True, ["variables[0].sensitive_value"])
        assert before in stored(octopus)
    variables(octopus, mode="merge", values={"Level": "merged"})
    assert before in stored(octopus)


def test_a_client_that_sends_empty_secrets_back(octopus: Octopus) -> None:
    variables(octopus, variables=[SECRET])
    before = stored(octopus)

    def empty(found: list[dict[str, Any]]) -> None:
        found[0]["Value"] = ""

    by_hand(octopus, empty)
    assert stored(octopus) == before
    assert variables(octopus, variables=[SECRET])["changed"] is False


def test_a_secret_is_replaced_in_its_place(octopus: Octopus) -> None:
    variables(octopus, variables=[SECRET])
    (before,) = stored(octopus)
    for value in ("hunter-23", "hunter-23"):
        new = {**SECRET, "sensitive_value": value}
        done = variables(octopus, variables=[new], update_secrets="always")
        assert done["changed"] is True and "hunter" not in json.dumps(done)
    (after,) = stored(octopus)
    assert (after["Id"], after["Value"] != before["Value"]) == (before["Id"], True)


def test_a_cleared_secret(octopus: Octopus) -> None:
    variables(octopus, variables=[SECRET])
    nothing = {**SECRET, "sensitive_value": "<no secret>"}
    kept = variables(octopus, variables=[nothing])
    assert kept["changed"] is False and "may still have a secret" in kept["warnings"][0]
    assert variables(octopus, variables=[nothing], update_secrets="always")["changed"] is True
    assert stored(octopus)[0]["Value"] is None


@pytest.mark.parametrize(
    ("value", "problem"),
    [("", "is empty"), ("  ", "is empty"), ("********", "is how a secret is displayed")],
)
def test_an_empty_value_never_clears_a_secret(octopus: Octopus, value: str, problem: str) -> None:
    variables(octopus, variables=[SECRET])
    before = stored(octopus)
    for more in ({}, {"update_secrets": "always"}):
        entry = {**SECRET, "sensitive_value": value}
        result = octopus("octopus_variables", {"project": "Storefront", "variables": [entry], **more})
        assert result["failed"] and problem in result["msg"]
    assert stored(octopus) == before


def test_other_spellings_of_a_variable_are_no_change(octopus: Octopus) -> None:
    scope = {"environments": ["Test", "Production"], "target_tags": ["web", "api"]}
    given: dict[str, Any] = {
        "variables": [
            {"name": "Text", "value": "a\nb\n", "description": "", "scope": scope},
            {"name": "Data", "value": {"a": [1, 2], "b": True}},
            {"name": "Asked", "value": "", "prompt": {"label": "What?"}},
            {"name": "Account", "type": "UsernamePasswordAccount", "value": "Subscription"},
        ]
    }
    variables(octopus, **given)

    def spelled_otherwise(found: list[dict[str, Any]]) -> None:
        found[0].update(Value="a\r\nb\r\n", Description=None)
        found[0]["Scope"] = {kind: ids[::-1] for kind, ids in reversed(found[0]["Scope"].items())}
        found[1]["Value"] = '{"b":true,\n "a":[1, 2]}'
        found[2].update(Value=None, IsEditable=True)

    by_hand(octopus, spelled_otherwise)
    octopus.server.clear_requests()
    assert variables(octopus, **given)["changed"] is False
    assert octopus.writes() == []


def test_ids_and_places_stay(octopus: Octopus) -> None:
    """A value that changes, one whose scope changes and those around a new one keep their IDs and places."""
    variables(octopus, values={"A": "1", "B": [{"value": "2", "scope": {"environments": ["Test"]}}], "C": "3"})
    before = [each["Id"] for each in stored(octopus)]
    values = {"New": "0", "C": "changed", "B": [{"value": "2", "scope": {"environments": ["Production"]}}], "A": "1"}
    done = variables(octopus, values=values)
    assert [each["Id"] for each in stored(octopus)][:3] == before
    assert [each["Name"] for each in stored(octopus)] == ["A", "B", "C", "New"]
    assert done["diff"]["after"]["variables"] == {"A": "1", "B (Production)": "2", "C": "changed", "New": "0"}


def test_a_value_of_another_writer_stays(octopus: Octopus, monkeypatch: pytest.MonkeyPatch) -> None:
    """Others write between reading and writing: the server refuses, and all changes are there at the end."""
    variables(octopus, values={"Ours": "1", "Theirs": "1"})

    def theirs(found: list[dict[str, Any]]) -> None:
        found[1]["Value"] += "2"

    others: list[str] = []

    def before(request: Request) -> Any:
        # Every second write is one of the others.
        others.append("writing")
        if len(others) % 2:
            by_hand(octopus, theirs)
        return request.send()

    around_first(monkeypatch, "PUT", before, times=18)
    assert variables(octopus, mode="merge", values={"Ours": "2"})["changed"] is True
    assert [each["Value"] for each in stored(octopus)] == ["2", "1222222222"]


def test_mistakes_are_reported_before_anything_is_sent(octopus: Octopus) -> None:
    octopus.server.clear_requests()
    entries = [
        {"name": "A", "value": 1.5},
        {"name": "B", "prompt": {"label": "B"}, "scope": {"machines": ["Web1"]}},
        {"name": "C", "scope": {"steps": ["Deploy"]}},
        {"name": "c", "scope": {"steps": ["deploy"]}},
    ]
    result = octopus("octopus_variables", {"library_variable_set": "Logging", "variables": entries})
    places = [line.partition(":")[0] for line in result["msg"].splitlines()]
    assert places == [
        "variables[0].value",
        "variables[1].scope.machines",
        "variables[2].scope.steps",
        "variables[3]",
        "variables[3].scope.steps",
    ]
    assert octopus.server.requests == []


@pytest.mark.parametrize(
    ("values", "place"),
    [
        ({"A": "<secret of it>"}, "values.A"),
        ({"A": [{"value": "<secret of it>"}]}, "values.A[0].value"),
        ({"A": [{"value": "1", "scope": {"machines": ["<secret of it>"]}}]}, "values.A[0].scope.machines[0]"),
    ],
)
def test_a_placeholder_in_the_short_form_is_reported_with_its_place(
    octopus: Octopus, values: dict[str, Any], place: str
) -> None:
    given = {"project": "Storefront", "variables": [{"name": "Other", "value": "1"}], "values": values}
    assert octopus("octopus_variables", given)["msg"].startswith(f"{place}: <secret of it> is a placeholder")
    result = octopus("octopus_config", {"config": {"variables": [given]}})["msg"]
    assert f"variables[0].{place}: <secret of it> is a placeholder" in result


@pytest.mark.parametrize("value", [{"sensitive_value": "hunter-22"}, [{"sensitive_value": "hunter-22", "scope": {}}]])
def test_a_secret_in_the_short_form_is_not_shown(octopus: Octopus, value: Any) -> None:
    given = {"project": "Storefront", "values": {"Password": value}}
    for module, options in (("octopus_variables", given), ("octopus_config", {"config": {"variables": [given]}})):
        result = octopus(module, options, verbosity=4)
        assert result["failed"] and "values.Password: " in result["msg"]
        assert "hunter" not in json.dumps(result)


@pytest.mark.parametrize("module", ["octopus_variables", "octopus_config"])
def test_a_script_module_is_no_library_variable_set(octopus: Octopus, module: str) -> None:
    """The ID of a script module is refused, although the link accepts it: its variables are its script."""
    script = octopus.server.seed("libraryvariablesets", Name="Tools", ContentType="ScriptModule")
    before = octopus.server.document(script["VariableSetId"])
    item: dict[str, Any] = {"library_variable_set": script["Id"], "values": {}}
    result = octopus(module, item if module == "octopus_variables" else {"config": {"variables": [item]}})
    assert f"there is no library variable set named '{script['Id']}'" in result["msg"]
    assert octopus.server.document(script["VariableSetId"]) == before and octopus.writes() == []


def test_names_that_do_not_exist(octopus: Octopus) -> None:
    """Check mode assumes that an earlier task will create a missing environment or step; a run refuses it."""
    for scope, near in (
        ({"environments": ["Tests"]}, "Similar names: 'Test'"),
        ({"steps": ["Deploy"]}, "Create it first"),
    ):
        options = {"project": "Storefront", "variables": [{"name": "A", "scope": scope}]}
        result = octopus("octopus_variables", options)
        assert result["failed"] and near in result["msg"] and "variables[0].scope" in result["msg"]
        assert "check mode assumes" in octopus.ok("octopus_variables", options, check=True)["warnings"][0]
    assert stored(octopus) == []


@pytest.mark.parametrize("owner", ["project", "library_variable_set"])
def test_a_set_of_any_size_is_one_read_and_one_write(octopus: Octopus, owner: str) -> None:
    if owner == "library_variable_set":
        octopus.server.stock(a_library, octopus.server)
    scopes = [{"environments": ["Test"]}, {"machines": ["Web1"]}, {"tenant_tags": ["Area/EU"]}, {}]
    values = {
        f"Name.{number}": [{"value": f"{number} {index}", "scope": scope} for index, scope in enumerate(scopes)]
        for number in range(45)
    }
    options: dict[str, Any] = {owner: "Storefront" if owner == "project" else "Logging", "values": values}
    for write in (1, 0):
        octopus.server.clear_requests()
        done = octopus.ok("octopus_variables", options)
        assert (done["changed"], len(octopus.writes())) == (bool(write), write)
        assert len(octopus.server.requests) <= 4 + write
    values["Name.7"][0]["value"] = "changed"
    octopus.server.clear_requests()
    done = octopus.ok("octopus_variables", options)
    assert len(octopus.server.requests) <= 4 + 1
    before, after = done["diff"]["before"]["variables"], done["diff"]["after"]["variables"]
    assert {label for label in after if before[label] != after[label]} == {"Name.7 (Test)"}


def test_steps_and_runbooks_by_name(octopus: Octopus) -> None:
    """The set lists them with their IDs; a step that is renamed keeps its ID, and so the variable stays as it is."""
    step = {"Name": "Deploy", "Actions": [{"Name": "Deploy", "ActionType": "Octopus.Script"}]}
    octopus.server.put_process("Projects-1", [step])
    runbook = octopus.server.seed("runbooks", Name="Back up", ProjectId="Projects-1")["Id"]
    scope = {"steps": ["deploy"], "processes": ["Back up", "deployment"]}
    done = variables(octopus, variables=[{"name": "A", "value": "1", "scope": scope}])
    assert list(done["diff"]["after"]["variables"]) == ["A (Deploy, Back up, deployment)"]
    assert stored(octopus)[0]["Scope"]["ProcessOwner"] == ["Projects-1", runbook]
    process = octopus.server.document("deploymentprocess-Projects-1")
    process["Steps"][0]["Actions"][0]["Name"] = "Ship"
    octopus.server.put_process("Projects-1", process["Steps"])
    again = {**scope, "steps": ["Ship"]}
    assert variables(octopus, variables=[{"name": "A", "value": "1", "scope": again}])["changed"] is False


def an_account(octopus: Octopus, name: str, account_type: str, **more: Any) -> None:
    octopus.server.seed("accounts", Name=name, AccountType=account_type, **more)


def test_an_account_of_another_sort(octopus: Octopus) -> None:
    an_account(octopus, "Deployer", "UsernamePassword", Username="deploy")
    oidc = {"SubscriptionNumber": "a6a6a6a6-1111-2222-3333-444444444444"}
    an_account(octopus, "Cloud", "AzureOidc", **oidc)
    entry = {"name": "Account", "type": "AzureAccount", "value": "Deployer"}
    octopus.server.clear_requests()
    result = octopus("octopus_variables", {"project": "Storefront", "variables": [entry]})
    problem = "variables[0].value: 'Deployer' is an account of the type UsernamePassword, not AzureAccount"
    assert result["msg"] == problem and octopus.writes() == []
    for kind, name in (("AzureAccount", "cloud"), ("UsernamePasswordAccount", "Deployer")):
        given = [{**entry, "type": kind, "value": name}]
        assert variables(octopus, variables=given)["changed"] is True
        assert variables(octopus, variables=given)["changed"] is False
    # Another writer's choice stays as long as nobody asks for another one.
    by_hand(octopus, lambda found: found[0].update(Type="AzureAccount"))
    assert variables(octopus, variables=[entry])["changed"] is False


def test_an_account_of_another_sort_that_the_run_creates(octopus: Octopus) -> None:
    config = {
        "variables": [
            {"project": "Storefront", "variables": [{"name": "A", "type": "GoogleCloudAccount", "value": "New"}]}
        ],
        "accounts": [{"name": "New", "token": {"token": "hunter-22"}}],
    }
    for check in (True, False):
        result = octopus("octopus_config", {"config": config}, check=check)
        assert "variables[0].variables[0].value: 'New' is an account of the type Token" in result["msg"]
    assert octopus.writes() == []


def test_a_value_that_yaml_cut_off(octopus: Octopus) -> None:
    """A new variable without a value is created with a warning; a value that is there is kept without one."""
    entries = [{"name": "Site.Title", "value": None}, {"name": "Asked", "prompt": {"label": "Which?"}}]
    predicted = octopus.ok("octopus_variables", {"project": "Storefront", "variables": entries}, check=True)["warnings"]
    done = variables(octopus, variables=entries)
    assert (
        predicted
        == done["warnings"]
        == [
            "variables[0].value: 'Site.Title' has no value, so that the new variable is empty; put a value that begins "
            "with # in quotes, or give '' for an empty one"
        ]
    )
    assert "warnings" not in variables(octopus, variables=entries)
    assert "warnings" not in variables(octopus, variables=[{"name": "Empty", "value": ""}])


@pytest.mark.parametrize(
    "scope", [{"environments": ["Nowhere"]}, {"steps": ["Nothing"]}, {"tenant_tags": ["Area/Nowhere"]}], ids=str
)
def test_removing_a_variable_whose_scope_does_not_exist(octopus: Octopus, scope: dict[str, Any]) -> None:
    """The same in check mode and in the run, because there can't be such a variable."""
    variables(octopus, values={"A": "1"})
    gone = {"project": "Storefront", "mode": "merge", "variables": [{"name": "A", "scope": scope, "state": "absent"}]}
    results = [octopus.ok("octopus_variables", gone, check=check) for check in (True, False)]
    assert [each["changed"] for each in results] == [False, False]
    assert results[0]["warnings"] == results[1]["warnings"]
    (warning,) = results[0]["warnings"]
    assert warning.startswith("variables[0].scope.") and warning.endswith("There is nothing to remove.")
    assert len(stored(octopus)) == 1

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Refusals of variables, the scopes that they can have, and changes of scopes.

api: variables#scope-kinds, variables#writing-a-variable-set
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from emulator.testing import Emulator

from .conftest import Asker
from .test_documents import project
from .test_people import give, key_of
from .test_variables import put

TEXT = {"Name": "Color", "Value": "red", "Type": "String"}


@pytest.fixture
def shop(ask: Asker) -> Any:
    return project(ask)


@pytest.fixture
def own(shop: Any) -> str:
    return f"/api/variables/{shop['VariableSetId']}"


@pytest.fixture(scope="module")
def running_in_2021() -> Iterator[Emulator]:
    with Emulator(server_version="2021.2.4488") as server:
        yield server


@pytest.fixture
def in_2021(running_in_2021: Emulator) -> Asker:
    running_in_2021.reset()
    return Asker(running_in_2021)


def refusal(ask: Asker, own: str, *variables: dict[str, Any]) -> str:
    return ask.refused("PUT", own, {**ask.get(own), "Variables": [{**TEXT, **each} for each in variables]})


def scoped(ask: Asker, own: str, *scopes: dict[str, Any]) -> None:
    put(ask, own, *({**TEXT, "Value": str(index), "Scope": scope} for index, scope in enumerate(scopes)))


def scopes_of(ask: Asker, own: str) -> list[Any]:
    return [each["Scope"] for each in ask.get(own)["Variables"]]


def test_a_variable_without_a_type_breaks_the_server(ask: Asker, own: str, in_2021: Asker) -> None:
    """[OctopusDeploy/Issues#8817]"""
    for untyped in ({"Name": "Color"}, {"Name": "Color", "Type": None}):
        body = {**ask.get(own), "Variables": [untyped]}
        assert "Object reference not set" in ask.refused("PUT", own, body, status=500)
    assert ask.get(own)["Variables"] == []
    older = project(in_2021)["Links"]["Variables"]
    body = {**in_2021.get(older), "Variables": [{"Name": "Color"}]}
    assert in_2021.put(older, body)["Variables"][0]["Type"] == "String"


def test_an_id_that_a_client_made_is_kept(ask: Asker, own: str) -> None:
    made = put(ask, own, {**TEXT, "Id": "a client's own"}, {**TEXT, "Id": ""})["Variables"]
    assert made[0]["Id"] == "a client's own"
    assert made[1]["Id"]
    assert "must be unique" in refusal(ask, own, made[0], made[0])
    assert "field is required" in ask.refused("PUT", own, {**ask.get(own), "Variables": None})


def test_a_new_secret_is_what_is_sent(ask: Asker, own: str) -> None:
    """The other two rows, of a known ID, are in test_sensitive_values_are_kept_by_their_id."""
    secret = {"Name": "Key", "Type": "Sensitive"}

    def stored() -> Any:
        value = ask.server.document(own.rpartition("/")[2])["Variables"][0]["Value"]
        return value and value["Stored"]

    for id_of_it, value, kept in ((None, None, None), (None, "", None), ("", "one", "one"), ("other", "", None)):
        put(ask, own, {**secret, "Id": id_of_it, "Value": value})
        assert stored() == kept


def test_a_type_that_changes_takes_no_value_along(ask: Asker, own: str) -> None:
    made = put(ask, own, {"Name": "Key", "Type": "Sensitive", "Value": "hunter-22"})["Variables"][0]
    plain = put(ask, own, {**made, "Type": "String", "IsSensitive": False})["Variables"][0]
    assert (plain["Type"], plain["Value"], plain["IsSensitive"]) == ("String", None, False)
    put(ask, own, {**plain, "Value": "seen"})
    hidden = put(ask, own, {**plain, "Type": "Sensitive", "Value": None})["Variables"][0]
    assert hidden["IsSensitive"] is True
    assert ask.server.document(own.rpartition("/")[2])["Variables"][0]["Value"] is None
    legacy = put(ask, own, {**TEXT, "IsSensitive": True})["Variables"][0]
    assert (legacy["Type"], legacy["Value"]) == ("Sensitive", None)


def test_an_environment_of_a_scope_exists(ask: Asker, own: str) -> None:
    here = ask.post("/api/environments", Name="Production")["Id"]
    elsewhere = ask.server.seed("spaces", Name="Other", SpaceManagersTeams=["teams-administrators"])["Id"]
    there = ask.post(f"/api/{elsewhere}/environments", Name="Production")["Id"]
    for unknown in ("Environments-99", there, "Projects-1"):
        message = refusal(ask, own, {"Scope": {"Environment": [here, unknown]}})
        assert "because your available environment scopes changed while you were editing" in message
    parent = ask.server.seed("parentenvironments", Name="Short-lived")["Id"]
    scoped(ask, own, {"environment": [here, parent], "Role": ["nobody has it"], "Machine": ["Machines-99"]})
    assert scopes_of(ask, own)[0].keys() == {"Environment", "Role", "Machine"}


def test_kinds_of_scope(ask: Asker, own: str, older: Asker) -> None:
    for kind in ("Project", "TargetRole", "User", "Private", "Tenant", "Colour"):
        assert "not a valid scope" in refusal(ask, own, {"Scope": {kind: ["x"]}})
    newer = {"EnvironmentParameter": ["x"]}
    scoped(ask, own, newer)
    assert scopes_of(ask, own) == [newer]
    before = project(older)["Links"]["Variables"]
    assert "not a valid scope" in refusal(older, before, {"Scope": newer})


def test_a_kind_that_the_server_gave_can_be_sent_back(ask: Asker, own: str) -> None:
    scoped(ask, own, {})
    variable = {**ask.get(own)["Variables"][0], "Scope": {"TemplatedProject": ["Projects-1"]}}
    ask.server.put_read_only(own.rpartition("/")[2], {"Variables": [variable]})
    assert put(ask, own, variable)["Variables"][0]["Scope"] == variable["Scope"]
    assert "not a valid scope" in refusal(ask, own, {"Scope": variable["Scope"]})


def test_a_library_set_has_no_steps_channels_and_processes(ask: Asker, shop: Any) -> None:
    library = ask.post("/api/libraryvariablesets", Name="Common")["Links"]["Variables"]
    for kind in ("Action", "Channel", "ProcessOwner"):
        assert "only scoped to owner" in refusal(ask, library, {"Scope": {kind: ["Channels-1"]}})
    values = ask.get(library)["ScopeValues"]
    assert (values["Actions"], values["Channels"], values["Processes"]) == ([], [], [])


def test_prompted_variables_have_environments_and_processes(ask: Asker, own: str, shop: Any) -> None:
    ask.post("/api/environments", Name="Production")
    both = {"Environment": ["Environments-1"], "ProcessOwner": [shop["Id"]]}
    put(ask, own, {**TEXT, "Prompt": {"Label": "Which?"}, "Scope": both})
    assert scopes_of(ask, own) == [both]
    for kind in ("Machine", "Role", "Action", "Channel", "TenantTag"):
        message = refusal(ask, own, {"Prompt": {"Label": "Which?"}, "Scope": {kind: ["x"]}})
        assert message == "Prompted variables cannot be scoped to anything except an environment."
    with Emulator(server_version="2019.7.12") as early:
        asker = Asker(early)
        there = project(asker)["Links"]["Variables"]
        prompted = {"Prompt": {"Label": "Which?"}, "Scope": {"ProcessOwner": ["Projects-1"]}}
        assert "except an environment" in refusal(asker, there, prompted)


def test_a_prompt_goes_with_any_type(ask: Asker, own: str) -> None:
    settings = {"Octopus.ControlType": "Select", "Octopus.SelectOptions": "a|A\nb"}
    prompt = {"Label": "", "Description": "", "Required": True, "DisplaySettings": settings}
    kinds = ("Sensitive", "AzureAccount", "Certificate", "WorkerPool")
    made = put(ask, own, *({"Name": kind, "Type": kind, "Prompt": prompt} for kind in kinds))["Variables"]
    assert [each["Prompt"] for each in made] == [prompt] * len(kinds)


def test_a_frozen_set_stays(ask: Asker, own: str) -> None:
    ask.server.put_read_only(own.rpartition("/")[2], {"_frozen": True})
    assert "because the set is frozen" in refusal(ask, own, TEXT)
    assert ask.get(own)["Variables"] == []


def test_a_project_lists_the_values_that_scopes_can_have(ask: Asker, shop: Any, own: str) -> None:
    assert ask.get(own)["ScopeValues"]["Environments"] == []
    ask.post("/api/environments", Name="Production")
    ask.post("/api/tagsets", Name="Region", Tags=[{"Name": "EU", "Color": "#333333"}])
    other = {"Name": "Owner", "Scopes": ["Project"], "Tags": [{"Name": "Me", "Color": "#333333"}]}
    ask.post("/api/tagsets", **other)
    target = {"Roles": ["web"], "Endpoint": {"CommunicationStyle": "None"}}
    ask.server.seed("machines", Name="one", EnvironmentIds=["Environments-1"], **target)
    ask.server.put_process(shop["Id"], [{"Name": "Deploy", "Actions": [{"Name": "Deploy it"}]}])
    values = ask.get(own)["ScopeValues"]
    named = {kind: [each["Name"] for each in found] for kind, found in values.items() if found}
    assert named == {
        "Environments": ["Production"],
        "Machines": ["one"],
        "Actions": ["Deploy it"],
        "Roles": ["web"],
        "Channels": ["Default"],
        "TenantTags": ["Region/EU"],
        "Processes": ["Deployment Process"],
    }
    process = {"Id": shop["Id"], "Name": "Deployment Process", "ProcessType": "Deployment"}
    assert values["Processes"] == [process]


@pytest.mark.parametrize("kind", ["Environment", "Machine", "Channel"])
def test_a_value_goes_with_what_it_is_for(ask: Asker, shop: Any, own: str, kind: str) -> None:
    """[OctopusDeploy/Issues#3900, #7565]"""
    if kind == "Channel":
        gone, left = (ask.post("/api/channels", Name=name, ProjectId=shop["Id"]) for name in "ab")
    else:
        gone, left = (ask.post("/api/environments", Name=name) for name in "ab")
    if kind == "Machine":
        target = {"Roles": ["web"], "Endpoint": {"CommunicationStyle": "None"}}
        places = {"EnvironmentIds": [gone["Id"]], **target}
        gone, left = (ask.server.seed("machines", Name=name, **places) for name in "ab")
    library = ask.post("/api/libraryvariablesets", Name="Common")["Links"]["Variables"]
    address = ask.get(f"/api/{kind.lower()}s/{gone['Id']}")["Links"]["Self"]
    scoped(ask, own, {}, {kind: [gone["Id"]]}, {kind: [gone["Id"], left["Id"]]}, {"Role": ["x"], kind: [gone["Id"]]})
    if kind != "Channel":
        scoped(ask, library, {kind: [gone["Id"]]})
    version = ask.get(own)["Version"]
    assert ask("DELETE", address).status_code == 200
    assert scopes_of(ask, own) == [{}, {kind: [left["Id"]]}]
    assert ask.get(library)["Variables"] == []
    assert ask.get(own)["Version"] == version + 1


def test_a_value_goes_with_its_step(ask: Asker, shop: Any, own: str) -> None:
    """[OctopusDeploy/Issues#2779]"""
    steps = [{"Name": name, "Actions": [{"Name": name}]} for name in ("One", "Two")]
    address = f"/api/projects/{shop['Id']}/deploymentprocesses"
    process = ask.put(address, {**ask.get(address), "Steps": steps})
    one, two = (step["Actions"][0]["Id"] for step in process["Steps"])
    scoped(ask, own, {"Action": [one]}, {"Action": [two]}, {"Action": [one, two]})
    process = ask.put(address, process)
    assert len(scopes_of(ask, own)) == 3, "the steps keep their IDs"
    ask.put(address, {**process, "Steps": process["Steps"][1:]})
    assert scopes_of(ask, own) == [{"Action": [two]}, {"Action": [two]}]


def test_the_address_of_a_projects_variables(ask: Asker, shop: Any, own: str, older: Asker, in_2021: Asker) -> None:
    address = f"/api/Spaces-1/projects/{shop['Id']}/variables"
    read = ask.get(address)
    assert (read["Id"], read["Links"]["Self"]) == (shop["VariableSetId"], address)
    for name in ("ScopeValues", "Variables"):
        refused = {**read, name: None}
        assert f"The {name} field is required." in ask.refused("PUT", address, refused)
    change = {"ScopeValues": read["ScopeValues"], "Variables": [TEXT], "ChangeDescription": "Red"}
    assert ask.put(address, change) == {}
    assert ask.get(own)["Variables"][0]["Value"] == "red"
    assert "another user" in ask.refused("PUT", address, read), "a version that is sent counts"
    ask.refused("GET", f"/api/projects/{shop['Id']}/variables", status=404)
    before: Any = project(older)
    answered = older.put(address, {**older.get(address), "Variables": [TEXT]})
    assert (answered["Variables"][0]["Value"], answered["ScopeValues"]) == ("red", None)
    assert before["Links"]["Variables"] == f"{before['Links']['Self']}/variables"
    project(in_2021)
    in_2021.refused("GET", address, status=404)


def test_variables_without_an_environment_need_a_permission_of_their_own(ask: Asker, own: str) -> None:
    ask.post("/api/environments", Name="Production")
    scope = {"Environment": ["Environments-1"]}
    scoped(ask, own, {}, scope)
    keys = {}
    for permission in ("VariableEdit", "VariableEditUnscoped", "VariableView"):
        views = ["VariableView", "VariableViewUnscoped"]
        role = ask.post("/api/userroles", Name=permission, GrantedSpacePermissions=[permission, *views])["Id"]
        user = ask.post("/api/users", Username=permission, DisplayName=permission, Password="hunter-22")
        give(ask, user, role, "Spaces-1")
        keys[permission] = key_of(ask, user["Id"])

    def missing(permission: str, index: int, **changes: Any) -> str:
        """The permission that a user lacks who has this one, for a change of one of the two variables."""
        read = ask.get(own)
        read["Variables"][index].update(changes)
        answer = ask("PUT", own, read, headers=keys[permission])
        assert answer.status_code in (200, 403)
        return str(answer.json().get("ErrorMessage", "")).rpartition(": ")[2]

    assert missing("VariableEdit", 1, Value="new") == ""
    assert missing("VariableEdit", 0, Value="new") == "VariableEditUnscoped"
    assert missing("VariableEditUnscoped", 0, Value="new") == ""
    assert missing("VariableEditUnscoped", 1, Value="newer") == "VariableEdit"
    assert missing("VariableEditUnscoped", 0, Scope=scope) == "VariableEdit"
    assert missing("VariableView", 0) == "VariableEdit"
    assert [each["Value"] for each in ask.get(own)["Variables"]] == ["new", "new"]

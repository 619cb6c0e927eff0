# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""octopus_variable_info: the value of each name, and its source."""

from __future__ import annotations

import json
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from contract import shop
from contract.conftest import Octopus, on
from contract.doors import Door
from contract.shop import LIBRARY, MODULE, PROJECT, TENANT, asked, variable, written
from emulator.testing import Emulator

SECRET = "hunter-22-hunter"


@pytest.fixture
def ids(octopus: Octopus) -> dict[str, str]:
    return shop.seeded(octopus.server)


def values(result: dict[str, Any]) -> dict[str, Any]:
    return {each["name"]: each["value"] for each in result["variables"]}


def worth(octopus: Octopus, name: str = "Color", **options: Any) -> Any:
    """The value of a variable, which the server's own preview has to confirm."""
    result = asked(octopus, name=name, **options)
    assert "warnings" not in result, result["warnings"]
    if not result["variables"]:
        assert [each["name"] for each in result["without_value"]] == [name]
        return None
    (found,) = result["variables"]
    assert found["confirmed"] is True
    return found["value"]


def test_a_value_with_all_that_it_beats(octopus: Octopus, ids: dict[str, str]) -> None:
    written(
        octopus.server,
        ids[PROJECT],
        variable("Color", "grey"),
        variable("Color", "red", Environment=[ids["Production"]]),
        variable("Color", "green", Environment=[ids["Staging"]]),
    )
    written(octopus.server, ids[LIBRARY], variable("COLOR", "white"))
    result = asked(octopus, name="color", environment="production")
    (found,) = result["variables"]
    assert found == {
        "name": "Color",
        "value": "red",
        "type": "String",
        "is_secret": False,
        "source": PROJECT,
        "is_default": False,
        "scope": {"environments": ["Production"]},
        "score": 101,
        "tie": False,
        "confirmed": True,
        "won_over": [
            {
                "value": "grey",
                "type": "String",
                "is_secret": False,
                "source": PROJECT,
                "is_default": False,
                "scope": {},
                "score": 1,
                "reason": "environment Production beats no scope",
            },
            {
                "value": "white",
                "type": "String",
                "is_secret": False,
                "source": LIBRARY,
                "is_default": False,
                "scope": {},
                "score": 0,
                "reason": "environment Production beats no scope",
            },
        ],
        "out_of_scope": [
            {
                "value": "green",
                "type": "String",
                "is_secret": False,
                "source": PROJECT,
                "is_default": False,
                "scope": {"environments": ["Staging"]},
                "reason": "for environment Staging, not Production",
            }
        ],
    }
    assert (result["changed"], result["without_value"]) == (False, [])


def test_few_requests(octopus: Octopus, ids: dict[str, str]) -> None:
    written(octopus.server, ids[PROJECT], variable("Color", "red", Environment=[ids["Production"]]))
    octopus.server.clear_requests()
    assert worth(octopus, environment="Production", channel="Default") == "red"
    paths = [each.path.replace("/Spaces-1", "") for each in octopus.server.requests]
    assert paths == [
        "/api",
        "/api/projects",
        "/api/libraryvariablesets",
        f"/api/projects/{ids[PROJECT]}/variables",
        f"/api/variables/variableset-{ids[LIBRARY]}",
        "/api/variables/preview",
    ]
    assert octopus.writes() == []


@pytest.mark.parametrize(
    ("options", "value"),
    [
        ({}, "no scope"),
        ({"environment": "Production"}, "environment"),
        ({"environment": "Staging"}, "no scope"),
        ({"tenant": TENANT}, "tag"),
        ({"environment": "Production", "tenant": TENANT}, "tag"),
        ({"target_tags": ["blue"]}, "blue"),
        ({"target_tags": ["WEB"]}, "web"),
        ({"step": "Deploy", "target_tags": ["web"]}, "step"),
        ({"step": "Deploy web site"}, "step"),
        ({"channel": "Default"}, "channel"),
    ],
    ids=str,
)
def test_every_kind_of_scope(octopus: Octopus, ids: dict[str, str], options: dict[str, Any], value: str) -> None:
    server = octopus.server
    (channel,) = octopus.ok("octopus_info", {"kind": "Channels"})["resources"]
    written(
        server,
        ids[PROJECT],
        variable("Color", "no scope"),
        variable("Color", "environment", Environment=[ids["Production"]]),
        variable("Color", "tag", TenantTag=["Region/EU"]),
        variable("Color", "blue", Role=["blue"]),
        variable("Color", "web", Role=["web"]),
        variable("Color", "step", Action=[ids["Deploy"]]),
        variable("Color", "channel", Channel=[channel["Id"]]),
    )
    assert worth(octopus, **options) == value


def test_the_target_tags_of_the_step_beat_others_of_the_machine(octopus: Octopus, ids: dict[str, str]) -> None:
    written(
        octopus.server,
        ids[PROJECT],
        variable("Color", "blue", Role=["blue"], Environment=[ids["Production"]]),
        variable("Color", "web", Role=["web"]),
    )
    where = {"environment": "Production", "machine": "Web1"}
    assert worth(octopus, **where) == "blue"
    assert worth(octopus, **where, step="Deploy") == "web"
    (found,) = asked(octopus, **where, step="Deploy", name="Color")["variables"]
    assert found["won_over"][0]["reason"] == (
        "the step's target tag web beats target tag blue and environment Production"
    )


def test_a_value_for_the_process_of_deployments(octopus: Octopus, ids: dict[str, str]) -> None:
    written(octopus.server, ids[PROJECT], variable("Color", "a"), variable("Color", "b", ProcessOwner=[ids[PROJECT]]))
    (found,) = asked(octopus, name="Color")["variables"]
    assert (found["value"], found["scope"], found["confirmed"]) == ("b", {"processes": ["deployment"]}, True)
    assert found["won_over"][0]["reason"] == "process deployment beats no scope"


def test_templates_and_what_a_tenant_gives_for_them(octopus: Octopus, ids: dict[str, str]) -> None:
    written(octopus.server, ids[PROJECT], variable("Address", "http://production", Environment=[ids["Production"]]))
    shop.given_by_tenant(
        octopus.server, ids, Address="http://acme", Contact="acme", Key={"NewValue": SECRET, "HasValue": True}
    )
    assert worth(octopus, "Address") == "http://default"
    assert worth(octopus, "Address", environment="Production") == "http://production"
    assert worth(octopus, "Address", environment="Production", tenant=TENANT) == "http://acme"
    assert worth(octopus, "Address", environment="Staging", tenant=TENANT) == "http://default"
    assert worth(octopus, "Contact") == "nobody"
    assert worth(octopus, "Contact", tenant=TENANT) == "acme"
    result = asked(octopus, environment="Production", tenant=TENANT)
    address, key, contact = result["variables"]
    assert address["scope"] == {"tenants": [TENANT], "environments": ["Production"]}
    assert [each["reason"] for each in address["won_over"]] == [
        "tenant Acme beats no further scope",
        "tenant Acme and environment Production beat no scope",
    ]
    assert address["won_over"][1]["is_default"] is True
    assert (key["value"], key["is_secret"], key["type"]) == (None, True, "Sensitive")
    assert contact["source"] == LIBRARY
    assert SECRET not in json.dumps(result)


def test_values_of_tenants_in_both_forms(octopus: Octopus, ids: dict[str, str]) -> None:
    """Newer servers have common values for some environments, which older ones can't have."""
    common = {"library_variable_set": LIBRARY, "name": "Contact", "value": "acme", "environments": ["Production"]}
    octopus.ok("octopus_tenant_variables", {"tenant": TENANT, "common_variables": [common], "mode": "merge"})
    assert worth(octopus, "Contact", tenant=TENANT, environment="Production") == "acme"
    assert worth(octopus, "Contact", tenant=TENANT, environment="Staging") == "nobody"
    assert worth(octopus, "Contact", environment="Production") == "nobody"


def test_values_of_tenants_on_an_older_server(door: Door) -> None:
    with Emulator(server_version="2022.4.8471") as server:
        older = on(server, door)
        ids = shop.seeded(server)
        shop.given_by_tenant(server, ids, Address="http://acme", Contact="acme")
        assert worth(older, "Contact", tenant=TENANT) == "acme"
        assert worth(older, "Address", tenant=TENANT, environment="Production") == "http://acme"
        assert worth(older, "Address", tenant=TENANT, environment="Staging") == "http://default"


def test_a_document_by_its_id_or_slug(octopus: Octopus, ids: dict[str, str]) -> None:
    written(octopus.server, ids[PROJECT], variable("Color", "a"), variable("Color", "b", Environment=[ids["Staging"]]))
    slug = octopus.server.document(ids["Staging"])["Slug"]
    for value in (ids["Staging"], slug, "STAGING"):
        assert worth(octopus, environment=value) == "b"
    assert worth(octopus, machine=ids["Web1"], tenant=ids[TENANT], project=ids[PROJECT]) == "a"


def test_a_secret_is_never_shown(octopus: Octopus, ids: dict[str, str]) -> None:
    written(octopus.server, ids[PROJECT], variable("Password", SECRET, Type="Sensitive"))
    result = octopus.ok(MODULE, {"project": PROJECT}, verbosity=4)
    (found,) = [each for each in result["variables"] if each["name"] == "Password"]
    assert (found["value"], found["is_secret"], found["confirmed"]) == (None, True, True)
    assert SECRET not in json.dumps(result)


def test_expressions_are_evaluated_if_asked_for(octopus: Octopus, ids: dict[str, str]) -> None:
    written(
        octopus.server,
        ids[PROJECT],
        variable("Color", "red"),
        variable("Theme", "#{Color}-#{Octopus.Environment.Name | ToLower}-#{Octopus.Project.Name}"),
        variable("Login", "sa:#{Password}"),
        variable("Password", SECRET, Type="Sensitive"),
        variable("Left", "#{Nothing}"),
        variable("Broken", "#{if"),
        variable("Loop", "#{Loop}"),
    )
    result = asked(octopus, environment="Production", evaluate=True)
    found = {each["name"]: (each["evaluated"], each["missing"]) for each in result["variables"]}
    assert found == {
        "Color": ("red", []),
        "Theme": ("red-production-Shop", []),
        "Login": (None, []),
        "Password": (None, []),
        "Left": ("#{Nothing}", ["#{Nothing}"]),
        "Broken": ("#{if", []),
        "Loop": (None, []),
        "Address": ("http://default", []),
        "Contact": ("nobody", []),
    }
    errors = {each["name"]: each["evaluation_error"] for each in result["variables"] if each["evaluation_error"]}
    assert set(errors) == {"Login", "Broken", "Loop"}
    assert errors["Login"] == "needs a secret, which nobody can read: 'Password'"
    assert "evaluated" not in asked(octopus, name="Theme")["variables"][0]


def test_a_tie_gets_a_warning(octopus: Octopus, ids: dict[str, str]) -> None:
    written(octopus.server, ids[PROJECT], variable("Color", "a"), variable("Color", "b"))
    result = asked(octopus, name="Color")
    (found,) = result["variables"]
    assert (found["value"], found["tie"], found["confirmed"]) == ("a", True, True)
    assert found["won_over"][0]["reason"] == "equally specific: Octopus does not define which one wins"
    assert result["warnings"] == ["Octopus does not define which value wins, as several are equally specific: 'Color'"]
    # The task does not name this variable.
    assert "warnings" not in asked(octopus)


def test_names_that_no_variable_has(octopus: Octopus, ids: dict[str, str]) -> None:
    written(octopus.server, ids[PROJECT], variable("Color", "green", Environment=[ids["Staging"]]))
    result = asked(octopus, names=["Colour", "Color", "COLOR"], environment="Production")
    assert result["variables"] == []
    assert [(each["name"], len(each["out_of_scope"])) for each in result["without_value"]] == [
        ("Colour", 0),
        ("Color", 1),
    ]
    assert result["warnings"] == ["no variable is called 'Colour'. Similar names: 'Color'."]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"project": "Shopp"}, "project: there is no project named 'Shopp'. Similar names: 'Shop'."),
        ({"environment": "Stagin"}, "environment: there is no environment named 'Stagin'. Similar names: 'Staging'"),
        ({"channel": "Hotfix"}, "channel: there is no channel named 'Hotfix'"),
        ({"tenant": "Acne"}, "tenant: there is no tenant named 'Acne'. Similar names: 'Acme'."),
        ({"machine": "Web2"}, "machine: there is no machine named 'Web2'. Similar names: 'Web1'."),
        ({"step": "Deplay"}, "step: there is no step named 'Deplay'. Similar names: 'Deploy'"),
        ({"runbook": "Restart", "step": "Look"}, "runbook: there is no runbook named 'Restart'"),
        ({"runbook": "Restart"}, "runbook: there is no runbook named 'Restart'"),
        ({"runbook": "Restart", "channel": "Default"}, "channel: can't be given together with runbook"),
        ({"machine": "Web1", "target_tags": ["web"]}, "target_tags: can't be given together with machine"),
    ],
    ids=str,
)
def test_mistakes(octopus: Octopus, ids: dict[str, str], options: dict[str, Any], message: str) -> None:
    result = octopus(MODULE, {"project": PROJECT, **options})
    assert result["failed"] is True and message in result["msg"]
    if "together" not in message and "project" not in options:
        # In check mode, an earlier task may create what does not exist yet.
        predicted = octopus.ok(MODULE, {"project": PROJECT, **options}, check=True)
        assert "check mode assumes that it will be created" in predicted["warnings"][0]


def test_a_project_that_is_still_to_come_has_no_variables(octopus: Octopus) -> None:
    for options in ({"project": "Nothing"}, {"project": "Nothing", "space": "Nowhere"}):
        predicted = octopus.ok(MODULE, options, check=True)
        assert (predicted["variables"], predicted["without_value"], len(predicted["warnings"])) == ([], [], 1)
        assert octopus(MODULE, options)["failed"] is True


def test_a_runbook(octopus: Octopus, ids: dict[str, str]) -> None:
    """A runbook's process is found through the runbook, and values for a channel do not apply to it."""
    server = octopus.server
    (channel,) = octopus.ok("octopus_info", {"kind": "Channels"})["resources"]
    written(
        server,
        ids[PROJECT],
        variable("Color", "any"),
        variable("Color", "deployment", ProcessOwner=[ids[PROJECT]]),
        variable("Color", "runbook", ProcessOwner=["Runbooks-1"]),
        variable("Color", "web", Role=["web"]),
        variable("Color", "blue", Role=["blue"], Environment=[ids["Production"]]),
        variable("Other", "channel", Channel=[channel["Id"]]),
    )
    with Client(server.url, api_key=server.api_key) as client:
        root, own = client.root, client.get(client.document(client.root, "Projects", {"id": ids[PROJECT]}), "Variables")
    links = {"Runbooks": "/api/runbooks{/id}", "RunbookProcesses": "/api/runbookProcesses{/id}"}
    step = {
        "Properties": {"octopus.action.targetroles": "web"},
        "Actions": [{"Id": "a1", "Name": "Restart"}, {"Id": "a2", "Name": "Look"}],
    }
    bodies = {
        "/api": {**root, "Links": {**root["Links"], **links}},
        "*/projects/Projects-1/variables": {
            **own,
            "ScopeValues": {
                **own["ScopeValues"],
                "Processes": [{"Id": "Runbooks-1", "Name": "Restart", "ProcessType": "Runbook"}],
            },
        },
        "/api/runbooks/Runbooks-1": {"Id": "Runbooks-1", "RunbookProcessId": "RunbookProcess-Runbooks-1"},
        "/api/runbookProcesses/RunbookProcess-Runbooks-1": {"Id": "RunbookProcess-Runbooks-1", "Steps": [step]},
        "*/variables/preview*": {"Id": "variableset-Projects-1", "Variables": [own["Variables"][3]]},
    }

    def variable_info(**options: Any) -> dict[str, Any]:
        server.clear_faults()
        for path, body in bodies.items():
            server.fault(method="GET", path=path, status=200, body=body)
        return asked(octopus, names=["Color", "Other"], runbook="restart", **options)

    color = variable_info(machine="Web1", environment="Production", step="Look")["variables"][0]
    assert (color["value"], color["confirmed"]) == ("web", True)
    assert [each["value"] for each in color["won_over"]] == ["blue", "runbook", "any"]
    assert color["out_of_scope"][0]["reason"] == "for process deployment, not Restart"
    (other,) = variable_info(step="Restart")["without_value"]
    assert other["out_of_scope"][0]["reason"] == "for channel Default, and there is none here"


def test_runbooks_of_the_same_name(octopus: Octopus, ids: dict[str, str]) -> None:
    runbooks = [{"Id": f"Runbooks-{number}", "Name": "Restart", "ProcessType": "Runbook"} for number in (1, 2)]
    own = {"Id": "variableset-Projects-1", "Variables": [], "ScopeValues": {"Processes": runbooks}}
    octopus.server.fault(method="GET", path="*/projects/Projects-1/variables", status=200, body=own)
    assert octopus(MODULE, {"project": PROJECT, "runbook": "Restart"})["msg"] == (
        "2 runbooks are called 'Restart': Runbooks-1, Runbooks-2. Use the ID instead of the name"
    )


def test_variables_in_git(octopus: Octopus, ids: dict[str, str]) -> None:
    octopus.server.convert(ids[PROJECT])
    assert octopus(MODULE, {"project": PROJECT})["msg"] == (
        "project: the variables of 'Shop' are in Git, which is not supported yet"
    )


def test_script_modules_and_sets_that_this_user_cannot_read(octopus: Octopus, ids: dict[str, str]) -> None:
    server = octopus.server
    module = server.seed("libraryvariablesets", Name="Helpers", ContentType="ScriptModule")["Id"]
    with Client(server.url, api_key=server.api_key) as client:
        project = client.document(client.root, "Projects", {"id": ids[PROJECT]})
        client.modify({**project, "IncludedLibraryVariableSetIds": [module, ids[LIBRARY]]})
    written(server, module, variable("Octopus.Script.Module[Helpers]", "echo"))
    written(server, ids[LIBRARY], variable("Color", "white"))
    assert "Color" in values(asked(octopus)) and "Octopus.Script.Module[Helpers]" not in values(asked(octopus))
    page = {"Items": [], "Links": {}, "TotalResults": 0, "ItemType": "LibraryVariableSet"}
    server.fault(method="GET", path="*/libraryvariablesets", status=200, body=page)
    warned = asked(octopus, name="Color")["warnings"]
    assert warned[0] == (f"project: this user can't read the library variable set {module}, so its values are missing")

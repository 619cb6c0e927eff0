# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The values that tenants give to the templates of projects and library variable sets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from emulator.testing import Emulator

from .conftest import Asker

SENSITIVE = {"Octopus.ControlType": "Sensitive"}


@dataclass
class Connected:
    """A tenant in one environment of a project that has templates and includes a set that has one."""

    ask: Asker
    tenant: Any
    project: Any
    library: Any
    environment: str

    @property
    def address(self) -> str:
        return str(self.tenant["Links"]["Variables"])

    def missing(self, query: str = "") -> list[Any]:
        found = self.ask.get(f"/api/tenants/variables-missing{query}")
        return [each["VariableTemplateId"] for tenant in found for each in tenant["MissingVariables"]]


@pytest.fixture
def connected(ask: Asker) -> Connected:
    region = {"Name": "Region", "DefaultValue": "none"}
    library = ask.post("/api/libraryvariablesets", Name="Common", Templates=[{"Name": "Owner"}, region])
    templates = [{"Name": "Url"}, {"Name": "Key", "DisplaySettings": SENSITIVE}]
    project = ask.post(
        "/api/projects",
        Name="Shop",
        ProjectGroupId="ProjectGroups-1",
        LifecycleId="Lifecycles-1",
        Templates=templates,
        IncludedLibraryVariableSetIds=[library["Id"]],
    )
    environment = ask.post("/api/environments", Name="Production")["Id"]
    tenant = ask.post("/api/tenants", Name="Acme", ProjectEnvironments={project["Id"]: [environment]})
    return Connected(ask, tenant, project, library, environment)


@pytest.mark.fact("C.7")
def test_values_are_set_kept_and_cleared(connected: Connected) -> None:
    url, key = (each["Id"] for each in connected.project["Templates"])
    owner, region = (each["Id"] for each in connected.library["Templates"])
    document = connected.ask.get(connected.address)
    assert document["ProjectVariables"][connected.project["Id"]]["Variables"] == {connected.environment: {}}
    assert len(connected.missing()) == 3, "the one with a default is not missing"

    of_project = document["ProjectVariables"][connected.project["Id"]]["Variables"][connected.environment]
    of_library = document["LibraryVariables"][connected.library["Id"]]["Variables"]
    of_project.update({url: "https://acme.example.com", key: {"HasValue": True, "NewValue": "secret"}})
    of_library.update({owner: "Ada", region: "none"})
    changed = connected.ask.put(connected.address, document)
    shown = changed["ProjectVariables"][connected.project["Id"]]["Variables"][connected.environment]
    assert shown == {url: "https://acme.example.com", key: {"HasValue": True, "NewValue": None, "Hint": None}}
    values = changed["LibraryVariables"][connected.library["Id"]]["Variables"]
    assert values == {owner: "Ada"}, "a value that is the default's is not kept"
    assert connected.missing() == []

    assert connected.ask.put(connected.address, changed) == changed, "what was read keeps the secret"
    tenant = connected.ask.get(connected.tenant["Links"]["Self"])
    connected.ask.put(connected.tenant["Links"]["Self"], tenant)
    assert connected.ask.get(connected.address) == changed, "a change of the tenant leaves its values"
    assert connected.ask("POST", connected.address, {"TenantId": connected.tenant["Id"]}).status_code == 200
    assert len(connected.missing()) == 3


def test_missing_values_can_be_filtered(connected: Connected) -> None:
    everything = connected.missing()
    assert connected.missing(f"?tenantId={connected.tenant['Id']}") == everything
    assert connected.missing("?tenantId=Tenants-9") == []
    of_project = [each["Id"] for each in connected.project["Templates"]]
    assert (
        connected.missing(f"?projectId={connected.project['Id']}&environmentId={connected.environment}") == of_project
    )
    assert connected.missing("?environmentId=Environments-9") == []
    detailed = connected.ask.get("/api/tenants/variables-missing?includeDetails=true")[0]["MissingVariables"]
    assert [each["VariableTemplateName"] for each in detailed] == ["Url", "Key", "Owner"]


def test_all_tenants_at_once(connected: Connected) -> None:
    document = connected.ask.get(connected.address)
    assert connected.ask.get("/api/tenantvariables/all") == [document]
    assert connected.ask.get(f"/api/tenantvariables/all?projectId={connected.project['Id']}") == [document]
    assert connected.ask.get("/api/tenantvariables/all?projectId=Projects-9") == []


def test_a_value_is_a_text(connected: Connected) -> None:
    document = connected.ask.get(connected.address)
    url = connected.project["Templates"][0]["Id"]
    document["ProjectVariables"][connected.project["Id"]]["Variables"][connected.environment][url] = 5
    assert "'Url' must be a text" in connected.ask.refused("PUT", connected.address, document)


def scoped(connected: Connected, what: str) -> tuple[str, Any]:
    own = f"/api/tenants/{connected.tenant['Id']}/{what}variables"
    return own, connected.ask.get(f"{own}?includeMissingVariables=true")


def test_a_template_has_values_for_several_environments(connected: Connected) -> None:
    ask = connected.ask
    staging = ask.post("/api/environments", Name="Staging")["Id"]
    environments = {connected.project["Id"]: [connected.environment, staging]}
    ask.put(connected.tenant["Links"]["Self"], {**connected.tenant, "ProjectEnvironments": environments})
    own, found = scoped(connected, "common")
    owner, region = (each["Id"] for each in connected.library["Templates"])
    assert [each["TemplateId"] for each in found["MissingVariables"]] == [owner, region], "also one with a default"
    common = {"OwnerId": connected.library["Id"], "TemplateId": owner}
    here, there = {"EnvironmentIds": [connected.environment]}, {"EnvironmentIds": [staging]}
    sent = [{**common, "Value": "Ada", "Scope": here}, {**common, "Value": "Bob", "Scope": there}]
    sent.append({**common, "TemplateId": region, "Value": "none", "Scope": {"EnvironmentIds": []}})
    kept = ask.put(own, {"Variables": sent})["Variables"]
    assert [(each["Value"], each["Scope"]) for each in kept] == [
        ("Ada", here),
        ("Bob", there),
        ("none", {"EnvironmentIds": []}),
    ]
    assert len({each["Id"] for each in kept}) == 3
    assert kept[0]["LibraryVariableSetName"] == "Common"
    assert scoped(connected, "common")[1]["MissingVariables"] == []
    older = ask.get(connected.address)
    assert older["LibraryVariables"][connected.library["Id"]]["Variables"] == {region: "none"}
    ask.put(connected.address, older)
    assert ask.get(own)["Variables"] == kept, "the older form leaves what it can't tell"
    assert ask.put(own, {"Variables": kept[:1]})["Variables"] == kept[:1]
    (missing,) = (each for each in scoped(connected, "common")[1]["MissingVariables"] if each["TemplateId"] == owner)
    assert missing["Scope"] == there
    assert ask.put(own, {"Variables": None})["Variables"] == [], "as the Go client says it"


def test_both_forms_show_the_same_values(connected: Connected) -> None:
    ask = connected.ask
    url, key = (each["Id"] for each in connected.project["Templates"])
    own = scoped(connected, "project")[0]
    project, here = {"ProjectId": connected.project["Id"]}, {"EnvironmentIds": [connected.environment]}
    secret = {"HasValue": True, "NewValue": "hidden"}
    sent = [
        {**project, "TemplateId": url, "Value": "https://acme.example.com", "Scope": {}},
        {**project, "TemplateId": key, "Value": secret, "Scope": here},
    ]
    kept = ask.put(own, {"Variables": sent})["Variables"]
    hidden = {"HasValue": True, "NewValue": None, "Hint": None}
    assert [each["Value"] for each in kept] == ["https://acme.example.com", hidden]
    older = ask.get(connected.address)
    values = older["ProjectVariables"][connected.project["Id"]]["Variables"][connected.environment]
    assert values == {url: "https://acme.example.com", key: hidden}
    values[url] = "https://new.example.com"
    ask.put(connected.address, older)
    found = ask.get(own)["Variables"]
    assert {each["TemplateId"]: each["Value"] for each in found} == {url: "https://new.example.com", key: hidden}
    assert ask.put(own, {"Variables": found})["Variables"] == found, "what was read keeps the secret"
    without = [{**each, "Value": {"HasValue": False}} if each["TemplateId"] == key else each for each in found]
    left = ask.put(own, {"Variables": without})["Variables"]
    assert [each["TemplateId"] for each in left] == [url], "as the Terraform provider takes a secret away"


def test_the_newer_form_refuses_wrong_values(connected: Connected) -> None:
    ask = connected.ask
    own, found = scoped(connected, "common")
    owner = connected.library["Templates"][0]["Id"]
    value = {"OwnerId": connected.library["Id"], "TemplateId": owner, "Value": "Ada", "Scope": {"EnvironmentIds": []}}
    assert "Variables field is required" in ask.refused("PUT", own, {})
    assert "same environment" in ask.refused("PUT", own, {"Variables": [value, value]})
    assert "no template" in ask.refused("PUT", own, {"Variables": [{**value, "TemplateId": "nothing"}]})
    assert "no value" in ask.refused("PUT", own, {"Variables": [{**value, "Id": "TenantVariables-99"}]})
    nowhere = {"EnvironmentIds": ["Environments-99"]}
    assert "Environments-99" in ask.refused("PUT", own, {"Variables": [{**value, "Scope": nowhere}]})
    assert ask.put(own, {"Variables": [value], "ConcurrencyToken": found["ConcurrencyToken"]})["Variables"]
    for address in (own, connected.address):
        stale = {"Variables": [], "ConcurrencyToken": found["ConcurrencyToken"]}
        assert "another user has made changes" in ask.refused("PUT", address, stale)


def test_older_servers_have_no_scopes() -> None:
    with Emulator(server_version="2024.4.1") as server:
        ask = Asker(server)
        tenant = ask.post("/api/tenants", Name="Acme")
        ask.refused("GET", f"/api/tenants/{tenant['Id']}/commonvariables", status=404)
        assert "ConcurrencyToken" not in ask.get(tenant["Links"]["Variables"])
        assert ask.get("/api/configuration/feature-toggles") == {"FeatureToggles": []}


def test_a_change_that_another_wrote_is_not_written_over(connected: Connected) -> None:
    ask, own = connected.ask, connected.address
    read = ask.get(own)
    owner = connected.library["Templates"][0]["Id"]
    values = {connected.library["Id"]: {"Variables": {owner: "Ada"}}}
    now = ask.put(own, {**read, "LibraryVariables": values})
    assert now["ConcurrencyToken"] != read["ConcurrencyToken"]
    ask.server.on_purpose("ConcurrencyToken")
    assert "another user has made changes" in ask.refused("PUT", own, read)
    assert ask.get(own) == now
    without = {name: value for name, value in read.items() if name != "ConcurrencyToken"}
    assert ask.put(own, without)["LibraryVariables"] == read["LibraryVariables"], "nothing is checked without a token"


def test_no_link_leads_to_the_newer_form() -> None:
    """The newer form has no link: a client appends to the tenant's own address (api: tenants#newer-values)."""
    with Emulator(scramble_links=True) as server:
        ask = Asker(server)
        tenant = ask.post(ask.get("/api")["Links"]["Tenants"].partition("{")[0], Name="Acme")
        assert not {"CommonVariables", "ProjectVariables"} & set(tenant["Links"])
        for owners in ("common", "project"):
            assert ask.get(f"{tenant['Links']['Self']}/{owners}variables")["TenantId"] == tenant["Id"]
        ask.refused("GET", f"{tenant['Links']['Self']}/othervariables", status=404)


def test_a_toggle_is_what_it_was_set_to() -> None:
    """The server has both forms with each value of the toggle, by which clients choose a form."""
    toggles = {"CommonVariableScopingFeatureToggle": False, "partial-updates-on-variables": True}
    with Emulator(feature_toggles=toggles) as server:
        ask = Asker(server)
        found = ask.get("/api/configuration/feature-toggles")["FeatureToggles"]
        assert {each["Name"]: each["IsEnabled"] for each in found} == toggles
        tenant = ask.post("/api/tenants", Name="Acme")["Id"]
        assert ask.get(f"/api/tenants/{tenant}/commonvariables")["Variables"] == []


def test_a_value_goes_with_its_environment(connected: Connected) -> None:
    ask = connected.ask
    staging = ask.post("/api/environments", Name="Staging")
    own = scoped(connected, "common")[0]
    owner, region = (each["Id"] for each in connected.library["Templates"])
    scopes = [(owner, [connected.environment, staging["Id"]]), (region, [staging["Id"]])]
    common = {"OwnerId": connected.library["Id"], "Value": "x"}
    sent = [{**common, "TemplateId": each, "Scope": {"EnvironmentIds": ids}} for each, ids in scopes]
    ask.put(own, {"Variables": sent})
    assert ask("DELETE", staging["Links"]["Self"]).status_code == 200
    left = ask.get(own)["Variables"]
    assert [(each["TemplateId"], each["Scope"]["EnvironmentIds"]) for each in left] == [
        (owner, [connected.environment])
    ]
    assert ask.put(own, {"Variables": left})["Variables"] == left

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The preview of the values of variables, and their names (api: variables#names-and-preview)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest
from emulator.testing import Emulator

from .conftest import Asker
from .test_documents import project
from .test_variables import put

COLOR = "Color"


class Scene:
    """A project with a step that targets web, a library set, two environments, a target, a tenant."""

    def __init__(self, ask: Asker) -> None:
        self.ask = ask
        self.production, self.staging = (
            ask.post("/api/environments", Name=name)["Id"] for name in ("Production", "Staging")
        )
        ask.post("/api/tagsets", Name="Region", Tags=[{"Name": "EU", "Color": "#333333"}])
        region = {"Name": "Region", "DefaultValue": "west"}
        key = {"Name": "Key", "DisplaySettings": {"Octopus.ControlType": "Sensitive"}}
        self.library = ask.post("/api/libraryvariablesets", Name="Common", Templates=[region, key])
        self.other = ask.post("/api/libraryvariablesets", Name="Other")
        self.shop: Any = project(
            ask,
            IncludedLibraryVariableSetIds=[self.other["Id"], self.library["Id"]],
            Templates=[{"Name": "Url", "DefaultValue": "http://default"}],
            TenantedDeploymentMode="TenantedOrUntenanted",
        )
        process = ask.get(f"/api/projects/{self.shop['Id']}/deploymentprocesses")
        step = {
            "Name": "Deploy",
            "Properties": {"Octopus.Action.TargetRoles": "web, db"},
            "Actions": [{"Name": "Deploy", "ActionType": "Octopus.Script"}],
        }
        made = ask.put(f"/api/deploymentprocesses/{process['Id']}", {**process, "Steps": [step]})
        self.action = made["Steps"][0]["Actions"][0]["Id"]
        self.machine = ask.server.seed(
            "machines",
            Name="Web1",
            EnvironmentIds=[self.production],
            Roles=["web", "blue"],
            Endpoint={"CommunicationStyle": "None"},
        )["Id"]
        self.tenant = ask.post(
            "/api/tenants",
            Name="Acme",
            TenantTags=["Region/EU"],
            ProjectEnvironments={self.shop["Id"]: [self.production]},
        )

    def variables(self, *sent: dict[str, Any], owner: Any = None) -> None:
        put(self.ask, f"/api/variables/{(owner or self.shop)['VariableSetId']}", *sent)

    def colors(self, *scopes: dict[str, Any]) -> None:
        """A value of each scope, in this order: a, b …"""
        values = zip("abcdef", scopes, strict=False)
        self.variables(*({"Name": COLOR, "Value": value, "Type": "String", "Scope": scope} for value, scope in values))

    def preview(self, **asked: str) -> Any:
        return self.ask.get(f"/api/variables/preview?{urlencode({'project': self.shop['Id'], **asked})}")

    def worth(self, name: str = COLOR, **asked: str) -> Any:
        found = [each for each in self.preview(**asked)["Variables"] if each["Name"] == name]
        assert len(found) < 2
        return found[0]["Value"] if found else None


@pytest.fixture
def scene(ask: Asker) -> Scene:
    return Scene(ask)


def test_the_root_links_to_the_preview(ask: Asker) -> None:
    link = ask.get("/api/Spaces-1")["Links"]["VariablePreview"]
    assert link.startswith("/api/Spaces-1/variables/preview{?project,runbook,environment,")


def test_a_preview_needs_a_project(scene: Scene) -> None:
    ask = scene.ask
    assert ask.refused("GET", "/api/variables/preview") == "No project was provided."
    assert ask.refused("GET", "/api/variables/preview?project=") == "No project was provided."
    for name in ("environment", "channel", "tenant", "machine", "action"):
        address = f"/api/variables/preview?project={scene.shop['Id']}&{name}=Nothing-1"
        assert "do not exist" in ask.refused("GET", address)
    assert "Projects-99" in ask.refused("GET", "/api/variables/preview?project=Projects-99")


def test_a_preview_is_a_set_of_what_wins(scene: Scene) -> None:
    scene.variables(
        {"Name": COLOR, "Value": "#{Base}", "Type": "String"},
        {"Name": COLOR, "Value": "blue", "Type": "String", "Scope": {"Environment": [scene.production]}},
        {"Name": "Secret", "Value": "hunter-22", "Type": "Sensitive"},
    )
    found = scene.preview()
    shown = {each["Name"]: each for each in found["Variables"]}
    assert (found["OwnerId"], found["Id"]) == (scene.shop["Id"], scene.shop["VariableSetId"])
    assert shown[COLOR]["Value"] == "#{Base}", "nothing is put in"
    assert shown[COLOR]["Scope"] == {"Project": [scene.shop["Id"]]}
    assert shown[COLOR]["IsEditable"] is False
    assert (shown["Secret"]["Value"], shown["Secret"]["IsSensitive"]) == (None, True)
    assert "hunter-22" not in str(found)
    assert scene.worth(environment=scene.production) == "blue"
    assert scene.worth(environment=scene.staging) == "#{Base}"
    assert [each["Name"] for each in found["ScopeValues"]["Environments"]] == ["Production", "Staging"]


def test_a_machine_brings_its_roles_and_an_action_says_which_are_targeted(scene: Scene) -> None:
    scene.colors({"Role": ["blue"]}, {"Role": ["web"]})
    assert scene.worth(environment=scene.production) is None
    assert scene.worth(machine=scene.machine) == "a", "a tie"
    assert scene.worth(machine=scene.machine, action=scene.action) == "b"
    assert (scene.worth(role="web"), scene.worth(role="blue", action=scene.action)) == ("b", "a")
    scene.colors({"Machine": [scene.machine]}, {"Action": [scene.action]})
    assert scene.worth(machine=scene.machine, action=scene.action) == "b"


def test_channels_are_for_deployments(scene: Scene) -> None:
    channel = scene.ask.get(f"/api/projects/{scene.shop['Id']}/channels")["Items"][0]["Id"]
    scene.colors({"Channel": [channel]}, {"ProcessOwner": [scene.shop["Id"]]}, {"ProcessOwner": ["Runbooks-1"]})
    assert scene.worth(channel=channel) == "a"
    assert scene.worth() == "b"
    assert scene.worth(channel=channel, runbook="Runbooks-1") == "c"


def test_specificity_comes_before_the_owner(scene: Scene) -> None:
    for owner, value in ((scene.library, "library"), (scene.other, "other")):
        scene.variables({"Name": COLOR, "Value": value, "Type": "String"}, owner=owner)
    assert scene.worth() == "other", "the order in which the project includes them"
    scene.colors({})
    assert scene.worth() == "a"
    scoped = {"Name": COLOR, "Value": "library", "Type": "String", "Scope": {"Environment": [scene.production]}}
    scene.variables(scoped, owner=scene.library)
    assert scene.worth(environment=scene.production) == "library"


def test_values_of_a_tenant(scene: Scene) -> None:
    ask, tenant = scene.ask, scene.tenant
    url = scene.shop["Templates"][0]["Id"]
    region, key = (each["Id"] for each in scene.library["Templates"])
    values = ask.get(tenant["Links"]["Variables"])
    values["ProjectVariables"][scene.shop["Id"]]["Variables"][scene.production][url] = "http://acme"
    secret = {"HasValue": True, "NewValue": "hunter-22"}
    values["LibraryVariables"][scene.library["Id"]]["Variables"] = {region: "east", key: secret}
    ask.put(tenant["Links"]["Variables"], values)
    scene.variables({"Name": "Url", "Value": "http://production", "Type": "String",
                     "Scope": {"Environment": [scene.production]}})  # fmt: skip
    here = {"tenant": tenant["Id"], "environment": scene.production}
    assert (scene.worth("Url", **here), scene.worth("Region", **here)) == ("http://acme", "east")
    shown = {each["Name"]: each for each in scene.preview(**here)["Variables"]}
    assert (shown["Key"]["Value"], shown["Key"]["Type"], shown["Key"]["IsSensitive"]) == (None, "Sensitive", True)
    assert shown["Url"]["Scope"] == {"Tenant": [tenant["Id"]], "Project": [scene.shop["Id"]]}
    assert (scene.worth("Url"), scene.worth("Region")) == ("http://default", "west"), "the defaults"
    assert scene.worth("Url", tenant=tenant["Id"]) == "http://default", "not connected here"
    scene.colors({}, {"TenantTag": ["Region/EU"]})
    assert (scene.worth(), scene.worth(tenant=tenant["Id"])) == ("a", "b")


def test_values_of_a_tenant_that_is_not_connected(scene: Scene) -> None:
    stranger = scene.ask.post("/api/tenants", Name="Stranger", ProjectEnvironments={})
    assert scene.worth("Region", tenant=stranger["Id"]) == "west"


def test_names(scene: Scene) -> None:
    scene.variables(
        {"Name": "b", "Type": "String"},
        {"Name": "B2", "Type": "String", "Scope": {"Environment": [scene.staging]}},
        {"Name": "c", "Type": "String", "Scope": {"ProcessOwner": [scene.shop["Id"]]}},
    )
    scene.variables({"Name": "A", "Type": "String"}, owner=scene.library)
    own = f"/api/variables/names?project={scene.shop['Id']}"
    assert scene.ask.get(own) == ["A", "b", "B2", "c"]
    assert scene.ask.get(f"{own}&projectEnvironmentsFilter={scene.production}") == ["A", "b", "c"]
    assert scene.ask.get(f"{own}&runbook=Runbooks-1") == ["A", "b", "B2"]


def test_a_server_without_spaces_previews_too() -> None:
    with Emulator(spaces=False) as server:
        ask = Asker(server)
        shop: Any = project(ask)
        put(ask, shop["Links"]["Variables"], {"Name": COLOR, "Value": "red"})
        found = ask.get(f"/api/variables/preview?project={shop['Id']}")
        assert ([each["Value"] for each in found["Variables"]], "SpaceId" in found) == (["red"], False)


def test_older_servers_do_not_show_what_belongs_to_a_process() -> None:
    """[OctopusDeploy/Issues#7388]"""
    with Emulator(server_version="2022.1.1000") as server:
        scene = Scene(Asker(server))
        scene.colors({"ProcessOwner": [scene.shop["Id"]]})
        assert scene.worth() is None

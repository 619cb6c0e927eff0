# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Refusals because of other documents, and searches.

api: errors#refusals, collections#filters, documents#operations
"""

from __future__ import annotations

from typing import Any

import pytest
from emulator.samples import CERTIFICATE
from emulator.server import VERSION

from .conftest import Asker
from .test_collections import names
from .test_documents import project
from .test_infrastructure import PLACE, TENTACLE


@pytest.fixture
def production(ask: Asker) -> Any:
    return ask.post("/api/environments", Name="Production")


def put_steps(ask: Asker, shop: Any, **action: Any) -> None:
    own = f"/api/projects/{shop['Id']}/deploymentprocesses"
    step = {"Name": "First", "Actions": [{"Name": "Deploy", **action}]}
    ask.put(own, {**ask.get(own), "Steps": [step]})


@pytest.mark.parametrize("prop", ["Environments", "ExcludedEnvironments"])
@pytest.mark.fact("C.6")
def test_environments_of_steps(ask: Asker, production: Any, prop: str) -> None:
    put_steps(ask, project(ask), **{prop: [production["Id"]]})
    assert "step 'First' is scoped to it" in ask.refused("DELETE", production["Links"]["Self"])


@pytest.mark.fact("C.6")
def test_environments_of_roles(ask: Asker, production: Any) -> None:
    team = ask.post("/api/teams", Name="Deployers", SpaceId="Spaces-1")
    role = {"TeamId": team["Id"], "UserRoleId": "userroles-projectviewer", "EnvironmentIds": [production["Id"]]}
    ask.post("/api/Spaces-1/scopeduserroles", SpaceId="Spaces-1", **role)
    assert "a role of team 'Deployers'" in ask.refused("DELETE", production["Links"]["Self"])


def test_an_environment_that_goes_is_taken_out_of_lists(ask: Asker, production: Any) -> None:
    other = ask.post("/api/environments", Name="Other")
    both = {"EnvironmentIds": [production["Id"], other["Id"]]}
    account = ask.post("/api/accounts", Name="Key", AccountType="Token", **both)
    machine = ask.post("/api/machines", Name="one", **{**PLACE, **both}, Endpoint=TENTACLE)
    assert ask("DELETE", production["Links"]["Self"]).status_code == 200
    for document in (account, machine):
        assert ask.get(document["Links"]["Self"])["EnvironmentIds"] == [other["Id"]]


def test_variables_that_only_an_environment_has(ask: Asker, production: Any) -> None:
    own = f"/api/variables/{project(ask)['VariableSetId']}"
    variable = {"Name": "Color", "Type": "String", "Scope": {"Environment": [production["Id"]]}}
    ask.put(own, {**ask.get(own), "Variables": [variable]})
    details = ask.get(production["Links"]["SinglyScopedVariableDetails"])
    assert details["VariableMap"] == {"Projects-1": {"Color": 1}}


@pytest.mark.fact("C.6")
def test_channels_of_steps(ask: Asker) -> None:
    shop = project(ask)
    beta = ask.post("/api/channels", Name="Beta", ProjectId=shop["Id"])
    put_steps(ask, shop, Channels=[beta["Id"]])
    assert ask.refused("DELETE", beta["Links"]["Self"]) == (
        "The channel you are about to remove is used by 'Deploy' step."
    )


@pytest.mark.fact("C.6")
def test_the_only_channel_stays(ask: Asker) -> None:
    project(ask)
    channel = ask.get("/api/channels/Channels-1")
    ask.put(channel["Links"]["Self"], {**channel, "IsDefault": False})
    assert ask.refused("DELETE", channel["Links"]["Self"]) == "You cannot delete the only remaining channel."


@pytest.mark.fact("C.6")
def test_lifecycles_of_channels(ask: Asker) -> None:
    lifecycle = ask.post("/api/lifecycles", Name="Hotfix")
    ask.post("/api/channels", Name="Hotfix", ProjectId=project(ask)["Id"], LifecycleId=lifecycle["Id"])
    assert "channel 'Hotfix' uses it" in ask.refused("DELETE", lifecycle["Links"]["Self"])


@pytest.mark.fact("5.20")
def test_phases(ask: Asker, production: Any) -> None:
    twice = {"Name": "x", "Phases": [{"Name": "One"}, {"Name": "ONE"}]}
    assert "unique within a lifecycle" in ask.refused("POST", "/api/lifecycles", twice)
    negative = {"Name": "x", "ReleaseRetentionPolicy": {"QuantityToKeep": -1}}
    assert "negative" in ask.refused("POST", "/api/lifecycles", negative)
    unit = {"Name": "x", "ReleaseRetentionPolicy": {"QuantityToKeep": 1, "Unit": "Weeks"}}
    assert "\"Weeks\" to type 'Unit'" in ask.refused("POST", "/api/lifecycles", unit)
    policy = {"Strategy": "Count", "QuantityToKeep": 3, "Unit": "Items"}
    made = ask.post("/api/lifecycles", Name="x", Phases=[{"Name": "One", "TentacleRetentionPolicy": policy}])
    phase = made["Phases"][0]
    assert (phase["ReleaseRetentionPolicy"], phase["TentacleRetentionPolicy"]["QuantityToKeep"]) == (None, 3)
    default = ask.get("/api/lifecycles/Lifecycles-1/preview")["Phases"]
    assert [each["OptionalDeploymentTargets"] for each in default] == [[production["Id"]]]


def test_projects_of_a_lifecycle_are_a_bare_list(ask: Asker) -> None:
    for name in ("One", "Two"):
        project(ask, name)
    own = "/api/lifecycles/Lifecycles-1/projects"
    assert [each["Name"] for each in ask.get(own)] == ["One", "Two"]
    assert [each["Name"] for each in ask.get(f"{own}?skip=1&take=1")] == ["Two"]
    assert names(ask.get("/api/projectgroups/ProjectGroups-1/projects?partialName=two")) == ["Two"]


def test_tag_sets(ask: Asker) -> None:
    tag = {"Name": "Early", "Color": "#333333"}
    assert "unique within a tag set" in ask.refused("POST", "/api/tagsets", {"Name": "Ring", "Tags": [tag, tag]})
    assert "Color field is required" in ask.refused("POST", "/api/tagsets", {"Name": "Ring", "Tags": [{"Name": "x"}]})
    ids = [ask.post("/api/tagsets", Name=name)["Id"] for name in ("Ring", "Area")]
    assert names(ask.get("/api/tagsets")) == ["Ring", "Area"]
    ask.put("/api/tagsets/sortorder", ids[::-1])
    assert names(ask.get("/api/tagsets")) == ["Area", "Ring"]
    ask.post("/api/tagsets", Name="Language", Scopes=["Project"])
    assert names(ask.get("/api/tagsets?scopes=Project,Runbook")) == ["Language"]


@pytest.mark.fact("C.11")
def test_library_sets_go_with_their_variables(ask: Asker) -> None:
    library = ask.post("/api/libraryvariablesets", Name="Logging")
    script = ask.post("/api/libraryvariablesets", Name="Helpers", ContentType="scriptmodule")
    assert names(ask.get("/api/libraryvariablesets?contentType=ScriptModule")) == ["Helpers"]
    changed = ask.put(script["Links"]["Self"], {**script, "ContentType": "Variables"})
    assert changed["ContentType"] == "ScriptModule", "written once"
    assert ask("DELETE", library["Links"]["Self"]).status_code == 200
    ask.refused("GET", library["Links"]["Variables"], status=404)


@pytest.mark.fact("C.6")
def test_documents_that_the_server_makes(ask: Asker) -> None:
    project(ask)
    own = "/api/deploymentprocesses/deploymentprocess-Projects-1"
    ask.refused("POST", "/api/deploymentprocesses", {"Steps": []}, status=405)
    ask.refused("DELETE", own, status=405)
    policy = ask.get("/api/Spaces-1/retentionpolicies?retentionType=RunbookRetention")
    ask.refused("DELETE", policy["Links"]["Self"], status=405)
    none = {**policy, "Strategy": "Count", "QuantityToKeep": 0}
    assert "at least 1" in ask.refused("PUT", policy["Links"]["Self"], none)
    ask.refused("GET", "/api/retentionpolicies?retentionType=Nothing", status=404)


@pytest.mark.fact("C.4")
def test_searching(ask: Asker, production: Any) -> None:
    found = ask.get("/api/spaces/Spaces-1/search?keyword=PROD")
    assert found == [{"Id": production["Id"], "Name": "Production", "Type": "Environment", "Owner": None}]
    ask.post("/api/users", Username="ops", DisplayName="Operations", EmailAddress="team@example.com")
    for text in ("OPS", "operat", "team@"):
        assert [each["Username"] for each in ask.get(f"/api/users?filter={text}")["Items"]] == ["ops"]
    ask.post("/api/certificates", Name="TLS", CertificateData=CERTIFICATE)
    assert names(ask.get("/api/certificates?search=tl")) == ["TLS"]
    assert names(ask.get("/api/certificates?search=other")) == []


@pytest.mark.fact("C.10")
def test_tasks_that_are_looked_for(ask: Asker, production: Any) -> None:
    ask.post("/api/tasks", Name="Backup")
    ask.post("/api/tasks", Name="Health", SpaceId="Spaces-1", Arguments={"EnvironmentId": production["Id"]})
    ask.get("/api")
    assert names(ask.get("/api/tasks?name=backup")) == ["Backup"]
    assert names(ask.get(f"/api/tasks?environment={production['Id']}")) == ["Health"]
    assert names(ask.get("/api/tasks")) == ["Health", "Backup", "Health"], "the newest first"
    assert names(ask.get("/api/Spaces-1/tasks")) == ["Health", "Health"], "one from before anybody came"
    assert names(ask.get("/api/tasks?running=true")) == []
    assert names(ask.get("/api/tasks?hasWarningsOrErrors=true")) == []
    assert names(ask.get("/api/tasks?spaces=spaces-1&includeSystem=false")) == ["Health", "Health"]
    assert "Machines-9" in ask.refused(
        "POST", "/api/tasks", {"Name": "Health", "Arguments": {"MachineIds": ["Machines-9"]}}
    )


def test_types(ask: Asker) -> None:
    body = {"Name": "x", "Phases": [{"Name": "One", "OptionalDeploymentTargets": [5]}]}
    assert "Path 'Phases[0].OptionalDeploymentTargets[0]'" in ask.refused("POST", "/api/lifecycles", body)
    assert "Path 'Phases[0]'" in ask.refused("POST", "/api/lifecycles", {"Name": "x", "Phases": ["One"]})
    proxy = {"Name": "x", "Host": "p", "Port": 80}
    refused = ask.refused("POST", "/api/proxies", {**proxy, "Password": ["hunter-22"]})
    assert ("SensitiveValue" in refused, "hunter" in refused) == (True, False)
    assert "'System.Int32'" in ask.refused("POST", "/api/proxies", {**proxy, "Port": 80.5})
    assert ask.post("/api/proxies", **{**proxy, "Port": 81.0})["Port"] == 81
    assert ask.post("/api/environments", name="in any case", useGuidedFailure=True)["UseGuidedFailure"] is True


@pytest.mark.fact("C.12")
def test_the_server_itself(ask: Asker) -> None:
    assert ask.get("/api/capabilities") == {"Capabilities": ["GetAllSpacesRequest"]}
    scoped = {"Name": "CommonVariableScopingFeatureToggle", "IsEnabled": True}
    assert ask.get("/api/configuration/feature-toggles") == {"FeatureToggles": [scoped]}
    assert ask.get("/api/configuration/feature-toggles?Name=commonvariablescopingfeaturetoggle") == {
        "FeatureToggles": [scoped]
    }
    assert ask.get("/api/configuration/feature-toggles?Name=partial-updates-on-variables") == {"FeatureToggles": []}
    assert ask.get("/api/serverstatus/system-info")["Version"] == VERSION
    assert ask.get("/api/octopusservernodes/ping", headers={"X-Octopus-ApiKey": ""})["Name"] == "emulator"
    ask.refused("GET", "/api/Spaces-1/capabilities", status=404)
    ask.refused("POST", "/api/capabilities", {}, status=405)
    ask.refused("GET", "/api/Spaces-1/users", status=404)
    assert "web portal" in ask("GET", "/app", headers={"X-Octopus-ApiKey": ""}).text

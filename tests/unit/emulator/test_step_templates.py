# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Step templates, their versions, and the actions made of them (api: step-templates#template)."""

from __future__ import annotations

import json
from typing import Any

import pytest
import uritemplate

from .conftest import Asker
from .test_documents import project

LIST = "/api/actiontemplates"
SECRET = {"HasValue": True, "NewValue": "hunter-22"}
HIDDEN = {"HasValue": True, "NewValue": None, "Hint": None}
SCRIPT = "Octopus.Action.Script.ScriptBody"
TEMPLATE_ID, TEMPLATE_VERSION = "Octopus.Action.Template.Id", "Octopus.Action.Template.Version"


@pytest.fixture
def template(ask: Asker) -> Any:
    parameters = [{"Name": "Where", "DefaultValue": "west"}, {"Name": "Key", "DefaultValue": SECRET}]
    return ask.post(
        LIST,
        Name="Notify",
        ActionType="Octopus.Script",
        Properties={SCRIPT: "echo 1", "Octopus.Action.Token": SECRET},
        Parameters=parameters,
    )


def used(ask: Asker, template: Any, **properties: Any) -> Any:
    """A project with a step that was made of a template."""
    project(ask)
    own = "/api/projects/Projects-1/deploymentprocesses"
    given = {TEMPLATE_ID: template["Id"], TEMPLATE_VERSION: "1", SCRIPT: "echo 1", **properties}
    action = {"Name": "Tell", "ActionType": "Octopus.Script", "Properties": given}
    return ask.put(own, {**ask.get(own), "Steps": [{"Name": "Tell all", "Actions": [action]}]})


def test_numbers_and_booleans_become_texts(ask: Asker) -> None:
    made = ask.post(LIST, Name="Plain", ActionType="Octopus.Script", Properties={"A": True, "B": 3, "C": None})
    assert made["Properties"] == {"A": "True", "B": "3", "C": ""}


@pytest.mark.fact("5.1", "5.42", "C.7")
def test_secrets_are_kept_and_never_shown(ask: Asker, template: Any) -> None:
    own = template["Links"]["Self"]
    assert template["Properties"] == {SCRIPT: "echo 1", "Octopus.Action.Token": HIDDEN}
    assert [each["DefaultValue"] for each in template["Parameters"]] == ["west", HIDDEN]
    ask.put(own, template)
    stored = ask.server.document(template["Id"])
    assert stored["Parameters"][1]["DefaultValue"]["Stored"] == "hunter-22"
    assert stored["Properties"]["Octopus.Action.Token"]["Stored"] == "hunter-22"
    assert "hunter-22" not in json.dumps([ask.get(f"{own}/versions"), ask.get(f"{LIST}/all")])


def test_every_put_is_a_version(ask: Asker, template: Any) -> None:
    own = template["Links"]["Self"]
    assert template["Version"] == 1
    changed = ask.put(own, {**template, "Description": "Louder", "ActionType": "Octopus.Manual", "Version": 7})
    assert (changed["Version"], changed["ActionType"]) == (2, "Octopus.Script")
    assert [each["Id"] for each in changed["Parameters"]] == [each["Id"] for each in template["Parameters"]]
    assert template["Links"]["Versions"] == "/api/Spaces-1/actiontemplates/ActionTemplates-1/versions{/version}"
    assert ask.get(f"{own}/versions/2") == changed
    first = ask.get(f"{own}/versions/1")
    assert (first["Version"], first["Description"]) == (1, "")
    assert first["Id"] != template["Id"]
    assert first["Links"]["Self"] == f"{own}/versions/1"
    assert [each["Version"] for each in ask.get(f"{own}/versions")] == [2, 1]
    ask.refused("GET", f"{own}/versions/3", status=404)
    ask.refused("GET", "/api/actiontemplateversions", status=404)
    # A name that was given up can be had again, versions and all [OctopusDeploy/Issues#3435].
    assert ask("DELETE", own).status_code == 200
    again = ask.post(LIST, Name="Notify", ActionType="Octopus.Script")
    assert ask.put(again["Links"]["Self"], again)["Version"] == 2


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"Name": ""}, "The Name field is required."),
    ({"ActionType": None}, "The ActionType field is required."),
    ({"Parameters": [{"Id": "a", "Name": "A"}, {"Id": "a", "Name": "B"}]}, "must be unique"),
    ({"Properties": {"A": ["B"]}}, "to type 'PropertyValueResource'"),
    ({"Packages": [{"PackageId": "Tools"}]}, "No Feed Id was specified."),
    ({"Packages": [{"PackageId": "Tools", "FeedId": "Feeds-9"}]}, "The following Feed Ids cannot be found: Feeds-9"),
    ({"GitDependencies": [{"Name": "", "DefaultBranch": "main"}]}, "The RepositoryUri field is required."),
]


@pytest.mark.parametrize(("wrong", "text"), REFUSED, ids=lambda each: each if isinstance(each, str) else "")
def test_a_wrong_step_template_is_refused(ask: Asker, wrong: dict[str, Any], text: str) -> None:
    assert text in ask.refused("POST", LIST, {"Name": "Notify", "ActionType": "Octopus.Script", **wrong})


@pytest.mark.fact("C.6")
def test_a_used_step_template_stays_and_says_where(ask: Asker, template: Any) -> None:
    assert ask.get(template["Links"]["Usage"]) == []
    process = used(ask, template)
    usage = ask.get(template["Links"]["Usage"])
    step = process["Steps"][0]
    expected = {"ProjectName": "Shop", "StepName": "Tell all", "ActionId": step["Actions"][0]["Id"], "Version": "1"}
    assert [each.items() >= expected.items() for each in usage] == [True]
    assert "currently used" in ask.refused("DELETE", template["Links"]["Self"])
    ask.put("/api/projects/Projects-1/deploymentprocesses", {**process, "Steps": []})
    assert ask("DELETE", template["Links"]["Self"]).status_code == 200


def test_actions_are_brought_to_the_latest_version(ask: Asker, template: Any) -> None:
    process = used(ask, template, Where="east")
    own = template["Links"]["Self"]
    more = [*template["Parameters"], {"Name": "Loud", "DefaultValue": ""}]
    ask.put(own, {**template, "Properties": {SCRIPT: "echo 2"}, "Parameters": more})
    action = process["Steps"][0]["Actions"][0]["Id"]
    named = {"ProcessType": "Deployment", "ProcessId": "deploymentprocess-Projects-1", "ActionIds": [action]}
    update = {"Version": 2, "ActionsToUpdate": [named]}
    link = template["Links"]["ActionsUpdate"]
    assert "version" in ask.refused("POST", link, {**update, "Version": 1})
    missing = ask("POST", link, update).json()
    assert (missing[0]["Id"], missing[0]["Outcome"]) == (action, "DefaultParamterValueMissing")
    assert missing[0]["NamesOfNewParametersMissingDefaultValue"] == ["Loud"]
    done = ask("POST", link, {**update, "DefaultPropertyValues": {"Loud": "yes"}})
    assert (done.status_code, done.json()[0]["Outcome"]) == (200, "Success")
    now = ask.get("/api/projects/Projects-1/deploymentprocesses")["Steps"][0]["Actions"][0]["Properties"]
    expected = {TEMPLATE_VERSION: "2", SCRIPT: "echo 2", "Where": "east", "Loud": "yes", "Key": HIDDEN}
    assert now.items() >= expected.items()
    other = {**update, "ActionsToUpdate": [{**named, "ProcessId": "Projects-1"}]}
    assert "does not exist" in ask.refused("POST", link, other)


def test_the_search_lists_every_template_for_steps(ask: Asker, template: Any) -> None:
    links = ask.get("/api")["Links"]
    categories = {each["Id"] for each in ask.get(links["ActionTemplatesCategories"])}
    search = links["ActionTemplatesSearch"].removesuffix("{?type}")
    found = ask.get(search)
    assert {each["Category"] for each in found} <= categories
    assert [each["Id"] for each in found if not each["IsBuiltIn"]] == [template["Id"]]
    scripts = ask.get(f"{search}?type=Octopus.Script")
    assert sorted(each["Name"] for each in scripts) == ["Notify", "Run a Script"]


@pytest.mark.fact("5.1", "C.7")
def test_a_secret_of_an_action_is_kept_and_never_shown(ask: Asker, template: Any) -> None:
    process = used(ask, template, Key=SECRET)
    own = "/api/projects/Projects-1/deploymentprocesses"
    echoed = ask.put(own, process)
    for shown in (process, echoed, ask.get(own)):
        assert shown["Steps"][0]["Actions"][0]["Properties"]["Key"] == HIDDEN
    stored = ask.server.document("deploymentprocess-Projects-1")
    assert stored["Steps"][0]["Actions"][0]["Properties"]["Key"]["Stored"] == "hunter-22"
    assert "hunter-22" not in json.dumps(ask.get("/api/deploymentprocesses"))


@pytest.mark.fact("5.33")
def test_a_community_template_is_installed_and_not_changed(ask: Asker) -> None:
    listed = ask.get("/api/communityactiontemplates")["Items"]
    community = listed[0]
    links = {name: uritemplate.URITemplate(link) for name, link in community["Links"].items()}
    installation, here = links["Installation"].expand(), links["Installation"].expand(spaceId="Spaces-1")
    installed = links["InstalledTemplate"].expand(spaceId="Spaces-1")
    assert "not yet installed" in ask.refused("PUT", here, {})
    ask.refused("GET", installed, status=404)
    made = ask("POST", here, {})
    assert (made.status_code, made.json()["CommunityActionTemplateId"]) == (201, community["Id"])
    template = made.json()
    assert (template["Name"], template["ActionType"]) == (community["Name"], community["Type"])
    assert "already installed" in ask.refused("POST", installation, {})
    assert ask.get(installed) == ask.get(template["Links"]["Self"])
    changed = {**template, "Description": "Mine"}
    refused = ask.refused("PUT", template["Links"]["Self"], changed)
    assert refused == "Only custom templates can be directly updated"
    assert ask("PUT", installation, {}).status_code == 200
    assert len(ask.get(f"{template['Links']['Self']}/versions")) == 2
    assert ask("DELETE", template["Links"]["Self"]).status_code == 200
    ask.refused("PUT", installation, {}, status=400)
    ask.refused("POST", "/api/communityactiontemplates", {"Name": "Mine"}, status=405)

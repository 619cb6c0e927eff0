# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Variables, processes, settings: documents that live and die with their owner.

api: projects#project, processes#process, variables#variable-set
"""

from __future__ import annotations

from typing import Any

import pytest
from emulator.testing import Emulator

from .conftest import Asker
from .test_documents import project


@pytest.fixture
def shop(ask: Asker) -> Any:
    return project(ask)


@pytest.fixture
def own(shop: Any) -> str:
    return f"/api/variables/{shop['VariableSetId']}"


def put(ask: Asker, own: str, *variables: dict[str, Any]) -> Any:
    return ask.put(own, {**ask.get(own), "Variables": [typed(each) for each in variables]})


def typed(variable: dict[str, Any]) -> dict[str, Any]:
    """A variable with the type that servers want to be told."""
    return {"Type": "String", **variable}


@pytest.mark.fact("5.8", "5.12", "C.8")
def test_a_set_is_replaced_and_its_version_grows(ask: Asker, own: str) -> None:
    before = ask.get(own)
    made = put(ask, own, {"Name": "Color", "Value": "red"}, {"Name": "Color", "Value": "blue", "Scope": {"Role": []}})
    assert made["Version"] == before["Version"] + 1
    assert [(each["Value"], each["Type"], each["Scope"]) for each in made["Variables"]] == [
        ("red", "String", {}),
        ("blue", "String", {}),
    ], "empty scopes are left out"
    assert all(each["Id"] for each in made["Variables"])
    assert "Changes to these variables could not be saved" in ask.refused("PUT", own, before)
    assert put(ask, own)["Variables"] == []


@pytest.mark.fact("5.10", "C.7")
def test_sensitive_values_are_kept_by_their_id(ask: Asker, own: str) -> None:
    made = put(ask, own, {"Name": "Key", "Value": "hunter-22", "Type": "Sensitive"})["Variables"][0]
    assert (made["Value"], made["IsSensitive"]) == (None, True)
    assert "hunter-22" not in ask("GET", own).text

    def stored() -> Any:
        return ask.server.document(own.split("/")[-1])["Variables"][0]["Value"]

    put(ask, own, made)
    assert stored()["Stored"] == "hunter-22"
    put(ask, own, {**made, "Value": "new"})
    assert stored()["Stored"] == "new"
    for kept in ("", None):
        put(ask, own, {**made, "Value": kept})
        assert stored()["Stored"] == "new", "the ID alone keeps it"
    put(ask, own, {**made, "Id": None, "Value": ""})
    assert stored() is None, "a new one has no secret to keep"


@pytest.mark.fact("5.8", "5.11")
def test_wrong_variables_are_refused(ask: Asker, own: str) -> None:
    document = ask.get(own)

    def refusal(*variables: dict[str, Any]) -> str:
        return ask.refused("PUT", own, {**document, "Variables": [typed(each) for each in variables]})

    assert refusal({"Id": "1", "Name": "A"}, {"Id": "1", "Name": "B"}) == "Variable ids must be unique."
    prompted = {"Name": "A", "Prompt": {"Required": True}}
    assert "except an environment" in refusal({**prompted, "Scope": {"Role": ["web"]}})
    assert "not a valid scope" in refusal({"Name": "A", "Scope": {"Colour": ["web"]}})
    made = put(ask, own, {**prompted, "IsEditable": False})["Variables"][0]
    assert (made["IsEditable"], made["Prompt"]["DisplaySettings"]) == (True, {"Octopus.ControlType": "SingleLineText"})


def test_names_and_scopes_to_choose_from(ask: Asker, shop: Any, own: str) -> None:
    ask.post("/api/environments", Name="Production")
    put(ask, own, {"Name": "B"}, {"Name": "A"})
    assert ask.get("/api/variables/names") == ["A", "B"]
    assert [each["Id"] for each in ask.get(f"/api/variables/all?ids={shop['VariableSetId']}")] == [
        shop["VariableSetId"]
    ]
    scopes = ask.get(own)["ScopeValues"]
    assert scopes["Environments"] == [{"Id": "Environments-1", "Name": "Production"}]
    assert [each["Name"] for each in scopes["Channels"]] == ["Default"]


@pytest.mark.fact("5.14", "5.15", "5.17", "5.18", "C.9", "C.8")
def test_a_process_is_put_in_order(ask: Asker, shop: Any) -> None:
    own = f"/api/projects/{shop['Id']}/deploymentprocesses"
    process = ask.get(own)
    action = {
        "Name": "Deploy it",
        "ActionType": "Octopus.Script",
        "Container": {"Image": "alpine", "FeedId": "feeds-builtin"},
        "Packages": [{"PackageId": "Shop", "FeedId": "feeds-builtin"}],
    }
    step = {"Name": "Deploy it", "StartTrigger": "StartWithPrevious", "Actions": [action]}
    made = ask.put(own, {**process, "Steps": [step]})
    first = made["Steps"][0]
    assert (first["StartTrigger"], first["Slug"], first["Condition"]) == ("StartAfterPrevious", "deploy-it", "Success")
    properties = first["Actions"][0]["Properties"]
    assert properties["OctopusUseBundledTooling"] == "False"
    assert properties["Octopus.Action.Package.PackageId"] == "Shop"
    assert ask.put(own, made)["Steps"] == made["Steps"], "an echo changes nothing"
    current = ask.get(own)
    assert "must be unique" in ask.refused("PUT", own, {**current, "Steps": [step, step]})
    twice = {**step, "Actions": [{**action, "Packages": action["Packages"] * 2}]}
    assert "'' already exists" in ask.refused("PUT", own, {**current, "Steps": [twice]})
    assert ask.get(own)["Version"] == current["Version"], "nothing of a refused write is kept"


@pytest.mark.fact("5.17", "5.23")
def test_automatic_releases_hold_on_to_their_package(ask: Asker, shop: Any) -> None:
    own = f"/api/projects/{shop['Id']}/deploymentprocesses"
    package = {"Name": "", "PackageId": "Shop", "FeedId": "feeds-builtin"}
    action = {"Name": "Deploy", "Packages": [package]}
    process = ask.put(own, {**ask.get(own), "Steps": [{"Name": "One", "Actions": [action]}]})
    automatic = {"ChannelId": "Channels-1", "ReleaseCreationPackage": {"DeploymentAction": "Deploy"}}
    ask.put(shop["Links"]["Self"], {**shop, "ReleaseCreationStrategy": automatic, "AutoCreateRelease": True})
    assert "release creation strategy" in ask.refused("PUT", own, {**process, "Steps": []})
    other = project(ask, "Other")
    foreign = {"ReleaseCreationStrategy": automatic, "AutoCreateRelease": True}
    assert "different project" in ask.refused("PUT", other["Links"]["Self"], {**other, **foreign})
    nothing = {**shop, "AutoCreateRelease": True, "ReleaseCreationStrategy": {"ChannelId": "Channels-1"}}
    assert "package step must be provided" in ask.refused("PUT", shop["Links"]["Self"], nothing)


@pytest.mark.parametrize(
    ("action", "reference", "message"),
    [
        ({"Name": "Another"}, "", "could not be found in the project's deployment process"),
        ({"IsDisabled": True}, "", "The package step provided is disabled"),
        ({}, "web", "The Automatic Release Creation package could not be found"),
        ({"FeedId": "Feeds-1001"}, "", "must be sourced from the Octopus built-in feed"),
    ],
)
def test_packages_that_can_not_create_releases_are_refused(
    ask: Asker, shop: Any, action: dict[str, Any], reference: str, message: str
) -> None:
    """The refusals that the published description of 2021.2 lists."""
    ask.server.seed("feeds", Name="Packages", FeedType="NuGet", FeedUri="https://p")
    own = f"/api/projects/{shop['Id']}/deploymentprocesses"
    package = {"Name": "", "PackageId": "Shop", "FeedId": action.get("FeedId", "feeds-builtin")}
    ask.put(own, {**ask.get(own), "Steps": [{"Name": "One", "Actions": [{"Name": "Deploy", "Packages": [package]}]}]})
    wanted = {"DeploymentAction": "Deploy", "PackageReference": reference}
    strategy = {"ChannelId": "Channels-1", "ReleaseCreationPackage": wanted}
    process = ask.get(own)
    process["Steps"][0]["Actions"][0].update(action)
    ask.put(own, process)
    automatic = {**shop, "ReleaseCreationStrategy": strategy, "AutoCreateRelease": True}
    assert message in ask.refused("PUT", shop["Links"]["Self"], automatic)
    assert ask.put(shop["Links"]["Self"], {**automatic, "AutoCreateRelease": False})["AutoCreateRelease"] is False


def test_deployment_settings_are_the_projects(ask: Asker, shop: Any) -> None:
    own = shop["Links"]["DeploymentSettings"]
    settings = ask.get(own)
    assert settings["Id"] == f"deploymentsettings-{shop['Id']}"
    ask.put(own, {**settings, "DefaultGuidedFailureMode": "On", "CancelQueuedTasks": True})
    assert ask.get(shop["Links"]["Self"])["DefaultGuidedFailureMode"] == "On"
    assert ask.get(own)["CancelQueuedTasks"] is True
    ask.server.on_purpose("*")
    assert "System.Boolean" in ask.refused("PUT", own, {**settings, "CancelQueuedTasks": "yes"})
    assert ask.put(own, {name: settings[name] for name in ("ProjectId", "SpaceId")})["CancelQueuedTasks"] is False


@pytest.mark.parametrize("name", ["ProjectId", "SpaceId"])
def test_newer_servers_demand_the_place_of_deployment_settings(ask: Asker, shop: Any, name: str) -> None:
    own = shop["Links"]["DeploymentSettings"]
    ask.server.on_purpose("*")
    settings = {key: value for key, value in ask.get(own).items() if key != name}
    assert name in ask.refused("PUT", own, settings)


@pytest.mark.parametrize(
    ("version", "known"),
    [("2022.4.1", 0), ("2023.1.1", 1), ("2025.3.1", 2), ("2026.2.1", 4)],
)
def test_deployment_settings_have_the_properties_of_their_release(version: str, known: int) -> None:
    newer = ("ForcePackageDownload", "FailTargetDiscovery", "CancelQueuedTasks", "CancelRunningTasks")
    with Emulator(server_version=version) as server:
        ask = Asker(server)
        shown = ask.get(project(ask)["Links"]["DeploymentSettings"])
    assert [name for name in newer if name in shown] == list(newer[:known])


@pytest.mark.fact("5.21", "C.6")
def test_channels(ask: Asker, shop: Any) -> None:
    own = f"/api/projects/{shop['Id']}/channels"
    rule = {"VersionRange": "[1.0,2.0)", "ActionPackages": [{"DeploymentAction": "Deploy"}]}
    answered = ask("POST", own, {"Name": "Beta", "Rules": [rule], "IsDefault": True})
    assert answered.status_code == 200, "201 is what a channel of the collection gets"
    beta = answered.json()
    assert [each["IsDefault"] for each in ask.get(own)["Items"]] == [True, False]
    assert "already exists" in ask.refused("POST", own, {"Name": "beta"})
    other = project(ask, "Other")
    assert ask("POST", f"/api/projects/{other['Id']}/channels", {"Name": "Beta"}).json()["Name"] == "Beta"
    ask.refused("GET", f"/api/projects/{other['Id']}/channels/{beta['Id']}", status=404)
    kept = ask.put(f"{own}/{beta['Id']}", {"Name": "Beta 2", "IsDefault": True})
    assert kept["Rules"] == beta["Rules"], "newer servers keep the lists that are left out"
    assert ask.put(f"{own}/{beta['Id']}", {"Name": "Beta 2", "IsDefault": True, "Rules": []})["Rules"] == []
    assert ask("DELETE", f"{own}/Channels-1").status_code == 200
    assert "default channel" in ask.refused("DELETE", f"{own}/{beta['Id']}")


@pytest.mark.fact("C.11")
def test_a_project_goes_with_all_it_has(ask: Asker, shop: Any, own: str) -> None:
    assert ask("DELETE", shop["Links"]["Self"]).status_code == 200
    for address in (own, f"/api/deploymentprocesses/{shop['DeploymentProcessId']}", "/api/channels/Channels-1"):
        ask.refused("GET", address, status=404)


@pytest.mark.fact("C.6")
def test_library_sets_in_use_stay(ask: Asker, shop: Any) -> None:
    library = ask.post("/api/libraryvariablesets", Name="Logging")
    ask.put(shop["Links"]["Self"], {**shop, "IncludedLibraryVariableSetIds": [library["Id"]]})
    assert "includes it" in ask.refused("DELETE", library["Links"]["Self"])
    assert ask.get(library["Links"]["Usages"])["Projects"][0]["ProjectName"] == "Shop"
    select = {"Name": "Where", "DisplaySettings": {"Octopus.ControlType": "Select"}}
    body = {**library, "Templates": [select]}
    assert ask.refused("PUT", library["Links"]["Self"], body) == (
        "Variable template 'Where' does not have drop down options set."
    )

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The server's treatment of documents that are not sent back as they were read (api: traps#by-number)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from emulator.testing import Emulator

from .conftest import Asker
from .test_documents import project
from .test_infrastructure import PLACE, kubernetes


def without(document: Any, *names: str) -> dict[str, Any]:
    return {name: value for name, value in document.items() if name not in names}


def variables(ask: Asker, shop: Any, *sent: dict[str, Any]) -> Any:
    own = shop["Links"]["Variables"]
    ask.put(own, {**ask.get(own), "Variables": [{"Type": "String", **each} for each in sent]})
    return ask.get(own)


def steps(ask: Asker, shop: Any, *sent: dict[str, Any]) -> Any:
    own = shop["Links"]["DeploymentProcess"]
    return ask.put(own, {**ask.get(own), "Steps": list(sent)})


@pytest.mark.fact("5.4")
def test_a_slug_that_is_left_out_is_made_anew(ask: Asker) -> None:
    for made in (ask.post("/api/environments", Name="Live"), project(ask, "Live")):
        own = made["Links"]["Self"]  # type: ignore[index]
        assert ask.put(own, {**made, "Name": "Gone"})["Slug"] == "live"
        assert ask.put(own, {**without(made, "Slug"), "Name": "Gone"})["Slug"] == "gone"


@pytest.mark.fact("5.5")
def test_a_tenant_without_its_projects_is_disconnected(ask: Asker) -> None:
    shop = project(ask, TenantedDeploymentMode="Tenanted")
    acme = ask.post("/api/tenants", Name="Acme", ProjectEnvironments={shop["Id"]: []})
    own = acme["Links"]["Self"]
    assert ask.put(own, {**acme, "Description": "x"})["ProjectEnvironments"] == {shop["Id"]: []}
    assert ask.put(own, without(acme, "ProjectEnvironments"))["ProjectEnvironments"] == {}


@pytest.mark.fact("5.6")
def test_a_tag_set_without_its_tags_has_none(ask: Asker) -> None:
    tags = [{"Name": name, "Color": "#333333"} for name in ("Early", "Late")]
    ring = ask.post("/api/tagsets", Name="Ring", Tags=tags)
    own = ring["Links"]["Self"]
    ids = [tag["Id"] for tag in ring["Tags"]]
    assert [tag["Id"] for tag in ask.put(own, {**ring, "Description": "x"})["Tags"]] == ids
    assert ask.put(own, without(ring, "Tags"))["Tags"] == []


@pytest.mark.fact("5.7")
def test_a_template_without_its_id_is_another(ask: Asker) -> None:
    library = ask.post("/api/libraryvariablesets", Name="Common", Templates=[{"Name": "Owner"}])
    shop = project(ask, Templates=[{"Name": "Url"}], IncludedLibraryVariableSetIds=[library["Id"]])
    environment = ask.post("/api/environments", Name="Live")["Id"]
    acme = ask.post("/api/tenants", Name="Acme", ProjectEnvironments={shop["Id"]: [environment]})

    def values() -> tuple[Any, Any]:
        found = ask.get(acme["Links"]["Variables"])
        of_project = found["ProjectVariables"][shop["Id"]]["Variables"][environment]
        return of_project, found["LibraryVariables"][library["Id"]]["Variables"]

    url, owner = shop["Templates"][0]["Id"], library["Templates"][0]["Id"]  # type: ignore[index]
    document = ask.get(acme["Links"]["Variables"])
    document["ProjectVariables"][shop["Id"]]["Variables"][environment][url] = "https://acme"
    document["LibraryVariables"][library["Id"]]["Variables"][owner] = "Ada"
    ask.put(acme["Links"]["Variables"], document)
    for owned in (shop, library):
        ask.put(owned["Links"]["Self"], owned)  # type: ignore[index]
        assert values() == ({url: "https://acme"}, {owner: "Ada"}), "an echo keeps them"
    for owned, template in ((shop, {"Name": "Url"}), (library, {"Name": "Owner"})):
        changed = ask.put(owned["Links"]["Self"], {**owned, "Templates": [template]})  # type: ignore[index]
        assert changed["Templates"][0]["Id"] not in (url, owner)
    assert values() == ({}, {})


@pytest.mark.fact("5.8")
def test_variables_without_ids_are_others(ask: Asker) -> None:
    ask.post("/api/environments", Name="Live")
    live = {"Environment": ["Environments-1"]}
    shop = project(ask)
    made = variables(ask, shop, {"Name": "Color"}, {"Name": "Color", "Scope": live})["Variables"]
    ids = [each["Id"] for each in made]
    assert [each["Id"] for each in variables(ask, shop, *made[::-1])["Variables"]] == ids[::-1]
    others = variables(ask, shop, *(without(each, "Id") for each in made))["Variables"]
    assert not {each["Id"] for each in others} & set(ids)


@pytest.mark.fact("5.9")
def test_a_scope_has_an_order_of_its_own(ask: Asker) -> None:
    for name in ("One", "Two", "Three"):
        ask.post("/api/environments", Name=name)
    scope = {"Environment": ["Environments-3", "Environments-1", "Environments-2"], "Role": ["web", "API"]}
    found = variables(ask, project(ask), {"Name": "Color", "Scope": scope})["Variables"][0]["Scope"]
    assert found["Environment"] != scope["Environment"]
    assert {key: set(ids) for key, ids in found.items()} == {key: set(ids) for key, ids in scope.items()}


@pytest.mark.fact("5.13")
def test_a_put_of_variables_does_not_say_what_they_can_be_scoped_to(ask: Asker) -> None:
    own = f"/api/variables/{project(ask)['VariableSetId']}"  # type: ignore[index]
    read = ask.get(own)
    assert read["ScopeValues"]["Channels"]
    assert ask.put(own, read)["ScopeValues"] is None
    assert ask.get(own)["ScopeValues"] == read["ScopeValues"]


PACKAGE = {"Name": "", "PackageId": "Shop", "FeedId": "feeds-builtin"}
MIRRORED = {
    "Octopus.Action.Package.PackageId": "Shop",
    "Octopus.Action.Package.FeedId": "feeds-builtin",
    "Octopus.Action.Package.DownloadOnTentacle": "False",
}


@pytest.mark.fact("5.15", "5.16", "C.9")
@pytest.mark.parametrize(("where", "on_tentacle"), [("Server", "False"), ("ExecutionTarget", "True")])
def test_a_primary_package_is_among_the_properties_too(ask: Asker, where: str, on_tentacle: str) -> None:
    shop = project(ask)
    mirrored = {**MIRRORED, "Octopus.Action.Package.DownloadOnTentacle": on_tentacle}
    by_package = {"Name": "One", "Packages": [{**PACKAGE, "AcquisitionLocation": where}]}
    by_property = {"Name": "Two", "Properties": mirrored}
    made = steps(ask, shop, {"Name": "Deploy", "Actions": [by_package, by_property]})["Steps"][0]["Actions"]
    for action in made:
        assert action["Properties"] == mirrored
        package = without(action["Packages"][0], "Id", "Properties", "Version", "StepPackageInputsReferenceId")
        assert package == {**PACKAGE, "AcquisitionLocation": where}
        assert action["CanBeUsedForProjectVersioning"]


@pytest.mark.fact("5.16")
def test_properties_keep_their_spelling(ask: Asker) -> None:
    action = {"Name": "One", "Properties": {"Octopus.Action.RunOnServer": "TRUE"}}
    made = steps(ask, project(ask), {"Name": "Deploy", "Actions": [action]})["Steps"][0]["Actions"][0]
    assert made["Properties"] == {"Octopus.Action.RunOnServer": "TRUE"}


@pytest.mark.fact("5.17", "C.9")
def test_steps_and_actions_without_ids_are_others(ask: Asker) -> None:
    shop = project(ask)
    made = steps(ask, shop, {"Name": "Deploy", "Actions": [{"Name": "One"}]})
    step = made["Steps"][0]
    bare = {**without(step, "Id"), "Actions": [without(step["Actions"][0], "Id")]}
    other = steps(ask, shop, bare)["Steps"][0]
    assert other["Id"] != step["Id"]
    assert other["Actions"][0]["Id"] != step["Actions"][0]["Id"]
    assert steps(ask, shop)["Steps"] == [], "a process is emptied, not deleted"


@pytest.mark.fact("5.18")
def test_a_primary_package_under_another_id_is_one_too_many(ask: Asker) -> None:
    shop = project(ask)
    step = steps(ask, shop, {"Name": "Deploy", "Actions": [{"Name": "One", "Packages": [PACKAGE]}]})["Steps"][0]
    action = step["Actions"][0]
    own = shop["Links"]["DeploymentProcess"]  # type: ignore[index]
    anew = {**step, "Actions": [{**action, "Packages": [PACKAGE]}]}
    message = ask.refused("PUT", own, {**ask.get(own), "Steps": [anew]})
    assert message == "A package reference with the name '' already exists"
    plain = {**action, "Packages": [PACKAGE], "Properties": {}}
    assert steps(ask, shop, {**step, "Actions": [plain]})["Steps"][0]["Actions"][0]["Properties"] == MIRRORED


@pytest.mark.fact("5.20")
@pytest.mark.parametrize("version", ["2024.4.1", "2025.4.1"])
def test_an_empty_policy_of_a_phase_keeps_forever(version: str) -> None:
    with Emulator(server_version=version) as server:
        phases = [{"Name": "One"}, {"Name": "Two", "ReleaseRetentionPolicy": {}}]
        made = Asker(server).post("/api/lifecycles", Name="Standard", Phases=phases)["Phases"]
    assert made[0]["ReleaseRetentionPolicy"] is None, "inherited"
    assert made[1]["ReleaseRetentionPolicy"]["ShouldKeepForever"] is True


@pytest.mark.fact("5.21")
def test_older_servers_clear_the_lists_of_a_channel() -> None:
    with Emulator(server_version="2020.5.0") as server:
        ask = Asker(server)
        owner = project(ask)["Id"]
        beta = ask.post("/api/channels", Name="Beta", ProjectId=owner, Rules=[{"VersionRange": "[1.0,2.0)"}])
        assert ask.put(beta["Links"]["Self"], without(beta, "Rules"))["Rules"] == []


@pytest.mark.fact("5.23")
def test_a_project_without_its_strategy_has_none(ask: Asker) -> None:
    shop = project(ask)
    steps(ask, shop, {"Name": "Deploy", "Actions": [{"Name": "One", "Packages": [PACKAGE]}]})
    strategy = {"ChannelId": "Channels-1", "ReleaseCreationPackage": {"DeploymentAction": "One"}}
    own = shop["Links"]["Self"]  # type: ignore[index]
    made = ask.put(own, {**shop, "ReleaseCreationStrategy": strategy})
    assert made["ReleaseCreationStrategy"]["ChannelId"] == "Channels-1"
    assert ask.put(own, made)["ReleaseCreationStrategy"] == made["ReleaseCreationStrategy"]
    changed = ask.put(own, without(made, "ReleaseCreationStrategy"))
    assert changed["ReleaseCreationStrategy"] == {"ChannelId": None, "ReleaseCreationPackage": None}


@pytest.mark.fact("5.25")
def test_a_text_that_is_null_comes_back_empty(ask: Asker) -> None:
    assert project(ask, Description=None)["Description"] == ""
    subscription = {"AccountType": "AzureSubscription", "SubscriptionNumber": "1"}
    account = ask.post("/api/accounts", Name="Cloud", **subscription, ServiceManagementEndpointBaseUri=None)
    assert account["ServiceManagementEndpointBaseUri"] == ""


@pytest.mark.fact("5.26")
@pytest.mark.parametrize(("version", "active"), [("2025.4.1", True), ("2026.1.1806", False)])
def test_a_user_is_made_active(version: str, active: bool) -> None:
    """Servers create every user as active, until a release whose notes say that it creates inactive users."""
    with Emulator(server_version=version) as server:
        ask = Asker(server)
        ops = ask.post("/api/users", Username="ops", DisplayName="Operations", IsActive=False)
        assert ops["IsActive"] is active
        assert ask.put(ops["Links"]["Self"], {**ops, "IsActive": False})["IsActive"] is False


@pytest.mark.fact("5.27")
def test_a_key_cannot_be_changed(ask: Asker) -> None:
    keys = ask.get("/api/users/me")["Links"]["ApiKeys"].split("{")[0]
    made = ask("POST", keys, {"Purpose": "Tests"}).json()
    ask.refused("PUT", made["Links"]["Self"], {**made, "Purpose": "Other"}, status=404)
    assert [each["Purpose"] for each in ask.get(keys)["Items"]] == ["Tests"]


@pytest.mark.fact("5.30")
@pytest.mark.parametrize(("version", "shown"), [("2025.3.1", (None, None)), ("2025.4.1", (5, 10))])
def test_container_feeds_try_again(version: str, shown: tuple[object, object]) -> None:
    with Emulator(server_version=version) as server:
        ask = Asker(server)
        docker = ask.post("/api/feeds", Name="Images", FeedType="Docker", FeedUri="https://r", DownloadAttempts=5)
        nuget = ask.post("/api/feeds", Name="Packages", FeedType="NuGet", FeedUri="https://p")
    assert (docker.get("DownloadAttempts"), docker.get("DownloadRetryBackoffSeconds")) == shown
    assert (nuget["DownloadAttempts"], nuget["DownloadRetryBackoffSeconds"]) == (5, 10)


@pytest.mark.fact("5.32")
def test_properties_that_follow_from_permissions_are_not_written(ask: Asker) -> None:
    role = ask.post("/api/userroles", Name="Deployer", GrantedSpacePermissions=["EnvironmentView"])
    derived = {"SupportedRestrictions": ["Tenants"], "SpacePermissionDescriptions": []}
    assert ask.put(role["Links"]["Self"], {**role, **derived})["SupportedRestrictions"] == []


@pytest.mark.fact("5.35")
def test_the_address_of_a_machine_follows_its_host(ask: Asker) -> None:
    ask.server.seed("environments", Name="Live")
    account = ask.server.seed("accounts", Name="Deployer", AccountType="UsernamePassword", Username="deploy")
    ssh = {"CommunicationStyle": "Ssh", "AccountId": account["Id"], "Host": "one", "Port": 22, "Fingerprint": "aa"}
    made = ask.post("/api/machines", Name="one", **PLACE, Endpoint=ssh, MachinePolicyId=None)
    assert (made["Uri"], made["MachinePolicyId"]) == ("ssh://one:22/", "MachinePolicies-1")
    changed = ask.put(made["Links"]["Self"], {**made, "Endpoint": {**made["Endpoint"], "Host": "two"}})
    assert (changed["Uri"], changed["Endpoint"]["Uri"]) == ("ssh://two:22/",) * 2


@pytest.mark.fact("5.36")
def test_whether_a_certificate_is_checked_is_a_text(ask: Asker) -> None:
    ask.server.seed("environments", Name="Live")
    ask.server.seed("accounts", Name="Deployer", AccountType="UsernamePassword", Username="deploy")
    cluster = kubernetes("KubernetesStandard", AccountId="Accounts-1")
    made = ask.post("/api/machines", Name="one", **PLACE, Endpoint=cluster)
    assert made["Endpoint"]["SkipTlsVerification"] == "False"
    checked = {**made["Endpoint"], "SkipTlsVerification": "True"}
    assert ask.put(made["Links"]["Self"], {**made, "Endpoint": checked})["Endpoint"]["SkipTlsVerification"] == "True"


@pytest.mark.fact("5.37")
@pytest.mark.parametrize(
    ("sent", "kept"), [("1:2:3", "01:02:03"), ("01.00:00:00", "1.00:00:00"), ("0.00:05:00", "00:05:00")]
)
def test_spans_are_written_the_servers_way(ask: Asker, sent: str, kept: str) -> None:
    made = ask.post("/api/machinepolicies", Name="Patient", PollingRequestQueueTimeout=sent)
    assert made["PollingRequestQueueTimeout"] == kept


@pytest.mark.fact("5.39")
def test_the_roles_of_a_team_are_not_in_its_document(ask: Asker) -> None:
    team = ask.post("/api/teams", Name="Deployers", SpaceId="Spaces-1")
    role = {"TeamId": team["Id"], "UserRoleId": "userroles-projectviewer", "SpaceId": "Spaces-1"}
    scoped = ask.post("/api/scopeduserroles", **role)
    read = ask.get(team["Links"]["Self"])
    assert not any("Role" in name for name in read if name != "CanChangeRoles")
    ask.put(team["Links"]["Self"], {**read, "Description": "x"})
    found = ask.get(team["Links"]["ScopedUserRoles"].split("{")[0])["Items"]
    assert [each["Id"] for each in found] == [scoped["Id"]]
    assert [found[0][name] for name in ("EnvironmentIds", "ProjectIds", "ProjectGroupIds", "TenantIds")] == [[]] * 4


@pytest.mark.fact("5.43")
def test_library_sets_keep_their_order(ask: Asker) -> None:
    ids = [ask.post("/api/libraryvariablesets", Name=name)["Id"] for name in ("Logging", "Mail")]
    shop = project(ask, IncludedLibraryVariableSetIds=ids[::-1])
    own = shop["Links"]["Self"]  # type: ignore[index]
    assert ask.get(own)["IncludedLibraryVariableSetIds"] == ids[::-1]
    assert ask.put(own, {**shop, "IncludedLibraryVariableSetIds": ids})["IncludedLibraryVariableSetIds"] == ids


@pytest.mark.fact("5.45", "C.8")
@pytest.mark.parametrize("link", ["Variables", "DeploymentProcess"])
def test_of_several_writers_with_one_version_one_is_taken(ask: Asker, link: str) -> None:
    own = project(ask)["Links"][link]  # type: ignore[index]
    read = ask.get(own)
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda dummy: Asker(ask.server)("PUT", own, read), range(8)))
    assert sorted(each.status_code for each in answers) == [200] + [400] * 7
    assert ask.get(own)["Version"] == read["Version"] + 1

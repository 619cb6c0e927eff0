# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Behaviour that tests of the Terraform provider, of octoterra (OTE) and of the Go client rely on.

``make interop ARGUMENTS="--terraform --octoterra"`` runs the first two of these themselves.
"""

from __future__ import annotations

from typing import Any

import pytest
from emulator.samples import CERTIFICATE
from emulator.testing import Emulator

from .conftest import Asker
from .test_documents import project
from .test_infrastructure import PLACE, TENTACLE, kubernetes

GIT = {
    "Name": "",
    "RepositoryUri": "https://git.example.com/web.git",
    "DefaultBranch": "main",
    "GitCredentialType": "Anonymous",
    "GitCredentialId": None,
    "GitHubConnectionId": None,
    "FilePathFilters": ["deploy/**"],
    "StepPackageInputsReferenceId": None,
}


def process_of(ask: Asker) -> tuple[str, Any]:
    own = f"/api/projects/{project(ask)['Id']}/deploymentprocesses"
    return own, ask.get(own)


def test_a_process_without_steps_is_empty(ask: Asker) -> None:
    """The Go client leaves out an empty list (process_wrapper.go of the provider ends its tests by that)."""
    own, process = process_of(ask)
    ask.put(own, {**process, "Steps": [{"Name": "One", "Actions": [{"Name": "One"}]}]})
    current = ask.get(own)
    del current["Steps"]
    assert ask.put(own, current)["Steps"] == []


def test_a_process_at_its_own_address_may_be_without_steps_too(ask: Asker) -> None:
    current = process_of(ask)[1]
    own = f"/api/Spaces-1/deploymentprocesses/{current.pop('Id')}"
    del current["Steps"]
    assert ask.put(own, current)["Steps"] == []


def test_an_empty_participation_is_the_default(ask: Asker) -> None:
    """The Go client sends one."""
    made = ask.post(
        "/api/certificates",
        Name="Own",
        CertificateData={"HasValue": True, "NewValue": CERTIFICATE},
        TenantedDeploymentParticipation="",
    )
    assert made["TenantedDeploymentParticipation"] == "Untenanted"


def test_a_kind_of_library_sets_that_there_is_not(ask: Asker) -> None:
    """The Go client's own tests ask for it (script_module_service_test.go)."""
    assert ask.get("/api/libraryvariablesets?contentType=ScriptModules")["Items"] == []


def test_a_step_says_its_type(ask: Asker) -> None:
    own, process = process_of(ask)
    package = {"Name": "web", "PackageId": "Web", "FeedId": "feeds-builtin", "Version": "1.2.3"}
    action = {
        "Name": "One",
        "GitDependencies": [GIT],
        "Packages": [package],
        "StepPackageVersion": "1.0.0",
        "Inputs": {},
    }
    sent = {**process, "Steps": [{"Name": "One", "Actions": [action]}]}
    assert ask.put(own, sent)["Steps"][0]["Type"] == "Step"
    with Emulator(server_version="2026.2.1000") as server:
        own, process = process_of(Asker(server))
        assert "Type" not in Asker(server).put(own, {**process, "Steps": sent["Steps"]})["Steps"][0]


def test_2023_2_needs_the_steps() -> None:
    with Emulator(server_version="2023.2.1") as server:
        own, process = process_of(Asker(server))
        assert "Steps field is required" in Asker(server).refused("PUT", own, {**process, "Steps": None})


def test_the_properties_of_an_action_are_kept(ask: Asker) -> None:
    own, process = process_of(ask)
    container = {
        "Image": None,
        "FeedId": None,
        "GitUrl": "https://git.example.com/tools.git",
        "Dockerfile": "Dockerfile",
    }
    package = {"Name": "web", "PackageId": "Web", "FeedId": "feeds-builtin", "Version": "1.2.3"}
    sent = {"StepPackageVersion": "1.0.0", "Inputs": {"image": "nginx"}, "Container": container}
    action = {"Name": "One", **sent, "GitDependencies": [GIT], "Packages": [package]}
    (made,) = ask.put(own, {**process, "Steps": [{"Name": "One", "Actions": [action]}]})["Steps"][0]["Actions"]
    assert {name: made[name] for name in sent} == sent
    assert made["GitDependencies"] == [GIT]
    assert made["Packages"][0]["Version"] == "1.2.3"
    (plain,) = ask.put(own, {**ask.get(own), "Steps": [{"Name": "Two", "Actions": [{"Name": "Two"}]}]})["Steps"]
    assert {"StepPackageVersion", "Inputs"}.isdisjoint(plain["Actions"][0])


def test_two_git_dependencies_have_two_names(ask: Asker) -> None:
    own, process = process_of(ask)
    action = {"Name": "One", "GitDependencies": [GIT, GIT]}
    message = ask.refused("PUT", own, {**process, "Steps": [{"Name": "One", "Actions": [action]}]})
    assert message == "A Git dependency with the name '' already exists"


def test_no_two_share_a_slug(ask: Asker) -> None:
    own, process = process_of(ask)
    steps = [{"Name": name, "Actions": [{"Name": name}]} for name in ("Call it", "Call it!", "Call-it")]
    made = ask.put(own, {**process, "Steps": steps})["Steps"]
    assert [each["Slug"] for each in made] == ["call-it", "call-it-1", "call-it-2"]
    assert [each["Actions"][0]["Slug"] for each in made] == ["call-it", "call-it-1", "call-it-2"]
    assert ask.put(own, {**ask.get(own), "Steps": made})["Steps"] == made


def test_steps_are_known_in_the_older_way_too(ask: Asker) -> None:
    own, process = process_of(ask)
    package = {"Name": "", "PackageId": "Shop", "FeedId": "feeds-builtin"}
    sent = {"Name": "Deploy", "Packages": [package]}
    (step,) = ask.put(own, {**process, "Steps": [{"Name": "One", "Actions": [sent]}]})["Steps"]
    action = step["Actions"][0]["Id"]
    at = f"/api/projects/{process['ProjectId']}"
    shop = ask.get(at)
    assert "DonorPackageStepId" not in shop["VersioningStrategy"]
    donor = {"Template": None, "DonorPackage": {"DeploymentAction": "Deploy"}, "DonorPackageStepId": action}
    automatic = {"ChannelId": "Channels-1", "ReleaseCreationPackage": {"DeploymentAction": "Deploy"}}
    changed = {"VersioningStrategy": donor, "ReleaseCreationStrategy": automatic, "AutoCreateRelease": True}
    kept = ask.put(at, {**shop, **changed})
    assert kept["VersioningStrategy"]["DonorPackageStepId"] == action
    assert kept["ReleaseCreationStrategy"]["ReleaseCreationPackageStepId"] == action


def test_a_new_space_keeps_a_hundred_runs(ask: Asker) -> None:
    space = ask.post(
        "/api/spaces", Name="New", SpaceManagersTeams=["teams-administrators"], SpaceManagersTeamMembers=[]
    )
    at = f"/api/{space['Id']}/retentionpolicies?retentionType="
    runs = ask.get(f"{at}RunbookRetention")
    assert (runs["Strategy"], runs["QuantityToKeep"], runs["Unit"]) == ("Count", 100, "Items")
    releases = ask.get(f"{at}LifecycleRelease")
    assert releases["Strategy"] == "Forever"
    assert {"QuantityToKeep", "Unit"}.isdisjoint(releases), "Terraform takes either for a change that nobody planned"
    counted = {**releases, "Strategy": "Count", "QuantityToKeep": 3, "Unit": "Days"}
    own = releases["Links"]["Self"]
    assert ask.put(own, counted)["QuantityToKeep"] == 3
    assert {"QuantityToKeep", "Unit"}.isdisjoint(ask.put(own, {**counted, "Strategy": "Forever"}))


@pytest.mark.parametrize(
    ("account_type", "audience"), [("AzureOidc", "api://AzureADTokenExchange"), ("GenericOidcAccount", "api://default")]
)
def test_whom_a_token_is_for(ask: Asker, account_type: str, audience: str) -> None:
    account = {"Name": account_type, "AccountType": account_type, "SubscriptionNumber": "1"}
    made = ask.post("/api/accounts", **account)
    assert made["Audience"] == audience
    assert ask.put(made["Links"]["Self"], {**made, "Audience": "api://own"})["Audience"] == "api://own"


def test_some_documents_can_be_scoped_to_a_parent_environment(ask: Asker) -> None:
    """Accounts, certificates, targets, triggers and runbooks; lifecycles, tenants and teams take static ones alone."""
    shop, parent = project(ask), ask.post("/api/spaces/Spaces-1/parentEnvironments", Name="Branches")["Id"]
    scoped = {"EnvironmentIds": [parent]}
    account = ask.post("/api/accounts", Name="A", AccountType="Token", **scoped)
    made = ask.post("/api/certificates", Name="C", CertificateData=CERTIFICATE, **scoped)
    target = ask.post("/api/machines", Name="M", **{**PLACE, **scoped}, Endpoint=TENTACLE)
    assert [each["EnvironmentIds"] for each in (account, made, target)] == [[parent]] * 3
    started = {"Filter": {"FilterType": "MachineFilter", **scoped}, "Action": {"ActionType": "AutoDeploy"}}
    trigger = ask.post("/api/projecttriggers", Name="Redeploy", ProjectId=shop["Id"], **started)
    assert trigger["Filter"]["EnvironmentIds"] == [parent]
    runs = ask.post("/api/runbooks", Name="Clean", ProjectId=shop["Id"], Environments=[parent])
    assert runs["Environments"] == [parent]
    others = {
        "/api/lifecycles": {"Name": "L", "Phases": [{"Name": "Live", "OptionalDeploymentTargets": [parent]}]},
        "/api/tenants": {"Name": "T", "ProjectEnvironments": {shop["Id"]: [parent]}},
        "/api/scopedUserRoles": {
            "TeamId": "teams-administrators",
            "UserRoleId": "userroles-projectlead",
            "SpaceId": "Spaces-1",
            **scoped,
        },
    }
    for path, body in others.items():
        assert parent in ask.refused("POST", path, body), path


def test_a_new_environment_at_0_goes_last(ask: Asker) -> None:
    """[OctopusDeploy/Issues#8940]: a test of the provider that draws 0 has no other environment in its space."""
    one, two, three = (ask.post("/api/environments", Name=each, SortOrder=0) for each in ("One", "Two", "Three"))
    assert [each["SortOrder"] for each in (one, two, three)] == [0, 1, 2]
    assert ask.put(three["Links"]["Self"], {**three, "SortOrder": 0})["SortOrder"] == 0, "one that is there goes first"


def test_the_pool_of_a_region_is_taken_as_it_is(ask: Asker) -> None:
    ask.server.seed("environments", Name="Production")
    ask.server.seed("accounts", Name="Deployer", AccountType="UsernamePassword", Username="deploy")
    region = {"CommunicationStyle": "None", "DefaultWorkerPoolId": "WorkerPools-41"}
    made = ask.post("/api/machines", Name="Region", Endpoint=region, **PLACE)
    assert made["Endpoint"]["DefaultWorkerPoolId"] == "WorkerPools-41"
    cluster = {**kubernetes("KubernetesStandard", AccountId="Accounts-1"), "DefaultWorkerPoolId": "WorkerPools-41"}
    assert "WorkerPools-41" in ask.refused("POST", "/api/machines", {"Name": "Cluster", "Endpoint": cluster, **PLACE})


def test_a_cluster_has_a_container_to_run_in(ask: Asker) -> None:
    ask.server.seed("environments", Name="Production")
    ask.server.seed("accounts", Name="Deployer", AccountType="UsernamePassword", Username="deploy")
    made = ask.post(
        "/api/machines", Name="Cluster", Endpoint=kubernetes("KubernetesStandard", AccountId="Accounts-1"), **PLACE
    )["Endpoint"]
    assert made["Container"] == {"Image": None, "FeedId": None, "GitUrl": None, "Dockerfile": None}


def test_a_package_to_be_chosen_later_needs_no_feed(ask: Asker) -> None:
    later = {"Name": "web", "PackageId": None, "FeedId": None, "Properties": {"SelectionMode": "deferred"}}
    template = {"Name": "Deploy", "ActionType": "Octopus.Script", "Properties": {}, "Parameters": []}
    assert ask.post("/api/actiontemplates", **template, Packages=[later])["Packages"][0]["FeedId"] is None
    now = {**later, "Properties": {"SelectionMode": "immediate"}}
    assert ask.refused("POST", "/api/actiontemplates", {**template, "Name": "Now", "Packages": [now]})


def test_the_first_tag_set_of_a_space_is_number_1(ask: Asker) -> None:
    """[OTE TestTagSetExport]"""
    assert [ask.post("/api/tagsets", Name=each)["SortOrder"] for each in ("Ring", "Region")] == [1, 2]


def test_a_property_that_was_not_sent_is_null(ask: Asker) -> None:
    """The provider makes null of an empty text, and refuses an empty Azure environment."""
    azure = ask.post("/api/accounts", Name="Azure", AccountType="AzureOidc", SubscriptionNumber="1")
    assert azure["AzureEnvironment"] is None, "[OTE TestAzureOidcAccountExport]"
    rules = [{"ActionPackages": [{"DeploymentAction": "Deploy"}], "Tag": "^$"}]
    channel = ask.post("/api/channels", Name="Hotfix", ProjectId=project(ask)["Id"], Rules=rules)
    assert channel["Rules"][0]["ActionPackages"][0]["PackageReference"] is None, "[OTE TestProjectChannelExport]"

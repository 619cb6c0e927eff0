# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules for every collection (api: behaviour#checklist)."""

from __future__ import annotations

import json
from typing import Any

import pytest
from emulator.kinds.registry import KINDS
from emulator.model import SPACE, SYSTEM, Kind
from emulator.samples import CERTIFICATE, filled
from emulator.testing import Emulator, created_status, spelled_out

from .conftest import Asker
from .test_addresses import FIRST, furnished
from .test_documents import project
from .test_infrastructure import PLACE, TENTACLE

# Removed properties ended before this release.
NEWEST = (9999, 0)

# Documents without the last change: the published description has no such properties of them.
NOBODYS = ("communityactiontemplates",)
# Likewise without their space.
ANYWHERE = ("packages", "build-information")
LISTED = [kind for kind in KINDS if kind.has_list and not kind.hidden and kind.is_resource]
VIRTUAL = "/octopus"


def address(kind: Kind) -> str:
    return f"/api/{'' if kind.scope == SYSTEM else 'Spaces-1/'}{kind.collection}"


by_collection = pytest.mark.parametrize("kind", LISTED, ids=lambda kind: str(kind.collection))


@pytest.fixture
def full(ask: Asker) -> Asker:
    furnished(ask.server)
    ask.post("/api/teams", Name="Deployers", SpaceId="Spaces-1")
    role = {"TeamId": "Teams-1", "UserRoleId": "userroles-projectviewer", "SpaceId": "Spaces-1"}
    ask.post("/api/Spaces-1/scopeduserroles", **role)
    return ask


@by_collection
@pytest.mark.fact("C.3", "C.4", "5.40")
def test_every_collection(full: Asker, kind: Kind) -> None:
    page = full.get(f"{address(kind)}?TAKE=1")
    assert page["ItemType"] == kind.item_type
    assert (page["ItemsPerPage"], page["NumberOfPages"]) == (1, page["TotalResults"])
    assert {"Self", "Template", "Page.All", "Page.Current", "Page.Last", "Page.0"} <= set(page["Links"])
    assert ("Page.Next" in page["Links"]) == (page["TotalResults"] > 1)
    assert full.get(address(kind))["ItemsPerPage"] == kind.page_size
    item = page["Items"][0]
    document = full.get(item["Links"]["Self"])
    assert document["Id"] == item["Id"]
    assert document["Links"]["Self"].endswith(f"/{kind.collection}/{item['Id']}")
    if kind.scope == SPACE and kind.collection not in ANYWHERE:
        assert document["SpaceId"] == "Spaces-1"
    assert set(document) - set(item) == (set() if kind.collection in NOBODYS else {"LastModifiedOn", "LastModifiedBy"})
    if kind.has_all:
        assert item["Id"] in {each["Id"] for each in full.get(f"{address(kind)}/all")}
    else:
        full.refused("GET", f"{address(kind)}/all", status=404)


@pytest.mark.fact("C.3")
def test_links_begin_with_the_virtual_directory() -> None:
    with Emulator(virtual_directory=VIRTUAL) as server:
        furnished(server)
        ask = Asker(server)
        for kind in LISTED:
            for item in ask.get(address(kind))["Items"]:
                assert item["Links"]["Self"].startswith(f"{VIRTUAL}/api/"), kind.collection


@by_collection
@pytest.mark.fact("C.1")
def test_addresses_in_any_case(full: Asker, kind: Kind) -> None:
    item = full.get(f"{address(kind)}?TAKE=1")["Items"][0]
    for spelled in (item["Links"]["Self"].upper(), item["Links"]["Self"].lower()):
        assert full.get(spelled)["Id"] == item["Id"]
    if kind.scope == SPACE and not kind.only_in_a_space:
        own = f"/{kind.collection}/{item['Id']}"
        assert full.get(f"/api{own}") == full.get(f"/api/spaces/Spaces-1{own}")


BODIES: dict[str, dict[str, Any]] = {
    "spaces": {"SpaceManagersTeams": ["teams-administrators"]},
    "projects": {"ProjectGroupId": "ProjectGroups-1", "LifecycleId": "Lifecycles-1"},
    "channels": {"ProjectId": "Projects-1"},
    "projecttriggers": {
        "ProjectId": "Projects-1",
        "Filter": {"FilterType": "MachineFilter"},
        "Action": {"ActionType": "AutoDeploy"},
    },
    "machines": {**PLACE, "Endpoint": TENTACLE},
    "workers": {"WorkerPoolIds": ["WorkerPools-1"], "Endpoint": TENTACLE},
    "proxies": {"Host": "proxy.example.com", "Port": 80},
    "accounts": {"AccountType": "UsernamePassword", "Username": "deploy"},
    "feeds": {"FeedType": "NuGet", "FeedUri": "https://p"},
    "certificates": {"CertificateData": {"HasValue": True, "NewValue": CERTIFICATE}},
    "git-credentials": {
        "Details": {"Type": "UsernamePassword", "Username": "deploy", "Password": {"HasValue": True, "NewValue": "x"}}
    },
    "actiontemplates": {"ActionType": "Octopus.Script"},
    "users": {"DisplayName": "Someone"},
    "userroles": {"GrantedSpacePermissions": [], "GrantedSystemPermissions": []},
    **{kind.collection: filled(kind.sample, FIRST) for kind in KINDS if kind.sample is not None},
}


def whole(ask: Asker, kind: Kind, answered: dict[str, Any]) -> Any:
    """The written document, also if the answer has only its ID."""
    return ask.get(f"{address(kind)}/{answered['Id']}") if kind.answers_id else answered


NAMED = [kind for kind in LISTED if kind.can_create and (kind.unique or kind.collection == "certificates")]


@pytest.mark.fact("C.5")
@pytest.mark.parametrize("kind", NAMED, ids=lambda kind: str(kind.collection))
def test_a_name_is_taken_in_any_case(full: Asker, kind: Kind) -> None:
    body = BODIES.get(kind.collection, {})
    made = full.post(address(kind), **{kind.named_by: "Somewhere", **body})
    assert "already exists" in full.refused("POST", address(kind), {kind.named_by: "  sOMEWHERE ", **body})
    found = full.get(f"{address(kind)}/all") if kind.has_all else full.get(address(kind))["Items"]
    assert len([each for each in found if each["Id"] == made["Id"]]) == 1


@pytest.mark.fact("C.3")
@pytest.mark.parametrize("kind", NAMED, ids=lambda kind: str(kind.collection))
def test_unknown_properties_are_ignored_and_missing_ones_filled_in(full: Asker, kind: Kind) -> None:
    body = {kind.named_by: "Somewhere", **BODIES.get(kind.collection, {}), "Nonsense": [1]}
    made = whole(full, kind, full.post(address(kind), **body))
    assert "Nonsense" not in made
    properties = (*kind.props, *kind.variants.get(made.get(kind.variant_by, ""), ()))
    shown = {each.name for each in properties if each.until > NEWEST and not each.never_returned}
    # The inputs of a step package belong only to documents that were created from one.
    assert shown - {"Password", "Inputs", "StepPackageVersion"} <= set(made)


@pytest.mark.fact("C.6")
@pytest.mark.parametrize("kind", NAMED, ids=lambda kind: str(kind.collection))
def test_writes_answer_201_and_200(full: Asker, kind: Kind) -> None:
    body = {kind.named_by: "Somewhere", **BODIES.get(kind.collection, {})}
    made = full("POST", address(kind), spelled_out(kind.collection, body))
    assert made.status_code == created_status(kind.collection)
    document = whole(full, kind, made.json())
    own = document["Links"]["Self"]
    put = full("PUT", own, {**document, "TaskQueueStopped": True})
    assert put.status_code == 200
    assert put.json() == {} if "PUT" in kind.answers_id else put.json()["Id"] == document["Id"]
    deleted = full("DELETE", own)
    assert (deleted.status_code, int(deleted.headers["Content-Length"]) > 0) == (200, True)
    full.refused("GET", own, status=404)


SECRETS: list[tuple[str, dict[str, Any], tuple[str, ...]]] = [
    ("proxies", {}, ("Password",)),
    ("accounts", {"AccountType": "UsernamePassword"}, ("Password",)),
    ("accounts", {"AccountType": "SshKeyPair"}, ("PrivateKeyFile", "PrivateKeyPassphrase")),
    ("accounts", {"AccountType": "Token"}, ("Token",)),
    ("accounts", {"AccountType": "AzureServicePrincipal", "SubscriptionNumber": "1"}, ("Password",)),
    ("accounts", {"AccountType": "AmazonWebServicesAccount", "AccessKey": "A"}, ("SecretKey",)),
    ("accounts", {"AccountType": "GoogleCloudAccount"}, ("JsonKey",)),
    ("feeds", {}, ("Password",)),
    ("feeds", {"FeedType": "S3"}, ("SecretKey",)),
    ("feeds", {"FeedType": "GcsStorage"}, ("ServiceAccountJsonKey",)),
]


@pytest.mark.fact("5.1", "C.7")
@pytest.mark.parametrize(("collection", "more", "secrets"), SECRETS, ids=str)
def test_every_secret(ask: Asker, collection: str, more: dict[str, Any], secrets: tuple[str, ...]) -> None:
    sent = {secret: {"HasValue": True, "NewValue": "hunter-22"} for secret in secrets}
    made = ask.post(f"/api/{collection}", Name="One", **{**BODIES[collection], **more}, **sent)
    own = made["Links"]["Self"]
    echoed = ask.put(own, made)
    for secret in secrets:
        assert made[secret] == echoed[secret] == {"HasValue": True, "NewValue": None, "Hint": None}
        assert ask.server.document(made["Id"])[secret]["Stored"] == "hunter-22"
    shown = json.dumps([made, echoed, ask.get(own), ask.get(f"/api/{collection}/all")])
    assert "hunter-22" not in shown
    for unset in ({"HasValue": False, "NewValue": None}, None):
        assert ask.put(own, {**made, secrets[0]: unset})[secrets[0]]["HasValue"] is False


@pytest.mark.fact("C.seed")
def test_a_new_server_has_its_first_documents(ask: Asker) -> None:
    space = ask.get("/api/spaces/Spaces-1")
    assert (space["Name"], space["IsDefault"]) == ("Default", True)
    assert ask.get("/api/users/Users-1")["Username"] == "admin"
    teams = {team["Id"]: team for team in ask.get("/api/teams/all")}
    assert set(teams) == {
        "teams-administrators", "teams-managers", "teams-everyone", "teams-spacemanagers-Spaces-1",
    }  # fmt: skip
    assert teams["teams-administrators"]["MemberUserIds"] == ["Users-1"]
    assert "teams-spacemanagers-Spaces-1" in space["SpaceManagersTeams"]
    feeds = {feed["FeedType"]: feed for feed in ask.get("/api/feeds/all")}
    assert set(feeds) == {"BuiltIn", "OctopusProject"}
    assert feeds["BuiltIn"]["Id"] == "feeds-builtin"
    assert feeds["OctopusProject"]["Id"] == "feeds-builtin-releases"
    assert feeds["OctopusProject"]["Name"] == "Octopus Server Releases (built-in)"
    defaults = {
        "lifecycles": "Lifecycles-1",
        "projectgroups": "ProjectGroups-1",
        "machinepolicies": "MachinePolicies-1",
        "workerpools": "WorkerPools-1",
    }
    for collection, own in defaults.items():
        assert [each["Id"] for each in ask.get(f"/api/{collection}/all")] == [own]
    assert ask.get("/api/machinepolicies/MachinePolicies-1")["IsDefault"] is True
    pool = ask.get("/api/workerpools/WorkerPools-1")
    assert (pool["IsDefault"], pool["WorkerPoolType"]) == (True, "StaticWorkerPool")
    roles = {role["Id"] for role in ask.get("/api/userroles/all")}
    assert {"userroles-systemadministrator", "userroles-spacemanager", "userroles-projectviewer"} <= roles


@pytest.mark.fact("C.seed", "C.11")
@pytest.mark.parametrize("kind", ["LifecycleRelease", "LifecycleTentacle", "RunbookRetention", "MachinePackageCache"])
def test_every_space_has_retention_policies(ask: Asker, kind: str) -> None:
    second = ask.post("/api/spaces", Name="Second", SpaceManagersTeams=["teams-administrators"])["Id"]
    for space in ("Spaces-1", second):
        found = ask.get(f"/api/{space}/retentionpolicies?RetentionType={kind.upper()}")
        assert (found["RetentionType"], found["SpaceId"]) == (kind, space)
        assert found["Strategy"] in ("Forever", "Count")


@pytest.mark.fact("C.12")
def test_the_first_questions_of_clients_are_answered(ask: Asker) -> None:
    me = ask.get("/api/users/me")
    assert (me["Username"], me["Id"]) == ("admin", "Users-1")
    found = ask.get(me["Links"]["Spaces"])
    assert isinstance(found, list), "no envelope"
    assert [(each["Id"], each["IsDefault"]) for each in found] == [("Spaces-1", True)]
    assert all(each["IsEnabled"] for each in ask.get("/api/configuration/feature-toggles")["FeatureToggles"])
    assert "GetAllSpacesRequest" in ask.get("/api/capabilities")["Capabilities"]


@pytest.mark.fact("C.11")
def test_a_library_set_brings_its_variables(ask: Asker) -> None:
    library = ask.post("/api/libraryvariablesets", Name="Logging")
    own = f"variableset-{library['Id']}"
    assert library["VariableSetId"] == own
    found = ask.get(library["Links"]["Variables"])
    assert (found["Id"], found["OwnerId"], found["Variables"]) == (own, library["Id"], [])


@pytest.mark.fact("C.11")
def test_a_new_project_has_its_first_documents(ask: Asker) -> None:
    shop: Any = project(ask)
    assert ask.get(shop["Links"]["Variables"])["OwnerId"] == shop["Id"]
    process = ask.get(shop["Links"]["DeploymentProcess"])
    assert (process["Id"], process["Steps"]) == (f"deploymentprocess-{shop['Id']}", [])
    assert ask.get(shop["Links"]["DeploymentSettings"])["ProjectId"] == shop["Id"]
    channel = ask.get(shop["Links"]["Channels"].split("{")[0])["Items"][0]
    assert (channel["Name"], channel["IsDefault"], channel["LifecycleId"]) == ("Default", True, None)


@pytest.mark.fact("C.2")
@pytest.mark.parametrize(("key", "text"), [("", "logged in"), ("API-WRONG", "API key you provided was not valid")])
def test_a_user_who_is_not_signed_in(ask: Asker, key: str, text: str) -> None:
    header = {"X-Octopus-ApiKey": key}
    for kind in LISTED:
        answer = ask("GET", address(kind), headers=header)
        assert answer.status_code == 401, kind.collection
        assert answer.headers["Content-Type"].startswith("application/json")
        assert text in answer.json()["ErrorMessage"]
    for path in ("/api", "/api/Spaces-1"):
        assert ask("GET", path, headers={"X-Octopus-ApiKey": ""}).status_code == 200
    assert ask("GET", "/api/Spaces-99", headers={"X-Octopus-ApiKey": ""}).status_code == 404


@pytest.mark.fact("C.13")
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
@pytest.mark.parametrize("path", ["/api/nothing", "/api/Spaces-1/nothing/1", "/api/environments/x/nothing"])
def test_every_error_is_json(ask: Asker, method: str, path: str) -> None:
    answer = ask(method, path, {})
    assert (answer.status_code, answer.headers["Content-Type"].split(";")[0]) == (404, "application/json")
    assert int(answer.headers["Content-Length"]) == len(answer.content)
    assert answer.json()["ErrorMessage"]


@pytest.mark.fact("C.6")
def test_a_space_whose_queue_runs_stays(ask: Asker) -> None:
    second = ask.post("/api/spaces", Name="Second", SpaceManagersTeams=["teams-administrators"])
    own = second["Links"]["Self"]
    assert "task queue" in ask.refused("DELETE", own)
    ask.put(own, {**second, "TaskQueueStopped": True})
    assert ask("DELETE", own).status_code == 200


@pytest.mark.fact("C.6")
def test_tags_that_something_bears_stay(ask: Asker) -> None:
    ask.post("/api/environments", Name="Live")
    ring = ask.post("/api/tagsets", Name="Ring", Tags=[{"Name": "Early", "Color": "#333333"}])
    bearer = ask.post("/api/machines", Name="one", **PLACE, Endpoint=TENTACLE, TenantTags=["Ring/Early"])
    assert "'one' uses it" in ask.refused("PUT", ring["Links"]["Self"], {**ring, "Tags": []})
    ask.put(bearer["Links"]["Self"], {**bearer, "TenantTags": []})
    assert ask.put(ring["Links"]["Self"], {**ring, "Tags": []})["Tags"] == []


@pytest.mark.fact("C.6")
def test_certificates_and_accounts_in_variables_stay(ask: Asker) -> None:
    shop: Any = project(ask)
    account = ask.post("/api/accounts", Name="Cloud", AccountType="Token")
    certificate = ask.post("/api/certificates", Name="TLS", CertificateData=CERTIFICATE)
    sent = [
        {"Name": "Account", "Type": "AzureAccount", "Value": account["Id"]},
        {"Name": "Certificate", "Type": "Certificate", "Value": certificate["Id"]},
    ]
    own = shop["Links"]["Variables"]
    ask.put(own, {**ask.get(own), "Variables": sent})
    for document in (account, certificate):
        assert "referenced by a variable" in ask.refused("DELETE", document["Links"]["Self"])
    ask.put(own, {**ask.get(own), "Variables": []})
    for document in (account, certificate):
        assert ask("DELETE", document["Links"]["Self"]).status_code == 200


@pytest.mark.fact("C.10")
def test_a_task_is_cancelled_and_says_what_it_did() -> None:
    with Emulator(task_seconds=60) as server:
        ask = Asker(server)
        task = ask.post("/api/tasks", Name="Backup")
        canceled = ask("POST", task["Links"]["Cancel"], {})
        assert (canceled.status_code, canceled.json()["State"]) == (200, "Cancelling")
        details = ask.get(task["Links"]["Details"].split("{")[0])
        log = details["ActivityLogs"][0]
        assert (log["Status"], log["Children"], details["Progress"]["ProgressPercentage"]) == ("Canceled", [], 100)

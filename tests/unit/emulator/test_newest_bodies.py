# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bodies of projects, users, teams, tasks and feeds by the API reference of 2026.3."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from emulator.testing import Emulator

from .conftest import Asker

PLACE = {"ProjectGroupId": "ProjectGroups-1", "LifecycleId": "Lifecycles-1"}
HELM = {"FeedType": "Helm", "FeedUri": "https://charts.example.com"}
TASK = {"Name": "Health", "Arguments": {"ProjectId": "Projects-1"}}
TEMPLATE = {"ActionType": "Octopus.Script"}


# A collection, the body of a new document, and the properties that only newer servers show.
SHOWN: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    (
        "projects",
        {"Name": "Shop", **PLACE},
        {"ProvisioningRunbookId": None, "DeprovisioningRunbookId": None},
    ),
    ("users", {"Username": "ada", "DisplayName": "Ada"}, {"ServiceAccountType": None}),
    ("tasks", TASK, {"ProjectId": "Projects-1", "EstimatedRemainingQueueDurationSeconds": 0}),
]


@pytest.mark.parametrize(("collection", "new", "shown"), SHOWN)
def test_newer_properties(
    ask: Asker, older: Asker, collection: str, new: dict[str, Any], shown: dict[str, Any]
) -> None:
    made = ask.post(f"/api/{collection}", **new)
    assert {name: made[name] for name in shown} == shown
    assert not set(shown) & set(older.post(f"/api/{collection}", **new))


# A collection, the body of a new document, an accepted property, and whether an unknown value is refused.
UNSAID: list[tuple[str, dict[str, Any], str, Any]] = [
    ("feeds", {"Name": "Charts", **HELM}, "ClientVersion", {"Format": "Semver", "Major": 1}),
    ("tasks", TASK, "Weight", 3),
    ("projects", {"Name": "Shop", **PLACE}, "RetainTenantConnections", True),
]


@pytest.mark.parametrize(("collection", "new", "prop", "value"), UNSAID)
def test_some_properties_are_accepted_and_never_shown(
    ask: Asker, collection: str, new: dict[str, Any], prop: str, value: Any
) -> None:
    made = ask.post(f"/api/{collection}", **new, **{prop: value})
    assert prop not in made and prop not in ask.get(made["Links"]["Self"])


# Mistakes in a new document that older servers accept.
WORDS: list[tuple[str, dict[str, Any], str]] = [
    ("feeds", {"Name": "Charts", **HELM, "ClientVersion": {"Format": "Latin"}}, "Format"),
    ("users", {"Username": "ci", "DisplayName": "CI", "IsService": True, "ServiceAccountType": "Robot"}, "Service"),
    ("projects", {"Name": "Shop", **PLACE, "DefaultPowerShellEdition": "Nano"}, "DefaultPowerShellEdition"),
    ("subscriptions", {"Name": "Mail", "EventNotificationSubscription": None}, "EventNotificationSubscription"),
    ("tasks", {**TASK, "Description": None}, "Description"),
]


@pytest.mark.parametrize(("collection", "new", "expected"), WORDS)
def test_newer_servers_refuse_more_mistakes(
    ask: Asker, older: Asker, collection: str, new: dict[str, Any], expected: str
) -> None:
    for each in (ask, older):
        each.server.on_purpose("*")
    assert expected in ask.refused("POST", f"/api/{collection}", new, as_it_is=True)
    assert older("POST", f"/api/{collection}", new).status_code == 201


def test_a_feed_of_the_type_none_is_known_and_not_made(ask: Asker, older: Asker) -> None:
    for each in (ask, older):
        each.server.on_purpose("*")
    assert "cannot be created" in ask.refused("POST", "/api/feeds", {"Name": "Nothing", "FeedType": "None"})
    assert "FeedType" in older.refused("POST", "/api/feeds", {"Name": "Nothing", "FeedType": "None"})


# A list, the body of the document that is found, the body of another one, and the query.
FILTERED: list[tuple[str, dict[str, Any], dict[str, Any], str]] = [
    ("lifecycles", {"Name": "Fast"}, {"Name": "Slow"}, "name=fast"),
    ("projectgroups", {"Name": "Web"}, {"Name": "Games"}, "name=web"),
    ("teams", {"Name": "Ops"}, {"Name": "Devs"}, "name=ops"),
    ("users", {"Username": "bot", "IsService": True}, {"Username": "ada"}, "isServiceAccount=true"),
    ("users", {"Username": "bot", "IsService": True, "ServiceAccountType": "Agent"}, {"Username": "ada"},
     "serviceAccountType=Agent"),
    ("users", {"Username": "away", "IsActive": False}, {"Username": "ada"}, "isActive=false"),
    ("tasks", {**TASK, "Description": "Look"}, {**TASK, "Description": "Other"}, "description=look"),
    ("tasks", {"Name": "Health", "Arguments": {"DeploymentBatchId": "b"}}, TASK, "batch=b"),
]  # fmt: skip


@pytest.mark.parametrize(("collection", "new", "other", "query"), FILTERED)
def test_lists_are_filtered(
    ask: Asker, older: Asker, collection: str, new: dict[str, Any], other: dict[str, Any], query: str
) -> None:
    shown = {"DisplayName": "Somebody"} if collection == "users" else {}
    for each, exact in ((ask, True), (older, False)):
        made = [each.post(f"/api/{collection}", **document, **shown)["Id"] for document in (new, other)]
        found = [item["Id"] for item in each.get(f"/api/{collection}?{query}")["Items"]]
        assert (found == made[:1]) is exact and (made[1] in found) is not exact, found


def test_environments_of_a_project_and_of_a_channel(ask: Asker, older: Asker) -> None:
    for each, ignored in ((ask, False), (older, True)):
        test, live = (each.post("/api/environments", Name=name)["Id"] for name in ("Test", "Live"))
        slow, fast = (
            each.post("/api/lifecycles", Name=name, Phases=[{"Name": "Only", "OptionalDeploymentTargets": [own]}])["Id"]
            for name, own in (("Slow", test), ("Fast", live))
        )
        shop = each.post("/api/projects", Name="Shop", **{**PLACE, "LifecycleId": slow})["Id"]

        def found(query: str, each: Asker = each) -> list[str]:
            return [environment["Id"] for environment in each.get(f"/api/environments/all?{query}")]

        assert found(f"projectId={shop}") == ([test, live] if ignored else [test])
        hotfix = each.post("/api/channels", Name="Hotfix", ProjectId=shop, LifecycleId=fast)["Id"]
        assert found(f"channelId={hotfix}") == ([test, live] if ignored else [live])
        assert found(f"projectId={shop}") == found("") == [test, live]
        assert found(f"projectId={shop}&ids={live}") == [live]
        plain = each.post("/api/projects", Name="Plain", **PLACE)["Id"]
        assert found(f"projectId={plain}") == [test, live], "a lifecycle without phases leads everywhere"


def test_spaces_are_found_by_name(ask: Asker, older: Asker) -> None:
    for each, names in ((ask, ["Default"]), (older, ["Default", "Other"])):
        each.post("/api/spaces", Name="Other", SpaceManagersTeams=["teams-administrators"])
        assert [space["Name"] for space in each.get("/api/spaces?name=default")["Items"]] == names


def test_tasks_are_found_by_when_they_were_queued(ask: Asker, older: Asker) -> None:
    for each, ignored in ((ask, False), (older, True)):
        made = each.post("/api/tasks", **TASK, Description="Look")["Id"]

        def finds(query: str, each: Asker = each, made: str = made) -> bool:
            return made in [task["Id"] for task in each.get(f"/api/tasks?{query}")["Items"]]

        assert finds("fromQueueDate=2020-01-01T00:00:00Z") and finds("toQueueDate=2100-01-01T00:00:00Z")
        assert finds("toQueueDate=2020-01-01T00:00:00Z") is ignored
        assert finds("fromQueueDate=2100-01-01T00:00:00Z") is ignored
        assert finds("hasPendingPreconditions=true") is ignored
        assert finds("tenantTag=Region/West") is ignored


def test_templates_of_the_community_differ_from_others(ask: Asker, older: Asker) -> None:
    for each, found in ((ask, 0), (older, 1)):
        each.post("/api/actiontemplates", Name="Mine", **TEMPLATE)
        assert each.get("/api/actiontemplates?isCommunityActionTemplate=false")["TotalResults"] == 1
        assert each.get("/api/actiontemplates?isCommunityActionTemplate=true")["TotalResults"] == found


def test_a_key_says_what_it_is_for(ask: Asker) -> None:
    own = "/api/users/Users-1/apikeys"
    made = ask("POST", own, {"Purpose": "Builds", "ActorType": "AiAgent"}).json()
    assert made["ActorType"] == "AiAgent" and "AccessLevel" not in made
    known = ask.get(f"{own}/{made['Id']}")
    assert (known["AccessLevel"], known["LastUsedTimeStamp"], known["IsLastUsedTimestampKnown"]) == (
        "FullAccess",
        None,
        False,
    )
    assert [each["Id"] for each in ask.get(f"{own}?partialPurpose=build")["Items"]] == [made["Id"]]
    assert ask.get(f"{own}?partialPurpose=other")["Items"] == []
    assert ask("POST", own, {}).status_code == 200, "the reference demands no purpose"


def test_a_key_without_an_expiry_gets_the_servers_default_and_null_asks_for_the_longest(ask: Asker) -> None:
    own = "/api/users/Users-1/apikeys"
    days = ask.get("/api/authentication")["ApiKeyDefaultExpiryDays"]
    made = ask("POST", own, {"Purpose": "Left out"}).json()
    lasts = datetime.fromisoformat(made["Expires"]) - datetime.fromisoformat(made["Created"])
    assert abs(lasts - timedelta(days=days)) < timedelta(seconds=1)
    assert ask("POST", own, {"Purpose": "Longest", "Expires": None}).json()["Expires"] is None
    with Emulator(server_version="2025.3.1000") as before:
        assert Asker(before)("POST", own, {"Purpose": "Left out"}).json()["Expires"] is None


def test_an_older_key_needs_a_purpose(older: Asker) -> None:
    older.server.on_purpose("Purpose")
    assert "Purpose" in older.refused("POST", "/api/users/Users-1/apikeys", {})


@pytest.mark.parametrize(
    ("collection", "new", "left_out"),
    [
        ("userroles", {"Name": "Readers", "GrantedSpacePermissions": ["ProjectView"]}, ("Name",)),
        (
            "projecttriggers",
            {
                "Name": "Nightly",
                "ProjectId": "Projects-1",
                "Filter": {"FilterType": "OnceDailySchedule", "StartTime": "2030-01-01T02:00:00.000Z"},
                "Action": {"ActionType": "AutoDeploy"},
            },
            ("Name", "Filter", "Action"),
        ),
    ],
)
def test_properties_that_a_put_need_not_repeat_are_kept(
    ask: Asker, older: Asker, collection: str, new: dict[str, Any], left_out: tuple[str, ...]
) -> None:
    for each in (ask, older):
        each.post("/api/projects", Name="Shop", **PLACE)
        each.server.on_purpose("*")
    made, known = (each.post(f"/api/{collection}", **new) for each in (ask, older))
    for prop in left_out:
        short = {name: value for name, value in made.items() if name != prop}
        assert ask.put(made["Links"]["Self"], short)[prop] == made[prop]
        assert prop in older.refused("PUT", known["Links"]["Self"], {**short, "Id": known["Id"]})


def test_a_user_says_if_it_is_active(ask: Asker, older: Asker) -> None:
    for each in (ask, older):
        each.server.on_purpose("IsActive")
    made, known = (each.post("/api/users", Username="ada", DisplayName="Ada") for each in (ask, older))
    del made["IsActive"], known["IsActive"]
    assert ask.refused("PUT", made["Links"]["Self"], made) == "The IsActive field is required."
    assert older.put(known["Links"]["Self"], known)["IsActive"] is True


def test_a_trigger_by_a_webhook(ask: Asker, older: Asker) -> None:
    for each in (ask, older):
        each.post("/api/projects", Name="Shop", **PLACE)
    started = {"FilterType": "WebhookFilter", "RequireApiKey": True}
    new = {"Name": "Hook", "ProjectId": "Projects-1", "Filter": started, "Action": {"ActionType": "AutoDeploy"}}
    made = ask.post("/api/projecttriggers", **new)
    changed = ask.put(made["Links"]["Self"], {**made, "Filter": {**started, "WebhookId": "another"}})
    assert changed["Filter"]["WebhookId"] == made["Filter"]["WebhookId"] != "another", "the server's own"
    older.server.on_purpose("*")
    assert "WebhookFilter" in older.refused("POST", "/api/projecttriggers", new)


def test_a_clone_that_the_body_names(ask: Asker, older: Asker) -> None:
    for each in (ask, older):
        each.post("/api/projects", Name="Shop", **PLACE, Description="Sells")
        each.server.on_purpose("Clone")
    new = {"Name": "Copy", **PLACE, "Clone": "Projects-1"}
    assert ask.post("/api/projects", **new)["ClonedFromProjectId"] == "Projects-1"
    assert older.post("/api/projects", **new)["ClonedFromProjectId"] is None
    assert "Projects-99" in ask.refused("POST", "/api/projects", {**new, "Name": "No", "Clone": "Projects-99"})


@pytest.mark.parametrize("retained", [True, False])
def test_a_clone_keeps_the_connections_of_tenants(ask: Asker, retained: bool) -> None:
    mode = {"TenantedDeploymentMode": "Tenanted"}
    ask.post("/api/projects", Name="Shop", **PLACE, **mode)
    ask.post("/api/environments", Name="Production")
    places = {"Projects-1": ["Environments-1"]}
    tenant = ask.post("/api/tenants", Name="Acme", ProjectEnvironments=places)
    copy = ask("POST", "/api/projects?clone=Projects-1", {"Name": "Copy", **PLACE, "RetainTenantConnections": retained})
    connected = {**places, copy.json()["Id"]: ["Environments-1"]} if retained else places
    assert ask.get(tenant["Links"]["Self"])["ProjectEnvironments"] == connected


def test_a_project_without_a_lifecycle(ask: Asker, older: Asker) -> None:
    new = {"Name": "Shop", "ProjectGroupId": "ProjectGroups-1"}
    assert ask.post("/api/projects", **new)["LifecycleId"] == "Lifecycles-1"
    older.server.on_purpose("LifecycleId")
    assert "LifecycleId" in older.refused("POST", "/api/projects", new)


def test_newer_servers_give_each_step_the_type_step(ask: Asker, older: Asker) -> None:
    for each, there in ((ask, "Step"), (older, None)):
        each.post("/api/projects", Name="Shop", **PLACE)
        own = "/api/deploymentprocesses/deploymentprocess-Projects-1"
        step = {"Name": "Run", "Actions": [{"Name": "Run", "ActionType": "Octopus.Script"}]}
        each.server.on_purpose("StartTrigger")
        late = {"Steps": [{**step, "StartTrigger": "Variable"}], "Version": 0}
        assert each("PUT", own, late).status_code == (200 if there else 400)
        version = each.get(own)["Version"]
        assert each.put(own, {"Steps": [step], "Version": version})["Steps"][0].get("Type") == there
        summary = each.get("/api/projects/Projects-1/summary")
        assert summary.get("HasBeenSuccessfullyDeployed") == (False if there else None)


def test_a_template_has_the_inputs_of_a_step_package_if_it_has_any(ask: Asker) -> None:
    assert {"Inputs", "StepPackageVersion"}.isdisjoint(ask.post("/api/actiontemplates", Name="Plain", **TEMPLATE))
    ask.server.on_purpose("*")
    sent = {"Inputs": {"image": "nginx"}, "StepPackageVersion": "1.0.0"}
    made = ask.post("/api/actiontemplates", Name="Packaged", **TEMPLATE, **sent)
    assert {name: made[name] for name in sent} == sent


def test_the_answer_to_signing_in_names_the_user(ask: Asker) -> None:
    signed = {"Username": ask.server.username, "Password": ask.server.password}
    answer = ask("POST", "/api/users/login", signed).json()
    assert (answer["Username"], answer["IsRequestor"], "Password" in answer) == ("admin", True, False)


def test_ways_to_sign_in_have_names(ask: Asker, older: Asker) -> None:
    for path in ("/api/authentication", "/api/users/authentication/Users-1"):
        newer, known = (each.get(path)["AuthenticationProviders"][0] for each in (ask, older))
        assert newer["DisplayName"] and "DisplayName" not in known


def test_a_search_among_providers(ask: Asker, older: Asker) -> None:
    ask.server.on_purpose("*")
    assert ask.get("/api/users/external-search?partialName=ada")["Results"] == []
    assert "partialName" in ask.refused("GET", "/api/users/external-search")
    assert older.get("/api/users/external-search?partialName=ada") == []


def test_a_search_in_a_space_needs_a_word(ask: Asker) -> None:
    ask.server.on_purpose("*")
    assert "keyword" in ask.refused("GET", "/api/spaces/Spaces-1/search")
    assert [each["Id"] for each in ask.get("/api/spaces/Spaces-1/search?keyword=lifecycle")] == ["Lifecycles-1"]
    ask.post("/api/projects", Name="Shop", **PLACE)
    ask("POST", "/api/projects/Projects-1/channels", {"Name": "Beta"})
    found = ask.get("/api/spaces/Spaces-1/search?keyword=beta")
    assert [each["Owner"] for each in found] == [{"Name": "Shop", "Type": "Project"}]


def test_a_new_git_credential_says_its_links(ask: Asker, older: Asker) -> None:
    details = {"Type": "UsernamePassword", "Username": "octopus", "Password": {"HasValue": True, "NewValue": "x"}}
    for each, expected in ((ask, {"Id", "Links"}), (older, {"Id"})):
        assert set(each.post("/api/Spaces-1/git-credentials", Name="Repository", Details=details)) == expected

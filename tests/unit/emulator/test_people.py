# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Users, keys, teams and roles: who may write what.

api: transport#sign-in, people#team, people#role, people#scoped-role, people#user
"""

from __future__ import annotations

from typing import Any

import pytest
import requests
from emulator.testing import Emulator

from .conftest import Asker


def key_of(ask: Asker, user: str) -> dict[str, str]:
    made = ask("POST", f"/api/users/{user}/apikeys", {"Purpose": "Tests"})
    assert made.status_code == 200
    return {"X-Octopus-ApiKey": made.json()["ApiKey"]}


@pytest.fixture
def ops(ask: Asker) -> Any:
    return ask.post("/api/users", Username="ops", DisplayName="Operations", Password="hunter-22")


def give(ask: Asker, user: Any, role: str, space: str | None) -> None:
    team = ask.post("/api/teams", Name=f"Team {role} {space}", MemberUserIds=[user["Id"]], SpaceId=space)
    ask.post("/api/scopeduserroles", TeamId=team["Id"], UserRoleId=role, SpaceId=space)


@pytest.mark.fact("5.26", "C.7")
def test_a_password_is_never_shown_and_lets_in(ask: Asker, ops: Any) -> None:
    assert "Password" not in ops
    assert "hunter-22" not in ask("GET", "/api/users").text + ask("GET", ops["Links"]["Self"]).text
    ask.put(ops["Links"]["Self"], {**ops, "DisplayName": "Ops"})
    own = {"Username": "OPS", "Password": "hunter-22"}
    login = f"{ask.server.url}/api/users/login"
    assert requests.post(login, json=own, timeout=10).status_code == 200, "a PUT without it keeps it"
    ask.put(ops["Links"]["Self"], {**ops, "IsActive": False})
    assert requests.post(login, json=own, timeout=10).status_code == 401


@pytest.mark.fact("5.26")
def test_identities_that_are_left_out_are_kept(ask: Asker, ops: Any) -> None:
    claim = {"Value": "o@example.com", "IsIdentifyingClaim": False}
    identity = {"IdentityProviderName": "Octopus ID", "Claims": {"email": claim}}
    ask.put(ops["Links"]["Self"], {**ops, "Identities": [identity]})
    body = {key: value for key, value in ops.items() if key != "Identities"}
    assert ask.put(ops["Links"]["Self"], body)["Identities"] == [identity]


@pytest.mark.fact("5.26")
def test_service_accounts(ask: Asker) -> None:
    robot = {"Username": "robot", "DisplayName": "Robot", "IsService": True}
    text = ask.refused("POST", "/api/users", {**robot, "Password": "x"})
    assert text == "Passwords cannot be set for service user accounts."
    assert ask.post("/api/users", **robot)["CanPasswordBeEdited"] is False


@pytest.mark.fact("5.27")
def test_a_key_belongs_to_its_user(ask: Asker, ops: Any) -> None:
    key = key_of(ask, ops["Id"])
    assert ask.get("/api/users/me", headers=key)["Username"] == "ops"
    listed = ask.get(f"/api/users/{ops['Id']}/apikeys")["Items"]
    assert listed[0]["ApiKey"] == {"HasValue": True, "NewValue": None, "Hint": key["X-Octopus-ApiKey"][:8]}
    foreign = ask("GET", "/api/users/Users-1/apikeys", headers=key)
    assert (foreign.status_code, "UserEdit" in foreign.json()["ErrorMessage"]) == (403, True)
    ask.put(ops["Links"]["Self"], {**ops, "IsActive": False})
    assert ask("GET", "/api/users/me", headers=key).status_code == 401
    ask.put(ops["Links"]["Self"], ops)
    assert ask("DELETE", listed[0]["Links"]["Self"]).status_code == 200
    assert ask("GET", "/api/users/me", headers=key).status_code == 401


def test_roles_say_who_may_write(ask: Asker, ops: Any) -> None:
    key = key_of(ask, ops["Id"])
    other = ask.post("/api/spaces", Name="Other", SpaceManagersTeams=["teams-administrators"])["Id"]
    first = ask("POST", "/api/environments", {"Name": "One"}, headers=key)
    assert first.status_code == 403
    assert first.json()["ErrorMessage"].endswith("Missing permission: EnvironmentCreate")
    give(ask, ops, "userroles-projectviewer", "Spaces-1")
    assert ask("POST", "/api/environments", {"Name": "One"}, headers=key).status_code == 403
    give(ask, ops, "userroles-spacemanager", other)
    assert ask("POST", f"/api/{other}/environments", {"Name": "One"}, headers=key).status_code == 201
    assert ask("POST", "/api/environments", {"Name": "One"}, headers=key).status_code == 403
    missing = ask("POST", f"/api/{other}/feeds", {"Name": "x"}, headers=key)
    assert missing.status_code == 400, "may, but says too little"
    permissions = ask.get(f"/api/users/{ops['Id']}/permissions")
    assert {each["SpaceId"] for each in permissions["SpacePermissions"]["EnvironmentCreate"]} == {other}


@pytest.mark.fact("5.2")
def test_space_managers_manage_their_space(ask: Asker, ops: Any) -> None:
    space = ask.post("/api/spaces", Name="Own", SpaceManagersTeamMembers=[ops["Id"]])["Id"]
    key = key_of(ask, ops["Id"])
    assert ask("POST", f"/api/{space}/environments", {"Name": "One"}, headers=key).status_code == 201
    document = ask.get(f"/api/spaces/{space}")
    team = ask.get(f"/api/teams/teams-spacemanagers-{space}")
    assert team["MemberUserIds"] == [ops["Id"]]
    ask.put(team["Links"]["Self"], {**team, "MemberUserIds": ["Users-1"]})
    assert ask.get(f"/api/spaces/{space}")["SpaceManagersTeamMembers"] == ["Users-1"], "the members are the team's"
    bare = {**document, "SpaceManagersTeams": [], "SpaceManagersTeamMembers": ["Users-1"]}
    changed = ask.put(document["Links"]["Self"], bare)
    assert changed["SpaceManagersTeams"] == [f"teams-spacemanagers-{space}"]
    assert "manager" in ask.refused("PUT", document["Links"]["Self"], {**bare, "SpaceManagersTeamMembers": []})


@pytest.mark.fact("C.6", "C.seed")
def test_built_in_people_teams_and_roles_stay(ask: Asker) -> None:
    everyone = ask.get("/api/teams/teams-everyone")
    own = everyone["Links"]["Self"]
    assert "renamed" in ask.refused("PUT", own, {**everyone, "Name": "Nobody"})
    assert "members" in ask.refused("PUT", own, {**everyone, "MemberUserIds": ["Users-1"]})
    assert "last administrator" in ask.refused("DELETE", "/api/users/Users-1")
    role = ask.get("/api/userroles/userroles-systemadministrator")
    assert "built in" in ask.refused("PUT", role["Links"]["Self"], role)
    viewer = ask.get("/api/userroles/userroles-projectviewer")
    assert ask.put(viewer["Links"]["Self"], {**viewer, "Description": "May look"})["Description"] == "May look"
    for each in (role, viewer):
        assert "built in" in ask.refused("DELETE", each["Links"]["Self"])


@pytest.mark.fact("5.32", "5.39", "C.6")
def test_roles_of_ones_own(ask: Asker) -> None:
    bare = ask.post("/api/userroles", Name="Bare", GrantedSpacePermissions=None)
    assert bare["GrantedSpacePermissions"] == []
    without = {**bare, "GrantedSystemPermissions": None}
    assert "Value cannot be null" in ask.refused("PUT", bare["Links"]["Self"], without)
    grants = {"GrantedSpacePermissions": ["EnvironmentView"], "GrantedSystemPermissions": []}
    assert "Fly" in ask.refused("POST", "/api/userroles", {"Name": "x", **grants, "GrantedSystemPermissions": ["Fly"]})
    role = ask.post("/api/userroles", Name="Deployer", **grants)
    assert role["SupportedRestrictions"] == []
    team = ask.post("/api/teams", Name="Deployers", SpaceId="Spaces-1")
    scoped = ask.post("/api/scopeduserroles", TeamId=team["Id"], UserRoleId=role["Id"], SpaceId="Spaces-1")
    assert ask.get(f"{team['Links']['Self']}/scopeduserroles")["Items"][0]["Id"] == scoped["Id"]
    assert "a team has it" in ask.refused("DELETE", role["Links"]["Self"])
    assert ask("DELETE", team["Links"]["Self"]).status_code == 200
    ask.refused("GET", scoped["Links"]["Self"], status=404)
    assert ask("DELETE", role["Links"]["Self"]).status_code == 200


def test_users_know_themselves(ask: Asker) -> None:
    marked = {user["Username"]: user["IsRequestor"] for user in ask.get("/api/users/all")}
    assert marked == {"admin": True, "viewer": False}


def test_how_a_user_signs_in(ask: Asker) -> None:
    link = ask.get("/api")["Links"]["UserAuthentication"]
    for address in (link.replace("{/userId}", ""), link.replace("{/userId}", "/Users-2")):
        found = ask.get(address)
        assert found["AuthenticationProviders"][0]["FormsLoginEnabled"]
        assert found["CanCurrentUserEditIdentitiesForUser"]
    ask.refused("GET", link.replace("{/userId}", "/Users-9"), status=404)


def test_nobody_else_uses_what_tests_hold_in_hand(ask: Asker) -> None:
    viewer = {"X-Octopus-ApiKey": ask.server.read_only_api_key}
    assert ask("GET", "/emulator/requests", headers=viewer).status_code == 403
    assert "A fault is an object" in ask.refused("POST", "/emulator/faults", {"stauts": 500})
    assert "drop is" in ask.refused("POST", "/emulator/faults", {"drop": "all"})
    ask.refused("GET", "/emulator/nothing", status=404)
    assert ask("POST", "/emulator/faults", {"status": 503, "times": 5}).status_code == 200
    assert ask("DELETE", "/emulator/faults").json() == []
    assert ask("GET", "/api").status_code == 200


@pytest.fixture
def robot(ask: Asker) -> Any:
    return ask.post("/api/users", Username="robot", DisplayName="Robot", IsService=True)


CI = {"Name": "CI", "Issuer": "https://ci.example.com", "Subject": "project:shop"}


def test_identities_of_a_service_account(ask: Asker, robot: Any) -> None:
    own = f"/api/serviceaccounts/{robot['Id']}/oidcidentities"
    made = ask("POST", f"{own}/create/v1", CI)
    assert (made.status_code, set(made.json())) == (201, {"Id"}), "the answer is the ID alone"
    one = f"{own}/{made.json()['Id']}/v1"
    assert ask.get(one) == {**CI, **made.json(), "ServiceAccountId": robot["Id"], "Audience": ""}
    assert ask.put(one, {**CI, "Subject": "project:tools"}) == {}
    listed = ask.get(f"{own}/v1?take=1")
    assert (listed["Count"], listed["OidcIdentities"][0]["Subject"]) == (1, "project:tools")
    assert listed["ExternalId"] == ask.get(f"{own}/v1")["ExternalId"]
    assert ask.get(f"{own}/v1?skip=1")["OidcIdentities"] == []
    assert "https" in ask.refused("POST", f"{own}/create/v1", {**CI, "Name": "x", "Issuer": "http://ci.example.com"})
    assert "Subject" in ask.refused("POST", f"{own}/create/v1", {"Name": "x", "Issuer": "https://ci.example.com"})
    assert "200" in ask.refused("POST", f"{own}/create/v1", {**CI, "Name": "x" * 201})
    assert "already exists" in ask.refused("POST", f"{own}/create/v1", CI)
    assert ask("DELETE", one).json() == {}
    ask.refused("GET", one, status=404)


def test_only_service_accounts_have_oidc_identities(ask: Asker, robot: Any, ops: Any) -> None:
    assert "service account" in ask.refused("GET", f"/api/serviceaccounts/{ops['Id']}/oidcidentities/v1")
    other = ask.post("/api/users", Username="other", DisplayName="Other", IsService=True)["Id"]
    made = ask("POST", f"/api/serviceaccounts/{robot['Id']}/oidcidentities/create/v1", CI).json()["Id"]
    assert ask("POST", f"/api/serviceaccounts/{other}/oidcidentities/create/v1", CI).status_code == 201
    ask.refused("GET", f"/api/serviceaccounts/{other}/oidcidentities/{made}/v1", status=404)
    assert ask("DELETE", robot["Links"]["Self"]).status_code == 200
    ask.refused("GET", f"/api/serviceaccounts/{robot['Id']}/oidcidentities/v1", status=404)
    viewer = {"X-Octopus-ApiKey": ask.server.read_only_api_key}
    create = f"/api/serviceaccounts/{other}/oidcidentities/create/v1"
    assert ask("POST", create, {**CI, "Name": "x"}, headers=viewer).status_code == 403


@pytest.mark.parametrize(
    ("password", "strong"),
    [("abc", False), ("password", False), ("Password", False), ("Password01", True), ("Tr0ub4dor&3", True)],
)
def test_a_password_is_strong_enough(ask: Asker, password: str, strong: bool) -> None:
    sent = {"Username": "new", "DisplayName": "New", "Password": password}
    answer = ask("POST", "/api/users", sent)
    assert answer.status_code == (201 if strong else 400)
    assert strong or "too weak" in answer.json()["Errors"][0]
    assert not strong or password not in answer.text


def test_an_identity_belongs_to_one_user(ask: Asker, ops: Any) -> None:
    claims = {"email": {"Value": "o@example.com", "IsIdentifyingClaim": True}}
    identity = {"IdentityProviderName": "Azure AD", "Claims": claims}
    ask.put(ops["Links"]["Self"], {**ops, "Identities": [identity]})
    assert "multiple logins" in ask.refused("PUT", ops["Links"]["Self"], {**ops, "Identities": [identity, identity]})
    other = {"Username": "two", "DisplayName": "Two", "Identities": [identity]}
    assert "matching external login" in ask.refused("POST", "/api/users", other)


def test_limits_of_a_user(ask: Asker) -> None:
    assert "64" in ask.refused("POST", "/api/users", {"Username": "x" * 65, "DisplayName": "X"})
    assert "256" in ask.refused("POST", "/api/users", {"Username": "x", "DisplayName": "X", "EmailAddress": "x" * 257})
    made = ask.post("/api/users", Username=" trimmed ", DisplayName="X")
    assert (made["Username"], bool(made["Created"])) == ("trimmed", True)


def test_nobody_deletes_themselves(ask: Asker, ops: Any) -> None:
    give(ask, ops, "userroles-systemadministrator", None)
    own = ask("DELETE", ops["Links"]["Self"], headers=key_of(ask, ops["Id"]))
    assert (own.status_code, "yourself" in own.json()["Errors"][0]) == (400, True)
    team = next(each for each in ask.get("/api/teams/all") if ops["Id"] in each["MemberUserIds"])
    assert ask("DELETE", ops["Links"]["Self"]).status_code == 200
    assert ask.get(team["Links"]["Self"])["MemberUserIds"] == []


def test_a_key_of_somebody_else(ask: Asker, ops: Any, robot: Any) -> None:
    made = ask("POST", f"/api/users/{ops['Id']}/apikeys", {"Purpose": "x", "Expires": "2020-01-01T00:00:00.000+00:00"})
    assert ask("GET", "/api/users/me", headers={"X-Octopus-ApiKey": made.json()["ApiKey"]}).status_code == 401, (
        "expired"
    )
    text = ask.refused("DELETE", f"/api/users/{robot['Id']}/apikeys/{made.json()['Id']}")
    assert text == "This ApiKey does not belong to the specified user."
    assert ask.get(f"/api/users/{ops['Id']}/apikeys")["Items"][0]["Expires"].startswith("2020-01-01")


def test_invitations(ask: Asker) -> None:
    made = ask.post("/api/users/invitations", AddToTeamIds=["teams-managers"])
    assert made["InvitationCode"]
    assert ask.get(made["Links"]["Self"])["AddToTeamIds"] == ["teams-managers"]
    assert "AddToTeamIds" in ask.refused("POST", "/api/users/invitations", {})


def test_fixed_roles_stay(ask: Asker) -> None:
    """The server gives them, nobody else changes them."""
    for team in ("teams-administrators", "teams-spacemanagers-Spaces-1"):
        document = ask.get(f"/api/teams/{team}")
        assert (document["CanChangeRoles"], document["CanBeDeleted"], document["CanBeRenamed"]) == (False, False, False)
        held = ask.get(document["Links"]["ScopedUserRoles"].split("{")[0])["Items"][0]
        assert "cannot be changed" in ask.refused("DELETE", held["Links"]["Self"])
        assert "cannot be changed" in ask.refused("PUT", held["Links"]["Self"], held)
        more = {"TeamId": team, "UserRoleId": "userroles-projectviewer", "SpaceId": "Spaces-1"}
        assert "cannot be changed" in ask.refused("POST", "/api/scopeduserroles", more)
    assert ask.get("/api/teams/teams-managers")["CanChangeRoles"] is True


def test_where_a_role_can_be_given(ask: Asker) -> None:
    other = ask.post("/api/spaces", Name="Other", SpaceManagersTeams=["teams-administrators"])["Id"]
    team = ask.post("/api/teams", Name="Deployers")["Id"]
    own = ask.post("/api/teams", Name="Own", SpaceId="Spaces-1")["Id"]
    viewer, manager = "userroles-projectviewer", "userroles-systemmanager"
    for refused in (
        {"TeamId": team, "UserRoleId": viewer},
        {"TeamId": team, "UserRoleId": manager, "SpaceId": "Spaces-1"},
        {"TeamId": own, "UserRoleId": viewer, "SpaceId": other},
        {"TeamId": own, "UserRoleId": viewer, "SpaceId": "Spaces-1", "ProjectIds": ["Projects-9"]},
    ):
        ask.refused("POST", "/api/scopeduserroles", refused)
    mine = ask.post("/api/Spaces-1/scopeduserroles", TeamId=own, UserRoleId=manager)
    assert mine["SpaceId"] is None, "without a SpaceId it is the server's, also for the team of a space"
    creator = ask.post("/api/userroles", Name="Creator", GrantedSpacePermissions=["AccountCreate", "AccountView"])["Id"]
    message = ask.refused("POST", "/api/Spaces-1/scopeduserroles", {"TeamId": own, "UserRoleId": creator})
    assert message == (
        "You cannot use a role with Space level permissions at the System level. "
        "Space level permissions: AccountCreate, AccountView"
    )
    for given in ({"UserRoleId": manager}, *({"UserRoleId": viewer, "SpaceId": each} for each in ("Spaces-1", other))):
        ask.post("/api/scopeduserroles", TeamId=team, **given)

    def of(query: str) -> list[str]:
        found = ask.get(f"/api/teams/{team}/scopeduserroles{query}")["Items"]
        return sorted(f"{each['SpaceId']}" for each in found)

    assert of("") == ["None", "Spaces-1", other]
    assert of(f"?spaces={other}") == ["None", other]
    assert of(f"?spaces={other}&includeSystem=false") == [other]


def test_the_members_of_teams(ask: Asker, ops: Any) -> None:
    team = ask.post("/api/teams", Name="Deployers", MemberUserIds=[ops["Id"]], SpaceId="Spaces-1")
    found = {each["TeamId"]: each for each in ask.get(f"/api/teammembership?userId={ops['Id']}")}
    assert set(found) == {team["Id"], "teams-everyone"}
    assert (found[team["Id"]]["TeamName"], found[team["Id"]]["IsDirectlyAssigned"]) == ("Deployers", True)
    assert "userId" in ask.refused("GET", "/api/teammembership")
    preview = ask("POST", "/api/teammembership/previewteam", {"Name": "x", "MemberUserIds": [ops["Id"]]})
    assert [each["UserId"] for each in preview.json()] == [ops["Id"]]


@pytest.mark.parametrize(
    ("version", "there", "missing"),
    [
        ("2020.5.0", "TaskView", "TaskViewLog"),
        ("2024.1.1", "InsightsReportView", "DeploymentFreezeAdminister"),
        ("2024.2.1", "DeploymentFreezeAdminister", "TargetTagView"),
        ("2025.4.1", "RetentionAdminister", "FeatureToggleEdit"),
        ("2026.2.1", "ApprovalPolicyAdminister", "ApprovalRuleAdminister"),
        ("2026.3.1", "ApprovalRuleAdminister", "ApprovalPolicyAdminister"),
    ],
)
def test_permissions_that_came_and_went(version: str, there: str, missing: str) -> None:
    with Emulator(server_version=version) as server:
        ask = Asker(server)
        known = ask.get("/api/permissions/all")
        assert (there in known, missing in known) == (True, False)
        ask.post("/api/userroles", Name="y", GrantedSpacePermissions=[there], GrantedSystemPermissions=[])
        server.on_purpose("UserRoleResource.GrantedSpacePermissions[]")
        role = {"Name": "x", "GrantedSpacePermissions": [missing], "GrantedSystemPermissions": []}
        assert missing in ask.refused("POST", "/api/userroles", role)
        for held in ask.get("/api/userroles/all"):
            assert missing not in [*held["GrantedSpacePermissions"], *held["GrantedSystemPermissions"]]


def test_where_permissions_count() -> None:
    with Emulator(server_version="2026.3.1") as server:
        known = Asker(server).get("/api/permissions/all")
    levels = {name: (each["CanApplyAtSpaceLevel"], each["CanApplyAtSystemLevel"]) for name, each in known.items()}
    assert (levels["DeploymentFreezeAdminister"], levels["UserView"]) == ((False, True),) * 2
    assert (levels["TeamView"], levels["TargetTagAdminister"]) == ((True, True), (True, False))
    assert known["AiAgentTranscriptView"]["SupportedRestrictions"] == ["Projects", "Environments", "Tenants"]
    assert known["TaskPrioritize"]["SupportedRestrictions"] == []


def test_the_managers_of_a_space_administer_freezes(ask: Asker, ops: Any) -> None:
    """The system permissions of a role count for the server, though the role is given in a space."""
    freeze = {"Name": "Summer", "Start": "2030-01-01T00:00:00Z", "End": "2030-01-02T00:00:00Z"}

    def allowed() -> bool:
        return ask("POST", "/api/deploymentfreezes", freeze, headers=mine).status_code == 201

    mine = key_of(ask, ops["Id"])
    assert not allowed()
    give(ask, ops, "userroles-spacemanager", "Spaces-1")
    assert allowed()


def test_older_servers_say_what_a_role_can_be_restricted_to() -> None:
    with Emulator(server_version="2024.4.1") as server:
        role = Asker(server).post(
            "/api/userroles", Name="x", GrantedSpacePermissions=["EnvironmentView"], GrantedSystemPermissions=[]
        )
    assert role["SupportedRestrictions"] == ["Environments"]


def test_roles_that_every_server_has(ask: Asker) -> None:
    roles = {each["Name"]: each for each in ask.get("/api/userroles/all")}
    assert {"System administrator", "Space manager", "Project deployer", "Runbook consumer", "Build server"} <= set(
        roles
    )
    assert roles["System administrator"]["GrantedSpacePermissions"] == []
    assert "AdministerSystem" in roles["System administrator"]["GrantedSystemPermissions"]
    assert "TaskView" in roles["Space manager"]["GrantedSpacePermissions"]
    assert not any(each["CanBeDeleted"] for each in roles.values())

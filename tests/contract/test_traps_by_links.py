# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The traps of kinds without a module: ``octopus_api`` sends the document that it read, with the body's changes."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from contract.conftest import Octopus
from contract.kinds.project import process_with_a_package_step
from emulator.samples import CERTIFICATE, OTHER_CERTIFICATE
from emulator.testing import Emulator

Step = str | tuple[str, str]


def follow(*steps: Step) -> list[dict[str, Any]]:
    """Links to follow, some with the name of the document to choose there."""
    return [{"link": each} if isinstance(each, str) else {"link": each[0], "name": each[1]} for each in steps]


def get(octopus: Octopus, *steps: Step) -> Any:
    return octopus.ok("octopus_api", {"follow": follow(*steps)})["response"]


def put(octopus: Octopus, *steps: Step, body: Any) -> Any:
    """Send a PUT twice; the second one changes nothing. Returns the server's answer."""
    options = {"follow": follow(*steps), "method": "PUT", "body": body}
    predicted = octopus.ok("octopus_api", options, check=True)
    done = octopus.ok("octopus_api", options)
    assert predicted["diff"] == done["diff"]
    assert (done["changed"], octopus.ok("octopus_api", options)["changed"]) == (True, False)
    return done["response"]


def shop(server: Emulator, **more: Any) -> Any:
    return server.seed("projects", Name="Shop", ProjectGroupId="ProjectGroups-1", LifecycleId="Lifecycles-1", **more)


VARIABLES: tuple[Step, ...] = (("Projects", "Shop"), "Variables")


def with_variables(octopus: Octopus, *variables: dict[str, Any]) -> list[Any]:
    """Give the project variables; returns them as they are read."""
    body = {"Variables": [{"Type": "String", **each} for each in variables]}
    octopus.ok("octopus_api", {"follow": follow(*VARIABLES), "method": "PUT", "body": body})
    return list(get(octopus, *VARIABLES)["Variables"])


@pytest.mark.fact("5.5")
def test_a_tenant_stays_connected(octopus: Octopus) -> None:
    connected = {shop(octopus.server, TenantedDeploymentMode="Tenanted")["Id"]: []}
    octopus.server.seed("tenants", Name="Acme", ProjectEnvironments=connected)
    assert put(octopus, ("Tenants", "Acme"), body={"Description": "x"})["ProjectEnvironments"] == connected


@pytest.mark.fact("5.6")
def test_a_tag_set_keeps_its_tags(octopus: Octopus) -> None:
    ring = octopus.server.seed("tagsets", Name="Ring", Tags=[{"Name": "Early", "Color": "#333333"}])
    assert put(octopus, ("TagSets", "Ring"), body={"Description": "x"})["Tags"] == ring["Tags"]


@pytest.mark.fact("5.7")
def test_a_library_set_keeps_its_templates(octopus: Octopus) -> None:
    made = octopus.server.seed("libraryvariablesets", Name="Common", Templates=[{"Name": "Owner"}])
    changed = put(octopus, ("LibraryVariables", "Common"), body={"Description": "x"})
    assert [each["Id"] for each in changed["Templates"]] == [each["Id"] for each in made["Templates"]]


@pytest.mark.fact("5.8", "5.9", "5.10", "5.13")
def test_variables_given_back_stay_as_they_are(octopus: Octopus) -> None:
    for name in ("One", "Two"):
        octopus.server.seed("environments", Name=name)
    shop(octopus.server)
    both = {"Environment": ["Environments-2", "Environments-1"]}
    secret = {"Name": "Key", "Type": "Sensitive", "Value": "hunter-22"}
    read = with_variables(octopus, {"Name": "Color", "Value": "red"}, {"Name": "Color", "Scope": both}, secret)
    same = {"follow": follow(*VARIABLES), "method": "PUT", "body": {"Variables": read}}
    assert octopus.ok("octopus_api", same)["changed"] is False
    answer = put(octopus, *VARIABLES, body={"Variables": [{**read[0], "Value": "blue"}, *read[1:]]})
    assert not answer, "a project's link leads to an address that answers nothing"
    after = get(octopus, *VARIABLES)
    assert after["ScopeValues"]["Environments"]
    assert [each["Id"] for each in after["Variables"]] == [each["Id"] for each in read]
    assert [each["Value"] for each in after["Variables"]] == ["blue", None, None]
    stored = octopus.server.document("variableset-Projects-1")["Variables"][2]["Value"]
    assert stored["Stored"] == "hunter-22", "null keeps it"


@pytest.mark.fact("5.12", "5.45", "C.8")
def test_a_change_that_another_wrote_meanwhile_is_not_written_over(
    octopus: Octopus, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop(octopus.server)
    with_variables(octopus, {"Name": "Color", "Value": "red"})
    options = {
        "follow": follow(*VARIABLES),
        "method": "PUT",
        "body": {"Variables": [{"Name": "Color", "Type": "String"}]},
    }
    send, raced = Client.send, list[str]()

    def sent(self: Client, method: str, *args: Any, **more: Any) -> Any:
        if method == "PUT" and not raced:
            raced.append(method)
            with_variables(octopus, {"Name": "Other", "Value": "theirs"})
        return send(self, method, *args, **more)

    monkeypatch.setattr(Client, "send", sent)
    result = octopus("octopus_api", options)
    assert (result["failed"], result["status"]) == (True, 400)
    assert "another user has made changes" in result["msg"]
    assert [each["Name"] for each in get(octopus, *VARIABLES)["Variables"]] == ["Other"]
    assert octopus.ok("octopus_api", options)["changed"] is True


@pytest.mark.fact("5.15", "5.17", "5.18", "C.9")
def test_a_process_given_back_stays_as_it_is(octopus: Octopus) -> None:
    process_with_a_package_step(octopus.server)
    own: tuple[Step, ...] = (("Projects", "Storefront"), "DeploymentProcess")
    steps = get(octopus, *own)["Steps"]
    same = {"follow": follow(*own), "method": "PUT", "body": {"Steps": steps}}
    assert octopus.ok("octopus_api", same)["changed"] is False
    action = {**steps[0]["Actions"][0], "Notes": "x"}
    after = put(octopus, *own, body={"Steps": [{**steps[0], "Actions": [action]}]})["Steps"][0]
    assert (after["Id"], after["Actions"][0]["Id"]) == (steps[0]["Id"], action["Id"])
    assert after["Actions"][0]["Packages"] == action["Packages"]
    assert put(octopus, *own, body={"Steps": []})["Steps"] == [], "a process is emptied, not deleted"


@pytest.mark.fact("5.21")
@pytest.mark.parametrize("version", ["2020.5.0", "2025.4.1"])
def test_the_lists_of_a_channel_are_kept_and_cleared(octopus: Octopus, version: str) -> None:
    with Emulator(server_version=version) as server:
        octopus.connection = {"octopus_url": server.url, "octopus_api_key": server.api_key}
        project = shop(server)
        server.seed("channels", Name="Beta", ProjectId=project["Id"], Rules=[{"VersionRange": "[1.0,2.0)"}])
        assert len(put(octopus, ("Channels", "Beta"), body={"Description": "x"})["Rules"]) == 1
        assert put(octopus, ("Channels", "Beta"), body={"Rules": []})["Rules"] == []


@pytest.mark.fact("5.26")
def test_a_user_keeps_identities_and_password(octopus: Octopus) -> None:
    identity = {
        "IdentityProviderName": "Octopus ID",
        "Claims": {"email": {"Value": "o@example.com", "IsIdentifyingClaim": True}},
    }
    person = {"DisplayName": "Operations", "Password": "hunter-22", "Identities": [identity]}
    octopus.server.seed("users", Username="ops", **person)
    octopus.ok(
        "octopus_api",
        {"follow": [{"link": "Users", "parameters": {"id": "Users-3"}}], "method": "PUT", "body": {"IsActive": False}},
    )
    kept = octopus.server.document("Users-3")
    assert (kept["IsActive"], kept["Password"], kept["Identities"]) == (False, "hunter-22", [identity])


@pytest.mark.fact("5.27")
def test_a_key_is_read_as_a_hint(octopus: Octopus) -> None:
    body = {"Purpose": "Tests"}
    made = octopus.ok("octopus_api", {"follow": follow("CurrentUser", "ApiKeys"), "method": "POST", "body": body})
    listed = get(octopus, "CurrentUser", "ApiKeys")["Items"]
    assert [each["Purpose"] for each in listed] == ["Tests"]
    assert made["response"]["ApiKey"] not in str(listed)


@pytest.mark.fact("5.28")
def test_a_certificate_is_replaced_under_its_name(octopus: Octopus) -> None:
    octopus.server.seed("environments", Name="Production")
    made = octopus.server.seed("certificates", Name="Cluster", CertificateData=CERTIFICATE)
    way = {"certificate_authentication": {"client_certificate": "Cluster"}, "cluster_url": "https://c.example.com"}
    machine = {"name": "one", "environments": ["Production"], "roles": ["web"], "kubernetes": way}
    octopus.ok("octopus_machine", machine)
    replacing = follow(("Certificates", "Cluster"), "Replace")
    body = {"certificateData": OTHER_CERTIFICATE}
    answer = octopus.ok("octopus_api", {"follow": replacing, "method": "POST", "body": body})["response"]
    assert (answer["Id"], answer["Thumbprint"] != made["Thumbprint"]) == (made["Id"], True)
    assert octopus.ok("octopus_machine", machine)["changed"] is False, "the archived copy bears the same name"


@pytest.mark.fact("5.31")
def test_a_registry_changes_its_type_first(octopus: Octopus) -> None:
    octopus.server.seed("feeds", Name="Images", FeedType="Docker", FeedUri="https://r")
    put(octopus, ("Feeds", "Images"), body={"FeedType": "AzureContainerRegistry"})
    signed = {"ClientId": "x", "TenantId": "y", "Audience": "z", "SubjectKeys": [], "SessionDuration": "3600"}
    oidc = {"OidcAuthentication": signed}
    assert put(octopus, ("Feeds", "Images"), body=oidc)["OidcAuthentication"] == signed


@pytest.mark.fact("5.32")
def test_a_role_keeps_its_permissions(octopus: Octopus) -> None:
    grants = {"GrantedSpacePermissions": ["EnvironmentView"], "GrantedSystemPermissions": []}
    octopus.server.seed("userroles", Name="Deployer", **grants)
    changed = put(octopus, ("UserRoles", "Deployer"), body={"Description": "x"})
    assert {key: changed[key] for key in grants} == grants


@pytest.mark.fact("5.39")
def test_a_team_keeps_its_roles(octopus: Octopus) -> None:
    team = octopus.server.seed("teams", Name="Deployers")
    role = {"TeamId": team["Id"], "UserRoleId": "userroles-projectviewer"}
    scoped = octopus.server.seed("scopeduserroles", **role)
    put(octopus, ("Teams", "Deployers"), body={"Description": "x"})
    found = get(octopus, ("Teams", "Deployers"), "ScopedUserRoles")["Items"]
    assert [each["Id"] for each in found] == [scoped["Id"]]


@pytest.mark.fact("C.12")
def test_the_spaces_of_a_user_are_a_bare_list(octopus: Octopus) -> None:
    assert [each["Name"] for each in get(octopus, "CurrentUser", "Spaces")] == ["Default"]
    home = get(octopus, "CurrentUser", ("Spaces", "Default"), "SpaceHome", "Environments")
    assert home["Links"]["Self"] == "/api/Spaces-1/environments?skip=0&take=10"


@pytest.mark.fact("C.13", "C.6")
def test_a_refusal_has_the_server_s_words(octopus: Octopus) -> None:
    gone = {"follow": [{"link": "Environments", "parameters": {"id": "Environments-9"}}]}
    result = octopus("octopus_api", gone)
    assert (result["status"], "not found" in result["msg"]) == (404, True)
    refused = octopus("octopus_api", {"follow": follow(("Teams", "Everyone")), "method": "DELETE"})
    assert (refused["status"], "cannot be deleted" in refused["msg"]) == (400, True)

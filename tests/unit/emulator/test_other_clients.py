# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The expectations of Octopus's .NET and Java clients, found by running them and their tests."""

from __future__ import annotations

import hashlib
import re
from typing import Any

import pytest
import requests
from emulator.testing import Emulator, spelled_out

from .conftest import Asker

MEMBERS = {"SpaceManagersTeamMembers": ["Users-1"]}
UNKNOWN = {"X-Octopus-ApiKey": "API-UNKNOWN"}
TEAMS_OF_A_SPACE = {"teams-spacemanagers-Spaces-1", "teams-spacemanagers-Spaces-2"}


def ids(page: Any) -> set[str]:
    return {each["Id"] for each in page["Items"]}


@pytest.fixture
def second(ask: Asker) -> str:
    return str(ask.post("/api/spaces", Name="Second", **MEMBERS)["Id"])


@pytest.mark.parametrize("address", ["/api/teams", "/api/Spaces-1/teams"])
def test_all_spaces_are_asked_for_by_a_word(ask: Asker, second: str, address: str) -> None:
    """MixedScopeBaseRepository of the .NET client sends it with each request of a repository without a space."""
    assert ids(ask.get(f"{address}?spaces=all&includeSystem=false")) == TEAMS_OF_A_SPACE
    assert ids(ask.get(f"{address}?spaces=ALL&includeSystem=true")) > TEAMS_OF_A_SPACE


@pytest.mark.parametrize("collection", ["tasks", "events", "subscriptions", "scopeduserroles", "userroles"])
def test_a_list_of_all_spaces_has_their_documents(ask: Asker, second: str, collection: str) -> None:
    listed = ask.get(f"/api/{collection}")
    assert ask.get(f"/api/{collection}?spaces=all&includeSystem=true")["TotalResults"] == listed["TotalResults"]
    roles = ask.get("/api/teams/teams-administrators/scopeduserroles?spaces=all")
    assert {each["SpaceId"] for each in roles["Items"]} >= {None, "Spaces-1"}


@pytest.mark.parametrize("default_space", [True, False])
def test_the_body_says_in_which_space_something_is_made(default_space: bool) -> None:
    """The .NET client adds the space to the body, with any address."""
    with Emulator(default_space=default_space) as server:
        ask = Asker(server)
        second = ask.post("/api/spaces", Name="Second", **MEMBERS)["Id"]
        for address in ("/api/teams", "/api/Spaces-1/teams"):
            made = ask.post(address, Name=f"By {address}", SpaceId=second)
            assert made["SpaceId"] == second
            assert ask.get(made["Links"]["Self"])["Id"] == made["Id"]
        assert "SpaceId" in ask.refused("POST", "/api/Spaces-1/teams", {"Name": "Nowhere", "SpaceId": "Spaces-99"})


def test_permission_to_write_in_one_space_is_none_for_another(ask: Asker, second: str) -> None:
    user = ask.post("/api/users", Username="one", DisplayName="One", Password="hunter-22")
    team = ask.post("/api/teams", Name="Ones", MemberUserIds=[user["Id"]], SpaceId="Spaces-1")
    ask.post("/api/scopeduserroles", TeamId=team["Id"], UserRoleId="userroles-spacemanager", SpaceId="Spaces-1")
    session = requests.Session()
    own = {"Username": "one", "Password": "hunter-22"}
    signed = session.post(f"{ask.server.url}/api/users/login", json=own, timeout=10)
    token = next(value for name, value in signed.cookies.items() if name.startswith("Octopus-Csrf-Token_"))
    made = [
        session.post(
            f"{ask.server.url}/api/Spaces-1/teams",
            json=spelled_out("teams", {"Name": f"In {space}", "SpaceId": space}),
            headers={"X-Octopus-Csrf-Token": token},
            timeout=10,
        ).status_code
        for space in ("Spaces-1", second)
    ]
    assert made == [201, 403]


def test_the_query_says_which_spaces_are_looked_at(ask: Asker, second: str) -> None:
    assert ids(ask.get(f"/api/Spaces-1/teams?spaces={second}")) == {f"teams-spacemanagers-{second}"}
    assert ids(ask.get("/api/Spaces-1/teams")) == {"teams-spacemanagers-Spaces-1"}
    both = ask.get(f"/api/Spaces-1/teams?spaces={second.lower()},Spaces-1&includeSystem=false")
    assert ids(both) == TEAMS_OF_A_SPACE


@pytest.mark.fact("C.4")
def test_page_links_say_how_much_to_take(ask: Asker) -> None:
    """The Java client refuses a ``Page.Next`` without ``&``; recorded pages of 2024 say both in each link."""
    for number in range(31):
        ask.server.seed("environments", Name=f"Environment {number}")
    own = "/api/Spaces-1/environments"
    links = ask.get(f"{own}?take=15")["Links"]
    assert links["Self"] == links["Page.Current"] == f"{own}?skip=0&take=15"
    assert (links["Page.Next"], links["Page.Last"]) == (f"{own}?skip=15&take=15", f"{own}?skip=30&take=15")
    second = ask.get(f"{own}?skip=30&take=30&partialName=Env")["Links"]
    assert second["Self"] == f"{own}?skip=30&take=30&partialName=Env"
    assert re.fullmatch(rf"{own}\?skip=0&take=\d+", ask.get(own)["Links"]["Self"])


def test_pages_of_a_server_without_spaces_are_as_they_were_recorded() -> None:
    with Emulator(spaces=False) as server:
        links = Asker(server).get("/api/environments")["Links"]
        assert (links["Self"], links["Page.Current"]) == ("/api/environments", "/api/environments?skip=0")


@pytest.mark.parametrize("path", ["/api", "/api/Spaces-1", "/api/serverstatus/health", "/api/environments"])
def test_an_unknown_key_is_refused_everywhere(ask: Asker, path: str) -> None:
    """OctopusDeploy/create-release-action has the text in its tests, the .NET client the root."""
    answer = ask("GET", path, headers=UNKNOWN)
    assert answer.status_code == 401
    assert answer.json()["ErrorMessage"].startswith("The API key you provided was not valid. Please double-check")
    assert answer.json()["ErrorMessage"].endswith("https://oc.to/ApiKey")


def test_without_a_key_the_root_is_open(ask: Asker) -> None:
    assert ask("GET", "/api", headers={"X-Octopus-ApiKey": ""}).status_code == 200
    assert ask("GET", "/app", headers=UNKNOWN).status_code == 200


def test_system_info_counts(ask: Asker) -> None:
    """SystemInfoResource of the .NET client: a TimeSpan and numbers."""
    found = ask.get("/api/serverstatus/system-info")
    assert re.fullmatch(r"(\d+\.)?\d\d:\d\d:\d\d(\.\d{7})?", found["Uptime"])
    assert found["WorkingSetBytes"] > 1_000_000
    assert found["ThreadCount"] >= 1
    assert found["MinThreadPoolCount"] >= 1
    with Emulator(server_version="2025.4.100") as older:
        assert "MinThreadPoolCount" not in Asker(older).get("/api/serverstatus/system-info")


@pytest.mark.fact("5.27")
@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("2030-03-04T05:06:07.6060000Z", "2030-03-04T05:06:07.606+00:00"),
        ("2030-03-04T05:06:07+02:00", "2030-03-04T03:06:07.000+00:00"),
        ("2030-03-04", "2030-03-04T00:00:00.000+00:00"),
        (None, None),
    ],
)
def test_the_expiry_of_a_key_is_written_as_other_moments_are(ask: Asker, sent: str | None, kept: str | None) -> None:
    made = ask("POST", "/api/users/Users-1/apikeys", {"Purpose": "Expiry", "Expires": sent}).json()
    assert made["Expires"] == kept
    assert ask("GET", "/api/users/me", headers={"X-Octopus-ApiKey": made["ApiKey"]}).status_code == 200


def test_a_key_that_has_expired_lets_nobody_in(ask: Asker) -> None:
    sent = {"Purpose": "Old", "Expires": "2020-01-01T00:00:00Z"}
    made = ask("POST", "/api/users/Users-1/apikeys", sent).json()
    assert ask("GET", "/api/users/me", headers={"X-Octopus-ApiKey": made["ApiKey"]}).status_code == 401
    text = ask.refused("POST", "/api/users/Users-1/apikeys", {"Purpose": "Never", "Expires": "never"})
    assert "DateTime" in text


@pytest.mark.parametrize("name", ["certificate-global", "azure-global"])
def test_a_certificate_of_the_server_can_be_downloaded(ask: Asker, name: str) -> None:
    """CertificateConfigurationRepository of the .NET client follows the link."""
    found = ask.get(f"/api/configuration/certificates/{name}")
    answer = ask("GET", found["Links"]["PublicCer"])
    assert answer.headers["Content-Type"] == "application/x-x509-ca-cert"
    assert hashlib.sha1(answer.content, usedforsecurity=False).hexdigest().upper() == found["Thumbprint"]
    listed = ask.get("/api/configuration/certificates")
    assert found in listed["Items"]
    assert listed["TotalResults"] == 2
    ask.refused("GET", "/api/configuration/certificates/mine/public-cer", status=404)


def test_the_second_cookie_is_the_token_against_forged_requests(ask: Asker) -> None:
    """The Java client takes the second ``Set-Cookie`` and looks at nothing else."""
    own = {"Username": ask.server.username, "Password": ask.server.password}
    answer = requests.post(f"{ask.server.url}/api/users/login", json=own, timeout=10)
    cookies = answer.raw.headers.getlist("Set-Cookie")
    assert cookies[0].startswith("OctopusIdentificationToken_")
    assert cookies[1].startswith("Octopus-Csrf-Token_")
    token = re.fullmatch(r"^.*?=([^;]*).*", cookies[1])
    assert token
    headers = {"X-Octopus-Csrf-Token": token[1], "Cookie": "; ".join(each.split(";")[0] for each in cookies)}
    made = requests.post(f"{ask.server.url}/api/environments", json={"Name": "One"}, headers=headers, timeout=10)
    assert made.status_code == 201

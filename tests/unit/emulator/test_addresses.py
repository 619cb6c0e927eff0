# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Routes and links: three spellings, any case, virtual directory, scrambled links; every link leads somewhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
import uritemplate
from emulator.kinds.registry import KINDS
from emulator.samples import CERTIFICATE, filled, own_samples
from emulator.testing import Emulator

from .conftest import Asker

# Leads to the portal, which is not emulated.
PORTAL = "/app"


@pytest.mark.parametrize(
    "path",
    [
        "/api/environments",
        "/api/Spaces-1/environments",
        "/api/spaces/Spaces-1/environments",
        "/API/ENVIRONMENTS",
        "/api/spaces-1/Environments/",
        "/api/environments?TAKE=5",
    ],
)
@pytest.mark.fact("C.1")
def test_spellings_of_a_route(ask: Asker, path: str) -> None:
    ask.post("/api/environments", Name="Production")
    found = ask.get(path)
    assert [each["Name"] for each in found["Items"]] == ["Production"]
    assert found["Links"]["Self"].split("?")[0] == "/api/Spaces-1/environments"


@pytest.mark.parametrize(
    "path",
    [
        "/api/nothing",
        "/api/Spaces-9/environments",
        "/nowhere",
        "/api/environments/x/y/z",
        "/api//environments",
        "/api/Spaces-1//environments",
        "/api/Spaces-1/projects/Projects-1//runbooks",
    ],
)
@pytest.mark.fact("C.13", "C.2")
def test_an_address_that_does_not_exist_is_not_found(ask: Asker, path: str) -> None:
    ask.refused("GET", path, status=404)


@pytest.mark.fact("C.1")
def test_an_id_in_any_case_or_a_slug(ask: Asker) -> None:
    made = ask.post("/api/projectgroups", Name="Web shop")
    for spelling in (made["Id"], made["Id"].upper(), "web-shop"):
        assert ask.get(f"/api/projectgroups/{spelling}")["Id"] == made["Id"]


@pytest.mark.fact("C.1")
def test_method_override(ask: Asker) -> None:
    made = ask.post("/api/environments", Name="Production")
    override = {"X-HTTP-Method-Override": "DELETE"}
    assert ask("POST", made["Links"]["Self"], {}, headers=override).status_code == 200
    ask.refused("GET", made["Links"]["Self"], status=404)


# The first document of each collection, for samples that refer to it.
FIRST = {kind.collection: f"{kind.id_prefix}-1" for kind in KINDS}


def furnished(server: Emulator) -> None:
    """A document of every kind, so that the crawl meets them all."""
    server.seed("environments", Name="Production")
    server.seed("projects", Name="Shop", ProjectGroupId="ProjectGroups-1", LifecycleId="Lifecycles-1")
    server.seed("libraryvariablesets", Name="Logging")
    server.seed(
        "git-credentials",
        Name="Repositories",
        Details={"Username": "deploy", "Password": {"HasValue": True, "NewValue": "x"}},
    )
    server.seed("actiontemplates", Name="Notify", ActionType="Octopus.Script")
    daily = {"FilterType": "OnceDailySchedule", "StartTime": "2026-01-01T09:00:00.000", "DaysOfWeek": ["Monday"]}
    action = {"ActionType": "AutoDeploy"}
    server.seed("projecttriggers", Name="Nightly", ProjectId="Projects-1", Filter=daily, Action=action)
    server.seed("accounts", Name="Deployer", AccountType="UsernamePassword", Username="deploy")
    server.seed("proxies", Name="Way out", Host="proxy.example.com", Port=80)
    server.seed("tenants", Name="Acme")
    server.seed("users", Username="robot", DisplayName="Robot", IsService=True)
    server.seed("tagsets", Name="Ring", Tags=[{"Name": "Early", "Color": "#333333"}])
    server.seed("certificates", Name="Cluster", CertificateData={"HasValue": True, "NewValue": CERTIFICATE})
    region = {"CommunicationStyle": "None"}
    server.seed("machines", Name="one", EnvironmentIds=["Environments-1"], Roles=["web"], Endpoint=region)
    tentacle = {"CommunicationStyle": "TentaclePassive", "Uri": "https://w:10933", "Thumbprint": "AB"}
    server.seed("workers", Name="worker", WorkerPoolIds=["WorkerPools-1"], Endpoint=tentacle)
    server.seed("subscriptions", Name="Failures")
    server.seed("releases", ProjectId="Projects-1", Version="1")
    task = server.seed("tasks", Name="Health", Arguments={"MachineIds": ["Machines-1"]})
    server.interrupt(task["Id"])
    in_git = server.seed("projects", Name="Site", ProjectGroupId="ProjectGroups-1", LifecycleId="Lifecycles-1")
    server.seed("releases", ProjectId=in_git["Id"], Version="1")
    server.convert(in_git["Id"], ConversionState={"RunbooksAreInGit": True})
    server.tag(in_git["Id"], "v1", "main")
    server.push("Shop.1.zip")
    server.seed("build-information", PackageId="Shop", Version="1", VcsType="Git")
    for collection, sample in own_samples().items():
        server.seed(collection, **filled(sample, FIRST))


def links(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, part in value.items():
            yield from part.items() if key == "Links" else links(part)
    elif isinstance(value, list):
        for part in value:
            yield from links(part)


NOT_FOR_READING = {
    *("SignIn", "SignOut", "EnvironmentSortOrder", "TagSetSortOrder", "WorkerPoolsSortOrder"),
    *("Cancel", "State", "Rerun", "Replace", "Archive", "Unarchive", "ActionsUpdate", "Submit"),
    *(
        "Invitations",
        "TeamMembershipPreviewTeam",
        "SnapshotVariables",
        "DeploymentPreviews",
        "CreateRunbookRun",
        "Prioritize",
        "RunbookRunPreview",
        "ResolveDefect",
        "ConvertToGit",
        "ConvertToVcs",
    ),
    *("Installation", "InstalledTemplate"),
    # A search needs a keyword, which the link of a space has no place for, and a space, for which the root's has one.
    *("Search", "SpaceSearch"),
    # The links of live status have places for IDs in the middle, so that a part of them is plain to see.
    *("LiveStatus", "TenantedLiveStatus"),
    *("PackagesBulk", "PackageUpload", "PackageDeltaUpload", "BuildInformationBulk"),
}
# A set of variables has an owner; there is no list of them all (api: variables#variable-set).
NO_LIST = "{/id}{?ids}"
PARAMETERS = {
    "host": "one.example.com",
    "spaceId": "Spaces-1",
    "retentionType": "LifecycleRelease",
    "userId": "Users-1",
    "project": "Projects-1",
    # A search needs a text; every name contains an empty one.
    "partialName": "",
    "keyword": "lifecycle",
    "packageId": "Shop",
    "projectIds": "Projects-1",
    "version": "1",
    "gitRef": "refs/heads/main",
}


@pytest.mark.parametrize("virtual_directory", ["", "/octopus"])
@pytest.mark.parametrize("scramble", [False, True])
@pytest.mark.fact("C.3")
def test_every_link_is_served(virtual_directory: str, scramble: bool) -> None:
    """From /api on, everything that can be reached can be read, and nothing but /api can be guessed."""
    with Emulator(scramble_links=scramble, virtual_directory=virtual_directory) as server:
        furnished(server)
        ask = requests.Session()
        ask.headers["X-Octopus-ApiKey"] = server.api_key
        host = "{0.scheme}://{0.netloc}".format(urlsplit(server.url))
        todo, seen, names = [f"{virtual_directory}/api"], set(), set()
        while todo:
            address = todo.pop()
            seen.add(address)
            answer = ask.get(f"{host}{address}", timeout=10)
            # An artifact has no content yet.
            assert answer.status_code in (200, 204), (address, answer.text)
            if "json" not in answer.headers["Content-Type"]:
                continue
            for name, template in links(answer.json()):
                names.add(name)
                assert template.startswith(virtual_directory)
                target = uritemplate.expand(template, PARAMETERS)
                if name not in NOT_FOR_READING and not template.endswith(NO_LIST) and PORTAL not in target:
                    todo += [target] if target not in seen else []
        assert len(seen) > 100
        assert {"Environments", "Projects", "Machines", "SpaceHome", "Preview", "Channels", "TasksTemplate"} <= names
        if virtual_directory:
            below = [address for address in sorted(seen) if "?" not in address][:20]
            outside = [f"{host}{address.removeprefix(virtual_directory)}" for address in below]
            assert {ask.get(address, timeout=10).status_code for address in outside} == {404}
        if scramble:
            plain = ask.get(f"{server.url}/api/Spaces-1/environments", timeout=10)
            assert plain.status_code == 404
            assert not any("nvironments" in address for address in seen)


@pytest.mark.fact("C.1")
def test_without_a_default_space() -> None:
    with Emulator(default_space=False) as server:
        ask = Asker(server)
        assert "Environments" not in ask.get("/api")["Links"]
        assert "Spaces" in ask.get("/api")["Links"]
        ask.refused("GET", "/api/environments", status=404)
        assert ask.get("/api/Spaces-1/environments")["Items"] == []


def test_before_there_were_spaces() -> None:
    with Emulator(spaces=False, server_version="2018.12.0") as server:
        ask = Asker(server)
        root = ask.get("/api")
        assert "Spaces" not in root["Links"]
        assert root["Links"]["Environments"].startswith("/api/environments{/id}")
        made = ask.post("/api/environments", Name="Production")
        assert "SpaceId" not in made
        assert made["Links"]["Self"] == "/api/environments/Environments-1"


@pytest.mark.fact("C.2")
def test_roots(ask: Asker) -> None:
    root = ask.get("/api", headers={"X-Octopus-ApiKey": ""})
    assert (root["Application"], root["ApiVersion"]) == ("Octopus Deploy", "3.0.0")
    home = ask.get("/api/Spaces-1", headers={"X-Octopus-ApiKey": ""})
    assert "Version" not in home
    assert home["Links"]["Environments"].startswith("/api/Spaces-1/environments")
    assert home["Links"]["Tasks"].startswith("/api/Spaces-1/tasks")

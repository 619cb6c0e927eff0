# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Git credentials (api: accounts#git-credential)."""

from __future__ import annotations

from typing import Any

import pytest
from emulator.testing import Emulator

from .conftest import Asker
from .test_collections import names
from .test_documents import project

LIST = "/api/git-credentials"
SECRET = {"HasValue": True, "NewValue": "hunter-22"}
DETAILS = {"Type": "UsernamePassword", "Username": " deploy ", "Password": SECRET}
ONLY_HERE = {"Enabled": True, "AllowedRepositories": ["https://git.example.com/*"]}


@pytest.fixture
def credential(ask: Asker) -> Any:
    """Create a Git credential and read it: the answer to a POST has only its address."""
    answered = ask.post(LIST, Name="Repositories", Details=DETAILS, RepositoryRestrictions=ONLY_HERE)
    assert set(answered) == {"Id", "Links"}
    return ask.get(f"{LIST}/{answered['Id']}")


@pytest.mark.fact("5.29")
def test_writes_answer_with_the_id_alone(ask: Asker, credential: Any) -> None:
    own = credential["Links"]["Self"]
    assert ask.put(own, {**credential, "Description": "For all"}) == {}, "nothing is said of one that was changed"
    assert ask.get(own)["Description"] == "For all"
    with Emulator(server_version="2026.2.1000") as server:
        older = Asker(server)
        made = older.post(LIST, Name="Repositories", Details=DETAILS)
        read = older.get(f"{LIST}/{made['Id']}")
        assert older.put(read["Links"]["Self"], read) == made == {"Id": read["Id"]}


@pytest.mark.fact("5.1", "C.7")
def test_the_password_is_kept_and_never_shown(ask: Asker, credential: Any) -> None:
    hidden = {"HasValue": True, "NewValue": None, "Hint": None}
    assert credential["Details"] == {"Type": "UsernamePassword", "Username": "deploy", "Password": hidden}
    ask.put(credential["Links"]["Self"], credential)
    assert ask.server.document(credential["Id"])["Details"]["Password"]["Stored"] == "hunter-22"
    unset = {**credential, "Details": {**credential["Details"], "Password": {"HasValue": False, "NewValue": None}}}
    ask.put(credential["Links"]["Self"], unset)
    assert not ask.get(credential["Links"]["Self"])["Details"]["Password"]["HasValue"]


def test_restrictions_are_kept_by_null(ask: Asker, credential: Any) -> None:
    ask.put(credential["Links"]["Self"], {**credential, "RepositoryRestrictions": None})
    assert ask.get(credential["Links"]["Self"])["RepositoryRestrictions"] == ONLY_HERE
    open_one = ask.post(LIST, Name="Open", Details={"Username": "deploy", "Password": SECRET})["Id"]
    unrestricted = {"Enabled": False, "AllowedRepositories": []}
    assert ask.get(f"{LIST}/{open_one}")["RepositoryRestrictions"] == unrestricted


def test_wrong_credentials_are_refused_and_others_found(ask: Asker, credential: Any) -> None:
    assert "Details" in ask.refused("POST", LIST, {"Name": "Other"})
    assert "Username" in ask.refused("POST", LIST, {"Name": "Other", "Details": {"Password": SECRET}})
    assert "already exists" in ask.refused("POST", LIST, {"Name": "repositories", "Details": DETAILS})
    ask.post(LIST, Name="Other", Details=DETAILS)
    assert names(ask.get(f"{LIST}?name=REPOSITORIES")) == ["Repositories"]
    ask.refused("GET", f"{LIST}/all", status=404)


@pytest.mark.fact("C.6")
def test_the_projects_that_use_a_credential_are_named(ask: Asker, credential: Any) -> None:
    project(ask)
    assert ask.get(credential["Links"]["Usage"]) == {"Projects": [], "OtherProjects": 0}
    opened = {"Type": "Reference", "Id": credential["Id"]}
    ask.server.convert("Projects-1", Url="https://git.example.com/shop", Credentials=opened)
    shop = {"ProjectId": "Projects-1", "Slug": "shop", "Name": "Shop", "RepositoryUrl": "https://git.example.com/shop"}
    assert ask.get(credential["Links"]["Usage"]) == {"Projects": [shop], "OtherProjects": 0}
    assert "project 'Shop' uses it" in ask.refused("DELETE", credential["Links"]["Self"])


def test_older_servers_do_not_restrict() -> None:
    with Emulator(server_version="2022.4.0") as server:
        ask = Asker(server)
        own = ask.post(LIST, Name="Repositories", Details=DETAILS, RepositoryRestrictions=ONLY_HERE)["Id"]
        assert "RepositoryRestrictions" not in ask.get(f"{LIST}/{own}")


NEWEST = "/api/Spaces-1/git-credentials"
BY_KEY = {"Type": "SshKey", "Username": "git", "PrivateKey": SECRET, "Passphrase": {"HasValue": False}}


def test_a_key_goes_by_the_newest_addresses(ask: Asker) -> None:
    """[GO pkg/credentials/service_v2.go, ssh_key.go]"""
    made = ask("POST", f"{NEWEST}/v2", {"Name": "Key", "Details": BY_KEY})
    assert made.status_code == 201 and set(made.json()) == {"Id"}, "no links"
    own = f"{NEWEST}/{made.json()['Id']}/v2"
    found = ask.get(own)["GitCredential"]
    hidden = {"NewValue": None, "Hint": None}
    assert found["Details"] == {
        "Type": "SshKey",
        "Username": "git",
        "PrivateKey": {"HasValue": True, **hidden},
        "Passphrase": {"HasValue": False, **hidden},
    }
    assert "Links" not in found
    assert ask.put(own, {**found, "Description": "Opens all"}) == {}
    assert ask.server.document(found["Id"])["Details"]["PrivateKey"]["Stored"] == "hunter-22"
    page = ask.get(f"{NEWEST}/v2?name=key")
    assert [each["Description"] for each in page["Items"]] == ["Opens all"]
    assert "Links" not in page and "Links" not in page["Items"][0]
    ask.server.on_purpose("*")
    assert "PrivateKey" in ask.refused("POST", f"{NEWEST}/v2", {"Name": "None", "Details": {"Type": "SshKey"}})


def test_older_addresses_know_passwords_alone(ask: Asker, credential: Any) -> None:
    ask.server.on_purpose("*")
    for address in (LIST, f"{NEWEST}/v1"):
        message = ask.refused("POST", address, {"Name": "Key", "Details": BY_KEY})
        assert "Password" in message
    by_version = f"{NEWEST}/{credential['Id']}/v1"
    found = ask.get(by_version)["GitCredential"]
    assert found == ask.get(credential["Links"]["Self"])
    assert ask.put(by_version, {**found, "Description": "For all"}) == {}
    listed = ask.get(f"{NEWEST}/v1")["GitCredentials"]
    assert [each["Description"] for each in listed["Items"]] == ["For all"]
    assert ask.get(f"{NEWEST}/{credential['Id']}/usage/v1") == {"Projects": [], "OtherProjects": 0}
    assert ask("DELETE", by_version).status_code == 200
    ask.refused("GET", by_version, status=404)


@pytest.mark.parametrize("named", ["Anonymous", "Library", "GitHub", "NotSpecified"])
def test_words_for_what_is_not_in_the_library(ask: Asker, named: str) -> None:
    ask.server.on_purpose("*")
    message = ask.refused("POST", f"{NEWEST}/v2", {"Name": "Other", "Details": {"Type": named}})
    assert message == f"A Git credential of the type '{named}' cannot be added to the library."
    assert "Type" in ask.refused("POST", f"{NEWEST}/v2", {"Name": "Other", "Details": {"Type": "Nonsense"}})


def test_servers_from_before_there_were_keys() -> None:
    with Emulator(server_version="2026.1.1000") as server:
        older = Asker(server)
        server.on_purpose("*")
        older.refused("GET", f"{NEWEST}/v2", status=404)
        older.refused("POST", f"{NEWEST}/v1", {"Name": "Key", "Details": BY_KEY}, status=404)
        assert "SshKey" in older.refused("POST", LIST, {"Name": "Key", "Details": BY_KEY})


def test_the_newest_addresses_are_below_a_space_alone(ask: Asker, credential: Any) -> None:
    for path in ("v1", "v2", f"{credential['Id']}/v2"):
        ask.refused("GET", f"{LIST}/{path}", status=404)

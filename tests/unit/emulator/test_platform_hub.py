# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Platform Hub (api: settings#settings)."""

from __future__ import annotations

from typing import Any

import pytest
from emulator.testing import Emulator

from .conftest import Asker

HUB = "/api/platformhub"
ACCOUNTS, CREDENTIALS, REPOSITORY = f"{HUB}/accounts", f"{HUB}/git-credentials", f"{HUB}/versioncontrol"
SECRET = {"HasValue": True, "NewValue": "hunter-22"}
HIDDEN = {"HasValue": True, "NewValue": None, "Hint": None}
DETAILS = {"Type": "UsernamePassword", "Username": "deploy", "Password": SECRET}


@pytest.fixture
def account(ask: Asker) -> str:
    return str(ask.post(ACCOUNTS, Name="Cloud", AccountType="UsernamePassword", Username="a", Password=SECRET)["Id"])


def test_an_account_is_read_after_it_was_written(ask: Asker, account: str) -> None:
    own = f"{ACCOUNTS}/{account}"
    read = ask.get(own)
    assert read == {
        "Id": account,
        "Name": "Cloud",
        "Slug": "cloud",
        "Description": "",
        "AccountType": "UsernamePassword",
        "Username": "a",
        "Password": HIDDEN,
    }
    assert ask.put(own, {**read, "Description": "Of all spaces"}) == {}
    assert ask.get(own)["Description"] == "Of all spaces"
    assert ask.server.document(account)["Password"]["Stored"] == "hunter-22"
    assert ask("DELETE", own).json() == {}
    assert ask.refused("GET", own, status=404)


def test_accounts_are_listed_by_name_and_types(ask: Asker, account: str) -> None:
    ask.post(ACCOUNTS, Name="Google", AccountType="GoogleCloudAccount", JsonKey=SECRET)
    page = ask.get(ACCOUNTS)
    assert [each["Name"] for each in page["Items"]] == ["Cloud", "Google"]
    assert "Links" not in page and "IsStale" not in page
    for query in ("name=google", "accountType=GoogleCloudAccount,AzureOidc", "skip=1"):
        assert [each["Name"] for each in ask.get(f"{ACCOUNTS}?{query}")["Items"]] == ["Google"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"Name": "cloud", "AccountType": "UsernamePassword", "Username": "a"}, "already exists"),
        ({"Name": "Key", "AccountType": "SshKeyPair", "Username": "a"}, "AccountType"),
        ({"Name": "Other", "AccountType": "UsernamePassword"}, "Username"),
        ({"AccountType": "UsernamePassword", "Username": "a"}, "Name"),
    ],
)
def test_accounts_that_are_refused(ask: Asker, account: str, body: dict[str, Any], expected: str) -> None:
    assert expected in ask.refused("POST", ACCOUNTS, body)


def test_a_git_credential_is_the_servers_and_not_a_spaces(ask: Asker) -> None:
    made = ask.post(CREDENTIALS, Name="Templates", Details=DETAILS)
    assert set(made) == {"Id"}
    own = f"{CREDENTIALS}/{made['Id']}"
    read = ask.get(own)
    assert read["Details"] == {**DETAILS, "Password": HIDDEN}
    assert read["RepositoryRestrictions"] == {"Enabled": False, "AllowedRepositories": []}
    assert "Links" not in read and "SpaceId" not in read
    assert ask.get("/api/git-credentials")["Items"] == []
    assert ask.put(own, {**read, "Name": "Policies"}) == {}
    assert [each["Name"] for each in ask.get(CREDENTIALS)["Items"]] == ["Policies"]
    ask("DELETE", own)
    assert ask.get(CREDENTIALS)["TotalResults"] == 0


def test_a_key_is_written_by_the_newest_address(ask: Asker) -> None:
    by_key = {"Type": "SshKey", "Username": "git", "PrivateKey": SECRET, "Passphrase": {"HasValue": False}}
    made = ask.post(f"{CREDENTIALS}/v2", Name="Key", Details=by_key)
    own = f"{CREDENTIALS}/{made['Id']}/v2"
    read = ask.get(own)
    assert (read["Details"]["Type"], read["Details"]["PrivateKey"]) == ("SshKey", HIDDEN)
    assert ask.put(own, {**read, "Description": "By key"}) == {}
    assert [each["Description"] for each in ask.get(f"{CREDENTIALS}/v2")["Items"]] == ["By key"]


def test_the_repository_is_empty_until_it_is_set(ask: Asker) -> None:
    assert ask.get(REPOSITORY)["Url"] == ""
    settings = {"Url": "https://git.example.com/hub.git", "DefaultBranch": "main", "BasePath": ".octopus"}
    answer = ask.put(REPOSITORY, {**settings, "Credentials": DETAILS})
    assert answer == ask.get(REPOSITORY) == {**settings, "Credentials": {**DETAILS, "Password": HIDDEN}}
    assert ask.put(REPOSITORY, {**answer, "BasePath": ".hub"})["Credentials"]["Password"] == HIDDEN
    assert ask.put(REPOSITORY, {**settings, "Credentials": {"Type": "Anonymous"}})["Credentials"] == {
        "Type": "Anonymous"
    }
    made = ask.post(CREDENTIALS, Name="Templates", Details=DETAILS)["Id"]
    named = {"Type": "Reference", "Id": made}
    assert ask.put(REPOSITORY, {**settings, "Credentials": named})["Credentials"] == named
    for wrong in ({"Type": "Reference", "Id": "None-1"}, {"Type": "Nonsense"}):
        ask.refused("PUT", REPOSITORY, {**settings, "Credentials": wrong})
    assert "Url" in ask.refused("PUT", REPOSITORY, {**settings, "Url": "", "Credentials": named})


def test_servers_from_before_the_platform_hub(ask: Asker) -> None:
    with Emulator(server_version="2025.1.1000") as server:
        for address in (ACCOUNTS, CREDENTIALS, REPOSITORY):
            Asker(server).refused("GET", address, status=404)
    with Emulator(server_version="2026.1.1000") as server:
        older = Asker(server)
        assert older.get(CREDENTIALS)["Items"] == []
        older.refused("GET", f"{CREDENTIALS}/v2", status=404)
        assert older.get(REPOSITORY)["Url"] == ""

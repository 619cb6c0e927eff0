# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The server answers a write with the ID alone; documents with a Git credential keep it."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from contract.conftest import Octopus, on
from contract.doors import Door
from emulator.testing import Emulator

MODULE = "octopus_git_credential"
SHOP: dict[str, Any] = {"name": "Shop repositories", "details": {"username": "octopus-bot", "password": "hunter-22"}}
ONLY_HERE = {"enabled": True, "allowed_repositories": ["https://git.example.com/shop/*"]}


@pytest.mark.fact("5.29")
def test_a_written_document_is_returned_whole(octopus: Octopus) -> None:
    made = octopus.ok(MODULE, SHOP)["resource"]
    assert (made["Name"], made["Details"]["Username"]) == ("Shop repositories", "octopus-bot")
    changed = octopus.ok(MODULE, {"name": "Shop repositories", "new_name": "Shop", "description": "May read"})
    assert (changed["id"], changed["resource"]["Name"]) == (made["Id"], "Shop")
    assert changed["resource"]["Description"] == "May read"


@pytest.mark.fact("5.29")
def test_a_configuration_makes_and_changes_a_git_credential(octopus: Octopus) -> None:
    config = {"git_credentials": [{**SHOP, "repository_restrictions": ONLY_HERE}]}
    octopus.ok("octopus_config", {"config": config})
    assert octopus.ok("octopus_config", {"config": config})["changed"] is False
    other = {"git_credentials": [{**SHOP, "details": {**SHOP["details"], "username": "shop-bot"}}]}
    done = octopus.ok("octopus_config", {"config": other})
    assert (done["changed"], done.get("warnings")) == (True, None)
    kept = octopus.server.document("GitCredentials-1")["Details"]
    assert (kept["Username"], kept["Password"]["Stored"]) == ("shop-bot", "hunter-22")


def test_restrictions_that_nobody_speaks_of_stay(octopus: Octopus) -> None:
    octopus.ok(MODULE, {**SHOP, "repository_restrictions": ONLY_HERE})
    octopus.ok(MODULE, {"name": "Shop repositories", "description": "May read"})
    octopus.ok(MODULE, {"name": "Shop repositories", "repository_restrictions": {"enabled": True}})
    kept = octopus.server.document("GitCredentials-1")["RepositoryRestrictions"]
    assert kept == {"Enabled": True, "AllowedRepositories": ["https://git.example.com/shop/*"]}


@pytest.mark.fact("C.6")
def test_a_git_credential_that_opens_a_repository_stays(octopus: Octopus) -> None:
    credential = octopus.ok(MODULE, SHOP)["id"]
    named = {"Name": "Storefront", "ProjectGroupId": "ProjectGroups-1", "LifecycleId": "Lifecycles-1"}
    project = octopus.server.seed("projects", **named)
    octopus.server.convert(project["Id"], Credentials={"Type": "Reference", "Id": credential})
    result = octopus(MODULE, {"name": "Shop repositories", "state": "absent"})
    assert (result["failed"], "Storefront" in result["msg"]) == (True, True), result["msg"]


KEY = "-----BEGIN OPENSSH PRIVATE KEY-----\nhunter-22\n-----END OPENSSH PRIVATE KEY-----"
BY_KEY: dict[str, Any] = {
    "name": "By key",
    "ssh_key": {"username": "git", "private_key": KEY, "passphrase": "hunter-23"},
}
# The addresses that take a key are below a space alone.
IN_SPACE = "/api/Spaces-1/git-credentials"


def test_a_key_goes_to_the_address_that_takes_it(octopus: Octopus) -> None:
    octopus.server.clear_requests()
    made = octopus.ok(MODULE, BY_KEY)
    assert made["resource"]["Details"]["Type"] == "SshKey"
    octopus.ok(MODULE, {"name": "By key", "description": "Opens all"})
    assert octopus.writes() == [f"POST {IN_SPACE}/v2", f"PUT {IN_SPACE}/{made['id']}/v2"]
    kept = octopus.server.document(made["id"])
    secrets = [kept["Details"][secret]["Stored"] for secret in ("PrivateKey", "Passphrase")]
    assert (kept["Description"], secrets) == ("Opens all", [f"{KEY}\n", "hunter-23"])


@pytest.mark.parametrize("content", [KEY, f"{KEY}\n", base64.b64encode(f"{KEY}\n".encode()).decode()])
def test_the_server_gets_the_text_of_the_key(octopus: Octopus, content: str) -> None:
    made = octopus.ok(MODULE, {"name": "By key", "ssh_key": {"private_key": content}})
    assert octopus.server.document(made["id"])["Details"]["PrivateKey"]["Stored"] == f"{KEY}\n"


def test_a_text_that_is_no_key(octopus: Octopus) -> None:
    octopus.server.clear_requests()
    refused = octopus(MODULE, {"name": "By key", "ssh_key": {"private_key": "~/.ssh/id_ed25519"}})
    assert "ssh_key.private_key: is the path of a file" in refused["msg"]
    assert octopus.writes() == []


def test_a_git_credential_changes_its_type(octopus: Octopus) -> None:
    made = octopus.ok(MODULE, SHOP)["id"]
    for check in (True, False):
        lacking = octopus(MODULE, {"name": "Shop repositories", "ssh_key": {"username": "git"}}, check=check)
        assert "ssh_key.private_key: must be given" in lacking["msg"]
    for options in (
        {"name": "Shop repositories", "ssh_key": {"private_key": KEY}},
        {"name": "Shop repositories", "details": {"username": "octopus-bot"}},
    ):
        predicted, done = (octopus.ok(MODULE, options, check=check) for check in (True, False))
        assert (done["changed"], done["diff"], done.get("warnings")) == (True, predicted["diff"], None)
        assert octopus.ok(MODULE, options)["changed"] is False
        details = octopus.server.document(made)["Details"]
        expected = {"Username", *({"PrivateKey", "Passphrase"} if "ssh_key" in options else {"Password"})}
        assert set(details) - {"Type"} == expected
    assert octopus.server.document(made)["Details"]["Password"]["HasValue"] is False


def test_a_password_and_a_key_exclude_each_other(octopus: Octopus) -> None:
    both = octopus(MODULE, {**SHOP, **BY_KEY})
    assert "can't be given together with" in both["msg"]
    assert "one of details, ssh_key" in octopus(MODULE, {"name": "Neither"})["msg"]


def test_an_export_has_a_placeholder_for_the_key(octopus: Octopus) -> None:
    octopus.ok(MODULE, BY_KEY)
    config = octopus.ok("octopus_config_info", {"kinds": ["git_credentials"]})["config"]
    key = config["git_credentials"][0]["ssh_key"]
    assert key["username"] == "git"
    assert [key[secret][:8] for secret in ("private_key", "passphrase")] == ["<secret "] * 2
    assert octopus.ok("octopus_config", {"config": config})["changed"] is False
    pruned = octopus.ok("octopus_config", {"config": {"git_credentials": []}, "prune": ["git_credentials"]})
    assert pruned["changed"] is True


def test_a_git_credential_of_another_type_is_found_and_removed_but_not_changed(octopus: Octopus) -> None:
    made = octopus.ok(MODULE, SHOP)["id"]
    octopus.server.on_purpose("*")
    octopus.server.left_by_older(made, Details={"Type": "GitHub"})
    named = {"name": "Shop repositories"}
    assert octopus.ok(MODULE, {**named, "description": ""})["changed"] is False
    for more in (
        {"description": "By the app"},
        {"new_name": "Other"},
        {"details": {"username": "x", "password": "hunter-22"}},
        {"ssh_key": {"private_key": KEY}},
    ):
        for check in (True, False):
            refused = octopus(MODULE, {**named, **more}, check=check)
            assert (refused["failed"], "of the type GitHub" in refused["msg"]) == (True, True), refused["msg"]
    assert octopus.server.document(made)["Details"] == {"Type": "GitHub"}
    assert octopus.ok("octopus_config_info", {"kinds": ["git_credentials"]})["config"] == {"git_credentials": []}
    pruned = octopus.ok("octopus_config", {"config": {"git_credentials": []}, "prune": ["git_credentials"]})
    assert pruned["changed"] is False
    assert octopus.ok(MODULE, {**named, "state": "absent"})["changed"] is True


def test_servers_from_before_there_were_keys(door: Door) -> None:
    with Emulator(server_version="2026.1.1000") as server:
        refused = on(server, door)(MODULE, BY_KEY)
        assert "ssh_key: needs Octopus Server 2026.2 or newer" in refused["msg"]


@pytest.mark.parametrize("options", [{"virtual_directory": "/octopus"}, {"scramble_links": True}])
def test_the_documented_address(door: Door, options: dict[str, Any]) -> None:
    with Emulator(**options) as server:
        octopus = on(server, door)
        octopus.ok("octopus_space", name="Elsewhere", space_managers_teams=["Octopus Administrators"])
        for where in ({}, {"space": "Elsewhere"}):
            for given in (BY_KEY, {**BY_KEY, "description": "Opens all"}):
                changed = [octopus.ok(MODULE, {**given, **where})["changed"] for _again in range(2)]
                assert changed == [True, False]

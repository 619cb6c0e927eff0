# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The server answers a write with the ID alone; documents with a Git credential keep it."""

from __future__ import annotations

from typing import Any

import pytest
from contract.conftest import Octopus

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


def test_a_git_credential_with_a_key_is_found_and_removed_but_not_changed(octopus: Octopus) -> None:
    details = {"Type": "SshKey", "Username": "git", "PrivateKey": {"HasValue": True, "NewValue": "a key"}}
    octopus.server.seed("git-credentials", Name="Key", Details=details)
    octopus.server.on_purpose("*")
    assert octopus.ok(MODULE, {"name": "Key", "description": ""})["changed"] is False
    for more in (
        {"description": "By key"},
        {"new_name": "Other"},
        {"details": {"username": "x", "password": "hunter-22"}},
    ):
        for check in (True, False):
            refused = octopus(MODULE, {"name": "Key", **more}, check=check)
            assert (refused["failed"], "SshKey" in refused["msg"]) == (True, True), refused["msg"]
    kept = octopus.server.document("GitCredentials-1")["Details"]
    assert (kept["Type"], kept["PrivateKey"]["Stored"]) == ("SshKey", "a key")
    assert octopus.ok("octopus_config_info", {"kinds": ["git_credentials"]})["config"] == {"git_credentials": []}
    pruned = octopus.ok("octopus_config", {"config": {"git_credentials": []}, "prune": ["git_credentials"]})
    assert pruned["changed"] is False
    assert octopus.ok(MODULE, {"name": "Key", "state": "absent"})["changed"] is True

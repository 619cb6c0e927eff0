# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Git credentials (octopus-api.md 3.20)."""

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
    """Made and read: a POST says where it is, and no more."""
    answered = ask.post(LIST, Name="Repositories", Details=DETAILS, RepositoryRestrictions=ONLY_HERE)
    assert set(answered) == {"Id", "Links"}
    return ask.get(f"{LIST}/{answered['Id']}")


@pytest.mark.fact("5.29")
def test_writes_answer_with_the_id_alone(ask: Asker, credential: Any) -> None:
    own = credential["Links"]["Self"]
    assert ask.put(own, {**credential, "Description": "For all"}) == {"Id": credential["Id"]}
    assert ask.get(own)["Description"] == "For all"


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


def test_what_is_refused_and_found(ask: Asker, credential: Any) -> None:
    assert "Details" in ask.refused("POST", LIST, {"Name": "Other"})
    assert "Username" in ask.refused("POST", LIST, {"Name": "Other", "Details": {"Password": SECRET}})
    assert "already exists" in ask.refused("POST", LIST, {"Name": "repositories", "Details": DETAILS})
    ask.post(LIST, Name="Other", Details=DETAILS)
    assert names(ask.get(f"{LIST}?name=REPOSITORIES")) == ["Repositories"]
    ask.refused("GET", f"{LIST}/all", status=404)


@pytest.mark.fact("C.6")
def test_what_uses_it(ask: Asker, credential: Any) -> None:
    project(ask)
    assert ask.get(credential["Links"]["Usage"]) == {"Projects": [], "OtherProjects": 0}
    octopus = ask.server._running.app.octopus
    stored = ask.server.document("Projects-1")
    opened = {"Url": "https://git.example.com/shop", "Credentials": {"Type": "Reference", "Id": credential["Id"]}}
    settings = {"Type": "VersionControlled", **opened}
    with octopus.store.transaction():
        octopus.save(octopus.kinds["projects"], {**stored, "PersistenceSettings": settings})
    shop = {"ProjectId": "Projects-1", "Slug": "shop", "Name": "Shop", "RepositoryUrl": "https://git.example.com/shop"}
    assert ask.get(credential["Links"]["Usage"]) == {"Projects": [shop], "OtherProjects": 0}
    assert "project 'Shop' uses it" in ask.refused("DELETE", credential["Links"]["Self"])


def test_older_servers_do_not_restrict() -> None:
    with Emulator(server_version="2022.4.0") as server:
        ask = Asker(server)
        own = ask.post(LIST, Name="Repositories", Details=DETAILS, RepositoryRestrictions=ONLY_HERE)["Id"]
        assert "RepositoryRestrictions" not in ask.get(f"{LIST}/{own}")

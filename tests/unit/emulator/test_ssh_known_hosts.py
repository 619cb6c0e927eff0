# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""SSH known hosts (api: settings#settings)."""

from __future__ import annotations

from typing import Any

import pytest
from emulator.testing import Emulator

from .conftest import Asker

LIST = "/api/sshknownhosts"
KEY = "AAAAC3NzaC1lZDI1NTE5AAAAIExampleKeyOfAGitServerThatNobodyHasAnywhere"
OTHER = "AAAAC3NzaC1lZDI1NTE5AAAAIExampleKeyOfAnOldServerThatNobodyHasAnymore"
ENTRY = f"git.example.com ssh-ed25519 {KEY}"


def added(ask: Asker, *entries: str) -> Any:
    answer = ask("POST", LIST, {"KnownHostEntries": entries})
    assert answer.status_code == 200, answer.text
    assert set(answer.json()) == {"AddedResources"}
    return answer.json()["AddedResources"]


def hosts(page: Any) -> list[str]:
    return [each["Host"] for each in page["Resources"]]


def test_a_new_server_knows_common_hosts(ask: Asker) -> None:
    page = ask.get(LIST)
    assert set(page) == {"Resources", "TotalCount", "FilteredCount"}
    assert hosts(page) == ["github.com", "gitlab.com"]
    assert [set(each) for each in page["Resources"]] == [{"Id", "Host", "KeyType", "PublicKey"}] * 2


def test_lines_are_added_and_keys_removed(ask: Asker) -> None:
    (made,) = added(ask, f"{ENTRY} a comment")
    assert made == {"Id": made["Id"], "Host": "git.example.com", "KeyType": "ssh-ed25519", "PublicKey": KEY}
    (other,) = added(ask, f"git.example.com ssh-ed25519 {OTHER}")
    assert hosts(ask.get(LIST)) == ["git.example.com"] * 2 + ["github.com", "gitlab.com"]
    assert ask("DELETE", f"{LIST}/{made['Id']}").json() == {}
    ask.refused("DELETE", f"{LIST}/{made['Id']}", status=404)
    assert ask.get(LIST)["Resources"][0] == other


def test_a_key_is_there_once(ask: Asker) -> None:
    assert len(added(ask, ENTRY, ENTRY)) == 1
    assert added(ask, ENTRY.replace("git.", "GIT.")) == []


def test_a_part_of_a_host_and_pages(ask: Asker) -> None:
    page = ask.get(f"{LIST}?partialHost=HUB")
    assert (hosts(page), page["TotalCount"], page["FilteredCount"]) == (["github.com"], 2, 1)
    assert hosts(ask.get(f"{LIST}?skip=1&take=1")) == ["gitlab.com"]


@pytest.mark.parametrize("entry", ["git.example.com", f"git.example.com {KEY}", "git.example.com ssh-rsa !", "# a b"])
def test_a_wrong_line_adds_nothing(ask: Asker, entry: str) -> None:
    assert entry in ask.refused("POST", LIST, {"KnownHostEntries": [ENTRY, entry]})
    assert hosts(ask.get(LIST)) == ["github.com", "gitlab.com"]


def test_lines_are_demanded(ask: Asker) -> None:
    ask.server.on_purpose("*")
    assert "KnownHostEntries" in ask.refused("POST", LIST, {})


def test_a_key_can_not_be_read_alone_or_changed(ask: Asker) -> None:
    one = f"{LIST}/{ask.get(LIST)['Resources'][0]['Id']}"
    ask.server.on_purpose("*")
    ask.refused("GET", one, status=404)
    ask.refused("PUT", one, {}, status=404)
    assert ask.get("/api")["Links"]["SshKnownHosts"] == f"{LIST}{{/id}}{{?partialHost,skip,take}}"


def test_only_some_users_change_them(ask: Asker) -> None:
    as_viewer = {"X-Octopus-ApiKey": ask.server.read_only_api_key}
    assert ask("POST", LIST, {"KnownHostEntries": [ENTRY]}, headers=as_viewer).status_code == 403


def test_older_servers_have_none() -> None:
    with Emulator(server_version="2026.1.1") as server:
        Asker(server).refused("GET", LIST, status=404)

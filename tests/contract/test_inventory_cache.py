# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The cache of the inventory."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ansible.parsing.dataloader import DataLoader
from ansible.template import Templar
from contract.conftest import Octopus
from contract.inventoried import FINGERPRINT, KEY, SECRET, machine, refused, with_environments
from contract.inventories import read
from emulator.testing import Emulator


@pytest.fixture
def server(one_door: Octopus, monkeypatch: pytest.MonkeyPatch) -> Emulator:
    return with_environments(one_door, monkeypatch)


def cached(folder: Path) -> dict[str, Any]:
    return {"cache": True, "cache_plugin": "jsonfile", "cache_connection": str(folder / "cache")}


def test_cache(server: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    account = server.seed("accounts", Name="Deployer", **KEY)["Id"]
    ssh = {"CommunicationStyle": "Ssh", "AccountId": account, "Host": "web-1.example.com", "Port": 22}
    machine(server, "{{ 1 }}", {**ssh, "Fingerprint": FINGERPRINT})
    options = cached(tmp_path)
    first = read(tmp_path, options)
    server.clear_requests()
    again = read(tmp_path, options | {"group_by": ["roles"]})
    assert server.requests == [] and again.hosts == first.hosts and again.groups == {"role_web": ["{{ 1 }}"]}
    assert Templar(DataLoader(), variables={}).template(again.hosts["{{ 1 }}"]["octopus_name"]) == "{{ 1 }}"
    assert read(tmp_path, options, fresh=True).hosts == first.hosts and server.requests
    for other in ({"roles": ["db"]}, {"space": "Default"}, {"octopus_access_token": server.access_token}):
        server.clear_requests()
        read(tmp_path, options | other)
        assert server.requests, other
    monkeypatch.setenv("OCTOPUS_API_KEY", server.read_only_api_key)
    server.clear_requests()
    read(tmp_path, options)
    assert server.requests
    kept = list((tmp_path / "cache").iterdir())
    assert len(kept) == 5
    for each in kept:
        text = f"{each.name} {each.read_text(encoding='utf-8')}"
        assert not [secret for secret in (SECRET, server.api_key, server.access_token) if secret in text]


def test_the_cache_keeps_what_could_not_be_read(server: Emulator, tmp_path: Path) -> None:
    """A host without its account is not taken for one that has none, when it comes from the cache."""
    account = server.seed("accounts", Name="Deployer", **KEY)["Id"]
    ssh = {"CommunicationStyle": "Ssh", "AccountId": account, "Host": "web-1.example.com", "Port": 22}
    machine(server, "web-1", {**ssh, "Fingerprint": FINGERPRINT})
    body = {"ErrorMessage": "You do not have permission to perform this action."}
    server.fault(method="GET", path="*/accounts", status=403, body=body)
    first = read(tmp_path, cached(tmp_path))
    assert len(first.warnings) == 1 and first.warnings[0].startswith("No account is named in the inventory")
    server.clear_requests()
    assert read(tmp_path, cached(tmp_path)).warnings == first.warnings
    assert server.requests == []


def test_a_broken_cache(server: Emulator, tmp_path: Path) -> None:
    """An error of Ansible itself is told in its own words."""
    machine(server, "web-1")
    read(tmp_path, cached(tmp_path))
    (kept,) = (tmp_path / "cache").iterdir()
    kept.write_text("{", encoding="utf-8")
    message = refused(tmp_path, **cached(tmp_path))
    assert "corrupt" in message and "bug" not in message
    assert list(read(tmp_path, cached(tmp_path)).hosts) == ["web-1"]


def test_passwords_are_not_in_the_key_of_the_cache(server: Emulator, tmp_path: Path) -> None:
    signed_in = {"octopus_username": server.username, "octopus_password": server.password}
    machine(server, "web-1")
    read(tmp_path, cached(tmp_path) | signed_in)
    assert server.requests[-1].path == "/api/users/logout"
    server.clear_requests()
    read(tmp_path, cached(tmp_path) | signed_in | {"octopus_password": "another"})
    assert server.requests == []

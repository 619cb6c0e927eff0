# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules of feeds: registries that change their type, built-in feeds, settings of newer servers."""

from __future__ import annotations

import json
from typing import Any

import pytest
from contract.conftest import Octopus
from contract.doors import Door
from contract.test_servers import key
from emulator.testing import Emulator

REGISTRY = {"feed_uri": "https://r.example.com", "username": "octopus", "password": "hunter-22"}
OIDC = {"client_id": "one", "tenant_id": "two"}
AZURE = {"name": "Images", "azure_container_registry": {"username": "", "oidc_authentication": OIDC}}


@pytest.mark.fact("5.31")
def test_a_registry_becomes_another_in_two_writes(octopus: Octopus) -> None:
    """The type is written first, and then the properties of the new type; the password stays."""
    made = octopus.ok("octopus_feed", {"name": "Images", "docker": REGISTRY})
    predicted = octopus.ok("octopus_feed", AZURE, check=True)
    octopus.server.clear_requests()
    done = octopus.ok("octopus_feed", AZURE)
    assert (done["diff"], len(octopus.writes())) == (predicted["diff"], 2)
    stored = octopus.server.document(made["id"])
    assert (stored["FeedType"], stored["OidcAuthentication"]["ClientId"]) == ("AzureContainerRegistry", "one")
    assert (stored["Password"]["Stored"], stored["Username"] or "") == ("hunter-22", "")
    assert octopus.ok("octopus_feed", AZURE)["changed"] is False


def test_a_type_alone_is_changed_in_one_write(octopus: Octopus) -> None:
    made = octopus.ok("octopus_feed", {"name": "Images", "azure_container_registry": REGISTRY})
    octopus.server.put_unknown(made["id"], {"FromTheFuture": 1})
    octopus.server.clear_requests()
    octopus.ok("octopus_feed", {"name": "Images", "google_container_registry": {}})
    stored = octopus.server.document(made["id"])
    assert (stored["FeedType"], stored["FromTheFuture"], len(octopus.writes())) == ("GoogleContainerRegistry", 1, 1)


def test_other_types_stay(octopus: Octopus) -> None:
    octopus.ok("octopus_feed", {"name": "Packages", "maven": REGISTRY})
    for other in ("nuget", "docker"):
        refused = octopus("octopus_feed", {"name": "Packages", other: {}}, check=True)
        assert f"{other}: the document on the server is of the type maven," in refused["msg"]


@pytest.mark.parametrize("check", [True, False])
def test_a_space_has_one_built_in_feed(octopus: Octopus, check: bool) -> None:
    refused = octopus("octopus_feed", {"name": "Mine", "built_in": {}}, check=check)
    assert "built_in: every space has one from the beginning, but its name is not 'Mine'" in refused["msg"]
    renamed = octopus.ok("octopus_feed", {"name": "Octopus Server (built-in)", "new_name": "Mine"}, check=check)
    assert renamed["changed"] is True


@pytest.mark.fact("5.30")
@pytest.mark.parametrize(
    ("version", "retries"),
    [("2025.3.1", {}), ("2025.4.1", {"download_attempts": 5, "download_retry_backoff_seconds": 10})],
)
def test_registries_try_again_since_2025_4(door: Door, version: str, retries: dict[str, Any]) -> None:
    """Older servers do not have the option, so it is not exported, and a task that gives it fails."""
    with Emulator(server_version=version) as server:
        octopus = Octopus(server, door, key(server))
        registry = {"feed_uri": "https://r.example.com"}
        octopus.ok("octopus_feed", {"name": "Images", "docker": registry})
        found = octopus.ok("octopus_config_info", {"kinds": ["feeds"]})["config"]["feeds"]
        assert next(each["docker"] for each in found if "docker" in each) == {**registry, **retries}
        given = octopus("octopus_feed", {"name": "Images", "docker": {"download_attempts": 5}})
        assert ("needs Octopus Server 2025.4 or newer" in given.get("msg", "")) is not bool(retries)
        assert octopus.ok("octopus_feed", {"name": "Packages", "maven": {**registry, "download_attempts": 3}})[
            "changed"
        ]


@pytest.mark.parametrize("key_file", ['{"private_key": "hunter-22"}', {"private_key": "hunter-22"}])
def test_a_key_is_an_object_however_it_is_given(octopus: Octopus, key_file: Any) -> None:
    made = octopus.ok("octopus_feed", {"name": "Buckets", "gcs_storage": {"service_account_json_key": key_file}})
    stored = octopus.server.document(made["id"])["ServiceAccountJsonKey"]["Stored"]
    assert json.loads(stored) == {"private_key": "hunter-22"}


def test_a_slug_and_a_type_change_together(octopus: Octopus) -> None:
    octopus.ok("octopus_feed", {"name": "Packages", "maven": REGISTRY})
    both = octopus.ok("octopus_feed", {"name": "Packages", "slug": "ours", "maven": {"username": "deploy"}})["resource"]
    assert (both["Slug"], both["Username"]) == ("ours", "deploy")

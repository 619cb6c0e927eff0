# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kinds that no link leads to, or none of where a task starts: documented addresses, and servers without them."""

from __future__ import annotations

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._locate.unlinked import with_link
from contract.conftest import Octopus, on
from contract.doors import Door
from emulator.testing import Emulator

OIDC = {"service_account": "robot", "issuer": "https://ci.example.com", "subject": "project:shop"}
PARENT = {"name": "Branches", "automatic_deprovisioning_rule": {"expiry_days": 2}}
ROOT = {"Links": {"Self": "/octopus/api/Spaces-1"}}


def test_a_link_that_the_server_has_is_followed() -> None:
    own = {"Links": {"ParentEnvironments": "/octopus/api/somewhere{/id}"}}
    assert with_link(own, "ParentEnvironments", ROOT, "/parentenvironments{/id}") is own
    found = with_link(ROOT, "ParentEnvironments", ROOT, "/parentenvironments{/id}")
    assert found and found["Links"]["ParentEnvironments"] == "/octopus/api/Spaces-1/parentenvironments{/id}"
    nowhere = {"Links": {}}
    assert with_link(nowhere, "ParentEnvironments", nowhere, "/parentenvironments{/id}") is nowhere
    assert with_link(None, "ParentEnvironments", None, "/parentenvironments{/id}") is None


@pytest.mark.parametrize("options", [{"virtual_directory": "/octopus"}, {"scramble_links": True}])
def test_documented_addresses(door: Door, options: dict[str, object]) -> None:
    with Emulator(**options) as server:
        octopus = on(server, door)
        made = octopus.ok("octopus_parent_environment", PARENT)
        assert made["resource"]["AutomaticDeprovisioningRule"]["ExpiryDays"] == 2
        assert octopus.ok("octopus_parent_environment", PARENT)["changed"] is False
        elsewhere = octopus.ok("octopus_space", name="Elsewhere", space_managers_teams=["Octopus Administrators"])
        there = octopus.ok("octopus_parent_environment", PARENT, space="Elsewhere")
        assert there["changed"] and server.document(there["id"])["SpaceId"] == elsewhere["id"]


def test_the_default_space_has_an_address_of_its_own(octopus: Octopus) -> None:
    """Newer addresses are there below a space's ID alone, and the default space's links do without it."""
    octopus.server.seed("parentenvironments", Name="Short-lived")
    octopus.server.clear_requests()
    options = {"name": "Short-lived", "description": "For pull requests"}
    assert octopus.ok("octopus_parent_environment", options)["changed"] is True
    paths = [each.path for each in octopus.server.requests if "environments" in each.path.casefold()]
    assert paths and all(each.startswith("/api/Spaces-1/") for each in paths), paths
    assert octopus.ok("octopus_parent_environment", options)["changed"] is False
    twice = [each.path for each in octopus.server.requests].count("/api/spaces")
    assert twice <= 2, "which space it is, is asked once by each task"


def test_reading_what_no_list_has_as_a_whole(octopus: Octopus) -> None:
    """The documents of all users, and those of parent environments."""
    for name in ("robot", "android"):
        octopus.ok("octopus_user", name=name, display_name=name, is_service=True)
        octopus.ok("octopus_api_key", name=f"of {name}", user=name)
        octopus.ok("octopus_oidc_identity", {**OIDC, "service_account": name}, name="CI")
    parent = octopus.ok("octopus_parent_environment", PARENT)["id"]

    def read(**asked: object) -> list[str]:
        return [each["Id"] for each in octopus.ok("octopus_info", **asked)["resources"]]

    assert len(read(kind="oidc_identity", name="ci")) == 2
    assert [len(read(kind="api_key", name="of robot")), len(read(kind="api_key", name="of nobody"))] == [1, 0]
    assert [read(kind="parent_environment"), read(kind="parent_environment", ids=[parent, "x"])] == [[parent]] * 2
    refused = octopus("octopus_info", kind="api_key", parameters={"take": 1})
    assert "parameters: can't be given for this kind" in refused["msg"]


@pytest.mark.parametrize("version", ["2025.4.1", "2026.3.15581"])
def test_more_than_a_page_of_parent_environments(door: Door, version: str) -> None:
    """Newer pages have no links from one to the next."""
    with Emulator(server_version=version) as server:
        for number in range(65):
            server.seed("parentenvironments", Name=f"Branch {number:02}")
        octopus = on(server, door)
        assert len(octopus.ok("octopus_info", kind="parent_environment")["resources"]) == 65
        assert octopus.ok("octopus_parent_environment", name="Branch 64")["changed"] is False


def test_whose_they_can_not_be(octopus: Octopus) -> None:
    octopus.server.clear_requests()
    for check in (True, False):
        result = octopus("octopus_oidc_identity", {**OIDC, "service_account": "admin"}, name="CI", check=check)
        assert "The user 'admin' can't have any OIDC identity: its IsService is False and must be True" in result["msg"]
    config = {"oidc_identities": [{**OIDC, "service_account": "admin", "name": "CI"}]}
    assert "user 'admin' can't have any OIDC identity" in octopus("octopus_config", config=config)["msg"]
    assert not [each.path for each in octopus.server.requests if "serviceaccounts" in each.path], "nobody is asked"


def test_a_server_without_parent_environments(door: Door) -> None:
    with Emulator(server_version="2022.4.1") as server:
        octopus = on(server, door)
        octopus.ok("octopus_user", name="robot", display_name="Robot", is_service=True)
        assert "parent_environments" not in octopus.ok("octopus_config_info")["config"]
        for asked in (
            ("octopus_config_info", {"kinds": ["environments", "parent_environments"]}),
            ("octopus_config", {"config": {"environments": [], "parent_environments": [PARENT]}}),
            ("octopus_info", {"kind": "parent_environment"}),
        ):
            assert "needs Octopus Server 2025.1 or newer, not 2022.4.1" in octopus(*asked)["msg"]
        for module, options in (
            ("octopus_parent_environment", PARENT),
            ("octopus_oidc_identity", {**OIDC, "name": "CI"}),
        ):
            assert "not 2022.4.1" in octopus(module, options)["msg"]

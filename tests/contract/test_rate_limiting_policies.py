# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rate-limiting policies: which one an option means, and servers without them."""

from __future__ import annotations

from typing import Any

import pytest
from contract.conftest import Octopus, on
from contract.doors import Door
from emulator.testing import Emulator

MODULE = "octopus_rate_limiting_policy"
ADDRESS = "/api/ratelimitingpolicies"
FASTER = {"requests_per_minute": 600}


def test_one_list_and_one_change_for_each_policy(octopus: Octopus) -> None:
    octopus.server.clear_requests()
    done = octopus.ok(MODULE, {"authenticated_human": FASTER})
    asked = [f"{each.method} {each.path}" for each in octopus.server.requests]
    assert asked[:3] == ["GET /api", f"GET {ADDRESS}", f"PUT {ADDRESS}/RateLimitingPolicies-2"]
    assert done["diff"]["after"] == {"authenticated_human": FASTER}
    octopus.server.clear_requests()
    assert octopus.ok(MODULE, {"authenticated_human": {**FASTER, "is_enabled": True}})["changed"] is False
    assert [each.path for each in octopus.server.requests] == ["/api", ADDRESS]


def test_all_policies_are_read_with_one_request(octopus: Octopus) -> None:
    every = dict.fromkeys(("unauthenticated", "authenticated_human", "authenticated_agent"), FASTER)
    octopus.server.clear_requests()
    octopus.ok(MODULE, every)
    changes = [f"PUT {ADDRESS}/RateLimitingPolicies-{number}" for number in (1, 2, 3)]
    asked = [f"{each.method} {each.path}" for each in octopus.server.requests]
    assert asked == ["GET /api", f"GET {ADDRESS}", *changes, f"GET {ADDRESS}"]
    octopus.server.clear_requests()
    assert octopus.ok(MODULE, every)["changed"] is False
    assert [each.path for each in octopus.server.requests] == ["/api", ADDRESS]
    octopus.server.clear_requests()
    octopus.ok("octopus_config_info", kinds=["rate_limiting_policies"])
    assert [each.path for each in octopus.server.requests].count(ADDRESS) == 1


@pytest.mark.parametrize("other", [{"IsBuiltIn": False}, {"ScopeType": "WebhookTrigger"}])
def test_policies_that_are_not_meant_stay(octopus: Octopus, other: dict[str, Any]) -> None:
    """A policy of somebody's own for the same scope, and a newer built-in policy that no option is for."""
    octopus.server.on_purpose("RateLimitingPolicyResource.ScopeType")
    octopus.server.put_read_only("RateLimitingPolicies-1", {"ScopeType": "AuthenticatedHuman", **other})
    octopus.ok(MODULE, {"authenticated_human": FASTER})
    found = [octopus.server.document(f"RateLimitingPolicies-{number}")["RequestsPerMinute"] for number in (1, 2, 3)]
    assert found == [200, 600, 200]


def test_of_two_policies_none_is_changed(octopus: Octopus) -> None:
    octopus.server.put_read_only("RateLimitingPolicies-3", {"ScopeType": "AuthenticatedHuman"})
    octopus.server.clear_requests()
    for check in (True, False):
        refused = octopus(MODULE, {"authenticated_human": FASTER}, check=check)["msg"]
        assert "2 built-in policies" in refused and "RateLimitingPolicies-2, RateLimitingPolicies-3" in refused
    assert octopus.writes() == []


def test_a_policy_that_the_server_lacks(octopus: Octopus) -> None:
    octopus.server.remove("RateLimitingPolicies-3")
    octopus.server.clear_requests()
    for check in (True, False):
        refused = octopus(MODULE, {"authenticated_agent": FASTER}, check=check)["msg"]
        assert refused.startswith("authenticated_agent: this server (") and "no such policy" in refused
    assert octopus.writes() == []
    config = octopus.ok("octopus_config_info", kinds=["rate_limiting_policies"])["config"]
    assert list(config["rate_limiting_policies"][0]) == ["unauthenticated", "authenticated_human"]


def test_a_limit_that_would_let_nobody_in(octopus: Octopus) -> None:
    octopus.server.clear_requests()
    for option in ("requests_per_minute", "burst_limit"):
        assert f"authenticated_human.{option}: " in octopus(MODULE, {"authenticated_human": {option: 0}})["msg"]
    assert octopus.writes() == []


def test_an_export_changes_nothing(octopus: Octopus) -> None:
    octopus.ok(MODULE, {"unauthenticated": {"is_enabled": False, "audit_mode": True}})
    config = octopus.ok("octopus_config_info", kinds=["rate_limiting_policies"])["config"]
    assert config["rate_limiting_policies"][0]["unauthenticated"] == {
        "is_enabled": False,
        "requests_per_minute": 200,
        "burst_limit": 200,
        "audit_mode": True,
    }
    assert octopus.ok("octopus_config", config=config)["changed"] is False


def test_a_release_without_the_address(octopus: Octopus) -> None:
    """The feature toggle of a server can hide the policies."""
    octopus.server.fault(path=ADDRESS, status=404, times=100)
    assert "no such policy" in octopus(MODULE, {"authenticated_human": FASTER})["msg"]
    config = octopus.ok("octopus_config_info", kinds=["rate_limiting_policies"])["config"]
    assert config["rate_limiting_policies"] == []


def test_older_servers(door: Door) -> None:
    with Emulator(server_version="2026.2.1") as server:
        octopus = on(server, door)
        assert "needs Octopus Server 2026.3 or newer, not 2026.2.1" in octopus(MODULE, {"unauthenticated": {}})["msg"]
        refused = octopus("octopus_config_info", kinds=["rate_limiting_policies"])["msg"]
        assert refused.startswith("kinds.rate_limiting_policies: needs Octopus Server 2026.3 or newer, not 2026.2.1")


@pytest.mark.parametrize("options", [{"virtual_directory": "/octopus"}, {"scramble_links": True}])
def test_the_documented_address(door: Door, options: dict[str, Any]) -> None:
    with Emulator(**options) as server:
        octopus = on(server, door)
        changed = [octopus.ok(MODULE, {"authenticated_agent": FASTER})["changed"] for _again in range(2)]
        assert changed == [True, False]

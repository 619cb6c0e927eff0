# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The policies that limit requests (api: transport#rate-limiting-policies)."""

from __future__ import annotations

import pytest
from emulator.testing import Emulator

from .conftest import Asker

POLICIES = "/api/ratelimitingpolicies"


def test_a_new_server_has_three_policies_without_links(ask: Asker) -> None:
    page = ask.get(POLICIES)
    assert (page["TotalResults"], page["ItemsPerPage"], page["NumberOfPages"]) == (3, 30, 1)
    assert [each["ScopeType"] for each in page["Items"]] == [
        "Unauthenticated",
        "AuthenticatedHuman",
        "AuthenticatedAgent",
    ]
    assert ask.get(f"{POLICIES}/RateLimitingPolicies-2") == {
        "Id": "RateLimitingPolicies-2",
        "IsBuiltIn": True,
        "Name": "Authenticated requests",
        "IsEnabled": True,
        "ScopeType": "AuthenticatedHuman",
        "RequestsPerMinute": 200,
        "BurstLimit": 200,
        "AuditMode": False,
    }
    assert "Links" not in page and not any("ratelimitingpolicies" in link for link in ask.get("/api")["Links"].values())


def test_a_list_has_pages(ask: Asker) -> None:
    page = ask.get(f"{POLICIES}?skip=1&take=1")
    assert [each["Id"] for each in page["Items"]] == ["RateLimitingPolicies-2"]
    assert (page["NumberOfPages"], page["LastPageNumber"]) == (3, 2)


def test_a_policy_can_be_changed_and_not_created_or_removed(ask: Asker) -> None:
    policy = ask.get(f"{POLICIES}/RateLimitingPolicies-1")
    changed = {**policy, "IsEnabled": False, "RequestsPerMinute": 12, "BurstLimit": 34, "AuditMode": True}
    assert ask.put(f"{POLICIES}/{policy['Id']}", changed) == changed
    assert ask.get(f"{POLICIES}/{policy['Id']}") == changed
    ask.refused("DELETE", f"{POLICIES}/{policy['Id']}", status=405)
    ask.refused("POST", POLICIES, changed, status=405)


@pytest.mark.parametrize(("prop", "value"), [("Name", "Ours"), ("ScopeType", "AuthenticatedAgent")])
def test_a_policy_keeps_its_name_and_scope(ask: Asker, prop: str, value: str) -> None:
    policy = ask.get(f"{POLICIES}/RateLimitingPolicies-1")
    assert "cannot be changed" in ask.refused("PUT", f"{POLICIES}/{policy['Id']}", {**policy, prop: value})


@pytest.mark.parametrize("left_out", ["Name", "ScopeType", "IsEnabled", "RequestsPerMinute", "BurstLimit", "AuditMode"])
def test_a_change_has_all_properties(ask: Asker, left_out: str) -> None:
    ask.server.on_purpose("*")
    policy = ask.get(f"{POLICIES}/RateLimitingPolicies-1")
    body = {name: value for name, value in policy.items() if name != left_out}
    assert left_out in ask.refused("PUT", f"{POLICIES}/{policy['Id']}", body, as_it_is=True)


def test_numbers_are_positive(ask: Asker) -> None:
    policy = ask.get(f"{POLICIES}/RateLimitingPolicies-1")
    for prop in ("RequestsPerMinute", "BurstLimit"):
        assert prop in ask.refused("PUT", f"{POLICIES}/{policy['Id']}", {**policy, prop: 0})


def test_only_some_users_change_policies(ask: Asker) -> None:
    policy = ask.get(f"{POLICIES}/RateLimitingPolicies-1")
    as_viewer = {"X-Octopus-ApiKey": ask.server.read_only_api_key}
    assert ask("PUT", f"{POLICIES}/{policy['Id']}", policy, headers=as_viewer).status_code == 403


def test_older_servers_have_none() -> None:
    with Emulator(server_version="2026.2.1") as server:
        Asker(server).refused("GET", POLICIES, status=404)

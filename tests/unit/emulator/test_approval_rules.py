# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Approval rules (api: approvals#rule)."""

from __future__ import annotations

from typing import Any

import pytest
from emulator.testing import Emulator

from .conftest import Asker

RULES = "/api/Spaces-1/approvalrules"
PAGE = f"{RULES}?skip=0&take=30"
TEAM: dict[str, Any] = {"ApprovingTeamIds": ["teams-managers"]}
DISABLED: dict[str, Any] = {"Name": "Later", "IsDisabled": True, **TEAM}


@pytest.fixture
def scope(ask: Asker) -> dict[str, Any]:
    """The scope of a project and an environment."""
    for name in ("Production", "Staging"):
        ask.post("/api/environments", Name=name)
    ask.post("/api/projects", Name="Shop", ProjectGroupId="ProjectGroups-1", LifecycleId="Lifecycles-1")
    return {"ProjectId": "Projects-1", "EnvironmentIds": ["Environments-1"]}


@pytest.fixture
def tags(ask: Asker) -> list[str]:
    """The IDs of two tags, ``Stage/Early`` and ``Stage/Late``."""
    tags = [{"Name": name, "Color": "#333333"} for name in ("Early", "Late")]
    return [each["Id"] for each in ask.post("/api/tagsets", Name="Stage", Tags=tags)["Tags"]]


def test_a_rule(ask: Asker, scope: dict[str, Any]) -> None:
    made = ask.post(RULES, Name="Production", IdScopes=[scope], **TEAM)
    assert made == {
        "Id": "ApprovalRules-1",
        "SpaceId": "Spaces-1",
        "Name": "Production",
        "Description": "",
        "ScopingStrategy": "Id",
        "TenantApprovalStrategy": "PerRelease",
        "TagScopes": [],
        "IdScopes": [{"Id": "ApprovalRuleIdScopes-1", **scope}],
        "MinimumApproversRequired": 2,
        "AllowSelfApproval": False,
        "IsDisabled": False,
        "ApprovingUserIds": [],
        **TEAM,
    }
    own = f"{RULES}/{made['Id']}"
    assert ask.get(own) == made
    page = ask.get(PAGE)
    assert (page["Items"], "Links" in page) == ([made], False)
    assert ask.put(own, {**made, "Name": "Live"}) == {**made, "Name": "Live"}
    assert "already exists" in ask.refused("POST", RULES, {"Name": "live", "IdScopes": [scope], **TEAM})
    assert ask("DELETE", own).status_code == 200
    assert ask.get(PAGE)["TotalResults"] == 0


def test_there_are_none_without_a_space_or_on_older_servers(ask: Asker) -> None:
    ask.refused("GET", "/api/approvalrules", status=404)
    with Emulator(server_version="2026.2.1") as server:
        Asker(server).refused("GET", RULES, status=404)


def test_the_scopes_that_are_sent_decide(ask: Asker, scope: dict[str, Any], tags: list[str]) -> None:
    by_tags = {"ProjectTags": tags[:1], "EnvironmentTags": tags}
    own = f"{RULES}/{ask.post(RULES, Name='Production', IdScopes=[scope], **TEAM)['Id']}"
    changed = ask.put(own, {"Name": "Production", "TagScopes": [by_tags], "ScopingStrategy": "Id", **TEAM})
    assert (changed["ScopingStrategy"], changed["IdScopes"]) == ("Tag", [])
    assert changed["TagScopes"] == [{"Id": "ApprovalRuleTagScopes-1", **by_tags}]
    back = ask.put(own, {**changed, "TagScopes": [], "IdScopes": [scope]})
    assert (back["ScopingStrategy"], back["TagScopes"], len(back["IdScopes"])) == ("Id", [], 1)


def test_a_put_takes_some_fields_from_the_body_alone(ask: Asker, scope: dict[str, Any]) -> None:
    more = {"Description": "Why", "MinimumApproversRequired": 5, "TenantApprovalStrategy": "PerTenant"}
    made = ask.post(RULES, Name="Production", IdScopes=[scope], IsDisabled=True, **TEAM, **more)
    left = ask.put(f"{RULES}/{made['Id']}", {"Name": "Production", "ApprovingUserIds": ["Users-1"]})
    taken = {"Description": "", "MinimumApproversRequired": 2, "ApprovingUserIds": ["Users-1"], "ApprovingTeamIds": []}
    assert left == {**made, **taken}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"Name": ""}, "Name field is required"),
        ({"ApprovingTeamIds": []}, "at least one approving user or team"),
        ({"ApprovingTeamIds": ["Teams-99"]}, "Teams-99"),
        ({"IsDisabled": False}, "at least one scope"),
        ({"MinimumApproversRequired": 0}, "between 1 and 99"),
        ({"MinimumApproversRequired": 100}, "between 1 and 99"),
        (
            {"TagScopes": [{"ProjectTags": ["TagSets-1/Tags-1"], "EnvironmentTags": []}]},
            "EnvironmentTags field is required",
        ),
        ({"TagScopes": [{"ProjectTags": ["TagSets-1/Tags-1"], "EnvironmentTags": ["Stage/Early"]}]}, "'Stage/Early'"),
        ({"IdScopes": [{"ProjectId": "Projects-1", "EnvironmentIds": []}]}, "EnvironmentIds field is required"),
        ({"IdScopes": [{"ProjectId": "Projects-1", "EnvironmentIds": ["Environments-2"]}]}, "Environments-2"),
    ],
)
def test_a_rule_that_is_refused(
    ask: Asker, scope: dict[str, Any], tags: list[str], change: dict[str, Any], says: str
) -> None:
    ask.server.on_purpose("*")
    only = {"Name": "Up to staging", "Phases": [{"Name": "All", "OptionalDeploymentTargets": ["Environments-1"]}]}
    short = ask.post("/api/lifecycles", **only)
    ask.put("/api/projects/Projects-1", {**ask.get("/api/projects/Projects-1"), "LifecycleId": short["Id"]})
    assert says in ask.refused("POST", RULES, {**DISABLED, **change}), (scope, tags)


def test_tags_are_ids_and_in_use(ask: Asker, tags: list[str]) -> None:
    by_id = {"ProjectTags": tags[:1], "EnvironmentTags": tags[:1]}
    made = ask.post(RULES, TagScopes=[by_id], **DISABLED)
    assert made["TagScopes"] == [{"Id": "ApprovalRuleTagScopes-1", **by_id}]
    tag_set = ask.get("/api/tagsets/TagSets-1")
    assert "'Later' uses it" in ask.refused("PUT", "/api/tagsets/TagSets-1", {**tag_set, "Tags": tag_set["Tags"][1:]})
    ask.put("/api/tagsets/TagSets-1", {**tag_set, "Name": "Time", "Tags": tag_set["Tags"][:1]})
    assert ask.get(f"{RULES}/{made['Id']}")["TagScopes"] == made["TagScopes"]


def test_deleted_documents_are_in_no_rule(ask: Asker, scope: dict[str, Any]) -> None:
    both = {**scope, "EnvironmentIds": ["Environments-1", "Environments-2"]}
    own = f"{RULES}/{ask.post(RULES, Name='Production', IdScopes=[scope, both], **TEAM)['Id']}"
    assert ask("DELETE", "/api/environments/Environments-1").status_code == 200
    assert [each["EnvironmentIds"] for each in ask.get(own)["IdScopes"]] == [["Environments-2"]]
    assert ask("DELETE", "/api/projects/Projects-1").status_code == 200
    assert ask.get(own)["IdScopes"] == []

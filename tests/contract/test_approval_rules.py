# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Approval rules: scopes of two sorts of which a rule has one, tags by their IDs, and rules that no server accepts."""

from __future__ import annotations

from typing import Any

import pytest
from contract.conftest import Octopus
from contract.kinds.approval_rule import BY_IDS, BY_TAGS, SHOP, surroundings

MODULE = "octopus_approval_rule"
RULE = "ApprovalRules-1"
HIGH = {"project_tags": ["Importance/High"], "environment_tags": ["Stage/High"]}


def rule(octopus: Octopus, **options: Any) -> dict[str, Any]:
    return octopus.ok(MODULE, {"name": "Production", **options})


def test_scopes_of_one_sort_take_the_place_of_the_other(octopus: Octopus) -> None:
    surroundings(octopus.server)
    octopus.ok(MODULE, BY_IDS.minimal)
    for given, cleared, strategy in (("tag_scopes", "id_scopes", "Tag"), ("id_scopes", "tag_scopes", "Id")):
        options = {"name": "Production", given: [HIGH] if given == "tag_scopes" else [SHOP]}
        predicted = octopus.ok(MODULE, options, check=True)
        done = octopus.ok(MODULE, options)
        assert predicted["diff"] == done["diff"]
        assert (done["diff"]["after"][given], done["diff"]["after"][cleared]) == (options[given], [])
        assert predicted["resource"]["ScopingStrategy"] == done["resource"]["ScopingStrategy"]
        stored = octopus.server.document(RULE)
        assert (stored["ScopingStrategy"], bool(stored["TagScopes"])) == (strategy, strategy == "Tag")
        assert octopus.ok(MODULE, options)["changed"] is False


def test_tags_are_sent_as_ids_and_shown_by_name(octopus: Octopus) -> None:
    surroundings(octopus.server)
    made = octopus.ok(MODULE, {**BY_TAGS.minimal, "tag_scopes": [HIGH]})
    assert made["diff"]["after"]["tag_scopes"] == [HIGH]
    assert made["resource"]["TagScopes"][0]["ProjectTags"] == ["TagSets-1/Tags-1"]
    assert made["resource"]["TagScopes"][0]["EnvironmentTags"] == ["TagSets-2/Tags-3"]
    config = octopus.ok("octopus_config_info", kinds=["approval_rules"])["config"]
    assert config["approval_rules"][0]["tag_scopes"] == [HIGH]
    renamed = [{"name": "High", "new_name": "Highest"}]
    octopus.ok("octopus_tag_set", {"name": "Stage", "tags": renamed, "tags_mode": "merge"})
    after = {**HIGH, "environment_tags": ["stage/highest"]}
    assert octopus.ok(MODULE, {**BY_TAGS.minimal, "tag_scopes": [after]})["changed"] is False
    missing = octopus(MODULE, {**BY_TAGS.minimal, "tag_scopes": [HIGH]})["msg"]
    assert "the tag set 'Stage' has no tag 'Stage/High'" in missing


@pytest.mark.parametrize("existing", [False, True], ids=["a new tag set", "a new tag of a set"])
def test_a_tag_of_the_same_run_has_its_id_when_the_rule_is_written(octopus: Octopus, existing: bool) -> None:
    surroundings(octopus.server)
    if existing:
        octopus.server.seed("tagsets", Name="Risk", Tags=[{"Name": "Low", "Color": "#333333"}])
    scope = {"project_tags": ["Risk/High"], "environment_tags": ["Risk/High"]}
    config = {
        "tag_sets": [{"name": "Risk", "tags": [{"name": "High"}], "tags_mode": "merge"}],
        "approval_rules": [{**BY_TAGS.minimal, "tag_scopes": [scope]}],
    }
    octopus.server.clear_requests()
    octopus.ok("octopus_config", config=config, check=True)
    assert octopus.writes() == []
    octopus.ok("octopus_config", config=config)
    (risk,) = octopus.ok("octopus_info", kind="tag_sets", name="Risk")["resources"]
    high = risk["Tags"][-1]["Id"]
    (stored,) = octopus.server.document(RULE)["TagScopes"]
    assert (stored["ProjectTags"], stored["EnvironmentTags"]) == ([high], [high])
    assert octopus.ok("octopus_config", config=config)["changed"] is False


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"approving_teams": []}, "approving_teams: a rule needs an approver"),
        ({"id_scopes": []}, "is_disabled: a rule without a scope can't be enabled"),
        ({"id_scopes": [{**SHOP, "environments": []}]}, "id_scopes[0].environments: is empty"),
        ({"tag_scopes": [HIGH, {**HIGH, "project_tags": []}]}, "tag_scopes[1].project_tags: is empty"),
        ({"tag_scopes": [HIGH], "id_scopes": [SHOP]}, "id_scopes: can't be given together with tag_scopes"),
        ({"minimum_approvers_required": 0}, "minimum_approvers_required: must be from 1 to 99, not 0"),
    ],
)
@pytest.mark.parametrize("exists", [False, True], ids=["new", "existing"])
def test_a_rule_that_the_server_refuses_is_not_sent(
    octopus: Octopus, exists: bool, options: dict[str, Any], says: str
) -> None:
    surroundings(octopus.server)
    if exists:
        octopus.ok(MODULE, BY_IDS.minimal)
    given = {"name": "Production", **({} if exists else BY_IDS.minimal), **options}
    if "tag_scopes" in options and "id_scopes" not in options:
        given.pop("id_scopes", None)
    octopus.server.clear_requests()
    for check in (True, False):
        assert says in octopus(MODULE, given, check=check)["msg"]
    assert octopus.writes() == []


def test_a_rule_that_has_lost_its_scopes_can_be_disabled_or_removed(octopus: Octopus) -> None:
    surroundings(octopus.server)
    octopus.ok(MODULE, BY_IDS.minimal)
    octopus.server.remove("Projects-1")
    octopus.server.put_read_only(RULE, {"IdScopes": []})
    assert "can't be enabled" in octopus(MODULE, {"name": "Production", "description": "Why"})["msg"]
    assert rule(octopus, is_disabled=True)["changed"] is True
    assert rule(octopus, state="absent")["changed"] is True


def test_rules_are_listed_with_skip_and_take(octopus: Octopus) -> None:
    """A server refuses a list without these parameters (api: approvals#rule)."""
    surroundings(octopus.server)
    octopus.server.clear_requests()
    octopus.ok(MODULE, BY_IDS.minimal)
    octopus.ok("octopus_info", {"kind": "approval_rule"})
    octopus.ok("octopus_config_info", kinds=["approval_rules"])
    lists = [each for each in octopus.server.requests if each.method == "GET" and each.path.endswith("/approvalrules")]
    assert len(lists) >= 3
    assert [each.query for each in lists if not {"skip", "take"} <= {*each.query}] == []

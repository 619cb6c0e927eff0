# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tags are identified by their IDs, not by names or places: documents keep a renamed or moved tag."""

from __future__ import annotations

from typing import Any

import pytest
from contract.conftest import Octopus
from emulator.testing import Emulator

EARLY: dict[str, Any] = {"name": "Early", "color": "#983230", "description": "Brave"}
STABLE = {"name": "Stable", "color": "#227647"}


def ring(octopus: Octopus, *tags: dict[str, Any], **how: Any) -> dict[str, Any]:
    return octopus("octopus_tag_set", {"name": "Ring", "tags": list(tags)}, **how)


def borne(octopus: Octopus) -> dict[str, str]:
    """A tag set one of whose tags a tenant bears; the IDs of its tags by their names."""
    made = ring(octopus, EARLY, STABLE)
    octopus.server.seed("tenants", Name="Acme", TenantTags=["Ring/Early"])
    return {tag["Name"]: tag["Id"] for tag in made["resource"]["Tags"]}


@pytest.mark.fact("5.6")
def test_a_renamed_tag_is_the_same_tag(octopus: Octopus) -> None:
    ids = borne(octopus)
    renaming = ({"name": "early", "new_name": "First"}, {"name": "Stable"})
    predicted = ring(octopus, *renaming, check=True)
    done = ring(octopus, *renaming)
    assert (predicted["diff"], done["changed"]) == (done["diff"], True)
    first = done["resource"]["Tags"][0]
    assert (first["Id"], first["Color"], first["Description"]) == (ids["Early"], "#983230", "Brave")
    assert octopus.server.document("Tenants-1")["TenantTags"] == ["Ring/First"]
    assert ring(octopus, *renaming)["changed"] is False, "what was renamed is found by its new name"


def test_a_tag_in_another_place_is_the_same_tag(octopus: Octopus) -> None:
    ids = borne(octopus)
    turned = ring(octopus, STABLE, EARLY)["resource"]["Tags"]
    assert [(tag["Id"], tag["SortOrder"]) for tag in turned] == [(ids["Stable"], 0), (ids["Early"], 1)]
    assert ring(octopus, STABLE, EARLY)["changed"] is False


def test_the_sort_orders_of_tags_count(octopus: Octopus) -> None:
    """The order in which a server lists the tags does not matter."""
    tags = [{"Name": name, "Color": "#333333", "SortOrder": order} for name, order in (("Two", 2), ("One", 1))]
    octopus.server.seed("tagsets", Name="Ring", Tags=tags)
    assert ring(octopus, {"name": "One"}, {"name": "Two"})["changed"] is False
    assert ring(octopus, {"name": "Two"}, {"name": "One"})["changed"] is True
    assert ring(octopus, {"name": "Two"}, {"name": "One"})["changed"] is False


def test_a_new_tag_is_grey(octopus: Octopus) -> None:
    ring(octopus, {"name": "Early"})
    assert octopus.server.document("TagSets-1")["Tags"][0]["Color"] == "#6e6e6e"
    assert ring(octopus, EARLY)["changed"] is True
    assert ring(octopus, {"name": "Early"})["changed"] is False, "one that is there keeps its colour"


def test_tags_of_others_stay_in_merge_mode(octopus: Octopus) -> None:
    ids = borne(octopus)
    mine = ({"name": "Stable", "new_name": "Calm"}, {"name": "Wild"})
    for changed in (True, False):
        result = ring(octopus, *mine, tags_mode="merge")
        assert result["changed"] is changed, result["diff"]
    tags = [(tag["Name"], tag["Id"], tag["SortOrder"]) for tag in result["resource"]["Tags"]]
    assert tags[:2] == [("Early", ids["Early"], 0), ("Calm", ids["Stable"], 1)]
    assert tags[2][0] == "Wild"
    assert ring(octopus, {"name": "Wild"}, {"name": "Early"}, tags_mode="merge")["changed"] is False, "in any order"


def test_an_older_server_knows_tags_of_tenants_alone(octopus: Octopus) -> None:
    with Emulator(server_version="2024.4.1") as server:
        octopus.connection = {"octopus_url": server.url, "octopus_api_key": server.api_key}
        assert ring(octopus, EARLY)["changed"] is True
        for options in ({"type": "SingleSelect"}, {"scopes": ["Project"]}):
            result = octopus("octopus_tag_set", {"name": "Ring", **options})
            assert f"{next(iter(options))}: needs Octopus Server 2025.1 or newer" in result["msg"]


@pytest.mark.parametrize(
    ("tags", "says"),
    [
        ([{"name": "Early", "new_name": "stable"}], "tags[0].new_name: 'stable' exists already"),
        ([STABLE, {"name": "Early", "new_name": " "}], "tags[1].new_name: is empty"),
        ([STABLE, {"name": "Late", "new_name": "Stable"}], "name 'stable' is given more than once"),
        (
            [{"name": "Early", "new_name": "First"}, {"name": "early"}],
            "tags[1]: has the old name of tags[0]; give it this name in a later run",
        ),
    ],
)
def test_a_name_that_is_taken(octopus: Octopus, tags: list[dict[str, Any]], says: str) -> None:
    """Check mode refuses it as the run does, even if an earlier task would give the name up."""
    borne(octopus)
    octopus.server.clear_requests()
    predicted, result = (ring(octopus, *tags, check=check) for check in (True, False))
    assert (result["failed"], says in result["msg"]) == (True, True), result["msg"]
    assert (predicted["failed"], predicted["msg"]) == (True, result["msg"])
    assert octopus.writes() == []


@pytest.mark.fact("C.6")
@pytest.mark.parametrize("options", [{"tags": [STABLE]}, {"tags": []}, {"state": "absent"}], ids=str)
def test_a_tag_that_is_borne_stays(octopus: Octopus, options: dict[str, Any]) -> None:
    borne(octopus)
    result = octopus("octopus_tag_set", {"name": "Ring", **options})
    assert (result["failed"], "'Ring/Early'" in result["msg"], "'Acme' uses it" in result["msg"]) == (True,) * 3
    assert len(octopus.server.document("TagSets-1")["Tags"]) == 2


BEARERS = [
    ("octopus_environment", {"name": "Production"}, "environment_tags"),
    (
        "octopus_project",
        {"name": "Shop", "project_group": "Default Project Group", "lifecycle": "Default Lifecycle"},
        "project_tags",
    ),
]


@pytest.mark.parametrize(("module", "minimal", "option"), BEARERS)
@pytest.mark.parametrize(
    ("tag", "says"),
    [
        ("Rings/Early", "there is no tag set named 'Rings'. Similar names: 'Ring'."),
        ("Early", "'Early' is not a tag; write it with"),
    ],
)
def test_a_tag_of_nothing(
    octopus: Octopus, module: str, minimal: dict[str, Any], option: str, tag: str, says: str
) -> None:
    ring(octopus, EARLY)
    octopus.server.clear_requests()
    result = octopus(module, {**minimal, option: [tag]})
    assert (result["failed"], f"{option}: {says}" in result["msg"]) == (True, True), result["msg"]
    assert octopus.writes() == []


def test_a_tag_set_with_a_slash_in_its_name(octopus: Octopus) -> None:
    """No server makes one any more, but one that is there stays."""
    tags = [{"Name": "Early", "Color": "#333333"}]
    made = octopus.server.seed("tagsets", Name="Ring a", Scopes=["Environment"], Tags=tags)
    octopus.server.left_by_older(made["Id"], Name="Ring/a")
    options = {"name": "Production", "environment_tags": ["Ring/a/Early"]}
    assert octopus.ok("octopus_environment", options)["changed"] is True
    assert octopus.ok("octopus_environment", options)["changed"] is False


def test_tag_sets_are_made_before_documents_with_their_tags_and_removed_after_them(octopus: Octopus) -> None:
    config: dict[str, Any] = {
        "environments": [{"name": "Production", "environment_tags": ["Ring/Early"]}],
        "tag_sets": [{"name": "Ring", "scopes": ["Environment"], "tags": [EARLY]}],
    }
    assert octopus.ok("octopus_config", {"config": config})["counts"]["created"] == 2
    assert octopus.ok("octopus_config", {"config": config})["changed"] is False
    nothing: dict[str, Any] = {"environments": [], "tag_sets": []}
    gone = octopus.ok("octopus_config", {"config": nothing, "prune": ["tag_sets", "environments"]})
    assert gone["deleted"] == {"environments": ["Production"], "tag_sets": ["Ring"]}

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What refers to something comes after it, and a circle is shown."""

from __future__ import annotations

from itertools import pairwise

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._config.items import Item, Mistakes, items_of
from ansible_collections.octopus.deploy.plugins.module_utils._config.order import in_groups, order_of, removal_order
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.registry import KINDS
from hypothesis import given, settings, strategies

SIZES = strategies.integers(min_value=1, max_value=12)
BY_KIND = {each.kind: each for each in KINDS}


@strategies.composite
def references(draw: strategies.DrawFn, forward: bool) -> dict[str, list[str]]:
    """Who refers to whom; ``forward``: only to those before, so that there is no circle."""
    size = draw(SIZES)
    found = {}
    for number in range(size):
        others = range(number) if forward else [each for each in range(size) if each != number]
        picked = draw(strategies.lists(strategies.sampled_from(list(others)), max_size=3)) if others else []
        found[str(number)] = [str(each) for each in picked]
    keys = draw(strategies.permutations(list(found)))
    return {key: found[key] for key in keys}


def items_for(keys: list[str]) -> dict[str, Item]:
    return {key: Item(BY_KIND["environment"], key, {"name": key, "state": "present"}) for key in keys}


@given(references(forward=True))
@settings(deadline=None, derandomize=True)
def test_each_comes_after_all_that_it_needs(needs: dict[str, list[str]]) -> None:
    groups = in_groups(needs, items_for(list(needs)))
    assert sorted(key for group in groups for key in group) == sorted(needs)
    earlier: set[str] = set()
    for group in groups:
        assert all(set(needs[key]) <= earlier for key in group)
        earlier |= set(group)


@given(references(forward=False))
@settings(deadline=None, derandomize=True)
def test_a_circle_is_shown_where_there_is_one(needs: dict[str, list[str]]) -> None:
    items = items_for(list(needs))
    try:
        groups = in_groups(needs, items)
    except Mistakes as mistakes:
        around = str(mistakes).rsplit("circle: ", 1)[1].split(" -> ")
        path = [step.split(" ")[0] for step in around]
        assert path[0] == path[-1]
        assert all(after in needs[before] for before, after in pairwise(path))
    else:
        assert sum(map(len, groups)) == len(needs)


def test_a_circle_of_clones() -> None:
    projects = [
        {"name": "Chicken", "project_group": "Web", "lifecycle": "Standard", "clone_from": "Egg"},
        {"name": "Egg", "project_group": "Web", "lifecycle": "Standard", "clone_from": "Chicken"},
    ]
    with pytest.raises(Mistakes, match=r"projects\[0\] \(Chicken\) -> projects\[1\] \(Egg\) -> projects\[0\]"):
        order_of(items_of({"projects": projects}, {}))


def test_groups_follow_the_references_and_not_the_file() -> None:
    config = {
        "machines": [{"name": "web-1", "environments": ["Production"], "roles": ["web"], "cloud_region": {}}],
        "projects": [{"name": "Shop", "project_group": "Web", "lifecycle": "Standard"}],
        "lifecycles": [
            {"name": "Standard", "phases": [{"name": "All", "optional_deployment_targets": ["production"]}]}
        ],
        "project_groups": [{"name": "Web"}],
        "environments": [{"name": "Production"}],
    }
    groups = order_of(items_of(config, {})).groups
    assert [sorted(item.name for item in group) for group in groups] == [
        ["Production", "Web"],
        ["Standard", "web-1"],
        ["Shop"],
    ]


def test_what_others_refer_to_goes_last() -> None:
    kinds = [each.kind for each in removal_order(KINDS)]
    assert sorted(kinds) == sorted(BY_KIND)
    for each in KINDS:
        named = [other.kind for other in KINDS if other.collection in each.collections() and other is not each]
        assert all(kinds.index(each.kind) < kinds.index(other) for other in named)

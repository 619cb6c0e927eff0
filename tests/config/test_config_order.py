# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The order of writes follows from references alone, in any order of the configuration."""

from __future__ import annotations

import itertools
import threading
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._config.items import CONFIGURED as KINDS
from ansible_collections.octopus.deploy.plugins.module_utils._config.items import Item, Mistakes, items_of
from ansible_collections.octopus.deploy.plugins.module_utils._config.order import can_name, order_of, removal_order
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from config.driving import Config, asked, configure, environments, writes
from emulator.testing import Emulator
from hypothesis import given, settings, strategies

many = settings(max_examples=60, deadline=None, derandomize=True, database=None)
MOST = 12


@strategies.composite
def graphs(draw: Any, circles: bool = False) -> list[set[int]]:
    """For each document the others that it refers to; only with ``circles`` may references lead back to it."""
    size = draw(strategies.integers(1, MOST))
    order = draw(strategies.permutations(range(size)))
    edges: list[set[int]] = [set() for dummy in range(size)]
    for place, number in enumerate(order):
        others = order if circles else order[:place]
        edges[number] = draw(strategies.sets(strategies.sampled_from(others), max_size=1)) if others else set()
    return edges


def clones(edges: list[set[int]]) -> list[Item]:
    """Projects that are clones of each other, the one kind of reference within a kind that every server has."""
    return items_of(
        {
            "projects": [
                {"name": f"P {number}", **({"clone_from": f"p {next(iter(others))} "} if others else {})}
                for number, others in enumerate(edges)
            ]
        },
        {},
    )


@strategies.composite
def mixtures(draw: Any) -> tuple[list[dict[str, Any]], ...]:
    """Items of three kinds that refer to each other, without items that nothing refers to."""
    names = strategies.sets(strategies.sampled_from("ABCDEF"), max_size=4)
    hosts = draw(names)
    lifecycles = {name: draw(names) for name in draw(names)}
    projects = {name: (draw(strategies.sampled_from("ABCDEF")), draw(strategies.sampled_from("ABC"))) for name in hosts}
    groups = draw(names)
    return (
        [
            {"name": name, "lifecycle": lifecycle, "project_group": group}
            for name, (lifecycle, group) in projects.items()
        ],
        [
            {"name": name, "phases": [{"name": "P", "optional_deployment_targets": sorted(targets)}]}
            for name, targets in lifecycles.items()
        ],
        [{"name": name} for name in sorted(groups)],
        [{"name": name} for name in sorted(hosts)],
    )


def places(items: list[Item]) -> dict[str, int]:
    """The number of the group in which each item is created, by its place."""
    return {item.place: number for number, group in enumerate(order_of(items).groups) for item in group}


@many
@given(edges=graphs())
def test_each_comes_after_all_that_it_needs(edges: list[set[int]]) -> None:
    items = clones(edges)
    order = places(items)
    assert len(order) == len(items)
    for number, others in enumerate(edges):
        for other in others - {number}:
            assert order[f"projects[{other}]"] < order[f"projects[{number}]"]


@many
@given(mixture=mixtures())
def test_across_kinds(mixture: tuple[list[dict[str, Any]], ...]) -> None:
    plurals = ("projects", "lifecycles", "project_groups", "environments")
    config = dict(zip(plurals, mixture, strict=True))
    items = items_of(config, {})
    order = places(items)
    assert sorted(order) == sorted(item.place for item in items)
    found = {(plural, item["name"]): f"{plural}[{at}]" for plural in plurals for at, item in enumerate(config[plural])}

    def after(place: str, plural: str, name: str) -> None:
        assert (plural, name) not in found or order[found[(plural, name)]] < order[place]

    for at, project in enumerate(config["projects"]):
        after(f"projects[{at}]", "lifecycles", project["lifecycle"])
        after(f"projects[{at}]", "project_groups", project["project_group"])
    for at, lifecycle in enumerate(config["lifecycles"]):
        for target in lifecycle["phases"][0]["optional_deployment_targets"]:
            after(f"lifecycles[{at}]", "environments", target)


def has_circle(edges: list[set[int]]) -> bool:
    """Whether references lead back to their start; a document that refers to itself does not count."""
    for start in range(len(edges)):
        at, seen = start, set()
        while edges[at] - {at} and at not in seen:
            seen.add(at)
            at = next(iter(edges[at]))
        if at in seen:
            return True
    return False


@many
@given(edges=graphs(circles=True))
def test_circles_are_found_and_spelled_out(edges: list[set[int]]) -> None:
    items = clones(edges)
    if not has_circle(edges):
        assert order_of(items)
        return
    with pytest.raises(Mistakes) as found:
        order_of(items)
    (problem,) = found.value.problems
    steps = [int(part.split("[")[1].split("]")[0]) for part in problem.split(": ", 1)[1].split(" -> ")]
    assert steps[0] == steps[-1] and len(steps) > 2 and len(set(steps)) == len(steps) - 1
    for here, following in itertools.pairwise(steps):
        assert following in edges[here]


def test_names_slugs_and_new_names_all_count() -> None:
    items = items_of(
        {
            "projects": [
                {"name": "A", "lifecycle": "by-slug", "project_group": "Called before"},
                {"name": "B", "lifecycle": "LIFECYCLES-7", "project_group": "called now"},
            ],
            "lifecycles": [{"name": "L", "slug": "by-slug"}, {"id": "Lifecycles-7"}],
            "project_groups": [{"name": "Called before", "new_name": "Called now"}],
        },
        {},
    )
    assert order_of(items).needs == {
        "projects[0]": ["project_groups[0]", "lifecycles[0]"],
        "projects[1]": ["project_groups[0]", "lifecycles[1]"],
        "lifecycles[0]": [],
        "lifecycles[1]": [],
        "project_groups[0]": [],
    }


def test_documents_that_the_server_keeps_in_order_wait_for_the_ones_before(server: Emulator) -> None:
    """The second environment needs nothing, and a server puts each new environment last."""
    config: Config = {
        "environments": [{"name": "Test", "environment_tags": ["Ring/Early"]}, {"name": "Live"}],
        "tag_sets": [{"name": "Ring", "tags": [{"name": "Early"}], "scopes": ["Environment"]}],
    }
    order = places(items_of(config, {}))
    assert order["tag_sets[0]"] < order["environments[0]"] <= order["environments[1]"]
    configure(server, config)
    with Client(server.url, api_key=server.api_key) as client:
        listed = client.items(client.space().document, "Environments")
        assert [each["Name"] for each in sorted(listed, key=lambda each: int(each["SortOrder"]))] == ["Test", "Live"]


def test_removals_come_in_the_other_direction() -> None:
    """Every kind before those that it can name, however they are written down.

    Spaces and teams name each other, and so do projects and channels: the first of each brings its own documents.
    """
    for kinds in (tuple(KINDS), tuple(KINDS)[::-1]):
        places = {each.kind: place for place, each in enumerate(removal_order(kinds))}
        for resource, other in itertools.permutations(KINDS, 2):
            if can_name(resource.fields, other) and not can_name(other.fields, resource):
                assert places[resource.kind] < places[other.kind]
        for pair in itertools.permutations(KINDS, 2):
            if can_name(pair[0].fields, pair[1]):
                first, last = removal_order(pair)
                assert places[first.kind] < places[last.kind], "alone as among all kinds"
        assert places["space"] < places["team"] < places["user_role"]
        assert places["project_trigger"] < places["project"] < places["channel"]


def test_a_whole_config_written_backwards(server: Emulator) -> None:
    config: Config = {
        "projects": [{"name": "P 2", "clone_from": "P 1"}, {"name": "P 1", "project_group": "G", "lifecycle": "L"}],
        "lifecycles": [{"name": "L", "phases": [{"name": "One", "optional_deployment_targets": ["Environment 0"]}]}],
        "project_groups": [{"name": "G"}],
        "environments": environments([0]),
    }
    done, _asked = asked(server, lambda: configure(server, config, parallelism=1))
    made = [each.path.rpartition("/")[2] for each in writes(server)]
    assert made.index("environments") < made.index("lifecycles") < made.index("projects")
    assert [each["name"] for each in done["changes"]] == ["P 2", "P 1", "L", "G", "Environment 0"], "as written down"
    gone = {plural: [{"name": item["name"], "state": "absent"} for item in items] for plural, items in config.items()}
    for written in (gone, dict(reversed(gone.items()))):
        configure(server, config)
        assert configure(server, written)["counts"]["deleted"] == 5
    assert configure(server, gone)["changed"] is False


@pytest.mark.parametrize(("parallelism", "most"), [(1, 1), (2, 2), (4, 4)])
def test_so_many_are_under_way_at_a_time(
    server: Emulator, monkeypatch: pytest.MonkeyPatch, parallelism: int, most: int
) -> None:
    """Each write waits until the allowed number of writes is under way; with fewer, the wait would time out."""
    create, lock, under_way, highest = Client.create, threading.Condition(), [0], [0]

    def counted(self: Client, *args: Any, **more: Any) -> Any:
        with lock:
            under_way[0] += 1
            highest[0] = max(highest[0], under_way[0])
            lock.notify_all()
            met = lock.wait_for(lambda: highest[0] >= most, timeout=20)
        try:
            return create(self, *args, **more) if met else pytest.fail(f"no more than {highest[0]} at a time")
        finally:
            with lock:
                under_way[0] -= 1

    monkeypatch.setattr(Client, "create", counted)
    groups = [{"name": f"Group {number}"} for number in range(12)]
    done = configure(server, {"project_groups": groups}, parallelism=parallelism)
    assert (done["counts"]["created"], highest[0]) == (12, most)

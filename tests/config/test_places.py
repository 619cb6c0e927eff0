# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""New documents come in the order of the configuration where the server lists them in the order of their creation."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._config.items import CONFIGURED, items_of
from ansible_collections.octopus.deploy.plugins.module_utils._config.order import order_of
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource
from config.driving import Config, configure, export, task
from contract.samples import SAMPLES
from emulator.testing import Emulator

IN_ORDER = [each for each in CONFIGURED if any(field.option == "sort_order" for field in each.fields)]
MANY = 8
REFUSAL = {"ErrorMessage": "There was a problem.", "Errors": ["Not on a Friday."]}
every_kind_in_order = pytest.mark.parametrize("resource", IN_ORDER, ids=lambda each: each.plural)


def minimal(resource: Resource) -> dict[str, Any]:
    return next(each.minimal for each in SAMPLES if each.kind == resource.kind)


def numbered(resource: Resource) -> list[dict[str, Any]]:
    return [{**minimal(resource), "name": f"Number {number}"} for number in range(MANY)]


def late(server: Emulator, resource: Resource) -> None:
    """The sooner a document is asked for, the later it comes."""
    for number in range(MANY):
        path = f"*/{resource.location.link.casefold()}"
        server.fault(method="POST", path=path, delay=(MANY - number) * 0.01)


def listed(server: Emulator, resource: Resource) -> list[str]:
    found = export(server, kinds=[resource.plural])["config"][resource.plural]
    ours = [each for each in found if each["name"].startswith("Number")]
    return [each["name"] for each in sorted(ours, key=lambda each: each["sort_order"])]


@every_kind_in_order
def test_as_they_are_written_down(server: Emulator, resource: Resource) -> None:
    """However many are made at a time, and with others that are made among them."""
    items = numbered(resource)
    config: Config = {"project_groups": [{"name": f"Group {number}"} for number in range(MANY)]}
    late(server, resource)
    configure(server, {resource.plural: items, **config}, parallelism=8)
    assert listed(server, resource) == [each["name"] for each in items]
    more = [{**minimal(resource), "name": f"Number {number}"} for number in ("b", "a")]
    configure(server, {resource.plural: [more[0], *items[:3], more[1]]}, parallelism=8)
    assert listed(server, resource)[-2:] == ["Number b", "Number a"]


def test_also_those_that_wait_for_others(server: Emulator) -> None:
    """The first and the last one bear tags of a tag set that is yet to come."""
    tags = {"environment_tags": ["Ring/Inner"]}
    items = [{"name": f"Number {number}", **(tags if number in (0, 7) else {})} for number in range(MANY)]
    tag_set = {"name": "Ring", "scopes": ["Environment"], "tags": [{"name": "Inner"}]}
    resource = next(each for each in IN_ORDER if each.kind == "environment")
    for config in ({"environments": items, "tag_sets": [tag_set]}, {"tag_sets": [tag_set], "environments": items}):
        server.reset()
        late(server, resource)
        configure(server, config, parallelism=8)
        assert listed(server, resource) == [each["name"] for each in items]


@every_kind_in_order
def test_the_one_after_a_failure_is_tried(server: Emulator, resource: Resource) -> None:
    """The item does not depend on the failed one."""
    server.fault(method="POST", path=f"*/{resource.location.link.casefold()}", status=400, body=REFUSAL)
    items = numbered(resource)
    result = task(server, "octopus_config", config={resource.plural: items}, parallelism=8)
    assert (result["counts"]["failed"], result["counts"]["created"], result["not_tried"]) == (1, MANY - 1, [])
    assert listed(server, resource) == [each["name"] for each in items[1:]]


def test_items_that_wait_for_their_turn_are_in_no_group_before_it() -> None:
    """If places and references contradict each other, references count."""
    tagged = {"environment_tags": ["Ring/Inner"]}
    config: Config = {
        "environments": [{"name": "A", **tagged}, {"name": "B"}, {"name": "C"}],
        "tag_sets": [{"name": "Ring", "tags": [{"name": "Inner"}]}],
        "project_groups": [{"name": "G"}],
    }
    groups = [[item.place for item in group] for group in order_of(items_of(config, {})).groups]
    assert groups == [
        ["tag_sets[0]", "project_groups[0]"],
        ["environments[0]", "environments[1]", "environments[2]"],
    ]

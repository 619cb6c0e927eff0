# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A value that the server only accepts for an existing document can be given when it is created."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Octopus

WANTED: dict[str, Any] = {
    "name": "Shop",
    "project_group": "Default Project Group",
    "lifecycle": "Default Lifecycle",
    "release_creation_strategy": {"channel": "Default"},
}


@pytest.mark.parametrize("kind", ["environment", "parent_environment", "worker_pool", "tag_set"])
def test_a_new_one_comes_first(octopus: Octopus, kind: str) -> None:
    """The server puts one last that is to be at 0 [OctopusDeploy/Issues#8940]."""
    more = {"worker_pool": {"worker_pool_type": "StaticWorkerPool"}}.get(kind, {})
    octopus.ok(f"octopus_{kind}", name="One", **more)
    first = {"name": "Two", "sort_order": 0, **more}
    predicted = octopus.ok(f"octopus_{kind}", first, check=True)
    made = octopus.ok(f"octopus_{kind}", first)
    assert (made["diff"], made["resource"]["SortOrder"]) == (predicted["diff"], 0)
    assert octopus.ok(f"octopus_{kind}", first)["changed"] is False


def test_new_ones_come_first_by_a_configuration(octopus: Octopus) -> None:
    config = {"environments": [{"name": "One", "sort_order": 1}, {"name": "Two", "sort_order": 0}]}
    assert octopus.ok("octopus_config", config=config)["changed"] is True
    assert octopus.ok("octopus_config", config=config)["changed"] is False


def test_a_new_project_names_its_own_channel(octopus: Octopus) -> None:
    predicted = octopus.ok("octopus_project", WANTED, check=True)
    made = octopus.ok("octopus_project", WANTED)
    assert made["diff"] == predicted["diff"]
    assert made["resource"]["ReleaseCreationStrategy"]["ChannelId"] == "Channels-1"
    assert not octopus.ok("octopus_project", WANTED)["changed"]

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is generated of the kinds is up to date, and says something of every property that the API describes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import kinds
import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._engine.resource import Resource
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.environment import ENVIRONMENT
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.lifecycle import LIFECYCLE
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.machine import MACHINE
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.space import SPACE
from description.description import RELATIVE, where
from kind_page import page, without_since
from kind_properties import Definitions, problems

PUBLISHED = where() if where().exists() else None
NOT_THERE = f"the published description is not at {RELATIVE}"
described = pytest.mark.skipif(PUBLISHED is None, reason=NOT_THERE)
FOUND = kinds.found_kinds()


@pytest.fixture(scope="module")
def definitions() -> Definitions:
    return Definitions(PUBLISHED)


def without(resource: Resource, option: str) -> Resource:
    return replace(resource, fields=tuple(each for each in resource.fields if each.option != option))


def test_generated_files_are_what_make_kinds_writes(definitions: Definitions) -> None:
    found = kinds.stale(kinds.generated(FOUND, definitions), PUBLISHED is not None)
    assert [str(path) for path in found] == [], "run make kinds"


def test_the_registry_has_every_kind() -> None:
    assert [each.resource.kind for each in FOUND] == [each.kind for each in KINDS] != []


@pytest.mark.parametrize("resource", KINDS, ids=lambda each: each.kind)
def test_a_kind_has_all_its_files(resource: Resource) -> None:
    assert kinds.lacking(resource) == []


@described
@pytest.mark.parametrize("resource", KINDS, ids=lambda each: each.kind)
def test_no_property_of_the_description_is_missing(resource: Resource, definitions: Definitions) -> None:
    assert problems(resource, definitions) == []


@described
@pytest.mark.parametrize(
    ("resource", "problem"),
    [
        (without(ENVIRONMENT, "sort_order"), "EnvironmentResource.SortOrder no option sets it"),
        (without(ENVIRONMENT, "environment_tags"), "EnvironmentResource.EnvironmentTags no option sets it"),
        (without(MACHINE, "ssh"), "EndpointResource:Ssh no option sets it"),
        (replace(MACHINE, read_only=()), "EndpointResource:Ssh.Uri no option sets it"),
        (replace(LIFECYCLE, unmanaged={}), "RetentionPeriod.ShouldKeepForever no option sets it"),
        (replace(SPACE, read_only=("IsPrivate", "Slug")), "SpaceResource.Slug is said to have no option, but has one"),
        (replace(SPACE, read_only=("IsPrivate", "Sluq")), "SpaceResource.Sluq is said to have no option, but there is"),
        (replace(LIFECYCLE, unmanaged={"RetentionPeriod.ShouldKeepForever": ""}), "without a reason"),
        (replace(SPACE, definition="RoomResource"), "there is no definition RoomResource"),
    ],
    ids=lambda each: each if isinstance(each, str) else each.kind,
)
def test_what_is_missing_is_named(resource: Resource, problem: str, definitions: Definitions) -> None:
    assert problem in "\n".join(problems(resource, definitions))


@described
def test_the_page_says_which_release_brought_a_property(definitions: Definitions) -> None:
    lines = page(KINDS, definitions).splitlines()
    for line in (
        "| `environment_tags` | `EnvironmentTags` | 2025.1 |",
        "| `phases.is_priority_phase` | `Phases.IsPriorityPhase` | after 2020.5 |",
        "| `release_retention_policy.strategy` | in `ReleaseRetentionPolicy` | 2025.3 |",
        "| `kubernetes_agent.upgrade_locked` | `Endpoint:KubernetesTentacle.UpgradeLocked` | after 2020.5 |",
        "| `ssh.host` | `Endpoint:Ssh.Host` |  |",
        "| `Architecture` | the server sets it | after 2020.5 |",
    ):
        assert line in lines


@described
def test_without_the_description_only_releases_are_not_compared(definitions: Definitions) -> None:
    whole, bare = page(KINDS, definitions), page(KINDS, Definitions(None))
    assert whole != bare
    assert without_since(whole) == without_since(bare)


@pytest.mark.parametrize(
    ("path", "spoilt"),
    [
        (kinds.PAGE, lambda text: text.replace("left over from old servers", "left over")),
        (kinds.README, lambda text: text.replace("Manage machines", "Manage engines")),
        (kinds.REGISTRY, lambda text: text.replace("    MACHINE,\n", "")),
        (kinds.RUNTIME, lambda text: text.replace("    - octopus_machine\n", "")),
        (kinds.ACTIONS / "octopus_machine.py", lambda text: text.replace("octopus_machine", "octopus_engine")),
    ],
    ids=lambda each: each.name if isinstance(each, Path) else "",
)
@pytest.mark.parametrize("is_described", [True, False])
def test_what_was_changed_by_hand_is_told(path: Path, spoilt: Any, is_described: bool, monkeypatch: Any) -> None:
    definitions = Definitions(PUBLISHED if is_described else None)
    files: Mapping[Path, str | None] = kinds.generated(FOUND, definitions)
    here = kinds.content(path)
    assert here is not None and spoilt(here) != here
    monkeypatch.setattr(kinds, "content", lambda each: spoilt(here) if each == path else files[each])
    assert kinds.stale(files, is_described) == [path]

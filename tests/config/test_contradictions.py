# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Items that contradict each other, themselves or the server are reported before any write, or change nothing."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.default_flag import DefaultFlag
from config.driving import KINDS, Config, configure, report, task, writes
from config.test_brought import PROJECT
from emulator.testing import Emulator

MARKED = {each.plural: each for each in KINDS if any(isinstance(field.type, DefaultFlag) for field in each.fields)}
NEEDS = {"spaces": {"space_managers_teams": ["Octopus Administrators"]}}
CLONED = {each.kind: each for each in KINDS if each.source_fields}


def refusal(server: Emulator, module: str, **options: Any) -> str:
    """The message of a task that must write nothing, in check mode and in the run."""
    results = [task(server, module, check=check, **options) for check in (True, False)]
    assert writes(server) == []
    assert results[0]["failed"] and results[0]["msg"] == results[1]["msg"]
    return str(results[0]["msg"])


def defaults(plural: str, owners: tuple[str, str]) -> Config:
    """Two items that are to be the default, each of an owner, where the kind has owners."""
    parent = MARKED[plural].location.parent
    items = [
        {"name": name, "is_default": True, **({"project": owner} if parent else {}), **NEEDS.get(plural, {})}
        for name, owner in zip(("One", "Two"), owners, strict=True)
    ]
    return {
        **({"projects": [{**PROJECT, "name": each} for each in sorted({*owners})]} if parent else {}),
        plural: items,
    }


@pytest.mark.parametrize("plural", MARKED)
def test_two_defaults_of_one_owner(server: Emulator, plural: str) -> None:
    message = refusal(server, "octopus_config", config=defaults(plural, ("Shop", "Shop")))
    label = MARKED[plural].label
    assert f"{plural}[1].is_default: only one {label} can have it, and {plural}[0] has it already" in message


def test_each_owner_has_a_default(server: Emulator) -> None:
    config = defaults("channels", ("Shop", "Store"))
    assert configure(server, config)["counts"]["created"] == 4
    assert configure(server, config)["changed"] is False


@pytest.mark.parametrize("kind", CLONED)
@pytest.mark.parametrize("named", [{"name": "Shop"}, {"name": "Old", "new_name": "Shop"}], ids=str)
def test_a_clone_of_itself(server: Emulator, kind: str, named: dict[str, str]) -> None:
    resource = CLONED[kind]
    item = {**named, resource.source_fields[0].option: "shop"}
    expected = f"clone_from: 'shop' is the {resource.label} to create, which can't clone itself"
    assert expected in refusal(server, "octopus_config", config={resource.plural: [item]})
    assert expected in refusal(server, f"octopus_{kind}", **item)


@pytest.mark.parametrize("plural", ["channels", "project_triggers"])
def test_documents_of_an_owner_that_does_not_exist_are_gone(server: Emulator, plural: str) -> None:
    config: Config = {plural: [{"name": "Beta", "project": "Nowhere", "state": "absent"}]}
    predicted, done = configure(server, config, check=True), configure(server, config)
    assert report(predicted) == report(done)
    assert done["changed"] is False


def test_check_mode_names_all_that_it_takes_for_made(server: Emulator) -> None:
    """Fields that are written later make a plan of their own, in which the lifecycle is known already."""
    item = {**PROJECT, "name": "Shop", "lifecycle": "Nowhere"}
    for later in ({}, {"auto_create_release": False}):
        warnings = configure(server, {"projects": [{**item, **later}]}, check=True)["warnings"]
        assert warnings == [
            "projects[0]: lifecycle: there is no lifecycle named 'Nowhere' yet; "
            "check mode assumes that it will be created."
        ]


def test_a_name_that_another_owner_has_is_not_near(server: Emulator) -> None:
    """The message would offer the very name that it refuses."""
    projects = [
        {**PROJECT, "name": "Shop"},
        {**PROJECT, "name": "Store", "release_creation_strategy": {"channel": "Hot"}},
    ]
    config: Config = {"projects": projects, "channels": [{"name": "Hot", "project": "Shop"}]}
    message = str(task(server, "octopus_config", config=config)["msg"])
    assert "there is no channel named 'Hot'" in message
    assert "Similar names: 'Hot'" not in message

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A task that fails in check mode also tells of the names that it did not find, as one of them may be misspelled."""

from __future__ import annotations

from pathlib import Path

import pytest
from contract.conftest import Octopus

pytestmark = pytest.mark.both_doors

SHOP = {"name": "Shop", "project_group": "Default Project Group", "lifecycle": "Default Lifecycle"}


def test_a_document_whose_parent_is_misspelled(octopus: Octopus) -> None:
    octopus.ok("octopus_project", SHOP)
    result = octopus("octopus_project_trigger", {"name": "Nightly", "project": "Shpo"}, check=True)
    assert "must be given to create project trigger 'Nightly'" in result["msg"]
    (warning,) = result["warnings"]
    assert warning.startswith("project: there is no project named 'Shpo' yet") and "Similar names: 'Shop'" in warning
    assert (
        octopus("octopus_project_trigger", {"name": "Nightly", "project": "Shop"}, check=True).get("warnings") is None
    )


def test_a_configuration_with_a_misspelled_parent(octopus: Octopus) -> None:
    octopus.ok("octopus_project", SHOP)
    triggers = {"project_triggers": [{"name": "Nightly", "project": "Shpo"}]}
    result = octopus("octopus_config", {"config": triggers}, check=True)
    assert "must be given to create project trigger 'Nightly'" in result["msg"]
    (warning,) = result["warnings"]
    assert warning.startswith("project_triggers[0]: project: there is no project named 'Shpo' yet")


def test_a_configuration_whose_items_contradict_each_other(octopus: Octopus) -> None:
    environments = [{"name": name, "slug": "one"} for name in ("One", "Two")]
    options = {"config": {"environments": environments}, "space": "To come"}
    result = octopus("octopus_config", options, check=True)
    assert "environments[1].slug: 'one' is the slug of environments[0] as well" in result["msg"]
    (warning,) = result["warnings"]
    assert warning.startswith("space: ")


def test_a_verb_with_a_misspelled_channel(octopus: Octopus) -> None:
    octopus.ok("octopus_project", SHOP)
    release = {"project": "Shop", "version": "1.0.0", "state": "created"}
    octopus.ok("octopus_release", release)
    result = octopus("octopus_release", {**release, "channel": "Defualt"}, check=True)
    assert result["msg"].startswith("version: release 1.0.0 exists")
    assert [each.partition(" yet")[0] for each in result["warnings"]] == [
        "channel: there is no channel named 'Defualt'"
    ]


def test_an_export_to_a_folder_that_can_not_be_written(octopus: Octopus, tmp_path: Path) -> None:
    octopus.server.seed("environments", Name="Test", Description="********")
    (tmp_path / "file").touch()
    result = octopus("octopus_config_info", {"kinds": ["environments"], "dest": str(tmp_path / "file" / "folder")})
    assert result["failed"]
    (warning,) = result["warnings"]
    assert warning.startswith("environments: 'Test' would be refused in a configuration: ")

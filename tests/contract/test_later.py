# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the server takes only of a document that exists can be asked for when it is made."""

from __future__ import annotations

from typing import Any

from .conftest import Octopus

WANTED: dict[str, Any] = {
    "name": "Shop",
    "project_group": "Default Project Group",
    "lifecycle": "Default Lifecycle",
    "release_creation_strategy": {"channel": "Default"},
}


def test_a_new_project_names_its_own_channel(octopus: Octopus) -> None:
    foretold = octopus.ok("octopus_project", WANTED, check=True)
    made = octopus.ok("octopus_project", WANTED)
    assert made["diff"] == foretold["diff"]
    assert made["resource"]["ReleaseCreationStrategy"]["ChannelId"] == "Channels-1"
    assert not octopus.ok("octopus_project", WANTED)["changed"]

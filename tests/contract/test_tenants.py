# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""No write about other options loses a tenant's connections."""

from __future__ import annotations

from typing import Any

import pytest
from contract.conftest import Octopus
from contract.kinds.tenant import tenanted_projects


@pytest.fixture
def connections(octopus: Octopus) -> dict[str, list[str]]:
    """The connections of the tenant Acme: one project in two environments."""
    tenanted_projects(octopus.server)
    acme(octopus, ("Web shop", ["Test", "Production"]))
    return connected(octopus)


def acme(octopus: Octopus, *projects: tuple[str, list[str] | None], **more: Any) -> dict[str, Any]:
    asked = [{"project": project, "environments": environments} for project, environments in projects]
    return octopus("octopus_tenant", {"name": "Acme", "projects": asked, **more})


def connected(octopus: Octopus) -> dict[str, list[str]]:
    found: dict[str, list[str]] = octopus.server.document("Tenants-1")["ProjectEnvironments"]
    return found


@pytest.mark.fact("5.5")
def test_projects_stay_when_they_are_not_spoken_of(octopus: Octopus, connections: dict[str, list[str]]) -> None:
    for options in ({"description": "x"}, {"new_name": "Acme Corporation"}):
        assert octopus.ok("octopus_tenant", {"name": "Acme", **options})["changed"] is True
        assert connected(octopus) == connections


def test_merged_projects_gain_environments_and_lose_none(octopus: Octopus, connections: dict[str, list[str]]) -> None:
    acme(octopus, ("Web shop", ["Test"]))
    more = acme(octopus, ("web shop", ["Production"]), ("Payments", ["Test"]), projects_mode="merge")
    assert more["diff"]["after"]["projects"] == [
        {"project": "Payments", "environments": ["Test"]},
        {"project": "Web shop", "environments": ["Production", "Test"]},
    ]
    assert {key: set(ids) for key, ids in connected(octopus).items()} == {
        **{key: set(ids) for key, ids in connections.items()},
        "Projects-2": {"Environments-1"},
    }
    assert acme(octopus, ("Payments", []), projects_mode="merge")["changed"] is False


def test_a_project_without_environments_keeps_them(octopus: Octopus, connections: dict[str, list[str]]) -> None:
    assert acme(octopus, ("Web shop", None))["changed"] is False
    acme(octopus, ("Web shop", None), ("Payments", None))
    assert connected(octopus) == {**connections, "Projects-2": []}
    acme(octopus, ("Web shop", []))
    assert connected(octopus) == {"Projects-1": []}


def test_a_project_is_named_once(octopus: Octopus, connections: dict[str, list[str]]) -> None:
    twice = acme(octopus, ("Web shop", ["Test"]), ("Projects-1", ["Production"]))
    assert twice["msg"].startswith("projects[1].project: 'Projects-1' is given more than once")
    assert acme(octopus, (" ", None))["msg"].startswith("projects[0].project: is empty")
    assert connected(octopus) == connections

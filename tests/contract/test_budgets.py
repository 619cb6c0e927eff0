# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How many requests a task may make (docs/idempotence.md): counted in the server's own log."""

from __future__ import annotations

from typing import Any

import pytest
from contract.conftest import Octopus
from contract.deploying import MODULE as DEPLOYMENT
from contract.deploying import shop_with_releases
from contract.kinds import environment, lifecycle, machine, project, project_group
from contract.kinds.machine import machine_surroundings
from contract.sample import Sample

pytestmark = pytest.mark.both_doors

UNCHANGED, UNCHANGED_IN_NAMED_SPACE, WRITE = 2, 4, 1
# The requests for the default space and its address: newer addresses begin with its ID.
DEFAULT_SPACE = 2
# An update is read once more, as nothing else shows that another writer has put it back.
SEEN_AGAIN = 1
# A new space is entered, and five kinds of its first documents are looked for.
FURNISHED = 1 + 5
TENTACLE = next(each for each in machine.SAMPLES if each.title == "machine: polling_tentacle")


def asked(octopus: Octopus, module: str, options: dict[str, Any]) -> int:
    """The requests that a task makes."""
    octopus.server.clear_requests()
    octopus.ok(module, options)
    return len(octopus.server.requests)


@pytest.mark.parametrize(
    ("sample", "references"),
    [
        (environment.ENVIRONMENT, 0),
        (project_group.PROJECT_GROUP, 0),
        (lifecycle.LIFECYCLE, 0),
        (project.PROJECT, 2),
        (TENTACLE, 1),
    ],
    ids=lambda value: getattr(value, "title", None),
)
@pytest.mark.parametrize("space", [None, "Default"])
def test_one_document(octopus: Octopus, sample: Sample, references: int, space: str | None) -> None:
    sample.stock(octopus.server)
    least = (UNCHANGED_IN_NAMED_SPACE if space else UNCHANGED) + references
    options = {**sample.minimal, **({"space": space} if space else {})}
    assert asked(octopus, sample.module, options) <= least + WRITE, "creating"
    assert asked(octopus, sample.module, options) <= least, "unchanged"
    option, values = next(iter(sample.steps.items()))
    changed = {**sample.known, option: values[0], **({"space": space} if space else {})}
    assert asked(octopus, sample.module, changed) <= least + WRITE + SEEN_AGAIN, "changing"
    gone = {**sample.known, "state": "absent", **({"space": space} if space else {})}
    assert asked(octopus, sample.module, gone) <= least + WRITE, "removing"


def test_each_distinct_reference_costs_one_request(octopus: Octopus) -> None:
    lifecycle.three_environments(octopus.server)
    phases = [
        {"name": "One", "automatic_deployment_targets": ["Development", "Test"]},
        {"name": "Two", "optional_deployment_targets": ["Production", "test", "Development"]},
    ]
    options = {"name": "Standard", "phases": phases}
    octopus.ok("octopus_lifecycle", options)
    assert asked(octopus, "octopus_lifecycle", options) <= UNCHANGED + 3


@pytest.mark.parametrize(
    ("value", "requests"), [("Staging-1", 1), ("Environments-1", 2), ("environments-1", 2), ("old-1", 2)]
)
def test_a_value_that_looks_like_an_id_costs_a_second_request_where_it_is_no_name(
    octopus: Octopus, value: str, requests: int
) -> None:
    octopus.server.seed("environments", Name="Staging-1", Slug="old-1")
    options = {"name": "One", "phases": [{"name": "All", "optional_deployment_targets": [value]}]}
    octopus.ok("octopus_lifecycle", options)
    assert asked(octopus, "octopus_lifecycle", options) == UNCHANGED + requests


@pytest.mark.parametrize(
    ("value", "requests"), [("Staging-1", 1), ("Environments-1", 4 + DEFAULT_SPACE), ("old-1", 6 + DEFAULT_SPACE)]
)
def test_a_value_that_names_no_static_environment_may_name_another(octopus: Octopus, value: str, requests: int) -> None:
    """A name comes before an ID and a slug, so that all types are asked for the name first; then all for the ID."""
    octopus.server.seed("environments", Name="Staging-1", Slug="old-1")
    options = {"name": "One", "environments": [value], "roles": ["web"], "cloud_region": {}}
    octopus.ok("octopus_machine", options)
    assert asked(octopus, "octopus_machine", options) == UNCHANGED + requests


def test_a_space(octopus: Octopus) -> None:
    """A space belongs to the server: no space is entered. The properties that its POST leaves out are read afterwards,
    and so are the documents that every space begins with.
    """
    options = {"name": "Second", "space_managers_teams": ["Octopus Administrators"]}
    assert asked(octopus, "octopus_space", options) <= UNCHANGED + 1 + WRITE + 1 + FURNISHED
    assert asked(octopus, "octopus_space", options) <= UNCHANGED + 1


def test_a_machine_by_id(octopus: Octopus) -> None:
    machine_surroundings(octopus.server)
    made = octopus.ok(TENTACLE.module, TENTACLE.minimal)
    assert asked(octopus, TENTACLE.module, {"id": made["id"], "is_disabled": False}) <= UNCHANGED


@pytest.mark.fact("C.4")
def test_info_reads_page_after_page(octopus: Octopus) -> None:
    for number in range(65):
        octopus.server.seed("environments", Name=f"Environment {number}")
    assert asked(octopus, "octopus_info", {"kind": "environment"}) == 1 + 1
    assert asked(octopus, "octopus_info", {"kind": "environment", "parameters": {"take": 30}}) == 1 + 3
    found = {"kind": "environment", "name": "Environment 64"}
    for limit, pages, options in ((31, 1, {}), (31, 2, {"parameters": {"take": 30}}), (1, 1, found)):
        assert asked(octopus, "octopus_info", {"kind": "environment", "limit": limit, **options}) == 1 + pages


# The server, the project, the environments, the release, the last deployments and their server tasks.
RUNS_ALREADY = 6
# The template, the freezes and the missing packages of a release; the numbers of releases that are replaced.
CHECKED, REPLACED = 3, 1
# The previews of all places, and the deployment of each.
PREVIEWS, EACH = 1, 1
# One release in 20 environments, while the task waits for a minute.
AT_MOST = 45


@pytest.mark.parametrize("places", [1, 20])
def test_deployments(one_door: Octopus, monkeypatch: pytest.MonkeyPatch, places: int) -> None:
    names = [f"Environment {number}" for number in range(places)]
    shop_with_releases(one_door, *names)
    options = {"project": "Shop", "environments": names}
    first, second = ({**options, "version": each} for each in ("1.0.0", "1.1.0"))
    # Without a deployment there is no server task to read before, but those that are queued are read.
    assert asked(one_door, DEPLOYMENT, {**first, "wait": False}) == RUNS_ALREADY + CHECKED + PREVIEWS + EACH * places
    assert asked(one_door, DEPLOYMENT, first) == RUNS_ALREADY
    # The server works on five deployments at a time.
    monkeypatch.setattr(one_door.server.app.octopus, "task_seconds", 60 / max(places / 5, 1))
    planned = RUNS_ALREADY + CHECKED + REPLACED + PREVIEWS + EACH * places + 1
    rounds = 11
    sent = asked(one_door, DEPLOYMENT, second)
    assert planned < sent <= min(planned + 2 * rounds, REPLACED + AT_MOST)
    # Check mode sends no POST, so that it reads the previews one by one.
    third = {**second, "force": True}
    predicted, done = (one_door.ok(DEPLOYMENT, third, check=check) for check in (True, False))
    assert predicted["diff"] == done["diff"]

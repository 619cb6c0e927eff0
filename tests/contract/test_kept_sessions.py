# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A session that several items of a loop share forgets the documents that they change."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.octopus.deploy.plugins.module_utils._locate.resolvers import Resolvers
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils._session.session import Session
from contract.conftest import Octopus, on
from contract.doors import through_action
from contract.sample import Sample
from contract.samples import SAMPLES
from contract.test_contract import RESOURCES
from emulator.testing import Emulator

REFERRED_TO = {location for kind in KINDS for location in kind.locations()}


def referred_to(sample: Sample) -> list[Location]:
    """The collections by which the options of other kinds name the document of a sample."""
    own = RESOURCES[sample.kind].location
    return [each for each in REFERRED_TO if each == own or own in each.parts]


REFERENCED = {
    sample.kind: sample
    for sample in reversed(SAMPLES)
    if sample.identified_by and not sample.stays and referred_to(sample)
}


@pytest.fixture
def octopus(running_emulator: Emulator) -> Octopus:
    running_emulator.reset()
    return on(running_emulator, through_action)


@pytest.mark.parametrize("kind", REFERENCED)
@pytest.mark.parametrize("space", [None, "Default"])
def test_removed_made_again_and_renamed(
    octopus: Octopus, sessions: list[Session], kind: str, space: str | None
) -> None:
    sample = REFERENCED[kind]
    sample.stock(octopus.server)
    where = {"space": space} if space else {}

    def known() -> list[Any]:
        """The document that references find."""
        directory = sessions[0].kept(Resolvers).enter(space)[1]
        return [
            directory.resolve(each, sample.name, directory.resolve(each.parent.location, parent) if each.parent else "")
            for each in referred_to(sample)
        ]

    resource = RESOURCES[kind]
    parent = str(sample.known.get(resource.parent.option)) if resource.parent else ""
    first = octopus.ok(sample.module, {**sample.minimal, **where})["id"]
    assert set(known()) == {first}
    octopus.ok(sample.module, {**sample.known, "state": "absent", **where})
    assert not any(isinstance(each, str) for each in known())
    second = octopus.ok(sample.module, {**sample.minimal, **where})["id"]
    assert set(known()) == {second} != {first}
    if not resource.fixed:
        octopus.ok(sample.module, {**sample.known, "new_name": "Called otherwise", **where})
        directory = sessions[0].kept(Resolvers).enter(space)[1]
        for each in referred_to(sample):
            assert directory.names(each, [second]) == ["Called otherwise"]


def test_a_loop_over_what_is_cloned(octopus: Octopus, sessions: list[Session]) -> None:
    """Each item is a project; some are clones of earlier items."""
    template = {"name": "Template", "project_group": "Default Project Group", "lifecycle": "Default Lifecycle"}
    for item in (
        template,
        {"name": "One", "clone_from": "Template"},
        {"name": "Template", "state": "absent"},
        template,
        {"name": "Two", "clone_from": "Template"},
    ):
        made = octopus.ok("octopus_project", item)
    assert made["resource"]["ClonedFromProjectId"] == "Projects-3"
    assert len(sessions) == 1


def test_a_loop_over_spaces(octopus: Octopus, sessions: list[Session]) -> None:
    space = {"name": "Team", "space_managers_teams": ["Octopus Administrators"]}
    for _again in range(2):
        octopus.ok("octopus_space", space)
        octopus.ok("octopus_environment", {"space": "Team", "name": "Production"})
        octopus.ok("octopus_space", {"name": "Team", "state": "absent"})
    octopus.ok("octopus_space", space)
    octopus.ok("octopus_space", {"name": "Team", "new_name": "Group"})
    assert octopus.ok("octopus_environment", {"space": "Group", "name": "A"})["space"]["name"] == "Group"


def test_writes_of_other_modules_are_seen(octopus: Octopus, sessions: list[Session]) -> None:
    """After writes of octopus_api and octopus_config, everything is read again."""
    octopus.ok("octopus_lifecycle", {"name": "L"})
    project = {"name": "Shop", "project_group": "Default Project Group", "lifecycle": "L"}
    octopus.ok("octopus_project", project)
    octopus.ok("octopus_project", {"name": "Shop", "state": "absent"})
    octopus.ok("octopus_api", {"method": "DELETE", "follow": [{"link": "Lifecycles", "name": "L"}]})
    octopus.ok("octopus_config", {"config": {"lifecycles": [{"name": "L"}]}})
    assert octopus.ok("octopus_project", project)["resource"]["LifecycleId"] == "Lifecycles-3"


def test_the_next_attempt_reads_again(octopus: Octopus, sessions: list[Session]) -> None:
    """Another writer replaces a lifecycle that the session knows: the keyword until repeats a task in one session."""
    octopus.ok("octopus_lifecycle", {"name": "L"})
    project = {"name": "Shop", "project_group": "Default Project Group", "lifecycle": "L"}
    made = octopus.ok("octopus_project", project)["resource"]
    for identity in (made["Id"], made["LifecycleId"]):
        octopus.server.remove(identity)
    replaced = octopus.server.seed("lifecycles", Name="L")
    first = octopus("octopus_project", project)
    assert first["failed"] and "Lifecycles-2" in first["msg"]
    assert octopus.ok("octopus_project", project)["resource"]["LifecycleId"] == replaced["Id"]
    assert len(sessions) == 1


@pytest.mark.parametrize("other", [{"octopus_username": "admin"}, {"timeout": 7}], ids=["password", "timeout"])
def test_a_loop_with_two_connections(octopus: Octopus, other: dict[str, Any]) -> None:
    """A session forgets documents that the other one removes and creates again."""
    server = octopus.server
    key = {"octopus_url": server.url, "octopus_api_key": server.api_key}
    password = {"octopus_url": server.url, **other, "octopus_password": server.password}
    another = password if "octopus_username" in other else {**key, **other}
    project = {"name": "Shop", "project_group": "Default Project Group", "lifecycle": "L"}

    def done(module: str, options: dict[str, Any], connection: dict[str, Any]) -> dict[str, Any]:
        result = through_action(module, {**connection, **options})
        assert not result.get("failed"), result["msg"]
        return result

    done("octopus_lifecycle", {"name": "L"}, key)
    done("octopus_project", project, key)
    done("octopus_project", {"name": "Shop", "state": "absent"}, key)
    done("octopus_lifecycle", {"name": "L", "state": "absent"}, another)
    again = done("octopus_lifecycle", {"name": "L"}, another)
    assert done("octopus_project", project, key)["resource"]["LifecycleId"] == again["id"]


def test_a_loop_over_servers(octopus: Octopus) -> None:
    """The spaces of one name have other IDs on each server (findings/typescript-client-spaces-of-two-servers.sh)."""
    with Emulator() as other:
        servers = [octopus, on(other, through_action)]
        for server, names in zip(servers, (["Shop", "Bank"], ["Bank", "Shop"]), strict=True):
            for name in names:
                server.ok("octopus_space", {"name": name, "space_managers_teams": ["Octopus Administrators"]})
        reached = []
        for _again in range(2):
            for server in servers:
                made = server.ok("octopus_environment", {"space": "Shop", "name": "Production"})
                config = {"environments": [{"name": "Production"}, {"name": "Test"}]}
                kept = server.ok("octopus_config", {"space": "Shop", "config": config})
                reached.append([made["space"]["id"], made["resource"]["SpaceId"], kept["space"]["id"]])
        ids = [server.server.document(space)["Name"] for server in servers for space in ("Spaces-2", "Spaces-3")]
    assert ids == ["Shop", "Bank", "Bank", "Shop"]
    assert reached == [["Spaces-2"] * 3, ["Spaces-3"] * 3] * 2


def test_each_task_of_a_loop_says_what_it_takes_for_made(octopus: Octopus, sessions: list[Session]) -> None:
    """Each task of a loop has its own warning, although the tasks share a session."""
    machine = {"environments": ["Development"], "roles": ["web"], "cloud_region": {}}
    team = {"scoped_user_roles": [{"user_role": "Project viewer", "space": "Default", "projects": ["Shop"]}]}
    for module, options in (("octopus_machine", machine), ("octopus_team", team)):
        first, second = (octopus.ok(module, {"name": name, **options}, check=True)["warnings"] for name in "AB")
        assert first == second and "assumes that it will be created" in first[0]


def test_a_loop_that_changes_nothing_asks_once(octopus: Octopus, sessions: list[Session]) -> None:
    project = {"project_group": "Default Project Group", "lifecycle": "Default Lifecycle"}
    for name in "AB":
        octopus.ok("octopus_project", {"name": name, **project})
    octopus.ok("octopus_project", {"name": "A", **project})
    octopus.server.clear_requests()
    for name in "AB":
        octopus.ok("octopus_project", {"name": name, **project})
    assert len(octopus.server.requests) == 1

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A value means a name, else an ID, else a slug: the same document to every module and every option."""

from __future__ import annotations

from typing import Any

import pytest
from contract.conftest import Octopus
from emulator.testing import Emulator

# Each value, and the number of the environment that it means among ``lookalikes``.
MEANT = {
    "Web-1": 3,
    "web-1": 3,
    "Environments-1": 4,
    "environments-1": 4,
    "Environments-2": 2,
    "environments-2": 2,
    "db-7": 2,
    "DB-7": 2,
}
SHOP = {"ProjectGroupId": "ProjectGroups-1", "LifecycleId": "Lifecycles-1"}
MANAGERS = {"SpaceManagersTeamMembers": ["Users-1"]}


def lookalikes(server: Emulator) -> None:
    """Environments whose slugs and names are those of others, or look like their IDs."""
    for name in ("Web-1", "Db-7"):
        server.seed("environments", Name=name)
    server.put_read_only("Environments-1", {"Name": "Old web"})
    server.put_read_only("Environments-2", {"Name": "Database"})
    for name in ("Web-1", "Environments-1"):
        server.seed("environments", Name=name)
    assert [server.document(f"Environments-{each}")["Slug"] for each in (1, 2)] == ["web-1", "db-7"]


def shops(server: Emulator) -> None:
    """A project that was called Shop-2, and the one that is called so now; each with a channel Hotfix."""
    server.seed("projects", Name="Shop-2", **SHOP)
    server.put_read_only("Projects-1", {"Name": "Shop archive"})
    server.seed("projects", Name="Shop-2", **SHOP)
    for project in ("Projects-1", "Projects-2"):
        server.seed("channels", Name="Hotfix", ProjectId=project)


@pytest.mark.parametrize("value", MEANT)
def test_a_reference(octopus: Octopus, value: str) -> None:
    lookalikes(octopus.server)
    machine = {"name": "m", "environments": [value], "roles": ["web"], "cloud_region": {}}
    made = octopus.ok("octopus_machine", machine)
    assert made["resource"]["EnvironmentIds"] == [f"Environments-{MEANT[value]}"]
    assert octopus.ok("octopus_machine", machine)["changed"] is False


@pytest.mark.parametrize("value", MEANT)
def test_projects_that_are_connected_already_are_meant_by_their_names(octopus: Octopus, value: str) -> None:
    """An ID that a document has is not kept where somebody else bears it as a name."""
    server = octopus.server
    lookalikes(server)
    server.seed("projects", Name="Shop", TenantedDeploymentMode="Tenanted", **SHOP)
    connected = {"Projects-1": ["Environments-1", "Environments-2"]}
    server.seed("tenants", Name="Acme", ProjectEnvironments=connected)
    options = {"name": "Acme", "projects": [{"project": "Shop", "environments": [value]}]}
    done = octopus.ok("octopus_tenant", options)
    assert done["resource"]["ProjectEnvironments"] == {"Projects-1": [f"Environments-{MEANT[value]}"]}


@pytest.mark.parametrize("project", ["Shop-2", "shop-2", "Projects-2", "projects-2"])
def test_the_parent_of_a_document_is_the_one_that_is_meant(octopus: Octopus, project: str) -> None:
    shops(octopus.server)
    gone = octopus.ok("octopus_channel", {"name": "Hotfix", "project": project, "state": "absent"})
    assert gone["id"] == "Channels-4"
    assert octopus.server.document("Channels-3")["ProjectId"] == "Projects-1"


@pytest.mark.parametrize("kind", ["channel", "project"])
@pytest.mark.parametrize("identity", ["shop-2", "hotfix", "Shop-2"])
def test_the_option_id_takes_nothing_but_an_id(octopus: Octopus, kind: str, identity: str) -> None:
    shops(octopus.server)
    inside = {"project": "Shop-2"} if kind == "channel" else {}
    result = octopus(f"octopus_{kind}", {"id": identity, "description": "Mine", **inside})
    assert f"there is no {kind} with ID '{identity}'" in result["msg"]
    assert octopus.ok(f"octopus_{kind}", {"id": identity, "state": "absent", **inside})["changed"] is False
    assert not octopus.writes()


def test_an_id_of_another_parent(octopus: Octopus) -> None:
    """A channel is not removed from a project other than the one that the task names."""
    shops(octopus.server)
    elsewhere = {"id": "Channels-3", "project": "Shop-2", "state": "absent"}
    assert octopus.ok("octopus_channel", elsewhere)["changed"] is False
    assert octopus.ok("octopus_channel", {**elsewhere, "project": "Shop archive"})["changed"] is True


def test_a_channel_of_a_project_that_does_not_exist(octopus: Octopus) -> None:
    """There is nothing to remove, not even the default channel that such a project would have."""
    gone = octopus.ok("octopus_channel", {"name": "Default", "project": "X", "state": "absent"})
    assert gone["changed"] is False and not octopus.writes()


def test_a_project_that_check_mode_takes_for_made_is_shown_by_its_name(octopus: Octopus) -> None:
    """A project that an earlier task is to make is shown by its name, and begins with the channel of every project."""
    octopus.server.seed("tenants", Name="Acme")
    options = {"name": "Acme", "projects": [{"project": "Shop-3"}]}
    predicted = octopus.ok("octopus_tenant", options, check=True)
    assert [each["project"] for each in predicted["diff"]["after"]["projects"]] == ["Shop-3"]
    channel = {"name": "Default", "project": "Shop-3", "description": "First"}
    assert octopus.ok("octopus_channel", channel, check=True)["diff"]["before"]["name"] == "Default"


@pytest.mark.parametrize("value", MEANT)
def test_machine_cleanup(octopus: Octopus, value: str) -> None:
    server = octopus.server
    lookalikes(server)
    endpoint = {"CommunicationStyle": "TentacleActive", "Uri": "poll://b/", "Thumbprint": "A"}
    for number in range(1, 5):
        machine = {"EnvironmentIds": [f"Environments-{number}"], "Roles": ["web"], "Endpoint": endpoint}
        made = server.seed("machines", Name=f"in {number}", SkipInitialHealthCheck=True, **machine)
        server.health(made["Id"], "Unavailable", "2020-01-01T00:00:00.000+00:00")
    options = {"longer_than": "7d", "environments": [value]}
    done = octopus.ok("octopus_machine_cleanup", options, check=True)
    assert [each["name"] for each in done["removed"]] == [f"in {MEANT[value]}"]


def test_info_by_ids(octopus: Octopus) -> None:
    """IDs are found ignoring case; slugs are not found, although servers accept them."""
    lookalikes(octopus.server)
    shops(octopus.server)
    wanted = ["environments-2", "web-1", "Web-1", "Environments-3"]
    found = octopus.ok("octopus_info", {"kind": "environment", "ids": wanted})["resources"]
    assert {each["Id"] for each in found} == {"Environments-2", "Environments-3"}
    octopus.server.seed("parentenvironments", Name="Short-1")
    parents = octopus.ok("octopus_info", {"kind": "parent_environment", "ids": ["Short-1", "environments-5"]})
    assert [each["Id"] for each in parents["resources"]] == ["Environments-5"]


@pytest.mark.parametrize(
    ("space", "meant"),
    [
        ("team-a", "Spaces-3"),
        ("Team-A", "Spaces-3"),
        ("Spaces-2", "Spaces-4"),
        ("spaces-3", "Spaces-3"),
        ("space-x", "Spaces-4"),
    ],
)
def test_a_space(octopus: Octopus, space: str, meant: str) -> None:
    """Team A has the slug of team-a, and a space is called like the ID of Team A."""
    server = octopus.server
    for name in ("Team A", "team-a", "Spaces-2"):
        server.seed("spaces", Name=name, **MANAGERS)
    server.put_read_only("Spaces-4", {"Slug": "space-x"})
    assert server.document("Spaces-2")["Slug"] == "team-a"
    done = octopus.ok("octopus_environment", {"name": "Production", "space": space})
    assert (done["space"]["id"], done["resource"]["SpaceId"]) == (meant, meant)


def space_of(result: dict[str, Any]) -> str:
    return str(result["space"]["id"])


def test_a_space_everywhere(octopus: Octopus) -> None:
    """Every task that has the option means the same space by it."""
    for name in ("Team A", "team-a"):
        octopus.server.seed("spaces", Name=name, **MANAGERS)
    tasks: dict[str, dict[str, Any]] = {
        "octopus_info": {"kind": "environment"},
        "octopus_machine_cleanup": {"longer_than": "7d"},
        "octopus_config": {"config": {"environments": []}},
        "octopus_config_info": {},
        "octopus_api": {"follow": [{"link": "Environments"}]},
        "octopus_search": {"text": "x"},
    }
    for module, options in tasks.items():
        assert space_of(octopus.ok(module, {**options, "space": "team-a"})) == "Spaces-3", module

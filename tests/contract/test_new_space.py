# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A configuration for a new space may refer to the first documents of every space, or manage them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._kinds import space
from ansible_collections.octopus.deploy.plugins.module_utils._locate.resolver import Resolver
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from contract.conftest import Octopus
from emulator.testing import Emulator

SPACE = "Web team"
CONFIG: dict[str, Any] = {
    "projects": [{"name": "Storefront", "project_group": "Default Project Group", "lifecycle": "Default Lifecycle"}],
    "environments": [{"name": "Production"}],
    "lifecycles": [
        {
            "name": "Default Lifecycle",
            "phases": [{"name": "Production", "optional_deployment_targets": ["Production"]}],
        }
    ],
    "machines": [
        {
            "name": "eu-west",
            "environments": ["Production"],
            "roles": ["web"],
            "machine_policy": "Default Machine Policy",
            "cloud_region": {},
        }
    ],
    "spaces": [{"name": SPACE, "space_managers_teams": ["Octopus Administrators"]}],
}


@pytest.fixture(scope="module", params=[0.0, 0.8], ids=["furnished at once", "furnished later"])
def running_emulator(request: pytest.FixtureRequest) -> Iterator[Emulator]:
    """Real servers furnish a new space in the background."""
    with Emulator(furnish_seconds=request.param) as server:
        yield server


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(space, "PAUSE", 0.1)


def test_the_first_documents_of_a_new_space_can_be_referred_to(octopus: Octopus) -> None:
    predicted = octopus.ok("octopus_config", space=SPACE, config=CONFIG, check=True)
    assert octopus.writes() == []
    made = octopus.ok("octopus_config", space=SPACE, config=CONFIG)
    assert made["created"]["spaces"] == [SPACE]
    assert made["updated"] == {"lifecycles": ["Default Lifecycle"]}
    assert made["space"]["name"] == predicted["space"]["name"] == SPACE
    assert not [each for each in made.get("warnings", []) if "check mode" in each]
    again = octopus.ok("octopus_config", space=SPACE, config=CONFIG)
    assert not again["changed"], again["changes"]
    assert not octopus.ok("octopus_lifecycle", space=SPACE, name="Default Lifecycle")["changed"]
    found = octopus.ok("octopus_info", space=SPACE, kind="lifecycle")["resources"]
    assert len(found) == 1 and len(found[0]["Phases"]) == 1


def test_a_change_of_what_a_new_space_begins_with_takes_no_longer_than_others(
    octopus: Octopus, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next look comes after as much time as reading and writing took."""
    waits: list[float] = []
    wait = Client.wait

    def noted(self: Client, seconds: float) -> None:
        waits.append(seconds)
        wait(self, min(seconds, 0.1))

    monkeypatch.setattr(Client, "wait", noted)
    made = octopus.ok("octopus_config", space=SPACE, config=CONFIG)
    assert made["updated"] == {"lifecycles": ["Default Lifecycle"]}
    assert max(waits) < 2


def test_a_reference_to_nothing_fails_once_the_space_is_there(octopus: Octopus) -> None:
    """Before the space exists its documents are unknown, so that nothing can be refused earlier."""
    lost = {**CONFIG, "projects": [{**CONFIG["projects"][0], "lifecycle": "Nowhere"}]}
    result = octopus("octopus_config", space=SPACE, config=lost)
    assert result["failed"]
    assert [each["place"] for each in result["failures"]] == ["projects[0]"]
    assert "no lifecycle named 'Nowhere'" in result["failures"][0]["msg"]
    assert result["counts"]["created"] == 3


def test_a_task_and_those_after_it(octopus: Octopus) -> None:
    made = octopus.ok("octopus_space", name=SPACE, space_managers_teams=["Octopus Administrators"])
    assert made["furnished"]["lacking"] == []
    assert not made.get("warnings")
    project = {"name": "Storefront", "project_group": "Default Project Group", "lifecycle": "Default Lifecycle"}
    assert octopus.ok("octopus_project", project, space=SPACE)["changed"]
    octopus.server.clear_requests()
    again = octopus.ok("octopus_space", name=SPACE, space_managers_teams=["Octopus Administrators"])
    assert ("furnished" in again, len(octopus.server.requests)) == (False, 3), "nobody waits for a space that was there"


def test_a_space_that_another_run_makes(octopus: Octopus, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another run creates the space first; this run waits for its first documents, too."""
    create = Client.create
    managers = ["teams-administrators"]
    left = [{"Name": SPACE, "SpaceManagersTeams": managers}]

    def raced(self: Client, *args: Any, **more: Any) -> Any:
        if left:
            octopus.server.seed("spaces", **left.pop())
        return create(self, *args, **more)

    monkeypatch.setattr(Client, "create", raced)
    made = octopus.ok("octopus_config", space=SPACE, config=CONFIG)
    assert made["updated"] == {"lifecycles": ["Default Lifecycle"]}
    assert "spaces" not in made["created"]


def test_a_space_that_another_run_makes_while_this_one_reads(octopus: Octopus, monkeypatch: pytest.MonkeyPatch) -> None:
    original, left = Resolver.by_name, [{"Name": SPACE, "SpaceManagersTeams": ["teams-administrators"]}]

    def by_name(self: Resolver, collection: Any, *args: Any, **more: Any) -> Any:
        found = original(self, collection, *args, **more)
        if left and collection.link == "Spaces":
            octopus.server.seed("spaces", **left.pop())
        return found

    monkeypatch.setattr(Resolver, "by_name", by_name)
    made = octopus.ok("octopus_config", space=SPACE, config=CONFIG)
    assert made["updated"] == {"lifecycles": ["Default Lifecycle"]}
    assert not octopus.ok("octopus_config", space=SPACE, config=CONFIG)["changed"]


def test_a_space_that_is_never_furnished(octopus: Octopus, monkeypatch: pytest.MonkeyPatch) -> None:
    octopus.server.fault(
        method="GET", path="*/lifecycles", body={"Items": [], "TotalResults": 0, "Links": {}}, times=99
    )
    monkeypatch.setattr(space, "LONGEST_WAIT", 1.0)
    made = octopus.ok("octopus_space", name=SPACE, space_managers_teams=["Octopus Administrators"])
    (warning,) = made["warnings"]
    assert "after 1 seconds the server has not created all first documents" in warning
    assert made["furnished"]["lacking"] == ["Lifecycles"]


@pytest.mark.parametrize("path", ["/api/Spaces-2", "*/lifecycles"])
def test_a_space_that_its_maker_may_not_see(octopus: Octopus, path: str) -> None:
    octopus.server.fault(method="GET", path=path, status=403, times=9)
    made = octopus.ok("octopus_space", name=SPACE, space_managers_teams=["Octopus Administrators"])
    (warning,) = made["warnings"]
    assert "can't check whether the server has created the first documents of the space" in warning

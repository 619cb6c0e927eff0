# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults that must never happen to a process: another writer's change undone, an ID lost, a request for each step."""

from __future__ import annotations

import json
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from contract.conftest import Octopus
from contract.kinds.deployment_process import BODY, SCRIPT, a_project, script
from contract.test_two_writers import Request, around_first

MODULE = "octopus_deployment_process"
PROCESS = "deploymentprocess-Projects-1"


def process(octopus: Octopus, *steps: dict[str, Any], check: bool = False, **options: Any) -> dict[str, Any]:
    return octopus.ok(MODULE, {"project": "Depot", "steps": list(steps), **options}, check=check)


def stored(octopus: Octopus) -> list[dict[str, Any]]:
    """The steps as the server keeps them."""
    found: list[dict[str, Any]] = octopus.server.document(PROCESS)["Steps"]
    return found


def ids(octopus: Octopus) -> dict[str, tuple[str, str, str]]:
    return {each["Name"]: (each["Id"], each["Slug"], each["Actions"][0]["Id"]) for each in stored(octopus)}


def by_hand(octopus: Octopus, change: Any) -> None:
    """Another client reads the process, changes it and writes all of it."""
    with Client(octopus.server.url, api_key=octopus.server.api_key) as client:
        document = client.get(client.root, "DeploymentProcesses", {"id": PROCESS})
        change(document["Steps"])
        client.modify(document)


@pytest.fixture(autouse=True)
def surroundings(octopus: Octopus) -> None:
    a_project(octopus.server)


def test_ids_and_slugs_stay(octopus: Octopus) -> None:
    process(octopus, script("A", "1"), script("B", "2"), script("C", "3"))
    before = ids(octopus)
    steps = (script("New", "4"), script("C", "3"), script("A", "5", new_name="Again"))
    predicted = process(octopus, *steps, check=True)
    done = process(octopus, *steps)
    after = ids(octopus)
    assert predicted["diff"] == done["diff"] and list(after) == ["New", "C", "Again"]
    assert (after["C"], after["Again"]) == (before["C"], before["A"])
    assert process(octopus, *steps)["changed"] is False


def test_two_writers_of_different_steps(octopus: Octopus, monkeypatch: pytest.MonkeyPatch) -> None:
    process(octopus, script("A", "1"), script("B", "2"))

    def theirs(found: list[dict[str, Any]]) -> None:
        found[1]["Actions"][0]["Properties"][BODY] = "by hand"

    def first(request: Request) -> Any:
        by_hand(octopus, theirs)
        return request.send()

    around_first(monkeypatch, "PUT", first)
    assert process(octopus, script("A", "changed"), mode="merge")["changed"] is True
    assert [each["Actions"][0]["Properties"][BODY] for each in stored(octopus)] == ["changed", "by hand"]


def test_requests_do_not_grow_with_the_steps(octopus: Octopus) -> None:
    steps = [script(f"Step {number}", "echo", environments=["Test"], worker_pool="Windows") for number in range(40)]
    process(octopus, *steps)
    octopus.server.clear_requests()
    assert process(octopus, *steps)["changed"] is False
    # The root, the project, its process, the environment and the worker pool.
    assert len(octopus.server.requests) == 5
    steps[7] = script("Step 7", "other")
    octopus.server.clear_requests()
    assert process(octopus, *steps)["changed"] is True
    assert len(octopus.server.requests) == 6


def test_the_portals_spelling_of_steps_is_no_change(octopus: Octopus) -> None:
    steps = (
        script("A", "echo 1\necho 2\n", run_on_server=True),
        {
            "name": "B",
            "action_type": "Octopus.TentaclePackage",
            "packages": [{"name": "", "package_id": "Web", "feed": "Images"}],
            "properties": {"Octopus.Action.EnabledFeatures": "Octopus.Features.A,Octopus.Features.B"},
        },
    )
    process(octopus, *steps)

    def portal(found: list[dict[str, Any]]) -> None:
        first, second = (each["Actions"][0]["Properties"] for each in found)
        first.update({BODY: "echo 1\r\necho 2\r\n", "Octopus.Action.RunOnServer": "true", "Octopus.New": "kept"})
        second["Octopus.Action.EnabledFeatures"] = ",Octopus.Features.B,Octopus.Features.A"

    by_hand(octopus, portal)
    before = stored(octopus)
    assert process(octopus, *steps)["changed"] is False
    assert stored(octopus) == before


def test_the_feed_of_a_package_by_its_name(octopus: Octopus) -> None:
    step = {"name": "A", "action_type": SCRIPT, "packages": [{"name": "x", "package_id": "Web", "feed": "Images"}]}
    process(octopus, step)
    by_hand(octopus, lambda steps: steps[0]["Actions"][0]["Packages"][0].update({"FeedId": "Images"}))
    assert process(octopus, step)["changed"] is False


def test_the_name_of_a_primary_package_may_be_null(octopus: Octopus) -> None:
    """Servers have the empty text or null there (api: processes#package-references)."""
    packages = [
        {"name": "", "package_id": "Web", "feed": "Images"},
        {"name": "None", "package_id": "N", "feed": "Images"},
    ]
    process(octopus, {"name": "A", "action_type": SCRIPT, "packages": packages})
    steps = stored(octopus)
    steps[0]["Actions"][0]["Packages"][0]["Name"] = None
    octopus.server.left_by_older(PROCESS, Steps=steps)
    for check in (True, False):
        assert process(octopus, {"name": "A", "packages": packages}, check=check)["changed"] is False
    packages[0]["package_id"] = "Shop"
    results = [process(octopus, {"name": "A", "packages": packages}, check=check) for check in (True, False, False)]
    assert [each["changed"] for each in results] == [True, True, False]
    assert results[0]["diff"] == results[1]["diff"]
    assert [each["PackageId"] for each in stored(octopus)[0]["Actions"][0]["Packages"]] == ["Shop", "N"]


def test_a_diff_of_one_line(octopus: Octopus) -> None:
    process(octopus, script("A", "echo 1\necho 2"))
    diff = process(octopus, script("A", "echo 1\necho 3"))["diff"]
    before, after = (json.dumps(diff[side], indent=1).splitlines() for side in ("before", "after"))
    assert [each.strip() for each in before if each not in after] == ['"echo 2"']
    assert [each.strip() for each in after if each not in before] == ['"echo 3"']


def test_environments_can_be_parents(octopus: Octopus) -> None:
    octopus.server.seed("parentenvironments", Name="Branches", Slug="twigs")
    options = script("A", "echo", environments=["Branches", "Test"], excluded_environments=["twigs"])
    process(octopus, options)
    assert process(octopus, options)["changed"] is False
    exported = octopus.ok("octopus_config_info", kinds=["deployment_processes"])["config"]["deployment_processes"]
    assert exported[0]["steps"][0]["environments"] == ["Branches", "Test"]


@pytest.mark.parametrize("mode", ["replace", "merge"])
@pytest.mark.parametrize("part", ["step", "action"])
def test_a_new_name_that_another_one_has(octopus: Octopus, mode: str, part: str) -> None:
    """Check mode and the run refuse it alike, also where the task would remove the other step or action."""
    one, other = script("A", "1"), script("B", "2")
    process(octopus, *([one, other] if part == "step" else [{"name": "Both", "actions": [one, other]}]))
    before = stored(octopus)
    renamed = {**one, "new_name": "B"}
    steps = [renamed if part == "step" else {"name": "Both", "actions": [renamed]}]
    options = {"project": "Depot", "steps": steps, "mode": mode}
    predicted, done = (octopus(MODULE, options, check=check) for check in (True, False))
    place = "steps[0]" if part == "step" else "steps[0].actions[0]"
    assert f"{place}.new_name: 'A' and 'B' both exist" in done["msg"]
    assert predicted["failed"] and predicted["msg"] == done["msg"]
    assert stored(octopus) == before

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A run that fails in the middle: its changes, failures and untried items, and the next run."""

from __future__ import annotations

from typing import Any

import pytest
from config.driving import asked, configure, environments, task, writes
from emulator.testing import Emulator

CONFIG: dict[str, list[dict[str, Any]]] = {
    "projects": [
        {"name": "Shop", "project_group": "Web", "lifecycle": "Standard"},
        {"name": "Office", "project_group": "Inside", "lifecycle": "Standard"},
    ],
    "lifecycles": [{"name": "Standard"}],
    "project_groups": [{"name": "Web"}, {"name": "Inside"}],
}
REFUSAL = {"ErrorMessage": "There was a problem.", "Errors": ["Not on a Friday."]}


def test_a_refused_document_among_others(server: Emulator) -> None:
    server.fault(method="POST", path="/api/*/projectgroups", status=400, body=REFUSAL)
    lines: list[str] = []
    result = task(server, "octopus_config", config=CONFIG, parallelism=1, progress=lines.append)
    assert result["failed"] is True and result["changed"] is True
    assert result["counts"] == {
        "created": 3,
        "updated": 0,
        "deleted": 0,
        "unchanged": 0,
        "failed": 1,
        "not_tried": 1,
    }
    assert result["created"] == {"projects": ["Office"], "lifecycles": ["Standard"], "project_groups": ["Inside"]}
    (failure,) = result["failures"]
    assert (failure["place"], failure["kind"], failure["name"]) == ("project_groups[0]", "project_groups", "Web")
    assert failure["status"] == 400 and "Not on a Friday." in failure["msg"]
    assert result["not_tried"] == ["projects[0]"]
    assert result["msg"].startswith(
        "1 failed, 3 created, 1 not tried (they depend on a failed document, or come after it). "
        "Run the task again to continue.\n  project_groups[0] (Web): There was a problem."
    )
    assert sorted(line.split(":")[0] for line in lines[:-1]) == [
        "created lifecycle Standard",
        "created project Office",
        "created project group Inside",
        "failed project group Web",
        "not tried project Shop",
    ]
    again = configure(server, CONFIG)
    assert again["created"] == {"projects": ["Shop"], "project_groups": ["Web"]}
    assert configure(server, CONFIG)["changed"] is False


def test_items_that_depend_on_an_untried_item_are_not_tried(server: Emulator) -> None:
    """Items two steps away from the failure are not tried; unchanged items need no write."""
    configure(server, {**CONFIG, "projects": []})
    machines = [{"name": "one", "environments": ["Environment 0"], "roles": ["web"], "cloud_region": {}}]
    lifecycles = [{"name": "Other", "phases": [{"name": "P", "optional_deployment_targets": ["Environment 0"]}]}]
    projects = [{"name": "Shop", "project_group": "Web", "lifecycle": "Other"}]
    config = {
        "environments": environments([0]),
        "machines": machines,
        "lifecycles": [*lifecycles, {"name": "Standard"}],
        "projects": projects,
        "project_groups": CONFIG["project_groups"],
    }
    server.fault(method="POST", path="/api/*/environments", status=400, body=REFUSAL)
    result = task(server, "octopus_config", config=config)
    assert result["counts"]["failed"] == 1 and result["counts"]["unchanged"] == 3
    assert result["not_tried"] == ["machines[0]", "lifecycles[0]", "projects[0]"]
    assert configure(server, config)["counts"]["created"] == 4


def test_an_update_and_a_removal_that_are_refused(server: Emulator) -> None:
    configure(server, {"environments": environments(range(4))}, parallelism=1)
    config = {"environments": [*environments([0, 1], description="New"), {"name": "Environment 2", "state": "absent"}]}
    server.fault(method="PUT", path="/api/*/environments/*", status=400, body=REFUSAL)
    # The run tries a refused removal again, as it has removed another document since.
    server.fault(method="DELETE", path="/api/*/environments/Environments-3", status=400, body=REFUSAL, times=2)
    lines: list[str] = []
    result = task(server, "octopus_config", config=config, prune=["environments"], parallelism=1, progress=lines.append)
    assert [each.count("Environment 2") for each in lines].count(1) == 1
    assert [each["place"] for each in result["failures"]] == ["environments[0]", "environments[2]"]
    assert (result["updated"], result["deleted"]) == (
        {"environments": ["Environment 1"]},
        {"environments": ["Environment 3"]},
    )
    again = configure(server, config, prune=["environments"])
    assert (again["counts"]["updated"], again["counts"]["deleted"]) == (1, 1)


@pytest.mark.parametrize("fault", [{"status": 503}, {"status": 500}, {"status": 401}, {"drop": "connect"}], ids=str)
@pytest.mark.parametrize("parallelism", [1, 4])
def test_a_server_that_is_down_is_left_alone(server: Emulator, fault: dict[str, Any], parallelism: int) -> None:
    """Writes under way fail; no other document is tried, not even of the same kind."""
    config = {**CONFIG, "environments": environments(range(40))}
    server.fault(method="POST", path="/api/*/environments", times=10_000, **fault)
    result, made = asked(
        server, lambda: task(server, "octopus_config", config=config, parallelism=parallelism, retries=0, verbosity=1)
    )
    assert 1 <= result["counts"]["failed"] <= parallelism
    assert len([each for each in made if each.method == "POST" and "/environments" in each.path]) <= parallelism
    assert sum(result["counts"].values()) == 45
    assert len(result["not_tried"]) == result["counts"]["not_tried"] >= 40 - parallelism
    server.clear_faults()
    assert configure(server, config)["counts"]["failed"] == 0
    assert configure(server, config)["changed"] is False


def test_a_server_that_goes_down_midway(server: Emulator) -> None:
    config = {"environments": environments(range(40))}
    configure(server, {"environments": environments(range(5))}, parallelism=1)
    server.fault(method="POST", path="/api/*/environments", headers={"X-Well": "yes"}, times=7)
    server.fault(method="POST", path="/api/*/environments", status=503, times=10_000)
    result = task(server, "octopus_config", config=config, parallelism=2)
    assert result["counts"]["created"] == 7 and result["counts"]["unchanged"] == 5
    assert 1 <= result["counts"]["failed"] <= 2
    server.clear_faults()
    done = configure(server, config)
    assert done["counts"]["created"] == 40 - 5 - 7


def test_a_server_that_cannot_be_read(server: Emulator) -> None:
    """Nothing is planned, so nothing is written."""
    server.fault(method="GET", path="/api/*/lifecycles", status=500, body=REFUSAL)
    result, _asked = asked(server, lambda: task(server, "octopus_config", config=CONFIG))
    assert (result["failed"], result["status"], writes(server)) == (True, 500, [])


def test_requests_that_fail_for_a_while_are_repeated(server: Emulator) -> None:
    server.fault(method="GET", path="/api/*/lifecycles", status=503, headers={"Retry-After": "0"}, times=2)
    server.fault(method="POST", path="/api/*/projects", status=429, headers={"Retry-After": "0"}, times=2)
    assert configure(server, CONFIG)["counts"]["created"] == 5


def test_an_answer_that_breaks_off(server: Emulator) -> None:
    """The document is there although nobody was told: the next run finds it."""
    server.fault(method="POST", path="/api/*/projectgroups", drop="body")
    result = task(server, "octopus_config", config=CONFIG, parallelism=1, retries=0)
    assert (result["failed"], result["counts"]["failed"]) == (True, 1)
    assert configure(server, CONFIG)["counts"]["failed"] == 0
    assert configure(server, CONFIG)["changed"] is False


def test_a_server_that_keeps_something_else(server: Emulator) -> None:
    """The difference is reported with its place, and not hidden in a change at every run."""
    configure(server, {"environments": environments([0, 1])}, parallelism=1)
    kept = server.document("Environments-2")
    config = {"environments": environments([0, 1], description="New")}
    server.fault(method="PUT", path="/api/*/environments/Environments-2", status=200, body=kept)
    result = configure(server, config)
    assert len(result["warnings"]) == 1
    assert result["warnings"][0].startswith("environments[1]: description: the server stored '' instead of 'New'")

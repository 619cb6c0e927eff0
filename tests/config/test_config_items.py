# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options of an item beside those of its kind: its space, its identity, and its state."""

from __future__ import annotations

from typing import Any

import pytest
from config.driving import Config, asked, configure, environments, export, report, task, writes
from emulator.testing import Emulator

MACHINE = {"environments": ["Environment 0"], "roles": ["web"], "cloud_region": {}}
MANAGERS = {"space_managers_teams": ["Octopus Administrators"]}


def test_the_space_that_the_configuration_makes(server: Emulator) -> None:
    """The other items belong to the new space, in check mode too, and a second run changes nothing."""
    config: Config = {
        "machines": [{"name": "m", **MACHINE}],
        "environments": environments([0]),
        "spaces": [{"name": "Team", **MANAGERS}, {"name": "Other", **MANAGERS}],
    }
    predicted = configure(server, config, space="team", check=True)
    done = configure(server, config, space="team")
    assert report(predicted) == report(done)
    assert done["counts"]["created"] == 4
    assert [each["name"] for each in export(server, space="Team")["config"]["environments"]] == ["Environment 0"]
    assert export(server)["config"]["environments"] == []
    assert configure(server, config, space="team")["changed"] is False


def test_the_space_cannot_be_made(server: Emulator) -> None:
    """Items for a space that could not be created are not tried."""
    server.fault(method="POST", path="/api/spaces", status=400, body={"ErrorMessage": "No more spaces."})
    config: Config = {"environments": environments([0, 1]), "spaces": [{"name": "Team", **MANAGERS}]}
    result = task(server, "octopus_config", config=config, space="Team")
    assert (result["counts"]["failed"], result["not_tried"]) == (1, ["environments[0]", "environments[1]"])
    assert configure(server, config, space="Team")["counts"]["created"] == 3


def test_a_space_that_is_not_there(server: Emulator) -> None:
    config: Config = {"environments": environments([0])}
    predicted = configure(server, config, space="Later", check=True)
    assert predicted["counts"]["created"] == 1
    assert "Check mode assumes that an earlier task creates it" in predicted["warnings"][0]
    result = task(server, "octopus_config", config=config, space="Later")
    assert result["failed"] is True and "Later" in result["msg"] and writes(server) == []


def test_documents_of_the_server_need_no_space() -> None:
    with Emulator(default_space=False) as server:
        done = configure(server, {"spaces": [{"name": "Team", **MANAGERS}]})
        assert (done["counts"]["created"], done["space"]["id"]) == (1, None)
        assert configure(server, {"environments": environments([0])}, space="Team")["counts"]["created"] == 1


def test_removed_renamed_and_found_by_id(server: Emulator) -> None:
    configure(server, {"environments": environments(range(4))}, parallelism=1)
    config: Config = {
        "environments": [
            {"name": "environment 0", "state": "absent"},
            {"name": "Never there", "state": "absent"},
            {"name": "Environment 1", "new_name": "Renamed"},
            {"id": "Environments-3", "description": "By its ID"},
            {"id": "Environments-4", "name": "By its ID"},
        ],
        "machines": [{"name": "m", **MACHINE, "environments": ["renamed", "By its ID", "Environments-3"]}],
    }
    predicted = configure(server, config, check=True)
    done = configure(server, config)
    assert report(predicted) == report(done)
    assert (done["deleted"], done["updated"]) == (
        {"environments": ["environment 0"]},
        {"environments": ["Renamed", "Environments-3", "By its ID"]},
    )
    assert sorted(server.document("Machines-1")["EnvironmentIds"]) == [
        "Environments-2",
        "Environments-3",
        "Environments-4",
    ]
    again = configure(server, config)
    assert (again["changed"], again["unmanaged"]) == (False, {})


def test_a_clone_of_what_is_on_the_server_only(server: Emulator) -> None:
    """The source is of a kind that was read, and no item is about it: its group and lifecycle are found."""
    configure(
        server,
        {
            "project_groups": [{"name": "Web"}],
            "lifecycles": [{"name": "Standard"}],
            "projects": [{"name": "Shop", "project_group": "Web", "lifecycle": "Standard"}],
        },
    )
    clone: Config = {"projects": [{"name": "Copy", "clone_from": "Shop"}]}
    assert report(configure(server, clone, check=True)) == report(configure(server, clone))
    copy = next(each for each in export(server)["config"]["projects"] if each["name"] == "Copy")
    assert (copy["project_group"], copy["lifecycle"]) == ("Web", "Standard")


def test_a_clone_of_a_clone_in_one_run(server: Emulator) -> None:
    config: Config = {
        "project_groups": [{"name": "Web"}],
        "lifecycles": [{"name": "Standard"}],
        "projects": [
            {"name": "Copy of a copy", "clone_from": "Copy"},
            {"name": "Copy", "clone_from": "Shop"},
            {"name": "Shop", "project_group": "Web", "lifecycle": "Standard"},
        ],
    }
    assert configure(server, config)["counts"]["created"] == 5
    assert {each["project_group"] for each in export(server)["config"]["projects"]} == {"Web"}
    assert configure(server, config)["changed"] is False


def test_actions(server: Emulator) -> None:
    """A health check counts as a change in each run, and its result is reported."""
    config: Config = {
        "environments": environments([0]),
        "machines": [{"name": "m", **MACHINE, "health_check": "always", "wait_interval": 1}],
    }
    done = configure(server, config)
    assert done["actions"] == {"machines[0]": {"health_check": done["actions"]["machines[0]"]["health_check"]}}
    assert done["actions"]["machines[0]"]["health_check"]["health_status"] == "Healthy"
    again = configure(server, config)
    assert (again["changed"], again["changes"], again["counts"]["unchanged"]) == (True, [], 2)
    predicted, _asked = asked(server, lambda: configure(server, config, check=True))
    assert (predicted["changed"], writes(server)) == (True, [])


@pytest.mark.parametrize("config", [{}, {"environments": []}, {"machines": [], "spaces": []}])
def test_nothing_at_all(server: Emulator, config: Config) -> None:
    done = configure(server, config)
    assert (done["changed"], sum(done["counts"].values())) == (False, 0)


def test_lists_that_leave_something_out(server: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page without a managed property: those documents alone are read singly."""
    configure(server, {"environments": environments(range(3), description="Here")}, parallelism=1)
    page: dict[str, Any] = {
        "Items": [
            {key: value for key, value in server.document(f"Environments-{number}").items() if key != "Description"}
            for number in (1, 2, 3)
        ],
        "TotalResults": 3,
        "ItemsPerPage": 30,
        "Links": {},
    }
    server.fault(method="GET", path="/api/*/environments", status=200, body=page)
    config: Config = {"environments": environments([0, 1], description="Here")}
    result, requests = asked(server, lambda: configure(server, config))
    assert result["changed"] is False
    singly = [each.path.rpartition("/")[2] for each in requests if "/environments/" in each.path]
    assert sorted(singly) == ["Environments-1", "Environments-2"]


def test_documents_that_come_with_a_new_one_can_be_referred_to(server: Emulator) -> None:
    """The default channel exists together with its project, and later items find its ID."""
    config: Config = {
        "project_groups": [{"name": "Web"}],
        "projects": [{"name": "Shop", "project_group": "Web", "lifecycle": "Default Lifecycle"}],
        "channels": [{"name": "Default", "project": "Shop"}],
        "project_triggers": [
            {
                "name": "Early",
                "project": "Shop",
                "cron_expression_schedule": {"cron_expression": "0 0 6 * * *"},
                "create_release": {"channel": "Default"},
            }
        ],
    }
    predicted, done = configure(server, config, check=True), configure(server, config)
    assert predicted["counts"] == done["counts"]
    assert (done["counts"]["created"], done["counts"]["unchanged"]) == (3, 1)
    assert configure(server, config)["changed"] is False

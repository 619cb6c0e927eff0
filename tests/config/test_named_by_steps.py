# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prune keeps feeds and accounts that steps name: a server removes a feed although steps use it (api: feeds#feed)."""

from __future__ import annotations

import pytest
from config.driving import Config, Result, configure, report, task
from config.test_processes import PROJECT, script
from emulator.testing import Emulator

IMAGES = {"name": "Images", "docker": {"feed_uri": "https://registry.example.com"}}
OTHER = {**IMAGES, "name": "Other"}
DEPLOYER = {"name": "Deployer", "username_password": {"username": "deploy"}}
STEPS = [
    script("Build", container={"image": "tools:1", "feed": "Images"}),
    script("Deploy", properties={"Octopus.Action.Azure.AccountId": "Deployer"}, action_type="Octopus.AzurePowerShell"),
]
BACK_UP = {"project": "Shop", "runbook": "Back up", "steps": STEPS}
# By the kind of process: the configuration of the process, and of the documents around it.
PROCESSES: dict[str, tuple[Config, str]] = {
    "deployment": ({"deployment_processes": [{"project": "Shop", "steps": STEPS}]}, "the deployment process of 'Shop'"),
    "runbook": (
        {"runbooks": [{"name": "Back up", "project": "Shop"}], "runbook_processes": [BACK_UP]},
        "the runbook process of 'Back up'",
    ),
}
NOTHING: Config = {"feeds": [], "accounts": []}
PRUNED = ["feeds", "accounts"]
every_process = pytest.mark.parametrize("process", PROCESSES)


def there(server: Emulator, process: str) -> None:
    around: Config = {"projects": [PROJECT], "feeds": [IMAGES, OTHER], "accounts": [DEPLOYER]}
    configure(server, {**around, **PROCESSES[process][0]})


def pruned(server: Emulator, config: Config, *kinds: str) -> Result:
    """The result of a run that prunes feeds, accounts and these kinds, as check mode predicts it."""
    predicted = configure(server, config, prune=[*PRUNED, *kinds], check=True)
    done = configure(server, config, prune=[*PRUNED, *kinds])
    assert report(predicted) == report(done)
    assert predicted.get("warnings") == done.get("warnings")
    return done


@every_process
def test_a_process_without_an_item(server: Emulator, process: str) -> None:
    there(server, process)
    done = pruned(server, NOTHING)
    place = PROCESSES[process][1]
    assert done["deleted"] == {"feeds": ["Other"]}
    assert done["warnings"] == [
        f"prune: the feed 'Images' stays, as {place} refers to it; name it among feeds as well",
        f"prune: the account 'Deployer' stays, as {place} refers to it; name it among accounts as well",
    ]


@every_process
def test_a_process_that_goes_with_its_project(server: Emulator, process: str) -> None:
    there(server, process)
    done = pruned(server, {**NOTHING, "projects": []}, "projects")
    assert done["deleted"] == {"projects": ["Shop"], "feeds": ["Images", "Other"], "accounts": ["Deployer"]}
    assert "warnings" not in done


@every_process
def test_a_process_that_names_them_no_longer(server: Emulator, process: str) -> None:
    """The run changes the process before it removes the documents."""
    there(server, process)
    config = {
        kind: [{**each, "steps": [script("Tell")]} if "steps" in each else each for each in items]
        for kind, items in PROCESSES[process][0].items()
    }
    done = pruned(server, {**NOTHING, **config})
    assert done["deleted"] == {"feeds": ["Images", "Other"], "accounts": ["Deployer"]}


def test_an_account_that_a_step_names_keeps_its_last_environment(server: Emulator) -> None:
    there(server, "deployment")
    configure(server, {"environments": [{"name": "Live"}], "accounts": [{**DEPLOYER, "environments": ["Live"]}]})
    done = pruned(server, {**NOTHING, "environments": []}, "environments")
    assert done["deleted"] == {"feeds": ["Other"]}


def test_processes_are_read_only_for_a_removal(server: Emulator) -> None:
    there(server, "deployment")
    kept: Config = {"feeds": [IMAGES, OTHER], "accounts": [DEPLOYER]}
    for config, is_read in ((kept, False), ({**kept, "feeds": [IMAGES]}, True)):
        server.clear_requests()
        configure(server, config, prune=PRUNED, check=True)
        assert any("processes" in each.path for each in server.requests) is is_read


@pytest.mark.parametrize("status", [403, 404])
def test_processes_that_the_server_does_not_show(server: Emulator, status: int) -> None:
    """The run goes on, and warns of the processes whose needs prune can't know."""
    there(server, "deployment")
    said = {"ErrorMessage": "Not on a Friday."}
    server.on_purpose("*")
    server.fault(method="GET", path="*/deploymentprocesses*", status=status, body=said, times=9)
    done = configure(server, NOTHING, prune=PRUNED, check=True)
    (warning,) = done["warnings"]
    assert warning.startswith("deployment_processes: Not on a Friday.")
    assert warning.endswith("prune does not know what the other deployment_processes can't be without")
    server.clear_faults()
    server.fault(method="GET", path="*/deploymentprocesses*", status=500, body=said, times=9)
    assert "Not on a Friday." in task(server, "octopus_config", config=NOTHING, prune=PRUNED, retries=0)["msg"]

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An empty value of any option of a verb: check mode predicts the run, and reports the same mistake."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._session.connection import CONNECTION_ARGUMENTS
from contract.conftest import Octopus
from contract.deploying import TEST, shop_with_releases
from contract.emptied import Snapshot, emptied, faults
from contract.releasing import VERSION, a_shop
from contract.test_ephemeral_environments import OURS
from contract.test_runbook_runs import OWN, RUN, step
from tasks import TASKS

Options = dict[str, Any]


def with_runbook(octopus: Octopus) -> None:
    shop_with_releases(octopus)
    octopus.ok("octopus_runbook", name="Back up", project="Shop")
    octopus.ok("octopus_runbook_process", {**OWN, "steps": [step("Dump")]})
    octopus.ok("octopus_runbook_snapshot", OWN)
    octopus.ok("octopus_runbook_process", {**OWN, "steps": [step("Dump"), step("Upload")]})


def with_parent(octopus: Octopus) -> None:
    shop_with_releases(octopus)
    octopus.ok("octopus_parent_environment", name="Pull requests")
    channel = {"type": "EphemeralEnvironment", "parent_environment": "Pull requests"}
    octopus.ok("octopus_channel", project="Shop", name="Pull requests", **channel)


def with_question(octopus: Octopus) -> None:
    environment = octopus.server.seed("environments", Name="Production")["Id"]
    fields = {"Roles": ["web"], "EnvironmentIds": [environment], "Endpoint": {"CommunicationStyle": "None"}}
    machine = octopus.server.seed("machines", Name="web", SkipInitialHealthCheck=True, **fields)["Id"]
    octopus.server.interrupt(octopus.server.at_work(machine, seconds=0)["Id"])


def with_package(octopus: Octopus) -> None:
    octopus.server.push("Shop.1.0.zip")
    Path("Shop.2.0.zip").write_bytes(b"another package")


CASES: dict[str, tuple[Callable[[Octopus], Any], Options]] = {
    "octopus_release": (a_shop, {**VERSION, "packages": [{"step": "Deploy", "version": "1.1.0"}]}),
    "octopus_deployment": (shop_with_releases, TEST),
    "octopus_runbook_run": (with_runbook, RUN),
    "octopus_runbook_snapshot": (with_runbook, OWN),
    "octopus_ephemeral_environment": (with_parent, OURS),
    "octopus_community_step_template": (shop_with_releases, {"name": "Chat - Send a message"}),
    "octopus_interruption": (with_question, {"task": "ServerTasks-1", "answer": "Proceed"}),
    "octopus_task": (with_question, {"name": "Health"}),
    "octopus_task, by ID": (with_question, {"ids": ["ServerTasks-1"], "wait": False}),
    "octopus_task_log_info": (with_question, {"ids": ["ServerTasks-1"]}),
    "octopus_package": (with_package, {"label": "Shop.2.0.zip"}),
    "octopus_artifact": (with_package, {"task": "ServerTasks-1", "label": "Shop.2.0.zip"}),
    "octopus_artifact, by ID": (with_package, {"id": "Artifacts-1", "state": "absent"}),
    "octopus_package_info": (with_package, {"package_id": "Shop"}),
    "octopus_build_information": (with_package, {"package_id": "Shop", "version": "1.0", "branch": "main"}),
    "octopus_machine_cleanup": (with_question, {"longer_than": "1.00:00:00"}),
}
# A second run does the same again.
AGAIN = ("octopus_runbook_run", "octopus_task")


@pytest.mark.parametrize("case", CASES)
def test_an_empty_option_is_predicted(
    one_door: Octopus, case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (prepare, options), module = CASES[case], case.partition(",")[0]
    prepare(one_door)
    arguments = TASKS[module].specification()["argument_spec"]
    own = {option: each for option, each in arguments.items() if option not in CONNECTION_ARGUMENTS}
    start, found = Snapshot(one_door.server), []
    for label, asked in emptied(own, options):
        found += [f"{label}: {each}" for each in faults(one_door, module, asked, lasts=module not in AGAIN)]
        start.restore()
    assert not found, "\n".join(found)

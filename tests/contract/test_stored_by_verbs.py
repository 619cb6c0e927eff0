# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A verb reports a change if the server's documents change, and only then; check mode predicts it and stores nothing.

The server's own progress, such as a server task that begins, is not a change of the verb.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from contract.conftest import Octopus
from contract.deploying import shop_with_releases, step

Stored = dict[str, Any]
RUNBOOK = {"project": "Shop", "runbook": "Back up"}
PACKAGE = {"package_id": "Shop.Web", "version": "1.2.3"}


def stored(octopus: Octopus) -> Stored:
    """All documents without events; of server tasks, that they exist."""
    everything = octopus.server.everything()
    known = {identity: each for identity, each in everything.items() if each[0] != "events"}
    return {identity: None if each[0] == "tasks" else each for identity, each in known.items()}


def observed(octopus: Octopus, module: str, *, check: bool = False, **options: Any) -> bool:
    """Whether a task reports a change, which is whether the server stores one; in check mode it stores none."""
    before = stored(octopus)
    done = octopus.ok(module, options, check=check)
    changed: bool = done["changed"]
    assert (stored(octopus) != before) is (changed and not check), (module, options)
    return changed


def changes_once(octopus: Octopus, module: str, **options: Any) -> None:
    """The task changes something, as check mode predicts, and then nothing more."""
    predicted = observed(octopus, module, check=True, **options)
    done = observed(octopus, module, **options)
    again = [observed(octopus, module, check=check, **options) for check in (True, False)]
    assert (predicted, done, again) == (True, True, [False, False]), (module, options)


def test_a_delivery(one_door: Octopus, tmp_path: Path) -> None:
    shop, file = shop_with_releases(one_door), tmp_path / "Shop.Web.1.2.3.zip"
    file.write_bytes(b"a package")
    changes_once(shop, "octopus_package", path=str(file))
    for branch in ("main", "release"):
        changes_once(shop, "octopus_build_information", **PACKAGE, branch=branch)
    changes_once(shop, "octopus_release", project="Shop", version="2.0.0")
    changes_once(shop, "octopus_release", project="Shop", version="2.0.0", release_notes="New")
    changes_once(shop, "octopus_deployment", project="Shop", version="2.0.0", environments=["Test"])
    task = shop.server.app.octopus.store.all("deployments")[0]["TaskId"]
    changes_once(shop, "octopus_artifact", task=task, path=str(file))
    changes_once(shop, "octopus_release", project="Shop", version="1.0.0", state="absent")
    changes_once(shop, "octopus_build_information", **PACKAGE, state="absent")
    changes_once(shop, "octopus_package", **PACKAGE, state="absent")


def test_a_runbook(one_door: Octopus) -> None:
    shop = shop_with_releases(one_door)
    shop.ok("octopus_runbook", name="Back up", project="Shop")
    shop.ok("octopus_runbook_process", {**RUNBOOK, "steps": [step("Dump")]})
    changes_once(shop, "octopus_runbook_snapshot", **RUNBOOK)
    # Each task runs the runbook again.
    for check in (True, False, True, False):
        assert observed(shop, "octopus_runbook_run", check=check, **RUNBOOK, environments=["Test"])


def test_server_tasks(one_door: Octopus) -> None:
    for check in (True, False, True, False):
        assert observed(one_door, "octopus_task", check=check, name="Health")


def test_a_step_template_of_the_community(one_door: Octopus) -> None:
    named = {"name": "Chat - Send a message"}
    changes_once(one_door, "octopus_community_step_template", **named)
    one_door.server.put_read_only("CommunityActionTemplates-1", {"Version": 3})
    changes_once(one_door, "octopus_community_step_template", **named, state="latest")
    changes_once(one_door, "octopus_community_step_template", **named, state="absent")


def test_an_answer_to_an_interruption(one_door: Octopus) -> None:
    server = one_door.server
    environment = server.seed("environments", Name="Production")["Id"]
    fields = {"Roles": ["web"], "EnvironmentIds": [environment], "Endpoint": {"CommunicationStyle": "None"}}
    machine = server.seed("machines", Name="web", SkipInitialHealthCheck=True, **fields)["Id"]
    task = server.at_work(machine, seconds=0)["Id"]
    server.interrupt(task)
    changes_once(one_door, "octopus_interruption", task=task, answer="Proceed")

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody else does what a verb is about to do: the verb warns, and reports neither a change nor a difference."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from contract.conftest import Octopus

SHOP = {"project": "Shop"}
RUNBOOK = {**SHOP, "runbook": "Restart"}
ABSENT = {"state": "absent"}
Case = tuple[str, dict[str, Any]]


def project(octopus: Octopus) -> None:
    octopus.server.seed("projects", Name="Shop", ProjectGroupId="ProjectGroups-1", LifecycleId="Lifecycles-1")


def runbook(octopus: Octopus) -> None:
    project(octopus)
    octopus.ok("octopus_runbook", {"name": "Restart", **SHOP})
    script = {"name": "Restart", "run_on_server": True, "run_script": {"script_body": "restart"}}
    octopus.ok("octopus_runbook_process", {**RUNBOOK, "steps": [script]})


def a_package(octopus: Octopus, folder: Path) -> Case:
    octopus.server.push("Shop.Web.1.2.3.zip", b"content")
    return "octopus_package", {"package_id": "Shop.Web", "version": "1.2.3", **ABSENT}


def build_information(octopus: Octopus, folder: Path) -> Case:
    named = {"package_id": "Shop.Web", "version": "1.2.3"}
    octopus.ok("octopus_build_information", {**named, "branch": "main"})
    return "octopus_build_information", {**named, **ABSENT}


def an_artifact(octopus: Octopus, folder: Path) -> Case:
    task, path = octopus.server.seed("tasks", Name="Health")["Id"], folder / "report.txt"
    path.write_text("content")
    octopus.ok("octopus_artifact", {"task": task, "path": str(path)})
    return "octopus_artifact", {"task": task, "name": path.name, **ABSENT}


def a_release(octopus: Octopus, folder: Path) -> Case:
    project(octopus)
    octopus.ok("octopus_release", {**SHOP, "version": "1.0.0"})
    return "octopus_release", {**SHOP, "version": "1.0.0", **ABSENT}


def a_snapshot(octopus: Octopus, folder: Path) -> Case:
    runbook(octopus)
    octopus.ok("octopus_runbook_snapshot", {**RUNBOOK, "name": "Old"})
    return "octopus_runbook_snapshot", {**RUNBOOK, "name": "Old", **ABSENT}


def a_defect(octopus: Octopus, folder: Path) -> Case:
    project(octopus)
    octopus.ok("octopus_release", {**SHOP, "version": "1.0.0"})
    prevented = {"progression": "prevented", "progression_reason": "It is slow"}
    return "octopus_release", {**SHOP, "version": "1.0.0", **prevented}


def a_pushed_package(octopus: Octopus, folder: Path) -> Case:
    path = folder / "Shop.Web.1.2.3.zip"
    path.write_bytes(b"content")
    return "octopus_package", {"path": str(path)}


def an_answer(octopus: Octopus, folder: Path) -> Case:
    server = octopus.server
    environment = server.seed("environments", Name="Production")["Id"]
    fields = {"Roles": ["web"], "EnvironmentIds": [environment], "Endpoint": {"CommunicationStyle": "None"}}
    machine = server.seed("machines", Name="web", SkipInitialHealthCheck=True, **fields)["Id"]
    task = str(server.at_work(machine, seconds=0)["Id"])
    server.interrupt(task)
    octopus.ok("octopus_interruption", {"task": task})
    return "octopus_interruption", {"task": task, "answer": "Proceed"}


def an_installed_template(octopus: Octopus, folder: Path) -> Case:
    return "octopus_community_step_template", {"name": "Chat - Send a message"}


def a_template_to_remove(octopus: Octopus, folder: Path) -> Case:
    module, named = an_installed_template(octopus, folder)
    octopus.ok(module, named)
    return module, {**named, **ABSENT}


CASES = (
    a_package,
    build_information,
    an_artifact,
    a_release,
    a_snapshot,
    a_defect,
    a_pushed_package,
    an_answer,
    an_installed_template,
    a_template_to_remove,
)


def twice(monkeypatch: pytest.MonkeyPatch, method: str) -> None:
    """Let somebody else send each write of the client before it."""
    original = getattr(Client, method)

    def sent(self: Client, *args: Any, **more: Any) -> Any:
        original(self, *args, **more)
        return original(self, *args, **more)

    monkeypatch.setattr(Client, method, sent)


@pytest.mark.parametrize("case", CASES)
def test_an_act_of_somebody_else_is_no_change(
    octopus: Octopus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: Callable[[Octopus, Path], Case]
) -> None:
    module, options = case(octopus, tmp_path)
    predicted = octopus.ok(module, options, check=True)
    assert predicted["changed"] and predicted["diff"]["before"] != predicted["diff"]["after"]
    for method in ("delete", "send"):
        twice(monkeypatch, method)
    done = octopus.ok(module, options)
    assert done["changed"] is False
    assert done["diff"]["before"] == done["diff"]["after"] == predicted["diff"]["after"]
    assert any("at the same moment" in each for each in done["warnings"])


def test_a_snapshot_that_somebody_else_publishes(octopus: Octopus, monkeypatch: pytest.MonkeyPatch) -> None:
    runbook(octopus)
    octopus.ok("octopus_runbook_snapshot", {**RUNBOOK, "publish": False})
    original = Client.document

    def published(self: Client, holder: Any, link: str, *more: Any) -> Any:
        found = original(self, holder, link, *more)
        if link == "Self" and "PublishedRunbookSnapshotId" in found:
            return self.modify({**found, "PublishedRunbookSnapshotId": "RunbookSnapshots-1"})
        return found

    monkeypatch.setattr(Client, "document", published)
    done = octopus.ok("octopus_runbook_snapshot", RUNBOOK)
    assert (done["changed"], done["published"]) == (False, True)
    assert done["diff"]["before"] == done["diff"]["after"]
    assert "at the same moment" in done["warnings"][0]

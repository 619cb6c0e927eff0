# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbook that a rulebook runs when a deployment fails: it repeats the one that failed, and only once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import requests
from emulator.model import Document
from emulator.testing import Emulator
from playbooks.playbook import ROOT, run

PLAYBOOK = ROOT / "playbooks" / "retry_deployment.yml"
STEP = "Deploy"
LEFT = "is not repeated, as "


@dataclass
class Shop:
    server: Emulator
    project: Document = field(init=False)
    environment: Document = field(init=False)

    def __post_init__(self) -> None:
        owned = {"ProjectGroupId": "ProjectGroups-1", "LifecycleId": "Lifecycles-1"}
        self.environment = self.server.seed("environments", Name="Production")
        self.project = self.server.seed("projects", Name="Shop", TenantedDeploymentMode="TenantedOrUntenanted", **owned)
        script = {"Octopus.Action.RunOnServer": "true", "Octopus.Action.Script.ScriptBody": "echo"}
        action = {"Name": STEP, "ActionType": "Octopus.Script", "Properties": script}
        self.server.put_process(self.project["Id"], [{"Name": STEP, "Actions": [action]}])

    def release(self, version: str) -> Document:
        return self.server.seed("releases", ProjectId=self.project["Id"], Version=version)

    def deploy(self, release: Document, fails: bool = True, **more: Any) -> Document:
        if fails:
            self.server.fail(STEP)
        to = {"ReleaseId": release["Id"], "EnvironmentId": self.environment["Id"]}
        made = self.server.seed("deployments", **to, **more)
        assert self.state(made) == ("Failed" if fails else "Success")
        return made

    def state(self, deployment: Document) -> str:
        """How the task of a deployment ended. Asking lets the emulator go on with its tasks."""
        headers = {"X-Octopus-ApiKey": self.server.api_key}
        answer = requests.get(f"{self.server.url}/api/tasks/{deployment['TaskId']}", headers=headers, timeout=10)
        return str(answer.json()["State"])

    def repeated(self, deployment: Document) -> tuple[list[Document], str]:
        """The deployments that the playbook makes after the failure of one, and what it prints."""
        old = {each["Id"] for each in self.deployments()}
        event = {"SpaceId": "Spaces-1", "Documents": {"Deployments": [deployment["Id"]]}}
        played = run(PLAYBOOK, self.server, "-e", json.dumps({"ansible_eda": {"event": event}}))
        assert played.code == 0, played.output
        return [each for each in self.deployments() if each["Id"] not in old], played.output

    def deployments(self) -> list[Document]:
        return list(self.server.app.octopus.store.all("deployments"))


@pytest.fixture
def shop() -> Iterator[Shop]:
    with Emulator() as server:
        yield Shop(server)


def test_once(shop: Shop) -> None:
    release = shop.release("1.0.0")
    failed = shop.deploy(release)
    shop.server.fail(STEP)
    (again,), printed = shop.repeated(failed)
    assert (again["ReleaseId"], again["EnvironmentId"], again["TenantId"]) == (
        release["Id"],
        shop.environment["Id"],
        None,
    )
    assert LEFT not in printed and shop.state(again) == "Failed"
    # The second failure, and the first one if it comes twice.
    for each, reason in ((again, "the one before it did not succeed"), (failed, "another one was made since")):
        made, printed = shop.repeated(each)
        assert made == [] and LEFT + reason in printed


def test_a_release_that_succeeded_before_is_repeated(shop: Shop) -> None:
    release = shop.release("1.0.0")
    shop.deploy(release, fails=False)
    (again,) = shop.repeated(shop.deploy(release))[0]
    assert shop.state(again) == "Success"


def test_a_newer_release_stays(shop: Shop) -> None:
    failed = shop.deploy(shop.release("1.0.0"))
    shop.deploy(shop.release("1.0.1"), fails=False)
    made, printed = shop.repeated(failed)
    assert made == [] and LEFT + "another one was made since" in printed


def test_other_tenants_do_not_count(shop: Shop) -> None:
    places = {shop.project["Id"]: [shop.environment["Id"]]}
    acme, bistro = (shop.server.seed("tenants", Name=name, ProjectEnvironments=places) for name in ("Acme", "Bistro"))
    release = shop.release("1.0.0")
    untenanted, of_acme = shop.deploy(release), shop.deploy(release, TenantId=acme["Id"])
    shop.deploy(release, TenantId=bistro["Id"])
    for failed in (of_acme, untenanted):
        (again,) = shop.repeated(failed)[0]
        assert again["TenantId"] == failed["TenantId"]


def test_a_deployment_of_some_steps_is_left_alone(shop: Shop) -> None:
    machine = {"Name": "web-1", "Roles": ["web"], "Endpoint": {"CommunicationStyle": "None"}}
    made = shop.server.seed("machines", EnvironmentIds=[shop.environment["Id"]], SkipInitialHealthCheck=True, **machine)
    failed = shop.deploy(shop.release("1.0.0"), ExcludedMachineIds=[made["Id"]])
    repeated, printed = shop.repeated(failed)
    assert repeated == [] and LEFT + "it left out steps or machines" in printed

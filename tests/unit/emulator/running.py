# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A runbook with steps, for tests of its runs."""

from __future__ import annotations

from typing import Any

from .conftest import Asker
from .test_infrastructure import TENTACLE

ROLES, WINDOW = "Octopus.Action.TargetRoles", "Octopus.Action.MaxParallelism"


def script(name: str, body: str = "", **more: Any) -> dict[str, Any]:
    properties = {
        "Octopus.Action.RunOnServer": "true",
        "Octopus.Action.Script.ScriptSource": "Inline",
        "Octopus.Action.Script.Syntax": "Bash",
        "Octopus.Action.Script.ScriptBody": body or "echo hello",
    }
    return {"Name": name, "ActionType": "Octopus.Script", "Properties": properties, **more}


def manual(name: str, **properties: str) -> dict[str, Any]:
    own = {"Octopus.Action.Manual.Instructions": "Look at the graphs.", **properties}
    return {"Name": name, "ActionType": "Octopus.Manual", "Properties": own}


def step(*actions: dict[str, Any], properties: dict[str, str] | None = None, **more: Any) -> dict[str, Any]:
    return {"Name": actions[0]["Name"], "Actions": list(actions), "Properties": properties or {}, **more}


class Place:
    """A runbook with an environment, and its runs."""

    def __init__(self, ask: Asker) -> None:
        self.ask = ask
        self.environment = ask.post("/api/environments", Name="Production")["Id"]
        group = ask.get("/api/projectgroups/all")[0]["Id"]
        self.project = ask.post("/api/projects", Name="Shop", ProjectGroupId=group, LifecycleId="Lifecycles-1")["Id"]
        self.runbook = ask.post("/api/runbooks", Name="Restart", ProjectId=self.project)

    def machine(self, name: str, role: str = "web", **more: Any) -> Any:
        body = {"Name": name, "Roles": [role], "EnvironmentIds": [self.environment], "Endpoint": TENTACLE, **more}
        return self.ask.post("/api/machines", **body, SkipInitialHealthCheck=True)

    def publish(self, *steps: dict[str, Any]) -> Any:
        path = f"/api/runbookprocesses/{self.runbook['RunbookProcessId']}"
        self.ask.put(path, {**self.ask.get(path), "Steps": list(steps)})
        name = f"Snapshot {len(self.ask.get('/api/runbooksnapshots')['Items'])}"
        body = {"Name": name, "RunbookId": self.runbook["Id"], "ProjectId": self.project}
        return self.ask("POST", "/api/runbooksnapshots?publish=true", body).json()

    def run(self, *steps: dict[str, Any], **more: Any) -> Any:
        snapshot = self.publish(*steps)
        body = {"RunbookId": self.runbook["Id"], "RunbookSnapshotId": snapshot["Id"]}
        return self.ask.post("/api/runbookruns", **body, EnvironmentId=self.environment, **more)

    def task(self, run: Any) -> Any:
        return self.ask.get(f"/api/tasks/{run['TaskId']}")

    def state(self, run: Any) -> str:
        return str(self.task(run)["State"])

    def tree(self, run: Any) -> dict[str, Any]:
        (root,) = self.ask.get(f"/api/tasks/{run['TaskId']}/details?verbose=true")["ActivityLogs"]
        return dict(root)

    def statuses(self, run: Any) -> dict[str, str]:
        return {each["Name"]: each["Status"] for each in self.tree(run)["Children"]}

    def pending(self, run: Any) -> list[Any]:
        found: list[Any] = self.ask.get(f"/api/interruptions?regarding={run['TaskId']}&pendingOnly=true")["Items"]
        return found

    def answer(self, interruption: Any, **values: str) -> None:
        self.ask.put(interruption["Links"]["Responsible"], None)
        assert self.ask("POST", interruption["Links"]["Submit"], values).status_code == 200

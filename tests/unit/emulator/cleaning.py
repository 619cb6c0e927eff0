# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A runbook that cleans up, for tests of runbooks and of what they use."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Asker
from .test_documents import project

SCRIPT = {
    "Name": "Clean",
    "Actions": [
        {
            "Name": "Clean",
            "ActionType": "Octopus.Script",
            "Properties": {"Octopus.Action.Script.ScriptBody": "true"},
            "Packages": [{"Name": "tools", "PackageId": "Tools", "FeedId": "feeds-builtin"}],
        }
    ],
}


def runbook(ask: Asker, name: str = "Clean", **more: Any) -> Any:
    return ask.post("/api/runbooks", **{"Name": name, "ProjectId": "Projects-1", **more})


@pytest.fixture
def clean(ask: Asker) -> Any:
    project(ask)
    return runbook(ask)


def with_step(ask: Asker, clean: Any) -> Any:
    process = ask.get(clean["Links"]["RunbookProcesses"])
    return ask.put(process["Links"]["Self"], {**process, "Steps": [SCRIPT]})


def snapshot(ask: Asker, clean: Any, name: str = "First", query: str = "") -> Any:
    body = {"Name": name, "RunbookId": clean["Id"], "ProjectId": clean["ProjectId"]}
    answer = ask("POST", f"/api/Spaces-1/runbookSnapshots{query}", body)
    assert answer.status_code == 201, answer.text
    return answer.json()


def text(name: str, value: str) -> dict[str, str]:
    return {"Name": name, "Value": value, "Type": "String"}

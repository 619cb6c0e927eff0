# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A run that is killed at any moment can be started again, and ends where it was to end."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from emulator.testing import Emulator

TREE = Path(__file__).resolve().parents[2]
# One task in a process of its own, with the options in a file.
PROGRAM = """
import json, sys
from ansible_collections.octopus.deploy.plugins.module_utils._run import Request, run
from ansible_collections.octopus.deploy.plugins.module_utils._tasks import TASKS
result = run(TASKS["octopus_config"], Request(json.load(open(sys.argv[1])), False, 0, {}))
print(json.dumps({key: result.get(key) for key in ("failed", "msg", "changed", "counts")}))
"""
ENVIRONMENTS, PROJECTS, MACHINES = 8, 40, 60
SIZE = ENVIRONMENTS + PROJECTS + MACHINES + 2
MOMENTS = 8


def wanted() -> dict[str, Any]:
    environments = [{"name": f"Environment {number}"} for number in range(ENVIRONMENTS)]
    phase = {"name": "All", "optional_deployment_targets": [each["name"] for each in environments]}
    return {
        "environments": environments,
        "lifecycles": [{"name": "Standard", "phases": [phase]}],
        "project_groups": [{"name": "Web"}],
        "projects": [
            {
                "name": f"Project {number}",
                "project_group": "Web",
                "lifecycle": "Standard",
                # Takes a second write, so that runs are killed between the two as well.
                "release_creation_strategy": {"channel": "Default"},
            }
            for number in range(PROJECTS)
        ],
        "machines": [
            {
                "name": f"Machine {number}",
                "environments": [environments[number % ENVIRONMENTS]["name"]],
                "roles": ["web"],
                "cloud_region": {},
            }
            for number in range(MACHINES)
        ],
    }


def started(server: Emulator, folder: Path) -> subprocess.Popen[str]:
    options = {
        "octopus_url": server.url,
        "octopus_api_key": server.api_key,
        "validate_certs": True,
        "timeout": 60,
        "retries": 0,
        "config": wanted(),
        "prune_limit": 10,
        "parallelism": 4,
    }
    file = folder / "options.json"
    file.write_text(json.dumps(options), encoding="utf-8")
    path = os.pathsep.join([str(TREE / ".build" / "collections"), *sys.path])
    command = [sys.executable, "-c", PROGRAM, str(file)]
    return subprocess.Popen(command, env={**os.environ, "PYTHONPATH": path}, stdout=subprocess.PIPE, text=True)


def finished(process: subprocess.Popen[str]) -> dict[str, Any]:
    output = process.communicate(timeout=120)[0]
    result: dict[str, Any] = json.loads(output.splitlines()[-1])
    assert not result["failed"], result["msg"]
    return result


@pytest.mark.parametrize("moment", range(MOMENTS))
def test_killed_and_run_again(moment: int, tmp_path: Path) -> None:
    # After so many writes: from the first to the last but one.
    writes = random.Random(moment).randint(1, SIZE + PROJECTS - 2)
    with Emulator() as server:
        process = started(server, tmp_path)
        while sum(each.method != "GET" for each in server.requests) < writes:
            assert process.poll() is None, "it was over before it could be killed"
        process.send_signal(signal.SIGKILL)
        assert process.wait(30) == -signal.SIGKILL
        resumed = finished(started(server, tmp_path))["counts"]
        assert resumed["unchanged"] < SIZE, "something was left to do"
        assert resumed["created"] + resumed["updated"] + resumed["unchanged"] == SIZE
        again = finished(started(server, tmp_path))
        assert (again["changed"], again["counts"]["unchanged"]) == (False, SIZE)

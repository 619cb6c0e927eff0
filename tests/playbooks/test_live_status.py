# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tasks of the guide that wait until Kubernetes is healthy, with a monitor that reports meanwhile."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from time import sleep

import pytest
from emulator.testing import Emulator
from playbooks.playbook import ROOT, play, run, write_play
from playbooks.test_guides import BLOCK

SET_UP = """
- name: Set up a project
  octopus.deploy.octopus_config:
    config:
      environments:
        - name: Production
      projects:
        - name: Web shop
          project_group: Default Project Group
          lifecycle: Default Lifecycle
      deployment_processes:
        - project: Web shop
          steps:
            - name: Apply
              run_on_server: true
              run_script:
                script_body: echo applied
      machines:
        - name: agent
          environments: [Production]
          roles: [web]
          polling_tentacle:
            uri: poll://q3wzzhwhhhqzmeiy4p7k/
            thumbprint: 5C2E1B0D9F8A7B6C5D4E3F2A1B0C9D8E7F6A5B4C

- name: Create a release
  octopus.deploy.octopus_release:
    project: Web shop
    version: 1.2.3

- name: Deploy
  octopus.deploy.octopus_deployment:
    project: Web shop
    version: 1.2.3
    environments: [Production]
"""
ASKED = "/livestatus"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Emulator]:
    with Emulator() as running:
        play(write_play(tmp_path / "setup.yml", SET_UP), running)
        running.clear_requests()
        yield running


def waiting(tmp_path: Path) -> Path:
    """The tasks of the guide, which ask again at once."""
    text = (ROOT / "docs" / "deployments.md").read_text(encoding="utf-8")
    (tasks,) = (block for dummy, block in BLOCK.findall(text) if "kind: live_status" in block)
    return write_play(tmp_path / "wait.yml", re.sub(r"delay: \d+", "delay: 0", tasks))


def report(server: Emulator, status: str) -> None:
    (deployment,) = server.app.octopus.store.all("deployments")
    server.report(deployment["Id"], "Machines-1", {"HealthStatus": status})


def heal(server: Emulator) -> None:
    """Report that all is healthy once a task has asked twice."""
    while sum(each.path.endswith(ASKED) for each in list(server.requests)) < 2:
        sleep(0.02)
    report(server, "Healthy")


def test_it_waits_until_all_is_healthy(server: Emulator, tmp_path: Path) -> None:
    report(server, "Progressing")
    monitor = Thread(target=heal, args=(server,), daemon=True)
    monitor.start()
    played = play(waiting(tmp_path), server)
    monitor.join(10)
    assert not monitor.is_alive() and played.changed == 0
    assert len([each for each in server.requests if each.path.endswith(ASKED)]) >= 3


@pytest.mark.parametrize("status", ["Degraded", "NotSupported"])
def test_it_stops_if_they_never_are(server: Emulator, tmp_path: Path, status: str) -> None:
    """A place without a monitor is not asked again and again."""
    if status == "Degraded":
        report(server, status)
    played = run(waiting(tmp_path), server)
    assert played.code == 2 and status in played.output
    asked = len([each for each in server.requests if each.path.endswith(ASKED)])
    assert asked == 1 if status == "NotSupported" else asked > 30


def test_check_mode_waits_for_nothing(server: Emulator, tmp_path: Path) -> None:
    report(server, "Degraded")
    play(waiting(tmp_path), server, "--check")
    assert len([each for each in server.requests if each.path.endswith(ASKED)]) == 1

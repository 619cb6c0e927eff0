# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One release, deployed to many environments by one task that waits for all deployments."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bench.approaches import BARE, UNCHANGED, Situation
from bench.report import Table
from bench.suite import sampled
from bench.variables import cells
from served import emulator

PLACES, WAITED = 20, 60
# The last requests may come just before or just after the end.
ONE_ROUND = 2
# How many deployments the server runs at a time.
AT_ONCE = 5
HEAD = """---
- name: Deploy a release
  hosts: localhost
  gather_facts: false
  tasks:
"""


def playbooks(places: int) -> tuple[str, str]:
    """The playbook that creates a project with a release, and the one that deploys it."""
    names = [f"Environment {number}" for number in range(places)]
    environments = "".join(f"\n            - name: {name}" for name in names)
    prepared = f"""{HEAD}
    - name: Create a project
      octopus.deploy.octopus_config:
        config:
          environments:{environments}
          lifecycles:
            - name: Everywhere
              phases:
                - name: Anywhere
                  optional_deployment_targets: {names}
          projects:
            - name: Shop
              project_group: Default Project Group
              lifecycle: Everywhere
          deployment_processes:
            - project: Shop
              steps:
                - name: Say it
                  run_on_server: true
                  run_script:
                    syntax: Bash
                    script_body: echo done
    - name: Create a release
      octopus.deploy.octopus_release:
        project: Shop
        version: 1.0.0
"""
    deployed = f"""{HEAD}
    - name: Deploy the release
      octopus.deploy.octopus_deployment:
        project: Shop
        version: 1.0.0
        environments: {names}
"""
    return prepared, deployed


def tables(folder: Path) -> Iterator[Table]:
    where = folder / "deployments"
    where.mkdir()
    prepared, deployed = playbooks(PLACES)
    with emulator("--task-seconds", str(WAITED * AT_ONCE / PLACES)) as server:
        sampled(Situation("a release", prepared, BARE), where, server)
        titles = (f"deploy to {PLACES} environments and wait {WAITED} s", UNCHANGED)
        found = {title: sampled(Situation(title, deployed, BARE), where, server) for title in titles}
    rows = [("", "requests", "seconds", "peak memory"), *((title, *cells(each)) for title, each in found.items())]
    note = (
        f"By `octopus_deployment`, in one task. The emulator works on {AT_ONCE} deployments at a time, so that all "
        f"of them take {WAITED} seconds. Each round is one request: three rounds ask how all deployments are, and the "
        "fourth looks closer at one of them. One request reads the previews of all environments; check mode, which "
        "sends nothing but reads, reads them one by one."
    )
    yield Table(f"One release in {PLACES} environments", rows, note, asks_again=ONE_ROUND)

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The inventory of many machines, beside an inventory without any host and beside scripts with the same machines."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from bench.approaches import CONFIG, Situation
from bench.measure import Played, play
from bench.report import Table
from bench.spaces import Config, counts_of, space
from bench.suite import IDLE, Sample, sampled
from bench.variables import cells, written
from interop.cli_build import cli
from served import Server, emulator

MACHINES = 3000
COMMAND = Path(sys.executable).parent / "ansible-inventory"
# Groups by environment and by role, as people use them.
SOURCE = """plugin: octopus.deploy.octopus
kinds: [machine]
keyed_groups:
  - key: octopus_environments
    prefix: environment
  - key: octopus_roles
    prefix: role
"""
NOTE = f"""`ansible-inventory` with {MACHINES:,} machines, in groups by environment and by role. The scripts are \
inventories of `ansible.builtin.script`: one has nothing to do but to print what the plugin found, so that its seconds \
are Ansible's own work with so many hosts and variables; the other reads `deployment-target list` of the official CLI, \
whose machines have fewer properties."""
EMPTY = "all:\n  hosts: {}\n"
# For ansible.builtin.script: what people write who have the official CLI, with the same groups.
BY_CLI = f"""#!{sys.executable}
import json, subprocess, sys
command = ["CLI", "deployment-target", "list", "--output-format", "json", "--space", "Default", "--no-prompt"]
found = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
groups = {{}}
for each in found:
    environments, roles = [one["Name"] for one in each["Environments"]], each["Roles"]
    for name in (*(f"environment_{{one}}" for one in environments), *(f"role_{{one}}" for one in roles)):
        groups.setdefault(name.replace(" ", "_"), []).append(each["Name"])
variables = {{each["Name"]: each for each in found}}
print(json.dumps({{**groups, "_meta": {{"hostvars": variables}}}}))
"""


def machines(count: int) -> Config:
    """A space with so many machines, and what they need."""
    whole = space(count)
    environments = whole["environments"][: counts_of(100)["environments"]]
    found = space(2 * count)["machines"][:count]
    stages = [each["name"] for each in environments]
    here = [{**each, "environments": [stages[number % len(stages)]]} for number, each in enumerate(found)]
    return {"environments": environments, "machines": here}


def listed(way: str, source: Path, server: Server) -> Sample:
    server.clear_requests()
    done = play([str(COMMAND), "-i", str(source), way], server.environment)
    return Sample(len(server.requests()), done)


def script(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)
    return path


def sources(where: Path, server: Server) -> Iterator[tuple[str, Path]]:
    """The inventories to be measured, each with the name of its row."""
    plugin, machines_file = where / "octopus.yml", where / "listed.json"
    plugin.write_text(SOURCE, encoding="utf-8")
    yield "octopus.deploy.octopus", plugin
    machines_file.write_text(listed("--list", plugin, server).played.output, encoding="utf-8")
    yield "a script that prints the same", script(where / "printed.sh", f"#!/bin/sh\ncat {machines_file}\n")
    program = cli("The inventory by the official CLI")
    if program:
        yield "a script over the official CLI", script(where / "by_cli.py", BY_CLI.replace("CLI", program, 1))


def tables(folder: Path) -> Iterator[Table]:
    where = folder / "inventory"
    written(where, "machines", {"config": machines(MACHINES)})
    empty = where / "empty.yml"
    empty.write_text(EMPTY, encoding="utf-8")
    rows = [("", "requests", "seconds", "peak memory", "seconds beyond an empty one")]
    with emulator(*IDLE) as server:
        sampled(Situation("machines", CONFIG, "machines"), where, server)
        measured = list(sources(where, server))
        for way in ("--graph", "--list"):
            nothing = listed(way, empty, server)
            rows.append((f"{way}: no hosts", *cells(nothing), ""))
            for name, source in measured:
                found = listed(way, source, server)
                rows.append((f"{way}: {name}", *cells(found), beyond(found.played, nothing.played)))
    yield Table(f"Inventory of {MACHINES:,} machines", rows, NOTE)


def beyond(found: Played, nothing: Played) -> str:
    return f"{found.seconds - nothing.seconds:.1f}"

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The inventory of many machines, compared with an inventory without hosts and with others of the same machines."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.approaches import CONFIG, Situation
from bench.measure import Played, play
from bench.report import REQUESTS, Table, mebibytes
from bench.spaces import Config, counts_of, space
from bench.suite import IDLE, Sample, sampled
from bench.variables import cells, written
from interop.cli_build import cli
from served import Server, emulator

MACHINES = 3000
COMMAND = Path(sys.executable).parent / "ansible-inventory"
PLUGIN = "octopus.deploy.octopus"
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
RUNS = 5
OWN_WORK = f"""The quickest of {RUNS} runs. *processor* is the processor time of the whole command, in seconds, which \
depends least on whatever else the machine does. A plugin that has nothing to do but to read the same hosts, groups \
and variables from a JSON file and to add them shows what is Ansible's own work: `--list` merges the variables of each \
host with those of its groups, and prints all of them."""
# The folder of the benchmark's plugins, which a user would have beside playbooks.
PLUGINS = Path(__file__).with_name("inventory_plugins")
UNSAFE = "__ansible_unsafe"
EMPTY = "all:\n  hosts: {}\n"
# For ansible.builtin.script: the script that users of the official CLI write, with the same groups.
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
    """A space with this many machines, and the documents that they need."""
    whole = space(count)
    environments = whole["environments"][: counts_of(100)["environments"]]
    found = space(2 * count)["machines"][:count]
    stages = [each["name"] for each in environments]
    here = [{**each, "environments": [stages[number % len(stages)]]} for number, each in enumerate(found)]
    return {"environments": environments, "machines": here}


def listed(way: str, source: Path, server: Server) -> Sample:
    server.clear_requests()
    command = [str(COMMAND), "-i", str(source), way]
    done = play(command, {**server.environment, "ANSIBLE_INVENTORY_PLUGINS": str(PLUGINS)})
    return Sample(len(server.requests()), done)


def same_hosts(path: Path, printed: str) -> Path:
    """A source for the plugin ``same_hosts``, with the output of ``ansible-inventory --list``."""
    found = json.loads(printed, object_hook=lambda each: each.get(UNSAFE, each))
    hosts = found.pop("_meta")["hostvars"]
    groups = {name: each["hosts"] for name, each in found.items() if "hosts" in each}
    path.with_suffix(".json").write_text(json.dumps({"hosts": hosts, "groups": groups}), encoding="utf-8")
    path.write_text("plugin: same_hosts\n", encoding="utf-8")
    return path


def script(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)
    return path


def sources(where: Path, server: Server) -> Iterator[tuple[str, Path]]:
    """The inventories to measure, each with the name of its row."""
    plugin, machines_file = where / "octopus.yml", where / "listed.json"
    plugin.write_text(SOURCE, encoding="utf-8")
    yield PLUGIN, plugin
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
        ours = measured[0][1]
        same = same_hosts(where / "same.yml", listed("--list", ours, server).played.output)
        above = list(own_work(empty, same, ours, server))
    yield Table(f"Inventory of {MACHINES:,} machines", rows, NOTE)
    yield Table(f"Beyond Ansible's own work, inventory of {MACHINES:,} machines", above, OWN_WORK)


def own_work(empty: Path, same: Path, ours: Path, server: Server) -> Iterator[Sequence[str]]:
    """Rows with the difference from an inventory without hosts, and from a plugin that only adds the hosts."""
    yield "", REQUESTS, "processor", "peak memory", "beyond no hosts", "beyond the same hosts"
    for way in ("--graph", "--list"):
        floors: list[float] = []
        for name, source in (("no hosts", empty), ("the same hosts, from a file", same), (PLUGIN, ours)):
            runs = [listed(way, source, server) for _run in range(RUNS)]
            found = min(runs, key=lambda each: each.played.processor)
            processor = found.played.processor
            above = [f"{processor - floor:.2f}" for floor in floors]
            numbers = (f"{found.requests:,}", f"{processor:.2f}", mebibytes(found.played.memory))
            yield f"{way}: {name}", *numbers, *above, *[""] * (2 - len(above))
            floors.append(processor)


def beyond(found: Played, nothing: Played) -> str:
    return f"{found.seconds - nothing.seconds:.1f}"

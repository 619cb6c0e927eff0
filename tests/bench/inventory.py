# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The inventory of many machines, beside an inventory without any host."""

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
EMPTY = "all:\n  hosts: {}\n"


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


def tables(folder: Path) -> Iterator[Table]:
    where = folder / "inventory"
    written(where, "machines", {"config": machines(MACHINES)})
    source, empty = where / "octopus.yml", where / "empty.yml"
    source.write_text(SOURCE, encoding="utf-8")
    empty.write_text(EMPTY, encoding="utf-8")
    rows = [("", "requests", "seconds", "peak memory", "seconds beyond an empty one")]
    with emulator(*IDLE) as server:
        sampled(Situation("machines", CONFIG, "machines"), where, server)
        for way in ("--graph", "--list"):
            nothing, found = listed(way, empty, server), listed(way, source, server)
            rows += [
                (f"{way}: no hosts", *cells(nothing), ""),
                (f"{way}: octopus.deploy.octopus", *cells(found), beyond(found.played, nothing.played)),
            ]
    note = f"`ansible-inventory` with {MACHINES:,} machines, in groups by environment and by role."
    yield Table(f"Inventory of {MACHINES:,} machines", rows, note)


def beyond(found: Played, nothing: Played) -> str:
    return f"{found.seconds - nothing.seconds:.1f}"

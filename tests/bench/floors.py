# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Commands with and without the collection, which show how much of the time Ansible itself takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.approaches import BARE, CONFIG, HEAD, NOTHING, SRC, Situation
from bench.measure import Played
from bench.report import REQUESTS, SECONDS, Table, mebibytes
from bench.spaces import space
from bench.suite import IDLE, median, sampled, written
from served import Server, emulator

RUNS = 5
# Here, too, Ansible reads the data and evaluates its templates.
SET_FACT = f"""{HEAD}
  tasks:
    - name: Load the data
      ansible.builtin.set_fact:
        loaded: "{{{{ config }}}}"
"""
ONE = f"""{HEAD}
  tasks:
    - name: Have an environment
      octopus.deploy.octopus_environment:
        name: Environment 0
"""
OWN = (SECONDS, "processor", "peak memory")
COLUMNS = ("", REQUESTS, *OWN, "seconds beyond", "processor beyond", "memory beyond")


@dataclass(frozen=True)
class Floor:
    """A command, and the situations to compare with it."""

    command: Situation
    above: Sequence[Situation]


START = Situation("a debug task", NOTHING, BARE)
LOADED = Situation("set_fact of the same data", SET_FACT)
UNCHANGED = Floor(LOADED, [Situation("octopus_config, unchanged", CONFIG)])
FROM_FILE = Floor(START, [Situation("octopus_config, unchanged, from src", SRC, BARE)])
ONE_TASK = Floor(START, [Situation("octopus_environment, one unchanged task", ONE, BARE)])


def rows(floors: Sequence[Floor], data: Path, server: Server, runs: int) -> Iterator[Sequence[str]]:
    """A row for each command; the rows of situations also show the difference from their command."""
    for floor in floors:
        requests, least = measured(floor.command, data, server, runs)
        yield [floor.command.title, requests, *cells(least), "", "", ""]
        for each in floor.above:
            requests, found = measured(each, data, server, runs)
            memory = found.memory - least.memory if found.memory and least.memory else None
            beyond = (f"{found.seconds - least.seconds:.2f}", f"{found.processor - least.processor:.2f}")
            yield [each.title, requests, *cells(found), *beyond, mebibytes(memory)]


def measured(situation: Situation, data: Path, server: Server, runs: int) -> tuple[str, Played]:
    """The requests and the medians of a situation on a server that has its documents."""
    done = [sampled(situation, data, server) for _run in range(runs)]
    return f"{done[-1].requests:,}", median(each.played for each in done)


def cells(played: Played) -> tuple[str, str, str]:
    return f"{played.seconds:.2f}", f"{played.processor:.2f}", mebibytes(played.memory)


def of_size(size: int, floors: Sequence[Floor], folder: Path, runs: int) -> list[Sequence[str]]:
    """The rows of a space of ``size`` documents, on a server that has all of them."""
    data = written(folder / f"beyond-{size}", space(size))
    with emulator(*IDLE) as server:
        sampled(Situation("first apply", SRC, BARE), data, server)
        return [COLUMNS, *rows(floors, data, server, runs)]


def tables(folder: Path) -> Iterator[Table]:
    yield Table(
        "Beyond one task of Ansible",
        of_size(10, [ONE_TASK], folder, RUNS),
        f"Medians of {RUNS} runs. *processor* is the processor time of the whole command, in seconds.",
    )
    for size, runs, said in ((1000, RUNS, f"Medians of {RUNS} runs."), (3000, 1, "One run of each.")):
        yield Table(
            f"Beyond Ansible's own work, {size:,} resources",
            of_size(size, [UNCHANGED, FROM_FILE], folder, runs),
            f"{said} A `set_fact` task, too, has Ansible read the data of `group_vars` and fill in its templates.",
        )

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The two doors of a task, as ratios within one run, and how many requests the emulator answers."""

from __future__ import annotations

import statistics
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import requests
from bench.report import Table
from emulator.testing import Emulator
from playbooks.playbook import play, write_play

TASKS = 100
RUNS = 3
LOAD_SECONDS, CONNECTIONS = 3, 4
DEBUG = """
- name: Say something
  ansible.builtin.debug:
    msg: "{{ item }}"
"""
ENVIRONMENT = """
- name: Have an environment
  octopus.deploy.octopus_environment:
    name: "Environment {{ item }}"
"""
IN_LOOP = '  loop: "{{ range(100) | list }}"\n'
PYTHON = ("-e", f"ansible_python_interpreter={sys.executable}")
MODULE = (*PYTHON, "-e", "octopus_in_process=false")


@dataclass(frozen=True)
class Measured:
    """The number of requests of a playbook, and the median of its seconds."""

    requests: int
    seconds: float


def single(task: str, how_many: int) -> str:
    """``task`` repeated ``how_many`` times, each time as a task of its own."""
    return "".join(task.replace("{{ item }}", str(number)) for number in range(how_many))


def measure(server: Emulator, folder: Path, tasks: str, *options: str, runs: int = RUNS) -> Measured:
    path = write_play(folder / "play.yml", tasks)
    seconds = []
    for _run in range(runs):
        server.clear_requests()
        started = time.monotonic()
        play(path, server, *options)
        seconds.append(time.monotonic() - started)
    return Measured(len(server.requests), statistics.median(seconds))


def throughput(server: Emulator) -> float:
    """Requests a second that the emulator answers to several connections."""
    done = []
    until = time.monotonic() + LOAD_SECONDS

    def ask() -> None:
        session = requests.Session()
        session.headers["X-Octopus-ApiKey"] = server.api_key
        count = 0
        while time.monotonic() < until:
            session.get(f"{server.url}/api/environments?name=Environment%207", timeout=10).raise_for_status()
            count += 1
        done.append(count)

    threads = [threading.Thread(target=ask) for dummy in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) / LOAD_SECONDS


def playbooks(server: Emulator, folder: Path) -> Table:
    """100 environments through both doors, created and unchanged, as tasks and in a loop."""
    empty = measure(server, folder, single(DEBUG, 1))
    debug = measure(server, folder, single(DEBUG, TASKS))
    made = measure(server, folder, ENVIRONMENT + IN_LOOP, *PYTHON, runs=1)
    loop = measure(server, folder, ENVIRONMENT + IN_LOOP, *PYTHON)
    fast = measure(server, folder, single(ENVIRONMENT, TASKS), *PYTHON)
    module = measure(server, folder, single(ENVIRONMENT, TASKS), *MODULE, runs=1)
    per_debug = (debug.seconds - empty.seconds) / (TASKS - 1)
    per_fast = (fast.seconds - empty.seconds) / (TASKS - 1)
    rows = [
        ("", "requests", "seconds", "to module"),
        line("100 made, in a loop, fast door", made, module),
        line("100 unchanged, in a loop, fast door", loop, module),
        line("100 unchanged, 100 tasks, fast door", fast, module),
        line("100 unchanged, 100 tasks, module", module, module),
        line("100 debug tasks", debug, module),
    ]
    note = (
        "100 environments. The fast door does a task within ansible-playbook, the module in a process of its own: "
        f"{module.seconds / fast.seconds:.1f} times as long. One unchanged task takes {per_fast / per_debug:.1f} times "
        "as long as a debug task."
    )
    return Table("Two doors", rows, note)


def line(title: str, what: Measured, module: Measured) -> tuple[str, ...]:
    return title, str(what.requests), f"{what.seconds:.1f}", f"{what.seconds / module.seconds:.2f}"


def tables(folder: Path) -> Iterator[Table]:
    """Both doors, and the emulator."""
    with Emulator() as server:
        yield playbooks(server, folder)
        said = f"GET by name, {CONNECTIONS} connections of one client process"
        yield Table("Emulator", [("", "requests a second"), (said, f"{throughput(server):.0f}")])

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``make bench``: requests first, then seconds, as ratios within one run.

Requests are what a server limits; seconds depend on the machine, so each is compared with another of the same run.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import requests

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

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
    """A playbook as it ran: the requests it made, and the median of its seconds."""

    requests: int
    seconds: float


def single(task: str, how_many: int) -> str:
    """``task`` so often, each a task of its own."""
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


def table(title: str, rows: list[tuple[str, ...]]) -> None:
    print(f"\n{title}")
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        cells = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        print("  " + "  ".join(cells))


def playbooks(server: Emulator, folder: Path) -> None:
    """100 environments through both doors, made and found unchanged, as tasks and in a loop."""
    empty = measure(server, folder, single(DEBUG, 1))
    debug = measure(server, folder, single(DEBUG, TASKS))
    made = measure(server, folder, ENVIRONMENT + IN_LOOP, *PYTHON, runs=1)
    loop = measure(server, folder, ENVIRONMENT + IN_LOOP, *PYTHON)
    fast = measure(server, folder, single(ENVIRONMENT, TASKS), *PYTHON)
    module = measure(server, folder, single(ENVIRONMENT, TASKS), *MODULE, runs=1)
    per_debug = (debug.seconds - empty.seconds) / (TASKS - 1)
    per_fast = (fast.seconds - empty.seconds) / (TASKS - 1)
    rows: list[Callable[[], tuple[str, ...]]] = [
        lambda: ("", "requests", "seconds", "to module"),
        lambda: line("100 made, in a loop, fast door", made, module),
        lambda: line("100 unchanged, in a loop, fast door", loop, module),
        lambda: line("100 unchanged, 100 tasks, fast door", fast, module),
        lambda: line("100 unchanged, 100 tasks, module", module, module),
        lambda: line("100 debug tasks", debug, module),
    ]
    table("Playbooks on localhost", [row() for row in rows])
    print(f"\n  fast door over module: {module.seconds / fast.seconds:.1f} times faster")
    print(f"  one unchanged task over one debug task: {per_fast / per_debug:.1f} times as long")


def line(title: str, what: Measured, module: Measured) -> tuple[str, ...]:
    return title, str(what.requests), f"{what.seconds:.1f}", f"{what.seconds / module.seconds:.2f}"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, Emulator() as server:
        playbooks(server, Path(folder))
        rate = throughput(server)
        table("Emulator", [(f"GET by name, {CONNECTIONS} connections of one client process", f"{rate:.0f} a second")])


if __name__ == "__main__":
    main()

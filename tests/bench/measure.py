# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs ansible-playbook and measures its time, and the highest memory of its largest process."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from checks import OWN_ENVIRONMENT, ROOT

# Terraform takes minutes for a first apply of 1,000 documents, and longer on a busy machine.
TIMEOUT = 900
LOOK_EVERY = 0.02
KIB_IN_MIB = 1024


@dataclass(frozen=True)
class Played:
    """``processor``: the processor time of the command and its processes. ``memory``: in MiB; None without /proc."""

    seconds: float
    processor: float
    memory: float | None
    output: str


def play(command: Sequence[str], environment: Mapping[str, str]) -> Played:
    """Run a playbook. Raises ``RuntimeError`` if it fails or takes too long."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("OCTOPUS_", "ANSIBLE_"))}
    started, used = monotonic(), processor_time()
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**kept, **OWN_ENVIRONMENT, "ANSIBLE_NOCOLOR": "1", **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    watch = Watch(process.pid)
    watching = threading.Thread(target=watch.until_over, daemon=True)
    watching.start()
    try:
        output = process.communicate(timeout=TIMEOUT)[0]
        seconds = monotonic() - started
    except BaseException:
        # The command and its workers are a process group of their own.
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise
    finally:
        watch.over.set()
        watching.join()
    if process.returncode:
        raise RuntimeError(output)
    return Played(seconds, processor_time() - used, watch.peak / KIB_IN_MIB if watch.peak else None, output)


def processor_time() -> float:
    """The processor time of all commands that have ended, in seconds, so without an emulator that still runs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@dataclass
class Watch:
    """Watches a process and its children. The system keeps the highest memory of each, so few looks are enough."""

    pid: int
    peak: int = 0
    over: threading.Event = field(default_factory=threading.Event)

    def until_over(self) -> None:
        while not self.over.wait(LOOK_EVERY):
            self.peak = max([self.peak, *(high_mark(each) for each in family(self.pid))])


def family(pid: int) -> Iterator[int]:
    """A process and all its descendants."""
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return
    for child in children:
        yield from family(int(child))


def high_mark(pid: int) -> int:
    """The highest memory of a process so far, in KiB; 0 if the process has ended."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), 0)

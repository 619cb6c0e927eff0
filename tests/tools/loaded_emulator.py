# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts emulators in forks of a process that has loaded one, because a start spends most time on loading.

Each emulator has a process of its own, with the options and the environment of a normal start.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from forking import Forking
from zipped.ending import end_with


@dataclass(frozen=True)
class Started:
    """A started emulator, by its process ID."""

    pid: int

    def is_running(self) -> bool:
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        return True

    def end(self, seconds: float = 10) -> None:
        """End the process. Raises ``TimeoutError`` if it does not end within ``seconds``."""
        deadline = time.monotonic() + seconds
        if self.is_running():
            os.kill(self.pid, signal.SIGTERM)
        while self.is_running():
            if time.monotonic() > deadline:
                raise TimeoutError(f"the emulator with the process ID {self.pid} does not end")
            time.sleep(0.005)


class Loaded:
    """A process that loads the emulator at the first start, and forks for each start."""

    def __init__(self) -> None:
        self._process: Forking | None = None
        self._lock = threading.Lock()

    def start(self, options: Sequence[str], environment: Mapping[str, str]) -> Started:
        """Start an emulator with only this environment. Python reads its files only at the first start."""
        with self._lock:
            if self._process is None:
                self._process = Forking(__file__, environment)
            return Started(self._process.ask({"options": list(options), "environment": dict(environment)}))


LOADED = Loaded()


def serve() -> None:
    """Serve as the loaded process: fork for each order on standard input, and print the process ID."""
    from emulator.__main__ import main

    # Let the system drop ended processes, because nobody waits for them.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.environ.clear()
            os.environ.update(order["environment"])
            sys.argv = ["emulator", *order["options"]]
            nothing = os.open(os.devnull, os.O_RDWR)
            os.dup2(nothing, 0)
            os.dup2(nothing, 1)
            end_with(main)
        print(child, flush=True)


if __name__ == "__main__":
    serve()

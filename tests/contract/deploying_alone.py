# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tasks of a module, each in a process that a test can kill: forks of a program that has loaded the module."""

from __future__ import annotations

import functools
import gc
import importlib
import json
import os
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import client
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.transport import Transport
from contract.doors import MODULES, Result, module_alone
from emulator.control import LoggedRequest

ROOT = Path(__file__).resolve().parents[2]
# A task of a test pauses for a hundredth of the time that it would pause for.
HASTE = 100


class Alone:
    """The program that has loaded a module, as seen from a test."""

    def __init__(self, program: subprocess.Popen[str]) -> None:
        self._program = program

    def run(self, options: Mapping[str, Any], started: Callable[[int], None] = lambda process: None) -> Result | None:
        """The result of a task; None if it was killed. ``started`` gets the ID of its process."""
        assert self._program.stdin and self._program.stdout
        self._program.stdin.write(json.dumps(options) + "\n")
        self._program.stdin.flush()
        started(int(self._program.stdout.readline()))
        result: Result | None = json.loads(self._program.stdout.readline())
        return result


class Deadly(deque[LoggedRequest]):
    """A log of requests that kills the process that sends them at its ``last`` one, before that is answered."""

    def __init__(self, last: int) -> None:
        super().__init__()
        self._last = last
        self._process: Future[int] = Future()

    def sent_by(self, process: int) -> None:
        self._process.set_result(process)

    def append(self, request: LoggedRequest) -> None:
        super().append(request)
        if len(self) == self._last:
            os.kill(self._process.result(), signal.SIGKILL)


@contextmanager
def alone(module: str) -> Iterator[Alone]:
    """A program that has loaded a module, until the block ends."""
    path = os.pathsep.join(str(ROOT / each) for each in ("tests", "tests/tools", ".build/collections"))
    # Coverage would measure the program, and write nothing for a process that is killed.
    environment = {**os.environ, "PYTHONPATH": path, "COVERAGE_PROCESS_CONFIG": ""}
    command = [sys.executable, "-m", "contract.deploying_alone", module]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as program:
        yield Alone(program)


def one(module: str, options: Mapping[str, Any]) -> Result | None:
    """Run a task in a fork, whose ID is printed; None if somebody kills it."""
    answer, written = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(written, json.dumps(module_alone(module, options)).encode())
        os._exit(0)
    os.close(written)
    print(child, flush=True)
    with os.fdopen(answer, encoding="utf-8") as output:
        result = output.read()
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return None if status == -signal.SIGKILL else json.loads(result)


def serve(module: str) -> None:
    """Be the program: run each task that standard input asks for, and print its result."""
    importlib.import_module(f"{MODULES}.{module}")
    importlib.import_module("requests")
    # Nothing that has been loaded becomes garbage, so no task has to look through it.
    gc.freeze()

    def pause(seconds: float) -> None:
        time.sleep(seconds / HASTE)

    with mock.patch.object(client, "Transport", functools.partial(Transport, sleep=pause)):
        for line in sys.stdin:
            print(json.dumps(one(module, json.loads(line))), flush=True)


if __name__ == "__main__":
    serve(sys.argv[1])

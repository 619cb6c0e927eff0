# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tasks of a module, each in a process of its own that can be killed: forks of a program that has loaded the module."""

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
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import client
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.transport import Transport
from contract.doors import MODULES, Result, module_alone

ROOT = Path(__file__).resolve().parents[2]
# A task of a test pauses for a hundredth of the time that it would pause for.
HASTE = 100


class Alone:
    """The program that has loaded a module, as seen from a test."""

    def __init__(self, program: subprocess.Popen[str]) -> None:
        self._program = program

    def run(self, options: Mapping[str, Any], killed_after: float | None = None) -> Result | None:
        """The result of a task; None if it was killed, ``killed_after`` seconds after its start."""
        assert self._program.stdin and self._program.stdout
        self._program.stdin.write(json.dumps({"options": options, "killed_after": killed_after}) + "\n")
        self._program.stdin.flush()
        result: Result | None = json.loads(self._program.stdout.readline())
        return result


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


def one(module: str, options: Mapping[str, Any], killed_after: float | None) -> Result | None:
    """Run a task in a fork, and kill this process with SIGKILL when its time is up."""
    began = time.monotonic()
    answer, written = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(written, json.dumps(module_alone(module, options)).encode())
        os._exit(0)
    os.close(written)
    if killed_after is not None:
        time.sleep(max(0.0, began + killed_after - time.monotonic()))
        os.kill(child, signal.SIGKILL)
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
            order = json.loads(line)
            print(json.dumps(one(module, order["options"], order["killed_after"])), flush=True)


if __name__ == "__main__":
    serve(sys.argv[1])

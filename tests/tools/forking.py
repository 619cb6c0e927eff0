# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A process that has loaded a program and forks for each order, as seen by those who give the orders."""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from checks import ROOT

# The functions by which Python itself ends have no public names.
threads: Any = threading


class Forking:
    """A script that reads an order from each line of standard input, and answers it by a line."""

    def __init__(self, script: str, environment: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, script],
            cwd=ROOT,
            env=dict(environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, order: Mapping[str, Any]) -> int:
        """Give an order; returns the number that answers it."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def end(self) -> None:
        """End the process."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.close()
        self._process.stdout.close()
        # A process that is still loading ends afterwards.
        self._process.wait(60)


def end_with(program: Callable[[], object]) -> NoReturn:
    """Run a program in a fork, and end the fork with its exit code, as Python ends but without freeing all objects.

    To free an object is to write to it, so the system would copy the memory that the fork shares with the loaded
    process: an eighth of the processor time of a short playbook.
    """
    code: object = 0
    try:
        program()
    except SystemExit as ended:
        code = ended.code
    except BaseException:
        traceback.print_exc()
        code = 1
    if isinstance(code, str):
        print(code, file=sys.stderr)
    threads._shutdown()
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code if isinstance(code, int) else 1 if code else 0)

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A process that has loaded the libraries of modules and runs each module in a fork, as ``loaded_modules.py`` asks.

A module loads its own code and the part of ansible-core that it needs from its archive, as ever. The oldest Python of
modules runs this file too.
"""

from __future__ import annotations

import gc
import os
import runpy
import signal
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path

# The module ending is beside this file.
from ending import end_with

LONGEST = 300
# Nearly every module of the collection loads these libraries, and what they load of Python's own.
LIBRARIES = ("requests", "uritemplate", "yaml")
# ansible-core's part of each module loads these.
OF_PYTHON = ("base64", "ctypes", "dataclasses", "importlib.metadata", "platform", "shutil", "syslog", "tempfile")


def serve(folder: str) -> None:
    """For each process whose ID comes from standard input, run its program, and write the exit code to its file."""
    orders = os.fdopen(os.dup(0), encoding="utf-8")
    for name in (*LIBRARIES, *OF_PYTHON):
        # A module itself reports that a library is missing.
        with suppress(ImportError):
            import_module(name)
    # Nothing that has been loaded becomes garbage, so no module has to look through it.
    gc.freeze()
    # The system forgets processes that have ended, as nobody waits for them.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in iter(orders.readline, ""):
        if os.fork() == 0:
            orders.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            run(line.strip(), Path(folder, line.strip()))
            os._exit(0)


def run(asking: str, answer: Path) -> None:
    """Run the program of the process ``asking``, and write its exit code to the pipe ``answer``."""
    child = os.fork()
    if child == 0:
        become(Path("/proc", asking))
        end_with(lambda: runpy.run_path(sys.argv[0], run_name="__main__"))
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    # Nobody reads the pipe if the process that asked has ended.
    signal.alarm(LONGEST)
    # A shell says 137 where a program was ended by signal 9.
    answer.write_text(f"{code if code >= 0 else 128 - code}\n", encoding="utf-8")


def become(asking: Path) -> None:
    """Take over the folder, the arguments, the environment and the files of a process that runs a shell script."""
    os.chdir(asking / "cwd")
    # The shell and the script come first.
    sys.argv = texts(asking / "cmdline")[2:]
    sys.path[0] = str(Path(sys.argv[0]).parent)
    variables = (each.partition("=") for each in texts(asking / "environ"))
    os.environ.clear()
    os.environ.update({name: value for name, dummy, value in variables})
    for theirs, number, mode in ((3, 0, os.O_RDONLY), (4, 1, os.O_WRONLY), (5, 2, os.O_WRONLY)):
        opened = os.open(asking / "fd" / str(theirs), mode)
        os.dup2(opened, number)
        os.close(opened)


def texts(path: Path) -> list[str]:
    """The texts in a file of the system, where a null ends each of them."""
    return os.fsdecode(path.read_bytes()).split("\0")[:-1]


if __name__ == "__main__":
    serve(sys.argv[1])

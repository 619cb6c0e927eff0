# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A Python for modules that forks a process which has loaded their libraries: loading is half of a module's time.

Each module has a process of its own, with the arguments, environment, folder and files of a normal start.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from loaded import OF_MODULES

# A shell starts in a tenth of the time of Python. The loaded process finds everything else by the process ID. The
# module's files get additional numbers, because the shell replaces the usual ones while it writes and reads.
COMMAND = """#!/bin/sh
exec 3<&0 4>&1 5>&2
mkfifo "{folder}/$$" && echo $$ > "{folder}/orders" && read -r code < "{folder}/$$" && exit "$code"
"""


@contextmanager
def loaded_modules(python: Path) -> Iterator[Path]:
    """The path of a program that runs modules like ``python``; without /proc for processes, ``python`` itself."""
    if not Path("/proc/self/fd").exists():
        yield python
        return
    with tempfile.TemporaryDirectory() as folder:
        os.mkfifo(f"{folder}/orders")
        # A pipe can only be opened for writing if somebody reads it. The loaded process ends with its last writer.
        reading = os.open(f"{folder}/orders", os.O_RDONLY | os.O_NONBLOCK)
        writing = os.open(f"{folder}/orders", os.O_WRONLY)
        os.set_blocking(reading, True)
        environment = {**os.environ, "PYTHONPATH": OF_MODULES}
        script = str(Path(OF_MODULES, "forks_of_modules.py"))
        process = subprocess.Popen([python, script, folder], stdin=reading, env=environment)
        os.close(reading)
        command = Path(folder, "python")
        command.write_text(COMMAND.format(folder=folder), encoding="utf-8")
        command.chmod(0o700)
        try:
            yield command
        finally:
            os.close(writing)
            process.wait(60)

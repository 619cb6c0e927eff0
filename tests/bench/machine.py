# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The machine that the benchmark ran on, without its name."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from pathlib import Path

KIB_IN_GIB = 1024 * 1024


def described() -> list[str]:
    """Processor, memory, Python and ansible-core, a line each."""
    return [
        f"{field(Path('/proc/cpuinfo'), 'model name') or platform.machine()}, {os.cpu_count()} cores",
        f"{memory()} of memory, {platform.system()}",
        f"Python {platform.python_version()}, ansible-core {version('ansible-core')}",
    ]


def memory() -> str:
    total = field(Path("/proc/meminfo"), "MemTotal")
    return f"{int(total.split()[0]) / KIB_IN_GIB:.0f} GiB" if total else "an unknown amount"


def field(path: Path, name: str) -> str:
    """The value of the first line ``name: value`` in a file of /proc; empty if there is none."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(name)), "")

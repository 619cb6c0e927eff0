# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The end of a program in a fork of a loaded process. The oldest Python of modules loads this file too."""

from __future__ import annotations

import atexit
import os
import sys
import threading
import traceback
from collections.abc import Callable
from typing import Any, NoReturn

# The functions by which Python itself ends have no public names.
threads: Any = threading


def end_with(program: Callable[[], object]) -> NoReturn:
    """Run a program in a fork, and end the fork with its exit code, as Python ends but without freeing all objects.

    To free an object is to write to it, so the system would copy the memory that the fork shares with the loaded
    process: an eighth of the processor time of a short playbook, and a fifth of that of a module.
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

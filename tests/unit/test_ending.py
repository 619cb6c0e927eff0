# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A program in a fork ends as one that Python runs."""

from __future__ import annotations

import subprocess
import sys

import pytest
from checks import ROOT

MORE_TO_DO = """
import atexit, threading, time
atexit.register(print, "afterwards")
threading.Thread(target=lambda: print("in a thread", time.sleep(0.2))).start()
print("first")
"""
PROGRAMS = {
    "at its end": "print('said')",
    "with a code": "import sys; print('said'); sys.exit(3)",
    "without a code": "import sys; sys.exit()",
    "with a text": "import sys; sys.exit('what went wrong')",
    "by a bug": "print('said'); raise ValueError('wrong')",
    "with more to do": MORE_TO_DO,
}
IN_FORK = """
import os, sys
from zipped.ending import end_with

child = os.fork()
if child == 0:
    end_with(lambda: exec(sys.argv[1], {}))
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


def ended(*arguments: str) -> tuple[int, str, list[str]]:
    """The exit code and the output of a Python, and the last line of its errors."""
    ran = subprocess.run(
        [sys.executable, "-c", *arguments], cwd=ROOT / "tests" / "tools", capture_output=True, text=True, check=False
    )
    return ran.returncode, ran.stdout, ran.stderr.splitlines()[-1:]


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS)
def test_a_program_in_a_fork_ends_as_one_that_python_runs(program: str) -> None:
    assert ended(IN_FORK, program) == ended(program)

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A program in a fork of a process that has loaded the libraries of modules is like one that Python was started for."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from loaded_modules import COMMAND, loaded_modules

TELLS = """
import __main__, os, sys
print(sys.argv, __file__, __name__, __main__.__file__, sys.path[0], os.getcwd(), sys.executable)
print(dict(sorted(os.environ.items())), sys.stdin.read())
print("wrong", file=sys.stderr)
"""
ENDS = {
    "well": "",
    "with a code": "sys.exit(3)",
    "with a message": "sys.exit('as it was told')",
    "by a mistake": "1 / 0",
    "by a signal": "sys.stdout.flush(); os.kill(os.getpid(), 9)",
}
OWN = Path(sys.executable)


@pytest.fixture(scope="module")
def loaded() -> Iterator[Path]:
    with loaded_modules(OWN) as python:
        yield python


def ran(python: Path, folder: Path, *arguments: str, told: str = "") -> tuple[int, str, list[str]]:
    """The exit code, the output, and the errors without the lines of a traceback and those of the shell itself."""
    done = subprocess.run(
        ["sh", "-c", '"$@"', "-", str(python), *arguments],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TOLD": "more than\none line = this"},
        input=told,
        capture_output=True,
        text=True,
        check=False,
    )
    errors = [line for line in done.stderr.splitlines() if not line.startswith(("  ", "Traceback", "Killed"))]
    return done.returncode, done.stdout, errors


@pytest.mark.parametrize("end", ENDS)
def test_a_program_is_like_one_that_was_started(loaded: Path, tmp_path: Path, end: str) -> None:
    program = tmp_path / "program.py"
    program.write_text(f"{TELLS}\n{ENDS[end]}\n", encoding="utf-8")
    arguments = (str(program), "one", "and another", "")
    done = ran(loaded, tmp_path, *arguments, told="something to read")
    assert "something to read" in done[1] and "wrong" in done[2]
    assert done == ran(OWN, tmp_path, *arguments, told="something to read")


def test_a_program_finds_libraries_loaded_and_its_own_code_not(loaded: Path, tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text("import sys\nprint([each in sys.modules for each in ('requests', 'ansible')])", encoding="utf-8")
    assert ran(loaded, tmp_path, str(program))[1] == "[True, False]\n"


def test_programs_run_side_by_side(loaded: Path, tmp_path: Path) -> None:
    """The first program ends when the second one has begun."""
    waits, tells = tmp_path / "waits.py", tmp_path / "tells.py"
    waits.write_text("open('begun', 'w').close(); open('told').read(); print('told')", encoding="utf-8")
    tells.write_text("open('told', 'w').close()", encoding="utf-8")
    os.mkfifo(tmp_path / "told")
    with subprocess.Popen([loaded, waits], cwd=tmp_path, stdout=subprocess.PIPE, text=True) as first:
        assert ran(loaded, tmp_path, str(tells))[0] == 0
        assert first.communicate(timeout=30)[0] == "told\n"


def test_a_program_prints_to_its_own_output_while_the_shell_tells_its_id(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    slowly = COMMAND.replace("echo $$ >", "{{ echo $$; sleep 0.5; }} >")
    assert slowly != COMMAND
    monkeypatch.setattr("loaded_modules.COMMAND", slowly)
    program = tmp_path / "program.py"
    program.write_text("import sys; print(sys.stdin.read())", encoding="utf-8")
    with loaded_modules(OWN) as python:
        assert ran(python, tmp_path, str(program), told="told") == (0, "told\n", [])


def test_a_program_runs_without_the_libraries(tmp_path: Path) -> None:
    """A module itself reports that a library is missing."""
    bare, program = tmp_path / "bare", tmp_path / "program.py"
    bare.write_text(f'#!/bin/sh\nexec "{OWN}" -S "$@"\n', encoding="utf-8")
    bare.chmod(0o700)
    program.write_text("import requests", encoding="utf-8")
    with loaded_modules(bare) as python:
        done = subprocess.run([python, program], capture_output=True, text=True, check=False, timeout=30)
    assert (done.returncode, done.stderr.splitlines()[-1]) == (1, "ModuleNotFoundError: No module named 'requests'")

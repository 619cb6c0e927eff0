# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The compiled code of zipped modules (tests/tools/zipped): kept from run to run, for this source alone."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

from checks import ROOT

FOLDER = ROOT / "tests" / "tools" / "zipped"
PROGRAM = (
    "import sys; sys.path.insert(0, sys.argv[1]); from sent import value; print(value(), value.__code__.co_filename)"
)


def run(archive: Path, source: str, bytecode: Path) -> str:
    """The output of a Python that loads a module from an archive."""
    with zipfile.ZipFile(archive, "w") as written:
        written.writestr("sent.py", source)
    environment = {"PYTHONPATH": str(FOLDER), "PYTHONPYCACHEPREFIX": str(bytecode)}
    command = [sys.executable, "-c", PROGRAM, str(archive)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout


def kept(bytecode: Path) -> list[Path]:
    return sorted(path for path in (bytecode / "zipped").rglob("*") if path.is_file())


def test_a_source_is_compiled_once(tmp_path: Path) -> None:
    """An archive elsewhere with the same source finds the code; tracebacks name the archive that is loaded."""
    source, bytecode = "def value():\n    return 1\n", tmp_path / "bytecode"
    assert run(tmp_path / "one.zip", source, bytecode) == f"1 {tmp_path / 'one.zip' / 'sent.py'}\n"
    (first,) = kept(bytecode)
    written = first.stat().st_mtime_ns
    assert run(tmp_path / "two.zip", source, bytecode) == f"1 {tmp_path / 'two.zip' / 'sent.py'}\n"
    assert [each.stat().st_mtime_ns for each in kept(bytecode)] == [written]


def test_another_source_is_another_program(tmp_path: Path) -> None:
    bytecode = tmp_path / "bytecode"
    assert run(tmp_path / "sent.zip", "def value():\n    return 1\n", bytecode).startswith("1 ")
    assert run(tmp_path / "sent.zip", "def value():\n    return 2\n", bytecode).startswith("2 ")
    assert len(kept(bytecode)) == 2


def test_a_spoiled_file_is_written_anew(tmp_path: Path) -> None:
    source, bytecode = "def value():\n    return 1\n", tmp_path / "bytecode"
    run(tmp_path / "sent.zip", source, bytecode)
    (first,) = kept(bytecode)
    whole = first.read_bytes()
    first.write_bytes(whole[: len(whole) // 2])
    assert run(tmp_path / "sent.zip", source, bytecode).startswith("1 ")
    assert first.read_bytes() == whole

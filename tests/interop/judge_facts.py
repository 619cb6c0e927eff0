# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Judges every known trap and behaviour in docs/api by the tests that are marked with it."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import tested
from checks import run
from emulator.traffic import FOLDER, copy_group
from interop.fact_marks import TRAFFIC, marked_files
from interop.results import FAILED, NOT_SERVED, PASSED, options

TESTS = ["-m", "pytest", "-q", "-n", "2", "-p", "shares", "-m", "fact"]


def run_tests(file: Path) -> int:
    """Run the marked tests, which write their results to a file; returns the exit code."""
    file.unlink(missing_ok=True)
    ran = run([sys.executable, *TESTS, "--facts", str(file), *map(str, marked_files())])
    if ran.code:
        print(ran.output)
    return ran.code


def take_over(file: Path) -> int:
    """Copy the results and the traffic of the marked tests from ``make test``."""
    shutil.copy(tested.FACTS, file)
    if os.environ.get(FOLDER):
        copy_group(tested.TRAFFIC, TRAFFIC, Path(os.environ[FOLDER], "tested.jsonl"))
    print("taken from make test, which ran these tests in this checkout")
    return 0


def main(argv: Sequence[str] | None = None) -> int:
    parser = options(__doc__ or "")
    parser.add_argument("--tested", action="store_true", help="take what make test found, if no file has changed since")
    chosen = parser.parse_args(argv)
    judge = take_over if chosen.tested and tested.are_of(tested.checkout()) else run_tests
    with tempfile.TemporaryDirectory() as folder:
        file = (chosen.json or Path(folder) / "facts.json").absolute()
        code = judge(file)
        if not file.exists():
            return 1
        found = json.loads(file.read_text(encoding="utf-8"))
    counts = Counter(each["outcome"] for each in found["results"])
    for each in found["results"]:
        if each["outcome"] == FAILED:
            print(f"FAILED {each['name']} ({each['kind']}): {each['reason']}")
    print(f"{found['judge']}: " + ", ".join(f"{counts[each]} {each}" for each in (PASSED, FAILED, NOT_SERVED)))
    return 1 if counts[FAILED] or code else 0


if __name__ == "__main__":
    sys.exit(main())

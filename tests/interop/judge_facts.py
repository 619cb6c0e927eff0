# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds every known trap and behaviour in docs/api with the tests that are marked with it."""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from checks import run
from interop.fact_marks import marked_files
from interop.results import FAILED, NOT_SERVED, PASSED, json_file

TESTS = ["-m", "pytest", "-q", "-n", "2", "-p", "shares", "-m", "fact"]


def main(argv: Sequence[str] | None = None) -> int:
    wanted = json_file(__doc__ or "", argv)
    with tempfile.TemporaryDirectory() as folder:
        file = (wanted or Path(folder) / "facts.json").absolute()
        file.unlink(missing_ok=True)
        ran = run([sys.executable, *TESTS, "--facts", str(file), *map(str, marked_files())])
        if ran.code:
            print(ran.output)
        if not file.exists():
            return 1
        found = json.loads(file.read_text(encoding="utf-8"))
    counts = Counter(each["outcome"] for each in found["results"])
    for each in found["results"]:
        if each["outcome"] == FAILED:
            print(f"FAILED {each['name']} ({each['kind']}): {each['reason']}")
    print(f"{found['judge']}: " + ", ".join(f"{counts[each]} {each}" for each in (PASSED, FAILED, NOT_SERVED)))
    return 1 if counts[FAILED] or ran.code else 0


if __name__ == "__main__":
    sys.exit(main())

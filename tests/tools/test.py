# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``make test``: unit, contract and documentation tests, integration targets, and the traffic of both together.

With ``--coverage``, the tests also measure how much of the collection they run, which takes twice as long.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import tested
from checks import BIN, OWN_ENVIRONMENT, ROOT
from tested import FACTS, TRAFFIC

LEAST = 95
COVERAGE = str(BIN / "coverage")
JUDGEMENT = ROOT / ".build" / "description.json"
# One more process than the machine has cores, because some tests wait for a program.
PYTEST = ["-q", "-n", str((os.cpu_count() or 1) + 1), "-p", "shares", "-p", "progress"]
Step = tuple[str, list[str]]


def steps(measured: bool) -> Iterator[Step]:
    python = [COVERAGE, "run"] if measured else [sys.executable]
    yield "unit, contract and documentation", [*python, "-m", "pytest", *PYTEST, "--facts", str(FACTS), "tests"]
    yield "integration targets", [*python, "tests/tools/integration.py"]
    if measured:
        # ansible-playbook ends by killing its last worker, which may be writing its coverage. Files that can't be
        # combined are remains of such workers.
        combined = "coverage combine --quiet 2>/dev/null && rm -f .coverage.*"
        yield "coverage of the collection", ["sh", "-c", f"{combined} && coverage report --fail-under={LEAST}"]
    judged = [sys.executable, "tests/description/check.py", str(TRAFFIC), "--whole", "--json", str(JUDGEMENT)]
    yield "all traffic before the published API descriptions", judged


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--coverage", action="store_true", help=f"measure, and fail below {LEAST} %%")
    measured = parser.parse_args().coverage
    for leftover in Path(ROOT).glob(".coverage*"):
        leftover.unlink()
    tested.begin(tested.checkout())
    environment = {**os.environ, **OWN_ENVIRONMENT, "OCTOPUS_EMULATOR_TRAFFIC": str(TRAFFIC)}
    failed = []
    todo = list(steps(measured))
    for number, (name, command) in enumerate(todo, 1):
        print(f"\n== {number} of {len(todo)}: {name}", flush=True)
        if subprocess.run(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, check=False).returncode:
            failed.append(name)
    print(f"\n{'failed: ' + ', '.join(failed) if failed else 'all is well'}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

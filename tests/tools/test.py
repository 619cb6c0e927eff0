# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``make test``: unit, contract and documentation tests, integration targets, coverage and traffic of both together."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from checks import BIN, OWN_ENVIRONMENT, ROOT

LEAST = 95
COVERAGE = [str(BIN / "coverage")]
TRAFFIC = ROOT / ".build" / "traffic"
JUDGEMENT = ROOT / ".build" / "description.json"
STEPS: tuple[tuple[str, list[str]], ...] = (
    ("unit, contract and documentation", [*COVERAGE, "run", "-m", "pytest", "-q", "-n", "2", "tests"]),
    ("integration targets", [*COVERAGE, "run", "tests/tools/integration.py"]),
    # ansible-playbook ends by killing its last worker, which may be writing down what it covered: what can't be
    # combined is left over from that.
    ("coverage of the collection", ["sh", "-c", "coverage combine --quiet 2>/dev/null && rm -f .coverage.*"]),
    ("coverage of the collection", [*COVERAGE, "report", f"--fail-under={LEAST}"]),
    (
        "all traffic before the published API descriptions",
        [sys.executable, "tests/description/check.py", str(TRAFFIC), "--whole", "--json", str(JUDGEMENT)],
    ),
)


def main() -> int:
    for leftover in Path(ROOT).glob(".coverage*"):
        leftover.unlink()
    shutil.rmtree(TRAFFIC, ignore_errors=True)
    environment = {**os.environ, **OWN_ENVIRONMENT, "OCTOPUS_EMULATOR_TRAFFIC": str(TRAFFIC)}
    failed = []
    for name, command in STEPS:
        print(f"\n== {name}", flush=True)
        if subprocess.run(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, check=False).returncode:
            failed.append(name)
    print(f"\n{'failed: ' + ', '.join(failed) if failed else 'all is well'}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

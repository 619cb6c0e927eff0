# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the Go client's own end-to-end tests, unchanged, each on an emulator of its own."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from emulator.kinds.registry import KINDS
from emulator.services import SERVICES
from emulator.testing import Emulator
from interop.go_build import WORK, go, one_test, skipped
from interop.go_tests import ADDRESSES
from interop.results import FAILED, NOT_SERVED, PASSED, Result, concluded, json_file

HERE = Path(__file__).resolve().parent / "go"
MODULE = "github.com/OctopusDeploy/go-octopusdeploy/v2"
PACKAGE = f"{MODULE}/test/e2e"
JUDGE = "Go client's end-to-end tests"
LONGEST = 120
AT_ONCE = 2
SKIPPED = re.compile(r"^\s*--- SKIP", re.MULTILINE)
SERVED = {"", *(kind.collection for kind in KINDS if not kind.hidden), *SERVICES}


@dataclass(frozen=True)
class Test:
    """A test function, and the address that its file is about."""

    name: str
    address: str


def tests(folder: Path) -> list[Test]:
    """The test functions in the package's files. Raises ``KeyError`` for an unknown file."""
    found = []
    for file in sorted(folder.glob("*_test.go")):
        address = ADDRESSES[file.stem]
        names = re.findall(r"^func (Test\w+)\(", file.read_text(encoding="utf-8"), re.MULTILINE)
        found += [Test(name, address) for name in names]
    return found


def judged(test: Test, program: Path, folder: Path) -> Result:
    """Run one test on a fresh emulator."""
    kind = test.address or "root"
    if test.address not in SERVED:
        return Result(test.name, kind, NOT_SERVED, f"the emulator has no /{test.address} yet")
    # Tests compare a new machine with the list a moment later, so its health check must not end in between.
    with Emulator(task_seconds=10) as server:
        environment = {**os.environ, "OCTOPUS_HOST": server.url, "OCTOPUS_API_KEY": server.api_key}
        ran = one_test(program, test.name, folder, environment, LONGEST)
        refused = [f"{each.method} {each.path}: {each.status}" for each in server.requests if each.status >= 400]
    passed = ran.returncode == 0 and f"--- PASS: {test.name} " in ran.stdout and not SKIPPED.search(ran.stdout)
    if passed:
        return Result(test.name, kind, PASSED)
    return Result(test.name, kind, FAILED, "; ".join(refused), ran.stdout)


def main(argv: Sequence[str] | None = None) -> int:
    file = json_file(__doc__ or "", argv)
    if skipped(JUDGE):
        return 0
    folder = Path(go(HERE, "list", "-f", "{{.Dir}}", PACKAGE))
    version = go(HERE, "list", "-m", "-f", "{{.Path}} {{.Version}}", MODULE)
    program = WORK / "e2e.test"
    go(HERE, "test", "-c", "-o", str(program), PACKAGE)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        results = list(pool.map(lambda test: judged(test, program, folder), tests(folder)))
    return concluded(JUDGE, version, results, file)


if __name__ == "__main__":
    sys.exit(main())

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the acceptance tests of Octopus's Terraform provider, unchanged, each on an emulator of its own.

Tests without requests to a server judge nothing, so the results leave them out.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from emulator.kinds.registry import KINDS
from emulator.services import SERVICES
from emulator.testing import Emulator
from interop.go_build import Completed, one_test
from interop.results import FAILED, NOT_SERVED, PASSED, SKIPPED, Result, concluded, json_file
from interop.terraform_build import Built, Unavailable, built
from interop.terraform_reasons import REASONS

JUDGE = "Terraform provider's acceptance tests"
LONGEST = 300
AT_ONCE = 2
SERVED = {name.partition("/")[0] for name in (*(kind.collection for kind in KINDS if not kind.hidden), *SERVICES)}
# The message of terraform when a test of upgrades needs an earlier release of the provider, and there is no network.
NO_OLDER = "Failed to query available provider packages"
ADDRESS = re.compile(r"^/api(?:/Spaces-\d+)?/([^/?:]+)", re.IGNORECASE)


@dataclass(frozen=True)
class Test:
    """A test function, and the file that it is in."""

    name: str
    package: str
    file: str


def tests(what: Built) -> Iterator[Test]:
    for package in what.programs:
        for file in sorted((what.sources / package).glob("*_test.go")):
            for name in re.findall(r"^func (Test\w+)\(t ", file.read_text(encoding="utf-8"), re.MULTILINE):
                yield Test(name, package, file.stem.removesuffix("_test"))


def judged(test: Test, what: Built) -> Result | None:
    """Run one test on a fresh emulator; None if it sent no request to the emulator."""
    with Emulator(task_seconds=10) as server, tempfile.TemporaryDirectory() as home:
        settings = Path(home) / "terraform.rc"
        settings.touch()
        environment = {
            **os.environ,
            "HOME": home,
            "PATH": f"{what.terraform.parent}{os.pathsep}{os.environ['PATH']}",
            "TF_ACC": "1",
            "TF_ACC_LOCAL": "1",
            "TF_ACC_TERRAFORM_PATH": str(what.terraform),
            "TF_CLI_CONFIG_FILE": str(settings),
            "CHECKPOINT_DISABLE": "1",
            "OCTOPUS_URL": server.url,
            "OCTOPUS_APIKEY": server.api_key,
            "OCTOPUS_API_KEY": server.api_key,
        }
        ran = one_test(what.programs[test.package], test.name, what.sources / test.package, environment, LONGEST)
        asked = [f"{each.method} {each.path}" for each in server.requests]
        refused = [f"{each.method} {each.path}: {each.status}" for each in server.requests if each.status >= 400]
    return concluded_of(test, ran, asked, refused)


def concluded_of(test: Test, ran: Completed, asked: Sequence[str], refused: Sequence[str]) -> Result | None:
    logged = re.findall(r"^\s+\S+\.go:\d+: (.*)", ran.stdout, re.MULTILINE)
    if f"--- SKIP: {test.name} " in ran.stdout:
        return Result(test.name, test.file, SKIPPED, logged[-1] if logged else "")
    if NO_OLDER in ran.stdout:
        return Result(test.name, test.file, SKIPPED, "an older release of the provider can't be had from its registry")
    if ran.returncode == 0 and f"--- PASS: {test.name} " in ran.stdout:
        return Result(test.name, test.file, PASSED) if asked else None
    missing = sorted({address for each in refused if (address := unserved(each))})
    if missing:
        return Result(test.name, test.file, NOT_SERVED, f"the emulator has no {', '.join(missing)} yet")
    errors = re.findall(r"^[ │]*(Error: .*)", ran.stdout, re.MULTILINE)
    reason = REASONS.get(test.name) or "; ".join([*errors[:1], *logged[:1], *refused[:3]])
    return Result(test.name, test.file, FAILED, reason, ran.stdout)


def unserved(refused: str) -> str:
    """The address of a refused request that the emulator does not serve; empty if the emulator serves it."""
    found = ADDRESS.match(refused.partition(" ")[2])
    return f"/{found[1]}" if found and found[1].casefold() not in SERVED and refused.endswith(": 404") else ""


def main(argv: Sequence[str] | None = None) -> int:
    file = json_file(__doc__ or "", argv)
    try:
        what = built()
    except Unavailable as lacking:
        print(f"{JUDGE}: skipped, {lacking}")
        return 0
    with ThreadPoolExecutor(AT_ONCE) as pool:
        results = [each for each in pool.map(lambda test: judged(test, what), tests(what)) if each]
    failed = {each.name for each in results if each.outcome == FAILED}
    for name in sorted(REASONS.keys() - failed):
        print(f"{name} does not fail: its reason in {Path(__file__).parent.name}/terraform_reasons.py is out of date")
    unexplained = failed - REASONS.keys()
    concluded(JUDGE, what.version, results, file)
    return 1 if unexplained or REASONS.keys() - failed or not results else 0


if __name__ == "__main__":
    sys.exit(main())

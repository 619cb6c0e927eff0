# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the tests of octoterra, the exporter of spaces to Terraform, unchanged, each on an emulator of its own.

In a test, Terraform fills a space, octoterra exports it, Terraform applies the export to a second space, and the test
checks the second space. Tests without requests to a server judge nothing, so the results leave them out.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from emulator.testing import Emulator
from interop.go_build import Completed, one_test
from interop.octoterra_build import PACKAGE, Built, built
from interop.results import FAILED, NOT_SERVED, PASSED, Result, concluded, json_file
from interop.terraform_build import Unavailable

JUDGE = "octoterra's tests"
LONGEST = 300
AT_ONCE = 2
# Terraform creates environments in any order, and a server puts a new one with the order 0 behind the others
# (api: environments#environment). So a test of several environments may fail by chance, more often than not, and is
# tried again, as octoterra's own workflow does.
ATTEMPTS = 10
# The tests of features that the emulator does not have.
LACKING: Mapping[str, str] = {
    "TestSingleProjectBuiltInFeedTriggerExport": "the emulator makes no trigger of a project's automatic releases",
}
PROVIDER_OVERRIDE = """provider_installation {{
  dev_overrides {{ "octopusdeploy/octopusdeploy" = "{folder}" }}
  direct {{}}
}}
"""


@dataclass(frozen=True)
class Test:
    """A test function. ``kind``: the folder of configurations that it begins with, without its number."""

    name: str
    kind: str


def tests(text: str) -> Iterator[Test]:
    """The tests in a file of Go."""
    for part in re.split(r"^func ", text, flags=re.MULTILINE):
        named = re.match(r"(Test\w+)\(t ", part)
        if named:
            folder = re.search(r"test/terraform/[^-/\"]+-([^/\"]+)", part)
            yield Test(named[1], folder[1] if folder else "space")


def judged(test: Test, what: Built) -> Result | None:
    """Run a test until it passes, at most ``ATTEMPTS`` times; None if it sent no request to the server."""
    result, attempts = attempt(test, what), 1
    while result and result.outcome == FAILED and attempts < ATTEMPTS:
        result, attempts = attempt(test, what), attempts + 1
    return result


def attempt(test: Test, what: Built) -> Result | None:
    """Run a test once, on a fresh emulator."""
    with Emulator(task_seconds=0.2) as server, tempfile.TemporaryDirectory() as home:
        settings = Path(home) / "terraform.rc"
        settings.write_text(PROVIDER_OVERRIDE.format(folder=what.provider), encoding="utf-8")
        environment = {
            **os.environ,
            "HOME": home,
            "TMPDIR": home,
            "PATH": f"{what.terraform.parent}{os.pathsep}{os.environ['PATH']}",
            "TF_CLI_CONFIG_FILE": str(settings),
            "CHECKPOINT_DISABLE": "1",
            "OCTOPUS_URL": server.url,
            "OCTOPUS_API_KEY": server.api_key,
            # Settings of the test framework: the key that it gives to terraform, and no waiting for registries.
            "OCTOTESTAPIKEY": server.api_key,
            "OCTOTESTSKIPINIT": "true",
            "OCTOTESTWAITFORAPI": "false",
        }
        ran = one_test(what.tests, test.name, what.sources / PACKAGE, environment, LONGEST)
        asked = [f"{each.method} {each.path}: {each.status}" for each in server.requests]
    return concluded_of(test, ran, asked)


def concluded_of(test: Test, ran: Completed, asked: Sequence[str]) -> Result | None:
    if not asked:
        return None
    if ran.returncode == 0 and f"--- PASS: {test.name} " in ran.stdout:
        return Result(test.name, test.kind, PASSED)
    if test.name in LACKING:
        return Result(test.name, test.kind, NOT_SERVED, LACKING[test.name])
    errors = re.findall(r"^ *(Error: .*)", ran.stdout, re.MULTILINE)
    logged = re.findall(r"^ +emulated\.go:\d+: (.*)", ran.stdout, re.MULTILINE)
    refused = [each for each in asked if int(each.rpartition(" ")[2]) >= 400]
    return Result(test.name, test.kind, FAILED, "; ".join([*errors[:1], *logged[:1], *refused[:3]]), ran.stdout)


def main(argv: Sequence[str] | None = None) -> int:
    file = json_file(__doc__ or "", argv)
    try:
        what = built()
    except Unavailable as lacking:
        print(f"{JUDGE}: skipped, {lacking}")
        return 0
    texts = [each.read_text(encoding="utf-8") for each in sorted((what.sources / PACKAGE).glob("*_test.go"))]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = pool.map(lambda test: judged(test, what), [test for text in texts for test in tests(text)])
        results = [each for each in found if each]
    outdated = {each.name for each in results if each.outcome == PASSED} & LACKING.keys()
    for name in sorted(outdated):
        print(f"{name} passes: its reason in {Path(__file__).name} is out of date")
    return concluded(JUDGE, what.version, results, file) or int(bool(outdated))


if __name__ == "__main__":
    sys.exit(main())

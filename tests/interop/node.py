# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Node's test runner, for judges with packages from npm."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from checks import ROOT, run
from interop.results import FAILED, Result

# The first node whose test runner gives up a test that hangs.
OLDEST_NODE = (20, 11)
SECONDS_A_TEST = 60
REPORTER = ROOT / "tests" / "interop" / "reporter.mjs"
# The beginnings of npm's messages when no registry answers.
UNREACHABLE = re.compile(r"ENOTFOUND|ECONNREFUSED|ECONNRESET|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|network")


def lacking() -> str:
    """The part of node that is missing; empty if none is."""
    for name in ("node", "npm"):
        if not shutil.which(name):
            return f"{name} is not on PATH"
    version = run(["node", "--version"]).output.strip()
    numbers = [int(each) for each in re.findall(r"\d+", version)[:2]]
    oldest = ".".join(map(str, OLDEST_NODE))
    return "" if tuple(numbers) >= OLDEST_NODE else f"node {oldest} or newer is not on PATH, but {version}"


def install(sources: Path, built: Path) -> str:
    """Copy the sources to ``.build`` and install the packages of the lock file; returns what went wrong."""
    built.mkdir(parents=True, exist_ok=True)
    for old in built.glob("*.mjs"):
        old.unlink()
    shutil.copytree(sources, built, dirs_exist_ok=True)
    lock, stamp = sources / "package-lock.json", built / "node_modules" / ".installed-from"
    if stamp.exists() and stamp.read_bytes() == lock.read_bytes():
        return ""
    done = run(["npm", "ci"], built)
    if done.code:
        output = done.output.strip()
        return f"npm reaches no registry:\n{output}" if UNREACHABLE.search(output) else f"npm ci failed:\n{output}"
    shutil.copyfile(lock, stamp)
    return ""


def hindrance(judge: str, sources: Path, built: Path) -> int | None:
    """The exit code of a judge that can't run, after its reason was printed; None if it can."""
    missing = lacking()
    wrong = "" if missing else install(sources, built)
    if missing:
        print(f"{judge}: skipped, {missing}")
        return 0
    if wrong:
        print(wrong)
        return 1
    return None


def version_of(package: str, built: Path) -> str:
    """The version of an installed package."""
    found: str = json.loads((built / "node_modules" / package / "package.json").read_text(encoding="utf-8"))["version"]
    return found


def tested(file: Path, environment: Mapping[str, str], *options: str) -> tuple[list[Result], str]:
    """The results of the tests in a file, and what the tests printed. ``options``: of node."""
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder) / "results"
        command = ["node", *options, f"--test-timeout={SECONDS_A_TEST * 1000}"]
        for reporter, to in (("spec", "stdout"), (REPORTER.as_uri(), str(written))):
            command += [f"--test-reporter={reporter}", f"--test-reporter-destination={to}"]
        done = run([*command, file.name], file.parent, environment)
        lines = written.read_text(encoding="utf-8").splitlines() if written.exists() else []
    results = [Result(**json.loads(line)) for line in lines]
    if done.code and not any(each.outcome == FAILED for each in results):
        results.append(Result(file.name, "client", FAILED, f"node ended with {done.code}: {done.output.strip()}"))
    return results, done.output

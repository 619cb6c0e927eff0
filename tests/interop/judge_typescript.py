# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The official TypeScript client as a judge of the emulator: each file of ``typescript/`` on a server of its own.

``not_served.test.mjs`` has the client's calls that the emulator does not serve. Its test of a call fails as soon as the
emulator serves the call, which then gets a test of its own.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from checks import ROOT
from emulator.kinds.registry import KINDS
from interop.node import hindrance, tested, version_of
from interop.results import FAILED, NOT_SERVED, PASSED, Result, concluded, json_file
from served import emulator

SOURCES = ROOT / "tests" / "interop" / "typescript"
BUILT = ROOT / ".build" / "interop" / "typescript"
PACKAGE = "@octopusdeploy/api-client"
JUDGE = "TypeScript client"
AT_ONCE = 2
# Options of the emulator that test files need.
OPTIONS = {
    "tasks.test.mjs": ("--task-seconds", "1"),
    "timeouts.test.mjs": ("--task-seconds", "30"),
    "limits.test.mjs": ("--rate-limit", "60:20", "--task-seconds", "2"),
    "older.test.mjs": ("--server-version", "2020.5.1"),
}


@dataclass(frozen=True)
class Round:
    """A server, and the files that run on it. ``files``: a pattern; ``marks``: the end of the names of results."""

    marks: str = ""
    options: tuple[str, ...] = ()
    files: str = "*.test.mjs"
    without: tuple[str, ...] = ()


# The client builds the addresses of its repositories itself, so only its lower half can follow scrambled links.
ROUNDS = (
    Round(),
    Round(
        " (under a virtual directory)",
        ("--virtual-directory", "/octopus"),
        without=("not_served.test.mjs", "shapes.test.mjs"),
    ),
    Round(" (scrambled links)", ("--scramble-links",), "links.test.mjs"),
)


@dataclass(frozen=True)
class Ran:
    """The results of a file, what it printed, the methods that the client has, and those that the file called."""

    results: tuple[Result, ...]
    output: str
    methods: frozenset[str] = frozenset()
    called: frozenset[str] = frozenset()


def run_file(name: str, on: Round) -> Ran:
    """Run one file on a fresh emulator."""
    options = (*on.options, *OPTIONS.get(name, ()))
    with tempfile.TemporaryDirectory() as folder, emulator(*options) as server:
        calls = Path(folder) / "calls"
        own = {"OCTOPUS_ACCESS_TOKEN": server.access_token, "JUDGE_CALLS": str(calls)}
        found, output = tested(BUILT / name, {**server.environment, **own}, "--import", "./recorder.mjs")
        noted = json.loads(calls.read_text(encoding="utf-8")) if calls.exists() else {}
    results = tuple(replace(each, name=f"{each.name}{on.marks}") for each in found)
    return Ran(results, output, frozenset(noted.get("methods", ())), frozenset(noted.get("called", ())))


def every_file() -> Iterator[tuple[str, Round]]:
    for on in ROUNDS:
        for path in sorted(BUILT.glob(on.files)):
            if path.name not in on.without:
                yield path.name, on


def uncalled(runs: Sequence[Ran]) -> Result:
    """Whether each method of each repository of the package was called, with or without success."""
    methods = frozenset[str]().union(*(each.methods for each in runs))
    missing = methods - frozenset[str]().union(*(each.called for each in runs))
    name = "every method of every repository is called"
    if not methods:
        return Result(name, "client", FAILED, "no repository was found in the package")
    return Result(name, "client", FAILED if missing else PASSED, ", ".join(sorted(missing)))


def not_in_client(results: Sequence[Result]) -> list[str]:
    """The kinds that the emulator serves and the client does not support."""
    judged = {each.kind for each in results if each.outcome != NOT_SERVED}
    return sorted(kind.collection for kind in KINDS if not kind.hidden and kind.collection not in judged)


def main(argv: Sequence[str] | None = None) -> int:
    file = json_file(__doc__ or "", argv)
    code = hindrance(JUDGE, SOURCES, BUILT)
    if code is not None:
        return code
    with ThreadPoolExecutor(AT_ONCE) as pool:
        runs = list(pool.map(lambda each: run_file(*each), every_file()))
    for ran in runs:
        if any(each.outcome == FAILED for each in ran.results):
            print(ran.output)
    results = [each for ran in runs for each in ran.results] + [uncalled(runs)]
    return concluded(
        JUDGE, f"{PACKAGE} {version_of(PACKAGE, BUILT)}", results, file, {"not_in_client": not_in_client(results)}
    )


if __name__ == "__main__":
    sys.exit(main())

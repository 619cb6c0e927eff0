# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``make matrix``: sanity, tests, playbooks, demo and integration, with every Python and ansible-core that it finds.

Each pair has a virtual environment under .build/matrix. Pairs whose Python is missing are reported as skipped.
``--core`` and ``--python`` choose pairs, ``--check`` chooses checks; ``--check`` alone only makes the environments.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from checks import ROOT, Ran, copy_tree, pythons, run
from floors import OLDEST_CORE, OLDEST_CORE_RELEASE
from sanity import ansible_test, out_of_reach

# The Pythons that each ansible-core runs on as a controller.
CORES = {
    "2.19": ("3.11", "3.12", "3.13"),
    "2.20": ("3.12", "3.13", "3.14"),
    "2.21": ("3.12", "3.13", "3.14"),
    "2.22": ("3.13", "3.14", "3.15"),
}
# Series whose first release may still be a release candidate. Once the release is out, pip installs it.
UNRELEASED = ("2.22",)
TOOLS = ("requests", "uritemplate", "orjson", "uvicorn[standard]", "pytest", "pytest-xdist", "hypothesis", "trustme")
# The playbooks that test most of an ansible-core in the least time.
NAMES = ("doors", "inventory", "octopus_step", "yaml_values", "vaulted_sources")
DOORS = tuple(f"tests/playbooks/test_{name}.py" for name in NAMES)
PYTEST = ("-m", "pytest", "-q", "-n", "2", "-p", "progress")
Check = Callable[[Path, str], Ran]


def requirement(core: str) -> str:
    """The requirement for pip: the newest release of a series; for the oldest series, the oldest supported release."""
    if core == OLDEST_CORE:
        return f"ansible-core=={OLDEST_CORE_RELEASE}"
    return f"ansible-core~={core}.0{'rc0' if core in UNRELEASED else ''}"


def environment(python: Path, core: str) -> tuple[Path, Ran]:
    """A virtual environment with one ansible-core."""
    venv = ROOT / ".build" / "matrix" / f"{python.name}-core{core}"
    there = all((venv / "bin" / name).exists() for name in ("python", "pip"))
    made = Ran(0, "", 0) if there else run([str(python), "-m", "venv", str(venv)])
    if made.code == 0:
        made = run([str(venv / "bin" / "pip"), "install", "-q", requirement(core), *TOOLS])
    return venv / "bin", made


def sanity(binaries: Path, python: str) -> Ran:
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        left_out = ["shellcheck", *out_of_reach(binaries)]
        skipped = [part for name in left_out for part in ("--skip-test", name)]
        print(f"sanity without {', '.join(left_out)}", flush=True)
        return ansible_test(["sanity", "--local", "--python", python, *skipped], copy_tree(work), work, binaries)


def by_python(*arguments: str) -> Check:
    def ran(binaries: Path, python: str) -> Ran:
        return run([str(binaries / "python"), *arguments], env={"PATH": f"{binaries}:/usr/local/bin:/usr/bin:/bin"})

    return ran


CHECKS: Mapping[str, Check] = {
    "sanity": sanity,
    "tests": by_python(*PYTEST, "tests/unit", "tests/contract"),
    "doors": by_python(*PYTEST, *DOORS),
    "playbooks": by_python(*PYTEST, "tests/playbooks", *(f"--ignore={path}" for path in DOORS)),
    "demo": by_python("tests/tools/demo.py"),
    "integration": by_python("tests/tools/integration.py"),
}


def results(python: Path, core: str, chosen: list[str]) -> dict[str, Ran]:
    """The results of the chosen checks with one pair, by name."""
    binaries, made = environment(python, core)
    if made.code:
        return {"install": made}
    version = python.name.removeprefix("python")
    return {name: CHECKS[name](binaries, version) for name in chosen}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--core", nargs="+", choices=CORES, default=[*CORES], help="only with these ansible-cores")
    parser.add_argument("--python", nargs="+", help="only with these Pythons, as in 3.13")
    parser.add_argument(
        "--check", nargs="*", choices=CHECKS, default=[*CHECKS], help="only these checks; none: only make environments"
    )
    chosen = parser.parse_args()
    found = pythons()
    failed = 0
    for core in chosen.core:
        for version in (each for each in CORES[core] if each in (chosen.python or CORES[core])):
            title = f"Python {version}, ansible-core {core}"
            if version not in found:
                print(f"skipped {title}: there is no Python {version} here", flush=True)
                continue
            for name, ran in results(found[version], core, chosen.check).items():
                failed += ran.code != 0
                print(f"{'FAILED' if ran.code else 'ok    '} {title}: {name} ({ran.seconds:.0f} s)", flush=True)
                if ran.code:
                    print(ran.output[-5000:], flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``make matrix``: sanity, tests, and integration, with every Python and ansible-core that is found.

A pair gets a virtual environment of its own under .build/matrix. Pairs whose Python is not there are named as skipped.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from checks import ROOT, Ran, copy_tree, pythons, run
from sanity import ansible_test

# The Pythons that each ansible-core runs on as a controller.
CORES = {
    "2.18": ("3.11", "3.12", "3.13"),
    "2.19": ("3.11", "3.12", "3.13"),
    "2.20": ("3.12", "3.13", "3.14"),
    "2.21": ("3.12", "3.13", "3.14"),
    "2.22": ("3.13", "3.14", "3.15"),
}
# Those of which candidates count.
UNRELEASED = ("2.22",)
PLAYBOOKS = ("doors", "yaml_values", "vaulted_sources")
SUITES = ("tests/unit", "tests/contract", *(f"tests/playbooks/test_{name}.py" for name in PLAYBOOKS))
TOOLS = ("requests", "uritemplate", "orjson", "uvicorn[standard]", "pytest", "pytest-xdist", "hypothesis", "trustme")


def environment(python: Path, core: str) -> tuple[Path, Ran]:
    """A virtual environment with one ansible-core."""
    venv = ROOT / ".build" / "matrix" / f"{python.name}-core{core}"
    made = run([str(python), "-m", "venv", str(venv)])
    if made.code == 0:
        release = f"{core}.0rc0" if core in UNRELEASED else f"{core}.0"
        made = run([str(venv / "bin" / "pip"), "install", "-q", f"ansible-core~={release}", *TOOLS])
    return venv / "bin", made


def results(python: Path, core: str) -> dict[str, Ran]:
    """Every check of one pair by its name."""
    binaries, made = environment(python, core)
    if made.code:
        return {"install": made}
    path = {"PATH": f"{binaries}:/usr/local/bin:/usr/bin:/bin"}
    version = python.name.removeprefix("python")
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        tree = copy_tree(work)
        sanity = ansible_test(
            ["sanity", "--local", "--python", version, "--skip-test", "shellcheck"], tree, work, binaries
        )
    tests = run([str(binaries / "python"), "-m", "pytest", "-q", "-n", "2", *SUITES], env=path)
    integration = run([str(binaries / "python"), "tests/tools/integration.py"], env=path)
    return {"sanity": sanity, "unit, contract, doors": tests, "integration": integration}


def main() -> int:
    found = pythons()
    failed = 0
    for core, versions in CORES.items():
        for version in versions:
            title = f"Python {version}, ansible-core {core}"
            if version not in found:
                print(f"skipped {title}: there is no Python {version} here", flush=True)
                continue
            for name, ran in results(found[version], core).items():
                failed += ran.code != 0
                print(f"{'FAILED' if ran.code else 'ok    '} {title}: {name} ({ran.seconds:.0f} s)", flush=True)
                if ran.code:
                    print(ran.output[-5000:], flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

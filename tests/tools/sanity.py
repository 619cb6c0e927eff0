# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs ansible-test on a copy of the checkout, also on a machine that only reaches a package index."""

from __future__ import annotations

import re
import urllib.request
from collections.abc import Sequence
from pathlib import Path

from checks import BIN, Ran, pythons, run

ADDRESS = re.compile(r"@ (https://[^\s#]+)")
BOOTSTRAP = re.compile(r"https://\S+?/get-pip-%s\.py")
# Replaces the script that ansible-test downloads to install pip into its virtual environments.
STAND_IN = """\
import ensurepip, glob, os, runpy, sys
wheel = glob.glob(os.path.join(os.path.dirname(ensurepip.__file__), "_bundled", "pip-*.whl"))[0]
sys.path.insert(0, wheel)
sys.argv = ["pip", "install"] + [a for a in sys.argv[1:] if a not in ("--no-setuptools", "--no-wheel")]
runpy.run_module("pip", run_name="__main__", alter_sys=True)
"""
PIPS = ("24.2", "25.2")
NOTHING_TESTED = ("All targets skipped", 'Required program "shellcheck" not found')


def ansible_test(
    arguments: Sequence[str], tree: Path, work: Path, binaries: Path = BIN, begin: Sequence[str] = ()
) -> Ran:
    """Run ansible-test in ``tree``; a test that it silently skips is a failure. ``begin``: the beginning of the command
    if it is not the name of the program.
    """
    bootstrap_pip(binaries)
    path = f"{real_pythons(work)}:{binaries}:/usr/local/bin:/usr/bin:/bin"
    environment = {"PATH": path, "ANSIBLE_COLLECTIONS_PATH": str(work), "LC_ALL": "C.UTF-8", "PYTHONPATH": ""}
    command = [*(begin or [str(binaries / "ansible-test")]), *arguments, "--color", "no"]
    ran = run(command, tree, environment)
    passed_over = [text for text in NOTHING_TESTED if text in ran.output]
    return Ran(1, f"{ran.output}\nNothing was tested: {passed_over}", ran.seconds) if passed_over else ran


def bootstrap_pip(binaries: Path) -> None:
    """If ansible-test can't download its script, put the stand-in where it looks first."""
    cache = Path.home() / ".ansible" / "test" / "cache"
    missing = [cache / f"get_pip_{pip.replace('.', '_')}.py" for pip in PIPS]
    missing = [path for path in missing if not path.exists()]
    if not missing or downloads_work(binaries):
        return
    cache.mkdir(parents=True, exist_ok=True)
    for path in missing:
        path.write_text(STAND_IN, encoding="utf-8")


def out_of_reach(binaries: Path) -> list[str]:
    """The sanity tests that can't run here because they download something that is not in the package index.

    Release candidates of ansible-core download parts of these tests from ansible-core's repository.
    """
    files = binaries.parent.glob("lib/*/site-packages/ansible_test/_data/requirements/sanity.*.txt")
    asked = {path.name.split(".")[1]: ADDRESS.findall(path.read_text(encoding="utf-8")) for path in files}
    return sorted(name for name, addresses in asked.items() if not all(map(can_be_had, addresses)))


def can_be_had(address: str) -> bool:
    try:
        with urllib.request.urlopen(urllib.request.Request(address, method="HEAD"), timeout=5) as answer:
            return int(answer.status) == 200
    except OSError:
        return False


def downloads_work(binaries: Path) -> bool:
    scripts = binaries.parent.glob("lib/*/site-packages/ansible_test/_util/target/setup/requirements.py")
    for script in scripts:
        template = BOOTSTRAP.search(script.read_text(encoding="utf-8"))
        if template:
            return can_be_had(template[0] % PIPS[-1])
    return True


def real_pythons(work: Path) -> Path:
    """A folder with the Pythons that work: ansible-test fails at shims of pyenv that start no Python."""
    folder = work / "pythons"
    folder.mkdir(exist_ok=True)
    for version, path in pythons().items():
        link = folder / f"python{version}"
        link.unlink(missing_ok=True)
        link.symlink_to(path.resolve() if path.is_symlink() else path)
    return folder

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The oldest ansible-core and the oldest Python of modules that the collection supports, from Ansible's own files."""

from __future__ import annotations

import sys
from pathlib import Path

import yaml
from checks import ROOT, pythons, run


def promised(path: str, *keys: str) -> str:
    """The version in a setting that reads ``>=version``."""
    found = yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))
    for key in keys:
        found = found[key]
    return str(found).removeprefix(">=")


OLDEST_CORE_RELEASE = promised("meta/runtime.yml", "requires_ansible")
OLDEST_CORE = OLDEST_CORE_RELEASE.rpartition(".")[0]
OLDEST_MODULE_PYTHON = promised("tests/config.yml", "modules", "python_requires")


def libraries() -> list[str]:
    """The libraries that modules need. PyYAML comes with ansible-core, so the list of requirements leaves it out."""
    return [*(ROOT / "meta" / "ee-requirements.txt").read_text(encoding="utf-8").split(), "PyYAML"]


def module_python() -> tuple[Path, str]:
    """The Python that runs modules in tests, and a line about it: the oldest supported one, if the machine has it.

    The Python is in a virtual environment with the libraries that modules need.
    """
    oldest = pythons().get(OLDEST_MODULE_PYTHON)
    if oldest is None:
        own = f"{sys.version_info.major}.{sys.version_info.minor}"
        return Path(sys.executable), f"modules run with Python {own}: there is no Python {OLDEST_MODULE_PYTHON} here"
    venv = ROOT / ".build" / f"modules-python{OLDEST_MODULE_PYTHON}"
    complete, wanted = venv / "complete", "\n".join(libraries())
    if not complete.exists() or complete.read_text(encoding="utf-8") != wanted:
        for command in (
            [oldest, "-m", "venv", venv],
            [venv / "bin" / "python", "-m", "pip", "install", "-q", *libraries()],
        ):
            made = run([str(part) for part in command])
            if made.code:
                raise RuntimeError(made.output)
        complete.write_text(wanted, encoding="utf-8")
    return venv / "bin" / "python", f"modules run with Python {OLDEST_MODULE_PYTHON}, the oldest that is promised"

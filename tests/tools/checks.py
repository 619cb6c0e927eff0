# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Functions that the scripts behind the make targets share: timed commands, and copies of the checkout."""

from __future__ import annotations

import locale
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
COLLECTIONS = ROOT / ".build" / "collections"


def own_locale() -> Mapping[str, str]:
    """The variable that gives ansible-core a UTF-8 locale; empty if the environment's locale exists and is UTF-8."""
    before = locale.setlocale(locale.LC_ALL)
    try:
        locale.setlocale(locale.LC_ALL, "")
        fits = locale.getencoding() == "UTF-8"
    except locale.Error:
        fits = False
    finally:
        locale.setlocale(locale.LC_ALL, before)
    return {} if fits else {"LC_ALL": "C.UTF-8"}


OWN_ENVIRONMENT = {
    **own_locale(),
    "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
    "ANSIBLE_COLLECTIONS_PATH": str(COLLECTIONS),
    "PYTHONPATH": os.pathsep.join(str(ROOT / "tests" / folder) for folder in ("", "tools")),
    # Keep compiled Python from run to run, also where the environment turns that off, as container images do.
    # Otherwise each ansible-playbook and each emulator would compile everything again.
    "PYTHONDONTWRITEBYTECODE": "",
    "PYTHONPYCACHEPREFIX": str(ROOT / ".build" / "bytecode"),
}
# The options of a small run of pytest. Importing the plugins that it leaves out takes longer than everything else.
SMALL_PYTEST = ("-pno:schemathesis", "-pno:hypothesispytest", "-pno:anyio")


@dataclass(frozen=True)
class Ran:
    """The result of a command."""

    code: int
    output: str
    seconds: float


def run(command: Sequence[str], cwd: Path = ROOT, env: Mapping[str, str] | None = None) -> Ran:
    """Run a command in the environment of the checks, with ``env`` added; the output includes standard error."""
    started = time.monotonic()
    done = subprocess.run(
        list(command),
        cwd=cwd,
        env={**os.environ, **OWN_ENVIRONMENT, **(env or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Ran(done.returncode, done.stdout, time.monotonic() - started)


def report(name: str, ran: Ran, ok: bool | None = None, after: str = "") -> bool:
    """Print one line; after a failure, also the output. ``after``: added to the line."""
    well = ran.code == 0 if ok is None else ok
    seconds = "; ".join(filter(None, [f"{ran.seconds:.1f} s", after]))
    print(f"{'ok    ' if well else 'FAILED'} {name} ({seconds})", flush=True)
    if not well:
        print(ran.output, flush=True)
    return well


def files() -> list[Path]:
    """The files of the checkout: those of git and new ones; without git, all files that no target makes."""
    if (ROOT / ".git").exists() and shutil.which("git"):
        names = run(["git", "ls-files", "-co", "--exclude-standard", "-z"]).output.split("\0")
        return [Path(name) for name in names if name and (ROOT / name).is_file()]
    made = (".build", ".venv", ".git", "__pycache__", ".mypy_cache", ".ruff_cache", ".hypothesis")
    found = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
    return [path for path in found if not set(path.parts) & set(made)]


def copy_tree(to: Path) -> Path:
    """Copy the checkout to where ansible-test wants it: outside any repository, under ansible_collections."""
    tree = to / "ansible_collections" / "octopus" / "deploy"
    for path in files():
        (tree / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / path, tree / path, follow_symlinks=False)
    return tree


def pythons() -> dict[str, Path]:
    """The Pythons of this machine by version, without shims of pyenv that start no Python."""
    found: dict[str, Path] = {}
    roots = [Path(part) for part in os.environ["PATH"].split(os.pathsep)]
    roots += sorted(Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")).glob("versions/*/bin"))
    for minor in range(8, 16):
        name = f"python3.{minor}"
        for path in (root / name for root in roots if (root / name).exists()):
            if run([str(path), "-c", ""]).code == 0 and path.parent != BIN:
                found[f"3.{minor}"] = path
                break
    return found

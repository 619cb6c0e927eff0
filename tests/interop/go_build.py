# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The go command, for the judges that are written in Go."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / ".build" / "interop"
Completed = subprocess.CompletedProcess[str]


def skipped(judge: str) -> bool:
    """Whether there is no go on the PATH; prints that as well."""
    if shutil.which("go"):
        return False
    print(f"{judge}: skipped, go is not on the PATH")
    return True


def one_test(program: Path, name: str, folder: Path, environment: Mapping[str, str], longest: int) -> Completed:
    """Run one test of a built test program in a folder, for at most ``longest`` seconds."""
    return subprocess.run(
        [str(program), "-test.v", "-test.run", f"^{name}$", "-test.timeout", f"{longest}s"],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def go(module: Path, *arguments: str) -> str:
    """The output of a go command in a module's folder. If the command fails, exits with go's message."""
    WORK.mkdir(parents=True, exist_ok=True)
    ran = subprocess.run(["go", *arguments], cwd=module, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise SystemExit(f"go {' '.join(arguments)} failed in {module.relative_to(ROOT)}:\n{ran.stdout}{ran.stderr}")
    return ran.stdout.strip()

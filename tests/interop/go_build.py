# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The go command, for the judges that are written in Go."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / ".build" / "interop"


def skipped(judge: str) -> bool:
    """Whether there is no go on the PATH; says so."""
    if shutil.which("go"):
        return False
    print(f"{judge}: skipped, go is not on the PATH")
    return True


def go(module: Path, *arguments: str) -> str:
    """The output of a go command in a module's folder. Ends the program, with go's words, if the command fails."""
    WORK.mkdir(parents=True, exist_ok=True)
    ran = subprocess.run(["go", *arguments], cwd=module, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise SystemExit(f"go {' '.join(arguments)} failed in {module.relative_to(ROOT)}:\n{ran.stdout}{ran.stderr}")
    return ran.stdout.strip()

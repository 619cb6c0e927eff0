# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs ansible-playbook in a process of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from emulator.testing import Emulator
from loaded import ansible_playbook
from served import UNMEASURED

ROOT = Path(__file__).resolve().parents[2]
RECAP = re.compile(
    r"ok=(?P<ok>\d+)\s+changed=(?P<changed>\d+)\s+unreachable=(?P<unreachable>\d+)\s+failed=(?P<failed>\d+)"
)


@dataclass(frozen=True)
class Played:
    """A run that is over."""

    code: int
    output: str

    @property
    def changed(self) -> int:
        return self._counted("changed")

    @property
    def ok(self) -> int:
        return self._counted("ok")

    def _counted(self, what: str) -> int:
        """How often, on all hosts together."""
        recaps = list(RECAP.finditer(self.output))
        assert recaps, self.output
        return sum(int(recap[what]) for recap in recaps)


def environment(server: Emulator) -> dict[str, str]:
    """The environment that a user would export, and nothing of this user's own."""
    kept = {name: os.environ[name] for name in os.environ if not name.startswith(("OCTOPUS_", "ANSIBLE_"))}
    return {
        **kept,
        # The integration targets are measured.
        **UNMEASURED,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "ANSIBLE_COLLECTIONS_PATH": str(ROOT / ".build" / "collections"),
        "ANSIBLE_NOCOLOR": "1",
        "OCTOPUS_URL": server.url,
        "OCTOPUS_API_KEY": server.api_key,
    }


def start(path: Path, server: Emulator, *options: str) -> subprocess.Popen[str]:
    """Start a playbook as a user does; its output can be read from the process."""
    return subprocess.Popen(
        ["ansible-playbook", str(path), *options],
        env=environment(server),
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def finish(process: subprocess.Popen[str]) -> Played:
    output = process.communicate(timeout=90)[0]
    return Played(process.returncode, output)


def run(path: Path, server: Emulator, *options: str) -> Played:
    """Run a playbook to its end."""
    ran = ansible_playbook([str(path), *options], environment(server))
    return Played(ran.code, ran.output)


def play(path: Path, server: Emulator, *options: str) -> Played:
    """Run a playbook to its end; it must not fail."""
    played = run(path, server, *options)
    assert played.code == 0, played.output
    return played


def write_play(path: Path, tasks: str) -> Path:
    """A playbook of the unchanged tasks of an example."""
    indented = "\n".join(f"    {line}".rstrip() for line in tasks.strip().removeprefix("---").strip("\n").splitlines())
    head = "---\n- name: Try an example\n  hosts: localhost\n  gather_facts: false\n  tasks:\n"
    path.write_text(f"{head}{indented}\n", encoding="utf-8")
    return path

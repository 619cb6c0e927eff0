# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A task that waits shows in ansible-playbook what it waits for: on a terminal, in a file, and not at all."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import pytest
from ansible_collections.octopus.deploy.plugins.plugin_utils.watching import HINTS
from emulator.testing import Emulator

PLAYBOOK = Path(sys.executable).parent / "ansible-playbook"
PLAY = """---
- name: Wait
  hosts: localhost
  gather_facts: false
  tasks:
    - name: Update Calamari
      octopus.deploy.octopus_task:
        name: UpdateCalamari
        wait_interval: 1
"""
CLEAR = "\x1b[J"
# Seconds after Ctrl-C without a sign of life.
SILENCE = 10


@pytest.fixture(scope="module")
def server() -> Iterator[Emulator]:
    with Emulator(task_seconds=1) as running:
        yield running


@pytest.fixture
def environment(server: Emulator) -> dict[str, str]:
    quiet = {"ANSIBLE_LOCALHOST_WARNING": "false", "ANSIBLE_INVENTORY_UNPARSED_WARNING": "false"}
    return {**os.environ, **quiet, "OCTOPUS_URL": server.url, "OCTOPUS_API_KEY": server.api_key, "TERM": "xterm"}


def play(folder: Path) -> str:
    path = folder / "play.yml"
    path.write_text(PLAY, encoding="utf-8")
    return str(path)


def on_terminal(command: Sequence[Path | str], environment: dict[str, str], stopped_at: str = "") -> tuple[int, str]:
    """The exit code of a program on a terminal, and what it shows; Ctrl-C is pressed when it shows ``stopped_at``.

    If nothing happens then, Ctrl-C is pressed again, as people do: ansible-core waits for ever for the queue of results
    if it ends a worker that is writing to it (seen with 2.19.14).
    """
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 200, 0, 0))
    run = subprocess.Popen(
        command, env=environment, stdin=theirs, stdout=theirs, stderr=theirs, close_fds=True, start_new_session=True
    )
    os.close(theirs)
    shown, is_stopped = b"", False
    with suppress(OSError):
        while True:
            if is_stopped and not select.select([ours], [], [], SILENCE)[0]:
                os.killpg(run.pid, signal.SIGINT)
                continue
            if not (piece := os.read(ours, 65536)):
                break
            shown += piece
            if stopped_at and not is_stopped and stopped_at in shown.decode(errors="ignore"):
                os.killpg(run.pid, signal.SIGINT)
                is_stopped = True
    os.close(ours)
    return run.wait(), shown.decode()


def test_lines_update_on_a_terminal_and_leave_nothing(environment: dict[str, str], tmp_path: Path) -> None:
    code, text = on_terminal([PLAYBOOK, play(tmp_path)], environment)
    assert code == 0, text
    hints = "\r\n".join(HINTS)
    assert f"{CLEAR}{hints}\r\nUpdate Calamari [ServerTasks-" in text
    before, _clear, after = text.rpartition(CLEAR)
    assert before.endswith("\x1b[3A\r")
    assert "changed: [localhost]" in after
    assert "ServerTasks" not in after


def test_control_c_leaves_the_task_alone_and_the_way_to_go_on_on_the_screen(
    environment: dict[str, str], server: Emulator, tmp_path: Path
) -> None:
    code, text = on_terminal([PLAYBOOK, play(tmp_path)], environment, stopped_at="[ServerTasks-")
    assert code not in (0, 2), text
    left = text.rpartition(CLEAR)[2]
    assert all(hint in left for hint in HINTS)
    (task_id,) = re.findall(r"\[(ServerTasks-\d+)\]", left)
    assert server.document(task_id)["State"] in ("Queued", "Executing", "Success")


def test_lines_are_plain_elsewhere_and_not_in_the_output(environment: dict[str, str], tmp_path: Path) -> None:
    run = subprocess.run([PLAYBOOK, play(tmp_path)], env=environment, capture_output=True, text=True, check=True)
    hints = "".join(f"[localhost] {hint}\n" for hint in HINTS)
    assert f"{hints}[localhost] Update Calamari [ServerTasks-" in run.stderr
    assert ": Success" in run.stderr
    assert ("ServerTasks" in run.stdout, "\x1b" in run.stderr) == (False, False)


def test_a_variable_switches_them_off(environment: dict[str, str], tmp_path: Path) -> None:
    command = [PLAYBOOK, play(tmp_path), "-e", "octopus_progress=false"]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert "ServerTasks" not in run.stderr + run.stdout

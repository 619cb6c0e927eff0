# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An emulator in a process of its own, for playbooks."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from checks import OWN_ENVIRONMENT, ROOT
from loaded_emulator import LOADED

# Turns coverage off in a program that a test starts, because measured programs take two to three times as long.
UNMEASURED = {"COVERAGE_PROCESS_CONFIG": ""}


@dataclass(frozen=True)
class Server:
    """A server's address and the administrator's key; of an emulator, also its access token."""

    url: str
    api_key: str
    emulated: bool = True
    access_token: str = ""

    @property
    def environment(self) -> dict[str, str]:
        return {"OCTOPUS_URL": self.url, "OCTOPUS_API_KEY": self.api_key}

    def requests(self) -> list[dict[str, Any]]:
        """The requests that the emulator has answered so far; empty for a real server."""
        return self._control("GET") if self.emulated else []

    def clear_requests(self) -> None:
        if self.emulated:
            self._control("DELETE")

    def _control(self, method: str) -> list[dict[str, Any]]:
        host = "/".join(self.url.split("/")[:3])
        asked = urllib.request.Request(f"{host}/emulator/requests", method=method)
        asked.add_header("X-Octopus-ApiKey", self.api_key)
        with urllib.request.urlopen(asked, timeout=30) as answer:
            found: list[dict[str, Any]] = json.load(answer)
        return found


@contextmanager
def emulator(*options: str, name: str = "") -> Iterator[Server]:
    """Run an emulator on a free port of the loopback interface until the block ends. ``name``: what it is for."""
    with tempfile.TemporaryDirectory() as folder:
        ready = Path(folder) / "ready.json"
        command = ["--ready-file", str(ready), "--task-seconds", "0.2", *options]
        own = {"PYTHONPATH": str(ROOT / "tests"), "OCTOPUS_EMULATOR_TRAFFIC_TEST": name}
        started = LOADED.start(command, {**os.environ, **OWN_ENVIRONMENT, **UNMEASURED, **own})
        try:
            deadline = time.monotonic() + 30
            while not ready.exists():
                if not started.is_running() or time.monotonic() > deadline:
                    raise RuntimeError("the emulator did not start")
                time.sleep(0.02)
            written = json.loads(ready.read_text(encoding="utf-8"))
            yield Server(written["url"], written["api_key"], access_token=written["access_token"])
        finally:
            started.end()


@contextmanager
def server(*options: str) -> Iterator[Server]:
    """The server that the environment names, or an emulator."""
    if os.environ.get("OCTOPUS_URL") and os.environ.get("OCTOPUS_API_KEY"):
        yield Server(os.environ["OCTOPUS_URL"], os.environ["OCTOPUS_API_KEY"], emulated=False)
        return
    with emulator(*options) as served:
        yield served


def playbook(path: Path, *options: str) -> Sequence[str]:
    """The command that runs a playbook."""
    return [str(Path(sys.executable).parent / "ansible-playbook"), str(path), *options]

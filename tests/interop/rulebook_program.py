# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ansible-rulebook, in a virtual environment of its own, with the event sources of this checkout."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from checks import COLLECTIONS, ROOT, run
from emulator.testing import Emulator

HERE = Path(__file__).resolve().parent / "rulebook"
BUILT = ROOT / ".build" / "interop" / "rulebook"
OLDEST_JAVA = 17
JAVA = re.compile(r"^\s*java\.(home|specification\.version) = (\S+)", re.MULTILINE)
# The beginnings of pip's messages when no registry answers.
UNREACHABLE = re.compile(r"Failed to establish a new connection|Could not find a version|ReadTimeout")
# Java compiles less, and collects garbage in one thread: each process lives for seconds, beside other judges.
FOR_SHORT_RUNS = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
# A rulebook takes seconds to start, and longer while other judges run.
PATIENCE = 180.0


class Unavailable(Exception):
    """Something necessary is not available; the text says what."""


def java_home() -> str:
    """The folder of the JDK. Raises ``Unavailable``."""
    if not shutil.which("java"):
        raise Unavailable("java is not on the PATH")
    settings: dict[str, str] = dict(JAVA.findall(run(["java", "-XshowSettings:properties", "-version"]).output))
    version = settings.get("specification.version", "0")
    if not version.isdecimal() or int(version) < OLDEST_JAVA:
        raise Unavailable(f"java {OLDEST_JAVA} or newer is not on the PATH, but {version}")
    return settings["home"]


def install() -> None:
    """Install the requirements. Raises ``Unavailable``, and ``RuntimeError`` for any other problem."""
    wanted, stamp = HERE / "requirements.txt", BUILT / ".installed-from"
    if stamp.exists() and stamp.read_bytes() == wanted.read_bytes():
        return
    shutil.rmtree(BUILT, ignore_errors=True)
    command = [str(BUILT / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    for each in ([sys.executable, "-m", "venv", str(BUILT)], [*command, "-r", str(wanted)]):
        done = run(each)
        if done.code and UNREACHABLE.search(done.output):
            raise Unavailable(f"pip reaches no registry:\n{done.output.strip()}")
        if done.code:
            raise RuntimeError(f"{' '.join(each)} failed:\n{done.output}")
    shutil.copyfile(wanted, stamp)


def version() -> str:
    """The version of ansible-rulebook in the requirements."""
    lines = (HERE / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return next(line.partition("==")[2] for line in lines if line.startswith("ansible-rulebook=="))


@dataclass(frozen=True)
class Rulebook:
    """A rulebook that acts on the events of an emulator. ``folder``: its working directory, with its output."""

    server: Emulator
    folder: Path
    java: str
    rulebook: str
    options: tuple[str, ...] = ()

    @property
    def printed(self) -> str:
        """The whole lines that it has printed since its first start."""
        file = self.folder / "printed"
        return file.read_text(encoding="utf-8", errors="replace").rpartition("\n")[0] if file.exists() else ""

    def start(self) -> subprocess.Popen[bytes]:
        (self.folder / "rulebook.yml").write_text(self.rulebook, encoding="utf-8")
        shutil.copy(HERE / "inventory.yml", self.folder)
        programs = BUILT / "bin"
        environment = {
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(self.folder),
            "JAVA_HOME": self.java,
            "JAVA_TOOL_OPTIONS": FOR_SHORT_RUNS,
            "ANSIBLE_COLLECTIONS_PATH": str(COLLECTIONS),
            "OCTOPUS_URL": self.server.url,
            "OCTOPUS_API_KEY": self.server.api_key,
        }
        command = [str(programs / "ansible-rulebook"), "-r", "rulebook.yml", "-i", "inventory.yml", *self.options]
        with (self.folder / "printed").open("ab") as file:
            return subprocess.Popen(
                command, cwd=self.folder, env=environment, stdin=subprocess.DEVNULL, stdout=file, stderr=file
            )

    @contextmanager
    def running(self) -> Iterator[subprocess.Popen[bytes]]:
        """Run the process until the block ends, and kill it then."""
        process = self.start()
        try:
            yield process
        finally:
            process.kill()
            process.wait()

    def wait(self, process: subprocess.Popen[bytes], what: str, is_so: Callable[[], object]) -> None:
        """Wait until a condition holds. Raises ``AssertionError`` if the process ends, or prints nothing for long."""
        size, deadline = 0, 0.0
        while not is_so():
            if (now := len(self.printed)) != size or not deadline:
                size, deadline = now, time.monotonic() + PATIENCE
            if process.poll() is not None or time.monotonic() > deadline:
                how = f"ended with {process.returncode}" if process.returncode is not None else "goes on without it"
                raise AssertionError(f"{what}: ansible-rulebook {how}\n{self.printed[-3000:]}")
            time.sleep(0.2)

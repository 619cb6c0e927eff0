# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An ``ansible-playbook`` command for shells that runs in a fork of a loaded process (see ``loaded``)."""

from __future__ import annotations

import json
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingUnixStreamServer

from checks import BIN
from loaded import POOL

NAME = "ansible-playbook"
# A loaded process has already read its settings, so ansible-playbook starts normally in a folder with settings.
COMMAND = f"""#!{sys.executable} -IS
import json, os, socket, sys
if os.path.exists("ansible.cfg") or not os.path.exists("/proc/self/fd"):
    os.execv({str(BIN / NAME)!r}, [{NAME!r}, *sys.argv[1:]])
here = f"/proc/{{os.getpid()}}/fd"
order = {{"arguments": sys.argv[1:], "environment": dict(os.environ), "folder": os.getcwd()}}
with socket.socket(socket.AF_UNIX) as asked:
    asked.connect("@SOCKET@")
    asked.sendall(json.dumps({{**order, "output": f"{{here}}/1", "errors": f"{{here}}/2"}}).encode() + b"\\n")
    sys.exit(int(asked.makefile().readline()))
"""


class Runs(StreamRequestHandler):
    """Does the run of a command, and sends its exit code back."""

    def handle(self) -> None:
        order = json.loads(self.rfile.readline())
        with POOL.one(order["environment"]) as loaded:
            self.wfile.write(f"{loaded.ask(order)}\n".encode())


@contextmanager
def loaded_command() -> Iterator[str]:
    """Serve the command; yields its folder, which has to be first in ``PATH``."""
    with tempfile.TemporaryDirectory() as folder:
        # The path of a socket has to be short; the path of a test's own folder is too long.
        socket, command = f"{folder}/socket", Path(folder, NAME)
        command.write_text(COMMAND.replace("@SOCKET@", socket), encoding="utf-8")
        command.chmod(0o700)
        with ThreadingUnixStreamServer(socket, Runs) as server:
            thread = threading.Thread(target=server.serve_forever)
            thread.start()
            try:
                yield folder
            finally:
                server.shutdown()
                thread.join()

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs ansible-playbook in forks of a process that has loaded it, because a short run spends most time on loading.

Each run has a process of its own, with the arguments, environment and output of a normal run.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import signal
import sys
import threading
import time
import warnings
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory
from typing import Any

from checks import ROOT, Ran
from forking import Forking
from packing import parse_imports_only
from zipped.ending import end_with

# Beginnings of variables that ansible-core and Python read while they load; runs that agree in them share processes.
SEEN_WHILE_LOADING = ("ANSIBLE_", "PYTHON", "LC_", "LANG", "HOME", "PATH", "COVERAGE_")
LONGEST = 300
SECONDS_BETWEEN_POLLS = 0.01
# The variable that tells a loading process the folder of packed modules.
PACKED = "OCTOPUS_TESTS_PACKED_MODULES"
# The folder with the file that Python loads whenever it starts.
OF_MODULES = str(Path(__file__).parent / "zipped")


class Loaded:
    """A process that has loaded ansible-playbook and does one run at a time.

    ``packed``: the folder of packed modules, which processes with equal environments share.
    """

    def __init__(self, environment: Mapping[str, str], packed: str) -> None:
        self._process = Forking(__file__, {**environment, PACKED: packed})

    def run(self, arguments: Sequence[str], environment: Mapping[str, str]) -> Ran:
        """Run to the end, or for at most ``LONGEST`` seconds; the output includes standard error."""
        started = time.monotonic()
        with NamedTemporaryFile("r", encoding="utf-8", errors="replace") as output:
            order = {"arguments": list(arguments), "environment": dict(environment), "folder": str(ROOT)}
            code = self.ask({**order, "output": output.name, "errors": output.name})
            return Ran(code, output.read(), time.monotonic() - started)

    def ask(self, order: Mapping[str, Any]) -> int:
        """Start the run of an order, and wait for it; returns its exit code."""
        return self._process.ask(order)

    def end(self) -> None:
        """End the process."""
        self._process.end()


class Pool:
    """The loaded processes: as many as there are runs at the same time."""

    def __init__(self) -> None:
        self._idle: dict[tuple[tuple[str, str], ...], list[Loaded]] = defaultdict(list)
        self._packed: dict[tuple[tuple[str, str], ...], TemporaryDirectory[str]] = defaultdict(TemporaryDirectory)
        self._lock = threading.Lock()

    @contextmanager
    def one(self, environment: Mapping[str, str]) -> Iterator[Loaded]:
        """An idle process that was loaded in such an environment, or a new one."""
        seen = {name: value for name, value in environment.items() if name.startswith(SEEN_WHILE_LOADING)}
        key = tuple(sorted(seen.items()))
        with self._lock:
            found = self._idle[key].pop() if self._idle[key] else None
            packed = self._packed[key].name
        loaded = found or Loaded(seen, packed)
        yield loaded
        with self._lock:
            self._idle[key].append(loaded)

    def end(self) -> None:
        for loaded in (each for idle in self._idle.values() for each in idle):
            loaded.end()
        self._idle.clear()
        for folder in self._packed.values():
            folder.cleanup()
        self._packed.clear()


POOL = Pool()
atexit.register(POOL.end)


def ansible_playbook(arguments: Sequence[str], environment: Mapping[str, str]) -> Ran:
    """Run ansible-playbook in the root of the checkout, with this environment and no other variables."""
    with POOL.one(environment) as loaded:
        return loaded.run(arguments, environment)


def serve() -> None:
    """Serve as a loaded process: fork for each order on standard input, and print the exit code."""
    orders, answers = os.fdopen(os.dup(0), encoding="utf-8"), os.fdopen(os.dup(1), "w", encoding="utf-8")
    # Output of the loading belongs to no run, so it is dropped.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    from ansible import constants
    from ansible.cli.playbook import PlaybookCLI
    from ansible.utils.path import cleanup_tmp_file

    share_packed_modules(os.environ.pop(PACKED))
    load_plugins()
    # A run asks for the results of its tasks a thousand times a second, which takes a fifth of its processor time.
    constants.DEFAULT_INTERNAL_POLL_INTERVAL = SECONDS_BETWEEN_POLLS
    # The collection only loads these libraries at its first request.
    import_module("requests")
    import_module("uritemplate")
    # The loaded objects never become garbage, so the runs need not examine them.
    gc.freeze()
    for line in iter(orders.readline, ""):
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            orders.close()
            answers.close()
            # The loaded process removes the folder of temporary files.
            atexit.unregister(cleanup_tmp_file)
            begin(order)
            end_with(lambda: PlaybookCLI.cli_executor(sys.argv))
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        answers.write(f"{code}\n")
        answers.flush()


def load_plugins() -> None:
    """Load the plugins that nearly every run loads, and the code of the collection."""
    from ansible.plugins import loader

    loader.init_plugin_loader()
    # Each run initialises the loader again, which has no effect but this warning.
    warnings.filterwarnings("ignore", "AnsibleCollectionFinder has already been configured")
    for plugins in (loader.callback_loader, loader.connection_loader, loader.inventory_loader, loader.shell_loader):
        list(plugins.all(class_only=True))
    loader.strategy_loader.get("linear", class_only=True)
    import_module("ansible_collections.octopus.deploy.plugins.action.octopus_config")


def share_packed_modules(folder: str) -> None:
    """Let ansible-core keep packed modules in a folder that several processes share; it locks each module itself.

    Packing a module with all its imports takes longer than running it.
    """
    from ansible import constants

    Path(constants.DEFAULT_LOCAL_TMP, "ansiballz_cache").symlink_to(folder)
    parse_imports_only(import_module("ansible.executor.module_common"))


def begin(order: Mapping[str, Any]) -> None:
    """Take the arguments, the environment, the folder and the output files of a run from its order."""
    signal.alarm(LONGEST)
    os.chdir(order["folder"])
    os.environ.clear()
    os.environ.update(order["environment"])
    # This process is already running, so the folder only matters to the Pythons that it starts.
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (OF_MODULES, os.environ.get("PYTHONPATH"))))
    sys.argv = ["ansible-playbook", *order["arguments"]]
    nothing = os.open(os.devnull, os.O_RDONLY)
    output, errors = (os.open(order[name], os.O_WRONLY | os.O_APPEND) for name in ("output", "errors"))
    for opened, number in ((nothing, 0), (output, 1), (errors, 2)):
        os.dup2(opened, number)
        os.close(opened)


if __name__ == "__main__":
    serve()

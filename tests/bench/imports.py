# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The imports of the fast door of a task: once for each command, in the parent of all workers."""

from __future__ import annotations

import json
import statistics
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.report import TO, Table
from checks import COLLECTIONS, run

RUNS = 5
ACTIONS = ("octopus_environment", "octopus_variables", "octopus_deployment", "octopus_config")
# ansible-playbook has imported its own modules before it loads an action plugin, and its importer finds the collection.
IMPORT = """
import json, sys, time
from importlib import import_module
from ansible.utils.collection_loader._collection_finder import _AnsibleCollectionFinder
import ansible.plugins.action, ansible.utils.display
_AnsibleCollectionFinder(paths=[sys.argv[1]])._install()
import ansible_collections.ansible.builtin
begun = time.process_time()
import requests, uritemplate
libraries = time.process_time()
import_module(f"ansible_collections.octopus.deploy.plugins.action.{sys.argv[2]}")
over = time.process_time()
own = [name for name in sys.modules if name.startswith("ansible_collections.octopus.deploy.")]
print(json.dumps([len(own), over - libraries, libraries - begun]))
"""


@dataclass(frozen=True)
class Imported:
    """The number of modules that an import loads, and the seconds for them and for the libraries."""

    modules: float
    own: float
    libraries: float


def imported(action: str, collections: Path = COLLECTIONS, **environment: str) -> Imported:
    """The medians of several processes that import an action plugin of the collection in ``collections``."""
    command = [sys.executable, "-c", IMPORT, str(collections), action]
    # The first process may have to compile the files.
    done = [json.loads(run(command, env=environment).output) for _run in range(1 + RUNS)][1:]
    return Imported(*(statistics.median(each) for each in zip(*done, strict=True)))


def row(action: str) -> Sequence[str]:
    found = imported(action)
    numbers = (f"{found.modules:.0f}", f"{found.own * 1000:.0f}", f"{found.libraries * 1000:.0f}")
    return [action, *numbers, f"{found.own / found.libraries:.1f}"]


def tables(folder: Path) -> Iterator[Table]:
    head = ("", "modules", "milliseconds", "requests and uritemplate", f"{TO}requests and uritemplate")
    note = (
        f"Milliseconds of processor time, medians of {RUNS} processes, of the modules of the collection and of Python "
        "that an action plugin needs beside the libraries, from the compiled files that Python keeps. The worker of "
        "`octopus_config` imports the kinds of its configuration on top of that."
    )
    yield Table("Import of the fast door", [head, *map(row, ACTIONS)], note)

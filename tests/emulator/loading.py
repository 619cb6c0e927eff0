# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What makes loading fast: a start of the emulator is hardly anything else, and many tests wait for it."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType


class Empty(ModuleType):
    """A module in which everything that is asked for is None."""

    def __getattr__(self, name: str) -> None:
        if name.startswith("__"):
            raise AttributeError(name)


@contextmanager
def left_out(name: str) -> Iterator[None]:
    """Load what imports a module without loading that one, unless it is there already.

    Once it is over, whoever imports the module itself gets it.
    """
    if name in sys.modules:
        yield
        return
    sys.modules[name] = Empty(name)
    try:
        yield
    finally:
        del sys.modules[name]


@contextmanager
def lasting() -> Iterator[None]:
    """Load what stays until the end: nobody looks through it for garbage, then or later."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()

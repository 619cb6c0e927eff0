# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes loading fast: the start of the emulator is mostly loading, and many tests wait for it."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType


class Empty(ModuleType):
    """A module in which every name is None."""

    def __getattr__(self, name: str) -> None:
        if name.startswith("__"):
            raise AttributeError(name)


@contextmanager
def left_out(name: str) -> Iterator[None]:
    """Import modules without loading the module ``name`` that they import, unless it is loaded already.

    Afterwards, an import of that module loads it.
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
    """Load modules that stay until the end, and keep the garbage collector away from them."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()

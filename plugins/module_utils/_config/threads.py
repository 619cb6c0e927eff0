# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls a function for several values at the same time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any


def parallel(action: Callable[[Any], Any], work: Sequence[Any], threads: int) -> Iterator[Any]:
    """Call ``action`` for each element of ``work`` in up to ``threads`` threads; yields the results in order."""
    if threads == 1 or len(work) < 2:
        yield from map(action, work)
        return
    with ThreadPoolExecutor(threads) as pool:
        yield from pool.map(action, work)

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls a function for several values at the same time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from graphlib import TopologicalSorter
from heapq import heappop, heappush
from queue import SimpleQueue
from typing import Any


def parallel(action: Callable[[Any], Any], work: Sequence[Any], threads: int) -> Iterator[Any]:
    """Call ``action`` for each element of ``work`` in up to ``threads`` threads; yields the results in order."""
    if threads == 1 or len(work) < 2:
        yield from map(action, work)
        return
    with ThreadPoolExecutor(threads) as pool:
        yield from pool.map(action, work)


def parallel_by_needs(action: Callable[[str], Any], needs: Mapping[str, Collection[str]], threads: int) -> None:
    """Call ``action`` for each key of ``needs`` in up to ``threads`` threads, once the keys that it needs are done.

    In ``needs``, too, a key comes after the keys that it needs.
    """
    left, after = TopologicalSorter(needs), _after_each(needs)
    left.prepare()
    places = {key: place for place, key in enumerate(needs)}
    ready: list[tuple[int, int, str]] = []
    over: SimpleQueue[Future[str]] = SimpleQueue()
    under_way = 0

    def done(key: str) -> str:
        action(key)
        return key

    with ThreadPoolExecutor(threads) as pool:
        try:
            while left.is_active():
                for key in left.get_ready():
                    heappush(ready, (-after[key], places[key], key))
                # Twice as many calls as threads, so that no thread waits for its next call.
                while ready and under_way < 2 * threads:
                    pool.submit(done, heappop(ready)[-1]).add_done_callback(over.put)
                    under_way += 1
                left.done(over.get().result())
                under_way -= 1
        finally:
            # After an interruption, no further call begins.
            pool.shutdown(wait=False, cancel_futures=True)


def _after_each(needs: Mapping[str, Collection[str]]) -> dict[str, int]:
    """The length of the longest chain of keys that wait for each key. Longer chains begin first."""
    found = dict.fromkeys(needs, 0)
    for key in reversed(list(needs)):
        for needed in needs[key]:
            found[needed] = max(found[needed], found[key] + 1)
    return found

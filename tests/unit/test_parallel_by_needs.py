# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Work that several threads do, each piece as soon as the pieces that it needs are done."""

from __future__ import annotations

import threading

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._config.threads import parallel_by_needs

# A row of three, and keys that need nothing.
NEEDS = {"first": (), "alone": (), "other": (), "second": ("first",), "last": ("second", "alone")}


@pytest.mark.parametrize("threads", [1, 2, 8])
def test_a_key_comes_after_those_that_it_needs(threads: int) -> None:
    done: list[str] = []
    parallel_by_needs(done.append, NEEDS, threads)
    assert sorted(done) == sorted(NEEDS)
    assert all(done.index(needed) < done.index(key) for key, needs in NEEDS.items() for needed in needs)


def test_a_key_does_not_wait_for_others() -> None:
    late = threading.Event()

    def one(key: str) -> None:
        if key == "other":
            assert late.wait(20), "the row waits for a key that it does not need"
        if key == "last":
            late.set()

    parallel_by_needs(one, NEEDS, 2)


def test_the_longest_row_begins_first() -> None:
    done: list[str] = []
    parallel_by_needs(done.append, {"a": (), "b": (), "c": (), "d": ("c",), "e": ("d",)}, 1)
    assert done[0] == "c"


def test_after_an_error_no_further_key_begins() -> None:
    done: list[str] = []

    def one(key: str) -> None:
        done.append(key)
        raise ValueError(key)

    with pytest.raises(ValueError, match="a"):
        parallel_by_needs(one, {"a": (), **{str(number): ("a",) for number in range(50)}}, 4)
    assert done == ["a"]

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The search for reference cycles pauses during a block, and is afterwards as it was before, or leaves objects out."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._garbage import uncollected, uncollected_for_good


@pytest.fixture(autouse=True, params=[True, False])
def is_on(request: pytest.FixtureRequest) -> Iterator[bool]:
    """Whether Python searches for cycles before the block."""
    before = gc.isenabled()
    (gc.enable if request.param else gc.disable)()
    yield request.param
    (gc.enable if before else gc.disable)()
    gc.unfreeze()


def test_the_search_pauses_in_the_block_alone(is_on: bool) -> None:
    with uncollected():
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled() == is_on


def test_a_failure_ends_the_pause_too(is_on: bool) -> None:
    with pytest.raises(ValueError, match="refused"), uncollected():
        raise ValueError("refused")
    assert gc.isenabled() == is_on


def test_objects_that_imports_leave_are_never_searched_again(is_on: bool) -> None:
    with uncollected_for_good():
        loaded = [{"Name": "Shop"}]
        assert not gc.isenabled()
    later = [{"Name": "Shop"}]
    searched = {id(each) for each in gc.get_objects()}
    assert id(loaded) not in searched
    assert id(later) in searched
    assert gc.isenabled() == is_on


def test_a_failed_import_leaves_the_search_as_it_was(is_on: bool) -> None:
    frozen = gc.get_freeze_count()
    with pytest.raises(ImportError, match="requests"), uncollected_for_good():
        raise ImportError("requests")
    assert gc.get_freeze_count() == frozen
    assert gc.isenabled() == is_on

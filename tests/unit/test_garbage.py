# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a task changes about Python's search for garbage lasts no longer than it needs it."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._config.garbage import NEW_OBJECTS, seldom_collected
from ansible_collections.octopus.deploy.plugins.module_utils._config.yaml_text import yaml_value


@pytest.fixture(autouse=True)
def _own_threshold() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


@pytest.mark.parametrize(("before", "within"), [(700, NEW_OBJECTS), (0, 0), (10 * NEW_OBJECTS, 10 * NEW_OBJECTS)])
def test_garbage_is_looked_for_seldom(before: int, within: int) -> None:
    gc.set_threshold(before, 5, 6)
    with seldom_collected():
        assert gc.get_threshold() == (within, 5, 6)
    assert gc.get_threshold() == (before, 5, 6)


def test_a_mistake_in_yaml_leaves_everything_as_it_was() -> None:
    gc.set_threshold(700, 5, 6)
    with pytest.raises(ValueError, match="did not find expected node content"):
        yaml_value("environments: [", str, str)
    assert gc.get_threshold() == (700, 5, 6)
    assert yaml_value("environments: []", str, str).value == {"environments": []}
    assert gc.get_threshold() == (700, 5, 6)

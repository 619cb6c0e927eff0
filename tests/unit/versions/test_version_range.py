# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ranges of versions (api: lifecycles#channel-rules)."""

from __future__ import annotations

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._versions.version import NotAVersion
from ansible_collections.octopus.deploy.plugins.module_utils._versions.version_range import version_range

RANGES = {
    "1.0": (["1.0", "1.0.0.1", "9"], ["0.9", "1.0-rc"]),
    "[1.0]": (["1.0", "1.0.0"], ["1.0.1", "1.0-rc"]),
    "[1.0,2.0)": (["1.0", "1.9.9", "2.0-rc"], ["2.0", "0.9"]),
    "(1.0, 2.0]": (["1.0.1", "2.0"], ["1.0", "2.0.1"]),
    "[1.5,)": (["1.5", "100"], ["1.4.9"]),
    "(,1.0]": (["0.1", "1.0"], ["1.0.1"]),
    "(,1.0)": (["0.1"], ["1.0"]),
    "[2.0.0-alpha.1,2.0.0)": (["2.0.0-alpha.1", "2.0.0-beta"], ["2.0.0", "2.0.0-alpha"]),
}


@pytest.mark.parametrize("text", RANGES)
def test_a_range_contains(text: str) -> None:
    within, outside = RANGES[text]
    found = version_range(text)
    assert [each for each in within if not found.contains(each)] == []
    assert [each for each in outside if found.contains(each)] == []


@pytest.mark.parametrize("text", ["", "[]", "(1.0)", "(,)", "[2.0,1.0]", "[1.0", "[1.x]", "[1.0,2.0,3.0]", "1.*"])
def test_a_text_that_is_no_range(text: str) -> None:
    with pytest.raises(NotAVersion, match="is not a range of versions"):
        version_range(text)

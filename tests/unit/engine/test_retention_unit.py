# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A unit of a retention period has an effect, or is refused."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.retention import asked, kept

FOREVER = kept({"Strategy": "Forever", "QuantityToKeep": 0, "Unit": "Days"})
COUNT = kept({"Strategy": "Count", "QuantityToKeep": 3, "Unit": "Days"})


@pytest.mark.parametrize("strategy", ["Forever", "Default"])
@pytest.mark.parametrize("quantity", [None, 0])
def test_a_unit_without_a_count_is_refused(strategy: str, quantity: int | None) -> None:
    given = {"strategy": strategy, "quantity_to_keep": quantity, "unit": "Items"}
    with pytest.raises(OptionError, match=rf"^o\.unit: can only be used with strategy Count, not with {strategy}$"):
        asked(given, COUNT, "o")


def test_a_unit_alone_changes_a_count_only() -> None:
    assert asked({"unit": "Items"}, COUNT, "o") == ("Count", 3, "Items")
    with pytest.raises(OptionError, match="can only be used with strategy Count, not with Forever"):
        asked({"unit": "Items"}, FOREVER, "o")


@pytest.mark.parametrize("current", [FOREVER, COUNT, None])
def test_a_quantity_of_0_may_have_a_unit(current: Any) -> None:
    """Older servers have a unit beside the 0, and playbooks compute the quantity."""
    assert asked({"quantity_to_keep": 0, "unit": "Days"}, current, "o") == ("Forever", 0, "")

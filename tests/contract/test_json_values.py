# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options that take any JSON value: a number in place of a boolean is a change, which the task writes."""

from __future__ import annotations

from typing import Any

import pytest
from contract.conftest import Octopus

pytestmark = pytest.mark.both_doors

MODULE = "octopus_environment"


@pytest.mark.parametrize(("before", "after"), [(True, 1), (1, True), (False, 0), ([True], [1])])
def test_a_number_in_place_of_a_boolean_is_written(octopus: Octopus, before: Any, after: Any) -> None:
    def options(value: Any) -> dict[str, Any]:
        return {"name": "A", "extension_settings": [{"extension_id": "jira", "values": {"key": value, "other": "x"}}]}

    octopus.ok(MODULE, options(before))
    assert octopus.ok(MODULE, options(after), check=True)["changed"]
    assert octopus.ok(MODULE, options(after))["changed"]
    assert not octopus.ok(MODULE, options(after))["changed"]

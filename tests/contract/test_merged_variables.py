# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""With ``mode=merge``, a task neither refuses nor warns of what only a replacement of the set would do."""

from __future__ import annotations

from typing import Any

import pytest
from contract.conftest import Octopus

MODULE, SET = "octopus_variables", "variableset-Projects-1"


@pytest.fixture(autouse=True)
def shop(octopus: Octopus) -> None:
    octopus.ok("octopus_environment", name="Test")
    octopus.ok("octopus_project", name="Shop", project_group="Default Project Group", lifecycle="Default Lifecycle")


def merge(octopus: Octopus, values: Any, check: bool) -> dict[str, Any]:
    return octopus.ok(MODULE, {"project": "Shop", "values": values, "mode": "merge"}, check=check)


def test_a_variable_beside_a_sensitive_one(octopus: Octopus) -> None:
    """A replacement would give the one variable of this name another scope, and show its value."""
    octopus.ok(MODULE, project="Shop", variables=[{"name": "Key", "sensitive_value": "hunter-22"}])
    values = {"Key": [{"value": "none", "scope": {"environments": ["Test"]}}]}
    refused = octopus(MODULE, {"project": "Shop", "values": values})
    assert "would show the value of a sensitive variable" in refused["msg"]
    results = [merge(octopus, values, check) for check in (True, False, False)]
    assert [each["changed"] for each in results] == [True, True, False]
    assert results[0]["diff"] == results[1]["diff"]
    secret, added = (each["Value"] for each in octopus.server.document(SET)["Variables"])
    assert (secret["Stored"], added) == ("hunter-22", "none")


def test_two_variables_of_one_name_and_scope(octopus: Octopus) -> None:
    octopus.ok(MODULE, project="Shop", values={"Color": "red"})
    (one,) = octopus.server.document(SET)["Variables"]
    octopus.server.left_by_older(SET, Variables=[one, {**one, "Id": "other"}])
    for check in (True, False):
        (warning,) = merge(octopus, {"Color": "red"}, check)["warnings"]
        assert "only the first one is managed: 'Color'" in warning
    assert len(octopus.server.document(SET)["Variables"]) == 2

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A value that the server stores in another way is a warning, because the next run finds a difference."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._converge.plan import Plan
from ansible_collections.octopus.deploy.plugins.module_utils._converge.writing import _is_as_sent
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import CREATE
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.free_maps import JsonMap
from contract.conftest import Octopus


def test_a_name_that_the_server_changes(octopus: Octopus) -> None:
    options = {"name": "Test  one", "description": "Ours"}
    body = {"Id": "Environments-9", "Name": "Test one", "Description": "Ours"}
    octopus.server.fault(method="POST", status=201, body=body)
    (warning,) = octopus.ok("octopus_environment", options)["warnings"]
    assert warning == "name: the server stored 'Test one' instead of 'Test  one'; only the stored name finds it again"


def test_a_name_in_another_case_is_found_again(octopus: Octopus) -> None:
    octopus.server.fault(method="POST", status=201, body={"Id": "Environments-9", "Name": "test"})
    assert "warnings" not in octopus.ok("octopus_environment", {"name": "Test"})


def test_a_number_in_place_of_a_boolean_is_not_as_sent() -> None:
    field, sent = Field("values", "Values", JsonMap()), {"Values": {"a": True}}
    for stored, same in (({"a": True}, True), ({"a": 1}, False)):
        document: dict[str, Any] = {"Values": stored}
        assert _is_as_sent(field, Plan(CREATE, None, sent), document) is same


@pytest.mark.parametrize("way", ["a task", "a configuration"])
def test_a_slug_that_another_document_has(octopus: Octopus, way: str) -> None:
    """The server stores another slug. A run that finds nothing else to do has changed nothing, and says so."""
    octopus.ok("octopus_environment", {"name": "One", "slug": "web"})
    item = {"name": "Two", "slug": "web"}
    config = ("octopus_config", {"config": {"environments": [item]}})
    module, options = config if way == "a configuration" else ("octopus_environment", item)
    first = octopus.ok(module, options)
    stored = octopus.server.everything()
    again = octopus.ok(module, options)
    assert (first["changed"], again["changed"], octopus.server.everything()) == (True, False, stored)
    assert "slug: the server stored 'web-1' instead of 'web'" in again["warnings"][0]
    differences = again["diff"] if isinstance(again["diff"], list) else [again["diff"]]
    assert all(each["before"] == each["after"] for each in differences)
    described = octopus.ok("octopus_environment", {**item, "description": "Ours"})
    assert described["changed"] and described["resource"]["Description"] == "Ours"

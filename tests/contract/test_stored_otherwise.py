# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A value that the server stores in another way is a warning, because the next run finds a difference."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._converge.plan import Plan, modification
from ansible_collections.octopus.deploy.plugins.module_utils._converge.writing import _is_as_sent
from ansible_collections.octopus.deploy.plugins.module_utils._locate.resolver import Resolver
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import CREATE, NONE
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.free_maps import JsonMap, TextMap
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import Nested
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.number import Number
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Text
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
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


@pytest.mark.parametrize(
    ("stored", "same"),
    [
        ({"Mode": "On", "Count": 0, "Links": {}}, True),
        ({"Mode": "On", "Count": None}, True),
        ({"Mode": "Off", "Count": 0}, False),
        ({"Count": 0}, False),
        (None, False),
    ],
)
def test_a_nested_document_is_as_sent_whatever_the_server_fills_in(
    octopus: Octopus, stored: dict[str, Any] | None, same: bool
) -> None:
    """The shortcut comes to the same result as a comparison by the field types."""
    nested = Nested((Field("mode", "Mode", Text()), Field("count", "Count", Number())))
    field, sent = Field("about", "About", nested), {"Name": "Ours", "About": {"Mode": "On"}}
    document: dict[str, Any] = {"Id": "Proxies-9", "Name": "Ours", "About": stored}
    assert _is_as_sent(field, Plan(CREATE, None, sent), document) is same
    kind = Resource("proxy", Location("Proxies", "proxy"), (field,))
    with Client(octopus.server.url, api_key=octopus.server.api_key) as client:
        context = Context(client, Resolver(client, client.root))
        left = modification(kind, {"name": "Ours", "about": {"mode": "On"}}, context, document)
    assert (left.write == NONE) is same


def test_a_key_that_the_server_adds_to_a_map_is_not_as_sent() -> None:
    """The option manages all keys of a map."""
    field, sent = Field("values", "Values", TextMap()), {"Values": {"a": "1"}}
    document: dict[str, Any] = {"Values": {"a": "1", "b": "2"}}
    assert not _is_as_sent(field, Plan(CREATE, None, sent), document)


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

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""octopus_variable_info: the server's own preview, which confirms a value, has another one, or is not there."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from contract import shop
from contract.conftest import Octopus
from contract.shop import PROJECT, asked, variable, written


@pytest.fixture
def ids(octopus: Octopus) -> dict[str, str]:
    return shop.seeded(octopus.server)


def preview_with(octopus: Octopus, *variables: dict[str, Any]) -> None:
    body = {"Id": "variableset-Projects-1", "Variables": list(variables), "ScopeValues": None}
    octopus.server.fault(method="GET", path="*/variables/preview*", status=200, body=body)


def test_a_disagreement_gets_a_warning_and_the_server_wins(octopus: Octopus, ids: dict[str, str]) -> None:
    written(octopus.server, ids[PROJECT], variable("Color", "a"), variable("Color", "b", Environment=[ids["Staging"]]))
    stored = octopus.server.document(f"variableset-{ids[PROJECT]}")["Variables"]
    preview_with(octopus, {**stored[1], "Scope": {**stored[1]["Scope"], "User": ["True"]}})
    result = asked(octopus, name="Color", environment="Production")
    (found,) = result["variables"]
    assert (found["value"], found["confirmed"]) == ("b", False)
    assert [(each["value"], each["reason"]) for each in found["won_over"]] == [
        ("a", "the server's preview has the other value")
    ]
    assert found["out_of_scope"] == []
    assert result["warnings"] == [
        "Color: the result has the server's preview, the value of 'Shop' for environment Staging; by the documented "
        "ranks it is the value of 'Shop' for no scope"
    ]


def test_the_server_may_lack_a_value_or_have_one_of_its_own(octopus: Octopus, ids: dict[str, str]) -> None:
    written(octopus.server, ids[PROJECT], variable("Color", "a"))
    preview_with(octopus, variable("Octopus.Shape", "round"))
    result = asked(octopus, names=["Color", "Octopus.Shape"])
    color, shape = result["variables"]
    assert (color["value"], color["confirmed"]) == ("a", False)
    assert (shape["value"], shape["source"], shape["confirmed"]) == ("round", "", None)
    assert result["warnings"] == [
        "Color: the result has the value of 'Shop' for no scope, by the documented ranks; the server's preview has no "
        "value"
    ]


def test_of_equally_specific_values_the_server_chooses(octopus: Octopus, ids: dict[str, str]) -> None:
    written(octopus.server, ids[PROJECT], variable("Color", "a"), variable("Color", "b"))
    preview_with(octopus, octopus.server.document(f"variableset-{ids[PROJECT]}")["Variables"][1])
    (found,) = asked(octopus, name="Color")["variables"]
    assert (found["value"], found["tie"], found["confirmed"]) == ("b", True, True)


def test_a_preview_that_is_refused_is_done_without(octopus: Octopus, ids: dict[str, str]) -> None:
    written(octopus.server, ids[PROJECT], variable("Color", "a"))
    octopus.server.fault(
        method="GET", path="*/variables/preview*", status=403, body={"ErrorMessage": "You do not have permission."}
    )
    result = asked(octopus, name="Color")
    assert (result["variables"][0]["value"], result["variables"][0]["confirmed"]) == ("a", None)
    assert "You do not have permission." in result["warnings"][0]


def test_a_server_without_a_preview(octopus: Octopus, ids: dict[str, str]) -> None:
    written(octopus.server, ids[PROJECT], variable("Color", "red", Environment=[ids["Production"]]))
    with Client(octopus.server.url, api_key=octopus.server.api_key) as client:
        root = client.root
    links = {name: link for name, link in root["Links"].items() if name != "VariablePreview"}
    of_another_time = {**links, "VariablePreview": "/api/variables/preview{?project}"}
    for offered in (links, of_another_time):
        octopus.server.fault(method="GET", path="/api", status=200, body={**root, "Links": offered})
        (found,) = asked(octopus, name="Color", environment="Production")["variables"]
        assert (found["value"], found["confirmed"]) == ("red", None)


def test_a_situation_that_the_preview_does_not_know(octopus: Octopus, ids: dict[str, str]) -> None:
    """The preview takes a single target tag."""
    written(octopus.server, ids[PROJECT], variable("Color", "a"), variable("Color", "b", Role=["db"]))
    (found,) = asked(octopus, name="Color", target_tags=["web", "db"])["variables"]
    assert (found["value"], found["confirmed"]) == ("b", None)

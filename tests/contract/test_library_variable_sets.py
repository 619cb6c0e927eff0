# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values of tenants for a template stay, and script modules are not library variable sets."""

from __future__ import annotations

from typing import Any

import pytest
from contract.conftest import Octopus

COUNTRY = {"name": "Country", "label": "Where"}
TOKEN = {"name": "Token"}
SHOP = {"name": "Shop", "project_group": "Default Project Group", "lifecycle": "Default Lifecycle"}
VALUES = {"follow": [{"link": "Tenants", "name": "Acme"}, {"link": "Variables"}]}


def values_of_acme(octopus: Octopus) -> Any:
    return octopus.ok("octopus_api", VALUES)["response"]["LibraryVariables"]["LibraryVariableSets-1"]["Variables"]


def given_by_acme(octopus: Octopus) -> Any:
    """A set of two templates, for each of which a tenant gives a value; returns those."""
    made = octopus.ok("octopus_library_variable_set", {"name": "Bank", "templates": [COUNTRY, TOKEN]})["resource"]
    project = octopus.ok("octopus_project", {**SHOP, "included_library_variable_sets": ["Bank"]})["id"]
    octopus.server.seed("tenants", Name="Acme", ProjectEnvironments={project: []})
    values = {each["Id"]: f"Acme's {each['Name']}" for each in made["Templates"]}
    body = {"LibraryVariables": {made["Id"]: {"Variables": values}}}
    octopus.ok("octopus_api", {**VALUES, "method": "PUT", "body": body})
    assert values_of_acme(octopus) == values
    return values


@pytest.mark.fact("5.7")
@pytest.mark.parametrize(
    "options",
    [
        {"description": "Other"},
        {"new_name": "Bank accounts"},
        {"templates": [{**TOKEN, "help_text": "Ask the bank"}, {"name": "Region"}, {"name": "COUNTRY"}]},
    ],
    ids=str,
)
def test_values_of_tenants_stay(octopus: Octopus, options: dict[str, Any]) -> None:
    values = given_by_acme(octopus)
    assert octopus.ok("octopus_library_variable_set", {"name": "Bank", **options})["changed"] is True
    assert values_of_acme(octopus) == values


def with_a_script_module(octopus: Octopus) -> None:
    octopus.server.seed("libraryvariablesets", Name="Helpers", ContentType="ScriptModule")
    octopus.server.seed("libraryvariablesets", Name="Bank")


def test_a_script_module_is_no_library_variable_set(octopus: Octopus) -> None:
    with_a_script_module(octopus)
    found = octopus.ok("octopus_info", {"kind": "library_variable_set"})["resources"]
    assert [each["Name"] for each in found] == ["Bank"]
    everything = octopus.ok("octopus_info", {"kind": "LibraryVariables"})["resources"]
    assert [each["Name"] for each in everything] == ["Bank", "Helpers"]
    assert octopus.ok("octopus_library_variable_set", {"name": "Helpers", "state": "absent"})["changed"] is False
    config = octopus.ok("octopus_config_info", {"kinds": ["library_variable_sets"]})["config"]
    assert config == {"library_variable_sets": [{"name": "Bank"}]}
    octopus.ok("octopus_config", {"config": {"library_variable_sets": []}, "prune": ["library_variable_sets"]})
    left = octopus.ok("octopus_info", {"kind": "LibraryVariables"})["resources"]
    assert [each["Name"] for each in left] == ["Helpers"]


def test_a_project_of_a_configuration_includes_both(octopus: Octopus) -> None:
    """Its own library variable sets are made first; script modules are found although it does not manage them."""
    with_a_script_module(octopus)
    project = {**SHOP, "included_library_variable_sets": ["Mail", "Helpers", "Bank"]}
    config = {"projects": [project], "library_variable_sets": [{"name": "Mail"}, {"name": "Bank"}]}
    octopus.ok("octopus_config", {"config": config})
    included = octopus.server.document("Projects-1")["IncludedLibraryVariableSetIds"]
    assert [octopus.server.document(each)["Name"] for each in included] == ["Mail", "Helpers", "Bank"]
    again = octopus.ok("octopus_config", {"config": config, "prune": ["library_variable_sets"]})
    assert again["changed"] is False, again["changes"]
    export = octopus.ok("octopus_config_info", {"kinds": ["library_variable_sets", "projects"]})["config"]
    assert export["projects"][0]["included_library_variable_sets"] == ["Mail", "Helpers", "Bank"]
    lost = {"projects": [{**SHOP, "included_library_variable_sets": ["Helper"]}], "library_variable_sets": []}
    result = octopus("octopus_config", {"config": lost, "prune": ["library_variable_sets"]})
    assert "no library variable set named 'Helper'. Similar names: 'Helpers'" in result["msg"]


@pytest.mark.fact("C.6")
def test_a_set_that_is_included_stays(octopus: Octopus) -> None:
    given_by_acme(octopus)
    result = octopus("octopus_library_variable_set", {"name": "Bank", "state": "absent"})
    assert (result["failed"], "project 'Shop' includes it" in result["msg"]) == (True, True), result["msg"]

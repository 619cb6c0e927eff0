# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The values of tenants in configurations that also create, connect and rename tenants, projects and environments."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from config.driving import Config, configure, export, report, task, writes
from emulator.testing import Emulator

SENSITIVE = {"control_type": "Sensitive"}
AWS = {"control_type": "AmazonWebServicesAccount"}
OLDER, NEWER = "2024.4.1", "2026.3.15581"


@pytest.fixture(params=[OLDER, NEWER])
def octopus(request: pytest.FixtureRequest) -> Iterator[Emulator]:
    with Emulator(server_version=request.param) as server:
        yield server


def project(*templates: dict[str, Any], **more: Any) -> dict[str, Any]:
    belonging = {"project_group": "Default Project Group", "lifecycle": "Default Lifecycle"}
    return {"name": "Shop", **belonging, "templates": list(templates), **more}


def everything() -> Config:
    own = [
        {"project": "Shop", "name": "Color", "value": "red", "environments": ["Test"]},
        {"project": "Shop", "name": "Color", "value": "blue"},
        {"project": "Shop", "name": "Key", "sensitive_value": "hunter-22", "environments": ["Test"]},
        {"project": "Shop", "name": "Account", "value": "Cloud", "environments": ["Live"]},
    ]
    common = [{"library_variable_set": "Customers", "name": "Contact", "value": "Ada"}]
    keys = {"access_key": "AKIA", "secret_key": "hunter-23"}
    return {
        "tenant_variables": [{"tenant": "Acme", "project_variables": own, "common_variables": common}],
        "tenants": [{"name": "Acme", "projects": [{"project": "Shop", "environments": ["Test", "Live"]}]}],
        "projects": [
            project(
                {"name": "Color"},
                {"name": "Key", "display_settings": SENSITIVE},
                {"name": "Account", "display_settings": AWS},
                included_library_variable_sets=["Customers"],
            )
        ],
        "library_variable_sets": [{"name": "Customers", "templates": [{"name": "Contact"}]}],
        "environments": [{"name": "Test"}, {"name": "Live"}],
        "accounts": [{"name": "Cloud", "amazon_web_services_account": keys}],
    }


def three_times(server: Emulator, config: Config, **how: Any) -> dict[str, Any]:
    """Predicted, done, and done again."""
    server.clear_requests()
    predicted = configure(server, config, check=True, **how)
    assert not writes(server)
    done = configure(server, config, **how)
    assert report(predicted) == report(done)
    server.clear_requests()
    assert configure(server, config, **how)["changes"] == []
    assert not writes(server)
    return done


def test_everything_is_new(octopus: Emulator) -> None:
    done = three_times(octopus, everything())
    assert done["updated"] == {"tenant_variables": ["of tenant Acme"]}
    exported = export(octopus, kinds=["tenant_variables"])["config"]["tenant_variables"]
    assert exported[0]["common_variables"] == everything()["tenant_variables"][0]["common_variables"]
    colors = {each["value"]: each.get("environments") for each in exported[0]["project_variables"] if "value" in each}
    assert colors["red"] == ["Test"] and colors["Cloud"] == ["Live"]


def test_an_export_changes_nothing_and_makes_an_equal_tenant_elsewhere(octopus: Emulator) -> None:
    configure(octopus, everything())
    out = export(octopus, kinds=list(everything()))
    assert configure(octopus, out["config"])["changes"] == []
    with Emulator() as other:
        secrets = dict.fromkeys(out["secrets"], "hunter-24")
        configure(other, out["config"], secrets=secrets)
        again = export(other, kinds=["tenant_variables"])["config"]
        assert again["tenant_variables"] == out["config"]["tenant_variables"]


def test_a_template_and_a_connection_of_the_same_run(octopus: Emulator) -> None:
    """The plan knows what the run is going to add, although the server does not have it yet."""
    start = everything()
    del start["tenant_variables"]
    start["tenants"] = [{"name": "Acme"}]
    configure(octopus, start)
    config = {
        "projects": [project({"name": "Color"}, {"name": "Shade"}, included_library_variable_sets=["Customers"])],
        "tenants": everything()["tenants"],
        "tenant_variables": [
            {
                "tenant": "Acme",
                "project_variables": [{"project": "Shop", "name": "Shade", "value": "dark"}],
                "common_variables": everything()["tenant_variables"][0]["common_variables"],
            }
        ],
    }
    done = three_times(octopus, config)
    assert done["updated"]["tenant_variables"] == ["of tenant Acme"]


def test_a_connection_that_the_run_removes(octopus: Emulator) -> None:
    configure(octopus, everything())
    config = {
        "tenants": [{"name": "Acme", "projects": [{"project": "Shop", "environments": ["Test"]}]}],
        "tenant_variables": [
            {
                "tenant": "Acme",
                "project_variables": [{"project": "Shop", "name": "Color", "value": "x", "environments": ["Live"]}],
                "mode": "merge",
            }
        ],
    }
    octopus.clear_requests()
    message = task(octopus, "octopus_config", config=config)["msg"]
    assert (
        "tenant_variables[0].project_variables[0].environments: the tenant is not connected to the project" in message
    )
    assert "It is connected in: 'Test'." in message
    assert not writes(octopus)


def test_renamed_in_the_same_run(octopus: Emulator) -> None:
    configure(octopus, everything())
    config = everything()
    config["environments"][1] = {"name": "Live", "new_name": "Production"}
    config["tenants"][0] = {"name": "Acme", "new_name": "Acme Corporation"}
    config["projects"] = [{"name": "Shop", "new_name": "Store"}]
    for each in config["tenant_variables"][0]["project_variables"]:
        each["project"] = "Store"
        each["environments"] = [
            "Production" if name == "Live" else name for name in each.get("environments", [])
        ] or None
    config["tenant_variables"][0]["tenant"] = "Acme Corporation"
    del config["library_variable_sets"], config["accounts"]
    done = three_times(octopus, config)
    assert "tenant_variables" not in done["updated"]


def test_missing_values_are_warned_of(octopus: Emulator) -> None:
    config = everything()
    del config["tenant_variables"][0]["common_variables"]
    done = configure(octopus, config)
    warned = [each for each in done["warnings"] if "has no value for" in each]
    assert len(warned) == 1 and "'Customers: Contact'" in warned[0] and "'Shop: Key'" in warned[0]


def test_a_clone_is_given_its_values(octopus: Emulator) -> None:
    """Nobody knows whether a server copies the values of a tenant, so the plan does not count on it."""
    configure(octopus, everything())
    values = {**everything()["tenant_variables"][0], "tenant": "Globex"}
    done = three_times(octopus, {"tenants": [{"name": "Globex", "clone_from": "Acme"}], "tenant_variables": [values]})
    assert done["updated"] == {"tenant_variables": ["of tenant Globex"]}
    exported = export(octopus, kinds=["tenant_variables"])["config"]["tenant_variables"]
    assert [each["tenant"] for each in exported] == ["Acme", "Globex"]


def test_many_tenants_cost_few_requests(octopus: Emulator) -> None:
    """The root, a page of each collection that is named, and the values of each tenant: one document, or two."""
    config = everything()
    names = [f"Tenant {number}" for number in range(10)]
    (values,), connections = config.pop("tenant_variables"), config["tenants"][0]["projects"]
    config["tenants"] = [{"name": name, "projects": connections} for name in names]
    configure(octopus, {**config, "tenant_variables": [{**values, "tenant": name} for name in names]})
    alone: Config = {"tenant_variables": [{**values, "tenant": name} for name in names]}
    documents = 10 if octopus.app.octopus.release < (2025, 1) else 20
    octopus.clear_requests()
    assert configure(octopus, alone)["changes"] == []
    # An account is looked up by its name.
    assert len(octopus.requests) <= documents + 8, [each.path for each in octopus.requests]
    octopus.clear_requests()
    export(octopus, kinds=["tenant_variables"])
    # The older form of all tenants is one list. Two requests find out whether lists leave documents out.
    listed = 1 if documents == 10 else documents + 1
    assert len(octopus.requests) <= listed + 8, [each.path for each in octopus.requests]


def test_documents_that_no_value_names_any_more_are_removed(octopus: Emulator) -> None:
    """Connections and templates come with the values of a tenant; values do not refer to them."""
    configure(octopus, everything())
    config: Config = {
        "tenants": [{"name": "Acme", "projects": [{"project": "Shop", "environments": ["Test"]}]}],
        "tenant_variables": [
            {
                "tenant": "Acme",
                "project_variables": [
                    {"project": "Shop", "name": "Color", "value": "red", "environments": ["Test"]},
                    {"project": "Shop", "name": "Key", "sensitive_value": "hunter-22", "environments": ["Test"]},
                ],
            }
        ],
        "environments": [{"name": "Live", "state": "absent"}],
        "accounts": [{"name": "Cloud", "state": "absent"}],
    }
    done = three_times(octopus, config)
    assert {each["name"] for each in done["changes"] if each["action"] == "deleted"} == {"Live", "Cloud"}


@pytest.mark.parametrize(
    "left",
    [
        pytest.param([], id="no project"),
        pytest.param([{"project": "Shop", "environments": ["Test"]}], id="one environment"),
    ],
)
def test_values_that_go_with_a_connection_are_no_change(octopus: Emulator, left: list[dict[str, Any]]) -> None:
    """The values that are removed with a connection are not reported as changes, whichever values the run names."""
    configure(octopus, everything())
    own = [
        {"project": "Shop", "name": "Color", "value": "red", "environments": ["Test"]},
        {"project": "Shop", "name": "Key", "sensitive_value": "hunter-22", "environments": ["Test"]},
    ]
    config: Config = {
        "tenants": [{"name": "Acme", "projects": left}],
        "tenant_variables": [{"tenant": "Acme", "project_variables": own if left else []}],
    }
    three_times(octopus, config)


def test_values_that_go_with_a_template_or_a_set_are_no_change(octopus: Emulator) -> None:
    configure(octopus, everything())
    key = {"project": "Shop", "name": "Key", "sensitive_value": "hunter-22", "environments": ["Test"]}
    config: Config = {
        "projects": [project({"name": "Key", "display_settings": SENSITIVE}, included_library_variable_sets=[])],
        "tenant_variables": [{"tenant": "Acme", "project_variables": [key], "common_variables": []}],
    }
    assert three_times(octopus, config)["updated"] == {"projects": ["Shop"]}


def test_the_same_value_for_some_and_for_all_other_environments(server: Emulator) -> None:
    """Both entries are shown and exported, because the entry for all others is also for later environments."""
    configure(server, {each: items for each, items in everything().items() if each != "tenant_variables"})
    both = [
        {"project": "Shop", "name": name, value: text, **scope}
        for name, value, text in (("Color", "value", "red"), ("Key", "sensitive_value", "hunter-22"))
        for scope in ({}, {"environments": ["Test"]})
    ]
    done = three_times(server, {"tenant_variables": [{"tenant": "Acme", "project_variables": both}]})
    shown = done["diff"][0]["after"]["project_variables"]["Shop"]
    sent = "******** (sent)"
    assert shown == {"Color": "red", "Color (Test)": "red", "Key": sent, "Key (Test)": sent}
    config = export(server, kinds=["tenant_variables"])["config"]
    assert configure(server, config)["changes"] == []
    (item,) = config["tenant_variables"]
    assert [each.get("environments") for each in item["project_variables"]] == [None, ["Test"], None, ["Test"]]

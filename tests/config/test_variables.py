# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Variables in a configuration that creates, renames and clones documents in their scopes and values."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from config.driving import Config, configure, export, report, task, writes
from emulator.testing import Emulator

PROJECT = {"name": "Shop", "project_group": "Default Project Group", "lifecycle": "Default Lifecycle"}
SCOPE = {
    "environments": ["Test"],
    "machines": ["Web1"],
    "channels": ["Beta"],
    "tenant_tags": ["Region/EU"],
    "processes": ["deployment"],
}
AROUND: Config = {
    "projects": [PROJECT],
    "channels": [{"name": "Beta", "project": "Shop"}],
    "machines": [{"name": "Web1", "environments": ["Test"], "roles": ["web"], "cloud_region": {}}],
    "environments": [{"name": "Test"}, {"name": "Live"}],
    "tag_sets": [{"name": "Region", "tags": [{"name": "EU"}]}],
    "accounts": [{"name": "Deployer", "username_password": {"username": "deploy"}}],
    "worker_pools": [{"name": "Windows", "worker_pool_type": "StaticWorkerPool"}],
    "library_variable_sets": [{"name": "Logging"}],
}
VARIABLES: list[dict[str, Any]] = [
    {
        "project": "Shop",
        "values": {"Level": [{"value": "a", "scope": SCOPE}, {"value": "b", "scope": {"environments": ["Live"]}}]},
        "variables": [
            {"name": "Account", "type": "UsernamePasswordAccount", "value": "Deployer"},
            {"name": "Pool", "type": "WorkerPool", "value": "Windows", "scope": {"environments": ["Test"]}},
            {"name": "Password", "sensitive_value": "<secret password>", "description": "Of the shop"},
            {"name": "Region", "value": "eu", "prompt": {"label": "Where?"}},
        ],
    },
    {"library_variable_set": "Logging", "values": {"Level": [{"value": "c", "scope": {"machines": ["Web1"]}}]}},
]
SECRETS = {"password": "hunter-22"}


def of(server: Emulator, owner: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = server.document(f"variableset-{owner}")["Variables"]
    return found


def three_times(server: Emulator, config: Config, **how: Any) -> dict[str, Any]:
    """Predicted, done, and done again."""
    server.clear_requests()
    predicted = configure(server, config, check=True, **how)
    assert not writes(server)
    done = configure(server, config, **how)
    assert report(predicted) == report(done)
    assert configure(server, config, **how)["changes"] == []
    return done


def test_everything_is_new(server: Emulator) -> None:
    """The variables stand first, and name what the run creates after them."""
    done = three_times(server, {"variables": VARIABLES, **AROUND}, secrets=SECRETS)
    assert "hunter" not in str(done)
    scope = of(server, "Projects-1")[-2]["Scope"]
    assert {kind: len(ids) for kind, ids in scope.items()} == dict.fromkeys(
        ("Environment", "Machine", "Channel", "TenantTag", "ProcessOwner"), 1
    )
    assert scope["ProcessOwner"] == ["Projects-1"]


def test_documents_that_scopes_name_can_be_renamed(server: Emulator) -> None:
    configure(server, {"variables": VARIABLES, **AROUND}, secrets=SECRETS)
    before = of(server, "Projects-1")
    renamed: Config = {
        "environments": [{"name": "Test", "new_name": "Staging"}, {"name": "Live", "new_name": "Prod"}],
        "machines": [{"name": "Web1", "new_name": "Web2"}],
        "channels": [{"name": "Beta", "new_name": "Gamma", "project": "Shop"}],
    }
    scope = {**SCOPE, "environments": ["Staging"], "machines": ["Web2"], "channels": ["Gamma"]}
    values = {"Level": [{"value": "a", "scope": scope}, {"value": "b", "scope": {"environments": ["Prod"]}}]}
    config: Config = {**renamed, "variables": [{"project": "Shop", "mode": "merge", "values": values}]}
    predicted = configure(server, config, check=True)
    done = configure(server, config)
    assert report(predicted) == report(done)
    assert {each["kind"] for each in done["changes"]} == {"environments", "machines", "channels"}
    assert of(server, "Projects-1") == before


def test_an_export_makes_the_same_elsewhere(server: Emulator) -> None:
    """An export has the short form where it suffices and a placeholder for each secret, and fits another project."""
    configure(server, {"variables": VARIABLES, **AROUND}, secrets=SECRETS)
    config = export(server, kinds=["variables"])["config"]
    assert configure(server, config)["changes"] == []
    items = {next(iter(item)): item for item in config["variables"]}
    assert set(items["library_variable_set"]) == {"library_variable_set", "values"}
    copied = {**items["project"], "project": "Copy"}
    place = "variables.project.Shop.variables.Password"
    assert f"<secret {place}>" in str(copied)
    channel = {"name": "Beta", "project": "Copy"}
    three_times(
        server,
        {"projects": [{**PROJECT, "name": "Copy"}], "channels": [channel], "variables": [copied]},
        secrets={place: "hunter-23"},
    )
    names = [sorted(each["Name"] for each in of(server, owner)) for owner in ("Projects-1", "Projects-2")]
    assert names[0] == names[1]


@pytest.mark.parametrize("check", [True, False])
def test_all_mistakes_at_once(server: Emulator, check: bool) -> None:
    wrong = [
        {"project": "Shop", "values": {"A": 1.5, "B": {}}},
        {"library_variable_set": "Logging", "values": {"C": [{"value": 1, "scope": {"channels": ["Beta"]}}]}},
        {"project": "Shop", "variables": [{"name": "A", "type": "String", "sensitive_value": "hunter-22"}]},
    ]
    result = task(server, "octopus_config", config={**AROUND, "variables": wrong}, check=check)
    for message in (
        "variables[0].values.B: is a dictionary",
        "variables[0].values.A: is a number with a decimal point",
        "variables[1].values.C[0].scope.channels: a variable of a library variable set can't have channels",
        "variables[2].variables[0].sensitive_value: belongs to the type Sensitive",
    ):
        assert message in result["msg"]
    assert "hunter" not in result["msg"] and not writes(server)


@pytest.mark.parametrize("how", ["absent", "prune"])
def test_documents_that_a_scope_lets_go_of_can_be_removed(server: Emulator, how: str) -> None:
    """A set lists everything that scopes can have; this does not mean that its variables refer to it."""
    configure(server, {"variables": VARIABLES, **AROUND}, secrets=SECRETS)
    scope = {"environments": ["Test"]}
    kept: Config = {
        "environments": [{"name": "Test"}],
        "machines": [],
        "worker_pools": [],
        "variables": [
            {"project": "Shop", "values": {"Level": [{"value": "a", "scope": scope}]}},
            {"library_variable_set": "Logging", "values": {"Level": "c"}},
        ],
    }
    gone = {"environments": "Live", "machines": "Web1", "worker_pools": "Windows"}
    if how == "prune":
        done = three_times(server, kept, prune=list(gone))
    else:
        removed = {plural: [*kept[plural], {"name": name, "state": "absent"}] for plural, name in gone.items()}
        done = three_times(server, {**kept, **removed})
    assert {each["name"] for each in done["changes"] if each["action"] == "deleted"} == set(gone.values())


def test_a_variable_is_removed_together_with_what_its_scope_names(server: Emulator) -> None:
    configure(server, {"variables": VARIABLES, **AROUND}, secrets=SECRETS)
    entry = {"name": "Level", "state": "absent", "scope": {"environments": ["Live"]}}
    config: Config = {
        "environments": [{"name": "Live", "state": "absent"}],
        "variables": [{"project": "Shop", "mode": "merge", "variables": [entry]}],
    }
    predicted, done = (configure(server, config, check=check) for check in (True, False))
    assert report(predicted) == report(done)
    assert {each["name"]: each["action"] for each in done["changes"]} == {
        "Live": "deleted",
        "of project Shop": "updated",
    }
    assert [each["Value"] for each in of(server, "Projects-1") if each["Name"] == "Level"] == ["a"]


@pytest.mark.parametrize("mode", ["replace", "merge"])
def test_a_document_that_a_scope_still_names_is_not_removed(server: Emulator, mode: str) -> None:
    configure(server, {"variables": VARIABLES, **AROUND}, secrets=SECRETS)
    values: dict[str, Any] = {"Level": [{"value": "b", "scope": {"environments": ["Live"]}}]}
    item = {"project": "Shop", "mode": mode, "values": values if mode == "replace" else {"Other": "1"}}
    gone = {"environments": [{"name": "Live", "state": "absent"}]}
    result = task(server, "octopus_config", config={**gone, "variables": [item]})
    assert "variables[0]: refers to 'Live', which environments[0] removes" in result["msg"]


def test_an_export_says_what_it_leaves_out(server: Emulator) -> None:
    """Options can't tell variables of the same name and scope apart."""
    configure(server, {"projects": [PROJECT], "variables": [{"project": "Shop", "values": {"Level": "1"}}]})
    twice = {**of(server, "Projects-1")[0], "Id": "", "Value": "2"}
    with Client(server.url, api_key=server.api_key) as client:
        document = client.get(client.root, "Variables", {"id": "variableset-Projects-1"})
        client.modify({**document, "Variables": [*document["Variables"], twice]})
    done = export(server, kinds=["variables"])
    assert done["config"]["variables"] == [{"project": "Shop", "values": {"Level": "1"}}]
    assert done["warnings"] == [
        "variables.project.Shop: left out 'Level [2]', which options can't tell from another variable"
    ]


def test_a_tag_is_written_as_its_tag_set_spells_it(server: Emulator) -> None:
    configure(server, {"projects": [PROJECT]})
    values = {"Level": [{"value": "a", "scope": {"tenant_tags": ["region/eu"]}}]}
    config: Config = {
        "tag_sets": [{"name": "Region", "tags": [{"name": "EU"}]}],
        "tenants": [{"name": "Acme", "tenant_tags": ["region/eu"]}],
        "variables": [{"project": "Shop", "values": values}],
    }
    three_times(server, config)
    assert of(server, "Projects-1")[0]["Scope"] == {"TenantTag": ["Region/EU"]}
    assert server.document("Tenants-1")["TenantTags"] == ["Region/EU"]


def test_an_export_says_whose_variables_are_in_git(server: Emulator) -> None:
    configure(server, {"projects": [PROJECT], "variables": [{"project": "Shop", "values": {"Level": "1"}}]})
    server.convert("Projects-1")
    done = export(server, kinds=["variables"])
    assert done["config"]["variables"] == [] and "left out project 'Shop'" in done["warnings"][0]

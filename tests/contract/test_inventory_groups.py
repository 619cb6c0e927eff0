# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The inventory: its groups, and the filters that choose its hosts."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from ansible.errors import AnsibleParserError
from ansible.inventory.data import InventoryData
from ansible.template import trust_as_template
from ansible_collections.octopus.deploy.plugins.module_utils._inventory.arguments import GROUPS
from contract.conftest import Octopus
from contract.inventoried import machine, refused, set_up, with_environments, worker
from contract.inventories import read
from emulator.testing import Emulator


@pytest.fixture
def server(one_door: Octopus, monkeypatch: pytest.MonkeyPatch) -> Emulator:
    return with_environments(one_door, monkeypatch)


def test_groups(server: Emulator, tmp_path: Path) -> None:
    server.seed("tagsets", Name="Region", Tags=[{"Name": "South east", "Color": "#333333"}])
    tenant = server.seed("tenants", Name="Acme")["Id"]
    machine(
        server,
        "web-1",
        Roles=["web server"],
        TenantIds=[tenant],
        TenantTags=["Region/South east"],
        TenantedDeploymentParticipation="Tenanted",
    )
    machine(server, "db-1", EnvironmentIds=["Environments-1", "Environments-2"], Roles=["db"], IsDisabled=True)
    worker(server, "worker-1")
    assert read(tmp_path, {}).groups == {}
    found = read(tmp_path, {"group_by": sorted(GROUPS)})
    assert found.warnings == []
    assert found.groups == {
        "communication_style_None": ["db-1", "web-1"],
        "communication_style_TentacleActive": ["worker-1"],
        "environment_Production": ["db-1", "web-1"],
        "environment_Test": ["db-1"],
        "health_status_Unknown": ["db-1", "web-1", "worker-1"],
        "kind_machine": ["db-1", "web-1"],
        "kind_worker": ["worker-1"],
        "machine_policy_Default_Machine_Policy": ["db-1", "web-1", "worker-1"],
        "role_db": ["db-1"],
        "role_web_server": ["web-1"],
        "space_Default": ["db-1", "web-1", "worker-1"],
        "state_disabled": ["db-1"],
        "state_enabled": ["web-1", "worker-1"],
        "tenant_Acme": ["web-1"],
        "tenant_tag_Region_South_east": ["web-1"],
        "worker_pool_Default_Worker_Pool": ["worker-1"],
    }


def test_values_that_become_one_group_get_a_warning(server: Emulator, tmp_path: Path) -> None:
    machine(server, "a", Roles=["web server"])
    machine(server, "b", Roles=["web-server"])
    found = read(tmp_path, {"group_by": ["roles"]})
    assert found.groups == {"role_web_server": ["a", "b"]}
    assert found.warnings == ["The group role_web_server is made of both 'role_web server' and 'role_web-server'"]


def test_constructed(server: Emulator, tmp_path: Path) -> None:
    machine(server, "web-1")
    worker(server, "worker-1")
    options = {
        "compose": {"where": "octopus_environments | first"},
        "groups": {"targets": "octopus_kind == 'machine'"},
        "keyed_groups": [{"key": "octopus_state", "prefix": "is"}, {"key": "octopus_activity", "prefix": "now"}],
    }
    found = read(tmp_path, options)
    assert found.groups == {
        "targets": ["web-1"],
        "is_enabled": ["web-1", "worker-1"],
        "now_idle": ["web-1", "worker-1"],
    }
    assert found.hosts["web-1"]["where"] == "Production" and "where" not in found.hosts["worker-1"]
    assert "Could not set where for host worker-1" in refused(tmp_path, strict=True, **options)


def test_groups_are_made_of_what_came_before_them(server: Emulator, tmp_path: Path) -> None:
    """An entry knows the variables that were composed, and the groups of the entries above it."""
    machine(server, "web-1")
    options = {
        "compose": {"where": "octopus_environments | first"},
        "groups": {"here": "where == 'Production'"},
        "keyed_groups": [{"key": "where", "prefix": "of"}, {"key": "group_names | join('-')", "prefix": "after"}],
    }
    found = read(tmp_path, options)
    assert sorted(found.groups) == ["after_here_of_Production", "here", "of_Production"]


def test_a_mere_name_of_a_variable_is_not_compiled(server: Emulator, tmp_path: Path) -> None:
    """ansible-core compiles an expression again for each host, which took most of the time of a large inventory."""
    machine(server, "web-1", Roles=["web", "{{ 1 + 1 }}"])
    names = ["octopus_roles", "octopus_state"]
    with mock.patch("ansible.template.Templar.evaluate_expression", side_effect=AssertionError("compiled")) as compiled:
        found = read(tmp_path, constructed_of(names))
    assert not compiled.called
    as_expressions = read(tmp_path, constructed_of([f"({each})" for each in names]))
    assert (
        found.groups
        == as_expressions.groups
        == {"of_web": ["web-1"], "of____1___1___": ["web-1"], "of_enabled": ["web-1"]}
    )
    assert found.hosts == as_expressions.hosts
    assert found.hosts["web-1"]["copy_0"] == ["web", "{{ 1 + 1 }}"]


@pytest.mark.parametrize("expression", ["octopus_state", "(octopus_state)"])
def test_variables_of_the_command_line_come_first(server: Emulator, tmp_path: Path, expression: str) -> None:
    machine(server, "web-1")
    state = {"octopus_state": trust_as_template("{{ 'un' ~ 'known' }}")}
    found = read(tmp_path, {"use_extra_vars": True, **constructed_of([expression])}, more=state)
    assert found.groups == {"of_unknown": ["web-1"]}
    assert read(tmp_path, constructed_of([expression]), more=state).groups == {"of_enabled": ["web-1"]}


@pytest.mark.parametrize("expression", ["octopus_stat", "(octopus_stat)"])
def test_a_variable_that_does_not_exist_is_an_error_if_asked(server: Emulator, tmp_path: Path, expression: str) -> None:
    machine(server, "web-1")
    assert "is undefined" in refused(tmp_path, strict=True, **constructed_of([expression]))


@pytest.mark.parametrize(
    "options",
    [
        {"keyed_groups": [{"key": "'db' in octopus_roles", "prefix": "db"}]},
        {"keyed_groups": [{"key": "octopus_roles | length - 1", "prefix": "more"}]},
        {"strict": True, "groups": {"db": "octopus_roles[0] == 'db'"}},
        {"strict": True, "compose": {"role": "octopus_roles[0]"}},
    ],
    ids=["true", "number", "group", "variable"],
)
def test_a_failure_for_one_host_leaves_no_host(server: Emulator, tmp_path: Path, options: dict[str, Any]) -> None:
    machine(server, "web-1")
    machine(server, "web-2", Roles=["web", "db"])
    worker(server, "worker-1")
    data = InventoryData()
    data.add_host("of-another-file")
    with pytest.raises(AnsibleParserError, match="so no host of this file is added"):
        read(tmp_path, options, into=data)
    assert [*data.hosts] == ["of-another-file"]
    assert not any(group.hosts for name, group in data.groups.items() if name not in ("all", "ungrouped"))


def constructed_of(expressions: list[str]) -> dict[str, Any]:
    """Options for variables, and groups, of these expressions."""
    return {
        "compose": {f"copy_{number}": each for number, each in enumerate(expressions)},
        "keyed_groups": [{"key": each, "prefix": "of"} for each in expressions],
    }


FILTERED = [
    ({"environments": ["test"]}, ["db-1"], "environmentIds=Environments-2"),
    ({"environments": ["Test", "Environments-1"]}, ["db-1", "web-1"], ""),
    ({"roles": ["WEB"]}, ["web-1"], "roles=WEB"),
    ({"roles": ["web,db"]}, [], ""),
    ({"tenants": ["Acme"]}, ["db-1"], "tenantIds=Tenants-1"),
    ({"tenants": ["Acme", "Globex"]}, ["db-1"], ""),
    ({"tenant_tags": ["Ring/Early"]}, ["web-1"], ""),
    ({"tenant_tags": ["Ring/Early", "Ring/Late"]}, ["web-1"], ""),
    ({"worker_pools": ["office"]}, ["worker-2"], "workerPoolIds="),
    ({"health_statuses": ["Unhealthy"]}, ["web-1"], "healthStatuses=Unhealthy"),
    ({"health_statuses": ["Healthy", "Unhealthy"]}, ["web-1"], "healthStatuses=Healthy,Unhealthy"),
    ({"communication_styles": ["None"]}, ["db-1", "web-1"], "commStyles=None"),
    ({"is_disabled": True}, ["db-1"], "isDisabled=true"),
    ({"is_disabled": False}, ["web-1", "worker-1", "worker-2"], "isDisabled=false"),
    ({"partial_name": "B-1"}, ["db-1", "web-1"], "partialName=B-1"),
    ({"kinds": ["worker"]}, ["worker-1", "worker-2"], ""),
    ({"kinds": ["worker"], "environments": ["Test"]}, [], ""),
    ({"environments": []}, [], ""),
]


def filtered(server: Emulator) -> None:
    """Machines and workers that differ in everything that selects them."""
    tenant = server.seed("tenants", Name="Acme")["Id"]
    server.seed("tenants", Name="Globex")
    tags = [{"Name": each, "Color": "#333333"} for each in ("Early", "Late")]
    server.seed("tagsets", Name="Ring", Tags=tags)
    pool = server.seed("workerpools", Name="Office")["Id"]
    sick = machine(server, "web-1", TenantTags=["Ring/Early"], TenantedDeploymentParticipation="Tenanted")
    server.health(sick["Id"], "Unhealthy")
    more = {"TenantIds": [tenant], "TenantedDeploymentParticipation": "Tenanted", "IsDisabled": True}
    machine(server, "db-1", EnvironmentIds=["Environments-2"], Roles=["db"], **more)
    worker(server, "worker-1")
    worker(server, "worker-2", WorkerPoolIds=[pool])


@pytest.mark.parametrize("ignored", [False, True], ids=["filtered by the server", "ignored by the server"])
@pytest.mark.parametrize(("options", "found", "sent"), FILTERED, ids=str)
def test_filters(
    server: Emulator, tmp_path: Path, options: dict[str, Any], found: list[str], sent: str, ignored: bool
) -> None:
    filtered(server)
    server.clear_requests()
    if ignored:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(type(server.app.octopus), "filters", lambda self, kind: {})
            assert sorted(read(tmp_path, options).hosts) == found
        return
    assert sorted(read(tmp_path, options).hosts) == found
    asked = [each for each in server.requests if each.path.endswith(("/machines", "/workers"))]
    if found:
        assert any(sent.casefold() in spelled_out(each) for each in asked)
        assert sent or not any("ids=" in spelled_out(each) for each in asked)
    else:
        assert len(asked) <= 1


@pytest.mark.parametrize("version", ["2021.1.7725", "2021.2.8011"])
def test_filters_that_servers_apply_wrongly(version: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The inventory of such a server has the same machines (api: collections#filters)."""
    with Emulator(server_version=version) as server:
        set_up(server, monkeypatch)
        filtered(server)
        for options, found in (case[:2] for case in FILTERED if case[0].keys() & {"tenants", "tenant_tags"}):
            assert sorted(read(tmp_path, options).hosts) == found, options


def spelled_out(request: Any) -> str:
    """The query of a request; a server does not look at the case of names."""
    return "&".join(f"{name}={value}" for name, value in request.query.items()).casefold()


def test_a_misspelt_reference_is_an_error(server: Emulator, tmp_path: Path) -> None:
    message = refused(tmp_path, environments=["Producton"])
    assert message.startswith("environments: there is no environment named 'Producton'. Similar names: 'Production'.")

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The variables of hosts of the inventory."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ansible.parsing.dataloader import DataLoader
from ansible.template import Templar
from ansible.utils.vars import validate_variable_name
from ansible_collections.octopus.deploy.plugins.doc_fragments.connection import ModuleDocFragment as Connection
from ansible_collections.octopus.deploy.plugins.module_utils._inventory.hosts import (
    REFERENCES,
    SAME,
    SAME_OF_ENDPOINT,
    WORDS,
)
from contract.conftest import Octopus
from contract.inventoried import FINGERPRINT, KEY, SECRET, machine, refused, with_environments, worker
from contract.inventories import definitions, read
from emulator.testing import Emulator


@pytest.fixture
def server(one_door: Octopus, monkeypatch: pytest.MonkeyPatch) -> Emulator:
    return with_environments(one_door, monkeypatch)


def test_the_variables_of_a_machine(server: Emulator, tmp_path: Path) -> None:
    account = server.seed("accounts", Name="Deployer", **KEY)["Id"]
    proxy = server.seed("proxies", Name="Way out", Host="proxy", Port=80)["Id"]
    tenant = server.seed("tenants", Name="Acme")["Id"]
    server.seed("tagsets", Name="Region", Tags=[{"Name": "EU", "Color": "#333333"}])
    ssh = {"CommunicationStyle": "Ssh", "AccountId": account, "Host": "web-1.example.com", "Port": 2222}
    made = machine(
        server,
        "web 1",
        {**ssh, "Fingerprint": FINGERPRINT, "ProxyId": proxy, "DotNetCorePlatform": "linux-x64"},
        EnvironmentIds=["Environments-2", "Environments-1"],
        Roles=["web", "blue green"],
        TenantIds=[tenant],
        TenantTags=["Region/EU"],
        TenantedDeploymentParticipation="Tenanted",
        IsDisabled=True,
    )
    server.health(made["Id"], "Healthy")
    (found,) = read(tmp_path, {}).hosts.items()
    assert found == (
        "web 1",
        {
            "ansible_host": "web-1.example.com",
            "ansible_port": 2222,
            "ansible_user": "deploy",
            "octopus_account": "Deployer",
            "octopus_activity": "idle",
            "octopus_architecture": "Unknown",
            "octopus_calamari": "latest",
            "octopus_communication_style": "Ssh",
            "octopus_dot_net_core_platform": "linux-x64",
            "octopus_environments": ["Test", "Production"],
            "octopus_fingerprint": FINGERPRINT,
            "octopus_health_status": "Healthy",
            "octopus_id": made["Id"],
            "octopus_kind": "machine",
            "octopus_machine_policy": "Default Machine Policy",
            "octopus_name": "web 1",
            "octopus_operating_system": "Unknown",
            "octopus_operating_system_version": "Unknown",
            "octopus_proxy": "Way out",
            "octopus_roles": ["web", "blue green"],
            "octopus_shell": "Unknown",
            "octopus_shell_version": "Unknown",
            "octopus_slug": "web-1",
            "octopus_space_id": "Spaces-1",
            "octopus_space_name": "Default",
            "octopus_state": "disabled",
            "octopus_tenant_tags": ["Region/EU"],
            "octopus_tenanted_deployment_participation": "Tenanted",
            "octopus_tenants": ["Acme"],
            "octopus_uri": "ssh://web-1.example.com:2222/",
        },
    )
    assert "ansible_host" not in read(tmp_path, {"connection_variables": False}).hosts["web 1"]


def test_the_variables_of_a_worker(server: Emulator, tmp_path: Path) -> None:
    pool = server.seed("workerpools", Name="Office")["Id"]
    passive = {"CommunicationStyle": "TentaclePassive", "Uri": "https://worker-1:10933/", "Thumbprint": "A1"}
    worker(server, "worker-1", passive, WorkerPoolIds=["WorkerPools-1", pool])
    variables = read(tmp_path, {}).hosts["worker-1"]
    assert variables["ansible_host"] == "worker-1" and "ansible_port" not in variables
    assert variables["octopus_kind"] == "worker" and variables["octopus_state"] == "enabled"
    assert variables["octopus_worker_pools"] == ["Default Worker Pool", "Office"]
    assert not {"octopus_environments", "octopus_roles", "octopus_tenants", "octopus_proxy"} & variables.keys()


def test_the_variables_of_a_cluster(server: Emulator, tmp_path: Path) -> None:
    account = server.seed("accounts", Name="Cluster", AccountType="Token", Token={"HasValue": True, "NewValue": SECRET})
    kubernetes = {
        "CommunicationStyle": "Kubernetes",
        "ClusterUrl": "https://cluster:6443",
        "Namespace": "shop",
        "SkipTlsVerification": "False",
        "DefaultWorkerPoolId": "WorkerPools-1",
        "Authentication": {"AuthenticationType": "KubernetesStandard", "AccountId": account["Id"]},
    }
    agent = {
        "CommunicationStyle": "KubernetesTentacle",
        "TentacleEndpointConfiguration": {"CommunicationMode": "Polling", "Thumbprint": "A1", "Uri": "poll://abc/"},
        "DefaultNamespace": "apps",
    }
    google = {"AuthenticationType": "KubernetesGoogleCloud", "ClusterName": "shop", "Project": "p-1", "Region": "eu-1"}
    machine(server, "cluster", kubernetes)
    machine(server, "google", {"CommunicationStyle": "Kubernetes", "Authentication": google})
    installed = machine(server, "agent", agent)
    details = {"AgentVersion": "2.1.0", "HelmReleaseName": "octopus-agent", "KubernetesNamespace": "octopus"}
    endpoint = server.document(installed["Id"])["Endpoint"]
    endpoint["KubernetesAgentDetails"].update(details)
    server.left_by_older(installed["Id"], Endpoint=endpoint)
    hosts = read(tmp_path, {}).hosts
    assert not [each for each in (*hosts["cluster"], *hosts["agent"]) if each.startswith("ansible_")]
    shown = ("cluster_url", "namespace", "default_worker_pool", "account", "tls_verification")
    assert [hosts["cluster"][f"octopus_{each}"] for each in shown] == [
        "https://cluster:6443",
        "shop",
        "Default Worker Pool",
        "Cluster",
        "required",
    ]
    shown = ("cluster_name", "google_cloud_project", "region")
    assert [hosts["google"][f"octopus_{each}"] for each in shown] == ["shop", "p-1", "eu-1"]
    shown = ("uri", "thumbprint", "default_namespace", "agent_version", "helm_release", "agent_namespace")
    assert [hosts["agent"][f"octopus_{each}"] for each in shown] == [
        "poll://abc/",
        "A1",
        "apps",
        "2.1.0",
        "octopus-agent",
        "octopus",
    ]


def test_connections_that_the_user_chooses(server: Emulator, tmp_path: Path) -> None:
    account = server.seed("accounts", Name="Deployer", **KEY)["Id"]
    systems = {"win": "Microsoft Windows Server 2022", "tux": "Linux", "new": "Unknown"}
    for name, system in systems.items():
        passive = {"CommunicationStyle": "TentaclePassive", "Uri": f"https://{name}:10933/", "Thumbprint": "A1"}
        made = machine(server, name, passive)
        server.put_read_only(made["Id"], {"OperatingSystem": system})
    worker(server, "polling")
    server.put_read_only("Workers-1", {"OperatingSystem": "windows"})
    ssh = {"CommunicationStyle": "Ssh", "AccountId": account, "Host": "h", "Port": 22, "Fingerprint": FINGERPRINT}
    server.put_read_only(machine(server, "ssh", ssh)["Id"], {"OperatingSystem": "Windows"})
    machine(server, "cluster", {"CommunicationStyle": "Kubernetes", "ClusterUrl": "https://cluster:6443"})
    machine(server, "region")
    local = {"ansible_connection": "local", "ansible_python_interpreter": "{{ ansible_playbook_python }}"}
    for style in ("psrp", "winrm"):
        found = read(tmp_path, {"windows_connection": style, "local_communication_styles": ["Kubernetes"]}).hosts
        assert {name: ways(host) for name, host in found.items() if ways(host)} == {
            "win": {"ansible_connection": style},
            "polling": {"ansible_connection": style},
            "cluster": local,
        }
        assert found["win"]["ansible_host"] == "win" and "ansible_host" not in found["polling"]
    assert [name for name, host in read(tmp_path, {}).hosts.items() if ways(host)] == []
    python = Templar(DataLoader(), variables={**found["cluster"], "ansible_playbook_python": "/usr/bin/python3"})
    assert python.template(found["cluster"]["ansible_python_interpreter"]) == "/usr/bin/python3"
    assert "local_communication_styles: each must be one of None, OfflineDrop, " in refused(
        tmp_path, local_communication_styles=["Ssh"]
    )


def ways(host: dict[str, Any]) -> dict[str, Any]:
    return {each: host[each] for each in ("ansible_connection", "ansible_python_interpreter") if each in host}


def test_no_variable_has_the_name_of_an_option(server: Emulator, tmp_path: Path) -> None:
    """The lookup takes its options from variables, and the fast door two switches."""
    machine(server, "web-1")
    worker(server, "worker-1")
    taken = {each["name"] for option in definitions().values() for each in option.get("vars", ())}
    known = {variable for host in read(tmp_path, {}).hosts.values() for variable in host}
    known |= {*SAME, *SAME_OF_ENDPOINT, *WORDS, *REFERENCES}
    for each in known:
        validate_variable_name(each)
    assert not known & {*taken, "octopus_in_process", "octopus_progress"}
    assert [each for each in known if not each.startswith("octopus_")] == []
    assert "octopus_space" in taken and Connection.PLUGIN


def test_hostile_texts(server: Emulator, tmp_path: Path) -> None:
    """No text of the server is a template, the name of a group, or an argument of ssh."""
    account = server.seed("accounts", Name="{{ lookup('pipe', 'id') }}", **{**KEY, "Username": '-oX="y"'})["Id"]
    ssh = {"CommunicationStyle": "Ssh", "AccountId": account, "Host": "-oProxyCommand=id", "Port": 22}
    braces = "{{ lookup('ansible.builtin.pipe', 'id') }}"
    machine(server, braces, {**ssh, "Fingerprint": FINGERPRINT}, Roles=["{% if 1 %}"])
    machine(server, "-oProxyCommand=id")
    machine(server, "all")
    machine(server, "role_web")
    machine(server, "localhost")
    found = read(tmp_path, {"group_by": ["roles"], "compose": {"copy": "octopus_account"}})
    assert sorted(found.hosts) == ["Default/all", "Default/localhost", "Default/role_web", "Machines-2", braces]
    variables = found.hosts[braces]
    assert not {"ansible_host", "ansible_user"} & variables.keys()
    assert variables["copy"] == "{{ lookup('pipe', 'id') }}"
    templar = Templar(DataLoader(), variables=variables)
    for variable, value in variables.items():
        assert templar.template(value) == value, variable
    assert not found.data.groups["all"].vars and not found.data.groups["role_web"].vars
    assert "role____if_1___" in found.groups


def test_names_that_the_user_may_not_read_are_left_out(server: Emulator, tmp_path: Path) -> None:
    account = server.seed("accounts", Name="Deployer", **KEY)["Id"]
    ssh = {"CommunicationStyle": "Ssh", "AccountId": account, "Host": "web-1.example.com", "Port": 22}
    machine(server, "web-1", {**ssh, "Fingerprint": FINGERPRINT})
    body = {"ErrorMessage": "You do not have permission to perform this action."}
    server.fault(method="GET", path="*/accounts", status=403, body=body, times=2)
    found = read(tmp_path, {})
    variables = found.hosts["web-1"]
    assert variables["ansible_host"] == "web-1.example.com"
    assert not {"ansible_user", "octopus_account"} & variables.keys()
    (warning,) = found.warnings
    assert warning.startswith("No account is named in the inventory: You do not have permission")

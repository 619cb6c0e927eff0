# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The inventory: its hosts and their variables, groups, filters, cache and errors."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible.errors import AnsibleError
from ansible.parsing.dataloader import DataLoader
from ansible.template import Templar
from ansible_collections.octopus.deploy.plugins.doc_fragments.connection import ModuleDocFragment as Connection
from ansible_collections.octopus.deploy.plugins.inventory import octopus
from ansible_collections.octopus.deploy.plugins.module_utils._inventory.arguments import ARGUMENTS, GROUPS
from ansible_collections.octopus.deploy.plugins.module_utils._inventory.hosts import SAME, SAME_OF_ENDPOINT
from ansible_collections.octopus.deploy.plugins.module_utils._inventory.naming import host_names
from contract.conftest import Octopus
from contract.inventories import definitions, read
from emulator.testing import Emulator

ROOT = Path(__file__).resolve().parents[2]
SECRET = "hunter-22-hunter"
KEY = {"AccountType": "SshKeyPair", "Username": "deploy", "PrivateKeyFile": {"HasValue": True, "NewValue": SECRET}}
FINGERPRINT = "aa:bb"
REGION = {"CommunicationStyle": "None"}
IDS = ["Machines-1", "Machines-2"]
POLLING = {"CommunicationStyle": "TentacleActive", "Uri": "poll://abc/", "Thumbprint": "A1"}


@pytest.fixture
def server(one_door: Octopus, monkeypatch: pytest.MonkeyPatch) -> Iterator[Emulator]:
    server = one_door.server
    for name in ("API_KEY", "ACCESS_TOKEN", "USERNAME", "PASSWORD", "SPACE"):
        monkeypatch.delenv(f"OCTOPUS_{name}", raising=False)
    monkeypatch.setenv("OCTOPUS_URL", server.url)
    monkeypatch.setenv("OCTOPUS_API_KEY", server.api_key)
    for name in ("Production", "Test"):
        server.seed("environments", Name=name)
    return server


def machine(server: Emulator, name: str, endpoint: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    fields = {"EnvironmentIds": ["Environments-1"], "Roles": ["web"], "SkipInitialHealthCheck": True, **more}
    return server.seed("machines", Name=name, Endpoint=endpoint or REGION, **fields)


def worker(server: Emulator, name: str, endpoint: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    fields = {"WorkerPoolIds": ["WorkerPools-1"], "SkipInitialHealthCheck": True, "IsDisabled": False, **more}
    return server.seed("workers", Name=name, Endpoint=endpoint or POLLING, **fields)


def space(server: Emulator, name: str) -> str:
    """A space with an environment that other spaces have too."""
    managers = ["teams-administrators"]
    found = str(server.seed("spaces", Name=name, SpaceManagersTeams=managers, SpaceManagersTeamMembers=[])["Id"])
    server.seed("environments", found, Name="Production")
    return found


def environment(server: Emulator, space_id: str) -> str:
    octopus = server.app.octopus
    return str(next(each["Id"] for each in octopus.store.all("environments", space_id) if each["Name"] == "Production"))


def refused(folder: Path, **options: Any) -> str:
    with pytest.raises(AnsibleError) as failed:
        read(folder, options)
    assert SECRET not in str(failed.value) and "Traceback" not in str(failed.value)
    return str(failed.value)


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
    machine(server, "cluster", kubernetes)
    machine(server, "agent", agent)
    hosts = read(tmp_path, {}).hosts
    assert not [each for each in (*hosts["cluster"], *hosts["agent"]) if each.startswith("ansible_")]
    shown = ("cluster_url", "namespace", "default_worker_pool", "account")
    assert [hosts["cluster"][f"octopus_{each}"] for each in shown] == [
        "https://cluster:6443",
        "shop",
        "Default Worker Pool",
        "Cluster",
    ]
    assert [hosts["agent"][f"octopus_{each}"] for each in ("uri", "thumbprint", "default_namespace")] == [
        "poll://abc/",
        "A1",
        "apps",
    ]


def test_no_variable_has_the_name_of_an_option(server: Emulator, tmp_path: Path) -> None:
    """The lookup takes its options from variables, and the fast door two switches."""
    machine(server, "web-1")
    worker(server, "worker-1")
    taken = {each["name"] for option in definitions().values() for each in option.get("vars", ())}
    known = {variable for host in read(tmp_path, {}).hosts.values() for variable in host}
    known |= {*SAME, *SAME_OF_ENDPOINT}
    assert not known & {*taken, "octopus_in_process", "octopus_progress"}
    assert [each for each in known if not each.startswith("octopus_")] == []
    assert "octopus_space" in taken and Connection.PLUGIN


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


def test_values_that_become_one_group_are_told(server: Emulator, tmp_path: Path) -> None:
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


FILTERED = [
    ({"environments": ["test"]}, ["db-1"], "environmentIds=Environments-2"),
    ({"environments": ["Test", "Environments-1"]}, ["db-1", "web-1"], ""),
    ({"roles": ["WEB"]}, ["web-1"], "roles=WEB"),
    ({"roles": ["web,db"]}, [], ""),
    ({"tenants": ["Acme"]}, ["db-1"], "tenantIds=Tenants-1"),
    ({"tenant_tags": ["Ring/Early"]}, ["web-1"], "tenantTags=Ring/Early"),
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


@pytest.mark.parametrize("ignored", [False, True], ids=["filtered by the server", "ignored by the server"])
@pytest.mark.parametrize(("options", "found", "sent"), FILTERED, ids=str)
def test_filters(
    server: Emulator, tmp_path: Path, options: dict[str, Any], found: list[str], sent: str, ignored: bool
) -> None:
    tenant = server.seed("tenants", Name="Acme")["Id"]
    tags = [{"Name": each, "Color": "#333333"} for each in ("Early", "Late")]
    server.seed("tagsets", Name="Ring", Tags=tags)
    pool = server.seed("workerpools", Name="Office")["Id"]
    sick = machine(server, "web-1", TenantTags=["Ring/Early"], TenantedDeploymentParticipation="Tenanted")
    server.health(sick["Id"], "Unhealthy")
    more = {"TenantIds": [tenant], "TenantedDeploymentParticipation": "Tenanted", "IsDisabled": True}
    machine(server, "db-1", EnvironmentIds=["Environments-2"], Roles=["db"], **more)
    worker(server, "worker-1")
    worker(server, "worker-2", WorkerPoolIds=[pool])
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


def spelled_out(request: Any) -> str:
    """The query of a request; a server does not look at the case of names."""
    return "&".join(f"{name}={value}" for name, value in request.query.items()).casefold()


def test_a_misspelt_reference_is_an_error(server: Emulator, tmp_path: Path) -> None:
    message = refused(tmp_path, environments=["Producton"])
    assert message.startswith("environments: there is no environment named 'Producton'. Near: 'Production'.")


def test_several_spaces(server: Emulator, tmp_path: Path) -> None:
    """Names that several hosts have, and an environment that one space has alone."""
    shop = space(server, "Shop")
    machine(server, "web-1")
    machine(server, "db-1")
    worker(server, "worker-1")
    within = {"EnvironmentIds": [environment(server, shop)], "Roles": ["web"], "Endpoint": REGION}
    server.seed("machines", shop, Name="web-1", SkipInitialHealthCheck=True, **within)
    worker(server, "db-1")
    both = read(tmp_path, {"spaces": ["Default", "shop"], "group_by": ["space"]})
    assert both.groups == {
        "space_Default": ["Default/machine/db-1", "Default/web-1", "Default/worker/db-1", "worker-1"],
        "space_Shop": ["Shop/web-1"],
    }
    assert sorted(read(tmp_path, {"spaces": ["*"]}).hosts) == sorted(both.hosts)
    assert sorted(read(tmp_path, {"space": "Shop"}).hosts) == ["web-1"]
    assert sorted(read(tmp_path, {"spaces": ["Spaces-1", "Shop"], "hostname": "id"}).hosts) == [
        "Machines-1",
        "Machines-2",
        "Machines-3",
        "Workers-1",
        "Workers-2",
    ]
    assert list(read(tmp_path, {"spaces": ["Default", "Shop"], "environments": ["Test"]}).hosts) == []
    assert "no environment named 'Tst'" in refused(tmp_path, spaces=["Default", "Shop"], environments=["Tst"])
    assert "no space named 'Nowhere'" in refused(tmp_path, spaces=["Default", "Nowhere"])
    assert "spaces: can't be given together with space" in refused(tmp_path, spaces=["Shop"], space="Default")
    assert "spaces: names no space" in refused(tmp_path, spaces=[])


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


def cached(folder: Path) -> dict[str, Any]:
    return {"cache": True, "cache_plugin": "jsonfile", "cache_connection": str(folder / "cache")}


def test_cache(server: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    account = server.seed("accounts", Name="Deployer", **KEY)["Id"]
    ssh = {"CommunicationStyle": "Ssh", "AccountId": account, "Host": "web-1.example.com", "Port": 22}
    machine(server, "{{ 1 }}", {**ssh, "Fingerprint": FINGERPRINT})
    options = cached(tmp_path)
    first = read(tmp_path, options)
    server.clear_requests()
    again = read(tmp_path, options | {"group_by": ["roles"]})
    assert server.requests == [] and again.hosts == first.hosts and again.groups == {"role_web": ["{{ 1 }}"]}
    assert Templar(DataLoader(), variables={}).template(again.hosts["{{ 1 }}"]["octopus_name"]) == "{{ 1 }}"
    assert read(tmp_path, options, fresh=True).hosts == first.hosts and server.requests
    for other in ({"roles": ["db"]}, {"space": "Default"}, {"octopus_access_token": server.access_token}):
        server.clear_requests()
        read(tmp_path, options | other)
        assert server.requests, other
    monkeypatch.setenv("OCTOPUS_API_KEY", server.read_only_api_key)
    server.clear_requests()
    read(tmp_path, options)
    assert server.requests
    kept = list((tmp_path / "cache").iterdir())
    assert len(kept) == 5
    for each in kept:
        text = f"{each.name} {each.read_text(encoding='utf-8')}"
        assert not [secret for secret in (SECRET, server.api_key, server.access_token) if secret in text]


def test_a_broken_cache(server: Emulator, tmp_path: Path) -> None:
    """An error of Ansible itself is told in its own words."""
    machine(server, "web-1")
    read(tmp_path, cached(tmp_path))
    (kept,) = (tmp_path / "cache").iterdir()
    kept.write_text("{", encoding="utf-8")
    message = refused(tmp_path, **cached(tmp_path))
    assert "corrupt" in message and "bug" not in message
    assert list(read(tmp_path, cached(tmp_path)).hosts) == ["web-1"]


def test_passwords_are_not_in_the_key_of_the_cache(server: Emulator, tmp_path: Path) -> None:
    signed_in = {"octopus_username": server.username, "octopus_password": server.password}
    machine(server, "web-1")
    read(tmp_path, cached(tmp_path) | signed_in)
    assert server.requests[-1].path == "/api/users/logout"
    server.clear_requests()
    read(tmp_path, cached(tmp_path) | signed_in | {"octopus_password": "another"})
    assert server.requests == []


def test_options_of_the_file(server: Emulator, tmp_path: Path) -> None:
    """Templates, mistakes that ansible-core does not notice, and every mistake at once."""
    machine(server, "web-1")
    machine(server, "db-1")
    found = read(
        tmp_path, {"partial_name": "{{ wanted }}", "is_disabled": "{{ off }}"}, {"wanted": "web", "off": False}
    )
    assert list(found.hosts) == ["web-1"]
    assert "rols: there is no such option; did you mean roles?" in refused(tmp_path, rols=["web"])
    message = refused(tmp_path, validate_certs="perhaps", partial_name=1.10)
    assert "validate_certs: must be true or false, not 'perhaps'" in message
    assert "partial_name: must be text, not a number (1.1)" in message
    assert "octopus_api_key and octopus_access_token are both given" in refused(
        tmp_path, octopus_api_key=SECRET, octopus_access_token=SECRET
    )
    assert "The API key you provided was not valid" in refused(tmp_path, octopus_api_key=SECRET)


EXAMPLE = yaml.safe_load((ROOT / "examples" / "inventory.octopus.yml").read_text(encoding="utf-8"))
# Without ansible-playbook, no plugin is found by the name of a collection.
DOCUMENTED = [*yaml.safe_load_all(octopus.EXAMPLES.replace("ansible.builtin.", "")), EXAMPLE]


@pytest.mark.parametrize("number", range(len(DOCUMENTED)))
def test_examples(server: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    monkeypatch.setenv("WORKER_KEY", server.api_key)
    for name in ("Web team", "Warehouse"):
        within = space(server, name)
        fields = {"EnvironmentIds": [environment(server, within)], "Roles": ["web"], "Endpoint": REGION}
        server.seed("machines", within, Name=f"web of {name}", IsDisabled=False, **fields)
        pools = [each["Id"] for each in server.app.octopus.store.all("workerpools", within)]
        server.seed(
            "workers", within, Name=f"worker of {name}", WorkerPoolIds=pools, Endpoint=POLLING, IsDisabled=False
        )
    worker(server, "worker-1")
    here = {"octopus_url": server.url, "cache_connection": str(tmp_path / "cache")}
    given = {option: here.get(option, value) for option, value in DOCUMENTED[number].items() if option != "plugin"}
    found = read(tmp_path, given)
    assert found.hosts and found.warnings == []


def test_the_documented_options_are_those_of_the_code() -> None:
    for option, argument in ARGUMENTS.items():
        documented = definitions()[option]
        for part in ("type", "elements", "choices", "default"):
            assert documented.get(part) == argument.get(part), (option, part)


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


def test_no_error_is_a_traceback(server: Emulator, tmp_path: Path) -> None:
    odd = {"Items": [{"Id": "Machines-1", "Name": "web-1", "Endpoint": {"Port": "22", "Host": 1}}]}
    server.fault(method="GET", path="*/machines", status=200, body=odd)
    assert "answered in an unexpected shape: Endpoint.Host is a number instead of a text" in refused(tmp_path)
    server.fault(method="GET", path="/api", status=503, times=9)
    assert "answered 503" in refused(tmp_path, retries=1)


def copies(server: Emulator, original: str, count: int, **each: list[str]) -> None:
    """Copies of a machine. ``each``: for a property with a list, the value that a copy has alone."""
    octopus = server.app.octopus
    with octopus.store.transaction():
        stored = octopus.store.get(original)
        assert stored
        for number in range(2, count + 1):
            own = {prop: [values[number % len(values)]] for prop, values in each.items()}
            machine = {**stored[1], "Id": f"Machines-{number}", "Name": f"web-{number}", **own}
            octopus.store.put("machines", machine, f"web-{number}", number)


def test_requests(server: Emulator, tmp_path: Path) -> None:
    """Thousands of machines with everything that a machine can refer to, and a worker, in a space that is named."""
    account = server.seed("accounts", Name="Deployer", **KEY)["Id"]
    proxy = server.seed("proxies", Name="Way out", Host="proxy", Port=80)["Id"]
    tenant = server.seed("tenants", Name="Acme")["Id"]
    ssh = {"CommunicationStyle": "Ssh", "AccountId": account, "Host": "h", "Port": 22, "ProxyId": proxy}
    tenanted = {"TenantIds": [tenant], "TenantedDeploymentParticipation": "Tenanted"}
    machine(server, "web-1", {**ssh, "Fingerprint": FINGERPRINT}, **tenanted)
    copies(server, "Machines-1", 3000)
    server.clear_requests()
    assert len(read(tmp_path, {"space": "Default"}).hosts) == 3000
    assert len(server.requests) == 10, [each.path for each in server.requests]


def test_many_references(server: Emulator, tmp_path: Path) -> None:
    """More accounts and tenants than addresses with their IDs are worth."""
    accounts = [server.seed("accounts", Name=f"Account {number}", **KEY)["Id"] for number in range(160)]
    tenants = [server.seed("tenants", Name=f"Tenant {number}")["Id"] for number in range(160)]
    ssh = {"CommunicationStyle": "Ssh", "AccountId": accounts[0], "Host": "h", "Port": 22, "Fingerprint": FINGERPRINT}
    machine(server, "web-1", ssh, TenantIds=tenants[:1], TenantedDeploymentParticipation="Tenanted")
    copies(server, "Machines-1", 161, TenantIds=tenants)
    whole = server.document("Machines-1")["Endpoint"]
    for number in range(1, 161):
        server.left_by_older(f"Machines-{number}", Endpoint={**whole, "AccountId": accounts[number - 1]})
    server.clear_requests()
    hosts = read(tmp_path, {"kinds": ["machine"]}).hosts
    assert len(server.requests) == 7, [each.path for each in server.requests]
    assert hosts["web-160"]["octopus_account"] == "Account 159" and hosts["web-160"]["ansible_user"] == "deploy"
    assert {name for host in hosts.values() for name in host["octopus_tenants"]} == {
        f"Tenant {number}" for number in range(160)
    }


def test_a_server_without_spaces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Emulator(spaces=False) as server:
        monkeypatch.setenv("OCTOPUS_URL", server.url)
        monkeypatch.setenv("OCTOPUS_API_KEY", server.api_key)
        server.seed("environments", Name="Production")
        machine(server, "web-1")
        found = read(tmp_path, {"group_by": ["space", "environments"]})
        assert found.groups == {"environment_Production": ["web-1"]}
        assert "octopus_space_name" not in found.hosts["web-1"]
        assert "no space" in refused(tmp_path, space="Shop")


def host(name: str, identity: str, space: str = "A", kind: str = "machine") -> dict[str, str]:
    return {"octopus_name": name, "octopus_id": identity, "octopus_space_name": space, "octopus_kind": kind}


@pytest.mark.parametrize(
    ("hosts", "names"),
    [
        ([host("web", "Machines-1"), host("web", "Machines-2", "B")], ["A/web", "B/web"]),
        ([host("web", "Machines-1"), host("web", "Workers-1", kind="worker")], ["A/machine/web", "A/worker/web"]),
        ([host("web", "Machines-1"), host("web", "Machines-2")], ["Machines-1", "Machines-2"]),
        (
            [host("web", "Machines-1"), host("web", "Machines-2", "B"), host("B/web", "Machines-3")],
            ["A/web", "B/machine/web", "B/web"],
        ),
        ([host("Machines-2", "Machines-1"), host("web", "Machines-2")], ["A/Machines-2", "web"]),
        ([host("-v", "Machines-1"), host("a\nb", "Machines-2"), host("group", "Machines-3")], [*IDS, "A/group"]),
        ([host("web", "Machines-1", "-o"), host("web", "Machines-2", "B")], ["Machines-1", "web"]),
        ([], []),
    ],
    ids=str,
)
def test_names_of_hosts(hosts: list[dict[str, str]], names: list[str]) -> None:
    assert host_names(hosts, "name", {"group"}) == host_names(hosts, "slug", {"group"}) == names
    assert host_names(hosts, "id") == [each["octopus_id"] for each in hosts]

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The inventory: its spaces, options, requests, errors, and the names of its hosts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible.errors import AnsibleError, AnsibleParserError
from ansible.template import trust_as_template
from ansible_collections.octopus.deploy.plugins.inventory import octopus
from ansible_collections.octopus.deploy.plugins.module_utils._inventory.arguments import ARGUMENTS
from ansible_collections.octopus.deploy.plugins.module_utils._inventory.naming import host_names
from contract.conftest import Octopus
from contract.inventoried import FINGERPRINT, KEY, POLLING, REGION, SECRET, machine, refused, with_environments, worker
from contract.inventories import definitions, read
from emulator.testing import Emulator

ROOT = Path(__file__).resolve().parents[2]
IDS = ["Machines-1", "Machines-2"]


@pytest.fixture
def server(one_door: Octopus, monkeypatch: pytest.MonkeyPatch) -> Emulator:
    return with_environments(one_door, monkeypatch)


def space(server: Emulator, name: str) -> str:
    """A space with an environment that other spaces have too."""
    managers = ["teams-administrators"]
    found = str(server.seed("spaces", Name=name, SpaceManagersTeams=managers, SpaceManagersTeamMembers=[])["Id"])
    server.seed("environments", found, Name="Production")
    return found


def environment(server: Emulator, space_id: str) -> str:
    octopus = server.app.octopus
    return str(next(each["Id"] for each in octopus.store.all("environments", space_id) if each["Name"] == "Production"))


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
    assert "spaces: is empty; name at least one space" in refused(tmp_path, spaces=[])


def test_machines_of_several_files_are_not_mixed(server: Emulator, tmp_path: Path) -> None:
    """One file after another adds a machine of the same name; only a machine that was added before keeps its host."""
    shop = space(server, "Shop")
    listening = {"CommunicationStyle": "TentaclePassive", "Uri": "https://web-1.example.com:10933", "Thumbprint": "A1"}
    machine(server, "web-1", listening)
    within = {"EnvironmentIds": [environment(server, shop)], "Roles": ["db"], "Endpoint": REGION}
    server.seed("machines", shop, Name="web-1", SkipInitialHealthCheck=True, **within)
    found = read(tmp_path, {"space": "Default"})
    for options in ({"space": "Shop"}, {"space": "Default", "roles": ["web"], "compose": {"again": "octopus_id"}}):
        read(tmp_path, options, into=found.data)
    hosts = found.hosts
    assert {name: each["octopus_id"] for name, each in hosts.items()} == {"web-1": IDS[0], "Shop/web-1": IDS[1]}
    assert hosts["web-1"]["again"] == IDS[0]
    assert "ansible_host" not in hosts["Shop/web-1"]
    for spelled in (f"{server.url}/api", f"{server.url}/API/"):
        read(tmp_path, {"octopus_url": spelled, "space": "Default"}, into=found.data)
    assert sorted(found.hosts) == ["Shop/web-1", "web-1"], "the address has several spellings"
    with Emulator() as elsewhere:
        another = {"octopus_url": elsewhere.url, "octopus_api_key": elsewhere.api_key}
        elsewhere.seed("environments", Name="Production")
        machine(elsewhere, "web-1")
        read(tmp_path, another, into=found.data)
        by_id = read(tmp_path, {"hostname": "id"}).data
        before = {name: dict(host.vars) for name, host in by_id.hosts.items()}
        with pytest.raises(AnsibleParserError, match="Machines-1 is the name of another machine from an earlier file"):
            read(tmp_path, {**another, "hostname": "id"}, into=by_id)
        assert {name: dict(host.vars) for name, host in by_id.hosts.items()} == before
    assert sorted(found.hosts) == ["Default/web-1", "Shop/web-1", "web-1"], "another server has the same IDs"


@pytest.mark.parametrize("given", [{"partial_name": " "}, {"roles": [""]}, {"tenants": ["", "Acme"]}])
def test_an_empty_text_does_not_select_every_machine(server: Emulator, tmp_path: Path, given: dict[str, Any]) -> None:
    """A variable that is not set becomes an empty text."""
    machine(server, "web-1")
    (option,) = given
    assert f"{option}: " in refused(tmp_path, **given)
    assert " empty" in refused(tmp_path, **given)


def test_options_of_the_file(server: Emulator, tmp_path: Path) -> None:
    """Templates, mistakes that ansible-core does not notice, and every mistake at once."""
    machine(server, "web-1")
    machine(server, "db-1")
    found = read(
        tmp_path, {"partial_name": "{{ wanted }}", "is_disabled": "{{ off }}"}, {"wanted": "web", "off": False}
    )
    assert list(found.hosts) == ["web-1"]
    assert "rols: there is no such option; did you mean roles?" in refused(tmp_path, rols=["web"])
    assert refused(tmp_path, partial_name="{{ nothing }}") == (
        "partial_name: its value can't be evaluated: 'nothing' is undefined"
    )
    message = refused(tmp_path, validate_certs="perhaps", partial_name=1.10)
    assert "validate_certs: must be true or false, not 'perhaps'" in message
    assert "partial_name: must be text, not a number (1.1)" in message
    assert "octopus_api_key and octopus_access_token are both given" in refused(
        tmp_path, octopus_api_key=SECRET, octopus_access_token=SECRET
    )
    assert "The API key you provided was not valid" in refused(tmp_path, octopus_api_key=SECRET)


def test_options_from_variables(server: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Variables of the command line may be templates, and one that the file overrides is not evaluated."""
    machine(server, "web-1")
    monkeypatch.delenv("OCTOPUS_API_KEY")
    trusted = {name: trust_as_template(text) for name, text in TEMPLATES.items()}
    variables = {**trusted, "server_key": server.api_key, "seconds": "5"}
    assert list(read(tmp_path, {"is_disabled": "false"}, variables).hosts) == ["web-1"]
    assert list(read(tmp_path, {"is_disabled": "true"}, variables).hosts) == []
    assert list(read(tmp_path, {"timeout": "{{ seconds }}", "kinds": "machine, worker"}, variables).hosts) == ["web-1"]
    broken = {**variables, **dict.fromkeys(OVERRIDDEN, trust_as_template("{{ nobody_defines_this }}"))}
    given = {"octopus_api_key": server.api_key, "timeout": 5, "validate_certs": True}
    assert list(read(tmp_path, given, broken).hosts) == ["web-1"]
    with pytest.raises(AnsibleError, match="octopus_api_key: the variable octopus_api_key can't be evaluated"):
        read(tmp_path, {}, broken)
    with pytest.raises(
        AnsibleError, match=r"validate_certs: must be .* [(]from the variable octopus_validate_certs[)]"
    ):
        read(tmp_path, {}, {**variables, "octopus_validate_certs": "perhaps"})


TEMPLATES = {"octopus_api_key": "{{ server_key }}", "octopus_timeout": "{{ seconds }}"}
OVERRIDDEN = ("octopus_api_key", "octopus_access_token", "octopus_timeout", "octopus_validate_certs")
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


@pytest.mark.parametrize("status", [403, 404])
@pytest.mark.parametrize("kind", ["machine", "worker"])
def test_one_of_two_kinds_that_can_not_be_read(server: Emulator, tmp_path: Path, kind: str, status: int) -> None:
    """The inventory has the other kind. If the file asks for one kind alone, reading it fails."""
    machine(server, "web-1")
    worker(server, "worker-1")
    server.on_purpose("*")
    server.fault(method="GET", path=f"*/{kind}s", status=status, body={"ErrorMessage": "Not on a Friday."}, times=9)
    found = read(tmp_path, {})
    assert sorted(found.hosts) == ["worker-1" if kind == "machine" else "web-1"]
    (warning,) = found.warnings
    assert warning.startswith(f"No {kind} is in the inventory: Not on a Friday.")
    assert "Not on a Friday." in refused(tmp_path, kinds=[kind])

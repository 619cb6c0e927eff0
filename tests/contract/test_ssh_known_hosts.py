# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""SSH known hosts: keys are added and removed, and hosts that nobody speaks of stay."""

from __future__ import annotations

from typing import Any

import pytest
from contract.conftest import Octopus, on
from contract.doors import Door
from contract.kinds.ssh_known_host import HOST, KEY, OTHER_KEY, RSA_KEY, trusted
from emulator.testing import Emulator

MODULE = "octopus_ssh_known_host"
ADDRESS = "/api/sshknownhosts"


def keys(octopus: Octopus, host: str = HOST) -> list[str]:
    found = [each for collection, each in octopus.server.everything().values() if collection == "sshknownhosts"]
    return sorted(f"{each['KeyType']} {each['PublicKey']}" for each in found if each["Host"] == host)


def task(octopus: Octopus, *hosts: dict[str, Any], check: bool = False) -> dict[str, Any]:
    return octopus.ok(MODULE, {"hosts": list(hosts)}, check=check)


def test_a_key_that_changed_is_removed_and_added(octopus: Octopus) -> None:
    task(octopus, trusted(KEY, RSA_KEY))
    octopus.server.clear_requests()
    predicted = task(octopus, trusted(OTHER_KEY, RSA_KEY), check=True)
    assert octopus.writes() == []
    done = task(octopus, trusted(OTHER_KEY, RSA_KEY))
    assert octopus.writes() == [f"DELETE {ADDRESS}/SshKnownHosts-3", f"POST {ADDRESS}"]
    assert predicted["diff"] == done["diff"]
    assert (done["diff"]["before"], done["diff"]["after"]) == (
        {"hosts": [trusted(*sorted([KEY, RSA_KEY]))]},
        {"hosts": [trusted(*sorted([OTHER_KEY, RSA_KEY]))]},
    )
    assert keys(octopus) == sorted([OTHER_KEY, RSA_KEY])
    octopus.server.clear_requests()
    assert task(octopus, trusted(OTHER_KEY, RSA_KEY))["changed"] is False
    assert [f"{each.method} {each.path}" for each in octopus.server.requests] == ["GET /api", f"GET {ADDRESS}"]


def test_hosts_that_are_not_given_stay(octopus: Octopus) -> None:
    task(octopus, trusted(KEY), trusted(KEY, host="other.example.com"))
    task(octopus, trusted(OTHER_KEY))
    assert (keys(octopus), keys(octopus, "other.example.com")) == ([OTHER_KEY], [KEY])
    assert len(keys(octopus, "github.com")) == 1
    assert [task(octopus, trusted())["changed"] for _again in range(2)] == [True, False]
    assert (keys(octopus), keys(octopus, "other.example.com")) == ([], [KEY])


def test_several_hosts_are_added_at_once(octopus: Octopus) -> None:
    octopus.server.clear_requests()
    task(octopus, trusted(KEY, RSA_KEY), trusted(KEY, host="[git.example.com]:2222"))
    assert octopus.writes() == [f"POST {ADDRESS}"]


@pytest.mark.parametrize("key", [f"  {KEY} ", KEY.replace(" ", "  "), f"{KEY} root@git.example.com", f"{KEY} a b"])
@pytest.mark.parametrize("host", [HOST, " GIT.example.com "])
def test_the_same_key_in_another_spelling(octopus: Octopus, host: str, key: str) -> None:
    task(octopus, trusted(KEY))
    assert task(octopus, trusted(key, KEY, host=host))["changed"] is False
    task(octopus, trusted())
    task(octopus, trusted(key, host=host))
    assert keys(octopus, host.strip()) == [KEY]


@pytest.mark.parametrize(
    ("hosts", "place", "problem"),
    [
        ([trusted("")], "hosts[0].keys", "an entry is empty"),
        ([trusted(KEY.partition(" ")[2])], "hosts[0].keys[0]", "is not a public key"),
        ([trusted(KEY, KEY[:-1])], "hosts[0].keys[1]", "is not a public key"),
        ([trusted(f"{HOST} {KEY}")], "hosts[0].keys[0]", "as ssh-keyscan prints them after the host"),
        ([trusted("ssh-ed25519 SHA256:+DiY3wvvV6TuJJhbpZisF")], "hosts[0].keys[0]", "is not a public key"),
        ([trusted(KEY, host="a.example.com,10.0.0.1")], "hosts[0].host", "is not one host"),
        ([trusted(KEY, host="*.example.com")], "hosts[0].host", "is not one host"),
        ([trusted(KEY, host="|1|ZGY=|ZGY=")], "hosts[0].host", "is not one host"),
        ([trusted(KEY), trusted(host=HOST.upper())], "hosts", "is given more than once"),
    ],
)
def test_mistakes(octopus: Octopus, hosts: list[Any], place: str, problem: str) -> None:
    octopus.server.clear_requests()
    for check in (True, False):
        refused = octopus(MODULE, {"hosts": hosts}, check=check)["msg"]
        assert f"{place}: " in refused and problem in refused, refused
    config = {"ssh_known_hosts": [{"hosts": hosts}]}
    assert f"ssh_known_hosts[0].{place}: " in octopus("octopus_config", config=config)["msg"]
    assert octopus.server.requests == []


def test_a_private_key_that_is_given_by_mistake_is_not_in_the_message(octopus: Octopus) -> None:
    begin = "-----BEGIN OPENSSH PRIVATE KEY-----"
    message = octopus(MODULE, {"hosts": [trusted(f"{begin}\nhunter")]})["msg"]
    assert "hosts[0].keys[0]: is not a public key" in message and "hunter" not in message


def test_more_keys_than_a_page_has(octopus: Octopus) -> None:
    hosts = [trusted(KEY, host=f"git-{number}.example.com") for number in range(40)]
    task(octopus, *hosts)
    assert task(octopus, *hosts)["changed"] is False


def test_an_export_changes_nothing(octopus: Octopus) -> None:
    task(octopus, trusted(KEY, RSA_KEY))
    config = octopus.ok("octopus_config_info", kinds=["ssh_known_hosts"])["config"]
    (item,) = config["ssh_known_hosts"]
    assert [each["host"] for each in item["hosts"]] == [HOST, "github.com", "gitlab.com"]
    assert item["hosts"][0]["keys"] == sorted([KEY, RSA_KEY])
    assert octopus.ok("octopus_config", config=config)["changed"] is False
    item["hosts"][0]["keys"] = [OTHER_KEY]
    assert octopus.ok("octopus_config", config=config)["changed"] is True
    assert keys(octopus) == [OTHER_KEY]


def test_a_key_that_the_server_does_not_keep(octopus: Octopus) -> None:
    """The server may answer that it added nothing: the task says so."""
    octopus.server.fault(method="POST", path=ADDRESS, status=200, body={"AddedResources": []})
    done = task(octopus, trusted(KEY))
    assert any(each.startswith("hosts: the server") for each in done["warnings"]), done
    assert keys(octopus) == []


def test_a_refusal_after_a_removal_is_told(octopus: Octopus) -> None:
    task(octopus, trusted(KEY))
    octopus.server.fault(method="POST", path=ADDRESS, status=400, body={"ErrorMessage": "Not so."}, times=100)
    result = octopus(MODULE, {"hosts": [trusted(OTHER_KEY)]})
    assert (result["failed"], result["changed"]) == (True, True)
    assert result["done"] == [f"removed the ssh-ed25519 key of {HOST} (SshKnownHosts-3)"]
    assert "Not so." in result["msg"]


def test_older_servers(door: Door) -> None:
    with Emulator(server_version="2026.1.1") as server:
        octopus = on(server, door)
        assert "needs Octopus Server 2026.2 or newer, not 2026.1.1" in octopus(MODULE, {"hosts": []})["msg"]


@pytest.mark.parametrize("options", [{"virtual_directory": "/octopus"}, {"scramble_links": True}])
def test_the_address_of_the_link(door: Door, options: dict[str, Any]) -> None:
    with Emulator(**options) as server:
        octopus = on(server, door)
        for hosts in ([trusted(KEY)], [trusted(OTHER_KEY)]):
            assert [task(octopus, *hosts)["changed"] for _again in range(2)] == [True, False]

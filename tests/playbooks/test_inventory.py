# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The inventory as a user meets it: the guide, credentials, and a server that does not answer."""

from __future__ import annotations

import json
import re
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from emulator.testing import Emulator
from playbooks.playbook import ROOT, Played, environment, finish
from playbooks.test_guides import changes, walk

PRINTED = re.compile(r"^```text\n(.*?)^```", re.MULTILINE | re.DOTALL)


@pytest.fixture
def server() -> Iterator[Emulator]:
    with Emulator() as server:
        server.seed("environments", Name="Production")
        kept = {"SkipInitialHealthCheck": True}
        region = {"CommunicationStyle": "None"}
        web = server.seed(
            "machines", Name="web-1", EnvironmentIds=["Environments-1"], Roles=["web"], Endpoint=region, **kept
        )
        server.health(web["Id"], "Healthy")
        polling = {"CommunicationStyle": "TentacleActive", "Uri": "poll://abc/", "Thumbprint": "A1"}
        pools = ["WorkerPools-1"]
        server.seed("workers", Name="worker-1", WorkerPoolIds=pools, Endpoint=polling, IsDisabled=False, **kept)
        yield server


def listed(path: Path, server: Emulator, *options: str, **more: str) -> Played:
    """Run ansible-inventory as a user does."""
    command = ["ansible-inventory", "-i", str(path), *options]
    return finish(
        subprocess.Popen(
            command,
            env=environment(server) | more,
            cwd=path.parent,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
    )


def plain(value: str | dict[str, str]) -> str:
    """A text of ansible-inventory, which marks texts that Ansible must not evaluate."""
    return value if isinstance(value, str) else value["__ansible_unsafe"]


class Cluster(BaseHTTPRequestHandler):
    """The part of a Kubernetes cluster that anybody may ask: its version."""

    def do_GET(self) -> None:
        assert self.path == "/version"
        body = b'{"gitVersion": "v1.36.1"}'
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *message: Any) -> None:
        """Print nothing."""


@pytest.fixture
def cluster() -> Iterator[str]:
    """The address of a cluster."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Cluster) as listening:
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{listening.server_port}"
        listening.shutdown()


def test_the_guide(server: Emulator, cluster: str, tmp_path: Path) -> None:
    (shown,) = PRINTED.findall((ROOT / "docs" / "inventory.md").read_text(encoding="utf-8"))
    kubernetes = {"CommunicationStyle": "Kubernetes", "ClusterUrl": cluster}
    fields = {"EnvironmentIds": ["Environments-1"], "Roles": ["kubernetes"], "Endpoint": kubernetes}
    server.health(server.seed("machines", Name="shop", SkipInitialHealthCheck=True, **fields)["Id"], "Healthy")
    graph, patched, looked = walk("inventory.md", tmp_path, environment(server))
    assert graph == shown
    assert changes(patched) == [2], patched
    assert "shop runs v1.36.1" in looked, looked
    assert server.document("Workers-1")["IsDisabled"] is False
    for name, system in (("win-1", "Windows"), ("tux-1", "Linux")):
        listening = {"CommunicationStyle": "TentaclePassive", "Uri": f"https://{name}:10933/", "Thumbprint": "B2"}
        fields = {"EnvironmentIds": ["Environments-1"], "Roles": ["web"], "Endpoint": listening}
        tentacle = server.seed("machines", Name=name, SkipInitialHealthCheck=True, **fields)
        server.put_read_only(tentacle["Id"], {"OperatingSystem": system})
    found = json.loads(listed(tmp_path / "tentacles.octopus.yml", server, "--list").output)["_meta"]["hostvars"]
    reached = ("ansible_host", "ansible_connection", "ansible_user")
    assert {name: tuple(plain(host.get(each, "")) for each in reached) for name, host in found.items()} == {
        "win-1": ("win-1", "psrp", "Administrator"),
        "tux-1": ("tux-1", "", "deploy"),
    }


def test_a_vaulted_key_and_a_server_that_does_not_answer(server: Emulator, tmp_path: Path) -> None:
    password, key = tmp_path / "password", server.api_key
    password.write_text("open sesame", encoding="utf-8")
    vaulted = subprocess.run(
        ["ansible-vault", "encrypt_string", "--vault-password-file", str(password), "--name", "octopus_api_key", key],
        env=environment(server),
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    path = tmp_path / "octopus.yml"
    path.write_text(f"plugin: octopus.deploy.octopus\n{vaulted}", encoding="utf-8")
    opened = ("--vault-password-file", str(password))
    found = listed(path, server, "--list", *opened, OCTOPUS_API_KEY="API-WRONG")
    assert found.code == 0, found.output
    name = json.loads(found.output)["_meta"]["hostvars"]["web-1"]["octopus_name"]
    assert name == {"__ansible_unsafe": "web-1"}
    strict = {"ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED": "true"}
    path.write_text(
        f"{path.read_text(encoding='utf-8')}retries: 0\noctopus_url: http://127.0.0.1:9\n", encoding="utf-8"
    )
    lost = listed(path, server, "--list", "-vvv", *opened, **strict)
    assert lost.code != 0 and "Traceback" not in lost.output and key not in lost.output
    assert lost.output.count("plugin: GET http://127.0.0.1:9/api: 127.0.0.1:9 can't be reached") == 1, lost.output

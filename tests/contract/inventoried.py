# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server with machines and workers, for tests of the inventory."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ansible.errors import AnsibleError
from contract.conftest import Octopus
from contract.inventories import read
from emulator.testing import Emulator

SECRET = "hunter-22-hunter"
KEY = {"AccountType": "SshKeyPair", "Username": "deploy", "PrivateKeyFile": {"HasValue": True, "NewValue": SECRET}}
FINGERPRINT = "aa:bb"
REGION = {"CommunicationStyle": "None"}
POLLING = {"CommunicationStyle": "TentacleActive", "Uri": "poll://abc/", "Thumbprint": "A1"}


def with_environments(octopus: Octopus, monkeypatch: pytest.MonkeyPatch) -> Emulator:
    """The server of ``octopus`` with two environments; an inventory is told of it by the environment of the process."""
    set_up(octopus.server, monkeypatch)
    return octopus.server


def set_up(server: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give a server two environments, and tell an inventory of it by the environment of the process."""
    for name in ("API_KEY", "ACCESS_TOKEN", "USERNAME", "PASSWORD", "SPACE"):
        monkeypatch.delenv(f"OCTOPUS_{name}", raising=False)
    monkeypatch.setenv("OCTOPUS_URL", server.url)
    monkeypatch.setenv("OCTOPUS_API_KEY", server.api_key)
    for name in ("Production", "Test"):
        server.seed("environments", Name=name)


def machine(server: Emulator, name: str, endpoint: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    fields = {"EnvironmentIds": ["Environments-1"], "Roles": ["web"], "SkipInitialHealthCheck": True, **more}
    return server.seed("machines", Name=name, Endpoint=endpoint or REGION, **fields)


def worker(server: Emulator, name: str, endpoint: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    fields = {"WorkerPoolIds": ["WorkerPools-1"], "SkipInitialHealthCheck": True, "IsDisabled": False, **more}
    return server.seed("workers", Name=name, Endpoint=endpoint or POLLING, **fields)


def refused(folder: Path, **options: Any) -> str:
    with pytest.raises(AnsibleError) as failed:
        read(folder, options)
    assert SECRET not in str(failed.value) and "Traceback" not in str(failed.value)
    return str(failed.value)

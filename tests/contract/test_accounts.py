# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules of accounts: keys from files, types that can't change, texts that the server changes."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from contract.conftest import Octopus

TEXT = "-----BEGIN OPENSSH PRIVATE KEY-----\nhunter-22\n-----END OPENSSH PRIVATE KEY-----"
ENCODED = base64.b64encode(f"{TEXT}\n".encode()).decode()
KEY = {"type": "service_account", "private_key": "hunter-22"}


def stored(octopus: Octopus, options: dict[str, Any], prop: str) -> str:
    made = octopus.ok("octopus_account", {"name": "Deployer", **options})
    return str(octopus.server.document(made["id"])[prop]["Stored"])


@pytest.mark.parametrize("given", [TEXT, f"{TEXT}\n", ENCODED], ids=["as lookup reads it", "as a file", "as base64"])
def test_a_private_key_is_sent_as_the_base64_of_its_file(octopus: Octopus, given: str) -> None:
    """OpenSSH itself refuses a key whose last newline is gone."""
    pair = {"username": "deploy", "private_key_file": given}
    assert stored(octopus, {"ssh_key_pair": pair}, "PrivateKeyFile") == ENCODED


@pytest.mark.parametrize("given", [json.dumps(KEY), KEY, base64.b64encode(json.dumps(KEY).encode()).decode()], ids=str)
def test_a_google_key_is_sent_as_the_base64_of_its_file(octopus: Octopus, given: Any) -> None:
    sent = stored(octopus, {"google_cloud_account": {"json_key": given}}, "JsonKey")
    assert json.loads(base64.b64decode(sent)) == KEY


def test_an_account_keeps_its_type(octopus: Octopus) -> None:
    octopus.ok("octopus_account", {"name": "Deployer", "token": {"token": "hunter-22"}})
    other = {"name": "Deployer", "username_password": {"username": "deploy"}}
    for check in (True, False):
        refused = octopus("octopus_account", other, check=check)
        assert "username_password: the document on the server is of the type token," in refused["msg"]
        assert "state: absent" in refused["msg"]


@pytest.mark.fact("5.25")
def test_an_empty_text_is_none(octopus: Octopus) -> None:
    """The server returns some empty texts as null, and others as empty texts."""
    azure = {"subscription_number": "1", "client_id": "", "azure_environment": "", "audience": ""}
    octopus.ok("octopus_account", {"name": "Azure", "azure_oidc": azure})
    assert octopus.ok("octopus_account", {"name": "Azure", "azure_oidc": azure})["changed"] is False

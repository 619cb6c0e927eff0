# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A sample of the hosts that a server trusts, of which one is not there at first."""

from __future__ import annotations

from typing import Any

from contract.sample import Sample

# The keys of two hosts in the form of ssh-keyscan, without the host.
KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExampleKeyOfAGitServerThatNobodyHasAnywhere"
OTHER_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExampleKeyOfAnOldServerThatNobodyHasAnymore"
RSA_KEY = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQAB"
HOST = "git.example.com"


def trusted(*keys: str, host: str = HOST) -> dict[str, Any]:
    return {"host": host, "keys": list(keys)}


SSH_KNOWN_HOST = Sample(
    title="SSH known hosts",
    kind="ssh_known_host",
    minimal={"hosts": [trusted(host="nowhere.example.com")]},
    identified_by=(),
    is_there=True,
    steps={
        "hosts": [
            [trusted(KEY, RSA_KEY)],
            [trusted(OTHER_KEY, RSA_KEY)],
            [trusted(KEY, host="[git.example.com]:2222"), trusted()],
        ]
    },
)
SAMPLES = (SSH_KNOWN_HOST,)

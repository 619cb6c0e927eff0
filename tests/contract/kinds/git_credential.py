# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Samples of Git credentials."""

from __future__ import annotations

from contract.kinds.account import PEM_KEY
from contract.sample import Sample

WITH_PASSWORD = Sample(
    title="Git credential",
    kind="git_credential",
    minimal={"name": "Shop repositories", "details": {"username": "octopus-bot"}},
    steps={
        "description": ["May read", ""],
        "details": [
            {"username": "shop-bot"},
            {"password": "hunter-22"},
            {"username": "octopus-bot", "password": "<no secret>"},
        ],
        "repository_restrictions": [
            {
                "enabled": True,
                "allowed_repositories": ["https://git.example.com/shop/*", "https://git.example.com/a"],
            },
            {"enabled": False},
            {"allowed_repositories": ["https://git.example.com/b", "https://git.example.com/a"]},
            {},
        ],
    },
)
WITH_KEY = Sample(
    title="Git credential with an SSH key",
    kind="git_credential",
    minimal={"name": "Shop by SSH", "ssh_key": {"private_key": PEM_KEY}},
    steps={
        "ssh_key": [
            {"username": "git"},
            {"passphrase": "hunter-23"},
            {"username": "", "passphrase": "<no secret>"},
        ],
        "description": ["May read", ""],
    },
    secrets={"private_key": PEM_KEY},
)
SAMPLES = (WITH_PASSWORD, WITH_KEY)

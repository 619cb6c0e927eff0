# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Samples of OIDC identities."""

from __future__ import annotations

from contract.sample import Sample
from emulator.testing import Emulator


def service_account(server: Emulator) -> None:
    server.seed("users", Username="release-bot", DisplayName="Release bot", IsService=True)


OIDC_IDENTITY = Sample(
    title="OIDC identity",
    kind="oidc_identity",
    minimal={
        "name": "Main branch",
        "service_account": "release-bot",
        "issuer": "https://token.actions.githubusercontent.com",
        "subject": "repo:example/shop:ref:refs/heads/main",
    },
    identified_by=("name", "service_account"),
    prepare=service_account,
    steps={
        "issuer": ["https://git.example.com"],
        "subject": ["project_path:example/shop:ref_type:branch:ref:main"],
        "audience": ["https://octopus.example.com", ""],
    },
)

SAMPLES = (OIDC_IDENTITY,)

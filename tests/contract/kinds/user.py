# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Samples of users."""

from __future__ import annotations

from typing import Any

from contract.sample import Sample


def octopus_id(email: str) -> dict[str, Any]:
    return {
        "identity_provider_name": "Octopus ID",
        "claims": [
            {"name": "email", "value": email, "is_identifying_claim": True},
            {"name": "dn", "value": "Operations"},
        ],
    }


def directory(upn: str) -> dict[str, Any]:
    return {
        "identity_provider_name": "Active Directory",
        "claims": [{"name": "upn", "value": upn, "is_identifying_claim": True}],
    }


USER = Sample(
    title="user",
    kind="user",
    minimal={"name": "ops", "display_name": "Operations"},
    on_create={"password": "hunter-22", "is_active": False},
    steps={
        "display_name": ["On call", "Operations"],
        "email_address": ["ops@example.com", ""],
        "is_active": [True, False, True],
        "identities": [
            [octopus_id("ops@example.com"), directory("ops@example.com")],
            [directory("on-call@example.com"), octopus_id("ops@example.com")],
            [],
        ],
    },
    # No other user can have the same login.
    alone=("identities",),
)

SERVICE_ACCOUNT = Sample(
    title="service account",
    kind="user",
    minimal={"name": "deployer", "display_name": "Deployer", "is_service": True},
    on_create={"service_account_type": "Agent"},
    steps={"display_name": ["Pipeline"]},
)


SAMPLES = (USER, SERVICE_ACCOUNT)

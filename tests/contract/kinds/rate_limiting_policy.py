# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A sample of the policies that limit requests, of which one is as it was at first."""

from __future__ import annotations

from typing import Any

from contract.sample import Sample

STEPS: list[Any] = [
    {"is_enabled": False, "requests_per_minute": 600, "burst_limit": 300, "audit_mode": True},
    {"requests_per_minute": 1200},
    {"is_enabled": True, "audit_mode": False},
]
RATE_LIMITING_POLICY = Sample(
    title="rate-limiting policies",
    kind="rate_limiting_policy",
    minimal={"unauthenticated": {"is_enabled": True}},
    identified_by=(),
    is_there=True,
    steps={"unauthenticated": STEPS, "authenticated_human": STEPS, "authenticated_agent": STEPS},
)
SAMPLES = (RATE_LIMITING_POLICY,)

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A sample of the retention policies of a space, of which one is as it was at first."""

from __future__ import annotations

from typing import Any

from contract.sample import Sample

STEPS: list[Any] = [
    {"strategy": "Count", "quantity_to_keep": 30, "unit": "Days"},
    {"quantity_to_keep": 5, "unit": "Items"},
    {"strategy": "Forever"},
    {"quantity_to_keep": 7},
    {"quantity_to_keep": 0},
]
RETENTION_POLICY = Sample(
    title="retention policies",
    kind="retention_policy",
    minimal={"lifecycle_release": {"strategy": "Forever"}},
    identified_by=(),
    is_there=True,
    steps={
        "lifecycle_release": STEPS,
        "lifecycle_tentacle": STEPS[:3],
        "runbook_retention": STEPS[:3],
        "machine_package_cache": STEPS[:3],
    },
)
SAMPLES = (RETENTION_POLICY,)

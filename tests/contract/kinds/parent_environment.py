# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Samples of parent environments."""

from __future__ import annotations

from contract.sample import Sample

PARENT_ENVIRONMENT = Sample(
    title="parent environment",
    kind="parent_environment",
    minimal={"name": "Branches"},
    steps={
        "description": ["What branches are tried on", ""],
        "slug": ["branches-of-ours"],
        "sort_order": [7, 3],
        "use_guided_failure": [True, False],
        "automatic_deprovisioning_rule": [
            {"expiry_days": 3, "expiry_hours": 12},
            {"expiry_days": 1},
            {"expiry_hours": 0},
            {},
        ],
    },
)

SAMPLES = (PARENT_ENVIRONMENT,)

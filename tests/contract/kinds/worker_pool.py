# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Samples of worker pools: one of workers that somebody runs, one of workers that the cloud provides."""

from __future__ import annotations

from contract.sample import Sample

STATIC = Sample(
    title="worker pool",
    kind="worker_pool",
    minimal={"name": "Builders"},
    steps={
        "description": ["In the cellar", "In the attic", ""],
        "slug": ["cellar", "attic"],
        "sort_order": [7, 2],
        # A default pool stays the default until another one is.
        "is_default": [True],
    },
    keeps=("is_default",),
)

DYNAMIC = Sample(
    title="worker pool: dynamic",
    kind="worker_pool",
    minimal={"name": "From the cloud", "worker_pool_type": "DynamicWorkerPool", "worker_type": "Ubuntu2204"},
    steps={"worker_type": ["WindowsDefault"], "description": ["Paid by the hour"]},
)

SAMPLES = (STATIC, DYNAMIC)

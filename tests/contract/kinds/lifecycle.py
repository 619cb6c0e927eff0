# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Samples of lifecycles."""

from __future__ import annotations

from contract.sample import Sample
from emulator.testing import Emulator


def three_environments(server: Emulator) -> None:
    for name in ("Development", "Test", "Production"):
        server.seed("environments", Name=name)


LIFECYCLE = Sample(
    title="lifecycle",
    kind="lifecycle",
    minimal={"name": "Standard"},
    prepare=three_environments,
    steps={
        "description": ["From left to right", ""],
        "slug": ["standard-path"],
        "phases": [
            [
                {"name": "Inside", "automatic_deployment_targets": ["Development", "Test"]},
                {"name": "Outside", "optional_deployment_targets": ["Production"], "is_optional_phase": True},
            ],
            [
                {
                    "name": "Outside",
                    "optional_deployment_targets": ["Production", "Test"],
                    "automatic_deployment_targets": [],
                    "minimum_environments_before_promotion": 1,
                    "is_optional_phase": False,
                    "is_priority_phase": True,
                    "release_retention_policy": {"quantity_to_keep": 3, "unit": "Items"},
                    "tentacle_retention_policy": {"strategy": "Forever"},
                },
                {"name": "Inside", "automatic_deployment_targets": ["Development"]},
            ],
            [{"name": "Outside", "release_retention_policy": {}, "optional_deployment_targets": ["Production"]}],
            [],
        ],
        "release_retention_policy": [
            {"quantity_to_keep": 5, "unit": "Days"},
            {"strategy": "Count", "quantity_to_keep": 5, "unit": "Items"},
            {"strategy": "Forever"},
            {"quantity_to_keep": 8},
            {"quantity_to_keep": 0},
            {},
        ],
        "tentacle_retention_policy": [{"strategy": "Forever"}, {"strategy": "Default"}],
    },
)


SAMPLES = (LIFECYCLE,)

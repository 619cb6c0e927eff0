# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A space of a given size in the proportions of a real installation; as a program, one that is held to it."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from ansible_collections.octopus.deploy.plugins.module_utils._run import Request, run
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.config_task import CONFIG

if TYPE_CHECKING:
    # The program would load the emulator and all other tasks.
    from config.driving import Config

DEFAULTS = {
    "validate_certs": True,
    "timeout": 60,
    "retries": 5,
    "prune_server": False,
    "prune_limit": 100,
    "parallelism": 4,
}
PRUNED = ["machines", "environments"]


def whole(size: int) -> Config:
    """A space of ``size`` documents in the proportions of a real one: half of them machines."""
    parts = {"environments": size // 20, "project_groups": size // 20, "projects": size * 4 // 10}
    names = {plural: [f"{plural} {number}" for number in range(count)] for plural, count in parts.items()}
    machines = [f"machine {number}" for number in range(size - sum(parts.values()) - 1)]

    def any_of(plural: str, number: int) -> str:
        return names[plural][number % len(names[plural])]

    return {
        "environments": [{"name": name, "description": "Made by a test"} for name in names["environments"]],
        "lifecycles": [{"name": "Standard", "phases": [{"name": "All", "optional_deployment_targets": []}]}],
        "project_groups": [{"name": name} for name in names["project_groups"]],
        "projects": [
            {"name": name, "project_group": any_of("project_groups", number), "lifecycle": "Standard"}
            for number, name in enumerate(names["projects"])
        ],
        "machines": [
            {"name": name, "environments": [any_of("environments", number)], "roles": ["web"], "cloud_region": {}}
            for number, name in enumerate(machines)
        ],
    }


def main(url: str, key: str, size: str) -> None:
    """Hold the server to ``whole(size)``, as one task of a playbook does, and print the result."""
    connection = {"octopus_url": url, "octopus_api_key": key}
    parameters = {**DEFAULTS, **connection, "config": whole(int(size)), "prune": PRUNED}
    print(json.dumps(run(CONFIG, Request(parameters, environment={}))))


if __name__ == "__main__":
    main(*sys.argv[1:])

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The deployment processes of many projects in one configuration."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.approaches import CHANGED, CONFIG, SPACE
from bench.report import Table
from bench.variables import STAGES, Item, cells, samples, space, written

PROJECTS, STEPS = 200, 20
FEED = "Octopus Server (built-in)"


def steps(last: str = "echo done") -> list[Item]:
    """The steps of a project, of four types in equal parts. ``last``: the script of the last step."""
    kinds: tuple[dict[str, Any], ...] = (
        {"manual_intervention": {"instructions": "Does it look right?"}, "environments": [STAGES[1]]},
        {"deploy_package": {"package": {"package_id": "Web", "feed": FEED}}, "target_tags": ["web"]},
        {"upgrade_helm_chart": {"package": {"package_id": "search", "feed": FEED}, "release_name": "search"}},
        {"run_script": {"syntax": "Bash", "script_body": "echo one\necho two\n"}, "run_on_server": True},
    )
    found = [{"name": f"Step {number}", **kinds[number % len(kinds)]} for number in range(STEPS)]
    return [*found[:-1], {**found[-1], "run_script": {"script_body": last}}]


def with_processes(last: str = "echo done") -> dict[str, list[Item]]:
    """The configuration of all projects with their processes. ``last``: the script of the last step."""
    scripts = [last if number == PROJECTS - 1 else "echo done" for number in range(PROJECTS)]
    made = [{"project": f"Project {number}", "steps": steps(script)} for number, script in enumerate(scripts)]
    return {**space(PROJECTS), "deployment_processes": made}


def tables(folder: Path) -> Iterator[Table]:
    where = folder / "processes"
    written(where, "projects", {"config": space(PROJECTS)})
    written(where, SPACE, {"config": with_processes()})
    written(where, CHANGED, {"config": with_processes("echo another")})
    found = samples(where, CONFIG)
    rows = [("", "requests", "seconds", "peak memory"), *((title, *cells(each)) for title, each in found.items())]
    yield Table(f"{PROJECTS} projects with {STEPS} steps each", rows, "By `octopus_config`, in one task.")

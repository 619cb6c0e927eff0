# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Variable sets: many variables of one project, and the sets of many projects in one configuration."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from bench.approaches import CHANGE, CHANGED, CONFIG, FIRST, HEAD, SPACE, UNCHANGED, Situation
from bench.report import Table, mebibytes
from bench.suite import Sample, sampled
from served import emulator

Item = dict[str, Any]
STAGES = ("Development", "Production")
ONE_SET, PROJECTS, EACH = 500, 100, 50
OF_PROJECT = {"project_group": "Default Project Group", "lifecycle": "Default Lifecycle"}
ONE = f"""{HEAD}
  tasks:
    - name: Set the variables of the project
      octopus.deploy.octopus_variables:
        project: Project 0
        variables: "{{{{ variables }}}}"
"""


def entries(count: int, last: str = "value") -> list[Item]:
    """``count`` variables, two for each name, one of them for production. ``last``: the value of the last variable."""
    found: list[Item] = []
    for number in range(count // 2):
        name = f"Setting.{number}"
        found.append({"name": name, "value": f"value {number}", "scope": {"environments": [STAGES[1]]}})
        found.append({"name": name, "value": f"default {number}"})
    return [*found[:-1], {**found[-1], "value": last}]


def space(projects: int) -> dict[str, list[Item]]:
    """The documents that the variables need: environments and projects."""
    named = [{"name": f"Project {number}", **OF_PROJECT} for number in range(projects)]
    return {"environments": [{"name": each} for each in STAGES], "projects": named}


def with_variables(last: str = "value") -> dict[str, list[Item]]:
    """The configuration of all projects with their variables. ``last``: the value of the last variable."""
    values = [last if number == PROJECTS - 1 else "value" for number in range(PROJECTS)]
    sets = [{"project": f"Project {number}", "variables": entries(EACH, value)} for number, value in enumerate(values)]
    return {**space(PROJECTS), "variables": sets}


def written(folder: Path, name: str, data: Item) -> None:
    """Write ``data`` as variables of the playbook in the folder ``name``."""
    path = folder / name / "group_vars" / "all.yml"
    path.parent.mkdir(parents=True)
    path.write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")


def of_one_project(folder: Path) -> dict[str, Sample]:
    written(folder, "projects", {"config": space(1)})
    written(folder, SPACE, {"variables": entries(ONE_SET)})
    written(folder, CHANGED, {"variables": entries(ONE_SET, "another")})
    return samples(folder, ONE)


def of_many_projects(folder: Path) -> dict[str, Sample]:
    written(folder, "projects", {"config": space(PROJECTS)})
    written(folder, SPACE, {"config": with_variables()})
    written(folder, CHANGED, {"config": with_variables("another")})
    return samples(folder, CONFIG)


def samples(folder: Path, playbook: str) -> dict[str, Sample]:
    """The first apply, an unchanged run and one change, on a new server with the projects."""
    with emulator() as server:
        sampled(Situation("projects", CONFIG, "projects"), folder, server)
        return {
            title: sampled(Situation(title, playbook, data), folder, server)
            for title, data in ((FIRST, SPACE), (UNCHANGED, SPACE), (CHANGE, CHANGED))
        }


def tables(folder: Path) -> Iterator[Table]:
    found = of_one_project(folder / "one-set")
    head = ("", "requests", "seconds", "peak memory")
    rows = [(title, *cells(sample)) for title, sample in found.items()]
    peer = [("Terraform's provider, " + title, f"{requests:,}", "", "") for title, requests in peers(ONE_SET).items()]
    note = (
        f"{ONE_SET} variables by `octopus_variables`. The requests of Terraform's provider are computed from its code "
        "(v1.17.0), which reads the whole set once for each variable, and reads, writes and reads it for each change; "
        "its own start and its reads of other resources are left out."
    )
    yield Table(f"{ONE_SET} variables of one project", [head, *rows, *peer], note)
    many = of_many_projects(folder / "many-sets")
    rows = [(title, *cells(sample)) for title, sample in many.items()]
    yield Table(f"{PROJECTS} projects with {EACH} variables each", [head, *rows], "By `octopus_config`, in one task.")


def cells(sample: Sample) -> tuple[str, str, str]:
    return f"{sample.requests:,}", f"{sample.played.seconds:.1f}", mebibytes(sample.played.memory)


def peers(variables: int) -> dict[str, int]:
    """The requests of Terraform's provider: a plan reads a set for each variable, a change takes three more."""
    return {FIRST: 3 * variables, UNCHANGED: variables, CHANGE: variables + 3}

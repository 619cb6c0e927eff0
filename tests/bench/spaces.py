# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Spaces of any size, with the proportions of real installations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Item = dict[str, Any]
Config = dict[str, list[Item]]
Counts = dict[str, int]
CHANGED = "Changed by the benchmark"


@dataclass(frozen=True)
class Part:
    """A kind in a space, and its module.

    ``share``: how many of a hundred documents are of this kind; ``item``: the options of the nth document.
    """

    plural: str
    module: str
    share: int
    item: Callable[[int, Counts], Item]


def environment(number: int, counts: Counts) -> Item:
    # A server takes the order 0 as no order, and puts a new environment at the end, which makes Terraform fail.
    return {"name": f"Environment {number}", "description": f"Stage {number}", "sort_order": number + 1}


def project_group(number: int, counts: Counts) -> Item:
    return {"name": f"Group {number}", "description": f"The projects of team {number}"}


def lifecycle(number: int, counts: Counts) -> Item:
    last = counts["environments"]
    stages = [f"Environment {stage % last}" for stage in range(number, number + min(3, last))]
    return {
        "name": f"Lifecycle {number}",
        "description": "One stage after the other",
        "phases": [{"name": each, "optional_deployment_targets": [each]} for each in stages],
        "release_retention_policy": {"quantity_to_keep": 30, "unit": "Days"},
    }


def tag_set(number: int, counts: Counts) -> Item:
    tags = [{"name": name, "color": "#227647"} for name in ("First", "Second", "Last")]
    return {"name": f"Ring {number}", "description": "Who gets a release first", "tags": tags}


def library_variable_set(number: int, counts: Counts) -> Item:
    size = {"name": "Size", "default_value": "small", "display_settings": {"control_type": "SingleLineText"}}
    return {"name": f"Variables {number}", "description": f"What team {number} shares", "templates": [size]}


def project(number: int, counts: Counts) -> Item:
    return {
        "name": f"Project {number}",
        "description": f"Service {number}",
        "included_library_variable_sets": [f"Variables {number % counts['library_variable_sets']}"],
        "project_group": f"Group {number % counts['project_groups']}",
        "lifecycle": f"Lifecycle {number % counts['lifecycles']}",
        "default_guided_failure_mode": "Off",
        "tenanted_deployment_mode": "TenantedOrUntenanted",
        "connectivity_policy": {"skip_machine_behavior": "SkipUnavailableMachines"},
    }


def tenant(number: int, counts: Counts) -> Item:
    project = f"Project {number % counts['projects']}"
    return {
        "name": f"Tenant {number}",
        "description": f"Customer {number}",
        "tenant_tags": [f"Ring {number % counts['tag_sets']}/First"],
        "projects": [{"project": project, "environments": [f"Environment {number % counts['environments']}"]}],
    }


def machine(number: int, counts: Counts) -> Item:
    return {
        "name": f"Machine {number}",
        "environments": [f"Environment {number % counts['environments']}"],
        "roles": ["web" if number % 2 else "database", f"cluster-{number % 10}"],
        "listening_tentacle": {
            "uri": f"https://machine-{number}.example.com:10933/",
            "thumbprint": f"{number:040X}",
        },
    }


# No statistics of servers are public. These are the proportions of a medium installation, mostly machines and projects.
# A new kind needs one line here, after the kinds that it refers to.
PARTS: tuple[Part, ...] = (
    Part("environments", "octopus_environment", 2, environment),
    Part("project_groups", "octopus_project_group", 3, project_group),
    Part("lifecycles", "octopus_lifecycle", 2, lifecycle),
    Part("tag_sets", "octopus_tag_set", 1, tag_set),
    Part("library_variable_sets", "octopus_library_variable_set", 4, library_variable_set),
    Part("projects", "octopus_project", 28, project),
    Part("tenants", "octopus_tenant", 10, tenant),
    Part("machines", "octopus_machine", 50, machine),
)


def counts_of(size: int) -> Counts:
    """The number of documents of each kind in a space of ``size``: at least one; the last kind gets the rest."""
    whole = sum(each.share for each in PARTS)
    counts = {each.plural: max(1, size * each.share // whole) for each in PARTS[:-1]}
    return {**counts, PARTS[-1].plural: size - sum(counts.values())}


def space(size: int) -> Config:
    """The configuration of a space with ``size`` documents."""
    counts = counts_of(size)
    return {each.plural: [each.item(number, counts) for number in range(counts[each.plural])] for each in PARTS}


def with_one_change(config: Config) -> Config:
    """The same configuration with another description for the last project."""
    projects = config["projects"]
    return {**config, "projects": [*projects[:-1], {**projects[-1], "description": CHANGED}]}

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filters of the list of server tasks (api: tasks#routes)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from emulator.kinds import nodes
from emulator.kinds.common import any_of
from emulator.kinds.schedules import instant
from emulator.model import DESCRIBED, Document, Filter
from emulator.work.states import about, is_interrupted, is_over

if TYPE_CHECKING:
    from emulator.octopus import Octopus


def flag(holds: Callable[[Document], bool]) -> Filter:
    def matches(octopus: Octopus, task: Document, value: str) -> bool:
        return holds(task) == (value.casefold() == "true")

    return matches


def is_at_node(octopus: Octopus, task: Document, value: str) -> bool:
    """Whether a value is the ID or the name of the one node (unverified: servers accept both)."""
    return value.casefold() in (nodes.NODE.casefold(), nodes.NAME)


def concerns(name: str) -> Filter:
    def matches(octopus: Octopus, task: Document, value: str) -> bool:
        return about(task, name).casefold() == value.casefold()

    return matches


def described_as(octopus: Octopus, task: Document, value: str) -> bool:
    """Whether the description has a text (unverified: a part is enough)."""
    return value.strip().casefold() in str(task["Description"]).casefold()


def has_tenant_tag(octopus: Octopus, task: Document, value: str) -> bool:
    """Whether a task's tenant has a tag."""
    tenant = octopus.store.get(about(task, "TenantId"))
    tags = tenant[1].get("TenantTags") or [] if tenant else []
    return value.casefold() in {each.casefold() for each in tags}


def at_or_after(prop: str, after: bool) -> Filter:
    """A filter by a moment of a task. Unverified: a task that lacks the moment matches no span."""

    def matches(octopus: Octopus, task: Document, value: str) -> bool:
        if not task.get(prop):
            return False
        moment, asked = instant(task[prop], prop), instant(value, prop)
        return moment >= asked if after else moment <= asked

    return matches


MOMENTS: Mapping[str, Filter] = {
    f"{end}{name}date": at_or_after(prop, end == "from")
    for end in ("from", "to")
    for name, prop in {"queue": "QueueTime", "start": "StartTime", "completed": "CompletedTime"}.items()
}
FILTERS: Mapping[str, Filter] = {
    "active": flag(lambda task: not is_over(task)),
    "running": flag(lambda task: task["State"] == "Executing"),
    "states": any_of("State"),
    "name": any_of("Name"),
    "environment": concerns("EnvironmentId"),
    "project": concerns("ProjectId"),
    "tenant": concerns("TenantId"),
    "runbook": concerns("RunbookId"),
    "node": is_at_node,
    "haspendinginterruptions": flag(is_interrupted),
    # No task has preconditions.
    "haspendingpreconditions": flag(lambda task: False),
    "description": described_as,
    "batch": concerns("DeploymentBatchId"),
    "tenanttag": has_tenant_tag,
    **MOMENTS,
    "haswarningsorerrors": flag(lambda task: task["State"] == "Failed"),
}
SINCE = dict.fromkeys(("haspendingpreconditions", "description", "batch", "tenanttag", *MOMENTS), DESCRIBED)

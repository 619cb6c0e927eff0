# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which task holds which worker (https://octopus.com/docs/api/worker-task-leases; OctopusDeploy/Issues#7707)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emulator import answers
from emulator.kinds.tasks import OVER
from emulator.model import Call, Document, Kind, Prop

if TYPE_CHECKING:
    from emulator.octopus import Octopus

LEASES = (2024, 2)


def check(octopus: Octopus, lease: Document, old: Document) -> None:
    lease["TakenAt"] = octopus.now()


def held(octopus: Octopus, space: str) -> list[Document]:
    """The leases of tasks that are not over: the end of a task gives its workers back."""
    tasks = {each["Id"]: each["State"] for each in octopus.store.all("tasks")}
    return [
        each
        for each in octopus.store.all("workertaskleases", space)
        if tasks.get(each["ServerTaskId"], OVER[0]) not in OVER
    ]


def leases(call: Call, document: Document) -> Document:
    """A page in an envelope of its own."""
    return {"WorkerTaskLeases": answers.paged(call, "workertaskleases", held(call.octopus, call.space))}


KIND = Kind(
    collection="workertaskleases",
    link="",
    item_type="WorkerTaskLease",
    id_prefix="WorkerTaskLeases",
    permission="Worker",
    since=LEASES,
    unique=False,
    slug_since=None,
    parameters="skip,take",
    props=(
        Prop("Name"),
        Prop("WorkerId", required=True, reference="workers"),
        Prop("ServerTaskId", required=True, reference="tasks"),
        Prop("Exclusive", "bool", default=False),
    ),
    check=check,
    hidden=True,
)
